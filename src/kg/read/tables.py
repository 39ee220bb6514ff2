"""Tables of text formats (TSV runs, pipe tables, HTML) → rows of raw cells."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.model.blocks import Passage, Span
from kg.read.inline import clean, entries
from kg.read.raw import Raw, RawCell, RawTable

PAGE = re.compile(
    r"\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*/\s*\d{1,4}|-\s*[ivxlc]{1,6}\s*-|\d{1,4}\s*쪽)\s*"
)
_TSV_RULE = re.compile(r"[ ]*[-=:]+[ ]*(?:\t[ ]*[-=:]*[ ]*)+")
_HTML_ROW = re.compile(
    r"<(?P<close>/?)(?P<tag>table|tr|td|th)\b(?P<attributes>[^<>]{0,1000})>", re.IGNORECASE
)
_SPAN = re.compile(r"\b(?P<which>row|col)span\s*=\s*[\"']?\s*(?P<number>\d{1,3})", re.IGNORECASE)
_TAB_IN_LINE = re.compile(
    r"[^\t]*\t\s*[:：]|(?:[-–—*+○◦●□■▶▷※ㅇ·]|\d{1,2}[.)]|\(\d{1,2}\)|[가-하][.)]|[IVX]{1,4}\.|[Ⅰ-Ⅻ]\.?|[①-⑳])\t+[^\t]*$"
)
_PIPE = re.compile(r"(?<!\\)\|")


def is_tsv_rule(line: str) -> bool:
    """Whether the line is the rule under a TSV header (``----\\t--``).

    >>> is_tsv_rule("----\\t------"), is_tsv_rule("-\\t1\\t2")
    (True, False)
    """
    return "\t" in line and "-" in line and _TSV_RULE.fullmatch(line) is not None and "--" in line


def is_tsv_row(line: str) -> bool:
    """Whether the line can open a TSV run: a tab between words, not one that only indents or sets a colon.

    >>> is_tsv_row("구분\\t내용"), is_tsv_row("\\t가. 제안이유"), is_tsv_row("제출자\\t: 시장")
    (True, False, False)
    """
    inner = line.strip()
    return "\t" in inner and not _TAB_IN_LINE.match(inner)


def read_tsv(raw: Raw, lines: list[Span], notes: frozenset[str]) -> RawTable:
    """The table of a run of TSV lines."""
    rows: list[list[RawCell | None]] = []
    ruled = False
    for line in lines:
        if is_tsv_rule(line.of(raw.text)):
            raw.drop(line.start, line.end, "rule")
            ruled = ruled or len(rows) == 1
            continue
        row: list[RawCell | None] = []
        start = line.start
        for value in line.of(raw.text).split("\t"):
            row.append(_cell(raw, start, start + len(value), notes))
            start += len(value) + 1
        rows.append(row)
    return RawTable(rows, Span(lines[0].start, lines[-1].end), ruled)


def read_pipe_table(raw: Raw, lines: list[Span], notes: frozenset[str]) -> RawTable:
    """The table of Markdown lines with ``|``; the second line is its rule."""
    rows: list[list[RawCell | None]] = []
    for number, line in enumerate(lines):
        if number == 1:
            raw.drop(line.start, line.end, "rule")
            continue
        bars = [match.start() for match in _PIPE.finditer(raw.text, line.start, line.end)]
        for bar in bars:
            raw.drop(bar, bar + 1, "markup")
        edges = [line.start - 1, *bars, line.end]
        row = [_cell(raw, left + 1, right, notes) for left, right in pairwise(edges)]
        if not raw.text[line.start : bars[0]].strip():
            row = row[1:]
        if not raw.text[bars[-1] + 1 : line.end].strip():
            row = row[:-1]
        rows.append(row)
    return RawTable(rows, Span(lines[0].start, lines[-1].end), ruled=True)


def html_tables(text: str) -> dict[int, int]:
    """Start → end of every HTML table that is closed and lies in no other."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _HTML_ROW.finditer(text):
        if match["tag"].lower() != "table":
            continue
        if not match["close"]:
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.end()
    return found


def read_html_table(raw: Raw, start: int, end: int, notes: frozenset[str]) -> RawTable:
    """The table of ``<table>…</table>``: text outside its cells is its caption."""
    rows: list[list[RawCell | None]] = []
    loose: list[Passage] = []
    opened: re.Match[str] | None = None
    depth = 0
    at = start
    for match in _HTML_ROW.finditer(raw.text, start, end):
        tag, closing = match["tag"].lower(), bool(match["close"])
        if tag == "table":
            depth += -1 if closing else 1
        if depth > 1 or (tag == "table" and depth == 1 and closing):
            continue
        if tag in ("td", "th", "tr") or depth == 0:
            if opened is not None:
                rows[-1].append(_html_cell(raw, opened, match.start(), notes))
                opened = None
            else:
                loose += clean(raw, at, match.start(), notes).lines
            raw.drop(match.start(), match.end(), "markup")
            at = match.end()
        if tag == "tr" and not closing:
            rows.append([])
        elif tag in ("td", "th") and not closing:
            if not rows:
                rows.append([])
            opened = match
    loose += clean(raw, at, end, notes).lines
    caption = Passage.join(loose, "\n") if loose else None
    return RawTable([row for row in rows if row], Span(start, end), explicit=True, caption=caption)


def _html_cell(raw: Raw, opened: re.Match[str], end: int, notes: frozenset[str]) -> RawCell:
    spans = {m["which"].lower(): max(int(m["number"]), 1) for m in _SPAN.finditer(opened["attributes"])}
    passage, items = entries(raw, clean(raw, opened.end(), end, notes))
    header = opened["tag"].lower() == "th"
    return RawCell(passage, items, spans.get("row", 1), min(spans.get("col", 1), 200), header)


def _cell(raw: Raw, start: int, end: int, notes: frozenset[str]) -> RawCell | None:
    passage, items = entries(raw, clean(raw, start, end, notes))
    return RawCell(passage, items) if passage or passage.notes else None
