"""What two texts share and where they differ, shown in their own letters and judged without typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from kg.model.fidelity import Divergence, Segment
from kg.quotes.normal import Normal, normal

_LETTERS_COMPARED: Final = 3000
"""Longer differences are told word by word, and beyond as many words as one change: time stays linear."""
_SHORTEST_SHARED: Final = 3
_TOKEN: Final = re.compile(r"[가-힣]+|[A-Za-z]+|\d+|[^가-힣A-Za-z\d]")

Change = tuple[int, int, int, int]
"""What lies between two shared runs: from, to in the law and from, to in the paper (normal forms)."""


def difference(law: str, paper: str) -> tuple[Segment, ...]:
    """The law's words beside the paper's: shared, only in the law, only in the paper.

    >>> difference("시장은 사무를 위탁할 수 있다.", "시장은 사무를 위탁하여야 한다.")[0]
    Segment(kind='=', text='시장은 사무를 위탁')
    """
    own, printed = normal(law), normal(paper)
    shown: list[Segment] = []
    shared = 0
    for left, right, low, high in (*_changes(own.text, printed.text), _end(own, printed)):
        shown.append(Segment("=", _raw(paper, printed, shared, low)))
        shown.append(Segment("-", _raw(law, own, left, right)))
        shown.append(Segment("+", _raw(paper, printed, low, high)))
        shared = high
    return tuple(segment for segment in shown if segment.text.strip())


def divergences(law: str, paper: str) -> tuple[Divergence, ...]:
    """In what the words differ; empty where they do not.

    >>> [d.value for d in divergences("위탁할 수 있다.", "위탁할 수 없다.")]
    ['words-changed']
    """
    own, printed = normal(law).text, normal(paper).text
    found: list[Divergence] = []
    for left, right, low, high in _changes(own, printed):
        kind = Divergence.WORDS_CHANGED
        if low == high:
            kind = Divergence.WORDS_LEFT_OUT
        elif left == right:
            kind = Divergence.WORDS_ADDED
        if kind not in found:
            found.append(kind)
    if found and sorted(own) == sorted(printed):
        return (Divergence.ORDER_CHANGED,)
    return tuple(found)


def _end(own: Normal, printed: Normal) -> Change:
    return len(own.text), len(own.text), len(printed.text), len(printed.text)


def _raw(text: str, form: Normal, start: int, end: int) -> str:
    """The letters of a text that a run of its normal form comes from, with the spaces after them."""
    if start >= end:
        return ""
    first = form.places[start] if start else 0
    stop = form.places[end] if end < len(form.places) else len(text)
    return text[first:stop]


def _changes(own: str, printed: str) -> Iterator[Change]:
    """The changes between two normal forms, in order; shared runs too short to be told apart are in them."""
    head = _shared_head(own, printed)
    tail = _shared_head(own[head:][::-1], printed[head:][::-1])
    left, right = own[head : len(own) - tail], printed[head : len(printed) - tail]
    if not left and not right:
        return
    pending: Change | None = None
    for change in _raw_changes(left, right):
        if pending and change[0] - pending[1] < _SHORTEST_SHARED:
            pending = (pending[0], change[1], pending[2], change[3])
            continue
        if pending:
            yield _moved(pending, head)
        pending = change
    if pending:
        yield _moved(pending, head)


def _moved(change: Change, by: int) -> Change:
    left, right, low, high = change
    return left + by, right + by, low + by, high + by


def _raw_changes(left: str, right: str) -> Iterator[Change]:
    if len(left) + len(right) <= _LETTERS_COMPARED:
        yield from _opcodes(left, right)
        return
    law, paper = _tokens(left), _tokens(right)
    if len(law) + len(paper) > _LETTERS_COMPARED:
        yield 0, len(left), 0, len(right)
        return
    law_at, paper_at = _offsets(law), _offsets(paper)
    for a, b, c, d in _opcodes(law, paper):
        yield law_at[a], law_at[b], paper_at[c], paper_at[d]


def _opcodes(left: Sequence[str], right: Sequence[str]) -> Iterator[Change]:
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=len(left) > 1000).get_opcodes():
        if kind != "equal":
            yield a, b, c, d


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _offsets(tokens: Sequence[str]) -> list[int]:
    at = [0]
    for token in tokens:
        at.append(at[-1] + len(token))
    return at


def _shared_head(left: str, right: str) -> int:
    """How many characters two texts begin with in common."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[:middle] == right[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
