"""From the facts of one paper to its links."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kg.legislation import Edition, Instrument, Register, default_register, fold_title
from kg.link.links import BillKey, Cited, Links
from kg.link.names import council_term, fold_affair, fold_name, fold_organisation, hash_key, without_place
from kg.link.registry import Identity, Jurisdiction, Registries, default_registries
from kg.model.blocks import Document
from kg.model.facts import Facts, LegalBasis, Stated
from kg.model.statute import ProvisionPath, Reason
from kg.text import squeeze

_UNRESOLVED: Final = {
    Reason.INSTRUMENT_UNKNOWN: "instrument-unknown",
    Reason.ANTECEDENT_UNKNOWN: "antecedent-unknown",
    Reason.ALIAS_UNDECLARED: "antecedent-unknown",
    Reason.BILL_UNKNOWN: "antecedent-unknown",
    Reason.EDITION_UNKNOWN: "edition-unknown",
}
_ORDINANCE: Final = re.compile(r"(조례|규칙)(?:시행규칙)?$")
# The head of an office stands for it: 여성가족정책실장 for 여성가족정책실.
_HEAD: Final = re.compile(r"(?<=[실국과단부원소])장$")
_STAGES: Final = ("submission", "referral", "tabling", "decision", "report", "plenary")


def link(
    facts: Facts, document: Document, registries: Registries | None = None, register: Register | None = None
) -> Links:
    """The identities the names in one paper stand for.

    Registries decide first; a name they do not have is keyed by its own folded form, so variants within and
    across papers meet where they fold to the same, and nowhere else.
    """
    known = default_registries() if registries is None else registries
    linker = _Linker(facts, document, known, default_register() if register is None else register)
    return linker.links()


class _Linker:
    """One paper's linking: the jurisdiction first, since every key depends on it."""

    def __init__(self, facts: Facts, document: Document, registries: Registries, register: Register) -> None:
        self.facts = facts
        self.document = document.file_sha256[:12]
        self.registries = registries
        self.register = register
        self.jurisdiction = self._jurisdiction()
        self.day = _day(self._date())

    def links(self) -> Links:
        facilities = self._facilities()
        affairs, of_facility, subject = self._affairs(facilities)
        cited = tuple(self._cited(basis) for basis in self.facts.legal_basis)
        quoted = tuple(self._resolve([(q.instrument, q.path)], self.day) for q in self.facts.quotations)
        return Links(
            self.document,
            self.jurisdiction,
            self.day,
            facilities,
            self._organisations(),
            self._units("committee", "c", _values(s.committee for s in self.facts.stages)),
            self._units("office", "u", _values(p.office for p in self.facts.participations)),
            self._bills(),
            affairs,
            of_facility,
            subject,
            cited,
            quoted,
            self._places(law for one in (*cited, *quoted) for law in one.instruments),
        )

    # --- where and when -----------------------------------------------------------------------------------

    def _jurisdiction(self) -> Jurisdiction:
        councils = _values(paper.council for paper in self.facts.papers)
        for name in councils:
            if found := self.registries.council(name):
                return found
        for text in self._opening_texts():
            if found := self.registries.jurisdiction_of(text):
                return found
        if councils:
            name = squeeze(councils[0])
            key = hash_key("x", "", fold_name(name))
            return Jurisdiction(key, name.removesuffix("의회"), council_ko=name)
        return Jurisdiction(
            f"x-{self.document}", "관할 미상", "unknown jurisdiction", "의회 미상", "unknown council"
        )

    def _opening_texts(self) -> Iterator[str]:
        """What may begin with the jurisdiction's name, the surest first."""
        facts = self.facts
        yield from _values(bill.proposer for bill in facts.bills)
        yield from _values(stage.actor for stage in facts.stages)
        yield from _values(bill.title for bill in facts.bills)
        yield from _values(paper.title for paper in facts.papers)
        yield from _values(affair.name for affair in facts.affairs)
        yield from _values(facility.name for facility in facts.facilities)

    def _date(self) -> str | None:
        """The paper's own date; else the latest date of its procedure."""
        dates = _values(paper.date for paper in self.facts.papers)
        return dates[0] if dates else max(_values(stage.date for stage in self.facts.stages), default=None)

    def _places(self, laws: Iterable[Instrument]) -> dict[str, Jurisdiction]:
        known = {**self.registries.jurisdictions, self.jurisdiction.code: self.jurisdiction}
        return {law.jurisdiction: known[law.jurisdiction] for law in laws if law.jurisdiction in known}

    # --- bills --------------------------------------------------------------------------------------------

    def _bills(self) -> tuple[tuple[str, BillKey], ...]:
        bills = tuple((bill.part, bill.number.value) for bill in self.facts.bills if bill.number)
        if not bills and self.facts.bills:
            part = self.facts.bills[0].part
            return ((part, BillKey(f"x-{self.document}", self._term(part), numbered=False)),)
        return tuple((part, BillKey(number, self._term(part))) for part, number in bills)

    def _term(self, part: str) -> int:
        paper = part.split("/")[0]
        stages = sorted(
            (stage for stage in self.facts.stages if stage.date),
            key=lambda stage: (stage.part.split("/")[0] != paper, _STAGES.index(stage.kind)),
        )
        found = next((stage.date.value for stage in stages if stage.date), None) or self._date()
        return council_term(found) if found and len(found) > len("2024") else 0

    # --- facilities, affairs, organisations, units --------------------------------------------------------

    def _facilities(self) -> dict[str, Identity]:
        facts = self.facts
        printed = [
            *(facility.name.value for facility in facts.facilities),
            *_values(round_.facility for round_ in facts.rounds),
            *_values(budget.facility for budget in facts.budgets),
            *_values(staff.facility for staff in facts.staff),
            *_values(table.facility for table in facts.performance),
            *(name.value for programme in facts.programmes for name in programme.facilities),
        ]
        declared = {fold_name(term.term.value): term.meaning.value for term in facts.defined_terms}
        keys: dict[str, Identity] = {}
        found: dict[str, Identity] = {}
        for name in dict.fromkeys(printed):
            meant = declared.get(fold_name(name), name)
            identity = self._facility(meant)
            found[name] = keys.setdefault(identity.key, identity)
        return found

    def _facility(self, name: str) -> Identity:
        if registered := self.registries.facility(name, self.jurisdiction):
            return registered
        folded = without_place(name, self.jurisdiction.names)
        return Identity(hash_key("f", self.jurisdiction.code, folded), squeeze(name))

    def _affair(self, name: str, label: str) -> Identity:
        if registered := self.registries.affair(name, self.jurisdiction):
            return registered
        folded = fold_affair(name, self.jurisdiction.names)
        return Identity(hash_key("a", self.jurisdiction.code, folded), squeeze(label))

    def _affairs(
        self, facilities: dict[str, Identity]
    ) -> tuple[tuple[tuple[str, Identity], ...], dict[str, Identity], Identity | None]:
        """The affairs parts name, the affair of each facility, and the facility the paper is about."""
        if not self.facts.about_consignment:
            return (), {}, None
        printed = [(affair.part, affair.name.value) for affair in self.facts.affairs if affair.name]
        keys: dict[str, Identity] = {}
        named = [(part, self._affair(name, name)) for part, name in printed]
        affairs = tuple((part, keys.setdefault(affair.key, affair)) for part, affair in named)
        of_facility = {
            facility.key: self._affair(name, f"{facility.label_ko} 운영")
            for name, facility in facilities.items()
        }
        subject = self._subject(facilities, {affair.key for _, affair in affairs}, of_facility)
        if not affairs and subject is not None:
            affairs = (("1", of_facility[subject.key]),)
        return affairs, {key: keys.get(a.key, a) for key, a in of_facility.items()}, subject

    def _subject(
        self, facilities: dict[str, Identity], affairs: set[str], of_facility: dict[str, Identity]
    ) -> Identity | None:
        every = {facility.key: facility for facility in facilities.values()}
        if len(every) == 1:
            return next(iter(every.values()))
        operated = {key for key in every if of_facility[key].key in affairs}
        titled = {facility.key for name, facility in facilities.items() if self._in_a_title(name)}
        found = next((keys for keys in (operated, titled) if len(keys) == 1), set())
        return every[found.pop()] if found else None

    def _in_a_title(self, name: str) -> bool:
        titles = (*_values(b.title for b in self.facts.bills), *_values(p.title for p in self.facts.papers))
        folded = without_place(name, self.jurisdiction.names)
        return any(folded in fold_name(title) for title in titles)

    def _organisations(self) -> dict[str, Identity]:
        facts = self.facts
        printed = [
            *(organisation.name.value for organisation in facts.organisations),
            *_values(terms.contractor for terms in facts.terms),
            *_values(round_.contractor for round_ in facts.rounds),
        ]
        keys: dict[str, Identity] = {}
        found: dict[str, Identity] = {}
        for name in dict.fromkeys(printed):
            identity = self.registries.organisation(name) or Identity(
                hash_key("g", self.jurisdiction.code, fold_organisation(name)), squeeze(name)
            )
            found[name] = keys.setdefault(identity.key, identity)
        return found

    def _units(self, kind: str, prefix: str, printed: Iterable[str]) -> dict[str, Identity]:
        found: dict[str, Identity] = {}
        for name in dict.fromkeys(printed):
            own = squeeze(name).removeprefix(self.jurisdiction.council_ko).strip() or squeeze(name)
            own = _HEAD.sub("", own) if kind == "office" else own
            found[name] = self.registries.office(kind, own, self.jurisdiction) or Identity(
                hash_key(prefix, self.jurisdiction.code, fold_name(own)), own
            )
        return found

    # --- law ----------------------------------------------------------------------------------------------

    def _cited(self, basis: LegalBasis) -> Cited:
        citation = basis.citation
        named = [(target.instrument, target.path) for target in citation.targets if target.instrument]
        if not named:
            reason = citation.unresolved.reason if citation.unresolved else Reason.INSTRUMENT_UNKNOWN
            return Cited(resolution=_UNRESOLVED[reason])
        day = self.day if citation.before is None else date.fromordinal(citation.before.toordinal() - 1)
        return self._resolve(named, day)

    def _resolve(self, named: Iterable[tuple[str | None, ProvisionPath]], day: date | None) -> Cited:
        instruments: dict[str, Instrument] = {}
        provisions: dict[tuple[str, ProvisionPath], tuple[Instrument, Edition | None, ProvisionPath]] = {}
        codes: list[str] = []
        for title, path in named:
            instrument = self._instrument(title) if title else None
            if instrument is None:
                codes.append("instrument-unknown")
                continue
            instruments[instrument.work] = instrument
            edition = instrument.edition_at(day)
            known = edition is not None and edition.number is not None
            codes.append(
                "edition-in-force" if known else "date-unknown" if day is None else "edition-unknown"
            )
            if path.provision:
                place = (instrument.work, path.provision)
                provisions[place] = (instrument, edition if known else None, path.provision)
        return Cited(tuple(instruments.values()), tuple(provisions.values()), _worst(codes))

    def _instrument(self, title: str) -> Instrument | None:
        """The instrument of a title: in the register, else an ordinance of the place it is named after."""
        if found := self.register.find(title) or self.register.find(title, self.jurisdiction.code):
            return found
        place = self.registries.jurisdiction_of(title)
        folded = fold_title(title)
        if place is None or not (kind := _ORDINANCE.search(folded)):
            return None
        type_ = "ordinance" if kind[1] == "조례" and not folded.endswith("규칙") else "ordinance-rule"
        work = f"{place.code}/{type_}/{hash_key('o', place.code, folded)}"
        return Instrument(work, type_, place.code, squeeze(title))


def _worst(codes: list[str]) -> str:
    """The code that says least: a citation is only as resolved as its weakest target."""
    order = ("instrument-unknown", "date-unknown", "edition-unknown", "edition-in-force")
    return min(codes, key=order.index)


def _values(stated: Iterable[Stated[str] | None]) -> list[str]:
    return [one.value for one in stated if one is not None]


def _day(iso: str | None) -> date | None:
    """The day of a date; of a month only its last day, by which a paper of that month was written."""
    if iso is None or len(iso) == len("2024"):
        return None
    if len(iso) == 10:
        return date.fromisoformat(iso)
    year, month = int(iso[:4]), int(iso[5:7])
    return date(year, month, calendar.monthrange(year, month)[1])
