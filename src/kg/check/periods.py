"""Periods: a stated number of years against the days printed with it, in every part and copy."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kg.check.claims import Reference, claim, discrepancy, numbered
from kg.model.facts import Discrepancy, Facts, Round, Terms


def period_mismatch(facts: Facts) -> Iterator[Discrepancy]:
    """Terms and rounds whose length is not what is printed: N years end N years later less one day."""
    for reference, terms in numbered("terms", facts.terms):
        yield from _mismatch(reference, terms, "consignment.period_end")
    for reference, told in numbered("round", facts.rounds):
        yield from _mismatch(reference, told, "rounds.end")


def _mismatch(reference: Reference, told: Terms | Round, field: str) -> Iterator[Discrepancy]:
    if told.start is None or told.end is None or told.years is None:
        return
    expected = end_of(told.start.value, told.years.value)
    if expected is None or expected == told.end.value or expected[:7] == told.end.value:
        return
    claims = [claim(reference, told.years), claim(reference, told.start), claim(reference, told.end)]
    yield discrepancy(
        "period-mismatch",
        field,
        claims,
        f"{told.years.value}년이면 {expected}에 끝나야 하나 {told.end.value}로 적힘",
        f"{told.years.value} years would end on {expected}, printed is {told.end.value}",
    )


def end_of(start: str, years: Decimal) -> str | None:
    """The last day of a period of so many years; ISO, a month where the start is one; ``None`` for no whole
    months.

    >>> end_of("2024-05-01", Decimal(3)), end_of("2024-01", Decimal(2)), end_of("2024-02-29", Decimal(1))
    ('2027-04-30', '2025-12', '2025-02-28')
    """
    months = years * 12
    if months != int(months) or months < 1:
        return None
    year, month = int(start[:4]), int(start[5:7])
    index = year * 12 + month - 1 + int(months)
    if len(start) == 7:
        return f"{(index - 1) // 12:04d}-{(index - 1) % 12 + 1:02d}"
    day = int(start[8:])
    last = monthrange(index // 12, index % 12 + 1)[1]
    following = date(index // 12, index % 12 + 1, min(day, last))
    return (following - timedelta(days=1) if day <= last else following).isoformat()
