"""The register: look-up by title, editions in force, and what the harvest takes from a statute's own text."""

from __future__ import annotations

import csv
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED, needs_shared
from kg.errors import RegistryError
from kg.legislation import Register, default_register, enactment, fold_title
from kg.legislation.commencement import commencement
from kg.legislation.harvest import corpus_row, harvest, main
from kg.legislation.register import COLUMNS
from kg.model.legislation import LawText
from kg.read.lawtext import read_law
from kg.text import fold

RESPONSES = SHARED / "data/law-go-kr/responses.tar.xz"


# --- look-up ----------------------------------------------------------------------------------------------

TITLES = [
    ("지방자치법", "kr/act/001656"),
    ("「지방자치법」", "kr/act/001656"),
    ("지방자치법시행령", "kr/decree/005092"),
    ("농업ㆍ농촌 및 식품산업 기본법", "kr/act/001979"),  # dots and blanks do not matter
    ("농업·농촌및식품산업기본법", "kr/act/001979"),
    ("서울특별시 행정 사무의 민간위탁에 관한 조례", "kr-11/ordinance/private-consignment"),
    ("산재보험법", "kr/act/001760"),
    ("민간위탁조례", None),  # a short title of an ordinance means nothing without its city
    ("없는 법률", None),
]


@pytest.mark.parametrize("title, work", TITLES)
def test_find(title: str, work: str | None) -> None:
    found = default_register().find(title)
    assert (found.work if found else None) == work


def test_short_titles_of_ordinances_belong_to_their_city() -> None:
    found = default_register().find("민간위탁조례", "kr-11")
    assert found is not None
    assert found.title == "서울특별시 행정사무의 민간위탁에 관한 조례"
    assert default_register().find("민간위탁조례", "kr-26") is None


def test_folding_keeps_what_distinguishes() -> None:
    assert fold_title("구 민법") != fold_title("민법")
    assert fold_title("가ㆍ나 법") == fold_title("가·나법")


@pytest.mark.parametrize(
    "dot", [*"·‧ㆍ・･∙⋅•ᆞ᛫․.,，「」｢｣『』“”„″＂\"‘’‛′＇'｀´`", " ", "\u00a0", "\u200b", "\ufeff", ""]
)
def test_whatever_stands_between_two_letters_of_a_title_it_is_one_title(dot: str) -> None:
    assert fold_title(f"노인{dot}아동 조례") == "노인아동조례"


@given(st.text())
def test_names_that_fold_to_the_same_are_the_same_title(title: str) -> None:
    assert fold_title(fold(title)) == fold_title(title)


# --- editions ---------------------------------------------------------------------------------------------


def test_todays_edition_is_never_the_past_ones() -> None:
    act = default_register().find("지방자치법")
    assert act is not None
    today = act.edition_at(date(2024, 6, 1))
    assert today is not None
    assert (today.number, today.promulgated, today.in_force_from) == (
        17893,
        date(2021, 1, 12),
        date(2022, 1, 13),
    )
    assert act.edition_at(date(2022, 1, 13)) == today
    assert act.edition_at(date(2022, 1, 12)) != today
    assert act.edition_at(None) is None


def test_every_edition_says_where_it_is_from() -> None:
    register = default_register()
    assert len(register.instruments) > 5_600
    for instrument in register.instruments:
        assert instrument.work.startswith(f"{instrument.jurisdiction}/{instrument.type}/")
        for edition in instrument.editions:
            assert (edition.number is None) or edition.basis


def _write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_editions_of_one_work_in_order(tmp_path: Path) -> None:
    act = {"work": "kr/act/1", "type": "act", "jurisdiction": "kr", "title_ko": "가법", "basis": "manual"}
    new = {**act, "edition": "9", "in_force_from": "2010-01-01"}
    old = {**act, "edition": "3", "in_force_from": "1990-01-01", "in_force_to": "2009-12-31"}
    found = Register.load(_write(tmp_path / "r.csv", new, old)).find("가법")
    assert found is not None
    assert [found.edition_at(date(year, 1, 1)) for year in (1980, 2000, 2020)] == [None, *found.editions]
    assert [edition.number for edition in found.editions] == [3, 9]


def test_a_broken_register_says_which_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "r.csv", {"work": "kr/act/1", "title_ko": "가법", "promulgated": "2021-13-40"})
    with pytest.raises(RegistryError) as caught:
        Register.load(path)
    assert caught.value.place.line == 2
    path.write_text("work,type\n", encoding="utf-8")
    with pytest.raises(RegistryError, match="jurisdiction"):
        Register.load(path)


# --- harvest ----------------------------------------------------------------------------------------------


def _statute(body: str, addenda: str) -> LawText:
    return read_law(_file(body, addenda).encode())


def _file(body: str, addenda: str) -> str:
    front = "---\n제목: 가나 지원법\n법령ID: '000001'\n법령구분: 법률\n---\n"
    return f"{front}\n# 가나 지원법\n\n##### 제1조 (목적)\n\n{body}\n\n## 부칙\n\n{addenda}\n"


PLAIN = "부칙 <제1234호,2015.3.4>\n\n\n이 법은 공포 후 6개월이 경과한 날부터 시행한다."
ENACTMENTS = [
    ("본문이다.", PLAIN, 1234),
    ("본문이다. <개정 2019.1.1>", PLAIN, 1234),
    ("본문이다. <개정 2014.1.1>", PLAIN, None),  # older than the first addendum: something was dropped
    ("본문이다. <개정 2015.3.4>", PLAIN, None),  # the first addendum is an amending act's
    ("본문이다.", "부칙(다라법) <제1234호,2015.3.4>\n\n이 법은 공포한 날부터 시행한다.", None),
    (
        "본문이다.",
        "부칙 <단기 4285년 7월 4일 개정> <제2호,1952.7.7>\n\n이 법은 공포한 날부터 시행한다.",
        None,
    ),
    ("본문이다.", "이 법은 공포한 날부터 시행한다.", None),
]


@pytest.mark.parametrize("body, addenda, number", ENACTMENTS)
def test_enactment_only_where_it_is_safe(body: str, addenda: str, number: int | None) -> None:
    act = enactment(_statute(body, addenda))
    assert (act.number if act else None) == number


def test_row_of_a_corpus_file() -> None:
    law = _statute("본문이다.", PLAIN)
    row = corpus_row(law, enactment(law))
    assert row["work"] == "kr/act/000001"
    assert (row["edition"], row["promulgated"], row["in_force_from"]) == ("1234", "2015-03-04", "2015-09-05")


def test_harvest_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    ordinance = {
        "work": "kr-11/ordinance/a",
        "type": "ordinance",
        "jurisdiction": "kr-11",
        "title_ko": "가 조례",
    }
    register = _write(tmp_path / "instruments.csv", ordinance)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "법률.md").write_text(_file("본문이다.", PLAIN), encoding="utf-8")
    assert main([str(corpus), "--registry", str(tmp_path)]) == 0
    once = register.read_bytes()
    assert harvest(corpus, tmp_path)["files"] == 1
    assert register.read_bytes() == once
    assert {i.title for i in Register.load(register).instruments} == {"가 조례", "가나 지원법"}
    assert (tmp_path / "provisions.csv").read_text(encoding="utf-8").splitlines()[
        1
    ] == "kr/act/000001,1234,a1"


CLAUSES = [
    ("이 법은 공포한 날부터 시행한다.", date(2021, 1, 12)),
    ("제1조(시행일) 이 영은 2021년 7월 1일부터 시행한다.", date(2021, 7, 1)),
    ("이 규칙은 공포 후 3개월이 경과한 날부터 시행한다.", date(2021, 4, 13)),
    ("이 법은 공포 후 1년이 경과한 날부터 시행한다. 다만, 제3조는 그러하지 아니하다.", date(2022, 1, 13)),
    ("이 법은 공포 후 30일이 경과한 날부터 시행한다.", date(2021, 2, 12)),
    ("이 법은 대통령령으로 정하는 날부터 시행한다.", None),
    ("이 법은 2021년 13월 1일부터 시행한다.", None),
]


@pytest.mark.parametrize("clause, day", CLAUSES)
def test_commencement(clause: str, day: date | None) -> None:
    assert commencement(clause, date(2021, 1, 12)) == day


# --- against the responses of the statute service ---------------------------------------------------------


def _responses() -> Iterator[ET.Element]:
    with tarfile.open(RESPONSES) as tar:
        for member in tar.getmembers():
            if member.name.endswith(".xml") and (file := tar.extractfile(member)) is not None:
                yield ET.fromstring(file.read())


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


@needs_shared
def test_enacting_and_revising_acts_come_first_among_the_addenda() -> None:
    seen = 0
    for response in _responses():
        if response.findtext("기본정보/제개정구분") not in ("제정", "전부개정"):
            continue
        first = response.find("부칙/부칙단위")
        if first is None:
            continue  # an old constitution has none
        seen += 1
        number = response.findtext("기본정보/공포번호") or ""
        assert int(first.findtext("부칙공포번호") or 0) == int(number)
    assert seen >= 14


@needs_shared
def test_commencement_against_the_service() -> None:
    read = 0
    for response in _responses():
        number, promulgated = (
            response.findtext("기본정보/공포번호"),
            response.findtext("기본정보/공포일자") or "",
        )
        for addendum in response.iter("부칙단위"):
            content = addendum.find("부칙내용")
            if int(addendum.findtext("부칙공포번호") or 0) != int(number or 0) or content is None:
                continue
            day = commencement("".join(content.itertext()), _day(promulgated))
            if day is not None:
                read += 1
                assert day == _day(response.findtext("기본정보/시행일자") or "")
    assert read >= 50
