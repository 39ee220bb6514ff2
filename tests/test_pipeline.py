"""The whole line: what a build publishes, what it does not do twice, and what never stops it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg.pipeline.documents
from conftest import ROOT
from kg.errors import EXIT_FINDINGS, EXIT_UNREADABLE, IdentifierError, StoreError, UsageError
from kg.ids import Ids
from kg.model.facts import Facts
from kg.pipeline import Report, build_dataset, build_steps, source_files
from kg.store import Store, open_store
from kg.store.versions import locked
from kg.text import reparses
from kg.vocab import ELIDL, KC, RDF

SOURCES = ROOT / "data" / "sources"
BASE = "http://127.0.0.1:8765"
# They speak of one centre, repeat each other and disagree.
PAIR = ("hanbit-review-report.md", "hanbit-examination-report.md")
SMALL = ("library-amendment-review-report.md", "suncheon-examination-report.md")
CONTRADICTORY = "onnuri-review-report.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two papers, a copy of one, a file that is no text, and what a folder also holds."""
    folder = tmp_path_factory.mktemp("sources")
    for name in PAIR:
        shutil.copy(SOURCES / name, folder / name)
    shutil.copy(SOURCES / PAIR[0], folder / "z-copy.md")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    (folder / "README.md").write_text("no paper", encoding="utf-8")
    (folder / ".hidden.md").write_text("no paper", encoding="utf-8")
    (folder / "table.csv").write_text("no paper", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dataset")


@pytest.fixture(scope="module")
def built(folder: Path, out: Path) -> Report:
    return build_dataset([folder, folder / "missing.md"], out, BASE)


@pytest.fixture(scope="module")
def store(built: Report, out: Path) -> Iterator[Store]:
    store = open_store(f"file:{out}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def oracle(built: Report) -> rdflib.Graph:
    """The set of all fact triples, as rdflib reads the N-Quads files."""
    assert built.version is not None
    merged = rdflib.Graph()
    for path in built.version.nquads.iterdir():
        dataset = rdflib.Dataset()
        dataset.parse(path, format="nquads")
        for s, p, o, graph in dataset.quads():
            if "/graph/evidence/" not in str(graph):
                merged.add((s, p, o))
    return merged


def test_the_files_of_a_folder(folder: Path) -> None:
    names = [path.name for path in source_files([folder / PAIR[0], folder, folder / PAIR[0]])]
    assert names == [PAIR[0], "broken.txt", PAIR[1], "z-copy.md"]


def test_one_bad_file_never_stops_the_rest(built: Report) -> None:
    assert sorted(one.file for one in built.documents) == sorted(PAIR)
    assert {failure.path.name: failure.error.code for failure in built.failures} == {
        "broken.txt": "not-text",
        "missing.md": "file-missing",
    }
    assert built.exit_code == EXIT_UNREADABLE
    assert [path.name for path in built.repeated] == ["z-copy.md"]


def test_a_version_is_whole(built: Report, out: Path) -> None:
    version = built.version
    assert version is not None
    assert (out / "current").resolve() == version.path.resolve()
    documents = {one.id for one in built.documents}
    assert {path.stem for path in version.documents.iterdir()} == documents
    assert {path.stem for path in version.nquads.iterdir()} == documents | {
        "derived",
        "registry",
        "vocabulary",
    }
    manifest = version.manifest()
    assert manifest["base"] == BASE
    assert {one["id"] for one in manifest["documents"]} == documents
    assert [one["code"] for one in manifest["failures"]] == ["not-text", "file-missing"]
    findings = json.loads((version.path / "validation.json").read_text(encoding="utf-8"))
    assert findings["counts"] == manifest["validation"]["counts"]
    assert not list(out.glob("versions/.staging*"))


def test_findings_are_stored_and_do_not_hold_the_version_back(built: Report) -> None:
    assert built.validation is not None
    between = [one for one in built.validation.findings if one.code == "RoundEndBetweenDocuments"]
    assert between
    assert all(finding.source and finding.source.sentence for finding in between)


def test_every_file_is_sorted_and_under_the_base(built: Report) -> None:
    assert built.version is not None
    ids = Ids(BASE)
    for path in built.version.nquads.iterdir():
        lines = path.read_bytes().splitlines()
        assert lines == sorted(set(lines))
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        assert {ids.parse(quad.graph_name.value).kind for quad in quads}
        iris = {term.value for quad in quads for term in quad if isinstance(term, ox.NamedNode)}
        assert not {iri for iri in iris if iri.startswith("https://w3id.org/consignment-kg/id/")}
        assert not {iri for iri in iris if iri.startswith("https://w3id.org/consignment-kg/def/budget-role")}


COUNTS = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    f"SELECT (COUNT(?b) AS ?n) (SUM(?won) AS ?sum) {{ ?b a <{KC.Budget}> ; <{KC.totalAmount}> ?won }}",
    f"SELECT (COUNT(?i) AS ?n) (SUM(?won) AS ?sum) {{ ?i a <{KC.BudgetItem}> ; <{KC.amount}> ?won }}",
    f"SELECT (COUNT(?o) AS ?n) (SUM(?c) AS ?sum) {{ ?o <{KC.count}> ?c ; <{KC.refFacility}> ?f }}",
    f"SELECT (SUM(?n) AS ?sum) {{ ?s a <{KC.Staff}> ; <{KC.headcount}> ?n ; <{KC.about}> ?f }}",
    f"SELECT (COUNT(*) AS ?n) {{ ?r a <{KC.ConsignmentRound}> ; <{KC.roundOf}> ?a }}",
    f"SELECT (COUNT(DISTINCT ?end) AS ?n) {{ ?s a <{KC.RoundStatement}> ; <{KC.endDate}> ?end }}",
    f"SELECT (COUNT(*) AS ?n) {{ ?b <{ELIDL.NS}activity_date> ?d . ?b <{KC.about}> ?bill }}",
)


@pytest.mark.parametrize("query", COUNTS)
def test_counts_and_sums_of_papers_that_repeat_each_other(
    query: str, store: Store, oracle: rdflib.Graph
) -> None:
    [row] = store.select(query)
    [expected] = oracle.query(query)
    found = [int(float(row[str(name)].value)) for name in expected.labels]  # type: ignore[union-attr]
    assert found == [int(value) for value in expected]  # type: ignore[union-attr]
    assert found[0] > 0


def test_two_papers_make_two_statements_about_one_round(store: Store) -> None:
    ends = store.select(
        f"SELECT ?document ?end {{ ?s a <{KC.RoundStatement}> ; <{KC.about}> ?r ; <{KC.endDate}> ?end ."
        f" ?r a <{KC.ConsignmentRound}> . BIND(STRBEFORE(STR(?s), '/statement/') AS ?document)"
        " FILTER(STRENDS(STR(?r), '/2022-01-01')) }"
    )
    assert len({row["document"].value for row in ends}) == 2  # type: ignore[union-attr]
    assert {row["end"].value for row in ends} == {"2024-12-31", "2024-11-30"}  # type: ignore[union-attr]


FORMS = {
    KC.totalAmount: "krw",
    KC.amount: "krw",
    KC.startDate: "date",
    KC.endDate: "date",
    KC.headcount: "integer",
    KC.count: "integer",
    KC.score: "decimal",
    KC.floorArea: "area_m2",
    KC.statedYears: "years",
    KC.fiscalYear: "year",
    KC.organisationName: "text",
    KC.taskText: "text",
}


def test_claims_reparse_from_the_stored_text(built: Report) -> None:
    """From the published files alone: the spans of a claim give its object."""
    assert built.version is not None
    ids, checked = Ids(BASE), set()
    for document in built.documents:
        text = (built.version.documents / f"{document.id}.txt").read_bytes().decode("utf-8")
        claims: dict[str, dict[str, list[str]]] = {}
        for quad in ox.parse(
            path=str(built.version.nquads / f"{document.id}.nq"), format=ox.RdfFormat.N_QUADS
        ):
            if quad.graph_name.value == ids.evidence_graph(document.id):
                said = claims.setdefault(quad.subject.value, {})
                said.setdefault(quad.predicate.value, []).append(quad.object.value)
        assert len(claims) == document.claims
        for said in claims.values():
            [predicate], [value] = said[RDF.predicate], said[RDF.object]
            spans = sorted((int(s["start"]), int(s["end"])) for s in map(ids.parse, said[KC.evidence]))
            assert all(0 <= start < end <= len(text) for start, end in spans)
            if form := FORMS.get(predicate):
                evidence = " ".join(text[start:end] for start, end in spans)
                number = type_of(form)(value)
                assert reparses(form, evidence, number), (predicate, value, evidence)
                checked.add(predicate)
    assert checked >= set(FORMS) - {KC.score}


def type_of(form: str) -> type:
    from decimal import Decimal

    return {"krw": int, "integer": int, "year": int, "date": str, "text": str}.get(form, Decimal)


# --- not twice ----------------------------------------------------------------------------------------------


def nquads(report: Report) -> dict[str, bytes]:
    assert report.version is not None
    return {path.name: path.read_bytes() for path in report.version.nquads.iterdir()}


def test_a_second_build_reuses_everything_and_gives_the_same_bytes(
    built: Report, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.pipeline.documents, "extract_facts", lambda _: pytest.fail("read again"))
    again = build_dataset([folder], out, BASE)
    assert again.reused == 2
    assert nquads(again) == nquads(built)
    assert again.version is not None
    assert built.version is not None
    assert again.version.id != built.version.id
    assert again.version.manifest()["files"] == {
        **built.version.manifest()["files"],
        "validation.json": again.version.manifest()["files"]["validation.json"],
    }


def test_another_order_and_another_place_give_the_same_bytes(tmp_path: Path) -> None:
    here = build_dataset([SOURCES / SMALL[0], SOURCES / SMALL[1]], tmp_path / "here", BASE)
    there = build_dataset([SOURCES / SMALL[1], SOURCES / SMALL[0]], tmp_path / "there", BASE)
    assert (here.reused, there.reused) == (0, 0)
    assert nquads(here) == nquads(there)


def test_a_changed_file_alone_is_read_again(tmp_path: Path) -> None:
    for name in SMALL:
        shutil.copy(SOURCES / name, tmp_path / name)
    first = build_dataset([tmp_path], tmp_path / "out", BASE)
    changed = tmp_path / SMALL[1]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n끝.\n", encoding="utf-8")
    second = build_dataset([tmp_path / SMALL[0], changed], tmp_path / "out", BASE)
    assert second.reused == 1
    assert {one.id for one in first.documents} & {one.id for one in second.documents} == {
        one.id for one in second.documents if one.file == SMALL[0]
    }
    assert len(list((tmp_path / "out" / "cache").iterdir())) == 2


# --- bad input ----------------------------------------------------------------------------------------------


def test_where_no_file_can_be_read_nothing_is_published(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    report = build_dataset([tmp_path / "empty.md"], tmp_path / "out", BASE)
    assert report.version is None
    assert report.exit_code == EXIT_UNREADABLE
    assert not (tmp_path / "out" / "current").exists()
    assert report.as_json()["failures"][0]["error"]["code"] == "empty-file"


def test_a_fault_of_ours_in_one_paper_is_reported_with_its_cause(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> Facts:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(kg.pipeline.documents, "extract_facts", broken)
    report = build_dataset([folder / PAIR[0]], tmp_path, BASE)
    assert "ZeroDivisionError" in str(report.failures[0].error)
    assert PAIR[0] in str(report.failures[0].error)


@pytest.mark.parametrize("in_the_way", ["", "cache", "versions"])
def test_a_place_that_cannot_be_written_is_no_fault_of_the_papers(tmp_path: Path, in_the_way: str) -> None:
    place = tmp_path / "out" / in_the_way
    place.parent.mkdir(exist_ok=True)
    place.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(StoreError):
        build_dataset([SOURCES / SMALL[0]], tmp_path / "out", BASE)


@pytest.mark.parametrize("name", ["summary.json", "facts.nq", "text.txt"])
def test_kept_results_that_are_not_whole_are_made_anew(tmp_path: Path, name: str) -> None:
    first = build_dataset([SOURCES / SMALL[0]], tmp_path, BASE)
    (kept,) = (tmp_path / "cache").glob(f"*/{name}")
    if name == "summary.json":
        kept.write_bytes(b"")
    else:
        kept.unlink()
    second = build_dataset([SOURCES / SMALL[0]], tmp_path, BASE)
    assert (second.reused, second.failures) == (0, ())
    assert nquads(second) == nquads(first)


def test_a_build_keeps_off_a_dataset_another_one_writes(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(StoreError, match="another build"):
        build_dataset([SOURCES / SMALL[0]], tmp_path, BASE)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_no_paper_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        build_dataset([tmp_path], tmp_path / "out", BASE)


def test_a_bad_base_is_refused_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(IdentifierError):
        build_dataset([folder], tmp_path / "out", "http://localhost/")
    assert not (tmp_path / "out").exists()


def test_every_step_is_told_and_violations_give_the_exit_code(tmp_path: Path) -> None:
    steps: list[str] = []
    report = build_dataset([SOURCES / CONTRADICTORY], tmp_path, BASE, steps.append)
    assert steps == [CONTRADICTORY, "link", "store", "validate"]
    assert len(steps) == build_steps([SOURCES / CONTRADICTORY])
    assert report.version is not None
    assert report.exit_code == EXIT_FINDINGS
