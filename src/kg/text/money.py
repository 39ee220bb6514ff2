"""Amounts of money in won, as council papers print them: 금595백만원, 594,958천원, 13억 2천만원,
금일억이천만원.

Arithmetic is on :class:`~decimal.Decimal`; results are whole won. An amount that is no whole number of won is
not one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SMALL = {"십": 10, "백": 100, "천": 1000}
_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}
_DIGITS = {c: n for n, c in enumerate("영일이삼사오육칠팔구")}
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<digit>[영일이삼사오육칠팔구])|(?P<unit>[십백천만억조])|\s+")
_AMOUNT = re.compile(
    r"(?:(?<![가-힣])금\s*)?(?P<minus>△\s?)?(?<![\d,.])"
    rf"(?P<body>(?:(?:{NUMBER})\s?[십백천만억조]+\s?)*(?:(?:{NUMBER})\s?[십백천만억조]*|(?<=[억조]\s)[천백십]만|(?<=[억조])[천백십]만))"
    r"\s?원(?![칙장화적룸탁격])"
)
_SPELLED = re.compile(
    r"금\s*(?P<body>[영일이삼사오육칠팔구십백천만억조][영일이삼사오육칠팔구십백천만억조\s]*)원정?"
)


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """An amount in a text: ``krw`` in won; ``unit`` the multiple of won it is printed in (1,000,000 for
    백만원)."""

    start: int
    end: int
    krw: int
    unit: int


def find_money(text: str) -> tuple[FoundMoney, ...]:
    """Every amount that ends in 원, in order.

    >>> [found.krw for found in find_money("금595백만원(13억 2천만원, 41.2백만원, 금 123,456,000원)")]
    [595000000, 1320000000, 41200000, 123456000]
    """
    matches = [*_AMOUNT.finditer(text), *_SPELLED.finditer(text)]
    found: list[FoundMoney] = []
    for match in sorted(matches, key=lambda m: m.start()):
        if found and match.start() < found[-1].end:
            continue
        read = _value(match["body"])
        if read is not None:
            krw, unit = read
            sign = -1 if match.groupdict().get("minus") else 1
            found.append(FoundMoney(match.start(), match.end(), sign * krw, unit))
    return tuple(found)


def _value(body: str) -> tuple[int, int] | None:
    """Won and unit of the words before 원; ``None`` if they make no whole number of won."""
    total = section = Decimal(0)
    pending: Decimal | None = None
    unit = 1
    for match in _TOKEN.finditer(body):
        if match["number"] or match["digit"]:
            if pending is not None:
                return None
            pending = (
                Decimal(match["number"].replace(",", ""))
                if match["number"]
                else Decimal(_DIGITS[match["digit"]])
            )
            unit = 1
        elif match["unit"] in _SMALL:
            if pending is None and not section:
                unit = 1
            section += (Decimal(1) if pending is None else pending) * _SMALL[match["unit"]]
            unit *= _SMALL[match["unit"]]
            pending = None
        elif match["unit"]:
            total += (section + (pending or 0) or 1) * _LARGE[match["unit"]]
            unit *= _LARGE[match["unit"]]
            section, pending = Decimal(0), None
    total += section + (pending or 0)
    return (int(total), unit) if total == total.to_integral_value() else None
