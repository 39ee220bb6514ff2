"""Stores: one set of tests for every backend, with rdflib as the oracle of what a query should give."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.serving import make_server

from kg.errors import (
    FileMissingError,
    NetworkError,
    NotAcceptableError,
    QueryError,
    QueryNestingError,
    RdfError,
    SettingError,
    StoreError,
    StoreMissingError,
    UpdateRefusedError,
)
from kg.settings import Settings
from kg.store import (
    GRAPH_FORMS,
    TABLE_FORMS,
    Store,
    create_directory,
    in_memory,
    open_directory,
    open_store,
)
from kg.web import create_app

BASE = "https://data.example"
PAPER_A = f"{BASE}/graph/document/aaaaaaaaaaaa"
PAPER_B = f"{BASE}/graph/document/bbbbbbbbbbbb"
CLAIMS = f"{BASE}/graph/evidence/aaaaaaaaaaaa"

# Two papers that repeat one budget (595), and of which the second adds another (464); and one claim.
NQUADS = f"""\
<{BASE}/id/budget/1> <{BASE}/p/total> "595"^^<http://www.w3.org/2001/XMLSchema#integer> <{PAPER_A}> .
<{BASE}/id/budget/1> <{BASE}/p/name> "운영비 50%+α"@ko <{PAPER_A}> .
<{BASE}/id/budget/1> <{BASE}/p/total> "595"^^<http://www.w3.org/2001/XMLSchema#integer> <{PAPER_B}> .
<{BASE}/id/budget/2> <{BASE}/p/total> "464"^^<http://www.w3.org/2001/XMLSchema#integer> <{PAPER_B}> .
<{BASE}/id/claim/1> <{BASE}/p/evidence> <{BASE}/text> <{CLAIMS}> .
<{BASE}/id/law/1> <{BASE}/p/name> "지방자치법"@ko .
"""

TOTALS = f"SELECT (COUNT(*) AS ?n) (SUM(?v) AS ?sum) {{dataset}} WHERE {{{{ ?s <{BASE}/p/total> ?v }}}}"
MERGED = f"FROM <{PAPER_A}> FROM <{PAPER_B}>"


@pytest.fixture
def nquads(tmp_path: Path) -> Path:
    path = tmp_path / "two-papers.nq"
    path.write_text(NQUADS, encoding="utf-8")
    return path


@pytest.fixture(params=["memory", "file", "remote"])
def store(request: pytest.FixtureRequest, nquads: Path, tmp_path: Path) -> Iterator[Store]:
    """The same data behind every backend; the remote one is our own server on a real socket."""
    if request.param == "file":
        made = create_directory(tmp_path / "store")
        made.load(nquads)
        made.close()
        del made
        yield open_store(f"file:{tmp_path / 'store'}")
        return
    memory = in_memory()
    memory.load(nquads)
    if request.param == "memory":
        yield memory
        return
    server = make_server("127.0.0.1", 0, create_app(memory, Settings()), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield open_store(f"http://127.0.0.1:{server.server_port}/sparql")
    finally:
        server.shutdown()


@pytest.fixture(params=["memory", "file"])
def writable(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return in_memory() if request.param == "memory" else create_directory(tmp_path / "writable")


def oracle() -> rdflib.Dataset:
    """The same data as rdflib sees it, with the set of all fact triples as the default graph."""
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=NQUADS, format="nquads")
    for iri in (PAPER_A, PAPER_B):
        for triple in dataset.graph(rdflib.URIRef(iri)):
            dataset.default_graph.add(triple)
    return dataset


def merged(*iris: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for iri in iris:
        graph += oracle().graph(rdflib.URIRef(iri))
    return graph


def numbers(store: Store, dataset: str = "") -> tuple[int, ...]:
    (row,) = store.select(TOTALS.format(dataset=dataset))
    return tuple(int(row[name].value) for name in ("n", "sum"))


def numbers_by_rdflib(graph: rdflib.Graph) -> tuple[int, ...]:
    (row,) = graph.query(TOTALS.format(dataset=""))
    return tuple(int(value) for value in row)


def test_default_graph_is_a_set(store: Store) -> None:
    assert numbers(store) == numbers_by_rdflib(oracle().default_graph) == (2, 1059)


def test_from_several_graphs_is_a_set(store: Store) -> None:
    assert numbers(store, MERGED) == numbers_by_rdflib(merged(PAPER_A, PAPER_B)) == (2, 1059)


def test_default_graph_parameter_of_several_graphs_is_a_set(store: Store) -> None:
    answer = store.query(TOTALS.format(dataset=""), default_graphs=(PAPER_A, PAPER_B))
    (row,) = json.loads(answer.body)["results"]["bindings"]
    assert (row["n"]["value"], row["sum"]["value"]) == ("2", "1059")


def test_dataset_of_the_protocol_wins_over_from(store: Store) -> None:
    answer = store.query(TOTALS.format(dataset=MERGED), default_graphs=(PAPER_A,))
    (row,) = json.loads(answer.body)["results"]["bindings"]
    assert row["n"]["value"] == "1"


@pytest.mark.parametrize(
    "prologue, clause",
    (
        (f"PREFIX g: <{BASE}/graph/document/>", "FROM g:aaaaaaaaaaaa FROM g:bbbbbbbbbbbb"),
        (f"BASE <{BASE}/graph/document/>", "FROM <aaaaaaaaaaaa> FROM <bbbbbbbbbbbb>"),
        ("# FROM <http://nowhere.example/>\n", f"FROM<{PAPER_A}>FROM<{PAPER_B}>"),
        ("", f"FROM <{PAPER_A}> FROM NAMED <{CLAIMS}> FROM <{PAPER_B}>"),
        (f"PREFIX : <{BASE}/graph/document/>", "FROM:aaaaaaaaaaaa from:bbbbbbbbbbbb"),
    ),
    ids=["prefixed", "relative", "no spaces", "with named", "glued names"],
)
def test_from_in_every_spelling(store: Store, prologue: str, clause: str) -> None:
    (row,) = store.select(f"{prologue} {TOTALS.format(dataset=clause)}")
    assert row["n"].value == "2"


def test_named_graphs_beside_a_merge(store: Store) -> None:
    rows = store.select(f"SELECT ?g {MERGED} FROM NAMED <{CLAIMS}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert [row["g"].value for row in rows] == [CLAIMS]


def test_unknown_graph_is_empty(store: Store) -> None:
    assert store.query("ASK { ?s ?p ?o }", default_graphs=("http://nowhere.example/",)).body.endswith(
        b"false}"
    )


def test_evidence_is_in_its_graph_only(store: Store) -> None:
    evidence = f"?s <{BASE}/p/evidence> ?o"
    assert not store.select(f"SELECT * WHERE {{ {evidence} }}")
    assert len(store.select(f"SELECT * WHERE {{ GRAPH ?g {{ {evidence} }} }}")) == 1


def test_graphs_are_the_named_ones(store: Store) -> None:
    assert store.graphs() == [PAPER_A, PAPER_B, CLAIMS]


def test_triples_without_a_graph_are_in_the_default_graph(store: Store) -> None:
    rows = store.select(f"SELECT ?name WHERE {{ <{BASE}/id/law/1> <{BASE}/p/name> ?name }}")
    assert [(row["name"].value, getattr(row["name"], "language", None)) for row in rows] == [
        ("지방자치법", "ko")
    ]


@pytest.mark.parametrize("form", TABLE_FORMS, ids=lambda form: form.name)
def test_tables_in_every_form_as_rdflib_reads_them(store: Store, form: object) -> None:
    query = f"SELECT ?s ?v WHERE {{ ?s <{BASE}/p/total> ?v }}"
    answer = store.query(query, forms={"bindings": form})  # type: ignore[dict-item]
    read = rdflib.query.Result.parse(source=io.BytesIO(answer.body), content_type=answer.media_type)
    found = {(str(row[0]), str(row[1])) for row in read}
    assert found == {(f"{BASE}/id/budget/1", "595"), (f"{BASE}/id/budget/2", "464")}


@pytest.mark.parametrize("form", GRAPH_FORMS, ids=lambda form: form.name)
def test_graphs_in_every_form_as_rdflib_reads_them(store: Store, form: object) -> None:
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }", forms={"graph": form})  # type: ignore[dict-item]
    read = rdflib.Graph().parse(data=answer.body, format=answer.media_type)
    assert set(read) == set(oracle().default_graph)


def test_a_form_that_does_not_fit_the_answer(store: Store) -> None:
    with pytest.raises(NotAcceptableError):
        store.query("ASK {}", forms={"bindings": None, "boolean": None, "graph": GRAPH_FORMS[0]})


def test_construct_and_describe_give_triples(store: Store) -> None:
    subject = f"<{BASE}/id/budget/1>"
    triples = store.construct(f"CONSTRUCT {{ {subject} ?p ?o }} WHERE {{ {subject} ?p ?o }}")
    assert len(triples) == len(store.construct(f"DESCRIBE {subject}")) == 2


def test_unbound_variables_are_absent(store: Store) -> None:
    (row,) = store.select("SELECT ?x ?y WHERE { BIND(1 AS ?x) OPTIONAL { FILTER(false) BIND(2 AS ?y) } }")
    assert set(row) == {"x"}


@pytest.mark.parametrize(
    "query, line, column",
    (
        ("SELECT * WHERE {\n  ?s ?p", 2, 8),
        ("SELECT * { ?s ?p }", 1, 19),
        ("SELECT ?x { ?x nope:p 1 }", 1, 22),
    ),
)
def test_syntax_errors_have_line_and_column(store: Store, query: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(query)
    assert (caught.value.place.line, caught.value.place.column) == (line, column)


@pytest.mark.parametrize(
    "update",
    (
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "PREFIX e: <http://e/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "CLEAR ALL",
        "# a comment\nDROP SILENT DEFAULT",
    ),
)
def test_updates_are_refused(store: Store, update: str) -> None:
    with pytest.raises(UpdateRefusedError):
        store.query(update)


@pytest.mark.parametrize("method", ("select", "construct"))
def test_the_wrong_kind_of_query(store: Store, method: str) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if method == "select" else "SELECT * WHERE { ?s ?p ?o }"
    with pytest.raises((QueryError, NetworkError)):
        getattr(store, method)(query)


@pytest.mark.parametrize(
    "query, told",
    (
        ("", "비어"),
        (" # nothing\n", "비어"),
        ("SELEC * {}", "SELECT, ASK, CONSTRUCT, DESCRIBE"),
        ("PREFIX e: <http://e/>\n", "SELECT, ASK, CONSTRUCT, DESCRIBE"),
        ("ASK { FILTER(<http://e/f>(1)) }", "<http://e/f>"),
    ),
)
def test_common_mistakes_are_told_in_words(query: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        in_memory().query(query)


# --- writing ----------------------------------------------------------------------------------------------


def triple(subject: int, value: int) -> ox.Triple:
    return ox.Triple(ox.NamedNode(f"{BASE}/s{subject}"), ox.NamedNode(f"{BASE}/p"), ox.Literal(value))


def default_graph(store: Store) -> set[ox.Triple]:
    return set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_a_triple_stays_while_another_graph_has_it(writable: Store) -> None:
    writable.replace_graph(PAPER_A, [triple(1, 1), triple(2, 2)])
    writable.replace_graph(PAPER_B, [triple(2, 2), triple(3, 3)])
    writable.remove_graph(PAPER_A)
    assert default_graph(writable) == {triple(2, 2), triple(3, 3)}
    writable.replace_graph(PAPER_B, [triple(3, 3)])
    assert default_graph(writable) == {triple(3, 3)}
    assert writable.graphs() == [PAPER_B]


def test_evidence_never_holds_or_reaches_the_default_graph(writable: Store) -> None:
    writable.replace_graph(PAPER_A, [triple(1, 1)])
    writable.replace_graph(CLAIMS, [triple(1, 1), triple(2, 2)])
    assert default_graph(writable) == {triple(1, 1)}
    writable.remove_graph(PAPER_A)
    assert default_graph(writable) == set()


def test_what_counts_as_a_fact_graph_can_be_told() -> None:
    store = in_memory(in_default=lambda iri: iri == PAPER_B)
    store.replace_graph(PAPER_A, [triple(1, 1)])
    store.replace_graph(PAPER_B, [triple(2, 2)])
    assert default_graph(store) == {triple(2, 2)}


def test_a_merge_is_not_served_stale(writable: Store) -> None:
    writable.replace_graph(PAPER_A, [triple(1, 1)])
    query = f"SELECT * {MERGED} WHERE {{ ?s ?p ?o }}"
    assert len(writable.select(query)) == 1
    writable.replace_graph(PAPER_B, [triple(2, 2)])
    assert len(writable.select(query)) == 2


@given(
    st.lists(st.tuples(st.sampled_from([PAPER_A, PAPER_B, CLAIMS]), st.sets(st.integers(0, 4))), max_size=8)
)
def test_default_graph_is_always_the_set_of_the_fact_graphs(changes: list[tuple[str, set[int]]]) -> None:
    store = in_memory()
    held: dict[str, set[int]] = {}
    for iri, numbers_in in changes:
        store.replace_graph(iri, [triple(n, n) for n in numbers_in])
        held[iri] = numbers_in
    expected = {triple(n, n) for iri, inside in held.items() if iri != CLAIMS for n in inside}
    assert default_graph(store) == expected
    assert store.graphs() == sorted(iri for iri, inside in held.items() if inside)


@pytest.mark.parametrize("backend", ("file", "remote"))
def test_stores_for_reading_refuse_to_write(backend: str, nquads: Path, tmp_path: Path) -> None:
    made = create_directory(tmp_path / "store")
    made.load(nquads)
    made.close()
    del made
    store = open_store(f"file:{tmp_path / 'store'}" if backend == "file" else "http://127.0.0.1:9/sparql")
    assert not store.writable
    for write in (lambda: store.remove_graph(PAPER_A), lambda: store.load(nquads)):
        with pytest.raises(StoreError):
            write()


def test_optimizing_changes_the_files_and_nothing_else(nquads: Path, tmp_path: Path) -> None:
    store = create_directory(tmp_path / "store")
    store.load(nquads)
    before = (store.graphs(), default_graph(store))
    files = {path.name for path in (tmp_path / "store").iterdir()}
    store.optimize()
    assert (store.graphs(), default_graph(store)) == before
    assert {path.name for path in (tmp_path / "store").iterdir()} != files
    store.close()
    del store
    with pytest.raises(StoreError):
        open_directory(tmp_path / "store").optimize()


# --- opening and loading ----------------------------------------------------------------------------------


def test_memory_opens_files_named_after_it(nquads: Path, tmp_path: Path) -> None:
    turtle = tmp_path / "more.ttl"
    turtle.write_text(f'<{BASE}/id/x> <{BASE}/p/name> "이름"@ko .', encoding="utf-8")
    store = open_store(f"memory:{nquads}:{turtle}")
    assert len(default_graph(store)) == 5


@pytest.mark.parametrize(
    "name, content, error",
    (
        ("broken.nq", b"<a> <b> .", RdfError),
        ("broken.ttl", b"nothing like Turtle", RdfError),
        ("table.xlsx", b"PK", RdfError),
        ("bytes.nt", b"\xff\xfe\x00", RdfError),
        ("missing.nq", None, FileMissingError),
    ),
)
def test_files_that_cannot_be_loaded(
    tmp_path: Path, name: str, content: str | bytes | None, error: type
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(error) as caught:
        in_memory().load(path)
    assert caught.value.place.file == str(path)


@pytest.mark.parametrize("url", ("ftp://e.example/x", "nonsense", "", "oracle:x"))
def test_unknown_kinds_of_store(url: str) -> None:
    with pytest.raises(SettingError):
        open_store(url)


def test_nothing_at_the_path(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        open_store(f"file:{tmp_path / 'nothing'}")


def test_a_directory_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("not RocksDB")
    with pytest.raises(StoreError):
        open_directory(tmp_path)


def test_an_endpoint_that_is_not_there() -> None:
    with pytest.raises(NetworkError):
        open_store("http://127.0.0.1:9/sparql").query("ASK {}")


def test_deep_but_allowed_queries_run_on_a_deep_stack() -> None:
    for query in (
        "ASK { " + "FILTER EXISTS { " * 450 + "}" * 450 + " }",
        "ASK { FILTER(" + "STR(" * 450 + "1" + ")" * 450 + " = '1') }",
        "ASK { FILTER(" + "!" * 900 + "true) }",
        "ASK { {} " + "UNION {} " * 900 + "}",
    ):
        assert in_memory().query(query).kind == "boolean"


@pytest.mark.parametrize(
    "query",
    (
        "ASK " + "{" * 20_000 + "}" * 20_000,
        "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { ?s " + "/".join(["<http://e/p>"] * 20_000) + " ?o }",
        "ASK { {} " + "UNION {} " * 20_000 + "}",
        "ASK { FILTER(1" + "+1" * 20_000 + " > 0) }",
        "ASK { FILTER(1" + " +1" * 20_000 + " > 0) }",
        "ASK { ?s ?p " + "(1 " * 20_000 + ")" * 20_000 + " }",
        "ASK { ?s ?p (" + "1 " * 20_000 + ") }",
        "ASK { ?s ?p 1 " + "; ?p 1 " * 20_000 + "}",
        "ASK { ?s ?p 1 " + ", 1 " * 20_000 + "}",
        "ASK { BIND(1 AS ?a) FILTER(?a<'>' && " + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT " + "(1 AS ?x) " * 20_000 + "{}",
        "DESCRIBE " + "<a:a> " * 20_000,
        "SELECT (1 AS ?z) {} GROUP BY " + "STR(?x) " * 20_000,
        "SELECT (1 AS ?z) {} GROUP BY ?a HAVING " + "(true) " * 20_000,
        "ASK { ?a·VALUES ?p ?o . { FILTER(" + "!" * 20_000 + "true) } }",
        "ASK { ?a·VALUES ?p ?o . { FILTER(" + "1+" * 20_000 + "1) } }",
        "ASK { ?a·VALUES ?p ?o . { " + "{} UNION " * 20_000 + "{} } }",
        "ASK { VALUES ?x { { FILTER(" + "!" * 20_000 + "true) } } }",
    ),
    ids=lambda query: query[:40],
)
def test_what_would_end_the_process_is_refused(query: str) -> None:
    with pytest.raises(QueryNestingError):
        in_memory().query(query)


@pytest.mark.parametrize(
    "query",
    (
        "ASK { VALUES ?x { " + "1 " * 20_000 + "} }",
        "ASK { VALUES (?x ?y) { " + "(1 -2.5) " * 20_000 + "} }",
        "ASK { FILTER(1 IN (" + "2, " * 20_000 + "1)) }",
        "ASK { # " + "(" * 5_000 + "\n }",
        "ASK { FILTER('" + "(" * 5_000 + "' != '') }",
    ),
    ids=lambda query: query[:24],
)
def test_long_but_flat_queries_are_answered(query: str) -> None:
    assert in_memory().query(query).kind == "boolean"


@pytest.mark.parametrize(
    "query",
    (
        "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> ASK { SERVICE e:x { } }",
        # Keywords need no space around them, and may look like the prefix of a name.
        "PREFIX : <http://e/> ASK { ?s ?p 1SERVICE:x { } }",
        "PREFIX : <http://e/> ASK { SERVICE:x { } }",
        "PREFIX e: <http://e/> ASK { ?s ?p e:.SERVICE?x { } }",
        "ASK { ?s ?p trueSERVICESILENT<http://127.0.0.1:9/> { } }",
        # Variables go on where Python's words end.
        *(
            f"PREFIX : <http://127.0.0.1:9/> SELECT * {{ ?s ?a{glue} SERVICE:x {{ ?q ?w ?e }} }}"
            for glue in ("·GRAPH", "·FROM", "·NAMED", "\u0301GRAPH", "\u203fGRAPH", "GRAPH")
        ),
        "PREFIX : <http://127.0.0.1:9/> SELECT * { BIND(1 AS ?x·GRAPH) SERVICE:x { ?q ?w ?e } }",
        # Names of which no valid IRI can be made end at the colon; so do names at their second dot.
        "PREFIX e: <http://h:> ASK { ?s ?p e:SERVICE <http://127.0.0.1:9/> { } }",
        "PREFIX e: <http://h:> ASK { ?s ?p e:SERVICE SILENT ?x { } }",
        "PREFIX e: <http://e/> ASK { ?s ?p e:a.b.SERVICE<http://127.0.0.1:9/>{ } }",
        # A long string that is none, because of an escape that is none.
        "ASK { VALUES ?x {'''a'} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #\\q'''\n }",
        "ASK { VALUES ?x {'''a'} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #\\uD800'''\n }",
        # A comment inside what looks like an IRI, and a quote inside what looks like one.
        "ASK { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
        "ASK { BIND('' AS ?a) FILTER(?a<'>') SERVICE ?x { } FILTER(?a!='>') }",
    ),
)
def test_service_is_never_called(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        in_memory().query(query)


@pytest.mark.parametrize(
    "query",
    (
        "ASK { <http://e/service> ?p 'SERVICE' }",
        "ASK { ?service ?p ?o } # SERVICE",
        "ASK { ?s <http://e/service#x> 1 }",
        "PREFIX service: <http://e/> ASK { ?s service:p service:o . }",
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> ASK { ?s a dcat:DataService OPTIONAL { ?s ?p ?o } }",
        "PREFIX cpsv: <http://purl.org/vocab/cpsv#> ASK { ?service a cpsv:PublicService }",
        "PREFIX e: <http://e/> ASK { { ?s a e:SERVICE } UNION { ?s ?p '''service \\n''' } }",
    ),
)
def test_the_word_service_alone_is_harmless(query: str) -> None:
    assert in_memory().query(query).kind == "boolean"
