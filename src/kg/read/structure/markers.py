"""Printed markers at the head of a line: what council papers number and itemise with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.model.statute import CIRCLED_DIGITS
from kg.read.inline import BULLETS

Kind = Literal[
    "roman", "number", "letter", "number)", "letter)", "(number)", "(letter)", "circled", "bullet", "article"
]

LETTERS = "가나다라마바사아자차카타파하"
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_CIRCLED_LETTERS = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "roman",
        re.compile(rf"(?P<value>[{_ROMANS}])\s*[.．]?\s*(?=\S)|(?P<ascii>[IVX]{{1,5}})\s?[.．]\s*(?=\S)"),
    ),
    (
        "number",
        re.compile(r"(?P<value>\d{1,2})(?:의(?P<branch>\d{1,2}))?\s?\.(?!\d)\s*(?!\d{1,2}\s?\.)(?=\S)"),
    ),
    ("letter", re.compile(rf"(?P<value>[{LETTERS}])\s?\.\s*(?=\S)")),
    ("number)", re.compile(r"(?P<value>\d{1,2})\)\s*(?=\S)")),
    ("letter)", re.compile(rf"(?P<value>[{LETTERS}])\)\s*(?=\S)")),
    ("(number)", re.compile(r"\((?P<value>\d{1,2})\)\s*(?=\S)")),
    ("(letter)", re.compile(rf"\((?P<value>[{LETTERS}])\)\s+(?=\S)")),
    ("circled", re.compile(rf"(?P<value>[{CIRCLED_DIGITS}{_CIRCLED_LETTERS}])\s*")),
    (
        "bullet",
        re.compile(rf"[{BULLETS}※☞](?![○◯])\s*|[\-–—*+ㅇ·∙o→⇒](?=\s)\s+|[\-–—*·∙](?=[가-힣「『《<(\[【])"),
    ),
    ("article", re.compile(r"(?=제\s?(?P<value>\d{1,4})조(?:의\s?(?P<branch>\d{1,2}))?\s*\()")),
)
_BARE_NUMBER = re.compile(r"(?P<value>\d{1,2})\s+(?=[가-힣「『])")
_ASCII_ROMANS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed marker: ``text`` as printed, ``value`` its place in a sequence (0 for bullets), ``length``
    with the white space after it. ``prefixed``: a bullet stood before it (``- 가.``)."""

    kind: Kind
    text: str
    value: int
    length: int
    prefixed: bool = False


def parse_marker(text: str, *, titled: bool = False) -> Marker | None:
    """The marker *text* begins with; ``titled`` lines may have a number without a dot (``2 검토의견``).

    >>> parse_marker("가. 제안이유").kind, parse_marker("2023. 10. 20. 의결"), parse_marker("- 나. 근거").text
    ('letter', None, '나.')
    """
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        if kind == "bullet":
            return _bullet(text, match)
        printed = match[0].strip() or _article(text)
        return Marker(kind, printed, _value(kind, match), match.end())
    bare = _BARE_NUMBER.match(text) if titled else None
    return Marker("number", bare["value"], int(bare["value"]), bare.end()) if bare else None


def _bullet(text: str, match: re.Match[str]) -> Marker:
    """A bullet, or the number behind it: ``- 가. …`` is item 가 of a list a conversion bulleted."""
    inner = parse_marker(text[match.end() : match.end() + 40])
    if inner is not None and inner.kind not in ("bullet", "article", "circled"):
        return Marker(inner.kind, inner.text, inner.value, match.end() + inner.length, prefixed=True)
    return Marker("bullet", match[0].strip(), 0, match.end())


def _article(text: str) -> str:
    found = re.match(r"제\s?\d{1,4}조(?:의\s?\d{1,2})?", text)
    return found[0] if found else ""


def _value(kind: Kind, match: re.Match[str]) -> int:
    if kind == "roman":
        return _ROMANS.index(match["value"]) + 1 if match["value"] else roman_value(match["ascii"])
    value = match["value"]
    if kind in ("letter", "letter)", "(letter)"):
        return LETTERS.index(value) + 1
    if kind == "circled":
        return (CIRCLED_DIGITS.find(value) if value in CIRCLED_DIGITS else _CIRCLED_LETTERS.find(value)) + 1
    return int(value)


def roman_value(numeral: str) -> int:
    """The number an ASCII roman numeral stands for.

    >>> roman_value("VIII"), roman_value("IX")
    (8, 9)
    """
    values = [_ASCII_ROMANS[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
