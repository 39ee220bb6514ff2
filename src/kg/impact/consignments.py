"""From the slots reached to the consignments that rest on them: their rounds, facilities and money."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from kg.impact.ask import document_of, rows, value
from kg.impact.citing import Reach
from kg.impact.model import Citing, Consignment, Money, Nearness, Number, Reliance, Round, Slot, State
from kg.store import Row, Store

# A citation inside reproduced law is the law's: no consignment rests on it. The citations come first, by what
# they cite: most that cite a law are the law's own.
_RELIANCES: Final = """
SELECT DISTINCT ?citation ?cited ?affair ?role ?party ?text WHERE {
  { SELECT ?citation ?cited ?affair WHERE {
    VALUES ?cited { %s }
    ?citation kc:citedProvision ?cited ; a kc:Citation ; kc:insideQuotation false ; kc:about ?affair .
    ?affair a kc:ConsignedAffair .
  } }
  OPTIONAL { ?citation kc:citationRole ?role }
  OPTIONAL { ?citation kc:reliedOnBy ?party }
  OPTIONAL { ?citation kc:citationText ?text }
}
"""
_OF_INSTRUMENTS: Final = (
    _RELIANCES.replace("kc:citedProvision", "kc:citedInstrument").rstrip().removesuffix("}")
    + "  FILTER NOT EXISTS { ?citation kc:citedProvision ?any }\n}"
)
_ABOUT: Final = """
SELECT DISTINCT ?s ?about ?span WHERE {
  VALUES ?s { %s } { ?s kc:about ?about } UNION { ?s kc:evidence ?span }
}
"""
_ROUNDS: Final = """
SELECT DISTINCT ?s ?round ?start ?end ?status ?outcome ?contractor WHERE {
  VALUES ?s { %s }
  ?round kc:roundOf ?s .
  OPTIONAL { ?round dcat:startDate ?start }
  OPTIONAL { ?round dcat:endDate ?end }
  OPTIONAL { ?round kc:roundStatus ?status }
  OPTIONAL { ?round kc:contractor ?contractor }
  OPTIONAL { ?bill kc:proposes ?round ; kc:outcome ?outcome }
}
"""
_CURRENT: Final = """
SELECT DISTINCT ?s ?budget ?amount ?source ?year ?unit ?role WHERE {
  VALUES ?s { %s }
  ?s kc:currentBudget ?amount .
  ?derived rdf:subject ?s ; rdf:predicate kc:currentBudget ; prov:wasDerivedFrom ?source .
  ?source a kc:Budget .
  OPTIONAL { ?source kc:fiscalYear ?year }
  OPTIONAL { ?source kc:statedUnit ?unit }
  OPTIONAL { ?source kc:budgetRole ?role }
}
"""
_STATED: Final = """
SELECT DISTINCT ?s ?source ?amount ?year ?unit ?role WHERE {
  VALUES ?s { %s }
  ?source kc:about ?s ; a kc:Budget ; kc:totalAmount ?amount .
  OPTIONAL { ?source kc:fiscalYear ?year }
  OPTIONAL { ?source kc:statedUnit ?unit }
  OPTIONAL { ?source kc:budgetRole ?role }
}
"""
_DATES: Final = """
SELECT ?s ?date WHERE { VALUES ?s { %s } ?paper kc:about ?s ; a kc:PaperStatement ; eli:date_document ?date }
"""
_FACILITIES: Final = "SELECT DISTINCT ?s ?facility WHERE { VALUES ?s { %s } ?s kc:facility ?facility }"
_AGREED: Final = frozenset({"passed", "amended", "reported"})
_ANNUAL: Final = "annual"


def consignments(store: Store, reach: Reach, instruments: Iterable[str], day: date) -> list[Consignment]:
    """The consignments that rest on the slots reached, or on one of the changed instruments as a whole."""
    by_affair = _reliances(store, reach, instruments)
    rounds = _rounds(store, by_affair, day)
    facilities: dict[str, list[str]] = {}
    for row in rows(store, _FACILITIES, by_affair):
        facilities.setdefault(value(row, "s"), []).append(value(row, "facility"))
    money = _stated(store, {*by_affair, *(one for found in facilities.values() for one in found)})
    return [
        Consignment(
            affair,
            tuple(found),
            tuple(_named(one, found) for one in rounds.get(affair, ())),
            tuple(sorted(facilities.get(affair, ()))),
            _yearly([m for thing in (affair, *facilities.get(affair, ())) for m in money.get(thing, ())]),
        )
        for affair, found in sorted(by_affair.items())
    ]


# --- what rests on it -------------------------------------------------------------------------------------


def _reliances(store: Store, reach: Reach, instruments: Iterable[str]) -> dict[str, list[Reliance]]:
    wholes: dict[str, tuple[Citing, ...]] = {**reach.wholes, **dict.fromkeys(instruments, ())}
    found = [
        *((row, reach.slots[value(row, "cited")]) for row in rows(store, _RELIANCES, reach.slots)),
        *((row, _whole(row, wholes)) for row in rows(store, _OF_INSTRUMENTS, wholes)),
    ]
    found = of_their_time(store, found)
    about, spans = _about(store, {value(row, "citation") for row, _ in found})
    by_affair: dict[str, dict[tuple[str, str], Reliance]] = {}
    for row, slot in found:
        citation, cited = value(row, "citation"), value(row, "cited")
        via = reach.via[cited] if cited in reach.via else wholes[cited]
        one = Reliance(
            citation,
            cited,
            slot,
            via,
            value(row, "role"),
            value(row, "party"),
            value(row, "text"),
            tuple(sorted(about.get(citation, ()))),
            tuple(sorted(spans.get(citation, ()))),
        )
        by_affair.setdefault(value(row, "affair"), {})[citation, cited] = one
    return {affair: sorted(found.values(), key=_directness) for affair, found in by_affair.items()}


def of_their_time(store: Store, found: list[tuple[Row, Slot]]) -> list[tuple[Row, Slot]]:
    """Without what papers cite by a number that meant another norm when they were written."""
    limited = {document_of(value(row, "citation")) for row, slot in found if slot.until}
    dates = {value(row, "s"): value(row, "date") for row in rows(store, _DATES, limited)}
    return [
        (row, slot)
        for row, slot in found
        if not slot.until or "" < dates.get(document_of(value(row, "citation")), "") < slot.until
    ]


def _whole(row: Row, wholes: Mapping[str, Sequence[Citing]]) -> Slot:
    cited = value(row, "cited")
    through = wholes[cited]
    number = through[-1].slot.number if through else Number.OWN
    return Slot(cited, Nearness.INSTRUMENT, number)


def _directness(one: Reliance) -> tuple[object, ...]:
    """What names the changed provision itself comes first."""
    return (
        len(one.via),
        list(Number).index(one.slot.number),
        list(Nearness).index(one.slot.nearness),
        one.cited,
        one.citation,
    )


def _about(store: Store, citations: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    about: dict[str, set[str]] = {}
    spans: dict[str, set[str]] = {}
    for row in rows(store, _ABOUT, citations):
        kept, name = (about, "about") if "about" in row else (spans, "span")
        kept.setdefault(value(row, "s"), set()).add(value(row, name))
    return about, spans


# --- rounds -----------------------------------------------------------------------------------------------


def _rounds(store: Store, affairs: Iterable[str], day: date) -> dict[str, list[Round]]:
    by_round: dict[str, list[Row]] = {}
    for row in rows(store, _ROUNDS, affairs):
        by_round.setdefault(value(row, "round"), []).append(row)
    budgets = {value(row, "s"): _money(row) for row in rows(store, _CURRENT, by_round)}
    found: dict[str, list[Round]] = {}
    for iri, said in sorted(by_round.items()):
        one = _round(iri, said, budgets.get(iri), day)
        found.setdefault(value(said[0], "s"), []).append(one)
    return {affair: sorted(every, key=lambda one: one.start) for affair, every in found.items()}


def _round(iri: str, said: Sequence[Row], budget: Money | None, day: date) -> Round:
    start, end, status, outcome = (
        min((found for row in said if (found := value(row, name))), default="")
        for name in ("start", "end", "status", "outcome")
    )
    contractors = tuple(sorted({found for row in said if (found := value(row, "contractor"))}))
    agreed = code(status) == "reported" or code(outcome) in _AGREED
    return Round(
        iri, state_of(start, end, day, agreed=agreed), start, end, status, outcome, contractors, budget
    )


def state_of(start: str, end: str, day: date, *, agreed: bool) -> State:
    """Where a period stands on a day; of a month only (``2024-05``) its first or last day counts.

    A period without an end is in force from its start on; one without a start is undated unless it is over.

    >>> state_of("2024-05-01", "2027-04-30", date(2024, 6, 1), agreed=False)
    <State.PROPOSED: 'proposed'>
    >>> state_of("2024-07", "2027-06", date(2024, 6, 30), agreed=True)
    <State.COMING: 'coming'>
    """
    today = day.isoformat()
    if end and _last_day(end) < today:
        return State.ENDED
    if not start:
        return State.UNDATED
    if _first_day(start) > today:
        return State.COMING
    return State.IN_FORCE if agreed else State.PROPOSED


def _first_day(text: str) -> str:
    return text if len(text) == len("2024-05-01") else f"{text}-01"


def _last_day(text: str) -> str:
    if len(text) == len("2024-05-01"):
        return text
    year, month = map(int, text.split("-"))
    return f"{text}-{calendar.monthrange(year, month)[1]:02}"


def code(concept: str) -> str:
    """The code of a concept of a code list.

    >>> code("https://e/def/round-status/proposed")
    'proposed'
    """
    return concept.rsplit("/", 1)[-1]


def _named(one: Round, reliances: Iterable[Reliance]) -> Round:
    return replace(one, named=any(one.iri in reliance.about for reliance in reliances))


# --- money ------------------------------------------------------------------------------------------------


def _money(row: Row) -> Money:
    unit = value(row, "unit")
    amount = int(value(row, "amount"))
    role = code(value(row, "role"))
    return Money(amount, role, value(row, "year"), int(unit) if unit else None, value(row, "source"))


def _stated(store: Store, things: Iterable[str]) -> dict[str, list[Money]]:
    found: dict[str, list[Money]] = {}
    for row in rows(store, _STATED, things):
        found.setdefault(value(row, "s"), []).append(_money(row))
    return found


def _yearly(money: Iterable[Money]) -> tuple[Money, ...]:
    """The yearly budgets, each year's amount once however many papers print it."""
    annual = sorted((one for one in money if one.role == _ANNUAL), key=lambda one: (one.year, one.source))
    return tuple({(one.year, one.amount): one for one in reversed(annual)}.values())
