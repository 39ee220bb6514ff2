"""The registry graph: what the registries say of the things the papers use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.ids import Ids, Parsed
from kg.legislation import Register
from kg.link import Jurisdiction, Registries
from kg.rdf import identities
from kg.rdf.terms import korean
from kg.rdf.writer import Triples
from kg.vocab import SKOS

_USED: Final = frozenset({"council", "jurisdiction", "facility", "organisation", "instrument"})


def registry_quads(quads: Iterable[Quad], ids: Ids, registries: Registries, register: Register) -> list[Quad]:
    """Names, other names and links the registries give the identities that are subjects in *quads*."""
    to = Triples(ids, ids.registry_graph)
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    ours = (ids.parse(iri) for iri in sorted(subjects) if iri.startswith(f"{ids.base}/"))
    for parsed in ours:
        if parsed.kind in _USED:
            _describe(to, parsed, registries, register)
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
