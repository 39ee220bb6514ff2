"""From the facts of one document to its quads: one mapping function per kind of statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pyoxigraph import Quad

from kg.ids import Ids
from kg.link import Links, nearest
from kg.model.blocks import Document, Part
from kg.model.facts import STATEMENT_KINDS, Facts
from kg.rdf import about, consignment, figures, identities, judgement, law, procedure
from kg.rdf.contradictions import discrepancy
from kg.rdf.terms import boolean, integer, korean, plain
from kg.rdf.writer import Writer
from kg.vocab import DCT, KC, PROV

Mapping = Callable[[Writer, int, Any], None]

MAPPINGS: Final[dict[str, Mapping]] = {
    "paper": procedure.paper,
    "bill": procedure.bill,
    "stage": procedure.stage,
    "participation": procedure.participation,
    "section": procedure.section,
    "affair": consignment.affair,
    "task": consignment.task,
    "terms": consignment.terms,
    "round": consignment.consignment_round,
    "budget": figures.budget,
    "measure": figures.measure,
    "facility": figures.facility,
    "staff": figures.staff,
    "organisation": figures.organisation,
    "evaluation": judgement.evaluation,
    "performance": figures.performance,
    "citation": law.citation,
    "quotation": law.quotation,
    "defined-term": judgement.defined_term,
    "programme": figures.programme,
    "assessment": judgement.assessment,
    "amendment": judgement.amendment,
}
"""Kind of statement → the function that maps it: (writer, number from 1, statement)."""


def facts_to_quads(document: Document, facts: Facts, links: Links, ids: Ids) -> list[Quad]:
    """The quads of one document: its facts in its document graph, its claims in its evidence graph."""
    writer = Writer(document, facts, links, ids)
    _document(writer)
    _identities(writer)
    for kind, (field, _) in STATEMENT_KINDS.items():
        for number, statement in enumerate(getattr(facts, field), 1):
            MAPPINGS[kind](writer, number, statement)
    for number, found in enumerate(facts.discrepancies, 1):
        discrepancy(writer, number, found)
    return writer.quads()


def _document(to: Writer) -> None:
    node = to.ids.document(to.key)
    document, kinds = to.document, [paper.kind for paper in to.facts.papers if paper.kind]
    to.type(node, KC.SourceDocument, PROV.Entity)
    title = next((paper.title.value for paper in to.facts.papers if paper.title), document.name or to.key)
    to.label(node, title, f"Document {to.key}")
    to.add(node, KC.sha256, plain(document.file_sha256))
    to.add(node, KC.textSha256, plain(document.text_sha256))
    to.add(node, DCT.format, plain(document.format))
    to.add(node, KC.fileName, plain(document.name))
    to.add(node, KC.readerVersion, plain(document.reader_version))
    to.add(node, KC.documentKind, to.ids.concept("document-kind", kinds[0].value) if kinds else None)
    to.add(node, KC.aboutConsignment, boolean(to.facts.about_consignment))
    siblings: dict[str | None, int] = {}
    for part in document.parts:
        siblings[part.parent] = siblings.get(part.parent, 0) + 1
        _part(to, node, part, siblings[part.parent])


def _part(to: Writer, document: str, part: Part, order: int) -> None:
    node = to.part(part.path)
    to.type(node, KC.DocumentPart)
    name = " ".join(filter(None, (part.number, part.title.text))) or f"부분 {part.path}"
    to.label(node, name, f"Part {part.path}")
    to.add(node, DCT.isPartOf, document if part.parent is None else to.part(part.parent))
    to.add(node, KC.partOrder, integer(order))
    to.add(node, KC.partNumber, plain(part.number) if part.number else None)
    if part.title:
        to.claim(node, DCT.title, korean(part.title.text), part.title.spans())
    to.evidence(node, [part.span])


def _identities(to: Writer) -> None:
    """What the paper speaks of, whether or not a statement points to it."""
    identities.council(to, to.links.jurisdiction)
    for part, _ in to.links.bills:
        motion = about.bill(to, part)
        affair = nearest(part, to.links.affairs)
        if motion is not None and affair is not None:
            to.add(motion, KC.concerns, about.affair(to, part))
    for part, _ in to.links.affairs:
        about.affair(to, part)
    for name in to.links.facilities:
        about.facility(to, name)
    for name in to.links.organisations:
        about.organisation(to, name)
