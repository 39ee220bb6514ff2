"""``/def``: the terms the data uses, as a page and as RDF."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from kg.errors import NotAcceptableError, NotFoundError
from kg.store import GRAPH_FORMS, Row, write_graph
from kg.vocab import KC, PREFIXES, VOCABULARY_BASE
from kg.web.context import context, language
from kg.web.labels import best_text
from kg.web.negotiate import HTML, asked_form
from kg.web.respond import respond

blueprint = Blueprint("vocabulary", __name__)

_DEFINED_BY = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
# Terms first, by what defines them: nothing else in the store is looked at, however large it is.
_OURS = f"{{ SELECT DISTINCT ?s WHERE {{ ?s <{_DEFINED_BY}> <{VOCABULARY_BASE}/def> }} }}"
_TRIPLES = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_OURS} ?s ?p ?o }}"
_TERMS = f"""
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?s ?type ?label ?definition WHERE {{
  {{ SELECT DISTINCT ?s ?type WHERE {{
    {_OURS} ?s a ?type . VALUES ?type {{ owl:Class owl:ObjectProperty owl:DatatypeProperty }}
  }} }}
  ?s rdfs:label ?label .
  OPTIONAL {{ ?s skos:definition|rdfs:comment ?definition FILTER(LANG(?definition) = LANG(?label)) }}
}}
"""


@blueprint.get("/def")
@blueprint.get("/def.<suffix>")
def terms(suffix: str = "") -> Response:
    """All our terms, by name."""
    here = context()
    offered = (*GRAPH_FORMS, HTML)
    asked = {
        "html": HTML,
        "ttl": GRAPH_FORMS[0],
        "nt": GRAPH_FORMS[1],
        "jsonld": GRAPH_FORMS[2],
        "rdf": GRAPH_FORMS[3],
    }
    if suffix and suffix not in asked:
        raise NotFoundError(f"/def.{suffix}")
    form = asked.get(suffix) or asked_form(request.headers.get("Accept"), request.args.get("format"), offered)
    if form is None:
        raise NotAcceptableError
    if form is not HTML:
        return respond(write_graph(sorted(here.store.construct(_TRIPLES), key=str), form, PREFIXES), form)
    rows = here.store.select(_TERMS)
    classes = _listed([row for row in rows if row["type"].value.endswith("#Class")])
    properties = _listed([row for row in rows if not row["type"].value.endswith("#Class")])
    return respond(render_template("vocabulary.html", classes=classes, properties=properties), form)


def _listed(rows: list[Row]) -> list[tuple[str, str, str]]:
    """Local name, label and definition of each term, by name, in the language of the request."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["s"].value[len(KC.NS) :], []).append(row)
    return [
        (name, _text(found, "label"), _text(found, "definition")) for name, found in sorted(by_name.items())
    ]


def _text(rows: list[Row], name: str) -> str:
    pairs = [(row[name].value, getattr(row[name], "language", None)) for row in rows if name in row]
    return best_text(pairs, language()) or ""
