"""Order of days: the steps of the procedure, the ends of periods, the rounds of one facility."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kg.check.claims import Claim, Reference, claim, discrepancy, numbered
from kg.check.same import same_facility
from kg.model.facts import Discrepancy, Facts, Round, Stage, Terms

_STEPS = (
    ("submission", "bill.submitted", "제출", "submission"),
    ("referral", "bill.referred", "회부", "referral"),
    ("tabling", "bill.introduced", "상정", "tabling"),
    ("decision", "bill.resolved", "의결", "decision"),
    ("report", "bill.report_date", "보고", "report"),
    ("plenary", "bill.plenary_date", "본회의", "plenary"),
)
_SHORTEST_PAUSE = 7
"""Days: a shorter pause between two rounds is a slip of the pen, a longer one may be real."""


def date_order(facts: Facts) -> Iterator[Discrepancy]:
    """Days in an order that cannot be."""
    yield from _stages(facts)
    for reference, terms in numbered("terms", facts.terms):
        yield from _ends(reference, terms, "consignment.period_end")
    for reference, told in numbered("round", facts.rounds):
        yield from _ends(reference, told, "rounds.end")
    yield from _rounds(facts)


def _stages(facts: Facts) -> Iterator[Discrepancy]:
    reviewed = any(p.kind is not None and p.kind.value == "review-report" for p in facts.papers)
    steps: list[tuple[str, str, str, Claim]] = []
    for kind, field, ko, en in _STEPS:
        if kind == "report" and not reviewed:
            continue
        found = _first(facts, kind)
        if found is not None:
            steps.append((field, ko, en, found))
    for (_, ko, en, earlier), (field, ko_later, en_later, later) in pairwise(steps):
        if field == "bill.plenary_date" and en == "report":
            continue
        if str(later.value) < str(earlier.value)[: len(str(later.value))]:
            yield discrepancy(
                "date-order",
                field,
                [earlier, later],
                f"{ko_later}({later.value})이 {ko}({earlier.value})보다 앞섬",
                f"{en_later} ({later.value}) is before {en} ({earlier.value})",
            )


def _first(facts: Facts, kind: str) -> Claim | None:
    dated: list[tuple[Reference, Stage]] = [
        (reference, stage)
        for reference, stage in numbered("stage", facts.stages)
        if stage.kind == kind and stage.date is not None
    ]
    if not dated:
        return None
    reference, stage = dated[0]
    assert stage.date is not None
    return claim(reference, stage.date)


def _ends(reference: Reference, told: Terms | Round, field: str) -> Iterator[Discrepancy]:
    if told.start is None or told.end is None or _may_follow(told.start.value, told.end.value):
        return
    yield discrepancy(
        "date-order",
        field,
        [claim(reference, told.start), claim(reference, told.end)],
        f"끝나는 날({told.end.value})이 시작하는 날({told.start.value}) 뒤가 아님",
        f"the end ({told.end.value}) is not after the start ({told.start.value})",
    )


def _may_follow(start: str, end: str) -> bool:
    """Whether a period may end so: where only one of the two has a day, any day of the month may be meant."""
    if len(start) == len(end):
        return start < end
    told = min(len(start), len(end))
    return start[:told] <= end[:told]


# --- rounds of one facility ---------------------------------------------------------------------------------


def _rounds(facts: Facts) -> Iterator[Discrepancy]:
    """Overlaps and pauses of a few days between rounds that follow each other, the proposed one included."""
    subject = _subject(facts)
    told = list(numbered("round", facts.rounds))
    names: list[str | None] = []
    for _, r in told:
        own = r.facility.value if r.facility else subject
        if not any(same_facility(own, known) for known in names):
            names.append(own)
    for name in names:
        terms = _distinct(
            (claim(ref, r.start), claim(ref, r.end), "rounds.start")
            for ref, r in told
            if r.start and r.end and same_facility(r.facility.value if r.facility else subject, name)
        )
        if same_facility(name, subject):
            terms = _distinct([*terms, *_proposed(facts)])
        yield from _follow(terms)


def _subject(facts: Facts) -> str | None:
    return facts.facilities[0].name.value if facts.facilities else None


def _proposed(facts: Facts) -> list[tuple[Claim, Claim, str]]:
    return [
        (claim(ref, t.start), claim(ref, t.end), "consignment.period_start")
        for ref, t in numbered("terms", facts.terms)
        if t.start is not None and t.end is not None
    ]


def _distinct(
    terms: Iterator[tuple[Claim, Claim, str]] | list[tuple[Claim, Claim, str]],
) -> list[tuple[Claim, Claim, str]]:
    """Copies of one round once, in order of start; days only, no months."""
    kept: dict[str, tuple[Claim, Claim, str]] = {}
    for start, end, field in terms:
        if len(str(start.value)) == 10 and len(str(end.value)) == 10:
            kept.setdefault(str(start.value), (start, end, field))
    return [kept[day] for day in sorted(kept)]


def _follow(terms: list[tuple[Claim, Claim, str]]) -> Iterator[Discrepancy]:
    for (_, end, _), (start, _, field) in pairwise(terms):
        days = (date.fromisoformat(start.value) - date.fromisoformat(end.value)).days - 1
        if days == 0 or days > _SHORTEST_PAUSE:
            continue
        if days < 0:
            ko, en = f"앞 차수와 {-days}일 겹침", f"overlaps the round before by {-days} days"
        else:
            ko, en = f"앞 차수와 {days}일 떨어짐", f"{days} days after the round before"
        yield discrepancy("date-order", field, [end, start], f"{start.value}: {ko}", f"{start.value}: {en}")
