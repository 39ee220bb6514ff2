"""The SPARQL 1.1 Protocol at `/sparql`: bindings, forms, dataset, errors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import rdflib
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from werkzeug.test import TestResponse

from kg.settings import Settings
from kg.store import in_memory
from kg.web import create_app
from serving import listening

JSON_TYPE = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
KOREAN = "https://data.example/법령/지방자치법"
GRAPH = "https://data.example/graph/document/aaaaaaaaaaaa"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    path = tmp_path_factory.mktemp("data") / "data.nq"
    path.write_text(
        f'<{KOREAN}> <https://data.example/p> "운영비 50%+α & 1+1=2"@ko <{GRAPH}> .\n'
        f'<{quote(KOREAN, safe=":/")}> <https://data.example/p> "다른 것"@ko <{GRAPH}> .\n',
        encoding="utf-8",
    )
    store = in_memory()
    store.load(path)
    return create_app(store, Settings(max_query_chars=200_000)).test_client()


def ask(
    client: FlaskClient, query: str, binding: str = "get", accept: str = JSON_TYPE, **more: str
) -> TestResponse:
    headers = {"Accept": accept} if accept else {}
    if binding == "get":
        return client.get("/sparql?" + urlencode({"query": query, **more}), headers=headers)
    if binding == "form":
        body = urlencode({"query": query, **more})
        return client.post("/sparql", data=body, content_type=FORM, headers=headers)
    return client.post(
        "/sparql?" + urlencode(more), data=query.encode(), content_type=DIRECT, headers=headers
    )


def bindings(response: TestResponse) -> list[dict[str, dict[str, str]]]:
    assert response.status_code == 200, response.text
    found: list[dict[str, dict[str, str]]] = json.loads(response.data)["results"]["bindings"]
    return found


@pytest.mark.parametrize("binding", ("get", "form", "direct"))
@pytest.mark.parametrize(
    "where, expected",
    (
        (f"<{KOREAN}> ?p ?o", "운영비 50%+α & 1+1=2"),
        (f"<{quote(KOREAN, safe=':/')}> ?p ?o", "다른 것"),
        ('?s ?p ?o FILTER(STR(?o) = "운영비 50%+α & 1+1=2")', "운영비 50%+α & 1+1=2"),
        ('?s ?p ?o FILTER(CONTAINS(?o, "+α") && CONTAINS(?o, "50%"))', "운영비 50%+α & 1+1=2"),
    ),
    ids=["Korean IRI", "percent-encoded Korean IRI", "plus and per cent", "plus in a filter"],
)
def test_one_decoding_in_every_binding(client: FlaskClient, binding: str, where: str, expected: str) -> None:
    (row,) = bindings(ask(client, f"SELECT ?o WHERE {{ {where} }}", binding))
    assert row["o"] == {"type": "literal", "value": expected, "xml:lang": "ko"}


@pytest.mark.parametrize("binding", ("get", "form", "direct"))
def test_dataset_parameters_in_every_binding(client: FlaskClient, binding: str) -> None:
    query = "SELECT ?s WHERE { ?s ?p ?o }"
    parameters = {"default-graph-uri": "https://data.example/nothing"}
    assert bindings(ask(client, query, binding, **parameters)) == []
    assert len(bindings(ask(client, query, binding, **{"default-graph-uri": GRAPH}))) == 2
    named = {"named-graph-uri": GRAPH}
    assert bindings(ask(client, query, binding, **named)) == []
    assert len(bindings(ask(client, "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }", binding, **named))) == 2


@pytest.mark.parametrize(
    "query, accept, format_name, expected",
    (
        ("SELECT * {}", "", "", JSON_TYPE),
        ("SELECT * {}", "*/*", "csv", "text/csv"),
        ("SELECT * {}", "", "xml", "application/sparql-results+xml"),
        ("SELECT * {}", "text/tab-separated-values", "json", "text/tab-separated-values"),
        ("SELECT * {}", "text/html,*/*;q=0.8", "tsv", "text/tab-separated-values"),
        ("SELECT * {}", "text/html,*/*;q=0.8", "", "text/html"),
        ("SELECT * {}", "application/xml", "", "application/sparql-results+xml"),
        ("SELECT * {}", "", "nonsense", JSON_TYPE),
        ("ASK {}", "text/turtle, application/sparql-results+xml;q=0.5", "", "application/sparql-results+xml"),
        ("CONSTRUCT {} WHERE {}", "", "", "text/turtle"),
        ("CONSTRUCT {} WHERE {}", "", "json", "application/ld+json"),
        ("CONSTRUCT {} WHERE {}", "application/rdf+xml", "", "application/rdf+xml"),
        (
            "DESCRIBE <http://e/x>",
            "application/n-triples;q=0.9, text/turtle;q=0.1",
            "",
            "application/n-triples",
        ),
        ("DESCRIBE <http://e/x>", "application/xml", "", "application/rdf+xml"),
    ),
)
def test_forms(client: FlaskClient, query: str, accept: str, format_name: str, expected: str) -> None:
    more = {"format": format_name} if format_name else {}
    response = ask(client, query, accept=accept, **more)
    assert (response.status_code, response.mimetype) == (200, expected)
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("query", ("SELECT * {}", "CONSTRUCT {} WHERE {}"))
@pytest.mark.parametrize("accept", ("image/png", "application/pdf, image/*", "text/csv;q=0", "*/*;q=0"))
def test_forms_we_do_not_have(client: FlaskClient, query: str, accept: str) -> None:
    assert ask(client, query, accept=accept).status_code == 406


def test_csv_for_excel_has_a_mark_and_only_that(client: FlaskClient) -> None:
    query = "SELECT (1 AS ?x) {}"
    plain = ask(client, query, accept="", format="csv").data
    assert plain == b"x\r\n1\r\n"
    assert ask(client, query, accept="", format="csv", bom="1").data == b"\xef\xbb\xbf" + plain


def test_unknown_parameters_are_ignored(client: FlaskClient) -> None:
    assert ask(client, "ASK {}", results="json", debug="on", timeout="0", callback="f").status_code == 200


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    address = "/sparql?" + urlencode({"query": "ASK {}"})
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.data, head.mimetype) == (200, b"", get.mimetype)
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_preflight(client: FlaskClient) -> None:
    asked = {"Origin": "https://yasgui.example", "Access-Control-Request-Method": "POST"}
    response = client.options("/sparql", headers=asked)
    assert response.status_code == 204
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ("put", "delete", "patch"))
def test_other_methods(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/sparql")
    assert response.status_code == 405
    assert {"GET", "POST"} <= {name.strip() for name in response.headers["Allow"].split(",")}


@pytest.mark.parametrize(
    "body, content_type, status, code",
    (
        (b"query=ASK+%7B%7D", "text/plain", 415, "media-type"),
        (b"query=ASK+%7B%7D", None, 415, "media-type"),
        (b"ASK {}", "application/json", 415, "media-type"),
        (b"query=ASK+%7B%7D&query=ASK+%7B%7D", FORM, 400, "usage"),
        (b"x=1", FORM, 400, "usage"),
        (b"", FORM, 400, "usage"),
        ("ASK {}".encode("utf-16"), DIRECT, 400, "query"),
        (b"query=%FF%FE", FORM, 400, "query"),
        (b"ASK { ", DIRECT, 400, "query"),
        (b"", DIRECT, 400, "query"),
        (b"INSERT DATA { <a:a> <a:b> 1 }", "application/sparql-update", 403, "update-refused"),
        (b"update=CLEAR+ALL", FORM, 403, "update-refused"),
        (b"CLEAR ALL", DIRECT, 403, "update-refused"),
        (b"ASK {}" + b" " * 900_000, DIRECT, 413, "query-too-long"),
        (b"ASK " + b"{" * 20_000 + b"}" * 20_000, DIRECT, 400, "query-nesting"),
        (b"ASK { SERVICE <http://127.0.0.1:9/> {} }", DIRECT, 400, "query"),
    ),
)
def test_requests_that_are_refused(
    client: FlaskClient, body: bytes, content_type: str | None, status: int, code: str
) -> None:
    response = client.post("/sparql", data=body, content_type=content_type)
    assert (response.status_code, response.json["code"]) == (status, code)
    assert response.json["message"]["ko"] != response.json["message"]["en"]


def test_a_syntax_error_has_line_and_column(client: FlaskClient) -> None:
    response = ask(client, "SELECT * WHERE {\n ?s ?p nope:x }")
    assert response.status_code == 400
    assert response.json["place"] == {"line": 2, "column": 14}
    assert "2:14" in ask(client, "SELECT * WHERE {\n ?s ?p nope:x }", accept="text/plain").text
    page = ask(client, "SELECT * WHERE {\n ?s ?p nope:x }", accept="text/html")
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "2행 14열" in page.text
    assert "?s ?p nope:x" in page.text


@pytest.mark.parametrize("query", ("%FF", "query=%E3%81", "query=ASK{}&default-graph-uri=not an iri"))
def test_query_strings_that_are_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/sparql?{query}", headers={"Accept": JSON_TYPE}).status_code == 400


def test_without_a_query_a_form_or_the_service_description(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert page.mimetype == "text/html"
    assert '<textarea id="query" name="query"' in page.text
    for accept in ("text/turtle", "*/*", "text/turtle, application/rdf+xml;q=0.9, */*;q=0.1"):
        response = client.get("/sparql", headers={"Accept": accept, "Host": "kg.example:81"})
        graph = rdflib.Graph().parse(data=response.data, format=response.mimetype)
        described = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        assert set(graph.objects(None, described.endpoint)) == {rdflib.URIRef("http://kg.example:81/sparql")}
        assert rdflib.URIRef(GRAPH) in set(graph.objects(None, described.name))


def test_the_result_page_links_escapes_and_counts(client: FlaskClient) -> None:
    query = 'SELECT ?s ("<script>" AS ?x) (true AS ?y) WHERE { ?s ?p ?o }'
    page = ask(client, query, accept="text/html").text
    assert "<script>&" not in page
    assert "&lt;script&gt;" in page
    assert "2행" in page
    assert "참" in ask(client, "ASK {}", accept="text/html").text


@given(st.text(max_size=60), st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=60))
def test_nothing_a_client_sends_breaks_the_server(client: FlaskClient, query: str, accept: str) -> None:
    response = client.get("/sparql?" + urlencode({"query": query}), headers={"Accept": accept})
    assert response.status_code in (200, 400, 403, 406)
    assert "Traceback" not in response.text


# --- clients over a real socket ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def endpoint(client: FlaskClient) -> Iterator[str]:
    with listening(client.application) as address:
        yield f"{address}/sparql"


@pytest.mark.parametrize("method", (GET, POST))
@pytest.mark.parametrize("how", (URLENCODED, POSTDIRECTLY))
@pytest.mark.parametrize("form", (JSON, XML, CSV, TSV))
def test_sparqlwrapper_tables(endpoint: str, method: str, how: str, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(f"SELECT ?o WHERE {{ <{KOREAN}> ?p ?o }}")
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setReturnFormat(form)
    answer = wrapper.query()
    converted = answer.convert()
    text = converted.toxml() if form == XML else converted.decode() if form in (CSV, TSV) else str(converted)
    assert "50%+α" in text


@pytest.mark.parametrize("form", (TURTLE, N3, RDFXML))
def test_sparqlwrapper_graphs(endpoint: str, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    wrapper.setReturnFormat(form)
    converted = wrapper.query().convert()
    graph = converted if isinstance(converted, rdflib.Graph) else rdflib.Graph().parse(data=converted)
    assert len(graph) == 2


@pytest.mark.parametrize("method", ("GET", "POST", "POST_FORM"))
@pytest.mark.parametrize("form", ("xml", "json", "csv", "tsv"))
def test_rdflib_sparqlstore(endpoint: str, method: str, form: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
    rows = list(graph.query("SELECT ?s WHERE { ?s ?p ?o }"))
    assert len(rows) == 2


@pytest.mark.slow
def test_the_w3c_protocol_tests(shared: Path, tmp_path: Path) -> None:
    runner = shared / "suites" / "run_protocol.py"
    data = subprocess.run([sys.executable, runner, "--emit-data"], capture_output=True, check=True).stdout
    path = tmp_path / "data.nq"
    path.write_bytes(data)
    store = in_memory()
    store.load(path)
    with listening(create_app(store, Settings())) as address:
        run = subprocess.run(
            [sys.executable, runner, f"{address}/sparql"], capture_output=True, text=True, check=False
        )
    assert run.returncode == 0, run.stdout
    assert "protocol-query       20/20" in run.stdout
