"""Contradictions: one clean paper, and what each mutation of it must give and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.check import checked, find_discrepancies
from kg.check.periods import end_of
from kg.check.same import same_address, same_facility, same_title
from kg.extract import extract_facts
from kg.model.blocks import Span
from kg.model.facts import Facts, Stated, Terms
from kg.read import read_document

PAPER = """# 가람시 새빛센터 민간위탁(재계약) 동의안 심사보고서

의안번호	77
----------	------

2024년 7월 5일
복지위원회

## I. 심사경과

- 제출일자 및 제출자 : 2024년 6월 3일 가람시장
- 회부일자 : 2024년 6월 5일
- 상정일자 : 제90회 임시회 제1차 복지위원회

【2024년 6월 20일 상정·의결(원안 가결)】

## II. 제안설명의 요지 (복지국장 도하람)

### 2. 주요내용

가. 위탁사무명 : 가람시 새빛센터 운영

나. 위탁사무

- 상담 및 사례관리
- 체험 프로그램 운영

다. 위탁시설 개요

- 개소일자 : 2018. 9. 1.
- 소재지 : 가람시 새빛로 10(물결동)
- 시설규모 : 면적 450m<sup>2</sup>(2층)

라. 위탁기간 : 3년(2024.9.1. ~ 2027.8.31.)

마. 소요예산 : 금300백만원(2024년 예산)

- 인건비 200.5백만원, 운영비 59.5백만원, 사업비 40백만원

### Ⅲ. 검토보고의 요지 (전문위원 소하늘)

<센터 운영 현황>

소재지	면적(㎡)	연간사업비(천원)	위탁기간	운영주체
새빛로 10	450㎡(약 136평)	299,958천원 ('24년 기준)	'21.9.1.~'24.8.31.	(사)푸른길

(단위 : 명)

계	센터장	팀원
6	1	5

(단위 : 명)

합계('23년)	상담	체험
900	600	300

<위탁 현황>

차수	기간	수탁기관	선정방법
1차	'18.9.1.~'21.8.31.	(사)푸른길	신규위탁(공모)
2차	'21.9.1.~'24.8.31.	(사)푸른길	재계약

- 2023년 민간위탁 성과평가 결과 81점으로 재계약 요건(70점 이상)을 충족하였음.

VI. 심사결과 : 원안 가결

# 가람시 새빛센터 민간위탁 재계약 동의안

의안번호	77
----------	------

제출년월일 : 2024년 6월 3일

제출자 : 가람시장

라. 민간위탁기간 : 3년(2024.9.1. ~ 2027.8.31.)

마. 소요예산 : 금300백만원(2024년 예산)
"""


def facts(text: str) -> Facts:
    return checked(extract_facts(read_document(text.encode(), "paper.md")))


def found(text: str) -> set[tuple[str, str]]:
    return {(d.type, d.field) for d in facts(text).discrepancies}


def test_the_clean_paper_contradicts_itself_nowhere() -> None:
    assert facts(PAPER).about_consignment
    assert found(PAPER) == set()


MUTATIONS = (
    # words, replaced by (everywhere unless once), what is found
    ("200.5백만원", "220.5백만원", {("sum-mismatch", "consignment.budget_items")}),
    ("6\t1\t5", "7\t1\t5", {("sum-mismatch", "centers.staff")}),
    ("900\t600\t300", "900\t610\t300", {("sum-mismatch", "performance")}),
    ("3년(2024.9.1.", "4년(2024.9.1.", {("period-mismatch", "consignment.period_end")}),
    (
        "2024.9.1. ~",
        "2024.9.2. ~",
        {("period-mismatch", "consignment.period_end"), ("date-order", "consignment.period_start")},
    ),
    ("'18.9.1.~'21.8.31.", "'18.9.1.~'21.9.3.", {("date-order", "rounds.start")}),
    ("81점", "69점", {("below-threshold-renewed", "evaluations.score")}),
    ("2024년 6월 5일", "2024년 6월 1일", {("date-order", "bill.referred")}),
    (
        "제출년월일 : 2024년 6월 3일",
        "제출년월일 : 2024년 6월 4일",
        {("conflicting-values", "bill.submitted")},
    ),
    ("450㎡(약", "540㎡(약", {("conflicting-values", "centers.area_m2")}),
    ("새빛로 10\t", "새빛로 12\t", {("conflicting-values", "centers.address")}),
    ("299,958천원", "288,958천원", {("conflicting-values", "consignment.budget_total_krw")}),
    ("새빛센터 민간위탁 재계약", "새센터 민간위탁 재계약", {("conflicting-values", "bill.title")}),
    ("VI. 심사결과 : 원안 가결", "VI. 심사결과 : 부결", {("conflicting-values", "bill.outcome")}),
)


@pytest.mark.parametrize(("words", "instead", "expected"), MUTATIONS)
def test_a_mutation_gives_its_finding_and_no_other(
    words: str, instead: str, expected: set[tuple[str, str]]
) -> None:
    assert words in PAPER
    assert found(PAPER.replace(words, instead)) == expected


def test_a_copy_that_disagrees_is_told_with_both_places() -> None:
    text = PAPER.replace("금300백만원", "금330백만원", 1)
    [conflict] = [d for d in facts(text).discrepancies if d.field == "consignment.budget_total_krw"][:1]
    told = [text[s.start : s.end] for spans in conflict.spans for s in spans]
    assert told[0].startswith("금330") or told[0].startswith("330")
    assert len(conflict.statements) == 2


HARMLESS = (
    ("81점으로 재계약 요건(70점 이상)을 충족하였음", "85점으로 재계약 요건(70점 이상)을 충족하였음"),
    ("450㎡(약", "450.4㎡(약"),
    ("가람시 새빛로 10(물결동)", "가람도 가람시 새빛로 10, 2층"),
    ("299,958천원", "300,400천원"),
    ("민간위탁 재계약 동의안", "민간위탁(재계약)동의안"),
)


@pytest.mark.parametrize(("words", "instead"), HARMLESS)
def test_variants_are_no_contradictions(words: str, instead: str) -> None:
    assert words in PAPER
    assert found(PAPER.replace(words, instead)) == set()


def test_a_threshold_said_not_to_be_met_is_no_contradiction() -> None:
    text = (
        PAPER.replace("81점", "65점")
        .replace("충족하였음", "충족하지 못하였음")
        .replace("재계약) 동의안", "재위탁) 동의안")
    )
    assert ("below-threshold-renewed", "evaluations.score") not in found(
        text.replace("재계약 동의안", "재위탁 동의안")
    )


def test_a_long_pause_between_rounds_may_be_real() -> None:
    text = PAPER.replace("'18.9.1.~'21.8.31.", "'18.1.1.~'20.12.31.")
    assert found(text) == set()


@pytest.mark.parametrize(
    ("start", "end", "contradicts"),
    [
        ("2024-05-01", "2024-05-31", False),
        ("2024-05-01", "2024-05-01", True),
        ("2024-05-02", "2024-05-01", True),
        ("2024-05-01", "2024-05", False),
        ("2024-05", "2024-05-31", False),
        ("2024-06", "2024-05-31", True),
        ("2025", "2024-12", True),
    ],
)
def test_a_period_ends_after_it_starts_as_far_as_is_told(start: str, end: str, contradicts: bool) -> None:
    terms = Terms(part="1", start=Stated(start, (Span(0, 1),)), end=Stated(end, (Span(1, 2),)))
    told = find_discrepancies(Facts(about_consignment=True, terms=(terms,)))
    assert [d.type for d in told] == ["date-order"] * contradicts


def test_nothing_is_found_in_a_paper_about_something_else() -> None:
    assert find_discrepancies(Facts(about_consignment=False)) == ()


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        ("2024-05-01", 3, "2027-04-30"),
        ("2024-02-29", 4, "2028-02-28"),
        ("2024-01-01", 1, "2024-12-31"),
        ("2024-03", 2, "2026-02"),
    ],
)
def test_ends_of_periods(start: str, years: int, end: str) -> None:
    assert end_of(start, Decimal(years)) == end


def test_names_that_mean_one_thing() -> None:
    assert same_facility("부산광역시 북구 새빛센터", "새빛 센터")
    assert not same_facility("동부새빛센터", "새빛센터")
    assert same_title("새빛센터 민간위탁(재위탁) 동의안", "가람시 새빛센터 민간위탁 재위탁 동의안")
    assert not same_title("새빛센터 민간위탁 동의안", "새센터 민간위탁 동의안")
    assert same_address("가람시 새빛로 10(물결동)", "새빛로 10, 3층")
    assert not same_address("새빛로 10", "새빛로 12")
