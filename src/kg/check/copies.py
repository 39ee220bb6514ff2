"""Copies: one figure printed in several parts with different values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from kg.check.claims import Claim, Reference, claim, discrepancy, numbered
from kg.check.same import same_address, same_facility, same_title, similar
from kg.model.facts import Budget, Discrepancy, Evaluation, Facts, Staff, Stage, Task
from kg.text import fold

Same = Callable[[Any, Any], bool]


def conflicting_values(facts: Facts) -> Iterator[Discrepancy]:
    """Every figure whose copies disagree, once per field and thing."""
    yield from _bill(facts)
    yield from _stages(facts)
    yield from _tasks(facts)
    yield from _terms(facts)
    yield from _budgets(facts)
    yield from _facilities(facts)
    yield from _staff(facts)
    yield from _rounds(facts)
    yield from _evaluations(facts)
    yield from _performance(facts)


def _conflict(
    field: str, claims: Iterable[Claim], same: Same = lambda a, b: bool(a == b)
) -> Iterator[Discrepancy]:
    """One discrepancy where not all claims agree: the first value and each that differs from it."""
    told = list(claims)
    if not told:
        return
    distinct: list[Claim] = []
    for made in told:
        if not any(same(known.value, made.value) for known in distinct):
            distinct.append(made)
    if len(distinct) > 1:
        values = ", ".join(c.printed for c in distinct)
        yield discrepancy(
            "conflicting-values",
            field,
            distinct,
            f"같은 사항을 다르게 적음: {values}",
            f"told in different ways: {values}",
        )


# --- bill and procedure -------------------------------------------------------------------------------------


def _bill(facts: Facts) -> Iterator[Discrepancy]:
    bills = list(numbered("bill", facts.bills))
    yield from _conflict("bill.number", (claim(r, b.number) for r, b in bills if b.number))
    yield from _conflict("bill.title", (claim(r, b.title) for r, b in bills if b.title), same_title)
    yield from _conflict("bill.proposer", (claim(r, b.proposer) for r, b in bills if b.proposer), _ends_alike)


def _ends_alike(left: str, right: str) -> bool:
    a, b = fold(left), fold(right)
    return a.endswith(b) or b.endswith(a)


def _stages(facts: Facts) -> Iterator[Discrepancy]:
    stages = list(numbered("stage", facts.stages))

    def dates(kind: str) -> Iterator[Claim]:
        return (claim(r, s.date) for r, s in stages if s.kind == kind and s.date is not None)

    yield from _conflict("bill.submitted", dates("submission"), _same_day)
    yield from _conflict("bill.referred", dates("referral"), _same_day)
    yield from _conflict("bill.outcome", _outcomes(stages))


def _same_day(left: str, right: str) -> bool:
    short = min(len(left), len(right))
    return left[:short] == right[:short]


def _outcomes(stages: Sequence[tuple[Reference, Stage]]) -> Iterator[Claim]:
    """Outcomes of the last sitting that decided: a bill may be shelved first and passed later."""
    decided = [(r, s) for r, s in stages if s.kind == "decision" and s.outcome is not None]
    days = [s.date.value for _, s in decided if s.date is not None]
    last = max(days, default=None)
    for reference, stage in decided:
        if stage.outcome is not None and (stage.date is None or stage.date.value == last):
            yield claim(reference, stage.outcome)


# --- consignment --------------------------------------------------------------------------------------------


def _tasks(facts: Facts) -> Iterator[Discrepancy]:
    """Lists of tasks that do not have the same entries: one left out or one more."""
    lists: dict[int, list[tuple[Reference, Task]]] = {}
    for reference, task in numbered("task", facts.tasks):
        lists.setdefault(task.list_number, []).append((reference, task))
    for (_, left), (_, right) in combinations(lists.items(), 2):
        lone = [*_unmatched(left, right), *_unmatched(right, left)]
        if lone and len(left) != len(right):
            names = ", ".join(lone)
            yield Discrepancy(
                type="conflicting-values",
                field="consignment.tasks",
                values=(str(len(left)), str(len(right))),
                spans=tuple(tuple(s for _, task in side for s in task.text.spans) for side in (left, right)),
                statements=tuple(reference for reference, _ in (*left, *right)),
                note_ko=f"위탁사무 목록이 {len(left)}건과 {len(right)}건으로 다름: {names}",
                note_en=f"the lists of tasks have {len(left)} and {len(right)} entries: {names}",
            )
            return


def _unmatched(left: list[tuple[Reference, Task]], right: list[tuple[Reference, Task]]) -> Iterator[str]:
    """The entries of *left* that no entry of *right* resembles."""
    for _, task in left:
        if all(similar(task.text.value, other.text.value) < 0.5 for _, other in right):
            yield task.text.value


def _terms(facts: Facts) -> Iterator[Discrepancy]:
    terms = list(numbered("terms", facts.terms))
    yield from _conflict(
        "consignment.period_start", (claim(r, t.start) for r, t in terms if t.start), _same_day
    )
    yield from _conflict("consignment.period_end", (claim(r, t.end) for r, t in terms if t.end), _same_day)
    yield from _conflict("consignment.period_years", (claim(r, t.years) for r, t in terms if t.years))
    yield from _conflict("consignment.selection_method", (claim(r, t.method) for r, t in terms if t.method))


def _budgets(facts: Facts) -> Iterator[Discrepancy]:
    budgets = list(numbered("budget", facts.budgets))
    required = [(r, b) for r, b in budgets if b.role == "required"]
    for year in _years(b for _, b in required):
        totals = [(r, b) for r, b in required if _year(b) == year]
        yield from _conflict("consignment.budget_total_krw", _totals(totals), _within_unit)
        yield from _items(totals)
    for (left, needed), (right, annual) in (
        (a, b)
        for a in required
        for b in budgets
        if b[1].role == "annual" and _year(a[1]) == _year(b[1]) is not None
    ):
        if not _one_facility(facts, annual):
            continue
        pair = [*_totals([(left, needed)]), *_totals([(right, annual)])]
        found = list(_conflict("consignment.budget_total_krw", pair, _nearly))
        if found:
            yield found[0]
            return


def _one_facility(facts: Facts, annual: Budget) -> bool:
    subject = facts.facilities[0].name.value if facts.facilities else None
    return annual.facility is not None and same_facility(annual.facility.value, subject)


def _years(budgets: Iterable[Budget]) -> list[int | None]:
    return list(dict.fromkeys(_year(b) for b in budgets))


def _year(budget: Budget) -> int | None:
    return budget.year.value if budget.year is not None else None


def _totals(budgets: Sequence[tuple[Reference, Budget]]) -> Iterator[Claim]:
    for reference, budget in budgets:
        if budget.total is not None:
            yield claim(reference, budget.total, (budget.total.value, budget.unit))


def _within_unit(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return abs(left[0] - right[0]) < max(left[1], right[1]) or left[0] == right[0]


def _nearly(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Within the unit or half a percent: what is needed may be the rounded sum of what is spent in a year."""
    return _within_unit(left, right) or abs(left[0] - right[0]) * 200 < max(left[0], right[0])


def _items(budgets: Sequence[tuple[Reference, Budget]]) -> Iterator[Discrepancy]:
    told: dict[tuple[str, int | None], list[Claim]] = {}
    for reference, budget in budgets:
        for item in budget.items:
            key = (fold(item.label.value), item.year.value if item.year else None)
            told.setdefault(key, []).append(claim(reference, item.amount, (item.amount.value, budget.unit)))
    for claims in told.values():
        if len({c.statement for c in claims}) == len(claims):
            yield from _conflict("consignment.budget_items", claims, _within_unit)


# --- facilities ---------------------------------------------------------------------------------------------


def _facilities(facts: Facts) -> Iterator[Discrepancy]:
    told = list(numbered("facility", facts.facilities))
    for name in _names(f.name.value for _, f in told):
        mine = [(r, f) for r, f in told if same_facility(f.name.value, name)]
        yield from _conflict(
            "centers.address", (claim(r, f.address) for r, f in mine if f.address), same_address
        )
        yield from _conflict(
            "centers.area_m2",
            (claim(r, f.area_m2) for r, f in mine if f.area_m2),
            lambda a, b: abs(a - b) < 1,
        )
        yield from _conflict("centers.opened", (claim(r, f.opened) for r, f in mine if f.opened), _same_day)


def _names(names: Iterable[str | None]) -> list[str | None]:
    kept: list[str | None] = []
    for name in names:
        if not any(same_facility(name, known) for known in kept):
            kept.append(name)
    return kept


def _staff(facts: Facts) -> Iterator[Discrepancy]:
    told = list(numbered("staff", facts.staff))
    for name in _names(s.facility.value if s.facility else None for _, s in told):
        mine = [(r, s) for r, s in told if same_facility(s.facility.value if s.facility else None, name)]
        yield from _conflict("centers.staff_total", (claim(r, s.total) for r, s in mine if s.total))
        yield from _ranks(mine)


def _ranks(staff: Sequence[tuple[Reference, Staff]]) -> Iterator[Discrepancy]:
    ranks: dict[str, list[Claim]] = {}
    for reference, told in staff:
        for rank in told.ranks:
            ranks.setdefault(fold(rank.rank.value), []).append(claim(reference, rank.count))
    for claims in ranks.values():
        if len({c.statement for c in claims}) == len(claims):
            yield from _conflict("centers.staff", claims)


def _rounds(facts: Facts) -> Iterator[Discrepancy]:
    """Copies of one round: same facility and ordinal, or same facility and first day, or last day."""
    told = [(r, t) for r, t in numbered("round", facts.rounds)]
    done: set[tuple[str, tuple[Reference, ...]]] = set()
    for (left, a), (right, b) in combinations(told, 2):
        if not same_facility(
            a.facility.value if a.facility else None, b.facility.value if b.facility else None
        ):
            continue
        same_start = a.start is not None and b.start is not None and a.start.value == b.start.value
        same_end = a.end is not None and b.end is not None and a.end.value == b.end.value
        same_seq = a.seq is not None and b.seq is not None and a.seq.value == b.seq.value
        for field, x, y, one in (
            ("rounds.end", a.end, b.end, same_start or same_seq),
            ("rounds.start", a.start, b.start, same_end or same_seq),
            ("rounds.contractor", a.contractor, b.contractor, same_start and same_end),
        ):
            if not one or x is None or y is None or (field, (left, right)) in done:
                continue
            done.add((field, (left, right)))
            yield from _conflict(
                field, (claim(left, x), claim(right, y)), lambda p, q: fold(str(p)) == fold(str(q))
            )


# --- evaluations and counts ---------------------------------------------------------------------------------


def _evaluations(facts: Facts) -> Iterator[Discrepancy]:
    told = list(numbered("evaluation", facts.evaluations))
    for (left, a), (right, b) in combinations(told, 2):
        if not _one_evaluation(a, b):
            continue
        if a.score is not None and b.score is not None:
            yield from _conflict("evaluations.score", (claim(left, a.score), claim(right, b.score)))
        if a.date is not None and b.date is not None:
            yield from _conflict("evaluations.date", (claim(left, a.date), claim(right, b.date)), _same_day)


def _one_evaluation(left: Evaluation, right: Evaluation) -> bool:
    """Same kind, and year and ordinal printed alike in both."""
    if left.kind.value != right.kind.value or left.ordinal is None or right.ordinal is None:
        return False
    years = (left.year.value if left.year else None, right.year.value if right.year else None)
    return left.ordinal.value == right.ordinal.value and years[0] == years[1]


def _performance(facts: Facts) -> Iterator[Discrepancy]:
    told: dict[tuple[str, str, int | None], list[Claim]] = {}
    for reference, table in numbered("performance", facts.performance):
        for cell in table.observations:
            facility = fold(table.facility.value) if table.facility else ""
            path = ">".join(fold(step.value) for step in cell.category)
            key = (facility, path, cell.year.value if cell.year else None)
            if cell.year is not None and len(cell.category) > 0 and path not in ("합계", "계", "총계"):
                told.setdefault(key, []).append(claim(reference, cell.value))
    for claims in told.values():
        if len({c.statement for c in claims}) == len(claims):
            yield from _conflict("performance", claims)
