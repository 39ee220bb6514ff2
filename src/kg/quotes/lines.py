"""The words a paper reproduces, piece by piece: each under the provision its printed label stands for.

A label stands before a span of the quotation (the reader keeps it out of the words) or, in flattened table
cells and footnotes, within it: ``제4조(제목) ① …  1. …  2. …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model.blocks import Span
from kg.model.statute import CIRCLED_DIGITS, ITEM_LETTERS, Component, Level, ProvisionPath

_LABEL: Final = (
    rf"(?:(?P<circled>[{CIRCLED_DIGITS}])"
    r"|(?P<number>\d{1,3})(?:의(?P<branch>\d{1,2}))?\s*\\?(?P<stop>[.)])(?!\d)"
    r"|제(?P<ho>\d{1,2})호(?:의(?P<ho_branch>\d{1,2}))?(?=[\s.:：])\.?"
    rf"|(?P<letter>[{ITEM_LETTERS}])\s*(?P<letter_stop>[.)])"
    r"|\((?P<inner_number>\d{1,2})\)"
    rf"|\((?P<inner_letter>[{ITEM_LETTERS}])\))"
)
_AT_START: Final = re.compile(rf"[\s*>|\\-]*{_LABEL}[\s*\\]*")
_BEFORE: Final = re.compile(rf"(?:^|[\s*>|<]){_LABEL}[\s*\\]*$")
_INSIDE: Final = re.compile(rf"(?:(?<=\s)|(?<=[>.]))(?<!\d\.\s)(?<!\d\.){_LABEL}(?=\s*\S)")
_ARTICLE: Final = re.compile(
    r"\W{0,6}(?:[「『｢][^「」『』｢｣\n]{1,90}[」』｣]?\s*|[^\n「」제]{2,60}(?:법|법률|조례|규칙|령|규정)\s*)?"
    r"제\s?(?P<article>\d{1,4})\s?조(?:\s?의\s?(?P<branch>\d{1,2}))?"
    r"(?P<heading>\s*\*{0,2}\s*\((?!\s*(?:본문|이하|각\s?[호항])?\s*생\s*략\s*\))(?:[^()\n]|\([^()\n]{0,40}\)){1,90}\))?"
    r"(?:\s?제\s?(?P<paragraph>\d{1,2})\s?항)?"
    r"(?:\s?제\s?(?P<subparagraph>\d{1,2})\s?호(?:의(?P<sub_branch>\d{1,2}))?)?"
    rf"(?:\s?(?P<item>[{ITEM_LETTERS}])목)?"
    r"(?(heading)|(?P<late_heading>\s*\((?!\s*(?:본문|이하|각\s?[호항])?\s*생\s*략\s*\))(?:[^()\n]|\([^()\n]{0,40}\)){1,90}\))?)"
    r"[*\s]*[:：]?\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The words a paper prints under one label.

    ``label`` is the label as printed, ``is_plain`` whether it has the form the statutes print; ``heading``
    is the heading of the article where the line prints one.  An excerpt's words may begin and end within
    those of the provision.
    """

    path: ProvisionPath
    text: str
    heading: str = ""
    label: str = ""
    is_plain: bool = True
    is_excerpt: bool = False


def excerpt_line(text: str, spans: Sequence[Span], provision: ProvisionPath) -> Line:
    """The words of a provision that a sentence of a document repeats."""
    return Line(provision, " ".join(span.of(text) for span in spans), is_excerpt=True)


def quoted_lines(text: str, spans: Sequence[Span], article: ProvisionPath) -> tuple[Line, ...]:
    """The lines of a quotation of *article* that stands at *spans* of a document's *text*.

    >>> page = "제4조(대상) ① 다음 각 호와 같다.\\n1. 시설\\n2. 사무"
    >>> spans = [Span(0, 21), Span(25, 27), Span(31, 33)]
    >>> [(str(l.path), l.text) for l in quoted_lines(page, spans, ProvisionPath.parse("제4조"))][1:]
    [('제4조제1항', '다음 각 호와 같다.'), ('제4조제1항제1호', '시설'), ('제4조제1항제2호', '사무')]
    """
    walk = _Walk(article)
    lines: list[Line] = []
    for number, (label, words) in enumerate(_labelled(text, spans)):
        lines.extend(walk.read(label, words, opens=number == 0))
    return tuple(line for line in lines if line.text or line.heading)


def _labelled(text: str, spans: Sequence[Span]) -> Iterator[tuple[re.Match[str] | None, str]]:
    """The spans joined where no label parts them, each with the label before it."""
    label: re.Match[str] | None = None
    words: list[str] = []
    end = 0
    for number, span in enumerate(spans):
        gap = text[max(end, span.start - _LONGEST_GAP) : span.start]
        own = gap[gap.rfind("\n") + 1 :]
        found = _BEFORE.search(own)
        if number and found is None:
            words.append(" " if _PARTS_WORDS.search(gap) else "")
        elif number:
            yield label, "".join(words)
            words = []
        label = found if found is not None or not number else label
        words.append(span.of(text))
        end = span.end
    if words:
        yield label, "".join(words)


_LONGEST_GAP: Final = 200
_PARTS_WORDS: Final = re.compile(r"\s|<br|[|]", re.IGNORECASE)


class _Walk:
    """Follows the labels of one quotation: what a number or a letter means depends on what it lies under."""

    def __init__(self, article: ProvisionPath) -> None:
        self.article = article.cut(Level.ARTICLE) or article
        self.path = article
        self.label = ""
        self.is_plain = True
        self.with_bracket = False

    def read(self, label: re.Match[str] | None, words: str, *, opens: bool) -> Iterator[Line]:
        """The lines of one passage; a label before an opening article is the paper's own."""
        heading, self.label, self.is_plain = "", "", True
        opening = _ARTICLE.match(words)
        if opening is not None and (opens or label is None):
            self.path = self._named(opening)
            heading = _inner(opening["heading"] or opening["late_heading"] or "")
            words = words[opening.end() :]
        elif label is not None:
            self._enter(label)
        if (first := _AT_START.match(words)) and (opening is not None or first["circled"]):
            if heading:
                yield Line(self.article, "", heading)
                heading = ""
            self._enter(first)
            words = words[first.end() :]
        yield from self._split(words, heading)

    def _split(self, words: str, heading: str) -> Iterator[Line]:
        """A passage cut where labels stand within it."""
        at = 0
        for label in _INSIDE.finditer(words):
            if self._follows(label) and not _is_inside_brackets(words, label.start()):
                yield self._line(words[at : label.start()], heading)
                self._enter(label)
                heading, at = "", label.end()
        yield self._line(words[at:], heading)

    def _line(self, words: str, heading: str) -> Line:
        return Line(self.path, words.strip(), heading, self.label, self.is_plain)

    def _named(self, opening: re.Match[str]) -> ProvisionPath:
        """The provision that an opening names, in the quoted article."""
        path = self.article
        for name, branch, level in (
            ("paragraph", "", Level.PARAGRAPH),
            ("subparagraph", "sub_branch", Level.SUBPARAGRAPH),
        ):
            if opening[name]:
                path /= Component(level, int(opening[name]), _number(opening, branch))
        if opening["item"]:
            path /= Component(Level.ITEM, ITEM_LETTERS.index(opening["item"]) + 1)
        return path

    def _follows(self, label: re.Match[str]) -> bool:
        """Whether a label within a passage is the next one there can be."""
        if label["circled"]:
            reached = self.path.cut(Level.PARAGRAPH)
            number = reached.components[-1].number if reached else 0
            return CIRCLED_DIGITS.index(label["circled"]) + 1 > number
        if label["ho"] or label["inner_number"] or label["inner_letter"]:
            return False
        step = self._step(label)
        reached = self.path.cut(step.level)
        before = reached.components[-1].number if reached else 0
        return step.number == before + 1 or (step.branch is not None and step.number == before)

    def _enter(self, label: re.Match[str]) -> None:
        """Go to the provision of a label."""
        step = self._step(label)
        above = [c for c in self.path.components if c.level < step.level]
        self.path = ProvisionPath((*above, step))
        self.label, self.is_plain = label[0].strip(" \t\n*>|-"), _is_plain(label, step)

    def _step(self, label: re.Match[str]) -> Component:
        reached = {component.level for component in self.path.components}
        if label["circled"]:
            return Component(Level.PARAGRAPH, CIRCLED_DIGITS.index(label["circled"]) + 1)
        if label["ho"]:
            return Component(Level.SUBPARAGRAPH, int(label["ho"]), _number(label, "ho_branch"))
        if label["number"]:
            return Component(
                self._level_of_number(label, reached), int(label["number"]), _number(label, "branch")
            )
        if label["inner_number"]:
            deep = Level.SUBITEM_LETTER in reached
            return Component(Level.SUBITEM_NUMBER if deep else Level.SUBPARAGRAPH, int(label["inner_number"]))
        letter = label["letter"] or label["inner_letter"]
        return Component(_level_of_letter(label, reached), ITEM_LETTERS.index(letter) + 1)

    def _level_of_number(self, label: re.Match[str], reached: set[Level]) -> Level:
        if label["stop"] == ".":
            return Level.SUBPARAGRAPH
        if Level.SUBPARAGRAPH not in reached or (self.with_bracket and Level.ITEM not in reached):
            self.with_bracket = True
            return Level.SUBPARAGRAPH
        return Level.SUBITEM


def _is_inside_brackets(words: str, at: int) -> bool:
    """Whether a bracket opened shortly before is open still: (축척 5천분의 1) is no label."""
    near = words[max(0, at - _LONGEST_GAP) : at]
    return near.rfind("(") > near.rfind(")")


def _level_of_letter(label: re.Match[str], reached: set[Level]) -> Level:
    if label["inner_letter"]:
        return Level.SUBITEM_LAST if Level.SUBITEM_NUMBER in reached else Level.ITEM
    return Level.SUBITEM_LETTER if label["letter_stop"] == ")" and Level.SUBITEM in reached else Level.ITEM


def _is_plain(label: re.Match[str], step: Component) -> bool:
    usual = {
        Level.PARAGRAPH: label["circled"],
        Level.SUBPARAGRAPH: label["number"] and label["stop"] == ".",
        Level.ITEM: label["letter"] and label["letter_stop"] == ".",
        Level.SUBITEM: label["number"] and label["stop"] == ")",
        Level.SUBITEM_LETTER: label["letter"] and label["letter_stop"] == ")",
        Level.SUBITEM_NUMBER: label["inner_number"],
        Level.SUBITEM_LAST: label["inner_letter"],
    }
    return bool(usual.get(step.level))


def _number(match: re.Match[str], group: str) -> int | None:
    return int(match[group]) if group and match[group] else None


def _inner(heading: str) -> str:
    return heading.strip(" *\n\t").removeprefix("(").removesuffix(")").strip()
