"""Contradictions: what a document says that cannot both hold, in words, with the sentences behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from kg.store import Literal, NamedNode, Row
from kg.web.context import Context, context, language
from kg.web.fields import field_label
from kg.web.labels import Labels, Named, best_text, natural_key
from kg.web.negotiate import HTML
from kg.web.quotes import Evidence, Quote
from kg.web.respond import respond

blueprint = Blueprint("contradictions", __name__)

_FOUND = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?d ?type ?field ?comment WHERE {
  ?d a kc:Discrepancy ; kc:discrepancyType ?type ; kc:discrepancyField ?field .
  OPTIONAL { ?d rdfs:comment ?comment }
  %s
}
"""
_IN_DOCUMENT = 'FILTER(STRSTARTS(STR(?d), "%s/statement/"))'
_OF_AFFAIR = """
  ?d kc:about/(kc:about|kc:itemOf|kc:rankOf|kc:findingOf|kc:proposes|kc:roundOf)* %s .
"""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction: its kind and field in words, what is wrong, its document, and its sentences."""

    iri: str
    href: str
    label: str
    comment: str
    document: Named
    quotes: tuple[Quote, ...]


def of_document(here: Context, iri: str, spoken: str) -> list[Contradiction]:
    """What contradicts itself in a document."""
    return _found(here, here.store.select(_FOUND % (_IN_DOCUMENT % NamedNode(iri).value)), spoken)


def of_affair(here: Context, iri: str, spoken: str) -> list[Contradiction]:
    """What papers say of a consigned affair, its rounds and its bills that cannot both hold."""
    return _found(here, here.store.select(_FOUND % (_OF_AFFAIR % NamedNode(iri))), spoken)


def name_of(kind: str, field: str, spoken: str) -> str:
    """What a contradiction is called: its kind and where in the record it is.

    >>> name_of("values differ", "consignment.period_end", "en")
    'values differ: end of the period'
    """
    return f"{kind}: {field_label(field, spoken)}"


@blueprint.get("/discrepancies")
def discrepancies() -> Response:
    """All contradictions, by document, with the sentences behind them."""
    here = context()
    found = _found(here, here.store.select(_FOUND % ""), language())
    by_document: dict[Named, list[Contradiction]] = {}
    for one in found:
        by_document.setdefault(one.document, []).append(one)
    return respond(render_template("discrepancies.html", by_document=by_document), HTML)


def _found(here: Context, rows: Iterable[Row], spoken: str) -> list[Contradiction]:
    by_iri: dict[str, list[Row]] = {}
    for row in rows:
        by_iri.setdefault(row["d"].value, []).append(row)
    documents = {iri: iri.partition("/statement/")[0] for iri in by_iri}
    types = {row["type"].value for found in by_iri.values() for row in found}
    labels = Labels(here.store, spoken, {*types, *documents.values()})
    evidence = Evidence(here, by_iri)
    return [
        Contradiction(
            iri=iri,
            href=here.href(iri),
            label=name_of(labels.of(found[0]["type"].value), found[0]["field"].value, spoken),
            comment=_comment(found, spoken),
            document=Named(documents[iri], labels.of(documents[iri]), here.href(documents[iri])),
            quotes=tuple(evidence.of_node(iri)),
        )
        for iri, found in sorted(by_iri.items(), key=lambda item: natural_key(item[0]))
    ]


def _comment(rows: list[Row], spoken: str) -> str:
    comments = [row["comment"] for row in rows if "comment" in row]
    pairs = [(comment.value, comment.language) for comment in comments if isinstance(comment, Literal)]
    return best_text(pairs, spoken) or ""
