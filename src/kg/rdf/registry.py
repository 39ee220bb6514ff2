"""The registry graph: what the registries say of the things the papers use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.ids import Ids, Parsed, parse_provision_path
from kg.legislation import Edition, Instrument, Register, Successions, default_successions
from kg.link import Jurisdiction, Registries
from kg.model.legislation import Succession
from kg.rdf import identities
from kg.rdf.terms import korean
from kg.rdf.writer import Triples
from kg.vocab import SKOS

_USED: Final = frozenset({"council", "jurisdiction", "facility", "organisation", "instrument"})


def registry_quads(
    quads: Iterable[Quad],
    ids: Ids,
    registries: Registries,
    register: Register,
    renumbered: Successions | None = None,
) -> list[Quad]:
    """Names, other names and links the registries give the identities that are subjects in *quads*.

    Provisions get the slots they succeed and are succeeded by (*renumbered*: by default what travels with the
    code).
    """
    known = default_successions() if renumbered is None else renumbered
    to = Triples(ids, ids.registry_graph)
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    ours = (ids.parse(iri) for iri in sorted(subjects) if iri.startswith(f"{ids.base}/"))
    for parsed in ours:
        if parsed.kind in _USED:
            _describe(to, parsed, registries, register)
        elif parsed.kind == "provision":
            _renumber(to, parsed, registries, register, known)
    return to.quads()


def _describe(to: Triples, parsed: Parsed, registries: Registries, register: Register) -> None:
    place = registries.jurisdictions.get(
        parsed.parts.get("council") or parsed.parts.get("jurisdiction") or ""
    )
    if parsed.kind == "instrument":
        work = "/".join(parsed.parts[name] for name in ("jurisdiction", "type", "instrument"))
        if law := register.work(work):
            identities.instrument(to, law, registries.jurisdictions)
    elif parsed.kind in ("facility", "organisation"):
        _describe_entry(to, parsed, registries)
    elif place is not None:
        _describe_place(to, parsed, place)


def _describe_entry(to: Triples, parsed: Parsed, registries: Registries) -> None:
    entry = registries.entry(parsed.kind, parsed["slug"])
    if entry is None:
        return
    if parsed.kind == "facility":
        node = identities.facility(to, registries.jurisdictions[entry.jurisdiction], entry.identity)
    else:
        node = identities.organisation(to, entry.identity)
    for name in entry.aliases:
        to.add(node, SKOS.altLabel, korean(name))


def _describe_place(to: Triples, parsed: Parsed, place: Jurisdiction) -> None:
    if parsed.kind == "council":
        identities.council(to, place)
    elif parsed.kind == "jurisdiction":
        node = identities.jurisdiction(to, place)
        for name in (*place.aliases, *place.former):
            to.add(node, SKOS.altLabel, korean(name))


def _renumber(
    to: Triples, parsed: Parsed, registries: Registries, register: Register, known: Successions
) -> None:
    """What a provision took the place of, and what took its place, as far as that is said of itself.

    An act that wholly revised the instrument leads from the edition before it to its own; any other renumbers
    within the edition of its day.
    """
    law = register.work("/".join(parsed[name] for name in ("jurisdiction", "type", "instrument")))
    if law is None or parsed["edition"] == "0":
        return
    path = parse_provision_path(parsed["provision"])
    said = {*known.newer(law.title, path), *known.older(law.title, path)}
    for one in sorted(said, key=lambda one: (one.old.key, one.new.key)):
        sides = _editions(law, one)
        if sides is None or parsed["edition"] not in {str(side.number) for side in sides}:
            continue
        here = {(str(side.number), place) for side, place in zip(sides, (one.old, one.new), strict=True)}
        if (parsed["edition"], path) in here:
            old, new = (
                identities.provision(to, law, side, place, registries.jurisdictions)
                for side, place in zip(sides, (one.old, one.new), strict=True)
            )
            identities.succession(to, new, old, one)


def _editions(law: Instrument, said: Succession) -> tuple[Edition, Edition] | None:
    """The editions of the old and the new provision; None where either is not known."""
    if said.day is None:
        return None
    new = next((one for one in law.editions if said.act is not None and one.number == said.act), None)
    if new is None:
        new = old = law.edition_at(said.day)
    else:
        old = law.edition_at(said.day - timedelta(days=1))
    return (old, new) if old is not None and new is not None and old.number and new.number else None
