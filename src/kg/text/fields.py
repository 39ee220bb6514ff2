"""Field lines of a paper: ``라벨 : 값``."""

from __future__ import annotations

import re

from kg.model.blocks import Passage
from kg.text.normal import fold

# Without the spaces around it, which the parts lose anyway: \s* before it is quadratic on a long run of them.
_SEPARATOR = re.compile(r"[:：](?!\d)")
_LONGEST_LABEL = 22
_LONGEST_PREFIX = 80
_NO_LABEL = re.compile(r"[「」<>\n※]|[.。]\s|다\.|\d\s*$")


def field(passage: Passage) -> tuple[Passage, Passage] | None:
    """Label and value of a field line; ``None`` when the passage is none.

    The label may have inner spaces (``제 출 자``); :func:`label_key` folds them. A colon inside brackets, a
    time (``10:30``) or after a whole clause makes no field.

    >>> text = "제 출 자 : 전주시장(2024. 9. 2.)"
    >>> label, value = field(Passage.of(text, 0, len(text)))
    >>> label_key(label.text), value.text
    ('제출자', '전주시장(2024. 9. 2.)')
    """
    for match in _SEPARATOR.finditer(passage.text):
        before = passage.text[: match.start()].rstrip()
        if len(before) > _LONGEST_PREFIX:
            return None
        if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
            continue
        label = before.strip()
        if not label or len(fold(label)) > _LONGEST_LABEL or _NO_LABEL.search(label):
            return None
        return passage.slice(0, match.start()).strip(), passage.slice(match.end()).strip()
    return None


def label_key(label: str) -> str:
    """The label for look-up: folded, a parenthesis at its end left out.

    >>> label_key("의안 번호"), label_key("시설 규모(면적)")
    ('의안번호', '시설규모')
    """
    folded = fold(label)
    return re.sub(r"\([^()]*\)$", "", folded) or folded
