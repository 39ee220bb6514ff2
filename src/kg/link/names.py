"""Keys of things papers name: folding of names, hashed keys, and the council's term.

Only equal keys ever merge; nothing here is fuzzy. Source: ``docs/explanation/graph.md``, "Keys".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from kg.text import fold

_QUOTES: Final = str.maketrans("", "", "\"'「」『』“”‘’")
_OPERATION: Final = re.compile(r"(?:의)?운영$")
_LEGAL_FORM: Final = (
    r"\((?:사|재|주|복|사복|학|의)\)|㈔|㈜|㈻|사단법인|재단법인|사회복지법인|학교법인|의료법인|주식회사"
    r"|사회적협동조합|협동조합"
)
_MARKED: Final = re.compile(rf"^(?:{_LEGAL_FORM})+|(?:{_LEGAL_FORM})+$")
# Directly after a jurisdiction's name these go on with the word: 서울특별시립, 금천구민, 서울시청.
_GOES_ON: Final = re.compile(r"립|민(?!간|주|원|속|생|사|방|요)|의회|청(?!소년|년|춘)|장(?!애|기|난|수|학)")


def hash_key(prefix: str, jurisdiction: str, folded: str) -> str:
    """The key of a thing no registry has: prefix, 10 hex of SHA-256 of place and folded name.

    >>> hash_key("f", "kr-11", "늘봄센터")
    'f-dc2d38812d'
    """
    digest = hashlib.sha256(f"{jurisdiction}|{folded}".encode()).hexdigest()
    return f"{prefix}-{digest[:10]}"


def fold_name(name: str) -> str:
    """The form names are compared in: no white space or quotes, one kind of dot.

    >>> fold_name("‘늘봄’ 일ㆍ생활 센터")
    '늘봄일·생활센터'
    """
    return fold(name).translate(_QUOTES)


def without_place(name: str, places: Iterable[str]) -> str:
    """The folded *name* without a leading name of its jurisdiction (the longest of *places* that fits).

    >>> without_place("서울특별시 북부권 늘봄지원센터", ["서울특별시", "서울시"])
    '북부권늘봄지원센터'
    >>> without_place("서울특별시립 늘봄센터", ["서울특별시"]), without_place("서울특별시", ["서울특별시"])
    ('서울특별시립늘봄센터', '서울특별시')
    """
    folded = fold_name(name)
    for place in sorted({fold_name(place) for place in places if place}, key=len, reverse=True):
        rest = folded.removeprefix(place)
        if rest and rest != folded and not _GOES_ON.match(rest):
            return rest
    return folded


def fold_affair(name: str, places: Iterable[str]) -> str:
    """The folded name of an affair, without its jurisdiction and a trailing 운영: 'X' and 'X 운영' are one.

    >>> fold_affair("서울특별시 북부권늘봄지원센터 운영", ["서울특별시"])
    '북부권늘봄지원센터'
    """
    folded = without_place(name, places)
    return _OPERATION.sub("", folded) or folded


def fold_organisation(name: str) -> str:
    """The folded name of a body without the marker of its legal form at either end.

    >>> fold_organisation("(사) 가람노동연구회"), fold_organisation("늘봄 사회적협동조합")
    ('가람노동연구회', '늘봄')
    """
    folded = fold_name(name)
    return _MARKED.sub("", folded) or folded


def council_term(iso_date: str) -> int:
    """First year of the council term a day (``YYYY-MM`` at least) falls in: terms of four years from 1 July.

    Source: 지방자치법, term of office of council members; 2022-07-01 to 2026-06-30 is one term.

    >>> council_term("2023-10-16"), council_term("2022-06-30"), council_term("2026-07")
    (2022, 2018, 2026)
    """
    year, month = int(iso_date[:4]), int(iso_date[5:7])
    begun = year if month >= 7 else year - 1
    return begun - (begun - 2022) % 4
