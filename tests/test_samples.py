"""The sample papers: what is in them (gold records), and that `kg extract` reads exactly that.

A gold record has the form that ``kg extract --json`` prints. Three devices occur in gold alone: ``any_of`` in
place of a value (each is right), ``optional`` on a list item (it may be left out), ``note`` (for people).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import ROOT
from kg.cli import main

SOURCES = ROOT / "data" / "sources"
GOLD = ROOT / "tests" / "gold"
PAPERS = sorted(path for path in SOURCES.iterdir() if path.suffix in {".md", ".txt"})
STEMS = [path.stem for path in PAPERS]

# What makes two items of a list the same item; the list is compared item by item after that.
KEYS: dict[str, tuple[str, ...]] = {
    "budget_items": ("label", "year"),
    "legal_basis": ("instrument", "provision"),
    "amendments": ("field",),
    "centers": ("name",),
    "staff": ("rank",),
    "contractors": ("name",),
    "rounds": ("start", "end", "contractor"),
    "evaluations": ("kind", "score", "date"),
    "performance": ("category",),
    "contradictions": ("type", "field"),
}
UNCOMPARED = {"note", "optional", "id", "file", "label@evaluations", "values@contradictions"}


def gold(stem: str) -> dict[str, Any]:
    record = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    assert isinstance(record, dict)
    return record


def fold(value: object) -> object:
    """Text without white space and with one kind of dot, tilde and quotes; numbers as numbers."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    text = unicodedata.normalize("NFKC", str(value))
    return re.sub(r"[「」『』“”\"'‘’\s]", "", re.sub(r"[ㆍ・‧∙•⋅]", "·", text))


def right(given: object, wanted: object) -> bool:
    forms = wanted["any_of"] if isinstance(wanted, dict) and "any_of" in wanted else [wanted]
    return fold(given) in [fold(form) for form in forms]


def differences(given: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """What is wrong in `given`, one line each; nothing when it says what the gold record says."""
    if isinstance(wanted, dict) and "any_of" not in wanted:
        for name, value in wanted.items():
            if not {name, f"{name}@{path.rsplit('.', 1)[-1]}"} & UNCOMPARED:
                yield from differences((given or {}).get(name), value, f"{path}.{name}".lstrip("."))
    elif isinstance(wanted, list):
        yield from list_differences(given or [], wanted, path)
    elif not right(given, wanted):
        yield f"{path}: {given!r} instead of {wanted!r}"


def list_differences(given: list[Any], wanted: list[Any], path: str) -> Iterator[str]:
    rest = list(given)
    same = matcher(path.rsplit(".", 1)[-1])
    for item in wanted:
        found = next((other for other in rest if same(other, item)), None)
        optional = isinstance(item, dict) and item.get("optional")
        if found is None:
            if not optional:
                yield f"{path}: {item!r} is missing"
            continue
        rest.remove(found)
        if not optional and isinstance(item, dict) and "text" not in item:
            yield from differences(found, item, path)
    yield from (f"{path}: {item!r} is not in the paper" for item in rest)


def matcher(name: str) -> Callable[[Any, Any], bool]:
    def same(given: Any, wanted: Any) -> bool:
        if not isinstance(wanted, dict) or "any_of" in wanted:
            return right(given, wanted)
        if "text" in wanted:
            return right(given, wanted["text"])
        return all(right(given.get(key), wanted.get(key)) for key in KEYS[name])

    return same


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which `kg extract` wrote the records of all sample papers."""
    folder = tmp_path_factory.mktemp("records")
    result = CliRunner().invoke(main, ["extract", *map(str, PAPERS), "--json", "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("stem", STEMS)
def test_extract_reads_what_the_paper_says(stem: str, records: Path) -> None:
    given = json.loads((records / f"{stem}.json").read_text(encoding="utf-8"))
    assert list(differences(given, gold(stem))) == []


def test_every_paper_has_a_gold_record_and_a_line_of_provenance() -> None:
    assert sorted(path.stem for path in GOLD.glob("*.json")) == STEMS
    lines = (ROOT / "data" / "PROVENANCE.md").read_text(encoding="utf-8").splitlines()
    assert [line.split("`")[1] for line in lines if line.startswith("| `")] == [p.name for p in PAPERS]


# Fields whose value is a code or a computed form, not the printed text.
CODED = {
    "kind",
    "method",
    "selection_method",
    "outcome",
    "legal_form",
    "id",
    "file",
    "type",
    "field",
    "note",
    "category",
}


def printed(record: object, name: str = "") -> Iterator[str]:
    """The texts of a gold record that have to stand in the paper letter by letter."""
    if isinstance(record, dict):
        for key, value in record.items():
            if key not in CODED | {"values", "before", "after", "any_of"}:
                yield from printed(value, key)
    elif isinstance(record, list):
        for value in record:
            yield from printed(value, name)
    elif isinstance(record, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", record):
        yield record


@pytest.mark.parametrize("stem", STEMS)
def test_gold_texts_stand_in_the_paper(stem: str) -> None:
    text = str(fold(next(SOURCES.glob(f"{stem}.*")).read_text(encoding="utf-8")))
    missing = [value for value in printed(gold(stem)) if str(fold(value)) not in text]
    # A paragraph whose article is printed some lines above it.
    assert [value for value in missing if value != "제9조제2항"] == []


def planted(record: dict[str, Any]) -> set[str]:
    """The contradictions that a record's own figures show, computed without the code under test."""
    found = set()
    consignment, bill = record["consignment"], record["bill"]
    amounts = [item["amount_krw"] for item in consignment["budget_items"]]
    if amounts and sum(amounts) != consignment["budget_total_krw"]:
        found.add("sum_mismatch consignment.budget_items")
    for center in record["centers"]:
        ranks = [rank["count"] for rank in center["staff"] if not rank.get("optional")]
        if ranks and sum(ranks) != center["staff_total"]:
            found.add("sum_mismatch centers.staff")
    for evaluation in record["evaluations"]:
        below = evaluation["score"] is not None and evaluation["score"] < evaluation["threshold"]
        if below and consignment["kind"] == "재계약":
            found.add("below_threshold_renewed evaluations.score")
    if consignment["period_start"]:
        years = int(consignment["period_end"][:4]) - int(consignment["period_start"][:4])
        years += consignment["period_start"][5:] == "01-01"
        if years != consignment["period_years"]:
            found.add("period_mismatch consignment.period_end")
    stages = [bill[name] for name in ("submitted", "referred", "introduced", "resolved") if bill[name]]
    if stages != sorted(stages):
        found.add("date_order bill.referred")
    return found


@pytest.mark.parametrize("stem", STEMS)
def test_gold_lists_the_contradictions_planted(stem: str) -> None:
    record = gold(stem)
    listed = set()
    for item in record["contradictions"]:
        if not item.get("optional"):
            field = item["field"]["any_of"][0] if isinstance(item["field"], dict) else item["field"]
            listed.add(f"{item['type']} {field}")
    assert listed == planted(record)


def test_one_paper_holds_every_kind_of_contradiction_within_itself() -> None:
    assert len(planted(gold("onnuri-review-report"))) == 5


def test_two_papers_speak_of_one_centre_and_disagree() -> None:
    report, examination = gold("hanbit-review-report"), gold("hanbit-examination-report")
    assert report["bill"]["number"] == examination["bill"]["number"]
    for section, name in [("consignment", "budget_total_krw"), ("bill", "report_date")]:
        assert report[section][name] != examination[section][name]
    for name in ("area_m2", "staff_total"):
        assert report["centers"][0][name] != examination["centers"][0][name]
    assert [r["end"] for r in report["rounds"][:3]] != [r["end"] for r in examination["rounds"]]


@pytest.mark.parametrize(
    ("given", "wanted", "wrong"),
    [
        ({"score": 80}, {"score": 80.0}, 0),
        ({"score": 80}, {"score": 81}, 1),
        ({"score": None}, {"score": {"any_of": [80, None]}}, 0),
        ({"tasks": ["가 나"]}, {"tasks": ["가나"]}, 0),
        ({"tasks": []}, {"tasks": ["가나"]}, 1),
        ({"tasks": []}, {"tasks": [{"text": "가나", "optional": True}]}, 0),
        ({"tasks": ["다라"]}, {"tasks": []}, 1),
        ({"staff": [{"rank": "팀장", "count": 2}]}, {"staff": [{"rank": "팀장", "count": 3}]}, 1),
        ({"staff": [{"rank": "팀원", "count": 2}]}, {"staff": [{"rank": "팀장", "count": 2}]}, 2),
    ],
)
def test_comparer(given: dict[str, Any], wanted: dict[str, Any], wrong: int) -> None:
    assert len(list(differences(given, wanted))) == wrong
