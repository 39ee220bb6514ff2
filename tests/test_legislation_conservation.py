"""Of the labels that a loose pattern sees in statutes none is lost: in samples, and in the corpus."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from conftest import SHARED, needs_shared
from kg.legislation.conservation import (
    MISSING,
    PARSED,
    account,
    conserve,
    labels_seen,
    law_files,
    main,
    report,
)
from kg.model.legislation import LawText
from kg.read.lawtext import read_law

STATUTES = Path(__file__).parent / "statutes"


@pytest.mark.parametrize("path", sorted(STATUTES.iterdir()), ids=lambda path: path.name)
def test_samples_lose_nothing(path: Path) -> None:
    law = read_law(path)
    fates = [fate for _, fate in account(law)]
    assert len(fates) > 5
    assert MISSING not in fates


def test_a_label_that_is_lost_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    law = read_law(STATUTES / "gana-act.md")
    without = LawText(law.text, law.title, law.type, law.law_id, None, None, None, basis=law.basis)
    assert {fate for _, fate in account(without)} == {MISSING}
    assert len(list(labels_seen(without))) == len(list(labels_seen(law)))
    assert main([str(STATUTES)]) == 0
    assert "files: 3" in capsys.readouterr().out
    assert main([]) == 2


@needs_shared
@pytest.mark.slow
def test_the_corpus_loses_nothing(tmp_path: Path) -> None:
    with tarfile.open(SHARED / "data/statutes/kr.tar.xz") as tar:
        tar.extractall(tmp_path, filter="data")
    counts, lost = conserve(law_files([tmp_path]))
    assert lost == []
    assert counts["files", PARSED] == 5674
    # 204,873 headings, the 1,500 in two pairs of parentheses among them; 31 acts have no articles (제0조)
    assert (counts["body article", PARSED], counts["body article", "numbered-zero"]) == (204_842, 31)
    assert counts["body paragraph", PARSED] >= 413_000
    assert "addenda addendum: seen" in report(counts)


@needs_shared
@pytest.mark.slow
def test_the_responses_of_the_service_lose_nothing(tmp_path: Path) -> None:
    with tarfile.open(SHARED / "data/law-go-kr/responses.tar.xz") as tar:
        tar.extractall(tmp_path, filter="data")
    counts, lost = conserve(law_files([tmp_path, *(SHARED / "data/law-go-kr/ordinances").glob("*.xml")]))
    assert lost == []
    assert counts["files", PARSED] == 66
    assert counts["element subparagraph", PARSED] == 11_941
