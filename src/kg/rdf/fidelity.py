"""Fidelity of quotations: the verdict, what was compared, and the words that differ."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.ids import Ids
from kg.legislation import Instrument
from kg.model.fidelity import ComparedPiece, Fidelity
from kg.rdf import identities
from kg.rdf.terms import day as day_literal
from kg.rdf.writer import Triples, triple_digest
from kg.vocab import KC, PROV, RDF

_JSON: Final = NamedNode(RDF.JSON)


def fidelity_quads(
    ids: Ids,
    quotation: str,
    found: Fidelity,
    *,
    law: Instrument | None = None,
    edition: int | None = None,
    source: str | None = None,
    on: date | None = None,
) -> list[Quad]:
    """The derived quads of one quotation's comparison.

    *law* and *edition* (promulgation number) are the ones quoted, *source* the key of the document that
    holds the law's text, *on* the paper's date.
    """
    to = Triples(ids, ids.derived_graph)
    verdict = ids.concept("quote-fidelity", found.verdict.value)
    to.add(quotation, KC.fidelity, verdict)
    reason = "presumed-unchanged" if found.is_presumed else found.obstacle
    to.add(quotation, KC.fidelityReason, ids.concept("fidelity-reason", reason) if reason else None)
    for kind in found.divergences:
        to.add(quotation, KC.divergence, ids.concept("divergence", kind.value))
    to.add(quotation, KC.comparedOn, day_literal(on.isoformat()) if on else None)
    for changed in found.changed:
        to.add(quotation, KC.changedSince, day_literal(changed.isoformat()))
    sources = [quotation]
    if found.law is not None and law is not None and source is not None:
        slot = identities.provision_steps(to, law, ids.edition(law.work, edition or 0), found.path)
        to.add(quotation, KC.comparedWith, slot)
        to.add(quotation, KC.comparedText, ids.span(source, *found.law))
        to.add(quotation, KC.comparison, Literal(comparison_json(found), datatype=_JSON))
        sources.append(slot)
    _derived(to, quotation, KC.fidelity, verdict, sources)
    return to.quads()


def _derived(to: Triples, subject: str, predicate: str, value: str, sources: list[str]) -> None:
    triple = Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
    node = to.ids.derived(triple_digest(triple))
    to.type(node, RDF.Statement)
    to.add(node, RDF.subject, subject)
    to.add(node, RDF.predicate, predicate)
    to.add(node, RDF.object, value)
    for source in sources:
        to.add(node, PROV.wasDerivedFrom, source)


def comparison_json(found: Fidelity) -> str:
    """The pieces of a comparison, as the value of ``kc:comparison``: ``=`` shared, ``-`` the law's, ``+`` the
    paper's, ``…`` left out where the paper says so.

    >>> from kg.model.fidelity import Verdict
    >>> from kg.model.statute import ProvisionPath
    >>> comparison_json(Fidelity(Verdict.EXACT, left_out=(ProvisionPath.parse("제4조제2항"),)))
    '{"pieces":[],"left_out":["제4조제2항"]}'
    """
    form = {
        "pieces": [_piece(piece) for piece in found.pieces],
        "left_out": [str(path) for path in found.left_out],
    }
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


def _piece(piece: ComparedPiece) -> dict[str, object]:
    return {
        "path": str(piece.path),
        "heading": piece.is_heading,
        "verdict": piece.verdict.value,
        "words": [list(segment) for segment in piece.segments],
    }
