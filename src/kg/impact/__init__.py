"""What a change of a provision touches: provision and date → citing provisions → rounds → facilities, money.

The questions are SPARQL over any store, each bound by IRIs, so that a store of all national law answers as
fast as one of a few papers. What is found is plain data (:mod:`kg.impact.model`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.errors import IdentifierError, NotFoundError
from kg.ids import Ids, base_of
from kg.impact.ask import document_of, labels, rows
from kg.impact.citing import reached
from kg.impact.consignments import code, consignments, of_their_time
from kg.impact.model import (
    Basis,
    Citing,
    Consignment,
    Impact,
    Means,
    Meant,
    Money,
    Nearness,
    Number,
    Reliance,
    Round,
    Slot,
    State,
    Succession,
)
from kg.impact.names import Edition, Names, editions, editions_on, find_provision, today
from kg.impact.output import as_json, as_triples
from kg.impact.slots import Tree, slots_of, successions
from kg.store import Store

__all__ = [
    "Basis",
    "Citing",
    "Consignment",
    "Edition",
    "Impact",
    "Means",
    "Meant",
    "Money",
    "Names",
    "Nearness",
    "Number",
    "Reliance",
    "Round",
    "Slot",
    "State",
    "Succession",
    "Tree",
    "as_json",
    "as_triples",
    "code",
    "document_of",
    "editions",
    "editions_on",
    "find_provision",
    "impact_of",
    "labels",
    "of_their_time",
    "rows",
    "slots_of",
    "successions",
    "today",
]


def impact_of(store: Store, meant: str | Meant, day: date, language: str = "ko") -> Impact:
    """What a change of a provision, or of anything under it, touches on a day.

    ``meant`` is an IRI, or what :func:`find_provision` found. ``language`` is that of the labels.
    Every number is followed: papers that cite the provision under the number it had are found
    (:mod:`kg.impact.slots`).

    Raises:
        IdentifierError: not the IRI of a provision.
        NotFoundError: the store has no such provision.
        StoreError, QueryError: the store does not answer.
    """
    meant = Meant(meant) if isinstance(meant, str) else meant
    provision = meant.provision
    ids = Ids(base_of(provision) or "")
    parsed = ids.parse(provision)
    if parsed.kind != "provision":
        raise IdentifierError(f"{provision!r} is not a provision", f"{provision!r}: 조문이 아닙니다")
    tree = Tree(store, ids)
    slots = slots_of(tree, provision)
    if not any(slot.iri == provision for slot in slots):
        raise NotFoundError(provision)
    reach = reached(tree, slots)
    own = {name: parsed[name] for name in ("jurisdiction", "type", "instrument")}
    instrument = ids.format("instrument", **own)
    edition = ids.format("edition", **own, edition=parsed["edition"])
    in_force = editions_on(editions(store, instrument), day)
    certain = len(in_force) == 1 and bool(in_force[0].in_force_from)
    found = Impact(
        provision,
        day,
        edition,
        in_force[0].iri == edition if certain else None,
        in_force[0].iri if certain else "",
        slots,
        tuple(reach.citing),
        tuple(consignments(store, reach, [instrument], day)),
        named=meant.named,
        followed=meant.by,
    )
    return _labelled(store, found, instrument, language)


def _labelled(store: Store, found: Impact, instrument: str, language: str) -> Impact:
    return replace(found, labels=labels(store, {instrument, *_things(found)}, language), language=language)


def _things(found: Impact) -> Iterator[str]:
    yield from (found.provision, found.edition, found.in_force)
    yield from (slot.iri for slot in found.slots)
    yield found.named
    for by in (*found.successions, *found.followed):
        yield from (by.old, by.new, by.basis if "://" in by.basis else "")
    for one in found.citing:
        yield from (one.provision, one.instrument, one.slot.iri, *map(document_of, one.evidence))
    for consignment in found.consignments:
        yield from (consignment.affair, *consignment.facilities)
        for reliance in consignment.reliances:
            yield from (reliance.cited, reliance.role, reliance.party, document_of(reliance.citation))
        for held in consignment.rounds:
            yield from (held.iri, held.status, held.outcome, *held.contractors)
