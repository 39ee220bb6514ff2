"""Facts from papers: each small paper here is written for the test; the record says what must come out."""

from __future__ import annotations

from typing import Any

import pytest

from kg.check import checked
from kg.extract import extract_facts
from kg.extract.record import as_record
from kg.extract.verify import stated_values, verify
from kg.model.facts import Facts
from kg.read import read_document

REVIEW = """# 부산광역시 북구 새빛청소년센터 민간위탁(재위탁) 동의안 심사보고서

의안번호	312
----------	------

2024년 6월 14일
복지도시위원회

## I. 심사경과

- 제출일자 및 제출자 : 2024년 5월 20일 북구청장
- 회부일자 : 2024년 5월 22일
- 상정일자 : 제281회 제1차 정례회 제2차 복지도시위원회

【2024년 6월 10일 상정·의결(원안 가결)】

## II. 제안설명의 요지 (복지국장 도하람)

### 1. 주요내용

가. 위탁사무명 : 부산광역시 북구 새빛청소년센터 운영

나. 위탁사무

- 청소년 상담
- 진로 체험

다. 위탁시설 개요

- 개관일자 : 2015. 3. 2.
- 소재지 : 부산광역시 북구 새빛로 10
- 시설규모 : 대지 900㎡, 연면적 450.5㎡

라. 위탁기간 : 3년(2024.9.1. ~ 2027.8.31.)

마. 수탁기관 선정방법 : 재위탁(공개모집)

바. 소요예산 : 금300백만원(2024년 예산)

- 인건비 200백만원, 운영비 60백만원, 사업비 40백만원

### Ⅲ. 검토보고의 요지 (전문위원 소하늘)

(단위 : 명)

계	관장	팀장	지도사
7	1	2	4

(단위 : 명)

합계('23년)	상담(건)			체험(명)
	소계	전화	내방
900	600	350	250	300

<위탁 현황>

차수	기간	수탁기관	선정방법
1차	'18.9.1.~'21.8.31.	(사)푸른길 (대표: 나예솔, 도한결)	신규위탁(공모)
2차	'21.9.1.~'24.8.31.	(사)푸른길	재계약

- 2023년 민간위탁 성과평가 결과 81.5점으로 재계약 요건(70점 이상)을 충족하였음.

IV. 질의 및 답변요지 : 「생략」

V. 토론요지 : 「없음」

VI. 심사결과 : 원안 가결
"""


def facts(text: str) -> Facts:
    return checked(extract_facts(read_document(text.encode(), "paper.md")))


def record(text: str) -> dict[str, Any]:
    document = read_document(text.encode(), "paper.md")
    return as_record(document, checked(extract_facts(document)))


def proposal(*lines: str, title: str = "가람시 새빛센터 민간위탁 동의안") -> dict[str, Any]:
    """The record of a motion that says only these lines of its contents."""
    body = "\n\n".join(f"{mark}. {line}" for mark, line in zip("가나다라마바사아", lines, strict=False))
    return record(f"# {title}\n\n## 2. 주요내용\n\n{body}\n")


# --- one whole paper ----------------------------------------------------------------------------------------

WHOLE: tuple[tuple[str, Any], ...] = (
    ("bill.number", "312"),
    ("bill.title", "부산광역시 북구 새빛청소년센터 민간위탁(재위탁) 동의안"),
    ("bill.proposer", "북구청장"),
    ("bill.submitted", "2024-05-20"),
    ("bill.referred", "2024-05-22"),
    ("bill.introduced", "2024-06-10"),
    ("bill.resolved", "2024-06-10"),
    ("bill.report_date", "2024-06-14"),
    ("bill.session", "제281회 제1차 정례회"),
    ("bill.meeting", "제2차"),
    ("bill.committee", "복지도시위원회"),
    ("bill.outcome", "원안가결"),
    ("bill.plenary_outcome", None),
    ("consignment.task_name", "부산광역시 북구 새빛청소년센터 운영"),
    ("consignment.tasks", ["청소년 상담", "진로 체험"]),
    ("consignment.kind", "재위탁"),
    ("consignment.selection_method", "공개모집"),
    ("consignment.period_start", "2024-09-01"),
    ("consignment.period_end", "2027-08-31"),
    ("consignment.period_years", 3),
    ("consignment.budget_total_krw", 300_000_000),
    ("consignment.budget_year", 2024),
    ("contradictions", []),
)


@pytest.mark.parametrize(("path", "expected"), WHOLE)
def test_a_review_report(path: str, expected: Any) -> None:
    value: Any = record(REVIEW)
    for key in path.split("."):
        value = value[key]
    assert value == expected


def test_lists_of_a_review_report() -> None:
    told = record(REVIEW)
    [center] = told["centers"]
    assert (center["area_m2"], center["opened"], center["staff_total"]) == (450.5, "2015-03-02", 7)
    assert [(s["rank"], s["count"]) for s in center["staff"]] == [("관장", 1), ("팀장", 2), ("지도사", 4)]
    assert told["contractors"] == [
        {"name": "푸른길", "legal_form": "사단법인", "representatives": ["나예솔", "도한결"]}
    ]
    assert [(r["seq"], r["start"], r["kind"], r["method"]) for r in told["rounds"]] == [
        (1, "2018-09-01", "신규", "공개모집"),
        (2, "2021-09-01", "재계약", None),
    ]
    assert [(p["category"], p["value"], p["unit"], p["year"]) for p in told["performance"]] == [
        ("합계", 900, "명", 2023),
        ("상담", 600, "건", 2023),
        ("상담>전화", 350, "건", 2023),
        ("상담>내방", 250, "건", 2023),
        ("체험", 300, "명", 2023),
    ]
    [evaluation] = told["evaluations"]
    assert (evaluation["kind"], evaluation["score"], evaluation["threshold"]) == ("성과평가", 81.5, 70)


def test_sections_left_out_are_not_empty_ones() -> None:
    told = {s.section.value: s.status.value for s in facts(REVIEW).sections}
    assert told == {"질의 및 답변요지": "omitted", "토론요지": "none"}


def test_speakers_are_kept_in_their_role() -> None:
    told = {(p.role, p.name.value, p.office.value if p.office else "") for p in facts(REVIEW).participations}
    assert {("presenter", "도하람", "복지국장"), ("reviewer", "소하늘", "전문위원")} <= told


def test_telephone_numbers_are_not_facts() -> None:
    told = facts(REVIEW + "\n※ 작성자 : 복지국 청소년과 이도담 (☎051-123-4567)\n")
    assert not [s for _, s in stated_values(told) if "4567" in str(s.value)]
    assert ("author", "이도담") in {(p.role, p.name.value) for p in told.participations}


def test_every_value_reparses_from_its_spans() -> None:
    document = read_document(REVIEW.encode(), "paper.md")
    report = verify(document, extract_facts(document))
    assert report.count > 100
    assert report.complete, report.failures


# --- one kind of fact, printed in many ways -----------------------------------------------------------------

PERIODS = (
    # line, (start, end, years)
    ("위탁기간 : 2024. 1. 1. ~ 2026. 12. 31. (3년간)", ("2024-01-01", "2026-12-31", 3)),
    ("위탁기간 : '25. 1. 1. ~ '29. 12. 31.(5년)", ("2025-01-01", "2029-12-31", 5)),
    ("위탁기간 : 2024. 1. 1.부터 2025. 12. 31.까지(2년)", ("2024-01-01", "2025-12-31", 2)),
    ("민간위탁기간 : 2024. 3월 ~ 2027. 2월", ("2024-03", "2027-02", None)),
    ("재계약기간 : 3년(2024-05-01 ~ 2027-04-30)", ("2024-05-01", "2027-04-30", 3)),
    ("위탁기간 : 협약일로부터 3년", (None, None, 3)),
)


@pytest.mark.parametrize(("line", "expected"), PERIODS)
def test_periods(line: str, expected: tuple[Any, ...]) -> None:
    told = proposal(line)["consignment"]
    assert (told["period_start"], told["period_end"], told["period_years"]) == expected


METHODS = (
    # line, kind, method
    ("수탁자 선정방식 : 재위탁(공개모집)", "재위탁", "공개모집"),
    ("수탁기관 선정방법 : 수의계약", None, "수의계약"),
    ("수탁자 선정 : 공개경쟁입찰", None, "공개모집"),
    ("수탁자 : 공개모집 예정", None, "공개모집"),
    ("위탁방법 : 재계약", "재계약", None),
    ("선정방법 : 지정위탁", None, "지정"),
    ("수탁자 : 관련 비영리법인(공개모집)", None, "공개모집"),
)


@pytest.mark.parametrize(("line", "kind", "method"), METHODS)
def test_kind_and_method(line: str, kind: str | None, method: str | None) -> None:
    told = proposal("위탁기간 : 3년", line)["consignment"]
    assert (told["kind"], told["selection_method"]) == (kind, method)


BUDGETS = (
    # line, total, year, items
    (
        "소요예산 : 금300백만원(2024년 예산)",
        300_000_000,
        2024,
        [],
    ),
    (
        "위탁금 : 연 500,000천원(국비 250,000천원, 시비 250,000천원)",
        500_000_000,
        None,
        [("국비", None, 250_000_000), ("시비", None, 250_000_000)],
    ),
    (
        "위탁비용 : 12억 3천만원(2024년 6억원, 2025년 6억 3천만원)",
        1_230_000_000,
        None,
        [("계", 2024, 600_000_000), ("계", 2025, 630_000_000)],
    ),
    (
        "위탁금액 : 400,000천원(인건비 300,000, 운영비 100,000)",
        400_000_000,
        None,
        [("인건비", None, 300_000_000), ("운영비", None, 100_000_000)],
    ),
    ("사업비 : 총 900백만원(연 300백만원 × 3년)", 900_000_000, None, []),
    ("소요예산 : 300백만원(국비 50%, 시비 50%)", 300_000_000, None, []),
)


@pytest.mark.parametrize(("line", "total", "year", "items"), BUDGETS)
def test_budgets(line: str, total: int, year: int | None, items: list[Any]) -> None:
    told = proposal(line)["consignment"]
    assert (told["budget_total_krw"], told["budget_year"]) == (total, year)
    assert [(i["label"], i["year"], i["amount_krw"]) for i in told["budget_items"]] == items


def test_a_budget_table_of_several_years() -> None:
    told = record(
        "# 가람시 새빛센터 민간위탁 동의안\n\n## 2. 주요내용\n\n"
        "가. 소요예산 : 600백만원\n\n(단위: 백만원)\n\n"
        "구분\t계\t2025년\t2026년\n계\t600\t290\t310\n인건비\t400\t190\t210\n운영비\t200\t100\t100\n"
    )["consignment"]
    assert told["budget_total_krw"] == 600_000_000
    assert {(i["label"], i["year"], i["amount_krw"] // 10**6) for i in told["budget_items"]} == {
        ("계", 2025, 290),
        ("계", 2026, 310),
        ("인건비", 2025, 190),
        ("인건비", 2026, 210),
        ("운영비", 2025, 100),
        ("운영비", 2026, 100),
    }


STAFF = (
    # value, total, ranks
    ("8명(센터장 1, 팀장 2, 팀원 5) ※ 노무사 2명", 8, [("센터장", 1), ("팀장", 2), ("팀원", 5)]),
    ("정원 12명, 현원 11명(관장 1, 사회복지사 10)", 11, [("관장", 1), ("사회복지사", 10)]),
    ("총 9명 (원장 1명, 보육교사 7명, 조리원 1명)", 9, [("원장", 1), ("보육교사", 7), ("조리원", 1)]),
    ("14명", 14, []),
    ("소장(비상근) 1명, 상담원 4명", None, [("소장", 1), ("상담원", 4)]),
)


@pytest.mark.parametrize(("value", "total", "ranks"), STAFF)
def test_staff(value: str, total: int | None, ranks: list[Any]) -> None:
    [center] = proposal("위탁사무명 : 새빛센터 운영", "위치 : 새빛로 1", f"종사자 : {value}")["centers"]
    assert center["staff_total"] == total
    assert [(s["rank"], s["count"]) for s in center["staff"]] == ranks


CONTRACTORS = (
    # value, (name, form, representatives) or None
    ("(사)푸른길 (대표:나예솔, 도한결)", ("푸른길", "사단법인", ["나예솔", "도한결"])),
    ("학교법인 한별학원, 이사장 고은솔", ("한별학원", "학교법인", ["고은솔"])),
    ("가람대학교 산학협력단(단장 피오름)", ("가람대학교 산학협력단", "산학협력단", ["피오름"])),
    ("㈜새빛환경", ("새빛환경", "주식회사", [])),
    ("너른품사회적협동조합", ("너른품", "사회적협동조합", [])),
    ("가람시시설관리공단", ("가람시시설관리공단", None, [])),
    ("사회복지법인 온나래(대표이사 여울림, 상임이사 별무리)", ("온나래", "사회복지법인", ["여울림"])),
    ("공개모집 예정", None),
    ("-", None),
    ("미정(추후 선정)", None),
    ("청소년 관련 비영리법인(공개모집)", None),
    ("전문기관", None),
)


@pytest.mark.parametrize(("value", "expected"), CONTRACTORS)
def test_contractors(value: str, expected: Any) -> None:
    told = proposal("위탁기간 : 3년", f"수탁기관 : {value}")["contractors"]
    assert [(c["name"], c["legal_form"], c["representatives"]) for c in told] == (
        [expected] if expected else []
    )


def test_the_consigner_is_no_contractor() -> None:
    assert proposal("위탁자 : 가람시장", "위탁기간 : 3년")["contractors"] == []


OUTCOMES = (
    ("원안 가결", "원안가결"),
    ("수정가결", "수정가결"),
    ("부결", "부결"),
    ("보류", "보류"),
    ("계류", "계류"),
    ("철회", "철회"),
)


@pytest.mark.parametrize(("printed", "expected"), OUTCOMES)
def test_outcomes(printed: str, expected: str) -> None:
    title = "가람시 새빛센터 민간위탁 동의안 심사보고서"
    assert record(f"# {title}\n\nVI. 심사결과 : {printed}\n")["bill"]["outcome"] == expected


# --- tables -------------------------------------------------------------------------------------------------


def test_a_table_of_labels_and_values_in_any_order() -> None:
    told = record(
        "# 가람시 새빛쉼터 민간위탁 동의안 검토보고\n\n## 1. 위탁 개요\n\n"
        "| 구분 | 내용 | 비고 |\n|---|---|---|\n"
        "| 종사자 | 5명(소장 1, 상담원 4) | |\n| 위탁금 | 120,000천원 | 시비 |\n"
        "| 위탁사무 | 가람시 새빛쉼터 운영 | |\n| 위치 및 규모 | 가람시 물결로 7 / 연면적 88.5㎡ | |\n"
    )
    [center] = told["centers"]
    assert (center["name"], center["address"], center["area_m2"], center["staff_total"]) == (
        "가람시 새빛쉼터",
        "가람시 물결로 7",
        88.5,
        5,
    )
    assert told["consignment"]["task_name"] == "가람시 새빛쉼터 운영"
    assert told["consignment"]["budget_total_krw"] == 120_000_000


def test_a_comparison_of_facilities() -> None:
    told = record(
        "# 가람시 작은도서관 민간위탁 동의안\n\n## 2. 현황\n\n<비교표>\n\n"
        "구분\t별빛작은도서관\t솔향작은도서관\n위치\t별빛로 1\t솔향로 2\n면적\t50㎡\t60㎡\n"
        "수탁기관\t(사)책벗\t솔향문고\n위탁기간\t2022.1.1.~2024.12.31.\t2023.1.1.~2025.12.31.\n"
    )
    assert [(c["name"], c["address"], c["area_m2"]) for c in told["centers"]] == [
        ("별빛작은도서관", "별빛로 1", 50),
        ("솔향작은도서관", "솔향로 2", 60),
    ]
    assert [(r["center"], r["start"], r["contractor"]) for r in told["rounds"]] == [
        ("별빛작은도서관", "2022-01-01", "책벗"),
        ("솔향작은도서관", "2023-01-01", "솔향문고"),
    ]


def test_a_head_count_by_posts_filled() -> None:
    told = record(
        "# 가람시 새빛센터 민간위탁 동의안\n\n## 3. 인력 현황\n\n(단위: 명)\n\n"
        "구분\t계\t센터장\t팀원\n정원\t6\t1\t5\n현원\t5\t1\t4\n"
    )
    [center] = told["centers"]
    assert (center["staff_total"], [s["count"] for s in center["staff"]]) == (5, [1, 4])


def test_what_the_council_changed() -> None:
    told = record(
        "# 가람시 새빛센터 민간위탁 동의안 심사보고서\n\n## II. 주요내용\n\n"
        "가. 위탁기간 : 5년(2025.1.1. ~ 2029.12.31.)\n\n## III. 수정안의 요지\n\n"
        '- 위탁기간 "5년(2025.1.1. ~ 2029.12.31.)"을 "3년(2025.1.1. ~ 2027.12.31.)"으로 수정함\n\n'
        "VI. 심사결과 : 수정가결\n"
    )
    assert told["consignment"]["period_end"] == "2029-12-31"
    assert [(a["field"], a["before"], a["after"]) for a in told["amendments"]] == [
        ("consignment.period_end", "2029-12-31", "2027-12-31"),
        ("consignment.period_years", 5, 3),
    ]


# --- legal basis --------------------------------------------------------------------------------------------


def test_the_papers_own_citations_and_those_inside_quoted_law() -> None:
    told = facts(
        "# 가람시 새빛센터 민간위탁 동의안\n\n## 1. 제안이유\n\n"
        "- 「지방자치법」 제117조제3항에 따라 위탁하고자 함\n\n"
        "## 3. 참고사항\n\n○ 「가람시 복지 조례」 제5조\n\n"
        "**제5조(설치)** ① 시장은 제9조에 따른 센터를 둘 수 있다.\n"
    )
    own = {str(t) for b in told.legal_basis if not b.quoted for t in b.citation.targets}
    assert own == {"지방자치법 제117조제3항", "가람시 복지 조례 제5조"}
    assert [str(t) for b in told.legal_basis if b.quoted for t in b.citation.targets] == [
        "가람시 복지 조례 제9조"
    ]
    [quotation] = told.quotations
    assert (quotation.instrument, str(quotation.path)) == ("가람시 복지 조례", "제5조")


QUOTING = (
    # what a paper says, what it quotes: path, whether it is an excerpt, the words
    (
        "- 「가람시 복지 조례」 제5조제1항에서 “시장은 센터를 법인에 맡길 수 있다”라고 규정함",
        [("제5조제1항", True, "시장은 센터를 법인에 맡길 수 있다")],
    ),
    (
        '- 「가람시 복지 조례」 제5조제2호에 따르면 "남다른 기술이 있어야 하는 사무"를 맡길 수 있음',
        [("제5조제2호", True, "남다른 기술이 있어야 하는 사무")],
    ),
    ("- 「가람시 복지 조례」 제5조에 따른 센터(이하 “새빛나는센터라는곳”이라 함)를 둠", []),
    ("- 「가람시 복지 조례」 제5조 및 제6조에서 “시장은 센터를 법인에 맡길 수 있다”라고 규정함", []),
    (
        "| 근거 | 내용 |\n|---|---|\n| 위탁 | 「가람시 복지 조례」 제5조(위탁) ① 시장은 맡길 수 있다. |",
        [("제5조", False, "「가람시 복지 조례」 제5조(위탁) ① 시장은 맡길 수 있다.")],
    ),
    ("| 근거 | 내용 |\n|---|---|\n| 위탁 | 「가람시 복지 조례」 제5조(위탁) 및 제6조(지원) |", []),
    (
        "## 붙임\n\n- 위탁함[^1]\n\n[^1]: 「가람시 복지 조례」 제5조(위탁) 참조.",
        [],
    ),
)


@pytest.mark.parametrize(("said", "quoted"), QUOTING)
def test_what_is_quoted_is_what_is_reproduced(said: str, quoted: list[tuple[str, bool, str]]) -> None:
    text = f"# 가람시 새빛센터 민간위탁 동의안\n\n## 1. 제안이유\n\n{said}\n"
    document = read_document(text.encode(), "paper.md")
    told = checked(extract_facts(document))
    assert [(str(q.path), q.excerpt, document.quote(*q.spans)) for q in told.quotations] == quoted


# --- papers about something else ----------------------------------------------------------------------------

OTHERS = (
    "# 가람시 사무의 민간위탁 기본 조례 일부개정조례안 심사보고서\n\n"
    "의안번호 : 9\n\n가. 위탁기간을 5년 이내로 함\n",
    "# 잔치국수 만들기\n\n1. 국수를 5분 삶는다.\n2. 수탁기관 없음\n",
    "아무 말이나 적은 글입니다.\n",
)


@pytest.mark.parametrize("text", OTHERS)
def test_other_papers_give_nothing_of_a_consignment(text: str) -> None:
    told = record(text)
    assert told["doc"]["about_consignment"] is False
    assert all(value in (None, []) for value in told["consignment"].values())
    assert not any(told[key] for key in ("centers", "contractors", "rounds", "evaluations", "performance"))


def test_a_recipe_has_no_bill() -> None:
    assert all(value is None for value in record(OTHERS[1])["bill"].values())


def test_a_value_not_understood_is_listed() -> None:
    told = facts("# 가람시 새빛센터 민간위탁 동의안\n\n가. 위탁기간 : 2024. 2. 30.부터\n")
    assert any("달력" in u.reason for u in told.unparsed)


# --- tables that look like facts and are none of the kind ---------------------------------------------------

LOOKALIKES = (
    # caption and table
    "<예산 집행 현황>\n\n(단위 : 천원)\n\n연도\t예산액\t집행액\n2022년\t540,000\t532,000\n"
    "2023년\t560,000\t555,000\n",
    "<이용자 만족도>\n\n구분\t2023년\t2024년\n친절도\t91.2\t93.4\n시설\t88.0\t90.1\n",
    "<타 시군 운영 현황>\n\n시군\t시설 수\t위탁금(천원)\n가람시\t2\t600,000\n나래군\t1\t580,000\n",
    "(단위 : 명)\n\n구분\t정원\t현원\t대기\n이용자\t25\t24\t17\n",
)


@pytest.mark.parametrize("table", LOOKALIKES)
def test_lookalikes_give_no_counts_staff_or_budget(table: str) -> None:
    told = record(f"# 가람시 새빛센터 민간위탁 동의안 심사보고서\n\n## 3. 검토의견\n\n- 현황임\n\n{table}")
    assert told["performance"] == []
    assert told["consignment"]["budget_total_krw"] is None
    assert [c["staff_total"] for c in told["centers"]] in ([], [None])
    assert told["contradictions"] == []


def test_a_list_that_begins_anew_nests() -> None:
    told = proposal("위탁기간 : 3년", "위탁업무 내용\n\n1. 상담\n2. 교육\n3. 홍보", "선정방법 : 공개모집")
    assert told["consignment"]["tasks"] == ["상담", "교육", "홍보"]
    assert told["consignment"]["selection_method"] == "공개모집"


def test_values_over_several_rows_of_a_table() -> None:
    told = record(
        "# 가람시 새빛센터 민간위탁 동의안 검토보고\n\n## 2. 위탁 개요\n\n구분\t내용\n"
        "위탁사무\t새빛센터 운영\n"
        "위탁금\t2년간 300,000천원\n\t- 2024년 140,000천원\n\t- 2025년 160,000천원\n위치\t새빛로 3\n"
    )["consignment"]
    assert told["budget_total_krw"] == 300_000_000
    assert [(i["label"], i["year"]) for i in told["budget_items"]] == [("계", 2024), ("계", 2025)]


def test_a_name_left_out_keeps_its_circles() -> None:
    [contractor] = proposal("위탁기간 : 3년", "수탁기관 : ○○대학교 산학협력단")["contractors"]
    assert contractor["name"] == "○○대학교 산학협력단"


# --- performance in any unit, decimals, lines; places in tables ---------------------------------------------

_PLANT = """# 가람시 새빛재활용선별장 민간위탁 동의안 심사보고서

## 2. 제안설명의 요지

가. 위탁사무명 : 가람시 새빛재활용선별장 운영·관리

## 3. 검토보고의 요지

"""


def _counts(text: str) -> list[tuple[Any, ...]]:
    document = read_document((_PLANT + text).encode(), "paper.md")
    told = extract_facts(document)
    assert verify(document, told).complete
    return [
        (o["year"], o["category"], o["value"], o["unit"]) for o in as_record(document, told)["performance"]
    ]


COUNTED: tuple[tuple[str, list[tuple[Any, ...]]], ...] = (
    (  # a column of units, decimals, a share, money earned but not spent
        "<운영 실적>\n\n구분\t단위\t2022년\t2023년\n반입량\t톤\t9,120\t9,655.5\n재활용률\t%\t74.4\t75.0\n"
        "판매액\t백만원\t840\t-\n위탁금\t백만원\t500\t520\n",
        [
            (2022, "반입량", 9120, "톤"),
            (2023, "반입량", 9655.5, "톤"),
            (2022, "재활용률", 74.4, "%"),
            (2023, "재활용률", 75, "%"),
            (2022, "판매액", 840, "백만원"),
        ],
    ),
    (  # three rows of headers
        "<연도별 이용 현황>\n\n연도\t실내\t\t\t합계\n\t수영(명)\t\t헬스(명)\t\n\t자유\t강습\t\t\n"
        "2023\t120\t130\t140\t390\n",
        [
            (2023, "실내>수영>자유", 120, "명"),
            (2023, "실내>수영>강습", 130, "명"),
            (2023, "실내>헬스", 140, "명"),
            (2023, "합계", 390, None),
        ],
    ),
    (  # columns told apart by what they count alone; a column that names nothing counted
        "<2023년 사업 실적>\n\n사업명\t주요내용\t횟수(회)\t인원(명)\n"
        "견학\t어린이\t24\t480\n강좌\t성인\t12\t240\n",
        [
            (2023, "견학>횟수", 24, "회"),
            (2023, "견학>인원", 480, "명"),
            (2023, "강좌>횟수", 12, "회"),
            (2023, "강좌>인원", 240, "명"),
        ],
    ),
    (  # of the units over a table the one no header prints
        "<이용 현황>\n\n(단위 : 명, 회)\n\n연도\t견학\t체험\t대관(회)\n2023년\t1,204\t356\t34\n",
        [(2023, "견학", 1204, "명"), (2023, "체험", 356, "명"), (2023, "대관", 34, "회")],
    ),
    (
        "○ 2022년 이용실적은 견학 1,204명, 체험교실 356회임.\n"
        "○ 2023년에는 견학 1,300명, 체험교실 400회의 실적을 거둠\n",
        [
            (2022, "견학", 1204, "명"),
            (2022, "체험교실", 356, "회"),
            (2023, "견학", 1300, "명"),
            (2023, "체험교실", 400, "회"),
        ],
    ),
    (
        "○ 최근 이용인원은 2022년 1,560명, 2023년 1,700명임\n",
        [(2022, "이용인원", 1560, "명"), (2023, "이용인원", 1700, "명")],
    ),
    (
        "### 2023년 이용현황\n\n○ 견학 : 1,204명\n○ 체험교실 : 356회\n",
        [(2023, "견학", 1204, "명"), (2023, "체험교실", 356, "회")],
    ),
    (
        "○ 2022년 이용객은 412,300명, 2023년 이용객은 455,120명으로 집계됨\n",
        [(2022, "이용객", 412300, "명"), (2023, "이용객", 455120, "명")],
    ),
    ("○ 인근 시의 2023년 이용객은 455,120명으로 더 많음\n", []),
    ("### 2023년 실적\n\n○ 예산집행률 : 98.2%\n○ 시설 만족도 : 91.5점\n○ 전년 대비 12건 증가함\n", []),
    ("○ 2023년 평가에서 88.5점을 받았고 이용실적은 기준 70점에 못 미침\n", []),
)


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_performance_in_any_form(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert _counts(text) == expected


def test_unlike_units_are_no_parts_of_a_total_they_do_not_make() -> None:
    told = facts(
        _PLANT
        + "<이용 현황>\n\n연도\t합계(명)\t견학(명)\t체험(명)\t대관(회)\n2023년\t1,560\t1,204\t356\t34\n"
    )
    assert told.discrepancies == ()
    assert all(cell.parent is None for cell in told.performance[0].observations)


def test_several_places_their_users_and_their_staff() -> None:
    told = record(
        "# 가람시 시립어린이집 민간위탁 동의안 심사보고서\n\n가. 위탁사무 : 시립어린이집 운영\n\n"
        "나. 시설현황\n\n"
        "(단위 : ㎡, 명)\n\n어린이집명\t소재지\t연면적\t정원\t현원\t교직원수\t수탁자\n"
        "새빛어린이집\t새빛로 1\t410.2\t60\t55\t12\t도하람(개인)\n"
        "별빛어린이집\t별빛로 2\t380\t49\t49\t-\t새봄(주)\n"
        "달빛어린이집\t달빛로 3\t-\t40\t38\t9\t직영\n\n"
        "※ 교직원 현황\n\n- 별빛어린이집 : 원장 1명, 보육교사 7명\n"
    )
    assert [
        (c["name"], c["address"], c["area_m2"], c["staff_total"], c["staff"]) for c in told["centers"]
    ] == [
        ("새빛어린이집", "새빛로 1", 410.2, 12, []),
        (
            "별빛어린이집",
            "별빛로 2",
            380,
            None,
            [{"rank": "원장", "count": 1}, {"rank": "보육교사", "count": 7}],
        ),
        ("달빛어린이집", "달빛로 3", None, 9, []),
    ]
    assert [(c["name"], c["legal_form"]) for c in told["contractors"]] == [
        ("도하람", "개인"),
        ("새봄", "주식회사"),
    ]
    assert (told["performance"], told["contradictions"]) == ([], [])


def test_rows_that_do_not_say_of_what_are_no_places() -> None:
    told = record(
        "# 가람시 새빛센터 민간위탁 동의안 심사보고서\n\n가. 위탁사무명 : 가람시 새빛센터 운영\n\n"
        "연번\t소재지\t면적(㎡)\n1\t새빛로 1\t10\n2\t별빛로 2\t20\n"
    )
    assert [(c["name"], c["address"], c["area_m2"]) for c in told["centers"]] == [
        ("가람시 새빛센터", None, None)
    ]


def test_a_name_that_ends_in_a_word_of_operation_is_kept() -> None:
    told = record(
        "# 가람시 하늘공공하수처리시설 민간위탁 동의안\n\n가. 위탁사무명 : 하늘공공하수처리시설 관리·운영\n\n"
        "나. 시설개요\n\n"
        "- 가동개시일 : 2005. 9. 1.\n- 위치 : 하늘로 3 (지상 2층, 연면적 120㎡)\n"
    )
    (center,) = told["centers"]
    assert center["name"] == "하늘공공하수처리시설"
    assert (center["opened"], center["address"], center["area_m2"]) == ("2005-09-01", "하늘로 3", 120)


def test_users_of_a_place_are_not_its_staff() -> None:
    told = record(
        "# 가람시 새빛돌봄센터 민간위탁 동의안\n\n가. 위탁사무명 : 새빛돌봄센터 운영\n\n나. 시설현황\n\n"
        "- 위치 : 새빛로 1\n- 종사자수 : 정원 5 / 현원 4\n- 정원 : 30명(현원 28명)\n"
    )
    (center,) = told["centers"]
    assert center["staff_total"] == 4
    assert told["contradictions"] == []


def test_counts_of_several_places_are_each_places_own() -> None:
    told = record(
        "# 가람시 체육시설 민간위탁 동의안\n\n가. 위탁사무명 : 가람시 체육시설 운영\n\n나. 위탁시설\n\n"
        "시설명\t위치\n강변정구장\t강변로 1\n솔길축구장\t솔길 2\n\n<이용현황>\n\n(단위 : 명)\n\n"
        "구분\t2022년\t2023년\n강변정구장\t4,000\t5,100\n솔길축구장\t1,000\t1,200\n계\t5,000\t6,300\n"
    )
    assert [(o["center"], o["year"], o["category"], o["value"]) for o in told["performance"]] == [
        ("강변정구장", 2022, "강변정구장", 4000),
        ("강변정구장", 2023, "강변정구장", 5100),
        ("솔길축구장", 2022, "솔길축구장", 1000),
        ("솔길축구장", 2023, "솔길축구장", 1200),
        ("가람시 체육시설", 2022, "합계", 5000),
        ("가람시 체육시설", 2023, "합계", 6300),
    ]


@pytest.mark.parametrize(
    ("line", "total"),
    [
        ("근무인원은 소장 1명, 매표 4명, 미화 3명 등 총 8명임", 8),
        ("종사자는 상담원 2명, 팀장 1명을 추가로 채용할 필요가 있음", None),
        ("인근 구의 종사자는 소장 1명, 팀장 3명임", None),
    ],
)
def test_staff_in_a_sentence(line: str, total: int | None) -> None:
    told = record(
        f"# 가람시 새빛센터 민간위탁 동의안 검토보고서\n\n가. 위탁사무명 : 가람시 새빛센터 운영\n\n○ {line}\n"
    )
    (center,) = told["centers"]
    assert center["staff_total"] == total
    assert bool(center["staff"]) == (total is not None)
