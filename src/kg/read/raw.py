"""Raw blocks: what a format reader hands to the structure pass, before any line is given a meaning.

A format reader knows its markup and nothing of papers; the structure pass knows papers and no markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kg.model.blocks import Furniture, Passage, ReaderWarning, Span


@dataclass(slots=True)
class RawLine:
    """One line or paragraph: visible text with its printed marker (``1.``, ``-``) still in it.

    ``heading`` is the level the format itself gives (Markdown ``##`` is 2), else 0; ``indent`` is in columns;
    ``tight``: it follows the line before without a blank line or a forced break; ``bold``: all of it is.
    """

    passage: Passage
    source: Span
    heading: int = 0
    indent: int = 0
    bold: bool = False
    tight: bool = False
    verbatim: bool = False


@dataclass(slots=True)
class RawCell:
    """One cell as the format gives it; spans above 1 only where the format says so (HTML)."""

    passage: Passage
    items: tuple[Passage, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(slots=True)
class RawTable:
    """Rows of cells; ``None`` is an empty position. ``explicit``: spans are the format's own, none is to be
    found.

    ``ruled``: the format marks the first row off (a rule line below it).
    """

    rows: list[list[RawCell | None]]
    source: Span
    ruled: bool = False
    caption: Passage | None = None
    explicit: bool = False


@dataclass(slots=True)
class RawFigure:
    """An image with its alternative text."""

    caption: Passage
    source: Span


RawBlock: TypeAlias = RawLine | RawTable | RawFigure


@dataclass(slots=True)
class Raw:
    """Everything a format reader found: blocks in order, and what of the text is in none of them."""

    text: str
    blocks: list[RawBlock] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    warnings: list[ReaderWarning] = field(default_factory=list)
    marks: list[tuple[str, Span]] = field(default_factory=list)
    char_wrapped: bool | None = None

    def mark(self, number: str, start: int, end: int) -> None:
        """Record the mark of note *number* at ``text[start:end]``."""
        self.marks.append((number, Span(start, end)))
        self.drop(start, end, "note mark")

    def drop(self, start: int, end: int, reason: str) -> None:
        """Record that ``text[start:end]`` is in no block, and why."""
        last = self.furniture[-1] if self.furniture else None
        if (
            last is not None
            and last.reason == reason
            and last.span.end == start < end
            and last.repeats is None
        ):
            self.furniture[-1] = Furniture(Span(last.span.start, end), reason)
        elif end > start:
            self.furniture.append(Furniture(Span(start, end), reason))

    def warn(self, code: str, message: str, span: Span) -> None:
        """Record something the reader could not settle."""
        self.warnings.append(ReaderWarning(code, message, span))
