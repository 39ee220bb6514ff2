"""The ground: loaded once, changed by differences, and never lost under the documents of a version."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import RdfError, StoreMissingError
from kg.store import Store, open_store
from kg.store.ground import change_ground, lay_ground, stand_on
from kg.store.texts import law_texts, texts_of
from kg.store.versions import Manifest, publish

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
PAPER = "https://e/graph/document/0123456789ab"
SHARED = Triple(
    NamedNode("https://e/eli/kr/act/1"),
    NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    Literal("하나 법", language="ko"),
)


def law(folder: Path, name: str, *labels: str) -> Path:
    path = folder / f"{name}.nq"
    path.write_text(
        "".join(f'<https://e/eli/kr/act/{name}> {LABEL} "{label}"@ko .\n' for label in sorted(labels)),
        encoding="utf-8",
    )
    return path


def triples(store: Store) -> set[str]:
    return {row["o"].value for row in store.select("SELECT ?o WHERE { ?s ?p ?o }")}


def test_a_ground_is_all_its_files_in_the_default_graph(tmp_path: Path) -> None:
    files = [law(tmp_path, "1", "하나 법"), law(tmp_path, "2"), law(tmp_path, "3", "셋 법", "세째 법")]
    lay_ground(tmp_path / "ground", files)
    store = open_store(f"file:{tmp_path / 'ground'}")
    assert triples(store) == {"하나 법", "셋 법", "세째 법"}
    assert store.graphs() == []


def test_a_changed_ground_is_the_ground_of_the_changed_files(tmp_path: Path) -> None:
    was = [law(tmp_path, "1", "하나 법"), law(tmp_path, "2", "둘 법", "두 법"), law(tmp_path, "3", "셋 법")]
    lay_ground(tmp_path / "old", was)
    new = tmp_path / "new"
    new.mkdir()
    now = law(new, "2", "두 법", "둘째 법")
    changes = [(was[1], now), (was[2], None), (None, law(new, "4", "넷 법"))]
    change_ground(tmp_path / "old", tmp_path / "changed", changes)
    assert triples(open_store(f"file:{tmp_path / 'changed'}")) == {"하나 법", "두 법", "둘째 법", "넷 법"}
    assert triples(open_store(f"file:{tmp_path / 'old'}")) == {"하나 법", "둘 법", "두 법", "셋 법"}


def test_what_the_ground_says_stays_when_a_paper_that_says_it_too_goes(tmp_path: Path) -> None:
    lay_ground(tmp_path / "ground", [law(tmp_path, "1", "하나 법")])
    store = stand_on(tmp_path / "ground", tmp_path / "version")
    own = Triple(SHARED.subject, SHARED.predicate, Literal("Act One", language="en"))
    store.replace_graph(PAPER, [SHARED, own])
    assert len(store.select("SELECT ?o WHERE { ?s ?p ?o }")) == 2
    store.replace_graph(PAPER, [own])
    assert triples(store) == {"하나 법", "Act One"}
    store.remove_graph(PAPER)
    assert triples(store) == {"하나 법"}
    assert triples(open_store(f"file:{tmp_path / 'ground'}")) == {"하나 법"}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.nq"
    bad.write_text("<https://e/s> <https://e/p> .\n", encoding="utf-8")
    files = [law(tmp_path, "1", "하나 법"), bad]
    with pytest.raises(RdfError) as caught:
        lay_ground(tmp_path / "ground", files)
    assert (caught.value.place.file, caught.value.place.line) == (str(bad), 1)
    lay_ground(tmp_path / "good", files[:1])
    with pytest.raises(RdfError, match=r"bad\.nq"):
        change_ground(tmp_path / "good", tmp_path / "changed", [(None, bad)])


def test_no_ground_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        stand_on(tmp_path / "nowhere", tmp_path / "version")


def test_a_version_finds_the_texts_of_papers_and_of_the_law(tmp_path: Path) -> None:
    def build(directory: Path) -> Manifest:
        (directory / "documents").mkdir()
        (directory / "documents" / "0123456789ab.txt").write_bytes("문서\n".encode())
        lay_ground(directory / "store", [law(tmp_path, "1", "하나 법")])
        return {}

    version = publish(tmp_path / "out", build)
    law_texts(tmp_path / "out").mkdir(parents=True)
    (law_texts(tmp_path / "out") / "ba9876543210.z").write_bytes(zlib.compress("제1조\n".encode()))
    for url in (f"file:{tmp_path / 'out'}", f"file:{version.path}"):
        store = open_store(url)
        held = [store.text(key) for key in ("0123456789ab", "ba9876543210", "000000000000", "../x")]
        assert held == ["문서\n", "제1조\n", None, None]
    assert len(texts_of(version.path)) == 2
