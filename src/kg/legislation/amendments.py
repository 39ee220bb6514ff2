"""Amendment events of a statute from the marks in its text: <개정 …>, <신설 …>, 삭제 <…>, [전문개정 …] ….

A mark belongs to the provision in whose own words it stands; marks in square brackets speak of the whole
article (본조, 전문, 제목).  Each date of a mark is one event.  When it came into force is taken from the
addendum of the act promulgated on that day (see :mod:`kg.legislation.forces`); where that does not say
it for the provision, it stays unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from kg.legislation.commencement import commencement
from kg.legislation.forces import Forces, clause_of
from kg.model.legislation import Change, ChangeKind, LawText, Provision
from kg.model.statute import Component, Level, ProvisionPath
from kg.read.law.labels import BRANCH, NUMBER

_MARK: Final = re.compile(
    r"<(?P<word>개정|신설|전문개정|전부개정|제목개정)?\s*(?P<days>[12]\d{3}\s?[.ㆍ·][^<>\n]*)>"
    r"|&lt;(?P<word2>개정|신설)?\s*(?P<days2>[12]\d{3}[.ㆍ·][^&\n]*)&gt;"
    r"|\[(?P<note>[^\[\]\n]{0,80}?(?:전문개정|전부개정|본조신설|본항신설|본호신설|제목개정|이동)[^\[\]\n]{0,200})\]"
)
_DAY: Final = re.compile(r"([12]\d{3})\s?[.ㆍ·,]\s?(\d{1,2})\s?[.ㆍ·,]\s?(\d{1,2})(?!\d)")
_TOKEN: Final = re.compile(r"[12]\d{3}")
_WORDS: Final = {
    "개정": ChangeKind.AMENDED,
    "신설": ChangeKind.INSERTED,
    "전문개정": ChangeKind.REWRITTEN,
    "전부개정": ChangeKind.REWRITTEN,
    "제목개정": ChangeKind.RETITLED,
}
_NOTES: Final = (
    ("전문개정", ChangeKind.REWRITTEN),
    ("전부개정", ChangeKind.REWRITTEN),
    ("본조신설", ChangeKind.INSERTED),
    ("본항신설", ChangeKind.INSERTED),
    ("본호신설", ChangeKind.INSERTED),
    ("제목개정", ChangeKind.RETITLED),
)
_PLACE: Final = rf"제({NUMBER})([조항호])(?:의\s?({BRANCH}))?"
_FROM: Final = re.compile(_PLACE + r"에서\s?이동")
_MOVED_AWAY: Final = re.compile(_PLACE + r"(?:으로|로)\s?이동\s*$")
_LEVELS: Final = {"조": Level.ARTICLE, "항": Level.PARAGRAPH, "호": Level.SUBPARAGRAPH}


def changes(law: LawText) -> tuple[Change, ...]:
    """Every amendment event the marks in the text of ``law`` tell, in text order.

    >>> from kg.read.lawtext import read_law
    >>> text = "---\\n제목: 가법\\n법령ID: '1'\\n---\\n\\n##### 제1조\\n\\n이 법은 …"
    >>> law = read_law(f"{text} <개정 2011.7.14, 2014.1.1>\\n".encode())
    >>> [(str(c.path), c.kind.value, str(c.promulgated)) for c in changes(law)]
    [('제1조', 'amended', '2011-07-14'), ('제1조', 'amended', '2014-01-01')]
    """
    starts = [provision.start for provision in law.provisions]
    if starts != sorted(starts):
        raise ValueError(f"{law.title}: provisions are not in text order")
    found: list[Change] = []
    for mark in _MARK.finditer(law.text):
        place = bisect_right(starts, mark.start()) - 1
        while place >= 0:
            found.extend(_events(mark, law.provisions[place], law.text))
            # 제5조부터 제7조까지 삭제 <…>: three provisions at one place
            if not place or starts[place - 1] != starts[place]:
                break
            place -= 1
    forces = Forces(law, found)
    return tuple(each._replace(in_force_from=forces.of(each.promulgated, each.path)) for each in found)


def _events(mark: re.Match[str], provision: Provision, text: str) -> Iterator[Change]:
    """The events of one mark; their days of force are found when all marks are known."""
    if note := mark["note"]:
        yield from _note_events(note, mark, provision.path)
        return
    words, days = mark["word"] or mark["word2"], mark["days"] or mark["days2"]
    if words:
        kind: ChangeKind | None = _WORDS[words]
    else:
        kind, destination = _bare_mark(text, provision, mark.start())
        if kind is ChangeKind.MOVED:
            day = _days(days)[-1]
            path = provision.path
            yield Change(path, kind, day, None, *mark.span(), None, _resolved(path, destination))
            return
    if kind is None:
        return
    for day in _days(days):
        yield Change(provision.path, kind, day, None, *mark.span())


def _bare_mark(text: str, provision: Provision, at: int) -> tuple[ChangeKind | None, re.Match[str] | None]:
    """What a mark without a word says by the words before it: 삭제 <…>, 제35조로 이동 <…>."""
    before = text[max(provision.start, at - 40) : at].rstrip()
    if before.endswith("삭제"):
        return ChangeKind.REPEALED, None
    found = _MOVED_AWAY.search(before)
    return (ChangeKind.MOVED, found) if found else (None, None)


def _note_events(note: str, mark: re.Match[str], path: ProvisionPath) -> Iterator[Change]:
    kind = next((kind for word, kind in _NOTES if word in note), None)
    if kind is not None:
        whole = path.cut(Level.ARTICLE) or path
        for day in _days(note):
            yield Change(whole, kind, day, None, *mark.span())
    elif "이동" in note and (came := _FROM.search(note), went := _went(note)) != (None, None):
        article = path.cut(Level.ARTICLE) or path
        unit = (came or went or note)[2]
        here = article if unit == "조" else path
        day = _days(note)[-1]
        places = _resolved(here, came), _resolved(here, went)
        yield Change(here, ChangeKind.MOVED, day, None, *mark.span(), *places)


def _went(note: str) -> re.Match[str] | None:
    """Where what stood here went: the last 제N조 before (으)로 이동."""
    return next(iter(re.finditer(_PLACE + r"\s?(?:으로|로)\s?이동", note)), None)


def _resolved(path: ProvisionPath, found: re.Match[str] | None) -> ProvisionPath | None:
    """The provision a mark names, seen from ``path``: 제3호 said in 제2호 is one of the same paragraph."""
    if found is None:
        return None
    level = _LEVELS[found[2]]
    above = tuple(c for c in path.components if c.level < level and (level > Level.ARTICLE or c.level == 0))
    branch = int(found[3]) if found[3] else None
    return ProvisionPath((*above, Component(level, int(found[1]), branch)))


def _days(text: str) -> list[date | None]:
    """Each date of a mark; None for one that no calendar has."""
    days: list[date | None] = []
    for found in _DAY.finditer(text):
        try:
            days.append(date(int(found[1]), int(found[2]), int(found[3])))
        except ValueError:
            days.append(None)
    days += [None] * (len(_TOKEN.findall(text)) - len(days))
    return days or [None]


def commenced(law: LawText) -> LawText:
    """``law`` with the day on which each addendum's act came into force as a whole, where it says so."""
    addenda = tuple(
        addendum._replace(in_force_from=commencement(clause_of(law.text, addendum), addendum.promulgated))
        if addendum.promulgated
        else addendum
        for addendum in law.addenda
    )
    return replace(law, addenda=addenda)
