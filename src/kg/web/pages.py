"""The page of a resource: its facts, the statements papers make about it, and what points to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from kg.store import Literal, NamedNode, Row, Term
from kg.text import fold
from kg.vocab import KC, QB, RDF, RDFS, SKOS
from kg.web.context import Context
from kg.web.contradictions import name_of
from kg.web.fields import in_words
from kg.web.labels import INCOMING_LABELS, Labels, best_text, is_keyed, natural_key
from kg.web.messages import LANGUAGES, message
from kg.web.present import show_literal
from kg.web.quotes import Evidence, Quote

SHOWN_INCOMING = 100
_SORTED_INCOMING = 1000
_LONG = 40
_HIDDEN = frozenset(
    {RDF.type, RDFS.label, SKOS.prefLabel, KC.about, KC.statedIn, KC.evidence, KC.claim, KC.comparison}
)
_ORDER = (
    KC.Terms,
    KC.RoundStatement,
    KC.Budget,
    KC.BudgetItem,
    KC.Evaluation,
    KC.Finding,
    KC.Discrepancy,
    KC.Stage,
    KC.BillStatement,
    KC.Amendment,
    KC.AffairStatement,
    KC.Task,
    KC.FacilityStatement,
    KC.Staff,
    KC.RankCount,
    KC.PerformanceTable,
    QB.Observation,
    KC.Programme,
    KC.OrganisationStatement,
    KC.Participation,
    KC.Assessment,
)
"""Statements in the order a reader wants them; kinds not named come after these."""
_LAST = (KC.citingPart, KC.jurisdiction, KC.fileName, KC.readerVersion, KC.sha256, KC.textSha256)

_FACTS = """
SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?s { %s } { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }
"""
_ABOUT = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
SELECT DISTINCT ?s WHERE { ?s kc:about %s FILTER NOT EXISTS { ?s a kc:Citation } }
"""
_PIECES = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT DISTINCT ?s WHERE { ?s kc:itemOf|kc:rankOf|kc:findingOf|qb:dataSet %s }
"""
# What stands in a statement's card is not listed a second time; a claim is shown as the sentence it is.
# What a thing of the law holds is shown as its contents.
_POINTS_HERE = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT %(what)s WHERE {
  ?s ?p %(node)s FILTER(ISIRI(?s) && ?p NOT IN (
    kc:about, kc:itemOf, kc:rankOf, kc:findingOf, qb:dataSet, eli:is_part_of, eli:is_member_of))
  FILTER NOT EXISTS { ?s a rdf:Statement }
} %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: its text, where it leads, its language, the passages that state it."""

    text: str
    href: str | None = None
    language: str | None = None
    quotes: tuple[Quote, ...] = ()
    sources: int = 0
    evidence: str = ""

    @property
    def is_verbatim(self) -> bool:
        """Whether the passages only repeat a long text, so that showing them again helps nobody."""
        passages = "".join(passage.text for quote in self.quotes for passage in quote.passages)
        return len(self.text) > _LONG and fold(passages) == fold(self.text)


@dataclass(frozen=True, slots=True)
class Property:
    """One property with its values."""

    iri: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A statement: its name, what it says, and the passages it stands in."""

    iri: str
    href: str
    label: str
    type: str
    type_label: str
    document: str
    properties: tuple[Property, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A thing to go to, with its kind."""

    iri: str
    href: str
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A resource made ready for a template."""

    iri: str
    label: str
    other_label: str
    types: tuple[Link, ...]
    properties: tuple[Property, ...]
    groups: tuple[tuple[str, tuple[Card, ...]], ...] = ()
    incoming: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    pages: Pages | None = None
    about: tuple[Link, ...] = ()
    document: Link | None = None
    quotes: tuple[Quote, ...] = ()
    classes: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Pages:
    """Which of the things that point here are shown, and the pages before and after (0: there is none)."""

    first: int
    last: int
    count: int
    before: int
    after: int


Facts = dict[str, dict[str, list[Term]]]
"""Subject → predicate → values."""


def resource_page(here: Context, iri: str, language: str, number: int = 1) -> Page | None:
    """The page of a resource, or None when the dataset says nothing of it and nothing points to it.

    ``number`` counts the pages of what points to it.
    """
    node = str(NamedNode(iri))
    # Citations are left out here: what a consignment rests on has a table of its own.
    about = _subjects(here.store.select(_ABOUT % node))
    pieces = [] if about else _subjects(here.store.select(_PIECES % node))
    cards = about or pieces
    facts = facts_of(here, [iri, *cards])
    incoming, pages = _incoming(here, node, number)
    if iri not in facts and not incoming:
        return None
    shown = _Shown(here, language, facts, [iri, *cards], incoming)
    own = facts.get(iri, {})
    return Page(
        iri=iri,
        label=_title(shown.labels, iri, own, language),
        other_label=_other_label(own, language),
        types=tuple(shown.link(term.value) for term in own.get(RDF.type, ()) if isinstance(term, NamedNode)),
        properties=shown.properties(iri),
        groups=shown.groups(cards),
        incoming=shown.incoming(incoming),
        pages=pages,
        about=tuple(shown.link(t.value) for t in own.get(KC.about, ()) if isinstance(t, NamedNode)),
        document=shown.document(iri),
        quotes=shown.quotes(iri),
        classes=frozenset(term.value for term in own.get(RDF.type, ()) if isinstance(term, NamedNode)),
    )


def _incoming(here: Context, node: str, number: int) -> tuple[list[Row], Pages | None]:
    """A page of what points to a thing, sorted within each thousand, and the pages around it."""
    # Sorted here: a store that orders them looks up every name for every comparison.
    start = (number - 1) * SHOWN_INCOMING
    chunk = start - start % _SORTED_INCOMING
    limit = f"LIMIT {_SORTED_INCOMING} OFFSET {chunk}"
    found = here.store.select(_POINTS_HERE % {"what": "?s ?p", "node": node, "limit": limit})
    count = chunk + len(found)
    if len(found) == _SORTED_INCOMING:
        query = _POINTS_HERE % {"what": "(COUNT(*) AS ?n)", "node": node, "limit": ""}
        count = int(here.store.select(query)[0]["n"].value)
    found.sort(key=lambda row: (row["p"].value, row["s"].value))
    shown = found[start - chunk : start - chunk + SHOWN_INCOMING]
    last = start + len(shown)
    if not shown or (number == 1 and last == count):
        return shown, None
    return shown, Pages(start + 1, last, count, number - 1, number + 1 if last < count else 0)


def facts_of(here: Context, subjects: Iterable[str]) -> Facts:
    """All that the dataset says of some subjects, evidence graphs included."""
    facts: Facts = {}
    listed = sorted(set(subjects))
    for at in range(0, len(listed), 300):
        values = " ".join(str(NamedNode(iri)) for iri in listed[at : at + 300])
        for row in here.store.select(_FACTS % values):
            predicates = facts.setdefault(row["s"].value, defaultdict(list))
            predicates[row["p"].value].append(row["o"])
    return facts


class _Shown:
    """Facts with the labels and the evidence they are shown with."""

    def __init__(
        self, here: Context, language: str, facts: Facts, subjects: list[str], incoming: list[Row]
    ) -> None:
        self._here = here
        self._language = language
        self._facts = facts
        self._evidence = Evidence(here, subjects)
        iris = set(subjects) | {row[name].value for row in incoming for name in ("s", "p")}
        for predicates in facts.values():
            iris |= set(predicates)
            iris |= {o.value for values in predicates.values() for o in values if isinstance(o, NamedNode)}
        iris |= {_document_of(iri) for iri in iris if "/id/document/" in iri}
        self.labels = Labels(here.store, language, iris)

    def link(self, iri: str, kind: str = "") -> Link:
        return Link(iri, self._here.href(iri), self.labels.of(iri), kind)

    def document(self, iri: str) -> Link | None:
        """The document a statement, a claim or a part stands in."""
        document = _document_of(iri)
        return self.link(document) if document not in ("", iri) else None

    def quotes(self, iri: str) -> tuple[Quote, ...]:
        """The passages a statement itself stands in."""
        return tuple(self._evidence.of_node(iri))

    def properties(self, subject: str) -> tuple[Property, ...]:
        predicates = self._facts.get(subject, {})
        names = sorted(
            predicates.keys() - _HIDDEN,
            key=lambda p: (_LAST.index(p) + 1 if p in _LAST else 0, self.labels.of(p)),
        )
        return tuple(
            Property(name, self.labels.of(name), self._values(subject, name, predicates[name]))
            for name in names
        )

    def groups(self, cards: list[str]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
        grouped: dict[str, list[Card]] = defaultdict(list)
        for iri in sorted(cards, key=natural_key):
            card = self._card(iri)
            grouped[card.type].append(card)
        order = sorted(
            grouped, key=lambda kind: (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind)
        )
        return tuple((grouped[kind][0].type_label, tuple(grouped[kind])) for kind in order)

    def incoming(self, rows: list[Row]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        by_property: dict[str, list[Link]] = defaultdict(list)
        for row in rows:
            by_property[self._backwards(row["p"].value)].append(self.link(row["s"].value))
        return tuple(
            (label, tuple(sorted(set(links), key=lambda link: natural_key(link.label))))
            for label, links in sorted(by_property.items())
        )

    def _backwards(self, predicate: str) -> str:
        if (labels := INCOMING_LABELS.get(predicate)) is not None:
            return labels[LANGUAGES.index(self._language)]
        return message("incoming-as", self._language, label=self.labels.of(predicate))

    def _card(self, iri: str) -> Card:
        types = [t.value for t in self._facts.get(iri, {}).get(RDF.type, ()) if isinstance(t, NamedNode)]
        ours = sorted(types, key=lambda t: (not t.startswith(KC.NS), t == KC.Statement, t))
        return Card(
            iri=iri,
            href=self._here.href(iri),
            label=self.labels.of(iri),
            type=ours[0] if ours else "",
            type_label=self.labels.of(ours[0]) if ours else "",
            document=self.labels.of(_document_of(iri)),
            properties=self.properties(iri),
            quotes=self.quotes(iri),
        )

    def _values(self, subject: str, predicate: str, terms: list[Term]) -> tuple[Value, ...]:
        shown = sorted(set(terms), key=_sort_key)
        if predicate == RDFS.comment:  # one comment in two languages: the reader's
            spoken: list[Term] = [t for t in shown if isinstance(t, Literal) and t.language == self._language]
            shown = spoken or shown
        return tuple(self._value(subject, predicate, term) for term in shown)

    def _value(self, subject: str, predicate: str, term: Term) -> Value:
        quotes = tuple(self._evidence.of_fact(subject, predicate, term))
        sources = len(self._evidence.sources(subject, predicate, term))
        evidence = f"{self._here.path('/evidence')}?{urlencode({'s': subject, 'p': predicate})}"
        if isinstance(term, NamedNode):
            return Value(
                self.labels.of(term.value),
                self._here.href(term.value),
                quotes=quotes,
                sources=sources,
                evidence=evidence,
            )
        if isinstance(term, Literal):
            shown = show_literal(predicate, term, self._language)
            return Value(shown, language=term.language, quotes=quotes, sources=sources, evidence=evidence)
        return Value(str(term))


def _subjects(rows: list[Row]) -> list[str]:
    return [row["s"].value for row in rows if isinstance(row["s"], NamedNode)]


def _title(labels: Labels, iri: str, own: dict[str, list[Term]], language: str) -> str:
    """What a resource is called; a reified fact, which has no label, by what it is about."""
    for kind, place in zip(own.get(KC.discrepancyType, ()), own.get(KC.discrepancyField, ()), strict=False):
        return name_of(labels.of(kind.value), place.value, language)
    about = [term.value for name in (RDF.subject, RDF.predicate) for term in own.get(name, ())[:1]]
    if labels.knows(iri) or len(about) < 2:
        return labels.of(iri)
    return f"{labels.of(about[0])} · {labels.of(about[1])}"


def _other_label(own: dict[str, list[Term]], language: str) -> str:
    other = "ko" if language == "en" else "en"
    labels = [
        (term.value, term.language)
        for name in (RDFS.label, SKOS.prefLabel)
        for term in own.get(name, ())
        if isinstance(term, Literal)
    ]
    found = best_text([pair for pair in labels if pair[1] == other], other)
    return in_words(found, other) if found and not is_keyed(found) else ""


def _document_of(iri: str) -> str:
    before, marker, rest = iri.partition("/id/document/")
    return f"{before}{marker}{rest[:12]}" if marker else ""


def _sort_key(term: Term) -> tuple[str, tuple[tuple[int, str], ...]]:
    return type(term).__name__, natural_key(str(term))
