"""Titles without title quotes: where they begin.

The end is plain (…법, …조례); the beginning is not.  Known titles and aliases decide by the longest match in
the register; an unknown title is taken as far as its words can belong to one, from the local government's
name or by the particles between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kg.cite.vocabulary import (
    CONTRACT_WORDS,
    GENERIC_NAMES,
    NOT_TITLE_WORDS,
    SUBORDINATE,
    TITLE_ENDINGS,
)
from kg.legislation import Register, default_register, fold_title
from kg.legislation.jurisdictions import jurisdiction_words

MAX_TITLE: Final = 110
_STOP: Final = re.compile(r"[^가-힣A-Za-z0-9ㆍ·・‧∙⋅•○◯\s-]|[○◯](?=\s)|[①-⑳]|\n\s*\n|\n[ \t]*[-*○]")
_WORD: Final = re.compile(r"\S+")
_SPACE: Final = re.compile(r"\s")
_TAIL: Final = 3
LONG_TAIL: Final = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in the text: where it starts, its full form, and whether it was written as an alias."""

    start: int
    title: str
    is_alias: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """What titles are known: the register's, and the aliases the text or its context declares.

    ``tails`` are the last letters of their look-up keys, a short key whole; ``longest`` says for the last
    five letters how long a key may be.
    """

    register: Register
    tails: frozenset[str]
    longest: Mapping[str, int]
    endings: frozenset[str]

    jurisdiction: str | None = None

    @classmethod
    def of(cls, register: Register, jurisdiction: str | None = None) -> Names:
        """The names of a register, prepared for look-up from the right."""
        names = _default_names() if register is default_register() else _names(register)
        return replace(names, jurisdiction=jurisdiction)

    def look_up(self, key: str, aliases: Mapping[str, str]) -> tuple[str, bool] | None:
        """The full title a folded name stands for, and whether it is an alias."""
        if (title := aliases.get(key)) is not None:
            return title, True
        if (title := self.register.title(key)) is not None:
            return title, False
        title = self.register.full_title(key, self.jurisdiction)
        return (title, True) if title is not None else None


@cache
def _default_names() -> Names:
    return _names(default_register())


def _names(register: Register) -> Names:
    tails = frozenset(key[-_TAIL:] for key in register.folded())
    longest: dict[str, int] = {}
    for key in register.folded():
        tail = key[-LONG_TAIL:]
        longest[tail] = max(len(key), longest.get(tail, 0))
    last_words = {words[-1] for i in register.instruments if len(words := i.title.split()) > 1}
    endings = frozenset(word for word in last_words if not register.has_title(fold_title(word)))
    return Names(register, tails, longest, endings | {"조례", "규칙", "규정"})


def known_title(
    text: str, end: int, floor: int, names: Names, aliases: Mapping[str, str], titles: Mapping[str, str]
) -> Title | None:
    """The longest known title or alias that ends at ``end`` and starts at a word after ``floor``.

    ``titles`` are the unknown titles the text has cited before.
    """
    words = _words_before(text, end, floor)
    key, best = "", None
    longest = MAX_TITLE
    for start, word in reversed(words):
        key = fold_title(word) + key
        if longest == MAX_TITLE and len(key) >= LONG_TAIL:
            longest = _longest(key[-LONG_TAIL:], names, aliases, titles)
        if len(key) > longest:
            break
        if key not in GENERIC_NAMES and (found := names.look_up(key, aliases)) is not None:
            best = Title(start, found[0], found[1])
        elif key in titles:
            best = Title(start, titles[key], is_known=False)
    if best is None and key[-_TAIL:] in names.tails:
        best = _inside_words(words, names, aliases)
    return best


def _longest(tail: str, names: Names, *others: Mapping[str, str]) -> int:
    """How long the key of a known name may be that ends with ``tail``."""
    own = [len(key) for other in others for key in other if key.endswith(tail)]
    return min(MAX_TITLE, max(names.longest.get(tail, 0), *own, 0))


_GLUE: Final = frozenset("구은는이가을를에의고며서로와과한된인및")
_MIN_GLUED: Final = 5
_MAX_GLUED_WORDS: Final = 8


def _inside_words(words: list[tuple[int, str]], names: Names, aliases: Mapping[str, str]) -> Title | None:
    """A known title that begins inside a word: glued to 구, or to a particle where a space was lost."""
    key, best = "", None
    for start, word in reversed(words[-_MAX_GLUED_WORDS:]):
        for cut in range(1, len(word) - 1):
            rest = fold_title(word[cut:]) + key
            if len(rest) < _MIN_GLUED or not _is_glue(word, cut):
                continue
            if (found := names.look_up(rest, aliases)) is not None:
                best = Title(start + cut, found[0], found[1])
                break
        key = fold_title(word) + key
    return best


def _is_glue(word: str, cut: int) -> bool:
    return word[cut - 1] in _GLUE and (word[cut - 1] != "구" or cut == 1)


def _words_before(text: str, end: int, floor: int) -> list[tuple[int, str]]:
    start = max(floor, end - MAX_TITLE)
    window = text[start:end]
    stop = max((m.end() for m in _STOP.finditer(window)), default=0)
    if start > floor and stop == 0:  # the window may open in the middle of a word
        stop = next((m.end() for m in _SPACE.finditer(window)), len(window))
    return [(start + m.start(), m[0]) for m in _WORD.finditer(window, stop)]


def written_title(text: str, end: int, floor: int, names: Names, *, named_only: bool = False) -> Title | None:
    """An unknown title that ends at ``end``, as far left as its words can belong to it; None for no title.

    ``named_only``: nothing shows that a title is used here; it must name its local government or follow 구.
    """
    words = _words_before(text, end, floor)
    if not words or words[-1][1].endswith(CONTRACT_WORDS):
        return None
    place = _jurisdiction_start(words)
    if named_only and not _names_itself(words, place):
        return None
    if place is None:
        alone = not words[-1][1].endswith(tuple(names.endings)) or _stands_alone(words[-1][1], names)
        place = len(words) - 1 if alone else _noun_phrase_start(words)
    start = words[place][0]
    title = " ".join(text[start:end].split())
    return Title(start, title, is_known=False) if _can_be_title(title) else None


def _can_be_title(title: str) -> bool:
    """Whether an unknown name can be an instrument's: no lone sort word, no 관계법령, no company's 규정."""
    *before, last = title.split()
    if len(fold_title(title)) < _TAIL or last.endswith("법령"):
        return False
    if last in SUBORDINATE:
        return bool(before) and before[-1].endswith(TITLE_ENDINGS)
    return bool(before) or last.endswith(SUBORDINATE) or not last.endswith(("규칙", "규정", "세칙"))


def _names_itself(words: list[tuple[int, str]], place: int | None) -> bool:
    last = words[-1][1]
    if place is None:
        return last.endswith("법") and len(last) > _TAIL and len(words) > 1 and words[-2][1] == "구"
    between = [word for _, word in words[place:] if word not in jurisdiction_words()]
    if between[:1] == ["조례"] or any(
        word in NOT_TITLE_WORDS and word not in ("및", "등") for word in between
    ):
        return False
    return last.endswith("조례")


def _stands_alone(word: str, names: Names) -> bool:
    return word not in names.endings and len(word) > 4


_BREAKS: Final = re.compile(
    r"(?:은|는|을|를|이|가|도|만|고|며|서|면|로|게|던|된|할|한|하여|에게|부터|까지|따라|따른|의하여|라)$"
)
_ANONYMOUS: Final = re.compile(r"[○◯]{1,4}(?:특별시|광역시|시|군|구|도)")


def _jurisdiction_start(words: list[tuple[int, str]]) -> int | None:
    names = jurisdiction_words()
    found = None
    for place in range(len(words) - 2, max(-1, len(words) - 16), -1):
        word = words[place][1]
        if word in names or _ANONYMOUS.fullmatch(word):
            found = place
        elif found is not None or (_BREAKS.search(word) and not _belongs(words, place)):
            break
    return found


def _noun_phrase_start(words: list[tuple[int, str]]) -> int:
    place = len(words) - 1
    while place > 0 and _belongs(words, place - 1):
        place -= 1
    while place < len(words) - 1 and (words[place][1] in NOT_TITLE_WORDS):
        place += 1
    return place


def _belongs(words: list[tuple[int, str]], place: int) -> bool:
    word, following = words[place][1], words[place + 1][1]
    if word in NOT_TITLE_WORDS and word not in ("및", "등"):
        return False
    if word.endswith("에"):
        return following in ("관한", "대한", "따른", "의한")
    if word.endswith(("을", "를")):
        return following in ("위한", "위하여", "통한")
    if word in ("관한", "대한", "위한", "및", "등", "등의", "따른", "의한"):
        return True
    return not _BREAKS.search(word)
