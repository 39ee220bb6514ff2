"""An impact made ready for its page: lines of the table, the provisions that rest on it, the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.impact import (
    Citing,
    Consignment,
    Impact,
    Means,
    Money,
    Number,
    Reliance,
    Round,
    State,
    document_of,
)
from kg.web.context import Context, say
from kg.web.labels import Named, natural_key
from kg.web.numbers import Follows, follows, named_with_act
from kg.web.picture import Picture, draw, in_words, period_of
from kg.web.present import show_number
from kg.web.quotes import Evidence, Quote, quotes_of

SHOWN_CITING = 40
LASTING = (State.IN_FORCE, State.PROPOSED, State.COMING, State.UNDATED)
_SORTS = ("act", "decree", "rule", "other", "ordinance", "ordinance-rule")


@dataclass(frozen=True, slots=True)
class Why:
    """Why a consignment is touched: what its papers cite, and how that rests on the changed provision."""

    cited: Named
    notes: tuple[str, ...]
    via: tuple[Named, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A budget in words: the amount, what it is of, and the statement that says it."""

    amount: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A round that is touched, or a consignment of which no round is known."""

    affair: Named
    round: Named | None
    state: State
    period: str
    outcome: Named | None
    contractors: tuple[Named, ...]
    facilities: tuple[Named, ...]
    money: tuple[Sum, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one state, with its name and what it means."""

    state: State
    title: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rests:
    """A provision that rests on the changed one, what it cites, and where it says so."""

    provision: Named
    cited: Named
    notes: tuple[str, ...]
    quotes: tuple[Quote, ...]
    document: Named | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the answer: what it counts, the figure, and what went into it."""

    name: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An impact as the template wants it."""

    provision: Named
    day: str
    edition: Named
    in_force: Named | None
    edition_in_force: bool | None
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    ended: tuple[Line, ...]
    citing: tuple[Rests, ...]
    sorts: tuple[tuple[str, int], ...]
    named: Named | None
    followed: tuple[Follows, ...]
    citing_more: int
    successions: tuple[Follows, ...]
    picture: Picture


def shown(here: Context, found: Impact) -> Shown:
    """An impact made ready, in the language of the request."""
    view = _View(here, found)
    lines = [line for one in found.consignments for line in view.lines(one)]
    day = found.day.isoformat()
    groups = tuple(
        Group(state, say(f"state-{state}"), say(f"state-{state}-means", day=day), held)
        for state in LASTING
        if (held := tuple(one for one in lines if one.state is state))
    )
    ranked = sorted(found.citing, key=_rank)
    sorts = Counter({one.provision: one.sort for one in found.citing if not one.in_addenda}.values())
    return Shown(
        provision=view.named(found.provision),
        day=day,
        edition=view.named(found.edition),
        in_force=view.named(found.in_force) if found.in_force else None,
        edition_in_force=found.edition_in_force,
        figures=view.figures(lines),
        groups=groups,
        ended=tuple(one for one in lines if one.state is State.ENDED),
        citing=tuple(view.rests(one) for one in ranked[:SHOWN_CITING]),
        sorts=(
            *((say(f"sort-{sort}"), sorts[sort]) for sort in _SORTS if sorts[sort]),
            *(((say("in-addenda-instructions"), prose),) if (prose := len(found.instructions)) else ()),
        ),
        named=named_with_act(here, found.named, found.label(found.named)) if found.named else None,
        followed=follows(here, found.followed),
        citing_more=max(0, len(ranked) - SHOWN_CITING),
        successions=follows(here, found.successions),
        picture=draw(found),
    )


def _rank(one: Citing) -> tuple[object, ...]:
    """What carries the provision out first, then by sort of instrument and place; addenda last."""
    is_prose = one.in_addenda
    return (is_prose, one.depth, one.means is Means.CITES, _SORTS.index(one.sort), natural_key(one.provision))


class _View:
    """One impact with what it is shown with."""

    def __init__(self, here: Context, found: Impact) -> None:
        self.here = here
        self.found = found
        citations = {r.citation for one in found.consignments for r in one.reliances}
        self.evidence = Evidence(here, citations)

    def named(self, iri: str) -> Named:
        return Named(iri, self.found.label(iri), self.here.href(iri))

    def all_named(self, iris: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self.named(iri) for iri in iris)

    def lines(self, one: Consignment) -> list[Line]:
        """The rounds of a consignment; where none is known a line without one, so that nothing is lost."""
        why = self.why(one.reliances)
        return [self._line(one, held, why) for held in one.rounds] or [self._line(one, None, why)]

    def _line(self, one: Consignment, held: Round | None, why: tuple[Why, ...]) -> Line:
        money = one.money_of(held) if held else one.annual
        return Line(
            self.named(one.affair),
            self.named(held.iri) if held else None,
            held.state if held else State.UNDATED,
            period_of(held) if held else "",
            self.named(held.outcome) if held and held.outcome else None,
            self.all_named(held.contractors) if held else (),
            self.all_named(one.facilities),
            tuple(Sum(*in_words(m), self.here.href(m.source)) for m in money),
            why,
        )

    def why(self, reliances: Iterable[Reliance]) -> tuple[Why, ...]:
        """One entry per provision cited and way it is reached, with all passages."""
        lines: dict[tuple[object, ...], list[Reliance]] = {}
        for one in reliances:
            via = tuple(step.provision for step in one.via)
            lines.setdefault((one.cited, one.slot, via), []).append(one)
        return tuple(self._why(found) for found in lines.values())

    def _why(self, found: list[Reliance]) -> Why:
        first = found[0]
        notes = [say(f"nearness-{first.slot.nearness}")] if not first.via else []
        if first.slot.number is not Number.OWN:
            notes.append(say(f"number-{first.slot.number}"))
        notes += [say(f"means-{step.means}") for step in first.via[:1]]
        quotes = dict.fromkeys(quote for one in found for quote in self.evidence.of_node(one.citation))
        via = self.all_named(step.provision for step in first.via)
        return Why(self.named(first.cited), tuple(notes), via, tuple(quotes))

    def rests(self, one: Citing) -> Rests:
        notes = [say(f"means-{one.means}"), say(f"nearness-{one.slot.nearness}")]
        if one.slot.number is not Number.OWN:
            notes.append(say(f"number-{one.slot.number}"))
        if one.depth > 1:
            notes.append(say("depth", count=one.depth))
        if one.internal:
            notes.append(say("internal"))
        if one.in_addenda:
            notes.append(say("in-addenda"))
        if one.basis:
            notes.append(say(f"basis-{one.basis}"))
        documents = sorted({document_of(span) for span in one.evidence})
        return Rests(
            self.named(one.provision),
            self.named(one.slot.iri),
            tuple(notes),
            tuple(quote for quote in quotes_of(self.here, one.evidence) if quote.segments),
            self.named(documents[0]) if documents and documents[0] in self.found.labels else None,
        )

    def figures(self, lines: list[Line]) -> tuple[Figure, ...]:
        """What the answer comes to, in numbers."""
        held = self.found.rounds(State.IN_FORCE)
        money = [money for one, round_ in held for money in one.money_of(round_)]
        ends = min((round_.end for _, round_ in held if round_.end), default="")
        facilities = {iri for one in self.found.consignments for iri in one.facilities}
        counted = Counter(line.state for line in lines)
        prose = len(self.found.instructions)
        return (
            *(Figure(say(f"state-{state}"), f"{counted[state]:,}") for state in LASTING if counted[state]),
            Figure(say("facilities"), f"{len(facilities):,}"),
            *((_total(money),) if money else ()),
            *((Figure(say("first-end"), ends),) if ends else ()),
            Figure(
                say("impact-citing"),
                f"{len(self.found.resting):,}",
                say("impact-citing-addenda", count=prose) if prose else "",
            ),
        )


def _total(money: Iterable[Money]) -> Figure:
    """Budgets added up, and of which kinds and years they are: they are not all of one."""
    parts: Counter[tuple[str, str]] = Counter()
    for one in money:
        parts[one.role, one.year] += one.amount
    notes = [" ".join(filter(None, (*_kind(*kind), _won(amount)))) for kind, amount in sorted(parts.items())]
    return Figure(say("impact-money"), _won(parts.total()), " + ".join(notes))


def _kind(role: str, year: str) -> tuple[str, str]:
    return say(f"money-{role}") if role else "", say("of-year", year=year) if year else say("year-unknown")


def _won(amount: int) -> str:
    return say("won", amount=show_number(str(amount)))
