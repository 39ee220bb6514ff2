"""Reproduced statute text: which lines are provisions of a quoted article, not sections of the paper."""

from __future__ import annotations

import re

from kg.read.structure.lines import AMENDED, Line
from kg.read.structure.markers import Marker

_ARTICLE = re.compile(
    r"\s*(?:[「『][^「」『』]{1,80}[」』]\s*)?제\s?\d{1,4}조(?:의\s?\d{1,2})?\s*"
    r"\((?P<heading>[^()]{1,60}(?:\([^()]{0,40}\)[^()]{0,40})?)\)\s*(?P<body>.*)",
    re.DOTALL,
)
_DELETED = re.compile(r"\s*제\s?\d{1,4}조(?:의\s?\d{1,2})?\s*(?:\([^()]{1,60}\)\s*)?삭제\s*(?:[<\[].*)?$")
_BODY = re.compile(r"[①-⑳]|각\s?호|(?:다|것)\s*\.\s*(?:[<\[(][^<>\[\]]{0,120}[>\])]\s*)*$|삭제|생략")


def opens_article(text: str) -> bool:
    """Whether a line reproduces an article: its number and heading, then its sentence.

    >>> opens_article("제10조(센터의 설치) 시장은 센터를 둘 수 있다.")
    True
    >>> opens_article("제10조(센터의 설치) 및 제12조(위탁)")
    False
    """
    if _DELETED.match(text):
        return True
    match = _ARTICLE.match(text)
    return match is not None and _BODY.search(match["body"]) is not None


class QuotedLaw:
    """Follows the lines of a quoted article; :meth:`takes` says whether the next line is one of its
    provisions."""

    def __init__(self) -> None:
        self.active = False
        self.subparagraph: int | None = None
        self.item: int | None = None

    def close(self) -> None:
        """The quotation has ended."""
        self.active = False
        self.subparagraph = self.item = None

    def open(self) -> None:
        """An article begins."""
        self.active = True
        self.subparagraph = self.item = None

    def takes(self, line: Line, next_section: int | None) -> bool:
        """Whether *line* is a provision of the article; ``next_section`` is the number the paper's next
        section has."""
        marker = line.marker
        if opens_article(line.whole) and not line.heading and (marker is None or marker.kind == "article"):
            self.open()
            return True
        if not self.active:
            return False
        if line.heading:
            return False
        if marker is None:
            return AMENDED.fullmatch(line.passage.text) is not None
        if marker.prefixed:
            return False
        return self._provision(marker, next_section)

    def _provision(self, marker: Marker, next_section: int | None) -> bool:
        if marker.kind == "circled":
            self.subparagraph = self.item = None
            return True
        if marker.kind == "number":
            follows = self.subparagraph is not None and marker.value == self.subparagraph + 1
            if marker.value == next_section and not follows and self.subparagraph is not None:
                return False
            self.subparagraph, self.item = marker.value, None
            return True
        if marker.kind == "letter" and self.subparagraph is not None and marker.value == (self.item or 0) + 1:
            self.item = marker.value
            return True
        return marker.kind == "number)" and self.item is not None
