"""Long runs of one thing, as broken files have them, are read in time that grows with their length."""

from __future__ import annotations

import pytest

from kg.extract import extract_facts
from kg.model.blocks import NoteRef, Passage, Piece, Span
from kg.read import read_document

N = 20_000
RUNS = {
    "spaces": "제" + " " * N + "1조",
    "spaces of two kinds": "예산 " + "\u3000 " * N + "x",
    "tabs": "제" + "\t" * N + "1조",
    "brackets": "제" + "(" * N + "1조",
    "brackets and spaces": "위탁 " + "( " * N + "기간",
    "digits": "제" + "1" * N + "조",
    "syllables": "가" * N,
    "articles": "제1조" * (N // 3),
    "colons": ":" * N,
    "corner quotes": "「" * N,
}
PAPER = """# 한빛센터 민간위탁 동의안 심사보고서

제출자 : 달내시장

가. 위탁기간 : 3년
나. 근거 : 달내시 조례 {0}
- {0}

달내시는 {0} 따라 민간위탁을 운영한다.

| 구분 | 예산 |
|---|---|
| 계 | {0} |
"""


@pytest.mark.parametrize("name", RUNS)
def test_long_runs_do_not_hang(name: str) -> None:
    facts = extract_facts(read_document(PAPER.format(RUNS[name]).encode()))
    assert facts.about_consignment
    assert facts.terms


def test_a_gap_is_cut_and_its_marks_and_spans_stay() -> None:
    text = "가" + " " * 100 + "나"
    passage = Passage(
        text, (Piece(0, Span(10, 112)),), (NoteRef("1", 1), NoteRef("2", 60), NoteRef("3", 102))
    )
    cut = passage.without_gaps()
    assert cut.text == "가" + " " * 32 + "나"
    assert cut.spans(33, 34) == (Span(111, 112),)
    assert cut.notes == (NoteRef("1", 1), NoteRef("2", 33), NoteRef("3", 34))
