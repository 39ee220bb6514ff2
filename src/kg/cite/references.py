"""Citations of an instrument as the graph of law needs them: works and editions instead of titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.cite.law import law_citations
from kg.legislation import Instrument, Register, fold_title
from kg.model.legislation import LawText
from kg.model.statute import Citation, Component, Level, Reason, Target

_EDITION_UNKNOWN: Final = Reason.EDITION_UNKNOWN.value


class LawTarget(NamedTuple):
    """A provision cited: the work (kr/act/001656), its edition's number (0 = unknown), the path without
    qualifiers (empty = the instrument)."""

    work: str
    edition: int
    components: tuple[Component, ...]


class LawCitation(NamedTuple):
    """A citation of ``law.provisions[citing]``; ``reason`` is empty, or says why it stays open."""

    start: int
    end: int
    citing: int
    targets: tuple[LawTarget, ...]
    reason: str


def law_references(law: LawText, register: Register) -> Iterator[LawCitation]:
    """The citations of an instrument in order, resolved to works; mentions of the instrument itself left out.

    The edition is the one in force when the citing words were made law: for an addendum on its day of force
    or promulgation, else on the instrument's.

    >>> from kg.legislation import default_register
    >>> from datetime import date
    >>> from kg.model.legislation import Provision
    >>> from kg.model.statute import ProvisionPath
    >>> law = LawText("「지방자치법」 제9조에 따른다.", "달빛법", "act", "1", None, None, date(2024, 1, 1),
    ...     provisions=(Provision(ProvisionPath.parse("제3조"), "", 0, 0, 18, 18),))
    >>> [(c.targets[0].work, c.targets[0].edition) for c in law_references(law, default_register())]
    [('kr/act/001656', 17893)]
    """
    resolver = _Works(law, register)
    for citing, citation in law_citations(law, register):
        if (found := resolver.reference(citing, citation)) is not None:
            yield found


class _Works:
    """Targets of one instrument's citations, each resolved once."""

    def __init__(self, law: LawText, register: Register) -> None:
        self.law = law
        self.register = register
        self.own = fold_title(law.title)
        self.days = {a.number: a.in_force_from or a.promulgated for a in law.addenda}
        self.instruments: dict[str, Instrument | None] = {}
        self.targets: dict[tuple[str | None, int, tuple[Component, ...]], LawTarget | None] = {}

    def reference(self, citing: int, citation: Citation) -> LawCitation | None:
        """The citation in the graph's form; None for a mention of the own instrument."""
        addendum = self._addendum(citing)
        found = [self._target(target, addendum) for target in citation.targets]
        targets = tuple(dict.fromkeys(t for t in found if t is not None))
        if any(not t.components and t.work == self._own_work() for t in targets):
            return None
        reason = citation.unresolved.reason.value if citation.unresolved else ""
        if not reason and any(t is None for t in found):
            reason = Reason.INSTRUMENT_UNKNOWN.value
        if not reason and any(not t.edition for t in targets):
            reason = _EDITION_UNKNOWN
        return LawCitation(citation.start, citation.end, citing, targets, reason)

    def _addendum(self, citing: int) -> int:
        components = self.law.provisions[citing].path.components
        first = components[0] if components else None
        return first.number if first is not None and first.level is Level.ADDENDA else -1

    def _target(self, target: Target, addendum: int) -> LawTarget | None:
        key = (target.instrument, addendum, target.path.components)
        if key not in self.targets:
            self.targets[key] = self._resolve(target, addendum)
        return self.targets[key]

    def _resolve(self, target: Target, addendum: int) -> LawTarget | None:
        if target.instrument is None:
            return None
        components = target.path.provision.components
        instrument = self._instrument(target.instrument)
        if instrument is None:
            own = fold_title(target.instrument) == self.own
            return LawTarget(self._own_work(), 0, components) if own else None
        day = self.days.get(addendum, self.law.in_force_from)
        edition = instrument.edition_at(day)
        return LawTarget(instrument.work, (edition.number if edition else None) or 0, components)

    def _instrument(self, title: str) -> Instrument | None:
        if title not in self.instruments:
            self.instruments[title] = self.register.find(title)
        return self.instruments[title]

    def _own_work(self) -> str:
        return f"{self.law.jurisdiction}/{self.law.type}/{self.law.law_id}"


__all__ = ["LawCitation", "LawTarget", "law_references"]
