"""The forms answers are written in: names, media types and what writes them.

Names are those clients send as ``format=`` (``json``, ``turtle``); media types are the W3C's. Serialisation
is pyoxigraph's throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

AnswerKind = Literal["bindings", "boolean", "graph"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of answer: the short name, the media type it is served as, other names clients use."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text formats say that they are UTF-8.

        >>> form_of("text/csv", TABLE_FORMS).content_type
        'text/csv; charset=utf-8'
        """
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TABLE_FORMS: tuple[Form, ...] = (
    Form("json", "application/sparql-results+json", ("application/json", "text/javascript")),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
)
"""Forms of SELECT and ASK, the preferred one first."""

GRAPH_FORMS: tuple[Form, ...] = (
    Form("turtle", "text/turtle", ("ttl", "application/x-turtle", "n3", "text/n3")),
    Form("nt", "application/n-triples", ("ntriples", "n-triples", "text/plain")),
    Form("jsonld", "application/ld+json", ("json-ld", "json", "application/json")),
    Form("rdf", "application/rdf+xml", ("rdfxml", "rdf+xml", "xml", "application/xml", "text/xml")),
)
"""Forms of CONSTRUCT, DESCRIBE and resources, the preferred one first."""

FORMS: Mapping[AnswerKind, tuple[Form, ...]] = {
    "bindings": TABLE_FORMS,
    "boolean": TABLE_FORMS,
    "graph": GRAPH_FORMS,
}

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


def form_of(name: str, forms: tuple[Form, ...]) -> Form | None:
    """The form that is called so: by its name, its media type or an alias.

    >>> form_of("ttl", GRAPH_FORMS).media_type
    'text/turtle'
    >>> form_of("image/png", GRAPH_FORMS) is None
    True
    """
    wanted = name.strip().lower()
    for form in forms:
        if wanted in (form.name, form.media_type):
            return form
    return next((form for form in forms if wanted in form.aliases), None)


def write_table(result: ox.QuerySolutions | ox.QueryBoolean, form: Form) -> bytes:
    """The rows, or the truth value, of a query in one of `TABLE_FORMS`."""
    written = result.serialize(format=_RESULTS[form.name])
    assert written is not None  # pyoxigraph returns bytes when no output is given
    return written


def write_graph(triples: Iterable[ox.Triple], form: Form, prefixes: Mapping[str, str] | None = None) -> bytes:
    """Triples in one of `GRAPH_FORMS`; `prefixes` shorten names where the form knows them.

    >>> triple = ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b"), ox.Literal("가"))
    >>> write_graph([triple], GRAPH_FORMS[1]).decode()
    '<http://e/a> <http://e/b> "가" .\\n'
    """
    written = ox.serialize(triples, format=_RDF[form.name], prefixes=dict(prefixes or {}))
    assert written is not None
    return written
