"""Annexes (별표) and forms (별지 서식) by the lists that the forms of a statute carry."""

from __future__ import annotations

from typing import Final

from kg.model.statute import Level
from kg.read.law.labels import whole_number

_LAST: Final = 9999
_LEVELS: Final = {"별표": Level.ANNEX, "서식": Level.FORM, "별지": Level.FORM}


def annex_component(kind: str, number: str, branch: str) -> tuple[Level, int, int | None] | None:
    """Level, number and branch of an annex; None for a kind that has no place in a citation (부록, 별도).

    >>> annex_component("별표", "0001", "02"), annex_component("부록", "0001", "00")
    ((<Level.ANNEX: 6>, 1, 2), None)
    """
    level = _LEVELS.get(kind)
    if level is None or not number.isdecimal() or whole_number(number) > _LAST:
        return None
    return level, whole_number(number), whole_number(branch) or None
