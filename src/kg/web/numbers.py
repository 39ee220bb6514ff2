"""Former and later numbers of a provision: what took the place of what, and the passages that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


def numbers_of(here: Context, iris: Iterable[str]) -> tuple[Follows, ...]:
    """The successions of some provisions, of what holds them, and of the same number in other editions.

    The same number of an older edition is shown because people look it up: 제104조 of today is not what
    제104조 once was.
    """
    line = dict.fromkeys(other for iri in iris for other in _same_numbers(here, iri))
    return follows(here, successions(here.store, line))


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
        return Named(iri, f"{labels.of(iri)}{_edition(here, iri)}", here.href(iri))

    return tuple(
        Follows(
            named(by.old),
            named(by.new),
            labels.of(by.basis) if by.basis else "",
            tuple(quote for quote in quotes_of(here, by.evidence) if quote.segments),
        )
        for by in every
    )


def _edition(here: Context, iri: str) -> str:
    """The edition a provision is of, beside its label: one number has stood for several norms."""
    parsed = here.parse(iri)
    number = parsed["edition"] if parsed is not None and parsed.kind == "provision" else "0"
    return f" (제{number}호)" if number != "0" else ""
