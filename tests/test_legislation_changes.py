"""Changes by the marks in a text, their days of force, and whether the text held is that of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.legislation import Held, Timeline, based_on, carries_out, changes, commenced, enactment, text_on
from kg.legislation.commencement import commencement, commencement_of
from kg.legislation.editions import named_revisions
from kg.model.legislation import ChangeKind, LawText
from kg.model.statute import ProvisionPath
from kg.read.lawtext import read_law

STATUTES = Path(__file__).parent / "statutes"
ACT = read_law(STATUTES / "gana-act.md")
DECREE = read_law(STATUTES / "gana-decree.xml")


def _told(law: LawText) -> set[tuple[str, str, str, str]]:
    return {(str(c.path), c.kind.value, str(c.promulgated), str(c.in_force_from)) for c in changes(law)}


def test_changes_in_markdown() -> None:
    assert _told(ACT) == {
        ("제1편제1장", "amended", "2020-02-04", "2020-02-04"),
        ("제2조", "amended", "2020-02-04", "2020-02-04"),
        ("제2조", "amended", "2024-03-05", "2024-09-06"),
        ("제2조제2호", "repealed", "2020-02-04", "2020-02-04"),
        ("제3조", "repealed", "2020-02-04", "2020-02-04"),
        ("제4조제1항", "inserted", "2024-03-05", "2024-09-06"),
        ("제4조제3항", "repealed", "2024-03-05", "2024-09-06"),
        ("부칙 제4조제2항", "repealed", "2020-02-04", "2020-02-04"),
        ("부칙 제2조", "repealed", "2024-03-05", "2024-09-06"),
        ("부칙 제3조", "repealed", "2024-03-05", "2024-09-06"),
        ("부칙 제4조", "repealed", "2024-03-05", "2024-09-06"),
    }


def test_changes_in_xml_and_what_moved() -> None:
    told = _told(DECREE)
    assert ("제2조", "rewritten", "2020-03-03", "None") in told  # no addendum of that day is held
    assert ("제6조", "repealed", "2021-05-04", "2021-05-04") in told
    [moved] = [c for c in changes(DECREE) if c.kind is ChangeKind.MOVED]
    assert (str(moved.path), str(moved.origin), str(moved.destination)) == ("제2조", "제3조", "제4조")


MARKS = [
    (
        "가 <개정 1962ㆍ1ㆍ10, 1963·2·1>",
        [("제1조", "amended", "1962-01-10"), ("제1조", "amended", "1963-02-01")],
    ),
    ("가 <개정 2020.13.1>", [("제1조", "amended", "None")]),
    ("가\n\n**①** 나 <신설 2020.1.1>", [("제1조제1항", "inserted", "2020-01-01")]),
    ("제35조로 이동 <2004.4.6>", [("제1조", "moved", "2004-04-06")]),
    ("가\n\n**①** 나\n\n\t\t[전문개정 2010.1.1]", [("제1조", "rewritten", "2010-01-01")]),
    ("가\n\n**①** [제2항으로 이동 <2016.2.29> ]", [("제1조제1항", "moved", "2016-02-29")]),
    ("가 <단서 생략> <2009.3.1.까지>", []),
    ("가 <img src='2020.1.1'>", []),
]


@pytest.mark.parametrize("body, events", MARKS)
def test_marks(body: str, events: list[tuple[str, str, str]]) -> None:
    law = read_law(f"---\n제목: 가법\n법령ID: '1'\n---\n\n##### 제1조\n\n{body}\n".encode())
    assert [(str(c.path), c.kind.value, str(c.promulgated)) for c in changes(law)] == events


# --- commencement -----------------------------------------------------------------------------------------

DAY = date(2021, 1, 12)
CLAUSES = [
    ("본법은 공포한 날로부터 시행한다.", "2021-01-12"),
    ("이 영은 공포한 날의 다음날부터 시행한다.", "2021-01-13"),
    ("이 규칙은 2010. 7. 26. 부터 시행한다.", "2010-07-26"),
    ("이 법은 공포후 6월이 경과한 날부터 시행한다.", "2021-07-13"),
    ("이 법은 공포 후 9999년이 경과한 날부터 시행한다.", "None"),
    ("이 규칙은 국회운영위원회가 의결한 날부터 시행한다.", "None"),
    ("이 법은 가나협정이 발효하는 날부터 시행한다.", "None"),
]


@pytest.mark.parametrize("clause, day", CLAUSES)
def test_the_whole_act(clause: str, day: str) -> None:
    assert str(commencement(clause, DAY)) == day


WHOLE = "이 법은 공포한 날부터 시행한다."
LATER = "공포 후 6개월이 경과한 날부터 시행한다."
EXCEPTIONS = [
    (f"{WHOLE} 다만, 제5조는 {LATER}", "제5조제1항", True, "2021-07-13"),
    (f"{WHOLE} 다만, 제5조는 {LATER}", "제6조", True, "2021-01-12"),
    (f"{WHOLE} 다만, 제5조는 {LATER}", "제5조의2", True, "2021-01-12"),
    (f"{WHOLE} 다만, 제3조부터 제7조까지의 개정규정은 {LATER}", "제5조", True, "2021-07-13"),
    (f"{WHOLE} 다만, 제5조제2항은 {LATER}", "제5조제1항", True, "2021-01-12"),
    (f"{WHOLE} 다만, 제5조제2항은 {LATER}", "제5조제2항제1호", True, "2021-07-13"),
    (f"{WHOLE} 다만, 제5조제2항은 {LATER}", "제5조", True, "None"),  # a part of it only
    (f"{WHOLE} 다만, 제5조는 2022년 1월 1일, 제6조는 2023년 1월 1일부터 시행한다.", "제5조", True, "None"),
    (
        f"{WHOLE} 다만, 제5조는 2022년 1월 1일부터 시행하고, 제6조는 2023년 1월 1일부터 시행한다.",
        "제5조",
        True,
        "2022-01-01",
    ),
    (
        f"{WHOLE} 다만, 다음 각 호의 개정규정은 그 날부터 시행한다.\n1. 제5조: 2022년 1월 1일",
        "제5조",
        True,
        "2022-01-01",
    ),
    (f"{WHOLE} 다만, 별표 2는 {LATER}", "별표 2", True, "None"),
    (f"{WHOLE} 다만, 부칙 제6조는 {LATER}", "제5조", False, "None"),
    (f"{WHOLE} 다만, 제5조는 {LATER}", "제5조", False, "2021-01-12"),  # an article of the other act
]


@pytest.mark.parametrize("clause, path, own, day", EXCEPTIONS)
def test_exceptions_for_a_provision(clause: str, path: str, own: bool, day: str) -> None:
    assert str(commencement_of(clause, DAY, ProvisionPath.parse(path), own=own)) == day


NOT_YET = (
    f"{WHOLE} 다만, 부칙 제6조에 따라 개정되는 법률 중 이 법 시행 전에 공포되었으나 시행일이 도래하지 "
    "아니한 법률을 개정한 부분은 각각 해당 법률의 시행일부터 시행한다."
)


@pytest.mark.parametrize("pending, day", [(False, "2021-01-12"), (True, "None")])
def test_acts_that_amend_what_is_not_in_force(pending: bool, day: str) -> None:
    path = ProvisionPath.parse("제5조")
    found = commencement_of(NOT_YET, DAY, path, own=False, pending=lambda _: pending)
    assert str(found) == day


@given(st.text(alphabet="이법은공포한날부터시행한다.다만,제5조후6개월경과 \n2021년1월", max_size=200))
def test_no_clause_brings_it_down(clause: str) -> None:
    found = commencement_of(clause, DAY, ProvisionPath.parse("제5조"))
    assert found is None or isinstance(found, date)


# --- the text of a day ------------------------------------------------------------------------------------

STANDINGS = [
    ("제1조", "2015-07-06", Held.CHANGED, "edition-later"),
    ("제1조", "2015-07-07", Held.PRESUMED, "marks-left-out"),  # [전문개정 …] would not be printed
    ("제1조", "2024-09-06", Held.SAME, ""),  # no act since
    ("제2조", "2024-09-05", Held.CHANGED, "changed-since"),
    ("제2조", "2024-09-06", Held.SAME, ""),
    ("제2조제1호", "2024-09-05", Held.CHANGED, "changed-since"),  # the mark of the article speaks of its 호
    ("제4조", "2024-01-01", Held.CHANGED, "changed-since"),  # a paragraph below it
    ("제4조제2항", "2023-01-01", Held.PRESUMED, "marks-left-out"),
    ("제4조제2항", "2024-10-01", Held.SAME, ""),
    ("제99조", "2024-10-01", Held.UNKNOWN, "provision-unknown"),
]


@pytest.mark.parametrize("path, day, held, reason", STANDINGS)
def test_text_on_a_day(path: str, day: str, held: Held, reason: str) -> None:
    standing = text_on(ACT, ProvisionPath.parse(path), date.fromisoformat(day))
    assert (standing.held, standing.reason) == (held, reason)


def test_the_older_the_day_the_less_is_the_same() -> None:
    timeline = Timeline(ACT)
    days = [date(2014, 1, 1), date(2015, 7, 7), date(2020, 2, 4), date(2024, 9, 6), date(2030, 1, 1)]
    for provision in ACT.provisions:
        same = [timeline.text_on(provision.path, day).held is Held.SAME for day in days]
        assert same == sorted(same), provision.path


def test_a_change_without_a_day_leaves_it_open() -> None:
    standing = text_on(DECREE, ProvisionPath.parse("제2조"), date(2022, 1, 1))
    assert (standing.held, standing.reason) == (Held.UNKNOWN, "change-undated")


# --- editions, delegation ---------------------------------------------------------------------------------


def test_what_the_service_says_of_the_act_goes_first() -> None:
    act = enactment(DECREE)
    assert act is not None
    assert (act.number, str(act.in_force_from), act.basis) == (70700, "2019-07-01", "open-api")


def test_a_named_whole_revision_goes_before_the_first_addendum() -> None:
    acts = [enactment(ACT), enactment(ACT, {("가나시설지원법", 90300)}), enactment(ACT, {("다른법", 90300)})]
    assert [act and (act.number, act.basis) for act in acts] == [
        (80100, "first-addendum"),
        (90300, "named-whole-revision"),
        (80100, "first-addendum"),
    ]
    assert list(named_revisions("법률 제90300호 가나시설 지원법 전부개정법률")) == [("가나시설지원법", 90300)]


def test_days_of_force_of_addenda() -> None:
    days = [str(addendum.in_force_from) for addendum in commenced(ACT).addenda]
    assert days == ["2015-07-07", "2020-02-04", "2024-09-06"]


PURPOSES = [
    ("가법 시행령", "대통령령", "이 영은 「가법」에서 위임된 사항을 정함을 목적으로 한다.", ("가법",)),
    (
        "가법 시행규칙",
        "총리령",
        "이 규칙은 「가법」 및 같은 법 시행령에서 위임된 사항을 …",
        ("가법 시행령", "가법"),
    ),
    ("나 규정", "대통령령", "이 영은 「다법」 제5조에 따라 필요한 사항을 정함을 목적으로 한다.", ("다법",)),
    ("나 규칙", "대법원규칙", "이 규칙은 법원조직법의 시행에 관하여 필요한 사항을 정한다.", ("법원조직법",)),
    ("가법", "법률", "이 법은 「나법」에서 위임된 사항을 정함을 목적으로 한다.", ()),
    ("라 규칙", "총리령", "이 규칙은 방을 고루 쓰는 것을 목적으로 한다.", ()),
]


@pytest.mark.parametrize("title, kind, purpose, titles", PURPOSES)
def test_what_an_instrument_carries_out(title: str, kind: str, purpose: str, titles: tuple[str, ...]) -> None:
    head = f"---\n제목: {title}\n법령ID: '1'\n법령구분: {kind}\n---\n"
    assert based_on(read_law(f"{head}\n##### 제1조 (목적)\n\n{purpose}\n".encode())) == titles


CARRYING = [
    ('법 제5조에서 "대통령령으로 정하는 시설"이란', 5, True),
    ("법 제5조에 따라 총리령으로 정하는", 5, True),
    ('법 제5조제1항 본문에서 "가나부령으로 정하는', 8, True),
    ("법 제5조를 준용한다. 대통령령으로 정하는", 5, False),
    ("법 제5조의 시설", 5, False),
]


@pytest.mark.parametrize("words, end, told", CARRYING)
def test_where_a_provision_says_that_it_carries_out_another(words: str, end: int, told: bool) -> None:
    assert carries_out(words, end) is told


OLD_CLAUSES = [
    ("본법은 단기 4293년 1월 1일부터 시행한다.", "1960-01-01"),
    ("본법은 서기 1962년 1월 25일부터 시행한다.", "1962-01-25"),
    ("이 법은 공포한 후 30일이 경과한 날로부터 시행한다.", "2021-02-12"),
    ("이 법은 공포후 30일을 경과한 날로부터 시행한다.", "2021-02-12"),
    ("본법은 공포후 30일을 경과하여 시행한다.", "2021-02-12"),
    ("이 법은 공포 한 날부터 시행한다.", "2021-01-12"),
    ("이 영은 2008년 9월 22부터 시행한다.", "2008-09-22"),
    ("이 영은 2007년 9 월28일부터 시행한다.", "2007-09-28"),
    ("이 시행규칙은 2011년 9월 9일부터 시행한다.", "2011-09-09"),
    ("이 법은 공포 후 6월을 넘지 아니하는 범위 안에서 대통령령이 정하는 날부터 시행한다.", "None"),
    ("이 법은 공포한 날부터 17개월이 넘지 아니하는 범위에서 대통령령으로 정하는 날부터 시행한다.", "None"),
    ("이 법은 공포 후 1년이 경과한 날 이후 최초로 시작되는 학년도부터 시행한다.", "None"),
]


@pytest.mark.parametrize("clause, day", OLD_CLAUSES)
def test_clauses_of_old_acts(clause: str, day: str) -> None:
    assert str(commencement(clause, DAY)) == day


def test_the_article_on_the_day_of_force_may_stand_last() -> None:
    head = (
        "---\n제목: 가법\n법령ID: '1'\n---\n\n## 부칙\n\n부칙 <제3호,1958.2.22>\n\n제1조 (옛 법) 옛 법이다.\n"
    )
    last = "제3조 (시행일) 본법은 단기 4293년 1월 1일부터 시행한다."
    law = read_law(f"{head}\n제2조 (경과) 옛 일은 옛 법에 따른다.\n\n{last}\n".encode())
    assert [str(addendum.in_force_from) for addendum in commenced(law).addenda] == ["1960-01-01"]
