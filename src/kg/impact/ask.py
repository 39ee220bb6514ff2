"""Asking a store about many things at once: every query is bound by IRIs, so that it never scans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.store import NamedNode, Row, Store

_BATCH = 500
_PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_LABELS = "SELECT ?s ?label WHERE { VALUES ?s { %s } ?s rdfs:label|skos:prefLabel ?label }"


def rows(store: Store, query: str, iris: Iterable[str]) -> Iterator[Row]:
    """The rows of a query whose ``%s`` stands for some IRIs, in batches; none without an IRI."""
    wanted = sorted(set(iris))
    for at in range(0, len(wanted), _BATCH):
        values = " ".join(str(NamedNode(iri)) for iri in wanted[at : at + _BATCH])
        yield from store.select(_PREFIXES + query % values)


def value(row: Row, name: str) -> str:
    """The value of a variable; empty where it is not bound."""
    found = row.get(name)
    return "" if found is None else found.value


def labels(store: Store, iris: Iterable[str], language: str) -> dict[str, str]:
    """The labels of some things in a language, else in Korean, else in any."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows(store, _LABELS, (iri for iri in iris if iri)):
        spoken = getattr(row["label"], "language", None)
        rank = 0 if spoken == language else 1 if spoken == "ko" else 2
        iri, said = row["s"].value, (rank, row["label"].value)
        found[iri] = min(found.get(iri, said), said)
    return {iri: label for iri, (_, label) in found.items()}


def document_of(iri: str) -> str:
    """The document a span or a statement belongs to; empty for anything else.

    >>> document_of("https://e/id/document/0123456789ab/text#char=4,9")
    'https://e/id/document/0123456789ab'
    """
    before, marker, rest = iri.partition("/id/document/")
    return f"{before}{marker}{rest[:12]}" if marker else ""
