"""Rounds of consignment: the history table, the current term, the terms of compared facilities."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.consignment import period_parts
from kg.extract.fields import Field, Record
from kg.extract.names import organisations
from kg.extract.reading import Reading
from kg.extract.told import told_rounds
from kg.extract.values import coded, first, state, text_of
from kg.model.facts import Round, Stated

_SEQ = re.compile(
    r"\s*(?:제\s*)?(?P<n>\d{1,2})\s*(?:차|기|회|회차|차수|대)?\s*(?:\([^()]*\))?\s*(?P<kind>신규|최초|재위탁|재계약)?\W*"
)


def rounds(reading: Reading) -> tuple[Round, ...]:
    """Every past or current round the paper tells; the one proposed is no round."""
    made: list[Round] = []
    for record in reading.records:
        if reading.amending(record.node) or not _tells(reading, record):
            continue
        found = _round(reading, record)
        if found is not None:
            made.append(found)
    made.extend(told.round for told in told_rounds(reading))
    return tuple(made)


def _tells(reading: Reading, record: Record) -> bool:
    if record.shape == "row":
        return record.first("period") is not None and record.first("result") is None
    if record.shape == "column":
        return record.first("period") is not None and not re.search(
            r"변경|수정|차기|재계약|제안|개선|안$", record.entity.text if record.entity else ""
        )
    return any(f.label.qualifier == "current" for f in record.all("period")) or (
        reading.current(record.node)
        and record.has("period", "contractor")
        and record.first("method", "budget") is None
    )


def _round(reading: Reading, record: Record) -> Round | None:
    periods = record.all("period")
    period = first(f for f in periods if f.label.qualifier == "current") or first(periods)
    if period is None:
        return None
    start, end, years = period_parts(period.value)
    if start is None and end is None:
        return None
    contractor = first(o for f in record.all("contractor") for o in organisations(f.value))
    made = Round(
        part=record.node.part,
        facility=_facility(reading, record),
        seq=_seq(record),
        start=start,
        end=end,
        years=years,
        contractor=contractor.name if contractor else None,
    )
    words = [
        f.value
        for f in (*record.all("method"), *record.all("kind"), *record.all("seq"), *record.all("note"))
        if f.value and _same_time(record, period, f)
    ]
    return replace(
        made,
        kind=first(code for v in words if (code := coded("consignment-kind", v))),
        method=first(code for v in words if (code := coded("selection-method", v))),
    )


def _same_time(record: Record, period: Field, found: Field) -> bool:
    """Whether a field speaks of the round of *period*: among 현 위탁기간 and 선정방법 side by side, the
    method is that of the round to come.
    """
    if record.shape in ("row", "column") or period.label.qualifier != "current":
        return True
    return found.label.qualifier == "current"


def _seq(record: Record) -> Stated[int] | None:
    named = record.entity is not None or record.first("facility") is not None
    for f in record.all("seq"):
        if named and re.fullmatch(r"연번|순번", f.label.folded):
            continue
        match = _SEQ.fullmatch(f.value.text)
        if match:
            return state(f.value, *match.span("n"), int(match["n"]), "integer")
    return None


def _facility(reading: Reading, record: Record) -> Stated[str] | None:
    named = record.entity or first(f.value for f in record.all("facility"))
    if named is not None:
        return reading.facility_named(named) or text_of(named)
    return reading.subject if len(reading.facilities) <= 1 else None
