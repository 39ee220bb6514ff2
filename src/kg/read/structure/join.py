"""Joining what a page break or a line end cut: one passage with several spans."""

from __future__ import annotations

from kg.model.blocks import Passage, Span
from kg.read.structure.lines import Item, Line, is_open, is_special, unclosed
from kg.read.structure.words import Vocabulary

_LEAST_TIGHT = 20
_LEAST_LOOSE = 30


def join_lines(items: list[Item], vocabulary: Vocabulary) -> list[Item]:
    """The stream with every unmarked line that goes on with the line before it joined to it."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Line) and isinstance(before, Line) and _goes_on(before, item):
            extend(before, item, vocabulary)
        else:
            joined.append(item)
    return joined


def extend(before: Line, line: Line, vocabulary: Vocabulary) -> None:
    """Append *line* to *before*, with a space between them where the words want one."""
    default = " " if line.tight else ""
    gap = vocabulary.separator(before.passage.text, line.passage.text, default)
    before.passage = Passage.join([before.passage, line.passage], gap)
    before.source = Span(before.source.start, line.source.end)


def _goes_on(before: Line, line: Line) -> bool:
    text = before.passage.text
    if before.heading or before.verbatim or line.marker or line.heading or line.verbatim:
        return False
    if is_special(before) and not before.marker and not unclosed(text):
        return False
    if not is_open(text, _LEAST_TIGHT if line.tight else _LEAST_LOOSE):
        return False
    return unclosed(text) or not is_special(line)
