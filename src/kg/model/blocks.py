"""Blocks: what a reader makes of a paper, each tied to the paper's text by spans.

One string is the document's *text*; every position here is an offset in it, in code points. Readers produce a
:class:`Document`; extraction looks at the visible text of its passages and maps what it finds back with
:meth:`Passage.spans`. Nothing here reads files or knows RDF.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias


class Span(NamedTuple):
    """Half-open range of code points in a document's text.

    >>> Span(2, 5).of("「조례」 제5조")
    '례」 '
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of *text* this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Piece(NamedTuple):
    """A run of visible text: where it begins in the passage and which slice of the document it is."""

    at: int
    source: Span


class NoteRef(NamedTuple):
    """The place of a note's mark: *at* is the offset in the passage's text the mark stands before."""

    id: str
    at: int


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join neighbours that touch, keeping order.

    >>> merge_spans([Span(0, 2), Span(2, 4), Span(6, 7)])
    (Span(start=0, end=4), Span(start=6, end=7))
    """
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        elif span.end > span.start:
            merged.append(span)
    return tuple(merged)


_LONGEST_GAP = 32
_GAP = re.compile(rf"\s{{{_LONGEST_GAP + 1},}}")


def _left_out(gaps: list[tuple[int, int]], at: int) -> int:
    return sum(min(end, at) - start for start, end in gaps if start < at)


@dataclass(frozen=True, slots=True)
class Passage:
    """Visible text with its map to the document.

    ``pieces`` are exact slices of the document's text in passage order; text between two pieces (a
    separator put in when a line break or ``<br>`` was taken out) was inserted by the reader and has no
    source. Markup and note marks are never in ``text``.

    >>> passage = Passage("직장맘 고충", (Piece(0, Span(10, 15)), Piece(5, Span(40, 41))))
    >>> passage.spans(4, 6)
    (Span(start=14, end=15), Span(start=40, end=41))
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    notes: tuple[NoteRef, ...] = ()

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Passage:
        """The passage that is the plain slice ``text[start:end]`` of a document's text."""
        return cls(text[start:end], (Piece(0, Span(start, end)),) if end > start else ())

    @classmethod
    def join(cls, passages: Iterable[Passage], separator: str = "") -> Passage:
        """One passage of several, *separator* inserted between them (it has no source; none beside an empty
        one).

        >>> left, right = Passage.of("가나 다", 0, 2), Passage.of("가나 다", 3, 4)
        >>> Passage.join([left, right], " ").text
        '가나 다'
        """
        texts: list[str] = []
        pieces: list[Piece] = []
        notes: list[NoteRef] = []
        at = 0
        for passage in passages:
            if at and passage.text and separator:
                texts.append(separator)
                at += len(separator)
            texts.append(passage.text)
            pieces.extend(Piece(at + piece.at, piece.source) for piece in passage.pieces)
            notes.extend(NoteRef(note.id, at + note.at) for note in passage.notes)
            at += len(passage.text)
        return cls("".join(texts), tuple(pieces), tuple(notes))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Where ``text[start:end]`` stands in the document: adjacent slices merged, inserted text left
        out."""
        stop = len(self.text) if end is None else end
        first = max(bisect_right(self.pieces, start, key=lambda piece: piece.at) - 1, 0)
        found: list[Span] = []
        for at, source in self.pieces[first:]:
            if at >= stop:
                break
            low = max(start - at, 0)
            high = min(stop - at, source.end - source.start)
            if low < high:
                found.append(Span(source.start + low, source.start + high))
        return merge_spans(found)

    def slice(self, start: int = 0, end: int | None = None) -> Passage:
        """The part ``text[start:end]`` as a passage of its own, with its note marks."""
        stop = min(len(self.text) if end is None else end, len(self.text))
        start = min(start, stop)
        first = max(bisect_right(self.pieces, start, key=lambda piece: piece.at) - 1, 0)
        pieces: list[Piece] = []
        for at, source in self.pieces[first:]:
            if at >= stop:
                break
            low = max(start - at, 0)
            high = min(stop - at, source.end - source.start)
            if low < high:
                pieces.append(Piece(at + low - start, Span(source.start + low, source.start + high)))
        notes = (
            NoteRef(n.id, n.at - start) for n in self.notes if start < n.at <= stop or n.at == start == 0
        )
        return Passage(self.text[start:stop], tuple(pieces), tuple(notes))

    def strip(self) -> Passage:
        """Without white space at both ends; note marks stay."""
        start = len(self.text) - len(self.text.lstrip())
        stop = max(len(self.text.rstrip()), start)
        if start == 0 and stop == len(self.text):
            return self
        notes = tuple(NoteRef(n.id, min(max(n.at - start, 0), stop - start)) for n in self.notes)
        return replace(self.slice(start, stop), notes=notes)

    def without_gaps(self) -> Passage:
        """With no run of white space longer than 32: what is searched for words with optional space between
        them would be searched for very long. Note marks stay; what is left out has no span.

        >>> len(Passage.of("가" + " " * 9_000 + "나", 0, 9_002).without_gaps())
        34
        """
        gaps = [(m.start() + _LONGEST_GAP, m.end()) for m in _GAP.finditer(self.text)]
        if not gaps:
            return self
        stops = [0, *(at for gap in gaps for at in gap), len(self.text)]
        kept = Passage.join(self.slice(a, b) for a, b in zip(stops[::2], stops[1::2], strict=True))
        notes = (NoteRef(n.id, n.at - _left_out(gaps, n.at)) for n in self.notes)
        return replace(kept, notes=tuple(notes))

    def offset_of(self, position: int) -> int | None:
        """Offset in this passage of the document's code point *position*; ``None`` when it is not shown
        here."""
        for at, source in self.pieces:
            if source.start <= position < source.end:
                return at + position - source.start
        return None

    @property
    def source(self) -> Span:
        """Smallest span of the document that holds every piece (``Span(0, 0)`` for a passage without
        source)."""
        if not self.pieces:
            return Span(0, 0)
        return Span(
            min(piece.source.start for piece in self.pieces), max(piece.source.end for piece in self.pieces)
        )


EMPTY = Passage("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Title line of a part. ``number`` is the printed number without its punctuation (``Ⅲ``, ``1``,
    ``가``), else "".

    ``level`` is the depth of the part it opens (1 = document title). ``mark`` is the span of the printed
    marker.
    """

    passage: Passage
    source: Span
    part: str
    level: int
    number: str = ""
    mark: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph without a marker. ``quoted``: it is reproduced text of a statute or ordinance."""

    passage: Passage
    source: Span
    part: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A line that begins with a marker.

    ``marker`` is the marker as printed (``-``, ``○``, ``1.``, ``②``, ``제45조``: the article a quoted
    provision opens with keeps its words in the passage and is repeated here), ``level`` the nesting depth
    within its part from 1, ``label`` the folded label when the line is a field (``라벨 : 값``), ``quoted``
    as in :class:`Para`.
    """

    passage: Passage
    source: Span
    part: str
    level: int
    marker: str
    mark: Span | None = None
    label: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Anchor cell of a table; rows and columns from 0. ``items`` are slices of ``passage``, one per list
    entry."""

    row: int
    col: int
    passage: Passage
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    items: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. Positions covered by a merged cell or empty in the source have no cell of their own."""

    source: Span
    part: str
    nrows: int
    ncols: int
    cells: tuple[Cell, ...]
    caption: Passage | None = None
    unit: Passage | None = None

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers (row, col), merged cells included; ``None`` for an empty position."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
                return cell
        return None

    @property
    def header_rows(self) -> int:
        """How many rows at the top are made of header cells only."""
        return min((cell.row for cell in self.cells if not cell.header), default=self.nrows)

    def rows(self) -> Iterator[tuple[Cell | None, ...]]:
        """Row by row the covering cell of every column."""
        for row in range(self.nrows):
            yield tuple(self.at(row, col) for col in range(self.ncols))

    def header_path(self, col: int) -> tuple[Cell, ...]:
        """Header cells above column *col*, outermost first, each once (group, then sub-heading)."""
        path: list[Cell] = []
        for row in range(self.header_rows):
            cell = self.at(row, col)
            if cell is not None and (not path or path[-1] is not cell):
                path.append(cell)
        return tuple(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture or the empty slot of one (``위치도`` with nothing after it); ``missing`` when no image is
    given."""

    source: Span
    part: str
    caption: Passage
    missing: bool = True
    mark: Span | None = None


Block: TypeAlias = Heading | Para | ListItem | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A foot or end note with its body; ``anchor`` is the span of its mark in the running text, if one was
    found."""

    id: str
    number: str
    blocks: tuple[Block, ...]
    source: Span
    kind: Literal["foot", "end"] = "foot"
    mark: Span | None = None
    anchor: Span | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text that is in no block, and why: ``space``, ``markup``, ``rule``, ``note mark``, ``page``,
    ``duplicate``…

    ``repeats`` is, for ``duplicate`` only, the source span of the block whose words are repeated here.
    """

    span: Span
    reason: str
    repeats: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A document in the file or one of its sections.

    ``path`` joins ordinals among siblings with ``/``: ``1`` is the first document, ``1/2/3`` the third
    section of its second. ``kind`` is for documents the code of
    their kind (``review-report``, ``examination-report``, ``consent-motion``, ``renewal-report``,
    ``evaluation-report``, ``bill-page``, ``minutes``; ``document`` when the title tells none), else
    ``section`` or ``attachment``.
    """

    path: str
    kind: str
    title: Passage
    span: Span
    number: str = ""
    parent: str | None = None
    level: int = 1


@dataclass(frozen=True, slots=True)
class ReaderWarning:
    """Something the reader could not settle: what, and where."""

    code: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper as read: its text and everything in it, in the order of the text.

    Conservation holds: every code point of ``text`` is in exactly one passage piece or marker of a block or
    note, or in one :class:`Furniture` span.
    """

    text: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[ReaderWarning, ...] = ()
    name: str = ""
    format: str = ""
    encoding: str = ""
    file_sha256: str = ""
    text_sha256: str = ""
    reader_version: str = ""
    _index: dict[str, Part] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._index.update((part.path, part) for part in self.parts)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def part(self, path: str) -> Part:
        """The part with this path.

        Raises:
            KeyError: there is no such part.
        """
        return self._index[path]

    def papers(self) -> tuple[Part, ...]:
        """The documents in the file (a report, the motion annexed to it): the parts without a parent."""
        return tuple(part for part in self.parts if part.parent is None)

    def paper_of(self, path: str) -> Part:
        """The document in the file that the part *path* belongs to."""
        return self._index[path.split("/", 1)[0]]

    def children(self, path: str) -> tuple[Part, ...]:
        """Direct sections of the part *path*."""
        return tuple(part for part in self.parts if part.parent == path)

    def ancestry(self, path: str) -> tuple[Part, ...]:
        """The part *path* and everything it lies in, outermost first."""
        steps = path.split("/")
        return tuple(self._index["/".join(steps[: depth + 1])] for depth in range(len(steps)))

    def blocks_in(self, part: Part | str, *, deep: bool = True) -> tuple[Block, ...]:
        """Blocks of a part, its own heading included; with ``deep`` also those of its sections."""
        path = part if isinstance(part, str) else part.path
        return tuple(b for b in self.blocks if b.part == path or (deep and b.part.startswith(path + "/")))

    def tables(self, part: Part | str | None = None) -> tuple[Table, ...]:
        """All tables, or those of one part and its sections."""
        blocks = self.blocks if part is None else self.blocks_in(part)
        return tuple(block for block in blocks if isinstance(block, Table))

    def note(self, note_id: str) -> Note:
        """The note with this id.

        Raises:
            KeyError: there is no such note.
        """
        for note in self.notes:
            if note.id == note_id:
                return note
        raise KeyError(note_id)

    def passages(self, *, notes: bool = False) -> Iterator[tuple[Block, Passage]]:
        """Every passage with its block: lines, captions, units, cells; with ``notes`` also the note
        bodies."""
        for block in self.blocks:
            yield from ((block, passage) for passage in passages_of(block))
        if notes:
            for note in self.notes:
                for block in note.blocks:
                    yield from ((block, passage) for passage in passages_of(block))

    def quote(self, *spans: Span) -> str:
        """The text at *spans*, joined by one space."""
        return " ".join(span.of(self.text) for span in spans)


def passages_of(block: Block) -> tuple[Passage, ...]:
    """Every passage a block holds, in reading order."""
    if isinstance(block, Table):
        heads = tuple(passage for passage in (block.caption, block.unit) if passage is not None)
        return heads + tuple(cell.passage for cell in block.cells)
    if isinstance(block, Figure):
        return (block.caption,)
    return (block.passage,)


def mark_of(block: Block) -> Span | None:
    """Span of a block's printed marker (``1.``, ``가.``, ``○``), which its passage leaves out."""
    return None if isinstance(block, Para | Table) else block.mark
