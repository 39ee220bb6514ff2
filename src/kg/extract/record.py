"""The record form: facts of a document merged into one object (``kg extract --json``).

Facts keep every part's statements apart; here they become one value per field by one rule: *what the paper
states first wins*, later statements only fill what is still empty. Codes are written back as the Korean
words of the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any, TypeVar

from kg.extract.grid import is_total
from kg.extract.labels import fold_label
from kg.extract.names import same_facility
from kg.model.blocks import Document
from kg.model.facts import (
    Budget,
    BudgetItem,
    Evaluation,
    Facts,
    OrganisationStatement,
    Performance,
    Round,
    Stage,
    Stated,
    Terms,
)
from kg.text import fold
from kg.text.codes import record_form

T = TypeVar("T")
Record = dict[str, Any]


def as_record(document: Document, facts: Facts) -> Record:
    """The facts of a document in the record form; every key is always there, ``None`` or ``[]`` where
    nothing is said.
    """
    about = facts.about_consignment
    return {
        "doc": _doc(document, facts),
        "bill": _bill(facts),
        "amendments": [_amendment(a) for a in facts.amendments],
        "consignment": _consignment(facts),
        "centers": _centers(facts) if about else [],
        "contractors": _contractors(facts.organisations),
        "rounds": _rounds(facts),
        "evaluations": _evaluations(facts.evaluations),
        "performance": [row for table in facts.performance for row in _performance(table)],
        "contradictions": _contradictions(facts),
    }


def _value(stated: Stated[T] | None) -> T | None:
    return stated.value if stated is not None else None


def _first(items: Iterable[Stated[T] | None]) -> T | None:
    """The first value stated."""
    return next((item.value for item in items if item is not None), None)


def _word(scheme: str, code: str | None) -> str | None:
    return record_form(scheme, code) if code is not None else None


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has it: whole numbers without a point.

    >>> number(Decimal("86.2")), number(Decimal("75.0"))
    (86.2, 75)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


# --- document and bill --------------------------------------------------------------------------------------


def _doc(document: Document, facts: Facts) -> Record:
    return {
        "id": PurePath(document.name).stem,
        "file": PurePath(document.name).name,
        "council": _first(p.council for p in facts.papers),
        "kind": _word("document-kind", _first(p.kind for p in facts.papers)),
        "about_consignment": facts.about_consignment,
    }


def _bill(facts: Facts) -> Record:
    def stage(kind: str, pick: Callable[[Stage], Stated[str] | None]) -> str | None:
        return _first(pick(s) for s in facts.stages if s.kind == kind)

    decision = _decision(facts.stages)
    sittings = [s for s in facts.stages if s.kind in ("tabling", "decision")]
    committees = sorted(
        (s for s in facts.stages if s.committee is not None and s.kind != "plenary"),
        key=lambda s: (
            ("tabling", "decision", "referral", "report").index(s.kind) if s.kind != "submission" else 9
        ),
    )
    return {
        "number": _first(b.number for b in facts.bills),
        "title": _first(b.title for b in facts.bills),
        "proposer": _first(b.proposer for b in facts.bills),
        "submitted": stage("submission", lambda s: s.date),
        "referred": stage("referral", lambda s: s.date),
        "introduced": stage("tabling", lambda s: s.date),
        "resolved": _value(decision.date) if decision else None,
        "report_date": _first(p.date for p in facts.papers) or stage("report", lambda s: s.date),
        "session": _first(s.session for s in sittings),
        "meeting": _first(s.meeting for s in sittings),
        "committee": _first(s.committee for s in committees),
        "outcome": _word("outcome", _outcome(facts.stages)),
        "plenary_date": stage("plenary", lambda s: s.date),
        "plenary_outcome": _word("outcome", stage("plenary", lambda s: s.outcome)),
    }


def _decision(stages: Sequence[Stage]) -> Stage | None:
    """The committee's last decision that has a day."""
    dated = [s for s in stages if s.kind == "decision" and s.date is not None]
    return max(dated, key=lambda s: s.date.value if s.date else "", default=None)


def _outcome(stages: Sequence[Stage]) -> str | None:
    last = _decision(stages)
    if last is not None and last.outcome is not None:
        return last.outcome.value
    return _first(s.outcome for s in stages if s.kind == "decision")


def _amendment(amendment: Any) -> Record:
    return {
        "field": amendment.field,
        "before": _typed(amendment.field, _value(amendment.before)),
        "after": _typed(amendment.field, _value(amendment.after)),
    }


def _typed(field: str, value: str | None) -> Any:
    if value is None:
        return None
    if field.endswith("_years"):
        return number(Decimal(value))
    if field.endswith("_krw"):
        return int(value)
    if field.endswith("selection_method"):
        return record_form("selection-method", value)
    return value


# --- consignment --------------------------------------------------------------------------------------------


def _consignment(facts: Facts) -> Record:
    terms = _terms(facts.terms)
    budget = _budget(facts.budgets)
    return {
        "task_name": _first(a.name for a in facts.affairs),
        "tasks": [t.text.value for t in facts.tasks if t.list_number == 1],
        "kind": _word("consignment-kind", _first(t.kind for t in facts.terms)),
        "selection_method": _word("selection-method", _first(t.method for t in facts.terms)),
        "period_start": terms[0],
        "period_end": terms[1],
        "period_years": number(terms[2]),
        "budget_total_krw": _first(b.total for b in budget),
        "budget_year": next((_value(b.year) for b in budget if b.total is not None), None),
        "budget_items": _items(budget),
        "legal_basis": _legal_basis(facts),
    }


def _terms(terms: Sequence[Terms]) -> tuple[str | None, str | None, Decimal | None]:
    """Period of the first statement that gives days, its own length before that of others."""
    main = next((t for t in terms if t.start or t.end), None)
    years = (
        _value(main.years) if main is not None and main.years is not None else _first(t.years for t in terms)
    )
    return (_value(main.start), _value(main.end), years) if main else (None, None, years)


def _budget(budgets: Sequence[Budget]) -> list[Budget]:
    return [b for b in budgets if b.role == "required"]


def _items(budgets: list[Budget]) -> list[Record]:
    chosen = next((b for b in budgets if b.items), None)
    if chosen is None:
        return []
    return [
        {
            "label": _item_label(item),
            "year": _value(item.year) if item.year is not None else _value(chosen.year),
            "amount_krw": item.amount.value,
        }
        for item in chosen.items
    ]


def _item_label(item: BudgetItem) -> str:
    """A label that only names a year, or a sum of one, is that year's total."""
    bare = re.sub(r"(?:(?:19|20)\d\d|['’‘]\d\d)\.?\s*(?:년도?)?", "", item.label.value).strip()
    return "계" if not fold_label(bare) or is_total(bare) else item.label.value


def _legal_basis(facts: Facts) -> list[Record]:
    """Distinct provisions of the paper's own words; an instrument alone only where none of its provisions
    is cited.
    """
    pairs: dict[tuple[str, str], tuple[str, str | None]] = {}
    for basis in facts.legal_basis:
        for target in basis.citation.targets:
            if basis.quoted or target.instrument is None:
                continue
            provision = str(target.path.provision) or None
            pairs.setdefault((fold(target.instrument), provision or ""), (target.instrument, provision))
    with_provision = {instrument for instrument, provision in pairs if provision}
    return [
        {"instrument": instrument, "provision": provision}
        for (key, _), (instrument, provision) in pairs.items()
        if provision is not None or key not in with_provision
    ]


# --- facilities and contractors -----------------------------------------------------------------------------


def _centers(facts: Facts) -> list[Record]:
    centers: list[Record] = []

    def center(name: str) -> Record:
        for known in centers:
            if same_facility(known["name"], name):
                return known
        made: Record = {
            "name": name,
            "address": None,
            "area_m2": None,
            "opened": None,
            "staff_total": None,
            "staff": [],
            "annual_budget_krw": None,
        }
        centers.append(made)
        return made

    for f in facts.facilities:
        _fill(
            center(f.name.value),
            address=_value(f.address),
            area_m2=number(_value(f.area_m2)),
            opened=_value(f.opened),
        )
    for s in facts.staff:
        if s.facility is not None:
            ranks = [{"rank": r.rank.value, "count": r.count.value} for r in s.ranks]
            _fill(center(s.facility.value), staff_total=_value(s.total), staff=ranks)
    for b in facts.budgets:
        if b.role == "annual" and b.facility is not None:
            _fill(center(b.facility.value), annual_budget_krw=_value(b.total))
    return centers


def _fill(record: Record, **values: Any) -> None:
    """Set what is still empty."""
    for key, value in values.items():
        if record[key] in (None, []) and value not in (None, []):
            record[key] = value


def _contractors(organisations: Sequence[OrganisationStatement]) -> list[Record]:
    found: dict[str, Record] = {}
    for organisation in organisations:
        record = found.setdefault(
            fold(organisation.name.value),
            {"name": organisation.name.value, "legal_form": None, "representatives": []},
        )
        if organisation.legal_form is not None:
            _fill(record, legal_form=record_form("legal-form", organisation.legal_form.value))
        for person in organisation.representatives:
            if person.value not in record["representatives"]:
                record["representatives"].append(person.value)
    return list(found.values())


def _rounds(facts: Facts) -> list[Record]:
    rounds: list[Record] = []
    proposed = {(_value(t.start), _value(t.end)) for t in facts.terms if t.start is not None}
    for told in facts.rounds:
        if (_value(told.start), _value(told.end)) in proposed:
            continue
        record = _round(told)
        known = next((r for r in rounds if _same_round(r, record)), None)
        if known is None:
            rounds.append(record)
        else:
            _fill(known, **{k: v for k, v in record.items() if k != "center"})
    return rounds


def _round(told: Round) -> Record:
    return {
        "center": _value(told.facility),
        "seq": _value(told.seq),
        "start": _value(told.start),
        "end": _value(told.end),
        "contractor": _value(told.contractor),
        "kind": _word("consignment-kind", _value(told.kind)),
        "method": _word("selection-method", _value(told.method)),
    }


def _same_round(known: Record, other: Record) -> bool:
    if known["center"] and other["center"] and not same_facility(known["center"], other["center"]):
        return False
    if known["start"] is None or other["start"] is None:
        return bool(known["end"] == other["end"] and known["contractor"] == other["contractor"])
    return (
        bool(known["start"] == other["start"]) and known["contractor"] in (None, other["contractor"])
    ) or bool(known["start"] == other["start"] and other["contractor"] is None)


# --- evaluations, performance, contradictions ---------------------------------------------------------------


def _evaluations(evaluations: Sequence[Evaluation]) -> list[Record]:
    merged: list[list[Evaluation]] = []
    for evaluation in evaluations:
        group = next((g for g in merged if all(_one(known, evaluation) for known in g)), None)
        if group is None:
            merged.append([evaluation])
        else:
            group.append(evaluation)
    return [_evaluation(group) for group in merged]


def _one(known: Evaluation, other: Evaluation) -> bool:
    """Whether two statements speak of one evaluation: same kind, nothing that tells them apart."""
    if known.kind.value != other.kind.value:
        return False
    pairs = (
        (known.year, other.year),
        (known.ordinal, other.ordinal),
        (known.date, other.date),
        (known.score, other.score),
    )
    return all(a is None or b is None or a.value == b.value for a, b in pairs)


def _evaluation(group: list[Evaluation]) -> Record:
    texts: list[str] = []
    for evaluation in group:
        for finding in evaluation.findings:
            if finding.kind in ("improvement", "recommendation") and finding.text.value not in texts:
                texts.append(finding.text.value)
    return {
        "kind": record_form("evaluation-kind", group[0].kind.value),
        "label": _first(e.label for e in group if e.ordinal is not None) or _first(e.label for e in group),
        "body": _first(e.body for e in group),
        "date": _first(e.date for e in group),
        "score": number(_first(e.score for e in group)),
        "threshold": number(_first(e.threshold for e in group)),
        "result": _first(e.result for e in group),
        "recommendations": texts,
    }


def _performance(table: Performance) -> list[Record]:
    return [
        {
            "center": _value(table.facility),
            "year": _value(cell.year),
            "category": _category([step.value for step in cell.category]),
            "value": number(Decimal(cell.value.value)),
            "unit": _value(cell.unit),
        }
        for cell in table.observations
    ]


def _category(path: list[str]) -> str:
    """The path of a count; a lone word for a sum is the grand total."""
    return "합계" if len(path) == 1 and is_total(path[0]) else ">".join(path)


def _contradictions(facts: Facts) -> list[Record]:
    found: dict[tuple[str, str], Record] = {}
    for discrepancy in facts.discrepancies:
        kind = record_form("discrepancy-type", discrepancy.type)
        found.setdefault(
            (kind, discrepancy.field),
            {
                "type": kind,
                "field": discrepancy.field,
                "values": list(discrepancy.values),
                "note": discrepancy.note_en,
            },
        )
    return list(found.values())
