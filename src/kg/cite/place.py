"""Where in a document the scan is: labels (제3조(정의), ①), headings of 부칙, blocks that end a quotation.

Labels are no citations; they say in which article the text goes on.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

from kg.cite import patterns
from kg.cite.resolve import Resolution
from kg.cite.state import Cited, State
from kg.cite.vocabulary import CIRCLED, SPEECH_QUOTES
from kg.model.statute import Component, Level

_HEADING_END: Final = re.compile(
    r"[\s#*○-]*(?:(?:\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\})[\s#*○-]*){0,2}[\s#*○()-]*"
)
"""Between a heading and the label of its first article: a version in parentheses at most."""
_HEADING_WINDOW: Final = 300
_LINE_WINDOW: Final = 16


class Follower(Protocol):
    """Keeps the state's place while the scan goes on.

    Nothing changes before :attr:`next`: the scan need not ask earlier.
    """

    next: int

    def follow(self, at: int) -> int | None:
        """Takes note that the scan reached ``at``; the place to go on from when nothing is read here."""

    def skip(self, at: int) -> int | None:
        """The place after a label or heading that begins at ``at``; None when there is none."""

    def quote(self, resolution: Resolution, end: int) -> None:
        """Takes note of a citation whose text may follow."""

    def topic(self, end: int) -> None:
        """Takes note of a provision the sentence may be about."""


class Place:
    """Follows the scan through the text and keeps the state's article, paragraph and quoted instrument."""

    def __init__(self, text: str, state: State, instrument: str | None) -> None:
        self.text = text
        self.state = state
        self.instrument = instrument
        # Blocks end quotations; an instrument's own text quotes none.
        self.marks = (patterns.LINE_MARK if instrument is None else patterns.PARAGRAPH_MARK).finditer(text)
        self.mark = next(self.marks, None)
        self.next = self.mark.end() if self.mark else len(text) + 1
        self.said = 0

    def follow(self, at: int) -> int | None:
        """Takes note of the line starts passed on the way: ① ② …, and new blocks, which end a quotation."""
        while self.mark is not None and self.mark.end() <= at:
            if self.mark["circled"]:
                paragraph = Component(Level.PARAGRAPH, CIRCLED[self.mark["circled"]])
                self.state.enter(self.state.article, paragraph)
            elif self.state.quoting is not None:
                self.state.quoting = None
                self.state.enter(())
            self.mark = next(self.marks, None)
        self.next = self.mark.end() if self.mark else len(self.text) + 1
        if self.state.saying is not None and at >= self.said:
            self._end_saying(self.state.saying)
        elif self.state.saying is not None:
            self.next = min(self.next, self.said)
        return None

    def skip(self, at: int) -> int | None:
        """The place after a label or heading that begins at ``at``; None when there is none."""
        first = self.text[at]
        if first not in "부제[":
            return None
        start = patterns.LINE_START.search(self.text, max(0, at - _LINE_WINDOW), at)
        if start is None:
            return None
        if first == "부":
            heading = patterns.ADDENDA_HEADING.match(self.text, at)
            return self._enter_addenda(at, heading.end()) if heading else None
        if first == "[":
            label = patterns.ANNEX_LABEL.match(self.text, at)
            return label.end() if label else None
        return self._label(at, start["bullet"])

    def _label(self, at: int, bullet: str) -> int | None:
        """A caption makes a label; in statutes also a heading line, and 제N조 before a sentence."""
        label = patterns.LABEL.match(self.text, at)
        if label is None and "#" in bullet:
            label = patterns.HEADING_LABEL.match(self.text, at)
        if label is None and not bullet.strip("#"):
            label = patterns.BARE_LABEL.match(self.text, at)
        if label is None:
            return None
        if bullet.strip("#*") and patterns.STEP_DOWN.match(self.text, label.end()):
            return None  # an item of a list of provisions: - 제18조(제목) 제8호
        self._enter(label)
        return label.end()

    def _enter(self, label: re.Match[str]) -> None:
        branch = int(label["branch"]) if label["branch"] else None
        article = Component(Level.ARTICLE, int(label["no"]), branch)
        before = self.state.article[0] if self.state.article else None
        goes_on = self.state.quoting is not None and before is not None and before.key <= article.key
        in_addenda = before is not None and before.level is Level.ADDENDA
        self.state.enter(self.state.article if in_addenda else (article,))
        self.state.amended = None
        if self.instrument is None:
            heading = self._heading(article, label.start(), goes_on)
            self.state.quoting = heading.title if heading is not None else self.state.quoting

    def _heading(self, article: Component, at: int, goes_on: bool) -> Cited | None:
        """The citation whose text follows: the one right before the label, or the last of this article.

        ``goes_on``: what is quoted already has lower articles; its text goes on.
        """
        cited = self.state.cited
        if cited and _HEADING_END.fullmatch(self.text[cited[-1].end : at][-_HEADING_WINDOW:]):
            return cited[-1]
        return None if goes_on else next((c for c in reversed(cited) if article in c.leaf), None)

    def _enter_addenda(self, at: int, end: int) -> int:
        """부칙(B) <…>: what follows belongs to the act B, else to the text's own instrument."""
        if self.instrument is not None:
            of = patterns.ADDENDA_OF.match(self.text, at)
            self.state.own = " ".join(of["title"].split()) if of else self.instrument
        self.state.enter((Component(Level.ADDENDA),))
        self.state.amended = None
        line_end = self.text.find("\n", at)
        return max(end, line_end if line_end >= 0 else len(self.text))

    def _end_saying(self, topic: Cited) -> None:
        """After the quotation marks 같은 조 is the provision that was quoted."""
        self.state.saying, self.state.last_provision = None, topic
        self.state.cited.append(topic)

    def topic(self, end: int) -> None:
        """제56조 제1항은 ‘… 제2항 …’: what stands between the quotation marks is said by that provision."""
        found = patterns.TOPIC.match(self.text, end)
        if found is None:
            return
        self.state.topic = self.state.last_provision
        opening = found["open"]
        close = self.text.find(
            SPEECH_QUOTES.get(opening, opening), found.end(), found.end() + patterns.MAX_SAYING
        )
        if opening and close >= 0 and self.state.saying is None:
            self.state.saying, self.said = self.state.topic, close
            self.next = min(self.next, close)

    def quote(self, resolution: Resolution, end: int) -> None:
        """「조례」 제4조의3(제목) ① …: what follows the citation is the provision's own text."""
        leaf = resolution.leaves[-1]
        circled = self.text[end - 1] in CIRCLED
        article = bool(leaf) and leaf[-1].level is Level.ARTICLE
        if not circled and not (article and patterns.CAPTION.match(self.text, end)):
            return
        self.state.quoting = resolution.title
        above = tuple(c for c in leaf if c.level is not Level.PARAGRAPH)
        self.state.enter(above, leaf[-1]) if circled else self.state.enter(above)
