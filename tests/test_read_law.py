"""Statutes and ordinances as read, in both forms: every provision where it stands; nothing dangerous."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EmptyFileError, FormatError, TooLargeError, TruncatedError, UnreadableError
from kg.ids.provisions import parse_provision_path, provision_path
from kg.model.legislation import LawText, Provision
from kg.model.statute import Level, ProvisionPath
from kg.read.law.addenda import read_addenda
from kg.read.lawtext import read_law
from kg.read.lawxml import read_law_xml
from kg.settings import Settings

STATUTES = Path(__file__).parent / "statutes"
ACT = read_law(STATUTES / "gana-act.md")
DECREE = read_law(STATUTES / "gana-decree.xml")
ORDINANCE = read_law(STATUTES / "gana-ordinance.xml")


def _by_path(law: LawText) -> dict[tuple[str, int], Provision]:
    named = {}
    for provision in law.provisions:
        first = provision.path.components[0]
        where = f"{first.number}:" if first.level is Level.ADDENDA else ""
        named[where + str(provision.path), provision.variant] = provision
    return named


# path, heading, own words begin with, gone
ACT_PROVISIONS = [
    ("별표 1의2", "시설의 기준(제4조제1항 관련)", "시설의 기준", False),
    ("별지 제3호서식", "[별지 제4호서식]으로 이동 &lt;2020. 1. 2.&gt;", "[별지", False),
    ("제1편", "총칙", "총칙", False),
    ("제1편제1장", "통칙", "통칙 <개정", False),
    ("제1편제2장", "도움", "도움", False),
    ("제1조", "목적", "이 법은", False),  # the trap: two pairs of parentheses
    ("제2조", "정의", "이 법에서", False),
    ("제2조제1호", "", '"가나시설"', False),
    ("제2조제1호가목", "", "큰 시설", False),
    ("제2조제1호나목1)", "", "한 칸", False),
    ("제2조제1호나목2)", "", "두 칸", False),
    ("제2조제1호나목2)나)", "", "아래층", False),
    ("제2조제1호의2", "", '"도움"', False),
    ("제2조제2호", "", "삭제", True),
    ("제3조", "", "삭제", True),
    ("제4조", "도움(돈)의 종류", "", False),
    ("제4조제1항", "", "도움은", False),
    ("제4조제3항", "", "삭제", True),
    ("제4조의2제1항", "", "시장은", False),
    ("80100:부칙", "", "\n", False),
    ("80100:부칙 제1조", "시행일", "이 법은", False),
    ("80100:부칙 제4조제1항", "", "이 법 시행", False),
    ("80100:부칙 제4조제1항제1호", "", "2010년 전", False),
    ("80100:부칙 제4조제1항제2호가목", "", "큰 것", False),
    ("80100:부칙 제4조제2항", "", "삭제", True),
    ("80100:부칙 제5조제3항", "", "마바법", False),
    ("80100:부칙 제5조제4항", "", "사아법", False),
    ("80100:부칙 제6조", "다른 법령과의 관계", "이 법 시행", False),
    ("85000:부칙", "자차법", "\n", False),
    ("85000:부칙 제3조", "", "", True),
    ("90300:부칙 제2항", "적용례", "제4조제1항의", False),
]


@pytest.mark.parametrize("path, heading, words, gone", ACT_PROVISIONS)
def test_provisions_of_a_statute_in_markdown(path: str, heading: str, words: str, gone: bool) -> None:
    provision = _by_path(ACT)[path, 0]
    assert (provision.heading, provision.deleted) == (heading, gone)
    assert ACT.text[provision.body : max(provision.own_end, provision.body + len(words))].startswith(words)


def test_fields_of_a_statute_in_markdown() -> None:
    assert (ACT.title, ACT.type, ACT.law_id, ACT.basis) == ("가나시설 지원법", "act", "990001", "markdown")
    assert (ACT.promulgation_number, str(ACT.promulgated), str(ACT.in_force_from)) == (
        90300,
        "2024-03-05",
        "2024-09-06",
    )
    assert ACT.fields["소관부처"] == "가나부;다라부"
    assert ACT.text == (STATUTES / "gana-act.md").read_text(encoding="utf-8")


def test_an_article_printed_twice_has_two_variants() -> None:
    named = _by_path(ACT)
    first, second = named["제5조", 0], named["제5조", 1]
    assert first.end <= second.start
    assert "제4조의2를" in ACT.text[second.body : second.end]


def test_new_text_of_other_acts_is_no_provision_of_this_one() -> None:
    named = _by_path(ACT)
    assert "도움은 한 번" not in [ACT.text[p.body : p.body + 6] for p in ACT.provisions]
    assert ("80100:부칙 제5조제5항", 0) not in named  # ⑤ 시장은 … is quoted, ⑤부터 <21>까지 left out
    reasons = {reason for _, _, reason in ACT.unparsed}
    assert reasons == {
        "annex-of-another-kind",
        "label-not-marked",
        "omitted-in-source",
        "quoted-in-amendment",
    }


def test_addenda_by_their_acts() -> None:
    told = [(a.number, str(a.promulgated), a.act) for a in ACT.addenda]
    assert told == [(80100, "2015-01-06", ""), (85000, "2020-02-04", "자차법"), (90300, "2024-03-05", "")]
    assert [a.end for a in ACT.addenda[:-1]] == [a.start for a in ACT.addenda[1:]]


HEADINGS = [
    ("부칙 <제17893호,2021.1.12>", 17893, "2021-01-12", ""),
    ("부칙(정부조직법) <제8852호,2008.2.29>", 8852, "2008-02-29", "정부조직법"),
    ("부 칙 <법률 제5호, 1948. 7. 17.>", 5, "1948-07-17", ""),
    ("부칙 <단기 4285년 7월 4일 개정> <제2호,1952.7.7>", 2, "1952-07-07", ""),
    ("부칙 <제00001호,1948.7.17><개정 1960.6.15>", 1, "1948-07-17", ""),
    ("附則 <第12號,1962ㆍ1ㆍ10>", 12, "1962-01-10", ""),
    ("      부칙 <중앙선거관리위원회규칙 제444호, 2016.1.15> (가나 규칙)", 444, "2016-01-15", "가나 규칙"),
    ("부칙(가나법 일부개정령 <제129호, 2015.1.6>", 129, "2015-01-06", "(가나법 일부개정령"),
    ("부칙", 0, "None", ""),
]


@pytest.mark.parametrize("heading, number, day, act", HEADINGS)
def test_headings_of_addenda(heading: str, number: int, day: str, act: str) -> None:
    text = f"\n{heading}\n\n이 법은 공포한 날부터 시행한다.\n"
    provisions, [addendum], unparsed = read_addenda(text, 0, len(text))
    assert (addendum.number, str(addendum.promulgated), addendum.act) == (number, day, act)
    assert provision_path(provisions[0].path) == f"addenda_{number}"
    assert unparsed == []


def test_two_addenda_of_one_number_are_told_apart() -> None:
    text = "\n부칙 <제7호,2020.1.1>\n\n제1조(시행일) 가\n\n부칙 <제7호,2020.2.1>\n\n제1조(시행일) 나"
    provisions, addenda, _ = read_addenda(text, 0, len(text))
    assert [a.branch for a in addenda] == [None, 2]
    assert provision_path(provisions[-1].path) == "addenda_7-2/art_1"


def test_prose_that_amends_an_addendum_is_no_addendum() -> None:
    text = '\n부칙 <제7호,2020.1.1>\n\n부칙 제3조제2항 중 "가"를 "나"로 한다.\n'
    assert len(read_addenda(text, 0, len(text))[1]) == 1


# --- the Open API -----------------------------------------------------------------------------------------

DECREE_PROVISIONS = [
    ("제1장", "총칙", False),
    ("제1조", "목적", False),
    ("제2조", "도움", False),
    ("제2조제1항", "", False),
    ("제2조제1항제1호", "", False),
    ("제2조제1항제1호가목", "", False),
    ("제2조제1항제1호가목1)", "", False),
    ("제2조제1항제1호가목2)", "", False),
    ("제2조제1항제1호의2", "", False),
    ("제2조제2항", "", True),
    ("제5조", "", True),
    ("제6조", "", True),
    ("제7조", "", True),
    ("부칙", "", False),
    ("부칙", "가나부와 그 소속기관 직제", False),
    ("부칙 제1조", "시행일", False),
    ("별표 1", "도움의 크기(제2조 관련)", False),
]


def test_provisions_of_a_statute_in_xml() -> None:
    assert [(str(p.path), p.heading, p.deleted) for p in DECREE.provisions] == DECREE_PROVISIONS
    assert (DECREE.title, DECREE.short_title, DECREE.type) == ("가나시설 지원법 시행령", "가나령", "decree")
    assert (DECREE.basis, DECREE.fields["개정문"]) == ("open-api", "이를 공포한다.")
    item = _by_path(DECREE)["제2조제1항제1호가목", 0]
    assert DECREE.text[item.body : item.own_end].strip() == "큰돈"


def test_an_unknown_element_is_kept_and_listed() -> None:
    [told] = [u for u in DECREE.unparsed if u.reason == "element-unknown"]
    assert DECREE.text[told.start : told.end] == "모르는 것"


def test_an_ordinance_in_xml() -> None:
    assert [(str(p.path), p.deleted) for p in ORDINANCE.provisions] == [
        ("제2조", False),
        ("제2조제1항", False),
        ("제2조제1항제1호", False),
        ("제2조제1항제2호", False),
        ("제2조제1항제2호가목", False),
        ("제2조제2항", True),
        ("제2조의3", False),
        ("부칙", False),
    ]
    assert (ORDINANCE.jurisdiction, ORDINANCE.type, ORDINANCE.basis) == (
        "kr-11",
        "ordinance",
        "open-api-ordinance",
    )
    assert "element-unknown" in {u.reason for u in ORDINANCE.unparsed}


@pytest.mark.parametrize("law", [ACT, DECREE, ORDINANCE], ids=lambda law: law.basis)
def test_places_nest_and_paths_have_identifiers(law: LawText) -> None:
    order = [provision.start for provision in law.provisions]
    assert order == sorted(order)
    for provision in law.provisions:
        assert 0 <= provision.start <= provision.body <= provision.own_end <= provision.end <= len(law.text)
        assert parse_provision_path(provision_path(provision.path)) == provision.path
    above: list[Provision] = []
    for provision in law.provisions:
        # provisions that one line names together (제5조부터 제7조까지 삭제) share its place
        while above and (above[-1].end <= provision.start or above[-1].start == provision.start):
            above.pop()
        assert not above or provision.end <= above[-1].end
        above.append(provision)


BROKEN = [
    (b"", EmptyFileError),
    (b"   \n", EmptyFileError),
    ("<법령><기본정보>".encode(), TruncatedError),
    ("<html><body>점검 중</body></html>".encode(), FormatError),
    ("<법령><기본정보></기본정보></법령>".encode(), FormatError),
    ("<Law>일치하는 법령이 없습니다.</Law>".encode(), FormatError),
    (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', FormatError),
    (b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>', FormatError),
    (b"<a>" * 70 + b"</a>" * 70, FormatError),
    ("# 제목만 있는 글\n".encode(), FormatError),
    (b"---\nx: 1\n---\n", FormatError),
    (b"<a>\xff\xfe</a>", UnreadableError),
]


@pytest.mark.parametrize("data, error", BROKEN)
def test_what_cannot_be_read_says_so(data: bytes, error: type[UnreadableError]) -> None:
    with pytest.raises(error) as caught:
        read_law(data, "law.xml")
    assert caught.value.place.file == "law.xml"


def test_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooLargeError):
        read_law_xml(b"<a>" + b" " * 2_000_000 + b"</a>", "law.xml", Settings(max_file_bytes=1_000_000))


# --- properties -------------------------------------------------------------------------------------------

_words = st.text(alphabet="가나다 제조항호목①1.()<>\n", max_size=60)


@given(st.lists(_words, max_size=8))
def test_any_text_gives_provisions_that_nest(lines: list[str]) -> None:
    body = "\n\n".join(f"##### 제{n}조 {line}" for n, line in enumerate(lines, 1))
    law = read_law(f"---\n제목: 가법\n법령ID: '1'\n---\n{body}\n## 부칙\n{''.join(lines)}".encode())
    for provision in law.provisions:
        assert provision.start <= provision.body <= provision.own_end <= provision.end
    articles = [p for p in law.provisions if p.path.cut(Level.ARTICLE) == p.path]
    assert len([p for p in articles if p.path.components[0].level is Level.ARTICLE]) == len(lines)


@given(st.integers(1, 9999), st.none() | st.integers(2, 99), st.sampled_from(["", " (목적)", " ((목적))"]))
def test_every_article_label_is_read(number: int, branch: int | None, heading: str) -> None:
    label = f"제{number}조" + (f"의{branch}" if branch else "")
    law = read_law(f"---\n제목: 가법\n법령ID: '1'\n---\n\n##### {label}{heading}\n\n글\n".encode())
    assert [(p.path, p.heading) for p in law.provisions] == [
        (ProvisionPath.parse(label), "목적" if heading else "")
    ]


def test_a_long_text_takes_time_in_proportion() -> None:
    """10⁵ labels out of order, commas and parentheses are read in the time of one pass."""
    wild = "\n제1조" + "(" * 100_000 + "\n" + "①," * 50_000 + "\n1." * 50_000
    text = f"---\n제목: 가법\n법령ID: '1'\n---\n{wild}\n## 부칙\n부칙 <제1호,2020.1.1>\n{wild}"
    assert len(read_law(text.encode()).addenda) == 1


ODD = [
    ("##### 제0조\n\n이 법은 폐지한다.", "numbered-zero"),
    ("##### 제99999999999999999999조\n\n글", "heading-unknown"),
    ("##### 제1조\n\n  0\\. 영", "label-not-marked"),
    ("##### 제1조\n\n  1\\. 가\n    두\\. 나", "letter-unknown"),
    ("##### 제1조\n\n  1\\. 가\n\n 3) 나", "out-of-sequence"),
]


@pytest.mark.parametrize("body, reason", ODD)
def test_what_is_no_provision_is_listed_with_its_reason(body: str, reason: str) -> None:
    law = read_law(f"---\n제목: 가법\n법령ID: '1'\n---\n\n{body}\n".encode())
    assert reason in {told.reason for told in law.unparsed}
    for provision in law.provisions:
        assert parse_provision_path(provision_path(provision.path)) == provision.path


@pytest.mark.parametrize("number", ["²", "９", "9" * 5000, "-1", ""])
def test_numbers_that_are_none_bring_nothing_down(number: str) -> None:
    head = f"---\n제목: 가법\n법령ID: '1'\n공포번호: '{number}'\n---\n\n##### 제{number}조 (목적)\n"
    assert read_law(head.encode()).promulgation_number is None
    xml = (
        "<법령><기본정보><법령ID>1</법령ID><법령명_한글>가법</법령명_한글>"
        f"<공포번호>{number}</공포번호></기본정보><조문><조문단위><조문번호>{number}</조문번호>"
        "<조문여부>조문</조문여부><조문내용>글</조문내용></조문단위></조문></법령>"
    )
    law = read_law(xml.encode())
    assert (law.provisions, [told.reason for told in law.unparsed]) == ((), ["article-without-number"])


PLANTED_STATUTE = """<법령>%s<기본정보><법령ID>000001</법령ID><법령명_한글>가법</법령명_한글></기본정보>
<조문>%s<조문단위>%s<조문번호>1</조문번호><조문여부>조문</조문여부>
<조문내용>제1조(뜻) 다음과 같다.%s</조문내용>
<항>%s<항번호>①</항번호><항내용>① 하나</항내용>
<호>%s<호번호>1.</호번호><호내용>1. 둘</호내용>
<목>%s<목번호>가.</목번호><목내용>가. 셋</목내용></목></호></항>
</조문단위></조문>
<부칙>%s<부칙단위>%s<부칙내용>부칙 &lt;제1호,2020.1.2&gt;
이 법은 공포한 날에 시행한다.</부칙내용></부칙단위></부칙>
<별표>%s<별표단위>%s<별표번호>0001</별표번호><별표구분>별표</별표구분>
<별표제목>표 하나</별표제목></별표단위></별표></법령>"""
PLANTED_ORDINANCE = """<LawService>%s<자치법규기본정보><자치법규ID>1</자치법규ID>
<자치법규명>달내시 나눔 조례</자치법규명>
<지자체기관명>경기도</지자체기관명></자치법규기본정보>
<조문>%s<조>%s<조문번호>000100</조문번호><조내용>제1조(뜻) 이렇다.%s</조내용></조></조문>
<부칙>%s<부칙내용>부칙 &lt;제1호,2020.1.2&gt;
이 조례는 공포한 날에 시행한다.</부칙내용></부칙></LawService>"""


@pytest.mark.parametrize("xml", [PLANTED_STATUTE, PLANTED_ORDINANCE], ids=["statute", "ordinance"])
def test_an_unknown_element_is_listed_wherever_it_stands(xml: str) -> None:
    places = xml.count("%s")
    plain = read_law((xml % (("",) * places)).encode())
    assert not [u for u in plain.unparsed if u.reason == "element-unknown"]
    planted = tuple(f"<새것><속>심은 말 {number}.</속></새것>" for number in range(places))
    law = read_law((xml % planted).encode())
    told = {law.text[u.start : u.end] for u in law.unparsed if u.reason == "element-unknown"}
    assert told == {f"심은 말 {number}." for number in range(places)}
    assert [(p.path, p.heading) for p in law.provisions] == [(p.path, p.heading) for p in plain.provisions]


def test_a_second_one_of_what_is_read_once_and_loose_text_are_listed() -> None:
    xml = PLANTED_STATUTE % (("",) * PLANTED_STATUTE.count("%s"))
    xml = xml.replace("<항번호>", "흘린 말<항번호>").replace("</항내용>", "</항내용><항내용>또 있다</항내용>")
    law = read_law(xml.encode())
    told = [law.text[u.start : u.end] for u in law.unparsed if u.reason == "element-unknown"]
    assert told == ["흘린 말", "또 있다"]
