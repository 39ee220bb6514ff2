"""Joining what a page break or a line end cut: one passage with several spans."""

from __future__ import annotations

from kg.model.blocks import Passage, Span
from kg.read.structure.lines import Item, Line, is_open, is_special, unclosed
from kg.read.structure.words import Vocabulary

_LEAST_TIGHT = 20
_LEAST_LOOSE = 24


def join_lines(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """The stream with every unmarked line that goes on with the line before it joined to it."""
    joined: list[Item] = []
    halves: list[Passage] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Line) and isinstance(before, Line) and _goes_on(before, halves, item):
            default = " " if item.tight else ""
            gap = vocabulary.separator(halves[-1].text, item.passage.text, default)
            halves += [Passage(gap), item.passage]
            before.source = Span(before.source.start, item.source.end)
            continue
        _close(before, halves)
        halves = [item.passage] if isinstance(item, Line) else []
        joined.append(item)
    _close(joined[-1] if joined else None, halves)
    return joined


def _close(item: Item | None, halves: list[Passage]) -> None:
    """Give a line the passage made of its halves, once: a line of many halves stays linear."""
    if isinstance(item, Line) and len(halves) > 1:
        item.passage = Passage.join(halves)


def _goes_on(before: Line, halves: list[Passage], line: Line) -> bool:
    if before.heading or before.verbatim or line.marker or line.heading or line.verbatim:
        return False
    last = halves[-1].text
    begun = len(halves) > 1
    if not begun and not before.marker and is_special(before) and not unclosed(last):
        return False
    least = 1 if begun else _LEAST_TIGHT if line.tight else _LEAST_LOOSE
    if not is_open(last, least):
        return False
    return unclosed(last) or not is_special(line)
