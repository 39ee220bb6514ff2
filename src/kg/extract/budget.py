"""Money: the budget a consignment needs, its items, a facility's yearly budget, what has been done about
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.amounts import Draft, read_line, read_value
from kg.extract.budget_table import read_table, settle
from kg.extract.facility import describes, facility_of
from kg.extract.fields import Field, Record
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import first, state, text_of
from kg.model.blocks import Passage, Table
from kg.model.facts import Budget, BudgetMeasure, Stated
from kg.text import find_money

_BUDGET_CONTEXT = re.compile(r"예산|사업비|비용|소요|위탁금|위탁료|재원|경비|비용추계|운영비|보조금")
_SPENT = re.compile(r"집행|결산|정산|수입|세입|매출|이용료")
_ANNUAL = re.compile(
    r"^연간|^연(?=사업비|예산|운영비)|^(?:예산|사업비|운영비|예산액|운영예산|지원예산|지원금액|보조금)"
)


def budgets(reading: Reading) -> tuple[Budget, ...]:
    """Every statement of money for the consignment (``required``) or for a facility's year (``annual``)."""
    made: list[Budget] = []
    heads = {f.node.index for f in reading.fields("budget") if f.cell is None}
    for record in reading.records:
        if reading.amending(record.node):
            continue
        for f in record.all("budget"):
            if record.shape == "row" and not describes(record):
                continue
            if f.cell is None and any(a.index in heads for a in reading.outline.ancestors(f.node)):
                continue
            found = _from_field(reading, record, f)
            if found is not None:
                made.append(found)
    if not any(b.role == "required" and b.items for b in made):
        made.extend(_loose_tables(reading, [b for b in made if b.role == "required"]))
    if not any(b.role == "required" for b in made):
        made.extend(_prose(reading))
    return tuple(made)


def _from_field(reading: Reading, record: Record, found: Field) -> Budget | None:
    role = _role(reading, record, found)
    draft = Draft()
    if found.value.text.strip():
        read_value(draft, found.value, found.unit)
    if found.cell is None:
        for node in _below(reading, found.node):
            if node.table is not None:
                read_table(draft, node.table, found.heading)
            else:
                read_line(draft, node.passage)
        if not draft.items and (table := _table_after(reading, found.node)) is not None:
            _add_dividing(draft, table, found.heading)
    settle(draft)
    name = facility_of(reading, record) if role == "annual" else None
    if role == "annual" and name is None:
        return None
    return draft.statement(found.node.part, role, name)


def _role(reading: Reading, record: Record, found: Field) -> str:
    """``annual`` for a yearly sum told of a facility as it is, else ``required``."""
    if found.label.qualifier == "current" or record.shape in ("row", "column"):
        return "annual"
    if reading.reports():
        return "required"
    if _ANNUAL.search(found.label.folded) and reading.current(found.node):
        return "annual"
    near = first(a for a in reading.outline.ancestors(found.node) if a.rank != "title")
    if near is not None and re.search(r"시설\s*(?:개요|현황)|운영\s*현황|일반\s*현황", near.text):
        return "annual"
    return "required"


def _below(reading: Reading, node: Node) -> Iterator[Node]:
    for child in reading.outline.children(node):
        if not child.quoted and not child.text.startswith("※") and "※" not in child.rank:
            yield child
            if child.table is None:
                yield from (n for n in reading.outline.children(child) if not n.quoted and "※" not in n.rank)


def _table_after(reading: Reading, node: Node) -> Table | None:
    """A table that stands right after a budget line without lying under it (after a bullet nothing does)."""
    following = reading.outline.nodes[node.index + 1 : node.index + 2]
    return following[0].table if following and following[0].part == node.part else None


def _add_dividing(draft: Draft, table: Table, heading: Passage) -> None:
    """Take the items of a table that comes to the same total, or gives the total the line leaves out."""
    other = Draft()
    read_table(other, table, heading)
    settle(other)
    if not other.items:
        return
    if draft.total is None:
        draft.total, draft.unit, draft.year = other.total, other.unit, other.year
    elif other.total is None or abs(other.total.value - draft.total.value) >= max(other.unit, draft.unit):
        return
    draft.items.extend(other.items)


# --- tables without a field of their own --------------------------------------------------------------------


def _loose_tables(reading: Reading, told: list[Budget]) -> Iterator[Budget]:
    """A table of amounts whose caption or heading says it is the budget; one that divides a total told
    elsewhere, where there is one.
    """
    for node in reading.outline:
        table = node.table
        if table is None or reading.amending(node):
            continue
        over = " ".join(
            [
                table.caption.text if table.caption else "",
                *(a.text[:40] for a in reading.outline.ancestors(node) if a.rank != "title"),
            ][:2]
        )
        unit = table.unit.text if table.unit else ""
        if not _BUDGET_CONTEXT.search(over) or _SPENT.search(over) or not ("원" in unit or _has_money(table)):
            continue
        draft = Draft()
        read_table(draft, table, table.caption or Passage(""))
        settle(draft)
        found = draft.statement(node.part, "required", None)
        if found is not None and (not told or any(_divides(found, budget) for budget in told)):
            yield found
            return


def _divides(table: Budget, told: Budget) -> bool:
    if table.total is None or told.total is None:
        return told.total is None
    return abs(table.total.value - told.total.value) < max(table.unit, told.unit)


def _has_money(table: Table) -> bool:
    return any(
        find_money(cell.passage.text) or re.search(r"\([십백천만억]*원\)", cell.passage.text)
        for cell in table.cells
    )


def _prose(reading: Reading) -> Iterator[Budget]:
    """A sum in a sentence: ``연간 위탁비용은 2억 1천만원``."""
    pattern = re.compile(
        r"(?:위탁|소요|사업|운영)\s*(?:비용?|금액?|료|예산|사업비)\s*(?:총액)?(?:은|는|으로|이)\s*(?:연간|총|연|약)?\s*"
    )
    for node in reading.outline:
        if node.quoted or node.table is not None or reading.amending(node):
            continue
        match = pattern.search(node.passage.text)
        if match is None:
            continue
        value = node.passage.slice(match.end(), match.end() + 60)
        amounts = find_money(value.text)
        if amounts and amounts[0].start <= 12:
            stated = state(value, amounts[0].start, amounts[0].end, amounts[0].krw, "krw")
            yield Budget(part=node.part, role="required", total=stated, unit=amounts[0].unit)
            return


# --- measures -----------------------------------------------------------------------------------------------


def measures(reading: Reading) -> tuple[BudgetMeasure, ...]:
    """예산조치 with the note under it."""
    made = []
    for f in reading.fields("measure"):
        text = text_of(f.value)
        if text is None:
            continue
        note = _note(reading, f.node)
        made.append(BudgetMeasure(part=f.node.part, text=text, note=note))
    return tuple(made)


def _note(reading: Reading, node: Node) -> Stated[str] | None:
    for following in reading.outline.nodes[node.index + 1 : node.index + 2]:
        if following.text.startswith("※") or "※" in following.rank:
            words = re.sub(r"^※\s*", "", following.passage.text)
            return text_of(following.passage, len(following.passage.text) - len(words))
    return None
