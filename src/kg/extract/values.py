"""Values in passages: what ``kg.text`` finds, as :class:`Stated` with the spans it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from kg.model.blocks import Passage, Span
from kg.model.facts import Stated
from kg.text import FORMS, FoundDate, FoundPeriod, find_money, find_periods, squeeze
from kg.text.codes import SCHEMES, code_of

T = TypeVar("T")

_BARE = re.compile(
    r"\s*(?:금|연|약|총)?\s*(?P<n>(?:△\s?)?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*(?:\([^)]*\))?\s*"
)


def state(passage: Passage, start: int, end: int, value: T, form: str) -> Stated[T]:
    """*value* as the text ``passage.text[start:end]`` states it."""
    return Stated(value, passage.spans(start, end), form)


def text_of(passage: Passage, start: int = 0, end: int | None = None) -> Stated[str] | None:
    """The words of a passage or a slice of it; ``None`` when there are none."""
    part = passage.slice(start, end).strip()
    value = squeeze(part.text)
    return Stated(value, part.spans(), "text") if value and part.pieces else None


def coded(scheme: str, passage: Passage, start: int = 0, end: int | None = None) -> Stated[str] | None:
    """The first words of a passage that stand for a code of *scheme*, their span no wider than they are."""
    stop = len(passage.text) if end is None else end
    text = passage.text[start:stop]
    if code_of(scheme, text) is None:
        return None
    best = _narrow(scheme, text)
    if best is None:
        return None
    low, high, code = best
    spans = passage.spans(start + low, start + high)
    return Stated(code, spans, scheme) if spans else None


def _narrow(scheme: str, text: str) -> tuple[int, int, str] | None:
    folded = [(char, at) for at, char in enumerate(text) if not char.isspace()]
    joined = "".join(char for char, _ in folded)
    for pattern, code in SCHEMES[scheme]:
        match = re.search(pattern, joined)
        if match and match.end() > match.start():
            low, high = folded[match.start()][1], folded[match.end() - 1][1] + 1
            return (low, high, code) if FORMS[scheme](text[low:high]) == code else None
    return None


def date_of(passage: Passage, found: FoundDate) -> Stated[str]:
    """A date as stated; a year borrowed from the date before it has its own span."""
    spans: list[Span] = []
    for low, high in found.offsets:
        spans.extend(passage.spans(low, high))
    return Stated(found.iso, tuple(spans), "date")


def first_period(passage: Passage) -> FoundPeriod | None:
    """The first period of a passage that has a beginning or an end."""
    return next(iter(find_periods(passage.text)), None)


def money(passage: Passage, unit: Passage | None = None) -> tuple[Stated[int], int] | None:
    """The first amount of a passage and its unit (multiple of won); a bare number takes *unit* (``천원``)."""
    found = next(iter(find_money(passage.text)), None)
    if found is not None:
        return state(passage, found.start, found.end, found.krw, "krw"), found.unit
    if unit is None:
        return None
    match = _BARE.fullmatch(passage.text)
    word = re.search(r"[십백천만억]*원", unit.text)
    if match is None or word is None:
        return None
    joined = find_money(f"{match['n']}{word[0]}")
    if len(joined) != 1:
        return None
    spans = (*passage.spans(*match.span("n")), *unit.spans(*word.span()))
    return Stated(joined[0].krw, spans, "krw"), joined[0].unit


def first(items: Iterable[T]) -> T | None:
    """The first of *items*, if there is one."""
    return next(iter(items), None)
