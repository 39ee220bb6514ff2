"""``/sparql``: the SPARQL 1.1 Protocol, the service description, and a form for people."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request

from kg.errors import KgError, NotAcceptableError
from kg.store import FORMS, GRAPH_FORMS, AnswerKind, Form, scan_query
from kg.web.context import Context, context
from kg.web.description import service_description
from kg.web.negotiate import HTML, asked_form
from kg.web.protocol import SparqlRequest, read_request
from kg.web.results import ResultPage, result_page

blueprint = Blueprint("sparql", __name__)

_GRAPH_KINDS = frozenset({"construct", "describe"})
# What Excel needs to see that a CSV file is UTF-8; the plain form stays without it, as the W3C has it.
_BOM = b"\xef\xbb\xbf"


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """One operation of the protocol; without a query the form, or the description of the service."""
    here = context()
    operation = read_request(request, here.settings.max_query_chars)
    if operation.query is None or (not operation.query.strip() and request.method == "GET"):
        return _without_query(here)
    kind: AnswerKind = "graph" if scan_query(operation.query).form in _GRAPH_KINDS else "bindings"
    form = asked_form(request.headers.get("Accept"), operation.format_name, (*FORMS[kind], HTML))
    if form is HTML:
        return _result_page(here, operation, operation.query)
    return _answer(here, operation, operation.query, kind, form)


def _answer(
    here: Context, operation: SparqlRequest, query: str, kind: AnswerKind, form: Form | None
) -> Response:
    forms: Mapping[AnswerKind, Form | None] = (
        {"bindings": None, "boolean": None, "graph": form}
        if kind == "graph"
        else {"bindings": form, "boolean": form, "graph": None}
    )
    result = here.store.query(
        query,
        forms=forms,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        base=request.base_url,
    )
    body = result.body
    if result.form.name == "csv" and request.args.get("bom"):
        body = _BOM + body
    response = Response(body, content_type=result.form.content_type)
    response.vary.add("Accept")
    return response


def _without_query(here: Context) -> Response:
    form = asked_form(request.headers.get("Accept"), request.args.get("format"), (*GRAPH_FORMS, HTML))
    if form is None:
        raise NotAcceptableError("the description of the service is RDF", "서비스 설명은 RDF입니다")
    if form is HTML:
        wanted = request.args.get("example")
        chosen = next((example.text for example in here.examples() if example.name == wanted), "")
        return _page(here, chosen, None, None)
    response = Response(service_description(here, form, request.base_url), content_type=form.content_type)
    response.vary.add("Accept")
    return response


def _result_page(here: Context, operation: SparqlRequest, query: str) -> Response:
    try:
        page = result_page(here, query, operation.default_graphs, operation.named_graphs)
    except KgError as error:
        response = _page(here, query, None, error)
        response.status_code = error.http_status
        return response
    return _page(here, query, page, None)


def _page(here: Context, query: str, result: ResultPage | None, error: KgError | None) -> Response:
    examples = here.examples()
    shown = query or (examples[0].text if examples else "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 20")
    html = render_template("sparql.html", query=shown, result=result, error=error, examples=examples)
    response = Response(html, content_type=HTML.content_type)
    response.vary.add("Accept")
    return response
