"""Whether cited provisions exist: apart from what is cited, in text, JSON and on the page."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cite import find_citations
from kg.cite.existence import EXISTENCE_LABELS, check_targets
from kg.ids import Ids
from kg.legislation import Edition, Existence, Instrument, Register
from kg.model.blocks import Span
from kg.publish import CitedFile, Mention, citation_page, cite_file

IDS = Ids("https://kg.example")

# The register that travels with the code: 지방자치법 was wholly revised with effect from 2022-01-13.
STATES = (
    # text, day, states of the targets
    ("「지방자치법」 제117조제3항", date(2024, 6, 1), ["exists"]),
    ("「지방자치법」 제117조제3항 단서", date(2024, 6, 1), ["exists"]),
    ("「지방자치법」 제117조제9항", date(2024, 6, 1), ["article-gone"]),
    ("「지방자치법」 제117조 및 제9999조", date(2024, 6, 1), ["exists", "article-gone"]),
    ("「지방자치법」", date(2024, 6, 1), ["exists"]),
    # an annex without its number is one the decree has; within annexes nothing is known
    ("「지방자치법 시행령」 별표", date(2024, 6, 1), ["exists"]),
    ("「지방자치법 시행령」 별표 1 제2호", date(2024, 6, 1), ["not-checkable"]),
    ("「없는나라의 별난 법률」 제3조", date(2024, 6, 1), ["instrument-unknown"]),
    ("「지방자치법」 제117조제3항", date(1950, 6, 1), ["edition-unknown"]),
    ("같은 법 제3조", date(2024, 6, 1), ["instrument-unknown"]),
    ("「지방자치법」 제117조제3항", None, ["exists"]),
)


@pytest.mark.parametrize(("text", "day", "states"), STATES)
def test_state_of_each_target(text: str, day: date | None, states: list[str]) -> None:
    (citation,) = find_citations(text)
    assert [checked.existence.value for checked in check_targets(citation, day=day)] == states


def test_the_old_number_is_not_looked_up_in_the_new_edition() -> None:
    (citation,) = find_citations("「지방자치법」 제104조제3항")
    (then,) = check_targets(citation, day=date(2019, 5, 1))
    assert then.existence is not Existence.EXISTS
    assert then.edition != 17893


def test_a_former_version_is_that_of_the_day_before() -> None:
    act = Instrument(
        "kr/act/000001",
        "act",
        "kr",
        "가온법",
        editions=(
            Edition(7, date(2001, 1, 1), date(2001, 1, 1), date(2019, 12, 31)),
            Edition(9, date(2019, 6, 1), date(2020, 1, 1)),
        ),
    )
    register = Register.of([act])
    (citation,) = find_citations("「가온법」(2020. 1. 1. 법률 제9호로 개정되기 전의 것) 제3조")
    assert citation.before == date(2020, 1, 1)
    (checked,) = check_targets(citation, register, date(2024, 6, 1))
    assert checked.edition == 7


def test_every_state_has_a_name_in_both_languages() -> None:
    assert set(EXISTENCE_LABELS) == set(Existence)
    assert all(
        re.search("[가-힣]", korean) and english.isascii() for korean, english in EXISTENCE_LABELS.values()
    )


# --- files ------------------------------------------------------------------------------------------------

PAPER = """# 가온시 쉼터 민간위탁 동의안 심사보고서

2024년 6월 3일

## 1. 심사경과

- 제출일자 : 2024년 5월 2일

「지방자치법」 제117조제3항과 「지방자치법」 제9999조에 따라 <b>쉼터</b>를 위탁함. "같은 조례" 제3조.
"""
LAW = """---
제목: 가온법
법령ID: '999991'
법령구분: 법률
공포일자: 2021-03-02
공포번호: '7001'
시행일자: 2021-09-03
---

# 가온법

##### 제1조 (목적)

이 법은 「지방자치법」 제117조제3항의 위탁을 정한다.

##### 제2조 (위탁)

**①** 시장은 제1조의 사무를 위탁할 수 있다.

## 부칙

부칙 <제7001호,2021.3.2>

제1조(시행일) 이 법은 공포 후 6개월이 경과한 날부터 시행한다.
"""
ORDINANCE = """<?xml version="1.0" encoding="UTF-8"?>
<LawService><자치법규기본정보><지자체기관명>서울특별시</지자체기관명>
<자치법규ID>1</자치법규ID><공포일자>20230105</공포일자><공포번호>11</공포번호>
<자치법규명>가온시 쉼터 운영 조례</자치법규명><시행일자>20230105</시행일자><자치법규종류>C0001</자치법규종류>
<제개정정보>제정</제개정정보></자치법규기본정보>
<조문><조 조문번호='000300'><조문번호>000300</조문번호><조문여부>Y</조문여부><조제목>위탁</조제목>
<조내용>제3조(위탁) 시장은 「지방자치법」 제117조제3항에 따라 쉼터를 위탁할 수 있다.</조내용></조>
</조문></LawService>
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_paper_is_looked_up_on_its_own_date(tmp_path: Path) -> None:
    cited = cite_file(written(tmp_path, "paper.md", PAPER))
    assert cited.day == date(2024, 6, 3)
    first, second = cited.mentions[:2]
    assert [c.existence.value for c in (*first.targets, *second.targets)] == ["exists", "article-gone"]
    assert [c.edition for c in first.targets] == [17893]
    assert all(span.of(cited.text) for mention in cited.mentions for span in mention.spans)


def test_another_date_chooses_another_edition(tmp_path: Path) -> None:
    cited = cite_file(written(tmp_path, "paper.md", PAPER), date(2019, 5, 1))
    assert [c.existence for c in cited.mentions[0].targets] != [Existence.EXISTS]


@pytest.mark.parametrize(
    ("name", "text", "day"), [("law.md", LAW, date(2021, 9, 3)), ("o.xml", ORDINANCE, date(2023, 1, 5))]
)
def test_a_law_file_is_cited_provision_by_provision(tmp_path: Path, name: str, text: str, day: date) -> None:
    cited = cite_file(written(tmp_path, name, text))
    assert cited.day == day
    named = [m for m in cited.mentions if m.citation.text == "「지방자치법」 제117조제3항"]
    assert [m.provision for m in named] == ["제1조" if name == "law.md" else "제3조"]
    form = named[0].as_json()
    assert form["provision"] == named[0].provision
    assert form["targets"] == [{"instrument": "지방자치법", "path": ["제117조", "제3항"]}]


def test_existence_is_told_apart_from_the_targets(tmp_path: Path) -> None:
    form = cite_file(written(tmp_path, "paper.md", PAPER)).as_json()
    assert form["date"] == "2024-06-03"
    for citation in form["citations"]:
        assert len(citation["existence"]) == len(citation["targets"])
        assert all(set(target) == {"instrument", "path"} for target in citation["targets"])
    assert sum(form["existence"].values()) == sum(len(c["targets"]) for c in form["citations"])
    assert json.loads(json.dumps(form)) == form


# --- the page ---------------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What a browser would see of a page: its elements, its links, the text of its <pre>."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._in = self._number = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in += tag == "pre"
        self._number += tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        self._in -= tag == "pre"
        self._number -= tag == "sup"

    def handle_data(self, data: str) -> None:
        if self._in and not self._number:
            self.text += data

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


def test_the_page_shows_the_text_with_links(tmp_path: Path) -> None:
    cited = cite_file(written(tmp_path, "paper.md", PAPER))
    seen = Seen(citation_page(cited, IDS))
    assert seen.text == cited.text
    assert "https://kg.example/eli/kr/act/001656/ed_17893/art_117/para_3" in seen.links()
    classes = [attrs.get("class") or "" for tag, attrs in seen.tags if tag in ("a", "span")]
    assert any("article-gone" in name for name in classes)
    assert any("open" in name for name in classes)


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = citation_page(cite_file(written(tmp_path, "law.md", LAW)), IDS)
    seen = Seen(page)
    assert not [tag for tag, _ in seen.tags if tag in ("script", "link", "img", "iframe", "object", "base")]
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page
    assert re.search("범례 · Legend", page)


EVIL = st.text(alphabet="<>&\"'=/ abscriptonerr가「」제1조", max_size=60)


@given(EVIL, EVIL)
def test_nothing_in_a_file_becomes_markup(title: str, before: str) -> None:
    text = f"{before}「지방자치법」 제1조{before}"
    citations = find_citations(text)
    mentions = tuple(Mention(c, (Span(c.start, c.end),), check_targets(c)) for c in citations)
    seen = Seen(citation_page(CitedFile(title, title, text, None, mentions), IDS))
    shape = {"html", "head", "meta", "title", "style", "body", "h1", "p", "h2"}
    shape |= {"table", "tbody", "tr", "th", "td", "span", "pre", "a", "sup"}
    assert {tag for tag, _ in seen.tags} <= shape
    assert seen.text == text
    assert all(link.startswith("https://kg.example/eli/") for link in seen.links())
    assert all(
        set(attrs)
        <= {"class", "href", "title", "id", "lang", "scope", "charset", "name", "content", "http-equiv"}
        for _, attrs in seen.tags
    )


def test_many_targets_are_counted_not_listed() -> None:
    text = "「지방자치법」 " + ", ".join(f"제{n}조" for n in range(1, 61))
    (citation,) = find_citations(text)
    mention = Mention(citation, (Span(citation.start, citation.end),), check_targets(citation))
    page = citation_page(CitedFile("a", "a", text, None, (mention,)), IDS)
    assert len(Seen(page).links()) == 20
    assert "+40" in page
