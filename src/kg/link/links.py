"""Links: which identity every name in one paper stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kg.legislation import Edition, Instrument
from kg.link.registry import Identity, Jurisdiction
from kg.model.statute import ProvisionPath

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BillKey:
    """A bill: its number (``x-`` and the document where none is printed), year the term began or 0."""

    number: str
    term: int
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class RoundKey:
    """A consignment round: its affair and the day or month it starts."""

    affair: Identity
    start: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation resolves to: instruments and provisions with their edition, and the resolution's code.

    ``edition`` is None where the edition in force is not known (``ed_0``).
    """

    instruments: tuple[Instrument, ...] = ()
    provisions: tuple[tuple[Instrument, Edition | None, ProvisionPath], ...] = ()
    resolution: str = "edition-unknown"


@dataclass(frozen=True, slots=True)
class Links:
    """The identities of one paper: names as printed → identities, parts → bills and affairs.

    ``subject`` is the facility the paper is about, if it is about one; ``places`` are the jurisdictions of
    the ordinances it cites.
    """

    document: str
    jurisdiction: Jurisdiction
    day: date | None = None
    facilities: Mapping[str, Identity] = field(default_factory=dict)
    organisations: Mapping[str, Identity] = field(default_factory=dict)
    committees: Mapping[str, Identity] = field(default_factory=dict)
    offices: Mapping[str, Identity] = field(default_factory=dict)
    bills: Sequence[tuple[str, BillKey]] = ()
    affairs: Sequence[tuple[str, Identity]] = ()
    affair_of_facility: Mapping[str, Identity] = field(default_factory=dict)
    subject: Identity | None = None
    cited: Sequence[Cited] = ()
    quoted: Sequence[Cited] = ()
    places: Mapping[str, Jurisdiction] = field(default_factory=dict)

    def facility(self, name: str | None) -> Identity | None:
        """The facility a name stands for; without a name the one the paper is about."""
        return self.subject if name is None else self.facilities.get(name)

    def bill(self, part: str) -> BillKey | None:
        """The bill a part speaks of: the one stated nearest to it, the first of equally near ones."""
        return nearest(part, self.bills)

    def affair(self, part: str) -> Identity | None:
        """The affair a part speaks of, found like :meth:`bill`."""
        return nearest(part, self.affairs)

    def round(self, part: str, facility: str | None, start: str | None) -> RoundKey | None:
        """The round that starts on a day or in a month, of the facility's affair or the part's."""
        affair = self.affair_for(part, facility)
        return RoundKey(affair, start) if affair and start and len(start) > len("2024") else None

    def affair_for(self, part: str, facility: str | None) -> Identity | None:
        """The affair of a facility named in a part; of the part where none is named."""
        named = self.facilities.get(facility) if facility else None
        if named is None or (self.subject is not None and named.key == self.subject.key):
            return self.affair(part) or (self.affair_of_facility.get(named.key) if named else None)
        return self.affair_of_facility.get(named.key)


def nearest(part: str, stated: Sequence[tuple[str, T]]) -> T | None:
    """The thing stated in the part that shares the longest path with *part*; the first of equals."""
    best: T | None = None
    depth = -1
    for path, thing in stated:
        shared = _shared(part, path)
        if shared > depth:
            best, depth = thing, shared
    return best


def _shared(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left.split("/"), right.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count
