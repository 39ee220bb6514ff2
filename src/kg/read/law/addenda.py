"""Addenda (부칙): their headings, and the articles, paragraphs and items that are their own.

Much of an addendum's text amends other acts, and new text of those stands there line by line, without
quotation marks.  What is quoted is told from what is own by three signs: the addendum's labels go on in
sequence; a line that introduces new text (``제6조를 다음과 같이 한다``) names what it quotes; below a line
that amends, only further amending lines are own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.model.legislation import Addendum, Provision, Unparsed
from kg.model.statute import Level, ProvisionPath
from kg.read.law.labels import (
    BRANCH,
    CIRCLED,
    NUMBER,
    circled_number,
    deep_label,
    heading_words,
    item_number,
    read_day,
)
from kg.read.law.outline import Node, Outline
from kg.read.law.words import LONGEST_RANGE, RANGE, is_deleted, split_heading

QUOTED: Final = "quoted-in-amendment"
OMITTED: Final = "omitted-in-source"
OUT_OF_SEQUENCE: Final = "out-of-sequence"
NO_HEADING: Final = "addendum-without-heading"

_LABEL: Final = re.compile(
    r"\n[ \t\u3000]*(?:"
    rf"제\s?(?P<art>{NUMBER})\s?조(?:의\s?(?P<branch>{BRANCH}))?(?=[ \t\u3000(,]|부터|내지|및|ㆍ|~)"
    rf"|(?P<par>[{CIRCLED}]|<\d{{1,3}}>)"
    rf"|(?P<sub>[1-9][0-9]{{0,2}})(?:의(?P<subb>{BRANCH}))?\\?\.(?=[ \t]|[^\s\d.])"
    r"|(?P<item>[가-힣])\\?\.(?=[ \t가-힣「\"(])"
    r"|(?P<deep>\(?(?:[1-9][0-9]?|[가-힣])\))(?=[ \t\u3000])"
    r"|(?P<unit>제\s?\d+\s?[편장절관](?:의\s?\d+)?)(?=[ \t\u3000])"
    r"|(?P<head>(?:부[ \t\u3000]*칙|附[ \t]*則)[^\n]*)"
    r")"
)
_HEAD: Final = re.compile(
    r"(?:부\s*칙|附\s*則)(?P<of>[^<\n]*)(?:<(?P<note>[^<>\n]*)>\s*)?"
    r"<(?P<kind>[^<>\n]*?)[제第]?\s?0*(?P<number>[0-9]{1,7})\s?[호號]\s?,?\s?(?P<day>[^<>\n]*)>\s*(?:<[^<>\n]*>\s*)?(?P<after>\([^\n]*\))?\s*$"
)
_PLAIN_HEAD: Final = re.compile(r"(?:부\s*칙|附\s*則)\s*(?:\(\d{4}[^()]*\))?\s*(?:<(?P<day>[^<>\n]*)>)?\s*$")
_AMENDS: Final = re.compile(
    r"다음과\s?같이\s?(?:각각\s?)?(?:개정|신설|한다|한\s|하고|변경|고친|이를)|[\"”]\s?[을를]\s?(?:각각\s?)?[\"“]|[을를]\s?(?:각각\s?)?삭제한다"
    r"|\([^()\n]{0,80}다른\s?[^()\n]{0,80}(?:개정|폐지)[^()\n]{0,80}\)|\(관계\s?법[^()\n]{0,80}개정[^()\n]{0,80}\)"
)
_AMENDING_LAW: Final = re.compile(
    r"(?:일부를|[가-힣」)]\s?중|[을를])\s*다음과\s?같이\s?(?:각각\s?)?(?:개정|한다|변경|고친)|생략\s*$|삭제\s*<|폐지한다|개정한다|[\"”]\s?[을를]\s?(?:각각\s?)?[\"“]"
)
_LEAD: Final = re.compile(r"다음과\s?같이\s?(?:각각\s?)?(?:신설|한다|한\s|하고|하며|변경)")
_NAMED: Final = re.compile(rf"제({NUMBER})조(?:의({BRANCH}))?")
_PROSE: Final = re.compile(r"\s*\([^()\n]*\)\s?(?:제\d+[항호]|중\s|[을를]\s|의\s)")
_NOT_OWN: Final = re.compile(
    r"\s*(?:중|각\s?호|각\s?항|본문|단서|전단|후단|제목|제\d|및|부터|내지|[의를을에,ㆍ~])"
)


def read_addenda(text: str, start: int, end: int) -> tuple[list[Provision], list[Addendum], list[Unparsed]]:
    """The addenda of ``text[start:end]``: their provisions, the addenda themselves, labels that are not own.

    >>> text = "\\n부칙 <제12호,2020.1.2>\\n제1조(시행일) 이 법은 공포한 날부터 시행한다."
    >>> provisions, addenda, _ = read_addenda(text, 0, len(text))
    >>> [str(p.path) for p in provisions], addenda[0].number, addenda[0].promulgated
    (['부칙', '부칙 제1조'], 12, datetime.date(2020, 1, 2))
    """
    return _Reader(text, start, end).read()


class _Reader:
    """One pass over the lines that begin with a label."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.outline = Outline(Node(ProvisionPath()))
        self.addenda: list[Addendum] = []
        self.unparsed: list[Unparsed] = []
        self.numbers: dict[int, int] = {}
        self.begin_addendum()

    def begin_addendum(self) -> None:
        self.article, self.branch, self.paragraph = 0, 0, 0
        self.article_amends = self.amends = self.omitted = False
        self.pending: set[tuple[int, int]] = set()

    def read(self) -> tuple[list[Provision], list[Addendum], list[Unparsed]]:
        handlers: dict[str, Callable[[re.Match[str]], None]] = {
            "art": self.on_article,
            "branch": self.on_article,
            "par": self.on_paragraph,
            "sub": self.on_subparagraph,
            "subb": self.on_subparagraph,
            "item": self.on_item,
            "deep": self.on_deep,
            "unit": lambda match: self.leave(match.start("unit"), match.end(), QUOTED),
            "head": self.on_heading,
        }
        for match in _LABEL.finditer(self.text, self.start, self.end):
            handlers[match.lastgroup or ""](match)
        provisions = self.outline.close(self.end)
        for place, addendum in enumerate(self.addenda):
            following = self.addenda[place + 1].start if place + 1 < len(self.addenda) else self.end
            self.addenda[place] = addendum._replace(end=following)
        return provisions, self.addenda, self.unparsed

    # --- headings -----------------------------------------------------------------------------------------

    def on_heading(self, match: re.Match[str]) -> None:
        words = match["head"]
        at = match.start("head")
        if found := _HEAD.match(words):
            number, day = int(found["number"]), read_day(found["day"])
            act = heading_words(found["of"]) or heading_words(found["after"] or "")
        elif found := _PLAIN_HEAD.match(words):
            number, day, act = 0, read_day(words), ""
        else:
            return  # 부칙 제3조 중 …: prose that amends an addendum
        count = self.numbers[number] = self.numbers.get(number, 0) + 1
        branch = count if count > 1 else None
        self.begin_addendum()
        opened = self.outline.open(Level.ADDENDA, number, branch, at, match.end(), match.start())
        opened.heading = act
        self.addenda.append(Addendum(number, branch, day, act, at, self.end))

    # --- articles -----------------------------------------------------------------------------------------

    def on_article(self, match: re.Match[str]) -> None:
        number, branch = int(match["art"]), int(match["branch"] or 0)
        at = match.start("art") - 1
        line = self.line(match.end())
        if found := RANGE.match(line):
            self.on_article_range(match, at, found, number)
            return
        titled = line.lstrip().startswith("(")
        if (_NOT_OWN if not titled else _PROSE).match(line):
            self.leave(at, match.end(), QUOTED)  # 제6조 중 …, 제6조(종전의 제7조)제1항 중 …: prose
            return
        if not self.own_article(number, branch, titled, match.start()):
            self.leave(at, match.end(), QUOTED if self.amends or not titled else OUT_OF_SEQUENCE)
            return
        self.open_article(match, at, number, branch, line)

    def own_article(self, number: int, branch: int, titled: bool, before: int) -> bool:
        if (number, branch) in self.pending:
            self.pending.discard((number, branch))
            return False
        # 제2조 내지 제7조 생략 followed by 제7조: a slip of the source
        onward = (number, branch) > (self.article, self.branch) or (self.omitted and number == self.article)
        following = (number == self.article + 1 and branch == 0) or (
            number == self.article and branch in (self.branch + 1, 2)
        )
        if not (self.amends or self.article_amends):
            return onward and (titled or following or not self.article)
        return (
            (following or self.omitted) and onward and titled and not self.introduced(number, branch, before)
        )

    def introduced(self, number: int, branch: int, before: int) -> bool:
        """Whether the line above says that the article named is given new text here."""
        lead = self.line_before(before)
        if not _LEAD.search(lead):
            return False
        named = {(int(a), int(b or 0)) for a, b in _NAMED.findall(lead)}
        if (number, branch) not in named:
            return False
        self.pending |= named - {(number, branch)}
        return True

    def on_article_range(self, match: re.Match[str], at: int, found: re.Match[str], number: int) -> None:
        last = int(found["art"] or number)
        named = self.introduced(number, 0, match.start()) if self.amends else False
        if named or not (self.article < number <= last):
            self.leave(at, match.end(), QUOTED if named or self.amends else OUT_OF_SEQUENCE)
            return
        end = match.end() + found.end()
        if found["what"] == "삭제":
            for each in range(number, min(last, number + LONGEST_RANGE) + 1):
                opened = self.outline.open(Level.ARTICLE, each, None, at, match.end(), match.start())
                opened.deleted = True
        else:
            self.leave(at, end, OMITTED)
        self.article, self.branch, self.paragraph = last, 0, 0
        self.article_amends = self.amends = False
        self.omitted = True
        self.pending.clear()

    def open_article(self, match: re.Match[str], at: int, number: int, branch: int, line: str) -> None:
        heading, body = split_heading(self.text, match.end(), self.end)
        opened = self.outline.open(Level.ARTICLE, number, branch or None, at, body, match.start())
        opened.heading = heading
        opened.deleted = is_deleted(self.text, body)
        self.article, self.branch, self.paragraph, self.omitted = number, branch, 0, False
        self.article_amends = self.amends = _AMENDS.search(line) is not None
        self.pending.clear()
        if self.text[body : body + 1] == "①":
            self.first_paragraph(body)

    # --- paragraphs and what is below ---------------------------------------------------------------------

    def first_paragraph(self, at: int) -> None:
        """Paragraph 1 where it stands in the line of its article."""
        if found := RANGE.match(self.line(at + 1)):
            self.omit_paragraphs(at, at + 1, found, 1)
            return
        self.paragraph = 1
        made = self.outline.open(Level.PARAGRAPH, 1, None, at, self.skip(at + 1), at)
        made.deleted = is_deleted(self.text, made.body)

    def on_paragraph(self, match: re.Match[str]) -> None:
        number, at = circled_number(match["par"]), match.start("par")
        line = self.line(match.end())
        expected = number == self.paragraph + 1
        if found := RANGE.match(line):
            self.on_paragraph_range(match, at, found, number)
            return
        amends = _AMENDS.search(line) is not None
        if self.article_amends:
            own = expected and _AMENDING_LAW.search(line) is not None and not self.names_paragraph(match)
        elif self.amends:
            own = expected and not self.names_paragraph(match)
        else:
            own = number > self.paragraph
        if not own:
            self.leave(at, match.end(), QUOTED if self.amends else OUT_OF_SEQUENCE)
            return
        body = self.skip(match.end())
        opened = self.outline.open(Level.PARAGRAPH, number, None, at, body, match.start())
        if self.text[body : body + 1] == "(":
            opened.heading, opened.body = split_heading(self.text, body, self.end)
        opened.deleted = is_deleted(self.text, opened.body)
        self.paragraph, self.amends = number, amends or self.article_amends

    def names_paragraph(self, match: re.Match[str]) -> bool:
        lead = self.line_before(match.start())
        return f"제{circled_number(match['par'])}항" in lead and _LEAD.search(lead) is not None

    def on_paragraph_range(self, match: re.Match[str], at: int, found: re.Match[str], number: int) -> None:
        last = circled_number(found["par"]) if found["par"] else number
        if not self.paragraph < number <= last:
            self.leave(at, match.end(), QUOTED if self.amends else OUT_OF_SEQUENCE)
            return
        self.omit_paragraphs(at, match.end(), found, number)

    def omit_paragraphs(self, at: int, end: int, found: re.Match[str], number: int) -> None:
        """Paragraphs from ``number`` on of which the source says only that they are gone or left out."""
        last = circled_number(found["par"]) if found["par"] else number
        if found["what"] == "삭제":
            for each in range(number, min(last, number + LONGEST_RANGE) + 1):
                self.outline.open(Level.PARAGRAPH, each, None, at, self.skip(end), at).deleted = True
        else:
            self.leave(at, end + found.end(), OMITTED)
        self.paragraph = last

    def on_subparagraph(self, match: re.Match[str]) -> None:
        number, branch = int(match["sub"]), int(match["subb"] or 0)
        last = self.outline.last(Level.SUBPARAGRAPH)
        follows = number > last or (branch > 1 and number == last)
        self.below(match, "sub", Level.SUBPARAGRAPH, number, branch or None, follows)

    def on_item(self, match: re.Match[str]) -> None:
        number = item_number(match["item"])
        follows = number > 0 and number == self.outline.last(Level.ITEM) + 1
        self.below(match, "item", Level.ITEM, number, None, follows and self.outline.deepest > Level.ADDENDA)

    def on_deep(self, match: re.Match[str]) -> None:
        level, number = deep_label(match["deep"])
        follows = number > 0 and number == self.outline.last(level) + 1
        self.below(match, "deep", level, number, None, follows and self.outline.deepest > Level.ADDENDA)

    def below(
        self, match: re.Match[str], group: str, level: Level, number: int, branch: int | None, follows: bool
    ) -> None:
        at = match.start(group)
        if self.amends or not follows or not self.addenda:
            self.leave(at, match.end(), QUOTED if self.amends else OUT_OF_SEQUENCE)
            return
        opened = self.outline.open(level, number, branch, at, self.skip(match.end()), match.start())
        opened.deleted = is_deleted(self.text, opened.body)

    # --- the text -----------------------------------------------------------------------------------------

    def leave(self, start: int, end: int, reason: str) -> None:
        self.unparsed.append(Unparsed(start, end, reason))

    def line(self, at: int) -> str:
        end = self.text.find("\n", at, self.end)
        return self.text[at : end if end >= 0 else self.end]

    def line_before(self, at: int) -> str:
        end = at
        while end > self.start and self.text[end - 1] in "\n \t\u3000":
            end -= 1
        return self.text[self.text.rfind("\n", self.start, end) + 1 : end]

    def skip(self, at: int) -> int:
        while at < self.end and self.text[at] in " \t\u3000":
            at += 1
        return at
