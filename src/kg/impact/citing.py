"""The provisions that rest on a slot: by a citation, by delegation, through an ordinance.

What carries a provision out (``eli:based_on``: decree, then rule) is followed on, and so is an ordinance:
both stand between the law and a consignment.  A statute that only mentions the provision is listed and not
followed.  An ordinance whose first article, its purpose, names a provision rests on it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kg.impact.ask import rows, value
from kg.impact.model import Basis, Citing, Means, Nearness, Slot
from kg.impact.slots import Tree
from kg.store import Store

DEEPEST: Final = 4
"""Steps followed: law → decree → rule → ordinance."""

_CITING: Final = """
SELECT DISTINCT ?citing ?cited ?how WHERE {
  VALUES ?cited { %s }
  { ?citing eli:cites ?cited BIND("cites" AS ?how) }
  UNION { ?citing eli:based_on ?cited BIND("carries-out" AS ?how) }
  ?citing a kc:Provision .
}
"""
# By what is cited: that is one provision where thousands cite it.
_SAID: Final = """
SELECT DISTINCT ?citing ?cited ?span ?how WHERE {
  VALUES ?cited { %s }
  { ?node kc:citedProvision ?cited ; kc:citingProvision ?citing ; kc:evidence ?span BIND("law" AS ?how) }
  UNION {
    ?node kc:citedProvision ?cited ; a kc:Citation ; kc:insideQuotation true ;
      kc:about ?citing ; kc:evidence ?span BIND("quotation" AS ?how)
  }
}
"""
_NAMED_BY_PAPERS: Final = "SELECT DISTINCT ?s ?slot WHERE { VALUES ?s { %s } ?slot kc:instrument ?s }"
_ORDINANCES: Final = frozenset({"ordinance", "ordinance-rule"})
_PURPOSE: Final = "art_1"
"""제1조(목적), by the drafting rules of all Korean legislation."""


@dataclass(slots=True)
class Reach:
    """All that is reached from a changed provision: slots, and the citing provisions each is reached through.

    ``wholes`` are the ordinances that rest on it as a whole.
    """

    slots: dict[str, Slot]
    via: dict[str, tuple[Citing, ...]]
    citing: list[Citing] = field(default_factory=list)
    wholes: dict[str, tuple[Citing, ...]] = field(default_factory=dict)


def reached(tree: Tree, slots: Iterable[Slot]) -> Reach:
    """Follow citations and delegation from the slots of a changed provision."""
    start = {slot.iri: slot for slot in slots}
    reach = Reach(start, dict.fromkeys(start, ()))
    # A law's text is today's: what it cites is never the norm that once had the number.
    frontier: Iterable[str] = [iri for iri, slot in start.items() if not slot.until]
    for depth in range(1, DEEPEST + 1):
        found = _with_evidence(tree.store, _step(tree, reach, frontier, depth))
        reach.citing += found
        frontier = _add_carriers(tree, reach, [one for one in found if _carries(one)])
        _add_named(tree.store, reach, found)
        if not frontier:
            break
    return reach


def _step(tree: Tree, reach: Reach, frontier: Iterable[str], depth: int) -> list[Citing]:
    """The provisions that rest on the slots of the frontier and are not known to."""
    known = {(one.provision, one.slot.iri) for one in reach.citing}
    means: dict[tuple[str, str], Means] = {}
    for row in rows(tree.store, _CITING, frontier):
        pair, how = (value(row, "citing"), value(row, "cited")), Means(value(row, "how"))
        # A chain does not come back to where it began.
        if pair not in known and (depth == 1 or pair[0] not in reach.slots):
            means[pair] = Means.CARRIES_OUT if Means.CARRIES_OUT in (how, means.get(pair)) else how
    return [_citing(tree, reach, *pair, how, depth) for pair, how in sorted(means.items())]


def _citing(tree: Tree, reach: Reach, provision: str, cited: str, means: Means, depth: int) -> Citing:
    parsed = tree.ids.parse(provision)
    own = {name: parsed[name] for name in ("jurisdiction", "type", "instrument")}
    instrument = tree.ids.format("instrument", **own)
    internal = cited.startswith(f"{instrument}/")
    if parsed["type"] in _ORDINANCES and not internal and parsed["provision"].split("/")[0] == _PURPOSE:
        means = Means.PURPOSE
    before = reach.via[cited]
    on = before[-1].provision if before else cited
    return Citing(provision, reach.slots[cited], on, means, depth, instrument, parsed["type"], internal)


def _carries(one: Citing) -> bool:
    """Whether what rests on the citing provision rests on the cited one too."""
    return one.means is not Means.CITES or (one.sort in _ORDINANCES and not one.internal)


def _add_carriers(tree: Tree, reach: Reach, found: list[Citing]) -> list[str]:
    """Add what lies around carrying provisions to the slots; gives the new ones."""
    tree.read(one.provision for one in found)
    around = [(nearness, iri, one) for one in found for iri, nearness in tree.around(one.provision)]
    for one in found:
        if one.means is Means.PURPOSE:
            reach.wholes.setdefault(one.instrument, (*reach.via[one.slot.iri], one))
    return _add(reach, around)


def _add_named(store: Store, reach: Reach, found: list[Citing]) -> None:
    """Add the provisions papers name that are citing ones, lie under one or hold one."""
    named: dict[str, list[str]] = {}
    for row in rows(store, _NAMED_BY_PAPERS, (one.instrument for one in found)):
        named.setdefault(value(row, "s"), []).append(value(row, "slot"))
    near = [(_nearness(iri, one), iri, one) for one in found for iri in named.get(one.instrument, ())]
    _add(reach, [(nearness, iri, one) for nearness, iri, one in near if nearness is not None])


def _add(reach: Reach, near: Iterable[tuple[Nearness, str, Citing]]) -> list[str]:
    """Add slots with the citing provision each is reached through, the nearest first; gives the new ones."""
    order = list(Nearness)
    new = []
    for nearness, iri, through in sorted(near, key=lambda found: (order.index(found[0]), found[1])):
        if iri not in reach.slots:
            reach.slots[iri] = Slot(iri, nearness, through.slot.number, through.slot.by)
            reach.via[iri] = (*reach.via[through.slot.iri], through)
            new.append(iri)
    return new


def _nearness(slot: str, one: Citing) -> Nearness | None:
    if slot == one.provision:
        return Nearness.AT
    if slot.startswith(f"{one.provision}/"):
        return Nearness.BELOW
    if one.provision.startswith(f"{slot}/"):
        return Nearness.ABOVE
    return Nearness.INSTRUMENT if one.means is Means.PURPOSE else None


def _with_evidence(store: Store, citing: list[Citing]) -> list[Citing]:
    """Where each citation stands: in the law's own text, else in what papers reproduce of it."""
    spans: dict[tuple[str, str], dict[Basis, set[str]]] = {}
    for row in rows(store, _SAID, (one.slot.iri for one in citing)):
        pair = (value(row, "citing"), value(row, "cited"))
        spans.setdefault(pair, {}).setdefault(Basis(value(row, "how")), set()).add(value(row, "span"))
    return [_told(one, spans.get((one.provision, one.slot.iri), {})) for one in citing]


def _told(one: Citing, spans: Mapping[Basis, set[str]]) -> Citing:
    basis = next((basis for basis in Basis if basis in spans), None)
    return one if basis is None else replace(one, basis=basis, evidence=tuple(sorted(spans[basis])))
