"""Plain text: hard-wrapped lines made whole again, page furniture taken out, TSV runs read as tables.

Wrapping is told by geometry: lines that reach the same width are full, and what follows a full line without a
marker goes on with it. Whether a space stood at the cut is decided by the words (``structure.words``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from kg.model.blocks import Passage, Span
from kg.read.inline import clean
from kg.read.markdown import lines_of, note_numbers
from kg.read.raw import Raw, RawLine
from kg.read.structure.lines import FAR_IN, is_caption, is_unit
from kg.read.structure.markers import Marker, parse_marker
from kg.read.structure.words import Vocabulary
from kg.read.tables import PAGE, is_tsv_row, is_tsv_rule, read_tsv
from kg.text.fields import field

_DRAWN = re.compile(r"[│┃║┌┐└┘├┤┬┴┼─━═╔╗╚╝╠╣╦╩╬┏┓┗┛┠┨┯┷┿]|\+-{3,}[+-]*\+|^\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*(?:[-=_*~─━═]\s?){4,}\s*")
_WIDEST = 140
_SLACK = 4
_HANGING = 8
_CERTAIN_CUT = re.compile(r"제$|\d$")
_CUT_DATE = re.compile(r"(?:(?:19|20)\d\d|['’]\d\d)\s?\.(?:\s?\d{1,2}\s?\.)?$")


def width(text: str) -> int:
    """Columns *text* takes on a terminal: wide letters two.

    >>> width("가나 ab")
    7
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    shown: str
    width: int
    indent: int
    blank_before: bool


def read_text(text: str) -> Raw:
    """Raw blocks of a plain text."""
    return _TextReader(text).read()


class _TextReader:
    def __init__(self, text: str) -> None:
        self.raw = Raw(text)
        self.notes = note_numbers(text)
        self.lines = self._lines()
        self.column = _wrap_column(self.lines)
        self.raw.char_wrapped = _is_char_wrapped(self.lines, self.column)
        self.vocabulary = Vocabulary(text, char_wrapped=self.raw.char_wrapped)

    def _lines(self) -> list[_Line]:
        """Lines with something on them; page numbers and rules are furniture."""
        lines: list[_Line] = []
        blank = True
        for span in lines_of(self.raw.text):
            shown = span.of(self.raw.text)
            if not shown.strip():
                blank = True
            elif PAGE.fullmatch(shown):
                self.raw.drop(span.start, span.end, "page")
                blank = True
            elif _RULE.fullmatch(shown) and not is_tsv_rule(shown):
                self.raw.drop(span.start, span.end, "rule")
                blank = True
            else:
                columns = shown.expandtabs(8)
                indent = width(columns) - width(columns.lstrip())
                lines.append(_Line(span, shown, width(columns.rstrip()), indent, blank))
                blank = False
        return lines

    def read(self) -> Raw:
        at = 0
        while at < len(self.lines):
            at += self._block(at)
        return self.raw

    def _block(self, at: int) -> int:
        line = self.lines[at]
        if is_tsv_row(line.shown):
            stop = self._run(at, lambda after: "\t" in after.shown)
            spans = [after.span for after in self.lines[at:stop]]
            self.raw.blocks.append(read_tsv(self.raw, spans, self.notes))
            return stop - at
        if _DRAWN.search(line.shown):
            return self._unparsed(at, self._run(at, lambda after: _DRAWN.search(after.shown)), "drawn-table")
        stop = self._run(at, lambda after: _in_columns(after.shown)) if _in_columns(line.shown) else at
        if stop - at > 1:
            return self._unparsed(at, stop, "aligned-columns")
        return self._paragraph(at)

    def _run(self, at: int, belongs: Callable[[_Line], object]) -> int:
        stop = at + 1
        while stop < len(self.lines) and not self.lines[stop].blank_before and belongs(self.lines[stop]):
            stop += 1
        return stop

    def _unparsed(self, at: int, stop: int, code: str) -> int:
        """A table drawn with characters or spaces: kept line by line, not guessed at."""
        passages = [
            Passage.of(self.raw.text, *line.span).strip().without_gaps() for line in self.lines[at:stop]
        ]
        whole = Passage.join(passages, "\n")
        self.raw.warn(code, "a table drawn with characters is kept as lines, not read as cells", whole.source)
        self.raw.blocks.append(RawLine(whole, whole.source, verbatim=True))
        return stop - at

    def _paragraph(self, at: int) -> int:
        first = self.lines[at]
        halves = [self._clean(first)]
        stop = at + 1
        while stop < len(self.lines) and self._goes_on(self.lines[stop - 1], self.lines[stop]):
            following = self._clean(self.lines[stop])
            halves += [Passage(self._gap(self.lines[stop - 1], halves[-1], following)), following]
            stop += 1
        passage = Passage.join(halves)
        tight = not first.blank_before and at > 0
        source = Span(first.span.start, self.lines[stop - 1].span.end)
        if passage:
            self.raw.blocks.append(RawLine(passage, source, indent=first.indent, tight=tight))
        return stop - at

    def _gap(self, before: _Line, left: Passage, right: Passage) -> str:
        """What stood at a line end: a line broken before it was full was broken at a space."""
        return self.vocabulary.separator(left.text, right.text) if self._is_full(before) else " "

    def _clean(self, line: _Line) -> Passage:
        return clean(self.raw, *line.span, self.notes, markdown=False).passage

    def _is_full(self, line: _Line) -> bool:
        return self.column is not None and line.width >= self.column - _SLACK

    def _goes_on(self, before: _Line, line: _Line) -> bool:
        """Whether *line* goes on with the paragraph *before* stands in."""
        if (
            self.column is None
            or line.blank_before
            or "\t" in line.shown.strip()
            or _DRAWN.search(line.shown)
        ):
            return False
        text = line.shown.strip()
        word = text.split()[0]
        full = self._is_full(before) or before.width + 1 + width(word) > self.column
        full = full or (line.indent >= before.indent + _HANGING and _is_field(before.shown.strip()))
        if not full or is_unit(text) or is_caption(text):
            return False
        marker = parse_marker(text)
        if marker is not None:
            return self._cuts_marker(before, marker)
        if line.indent > self.column // 2:
            return False
        return self._is_full(before) or not _is_field(text)

    def _cuts_marker(self, before: _Line, marker: Marker) -> bool:
        """Whether what looks like a marker is the rest of a cut number or date: ``…제`` / ``3. …``."""
        if not marker.kind.startswith("number"):
            return False
        ending = before.shown.rstrip()
        return _CERTAIN_CUT.search(ending) is not None or _CUT_DATE.search(ending[-16:]) is not None


def _in_columns(line: str) -> bool:
    """Whether the line has three or more words set apart by wide gaps."""
    return line.strip().count("   ") > 1 and len(re.split(r" {3,}", line.strip())) >= 3


def _is_field(text: str) -> bool:
    """Whether a line, its marker left out, is a field."""
    marker = parse_marker(text)
    rest = text[marker.length :] if marker else text
    return field(Passage.of(rest, 0, len(rest))) is not None


def _wrap_column(lines: list[_Line]) -> int | None:
    """The column lines are wrapped at; ``None`` when they are not."""
    widths = sorted((line.width for line in lines if line.indent <= FAR_IN), reverse=True)
    if len(widths) < 4 or widths[0] > _WIDEST or widths[0] < 30:
        return None
    column = widths[0]
    return column if sum(value >= column - 2 * _SLACK for value in widths) >= 3 else None


def _is_char_wrapped(lines: list[_Line], column: int | None) -> bool | None:
    """Whether words are cut at the line end; ``None`` when the text is not wrapped at all."""
    if column is None:
        return None
    votes = 0
    for line, after in pairwise(lines):
        if after.blank_before or line.width < column - 3 * _SLACK or parse_marker(after.shown.strip()):
            continue
        ending, beginning = line.shown.rstrip(), after.shown.strip()
        if _CERTAIN_CUT.search(ending) and re.match(r"\d|[조항호]", beginning):
            votes += 3
        elif len(ending.split()[-1]) == 1 and re.match(r"[가-힣]", ending[-1]):
            votes += 1
        elif line.width < column - _SLACK:
            votes -= 1
    return votes >= 0
