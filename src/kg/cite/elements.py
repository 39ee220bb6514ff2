"""Reads one element of a provision (제4조의3, 각 호, 별표 1 …) at a place in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg.cite import patterns
from kg.cite.vocabulary import CIRCLED, HANJA_DIGITS, HANJA_UNITS, TILDES
from kg.model.statute import ITEM_LETTERS, Component, Level, Qualifier

_LEVELS: Final = {
    "조": Level.ARTICLE,
    "항": Level.PARAGRAPH,
    "호": Level.SUBPARAGRAPH,
    "편": Level.PART,
    "장": Level.CHAPTER,
    "절": Level.SECTION,
    "관": Level.SUBSECTION,
}
_EACH: Final = {
    ("호", False): Qualifier.EACH_SUBPARAGRAPH,
    ("목", False): Qualifier.EACH_ITEM,
    ("항", False): Qualifier.EACH_PARAGRAPH,
    ("호", True): Qualifier.OUTSIDE_SUBPARAGRAPHS,
    ("목", True): Qualifier.OUTSIDE_ITEMS,
    ("항", True): Qualifier.EACH_PARAGRAPH,
}
_WORDS: Final = {
    "전문": "전단",
    "후문": "후단",
    "本文": "본문",
    "但書": "단서",
    "前段": "전단",
    "後段": "후단",
}


@dataclass(slots=True)
class Element:
    """One element as read: its end in the text and the components it stands for (several in 제1, 2항)."""

    end: int
    components: tuple[Component, ...]

    @property
    def first(self) -> Component:
        """The component that decides how the element joins what is before it."""
        return self.components[0]


def read_element(text: str, at: int, after: Component | None = None) -> Element | None:
    """The element at ``at``, or None.

    ``after`` is the component read just before: it opens the forms that mean nothing on their own, such as
    ``3)`` after an item, ``6조`` after an article, ``본문`` after a provision.
    """
    reader = _READERS.get(text[at : at + 1])
    return reader(text, at, after) if reader else None


def _one(end: int, level: Level, number: int = 0, branch: int | None = None) -> Element:
    return Element(end, (Component(level, number, branch),))


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _numbered(text: str, at: int, _after: Component | None) -> Element | None:
    if found := patterns.FORM_ALONE.match(text, at):
        return _one(found.end(), Level.FORM, int(found["no"]), _int(found["branch"]))
    if found := patterns.NUMBERED.match(text, at):
        return _one(found.end(), _LEVELS[found["unit"]], int(found["no"]), _int(found["branch"]))
    found = patterns.SERIES.match(text, at)
    return _series(found) if found else None


def _series(found: re.Match[str]) -> Element:
    level = _LEVELS[found["unit"]]
    numbers: list[int] = []
    for step in re.finditer(rf"(?P<to>[{TILDES}]|내지|부터)?\s?(?P<no>\d+)", found["numbers"]):
        number = int(step["no"])
        if step["to"] and numbers and numbers[-1] < number:
            numbers.extend(range(numbers[-1] + 1, number))
        numbers.append(number)
    return Element(found.end(), tuple(Component(level, number) for number in numbers))


def _hanja(text: str, at: int, _after: Component | None) -> Element | None:
    found = patterns.HANJA.match(text, at)
    if found is None:
        return None
    branch = _hanja_number(found["branch"]) if found["branch"] else None
    return _one(found.end(), _LEVELS[HANJA_UNITS[found["unit"]]], _hanja_number(found["no"]), branch)


def _hanja_number(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    total = current = 0
    for digit in digits:
        if (unit := {"十": 10, "百": 100}.get(digit)) is not None:
            total += (current or 1) * unit
            current = 0
        else:
            current = HANJA_DIGITS[digit]
    return total + current


def _section(text: str, at: int, _after: Component | None) -> Element | None:
    found = patterns.SECTION.match(text, at)
    return _one(found.end(), Level.ARTICLE, int(found["no"]), _int(found["branch"])) if found else None


def _annex(text: str, at: int, _after: Component | None) -> Element | None:
    if found := patterns.ANNEX.match(text, at):
        return _one(found.end(), Level.ANNEX, int(found["no"] or 0), _int(found["branch"]))
    if found := patterns.FORM.match(text, at):
        branch = _int(found["branch"] or found["late"])
        return _one(found.end(), Level.FORM, int(found["no"] or 0), branch)
    return None


def _addenda(text: str, at: int, _after: Component | None) -> Element | None:
    found = patterns.ADDENDA.match(text, at)
    return _one(found.end(), Level.ADDENDA) if found else None


def _remarks(text: str, at: int, after: Component | None) -> Element | None:
    found = patterns.REMARKS.match(text, at)
    return _one(found.end(), Level.REMARKS) if found and after else None


def _qualifier(text: str, at: int, after: Component | None) -> Element | None:
    found = patterns.QUALIFIER.match(text, at)
    if found is None or after is None:
        return _item(text, at, after)
    if found["each"]:
        qualifier = _EACH[found["each"].replace("號", "호"), bool(found["outside"])]
    else:
        qualifier = Qualifier(_WORDS.get(found["word"], found["word"]))
    return Element(found.end(), (Component.of_qualifier(qualifier),))


_RARE: Final = frozenset(ITEM_LETTERS[28:])


def _item(text: str, at: int, after: Component | None) -> Element | None:
    if text[at] in _RARE and text[at - 1 : at] != "호":
        return _subitem(text, at, after)  # 토목, 고목: words
    if found := patterns.ITEM.match(text, at):
        return _one(found.end(), Level.ITEM, ITEM_LETTERS.index(found["letter"] or found["bracketed"]) + 1)
    if found := patterns.ITEM_SERIES.match(text, at):
        letters = [letter for letter in found["letters"] if letter in ITEM_LETTERS]
        return Element(found.end(), tuple(Component(Level.ITEM, ITEM_LETTERS.index(c) + 1) for c in letters))
    return _subitem(text, at, after)


def _subitem(text: str, at: int, after: Component | None) -> Element | None:
    if after is None or not Level.ITEM <= after.level < Level.QUALIFIER:
        return None
    found = patterns.SUBITEM.match(text, at)
    if found is None:
        return None
    if found["number"]:
        return _one(found.end(), Level.SUBITEM, int(found["number"]))
    if found["letter"]:
        return _one(found.end(), Level.SUBITEM_LETTER, ITEM_LETTERS.index(found["letter"]) + 1)
    if found["inner"]:
        return _one(found.end(), Level.SUBITEM_NUMBER, int(found["inner"]))
    return _one(found.end(), Level.SUBITEM_LAST, ITEM_LETTERS.index(found["last"]) + 1)


def _digit(text: str, at: int, after: Component | None) -> Element | None:
    if after is None:
        return None
    if found := patterns.UNMARKED.match(text, at):
        return _one(found.end(), _LEVELS[found["unit"]], int(found["no"]), _int(found["branch"]))
    return _subitem(text, at, after)


def _circled(text: str, at: int, after: Component | None) -> Element | None:
    if after is None or after.level is not Level.ARTICLE:
        return None
    end = at + 2 if text.startswith("항", at + 1) else at + 1
    return _one(end, Level.PARAGRAPH, CIRCLED[text[at]])


_Reader = Callable[[str, int, Component | None], Element | None]
_READERS: Final[dict[str, _Reader]] = {
    **dict.fromkeys(ITEM_LETTERS, _item),
    **dict.fromkeys("0123456789", _digit),
    **dict.fromkeys("[<【별", _annex),
    **dict.fromkeys("각본단전후各本但前後", _qualifier),
    **dict.fromkeys(CIRCLED, _circled),
    "(": _item,
    "제": _numbered,
    "第": _hanja,
    "§": _section,
    "부": _addenda,
    "비": _remarks,
}
