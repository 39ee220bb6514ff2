"""Tables of amounts: years and items from the headers, 계 of both is the total."""

from __future__ import annotations

import re

from kg.extract.amounts import Draft, joined, no_year, year_in
from kg.extract.grid import Figure, figures, is_total
from kg.extract.labels import fold_label
from kg.extract.values import first, state, text_of
from kg.model.blocks import Passage, Table
from kg.model.facts import BudgetItem, Stated
from kg.text import find_money

_SKIPPED_HEAD = re.compile(r"증감|비율|구성비|%|집행|잔액|산출|비고|전년|대비|증가")
_BESIDE_PROJECTS = re.compile(r"인\s*건\s*비|운\s*영\s*비|관\s*리\s*비|프로그램비")


def read_table(draft: Draft, table: Table, heading: Passage) -> None:
    """A table of amounts under a budget: years and items from its headers, 계 of both is the total."""
    unit = table.unit if table.unit is not None and "원" in table.unit.text else None
    in_heading = re.search(r"\((?:단위\s*[:：]\s*)?(?P<u>[십백천만억]*원)\)", heading.text)
    if unit is None and in_heading:
        unit = heading.slice(*in_heading.span("u"))
    usable = [f for f in figures(table) if not any(_SKIPPED_HEAD.search(p.text) for p in f.path)]
    mixed = any(_BESIDE_PROJECTS.search(p.text) for f in usable for p in f.path)
    words = {id(f): _words(f, mixed) for f in usable}
    depth = max((len(found) for found in words.values()), default=0)
    yearly = any(year_in(p, 0, len(p.text)) for f in usable for p in f.path)
    for figure in usable:
        read = _amount(figure, unit)
        if read is None or (
            0 < len(words[id(figure)]) < depth and any(is_total(no_year(p.text)) for p in figure.path)
        ):
            continue
        if yearly and words[id(figure)] and _sums_years(figure):
            continue
        _place(draft, figure, words[id(figure)], *read)


def _words(figure: Figure, mixed: bool) -> list[Passage]:
    """The headers of an amount that name what it is for; 사업비 does beside 인건비 (*mixed*)."""
    return [p for p in figure.path if not _is_plain(p) or (mixed and fold_label(p.text) == "사업비")]


def _amount(figure: Figure, unit: Passage | None) -> tuple[Stated[int], int] | None:
    whole = find_money(figure.cell.passage.text)
    if len(whole) == 1:
        return state(figure.cell.passage, whole[0].start, whole[0].end, whole[0].krw, "krw"), whole[0].unit
    heads = [p for p in figure.path if re.search(r"\([십백천만억]*원\)", p.text)]
    source = first(heads) or unit
    return joined(figure.cell.passage, (figure.start, figure.end), source)


def _place(draft: Draft, figure: Figure, words: list[Passage], amount: Stated[int], unit: int) -> None:
    year = first(y for p in figure.path if (y := year_in(p, 0, len(p.text))) is not None)
    if not words:
        if year is None or (
            draft.total is None and not draft.items and len(figure.above) + len(figure.beside) <= 1
        ):
            if draft.total is None:
                draft.total, draft.unit, draft.year = amount, unit, draft.year or year
            return
        label = first(p for p in figure.path if is_total(no_year(p.text))) or first(figure.path)
        stated = text_of(label) if label else None
        if stated is not None:
            draft.items.append(BudgetItem(label=stated, amount=amount, year=year))
        return
    low, high = words[0], words[-1]
    stated = text_of(low) if low is high else _joined_label(words)
    if stated is not None:
        draft.items.append(BudgetItem(label=stated, amount=amount, year=year))


def _sums_years(figure: Figure) -> bool:
    """Whether a 계 sums over the years of the table, so that it is no item of its own."""
    return not any(year_in(p, 0, len(p.text)) for p in figure.path) and any(
        is_total(no_year(p.text)) for p in figure.path
    )


def _joined_label(words: list[Passage]) -> Stated[str] | None:
    parts = [t for p in words if (t := text_of(p)) is not None]
    if not parts:
        return None
    return Stated(" ".join(t.value for t in parts), tuple(s for t in parts for s in t.spans), "text")


def _is_plain(passage: Passage) -> bool:
    """A header that says nothing but a year, a total, a unit or that these are amounts."""
    rest = fold_label(no_year(passage.text))
    return (
        not rest
        or is_total(rest)
        or rest
        in (
            "구분",
            "금액",
            "예산",
            "예산액",
            "예산안",
            "소요예산",
            "사업비",
            "위탁금",
            "위탁비용",
            "도",
            "년",
            "연도",
            "총액",
            "단위",
            "소요액",
            "위탁금액",
            "본예산",
            "비용",
            "추정예산",
            "총사업비",
            "총예산",
        )
    )


def settle(draft: Draft) -> None:
    """A 계 of the only year is the total itself, and that year the budget's."""
    totals = [i for i in draft.items if i.year is not None and is_total(no_year(i.label.value) or "계")]
    years = {i.year.value for i in draft.items if i.year is not None}
    if len(totals) == 1 and len(years) == 1 and (len(draft.items) > 1 or draft.total is not None):
        only = totals[0]
        if draft.total is None:
            draft.total = only.amount
        if draft.total.value == only.amount.value:
            draft.year = draft.year or only.year
            draft.items.remove(only)
