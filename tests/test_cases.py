"""Cases: a paper, and what every stage makes of it.

``tests/cases/<name>/`` holds what is expected of the paper ``data/sources/<name>.*`` (or of a ``source.*`` of
its own): ``blocks.json`` and ``facts.json`` (plain dataclasses), ``graph.nq`` (the document's graph; claims
follow from the facts), ``findings.json`` (what the shapes object to). ``pytest tests --update-cases`` writes
them anew; the difference is then read before it is committed.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from kg.check import checked
from kg.extract import extract_facts
from kg.ids import Ids
from kg.link import link
from kg.model.blocks import Document
from kg.model.facts import Facts
from kg.rdf import canonical_nquads, facts_to_quads
from kg.read import read_document
from kg.validate import Report, Shapes, load_shapes, validate_dataset
from plain import to_json

CASES = ROOT / "tests" / "cases"
SOURCES = ROOT / "data" / "sources"
IDS = Ids("https://kg.example")

NAMES = sorted(
    path.stem for path in SOURCES.iterdir() if path.suffix in {".md", ".txt"} and path.stem != "README"
)


@cache
def shapes() -> Shapes:
    return load_shapes()


@dataclass(frozen=True)
class Line:
    """One paper at every stage."""

    document: Document
    facts: Facts
    graph: bytes
    report: Report


def source(name: str) -> Path:
    own = sorted((CASES / name).glob("source.*"))
    return own[0] if own else next(path for path in SOURCES.glob(f"{name}.*"))


@cache
def line(name: str) -> Line:
    return run(source(name))


def run(path: Path) -> Line:
    """The whole line of one paper, without a dataset."""
    document = read_document(path)
    facts = checked(extract_facts(document))
    quads = facts_to_quads(document, facts, link(facts, document), IDS)
    evidence = IDS.evidence_graph(document.file_sha256[:12])
    graph = canonical_nquads(quad for quad in quads if getattr(quad.graph_name, "value", "") != evidence)
    return Line(document, facts, graph, validate(canonical_nquads(quads), document.text))


def validate(nquads: bytes, text: str) -> Report:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        path.write_bytes(nquads)
        return validate_dataset(path, shapes(), text_of=lambda _: text)


def findings(report: Report) -> list[dict[str, Any]]:
    """What the shapes object to, without sentences: shape, severity, place, value, spans."""
    return [
        {
            "shape": found.code,
            "severity": found.severity,
            "focus": found.focus.rsplit("/statement/", 1)[-1].removeprefix(IDS.base),
            "value": found.value,
            "spans": [list(span) for span in found.source.spans] if found.source else [],
        }
        for found in report.findings
    ]


def blocks(document: Document) -> Document:
    # The text and its digests are those of the source; only what the reader made of it is told.
    return replace(document, text="", file_sha256="", text_sha256="", name="")


STAGES: dict[str, Callable[[Line], str]] = {
    "blocks.json": lambda line: to_json(blocks(line.document)),
    "facts.json": lambda line: to_json(line.facts),
    "graph.nq": lambda line: line.graph.decode("utf-8"),
    "findings.json": lambda line: to_json(findings(line.report)),
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, stage: str, update_cases: bool) -> None:
    path = CASES / name / stage
    found = STAGES[stage](line(name))
    if update_cases:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.is_file() else ""
    if found != expected:
        pytest.fail(f"{path.relative_to(ROOT)} differs:\n{difference(expected, found)}", pytrace=False)


def difference(expected: str, found: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "expected", "found", lineterm="", n=1
    )
    return "\n".join(list(lines)[:60])


def test_every_case_has_its_paper() -> None:
    assert sorted(path.name for path in CASES.iterdir() if (path / "facts.json").is_file()) == NAMES


# Where the two readings differ on purpose: case, type, field → why.
APART = {
    ("hanbit-examination-report", "date-order", "rounds.start"): (
        "a pause of a month may be real: check tells slips of days, the shape warns of every pause"
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_check_and_shapes_find_the_same_contradictions(name: str) -> None:
    checked = {(found.type, found.field) for found in line(name).facts.discrepancies}
    shaped = {(f.discrepancy or "", f.field or "") for f in line(name).report.findings if f.discrepancy}
    alone = {one for one in checked if not any(same(one, other) for other in shaped)}
    alone |= {one for one in shaped if not any(same(one, other) for other in checked)}
    assert alone == {(type_, field) for case, type_, field in APART if case == name}


def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """One type, and fields of which one is the other or leads to it (``bill`` and ``bill.referred``)."""
    short, long = sorted((one[1], other[1]), key=len)
    return one[0] == other[0] and (long == short or long.startswith(f"{short}."))
