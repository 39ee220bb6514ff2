"""Plain numbers with their counters, scores with their bounds, and floor areas. Never converted, never
float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.text.money import NUMBER

_NUMBER = re.compile(
    rf"(?<![\d.,])(?P<value>{NUMBER})(?![\d])"
    r"(?:\s?(?P<unit>명|건|점|회|개소|개|인|호|차|쪽|세대|가구|대|곳|종|팀|반|시간|일|원|%|％|평|㎡|천원|백만원))?"
    r"(?:\s?(?P<bound>이상|이하|미만|초과))?"
)
_METRES = r"㎡|m\s*[2²](?!\d)|M\s*[2²](?!\d)|제곱\s?미터|평방\s?미터"
_AREA = re.compile(
    rf"(?P<kind>연\s?면적|건축\s?면적|대지\s?면적|부지\s?면적|전용\s?면적|면적)?\s*[:：]?\s*(?:약\s*)?"
    rf"(?<![\d.,])(?P<value>{NUMBER})\s*(?P<unit>{_METRES}|평(?![가-힣]))"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number: value, the counter after it (``명``, ``점``) and the bound after that (``이상``)."""

    start: int
    end: int
    value: Decimal
    unit: str | None = None
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class FoundArea:
    """A floor area in ``m2`` or ``pyeong``, as printed. ``kind`` is the word before it (``연면적``)."""

    start: int
    end: int
    value: Decimal
    unit: Literal["m2", "pyeong"]
    kind: str | None = None


def decimal_of(text: str) -> Decimal:
    """The number written as *text*, thousands separated by commas.

    >>> decimal_of("9,739")
    Decimal('9739')
    """
    return Decimal(text.replace(",", ""))


def find_numbers(text: str) -> tuple[FoundNumber, ...]:
    """Every number, in order.

    >>> [(str(n.value), n.unit, n.bound) for n in find_numbers("9,739건, 86.2점(75점 이상)")]
    [('9739', '건', None), ('86.2', '점', None), ('75', '점', '이상')]
    """
    return tuple(
        FoundNumber(m.start(), m.end(), decimal_of(m["value"]), m["unit"], m["bound"])
        for m in _NUMBER.finditer(text)
    )


def find_areas(text: str) -> tuple[FoundArea, ...]:
    """Every area; the offsets run from the number to the unit.

    >>> [(str(a.value), a.unit) for a in find_areas("면적 150m2 (약 45평), 연면적 522㎡")]
    [('150', 'm2'), ('45', 'pyeong'), ('522', 'm2')]
    """
    return tuple(
        FoundArea(
            m.start("value"),
            m.end(),
            decimal_of(m["value"]),
            "pyeong" if m["unit"] == "평" else "m2",
            "".join(m["kind"].split()) if m["kind"] else None,
        )
        for m in _AREA.finditer(text)
    )
