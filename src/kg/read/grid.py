"""Rows of raw cells → the cells of a table: merged cells where they can be told, header rows, label column.

A conversion to text shows a merged cell as its first position and empty ones after it. What an empty position
means is decided only where the table itself settles it; every other one is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.errors import TooLargeError
from kg.model.blocks import Cell
from kg.read.raw import RawCell, RawTable
from kg.text.normal import fold

_LABEL_HEADS = re.compile(
    r"(?:구분|항목|연번|순번|번호|연도|년도|차수|회차|기수|시설명|센터명|기관명|과목|비목|세목|직위|직급|직종|성명|명칭|분야|"
    r"(?:세부|평가|심사)?(?:항목|지표|기준)|사업명|위탁사무명?|재원|단위사업|일자|기간|지역|자치구|시군)(?:\(.*\))?"
)
_NUMERIC = re.compile(
    r"[△▲\-]?\(?\d[\d,.]*\)?(?:명|건|회|원|천원|백만원|억원|점|%|개소|개|㎡|평|년|개월)?|[-–—.]|\d{4}\.\d{1,2}\.\d{1,2}\.?"
)
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d(?:년|\.)?|(?:19|20)\d\d년도?")

Rows = list[list[RawCell | None]]

LARGEST = 1_000_000
"""Positions (rows x columns) of the largest table that is laid out: a small file can claim any number."""


@dataclass(slots=True)
class Grid:
    """A table's cells with what could not be settled (code, message)."""

    nrows: int
    ncols: int
    cells: list[Cell] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def build_grid(table: RawTable) -> Grid:
    """The cells of *table* in row order.

    Raises:
        TooLargeError: it has more than ``LARGEST`` positions.
    """
    return _explicit(table) if table.explicit else _Inferred(table).build()


def _explicit(table: RawTable) -> Grid:
    """Cells whose spans the format gives (HTML 4.01 §11.2.6: a cell takes the first free position of its
    row)."""
    taken: dict[tuple[int, int], RawCell] = {}
    placed: list[tuple[int, int, RawCell]] = []
    nrows = len(table.rows)
    for row, cells in enumerate(table.rows):
        col = 0
        for cell in cells:
            if cell is None:
                continue
            while (row, col) in taken:
                col += 1
            rows = range(row, min(row + cell.rowspan, nrows))
            taken.update(((r, c), cell) for r in rows for c in range(col, col + cell.colspan))
            _must_fit(len(taken))
            placed.append((row, col, cell))
            col += cell.colspan
    ncols = max((col + 1 for _, col in taken), default=0)
    _must_fit(nrows * ncols)
    origin: Rows = [[None] * ncols for _ in range(nrows)]
    for row, col, cell in placed:
        origin[row][col] = cell
    shape = _shape(origin, ruled=any(cell.header for _, _, cell in placed))
    grid = Grid(nrows, ncols)
    for row, col, cell in placed:
        if cell.passage or cell.passage.notes:
            header = cell.header or row < shape.header_rows or (shape.label_column and col == 0)
            span = min(cell.rowspan, nrows - row)
            grid.cells.append(_cell(row, col, cell, span, cell.colspan, header))
    return grid


def _must_fit(positions: int) -> None:
    if positions > LARGEST:
        raise TooLargeError(
            f"a table of more than {LARGEST:,} positions",
            f"칸이 {LARGEST:,}개가 넘는 표가 있습니다",
            cure_en="Split the table.",
            cure_ko="표를 나누십시오.",
        )


def _cell(row: int, col: int, cell: RawCell, rowspan: int, colspan: int, header: bool) -> Cell:
    return Cell(
        row=row,
        col=col,
        passage=cell.passage,
        rowspan=rowspan,
        colspan=colspan,
        header=header,
        items=cell.items,
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    header_rows: int
    label_column: bool


def _numeric(cell: RawCell | None) -> bool:
    if cell is None:
        return False
    shown = fold(cell.passage.text)
    return _NUMERIC.fullmatch(shown) is not None and _YEAR.fullmatch(shown) is None


def _shape(rows: Rows, ruled: bool) -> _Shape:
    """How many rows at the top are headers, and whether the first column is."""
    if not rows or not rows[0]:
        return _Shape(0, False)
    ncols = len(rows[0])
    first = rows[0][0]
    head = first is not None and _LABEL_HEADS.fullmatch(fold(first.passage.text)) is not None
    labels = not any(_numeric(row[0]) for row in rows[1:])
    if len(rows) == 1:
        return _Shape(0, ncols == 2 and first is not None and not _numeric(first))
    if ncols == 2:
        values = all(_numeric(row[1]) for row in rows[1:]) and not _numeric(rows[0][1])
        return _Shape(1 if head or values else 0, labels)
    header = not any(_numeric(cell) for cell in rows[0]) and not _is_pairs(rows)
    if not header:
        return _Shape(0, labels)
    two = _second_header(rows)
    return _Shape(2 if two else 1, (head or first is None or (ruled and labels)) and labels)


def _is_pairs(rows: Rows) -> bool:
    """Label, value, label, value… in every row: no row is a header."""
    ncols = len(rows[0])
    if ncols % 2 or ncols < 4:
        return False
    values = [cell for row in rows for cell in row[1::2] if cell is not None]
    labels = [cell for row in rows for cell in row[0::2] if cell is not None]
    digits = sum(any(c.isdigit() for c in cell.passage.text) for cell in values)
    clean = not any(any(c.isdigit() for c in cell.passage.text) for cell in labels)
    first = any(c.isdigit() for cell in rows[0][1::2] if cell is not None for c in cell.passage.text)
    return clean and first and 2 * digits >= len(values)


def _second_header(rows: Rows) -> bool:
    """Whether the second row holds the sub-headings of groups in the first (the group covers empty cells)."""
    if len(rows) < 3 or all(cell is not None for cell in rows[0]):
        return False
    grouped = _grouped(rows[0])
    single = [col for col in range(len(rows[0])) if col not in grouped]
    if not grouped or any(rows[1][col] is not None for col in single):
        return False
    subs = [rows[1][col] for col in sorted(grouped)]
    filled = all(sub is not None for sub in subs)
    return filled and (bool(single) or not any(_numeric(sub) for sub in subs))


def _grouped(row: list[RawCell | None]) -> set[int]:
    """Columns under a heading that is followed by empty cells, and those cells."""
    grouped: set[int] = set()
    for col in range(1, len(row)):
        if row[col] is None:
            owner = next((c for c in range(col - 1, -1, -1) if row[c] is not None), None)
            if owner is not None:
                grouped.update((owner, col))
    return grouped


class _Inferred:
    """A table of a text format: spans are inferred from the empty positions."""

    def __init__(self, table: RawTable) -> None:
        widths = [
            max((i + 1 for i, cell in enumerate(row) if cell is not None), default=0) for row in table.rows
        ]
        self.ncols = max(widths, default=0)
        _must_fit(len(table.rows) * self.ncols)
        self.ragged = any(len(row) != len(table.rows[0]) for row in table.rows)
        self.rows: Rows = [
            (row + [None] * self.ncols)[: self.ncols]
            for row, width in zip(table.rows, widths, strict=True)
            if width
        ]
        self.shape = _shape(self.rows, table.ruled)
        self.covered: set[tuple[int, int]] = set()

    def build(self) -> Grid:
        grid = Grid(len(self.rows), self.ncols)
        empty: list[tuple[int, int]] = []
        for row, cells in enumerate(self.rows):
            for col, cell in enumerate(cells):
                if (row, col) in self.covered:
                    continue
                if cell is None:
                    if row >= self.shape.header_rows:
                        empty.append((row, col))
                    continue
                rowspan, colspan = self._span(row, col)
                self.covered.update(
                    (r, c) for r in range(row, row + rowspan) for c in range(col, col + colspan)
                )
                header = row < self.shape.header_rows or (self.shape.label_column and col == 0)
                grid.cells.append(_cell(row, col, cell, rowspan, colspan, header))
        if empty:
            places = ", ".join(f"({row + 1}, {col + 1})" for row, col in empty[:8])
            grid.doubts.append(("empty-cell", f"empty or merged cell (row, column): {places}"))
        if self.ragged:
            grid.doubts.append(("ragged-table", "the rows of the table have different numbers of cells"))
        return grid

    def _span(self, row: int, col: int) -> tuple[int, int]:
        if row < self.shape.header_rows:
            return self._header_span(row, col)
        if col == 0 and self.shape.label_column:
            return self._label_rows(row), 1
        return 1, self._across(row, col)

    def _header_span(self, row: int, col: int) -> tuple[int, int]:
        colspan = 1
        if row == 0:
            while col + colspan < self.ncols and self.rows[0][col + colspan] is None:
                if not any(cells[col + colspan] is not None for cells in self.rows[1:]):
                    break
                colspan += 1
        below = row == 0 and self.shape.header_rows == 2 and self.rows[1][col] is None
        return (2 if below and colspan == 1 else 1), colspan

    def _label_rows(self, row: int) -> int:
        """Rows the label in the first column covers: those below with an empty first cell and something
        else."""
        rowspan = 1
        while row + rowspan < len(self.rows) and self.rows[row + rowspan][0] is None:
            rowspan += 1
        return rowspan

    def _across(self, row: int, col: int) -> int:
        """A lone value over all columns, told by the next row of the same label giving each column its
        own."""
        if col != 1 or not self.shape.label_column or row + 1 >= len(self.rows):
            return 1
        alone = all(cell is None for cell in self.rows[row][2:]) and self.ncols > 2
        below = self.rows[row + 1]
        return self.ncols - 1 if alone and below[0] is None and all(below[1:]) else 1
