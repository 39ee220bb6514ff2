"""Citations: tables of (text, what is cited), one line per citation: ``written → targets``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED, needs_shared
from kg.cite import Context, find_aliases, find_citations
from kg.cite.passages import answers, passages
from kg.errors import EncodingError, FileMissingError, FormatError
from kg.model.statute import Component, Level, ProvisionPath, Reason

DEV = SHARED / "data/citations/dev.jsonl"


def cited(text: str, context: Context | None = None) -> list[str]:
    """Each citation as ``written → instrument path; instrument path``."""
    return [f"{c.text} → {'; '.join(map(str, c.targets))}" for c in find_citations(text, context)]


# --- heads ------------------------------------------------------------------------------------------------

QUOTED = [
    ("「아동복지법」 제45조제2항에 따른다", ["「아동복지법」 제45조제2항 → 아동복지법 제45조제2항"]),
    ("｢영유아보육법｣제24조", ["｢영유아보육법｣제24조 → 영유아보육법 제24조"]),
    ("『평생교육법』에 의한", ["『평생교육법』 → 평생교육법"]),
    ("“민법” 제32조", ["“민법” 제32조 → 민법 제32조"]),
    ("‘근로기준법’을 지킨다", ["‘근로기준법’ → 근로기준법"]),
    ("「달빛시 어린이집 조례」 제3조", ["「달빛시 어린이집 조례」 제3조 → 달빛시 어린이집 조례 제3조"]),
    ("「지방재정법」 시행령 제29조", ["「지방재정법」 시행령 제29조 → 지방재정법 시행령 제29조"]),
    ("「지방재정법 제17조」에 따라", ["「지방재정법 제17조 → 지방재정법 제17조"]),
    (
        "「달빛시 도서관 조례 제6조 제9호",
        ["「달빛시 도서관 조례 제6조 제9호 → 달빛시 도서관 조례 제6조제9호"],
    ),
    ("지방재정법 시행령」 제29조", ["지방재정법 시행령」 제29조 → 지방재정법 시행령 제29조"]),
    ("「지방자치법」·「지방재정법」", ["「지방자치법」 → 지방자치법", "「지방재정법」 → 지방재정법"]),
    (
        "법률 제12345호 아동복지법 일부개정법률 제2조",
        ["법률 제12345호 아동복지법 일부개정법률 제2조 → 아동복지법 제2조"],
    ),
    ("종전의 「아동복지법」 제2조", ["종전의 「아동복지법」 제2조 → 아동복지법 제2조"]),
    ("현행 「아동복지법」 제2조", ["「아동복지법」 제2조 → 아동복지법 제2조"]),
]

BARE = [
    ("수탁자는 근로기준법과 최저임금법을 지킨다", ["근로기준법 → 근로기준법", "최저임금법 → 최저임금법"]),
    ("공유재산 및 물품관리법 제27조", ["공유재산 및 물품관리법 제27조 → 공유재산 및 물품 관리법 제27조"]),
    ("본 건은 국가를 당사자로 하는 계약에 관한 법률 제9조에 따른다",
     ["국가를 당사자로 하는 계약에 관한 법률 제9조 → 국가를 당사자로 하는 계약에 관한 법률 제9조"]),
    ("헌법 제117조제1항", ["헌법 제117조제1항 → 대한민국헌법 제117조제1항"]),
    ("지방보조금법 제6조", ["지방보조금법 제6조 → 지방자치단체 보조금 관리에 관한 법률 제6조"]),
    ("산재보험법 시행령 제34조", ["산재보험법 시행령 제34조 → 산업재해보상보험법 시행령 제34조"]),
    ("○ 근거: 고양시 청년 기본 조례 제5조", ["고양시 청년 기본 조례 제5조 → 고양시 청년 기본 조례 제5조"]),
    ("경기도 수원시 새빛 도서관 운영 조례에 따라",
     ["경기도 수원시 새빛 도서관 운영 조례 → 경기도 수원시 새빛 도서관 운영 조례"]),
    ("서울시 민간위탁 조례 제4조", ["서울시 민간위탁 조례 제4조 → 서울시 민간위탁 조례 제4조"]),
    ("위원회는 사무의 민간위탁에 관한 조례 제5조",
     ["사무의 민간위탁에 관한 조례 제5조 → 사무의 민간위탁에 관한 조례 제5조"]),
    ("원고는 구 달빛세법 제3조를 위반하였다", ["구 달빛세법 제3조 → 달빛세법 제3조"]),
    ("민법 제2조및같은법시행령 제9조", ["민법 제2조 → 민법 제2조", "같은법시행령 제9조 → 민법 시행령 제9조"]),
    ("지정요건과 시행령 [별표 1] 제2호", ["시행령 [별표 1] 제2호 → ? 별표 1 제2호"]),
    ("소원법 제3조", ["소원법 제3조 → 소원법 제3조"]),
    ("구「민법」 제3조", ["구「민법」 제3조 → 민법 제3조"]),
    ("하였음은아동복지법 제3조에", ["아동복지법 제3조 → 아동복지법 제3조"]),  # a lost space
    ("지방자치법 117조 3항", ["지방자치법 117조 3항 → 지방자치법 제117조제3항"]),
    ("民法 第5條第1項은", ["民法 第5條第1項 → 민법 제5조제1항"]),
    ("헌법 제10조, 民法 第7條", ["헌법 제10조 → 대한민국헌법 제10조", "民法 第7條 → 민법 제7조"]),
    ("헌법과民法 第7條", ["헌법 → 대한민국헌법", "民法 第7條 → 민법 제7조"]),
    ("민법(民法) 제5조", ["민법(民法) 제5조 → 민법 제5조"]),
    ("民法 第5條, 同法 第7條 後段",
     ["民法 第5條 → 민법 제5조", "同法 第7條 後段 → 민법 제7조 후단"]),
    ("민법 제5조, 月光法 第7條", ["민법 제5조 → 민법 제5조", "月光法 第7條 → 月光法 제7조"]),
    ("그 方法을 定한 民法", ["民法 → 민법"]),
    ("헌법 제10조, 국회규칙 제3조", ["헌법 제10조 → 대한민국헌법 제10조", "국회규칙 제3조 → 국회규칙 제3조"]),
    ("민법 제5조에 따라 이 사건 고시 제5조, 제6조", ["민법 제5조 → 민법 제5조"]),
    ("민법 제5조와 급여규정 제3조", ["민법 제5조 → 민법 제5조"]),
    ("「도로법」 §26①, §4의2", ["「도로법」 §26①, §4의2 → 도로법 제26조제1항; 도로법 제4조의2"]),
    ("민법 제5조와 BGB § 823", ["민법 제5조 → 민법 제5조"]),
    ("도로법 제4조, 이하 “길법”이라 한다. 길법 제5조",
     ["도로법 제4조 → 도로법 제4조", "길법 제5조 → 도로법 제5조"]),
    ("“달빛시 도서관 조례 일부 개정 조례안”", []),
    ("도로법 제5조 및 달빛시의료원설치조례 제1 내지 2조",
     ["도로법 제5조 → 도로법 제5조",
      "달빛시의료원설치조례 제1 내지 2조 → 달빛시의료원설치조례 제1조; 달빛시의료원설치조례 제2조"]),
    ("대통령령 제5호, 환경부령 제6호 등으로 달빛이 환경부령으로 정하는", []),
    ("도로법 시행령과 하천법 시행령. 이 사건 시행령은",
     ["도로법 시행령 → 도로법 시행령", "하천법 시행령 → 하천법 시행령", "이 사건 시행령 → ?"]),
]  # fmt: skip

ANAPHORA = [
    ("「아동복지법」 제3조 및 같은 법 시행령 제4조, 동법 시행규칙 제5조",
     ["「아동복지법」 제3조 → 아동복지법 제3조", "같은 법 시행령 제4조 → 아동복지법 시행령 제4조",
      "동법 시행규칙 제5조 → 아동복지법 시행규칙 제5조"]),
    ("「아동복지법 시행령」 제3조, 같은 법 제7조",
     ["「아동복지법 시행령」 제3조 → 아동복지법 시행령 제3조", "같은 법 제7조 → 아동복지법 제7조"]),
    ("「달빛시 급식 조례」 제3조와 같은 조례 시행규칙 제2조",
     ["「달빛시 급식 조례」 제3조 → 달빛시 급식 조례 제3조",
      "같은 조례 시행규칙 제2조 → 달빛시 급식 조례 시행규칙 제2조"]),
    ("동 조례 제10조에 따라", ["동 조례 제10조 → ? 제10조"]),
    ("동 조례 제10조 및 같은 조례 제11조", ["동 조례 제10조 → ? 제10조", "같은 조례 제11조 → ? 제11조"]),
    ("「민법」 제5조와 동 조례 제1조, 같은 법 제2조",  # an unknown antecedent breaks the chain
     ["「민법」 제5조 → 민법 제5조", "동 조례 제1조 → ? 제1조", "같은 법 제2조 → ? 제2조"]),
    ("「민법」 제5조제1항, 같은 조 제2항 및 같은 항 단서",
     ["「민법」 제5조제1항 → 민법 제5조제1항", "같은 조 제2항 → 민법 제5조제2항",
      "같은 항 단서 → 민법 제5조제2항 단서"]),
    ("「민법」 별표 1 제2호 및 같은 표 제3호",
     ["「민법」 별표 1 제2호 → 민법 별표 1 제2호", "같은 표 제3호 → 민법 별표 1 제3호"]),
    ("위 조례 제3조 및 위 아동복지법 제4조",
     ["위 조례 제3조 → ? 제3조", "아동복지법 제4조 → 아동복지법 제4조"]),
    ("「아동복지법」 제95조제1항(제5호는 제외한다)",
     ["「아동복지법」 제95조제1항 → 아동복지법 제95조제1항", "제5호 → 아동복지법 제95조제1항제5호"]),
    ("안 제4조제2항 및 제5조는", ["안 제4조제2항 및 제5조 → ? 제4조제2항; ? 제5조"]),
    ("본 조례안 제7조는", ["제7조 → ? 제7조"]),
    ("「민법」 제10조에서 정하고, 제11조에서는", ["「민법」 제10조 → 민법 제10조", "제11조 → 민법 제11조"]),
]  # fmt: skip

ALIASES = [
    ("「지방자치법」(이하 “법”이라 한다) 제9조, 법 제10조 및 법 시행령 제3조",
     ["「지방자치법」(이하 “법”이라 한다) 제9조 → 지방자치법 제9조", "법 제10조 → 지방자치법 제10조",
      "법 시행령 제3조 → 지방자치법 시행령 제3조"]),
    ("「달빛시 사무의 민간위탁 조례」(이하 ‘위탁조례’라 함)에 따라 위탁조례 제3조를",
     ["「달빛시 사무의 민간위탁 조례」 → 달빛시 사무의 민간위탁 조례",
      "위탁조례 제3조 → 달빛시 사무의 민간위탁 조례 제3조"]),
    ("「달빛시 사무의 민간위탁 조례」(이하 “「위탁조례, ”라 함)제4조",
     ["「달빛시 사무의 민간위탁 조례」(이하 “「위탁조례, ”라 함)제4조 → 달빛시 사무의 민간위탁 조례 제4조"]),
    ("“조례”는 「달빛시 급식 조례」를 말한다. 조례 제2조",
     ["「달빛시 급식 조례」 → 달빛시 급식 조례", "조례 제2조 → 달빛시 급식 조례 제2조"]),
    ("법 제23조에 따라", ["법 제23조 → ? 제23조"]),
    ("조례에 따라 법을 지키고 조례를 고친다", []),
]  # fmt: skip


@pytest.mark.parametrize("text, expected", QUOTED + BARE + ANAPHORA + ALIASES)
def test_heads(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


# --- chains -----------------------------------------------------------------------------------------------

CHAINS = [
    ("제3조제1항제2호가목", ["제3조제1항제2호가목"]),
    ("제3조 제1항 제2호 (가)목", ["제3조제1항제2호가목"]),
    ("제4조의2부터 제4조의5까지", ["제4조의2", "제4조의3", "제4조의4", "제4조의5"]),
    ("제2조의3부터 제4조까지", ["제2조의3", "제3조", "제4조"]),
    ("제2조부터 제4조의3까지", ["제2조", "제3조", "제4조", "제4조의2", "제4조의3"]),
    ("제5조~제7조, 제9조", ["제5조", "제6조", "제7조", "제9조"]),
    ("제1항제1호 내지 제3호", ["제1항제1호", "제1항제2호", "제1항제3호"]),
    ("제3조제1항 및 제2항", ["제3조제1항", "제3조제2항"]),
    ("제1항제1호, 제2항", ["제1항제1호", "제2항"]),
    ("제3조제1항제1호ㆍ제3호 또는 제4조", ["제3조제1항제1호", "제3조제1항제3호", "제4조"]),
    ("제2조제1항 각 호 외의 부분 전단ㆍ후단", ["제2조제1항 각호외 전단", "제2조제1항 각호외 후단"]),
    ("제7조제3항의 본문", ["제7조제3항 본문"]),
    ("제10조 [별표 1] 제3호 (나)목", ["제10조", "별표 1 제3호나목"]),
    ("별표 1 제1호나목3)라)", ["별표 1 제1호나목3)라)"]),
    ("별표 제1호라목의 비고 제1호 및 제2호", ["별표 제1호라목 비고 제1호", "별표 제1호라목 비고 제2호"]),
    ("별표 1 복지과란 제3호", ["별표 1 제3호"]),
    ("별지 제3호서식부터 별지 제5호서식까지", ["별지 제3호서식", "별지 제4호서식", "별지 제5호서식"]),
    ("별지 제1호의2서식 및 제3호서식", ["별지 제1호의2서식", "별지 제3호서식"]),
    ("부칙 제2조제1항 및 제3조", ["부칙 제2조제1항", "부칙 제3조"]),
    ("제18조(일과 삶) 제8호 및 제45조(기능)", ["제18조제8호", "제45조"]),
    ("제4조제1항제3호5)에 따르면", ["제4조제1항제3호"]),
    ("제4조제1항<sup>1)</sup> 및 제2항<sup>2)</sup>", ["제4조제1항", "제4조제2항"]),
    ("제5·6조 및 제7조제1, 2항", ["제5조", "제6조", "제7조제1항", "제7조제2항"]),
    ("제 5 조의 2 제1항", ["제5조의2제1항"]),
    ("제3조의 2명", ["제3조"]),  # 의 here is the particle
    ("제3조,         제5조", ["제3조", "제5조"]),
    ("제2편제3장", ["제2편제3장"]),
    ("제3조나 제4조", ["제3조", "제4조"]),
    ("제1항제2호나목과 다목", ["제1항제2호나목", "제1항제2호다목"]),
]


@pytest.mark.parametrize("written, leaves", CHAINS)
def test_chains(written: str, leaves: list[str]) -> None:
    [citation] = find_citations(f"「민법」 {written}에 따라")
    assert [str(target.path) for target in citation.targets] == leaves
    assert {target.instrument for target in citation.targets} == {"민법"}


def test_a_line_wrapped_inside_an_element() -> None:
    assert cited("「민법」 제5\n     조제1항에 의거") == ["「민법」 제5\n     조제1항 → 민법 제5조제1항"]


def test_a_new_line_is_no_connector() -> None:
    assert cited("- 「민법」 제5조\n- 제6조 위반") == ["「민법」 제5조 → 민법 제5조", "제6조 → 민법 제6조"]


# --- inside an instrument ---------------------------------------------------------------------------------

ORDINANCE = Context("달빛시 급식 조례", "제15조", "제1항")
INSIDE = [
    ("① 시장은 제14조에 따라 이 조례를", ["제14조 → 달빛시 급식 조례 제14조", "이 조례 → 달빛시 급식 조례"]),
    ("제2항제3호를 준용한다", ["제2항제3호 → 달빛시 급식 조례 제15조제2항제3호"]),
    ("2. 제1호 및 제3호의 경우",
     ["제1호 및 제3호 → 달빛시 급식 조례 제15조제1항제1호; 달빛시 급식 조례 제15조제1항제3호"]),
    ("별표 2와 같다", ["별표 2 → 달빛시 급식 조례 별표 2"]),
    ("제3조(정의) 이 조례에서", ["이 조례 → 달빛시 급식 조례"]),
    ("「민법」 제5조와 제6조의 요건 및 제7조",
     ["「민법」 제5조와 제6조 → 민법 제5조; 민법 제6조", "제7조 → 달빛시 급식 조례 제7조"]),
    ("종전의 제9조에 따라", ["종전의 제9조 → 달빛시 급식 조례 제9조"]),
    ("다음 각 호의 어느 하나에 해당하면 이 조에서 같다", []),
]  # fmt: skip


@pytest.mark.parametrize("text, expected", INSIDE)
def test_inside_an_ordinance(text: str, expected: list[str]) -> None:
    assert cited(text, ORDINANCE) == expected


def test_preceding_paragraph_and_article() -> None:
    context = Context("달빛시 급식 조례", "제15조", "제3항")
    assert cited("전항과 같다", context) == ["전항 → 달빛시 급식 조례 제15조제2항"]
    assert cited("전2항과 같다", context) == [
        "전2항 → 달빛시 급식 조례 제15조제1항; 달빛시 급식 조례 제15조제2항"
    ]
    assert cited("전조의 규정", context) == ["전조 → 달빛시 급식 조례 제14조"]


def test_addenda_keep_their_own_numbers() -> None:
    context = Context("달빛시 급식 조례", "부칙")
    assert cited("제1항의 경우 제5조와 부칙 제2조", context) == [
        "제1항 → 달빛시 급식 조례 부칙 제1항",
        "제5조와 부칙 제2조 → 달빛시 급식 조례 제5조; 달빛시 급식 조례 부칙 제2조",
    ]
    text = "「달빛시 위임 조례」 일부를 다음과 같이 개정한다. 별표 1 복지과란 제3호 중 “가”를 “나”로 한다."
    assert cited(text, context)[1] == "별표 1 복지과란 제3호 → 달빛시 위임 조례 별표 1 제3호"


QUOTATION = """○ 「달빛시 급식 조례」 제5조(위탁)
① 시장은 제4조에 따른 사무를 위탁할 수 있다.
② 제1항에 따라 위탁하는 경우 이 조례를 따른다.

**제6조(기간)** 제5조제1항의 기간은 3년으로 한다.
- 동 사무는 제7조에 따른다."""


def test_reproduced_law_resolves_to_itself() -> None:
    found = find_citations(QUOTATION)
    assert [str(c.targets[0]) for c in found] == [
        "달빛시 급식 조례 제5조",
        "달빛시 급식 조례 제4조",
        "달빛시 급식 조례 제5조제1항",
        "달빛시 급식 조례",
        "달빛시 급식 조례 제5조제1항",
        "달빛시 급식 조례 제7조",
    ]
    assert [c.kind.value for c in found] == [
        "external",
        "internal",
        "relative",
        "internal",
        "internal",
        "relative",
    ]


# --- what is no citation ----------------------------------------------------------------------------------

NOTHING = [
    "제321회 정례회 제5차 회의에 의안 제1426호로 상정, 의사일정 제3항",
    "정관 제12조제1항, 위탁계약서 제7조 및 단체협약(2020년) 제3조제2항을 따른다",
    "대통령령 제33382호, 서울특별시조례 제8765호, 보건복지부 고시 제2023-12호",
    "갑 제3호증의 1, 을 제4호증, 장해등급 제9급 제15호, 제1종 주거지역, 제2호기, 제3호선",
    "그 밖의 사항은 조례로 정하며 방법, 입법, 불법, 헌법적 가치와 법원, 법인, 이 법인은",
    "「찾아가는 노동법률 교육」과 「권리구제 사례집」, 「달빛센터 위탁 동의안」",
    "제3자의 권리, 제2의 피해, 다음 각 목, 해당 각 호",
    "서울특별시 성평등 기본 조례 일부개정조례안에 대하여",
    "같은 방법으로 같은 조직의 동일한 조건에서 위 사업을",
    "예산 5조 3천억 원, 3조 2교대, 다목적 체육관, 가목재 창고",
    "부칙(달빛법) <제17326호,2020.5.26>",
    "[본조신설 2021.3.25] <개정 2020.1.1, 2021.3.25>",
    "붙임 제1호, 별지와 같이 제출합니다.",
    "노선별 표준연비와 개별 지원, 연도별 지출, 나. 관계법령\n별지 기재와 같다",
    "이 사건 부칙, 사무별 표 3의 내용과 위 규정, 동 규정에 따라",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_citation(text: str) -> None:
    assert cited(text) == []


# --- versions, kinds, reasons -----------------------------------------------------------------------------


def test_former_versions() -> None:
    text = "구 지방자치법(2021. 1. 12. 법률 제17893호로 전부 개정되기 전의 것) 제104조제3항"
    [citation] = find_citations(text)
    assert (citation.start, citation.end, citation.before) == (0, len(text), date(2021, 1, 12))
    assert (
        find_citations("지방자치법(2021. 1. 12. 법률 제17893호로 개정된 이후의 것) 제1조")[0].before is None
    )
    assert find_citations("구 민법(2021. 2. 30. 법률 제1호로 폐지) 제1조")[0].before is None


REASONS = [
    ("동법 제3조", Reason.ANTECEDENT_UNKNOWN),
    ("법 제3조", Reason.ALIAS_UNDECLARED),
    ("안 제3조", Reason.BILL_UNKNOWN),
    ("「달빛시 급식 조례」 제3조", Reason.INSTRUMENT_UNKNOWN),
    ("제3조에 따라", Reason.ANTECEDENT_UNKNOWN),
    ("「지방자치법」 제3조", None),
]


@pytest.mark.parametrize("text, reason", REASONS)
def test_why_a_citation_stays_open(text: str, reason: Reason | None) -> None:
    [citation] = find_citations(text)
    assert (citation.unresolved.reason if citation.unresolved else None) == reason


def test_edition_in_force_on_the_papers_date() -> None:
    text = "「지방자치법」 제104조제3항"
    [before] = find_citations(text, Context(date=date(2006, 5, 1)))  # no edition is known for that day
    [then] = find_citations(text, Context(date=date(2019, 5, 1)))
    [now] = find_citations(text, Context(date=date(2024, 5, 1)))
    assert before.unresolved is not None
    assert (before.unresolved.reason, then.unresolved, now.unresolved) == (Reason.EDITION_UNKNOWN, None, None)


def test_short_titles_of_a_city_need_the_city() -> None:
    text = "민간위탁조례 제4조"
    [known] = find_citations(text, Context(jurisdiction="kr-11"))
    assert known.targets[0].instrument == "서울특별시 행정사무의 민간위탁에 관한 조례"
    [unknown] = find_citations(text)
    assert unknown.targets[0].instrument is None
    assert unknown.unresolved is not None
    assert unknown.unresolved.reason is Reason.ALIAS_UNDECLARED


def test_context_carries_over() -> None:
    context = Context(aliases={"위탁 조례": "달빛시 사무의 민간위탁 조례"})
    assert cited("위탁조례 제3조", context) == ["위탁조례 제3조 → 달빛시 사무의 민간위탁 조례 제3조"]
    before = tuple(find_citations("「달빛시 급식 조례」 제3조"))
    assert cited("동 조례 제8조", Context(preceding=before)) == ["동 조례 제8조 → 달빛시 급식 조례 제8조"]


def test_aliases_and_their_places() -> None:
    text = "「지방자치법」(이하 “법”이라 한다), 같은 법 시행령(이하 ‘영’이라 함), 센터(이하 “센터”라 한다)"
    found = find_aliases(text)
    assert [(a.name, a.title) for a in found] == [("법", "지방자치법"), ("영", "지방자치법 시행령")]
    assert all(text[a.start : a.end] == a.name for a in found)


# --- properties -------------------------------------------------------------------------------------------

numbers = st.integers(min_value=1, max_value=900)
branches = st.none() | st.integers(min_value=2, max_value=30)
paths = st.builds(
    lambda article, paragraph, subparagraph, item: ProvisionPath(
        tuple(c for c in (article, paragraph, subparagraph, item if subparagraph else None) if c)
    ),
    st.builds(Component, st.just(Level.ARTICLE), numbers, branches),
    st.none() | st.builds(Component, st.just(Level.PARAGRAPH), st.integers(1, 60)),
    st.none() | st.builds(Component, st.just(Level.SUBPARAGRAPH), st.integers(1, 60), branches),
    st.none() | st.builds(Component, st.just(Level.ITEM), st.integers(1, 14)),
)


@given(paths, st.sampled_from(["", " "]))
def test_every_path_is_read_back(path: ProvisionPath, glue: str) -> None:
    written = "「민법」 " + glue.join(path.printed)
    [citation] = find_citations(f"{written}에 따라")
    assert citation.text == written
    assert citation.targets[0].path == path


@given(st.text(alphabet="제조항호목의각1 2가나,ㆍ()「」법같은이동 별표부칙\n①안전", max_size=60))
def test_any_text_gives_ordered_spans_of_itself(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert end <= citation.start < citation.end <= len(text)
        assert text[citation.start : citation.end] == citation.text
        assert citation.targets
        end = citation.end


HARD = [
    "(",
    "()",
    "제1조(",
    ",",
    "제1조, ",
    "「",
    "법",
    "같은 조 ",
    "같은 영 ",
    "영 제3조 ",
    "별표 ",
    "제1조(가)\n",
]
HARD += ["「가법」(이하 ", "관한 법률 ", "제1조부터 제9조까지 "]


@pytest.mark.parametrize("piece", HARD)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the elements tried: ten times the text, at most about ten times the work."""
    import kg.cite.chain as chain

    read, tried = chain.read_element, 0

    def counting(text: str, at: int, after: Component | None = None) -> object:
        nonlocal tried
        tried += 1
        return read(text, at, after)

    monkeypatch.setattr(chain, "read_element", counting)
    work = []
    for size in (200, 2_000):
        tried = 0
        find_citations(piece * size)
        work.append(tried)
    assert work[1] <= 12 * work[0] + 100


# --- passages ---------------------------------------------------------------------------------------------


def test_passages(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    line = {"id": "a", "context": {"instrument": None, "aliases": {"법": "민법"}}, "text": "법 제1조"}
    source.write_text(
        json.dumps(line) + "\n\n" + json.dumps({"id": "b", "text": ""}) + "\n", encoding="utf-8"
    )
    assert passages(source, out) == 2
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    target = {"instrument": "민법", "path": ["제1조"]}
    assert first == {"id": "a", "citations": [{"span": [0, 5], "targets": [target], "kind": "alias"}]}
    assert second == {"id": "b", "citations": []}


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"id": "a"}', '{"text": 3}', '{"text": "", "context": 3}'])
def test_a_broken_passage_names_its_line(line: str, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": ""}\n' + line, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        list(answers(source))
    assert caught.value.place.line == 2


def test_unreadable_passages(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        list(answers(tmp_path / "none.jsonl"))
    (tmp_path / "cp949.jsonl").write_bytes("법".encode("cp949"))
    with pytest.raises(EncodingError):
        list(answers(tmp_path / "cp949.jsonl"))


@needs_shared
def test_development_set() -> None:
    lines = map(json.loads, DEV.read_text(encoding="utf-8").splitlines())
    gold = {line["id"]: line["citations"] for line in lines}
    right = wrong = missed = 0
    for answer in answers(DEV):
        expected = [(tuple(c["span"]), len(c["targets"])) for c in gold[answer["id"]]]
        found = [(tuple(c["span"]), len(c["targets"])) for c in answer["citations"]]
        right += len(set(found) & set(expected))
        wrong += len(set(found) - set(expected))
        missed += len(set(expected) - set(found))
    assert 2 * right / (2 * right + wrong + missed) >= 0.97
