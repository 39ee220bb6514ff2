"""Files that are no papers: every one is refused by name, place and cure, or read "
"without inventing anything."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import (
    EmptyFileError,
    EncodingError,
    FileMissingError,
    FormatError,
    NotTextError,
    TooLargeError,
    TruncatedError,
    UnreadableError,
)
from kg.read import read_document
from kg.settings import Settings

PAPER = "# 새빛센터 민간위탁 동의안\n\n가. 위탁기간 : 3년(2024. 1. 1. ~ 2026. 12. 31.)\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PAPER.encode(), "utf-8"),
        (PAPER.encode("utf-8-sig"), "utf-8"),
        (PAPER.encode("utf-16"), "utf-16"),
        (PAPER.encode("utf-16-be"), "utf-16-be"),
        (PAPER.encode("cp949"), "cp949"),
        (PAPER.encode("euc-kr"), "cp949"),
        (PAPER.replace("\n", "\r\n").encode(), "utf-8"),
        (PAPER.replace("\n", "\r").encode("cp949"), "cp949"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    document = read_document(data, "paper.md")
    assert document.text == PAPER
    assert document.encoding == encoding
    assert document.blocks == read_document(PAPER.encode()).blocks


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \n\t\r\n", EmptyFileError),
        (b"\xef\xbb\xbf \n", EmptyFileError),
        ("\u3000\n".encode(), EmptyFileError),
        (b"%PDF-1.7\n%\xe2\xe3", FormatError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, FormatError),
        (b"HWP Document File V3.00", FormatError),
        (b"PK\x03\x04" + b"\x00" * 40, FormatError),
        (b"\x89PNG\r\n\x1a\n", FormatError),
        (b"<!DOCTYPE html><html><body>", FormatError),
        (b"<?xml version='1.0'?><a/>", FormatError),
        (b"\x00\x01\x02\x03binary", NotTextError),
        (bytes(range(256)) * 8, NotTextError),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08" * 20, NotTextError),
        (PAPER.encode()[: PAPER.encode().index("탁".encode()) + 1], TruncatedError),
        (PAPER.encode("utf-16")[:-1], TruncatedError),
        ("日本語のテキスト、これは韓国語ではありません。".encode("shift_jis"), EncodingError),
        ("Größe und Übermaß, Köln, façade, garçon".encode("latin-1"), EncodingError),
        ("\ufffd\ufffd\ufffd 가나 ".encode() * 30, EncodingError),
        (unicodedata.normalize("NFD", PAPER).encode(), EncodingError),
    ],
)
def test_refused(data: bytes, error: type[UnreadableError]) -> None:
    with pytest.raises(error) as caught:
        read_document(data, "paper.bin")
    assert caught.value.exit_code == 3
    assert caught.value.place.file == "paper.bin"
    assert caught.value.cure_ko
    assert caught.value.cure_en


def test_a_known_format_is_named() -> None:
    with pytest.raises(FormatError, match="PDF"):
        read_document(b"%PDF-1.4")


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    for path in (tmp_path / "none.md", tmp_path):
        with pytest.raises(FileMissingError) as caught:
            read_document(path)
        assert caught.value.place.file == str(path)


def test_the_name_does_not_decide(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_text(PAPER, encoding="utf-8")
    document = read_document(path)
    assert (document.name, document.format) == ("paper.pdf", "markdown")


def test_the_size_limit() -> None:
    small = replace(Settings(), max_file_bytes=100)
    with pytest.raises(TooLargeError):
        read_document(b"a" * 101, settings=small)
    assert read_document(b"a" * 100, settings=small).text == "a" * 100


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "hole.md"
    with path.open("wb") as file:
        file.truncate(1 << 36)  # a hole: no room on the disk, 64 GB in memory
    with pytest.raises(TooLargeError):
        read_document(path)


WIDE = (
    "구분\t" * 3_000 + "가\n" + "가\t나\n" * 3_000,
    "|" + "가|" * 3_000 + "\n|---|---|\n" + "|가|나|\n" * 3_000,
    "<table>" + ("<tr>" + "<td colspan=200>가</td>" * 20 + "</tr>") * 300 + "</table>\n",
)


@pytest.mark.parametrize("text", WIDE, ids=("tsv", "pipe", "html"))
def test_a_table_that_claims_millions_of_cells_is_refused(text: str) -> None:
    with pytest.raises(TooLargeError) as caught:
        read_document(text.encode(), name="paper.md")
    assert str(caught.value.place) == "paper.md"


@pytest.mark.slow
def test_fifty_megabytes_of_one_line_are_refused_at_once() -> None:
    data = "가".encode() * 17_000_000
    begun = time.perf_counter()
    with pytest.raises(TooLargeError):
        read_document(data)
    assert time.perf_counter() - begun < 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["가나다라 ", "「", "**", "<b>", "제3호5) ", "가5)\n5) 나\n", "<table>\n", "a\tb\n", ": "]
)
def test_time_is_linear(unit: str) -> None:
    """Twice the text takes about twice the time; a square would take four times."""

    def seconds(size: int) -> float:
        data = (unit * (size // len(unit))).encode()
        begun = time.process_time()
        read_document(data)
        return time.process_time() - begun

    seconds(10_000)
    small = min(seconds(40_000) for _ in range(3))
    assert seconds(160_000) < 10 * small + 0.5


def test_something_else_is_read_and_nothing_is_invented() -> None:
    document = read_document("오늘 점심은 국수다.\n\n내일은 비가 온다.\n".encode())
    assert [passage.text for _, passage in document.passages()] == [
        "오늘 점심은 국수다.",
        "내일은 비가 온다.",
    ]
    assert document.papers()[0].kind == "document"
