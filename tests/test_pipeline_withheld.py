"""Persons who are withheld: nothing published has the name, and everything else stays where it was."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from kg.errors import RegistryError
from kg.extract import extract_facts
from kg.ids import Ids
from kg.pipeline import Person, Report, Withheld, build_dataset
from kg.pipeline.withheld import default_withheld
from kg.read import read_document
from kg.vocab import KC, RDF

BASE = "http://127.0.0.1:8765"
PAPER = ROOT / "data" / "sources" / "hanbit-review-report.md"
OFFICIAL, REPRESENTATIVE = "구하람", "서미래"
HEADER = "name_ko,office_ko,jurisdiction,since,reason\n"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Withheld:
    path = tmp_path_factory.mktemp("registry") / "withheld.csv"
    rows = f"{OFFICIAL},노동정책관,kr-11,2026-01-01,asked for\n{REPRESENTATIVE},,,2026-01-01,asked for\n"
    path.write_text(HEADER + rows, encoding="utf-8")
    return Withheld.load(path)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("withheld")


@pytest.fixture(scope="module")
def plain(out: Path) -> Report:
    return build_dataset([PAPER], out, BASE, withheld=Withheld())


@pytest.fixture(scope="module")
def built(plain: Report, out: Path, registry: Withheld) -> Report:
    return build_dataset([PAPER], out, BASE, withheld=registry)


def published(report: Report) -> bytes:
    assert report.version is not None
    files = [path for path in report.version.path.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files if "store" not in path.parts)


def text_of(report: Report) -> str:
    assert report.version is not None
    [path] = report.version.documents.iterdir()
    return path.read_bytes().decode("utf-8")


def quads(report: Report) -> list[ox.Quad]:
    assert report.version is not None
    paths = sorted(report.version.nquads.iterdir())
    return [quad for path in paths for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)]


@pytest.mark.parametrize("name", [OFFICIAL, REPRESENTATIVE])
def test_the_name_is_nowhere_in_what_is_published(name: str, plain: Report, built: Report) -> None:
    escaped = name.encode("unicode_escape")
    assert name.encode() in published(plain)
    assert name.encode() not in published(built)
    assert escaped not in published(built)


def test_the_rest_of_the_text_stays_where_it_was(plain: Report, built: Report) -> None:
    before, after = text_of(plain), text_of(built)
    changed = {at for at, (a, b) in enumerate(zip(before, after, strict=True)) if a != b}
    names = (OFFICIAL, REPRESENTATIVE)
    starts = [at for name in names for at in range(len(before)) if before.startswith(name, at)]
    assert changed == {at + n for at in starts for n in range(3)}
    assert {after[at] for at in changed} == {"○"}


def test_participations_and_representatives_go_with_their_claims(plain: Report, built: Report) -> None:
    def count(report: Report, predicate: str) -> int:
        return sum(quad.predicate.value == predicate for quad in quads(report))

    for predicate in (KC.personName, KC.representativeName):
        assert 0 < count(built, predicate) < count(plain, predicate)
    ids, text = Ids(BASE), text_of(built)
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, graph in quads(built):
        if isinstance(graph, ox.NamedNode) and ids.parse(graph.value).kind == "evidence-graph":
            assert isinstance(value, ox.NamedNode | ox.Literal)
            said.setdefault(str(subject), {}).setdefault(predicate.value, []).append(value.value)
    people = [claim for claim in said.values() if claim[RDF.predicate] == [KC.personName]]
    assert people
    for claim in people:
        [span] = map(ids.parse, claim[KC.evidence])
        assert text[int(span["start"]) : int(span["end"])] == claim[RDF.object][0]


def test_the_manifest_counts_them_and_kept_results_are_not_taken(plain: Report, built: Report) -> None:
    assert (plain.reused, built.reused) == (0, 0)
    assert plain.version is not None
    assert built.version is not None
    assert plain.version.manifest()["withheld"] == 0
    assert built.version.manifest()["withheld"] == 2


def test_nothing_is_withheld_twice(built: Report, out: Path, registry: Withheld) -> None:
    assert build_dataset([PAPER], out, BASE, withheld=registry).reused == 1
    assert published(built).count("○".encode()) >= 6


NOT_MEANT = (
    Person(OFFICIAL, "복지정책실장"),
    Person(OFFICIAL, "노동정책관", "kr-26"),
    Person(REPRESENTATIVE, "시장"),
    Person("없는이"),
)


@pytest.mark.parametrize("person", NOT_MEANT)
def test_a_namesake_of_another_office_or_place_stays(person: Person) -> None:
    document = read_document(PAPER)
    facts = extract_facts(document)
    assert Withheld((person,)).leave_out(document, facts) == (document, facts, 0)


@pytest.mark.parametrize("printed", ["구 하 람", "구　하람", unicodedata.normalize("NFD", OFFICIAL)])
def test_a_name_printed_otherwise_is_the_same_name(printed: str, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    text = PAPER.read_text(encoding="utf-8").replace(OFFICIAL, printed)
    paper.write_text(text, encoding="utf-8", newline="\n")
    document = read_document(paper)
    hidden, _, count = Withheld((Person(OFFICIAL),)).leave_out(document, extract_facts(document))
    assert count == 1
    assert printed in document.text
    assert printed not in hidden.text
    assert len(hidden.text) == len(document.text)


def test_the_name_of_a_file_is_masked_too(tmp_path: Path) -> None:
    paper = tmp_path / f"{OFFICIAL}.md"
    shutil.copy(PAPER, paper)
    report = build_dataset([paper], tmp_path / "out", BASE, withheld=Withheld((Person(OFFICIAL),)))
    assert report.documents[0].file == "○○○.md"
    assert OFFICIAL.encode() not in published(report)


BROKEN = (
    ("name_ko,since\n", "column office_ko"),
    (HEADER + ",,,2026-01-01,asked for\n", "withheld.csv:2"),
    (HEADER + "구하람,노동정책관\n", "withheld.csv:2"),
)


@pytest.mark.parametrize(("content", "said"), BROKEN)
def test_a_broken_registry_is_refused(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "withheld.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError, match=said):
        Withheld.load(path)


def test_the_registry_that_travels_with_the_code_can_be_read() -> None:
    assert isinstance(default_withheld(), Withheld)
