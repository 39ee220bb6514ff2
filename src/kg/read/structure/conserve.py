"""Conservation: every code point of the text is in a block, a note or the furniture."""

from __future__ import annotations

from kg.model.blocks import Block, Furniture, Note, Span, mark_of, passages_of
from kg.read.raw import Raw


def conserve(raw: Raw, blocks: list[Block], notes: tuple[Note, ...]) -> tuple[Furniture, ...]:
    """All furniture of the text: what was recorded, and every gap between that and the blocks.

    A gap of white space is ``space``, of punctuation ``marker``; one with letters or digits is ``unread`` and
    reported, so that nothing is lost in silence.
    """
    taken = [(span, None) for block in blocks for span in _spans(block)]
    for note in notes:
        taken += [(note.mark, None)] if note.mark else []
        taken += [(span, None) for block in note.blocks for span in _spans(block)]
    everything = sorted([*taken, *((item.span, item) for item in raw.furniture)], key=lambda pair: pair[0])
    furniture: list[Furniture] = []
    at = 0
    for span, item in everything:
        if span.start > at:
            furniture.append(_gap(raw, at, span.start))
        if item is not None:
            furniture.append(item)
        at = max(at, span.end)
    if at < len(raw.text):
        furniture.append(_gap(raw, at, len(raw.text)))
    return tuple(furniture)


def _spans(block: Block) -> list[Span]:
    mark = mark_of(block)
    return [*([mark] if mark else []), *(span for passage in passages_of(block) for span in passage.spans())]


def _gap(raw: Raw, start: int, end: int) -> Furniture:
    shown = raw.text[start:end]
    if shown.isspace():
        return Furniture(Span(start, end), "space")
    if any(char.isalnum() for char in shown):
        raw.warn("unread", "text in no block", Span(start, end))
        return Furniture(Span(start, end), "unread")
    return Furniture(Span(start, end), "marker")
