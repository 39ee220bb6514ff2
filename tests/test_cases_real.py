"""The real report: its quirks are found, and so is every mutation made in all copies of a figure.

The report is not part of the repository. ``tests/cases/real-report/findings.json`` holds what the shapes must
find, without a sentence of it: in the report as it is, then for each mutation what is found beside that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SHARED, needs_shared
from kg.extract import extract_facts
from kg.extract.verify import verify
from kg.read import read_document
from test_cases import Line, findings, run

EXPECTED = ROOT / "tests" / "cases" / "real-report" / "findings.json"
REPORT = SHARED / "data" / "extraction" / "seed" / "seed.txt"

# Name → what is replaced by what, in every copy of the figure.
MUTATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "as it is": (),
    "personnel costs 446 to 464 million": (("446백만원", "464백만원"),),
    "the next round a day late": (("2024.5.1. ~", "2024.5.2. ~"),),
    "score 80 to 70": (("80점", "70점"),),
    "3 years to 4": (("3년(2024.5.1.", "4년(2024.5.1."), ("\t3년\t", "\t4년\t")),
}


def mutated(folder: Path, name: str) -> Path:
    text = REPORT.read_text(encoding="utf-8")
    for before, after in MUTATIONS[name]:
        assert before in text, f"{before!r} is not in the report"
        text = text.replace(before, after)
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return path


def told(line: Line) -> list[dict[str, Any]]:
    """Shape, severity and value; the value only where it is a figure, never words of the report."""
    found = findings(line.report)
    for one in found:
        one["value"] = (
            one["value"] if (one["value"] or "").replace("-", "").replace(".", "").isdigit() else None
        )
        del one["spans"]
    return sorted(found, key=lambda one: json.dumps(one, ensure_ascii=False))


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
def test_findings_of_the_report(name: str, tmp_path: Path, update_cases: bool) -> None:
    known = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.is_file() else {}
    always = known.get("as it is", [])
    found = told(run(mutated(tmp_path, name)))
    if name != "as it is":
        assert [one for one in always if one not in found] == [], "a quirk of the report is no longer found"
        found = [one for one in found if one not in always]
    if update_cases:
        EXPECTED.write_text(
            json.dumps(known | {name: found}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        return
    assert found == known[name]


@needs_shared
@pytest.mark.parametrize("name", MUTATIONS)
def test_every_value_of_the_report_reparses(name: str, tmp_path: Path) -> None:
    document = read_document(mutated(tmp_path, name))
    report = verify(document, extract_facts(document))
    assert report.complete, report.failures


def test_the_expected_findings_hold_no_sentence() -> None:
    known = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert set(known) == set(MUTATIONS)
    words = [value for found in known.values() for one in found for value in one.values() if value]
    assert [value for value in words if not value.isascii()] == []
