"""The outline of a paper: which lines are headings, the parts they open, and what every other line is.

Depth comes from the kind of marker, not from the format's heading levels, which conversions give at random:
document › Ⅰ. or 붙임 › 1. › 가. Lines with lower markers (1), ①, ○, -) are list items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as attribute

from kg.model.blocks import Block, Heading, ListItem, Para, Part, Passage, Span
from kg.read.structure.lines import ATTACHMENT, Line, is_caption, is_sentence, is_unit
from kg.read.structure.markers import Marker
from kg.read.structure.statutes import QuotedLaw, opens_article
from kg.read.structure.titles import SECTION_TITLE, TITLE, is_attachment, kind_of_title
from kg.text.fields import field, label_key
from kg.text.normal import fold

DOCUMENT, CHAPTER, SECTION, CLAUSE = 0.0, 1.0, 2.0, 3.0
_RANKS = {"roman": CHAPTER, "number": SECTION, "letter": CLAUSE}
_BULLET_ORDER = {
    bullet: order
    for order, bullets in enumerate(("□■▣◆◇◈", "○●◯❍ㅇo◉▶▷►", "◦•▪▫", "-–—", "·∙*+"))
    for bullet in bullets
}


@dataclass(slots=True)
class _Open:
    """A part that is open: its place in the outline and what has been counted in it."""

    path: str
    kind: str
    rank: float
    title: Passage
    start: int
    number: str = ""
    value: int = 0
    heading: int = 0
    indent: int = 0
    children: int = 0
    last_section: int = 0


@dataclass(slots=True)
class Outline:
    """Blocks and parts of the document, built line by line."""

    blocks: list[Block] = attribute(default_factory=list)
    parts: list[Part] = attribute(default_factory=list)
    stack: list[_Open] = attribute(default_factory=list)
    law: QuotedLaw = attribute(default_factory=QuotedLaw)
    levels: list[tuple[str, int]] = attribute(default_factory=list)
    papers: int = 0
    last_item: tuple[str, int] = ("", 0)

    # --- parts ---------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """Path of the part that is open."""
        self._need_document()
        return self.stack[-1].path

    def _need_document(self) -> None:
        """What comes before any title lies in a document with an empty title."""
        if not self.stack:
            self._open(Passage(""), "document", DOCUMENT, 0)

    def _open(self, title: Passage, kind: str, rank: float, start: int, **place: int | str) -> _Open:
        while self.stack and self.stack[-1].rank >= rank:
            self._close(start)
        if self.stack:
            parent = self.stack[-1]
            parent.children += 1
            path = f"{parent.path}/{parent.children}"
        else:
            self.papers += 1
            path = str(self.papers)
        opened = _Open(path, kind, rank, title, start)
        for name, value in place.items():
            setattr(opened, name, value)
        self.stack.append(opened)
        self.parts.append(Part(path=path, kind=kind, title=title, span=Span(start, start)))
        self.levels.clear()
        self.last_item = ("", 0)
        return opened

    def _close(self, end: int) -> None:
        part = self.stack.pop()
        index = next(i for i in range(len(self.parts) - 1, -1, -1) if self.parts[i].path == part.path)
        self.parts[index] = Part(
            path=part.path,
            kind=part.kind,
            title=part.title,
            span=Span(part.start, max(end, part.start)),
            number=part.number,
            parent=part.path.rpartition("/")[0] or None,
            level=part.path.count("/") + 1,
        )

    def finish(self, end: int) -> None:
        """Close every part at the end of the text."""
        self._need_document()
        while self.stack:
            self._close(end)

    # --- lines ---------------------------------------------------------------------------------------------

    def add(self, line: Line, following: list[Line]) -> None:
        """Decide what *line* is and append its block; *following* are the next few lines."""
        if self._is_paper_title(line, following):
            self._paper(line)
            return
        rank = self._section_rank(line)
        if rank is not None:
            self._section(line, rank)
        elif self.law.takes(line, self._next_section()):
            self._item(line, quoted=True) if line.marker else self._para(line, quoted=True)
        elif line.marker is not None and line.marker.kind != "article":
            self.law.close()
            self._item(line, quoted=False)
        else:
            self.law.close()
            self._para(line, quoted=False)

    def box(self, line: Line, number: str) -> None:
        """A heading drawn as a one-row table: ``[1 | 동의안의 개요]``, ``[붙임 | 비교표]``."""
        attached = ATTACHMENT.fullmatch(number) is not None
        roman = re.fullmatch(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]+", fold(number)) is not None
        self._heading(
            line, CHAPTER if attached or roman else SECTION, number, "attachment" if attached else "section"
        )

    def _is_paper_title(self, line: Line, following: list[Line]) -> bool:
        if (
            line.marker is not None
            or line.verbatim
            or is_caption(line.passage.text)
            or is_unit(line.passage.text)
        ):
            return False
        text = line.passage.text
        titled = len(text) <= 120 and TITLE.search(text) is not None
        if not self.stack:
            return line.heading > 0 or (titled and len(text) >= 4 and field(line.passage) is None)
        if line.heading == 1:
            return titled
        return not line.heading and titled and len(text) >= 8 and self._opens_paper(line, following)

    @staticmethod
    def _opens_paper(line: Line, following: list[Line]) -> bool:
        """Whether a title-like line in the middle is followed at once by the fields every paper begins
        with."""
        if field(line.passage) is not None or (
            is_sentence(line.passage.text) and len(line.passage.text) > 100
        ):
            return False
        labels = [field(after.passage) for after in following[:4]]
        keys = {label_key(found[0].text) for found in labels if found is not None}
        return any(
            re.fullmatch(r"의안번호|제출(?:년월일|일자?|자)|발의(?:년월일|일자?|자)|제안자", key)
            for key in keys
        )

    def _paper(self, line: Line) -> None:
        self.law.close()
        kind = kind_of_title(line.passage.text)
        opened = self._open(line.passage, kind, DOCUMENT, _start(line), heading=line.heading)
        self.blocks.append(Heading(passage=line.passage, source=line.source, part=opened.path, level=1))

    def _next_section(self) -> int | None:
        section = self._at_rank(SECTION)
        if section is not None:
            return section.value + 1
        return self.stack[-1].last_section + 1 if self.stack else None

    def _at_rank(self, rank: float) -> _Open | None:
        return next((part for part in reversed(self.stack) if part.rank == rank), None)

    def _section_rank(self, line: Line) -> float | None:
        """Rank of the part a line opens, ``None`` when it opens none."""
        if line.verbatim:
            return None
        text, marker = line.passage.text, line.marker
        if line.heading and (marker is None or marker.kind == "article"):
            if is_caption(text) or opens_article(line.whole):
                return None
            return CHAPTER if is_attachment(text) else self._unnumbered_rank(line.heading)
        if marker is None:
            return CHAPTER if is_attachment(text, strict=not line.bold) else None
        if marker.kind == "roman":
            return CHAPTER
        if marker.kind == "number":
            return SECTION if self._is_section(line, marker) else None
        if marker.kind == "letter":
            return CLAUSE if self._is_clause(line, marker) else None
        return None

    def _unnumbered_rank(self, heading: int) -> float:
        for part in reversed(self.stack):
            if part.heading == heading and part.rank > DOCUMENT:
                return part.rank
            if part.rank == DOCUMENT or 0 < part.heading < heading:
                return part.rank + 0.5
        return CHAPTER

    def _is_section(self, line: Line, marker: Marker) -> bool:
        if line.heading:
            return True
        text = line.passage.text
        title = SECTION_TITLE.match(text) is not None and not is_sentence(text)
        if line.bold and not is_sentence(text):
            return True
        if (
            marker.prefixed
            or self.last_item == ("number", marker.value - 1)
            or (self.law.active and not title)
        ):
            return False
        if is_sentence(text) and field(line.passage) is None:
            return False
        section = self._at_rank(SECTION)
        if section is None:
            last = self._last_section()
            return marker.value == last + 1 or (title and marker.value > last)
        return section.value < marker.value <= section.value + (3 if title else 1) and (
            title or line.indent <= section.indent + 1
        )

    def _last_section(self) -> int:
        """Number of the last section closed in the parts that are open (an attachment may stand in
        between)."""
        return max((part.last_section for part in self.stack), default=0)

    def _is_clause(self, line: Line, marker: Marker) -> bool:
        if line.heading:
            return True
        if self.law.active and self.law.subparagraph is not None and marker.value == (self.law.item or 0) + 1:
            clause = self._at_rank(CLAUSE)
            if marker.value == 1 or clause is None or marker.value != clause.value + 1:
                return False
        if field(line.passage) is not None:
            return True
        return not is_sentence(line.passage.text)

    def _section(self, line: Line, rank: float) -> None:
        attached = line.marker is None and is_attachment(line.passage.text, strict=False)
        number = line.marker.text if line.marker else ""
        if rank == SECTION and line.marker is not None:
            self._leave_attachment(line.marker.value)
        self._heading(line, rank, number, "attachment" if attached else "section")

    def _leave_attachment(self, value: int) -> None:
        """Section 4 after an attachment goes on where section 3 stood, not inside the attachment."""
        for part in self.stack:
            if part.kind == "attachment" and self._at_rank(SECTION) is None and value > 1:
                while self.stack[-1].rank > DOCUMENT:
                    self._close(0)
                break

    def _heading(self, line: Line, rank: float, number: str, kind: str) -> None:
        self._need_document()
        self.law.close()
        value = line.marker.value if line.marker else 0
        printed = number.strip(".)( ．")
        opened = self._open(
            line.passage,
            kind,
            rank,
            _start(line),
            number=printed,
            value=value,
            heading=line.heading,
            indent=line.indent,
        )
        if rank == SECTION and len(self.stack) > 1:
            self.stack[-2].last_section = value
        self.blocks.append(
            Heading(
                passage=line.passage,
                source=line.source,
                part=opened.path,
                level=opened.path.count("/") + 1,
                number=printed,
                mark=mark_span(line.lead),
            )
        )

    def _item(self, line: Line, *, quoted: bool) -> None:
        marker = line.marker
        if marker is None:
            raise ValueError("a list item has a marker")
        split = field(line.passage) if not quoted else None
        self.blocks.append(
            ListItem(
                passage=line.passage,
                source=line.source,
                part=self.path,
                level=self._level(line, marker),
                marker=marker.text,
                mark=mark_span(line.lead),
                label=label_key(split[0].text) if split else None,
                quoted=quoted,
            )
        )
        self.last_item = (marker.kind, marker.value)

    def _level(self, line: Line, marker: Marker) -> int:
        """Depth of a list item: the same marker at the same indent is a sibling, a new or deeper one a
        child."""
        kind = marker.text if marker.kind == "bullet" else marker.kind
        for depth, (known, indent) in enumerate(self.levels):
            if known == kind and abs(indent - line.indent) < 2:
                del self.levels[depth + 1 :]
                return depth + 1
        while self.levels and (self.levels[-1][1] > line.indent or self._outranks(kind, line)):
            self.levels.pop()
        self.levels.append((kind, line.indent))
        return len(self.levels)

    def _outranks(self, kind: str, line: Line) -> bool:
        """Whether a marker is of a higher order than the deepest open one (``○`` over ``-``) and not set
        in."""
        known, indent = self.levels[-1]
        order, deepest = _BULLET_ORDER.get(kind), _BULLET_ORDER.get(known)
        return order is not None and deepest is not None and order < deepest and line.indent <= indent

    def _para(self, line: Line, *, quoted: bool) -> None:
        self.blocks.append(Para(passage=line.passage, source=line.source, part=self.path, quoted=quoted))
        self.last_item = ("", 0)


def _start(line: Line) -> int:
    return line.source.start


def mark_span(lead: Passage | None) -> Span | None:
    """The span of a marker's printed text."""
    if lead is None:
        return None
    spans = lead.strip().spans()
    return spans[0] if len(spans) == 1 else None
