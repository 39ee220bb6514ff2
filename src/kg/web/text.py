"""``/id/document/{d}/text`` and ``/evidence``: the words themselves."""

from __future__ import annotations

import json
import re

from flask import Blueprint, Response, render_template, request

from kg.errors import NoEvidenceError, NotAcceptableError, NotFoundError
from kg.store import GRAPH_FORMS, Form, NamedNode, write_graph
from kg.vocab import PREFIXES
from kg.web.context import Context, context, language, node, say
from kg.web.labels import Labels, Named
from kg.web.lawtext import printed
from kg.web.negotiate import HTML, JSON, TEXT, asked_form
from kg.web.quotes import Quote, law_words, quotes_of, says
from kg.web.respond import respond

blueprint = Blueprint("text", __name__)

_CHAR = re.compile(r"(\d{1,9}),(\d{1,9})")
_CLAIMS_OF_TEXT = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
CONSTRUCT { ?x ?p ?o } WHERE {
  { GRAPH %(evidence)s { ?x ?p ?o } }
  UNION { GRAPH %(document)s { ?x kc:evidence ?o } BIND(kc:evidence AS ?p) }
}
"""
_EVIDENCE = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?claim ?p ?o ?span WHERE {
  { GRAPH ?g { ?claim rdf:subject %(s)s ; rdf:predicate ?p ; rdf:object ?o ; kc:evidence ?span } }
  UNION { BIND(%(s)s AS ?claim) ?claim kc:evidence ?span }
  %(filter)s
}
"""
_DERIVED = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?claim ?p ?o ?said ?value ?span WHERE {
  ?derived rdf:subject %(s)s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?statement .
  GRAPH ?g { ?claim rdf:subject ?statement ; rdf:predicate ?said ; rdf:object ?value ; kc:evidence ?span }
  %(filter)s
}
"""
_KNOWN = "SELECT ?p WHERE { { %(s)s ?p ?o } UNION { GRAPH ?g { %(s)s ?p ?o } } } LIMIT 1"
_CLAIM = "CONSTRUCT { ?c ?p ?o } WHERE { VALUES ?c { %s } { ?c ?p ?o } UNION { GRAPH ?g { ?c ?p ?o } } }"


@blueprint.get("/id/document/<document>/text")
def document_text(document: str) -> Response:
    """The text that spans index: plain, as a page with a passage marked, or the claims on it as RDF."""
    here = context()
    iri = here.iri(f"/id/document/{document}")
    if here.parse(iri) is None:
        raise NotFoundError(iri)
    form = asked_form(request.headers.get("Accept"), request.args.get("format"), (TEXT, HTML, *GRAPH_FORMS))
    if form is None:
        raise NotAcceptableError
    if form not in (TEXT, HTML):
        graphs = {
            "evidence": NamedNode(here.ids.evidence_graph(document)),
            "document": NamedNode(here.ids.document_graph(document)),
        }
        triples = here.store.construct(_CLAIMS_OF_TEXT % graphs)
        if not triples:
            raise NotFoundError(iri)
        return respond(write_graph(sorted(triples, key=str), form, PREFIXES), form)
    text = here.store.text(document)
    if text is None:
        raise NotFoundError(f"{iri}/text")
    if form is TEXT:
        return respond(text, form)
    return respond(_text_page(here, iri, text), form)


def _text_page(here: Context, iri: str, text: str) -> str:
    match = _CHAR.fullmatch(request.args.get("char", ""))
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if not start <= end <= len(text):
        start, end = 0, 0
    labels = Labels(here.store, language(), [iri])
    # A law's file is no document of the data: it has a text and nothing else to lead to.
    is_paper = labels.knows(iri)
    source = printed(text[:4096])
    law = f"{source.title} · {law_words(source)}" if source else say("law-text")
    thing = Named(iri, labels.of(iri), here.href(iri)) if is_paper else Named(iri, law, "")
    return render_template(
        "text.html",
        thing=thing,
        before=text[:start],
        passage=text[start:end],
        after=text[end:],
        start=start,
        end=end,
    )


@blueprint.get("/evidence")
def evidence() -> Response:
    """The passages that state the facts about ``?s=`` (with ``&p=``: of one property).

    A derived value, which no paper prints of the thing itself, gives those of the statements it comes from.
    """
    here = context()
    form = asked_form(request.headers.get("Accept"), request.args.get("format"), (HTML, JSON, *GRAPH_FORMS))
    if form is None:
        raise NotAcceptableError
    subject = node(request.args.get("s", ""))
    predicate = request.args.get("p")
    narrowed = f"FILTER(?p = {node(predicate)})" if predicate else ""
    rows = here.store.select(_EVIDENCE % {"s": subject, "filter": narrowed})
    derived = [
        row
        for row in here.store.select(_DERIVED % {"s": subject, "filter": narrowed})
        if says(row["p"].value, row["o"], row["said"].value, row["value"])
    ]
    derived_facts = {(row["p"].value, row["o"].value) for row in derived}
    rows += derived
    if not rows:
        known = here.store.select(_KNOWN % {"s": subject})
        raise (NoEvidenceError if known else NotFoundError)(subject.value)
    if form not in (HTML, JSON):
        claims = sorted({str(row["claim"]) for row in rows})
        triples = here.store.construct(_CLAIM % " ".join(claims))
        return respond(write_graph(sorted(set(triples), key=str), form, PREFIXES), form)
    spans: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        said = (row["p"].value if "p" in row else "", row["o"].value if "o" in row else "")
        spans.setdefault(said, []).append(row["span"].value)
    found = {said: quotes_of(here, of_fact) for said, of_fact in sorted(spans.items())}
    return respond(_evidence_body(here, subject, found, derived_facts, form), form)


def _evidence_body(
    here: Context,
    subject: NamedNode,
    found: dict[tuple[str, str], list[Quote]],
    derived: set[tuple[str, str]],
    form: Form,
) -> str:
    if form is JSON:
        facts = [
            {
                "predicate": predicate or None,
                "object": said or None,
                "derived": (predicate, said) in derived,
                "passages": [passage for quote in quotes for passage in _as_json(here, quote)],
            }
            for (predicate, said), quotes in found.items()
        ]
        content = {"kind": "evidence", "schema_version": 1, "subject": subject.value, "facts": facts}
        return json.dumps(content, ensure_ascii=False) + "\n"
    iris = {subject.value, *(predicate for predicate, _ in found if predicate)}
    iris |= {said for _, said in found if said.startswith("http")}
    labels = Labels(here.store, language(), iris)
    facts_shown = [
        (
            labels.of(predicate) if predicate else "",
            labels.of(said) if said in iris else said,
            (predicate, said) in derived,
            quotes,
        )
        for (predicate, said), quotes in found.items()
    ]
    thing = Named(subject.value, labels.of(subject.value), here.href(subject.value))
    return render_template("evidence.html", thing=thing, facts=facts_shown)


def _as_json(here: Context, quote: Quote) -> list[dict[str, object]]:
    return [
        {
            "document": here.ids.document(quote.document),
            "span": here.ids.span(quote.document, passage.start, passage.end),
            "start": passage.start,
            "end": passage.end,
            "passage": passage.text,
            "sentence": quote.sentence,
        }
        for passage in quote.passages
    ]
