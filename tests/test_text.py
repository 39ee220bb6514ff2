"""Dates, periods, money, numbers, folding, field lines, forms: tables of what is printed and what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.blocks import Passage
from kg.text import (
    FORMS,
    field,
    find_areas,
    find_dates,
    find_durations,
    find_money,
    find_numbers,
    find_periods,
    find_years,
    fold,
    fold_with_offsets,
    impossible_dates,
    label_key,
    reparses,
)

DATES: tuple[tuple[str, list[str]], ...] = (
    ("2023년 10월 16일", ["2023-10-16"]),
    ("2016. 5. 1.", ["2016-05-01"]),
    ("'24.4.30.", ["2024-04-30"]),
    ("’21.5.1", ["2021-05-01"]),
    ("2017.9.15.", ["2017-09-15"]),
    ("2017.9.15", ["2017-09-15"]),
    ("<개정 2021.3.25, 2021.12.30>", ["2021-03-25", "2021-12-30"]),
    ("2024-05", ["2024-05"]),
    ("2024-05-07", ["2024-05-07"]),
    ("2024/05/07", ["2024-05-07"]),
    ("2024년 5월", ["2024-05"]),
    ("2024. 5.", ["2024-05"]),
    ("'24.5월", ["2024-05"]),
    ("'16.5.1.~'18.4.30.", ["2016-05-01", "2018-04-30"]),
    ("16.5.1.~18.4.30.", ["2016-05-01", "2018-04-30"]),
    ("2023. 4. 18.(화)", ["2023-04-18"]),
    ("2023. 2. 30.", []),  # no such day
    ("2023. 13. 1.", []),
    ("제2023-37호, 2133-5036", []),  # a number, a telephone
    ("가산디지털1로 120", []),
    ("1.2.3.", []),
)


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    assert [found.iso for found in find_dates(text)] == expected


def test_impossible_dates_are_listed() -> None:
    assert impossible_dates("2023. 2. 30. 개소, 2023. 3. 1. 개관") == ((0, 12),)


def test_offsets_are_of_the_date_alone() -> None:
    text = "기간 만료('24.4.30.) 도래"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "'24.4.30."


PERIODS = (
    ("3년(2024.5.1. ~ 2027.4.30.)", "2024-05-01", "2027-04-30", 3),
    ("2024.5.1.~ 2027.4.30.(3년)", "2024-05-01", "2027-04-30", 3),
    ("2023년 7월 1일부터 2026년 6월 30일까지 3년이며", "2023-07-01", "2026-06-30", 3),
    ("2023. 7. 1.부터 2026. 6. 30.까지", "2023-07-01", "2026-06-30", None),
    ("'16.5.1.~'18.4.30.", "2016-05-01", "2018-04-30", None),
    ("2024. 1. 1. ~ 12. 31.", "2024-01-01", "2024-12-31", None),
    ("2024년 1월 1일부터 12월 31일까지", "2024-01-01", "2024-12-31", None),
    ("2024. 1. 1.(월) ~ 2026. 12. 31.(목) (36개월)", "2024-01-01", "2026-12-31", None),
    ("2024. 1. 1. ~ 2026. 12. 31. (36개월)", "2024-01-01", "2026-12-31", 3),
    ("2024. 1. 1.부터 3년간", "2024-01-01", None, 3),
    ("~ 2027. 4. 30.", None, "2027-04-30", None),
    ("2027. 4. 30.까지", None, "2027-04-30", None),
)


@pytest.mark.parametrize(("text", "first", "last", "years"), PERIODS)
def test_periods(text: str, first: str | None, last: str | None, years: int | None) -> None:
    (period,) = find_periods(text)
    assert (period.first and period.first.iso, period.last and period.last.iso) == (first, last)
    assert (period.duration and period.duration.years) == years


def test_a_borrowed_year_is_evidence() -> None:
    text = "2024. 1. 1. ~ 12. 31."
    (period,) = find_periods(text)
    assert period.last is not None
    evidence = " ".join(text[start:end] for start, end in period.last.offsets)
    assert reparses("date", evidence, period.last.iso)


def test_two_dates_apart_are_no_period() -> None:
    assert find_periods("2024. 1. 1. 개소, 2024. 2. 1. 점검") == ()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3년", [36]),
        ("(3년)", [36]),
        ("36개월", [36]),
        ("3년간", [36]),
        ("5개년", [60]),
        ("2년 6개월", [30]),
        ("'22년", []),
        ("2023년", []),
        ("22년 기준", []),
        ("20년간", [240]),
        ("3년 5월 1일", []),
        ("6개월", [6]),
    ],
)
def test_durations(text: str, months: list[int]) -> None:
    assert [found.months for found in find_durations(text)] == months


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("'22년", [2022]),
        ("2023년 예산", [2023]),
        ("2023년도", [2023]),
        ("'23.~'24.", [2023, 2024]),
        ("12345", []),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert [found.year for found in find_years(text)] == years


MONEY: tuple[tuple[str, list[int], int], ...] = (
    ("금595백만원", [595_000_000], 1_000_000),
    ("594,958천원", [594_958_000], 1000),
    ("13억 2천만원", [1_320_000_000], 10_000_000),
    ("12억 3천만원", [1_230_000_000], 10_000_000),
    ("41.2백만원", [41_200_000], 1_000_000),
    ("0.6백만원", [600_000], 1_000_000),
    ("2억 1천만원", [210_000_000], 10_000_000),
    ("금 123,456,000원", [123_456_000], 1),
    ("연 987,000천원", [987_000_000], 1000),
    ("1조 2,345억원", [1_234_500_000_000], 10**8),
    ("5천5백만원", [55_000_000], 1_000_000),
    ("1.5억원", [150_000_000], 10**8),
    ("3억 원", [300_000_000], 10**8),
    ("5억 천만원", [510_000_000], 10_000_000),
    ("금일억이천만원", [120_000_000], 10_000_000),
    ("금오백만원정(5,000,000원)", [5_000_000, 5_000_000], 1_000_000),
    ("△1,200천원", [-1_200_000], 1000),
    ("594,958 천원", [594_958_000], 1000),
    ("인건비 446백만원, 운영비 7백만원", [446_000_000, 7_000_000], 1_000_000),
    ("3원칙", [], 0),
    ("0.6원", [], 0),
    ("5명", [], 0),
)


@pytest.mark.parametrize(("text", "expected", "unit"), MONEY)
def test_money(text: str, expected: list[int], unit: int) -> None:
    found = find_money(text)
    assert [amount.krw for amount in found] == expected
    assert all(type(amount.krw) is int for amount in found)
    assert [amount.unit for amount in found[:1]] == ([unit] if expected else [])


@given(st.integers(1, 10**13))
def test_money_round_trip(won: int) -> None:
    """An amount written in 조, 억, 만 and won reads back to itself."""
    groups = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
    words, rest = [], won
    for size, name in groups:
        if rest >= size:
            words.append(f"{rest // size:,}{name}")
            rest %= size
    words += [f"{rest:,}"] if rest else []
    assert [found.krw for found in find_money(" ".join(words) + "원")] == [won]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9,739", [("9739", None, None)]),
        ("8명(센터장 1, 팀장 2)", [("8", "명", None), ("1", None, None), ("2", None, None)]),
        ("86.2점으로", [("86.2", "점", None)]),
        ("요건(75점 이상)", [("75", "점", "이상")]),
        ("상담 5,118건, 교육 236회", [("5118", "건", None), ("236", "회", None)]),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(str(n.value), n.unit, n.bound) for n in find_numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("150m2(3층)", [("150", "m2")]),
        ("150m 2 (약 45평)", [("150", "m2"), ("45", "pyeong")]),
        ("150㎡(약45.5평)", [("150", "m2"), ("45.5", "pyeong")]),
        ("연면적 1,522㎡", [("1522", "m2")]),
        ("402제곱미터", [("402", "m2")]),
        ("평가 2평균", []),
    ],
)
def test_areas(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(area.value), area.unit) for area in find_areas(text)] == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("일·생활 균형", "일ㆍ생활균형"),
        ("지도･점검", "지도・점검"),
        ("“센터”라 함", '"센터"라함'),
        ("'21～'24", "’21∼’24"),
        ("｢조례｣", "「조례」"),
        ("행정 사무의", "행정사무의"),
    ],
)
def test_fold_makes_equal(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize("kept", ["㎡", "①", "Ⅲ", "㈜"])
def test_fold_is_not_nfkc(kept: str) -> None:
    assert fold(kept) == kept


@given(st.text(max_size=40))
def test_fold_is_settled_and_mapped(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert fold(text) == folded
    assert fold(folded) == folded
    assert len(folded) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


FIELDS = (
    ("의안 번호 : 1426", "의안번호", "1426"),
    ("제 출 자 : 시장(2024. 9. 2.)", "제출자", "시장(2024. 9. 2.)"),
    ("제출일자 및 제출자 : 2023년", "제출일자및제출자", "2023년"),
    ("사 무 명: 센터 운영", "사무명", "센터 운영"),
    ("합 의 : 해당사항 없음", "합의", "해당사항 없음"),
    ("시설규모(면적) ： 150㎡", "시설규모", "150㎡"),
)


@pytest.mark.parametrize(("text", "label", "value"), FIELDS)
def test_fields(text: str, label: str, value: str) -> None:
    split = field(Passage.of(text, 0, len(text)))
    assert split is not None
    assert (label_key(split[0].text), split[1].text) == (label, value)
    assert split[1].spans()[0].of(text) == value


@pytest.mark.parametrize(
    "text", ["오전 10:30 개의", "성동법인 (대표:이하나)", "「가나 : 다라 조례」 제3조", "본문임. 다음 : 가"]
)
def test_no_fields(text: str) -> None:
    assert field(Passage.of(text, 0, len(text))) is None


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("date", "2023. 11. 27.", "2023-11-27"),
        ("date", "20 23. 12. 31.", "2023-12-31"),
        ("krw", "594,958 천원", 594_958_000),
        ("krw", "1 3억 2천만원", 1_320_000_000),
        ("integer", "9,739", 9739),
        ("integer", "제7차", 7),
        ("decimal", "86.2점", Decimal("86.2")),
        ("area_m2", "150m 2", Decimal(150)),
        ("area_pyeong", "약45.5평", Decimal("45.5")),
        ("year", "'22년", 2022),
        ("years", "(3년)", Decimal(3)),
        ("text", "직장맘 고 충 해결", "직장맘 고충 해결"),
    ],
)
def test_forms_read_evidence_again(form: str, text: str, value: object) -> None:
    assert reparses(form, text, value)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("date", "2023. 1. 1. ~ 2023. 2. 1."),
        ("date", "없음"),
        ("date", "성과평가 2023. 1. 1. 결과"),
        ("krw", "1억원, 2억원"),
        ("integer", "86.2"),
        ("integer", "1, 2"),
        ("year", "3년"),
        ("years", "2023년"),
        ("years", "7개월"),
        ("area_m2", "45평"),
        ("krw", "595"),
        ("decimal", "없음"),
    ],
)
def test_forms_refuse_what_is_wider_or_other(form: str, text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        FORMS[form](text)
    assert not reparses(form, text, None)
