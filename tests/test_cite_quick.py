"""The quick pass over a text finds what the careful pass finds, in time that grows with the text."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED, needs_shared
from kg.cite import Context, find_citations
from kg.cite.chain import read_chain
from kg.cite.plain import CHAIN, plain_chain
from kg.cite.quick import QuickScan
from kg.cite.scan import Scan

DEV = SHARED / "data/citations/dev.jsonl"

PIECES = (
    "「민법」",
    "「달빛시 급식 조례」",
    "「없는 무지개법",
    "지방자치법",
    "민법 시행령",
    "법",
    "영",
    "조례",
    "이 법",
    "이 조",
    "같은 법",
    "같은 법 시행령",
    "같은 조",
    "같은 항",
    "동법",
    "위 조례",
    "전항",
    "안 ",
    "구 ",
    "종전의 ",
    "제1조",
    "제3조의2",
    "제2항",
    "제3호",
    "가목",
    "각 호",
    "각 호 외의 부분",
    "본문",
    "단서",
    "전단",
    "별표 1",
    "별지 제2호서식",
    "부칙",
    "비고란",
    "①",
    "37조 1항",
    "第五條",
    ", ",
    "ㆍ",
    " 및 ",
    " 또는 ",
    "부터 ",
    "까지",
    "의 ",
    "과 ",
    "이나 ",
    " ",
    "\n",
    "\n\n",
    "\n**②** ",
    "##### ",
    "(",
    ")",
    "(정의) ",
    '(이하 "법"이라 한다)',
    "에 따른 ",
    "을 ",
    "으로 정하는 ",
    "정관 ",
    "법률 제12345호 ",
    "일부를 다음과 같이 개정한다. ",
    "중 “가”를 “나”로 한다. ",
    "다만, ",
    "방법으로 ",
    "의 규정에 ",
    "란 ",
    "조합",
    "5)",
)
CONTEXTS = (
    None,
    Context("달빛법", "제4조", "제2항"),
    Context("달빛법 시행령", aliases={"법": "달빛법"}),
)
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def same(text: str, context: Context | None) -> None:
    """Both passes find the same citations and declarations."""
    quick, careful = QuickScan(text, context or Context()).run(), Scan(text, context or Context()).run()
    assert quick.found == careful.found
    assert quick.declared == careful.declared


@settings(max_examples=400)
@given(texts, st.sampled_from(CONTEXTS))
def test_both_passes_find_the_same(text: str, context: Context | None) -> None:
    same(text, context)


TOPICS = (
    "구 민법(이하 ‘법’이라 한다) 제3조를, 법 제182조 제1항은 “누구나 낸다.”고 하고, 제2항은 “그렇다.”고 한다"
)


def test_what_a_provision_says_in_both_passes() -> None:
    same(TOPICS, None)
    assert str(find_citations(TOPICS)[-1].targets[0]) == "민법 제182조제2항"


@given(texts)
def test_a_plain_chain_is_what_the_careful_reader_reads(text: str) -> None:
    for found in CHAIN.finditer(text):
        plain, careful = plain_chain(found[0]), read_chain(text, found.start())
        assert plain is not None
        assert careful is not None
        assert (plain.end + found.start(), plain.leaves) == (careful.end, careful.leaves)


@needs_shared
def test_both_passes_find_the_same_in_labelled_passages() -> None:
    for line in DEV.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        given_ = passage["context"]
        context = Context(given_.get("instrument"), given_.get("article"), given_.get("paragraph"))
        same(passage["text"], context)
        same(passage["text"], None)


# --- time -------------------------------------------------------------------------------------------------

HARD = (
    "(",
    ")",
    "(가",
    ",",
    "제1조, ",
    "제1조",
    "제1조(",
    "「",
    "「가법」(이하 ",
    "법",
    "같은 법 ",
    "같은 조 ",
    "부터",
    "제1조부터 제9조까지 ",
    '"(이하 ',
    "관한 법률 ",
    "제1조의 제2조의 ",
    "제1호의 비고란 ",
    "가목, ",
    "별표 ",
    "[별표 1",
    "부칙",
    "조례 ",
    "\n제1조(가",
)
SMALL, LARGE = 100, 1_000


def cpu(text: str, context: Context | None) -> float:
    """The least CPU seconds of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        find_citations(text, context)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("context", CONTEXTS[:2], ids=["paper", "instrument"])
@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_the_text(piece: str, context: Context | None) -> None:
    """Ten times the text takes about ten times as long; forty would be the way to a hundred."""
    find_citations(piece, context)
    small, large = cpu(piece * SMALL, context), cpu(piece * LARGE, context)
    assert large <= 40 * small + 0.05
