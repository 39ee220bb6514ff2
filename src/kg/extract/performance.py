"""Performance counts: tables of any depth and sentences, each number with its category, year, unit and
facility.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.counts import CONTEXT, EARNED, ELSEWHERE, MONEY, NOT_COUNTS, YEAR_WORDS, count_value
from kg.extract.counts_told import counts_told
from kg.extract.grid import COUNTERS, Figure, figures, is_total
from kg.extract.labels import fold_label, read_label
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.staff import is_staff_table
from kg.extract.values import first, state, text_of
from kg.model.blocks import Passage, Table
from kg.model.facts import Observation, Performance, Stated
from kg.text import find_years

_STATE = re.compile(r"(?:상담|운영|사업|프로그램)\s*현황")
_PLAIN = frozenset(
    {
        "구분",
        "실적",
        "인원",
        "건수",
        "횟수",
        "이용실적",
        "추진실적",
        "운영실적",
        "주요실적",
        "현황",
        "이용인원",
        "이용자수",
        "연도",
        "연도별",
        "년도",
        "단위",
        "비고",
        "기간",
        "연번",
        "순번",
        "사업명",
        "세부사업",
        "내용",
        "이용현황",
        "운영현황",
        "실적현황",
        "분야",
        "실인원",
        "항목",
        "프로그램",
        "사업",
        "센터",
        "시설명",
        "기관명",
        "명",
        "건",
        "회",
        "성과",
        "연인원",
    }
)
_SAYS_NOTHING = _PLAIN - {"인원", "건수", "횟수", "이용인원", "이용자수", "실인원", "연인원"}
"""Words left out of a category even where the columns of a table are told apart by 횟수 and 인원."""

_UNIT = re.compile(
    rf"[(（]\s*(?:단위\s*[:：]\s*)?(?P<u>(?:연\s*)?(?:{COUNTERS})(?:\s*[/·,，ㆍ]\s*(?:{COUNTERS}))*)\s*[)）]"
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number with its reading, before parents are known."""

    category: tuple[Stated[str], ...]
    value: Stated[int] | Stated[Decimal]
    unit: Stated[str] | None
    year: Stated[int] | None
    facility: Stated[str] | None
    total: bool


def performance(reading: Reading) -> tuple[Performance, ...]:
    """Every table (or sentence) of performance counts, one statement per facility it speaks of."""
    made: list[Performance] = []
    for node in reading.outline:
        if node.table is not None and _counts(reading, node, node.table):
            made.extend(_from_table(reading, node, node.table))
    if not made:
        for node in reading.outline:
            if node.table is None and not node.quoted and node.rank != "title":
                made.extend(counts_told(reading, node))
    return tuple(made)


# --- tables -------------------------------------------------------------------------------------------------


def _counts(reading: Reading, node: Node, table: Table) -> bool:
    if reading.amending(node) or is_staff_table(reading, node, table):
        return False
    found = figures(table)
    if not found:
        return False
    unit = table.unit.text if table.unit else ""
    if MONEY.search(unit.rstrip(") ")) and not re.search(r"[,，·/]", unit):
        return False
    over = _over(reading, node)
    caption = table.caption.text if table.caption else ""
    if ELSEWHERE.search(caption) or (NOT_COUNTS.search(caption) and not CONTEXT.search(over)):
        return False
    labelled = sum(
        1 for row in range(table.nrows) if (c := table.at(row, 0)) is not None and _field_label(c.passage)
    )
    if labelled >= 2:
        return False
    usable = [f for f in found if not _unusable(table, f)]
    dated = any(find_years(p.text) for f in usable for p in f.path)
    units = any(_unit(table, f) is not None for f in usable)
    told = bool(CONTEXT.search(over)) or (bool(_STATE.search(over)) and (units or dated))
    return len(usable) >= 2 and (told or (dated and units) or (bool(unit) and units))


def _field_label(passage: Passage) -> bool:
    label = read_label(passage.text)
    return label is not None and label.kind in (
        "address",
        "area",
        "opened",
        "contractor",
        "period",
        "staff",
        "budget",
        "facility",
    )


def _over(reading: Reading, node: Node) -> str:
    caption = node.table.caption.text if node.table and node.table.caption else ""
    near = [a.text[:60] for a in reading.outline.ancestors(node) if a.rank != "title"][:2]
    before = [
        n
        for n in reading.outline.nodes[max(0, node.index - 3) : node.index]
        if n.table is None and n.paper == node.paper
    ]
    return " ".join([caption, *near, *(n.text[:60] for n in before if len(n.text) < 60)])


def _unusable(table: Table, figure: Figure) -> bool:
    """Whether a figure counts nothing: a score, money spent, a share of something, a bare fraction."""
    if any(NOT_COUNTS.search(p.text) for p in figure.path):
        return True
    unit = _unit(table, figure)
    if unit is None:
        return "." in figure.cell.passage.text[figure.start : figure.end]
    if MONEY.search(unit.value):
        return not any(EARNED.search(p.text) for p in figure.path)
    return unit.value == "점"


def _from_table(reading: Reading, node: Node, table: Table) -> Iterator[Performance]:
    usable = [f for f in figures(table) if not _unusable(table, f)]
    counted = [_read(reading, table, f, _PLAIN) for f in usable]
    if _alike(usable, counted):
        counted = [_read(reading, table, f, _SAYS_NOTHING) for f in usable]
    printed = {c.year.value: c.year for c in counted if c.year is not None}
    year = (
        next(iter(printed.values())) if len(printed) == 1 else None if printed else _year_over(reading, node)
    )
    counted = [c if c.year is not None else replace(c, year=year) for c in counted]
    names: list[Stated[str] | None] = []
    for c in counted:
        if not any(_same(c.facility, n) for n in names):
            names.append(c.facility)
    for name in names:
        group = [c for c in counted if _same(c.facility, name)]
        yield Performance(
            part=node.part, facility=name or reading.subject, observations=tuple(_observations(group))
        )


def _alike(usable: list[Figure], counted: list[_Counted]) -> bool:
    """Whether two columns of one row are told apart by nothing but such words as 횟수 and 인원."""
    rows: dict[tuple[int, int | None], list[tuple[str, ...]]] = {}
    for figure, one in zip(usable, counted, strict=True):
        if not one.total:
            path = tuple(step.value for step in one.category)
            rows.setdefault((figure.row, _year_value(one)), []).append(path)
    return any(
        a and a == b[: len(a)]
        for paths in rows.values()
        for at, a in enumerate(paths)
        for b in (*paths[:at], *paths[at + 1 :])
    )


def _same(left: Stated[str] | None, right: Stated[str] | None) -> bool:
    return (left.value if left else None) == (right.value if right else None)


def _read(reading: Reading, table: Table, figure: Figure, plain: frozenset[str]) -> _Counted:
    value = count_value(figure.cell.passage, figure.start, figure.end)
    year = first(y for p in figure.path if (y := _year_of(p)) is not None)
    facility = first(found for p in figure.path if (found := _facility(reading, p)) is not None)
    words = [p for p in figure.path if (facility is None or text_of(p) != facility)]
    category = tuple(w for p in words if (w := _category(p, plain)) is not None)
    total = any(is_total(_bare(p)) for p in words)
    if not category:
        grand = first(p for p in words if is_total(_bare(p)))
        category = (_total_word(grand),) if grand is not None else _named(figure, facility)
    return _Counted(category, value, _unit(table, figure), year, facility, total)


def _named(figure: Figure, facility: Stated[str] | None) -> tuple[Stated[str], ...]:
    """What a figure with no category counts: the plain word over it (이용인원), else the place itself."""
    if facility is None:
        return ()
    plain = first(w for p in figure.above if (w := _category(p, _SAYS_NOTHING)) is not None)
    return (plain or facility,)


def _facility(reading: Reading, passage: Passage) -> Stated[str] | None:
    bare = _bare(passage)
    return reading.facility_named(passage) if len(bare) >= 3 and not _UNIT.search(passage.text) else None


def _bare(passage: Passage) -> str:
    return fold_label(YEAR_WORDS.sub("", passage.text))


def _category(passage: Passage, plain: frozenset[str] = _PLAIN) -> Stated[str] | None:
    """The words of a header that name what is counted: no year, unit, total or filler."""
    text = passage.text
    low, high = 0, len(text)
    unit = _UNIT.search(text)
    if unit is not None and unit.end() >= len(text.rstrip()) - 1:
        high = unit.start()
    lead = YEAR_WORDS.match(text)
    if lead is not None and lead.end() > 1 and find_years(lead[0]):
        low = lead.end()
    tail = re.search(rf"\s*[(（]\s*{YEAR_WORDS.pattern}\s*[)）]\s*$", text[low:high])
    if tail is not None:
        high = low + tail.start()
    found = text_of(passage, low, high)
    if (
        found is None
        or is_total(found.value)
        or fold_label(found.value) in plain
        or not re.search(r"[가-힣A-Za-z]", found.value)
    ):
        return None
    return found


def _total_word(passage: Passage) -> Stated[str]:
    match = re.search(r"누\s*계|총\s*합\s*계|합\s*계|총\s*계|소\s*계|계|전\s*체|총|합", passage.text)
    assert match is not None
    return state(passage, *match.span(), re.sub(r"\s", "", match[0]), "text")


def _year_of(passage: Passage) -> Stated[int] | None:
    found = find_years(passage.text)
    return state(passage, found[0].start, found[0].end, found[0].year, "year") if len(found) == 1 else None


def _unit(table: Table, figure: Figure) -> Stated[str] | None:
    """The unit of a number: its own, its column's or row's, else the table's where that is a single one."""
    if figure.own_unit is not None:
        return text_of(figure.own_unit)
    for passage in (*reversed(figure.above), *reversed(figure.beside)):
        match = _UNIT.search(passage.text)
        if match:
            return text_of(passage, *match.span("u"))
        if re.fullmatch(r"\s*(?:건|명|회|개소|팀|가구|시간|권)\s*", passage.text):
            return text_of(passage)
    named = _unit_beside(table, figure)
    if named is not None or table.unit is None:
        return named
    words = re.search(r"(?:단위\s*[:：]\s*)?(?P<u>[^():：]+?)\s*[)）]?\s*$", table.unit.text)
    if words is None:
        return None
    several = re.split(r"\s*[,，]\s*", words["u"])
    heads = [cell.passage.text for cell in table.cells if cell.row < figure.row]
    left = [u for u in several if not any(re.search(rf"\(\s*{re.escape(u)}\s*\)", h) for h in heads)]
    if len(several) > len(left) == 1:
        at = table.unit.text.index(left[0], words.start("u"))
        return text_of(table.unit, at, at + len(left[0]))
    if len(several) == 1 or not any(_category(p) for p in figure.path):
        return text_of(table.unit, *words.span("u"))
    return _unit_among(table.unit, words.start("u"), several, figure)


def _unit_beside(table: Table, figure: Figure) -> Stated[str] | None:
    """The unit in a column of units, wherever it stands in the row."""
    for col in range(table.ncols):
        head = table.at(0, col)
        if head is not None and fold_label(head.passage.text) == "단위":
            cell = table.at(figure.row, col)
            return text_of(cell.passage) if cell is not None and cell.passage.text.strip() else None
    return None


_COUNTED_IN = (
    ("명", re.compile(r"인원|자\s*수?$|명$|이용자|참여자")),
    ("건", re.compile(r"건수?$")),
    ("회", re.compile(r"횟수$|회$")),
    ("대", re.compile(r"대수$")),
    ("권", re.compile(r"권수$|도서|장서")),
    ("톤", re.compile(r"[가-힣]량$")),
)


def _unit_among(unit: Passage, start: int, several: list[str], figure: Figure) -> Stated[str] | None:
    """Of units printed over a table (``명, 건``) the one a header's words ask for; else none is known."""
    for passage in (*reversed(figure.above), *reversed(figure.beside)):
        for word, pattern in _COUNTED_IN:
            if word in several and pattern.search(re.sub(r"\s+", "", passage.text)):
                at = unit.text.index(word, start)
                return text_of(unit, at, at + len(word))
    return None


def _year_over(reading: Reading, node: Node) -> Stated[int] | None:
    """The year printed over a table: in its caption, or in the line it follows."""
    sources = [node.table.caption] if node.table and node.table.caption else []
    sources += [
        n.passage
        for n in reading.outline.nodes[max(0, node.index - 2) : node.index][::-1]
        if n.table is None and len(n.text) < 60
    ]
    sources += [a.passage for a in reading.outline.ancestors(node) if a.rank != "title"][:1]
    for passage in sources:
        years = find_years(passage.text)
        if len({y.year for y in years}) == 1:
            return state(passage, years[0].start, years[0].end, years[0].year, "year")
    return None


# --- parents ------------------------------------------------------------------------------------------------


def _observations(group: list[_Counted]) -> Iterator[Observation]:
    """The counts of one facility; a total is taken for the sum of unlike units only where it is."""
    made = list(_with_parents(group))
    for number, total in enumerate(made):
        parts = [at for at, one in enumerate(made) if one.parent == number]
        units = {unit.value for at in parts if (unit := made[at].unit) is not None}
        if len(units) > 1 and sum(made[at].value.value for at in parts) != total.value.value:
            for at in parts:
                made[at] = replace(made[at], parent=None)
    yield from made


def _with_parents(group: list[_Counted]) -> Iterator[Observation]:
    paths = [tuple(c.value for c in counted.category) for counted in group]
    for number, counted in enumerate(group):
        if counted.category:
            yield Observation(
                category=counted.category,
                value=counted.value,
                unit=counted.unit,
                year=counted.year,
                parent=_parent(number, group, paths),
            )


def _parent(number: int, group: list[_Counted], paths: list[tuple[str, ...]]) -> int | None:
    """The subtotal of the same year a cell adds up to: of its own group, else the grand total."""
    own, path = group[number], paths[number]
    if (own.total and _is_grand(path)) or (own.unit is not None and own.unit.value in ("%", "％")):
        return None
    same_year = [
        i for i, c in enumerate(group) if i != number and _year_value(c) == _year_value(own) and c.total
    ]
    for depth in range(len(path) - 1, 0, -1):
        for i in same_year:
            if paths[i] == path[:depth]:
                return _position(i, group)
    grand = [i for i in same_year if _is_grand(paths[i])]
    return _position(grand[0], group) if grand else None


def _position(index: int, group: list[_Counted]) -> int:
    """The place among the observations kept (those with a category)."""
    return sum(1 for counted in group[:index] if counted.category)


def _is_grand(path: tuple[str, ...]) -> bool:
    return len(path) == 1 and is_total(path[0])


def _year_value(counted: _Counted) -> int | None:
    return counted.year.value if counted.year else None
