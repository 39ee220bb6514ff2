"""Chains of elements: 제3조제1항제2호 및 제3호, 제5조부터 제7조까지 → one path per leaf.

A step down without connector refines the last leaf; a connector, a step up or sideways opens a new leaf that
inherits the higher levels; a range opens every number between its ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.cite import patterns
from kg.cite.elements import Element, read_element
from kg.model.statute import Component, Level

Path = tuple[Component, ...]
MAX_GAP_PIECES = 8
MAX_RANGE = 2_000

_ROOTS = frozenset({Level.ANNEX, Level.FORM, Level.ADDENDA})


@dataclass(slots=True)
class Chain:
    """A chain as read: its end, its leaves from the first level written, and the first element's level."""

    end: int
    leaves: tuple[Path, ...]
    level: Level


@dataclass(slots=True)
class _Gap:
    """What stands between two elements."""

    end: int
    connector: bool = False
    range: bool = False
    of: bool = False
    paren: bool = False
    column: bool = False
    newline: bool = False
    indented: bool = False
    blank: bool = False
    glued: bool = True
    until: int | None = None


def read_chain(text: str, at: int, after: Component | None = None) -> Chain | None:
    """The longest chain that starts at ``at``.

    ``after`` is the component a head stands for (같은 조: an article), or :data:`TITLE` after a title, where
    an article may lack its 제 (지방자치법 117조).
    """
    element = read_element(text, at, after)
    if element is None or (after in (None, TITLE) and element.first.level in _NEVER_FIRST):
        return None
    leaves: list[Path] = [(component,) for component in element.components]
    level, end, open_range = element.first.level, element.end, False
    while (step := _next(text, end, leaves[-1])) is not None:
        gap, element = step
        if open_range and gap.until is not None:
            open_range = False
        _join(leaves, gap, element)
        open_range, end = gap.range, element.end
    until = text.startswith("까지", end) and open_range
    return Chain(end + 2 if until else end, tuple(leaves), level)


TITLE = Component(Level.SUBSECTION)
"""Stands for the title before a chain: every provision is below it."""

_NEVER_FIRST = frozenset(
    {
        Level.REMARKS,
        Level.QUALIFIER,
        Level.SUBITEM,
        Level.SUBITEM_LETTER,
        Level.SUBITEM_NUMBER,
        Level.SUBITEM_LAST,
    }
)


_ANNEXES = frozenset({Level.ANNEX, Level.FORM})


def _next(text: str, end: int, leaf: Path) -> tuple[_Gap, Element] | None:
    gap = _Gap(end)
    for _ in range(MAX_GAP_PIECES):
        element = read_element(text, gap.end, leaf[-1])
        if element is not None and _joins(gap, element, leaf):
            return gap, element
        if not _extend(text, gap, leaf[-1]):
            return None
    return None


def _extend(text: str, gap: _Gap, last: Component) -> bool:
    piece = patterns.GAP.match(text, gap.end)
    if piece is None:
        return False
    kind = str(piece.lastgroup)
    end = piece.end()
    if kind == "paren":
        closed = closing(text, gap.end)
        if closed is None or (gap.connector and not gap.paren):
            return False
        gap.paren, end = True, closed
    elif kind == "until":
        gap.until = end
    elif kind == "space":
        gap.newline = gap.newline or "\n" in piece[0]
        gap.blank = gap.blank or piece[0].count("\n") > 1
        gap.indented = gap.indented or "\n    " in piece[0]
    elif _is_other_text(kind, piece[0], last, newline=gap.newline):
        return False
    _note(gap, kind)
    gap.glued, gap.end = False, end
    return True


def _is_other_text(kind: str, piece: str, last: Component, *, newline: bool) -> bool:
    """``3)`` after an item is no footnote mark, a dash at a line start a bullet; articles have no columns."""
    if kind == "note":
        return last.level >= Level.ITEM and piece[-1] == ")"
    if kind == "range" and piece in ("-", "–"):
        return newline
    return kind == "column" and last.level < Level.ANNEX


def _note(gap: _Gap, kind: str) -> None:
    if kind in ("list", "range"):
        gap.connector = True
        gap.range = gap.range or kind == "range"
    elif kind == "of":
        gap.of = True
    elif kind == "column":
        gap.column = True


def _joins(gap: _Gap, element: Element, leaf: Path) -> bool:
    level = element.first.level
    down = level > leaf[-1].level
    if gap.newline and not (gap.connector or gap.indented or (down and not gap.blank)):
        return False
    if gap.of and (gap.connector or not (down or level is Level.REMARKS)):
        return False
    if gap.column and level < Level.PARAGRAPH:
        return False
    if level is Level.REMARKS:
        return any(c.level in _ANNEXES for c in leaf)
    if _is_circled(element, leaf, gap):
        return gap.glued or (gap.paren and not (gap.connector or gap.newline))
    return not (gap.until is not None and not gap.connector)


def _is_circled(element: Element, leaf: Path, gap: _Gap) -> bool:
    return (
        element.first.level is Level.PARAGRAPH
        and element.end == gap.end + 1
        and leaf[-1].level is Level.ARTICLE
    )


def closing(text: str, opening: int) -> int | None:
    """The place after the parenthesis that opens at ``opening``; None when it is too long or too deep."""
    depth = 0
    for mark in patterns.PAREN.finditer(text, opening, opening + patterns.MAX_PAREN):
        depth += 1 if mark[0] in "(（" else -1
        if depth == 0:
            return mark.end()
        if depth > patterns.MAX_DEPTH:
            return None
    return None


def _join(leaves: list[Path], gap: _Gap, element: Element) -> None:
    leaf = leaves[-1]
    if gap.range:
        leaves.extend(
            (*_above(leaf, element.first, fresh=True), c) for c in _between(leaf[-1], element.first)
        )
        rest: tuple[Component, ...] = element.components
    else:
        refines = not gap.connector and _is_below(leaf, element.first)
        base = _above(leaf, element.first, fresh=not refines)
        if refines:
            leaves.pop()
        leaves.append((*base, element.first))
        rest = element.components[1:]
    base = _above(leaf, element.first, fresh=True)
    leaves.extend((*base, component) for component in rest)


def _is_below(leaf: Path, component: Component) -> bool:
    last = leaf[-1]
    if component.level is Level.REMARKS:
        return True
    if last.level is Level.QUALIFIER and component.level in _OF_PROVISO:
        return True
    if component.level is Level.QUALIFIER and last.level is Level.QUALIFIER:
        return _depth(component) > _depth(last)
    if component.level in _ROOTS:
        return False
    return component.level > last.level


_OF_PROVISO = frozenset({Level.SUBPARAGRAPH, Level.ITEM})
"""제3항 단서 제2호: the items a proviso lists."""


def _depth(component: Component) -> int:
    return component.qualifier.depth if component.qualifier else 0


def _above(leaf: Path, component: Component, *, fresh: bool) -> Path:
    """What the new leaf keeps of ``leaf``: everything above ``component``'s level."""
    if component.level in _ROOTS:
        return ()
    kept = list(leaf)
    tail = max((i for i, c in enumerate(leaf) if c.level is Level.REMARKS), default=-1)
    if component.level is Level.REMARKS:
        if not fresh:
            return leaf
        return tuple(c for c in leaf if c.level < Level.REMARKS)
    if component.level < Level.REMARKS:
        tail = -1
    if component.level in _OF_PROVISO and (not fresh or leaf[-1].level in _OF_PROVISO):
        tail = max(tail, _proviso(leaf))
    kept = [c for i, c in enumerate(leaf) if i <= tail or _is_above(c, component)]
    return tuple(kept)


def _proviso(leaf: Path) -> int:
    """The place of the qualifier that has items of its own: 단서 in 제3항 단서 제2호, -1 for none."""
    return max((i for i, c in enumerate(leaf) if c.level is Level.QUALIFIER), default=-1)


def _is_above(kept: Component, component: Component) -> bool:
    if kept.level is Level.QUALIFIER and component.level is Level.QUALIFIER:
        return _depth(kept) < _depth(component)
    return kept.level < component.level


def _between(start: Component, end: Component) -> Iterator[Component]:
    """The components strictly between the ends of a range, by number only.

    >>> [c.printed for c in _between(Component(Level.ARTICLE, 4, 2), Component(Level.ARTICLE, 4, 5))]
    ['제4조의3', '제4조의4']
    """
    if start.level is not end.level or start.level is Level.QUALIFIER:
        return
    level = start.level
    if start.number == end.number:
        for branch in range((start.branch or 1) + 1, min(end.branch or 1, MAX_RANGE)):
            yield Component(level, start.number, branch)
        return
    for number in range(start.number + 1, min(end.number, start.number + MAX_RANGE)):
        yield Component(level, number)
    if start.number < end.number and end.branch is not None:
        yield Component(level, end.number)
        for branch in range(2, end.branch):
            yield Component(level, end.number, branch)
