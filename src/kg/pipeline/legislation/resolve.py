"""Citations of an instrument's text → provisions of editions.

What stands in the body is the law of today: it cites today's editions. An addendum was written on its day and
cites what was in force then; where that edition is not known, the target is no provision of today's text. In
amendment prose, the words replaced cite what stood before the act, the words replacing them what it brought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from kg.cite.law import AMENDMENT
from kg.legislation import (
    Edition,
    Existence,
    Instrument,
    Register,
    Wording,
    carries_out,
    existence,
    wording,
)
from kg.legislation.inventory import status, tree_of
from kg.model.legislation import Addendum, Delegation, LawCitation, LawTarget, LawText
from kg.model.statute import Citation, Component, Level, ProvisionPath, Reason, Target

PROVISION_UNKNOWN: Final = "provision-unknown"
"""The code of a citation of a provision that the edition does not have."""

_CARRYING: Final = frozenset({"decree", "rule", "ordinance", "ordinance-rule"})

_SOME_DAY: Final = date.min
"""The day of an addendum that does not print it: no edition of another instrument is known for it."""

_Path = tuple[Component, ...]


def last_edition(instrument: Instrument) -> Edition | None:
    """The edition of today: the last one the register knows."""
    return instrument.editions[-1] if instrument.editions else None


@dataclass(slots=True)
class Resolved:
    """Citations with their targets, what they are carried out for (대통령령으로 정하는 …), and how many
    mentions of the own instrument alone were left out.
    """

    citations: list[LawCitation] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    own: int = 0


def resolve_citations(
    law: LawText,
    instrument: Instrument,
    edition: Edition | None,
    cited: Iterable[tuple[int, Citation]],
    register: Register,
) -> Resolved:
    """The citations of a text of an *edition* with the provisions they cite; those without any stay open."""
    resolver = _Resolver(law, instrument, edition, register)
    result = Resolved()
    for citing, citation in cited:
        if (said := resolver.resolve(citing, citation)) is None:
            result.own += 1
        else:
            result.citations.append(said)
            result.delegations += resolver.delegations(said)
    return result


class _When(NamedTuple):
    """Of which law a citation speaks: that of a day (None: today).

    ``own``: the own instrument is meant as the text stands; ``brought``: an act of the day counts although
    it is not yet in force.
    """

    day: date | None
    own: bool = True
    brought: bool = False


class _Resolver:
    def __init__(
        self, law: LawText, instrument: Instrument, edition: Edition | None, register: Register
    ) -> None:
        self.own = instrument
        self.edition = edition
        # What the body cites is what is in force today, or was on the day of a text that is of the past.
        self.today = None if edition == last_edition(instrument) else (law.in_force_from or _SOME_DAY)
        self.register = register
        self.addenda = {(a.number, a.branch): a for a in law.addenda}
        self.roots = [provision.path.components[0] for provision in law.provisions]
        self.found: dict[str | None, Instrument | None] = {None: None, law.title: instrument}
        self.found[instrument.title] = instrument
        self.editions: dict[tuple[str, _When], int] = {}
        self.known: dict[tuple[str | None, _When, _Path], tuple[LawTarget | None, str]] = {}
        self.tree = tree_of(law.provisions)
        self.provisions = [provision.path for provision in law.provisions]
        self.carries_out = law.type in _CARRYING
        self.text = law.text

    def resolve(self, citing: int, citation: Citation) -> LawCitation | None:
        """None for a mention of the own instrument without a provision (이 법은 …); in an addendum that
        another act brought, of that act.
        """
        targets, addendum = citation.targets, self._addendum(citing)
        if len(targets) == 1 and not targets[0].path and self._is_own(targets[0], addendum):
            return None
        reason = citation.unresolved.reason.value if citation.unresolved else ""
        when = self._when(citation, addendum)
        made: list[LawTarget] = []
        for target in targets:
            found, why = self._target(target, when)
            reason = reason or why
            if found is not None:
                made.append(found)
        unlike = tuple(made) if len(made) < 2 else tuple(dict.fromkeys(made))
        return LawCitation(citation.start, citation.end, citing, unlike, reason)

    def _when(self, citation: Citation, addendum: Addendum | None) -> _When:
        """Of which day the law is that a citation means.

        An act speaks of itself as it stands; words it replaces, and what it calls 종전의, are of the day
        before it; words it puts in their place are of the newest act there was.
        """
        if citation.before is not None:
            return _When(citation.before - timedelta(days=1), own=False)
        if addendum is None:
            return _When(self.today)
        day = addendum.promulgated or _SOME_DAY
        said = Wording.NONE
        if citation.role == AMENDMENT:
            said = wording(self.text, citation.start, citation.end)
        if said is Wording.REPLACING:
            return _When(day, brought=True)
        if said is Wording.REPLACED or citation.text.startswith("종전"):
            return _When(day if day == _SOME_DAY else day - timedelta(days=1), own=False)
        return _When(day)

    def _target(self, target: Target, when: _When) -> tuple[LawTarget | None, str]:
        """What a target is on a day, and why it stays open (empty where it does not)."""
        key = (target.instrument, when, target.path.components)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._resolved(target, when)
        return found

    def _resolved(self, target: Target, when: _When) -> tuple[LawTarget | None, str]:
        law = self._instrument(target)
        if law is None:
            return None, Reason.INSTRUMENT_UNKNOWN.value
        path = _unqualified(target.path.components)
        if not path:
            return LawTarget(law.work, 0), ""
        number = self._edition(law, when)
        if number < 0:
            return LawTarget(law.work, 0, path), Reason.EDITION_UNKNOWN.value
        gone = when.day is None and self._is_gone(law, path)
        return LawTarget(law.work, number, path), PROVISION_UNKNOWN if gone else ""

    def delegations(self, said: LawCitation) -> Iterator[Delegation]:
        """What a provision of a decree or rule carries out: provisions of other instruments it names so."""
        if not self.carries_out or said.citing < 0 or self._addendum(said.citing) is not None:
            return
        if carries_out(self.text, said.end):
            for target in said.targets:
                if target.components and target.work != self.own.work:
                    yield Delegation(self.provisions[said.citing], target)

    def _is_gone(self, law: Instrument, components: _Path) -> bool:
        path = ProvisionPath(components)
        found = status(self.tree, path) if law is self.own else existence(law, path)
        return found is Existence.ARTICLE_GONE

    def _instrument(self, target: Target) -> Instrument | None:
        title = target.instrument
        if title not in self.found:
            self.found[title] = self.register.find(title or "")
        return self.found[title]

    def _addendum(self, citing: int) -> Addendum | None:
        """The addendum a provision is of; None in the body."""
        if citing < 0 or (root := self.roots[citing]).level is not Level.ADDENDA:
            return None
        return self.addenda.get((root.number, root.branch))

    def _is_own(self, target: Target, addendum: Addendum | None) -> bool:
        if addendum is not None and addendum.act and target.instrument == addendum.act:
            return True
        return self._instrument(target) is self.own

    def _edition(self, law: Instrument, when: _When) -> int:
        """The number of the edition meant, 0 for one without, -1 for none known."""
        key = (law.work, when)
        if key not in self.editions:
            self.editions[key] = self._number(law, when)
        return self.editions[key]

    def _number(self, law: Instrument, when: _When) -> int:
        day = when.day
        if law is self.own and when.own and (day == self.today or _is_as_old(self.edition, day)):
            return (self.edition.number if self.edition else None) or 0
        if day is None:
            found = last_edition(law)
            return 0 if found is None else found.number or 0
        found = _brought(law, day) if when.brought else law.edition_at(day)
        return -1 if found is None else found.number or 0


def _brought(law: Instrument, day: date) -> Edition | None:
    """The newest edition there was on a day, in force or not yet; None where that is not known."""
    known = [(e.promulgated, e) for e in law.editions if e.promulgated is not None and e.promulgated <= day]
    return max(known, key=lambda each: each[0])[1] if known else None


def _is_as_old(edition: Edition | None, day: date | None) -> bool:
    """Whether an instrument's own act of a day can only be of the edition held."""
    if day is None or day == _SOME_DAY or edition is None:
        return True
    return edition.promulgated is None or edition.promulgated <= day


def _unqualified(path: _Path) -> _Path:
    if not path or path[-1].level is not Level.QUALIFIER:
        return path
    return tuple(component for component in path if component.level is not Level.QUALIFIER)
