"""Is the text that is held the text that was in force on a day?  Never today's text as the past's.

Answered from the marks in the text: an amendment of the provision, or of anything under it or of its article
as a whole, that came into force after the day makes it another text; one whose day of force is unknown leaves
it open.  The Markdown corpus leaves out the marks of articles that were rewritten or inserted as a whole
([전문개정 …], [본조신설 …]), so there a provision without a later mark is only *presumed* unchanged, unless
no act at all amended the instrument since, or a mark of the article older than the day still stands: a
rewriting drops them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kg.legislation.amendments import changes, commenced
from kg.legislation.editions import Enactment, enactment
from kg.model.legislation import Change, ChangeKind, LawText
from kg.model.statute import Level, ProvisionPath


class Held(StrEnum):
    """Whether the held text of a provision is that of a day."""

    SAME = "same"
    PRESUMED = "presumed"  # no mark says otherwise, but this form does not print all marks
    CHANGED = "changed"
    UNKNOWN = "unknown"


class Standing(NamedTuple):
    """The answer; ``changes`` are those that came, or may have come, into force after the day.

    ``reason``: ``provision-unknown``, ``edition-unknown``, ``edition-later`` (the day lies before the
    edition), ``changed-since``, ``change-undated``, ``marks-left-out``, or empty.
    """

    held: Held
    changes: tuple[Change, ...] = ()
    reason: str = ""


class Timeline:
    """What the marks of one text say of its provisions over time, read once for many questions."""

    def __init__(
        self, law: LawText, found: Sequence[Change] | None = None, act: Enactment | None = None
    ) -> None:
        self.law = law
        self.changes = tuple(changes(law) if found is None else found)
        self.act = act or enactment(law, found=self.changes)
        self.paths = {provision.path for provision in law.provisions}
        self.acts = [addendum.in_force_from for addendum in commenced(law).addenda]

    def text_on(self, path: ProvisionPath, day: date) -> Standing:
        """Whether the held text of ``path`` is the text in force on ``day``."""
        path = path.provision
        if path and path not in self.paths:
            return Standing(Held.UNKNOWN, (), "provision-unknown")
        if reason := self._before_edition(day):
            held = Held.CHANGED if reason == "edition-later" else Held.UNKNOWN
            return Standing(held, (), reason)
        touching = [each for each in self.changes if _touches(each, path)]
        after = tuple(each for each in touching if _is_after(each, day))
        if after:
            return Standing(Held.CHANGED, after, "changed-since")
        if undated := tuple(each for each in touching if each.in_force_from is None):
            return Standing(Held.UNKNOWN, undated, "change-undated")
        if self._proves(path, day):
            return Standing(Held.SAME)
        return Standing(Held.PRESUMED, (), "marks-left-out")

    def _before_edition(self, day: date) -> str:
        if self.act is None:
            return "edition-unknown"
        start = self.act.in_force_from
        if start is None:
            return "edition-later" if day < self.act.promulgated else "edition-unknown"
        return "edition-later" if day < start else ""

    def _proves(self, path: ProvisionPath, day: date) -> bool:
        """Whether the absence of a later mark is proof."""
        if self.law.basis != "markdown" or all(act is not None and act <= day for act in self.acts):
            return True
        article = path.cut(Level.ARTICLE) or path
        return bool(path) and any(
            article.covers(each.path)
            and each.kind is not ChangeKind.RETITLED
            and each.promulgated is not None
            and each.promulgated <= day
            for each in self.changes
        )


def text_on(law: LawText, path: ProvisionPath, day: date) -> Standing:
    """Whether the text of ``path`` in ``law`` is the text in force on ``day``; see :class:`Timeline`.

    >>> from kg.read.lawtext import read_law
    >>> text = (
    ...     "---\\n제목: 가법\\n법령ID: '1'\\n---\\n\\n##### 제1조 (목적)\\n\\n이 법은 … <개정 2020.3.3>\\n"
    ...     "\\n##### 제2조\\n\\n…\\n"
    ...     "\\n## 부칙\\n\\n부칙 <제7호,2011.1.1>\\n\\n이 법은 공포한 날부터 시행한다.\\n"
    ...     "\\n부칙 <제9호,2020.3.3>\\n\\n이 법은 공포 후 3개월이 경과한 날부터 시행한다.\\n")
    >>> law = read_law(text.encode())
    >>> days = (date(2010, 1, 1), date(2020, 6, 3), date(2020, 6, 4))
    >>> [text_on(law, ProvisionPath.parse("제1조"), day).held.value for day in days]
    ['changed', 'changed', 'same']
    >>> text_on(law, ProvisionPath.parse("제2조"), date(2012, 1, 1)).held.value
    'presumed'
    """
    return Timeline(law).text_on(path, day)


def _touches(change: Change, path: ProvisionPath) -> bool:
    """Whether a change is one of the provision: of it, of what is under it, or of its article as a whole."""
    if change.kind is ChangeKind.RETITLED:
        return False
    if path.covers(change.path):
        return True
    # A mark behind the words of an article or paragraph speaks of the 호 and 목 below them too.
    return change.path.covers(path) and change.path.components[-1].level >= Level.ARTICLE


def _is_after(change: Change, day: date) -> bool:
    if change.in_force_from is not None:
        return change.in_force_from > day
    return change.promulgated is not None and change.promulgated > day
