"""Former and later numbers of a provision: what took the place of what, and the passages that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from kg.impact import Succession, Tree, editions, successions
from kg.web.context import Context, language
from kg.web.labels import Labels, Named
from kg.web.quotes import Quote, quotes_of


@dataclass(frozen=True, slots=True)
class Follows:
    """A succession: the old and the new provision, its basis in words, and the passages that state it."""

    old: Named
    new: Named
    basis: str
    quotes: tuple[Quote, ...]
    is_other: bool = False  # it is of another norm that had the number asked for


def numbers_of(here: Context, iris: Collection[str]) -> tuple[Follows, ...]:
    """The successions of some provisions, of what holds them, and of the same number in other editions.

    The same number of an older edition is shown because people look it up: 제104조 of today is not what
    제104조 once was.
    """
    line = dict.fromkeys(other for iri in iris for other in _same_numbers(here, iri))
    own = {same for iri in iris for same in _with_above(here, iri)}
    found = follows(here, successions(here.store, line))
    return tuple(replace(by, is_other=not own & {by.old.iri, by.new.iri}) for by in found)


def _with_above(here: Context, iri: str) -> list[str]:
    parsed = here.parse(iri)
    is_provision = parsed is not None and parsed.kind == "provision"
    return [iri, *Tree(here.store, here.ids).above(iri)] if is_provision else [iri]


def _same_numbers(here: Context, iri: str) -> list[str]:
    parsed = here.parse(iri)
    if parsed is None or parsed.kind != "provision":
        return []
    work = {name: parsed[name] for name in ("jurisdiction", "type", "instrument")}
    tree = Tree(here.store, here.ids)
    found = []
    for one in editions(here.store, here.ids.format("instrument", **work)):
        slot = f"{one.iri}/{parsed['provision']}"
        found += [slot, *tree.above(slot)]
    return found


def follows(here: Context, found: Iterable[Succession]) -> tuple[Follows, ...]:
    """Successions made ready to be shown, in the language of the request."""
    every = list(found)
    iris = {iri for by in every for iri in (by.old, by.new, by.basis) if "://" in iri}
    labels = Labels(here.store, language(), iris)

    def named(iri: str) -> Named:
        return named_with_act(here, iri, labels.of(iri))

    return tuple(
        Follows(
            named(by.old),
            named(by.new),
            labels.of(by.basis) if by.basis else "",
            tuple(quote for quote in quotes_of(here, by.evidence) if quote.segments),
        )
        for by in every
    )


def named_with_act(here: Context, iri: str, label: str) -> Named:
    """A provision by its label and the act whose edition it is of."""
    return Named(iri, f"{label}{_edition(here, iri)}", here.href(iri))


def _edition(here: Context, iri: str) -> str:
    """The edition a provision is of, beside its label: one number has stood for several norms."""
    parsed = here.parse(iri)
    number = parsed["edition"] if parsed is not None and parsed.kind == "provision" else "0"
    return f" (제{number}호)" if number != "0" else ""
