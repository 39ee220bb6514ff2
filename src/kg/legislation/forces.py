"""When what an act changed in a provision came into force, by the addenda of an instrument's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from kg.legislation.commencement import Clause
from kg.model.legislation import Addendum, Change, LawText
from kg.model.statute import Component, ProvisionPath

_LONGEST_CLAUSE: Final = 6_000
_SECOND: Final = re.compile(r"\n[ \t]*(?:제\s?2\s?조|②\s?\()")
_COMMENCES: Final = re.compile(r"\(시행|부터\s*(?:이를\s*)?시행")
_TITLED: Final = re.compile(r"\n[ \t]*제\s?(?:[2-9]|\d\d)\s?조\s?\((?:시행일|시행기일)[^()\n]{0,20}\)")
_NEXT: Final = re.compile(r"\n[ \t]*제\s?\d+\s?조\s?\(")


def clause_of(text: str, addendum: Addendum) -> str:
    """The part of an addendum that can say when the act comes into force.

    Its article on that day (시행일), which in old acts may stand last, else its first article or sentence.
    """
    end = min(addendum.end, addendum.start + _LONGEST_CLAUSE)
    head = text.find("\n", addendum.start, end)
    start = addendum.start if head < 0 else head
    second = _SECOND.search(text, start, end)
    stop = second.start() if second else end
    if _COMMENCES.search(text, start, stop) or not (titled := _TITLED.search(text, start, addendum.end)):
        return text[start:stop]
    end = min(addendum.end, titled.start() + _LONGEST_CLAUSE)
    following = _NEXT.search(text, titled.end(), end)
    return text[titled.start() : following.start() if following else end]


class Forces:
    """Days of force for the changes of one text; what the clauses leave open stays open.

    Of several acts of one day the instrument's own counts, and others whose addenda name the article.
    """

    def __init__(self, law: LawText, found: Iterable[Change]) -> None:
        self._law = law
        self._acts: dict[date, list[Addendum]] = {}
        for addendum in law.addenda:
            if addendum.promulgated is not None:
                self._acts.setdefault(addendum.promulgated, []).append(addendum)
        self._clauses: dict[date, list[tuple[Clause, bool]]] = {}
        self._settled: dict[date, date | None] = {}
        self._marks: dict[Component | None, set[date]] = defaultdict(set)
        self._found = found
        self._wholes: list[tuple[date, date | None]] = []

    def of(self, day: date | None, path: ProvisionPath) -> date | None:
        """The day of force for ``path`` of what acts of ``day`` changed, where all of them agree on it."""
        if day is None:
            return None
        if day in self._settled:
            return self._settled[day]
        clauses = self._clauses_of(day)
        found = self._days(clauses, path)
        answer = next(iter(found)) if len(found) == 1 else None
        if len(found) > 1:
            return self._by_those_that_name(day, path)
        if not any(clause.joins or (clause.exceptions and own) for clause, own in clauses):
            self._settled[day] = answer
        return answer

    def _clauses_of(self, day: date) -> list[tuple[Clause, bool]]:
        if day not in self._clauses:
            self._clauses[day] = [
                (Clause.of(clause_of(self._law.text, addendum), day), not addendum.act)
                for addendum in self._acts.get(day, ())
            ]
        return self._clauses[day]

    def _days(self, clauses: Iterable[tuple[Clause, bool]], path: ProvisionPath) -> set[date | None]:
        def pending(base: date) -> bool:
            return self._pending(base, path)

        return {clause.day_for(path, own=own, pending=pending) for clause, own in clauses}

    def _by_those_that_name(self, day: date, path: ProvisionPath) -> date | None:
        article = path.article
        label = re.compile(rf"{article.printed}(?!의?\d)" if article else r"(?!)")
        naming = [
            (clause, own)
            for (clause, own), addendum in zip(self._clauses[day], self._acts[day], strict=True)
            if own or label.search(self._law.text, addendum.start, addendum.end)
        ]
        found = self._days(naming, path)
        return found.pop() if len(found) == 1 else None

    def _pending(self, base: date, path: ProvisionPath) -> bool:
        """Whether on ``base`` the article may have had amendments that were promulgated and not in force.

        It may not where no mark of it is of such an act, as long as the marks tell all: Markdown leaves out
        those of articles rewritten or inserted as a whole, which an older mark of the article rules out.
        """
        acts = {made for made, force in self._every_act() if made <= base and (force is None or force > base)}
        if not acts:
            return False
        marks = self._marks_of(path.article)
        if marks & acts:
            return True
        return self._law.basis == "markdown" and not any(mark < min(acts) for mark in marks)

    def _every_act(self) -> list[tuple[date, date | None]]:
        if not self._wholes:
            self._wholes = [(day, clause.base) for day in self._acts for clause, _ in self._clauses_of(day)]
        return self._wholes

    def _marks_of(self, article: Component | None) -> set[date]:
        if not self._marks:
            for change in self._found:
                if change.promulgated is not None:
                    self._marks[change.path.article].add(change.promulgated)
        return self._marks[article]
