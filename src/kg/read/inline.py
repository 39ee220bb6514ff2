"""Inline markup of a line or cell → visible text with its map: HTML tags, Markdown emphasis, entities, notes.

Only tags HTML has are markup: papers write ``<개정 2021.3.25>`` and ``<센터 운영 현황>``. Time is linear in
the length of the line (every repetition in a pattern is bounded or single-character).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.model.blocks import NoteRef, Passage, Piece, Span
from kg.read.raw import Raw

TAGS = (
    "a|abbr|b|big|blockquote|br|center|caption|code|col|colgroup|dd|del|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|ins"
    "|kbd|label|li|mark|ol|p|pre|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr"
)
_TOKEN = re.compile(
    rf"(?P<comment><!--.{{0,2000}}?-->)"
    rf"|<(?P<close>/?)(?P<tag>{TAGS})(?=[\s/>])[^<>]{{0,2000}}>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<strong>\*\*)"
    r"|(?P<em>(?<![\w*\\])\*(?=(?P<stressed>[^\s*](?:[^*\n]{0,298}[^\s*])?)\*(?![\w*])))"
    r"|(?P<unstress>(?<=[^\s*])\*(?![\w*]))"
    r"|\[\^(?P<note>\d{1,3})\](?!:)"
    r"|(?P<superscript>(?<=\S)[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?⁾)",
    re.IGNORECASE,
)
_SUP = re.compile(
    r"<sup\b[^<>]{0,200}>\s{0,3}(?P<number>\d{1,3})\s{0,3}(?P<paren>\)?)\s{0,3}</sup>", re.IGNORECASE
)
_UNIT_BEFORE = re.compile(r"(?:^|[\d\s(])(?:[㎜㎝㎞]|[kcmKCM]?[mM])\s?$")
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "hr", "dd", "dt", "dl"})
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
BULLETS = "○◦●◯❍◉□■▣◇◆◈▷▶►▪▫•☐➢➤✓"
# Two circles in a row stand for a name left out (○○대학교), not for a bullet.
_INLINE_BULLET = re.compile(rf"(?:^|(?<=\s))[{BULLETS}](?![○◯])\s*(?=\S)")
_INLINE_DASH = re.compile(r"(?:^|(?<=\s))-\s+(?=\S)")


@dataclass(slots=True)
class _Line:
    """Visible text between two breaks while it is being built."""

    texts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    notes: list[NoteRef] = field(default_factory=list)
    length: int = 0
    item: bool = False

    def add(self, text: str, source: Span | None) -> None:
        if not text:
            return
        if source is not None:
            last = self.pieces[-1] if self.pieces else None
            if (
                last
                and last.source.end == source.start
                and last.at + (last.source.end - last.source.start) == self.length
            ):
                self.pieces[-1] = Piece(last.at, Span(last.source.start, source.end))
            else:
                self.pieces.append(Piece(self.length, source))
        self.texts.append(text)
        self.length += len(text)

    def passage(self) -> Passage:
        return Passage("".join(self.texts), tuple(self.pieces), tuple(self.notes)).strip().without_gaps()


@dataclass(frozen=True, slots=True)
class Inline:
    """A cleaned run of text: its visible lines (``<br>`` parts them) and which of them are list entries."""

    lines: tuple[Passage, ...]
    listed: tuple[bool, ...]
    bold: bool = False

    @property
    def passage(self) -> Passage:
        """All lines as one passage, a line break inserted between them."""
        return Passage.join(self.lines, "\n")


class _Cleaner:
    """Walks over one run of text once and sorts it into visible lines and furniture."""

    def __init__(self, raw: Raw, start: int, end: int, notes: frozenset[str], markdown: bool) -> None:
        self.raw, self.start, self.end, self.notes, self.markdown = raw, start, end, notes, markdown
        self.lines = [_Line()]
        self.stars = 0
        self.closing: set[int] = set()
        self.bold_chars = 0
        self.depth = 0

    def run(self) -> list[_Line]:
        text = self.raw.text
        at = self.start
        self.stars = sum(match["strong"] is not None for match in _TOKEN.finditer(text, self.start, self.end))
        self.stars -= self.stars % 2  # one left over is ordinary text
        for match in _TOKEN.finditer(text, self.start, self.end):
            if match.start() < at:
                continue
            stop = self._token(match)
            if stop is not None:
                self._show(at, match.start())
                at = self._apply(match, stop)
        self._show(at, self.end)
        return self.lines

    def _token(self, match: re.Match[str]) -> int | None:
        """Where the markup of *match* ends, ``None`` when it is ordinary text."""
        if match["strong"]:
            self.stars -= 1
            return match.end() if self.stars >= 0 and self.markdown else None
        if match["em"]:
            self.closing.add(match.end("stressed"))
            return match.end() if self.markdown else None
        if match["unstress"]:
            return match.end() if self.markdown and match.start() in self.closing else None
        if match["escape"]:
            return match.end() if self.markdown else None
        if match["note"] and not self.markdown:
            return None
        return match.end()

    def _apply(self, match: re.Match[str], stop: int) -> int:
        if match["tag"]:
            return self._tag(match, stop)
        if match["entity"]:
            return self._entity(match)
        if match["note"] or match["superscript"]:
            number = match["note"] or match["superscript"][:-1].translate(_DIGITS)
            return self._note(number, match.start(), stop)
        if match["strong"]:
            self.depth ^= 1
        self.raw.drop(match.start(), stop, "markup")
        return stop

    def _tag(self, match: re.Match[str], stop: int) -> int:
        name = match["tag"].lower()
        if name == "sup" and not match["close"]:
            sup = _SUP.match(self.raw.text, match.start(), self.end)
            if sup is not None and self._is_note(sup):
                return self._note(sup["number"], match.start(), sup.end())
        if name in ("b", "strong"):
            self.depth = 0 if match["close"] else 1
        if name in _BREAKS:
            self.lines.append(_Line(item=name == "li" and not match["close"]))
        self.raw.drop(match.start(), stop, "markup")
        return stop

    def _is_note(self, sup: re.Match[str]) -> bool:
        if sup["paren"]:
            return True
        before = "".join(self.lines[-1].texts[-2:])[-6:]
        return sup["number"] in self.notes and not _UNIT_BEFORE.search(before)

    def _note(self, number: str, start: int, stop: int) -> int:
        line = self.lines[-1]
        line.notes.append(NoteRef(number, line.length))
        self.raw.mark(number, start, stop)
        return stop

    def _entity(self, match: re.Match[str]) -> int:
        shown = html.unescape(match["entity"])
        if shown == "&":
            # The ampersand is its own slice of the text, so a name with one keeps exact spans.
            self._show(match.start(), match.start() + 1)
            self.raw.drop(match.start() + 1, match.end(), "markup")
        elif shown == match["entity"]:
            self._show(match.start(), match.end())
        else:
            self.lines[-1].add(shown.replace("\xa0", " ").replace("\n", " "), None)
            self.raw.drop(match.start(), match.end(), "markup")
        return match.end()

    def _show(self, start: int, end: int) -> None:
        if end <= start:
            return
        shown = self.raw.text[start:end]
        self.lines[-1].add(shown, Span(start, end))
        if self.depth:
            self.bold_chars += _ink(shown)


def _ink(text: str) -> int:
    """How many characters of *text* are no white space."""
    return sum(not char.isspace() for char in text)


def clean(
    raw: Raw, start: int, end: int, notes: frozenset[str] = frozenset(), *, markdown: bool = True
) -> Inline:
    """Visible lines of ``raw.text[start:end]``; markup goes to the furniture of *raw*.

    *notes* are the numbers of the notes the document has: ``<sup>1</sup>`` is a mark only when it has note 1.
    """
    cleaner = _Cleaner(raw, start, end, notes, markdown)
    lines: list[tuple[Passage, bool]] = []
    for line in cleaner.run():
        passage = line.passage()
        if not passage and passage.notes and lines:
            before, item = lines[-1]
            marks = tuple(NoteRef(note.id, len(before.text)) for note in passage.notes)
            lines[-1] = replace(before, notes=before.notes + marks), item
        elif passage or passage.notes:
            lines.append((passage, line.item))
    visible = sum(_ink(passage.text) for passage, _ in lines)
    bold = visible > 0 and cleaner.bold_chars >= visible
    return Inline(tuple(p for p, _ in lines), tuple(i for _, i in lines), bold)


def entries(raw: Raw, inline: Inline) -> tuple[Passage, tuple[Passage, ...]]:
    """A cell's passage and its list entries; bullets are taken out, entries stand on lines of their own."""
    lines: list[Passage] = []
    listed: list[bool] = []
    for passage, item in zip(inline.lines, inline.listed, strict=True):
        for part, bulleted in _split_bullets(raw, passage):
            if part or part.notes:
                lines.append(part)
                listed.append(item or bulleted)
    passage = Passage.join(lines, "\n")
    return passage, tuple(line for line, is_item in zip(lines, listed, strict=True) if is_item)


def _split_bullets(raw: Raw, passage: Passage) -> Iterator[tuple[Passage, bool]]:
    """The passage cut at bullets standing in the middle of it (line breaks a conversion lost)."""
    text = passage.text
    cuts = [m.span() for m in _INLINE_BULLET.finditer(text)]
    if not cuts:
        cuts = _dashes(text)
    if not cuts:
        yield passage, False
        return
    yield passage.slice(0, cuts[0][0]).strip(), False
    for number, (start, end) in enumerate(cuts):
        stop = cuts[number + 1][0] if number + 1 < len(cuts) else len(text)
        for span in passage.spans(start, end):
            raw.drop(span.start, span.end, "marker")
        yield passage.slice(end, stop).strip(), True


def _dashes(text: str) -> list[tuple[int, int]]:
    """Dashes that open list entries: at the beginning, or after a heading in brackets; entries have some
    length."""
    cuts = [m.span() for m in _INLINE_DASH.finditer(text)]
    if not cuts or text.strip() == "-":
        return []
    before = text[: cuts[0][0]].rstrip()
    if before and before[-1] not in "]):】>":
        return []
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    return cuts if all(end - start >= 6 for (_, start), end in zip(cuts, ends, strict=True)) else []
