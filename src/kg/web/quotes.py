"""Evidence: the passages of a document's text that say a fact, cut out with the sentence around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.store import Literal, NamedNode, Term
from kg.vocab import KC
from kg.web.context import Context, say
from kg.web.lawtext import Printed, plain, printed

_SPAN = re.compile(
    r"(?P<text>.+/id/document/(?P<document>[0-9a-f]{12})/text)#char=(?P<start>\d+),(?P<end>\d+)"
)
_CONTEXT = 90
# A full stop after a figure is no end of a sentence: dates are written 2024. 5. 1.
_BOUNDARY = re.compile(r"\n|(?<=[^\d\s][.?!])\s|(?<=。)\s?")
_BATCH = 300
_HEAD = 4096
_WHITE = re.compile(r"\s+")
_TAG = re.compile(r"</?[a-z]+[^<>]*>|</?[a-z]*$")

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

_SAID_AS = {
    KC.contractor: frozenset({KC.contractorName}),
    KC.currentContractor: frozenset({KC.contractorName}),
    KC.facility: frozenset({KC.facilityName}),
    KC.nextRound: frozenset({KC.startDate, KC.endDate}),
}
"""Derived links, and the properties of the statement that a paper prints for them."""

Fact = tuple[str, str, str]
"""Subject, predicate and object of a fact: IRIs, and the object as N-Triples writes it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One span of a document's text and what stands there; empty where the text is not held."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence; marked when it is a passage that states the fact."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What one document says of a fact: its passages (several where it is split), in their sentence."""

    document: str
    passages: tuple[Passage, ...]
    segments: tuple[Segment, ...]
    href: str
    law: str = ""  # of a law's text: which text it is

    @property
    def sentence(self) -> str:
        """The sentence with its passages, as one text."""
        return "".join(segment.text for segment in self.segments)

    @property
    def place(self) -> str:
        """The offsets of the passages, for reading."""
        return ", ".join(f"{passage.start}–{passage.end}" for passage in self.passages)


def read_span(iri: str) -> tuple[str, int, int] | None:
    """The document and the offsets of a span's IRI, or None for any other.

    >>> read_span("https://e/id/document/0123456789ab/text#char=4,9")
    ('0123456789ab', 4, 9)
    """
    match = _SPAN.fullmatch(iri)
    return (match["document"], int(match["start"]), int(match["end"])) if match else None


def quotes_of(here: Context, spans: Iterable[str]) -> list[Quote]:
    """The passages some spans name, in their sentences, one quote per document, in reading order."""
    by_document: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for span in spans:
        if (place := read_span(span)) is not None:
            document, start, end = place
            by_document[document].add((start, end))
    return [_quote(here, document, sorted(places)) for document, places in sorted(by_document.items())]


def _quote(here: Context, document: str, places: list[tuple[int, int]]) -> Quote:
    start, end = places[0]
    href = here.path(f"/id/document/{document}/text?char={start},{end}#char={start},{end}")
    text = here.store.text(document)
    if text is None or not all(0 <= a <= b <= len(text) for a, b in places):
        return Quote(document, tuple(Passage(a, b, "") for a, b in places), (), href)
    passages = tuple(Passage(a, b, text[a:b]) for a, b in places)
    segments = tuple(_segments(text, places))
    if (source := printed(text[:_HEAD])) is None:
        return Quote(document, passages, segments, href)
    return Quote(document, passages, tuple(_as_law(segments)), href, law_words(source))


def law_words(source: Printed) -> str:
    """Which text of a law this is: of the act promulgated on a day under a number."""
    key = "law-held" if source.promulgated and source.number else "law-held-undated"
    return say(key, day=source.promulgated, number=source.number)


def _as_law(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Segments without Markdown's marks; a passage that is all there is needs none of ours either."""
    shown = [Segment(plain(segment.text), segment.marked) for segment in segments]
    around = any(segment.text.strip(" #") for segment in shown if not segment.marked)
    for segment in shown:
        yield segment if around else Segment(segment.text.strip(), False)


def _segments(text: str, places: list[tuple[int, int]]) -> Iterator[Segment]:
    """The sentence around passages: what lies between two that are near is shown, else left out as …"""
    shown = places[0][0]
    yield Segment(_before(text, shown), False)
    for at, (start, end) in enumerate(places):
        if start > shown + 2 * _CONTEXT:
            yield Segment(f"{_after(text, shown)} … {_before(text, start)}", False)
        elif start > shown:
            yield Segment(_WHITE.sub(" ", _without_markup(text[shown:start])), False)
        yield Segment(text[max(start, shown) if at else start : end], True)
        shown = max(shown, end)
    yield Segment(_after(text, shown), False)


def says(predicate: str, value: Term, said: str, printed: Term) -> bool:
    """Whether a claim of a statement, of the property `said`, is what a derived value was taken from."""
    return value == printed or said in _SAID_AS.get(predicate, ())


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
        """What states a fact; for a derived value what states it where it was taken from."""
        spans = list(self._spans.get((subject, predicate, str(value)), ()))
        for source in self.sources(subject, predicate, value):
            for (statement, as_, said), found in self._spans.items():
                if statement == source and (said == str(value) or as_ in _SAID_AS.get(predicate, ())):
                    spans += found
        return quotes_of(self._here, spans)

    def of_node(self, subject: str) -> list[Quote]:
        """The passages a citation, quotation or part itself stands in."""
        return quotes_of(self._here, self._own.get(subject, ()))

    def sources(self, subject: str, predicate: str, value: Term) -> list[str]:
        """The statements a derived value was taken from."""
        return sorted(set(self._sources.get((subject, predicate, str(value)), ())))

    def _fetch_claims(self, subjects: list[str]) -> None:
        for values in _values(subjects):
            for row in self._here.store.select(_CLAIMS % values):
                self._spans[_fact(row["s"], row["p"], row["o"])].append(row["span"].value)


def _fact(subject: Term, predicate: Term, value: Term) -> Fact:
    assert not isinstance(subject, Literal)
    return _iri(subject), _iri(predicate), str(value)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _values(iris: list[str]) -> list[str]:
    return [
        " ".join(str(NamedNode(iri)) for iri in iris[at : at + _BATCH]) for at in range(0, len(iris), _BATCH)
    ]


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
