"""The structure pass: raw blocks of any format → the document. The only place that knows how papers are
built.

In order: markers, notes, joins, outline (headings, items, quoted law), tables with captions and units,
duplicates, conservation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

from kg.model.blocks import (
    Block,
    Document,
    Figure,
    Furniture,
    ListItem,
    Note,
    NoteRef,
    Para,
    Passage,
    Span,
    Table,
    mark_of,
    passages_of,
)
from kg.read.grid import build_grid
from kg.read.raw import Raw, RawFigure, RawLine, RawTable
from kg.read.structure.conserve import conserve
from kg.read.structure.duplicates import find_duplicates
from kg.read.structure.join import join_lines
from kg.read.structure.lines import CAPTION, Item, Line, is_caption, is_unit, line_of
from kg.read.structure.markers import Marker
from kg.read.structure.notes import NoteDraft, name_notes, take_notes
from kg.read.structure.outline import Outline, mark_span
from kg.read.structure.statutes import opens_article
from kg.read.structure.words import Vocabulary
from kg.text.normal import fold

_BOX_NUMBER = re.compile(r"\d{1,2}\.?|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\.?|[IVX]{1,5}\.?|(?:붙임|별첨|첨부|별지|참고)\d{0,2}")
_FIGURE = re.compile(
    r"(?:위치도|약도|배치도|평면도|조감도|조직도|전경(?:사진)?|(?:시설|현장)?사진|(?:시설)?현황사진)"
)


def structure(raw: Raw) -> Document:
    """The document of a format reader's raw blocks; name, hashes and encoding are left for the caller."""
    return _Builder(raw).build()


class _Builder:
    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.outline = Outline()
        self.vocabulary = Vocabulary(raw.text, char_wrapped=raw.char_wrapped)

    def build(self) -> Document:
        items: list[Item] = [line_of(b) if isinstance(b, RawLine) else b for b in self.raw.blocks]
        items, drafts = take_notes(self.raw, items)
        items = join_lines(items, self.vocabulary)
        items = _join_titles(items)
        for line in [*items, *(line for draft in drafts for line in draft.lines)]:
            self._settle_lead(line)
        at = 0
        while at < len(items):
            at += self._place(items, at)
        self.outline.finish(len(self.raw.text))
        blocks = self._without_duplicates(self.outline.blocks)
        ids = name_notes(drafts)
        blocks = _resolve_marks(blocks, ids, self.raw)
        notes = self._notes(drafts, blocks)
        furniture = conserve(self.raw, blocks, notes)
        return Document(
            text=self.raw.text,
            blocks=tuple(blocks),
            parts=tuple(self.outline.parts),
            notes=notes,
            furniture=furniture,
            warnings=tuple(self.raw.warnings),
        )

    def _settle_lead(self, line: Item) -> None:
        """A marker with markup inside (``- **가.**``) has no one span: its pieces go to the furniture."""
        if isinstance(line, Line) and line.lead is not None and mark_span(line.lead) is None:
            for span in line.lead.spans():
                self.raw.drop(span.start, span.end, "marker")
            line.lead = None

    # --- placing items -------------------------------------------------------------------------------------

    def _place(self, items: list[Item], at: int) -> int:
        """Place the item at *at*; how many items that took."""
        item = items[at]
        if isinstance(item, RawTable):
            self._table(item, None, None)
            return 1
        if isinstance(item, RawFigure):
            self._figure(item.caption, item.source, missing=False, mark=None)
            return 1
        head = _table_head(items, at)
        if head is not None:
            caption, unit, taken = head
            table = items[at + taken - 1]
            if isinstance(table, RawTable):
                self._table(table, caption, unit)
            return taken
        if _FIGURE.fullmatch(fold(item.passage.text)) and not item.heading:
            return self._empty_slot(items, at, item)
        if is_unit(item.passage.text) and self._unit_after(item):
            return 1
        following = [after for after in items[at + 1 : at + 7] if isinstance(after, Line)]
        self.outline.add(item, following)
        return 1

    def _unit_after(self, line: Line) -> bool:
        """A unit printed below its table, no other table following: it is the table's."""
        last = self.outline.blocks[-1] if self.outline.blocks else None
        if not isinstance(last, Table) or last.unit is not None:
            return False
        self.outline.blocks[-1] = replace(
            last, unit=line.passage, source=Span(last.source.start, max(last.source.end, line.source.end))
        )
        return True

    def _empty_slot(self, items: list[Item], at: int, line: Line) -> int:
        following = items[at + 1] if at + 1 < len(items) else None
        if isinstance(following, RawFigure) and not following.caption:
            source = Span(line.source.start, following.source.end)
            self._figure(line.passage, source, missing=False, mark=mark_span(line.lead))
            return 2
        self._figure(line.passage, line.source, missing=True, mark=mark_span(line.lead))
        return 1

    def _figure(self, caption: Passage, source: Span, *, missing: bool, mark: Span | None) -> None:
        self.outline.blocks.append(
            Figure(source=source, part=self.outline.path, caption=caption, missing=missing, mark=mark)
        )

    def _table(self, table: RawTable, caption: Passage | None, unit: Passage | None) -> None:
        box = _box_heading(table)
        if box is not None and caption is None and unit is None and table.caption is None:
            self.outline.box(box[1], box[0])
            return
        grid = build_grid(table)
        if table.caption is not None and (caption is not None or not grid.cells):
            self.outline.add(Line(table.caption, table.caption.source), [])
        elif caption is None:
            caption = table.caption
        if not grid.cells:
            return
        for code, message in grid.doubts:
            self.raw.warn(code, message, table.source)
        sources = [table.source, *(p.source for p in (caption, unit) if p is not None)]
        source = Span(min(s.start for s in sources), max(s.end for s in sources))
        self.outline.law.close()
        self.outline.blocks.append(
            Table(
                source=source,
                part=self.outline.path,
                nrows=grid.nrows,
                ncols=grid.ncols,
                cells=tuple(grid.cells),
                caption=caption,
                unit=unit,
            )
        )

    # --- after placing -------------------------------------------------------------------------------------

    def _without_duplicates(self, blocks: list[Block]) -> list[Block]:
        repeats = find_duplicates(blocks)
        for index, first in repeats.items():
            block = blocks[index]
            spans = [span for passage in passages_of(block) for span in passage.spans()]
            mark = mark_of(block)
            for span in (*((mark,) if mark else ()), *spans):
                self.raw.furniture.append(Furniture(span, "duplicate", first))
        return [block for index, block in enumerate(blocks) if index not in repeats]

    def _notes(self, drafts: list[NoteDraft], blocks: list[Block]) -> tuple[Note, ...]:
        marks: dict[str, list[Span]] = {}
        for number, span in self.raw.marks:
            marks.setdefault(number, []).append(span)
        starts = list(accumulate((block.source.start for block in blocks), max))
        notes: list[Note] = []
        for draft in drafts:
            ordinal = int(draft.id.partition(".")[2] or 1) - 1
            places = marks.get(draft.number, [])
            anchor = places[ordinal] if ordinal < len(places) else None
            position = anchor.start if anchor else draft.lines[0].source.start
            index = bisect_right(starts, position) - 1
            notes.append(self._note(draft, anchor, blocks[index].part if index >= 0 else "1"))
        return tuple(notes)

    def _note(self, draft: NoteDraft, anchor: Span | None, part: str) -> Note:
        first = draft.lines[0]
        source = Span(first.source.start, max(line.source.end for line in draft.lines))
        quoted = opens_article(first.passage.text)
        body: list[Block] = [Para(passage=first.passage, source=first.source, part=part, quoted=quoted)]
        body += [_note_item(line, part, quoted) for line in draft.lines[1:]]
        return Note(
            id=draft.id,
            number=draft.number,
            blocks=tuple(body),
            source=source,
            mark=mark_span(first.lead),
            anchor=anchor,
            part=part,
        )


def _note_item(line: Line, part: str, quoted: bool) -> ListItem:
    marker = line.marker.text if line.marker else ""
    level = {"circled": 1, "number": 2, "letter": 3}.get(line.marker.kind if line.marker else "", 1)
    return ListItem(
        passage=line.passage,
        source=line.source,
        part=part,
        level=level,
        marker=marker,
        mark=mark_span(line.lead),
        quoted=quoted,
    )


def _join_titles(items: list[Item]) -> list[Item]:
    """A title printed on two lines (``… 동의안`` / ``심사보고서``) as one."""
    first = next((i for i, item in enumerate(items) if isinstance(item, Line)), None)
    if first is None or first + 1 >= len(items):
        return items
    title, below = items[first], items[first + 1]
    if not isinstance(title, Line) or not isinstance(below, Line) or below.marker or title.marker:
        return items
    kind = re.fullmatch(
        r"(?:심사|검토|심사결과|성과평가|결과)?보고서?|회의록|동의안|검토의견", fold(below.passage.text)
    )
    named = re.search(r"보고서?$|회의록$", fold(title.passage.text))
    if kind is None or named is not None or below.heading not in (0, title.heading):
        return items
    title.passage = Passage.join([title.passage, below.passage], " ")
    title.source = Span(title.source.start, below.source.end)
    return [*items[: first + 1], *items[first + 2 :]]


def _table_head(items: list[Item], at: int) -> tuple[Passage | None, Passage | None, int] | None:
    """Caption and unit lines right before a table, in either order, and how many items they and the table
    are."""
    caption: Passage | None = None
    unit: Passage | None = None
    step = at
    while step < len(items) and step < at + 2:
        line = items[step]
        if not isinstance(line, Line):
            break
        text = line.passage.text
        if unit is None and is_unit(line.whole):
            unit = _whole_passage(line)
        elif caption is None and line.marker is None and is_caption(text):
            caption = _caption(line.passage)
        else:
            return None
        step += 1
    if step == at or step >= len(items) or not isinstance(items[step], RawTable):
        return None
    return caption, unit, step - at + 1


def _whole_passage(line: Line) -> Passage:
    return Passage.join([line.lead, line.passage]) if line.lead else line.passage


def _caption(passage: Passage) -> Passage:
    match = CAPTION.fullmatch(passage.text)
    if match is None or match["inner"] is None:
        return passage
    return passage.slice(*match.span("inner"))


def _box_heading(table: RawTable) -> tuple[str, Line] | None:
    """Number and title of a one-row table that is a heading in a box."""
    rows = [[cell for cell in row if cell is not None] for row in table.rows]
    if len(rows) != 1 or len(rows[0]) != 2:
        return None
    number, title = rows[0]
    if not _BOX_NUMBER.fullmatch(fold(number.passage.text)) or not re.search(
        r"[가-힣]{2}", title.passage.text
    ):
        return None
    if title.items or len(title.passage.text) > 80:
        return None
    digits = re.sub(r"\D", "", number.passage.text)
    marker = Marker("number", digits, int(digits), 0) if digits else None
    return number.passage.text, Line(title.passage, table.source, lead=number.passage, marker=marker)


def _resolve_marks(blocks: list[Block], ids: dict[str, list[str]], raw: Raw) -> list[Block]:
    """Blocks whose note marks carry the ids of the notes; a mark without a note is reported."""
    used: dict[str, int] = {}

    def resolve(passage: Passage) -> Passage:
        if not passage.notes:
            return passage
        refs: list[NoteRef] = []
        for ref in passage.notes:
            known = ids.get(ref.id)
            if known is None:
                raw.warn("note-without-body", f"note {ref.id} has no body", passage.source)
                refs.append(ref)
                continue
            refs.append(NoteRef(known[min(used.get(ref.id, 0), len(known) - 1)], ref.at))
            used[ref.id] = used.get(ref.id, 0) + 1
        return replace(passage, notes=tuple(refs))

    return [_map_passages(block, resolve) for block in blocks]


def _map_passages(block: Block, change: Callable[[Passage], Passage]) -> Block:
    if isinstance(block, Table):
        cells = tuple(replace(cell, passage=change(cell.passage)) for cell in block.cells)
        return replace(block, cells=cells)
    if isinstance(block, Figure):
        return replace(block, caption=change(block.caption))
    return replace(block, passage=change(block.passage))


__all__ = ["structure"]
