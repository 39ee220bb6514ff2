"""Quoted law taken apart: which subparagraph of a quoted article has given words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.link import fold_name
from kg.model.blocks import Block, Document, ListItem, Para, Span
from kg.model.facts import Quotation
from kg.model.statute import CIRCLED_DIGITS, Component, Level, ProvisionPath

_OPENING: Final = re.compile(rf"(?:제\d+조[^{CIRCLED_DIGITS}]*)?([{CIRCLED_DIGITS}])")
_ITEM: Final = re.compile(r"(\d+)(?:의(\d+))?\.?")


def quoted_items(
    document: Document, quotations: Sequence[Quotation], words: str
) -> Iterator[tuple[int, ProvisionPath]]:
    """The subparagraphs quoted with these very words: the place of the quotation, from 0, and the path."""
    wanted = fold_name(words)
    for at, quotation in enumerate(quotations):
        for path, text in _items(document, quotation):
            if fold_name(text) == wanted:
                yield at, path


def _items(document: Document, quotation: Quotation) -> Iterator[tuple[ProvisionPath, str]]:
    """Each subparagraph of a quotation with its text: ① begins a paragraph, ``1.`` a subparagraph."""
    path = _down_to(quotation.path, Level.PARAGRAPH)
    for block in document.blocks:
        if not isinstance(block, ListItem | Para) or not _is_within(block, quotation.spans):
            continue
        marker = block.marker if isinstance(block, ListItem) else ""
        if opening := _OPENING.match(marker) or _OPENING.match(block.passage.text):
            paragraph = Component(Level.PARAGRAPH, CIRCLED_DIGITS.index(opening[1]) + 1)
            path = _down_to(path, Level.ARTICLE) / paragraph
        elif number := _ITEM.fullmatch(marker):
            branch = int(number[2]) if number[2] else None
            yield path / Component(Level.SUBPARAGRAPH, int(number[1]), branch), block.passage.text


def _down_to(path: ProvisionPath, level: Level) -> ProvisionPath:
    return ProvisionPath(tuple(c for c in path.components if c.level <= level))


def _is_within(block: Block, spans: Sequence[Span]) -> bool:
    return any(span.start < block.source.end and block.source.start < span.end for span in spans)
