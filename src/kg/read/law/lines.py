"""Labels at the beginnings of lines inside one article: ①, 1., 가., 1), 가), (1), (가)."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from kg.model.legislation import Unparsed
from kg.model.statute import Level
from kg.read.law.addenda import OUT_OF_SEQUENCE
from kg.read.law.labels import BRANCH, CIRCLED, circled_number, deep_label, item_number
from kg.read.law.outline import Outline
from kg.read.law.words import is_deleted

_SIGNS: Final = (
    r"[ \t\u3000]*(?:"
    rf"(?P<par>[{CIRCLED}]|<\d{{1,3}}>)"
    rf"|(?P<sub>[1-9][0-9]{{0,2}})(?:의(?P<subb>{BRANCH}))?\.(?=[ \t]|[^\s\d.])"
    r"|(?P<item>[가-힣])\.(?=[ \t가-힣「\"“(])"
    r"|(?P<deep>\(?(?:[1-9][0-9]?|[가-힣])\))(?=[ \t\u3000])"
    r")[ \t\u3000]*"
)
_FIRST: Final = re.compile(_SIGNS)
_FURTHER: Final = re.compile(r"\n" + _SIGNS)


def read_lines(
    outline: Outline, text: str, start: int, shift: int, highest: Level = Level.PARAGRAPH
) -> list[Unparsed]:
    """Opens the provisions of ``text[start:]`` from ``highest`` down; returns the labels out of sequence.

    ``shift`` is where ``text`` begins in the text of the instrument.
    """
    left = []
    for match in chain(filter(None, [_FIRST.match(text, start)]), _FURTHER.finditer(text, start)):
        level, number, branch, at = _label(match)
        last = outline.last(level)
        follows = number == last + 1 or (branch is not None and number in (last, last + 1))
        if level <= Level.SUBPARAGRAPH:
            follows = follows or number > last
        if level < highest or not number or not follows or outline.deepest < Level.ARTICLE:
            left.append(Unparsed(shift + at, shift + match.end(), OUT_OF_SEQUENCE))
            continue
        made = outline.open(level, number, branch, shift + at, shift + match.end(), shift + match.start())
        made.deleted = is_deleted(text, match.end())
    return left


def _label(match: re.Match[str]) -> tuple[Level, int, int | None, int]:
    if mark := match["par"]:
        return Level.PARAGRAPH, circled_number(mark), None, match.start("par")
    if digits := match["sub"]:
        branch = int(match["subb"]) if match["subb"] else None
        return Level.SUBPARAGRAPH, int(digits), branch, match.start("sub")
    if letter := match["item"]:
        return Level.ITEM, item_number(letter), None, match.start("item")
    level, number = deep_label(match["deep"])
    return level, number, None, match.start("deep")
