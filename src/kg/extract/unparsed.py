"""What looked like a fact and was not understood: listed with its place and a reason, never dropped in
silence.
"""

from __future__ import annotations

import re

from kg.extract.reading import Reading
from kg.extract.verify import stated_values
from kg.model.blocks import Span
from kg.model.facts import Facts, Unparsed
from kg.text import impossible_dates

_WANTED = {
    "period": r"\d",
    "budget": r"\d",
    "staff": r"\d",
    "area": r"\d",
    "opened": r"\d",
    "submitted": r"\d",
    "referred": r"\d",
}
_EMPTY = re.compile(r"\W*(?:-|미정|없음|해당\s*(?:사항)?\s*없음|생략|별첨|붙임|추후|예정)?\W*")


def unparsed(reading: Reading, facts: Facts) -> tuple[Unparsed, ...]:
    """Labelled values none of whose text became evidence, and dates no calendar has."""
    used = sorted(_evidence(facts))
    made: list[Unparsed] = []
    for f in reading.fields(*_WANTED):
        source = f.value.source
        if not re.search(_WANTED[f.label.kind], f.value.text) or _EMPTY.fullmatch(f.value.text):
            continue
        if not any(span.start < source.end and source.start < span.end for span in used):
            made.append(Unparsed(source, f"{f.label.folded}: 값을 읽지 못함 (value not understood)"))
    for node in reading.outline:
        for low, high in impossible_dates(node.passage.text):
            spans = node.passage.spans(low, high)
            if spans:
                made.append(Unparsed(spans[0], "달력에 없는 날짜 (no such day)"))
    return tuple(made)


def _evidence(facts: Facts) -> set[Span]:
    return {span for _, stated in stated_values(facts) for span in stated.spans}
