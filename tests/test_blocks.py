"""Spans, passages and the conveniences of a document."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.blocks import Document, NoteRef, Passage, Piece, Span, merge_spans, passages_of
from kg.read import read_document

TEXT = "직장맘 고\n\n1) 주석\n\n충 해결"
CUT = Passage.join([Passage.of(TEXT, 0, 5), Passage.of(TEXT, 14, 18)])


def test_a_cut_word_has_two_spans() -> None:
    assert CUT.text == "직장맘 고충 해결"
    assert [span.of(TEXT) for span in CUT.spans(4, 6)] == ["고", "충"]
    assert CUT.spans(6) == (Span(15, 18),)
    assert CUT.source == Span(0, 18)


def test_inserted_text_has_no_source() -> None:
    joined = Passage.join([Passage.of("ab", 0, 1), Passage.of("ab", 1, 2)], " ")
    assert joined.text == "a b"
    assert joined.spans(1, 2) == ()
    assert joined.spans() == (Span(0, 2),)


def test_no_separator_beside_nothing() -> None:
    assert Passage.join([Passage(""), Passage.of("가", 0, 1), Passage("")], "\n").text == "가"


def test_a_slice_keeps_the_marks_of_its_words() -> None:
    passage = Passage("제3호에 제1항에서", (Piece(0, Span(0, 10)),), (NoteRef("5", 3), NoteRef("6", 8)))
    assert passage.slice(0, 3).notes == (NoteRef("5", 3),)
    assert passage.slice(5).notes == (NoteRef("6", 3),)
    assert Passage(" 가 ", (Piece(0, Span(0, 3)),), (NoteRef("1", 3),)).strip().notes == (NoteRef("1", 1),)


def test_positions_go_both_ways() -> None:
    assert CUT.offset_of(14) == 5
    assert CUT.offset_of(7) is None


@given(st.text(max_size=30), st.data())
def test_slices_agree_with_the_text(text: str, data: st.DataObject) -> None:
    """Any slice of any join shows the same letters as the text, and its spans give them back."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edges = [0, *cuts, len(text)]
    parts = [Passage.of(text, a, b) for a, b in pairwise(edges)]
    passage = Passage.join(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert passage.text == text
    assert passage.slice(start, end).text == text[start:end]
    assert passage.slice(start, end).spans() == passage.spans(start, end)
    assert "".join(span.of(text) for span in passage.spans(start, end)) == text[start:end]
    assert passage.spans() == merge_spans([Span(0, len(text))])


@pytest.fixture(scope="module")
def paper() -> Document:
    source = """# 새빛센터 민간위탁 동의안 심사보고서

## I. 심사경과
- 회부일자 : 2024. 1. 2.

## II. 제안설명의 요지
### 1. 제안이유
- 까닭임<sup>1)</sup>.

1) 덧붙이는 말임.

구분\t2023년\t2024년
합계\t10\t12

# 새빛센터 민간위탁 동의안
가. 위탁기간 : 3년
"""
    return read_document(source.encode(), "paper.md")


def test_a_document_is_walked_by_parts(paper: Document) -> None:
    assert [part.kind for part in paper.papers()] == ["review-report", "consent-motion"]
    assert [part.title.text for part in paper.ancestry("1/2/1")] == [
        "새빛센터 민간위탁 동의안 심사보고서",
        "제안설명의 요지",
        "제안이유",
    ]
    assert [part.path for part in paper.children("1")] == ["1/1", "1/2"]
    assert paper.paper_of("2/1").path == "2"
    assert [block.part for block in paper.blocks_in("1/2", deep=False)] == ["1/2"]
    assert {block.part for block in paper.blocks_in(paper.part("1/2"))} == {"1/2", "1/2/1"}
    assert len(paper.tables()) == 1
    assert paper.tables("2") == ()
    with pytest.raises(KeyError):
        paper.part("9")


def test_notes_and_quotes(paper: Document) -> None:
    note = paper.note("1")
    assert [p.text for p in passages_of(note.blocks[0])] == ["덧붙이는 말임."]
    assert note.anchor is not None
    assert paper.quote(note.anchor) == "<sup>1)</sup>"
    assert note.part == "1/2/1"
    with pytest.raises(KeyError):
        paper.note("2")
    plain = [passage.text for _, passage in paper.passages()]
    assert "덧붙이는 말임." not in plain
    assert "덧붙이는 말임." in [passage.text for _, passage in paper.passages(notes=True)]


def test_a_table_is_asked_by_place(paper: Document) -> None:
    table = paper.tables()[0]
    assert table.header_rows == 1
    assert [cell.passage.text for cell in table.header_path(2)] == ["2024년"]
    assert [[cell and cell.passage.text for cell in row] for row in table.rows()] == [
        ["구분", "2023년", "2024년"],
        ["합계", "10", "12"],
    ]
