"""The slots whose citations count when a provision changes: itself, what it holds and what holds it.

A provision that an act renumbered has the slots it had before and since as well (``kc:succeeds``); what is
stated of an article holds for its paragraphs under the same numbers, unless they have a succession of their
own.  A number given away within one edition means another norm since: its slot counts for papers from before
that day only, and where the day is not known for none.  The same path in an edition that is not known
(``ed_0``) is kept apart: nobody can say whether it is the same norm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import IdentifierError
from kg.ids import Ids
from kg.impact.ask import rows, value
from kg.impact.model import Nearness, Number, Slot, Succession
from kg.store import Store

_BELOW = "SELECT ?s ?below WHERE { VALUES ?s { %s } ?below eli:is_part_of+ ?s }"
_SUCCESSIONS = """
SELECT DISTINCT ?old ?new ?basis ?day ?span WHERE {
  VALUES ?s { %s }
  { ?s kc:succeeds ?old BIND(?s AS ?new) } UNION { ?new kc:succeeds ?s BIND(?s AS ?old) }
  OPTIONAL {
    ?node kc:predecessor ?old ; kc:successor ?new .
    OPTIONAL { ?node kc:successionBasis ?basis }
    OPTIONAL { ?node kc:amendingDate ?day }
    OPTIONAL { ?node kc:evidence ?span }
  }
}
"""
_EXIST = "SELECT DISTINCT ?s WHERE { VALUES ?s { %s } ?s a kc:Provision }"


@dataclass(slots=True)
class Tree:
    """What lies above and below some slots; what holds a slot is told by its identifier alone."""

    store: Store
    ids: Ids
    below: dict[str, list[str]] = field(default_factory=dict)

    def read(self, slots: Iterable[str]) -> None:
        """Look up slots not looked up yet."""
        new = [slot for slot in set(slots) if slot not in self.below]
        self.below |= {slot: [] for slot in new}
        for row in rows(self.store, _BELOW, new):
            self.below[value(row, "s")].append(value(row, "below"))

    def above(self, slot: str) -> list[str]:
        """What holds a slot, the nearest first."""
        parsed = self.ids.parse(slot)
        steps = parsed["provision"].split("/")
        upper = ("/".join(steps[:depth]) for depth in range(len(steps) - 1, 0, -1))
        return [self.ids.format("provision", **{**parsed.parts, "provision": path}) for path in upper]

    def around(self, slot: str) -> list[tuple[str, Nearness]]:
        """A slot with all that it holds and all that holds it."""
        return [
            (slot, Nearness.AT),
            *((one, Nearness.BELOW) for one in sorted(self.below[slot])),
            *((one, Nearness.ABOVE) for one in self.above(slot)),
        ]


def slots_of(tree: Tree, provision: str) -> tuple[Slot, ...]:
    """The slots that stand for a provision, its own first."""
    found: dict[str, Slot] = {}
    _add(found, tree, provision, Number.OWN, ())
    for number in (Number.FORMER, Number.LATER):
        for slot, by in renumbered(tree, provision, number).items():
            days = [one.day for one in by if _within_one_edition(one)]
            if not days or (number is Number.FORMER and all(days)):
                _add(found, tree, slot, number, by, min(days, default=""))
    for known in list(found.values()):
        if (unknown := _of_unknown_edition(known.iri, tree.ids)) is not None:
            found.setdefault(
                unknown, Slot(unknown, known.nearness, Number.UNKNOWN_EDITION, known.by, known.until)
            )
    return tuple(_existing(tree.store, found))


def _add(
    found: dict[str, Slot],
    tree: Tree,
    at: str,
    number: Number,
    by: tuple[Succession, ...],
    until: str = "",
) -> None:
    tree.read([at])
    for slot, nearness in tree.around(at):
        found.setdefault(slot, Slot(slot, nearness, number, by, until))


def _within_one_edition(one: Succession) -> bool:
    return one.old.partition("/ed_")[2].split("/")[0] == one.new.partition("/ed_")[2].split("/")[0]


def _existing(store: Store, found: Mapping[str, Slot]) -> list[Slot]:
    held = {value(row, "s") for row in rows(store, _EXIST, found)}
    return [slot for iri, slot in found.items() if iri in held]


def _of_unknown_edition(slot: str, ids: Ids) -> str | None:
    """The same path in the edition that is not known; None for an ordinance, whose slots all are of it."""
    parsed = ids.parse(slot)
    if parsed.kind != "provision" or parsed["jurisdiction"] != "kr" or parsed["edition"] == "0":
        return None
    return ids.format("provision", **{**parsed.parts, "edition": "0"})


def renumbered(tree: Tree, provision: str, number: Number) -> dict[str, tuple[Succession, ...]]:
    """The slots a provision had before (``FORMER``) or has had since (``LATER``), each with the successions
    that lead there, however often it was renumbered.
    """
    found: dict[str, tuple[Succession, ...]] = {}
    waiting: list[tuple[str, tuple[Succession, ...]]] = [(provision, ())]
    seen = {provision}
    while waiting:
        slot, by = waiting.pop()
        for other, stated in _one_step(tree, slot, number):
            if other not in seen:
                seen.add(other)
                found[other] = (*by, stated)
                waiting.append((other, found[other]))
    return found


def _one_step(tree: Tree, slot: str, number: Number) -> list[tuple[str, Succession]]:
    """The counterparts of a slot by the successions stated nearest to it: its own, else of what holds it."""
    line = [slot, *tree.above(slot)]
    stated = successions(tree.store, line)
    for upper in line:
        pairs = [one for one in stated if (one.new if number is Number.FORMER else one.old) == upper]
        if pairs:
            rest = slot[len(upper) :]
            others = [((one.old if number is Number.FORMER else one.new) + rest, one) for one in pairs]
            # 제3조제2항 of a pair 제3조 → 제4조제1호 would be no provision.
            return [(other, one) for other, one in others if _is_provision(tree.ids, other)]
    return []


def _is_provision(ids: Ids, iri: str) -> bool:
    try:
        return ids.parse(iri).kind == "provision"
    except IdentifierError:
        return False


def successions(store: Store, slots: Iterable[str]) -> list[Succession]:
    """The successions stated of some slots, whichever side they are on."""
    spans: dict[tuple[str, str], list[str]] = {}
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows(store, _SUCCESSIONS, slots):
        pair = (value(row, "old"), value(row, "new"))
        said[pair] = max(said.get(pair, ("", "")), (value(row, "basis"), value(row, "day")))
        spans.setdefault(pair, []).append(value(row, "span"))
    return [
        Succession(old, new, *said[old, new], tuple(sorted({span for span in found if span})))
        for (old, new), found in sorted(spans.items())
    ]
