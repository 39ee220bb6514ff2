"""Extraction of papers beside the clone, scored with the scorer that lies there; skipped without them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from conftest import SHARED, needs_shared
from kg.check import checked
from kg.extract import extract_facts
from kg.extract.record import as_record
from kg.extract.verify import verify
from kg.read import read_document

FOLDER = SHARED / "data/extraction"
PAPERS = (
    # paper, gold, least F1, most values the paper does not support
    ("seed/seed.txt", "seed/gold/seed.json", 0.97, 0),
    ("dev/d01.md", "dev/gold/d01.json", 0.95, 0),
    ("dev/d02.md", "dev/gold/d02.json", 0.95, 0),
    ("dev/d04.txt", "dev/gold/d04.json", 0.90, 0),
)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.parametrize(("paper", "gold", "least", "invented"), PAPERS)
def test_scores(paper: str, gold: str, least: float, invented: int) -> None:
    document = read_document(Path(FOLDER / paper))
    facts = checked(extract_facts(document))
    score = scorer()
    tally = score.Tally()
    score.score_doc(
        as_record(document, facts), json.loads((FOLDER / gold).read_text(encoding="utf-8")), tally
    )
    tp, fp, fn, hallucinated = (sum(counts[k] for counts in tally.c.values()) for k in range(4))
    assert 2 * tp / (2 * tp + fp + fn) >= least
    assert hallucinated <= invented
    assert verify(document, facts).complete
