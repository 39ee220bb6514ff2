"""Tables of figures: every number with the headers it stands under and beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.model.blocks import Cell, Passage, Table

COUNTERS = (
    r"㎥/일|㎥|톤/일|명/일|[십백천만억]+원|원|개소|개사|개교|개국|개반|개|명|건|회|인|팀|가구|세대|시간|일|권|점|%|％|종|대|곳|호|톤|㎏|kg|㎞|km|㎡|㎿h|천?MWh|㎾h|천?kWh|㎎/[ℓLl]|mg/[Ll]|ppm|천명|만명|천건"
    r"|필지|학급|강좌|과정|업체|작품|마리|그루|쪽|편|식|박|반|동|실|석"
)
"""Units that stand after a number, as a pattern."""

_NUMBER = re.compile(
    rf"\s*(?:(?:총|연|약)\s*)?(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>{COUNTERS})?"
    r"\s*(?:\([^()]*\))?\s*"
)
_YEAR = re.compile(r"\s*(?:(?:19|20)\d\d\s*(?:년도?)?|['’‘]\d\d\.?\s*(?:년도?)?)\s*(?:\([^()]*\))?\s*")
WIDEST = 200
"""Columns of the widest table that is read: wider ones are no tables of a paper but torn text."""

TOTALS = frozenset({"계", "합계", "총계", "소계", "총합계", "전체", "총", "누계", "합"})
"""Words of a sum over what stands beside them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a table: its cell, where it stands in the cell, the headers above it and the cells to its
    left.
    """

    row: int
    col: int
    cell: Cell
    start: int
    end: int
    above: tuple[Passage, ...]
    beside: tuple[Passage, ...]
    own_unit: Passage | None

    @property
    def path(self) -> tuple[Passage, ...]:
        """Row headers, then column headers."""
        return (*self.beside, *self.above)


_ASIDE = re.compile(
    r"단위|비고|연번|순번|번호|(?:주요|세부|추진|사업|활동)?내용|일시|장소|산출근거|산정기준|대상"
)
"""Heads of columns on the left that name nothing that is counted."""


def is_total(text: str) -> bool:
    """Whether a header is a sum (``계``, ``합계('22년)``).

    >>> is_total("합 계"), is_total("계('23년)"), is_total("관계기관")
    (True, True, False)
    """
    return re.sub(r"\s+|\(.*\)", "", text) in TOTALS


def _numeric(cell: Cell | None) -> re.Match[str] | None:
    if cell is None:
        return None
    text = cell.passage.text
    return (
        None if _YEAR.fullmatch(text) and not re.fullmatch(r"\s*\d,\d+\s*", text) else _NUMBER.fullmatch(text)
    )


Places = Mapping[tuple[int, int], Cell]


def places_of(table: Table) -> Places:
    """The covering cell of every place of a table, empty places left out."""
    return {
        (row, col): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }


def _body_start(table: Table, at: Places) -> int:
    """The first row that holds a number in a column other than the first."""
    for row in range(table.nrows):
        cells = [at.get((row, col)) for col in range(1 if table.ncols > 1 else 0, table.ncols)]
        first = at.get((row, 0))
        if any(_numeric(cell) for cell in cells) or (row and _numeric(first)):
            return row
    return table.nrows


def _stub_width(table: Table, at: Places, top: int) -> int:
    """How many columns on the left hold row headers."""
    for col in range(table.ncols):
        cells = [at.get((row, col)) for row in range(top, table.nrows)]
        if any(_numeric(cell) for cell in cells) and not _ordinals(cells, at, col):
            return col
    return table.ncols


def _ordinals(cells: list[Cell | None], at: Places, col: int) -> bool:
    """Whether a first column only counts its rows (연번 1, 2, 3)."""
    head = at.get((0, col))
    return bool(
        col == 0
        and head
        and re.fullmatch(r"연번|순번|번호|no\.?", head.passage.text.strip().lower())
        and cells
    )


def figures(table: Table) -> tuple[Figure, ...]:
    """Every number in the body of a table with its headers; none where the table has no header row.

    A header left empty in a row of headers belongs to the group on its left (merged cells of tab-separated
    tables are printed as empty ones); an empty row header repeats the one above.
    """
    if table.ncols > WIDEST:
        return ()
    at = places_of(table)
    top = _body_start(table, at)
    if top == 0 or top >= table.nrows:
        return ()
    width = _stub_width(table, at, top)
    found: list[Figure] = []
    for row in range(top, table.nrows):
        beside = tuple(_beside(at, row, width, top))
        for col in range(width, table.ncols):
            cell = at.get((row, col))
            match = _numeric(cell)
            if cell is None or match is None or cell.col != col:
                continue
            unit = cell.passage.slice(*match.span("unit")) if match["unit"] else None
            above = tuple(_above(at, col, top))
            found.append(Figure(row, col, cell, *match.span("n"), above, beside, unit))
    return tuple(found)


def _above(at: Places, col: int, top: int) -> Iterator[Passage]:
    last: Cell | None = None
    for row in range(top):
        cell = at.get((row, col)) or (_group_left(at, row, col, top) if row < top - 1 else None)
        if cell is not None and cell is not last and cell.passage.text.strip():
            yield cell.passage.strip()
            last = cell


def _group_left(at: Places, row: int, col: int, top: int) -> Cell | None:
    """The header an empty place in a row of headers continues, where a sub-header stands under it."""
    if not any(at.get((below, col)) for below in range(row + 1, top)):
        return None
    for left in range(col - 1, -1, -1):
        cell = at.get((row, left))
        if cell is not None:
            return cell
    return None


def _beside(at: Places, row: int, width: int, top: int) -> Iterator[Passage]:
    last: Cell | None = None
    for col in range(width):
        head = at.get((0, col))
        if col and head is not None and _ASIDE.fullmatch(re.sub(r"\s+", "", head.passage.text)):
            continue
        cell = at.get((row, col))
        if cell is None and col < width - 1:
            cell = next((c for r in range(row - 1, top - 1, -1) if (c := at.get((r, col))) is not None), None)
        if cell is not None and cell is not last and cell.passage.text.strip():
            yield cell.passage.strip()
            last = cell
