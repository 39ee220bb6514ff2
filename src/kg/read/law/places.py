"""Jurisdictions by the name of a local government, as ordinances give it (지자체기관명)."""

from __future__ import annotations

import csv
from functools import cache

from kg.resources import resource
from kg.text import fold


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    with resource("data/registry/councils.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = [row["jurisdiction_ko"], *row["aliases"].split(";"), *row["former_names"].split(";")]
            for name in filter(None, names):
                codes.setdefault(fold(name), row["code"])
    return codes


def jurisdiction_of(name: str) -> str:
    """The code of a local government; nothing when the register of councils has no such name.

    >>> jurisdiction_of("서울특별시"), jurisdiction_of("서울특별시 금천구"), jurisdiction_of("달나라")
    ('kr-11', 'kr-11545', '')
    """
    return _codes().get(fold(name), "")
