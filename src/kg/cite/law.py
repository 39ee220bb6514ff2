"""Citations of a whole instrument whose provisions are known: one pass, the place followed and not guessed.

Labels and marks of movement are no citations.  Anaphora look back to the beginning of their article (of their
article or paragraph in an addendum); declared names hold from their declaration on.  In a decree 법 is the
statute of its title, in a rule 법 and 영 likewise, also where no one declares it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from kg.cite import patterns
from kg.cite.chain import Path
from kg.cite.context import Context
from kg.cite.quick import QuickScan
from kg.cite.state import State, sort_of, statute_of
from kg.legislation import Register, fold_title
from kg.model.legislation import Addendum, LawText
from kg.model.statute import Citation, Level

AMENDMENT: Final = "amendment"
"""The role of citations in amendment prose: provisions changed, and what is quoted from or for them."""

_OUTSIDE: Final = -1


def law_citations(law: LawText, register: Register) -> Iterator[tuple[int, Citation]]:
    """The citations of an instrument in order, each with the innermost provision whose words hold it.

    The first of each pair is an index into ``law.provisions``; words that belong to no provision (a file's
    own fields) are not read.  Offsets are code points of ``law.text``.  ``role`` is :data:`AMENDMENT` in
    amendment prose.  In an addendum the instrument is the act the addendum belongs to, and 부칙 in a path
    carries that addendum's promulgation number.

    >>> from kg.model.legislation import Provision
    >>> from kg.model.statute import ProvisionPath
    >>> path = ProvisionPath.parse("제3조")
    >>> law = LawText("제3조(기간) 제2조에 따른다.", "민법", "act", "", None, None, None,
    ...     provisions=(Provision(path, "기간", 0, 8, 18, 18),))
    >>> [(place, cited.text, str(cited.targets[0])) for place, cited in law_citations(law, Register.of(()))]
    [(0, '제2조', '민법 제2조')]
    """
    scan = LawScan(law, register)
    starts, owners, at = scan.place.starts, scan.place.owners, 0
    for citation in scan.run().found:
        at = bisect_right(starts, citation.start, at)
        yield owners[at - 1], citation


class LawScan(QuickScan):
    """One pass over one instrument."""

    def __init__(self, law: LawText, register: Register) -> None:
        own = register.title(fold_title(law.title)) or law.title
        super().__init__(law.text, Context(instrument=own, aliases=_by_title(own), register=register))
        self.place: LawPlace = LawPlace(law, self.state, own)


def _by_title(title: str) -> dict[str, str]:
    """What 법 and 영 mean in a subordinate instrument by its title alone.

    >>> _by_title("지방자치법 시행령")
    {'법': '지방자치법'}
    """
    root = statute_of(title)
    if root == title:
        return {}
    names = {"조례" if sort_of(root) == "ordinance" else "법": root}
    if title.endswith("시행규칙") and "법" in names:
        names["영"] = f"{root} 시행령"
    return names


class LawPlace:
    """Follows the scan over the provisions of an instrument and keeps the state's place."""

    def __init__(self, law: LawText, state: State, own: str) -> None:
        self.law = law
        self.state = state
        self.own = own
        self.declared = state.aliases
        self.index = _OUTSIDE
        self.article: object = None
        self.addendum: Addendum | None = None
        self.starts, self.owners = _words(law)
        self.skips = _labels(law)
        self.started = self.skipped = self.next = 0

    def follow(self, at: int) -> int | None:
        """Takes note of the provision at ``at``; the place after a label or mark that holds ``at``."""
        starts = self.starts
        if starts[self.started] <= at:
            self.started = bisect_right(starts, at, self.started)
            self._enter(self.owners[self.started - 1])
        if self.index == _OUTSIDE:
            return starts[self.started]
        skips = self.skips
        while skips[self.skipped][1] <= at:
            self.skipped += 1
        start, end = skips[self.skipped]
        self.next = min(starts[self.started], start)
        return end if start <= at else None

    def skip(self, at: int) -> int | None:
        """The place after a label of a new text that amendment prose prints, or after a heading of 부칙."""
        if self.law.text[at] not in "부제":
            return None
        if patterns.LINE_START.search(self.law.text, max(0, at - 16), at) is None:
            return None
        pattern = patterns.ADDENDA_HEADING if self.law.text[at] == "부" else patterns.LABEL
        label = pattern.match(self.law.text, at)
        return label.end() if label else None

    def quote(self, *_: object) -> None:
        """Nothing in an instrument reproduces another one."""

    def topic(self, *_: object) -> None:
        """A statute's headless provisions are its own."""

    def _enter(self, index: int) -> None:
        if index == self.index:
            return
        self.index, state = index, self.state
        path = self.law.provisions[index].path.components if index != _OUTSIDE else ()
        article = _unit(path)
        if article != self.article:
            self.article = article
            state.forget()
        if path and path[0].level < Level.ARTICLE and path[0].level is not Level.ADDENDA:
            path = ()
        state.enter(path)
        self._enter_addendum(index)

    def _enter_addendum(self, index: int) -> None:
        """이 법 and the names declared are the act's that brought the addendum; its amendments are marked."""
        state = self.state
        if not state.article or state.article[0].level is not Level.ADDENDA:
            if self.addendum is not None:
                self.addendum, state.own, state.aliases = None, self.own, self.declared
            state.amending, state.role = False, None
            return
        provision = self.law.provisions[index]
        if self.addendum is None or not self.addendum.start <= provision.start < self.addendum.end:
            self.addendum = self._addendum(provision.start)
            act = self.addendum.act if self.addendum else ""
            state.own = act or self.own
            state.aliases = _by_title(act) if act else dict(self.declared)
        text, start, end = self.law.text, provision.body, provision.own_end
        state.amending = patterns.has_amendment_line(text, start, end)
        amends = state.amending or patterns.AMENDS.search(text, start, end) is not None
        state.role = AMENDMENT if amends else None

    def _addendum(self, at: int) -> Addendum | None:
        place = bisect_right(self.law.addenda, at, key=lambda addendum: addendum.start) - 1
        return self.law.addenda[place] if place >= 0 else None


def _unit(path: Path) -> Path:
    """How far anaphora look back: to the article, in an addendum to its article and paragraph."""
    if path and path[0].level is Level.ADDENDA:
        return path[:3]
    return path[:1]


def _words(law: LawText) -> tuple[list[int], list[int]]:
    """Where words begin, and the innermost provision they belong to; closed by a place past the text."""
    starts, owners = [0], [_OUTSIDE]
    open_: list[tuple[int, int]] = []

    def add(at: int, owner: int) -> None:
        starts.append(max(at, starts[-1]))
        owners.append(owner)

    def close(at: int) -> None:
        while open_ and open_[-1][0] <= at:
            end, _ = open_.pop()
            add(end, open_[-1][1] if open_ else _OUTSIDE)

    for index, provision in enumerate(law.provisions):
        close(provision.start)
        add(provision.start, index)
        open_.append((provision.end, index))
    close(len(law.text))
    add(len(law.text) + 1, _OUTSIDE)
    return starts, owners


def _labels(law: LawText) -> list[tuple[int, int]]:
    """Labels of provisions and marks of movement, in order; closed by a place past the text."""
    labels = [(p.start, p.body) for p in law.provisions if p.body > p.start]
    marks = [(m.start(), m.end()) for m in patterns.MOVED.finditer(law.text)]
    past = len(law.text) + 1
    return [*sorted(labels + marks), (past, past + 1)]
