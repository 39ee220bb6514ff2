"""What a change of a provision touches, as plain data: things are IRIs, their names in ``Impact.labels``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

_ADDENDA: Final = "/addenda_"


class Nearness(StrEnum):
    """Where what is cited lies from what changes."""

    AT = "at"
    BELOW = "below"
    ABOVE = "above"  # a whole that holds it: 제117조 for 제117조제3항
    INSTRUMENT = "instrument"  # the instrument or ordinance as a whole


class Number(StrEnum):
    """Under which number and edition a slot stands."""

    OWN = "own"
    FORMER = "former"  # the slot it took the place of
    LATER = "later"  # the slot that took its place
    UNKNOWN_EDITION = "unknown-edition"  # the same number in an edition that is not known


class Means(StrEnum):
    """How a provision rests on another."""

    CITES = "cites"
    CARRIES_OUT = "carries-out"  # delegation: a decree or rule that fills it in
    PURPOSE = "purpose"  # an ordinance whose first article names it: all of the ordinance rests on it


class Basis(StrEnum):
    """What says that one provision rests on another."""

    LAW = "law"  # the text of the law itself
    QUOTATION = "quotation"  # the text as a paper reproduces it


class State(StrEnum):
    """Where a round stands on the day of the change."""

    IN_FORCE = "in-force"
    PROPOSED = "proposed"  # its period covers the day, but nothing says that the council agreed
    COMING = "coming"
    ENDED = "ended"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Succession:
    """A slot that took the place of another: the pair stated, its basis, and the spans that state it.

    ``day`` is when the act that renumbered it was promulgated, as far as the data says.
    """

    old: str
    new: str
    basis: str = ""
    day: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A provision whose citations count: what changes, or a place that stands for it.

    Where a number was given away within one edition, the slot means another norm since: only papers from
    before the day ``until`` count.
    """

    iri: str
    nearness: Nearness
    number: Number = Number.OWN
    by: tuple[Succession, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class Citing:
    """A provision that rests on a slot, or on a provision that does (``depth`` counts the steps).

    ``slot`` is what it cites, ``on`` the provision of the step before; ``evidence`` are the spans that say
    it, ``basis`` whose text they are of. ``instrument`` and ``sort`` (act, decree, ordinance …) are its own.
    """

    provision: str
    slot: Slot
    on: str
    means: Means
    depth: int
    instrument: str
    sort: str
    internal: bool
    basis: Basis | None = None
    evidence: tuple[str, ...] = ()

    @property
    def in_addenda(self) -> bool:
        """Whether it stands in an addendum, which mostly amends or carries over: nothing rests on it."""
        return _ADDENDA in self.provision

    @property
    def instruction(self) -> str:
        """Which instruction of which addendum it is, whatever instrument reproduces it; empty in the body.

        An addendum that amends other laws stands in the file of each of them with the same number and path.
        """
        return self.provision.partition(_ADDENDA)[2]


@dataclass(frozen=True, slots=True)
class Reliance:
    """A citation by which a consignment rests on a slot: directly, or through citing provisions (``via``)."""

    citation: str
    cited: str
    slot: Slot
    via: tuple[Citing, ...]
    role: str = ""
    party: str = ""
    text: str = ""
    about: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """A budget: won, what it is for (``required`` or ``annual``), its year and the unit it is printed in."""

    amount: int
    role: str
    year: str = ""
    unit: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a consignment on the day of the change.

    ``status`` is how papers speak of it (proposed, reported), ``outcome`` what became of the bill that
    proposes it, ``named`` whether a paper that relies on the provision speaks of this very round.
    """

    iri: str
    state: State
    start: str = ""
    end: str = ""
    status: str = ""
    outcome: str = ""
    contractors: tuple[str, ...] = ()
    budget: Money | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Consignment:
    """A consigned affair that rests on the provision: why, its rounds, facilities and yearly money."""

    affair: str
    reliances: tuple[Reliance, ...]
    rounds: tuple[Round, ...]
    facilities: tuple[str, ...] = ()
    annual: tuple[Money, ...] = ()

    @property
    def direct(self) -> bool:
        """Whether a paper names the provision itself, what is under it or what holds it."""
        return any(not reliance.via for reliance in self.reliances)

    def money_of(self, held: Round) -> tuple[Money, ...]:
        """What a round costs: its own budget, else the yearly one of its facilities of a year it runs in."""
        if held.budget is not None:
            return (held.budget,)
        first, last = held.start[:4], held.end[:4] or "9999"
        return tuple(one for one in self.annual if one.year and first <= one.year <= last)

    def in_state(self, *states: State) -> tuple[Round, ...]:
        """The rounds in these states, by start."""
        return tuple(one for one in self.rounds if one.state in states)


@dataclass(frozen=True, slots=True)
class Meant:
    """A provision that is meant; ``named`` is the slot of another edition whose number was written instead.

    ``by`` are the successions that lead from the one to the other, empty where nothing had to be followed.
    """

    provision: str
    named: str = ""
    by: tuple[Succession, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of ``provision`` on ``day`` touches.

    ``edition_in_force`` tells whether the provision's edition was in force then (None: not known);
    ``in_force`` is the edition that was. ``slots`` are the places whose citations count. ``named`` is the
    slot whose number was asked for, where it was followed to ``provision`` (by the successions ``followed``).
    """

    provision: str
    day: date
    edition: str
    edition_in_force: bool | None
    in_force: str = ""
    slots: tuple[Slot, ...] = ()
    citing: tuple[Citing, ...] = ()
    consignments: tuple[Consignment, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    language: str = "ko"
    named: str = ""
    followed: tuple[Succession, ...] = ()

    def rounds(self, *states: State) -> tuple[tuple[Consignment, Round], ...]:
        """The rounds in these states (all without any given), each with its consignment."""
        return tuple((one, held) for one in self.consignments for held in one.in_state(*states or State))

    @property
    def resting(self) -> tuple[str, ...]:
        """The provisions of the body of a law that rest on it, each once."""
        return tuple(dict.fromkeys(one.provision for one in self.citing if not one.in_addenda))

    @property
    def instructions(self) -> tuple[str, ...]:
        """The provisions of addenda that name it, one for each instruction however many laws hold it."""
        first: dict[str, str] = {}
        for one in self.citing:
            if one.in_addenda:
                first.setdefault(one.instruction, one.provision)
        return tuple(first.values())

    def label(self, iri: str) -> str:
        """What a thing is called; its IRI where the data does not say."""
        return self.labels.get(iri, iri)

    @property
    def successions(self) -> tuple[Succession, ...]:
        """The successions by which other numbers were followed, each once."""
        return tuple(dict.fromkeys(by for slot in self.slots for by in slot.by))
