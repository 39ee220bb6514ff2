"""Statutes as Markdown with YAML front matter (the corpus of national law): bytes → :class:`LawText`.

The text of the instrument is the decoded file; every place indexes it.  Annexes stand in the front matter, as
titles only.  What begins like a provision and is none is listed in ``unparsed`` with a reason.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import FormatError, Place
from kg.model.legislation import Addendum, LawText, Provision, Unparsed
from kg.model.statute import Level
from kg.read.law import (
    Outline,
    annex_component,
    child,
    circled_number,
    heading_words,
    instrument_type,
    is_deleted,
    item_number,
    read_addenda,
    read_day,
)
from kg.read.law.labels import BRANCH, CIRCLED, NUMBER, deep_label, whole_number
from kg.read.law.outline import fresh_root
from kg.read.law.units import UNIT, UNITS
from kg.read.sniff import decode
from kg.settings import Settings

BASIS: Final = "markdown"

_FIELD: Final = re.compile(
    r"^(?P<name>[가-힣A-Z]+):(?: *(?P<quote>['\"]?)(?P<value>[^\n]*?)(?P=quote))?$"
    r"(?P<list>(?:\n- [^\n:]+$)*)",
    re.MULTILINE,
)
_ANNEX: Final = re.compile(
    r"^- 별표번호: '?(?P<number>[0-9]{1,6})'?\n  별표가지번호: '?(?P<branch>[0-9]{1,4})'?\n"
    r"  별표구분: (?P<kind>[^\n]+)\n"
    r"  제목: (?P<quote>['\"]?)(?P<title>[^\n]*(?:\n    [^\n]*)*?)(?P=quote)(?=\n  [가-힣P]|\n-|\n*\Z)",
    re.MULTILINE,
)
_ANNEX_START: Final = re.compile(r"^- 별표번호:[^\n]*", re.MULTILINE)
_ADDENDA: Final = re.compile(r"^## 부칙[ \t]*$", re.MULTILINE)
_LABEL: Final = re.compile(
    r"\n+(?:"
    rf"\*\*(?P<par>[{CIRCLED}]|<\d{{1,3}}>)\*\*[ \t]*"
    rf"|  (?P<sub>{NUMBER})(?:의(?P<subb>{BRANCH}))?\\\.[ \t]*"
    r"|    (?P<item>[가-힣])\\\.[ \t]*"
    r"|(?P<hash>\#{1,6})[ \t]+(?P<heading>[^\n]*)"
    r"|[ \t\u3000]+(?P<deep>\(?(?:[1-9][0-9]?|[가-힣])\))[ \t\u3000]+"
    rf"|[ \t\u3000]*(?P<plain>(?:[0-9]{{1,5}}(?:의[0-9]+)?|[가-힣])\\?\."
    rf"|[{CIRCLED}]|제\d+[편장절관조](?:의\d+)?)"
    r"(?=[ \t\u3000\n가-힣「\"(])"
    r")"
)


def read_law_markdown(data: bytes, name: str = "<bytes>", settings: Settings | None = None) -> LawText:
    """The statute in a Markdown file.

    Raises:
        UnreadableError: empty, binary, too large, no encoding that can be told.
        FormatError: no front matter with a title (제목) and an id (법령ID).

    >>> head = "---\\n제목: 가법\\n법령ID: '000001'\\n법령구분: 법률\\n---\\n\\n# 가법\\n"
    >>> law = read_law_markdown((head + "\\n##### 제1조 ((목적))\\n\\n이 법은 …\\n").encode())
    >>> law.title, [(str(p.path), p.heading) for p in law.provisions]
    ('가법', [('제1조', '목적')])
    """
    text = decode_law(data, name, settings)
    front_end = text.find("\n---\n", 3) + 1
    fields = _fields(text, front_end)
    if not (fields.get("제목") and fields.get("법령ID")):
        raise FormatError(
            "front matter with 제목 and 법령ID is missing",
            "머리 정보(제목, 법령ID)가 없습니다",
            place=Place(name, line=1),
        )
    split = _ADDENDA.search(text, front_end)
    body_end = split.start() if split else len(text)
    annexes, unparsed = _annexes(text, front_end)
    body = _Body(text, front_end, body_end)
    provisions = [*annexes, *body.read()]
    unparsed += body.unparsed
    addenda: list[Addendum] = []
    if split:
        own, addenda, left = read_addenda(text, split.end(), len(text))
        provisions += own
        unparsed += left
    number = fields.get("공포번호", "")
    return LawText(
        text=text,
        title=fields["제목"],
        type=instrument_type(fields.get("법령구분", "")),
        law_id=fields["법령ID"],
        promulgation_number=whole_number(number) or None,
        promulgated=read_day(fields.get("공포일자", "")),
        in_force_from=read_day(fields.get("시행일자", "")),
        fields=fields,
        provisions=tuple(provisions),
        addenda=tuple(addenda),
        unparsed=tuple(unparsed),
        basis=BASIS,
    )


def decode_law(data: bytes, name: str, settings: Settings | None = None) -> str:
    """The text of a statute's file; plain UTF-8 is taken without the checks that papers need."""
    limit = (settings or Settings.from_environment()).max_file_bytes
    if len(data) <= limit and data[:3] == b"---" and b"\r" not in data and b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return decode(data, name, limit).text


def _fields(text: str, end: int) -> dict[str, str]:
    if not text.startswith("---\n") or end == 0:
        return {}
    fields: dict[str, str] = {}
    for found in _FIELD.finditer(text, 4, end):
        value = (found["value"] or "").strip()
        fields[found["name"]] = value or ";".join(line[2:] for line in found["list"].split("\n") if line)
    return fields


def _annexes(text: str, end: int) -> tuple[list[Provision], list[Unparsed]]:
    """Annexes and forms by the list of attachments; the words of each are its title."""
    provisions: list[Provision] = []
    unparsed: list[Unparsed] = []
    used: dict[object, int] = {}
    root = fresh_root()
    starts = {found.start(): found.end() for found in _ANNEX_START.finditer(text, 0, end)}
    for found in _ANNEX.finditer(text, 0, end):
        component = annex_component(found["kind"], found["number"], found["branch"])
        if component is None:
            continue
        level, number, branch = component
        starts.pop(found.start(), None)
        node = child(root, level, number, branch)
        variant = used.get(node, 0)
        used[node] = variant + 1
        at, stop = found.span("title")
        title = found["title"].strip()
        gone = title.startswith("삭제")
        provisions.append(Provision(node.path, title, at, at, stop, stop, gone, variant))
    unparsed += [Unparsed(start, stop, "annex-of-another-kind") for start, stop in starts.items()]
    return provisions, unparsed


class _Body:
    """One pass over the labels between front matter and addenda."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.outline = Outline()
        self.unparsed: list[Unparsed] = []

    def read(self) -> list[Provision]:
        handlers = {
            "par": self.on_paragraph,
            "sub": self.on_subparagraph,
            "subb": self.on_subparagraph,
            "item": self.on_item,
            "heading": self.on_heading,
            "deep": self.on_deep,
            "plain": self.on_plain,
        }
        for match in _LABEL.finditer(self.text, self.start, self.end):
            handlers[match.lastgroup or ""](match)
        return self.outline.close(self.end)

    def on_paragraph(self, match: re.Match[str]) -> None:
        self.open(match, Level.PARAGRAPH, circled_number(match["par"]), None, match.start("par") - 2)

    def on_subparagraph(self, match: re.Match[str]) -> None:
        branch = match["subb"]
        self.open(
            match, Level.SUBPARAGRAPH, int(match["sub"]), int(branch) if branch else None, match.start("sub")
        )

    def on_item(self, match: re.Match[str]) -> None:
        number = item_number(match["item"])
        if number:
            self.open(match, Level.ITEM, number, None, match.start("item"))
        else:
            self.leave(match, "item", "letter-unknown")

    def open(self, match: re.Match[str], level: Level, number: int, branch: int | None, at: int) -> None:
        body = match.end()
        made = self.outline.open(level, number, branch, at, body, match.start())
        if self.text.startswith("삭제", body):
            made.deleted = is_deleted(self.text, body)

    def on_heading(self, match: re.Match[str]) -> None:
        found = UNIT.match(match["heading"])
        if found is None:
            if len(match["hash"]) > 1:
                # The service prints 제0조 where an act has no articles.
                zero = match["heading"].startswith("제0조")
                self.leave(match, "heading", "numbered-zero" if zero else "heading-unknown")
            return
        level, branch = UNITS[found["unit"]], found["branch"]
        words = found["words"]
        body = match.start("heading") + found.start("words")
        if level is Level.ARTICLE:
            body = self.skip_lines(match.end())
        made = self.outline.open(
            level,
            int(found["number"]),
            int(branch) if branch else None,
            match.start("heading"),
            body,
            match.start(),
        )
        made.heading = heading_words(words)
        made.deleted = is_deleted(self.text, made.body)

    def skip_lines(self, at: int) -> int:
        text, end = self.text, self.end
        while at < end and text[at] == "\n":
            at += 1
        return at

    def on_deep(self, match: re.Match[str]) -> None:
        level, number = deep_label(match["deep"])
        above = self.outline.deepest
        if above < Level.ARTICLE or not number or number != self.outline.last(level) + 1:
            self.leave(match, "deep", "out-of-sequence")
        else:
            self.open(match, level, number, None, match.start("deep"))

    def on_plain(self, match: re.Match[str]) -> None:
        self.leave(match, "plain", "label-not-marked")

    def leave(self, match: re.Match[str], group: str, reason: str) -> None:
        self.unparsed.append(Unparsed(match.start(group), match.end(group), reason))
