"""The law graph: one instrument as read → sorted lines of N-Quads, in the default graph only.

Lines are written as text: an instrument has hundreds of provisions and the law more than a million, too many
to make a term of each. Every IRI comes from :mod:`kg.ids`. The lines of one subject are written together in
the order of their predicates, so that only subjects have to be sorted.

Source: ``docs/explanation/legislation.md``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from typing import Final

from kg.errors import IdentifierError
from kg.ids import Ids, Slots
from kg.link import Jurisdiction
from kg.model.legislation import ChangeKind, LawCitation, LawTarget, Provision, Succession
from kg.model.statute import Component, ProvisionPath
from kg.rdf import identities
from kg.rdf.legislation_reading import LawLines, LawReading
from kg.rdf.writer import Triples
from kg.text import squeeze
from kg.vocab import DCAT, ELI, KC, RDF, RDFS, XSD

PROVISION_UNKNOWN: Final = "provision-unknown"
"""The code of a citation whose target is no provision an identifier can have."""

_Path = tuple[Component, ...]

_BASED_ON: Final = f" <{ELI.based_on}> "
_CITES: Final = f" <{ELI.cites}> "
_PART_OF: Final = f" <{ELI.is_part_of}> "
_LABEL: Final = f" <{RDFS.label}> "
_CITED_INSTRUMENT: Final = f" <{KC.citedInstrument}> "
_CITED_PROVISION: Final = f" <{KC.citedProvision}> "
_CITING: Final = f" <{KC.citingProvision}> "
_EVIDENCE: Final = f" <{KC.evidence}> "
_TEXT: Final = f" <{KC.provisionText}> "
_RESOLUTION: Final = f" <{KC.resolution}> "
_IS_PROVISION: Final = f" <{RDF.type}> <{KC.Provision}> .\n"
_IS_EVENT: Final = f" <{RDF.type}> <{KC.AmendmentEvent}> .\n"
_CHANGES: Final = {
    ChangeKind.INSERTED: KC.inserts,
    ChangeKind.REPEALED: KC.repeals,
    ChangeKind.MOVED: KC.moves,
}


def law_lines(
    said: LawReading, ids: Ids, places: Mapping[str, Jurisdiction], *, with_text: bool = False
) -> LawLines:
    """The lines of one instrument, each once, sorted by their bytes.

    No line speaks of anything that another instrument's lines speak of; the jurisdiction is in
    :func:`jurisdiction_lines`. With *with_text* every provision has its own words.
    """
    writer = _Writer(said, ids, places)
    writer.provisions(with_text=with_text)
    writer.citations()
    writer.events()
    writer.successions()
    return writer.finish()


def jurisdiction_lines(codes: Iterable[str], ids: Ids, places: Mapping[str, Jurisdiction]) -> bytes:
    """The lines of the jurisdictions that instruments belong to: what their files share."""
    to = Triples(ids, ids.registry_graph)
    for code in sorted(set(codes)):
        identities.jurisdiction(to, identities.jurisdiction_of(code, places))
    return "".join(sorted(to.lines())).encode()


@cache
def _tail(before: Component | None, component: Component) -> str:
    """What a component adds to the printed path that ends with *before*."""
    if before is None:
        return component.printed
    return str(ProvisionPath((before, component)))[len(before.printed) :]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


class _Writer:
    """Collects the blocks of lines of one instrument, one block for each subject."""

    def __init__(self, said: LawReading, ids: Ids, places: Mapping[str, Jurisdiction]) -> None:
        self.said = said
        self.ids = ids
        self.places = places
        self.number = (said.edition.number if said.edition else None) or 0
        self.slots = ids.slots(said.instrument.work, self.number)
        self.span = ids.spans(said.document)
        self.result = LawLines()
        self.blocks: list[str] = []
        self.seen: dict[str, int] = {}
        self.names = {self.slots.edition: _escaped(squeeze(said.instrument.title)) + " "}
        self.editions: dict[tuple[str, int], Slots] = {(said.instrument.work, self.number): self.slots}
        self.targets: dict[int, str | None] = {}
        self.few = Triples(ids, ids.registry_graph)
        named = [self._named(provision.path.components) for provision in said.law.provisions]
        self.iris = [iri for iri, _ in named]
        self.paths = [path for _, path in named]

    def _named(self, path: _Path) -> tuple[str, _Path]:
        """The IRI of a path, or of the longest part of it that has one (제0조 has none)."""
        while True:
            try:
                return self.slots.provision(path), path
            except IdentifierError:
                self.result.counts["unnamed"] += 1
                path = path[:-1]

    # --- provisions ---------------------------------------------------------------------------------------

    def provisions(self, *, with_text: bool) -> None:
        """The instrument, its edition, every provision."""
        law, edition = self.said.law, self.slots.edition
        identities.edition(self.few, self.said.instrument, self.said.edition, self.places)
        cites, based_on, more = self._cites(), self._based_on(), self._further_places()
        for at, (iri, provision) in enumerate(zip(self.iris, law.provisions, strict=True)):
            if iri == edition or self.seen.setdefault(iri, at) != at:
                continue
            path = self.paths[at]
            self._parents(iri, path, provision)
            node = f"<{iri}>"
            lines = [f"{node}{_BASED_ON}{target} .\n" for target in sorted(based_on.pop(iri, ()))]
            lines += [f"{node}{_CITES}{target} .\n" for target in sorted(cites.pop(iri, ()))]
            lines.append(self._outline(iri, path))
            spans = [self.span(provision.start, provision.end), *more.get(iri, ())]
            lines += [f"{node}{_EVIDENCE}<{span}> .\n" for span in sorted(spans)]
            if with_text and (words := law.text[provision.body : provision.own_end].strip()):
                lines.append(f'{node}{_TEXT}"{_escaped(words)}"@ko .\n')
            self.blocks.append("".join(lines))
        self._of_the_whole(cites, based_on)
        self.result.counts["provisions"] += len(self.seen)

    def _outline(self, iri: str, path: _Path) -> str:
        above = self.slots.above(iri)
        name = self.names[iri] = self.names[above] + _tail(path[-2] if len(path) > 1 else None, path[-1])
        return f'<{iri}>{_PART_OF}<{above}> .\n<{iri}>{_IS_PROVISION}<{iri}>{_LABEL}"{name}"@ko .\n'

    def _parents(self, iri: str, path: _Path, provision: Provision) -> None:
        """What a provision lies under has a node too, where the text has no label of its own for it."""
        above = self.slots.above(iri)
        if above == self.slots.edition or above in self.seen:
            return
        self.seen[above] = -1
        self._parents(above, path[:-1], provision)
        span = self.span(provision.start, provision.end)
        self.blocks.append(f"{self._outline(above, path[:-1])}<{above}>{_EVIDENCE}<{span}> .\n")

    def _further_places(self) -> dict[str, list[str]]:
        """Spans of further texts of one path: a provision printed in today's and in a coming form."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for iri, provision in zip(self.iris, self.said.law.provisions, strict=True):
            if provision.variant:
                found[iri].append(self.span(provision.start, provision.end))
        return found

    # --- citations and delegation -------------------------------------------------------------------------

    def _target(self, target: LawTarget) -> str | None:
        """The IRI of a target in brackets; None for a path that no identifier can have."""
        if id(target) in self.targets:
            return self.targets[id(target)]
        found: str | None
        if not target.components:
            found = f"<{self.ids.instrument(target.work)}>"
        else:
            key = (target.work, target.edition)
            if (slots := self.editions.get(key)) is None:
                slots = self.editions[key] = self.ids.slots(*key)
            try:
                found = f"<{slots.provision(target.components)}>"
            except IdentifierError:
                found = None
        self.targets[id(target)] = found  # the reading holds them: equal ones are mostly one object
        return found

    def _citing(self, citation: LawCitation) -> str:
        """The provision whose words cite, the edition where a citation stands outside of all provisions."""
        return self.iris[citation.citing] if citation.citing >= 0 else self.slots.edition

    def _cites(self) -> dict[str, set[str]]:
        """What each provision cites."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for citation in self.said.citations:
            targets = {iri for target in citation.targets if (iri := self._target(target)) is not None}
            if targets:
                found[self._citing(citation)] |= targets
        return found

    def _based_on(self) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for delegation in self.said.delegations:
            if (target := self._target(delegation.target)) is not None:
                found[self.slots.provision(delegation.path.components)].add(target)
        self.result.counts["delegations"] = sum(map(len, found.values()))
        return found

    def _of_the_whole(self, cites: Mapping[str, set[str]], based_on: dict[str, set[str]]) -> None:
        """What the instrument as a whole is based on, and what its edition cites outside of provisions."""
        edition, instrument = self.slots.edition, self.ids.instrument(self.said.instrument.work)
        whole = based_on.pop(edition, ())
        self.blocks += [f"<{instrument}>{_BASED_ON}{target} .\n" for target in whole]
        self.blocks += [f"<{edition}>{_CITES}{target} .\n" for target in cites.get(edition, ())]
        self.result.counts["unplaced"] += sum(map(len, based_on.values()))

    def citations(self) -> None:
        """A node for every citation, counted from 1 in the own words of its provision."""
        numbers: Counter[str] = Counter()
        counts, unresolved = self.result.counts, self.result.unresolved
        for citation in self.said.citations:
            citing = self._citing(citation)
            numbers[citing] += 1
            node = f"<{self.slots.citation(citing, numbers[citing])}>"
            lines, reason = [], citation.reason
            for target in citation.targets:
                if (iri := self._target(target)) is None:
                    reason = reason or PROVISION_UNKNOWN
                else:
                    lines.append(
                        f"{node}{_CITED_PROVISION if target.components else _CITED_INSTRUMENT}{iri} .\n"
                    )
            counts["targets"] += len(lines)
            if len(lines) > 1:
                lines = sorted(set(lines))
            span = self.span(citation.start, citation.end)
            lines.append(f"{node}{_CITING}<{citing}> .\n{node}{_EVIDENCE}<{span}> .\n")
            if reason:
                lines.append(f"{node}{_RESOLUTION}<{self.ids.concept('resolution', reason)}> .\n")
                unresolved[reason] += 1
            self.blocks.append("".join(lines))
        counts["citations"] = len(self.said.citations)
        counts["own"] = self.said.own_mentions

    # --- change -------------------------------------------------------------------------------------------

    def events(self) -> None:
        """What acts of one day changed: an event each, with the days of entry into force that are known."""
        events: defaultdict[str, set[str]] = defaultdict(set)
        for change in self.said.changes:
            iri = self._held(change.path)
            if change.promulgated is None or iri is None:
                self.result.counts["unplaced"] += 1
                continue
            day = change.promulgated.isoformat()
            node = f"<{self.ids.amendment(self.said.instrument.work, self.number, day)}>"
            lines = events[node]
            lines.add(f"{node}{_IS_EVENT}")
            lines.add(f'{node} <{KC.amendingDate}> "{day}"^^<{XSD.date}> .\n')
            changes = _CHANGES.get(change.kind, KC.amends)
            lines.add(f"{node} <{changes}> <{iri}> .\n")
            if change.in_force_from is not None:
                start = change.in_force_from.isoformat()
                lines.add(f'{node} <{DCAT.startDate}> "{start}"^^<{XSD.date}> .\n')
        self.result.counts["events"] = len(events)
        self.result.counts["changes"] = len(self.said.changes)
        self.blocks += ["".join(sorted(lines)) for lines in events.values()]

    def _held(self, path: ProvisionPath) -> str | None:
        """The IRI of a provision the text has, else None."""
        try:
            iri = self.slots.provision(path.components)
        except IdentifierError:
            return None
        return iri if iri in self.seen else None

    def successions(self) -> None:
        """Which provision took the place of which; the old one is a stub where its edition is another."""
        for said in self.said.successions:
            new, old = self._held(said.new), said.old.provision.components
            if not old or new is None:
                self.result.counts["unplaced"] += 1
                continue
            span = self.span(said.start, said.end) if said.end else None  # the register holds no passage
            former = self._stub(said, old)
            identities.succession(self.few, new, former, said, span)
            self.result.counts["successions"] += 1

    def _stub(self, said: Succession, path: _Path) -> str:
        law = self.said.instrument
        slots, wholly_revised = self.slots, said.act is not None and said.act == self.number
        if wholly_revised:
            before = law.edition_at(said.day - timedelta(days=1)) if said.day else None
            identities.edition(self.few, law, before, self.places)
            slots = self.ids.slots(law.work, (before.number if before else None) or 0)
            self.result.editions = 2
        for depth in range(1, len(path) + 1):
            node = slots.provision(path[:depth])
            if wholly_revised or node not in self.seen:
                self.few.type(node, KC.Provision)
                self.few.label(node, f"{law.title} {ProvisionPath(path[:depth])}")
                self.few.add(node, ELI.is_part_of, slots.provision(path[: depth - 1]))
        return slots.provision(path)

    def finish(self) -> LawLines:
        """All lines, sorted."""
        jurisdiction = f"<{self.ids.jurisdiction(self.said.instrument.jurisdiction)}> "
        self.blocks += [line for line in self.few.lines() if not line.startswith(jurisdiction)]
        self.blocks.sort()
        self.result.data = "".join(self.blocks).encode()
        self.result.counts["triples"] = self.result.data.count(b"\n")
        return self.result
