"""Markdown as conversions of council papers write it: headings, TSV runs, pipe and HTML tables, HTML in
cells.

A line is a paragraph of its own (these papers have no soft wraps); the structure pass joins what a page
break cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.blocks import Passage, Span
from kg.read.inline import clean
from kg.read.raw import Raw, RawFigure, RawLine
from kg.read.tables import (
    PAGE,
    html_tables,
    is_tsv_row,
    is_tsv_rule,
    read_html_table,
    read_pipe_table,
    read_tsv,
)

_HEADING = re.compile(r"[ ]{0,3}(?P<hashes>#{1,6})(?:[ \t]+|(?=[^#\s\d]))")
_CLOSING_HASHES = re.compile(r"[ \t]#+[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|`{3,}\w*|~{3,}\w*)$")
_SETEXT = re.compile(r"[ ]{0,3}={3,}[ \t]*$")
_IMAGE = re.compile(r"\s*!\[(?P<alt>[^\]]{0,300})\]\([^)\s]{0,2000}[^)]{0,300}\)\s*$")
_PIPE_RULE = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_NOTE_LINE = re.compile(r"^[ \t]*(?:\[\^(?P<caret>\d{1,3})\]:|(?P<number>\d{1,3})\))", re.MULTILINE)
_QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")


def looks_like_markdown(text: str) -> bool:
    """Whether the text has markup of its own: a heading, emphasis, an HTML tag, a table rule.

    >>> looks_like_markdown("# 심사보고서\\n\\n본문"), looks_like_markdown("심사보고서\\n\\n1. 심사경과\\n")
    (True, False)
    """
    return any(sign.search(text) for sign in _SIGNS)


_SIGNS = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE),
    re.compile(r"^-{3,}(?:\t-+)+[ \t]*$", re.MULTILINE),
    re.compile(r"^[ ]{0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$", re.MULTILINE),
    re.compile(r"</?(?:b|br|li|ul|sup|strong|table)\b[^<>\n]{0,200}>", re.IGNORECASE),
    re.compile(r"(?<![*\w])\*\*[^\s*][^*\n]{0,200}[^\s*]?\*\*(?!\*)"),
    re.compile(r"\[\^\d{1,3}\]|!\[[^\]\n]{0,200}\]\("),
)


def note_numbers(text: str) -> frozenset[str]:
    """Numbers that open a line as a note's body does (``1) …``, ``[^1]: …``)."""
    return frozenset(match["caret"] or match["number"] for match in _NOTE_LINE.finditer(text))


def lines_of(text: str) -> Iterator[Span]:
    """The lines of *text*, line ends left out."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def read_markdown(text: str) -> Raw:
    """Raw blocks of a Markdown text."""
    return _MarkdownReader(text).read()


class _MarkdownReader:
    """Line by line; every method that reads blocks returns how many lines it took."""

    def __init__(self, text: str) -> None:
        self.raw = Raw(text)
        self.text = text
        self.lines = list(lines_of(text))
        self.notes = note_numbers(text)
        self.tables = html_tables(text)
        self.tight = False

    def read(self) -> Raw:
        at = 0
        while at < len(self.lines):
            at += self._block(at)
        return self.raw

    def _block(self, at: int) -> int:
        line = self.lines[at]
        shown = line.of(self.text)
        if not shown.strip():
            self.tight = False
            return 1
        taken = self._table(at, shown)
        if taken:
            self.tight = False
            return taken
        if self._furniture(line, shown) or self._image(line, shown):
            self.tight = False
            return 1
        self._line(line, shown)
        return 1

    def _table(self, at: int, shown: str) -> int:
        if is_tsv_row(shown):
            return self._tsv(at)
        if "|" in shown and at + 1 < len(self.lines):
            below = self.lines[at + 1].of(self.text)
            if "|" in below and _PIPE_RULE.match(below):
                return self._pipe(at)
        if shown.lstrip()[:6].lower() == "<table":
            return self._html(at)
        return 0

    def _tsv(self, at: int) -> int:
        stop = at
        while stop < len(self.lines):
            shown = self.lines[stop].of(self.text)
            if "\t" not in shown and not is_tsv_rule(shown):
                break
            stop += 1
        self.raw.blocks.append(read_tsv(self.raw, self.lines[at:stop], self.notes))
        return stop - at

    def _pipe(self, at: int) -> int:
        stop = at + 2
        while stop < len(self.lines) and "|" in self.lines[stop].of(self.text):
            stop += 1
        self.raw.blocks.append(read_pipe_table(self.raw, self.lines[at:stop], self.notes))
        return stop - at

    def _html(self, at: int) -> int:
        start = self.text.index("<", self.lines[at].start)
        end = self.tables.get(start)
        if end is None:
            return 0
        self.raw.blocks.append(read_html_table(self.raw, start, end, self.notes))
        stop = at
        while stop < len(self.lines) and self.lines[stop].start < end:
            stop += 1
        rest = Span(end, self.lines[stop - 1].end)
        if rest.of(self.text).strip():
            self._line(rest, rest.of(self.text))
        return stop - at

    def _furniture(self, line: Span, shown: str) -> bool:
        if PAGE.fullmatch(shown):
            self.raw.drop(line.start, line.end, "page")
            return True
        if _RULE.fullmatch(shown) or is_tsv_rule(shown):
            self.raw.drop(line.start, line.end, "rule")
            return True
        last = self.raw.blocks[-1] if self.raw.blocks else None
        if _SETEXT.fullmatch(shown) and self.tight and isinstance(last, RawLine):
            last.heading = 1
            self.raw.drop(line.start, line.end, "markup")
            return True
        return False

    def _image(self, line: Span, shown: str) -> bool:
        match = _IMAGE.match(shown)
        if match is None:
            return False
        start, end = line.start + match.start("alt"), line.start + match.end("alt")
        self.raw.drop(line.start, start, "markup")
        self.raw.drop(end, line.end, "markup")
        self.raw.blocks.append(RawFigure(clean(self.raw, start, end).passage, line))
        return True

    def _line(self, line: Span, shown: str) -> None:
        start, end = line
        quote = _QUOTE.match(shown)
        if quote:
            self.raw.drop(start, start + quote.end(), "markup")
            start += quote.end()
        heading = _HEADING.match(self.text, start, end)
        if heading:
            closing = _CLOSING_HASHES.search(self.text, heading.end(), end)
            self.raw.drop(start, heading.end(), "markup")
            start = heading.end()
            if closing:
                self.raw.drop(closing.start(), end, "markup")
                end = closing.start()
        inline = clean(self.raw, start, end, self.notes)
        self._emit(inline.lines, inline.bold, len(heading["hashes"]) if heading else 0, shown)

    def _emit(self, passages: tuple[Passage, ...], bold: bool, level: int, shown: str) -> None:
        indent = len(shown.expandtabs(4)) - len(shown.expandtabs(4).lstrip())
        for number, passage in enumerate(passages):
            self.raw.blocks.append(
                RawLine(passage, passage.source, level, indent, bold, self.tight and number == 0)
            )
        self.tight = level == 0 and not shown.endswith(("  ", "\\"))
