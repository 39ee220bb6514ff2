"""Printed labels of provisions as numbers: ①, 제4조의3, 가., and headings, dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kg.model.statute import ITEM_LETTERS, Level

CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
"""Marks of 항 up to the last that Unicode has; the service goes on with <51>."""

_CIRCLED: Final = {mark: place for place, mark in enumerate(CIRCLED, 1)}
_LETTERS: Final = {letter: place for place, letter in enumerate(ITEM_LETTERS, 1)}
NUMBER: Final = "[1-9][0-9]{0,4}"
"""A number in a label; none is longer."""
BRANCH: Final = "[1-9][0-9]{0,2}"
"""The number after 의."""

_ARTICLE: Final = re.compile(rf"제\s?({NUMBER})\s?조(?:의\s?({BRANCH}))?")
_MARKS: Final = re.compile(r"\s*<[^<>\n]*>\s*$")
_DAY: Final = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_DANGI: Final = 2333


def whole_number(text: str) -> int:
    """The number a field holds; 0 when it holds none, or one that no label has.

    >>> [whole_number(text) for text in ("0017893", "", "²", "9" * 5000)]
    [17893, 0, 0, 0]
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 8 else 0


def circled_number(mark: str) -> int:
    """The number of a 항 mark, circled or in angle brackets; 0 when it is none.

    >>> [circled_number(mark) for mark in ("①", "㊿", "<51>", "x")]
    [1, 50, 51, 0]
    """
    return whole_number(mark[1:-1]) if mark.startswith("<") else _CIRCLED.get(mark, 0)


def item_number(letter: str) -> int:
    """The place of the letter of a 목; 0 when the drafting rules know no such letter.

    >>> item_number("가"), item_number("거"), item_number("두")
    (1, 15, 0)
    """
    return _LETTERS.get(letter, 0)


def deep_label(label: str) -> tuple[Level, int]:
    """Level and number of a label below 목.

    >>> [(level.name, number) for level, number in map(deep_label, ("2)", "나)", "(2)", "(나)"))]
    [('SUBITEM', 2), ('SUBITEM_LETTER', 2), ('SUBITEM_NUMBER', 2), ('SUBITEM_LAST', 2)]
    """
    bracketed, sign = label.startswith("("), label.strip("()")
    if sign.isdecimal():
        return (Level.SUBITEM_NUMBER if bracketed else Level.SUBITEM), whole_number(sign)
    return (Level.SUBITEM_LAST if bracketed else Level.SUBITEM_LETTER), item_number(sign)


def article_number(text: str) -> tuple[int, int | None] | None:
    """Number and branch of the article label a text begins with.

    >>> article_number("제4조의3(목적)"), article_number("부칙")
    ((4, 3), None)
    """
    found = _ARTICLE.match(text)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def heading_words(text: str) -> str:
    """The words of a heading without the parentheses around it (one pair or two) and amendment marks.

    >>> [heading_words(text) for text in (" ((목적))", "(법인(재단)의 설립)", "총칙 <개정 2009.4.1>", "")]
    ['목적', '법인(재단)의 설립', '총칙', '']
    """
    words = _MARKS.sub("", text).strip()
    for _ in range(2):
        if words.startswith("(") and _closes_at_end(words):
            words = words[1:-1].strip()
    return words


def _closes_at_end(words: str) -> bool:
    depth = 0
    for place, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place == len(words) - 1
    return False


def read_day(text: str) -> date | None:
    """The first day printed in a text (2021.1.12, 1962ㆍ1ㆍ10, 20210112, 단기 4285년 7월 4일).

    >>> [str(read_day(text)) for text in ("2021. 1. 12.", "20210112", "단기 4285년 7월 4일", "2021.13.1")]
    ['2021-01-12', '2021-01-12', '1952-07-04', 'None']
    """
    text = text.strip()
    if len(text) == 8 and whole_number(text):
        parts = (int(text[:4]), int(text[4:6]), int(text[6:]))
    elif found := _DAY.search(text):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return None
    year = parts[0] - _DANGI if parts[0] > 4000 else parts[0]
    try:
        return date(year, parts[1], parts[2])
    except ValueError:
        return None
