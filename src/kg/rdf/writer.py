"""The writer of one document: facts in its graph, a claim for each value read in its evidence graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.ids import Ids
from kg.link import Links
from kg.model.blocks import Document, Span, merge_spans
from kg.model.facts import Facts, Stated, Statement
from kg.rdf.terms import Term, english, korean
from kg.vocab import KC, RDF, RDFS

T = TypeVar("T")

Subject = NamedNode | BlankNode | Triple


@dataclass(slots=True)
class Claim:
    """What one document says in one triple, and the spans that say it."""

    iri: str
    triple: Triple
    spans: list[Span] = field(default_factory=list)


def triple_digest(triple: Triple) -> str:
    """16 hex digits of SHA-256 of a triple in N-Triples: the key of what is said about the triple."""
    return hashlib.sha256(str(triple).encode()).hexdigest()[:16]


class Triples:
    """Triples of one graph, each once, in the order they were added. ``ids`` mints the IRIs."""

    def __init__(self, ids: Ids, graph: str) -> None:
        self.ids = ids
        self._graph = NamedNode(graph)
        self._triples: dict[Triple, None] = {}

    def add(self, subject: str, predicate: str, value: Term | str | None) -> None:
        """A triple that is no claim: a type, key, link, label. A bare string is an IRI; None adds nothing."""
        if value is not None:
            term = NamedNode(value) if isinstance(value, str) else value
            self._triples[Triple(NamedNode(subject), NamedNode(predicate), term)] = None

    def type(self, subject: str, *classes: str) -> None:
        """The classes of a node."""
        for one in classes:
            self.add(subject, RDF.type, one)

    def label(self, subject: str, ko: str, en: str = "") -> None:
        """The label of a node, in Korean and where known in English."""
        self.add(subject, RDFS.label, korean(ko))
        if en:
            self.add(subject, RDFS.label, english(en))

    def lines(self) -> list[str]:
        """Every triple as a line of N-Triples, in no graph, not sorted."""
        return [f"{triple} .\n" for triple in self._triples]

    def quads(self) -> list[Quad]:
        """Every quad."""
        return [Quad(t.subject, t.predicate, t.object, self._graph) for t in self._triples]


class Writer(Triples):
    """Collects the quads of one document. Mapping functions call it; nothing else makes quads of facts.

    ``links`` says which identity a name stands for.
    """

    def __init__(self, document: Document, facts: Facts, links: Links, ids: Ids) -> None:
        super().__init__(ids, ids.document_graph(links.document))
        self.document = document
        self.facts = facts
        self.links = links
        self.key = links.document
        self._evidence = NamedNode(ids.evidence_graph(self.key))
        self._claims: dict[Triple, Claim] = {}

    # --- facts --------------------------------------------------------------------------------------------

    def state(
        self, subject: str, predicate: str, stated: Stated[T] | None, term: Callable[[T], Term | str]
    ) -> None:
        """A value the paper states: its triple and its claim with the spans that say so."""
        if stated is not None:
            self.claim(subject, predicate, term(stated.value), stated.spans)

    def claim(self, subject: str, predicate: str, value: Term | str, spans: Iterable[Span]) -> None:
        """A triple with its claim."""
        term = NamedNode(value) if isinstance(value, str) else value
        triple = Triple(NamedNode(subject), NamedNode(predicate), term)
        self._triples[triple] = None
        iri = self.ids.claim(self.key, triple_digest(triple))
        claim = self._claims.setdefault(triple, Claim(iri, triple))
        claim.spans.extend(span for span in spans if span not in claim.spans)

    def evidence(self, subject: str, spans: Iterable[Span]) -> None:
        """The spans a part, citation, quotation or discrepancy carries itself."""
        for span in merge_spans(spans):
            self.add(subject, KC.evidence, self.span(span))

    def concept(self, scheme: str) -> Callable[[str], str]:
        """From a code of a scheme to the IRI of its concept."""
        return lambda code: self.ids.concept(scheme, code)

    # --- statements ---------------------------------------------------------------------------------------

    def statement(
        self, kind: str, number: int, class_: str, statement: Statement, about: Iterable[str | None]
    ) -> str:
        """A statement node: its class, the part that makes it and the identities it is about."""
        node = self.ids.statement(self.key, kind, number)
        self.type(node, class_)
        self.said(node, statement.part, about)
        return node

    def said(self, node: str, part: str, about: Iterable[str | None]) -> None:
        """Where a node of a statement stands and what it is about (the document if nothing else)."""
        self.add(node, KC.statedIn, self.part(part))
        identities = [identity for identity in about if identity is not None]
        for identity in identities or [self.ids.document(self.key)]:
            self.add(node, KC.about, identity)

    def part(self, path: str) -> str:
        """The IRI of a part of this document."""
        return self.ids.part(self.key, path)

    def span(self, span: Span) -> str:
        """The IRI of a span of this document's text."""
        return self.ids.span(self.key, span.start, span.end)

    # --- what was collected -------------------------------------------------------------------------------

    def claims_of(self, subjects: Iterable[str]) -> list[Claim]:
        """The claims whose subject is one of these nodes."""
        wanted = set(subjects)
        return [claim for claim in self._claims.values() if _subject(claim.triple) in wanted]

    def parts_of(self, statement: str) -> list[str]:
        """A statement's node and the nodes of its items, cells, ranks and findings."""
        under = f"{statement}-"
        subjects = {_subject(triple) for triple in self._triples}
        return [statement, *sorted(subject for subject in subjects if subject.startswith(under))]

    def quads(self) -> list[Quad]:
        """Every quad, facts first."""
        return super().quads() + [
            quad for claim in self._claims.values() for quad in self._claim_quads(claim)
        ]

    def _claim_quads(self, claim: Claim) -> list[Quad]:
        node, triple = NamedNode(claim.iri), claim.triple
        said: list[tuple[str, Subject | Term]] = [
            (RDF.type, NamedNode(RDF.Statement)),
            (RDF.subject, triple.subject),
            (RDF.predicate, triple.predicate),
            (RDF.object, triple.object),
        ]
        said += [(KC.evidence, NamedNode(self.span(span))) for span in merge_spans(claim.spans)]
        return [Quad(node, NamedNode(predicate), value, self._evidence) for predicate, value in said]


def _subject(triple: Triple) -> str:
    subject = triple.subject
    assert isinstance(subject, NamedNode)
    return subject.value
