"""An impact as JSON and as RDF: one ``kc:Impact`` for every consignment touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.ids import Ids, base_of
from kg.impact.ask import document_of
from kg.impact.consignments import code
from kg.impact.model import (
    Citing,
    Consignment,
    Impact,
    Means,
    Money,
    Reliance,
    Round,
    Slot,
    State,
    Succession,
)
from kg.store import Literal, NamedNode, Triple
from kg.vocab import DCAT, ELI, KC, RDF, RDFS, XSD

_LASTING: Final = (State.IN_FORCE, State.PROPOSED, State.COMING, State.UNDATED)
"""Rounds a change on the day can touch: not those that are over."""


def as_json(found: Impact) -> dict[str, object]:
    """An impact as one object (``kind`` impact)."""
    return {
        "kind": "impact",
        "schema_version": 1,
        "provision": _thing(found, found.provision),
        "followed": _followed(found),
        "date": found.day.isoformat(),
        "edition": _thing(found, found.edition),
        "edition_in_force": _thing(found, found.in_force) if found.in_force else None,
        "is_in_force": found.edition_in_force,
        "slots": [_slot(found, slot) for slot in found.slots],
        "successions": [_succession(found, by) for by in found.successions],
        "citing": [_citing(found, one) for one in found.citing],
        "citing_counts": {"body": len(found.resting), "addenda": len(found.instructions)},
        "consignments": [_consignment(found, one) for one in found.consignments],
    }


def _thing(found: Impact, iri: str) -> dict[str, str]:
    return {"iri": iri, "label": found.label(iri)}


def _followed(found: Impact) -> dict[str, object] | None:
    """The number that was asked for, where the edition in force has another for it."""
    if not found.named:
        return None
    return {**_thing(found, found.named), "by": [_succession(found, by) for by in found.followed]}


def _slot(found: Impact, slot: Slot) -> dict[str, object]:
    return {**_thing(found, slot.iri), "nearness": slot.nearness, "number": slot.number}


def _succession(found: Impact, by: Succession) -> dict[str, object]:
    basis = found.label(by.basis) if by.basis else ""
    return {
        "old": _thing(found, by.old),
        "new": _thing(found, by.new),
        "basis": basis,
        "day": by.day or None,
        "evidence": list(by.evidence),
    }


def _citing(found: Impact, one: Citing) -> dict[str, object]:
    return {
        "provision": _thing(found, one.provision),
        "cites": _slot(found, one.slot),
        "means": one.means,
        "depth": one.depth,
        "instrument": _thing(found, one.instrument),
        "sort": one.sort,
        "internal": one.internal,
        "in_addenda": one.in_addenda,
        "basis": one.basis,
        "evidence": list(one.evidence),
    }


def _consignment(found: Impact, one: Consignment) -> dict[str, object]:
    return {
        "affair": _thing(found, one.affair),
        "direct": one.direct,
        "facilities": [_thing(found, facility) for facility in one.facilities],
        "rounds": [_round(found, held) for held in one.rounds],
        "annual": [_money(money) for money in one.annual],
        "reliances": [_reliance(found, reliance) for reliance in one.reliances],
    }


def _round(found: Impact, held: Round) -> dict[str, object]:
    return {
        **_thing(found, held.iri),
        "state": held.state,
        "start": held.start or None,
        "end": held.end or None,
        "status": code(held.status) or None,
        "outcome": code(held.outcome) or None,
        "contractors": [_thing(found, body) for body in held.contractors],
        "budget": _money(held.budget) if held.budget else None,
        "named": held.named,
    }


def _money(money: Money) -> dict[str, object]:
    return {
        "amount_krw": money.amount,
        "role": money.role or None,
        "year": money.year or None,
        "unit_krw": money.unit,
        "source": money.source,
    }


def _reliance(found: Impact, one: Reliance) -> dict[str, object]:
    return {
        "citation": one.citation,
        "cited": _thing(found, one.cited),
        "nearness": one.slot.nearness,
        "number": one.slot.number,
        "via": [_thing(found, step.provision) | {"means": step.means} for step in one.via],
        "role": code(one.role) or None,
        "relied_on_by": code(one.party) or None,
        "text": one.text,
        "document": _thing(found, document_of(one.citation)),
        "evidence": list(one.evidence),
    }


# --- RDF --------------------------------------------------------------------------------------------------


def as_triples(found: Impact) -> list[Triple]:
    """An impact as RDF, sorted: ``kc:Impact``, what is touched, and the provisions that cite the changed one.

    `data/queries/impact.rq` gives the same ``kc:Impact`` by SPARQL alone.
    """
    triples = {*_law(found), *_successions(found)}
    for one in found.consignments:
        if held := one.in_state(*_LASTING):
            triples |= {*_effect(found, one, held), *_touched(one, held)}
    named = {term.value for triple in triples for term in triple if isinstance(term, NamedNode)}
    spoken = {iri: label for iri, label in found.labels.items() if iri in named}
    triples |= {
        _say(iri, RDFS.label, Literal(label, language=found.language)) for iri, label in spoken.items()
    }
    return sorted(triples, key=str)


def _law(found: Impact) -> Iterator[Triple]:
    for one in found.citing:
        means = ELI.based_on if one.means is Means.CARRIES_OUT else ELI.cites
        yield _say(one.provision, means, NamedNode(one.slot.iri))


def _successions(found: Impact) -> Iterator[Triple]:
    for by in found.successions:
        yield _say(by.new, KC.succeeds, NamedNode(by.old))


def _effect(found: Impact, one: Consignment, held: tuple[Round, ...]) -> Iterator[Triple]:
    ids = Ids(base_of(found.provision) or "")
    node = ids.impact(found.provision, found.day, one.affair)
    yield _say(node, RDF.type, NamedNode(KC.Impact))
    yield _say(node, KC.changedProvision, NamedNode(found.provision))
    yield _say(node, KC.changeDate, _literal(found.day.isoformat(), XSD.date))
    yield _say(node, KC.affects, NamedNode(one.affair))
    for round_ in held:
        yield _say(node, KC.affectedRound, NamedNode(round_.iri))
    for reliance in one.reliances:
        yield _say(node, KC.throughProvision, NamedNode(reliance.cited))


def _touched(one: Consignment, held: tuple[Round, ...]) -> Iterator[Triple]:
    for facility in one.facilities:
        yield _say(one.affair, KC.facility, NamedNode(facility))
    for round_ in held:
        yield _say(round_.iri, KC.roundOf, NamedNode(one.affair))
        for predicate, text in ((DCAT.startDate, round_.start), (DCAT.endDate, round_.end)):
            if text:
                kind = XSD.date if len(text) == len("2024-05-01") else XSD.gYearMonth
                yield _say(round_.iri, predicate, _literal(text, kind))
        for body in round_.contractors:
            yield _say(round_.iri, KC.contractor, NamedNode(body))
        if round_.budget:
            amount = _literal(str(round_.budget.amount), XSD.integer)
            yield _say(round_.iri, KC.currentBudget, amount)


def _literal(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(kind))


def _say(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
