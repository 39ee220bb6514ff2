"""Discrepancies: what a document says that cannot both hold, with the claims that disagree."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.blocks import Span
from kg.model.facts import STATEMENT_KINDS, Discrepancy, Statement
from kg.rdf.terms import english, korean, plain
from kg.rdf.writer import Claim, Writer
from kg.vocab import KC, RDFS


def discrepancy(to: Writer, number: int, said: Discrepancy) -> None:
    """A discrepancy: its type, field, values as printed and the claims of the statements concerned."""
    node = to.ids.statement(to.key, "discrepancy", number)
    concerned = [to.ids.statement(to.key, kind, n) for kind, n in said.statements]
    to.type(node, KC.Discrepancy)
    to.said(node, _part(to, said), concerned)
    to.label(node, f"불일치 {number}: {said.field}", f"Discrepancy {number}: {said.field}")
    to.add(node, KC.discrepancyType, to.ids.concept("discrepancy-type", said.type))
    to.add(node, KC.discrepancyField, plain(said.field))
    for value in said.values:
        to.add(node, KC.printedValue, plain(value))
    to.add(node, RDFS.comment, korean(said.note_ko) if said.note_ko else None)
    to.add(node, RDFS.comment, english(said.note_en) if said.note_en else None)
    spans = [span for group in said.spans for span in group]
    to.evidence(node, spans)
    for claim in to.claims_of(part for statement in concerned for part in to.parts_of(statement)):
        if _overlaps(claim, spans):
            to.add(node, KC.claim, claim.iri)


def _part(to: Writer, said: Discrepancy) -> str:
    for kind, number in said.statements:
        statements: tuple[Statement, ...] = getattr(to.facts, STATEMENT_KINDS[kind][0])
        return statements[number - 1].part
    return to.document.parts[0].path


def _overlaps(claim: Claim, spans: Iterable[Span]) -> bool:
    return any(own.start < span.end and span.start < own.end for span in spans for own in claim.spans)
