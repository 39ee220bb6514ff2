"""A remote SPARQL 1.1 endpoint as a store: queries only, through SPARQLWrapper.

Answers are fetched in a form that loses nothing (JSON, N-Triples) and written here in the form asked for, so
that a remote store gives the same bytes as an embedded one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import NetworkError, NotAcceptableError, Place, QueryError, StoreError, UpdateRefusedError
from kg.store.address import read_address
from kg.store.embedded import read_row
from kg.store.formats import AnswerKind, Form, write_graph, write_table
from kg.store.protocol import DEFAULT_FORMS, QueryResult, Row
from kg.store.scan import scan_query

_TABLE_ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_GRAPH_ACCEPT = "application/n-triples, text/turtle;q=0.5"
_PLACE = re.compile(r'"line":\s*(\d+),\s*"column":\s*(\d+)|\b(\d+):(\d+)\b|line (\d+),? column (\d+)')


class RemoteStore:
    """An endpoint at a URL, asked by form POST (the binding every server takes)."""

    def __init__(self, url: str, *, seconds: int = 30) -> None:
        self._address = read_address(url)
        self._place = Place(self._address.shown)
        self._seconds = seconds

    @property
    def writable(self) -> bool:
        """A remote store is for reading."""
        return False

    @property
    def version(self) -> str | None:
        """A remote store does not tell its version."""
        return None

    def query(
        self,
        text: str,
        *,
        forms: Mapping[AnswerKind, Form | None] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,  # noqa: ARG002
    ) -> QueryResult:
        """See `Store.query`; relative IRIs are resolved by the endpoint, whatever `base` is.

        Raises NetworkError when the endpoint cannot be reached or fails.
        """
        wanted = DEFAULT_FORMS if forms is None else forms
        if (kind := _kind(text)) == "graph":
            form = _wanted(wanted, kind)
            triples = self._triples(text, default_graphs, named_graphs)
            return QueryResult(kind, form, write_graph(triples, form))
        form = _wanted(wanted, kind)
        return QueryResult(kind, form, write_table(self._table(text, default_graphs, named_graphs), form))

    def select(self, text: str) -> list[Row]:
        """See `Store.select`."""
        table = self._table(text)
        if not isinstance(table, ox.QuerySolutions):
            raise QueryError("a SELECT is needed here", "SELECT 질의가 필요합니다")
        names = [variable.value for variable in table.variables]
        return [read_row(names, row) for row in table]

    def construct(self, text: str) -> list[ox.Triple]:
        """See `Store.construct`."""
        return self._triples(text)

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(row["g"].value for row in rows if isinstance(row["g"], ox.NamedNode))

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple | ox.Quad]) -> None:  # noqa: ARG002
        """Not possible; StoreError."""
        raise StoreError("a remote endpoint is read only", "원격 엔드포인트는 읽기 전용입니다")

    def remove_graph(self, iri: str) -> None:
        """Not possible; StoreError."""
        self.replace_graph(iri, ())

    def load(self, *files: Path) -> None:  # noqa: ARG002
        """Not possible; StoreError."""
        self.replace_graph("", ())

    def text(self, document: str) -> str | None:  # noqa: ARG002
        """Not held here."""
        return None

    def close(self) -> None:
        """Nothing to let go of: every query has its own connection."""

    def _table(
        self, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> ox.QuerySolutions | ox.QueryBoolean:
        body, media_type = self._fetch(text, _TABLE_ACCEPT, default_graphs, named_graphs)
        format_ = ox.QueryResultsFormat.from_media_type(media_type)
        try:
            return ox.parse_query_results(body, format_ or ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise NetworkError(self._words(f"no SPARQL results: {error}"), place=self._place) from error

    def _triples(
        self, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> list[ox.Triple]:
        body, media_type = self._fetch(text, _GRAPH_ACCEPT, default_graphs, named_graphs)
        format_ = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES
        try:
            return [quad.triple for quad in ox.parse(body, format_, base_iri=self._address.base)]
        except (SyntaxError, ValueError) as error:
            raise NetworkError(self._words(f"no RDF: {error}"), place=self._place) from error

    def _fetch(
        self, text: str, accept: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> tuple[bytes, str]:
        if scan_query(text).form == "update":
            raise UpdateRefusedError
        client = SPARQLWrapper(self._address.url)
        if self._address.user:
            client.setCredentials(self._address.user, self._address.password)
        client.setQuery(text)
        client.setMethod(POST)
        client.setTimeout(self._seconds)
        client.addCustomHttpHeader("Accept", accept)
        for name, iris in (("default-graph-uri", default_graphs), ("named-graph-uri", named_graphs)):
            for iri in iris:
                client.addParameter(name, iri)
        try:
            response = client.query().response
            return response.read(), response.headers.get_content_type()
        except SPARQLWrapperException as error:
            raise self._refused(str(error)) from error
        except HTTPError as error:
            raise NetworkError(self._words(f"HTTP {error.code} {error.reason}"), place=self._place) from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise NetworkError(self._words(str(error)), place=self._place) from error

    def _refused(self, message: str) -> QueryError | NetworkError:
        """The error of an answer with a failing status: the endpoint's own words, and the place they name."""
        if "QueryBadFormed" not in message and "bad request" not in message.lower():
            return NetworkError(self._words(message), place=self._place)
        match = _PLACE.search(message)
        numbers = [int(number) for number in match.groups() if number] if match else []
        place = Place(line=numbers[0], column=numbers[1]) if numbers else Place()
        return QueryError(self._words(message), place=place)

    def _words(self, message: str) -> str:
        """A message on one line, not too long, without the secrets of the address."""
        return self._address.clean(" ".join(message.split()))[:500]


def _kind(text: str) -> AnswerKind:
    form = scan_query(text).form
    if form in ("construct", "describe"):
        return "graph"
    return "boolean" if form == "ask" else "bindings"


def _wanted(forms: Mapping[AnswerKind, Form | None], kind: AnswerKind) -> Form:
    if (form := forms[kind]) is None:
        raise NotAcceptableError(f"the answer is a {kind}", f"답의 종류: {kind}")
    return form
