"""Sums: budget items against their total, ranks against the headcount, counts against their subtotals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.check.claims import Claim, Reference, claim, discrepancy, numbered, won
from kg.model.facts import Budget, BudgetItem, Discrepancy, Facts, Performance, Staff

_SOURCE = re.compile(
    r"^(?:국고?|도|시|군|구|시군|국도|기금|자부담|자체|교육청)(?:비|보조금?|보조)?$|부담|기금|자부담|보조금$"
)
_YEAR = re.compile(r"(?:(?:19|20)\d\d|['’‘]\d\d)\.?\s*(?:년도?)?")
_TOTAL = re.compile(r"^(?:총?합?계|총액|소계)?$")


def sum_mismatch(facts: Facts) -> Iterator[Discrepancy]:
    """Figures printed as a total that their parts do not add up to."""
    for reference, budget in numbered("budget", facts.budgets):
        yield from _budget(reference, budget)
    for reference, staff in numbered("staff", facts.staff):
        yield from _staff(reference, staff)
    for reference, table in numbered("performance", facts.performance):
        yield from _performance(reference, table)


# --- money --------------------------------------------------------------------------------------------------


def _budget(reference: Reference, budget: Budget) -> Iterator[Discrepancy]:
    totals = [item for item in budget.items if _names_year_only(item)]
    parts = [item for item in budget.items if not _names_year_only(item)]
    if budget.total is not None:
        for group in _complete(totals if totals else parts):
            found = _against(reference, claim(reference, budget.total), group, budget.unit)
            if found is not None:
                yield found
                break
    for total in totals:
        same_year = [
            p
            for p in parts
            if p.year is not None and total.year is not None and p.year.value == total.year.value
        ]
        for group in _complete(same_year):
            found = _against(reference, claim(reference, total.amount), group, budget.unit)
            if found is not None:
                yield found
                break


def _names_year_only(item: BudgetItem) -> bool:
    return bool(_TOTAL.match(re.sub(r"\s+", "", _YEAR.sub("", item.label.value)))) and item.year is not None


def _complete(items: Sequence[BudgetItem]) -> list[list[BudgetItem]]:
    """Items that divide one total: by source of money (국비, 시비) and by use are two divisions."""
    sources = [i for i in items if _SOURCE.search(re.sub(r"\s+", "", i.label.value))]
    uses = [i for i in items if i not in sources]
    if len(sources) >= 2 and len(uses) >= 2:
        return [uses, sources]
    return [list(items)] if len(items) >= 2 else []


def _against(reference: Reference, total: Claim, items: list[BudgetItem], unit: int) -> Discrepancy | None:
    added = sum(item.amount.value for item in items)
    if abs(added - total.value) < max(unit, 1):
        return None
    claims = [total, *(claim(reference, item.amount) for item in items)]
    return discrepancy(
        "sum-mismatch",
        "consignment.budget_items",
        claims,
        f"항목의 합 {won(added)}원이 총액 {won(total.value)}원과 다름",
        f"the items add up to {won(added)} won, the total is {won(total.value)}",
    )


# --- heads --------------------------------------------------------------------------------------------------


def _staff(reference: Reference, staff: Staff) -> Iterator[Discrepancy]:
    if staff.total is None or len(staff.ranks) < 2:
        return
    added = sum(rank.count.value for rank in staff.ranks)
    if added == staff.total.value:
        return
    claims = [claim(reference, staff.total), *(claim(reference, rank.count) for rank in staff.ranks)]
    yield discrepancy(
        "sum-mismatch",
        "centers.staff",
        claims,
        f"직급별 인원의 합 {added}명이 총원 {staff.total.value}명과 다름",
        f"the ranks add up to {added}, the total is {staff.total.value}",
    )


# --- counts -------------------------------------------------------------------------------------------------


def _performance(reference: Reference, table: Performance) -> Iterator[Discrepancy]:
    for number, total in enumerate(table.observations):
        parts = [cell for cell in table.observations if cell.parent == number]
        if len(parts) < 2:
            continue
        added = sum(cell.value.value for cell in parts)
        if added == total.value.value:
            continue
        claims = [claim(reference, total.value), *(claim(reference, cell.value) for cell in parts)]
        name = ">".join(step.value for step in total.category)
        yield discrepancy(
            "sum-mismatch",
            "performance",
            claims,
            f"세부 실적의 합 {added:,}이 {name} {total.value.value:,}과 다름",
            f"the counts add up to {added:,}, {name} is {total.value.value:,}",
        )
