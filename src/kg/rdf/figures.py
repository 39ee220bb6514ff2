"""Statements with figures: money, facilities, staff, bodies and performance."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from kg.model.facts import (
    Budget,
    BudgetItem,
    BudgetMeasure,
    FacilityStatement,
    Observation,
    OrganisationStatement,
    Performance,
    Programme,
    RankCount,
    Staff,
    Stated,
)
from kg.rdf import about
from kg.rdf.terms import boolean, day, decimal, integer, korean, year
from kg.rdf.writer import Writer
from kg.vocab import KC, LOCN, QB, SKOS

_CATEGORIES: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"인건비|급여|보수", "personnel"),
        (r"일반관리비|관리비$", "administration"),
        (r"민간위탁(?:사업비|금)", "consignment-programme"),
        (r"사업비", "programme"),
        (r"운영비|운영경비", "operating"),
        (r"국비|국고", "national"),
        (r"도비", "province"),
        (r"구비|군비", "district"),
        (r"시비", "city"),
    )
)
"""Printed label of a budget item → code of ``budget-category``; the first pattern found decides."""

_ROLE_NAMES: Final = {"required": ("소요예산", "Required budget"), "annual": ("연간사업비", "Annual cost")}


def budget(to: Writer, number: int, said: Budget) -> None:
    """A sum of money with its items."""
    name = about.value(said.facility)
    annual = said.role == "annual"
    subject = about.facility_or(to, name, said.part) if annual else about.affair_or(to, said.part, name)
    node = to.statement("budget", number, KC.Budget, said, subject)
    ko, en = _ROLE_NAMES[said.role]
    won = (f": {said.total.value:,}원", f": KRW {said.total.value:,}") if said.total else ("", "")
    to.label(node, f"{ko} {number}{won[0]}", f"{en} {number}{won[1]}")
    to.add(node, KC.budgetRole, to.ids.concept("budget-role", said.role))
    to.state(node, KC.totalAmount, said.total, integer)
    to.state(node, KC.fiscalYear, said.year, year)
    to.add(node, KC.statedUnit, integer(said.unit))
    for at, item in enumerate(said.items, 1):
        part = to.ids.statement(to.key, "budget", number, f"item-{at}")
        to.add(node, KC.hasItem, part)
        to.said(part, said.part, subject)
        _budget_item(to, part, node, item)


def _budget_item(to: Writer, node: str, whole: str, said: BudgetItem) -> None:
    to.type(node, KC.BudgetItem)
    to.label(node, f"{said.label.value}: {said.amount.value:,}원", f"Item: KRW {said.amount.value:,}")
    to.add(node, KC.itemOf, whole)
    to.state(node, KC.itemLabel, said.label, korean)
    to.state(node, KC.amount, said.amount, integer)
    to.state(node, KC.fiscalYear, said.year, year)
    code = category_of(said.label.value)
    to.add(node, KC.budgetCategory, to.ids.concept("budget-category", code) if code else None)


def category_of(label: str) -> str | None:
    """The code of ``budget-category`` an item's label stands for.

    >>> category_of("민간위탁 사업비"), category_of("늘봄센터>인건비"), category_of("예비비")
    ('consignment-programme', 'personnel', None)
    """
    last = "".join(label.split()).rsplit(">", 1)[-1]
    return next((code for pattern, code in _CATEGORIES if pattern.search(last)), None)


def measure(to: Writer, number: int, said: BudgetMeasure) -> None:
    """What has been done about the money."""
    node = to.statement("measure", number, KC.BudgetMeasure, said, about.affair_or(to, said.part))
    to.label(node, f"예산조치 {number}", f"Budget measure {number}")
    to.state(node, KC.measureText, said.text, korean)
    to.state(node, SKOS.note, said.note, korean)


def facility(to: Writer, number: int, said: FacilityStatement) -> None:
    """A facility as one part describes it."""
    subject = about.facility_or(to, said.name.value, said.part)
    node = to.statement("facility", number, KC.FacilityStatement, said, subject)
    to.label(node, f"시설 개요 {number}: {said.name.value}", f"Facility {number}")
    to.state(node, KC.facilityName, said.name, korean)
    to.state(node, KC.floorArea, said.area_m2, decimal)
    to.state(node, KC.areaPyeong, said.area_pyeong, decimal)
    to.state(node, KC.openedOn, said.opened, day)
    if said.address is not None:
        address = to.ids.statement(to.key, "facility", number, "address")
        to.add(node, LOCN.address, address)
        to.type(address, LOCN.Address)
        to.said(address, said.part, subject)
        to.label(address, said.address.value, f"Address of facility {number}")
        to.state(address, LOCN.fullAddress, said.address, korean)


def staff(to: Writer, number: int, said: Staff) -> None:
    """Staff by rank and by qualification."""
    subject = about.facility_or(to, about.value(said.facility), said.part)
    node = to.statement("staff", number, KC.Staff, said, subject)
    total = (f": {said.total.value}명", f": {said.total.value}") if said.total else ("", "")
    to.label(node, f"인력 {number}{total[0]}", f"Staff {number}{total[1]}")
    to.state(node, KC.headcount, said.total, integer)
    counts = [(rank, False) for rank in said.ranks] + [(rank, True) for rank in said.qualified]
    for at, (rank, qualified) in enumerate(counts, 1):
        part = to.ids.statement(to.key, "staff", number, f"rank-{at}")
        to.add(node, KC.hasRank, part)
        to.said(part, said.part, subject)
        to.add(part, KC.rankOf, node)
        to.add(part, KC.isQualification, boolean(qualified))
        _rank(to, part, rank)


def _rank(to: Writer, node: str, said: RankCount) -> None:
    to.type(node, KC.RankCount)
    to.label(node, f"{said.rank.value} {said.count.value}명", f"Rank: {said.count.value}")
    to.state(node, KC.rankName, said.rank, korean)
    to.state(node, KC.headcount, said.count, integer)


def organisation(to: Writer, number: int, said: OrganisationStatement) -> None:
    """A contractor as one part names it."""
    subject = [about.organisation(to, said.name.value)]
    node = to.statement("organisation", number, KC.OrganisationStatement, said, subject)
    to.label(node, f"수탁자 {number}: {said.name.value}", f"Contractor {number}")
    to.state(node, KC.organisationName, said.name, korean)
    to.state(node, KC.legalForm, said.legal_form, to.concept("legal-form"))
    for name in said.representatives:
        to.state(node, KC.representativeName, name, korean)


def performance(to: Writer, number: int, said: Performance) -> None:
    """A table of performance counts: one observation per cell."""
    name = about.value(said.facility)
    subject = about.facility_or(to, name, said.part)
    node = to.statement("performance", number, KC.PerformanceTable, said, subject)
    to.label(node, f"운영 실적 {number}", f"Performance table {number}")
    to.add(node, QB.structure, KC.performanceStructure)
    for at, cell in enumerate(said.observations, 1):
        part = to.ids.statement(to.key, "performance", number, f"cell-{at}")
        to.add(part, QB.dataSet, node)
        to.said(part, said.part, subject)
        to.add(part, KC.refFacility, about.facility(to, name))
        to.add(part, KC.categoryOrder, integer(at))
        if cell.parent is not None:
            sum_ = to.ids.statement(to.key, "performance", number, f"cell-{cell.parent + 1}")
            to.add(part, KC.subtotal, sum_)
        _observation(to, part, cell)


def _observation(to: Writer, node: str, said: Observation) -> None:
    path = ">".join(step.value for step in said.category)
    to.type(node, QB.Observation)
    unit = about.value(said.unit) or ""
    to.label(node, f"{path}: {said.value.value:,}{unit}", f"Observation: {said.value.value:,}")
    spans = tuple(span for step in said.category for span in step.spans)
    to.state(node, KC.categoryPath, Stated(path, spans), korean)
    to.state(node, KC.count, Stated(Decimal(said.value.value), said.value.spans), _count)
    to.state(node, KC.countUnit, said.unit, korean)
    to.state(node, KC.refYear, said.year, year)


def _count(value: Decimal) -> Literal:
    """A count as a whole number where it is one, else as a decimal (27.4억원)."""
    return integer(int(value)) if value == value.to_integral_value() else decimal(value)


def programme(to: Writer, number: int, said: Programme) -> None:
    """A listed activity, of the facilities a merged cell covers."""
    named = [about.facility(to, name.value) for name in said.facilities]
    subject = named or about.facility_or(to, None, said.part)
    node = to.statement("programme", number, KC.Programme, said, subject)
    to.label(node, f"사업 {number}", f"Programme {number}")
    to.state(node, KC.programmeText, said.text, korean)
