"""What a file is, told by its bytes: kind, encoding, text. Never by its name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from kg.errors import (
    EmptyFileError,
    EncodingError,
    FormatError,
    NotTextError,
    Place,
    TooLargeError,
    TruncatedError,
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "HWP 5 / MS Office 97"),
    (b"HWP Document File", "HWP 3"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "HWPX / DOCX / ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\xfd7zXZ", "xz"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.I | re.S,
)
_XML = re.compile(r"\s*<\?xml\b")
_LEAST_SHARE = 0.98


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file (no BOM, line ends as ``\\n``) and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, name: str, limit: int) -> Decoded:
    """The text of a file's bytes: BOM, UTF-8, UTF-16, then CP949 (which holds EUC-KR).

    Raises:
        EmptyFileError: there is nothing but white space.
        TooLargeError: more than *limit* bytes.
        FormatError: a kind of file that is known and not read.
        NotTextError: binary.
        TruncatedError: UTF-8 that stops in the middle of a character.
        EncodingError: text in no encoding that can be told, or Hangul in conjoining letters (NFD).

    >>> decode("심사보고서".encode("cp949"), "paper.txt", 1000).encoding
    'cp949'
    """
    place = Place(name)
    check_size(len(data), name, limit)
    if not data.strip():
        raise EmptyFileError(place=place)
    _refuse_known(data, place)
    decoded = _by_bom(data, place) or _by_trial(data, place)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    _check(text, place)
    _refuse_decomposed(text, place)
    return Decoded(text, decoded.encoding)


def check_size(size: int, name: str, limit: int) -> None:
    """Refuse a file of more than *limit* bytes.

    Raises:
        TooLargeError: *size* is more than *limit*.
    """
    if size > limit:
        raise TooLargeError(
            f"{size:,} bytes, limit {limit:,}", f"{size:,}바이트, 한도 {limit:,}바이트", place=Place(name)
        )


def is_html(text: str) -> bool:
    """Whether a text is an HTML page.

    >>> is_html("<!DOCTYPE html><html>…"), is_html("# 제목")
    (True, False)
    """
    return _HTML.match(text) is not None


def is_xml(text: str) -> bool:
    """Whether a text is XML other than HTML."""
    return _XML.match(text) is not None and not is_html(text)


def _refuse_known(data: bytes, place: Place) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise FormatError(kind, place=place)


def _refuse_decomposed(text: str, place: Place) -> None:
    """Refuse Hangul in conjoining letters (NFD): no pattern would match the text as it is."""
    letters = sum("\u1100" <= c <= "\u11ff" for c in text)
    if letters > 20 + sum("\uac00" <= c <= "\ud7a3" for c in text):
        raise EncodingError(
            "Hangul in conjoining letters (Unicode NFD); save it in composed form (NFC)",
            "한글이 자모로 풀려 있습니다 (유니코드 NFD). 완성형(NFC)으로 바꾸어 저장하십시오",
            place=place,
        )


def _by_bom(data: bytes, place: Place) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            except UnicodeDecodeError as error:
                raise _broken(data, error, encoding, place) from None
            return Decoded(text, encoding)
    return None


def _broken(data: bytes, error: UnicodeDecodeError, encoding: str, place: Place) -> Exception:
    if error.end >= len(data) and error.reason in ("unexpected end of data", "truncated data"):
        return TruncatedError(
            f"the last character is incomplete ({encoding})",
            f"마지막 글자가 잘렸습니다 ({encoding})",
            place=place,
        )
    return EncodingError(
        f"byte {error.start} is not {encoding}",
        f"{error.start}번째 바이트가 {encoding}이 아닙니다",
        place=place,
    )


def _by_trial(data: bytes, place: Place) -> Decoded:
    if b"\x00" in data[:100_000]:
        wide = _utf16_without_bom(data)
        if wide is None:
            raise NotTextError("it has NUL bytes", "NUL 바이트가 있습니다", place=place)
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = _broken(data, error, "UTF-8", place)
        if isinstance(broken, TruncatedError) and error.start > 0:
            raise broken from None
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        raise broken from None
    if not _is_korean(text):
        raise EncodingError(
            "neither UTF-8 nor Korean in CP949", "UTF-8도 CP949 한국어도 아닙니다", place=place
        )
    return Decoded(text, "cp949")


def _utf16_without_bom(data: bytes) -> Decoded | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_korean(text):
            return Decoded(text, encoding)
    return None


def _is_korean(text: str) -> bool:
    """Whether the letters beyond ASCII are what Korean papers use: mostly Hangul syllables of the common
    set."""
    sample = [char for char in text[:200_000] if ord(char) > 127]
    if not sample:
        return True
    usual = sum(_is_usual(char) for char in sample)
    hangul = sum("가" <= char <= "힣" and _is_common(char) for char in sample)
    return usual / len(sample) >= _LEAST_SHARE and hangul / len(sample) >= 0.5


def _is_usual(char: str) -> bool:
    return "가" <= char <= "힣" or "一" <= char <= "鿿" or unicodedata.category(char)[0] in "PSZN"


def _is_common(char: str) -> bool:
    """Whether a syllable is one of the 2,350 of KS X 1001, which all ordinary text keeps to."""
    try:
        return len(char.encode("euc-kr")) == 2
    except UnicodeEncodeError:
        return False


def _check(text: str, place: Place) -> None:
    sample = text[:200_000]
    controls = sum(unicodedata.category(char) == "Cc" and char not in "\n\t\f\v" for char in sample)
    if controls > max(len(sample) // 200, 3):
        raise NotTextError("it is full of control characters", "제어 문자가 너무 많습니다", place=place)
    if text.count("\ufffd") > max(len(text) // 100, 3):
        raise EncodingError(
            "it is full of replacement characters (U+FFFD)", "깨진 글자(U+FFFD)가 너무 많습니다", place=place
        )
    if not text.strip("\ufeff \t\n\f\v\u3000\u200b"):
        raise EmptyFileError(place=place)
