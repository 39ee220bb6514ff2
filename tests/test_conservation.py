"""No text is lost: every code point is in exactly one piece of a block or note, or in the furniture.

Proved on every paper there is and on texts made by chance.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT, SHARED
from kg.model.blocks import Document, Span, mark_of, passages_of
from kg.read import READERS
from kg.read.sniff import decode
from kg.read.structure import structure

_PLACES = (
    ROOT / "data/sources",
    SHARED / "data/seed",
    SHARED / "data/extraction/seed",
    SHARED / "data/extraction/dev",
)
PAPERS = [
    path
    for place in _PLACES
    if place.is_dir()
    for path in sorted(place.iterdir())
    if path.suffix in (".md", ".txt")
]


def taken(document: Document) -> list[tuple[Span, str]]:
    """Every span the document accounts for, and by what."""
    blocks = [*document.blocks, *(block for note in document.notes for block in note.blocks)]
    spans = [(span, "block") for b in blocks for p in passages_of(b) for span in p.spans()]
    spans += [(mark, "marker") for mark in map(mark_of, blocks) if mark is not None]
    spans += [(note.mark, "note") for note in document.notes if note.mark is not None]
    return spans + [(item.span, item.reason) for item in document.furniture]


def assert_conserved(document: Document) -> None:
    at = 0
    for span, what in sorted(taken(document)):
        low, high = sorted((at, span.start))
        assert span.start == at, f"{what} {span}: {document.text[low:high]!r}"
        assert span.end > span.start
        at = span.end
    assert at == len(document.text)
    assert [item for item in document.furniture if item.reason == "unread"] == []


def assert_exact(document: Document) -> None:
    """Pieces are exact slices, and blocks lie in parts that exist."""
    paths = {part.path for part in document.parts}
    for block, passage in document.passages(notes=True):
        for at, source in passage.pieces:
            assert passage.text[at : at + source.end - source.start] == source.of(document.text)
        assert block.part in paths
        assert passage.text == passage.text.strip()
    assert all(document.part(p.parent) for p in document.parts if p.parent)


@pytest.mark.skipif(not PAPERS, reason="no papers here")
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
@pytest.mark.parametrize("form", sorted(READERS))
def test_papers_are_conserved(path: Path, form: str) -> None:
    """Each paper, read as each of the formats: also the wrong one loses nothing."""
    text = decode(path.read_bytes(), path.name, 10**8).text
    document = structure(READERS[form](text))
    assert_conserved(document)
    assert_exact(document)


_MARKERS = "# ## #### - ○ ※ □ ① ② 1. 2. 9. 가. 나. 1) 2) (1) I. Ⅲ. IV. ** ** * │ ─ 붙임 - 1 -"
_MARKUP = (
    "<b> </b> <br> <ul> <li> </li> <sup>1)</sup> <sup>2</sup> </sup> <table> <tr> <td> </td> </table> | "
    "|---|---| --- ----\t-- &amp; &nbsp; [^1] [^1]: ![그림](a.png) \\ < > ( ) 「 」 : ~"
)
_PHRASES = (
    "제4조(목적) 제4조의3 제3호5) 삭제 단위 (단위:명) <현황> 위치도 시설명: 2023. 10. 16. "
    "'24.4.30. 고 충 해결을 13억 명 다. "
    "각호와 같다. 20 23 동의안 심사보고서 의안번호 : 이긴줄은아직끝나지않은문장이며그래서다음줄로이어지는"
)
_WORDS = st.sampled_from(["\t", "\n", "\n\n", *_MARKERS.split(), *_MARKUP.split(), *_PHRASES.split()])
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(_WORDS, max_size=80).map(" ".join),
    st.lists(_WORDS, max_size=80).map("".join),
)


@given(_TEXTS, st.sampled_from(sorted(READERS)))
@example("제1조5) 가\n\n5) 나", "text")
@example("**1.** 가", "markdown")
@example("- **가.** 나\n\n붙임\t<b>표</b>", "markdown")
@example("<table><tr><td>가", "markdown")
def test_any_text_is_conserved(text: str, form: str) -> None:
    document = structure(READERS[form](text))
    assert_conserved(document)
    assert_exact(document)
