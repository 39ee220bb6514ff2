"""Names of local governments, as their ordinances' titles begin with them."""

from __future__ import annotations

import csv
from functools import cache

from kg.resources import resource


@cache
def jurisdiction_words() -> frozenset[str]:
    """Every word of a local government's name: 서울특별시, 서울시, 금천구, 고양시 …

    >>> {"서울특별시", "금천구"} <= jurisdiction_words()
    True
    """
    words: set[str] = set()
    with resource("data/registry/councils.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = ";".join(
                row.get(column) or "" for column in ("jurisdiction_ko", "aliases", "former_names")
            )
            words.update(names.replace(";", " ").replace("|", " ").split())
    return frozenset(word for word in words if len(word) > 1)
