"""What counts as a result: words of results, of money, of what is none; numbers and years as stated."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extract.values import state
from kg.model.blocks import Passage
from kg.model.facts import Stated
from kg.text import decimal_of, find_years

CONTEXT = re.compile(
    r"실적|이용\s*(?:현황|인원|자\s*(?:수|현황))|성과|운영\s*결과|추진\s*결과|참여\s*(?:현황|인원|자)"
)
ELSEWHERE = re.compile(r"(?:^|\s)타\s|타\s?(?:시|구|기관|지자체|자치구)|인근|전국|자치구별|시군별|시·군|사례")
NOT_COUNTS = re.compile(
    r"예산|금액|집행|사업비|재원|점수|배점|득점|평점|달성률|목표|증감|증가|감소|비율|구성비|만족도|순위|정원|현원|대기|대비|수입|지출|면적|단가|비고|전년"
)
MONEY = re.compile(r"원\s*$")
EARNED = re.compile(r"매출|투자|유치|판매|수출|수주|거래|모금|후원|기부|융자|절감|징수")
"""Money that is counted as an achievement; any other is a budget."""
YEAR_WORDS = re.compile(
    r"\(?\s*(?:(?:19|20)\d\d|['’‘]\d\d)\.?\s*(?:년도?)?\s*(?:\d{1,2}월\s*(?:말|기준)?|기준|상반기|하반기|실적|현재|말)?\s*\)?"
)


def count_value(passage: Passage, start: int, end: int) -> Stated[int] | Stated[Decimal]:
    """The number printed there: whole, or a decimal where it has a fraction."""
    number = decimal_of(passage.text[start:end])
    if number == number.to_integral_value():
        return state(passage, start, end, int(number), "integer")
    return state(passage, start, end, number, "decimal")


def only_year(passage: Passage) -> Stated[int] | None:
    """The year of a text that names one and no other."""
    years = find_years(passage.text)
    if len(years) != 1:
        return None
    return state(passage, years[0].start, years[0].end, years[0].year, "year")
