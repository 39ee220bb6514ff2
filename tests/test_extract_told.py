"""Rounds, evaluations, reports and budgets told in lines rather than in tables."""

from __future__ import annotations

from typing import Any

import pytest

from kg.check import checked
from kg.extract import extract_facts
from kg.extract.record import as_record
from kg.extract.verify import verify
from kg.read import read_document

HEAD = """# 가람시 새빛복지관 민간위탁 동의안 검토보고서

- 의안번호 : 제77호
- 제출자 : 가람시장

## 1. 위탁개요

가. 위탁사무명 : 가람시 새빛복지관 운영

나. 위탁기간 : 2025. 1. 1. ~ 2027. 12. 31.(3년)
"""

REPORT = """# 가람시 새빛복지관 민간위탁 재계약 보고

보고일자 : 2024. 9. 5.

보고자 : 가람시장

재계약 사항을 가람시의회 복지환경위원회에 다음과 같이 보고합니다.

## 1. 재계약 내용

□ 위탁사무 : 가람시 새빛복지관 운영

□ 재계약 기간 : 2025. 1. 1. ~ 2027. 12. 31.(3년)

□ 소요예산 : 300,000천원(2025년 기준)

(단위 : 천원)

계	시비	도비
300,000	180,000	120,000

## 2. 재계약 심의

○ 심의일 : 2024. 8. 20.
○ 심의기구 : 가람시 민간위탁심의위원회
○ 심의결과 : 적정(평균 88.4점, 기준 75점 이상)
○ 개선사항
- 소독 주기를 단축할 것
"""


def record(text: str) -> dict[str, Any]:
    document = read_document(text.encode(), "paper.md")
    facts = checked(extract_facts(document))
    assert verify(document, facts).failures == ()
    return as_record(document, facts)


@pytest.mark.parametrize(
    ("line", "start", "contractor", "kind", "method", "seq"),
    [
        (
            "1차 위탁 : 2019. 1. 1. ~ 2021. 12. 31. (재)한들재단, 공개모집",
            "2019-01-01",
            "한들재단",
            None,
            "공개모집",
            1,
        ),
        (
            "1차 : 2019. 1. 1. ~ 2021. 12. 31., (사)한들, 신규(공개모집)",
            "2019-01-01",
            "한들",
            "신규",
            "공개모집",
            1,
        ),
        (
            "2019. 1. 1. ~ 2021. 12. 31. : 한들모임(비영리민간단체), 수의",
            "2019-01-01",
            "한들모임",
            None,
            "수의계약",
            None,
        ),
        (
            "2019.1.1.~2021.12.31. / 한들대학교 산학협력단(단장 소하늘) / 재계약",
            "2019-01-01",
            "한들대학교 산학협력단",
            "재계약",
            None,
            None,
        ),
        (
            "최초위탁(2019. 1. 1. ~ 2021. 12. 31.) : 사회복지법인 한들, 공모",
            "2019-01-01",
            "한들",
            "신규",
            "공개모집",
            None,
        ),
    ],
)
def test_a_line_of_the_history_is_a_round(
    line: str, start: str, contractor: str, kind: str | None, method: str | None, seq: int | None
) -> None:
    found = record(f"{HEAD}\n## 2. 그간 추진경과\n\n- {line}\n")
    (told,) = found["rounds"]
    assert (told["start"], told["end"]) == (start, "2021-12-31")
    assert (told["contractor"], told["kind"], told["method"], told["seq"]) == (contractor, kind, method, seq)
    assert [body["name"] for body in found["contractors"]] == [contractor]


@pytest.mark.parametrize(
    "line",
    [
        "2024. 5. 1. ~ 2024. 5. 20. : 수탁자 모집 공고",
        "2024. 5. 1. ~ 2024. 6. 30. : 원가산정 용역",
        "2024. 1. 1. ~ 2024. 12. 31. : 시설 보수공사 추진",
        "1차 회의 : 2024. 5. 20. 민간위탁심의위원회",
    ],
)
def test_a_line_about_something_else_is_no_round(line: str) -> None:
    found = record(f"{HEAD}\n## 2. 그간 추진경과\n\n- {line}\n")
    assert found["rounds"] == []
    assert found["contractors"] == []


@pytest.mark.parametrize(
    ("line", "kind", "body", "score", "result"),
    [
        (
            "2023년 전국 청소년수련시설 종합평가(여성가족부)에서 91.5점으로 '최우수' 등급을 받음",
            "시설평가",
            "여성가족부",
            91.5,
            "최우수",
        ),
        (
            "2022년 보건복지부 사회복지시설평가에서 93.2점(A등급)을 받음",
            "시설평가",
            "보건복지부",
            93.2,
            "A등급",
        ),
        (
            "2023년 종합성과평가(평가기관 : 가람정책학회) 결과는 83.7점임",
            "종합성과평가",
            "가람정책학회",
            83.7,
            None,
        ),
        ("회계감사 : 2024. 4. 28. 한들회계법인, 적정", "회계감사", "한들회계법인", None, "적정"),
    ],
)
def test_who_evaluated(line: str, kind: str, body: str, score: float | None, result: str | None) -> None:
    (found,) = record(f"{HEAD}\n## 2. 평가\n\n- {line}\n")["evaluations"]
    assert (found["kind"], found["body"], found["score"]) == (kind, body, score)
    assert found["result"] == result


def test_a_committee_that_met_on_the_adequacy_is_no_evaluation_of_its_own() -> None:
    lines = "가. 민간위탁 적정성 검토 결과 : 적정\n\n- 2024년 제2차 민간위탁심의위원회(2024. 7. 11.)\n"
    (found,) = record(f"{HEAD}\n## 2. 검토\n\n{lines}")["evaluations"]
    assert found["kind"] == "적정성검토"
    assert (found["body"], found["date"], found["result"]) == ("민간위탁심의위원회", "2024-07-11", "적정")


def test_a_report_is_heard_and_its_table_divides_the_sum() -> None:
    found = record(REPORT)
    bill = found["bill"]
    assert (bill["outcome"], bill["proposer"], bill["committee"]) == ("보고", "가람시장", "복지환경위원회")
    items = found["consignment"]["budget_items"]
    assert [(i["label"], i["year"], i["amount_krw"]) for i in items] == [
        ("시비", 2025, 180_000_000),
        ("도비", 2025, 120_000_000),
    ]
    (evaluation,) = found["evaluations"]
    assert evaluation["body"] == "가람시 민간위탁심의위원회"
    assert (evaluation["score"], evaluation["threshold"]) == (88.4, 75)
    assert evaluation["recommendations"] == ["소독 주기를 단축할 것"]


def test_items_after_a_colon_and_a_year_before_the_sum() -> None:
    line = "다. 위탁비용 : 2025년 192,400천원 : 인건비 120,000천원, 운영비 72,400천원\n"
    found = record(f"{HEAD}\n{line}")["consignment"]
    assert (found["budget_total_krw"], found["budget_year"]) == (192_400_000, 2025)
    assert [(i["label"], i["amount_krw"]) for i in found["budget_items"]] == [
        ("인건비", 120_000_000),
        ("운영비", 72_400_000),
    ]


def test_a_span_of_years_is_no_fiscal_year() -> None:
    found = record(f"{HEAD}\n다. 소요예산 : 900,000천원(2025년~2027년)\n")["consignment"]
    assert (found["budget_total_krw"], found["budget_year"]) == (900_000_000, None)


def test_a_cell_of_marked_lines_lists_tasks() -> None:
    table = (
        "| 구분 | 내용 |\n|---|---|\n| 위탁사무명 | 새빛쉼터 운영 |\n"
        "| 위탁사무 | 가. 상담<br>나. 보호<br>다. 자립지원 |\n| 위탁기간 | 3년 |\n"
    )
    assert record(f"# 가람시 새빛쉼터 민간위탁 동의안\n\n{table}")["consignment"]["tasks"] == [
        "상담",
        "보호",
        "자립지원",
    ]


def test_a_withdrawal_has_its_day_and_a_decision_the_day_above() -> None:
    withdrawn = record(f"{HEAD}\n## 2. 심사경과\n\n가. 철회동의 : 2024. 11. 30.\n\n## 3. 심사결과 : 철회\n")
    assert (withdrawn["bill"]["resolved"], withdrawn["bill"]["outcome"]) == ("2024-11-30", "철회")
    same = "가. 상정일자 : 제338회 임시회 제1차 복지위원회(2024. 5. 23.)\n\n- 토론을 거쳐 같은 날 수정의결\n"
    assert record(f"{HEAD}\n## 2. 심사경과\n\n{same}")["bill"]["resolved"] == "2024-05-23"


def test_a_title_printed_with_spaces() -> None:
    found = record(HEAD.replace("검토보고서", "검 토 보 고 서"))
    assert found["bill"]["title"] == "가람시 새빛복지관 민간위탁 동의안"
    assert found["doc"]["kind"] == "검토보고서"


def test_the_day_of_a_period_told_twice_is_the_fuller_one() -> None:
    found = record(
        HEAD.replace("2025. 1. 1. ~ 2027. 12. 31.(3년)", "2025. 1. 1.부터 3년간(2025. 1. 1. ~ 2027. 12. 31.)")
    )
    terms = found["consignment"]
    assert (terms["period_start"], terms["period_end"], terms["period_years"]) == (
        "2025-01-01",
        "2027-12-31",
        3,
    )


def test_years_down_and_items_across_with_a_row_of_sums() -> None:
    table = """
다. 위탁비용 (단위 : 천원)

| 연도별 | 합계 | 인건비 | 사업비 |
|---|---|---|---|
| 합계 | 900,000 | 600,000 | 300,000 |
| 2025 | 400,000 | 250,000 | 150,000 |
| 2026 | 500,000 | 350,000 | 150,000 |
"""
    found = record(f"{HEAD}{table}")
    money = found["consignment"]
    assert money["budget_total_krw"] == 900_000_000
    assert [(i["label"], i["year"], i["amount_krw"]) for i in money["budget_items"]] == [
        ("계", 2025, 400_000_000),
        ("인건비", 2025, 250_000_000),
        ("사업비", 2025, 150_000_000),
        ("계", 2026, 500_000_000),
        ("인건비", 2026, 350_000_000),
        ("사업비", 2026, 150_000_000),
    ]
    assert found["contradictions"] == []


def test_the_same_ordinance_of_a_line_before() -> None:
    lines = "- 「가람시 사무의 민간위탁 조례」 제4조에 따름\n- 동 조례 제5조제2항에 따른 심의를 거쳐야 함\n"
    found = record(f"{HEAD}\n## 2. 검토의견\n\n{lines}")["consignment"]["legal_basis"]
    assert {(b["instrument"], b["provision"]) for b in found} == {
        ("가람시 사무의 민간위탁 조례", "제4조"),
        ("가람시 사무의 민간위탁 조례", "제5조제2항"),
    }


def test_a_committee_on_the_adequacy_with_its_day_before_it() -> None:
    line = "2024. 7. 10. 개최된 가람시 민간위탁심의위원회에서 위탁의 적정성을 심의하여 '적정'으로 의결함"
    (found,) = record(f"{HEAD}\n## 2. 검토의견\n\n- {line}\n")["evaluations"]
    assert (found["kind"], found["body"]) == ("적정성검토", "가람시 민간위탁심의위원회")
    assert (found["date"], found["result"]) == ("2024-07-10", "적정")


def test_tasks_in_one_line() -> None:
    line = "다. 위탁업무 : ① 직업재활, ② 보호고용 및 ③ 재활상담\n"
    assert record(f"{HEAD}\n{line}")["consignment"]["tasks"] == ["직업재활", "보호고용", "재활상담"]


def test_two_bodies_in_one_cell_each_with_its_form() -> None:
    row = "| 1차 | ㈜맑음·한빛플랜트㈜ | 2018.7.1.~2023.6.30. |"
    table = f"| 차수 | 대행업체 | 대행기간 |\n|---|---|---|\n{row}\n"
    found = record(f"{HEAD}\n## 2. 대행 현황\n\n{table}")
    assert [(b["name"], b["legal_form"]) for b in found["contractors"]] == [
        ("맑음", "주식회사"),
        ("한빛플랜트", "주식회사"),
    ]


def test_a_body_named_with_its_representative_runs_the_place_unless_it_is_elsewhere() -> None:
    here = "- 현재 사단법인 한들(대표 소하늘)이 위탁받아 운영하고 있음\n"
    there = "- 인근 나루시는 사단법인 초록발(대표 강한빛)에 위탁하여 운영하고 있음\n"
    found = record(f"{HEAD}\n## 2. 검토의견\n\n{here}{there}")["contractors"]
    assert [(b["name"], b["representatives"]) for b in found] == [("한들", ["소하늘"])]


def test_a_list_under_the_affair_is_its_tasks() -> None:
    lines = "다. 위탁대상사무\n\n- 시설물 관리\n- 이용자 안전교육\n"
    assert record(f"{HEAD}\n{lines}")["consignment"]["tasks"] == ["시설물 관리", "이용자 안전교육"]
