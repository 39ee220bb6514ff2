"""Fields: a label with its value, wherever a paper puts them (a line, the lines under it, a row or a column
of a table).

Extractors ask for kinds of field, never for places. A :class:`Record` is a group of fields that speak of
one thing: the lines under one heading, a row of a table, a column of a comparison table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.grid import WIDEST, Places, figures, places_of
from kg.extract.labels import Label, fold_label, read_label
from kg.extract.names import is_facility_header
from kg.extract.outline import Node, Outline
from kg.model.blocks import EMPTY, Cell, Passage, Table
from kg.text import field as split_field

_UNSPOKEN = frozenset(
    {"구분", "항목", "내용", "주요내용", "세부내용", "현황", "분류", "비고", "계", "합계", "소계"}
)
_GENERIC_HEAD = re.compile(r"(?:구분|항목|내용|주요내용|세부내용|현황|상세내용|비고|개요|분류)?")
_BARE_VALUE = re.compile(r"(?:제\s?\d|금\s?\d|['’‘]?\d|총\s?\d)")


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands for it.

    ``value`` is empty when everything stands in the lines under ``node``. ``unit`` is where a unit is
    printed apart from the value (a column header, ``(단위 : 천원)``). ``entity`` is the header of the
    column or row of what is described.
    """

    label: Label
    heading: Passage
    value: Passage
    node: Node
    cell: Cell | None = None
    unit: Passage | None = None
    entity: Passage | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Fields that speak of one thing. ``shape``: ``lines``, ``pairs``, ``row`` or ``column``."""

    shape: str
    node: Node
    fields: tuple[Field, ...]
    entity: Passage | None = None

    def first(self, *kinds: str) -> Field | None:
        """The first field of one of these kinds."""
        return next((f for f in self.fields if f.label.kind in kinds), None)

    def all(self, *kinds: str) -> tuple[Field, ...]:
        """Every field of these kinds."""
        return tuple(f for f in self.fields if f.label.kind in kinds)

    def has(self, *kinds: str) -> bool:
        """Whether there is a field of each of these kinds."""
        return all(self.first(kind) is not None for kind in kinds)


def line_field(node: Node) -> Field | None:
    """The field a line is (``라벨 : 값``, a label alone, a label and a bare value), or ``None``."""
    if node.table is not None or node.quoted or not node.text:
        return None
    parts = split_field(node.passage)
    if parts is not None:
        label = read_label(parts[0].text)
        return Field(label, parts[0], parts[1], node) if label else None
    alone = node.passage.strip()
    bare = re.sub(r"\s*[:：]\s*$", "", alone.text)
    if (label := read_label(bare)) is not None:
        return Field(label, alone.slice(0, len(bare)), EMPTY, node)
    return _spaced_field(node, alone)


def _spaced_field(node: Node, line: Passage) -> Field | None:
    """``의안번호 제645호``: a known label, white space, and a value that begins like one."""
    for match in re.finditer(r"\s+", line.text[:30]):
        label = read_label(line.text[: match.start()])
        if label is not None and label.kind != "seq" and _BARE_VALUE.match(line.text, match.end()):
            return Field(label, line.slice(0, match.start()), line.slice(match.end()), node)
    return None


def table_records(node: Node) -> tuple[Record, ...]:
    """The records of a table, or none when it holds no field we know (figures, statistics)."""
    table = node.table
    if table is None or table.nrows < 1 or not 2 <= table.ncols <= WIDEST:
        return ()
    at = places_of(table)
    grid = tuple(tuple(at.get((row, col)) for col in range(table.ncols)) for row in range(table.nrows))
    across = sum(1 for cell in _distinct(grid[0]) if (label := _label(cell)) and label.kind not in _FILLING)
    down = max(sum(1 for row in grid if _label(row[col], strict=True)) for col in range(min(table.ncols, 3)))
    if table.nrows >= 2 and across >= 2 and across > _pair_hits(grid[0]):
        rows = tuple(_rows(node, table, at))
        if rows and across >= down:
            return rows
    columns = _entity_columns(grid)
    if _only_figures(table, grid):
        return ()
    if down >= 2 and columns:
        return tuple(_columns(node, grid, columns))
    pairs = tuple(_pairs(node, grid))
    if len(pairs) >= 2 or (pairs and table.nrows <= 2):
        return (Record("pairs", node, pairs),)
    return tuple(_rows(node, table, at)) if across >= 2 and table.nrows >= 2 else ()


_FILLING = frozenset({"seq", "note"})
_DESCRIBING = frozenset(
    {
        "address",
        "area",
        "opened",
        "contractor",
        "period",
        "programmes",
        "representative",
        "method",
        "task-name",
    }
)


def _only_figures(table: Table, grid: tuple[tuple[Cell | None, ...], ...]) -> bool:
    """Whether a table holds counts under headers (정원·현원 by rank, counts by year) rather than fields."""
    columns = {figure.col for figure in figures(table)}
    labels = {label.kind for row in grid for cell in row if (label := _label(cell))}
    return len(columns) >= 2 and not labels & _DESCRIBING


def _pair_hits(row: tuple[Cell | None, ...]) -> int:
    """How many label-value pairs a row holds side by side (``의안번호 | 12 | 제출자 | 시장``)."""
    cells = _distinct(row)
    pairs = sum(1 for a, b in pairwise(cells) if _label(a) and not _label(b))
    return pairs + 1 if pairs >= 2 else 0


def _distinct(row: tuple[Cell | None, ...]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        if cell is not None and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells


def _label(cell: Cell | None, *, strict: bool = False) -> Label | None:
    if cell is None or len(cell.passage.text) > 40:
        return None
    label = read_label(cell.passage.text)
    return None if label and strict and label.folded in _UNSPOKEN else label


def _unit_in(cell: Cell) -> Passage | None:
    """The unit a header prints in brackets: ``면적(m2 )``, ``연간사업비(천원)``."""
    match = re.search(r"\(\s*([^()]{1,8})\s*\)\s*$", cell.passage.text.strip("*<> "))
    if match is None:
        return None
    at = cell.passage.text.index(match[1])
    return cell.passage.slice(at, at + len(match[1]))


# --- header row on top, a record per row -------------------------------------------------------------------


def header_rows(table: Table) -> int:
    """How many rows on top are headers: those before the first row with a value under a known label."""
    marked = table.header_rows
    if 0 < marked < table.nrows:
        return marked
    first = table.at(0, 0)
    return first.rowspan if first is not None and 0 < first.rowspan < table.nrows else 1


def _rows(node: Node, table: Table, at: Places) -> Iterator[Record]:
    top = header_rows(table)
    heads = [_column_label(at, col, top) for col in range(table.ncols)]
    for row in range(top, table.nrows):
        fields: list[Field] = []
        for col, head in enumerate(heads):
            cell = at.get((row, col))
            if head is None or cell is None or not cell.passage.text.strip():
                continue
            if fields and fields[-1].cell is cell:
                continue
            label, header = head
            unit = _unit_in(header) or table.unit
            fields.append(Field(label, header.passage, cell.passage, node, cell, unit))
        if fields:
            yield Record("row", node, tuple(fields), _row_entity(fields) or _row_name(at, row))


def _column_label(at: Places, col: int, top: int) -> tuple[Label, Cell] | None:
    for row in reversed(range(top)):
        cell = at.get((row, col))
        if cell is not None and (label := _label(cell)) is not None:
            return label, cell
    return None


def _row_entity(fields: list[Field]) -> Passage | None:
    return next((f.value for f in fields if f.label.kind == "facility"), None)


def _row_name(at: Places, row: int) -> Passage | None:
    """The name of a facility at the head of a row whose column says no more than ``구분``."""
    head, cell = at.get((0, 0)), at.get((row, 0))
    if head is None or cell is None or not _GENERIC_HEAD.fullmatch(fold_label(head.passage.text)):
        return None
    return cell.passage.strip() if is_facility_header(cell.passage.text) else None


# --- labels in the first column, one thing per further column ----------------------------------------------


def _entity_columns(grid: tuple[tuple[Cell | None, ...], ...]) -> dict[int, Cell]:
    """The columns of a comparison table by their header cell: at least two, each naming something."""
    head = grid[0]
    first_head = head[0].passage.text if head[0] is not None else ""
    if not _GENERIC_HEAD.fullmatch(fold_label(first_head)):
        return {}
    columns: dict[int, Cell] = {}
    for col, cell in enumerate(head):
        if cell is None or col == 0 or cell is head[0]:
            continue
        name = fold_label(cell.passage.text)
        if not name or _GENERIC_HEAD.fullmatch(name):
            continue
        if all(known is not cell for known in columns.values()):
            columns[col] = cell
    return columns if len(columns) >= 2 else {}


def _columns(
    node: Node, grid: tuple[tuple[Cell | None, ...], ...], columns: dict[int, Cell]
) -> Iterator[Record]:
    for col, head in columns.items():
        fields: list[Field] = []
        label: tuple[Label, Cell] | None = None
        for row in grid[1:]:
            label = _row_label(row, min(columns)) or (label if row[0] is None else None)
            cell = row[col]
            if label is None or cell is None or cell is label[1] or not cell.passage.text.strip():
                continue
            fields.append(
                Field(label[0], label[1].passage, cell.passage, node, cell, _unit_in(label[1]), head.passage)
            )
        if fields:
            yield Record("column", node, tuple(fields), head.passage)


def _row_label(row: tuple[Cell | None, ...], first_value: int) -> tuple[Label, Cell] | None:
    for col in reversed(range(first_value)):
        cell = row[col]
        if cell is not None and (label := _label(cell)) is not None:
            return label, cell
    return None


# --- label and value side by side ---------------------------------------------------------------------------


def _pairs(node: Node, grid: tuple[tuple[Cell | None, ...], ...]) -> Iterator[Field]:
    """Label beside value; a row that repeats its label or leaves it empty goes on with the value above."""
    found: list[Field] = []
    labels: list[Cell | None] = []
    seen: set[int] = set()
    for row in grid:
        cells = _distinct(row)
        if found and len(cells) == 1 and id(cells[0]) not in seen and cells[0].col == _col(found[-1]):
            _go_on(found, cells[0])
        at = 0
        while at < len(cells) - 1:
            cell, following = cells[at], cells[at + 1]
            label = _label(cell, strict=True)
            if label is None or id(following) in seen or _label(following, strict=True) is not None:
                at += 1
                continue
            seen.add(id(following))
            if labels and labels[-1] is cell:
                _go_on(found, following)
            elif following.passage.text.strip():
                found.append(Field(label, cell.passage, following.passage, node, following, _unit_in(cell)))
                labels.append(cell)
            at += 2
    yield from found


def _col(found: Field) -> int:
    return found.cell.col if found.cell is not None else -1


def _go_on(found: list[Field], cell: Cell) -> None:
    """Add what *cell* says to the value of the last field."""
    last = found[-1]
    found[-1] = replace(last, value=Passage.join([last.value, cell.passage], "\n"))


# --- the whole document -------------------------------------------------------------------------------------


def line_records(outline: Outline) -> tuple[Record, ...]:
    """Fields of lines, grouped by the line they lie under."""
    groups: dict[tuple[str, int], list[Field]] = {}
    for node in outline:
        found = line_field(node)
        if found is not None:
            groups.setdefault((node.paper, node.parent), []).append(found)
    return tuple(Record("lines", fields[0].node, tuple(fields)) for fields in groups.values())


def all_records(outline: Outline) -> tuple[Record, ...]:
    """Every record of the document in order of where it begins."""
    tables = [record for node in outline if node.table is not None for record in table_records(node)]
    return tuple(sorted((*line_records(outline), *tables), key=lambda record: record.node.index))
