"""What every extractor is given: the outline of a paper, its fields, the facility it is about, where the
council amends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.fields import Field, Record, all_records
from kg.extract.names import (
    facility_in_affair,
    facility_in_title,
    is_facility,
    is_facility_header,
    same_facility,
)
from kg.extract.outline import Node, Outline, build_outline
from kg.extract.values import first, text_of
from kg.model.blocks import Document, Passage
from kg.model.facts import Stated

_CURRENT = re.compile(
    r"현황|현재|추진경위|연혁|경과|이력|실적|기존|종전|당초|현행|만료|그동안|그간|수탁내역|위탁내역|비교표"
)
_AMENDING = re.compile(
    r"수정\s*(?:이유|내용|안의|동의|안$|안\s|사항|부분|의결|주요|골자|요지)|주요\s*수정|수정안"
)
_REVIEWER = re.compile(r"검토\s*(?:보고|의견|결과|내용)|전문위원|종합\s*(?:검토|의견)")
_PROPOSER = re.compile(
    r"제안\s*(?:설명|이유|경위)|제출\s*이유|주요\s*내용|추진\s*(?:근거|배경)|참고\s*사항|동의\s*요구"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the extractors see it."""

    document: Document
    outline: Outline
    records: tuple[Record, ...]
    facilities: tuple[Stated[str], ...]
    placed: tuple[str, ...] = ()
    """Names in tables of places: what a row gives an address of."""

    @property
    def subject(self) -> Stated[str] | None:
        """The facility the paper is about, where it is about one."""
        return first(self.facilities)

    def fields(self, *kinds: str) -> tuple[Field, ...]:
        """Every field of these kinds, in order, quoted law and amendments left out."""
        return tuple(
            f
            for record in self.records
            for f in record.fields
            if f.label.kind in kinds and not self.amending(f.node)
        )

    def amending(self, node: Node) -> bool:
        """Whether a line says what the council changes rather than what was proposed."""
        if _AMENDING.search(node.text[:40]):
            return True
        return any(_AMENDING.search(a.text[:40]) for a in self.outline.ancestors(node) if a.rank != "title")

    def reports(self) -> bool:
        """Whether the paper reports on a consignment that runs (evaluation, renewal) and proposes none."""
        kinds = {part.kind for part in self.document.papers()}
        return bool(kinds & {"evaluation-report", "renewal-report"}) and "review-report" not in kinds

    def current(self, node: Node) -> bool:
        """Whether a line or table speaks of the state of things so far, not of what is proposed."""
        caption = node.table.caption.text if node.table and node.table.caption else ""
        if _CURRENT.search(caption):
            return True
        near = [a.text for a in self.outline.ancestors(node) if a.rank != "title"][:2]
        return any(_CURRENT.search(text) and len(text) < 40 for text in near)

    def party(self, node: Node) -> str | None:
        """Who speaks: ``proposer``, ``reviewer`` or ``committee`` (codes of ``relying-party``)."""
        kind = self.outline.paper_kind(node)
        if kind == "consent-motion":
            return "proposer"
        for ancestor in (node, *self.outline.ancestors(node)):
            if ancestor.rank == "title" or (ancestor is node and len(node.text) > 40):
                continue
            if _REVIEWER.search(ancestor.text[:40]):
                return "reviewer"
            if _PROPOSER.search(ancestor.text[:40]):
                return "proposer"
        return "reviewer" if kind == "examination-report" else None

    def facility_named(self, passage: Passage) -> Stated[str] | None:
        """The facility a header or cell names, as printed there."""
        found = text_of(passage)
        if found is None:
            return None
        if is_facility_header(found.value) or any(
            same_facility(found.value, known)
            for known in (*(facility.value for facility in self.facilities), *self.placed)
        ):
            return found
        return facility_in_affair(passage) if "운영" in found.value else None


def read_outline(document: Document) -> Reading:
    """The reading of a document: outline, fields, the facilities its consignment is about."""
    outline = build_outline(document)
    records = all_records(outline)
    placed = tuple(
        dict.fromkeys(
            record.entity.text.strip()
            for record in records
            if record.shape == "row" and record.entity is not None and record.first("address") is not None
        )
    )
    return Reading(document, outline, records, _facilities(outline, records), placed)


def _facilities(outline: Outline, records: tuple[Record, ...]) -> tuple[Stated[str], ...]:
    """The subject facilities: those a 시설명 field names, else the one the affair's name or a title speaks
    of.
    """
    named = [
        found
        for record in records
        if record.shape in ("lines", "pairs")
        for f in record.all("facility")
        if (found := text_of(f.value)) is not None
        and (is_facility(found.value) or f.label.folded.endswith("명"))
    ]
    if named:
        return tuple(_distinct(named))
    affairs = [
        f.value
        for record in records
        if record.shape != "row"
        for f in record.all("task-name", "task")
        if f.value
    ]
    placed = any(record.first("address", "area", "opened") for record in records)
    from_affair = [
        found for value in affairs if (found := facility_in_affair(value, placed=placed)) is not None
    ]
    titles = [node.passage for node in outline if node.rank == "title"]
    from_title = [found for title in titles if (found := facility_in_title(title)) is not None]
    return tuple(_distinct([*from_affair[:1], *([] if from_affair else from_title[:1])]))


def _distinct(names: list[Stated[str]]) -> list[Stated[str]]:
    kept: list[Stated[str]] = []
    for name in names:
        if not any(same_facility(name.value, known.value) for known in kept):
            kept.append(name)
    return kept
