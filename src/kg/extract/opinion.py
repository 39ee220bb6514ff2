"""Judgements of the reviewer: legal eligibility, an open call in spite of a renewal, the closing opinion."""

from __future__ import annotations

import re

from kg.extract.reading import Reading
from kg.extract.values import text_of
from kg.model.facts import Assessment

_KINDS = (
    ("renewal-eligible-open-call", r"재계약\s*요건을?\s*(?:\([^()]*\)\s*)?충족.{0,60}(?:공개\s*모집|재위탁)"),
    (
        "eligible",
        r"(?:법적\s*(?:요건|측면)|대상에\s*해당|사무라\s*할|타당성이\s*인정|대상\s*사무에\s*해당|위탁할\s*수\s*있는\s*사무|적법|요건을\s*갖춘)",
    ),
    (
        "opinion",
        r"(?:판단됨|판단된다|사료됨|사료된다|보임|것임|필요가?\s*있음|필요함|바람직함|타당함)\.?\s*$",
    ),
)


def assessments(reading: Reading) -> tuple[Assessment, ...]:
    """Sentences of the review that judge, by kind."""
    made = []
    for node in reading.outline:
        if node.quoted or node.table is not None or len(node.text) < 25 or reading.party(node) != "reviewer":
            continue
        kind = next((kind for kind, words in _KINDS if re.search(words, node.text)), None)
        text = text_of(node.passage)
        if kind is not None and text is not None:
            made.append(Assessment(part=node.part, kind=kind, text=text))
    return tuple(made)
