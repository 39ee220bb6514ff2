"""Validation: what comes back, the sentences behind findings, its written forms, and input that is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef

from conftest import ROOT
from kg.errors import FileMissingError, RdfError, ShapesError
from kg.ids import Ids
from kg.link import link
from kg.model.blocks import Span
from kg.rdf import canonical_nquads, facts_to_quads
from kg.store import in_memory
from kg.validate import Finding, Report, Source, load_shapes, validate_dataset
from kg.validate.sources import sentence
from papers import REVIEW, every_kind

CLEAN = ROOT / "tests" / "graphs" / "clean.trig"
TEXT = "소요예산 금600백만원(2023년) 기준\n인건비 450백만원, 운영비 150.4백만원\n끝"
BUDGET = "https://w3id.org/consignment-kg/id/document/aaaaaaaaaaaa/statement/budget-1"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean dataset with one contradiction and one broken value."""
    text = CLEAN.read_text("utf-8")
    changed = text.replace("kc:amount 450000000", "kc:amount 405000000")
    changed = changed.replace("kc:taskOrder 2", 'kc:taskOrder "b"', 1)
    assert changed != text
    path = tmp_path_factory.mktemp("broken") / "broken.trig"
    path.write_text(changed, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(broken: Path) -> Report:
    """What is found in it, with sentences."""
    return validate_dataset([broken], text_of=text_of)


def text_of(document: str) -> str | None:
    return TEXT if document == "aaaaaaaaaaaa" else None


def find(report: Report, code: str) -> Finding:
    (found,) = (finding for finding in report.findings if finding.code == code)
    return found


# --- findings ---------------------------------------------------------------------------------------------


def test_a_clean_dataset_conforms() -> None:
    report = validate_dataset(CLEAN)
    assert report.findings == ()
    assert report.conforms
    assert report.exit_code == 0
    assert report.triples > 600, "evidence is left out, the fact graphs are in"


def test_a_finding_says_what_and_where(report: Report) -> None:
    assert report.exit_code == 1
    assert report.counts == {"violation": 3, "warning": 0, "info": 0}
    finding = find(report, "BudgetSum")
    assert finding == Finding(
        shape="https://w3id.org/consignment-kg/shapes#BudgetSum",
        component="http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
        severity="violation",
        focus=BUDGET,
        name_ko="예산 항목의 합계",
        name_en="sum of budget items",
        message_ko=finding.message_ko,
        message_en=finding.message_en,
        path="https://w3id.org/consignment-kg/def#totalAmount",
        value="600000000",
        focus_label="소요예산",
        discrepancy="sum-mismatch",
        field="consignment.budget_items",
        source=Source("aaaaaaaaaaaa", (Span(5, 12),), "금600백만원", "소요예산 금600백만원(2023년) 기준"),
    )
    assert "555400000원" in finding.message_ko
    assert "555400000 won" in finding.message_en


def test_without_the_text_there_are_spans_only(broken: Path) -> None:
    source = find(validate_dataset(broken), "BudgetSum").source
    assert source == Source("aaaaaaaaaaaa", (Span(5, 12),))


def test_a_store_is_asked_for_its_texts(broken: Path) -> None:
    store = in_memory()
    store._texts = ({"aaaaaaaaaaaa": TEXT}.get,)
    store.load(broken)
    finding = find(validate_dataset(store), "BudgetSum")
    assert finding.source is not None
    assert finding.source.quote == TEXT[5:12]


def test_a_node_with_evidence_of_its_own_needs_no_claim(tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    text = CLEAN.read_text("utf-8")
    path.write_text(text.replace("kc:insideQuotation false", 'kc:insideQuotation "no"'), encoding="utf-8")
    source = find(validate_dataset(path), "Citation-insideQuotation").source
    assert source is not None
    assert source.spans == (Span(60, 75),)


def test_one_document_without_code_lists_is_valid_at_any_base(tmp_path: Path) -> None:
    moved = CLEAN.read_text("utf-8").replace("https://w3id.org/consignment-kg/", "http://127.0.0.1:8765/")
    moved = moved.replace("http://127.0.0.1:8765/def#", "https://w3id.org/consignment-kg/def#")
    path = tmp_path / "moved.trig"
    path.write_text(moved, encoding="utf-8")
    assert validate_dataset(path).findings == ()


def test_a_value_no_query_can_use_becomes_a_finding(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SUM_OF_ANYTHING, encoding="utf-8")
    data = tmp_path / "data.ttl"
    data.write_text('<urn:a> <urn:p> 1 , "x" . <urn:b> <urn:p> 1 , 2 .', encoding="utf-8")
    report = validate_dataset(data, [shapes])
    by_focus = {finding.focus: finding for finding in report.findings}
    assert set(by_focus) == {"urn:a", "urn:b"}
    assert by_focus["urn:b"].message_en == "sum 3"
    assert "cannot be checked" in by_focus["urn:a"].message_en
    assert by_focus["urn:a"].severity == "violation"


SUM_OF_ANYTHING = '''
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:S> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:name "합"@ko , "sum"@en ; sh:sparql <urn:S-select> .
<urn:S-select> sh:message "합 {?sum}"@ko , "sum {?sum}"@en ;
  sh:select """SELECT $this ?sum
    WHERE { { SELECT $this (SUM(?v) AS ?sum) { $this <urn:p> ?v } GROUP BY $this } }""" .
'''


def test_blank_nodes_of_foreign_shapes_take_the_name_of_their_holder(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        f"{SHAPE}; sh:property [ sh:path <urn:q> ; sh:minCount 1 ] .",
        encoding="utf-8",
    )
    data = tmp_path / "data.ttl"
    data.write_text("<urn:a> <urn:p> 1 .", encoding="utf-8")
    (finding,) = validate_dataset(data, [shapes]).findings
    assert (finding.shape, finding.path, finding.value) == ("urn:S", "urn:q", None)
    assert finding.message_ko
    assert finding.message_en


NOTHING_NAMED = {"affairs": (), "facilities": (), "bills": (), "papers": (), "terms": (), "rounds": ()}


@pytest.mark.parametrize("left_out", [{}, NOTHING_NAMED], ids=["every kind", "nothing named"])
def test_what_the_mapping_writes_keeps_the_shapes(left_out: dict[str, Any], tmp_path: Path) -> None:
    """The paper's items add up to 490 of 500 million; nothing else is wrong, whatever a paper leaves out."""
    facts = replace(every_kind(), **left_out)
    quads = facts_to_quads(REVIEW.document, facts, link(facts, REVIEW.document), Ids("https://kg.example"))
    path = tmp_path / "paper.nq"
    path.write_bytes(canonical_nquads(quads))
    report = validate_dataset(path, text_of=lambda _: REVIEW.text)
    assert [finding.code for finding in report.findings] == ["BudgetSum"]
    source = find(report, "BudgetSum").source
    assert source is not None
    assert source.quote in source.sentence


# --- the written forms ------------------------------------------------------------------------------------


def test_the_written_forms_are_stable(broken: Path, report: Report) -> None:
    again = validate_dataset(broken, text_of=text_of)
    assert again == report
    for write in (Report.to_text, Report.to_json, Report.to_turtle):
        assert write(again) == write(report)


def test_json(report: Report) -> None:
    written = json.loads(report.to_json())
    assert (written["kind"], written["schema_version"], written["conforms"]) == (
        "validation-report",
        1,
        False,
    )
    assert written["counts"] == {"violation": 3, "warning": 0, "info": 0}
    finding = next(f for f in written["findings"] if f["shape"].endswith("#BudgetSum"))
    assert finding["name"]["ko"] == "예산 항목의 합계"
    assert finding["source"] == {
        "document": "aaaaaaaaaaaa",
        "spans": [[5, 12]],
        "quote": "금600백만원",
        "sentence": "소요예산 금600백만원(2023년) 기준",
    }


def test_turtle_is_a_shacl_report(report: Report) -> None:
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert isinstance(node, BNode)
    assert [bool(value) for value in graph.objects(node, SH.conforms)] == [False]
    results = list(graph.objects(node, SH.result))
    assert len(results) == len(report.findings)
    by_shape = {str(graph.value(result, SH.sourceShape)): result for result in results}
    budget = by_shape["https://w3id.org/consignment-kg/shapes#BudgetSum"]
    assert graph.value(budget, SH.focusNode) == URIRef(BUDGET)
    assert sorted(m.language for m in graph.objects(budget, SH.resultMessage)) == ["en", "ko"]
    evidence = URIRef("https://w3id.org/consignment-kg/def#evidence")
    assert [str(e) for e in graph.objects(budget, evidence)] == [
        BUDGET.split("/statement/")[0] + "/text#char=5,12"
    ]


def test_turtle_points_to_the_text_of_the_document_whatever_of_it_is_at_fault(report: Report) -> None:
    found = next(finding for finding in report.findings if finding.focus == BUDGET)
    document = BUDGET.split("/statement/")[0]
    title = Report((replace(found, focus=f"{document}/part/1/2"),), triples=1, shapes=1)
    graph = Graph().parse(data=title.to_turtle(), format="turtle")
    evidence = URIRef("https://w3id.org/consignment-kg/def#evidence")
    assert {str(e).partition("#")[0] for e in graph.objects(None, evidence)} == {f"{document}/text"}


def test_turtle_of_a_clean_dataset() -> None:
    graph = Graph().parse(data=Report((), triples=1, shapes=1).to_turtle(), format="turtle")
    assert [bool(value) for value in graph.objects(None, SH.conforms)] == [True]


def test_text_shows_both_languages_and_the_sentence(report: Report) -> None:
    text = report.to_text()
    assert text.startswith("검증: 위반 3, 경고 0, 참고 0 · validation: 3 violation, 0 warning, 0 info")
    for part in (
        "예산 항목의 합계 · sum of budget items",
        "555400000원",
        "555400000 won",
        "    소요예산 금600백만원(2023년) 기준",
    ):
        assert part in text


def test_findings_are_sorted_by_weight_then_shape_then_number(report: Report) -> None:
    finding = find(report, "BudgetSum")
    info = replace(finding, severity="info", shape="urn:A")
    second, tenth = (replace(finding, focus=f"urn:x-{n}") for n in (2, 10))
    assert sorted([info, tenth, second], key=lambda f: f.order) == [second, tenth, info]


def test_warnings_alone_are_no_failure(report: Report) -> None:
    warning = replace(find(report, "BudgetSum"), severity="warning")
    mild = Report((warning,), triples=1, shapes=1)
    assert (mild.exit_code, mild.conforms) == (0, False)


@pytest.mark.parametrize(
    "spans, expected",
    [
        ([Span(0, 2)], "가나 다"),
        ([Span(0, 2), Span(3, 4)], "가나 다"),
        ([Span(0, 2), Span(5, 6)], "가나 다 … 라"),
        ([Span(5, 7)], "라"),
        ([Span(3, 6)], "가나 다 라"),
    ],
)
def test_sentence(spans: list[Span], expected: str) -> None:
    assert sentence("가나 다\n라\n마", spans) == expected


def test_a_very_long_line_is_cut_around_the_span() -> None:
    cut = sentence("가" * 10_000, [Span(5000, 5003)])
    assert 200 < len(cut) < 500


# --- broken input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, content, line",
    [
        ("x.nq", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n", 2),
        ("x.ttl", "@prefix a: <urn:a#> .\n\na:b a:c .\n", 3),
    ],
)
def test_broken_data_is_told_with_its_line(tmp_path: Path, name: str, content: str, line: int) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RdfError) as caught:
        validate_dataset(path)
    assert (caught.value.place.file, caught.value.place.line) == (str(path), line)
    assert caught.value.exit_code == 3


def test_missing_and_empty_data(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        validate_dataset(tmp_path / "none.nq")
    (tmp_path / "empty.nq").write_bytes(b"")
    with pytest.raises(RdfError, match="default graph"):
        validate_dataset(tmp_path / "empty.nq")


SHAPE = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:S> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> "
BROKEN_SHAPES = {
    "syntax": SHAPE + "; sh:name 'x .\n",
    "no target": "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:S> a sh:NodeShape .",
    "nothing": "# nothing\n",
    "SPARQL": SHAPE + "; sh:sparql <urn:q> . <urn:q> sh:select 'SELECT $this WHERE { $this }' .",
    "unknown prefix": SHAPE + "; sh:sparql <urn:q> . <urn:q> sh:select 'SELECT $this { $this no:p 1 }' .",
    "no select": SHAPE + "; sh:sparql [ sh:message 'x' ] .",
    "refused keyword": SHAPE
    + "; sh:sparql <urn:q> . <urn:q> sh:select 'SELECT $this { $this ?p 1 MINUS { ?s ?p 2 } }' .",
    "two paths": SHAPE + "; sh:property [ sh:path <urn:a> , <urn:b> ; sh:minCount 1 ] .",
}


@pytest.mark.parametrize("content", BROKEN_SHAPES.values(), ids=BROKEN_SHAPES)
def test_broken_shapes_are_told_as_such(tmp_path: Path, content: str) -> None:
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(content, encoding="utf-8")
    data.write_text("<urn:a> <urn:p> 1 .", encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        validate_dataset(data, [shapes])
    assert caught.value.exit_code == 4


def test_broken_turtle_of_shapes_has_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n<urn:S> a sh:NodeShape ; . .\n<urn:S> a\n",
        encoding="utf-8",
    )
    with pytest.raises(ShapesError) as caught:
        load_shapes([path])
    assert caught.value.place.file == str(path)
    assert caught.value.place.line == 3


@pytest.mark.parametrize(
    "prepare",
    [lambda folder: folder / "none.ttl", lambda folder: folder],
    ids=["no file", "a folder without Turtle"],
)
def test_shapes_that_are_not_there(tmp_path: Path, prepare: Callable[[Path], Path]) -> None:
    with pytest.raises(ShapesError):
        load_shapes([prepare(tmp_path)])


def test_shapes_of_a_folder_are_those_of_its_files() -> None:
    assert load_shapes([ROOT / "shapes"]).nodes == load_shapes().nodes


def test_findings_are_never_written_into_the_data(broken: Path) -> None:
    store = in_memory()
    store.load(broken)
    before = {
        graph: store.query(f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").body for graph in store.graphs()
    }
    validate_dataset(store)
    assert before == {
        graph: store.query(f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").body for graph in store.graphs()
    }
