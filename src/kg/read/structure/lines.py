"""Lines on their way through the structure pass, and the shapes of line the passes ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from kg.model.blocks import Passage, Span
from kg.read.raw import RawFigure, RawLine, RawTable
from kg.read.structure.markers import Marker, parse_marker
from kg.text.fields import field

CAPTION = re.compile(
    r"\s*(?:[<〈《【\[]\s*(?P<inner>[^<>〈〉《》【】]{2,80}?)\s*[>〉》】\]]|\[?\s*표\s?\d+\s*[\].)]?.{0,60})\s*"
)
UNIT = re.compile(r"\s*[(\[<（]?\s*단\s?위\s*[:：]?\s*(?P<unit>[^()\[\]<>（）]{1,30}?)\s*[)\]>）]?\s*")
AMENDED = re.compile(
    r"\s*[<\[〈]\s*(?:전문|본조|제목|일부)?\s?(?:개정|신설|삭제|시행|제정)[^가-힣<>\[\]]{0,120}[>\]〉]\s*"
)
ATTACHMENT = re.compile(
    r"\s*[\[<【〔(]?\s*(?P<word>붙\s?임|별\s?첨|첨\s?부|별\s?지|참\s?고(?:\s?자료)?)\s*(?P<number>\d{0,2})\s*[\]>】〕)]?"
    r"\s*[.:：]?\s*(?![가-힣]*부\.)(?P<rest>.*)",
    re.DOTALL,
)
_CLOSED = re.compile(
    r"(?:[.!?。:：;)\]】」』>〉”’\"…]|함|음|임|됨|짐|것|필요|예정|요망|없음|완료|실시|추진|강화|제출|계획|결과|현황|개요|사항"
    r"|보고서?|동의안|조례안|의안|회의록|위원회|의회|시장|군수|구청장|도지사|끝|등|지원|사업|운영|프로그램|이유|내용|근거|기간|방법|의견)\s*$"
)
_FULL_STOP = re.compile(r"[.。]\s*(?:\([^()]{0,40}\)|<[^<>]{0,80}>)*\s*$")
_OPENERS = dict(zip("「『《（(“[【", "」』》）)”]】", strict=True))
_SENTENCE = re.compile(r"(?:다|음|함|임|됨|것|짐)\s*\.?\s*(?:\([^()]{0,60}\))?\s*$")
_OWN_LINE = re.compile(r"의\s?안\s?번\s?호\b|(?:19|20)\d\d\s?[.년]\s?\d{1,2}|위\s?원\s?장\b")
FAR_IN = 24
SHORT_TITLE = 60


@dataclass(slots=True)
class Line:
    """A line with its marker split off. ``passage`` is the text after the marker, ``lead`` the marker
    itself."""

    passage: Passage
    source: Span
    marker: Marker | None = None
    lead: Passage | None = None
    heading: int = 0
    indent: int = 0
    bold: bool = False
    tight: bool = False
    verbatim: bool = False

    @property
    def whole(self) -> str:
        """The line as printed, marker included."""
        return (self.lead.text if self.lead else "") + self.passage.text


Item: TypeAlias = Line | RawTable | RawFigure


def line_of(raw: RawLine) -> Line:
    """The line of a raw line: its marker recognised and cut off."""
    line = Line(
        raw.passage,
        raw.source,
        heading=raw.heading,
        indent=raw.indent,
        bold=raw.bold,
        tight=raw.tight,
        verbatim=raw.verbatim,
    )
    if raw.verbatim:
        return line
    marker = parse_marker(raw.passage.text, titled=raw.heading > 0 or raw.bold)
    if marker is not None:
        line.marker = marker
        line.lead = raw.passage.slice(0, marker.length) if marker.length else None
        line.passage = raw.passage.slice(marker.length).strip()
    return line


def is_caption(text: str) -> bool:
    """Whether the line is a title in angle brackets, as stands over a table.

    >>> is_caption("<민간위탁 추진 현황>"), is_caption("<개정 2021.3.25>")
    (True, False)
    """
    return (
        CAPTION.fullmatch(text) is not None
        and AMENDED.fullmatch(text) is None
        and UNIT.fullmatch(text) is None
    )


def is_unit(text: str) -> bool:
    """Whether the line gives the unit of a table.

    >>> is_unit("(단위 : 건, 명)")
    True
    """
    return UNIT.fullmatch(text) is not None


def is_sentence(text: str) -> bool:
    """Whether the words are a clause rather than a title.

    >>> is_sentence("위탁기간을 정하도록 함(안 제6조제2항)"), is_sentence("민간위탁 추진 근거 및 필요성")
    (True, False)
    """
    return len(text) > SHORT_TITLE or (len(text) > 18 and _SENTENCE.search(text) is not None)


def is_special(line: Line) -> bool:
    """Whether an unmarked line begins something of its own and never continues the line before it."""
    text = line.passage.text
    if (
        line.heading
        or line.marker
        or line.verbatim
        or is_unit(text)
        or is_caption(text)
        or text.startswith("【")
    ):
        return True
    if line.indent > FAR_IN or _OWN_LINE.match(text):
        return True
    return field(line.passage) is not None


def unclosed(text: str) -> bool:
    """Whether a bracket opened in the last 80 characters is still open.

    >>> unclosed("「서울특별시 행정"), unclosed("「조례」 제4조")
    (True, False)
    """
    pending: list[str] = []
    for char in text[-80:]:
        if char in _OPENERS:
            pending.append(_OPENERS[char])
        elif pending and char == pending[-1]:
            pending.pop()
    return bool(pending)


def is_open(text: str, least: int) -> bool:
    """Whether a line of running text stops short of its end: a bracket is open, or it has no closing word.

    *least* is the length from which a line counts as running text.
    """
    tail = text[-200:]
    if _FULL_STOP.search(tail):
        return False
    if unclosed(tail):
        return True
    return len(text) >= least and _CLOSED.search(tail) is None
