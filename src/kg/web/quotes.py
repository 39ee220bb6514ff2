"""Evidence: the passages of a document's text that say a fact, cut out with the sentence around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.store import Literal, NamedNode, Term
from kg.web.context import Context

_SPAN = re.compile(
    r"(?P<text>.+/id/document/(?P<document>[0-9a-f]{12})/text)#char=(?P<start>\d+),(?P<end>\d+)"
)
_CONTEXT = 90
_BOUNDARY = re.compile(r"\n|(?<=[.?!。])\s")
_BATCH = 300
_TAG = re.compile(r"</?[a-z]+[^<>]*>")

_CLAIMS = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?s ?p ?o ?span WHERE {
  VALUES ?s { %s }
  GRAPH ?g { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kc:evidence ?span }
}
"""
_OWN = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
SELECT ?s ?span WHERE { VALUES ?s { %s } ?s kc:evidence ?span }
"""
_DERIVED = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?s ?p ?o ?statement WHERE {
  VALUES ?s { %s }
  ?d rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?statement .
}
"""

Fact = tuple[str, str, str]
"""Subject, predicate and object of a fact: IRIs, and the object as N-Triples writes it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: where it is, its own text, the rest of its sentence. All empty where it is not held."""

    document: str
    start: int
    end: int
    before: str
    passage: str
    after: str
    href: str

    @property
    def iri_fragment(self) -> str:
        """The fragment that names the passage in the document's text (RFC 5147)."""
        return f"char={self.start},{self.end}"


def read_span(iri: str) -> tuple[str, int, int] | None:
    """The document and the offsets of a span's IRI, or None for any other.

    >>> read_span("https://e/id/document/0123456789ab/text#char=4,9")
    ('0123456789ab', 4, 9)
    """
    match = _SPAN.fullmatch(iri)
    return (match["document"], int(match["start"]), int(match["end"])) if match else None


def quote_of(here: Context, span: str) -> Quote | None:
    """The passage a span names, with the rest of its sentence."""
    place = read_span(span)
    if place is None:
        return None
    document, start, end = place
    href = here.path(f"/id/document/{document}/text?char={start},{end}#char={start},{end}")
    text = here.store.text(document)
    if text is None or not start <= end <= len(text):
        return Quote(document, start, end, "", "", "", href)
    return Quote(document, start, end, _before(text, start), text[start:end], _after(text, end), href)


class Evidence:
    """The evidence of all facts about some subjects, fetched together."""

    def __init__(self, here: Context, subjects: Iterable[str]) -> None:
        self._here = here
        self._spans: dict[Fact, list[str]] = defaultdict(list)
        self._own: dict[str, list[str]] = defaultdict(list)
        self._sources: dict[Fact, list[str]] = defaultdict(list)
        wanted = sorted(set(subjects))
        self._fetch_claims(wanted)
        for values in _values(wanted):
            for row in here.store.select(_OWN % values):
                self._own[row["s"].value].append(row["span"].value)
            for row in here.store.select(_DERIVED % values):
                self._sources[_fact(row["s"], row["p"], row["o"])].append(row["statement"].value)
        self._fetch_claims(sorted({s for sources in self._sources.values() for s in sources} - set(wanted)))

    def of_fact(self, subject: str, predicate: str, value: Term) -> list[Quote]:
        """The passages that state a fact; for a derived value those of the statement it was taken from."""
        spans = list(self._spans.get((subject, predicate, str(value)), ()))
        for source in self.sources(subject, predicate, value):
            for (statement, _, said), found in self._spans.items():
                if statement == source and said == str(value):
                    spans += found
        return self._quotes(spans)

    def of_node(self, subject: str) -> list[Quote]:
        """The passages a citation, quotation or part itself stands in."""
        return self._quotes(self._own.get(subject, ()))

    def of_subject(self, subject: str) -> list[Quote]:
        """All passages that state anything of a subject, and those it stands in."""
        spans = [span for (s, _, _), found in self._spans.items() if s == subject for span in found]
        return self._quotes([*self._own.get(subject, ()), *spans])

    def sources(self, subject: str, predicate: str, value: Term) -> list[str]:
        """The statements a derived value was taken from."""
        return sorted(set(self._sources.get((subject, predicate, str(value)), ())))

    def _fetch_claims(self, subjects: list[str]) -> None:
        for values in _values(subjects):
            for row in self._here.store.select(_CLAIMS % values):
                self._spans[_fact(row["s"], row["p"], row["o"])].append(row["span"].value)

    def _quotes(self, spans: Iterable[str]) -> list[Quote]:
        found = (quote_of(self._here, span) for span in sorted(set(spans), key=_reading_order))
        return [quote for quote in found if quote is not None]


def _fact(subject: Term, predicate: Term, value: Term) -> Fact:
    assert not isinstance(subject, Literal)
    return _iri(subject), _iri(predicate), str(value)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _values(iris: list[str]) -> list[str]:
    return [
        " ".join(str(NamedNode(iri)) for iri in iris[at : at + _BATCH]) for at in range(0, len(iris), _BATCH)
    ]


def _reading_order(span: str) -> tuple[str, int, int]:
    return read_span(span) or (span, 0, 0)


def _before(text: str, start: int) -> str:
    piece = text[max(0, start - _CONTEXT) : start]
    cut = [match.end() for match in _BOUNDARY.finditer(piece)]
    if cut:
        return _without_markup(piece[cut[-1] :]).lstrip("# \t")
    return ("…" if start > _CONTEXT else "") + _without_markup(piece).lstrip()


def _after(text: str, end: int) -> str:
    piece = text[end : end + _CONTEXT]
    cut = _BOUNDARY.search(piece)
    if cut:
        return _without_markup(piece[: cut.start()]).rstrip()
    return _without_markup(piece).rstrip() + ("…" if end + _CONTEXT < len(text) else "")


def _without_markup(piece: str) -> str:
    """Text around a passage without tags; the passage itself is never touched."""
    return _TAG.sub("", piece)
