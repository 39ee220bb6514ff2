"""Facilities: name, address, floor area, opening; staff; contractors; what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.fields import Field, Record
from kg.extract.grid import is_total
from kg.extract.names import LEGAL_MARKS, Organisation, facility_in_affair, organisations
from kg.extract.reading import Reading
from kg.extract.values import date_of, first, state, text_of
from kg.model.blocks import Passage
from kg.model.facts import FacilityStatement, OrganisationStatement, Programme, Stated
from kg.text import FoundArea, FoundDate, find_areas, find_dates

_OPENING = r"(?:개소|개관|개원|개청|개장|설치|설립|운영\s*개시|최초\s*운영|준공|개설)"
_OPENED_AFTER = re.compile(rf"^\s*\.?\s*(?:에\s*)?(?:최초\s*)?{_OPENING}")
_OPENED_BEFORE = re.compile(rf"{_OPENING}\s*(?:일|일자|년도|연도)?\s*[:：]?\s*$")
_ADDRESS = re.compile(
    r"(?P<address>(?:[가-힣]+(?:특별시|광역시|특별자치시|특별자치도|도|시|군|구)\s+){0,4}(?:[가-힣0-9]+(?:읍|면|동|리|가)\s+)?[가-힣A-Za-z0-9·]+(?:대로|로|길|동|리|가|읍|면)\s*(?:\d+(?:번?가?길)\s*)?(?:산\s*)?\d+(?:-\d+)?(?:번지)?(?:\s*,\s*(?:지하\s*)?(?:\d+|[B]\d)(?:\s*[~∼]\s*\d+)?\s*층)?)"
)
_NO_ADDRESS = re.compile(r"미정|참조|별첨|붙임|예정지|위치도|추후")
_VERSION = re.compile(
    r"현행|현재|변경|당초|수정|기존|개선|재계약|제안|계획|비고|기준|원안|(?:19|20)\d\d|['’]\d\d|^\W*$"
)
_TOLD_CONTRACTOR = re.compile(
    rf"(?:수탁\s*(?:기관|자|법인|업체|단체)|위탁\s*(?:법인|업체|단체)|운영\s*(?:법인|주체))(?:은|는|인)\s+(?P<who>(?:(?:{LEGAL_MARKS})\s*[가-힣A-Za-z0-9·]+(?:\s[가-힣]+)?|[가-힣A-Za-z0-9·]+(?:재단|협회|조합|연대|연합회|공단|협력단|복지회|학원|진흥원))(?:\s*\([^()]*\))?)(?=(?:이며|이고|으로|로|이|가|에서|과|와|을|를|임|,|\.|이다))"
)
_SITE = frozenset({"대지면적", "부지면적"})
_AREA_CUT = re.compile(
    r"\s*[,/·(（]\s*(?:총\s*)?(?:대지|부지|건축|전용|연|시설|건물)?\s*(?:면적|규모)|\s*[(（,/]\s*약?\s*[\d,.]+\s*(?:㎡|m\s?2|m²|평)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """What one record says of a facility."""

    name: Stated[str]
    record: Record


def places(reading: Reading) -> Iterator[Place]:
    """Every record that describes a facility, with the facility it describes."""
    nameless = _nameless(reading)
    for record in reading.records:
        if reading.amending(record.node) or id(record) in nameless:
            continue
        name = facility_of(reading, record)
        if name is not None:
            yield Place(name, record)


def _nameless(reading: Reading) -> set[int]:
    """Rows of a table that each tell an address but not of what: they are no one place's."""
    tables: dict[int, list[Record]] = {}
    for record in reading.records:
        if record.shape == "row" and record.entity is None and record.first("facility", "task-name") is None:
            tables.setdefault(record.node.index, []).append(record)
    placed = [[r for r in rows if r.first("address") is not None] for rows in tables.values()]
    return {id(record) for rows in placed if len(rows) > 1 for record in rows}


def facility_of(reading: Reading, record: Record) -> Stated[str] | None:
    """The facility a record describes: the one it names, else the paper's subject.

    A column or row that names a body of another kind (현행, 변경안) describes the subject.
    """
    named = record.entity or first(f.value for f in record.all("facility") if f.value.text.strip())
    if named is not None:
        found = reading.facility_named(named)
        if found is not None:
            return found
        if record.shape == "column":
            placed = record.first("address", "area", "opened") is not None
            return text_of(named) if placed and not _VERSION.search(named.text) else None
        label = record.first("facility")
        if record.shape == "row" and label is not None and label.label.folded.endswith("명"):
            return None if is_total(named.text) else text_of(named)
    affair = first(f.value for f in record.all("task-name") if f.value.text.strip())
    if record.shape == "row" and affair is not None and (inside := facility_in_affair(affair)):
        return inside
    return reading.subject


def describes(record: Record) -> bool:
    """Whether a row of a table tells of a facility or a round rather than dividing a sum or a head count."""
    return any(f.label.kind in ("address", "area", "opened", "contractor", "period") for f in record.fields)


def facilities(reading: Reading) -> tuple[FacilityStatement, ...]:
    """Each place that describes a facility as one statement."""
    made: list[FacilityStatement] = []
    for place in places(reading):
        statement = _statement(reading, place)
        if statement is not None:
            made.append(statement)
    if reading.subject is not None and not made:
        made.append(FacilityStatement(part=_part_of(reading, reading.subject), name=reading.subject))
    return tuple(made)


def _part_of(reading: Reading, name: Stated[str]) -> str:
    at = name.spans[0].start
    inside = [n for n in reading.outline if n.block.source.start <= at < n.block.source.end]
    return inside[-1].part if inside else reading.document.papers()[0].path


def _statement(reading: Reading, place: Place) -> FacilityStatement | None:
    record = place.record
    address = first(found for f in record.all("address") if (found := address_in(f.value)))
    area = first(size for f in record.all("area") if (size := area_in(f.value, f.unit)))
    pyeong = first(size for f in record.all("area") if (size := pyeong_in(f.value)))
    opened = first(day for f in record.all("opened") if (day := opened_in(f.value, alone=True)))
    opened = opened or first(day for f in record.fields if (day := opened_in(f.value, alone=False)))
    for value in _composites(reading, record):
        address = address or address_in(value, composite=True)
        area = area or area_in(value, None)
        pyeong = pyeong or pyeong_in(value)
    area = area or first(size for f in record.all("address") if (size := area_in(f.value, None)))
    named = record.shape in ("lines", "pairs") and any(f.value.text.strip() for f in record.all("facility"))
    if not named and not any((address, area, pyeong, opened)):
        return None
    return FacilityStatement(
        part=record.node.part,
        name=place.name,
        address=address,
        area_m2=area,
        area_pyeong=pyeong,
        opened=opened,
    )


def _composites(reading: Reading, record: Record) -> Iterator[Passage]:
    """``시설현황 : 주소 (면적 …), 2019. 5. 13. 개소, 인력 10명``: everything in one line, or unlabelled
    lines below.
    """
    for f in record.all("facility-section", "facility"):
        if f.value.text.strip():
            yield f.value
        elif f.label.kind == "facility-section":
            for child in reading.outline.children(f.node):
                if child.table is None and ":" not in child.text and not child.quoted:
                    yield child.passage


# --- address, area, opening ---------------------------------------------------------------------------------


def address_in(value: Passage, *, composite: bool = False) -> Stated[str] | None:
    """An address field's words, cut where an area or a date follows; in running text the address alone."""
    text = value.text
    if composite:
        match = _ADDRESS.search(text)
        return text_of(value, *match.span("address")) if match else None
    cut = _AREA_CUT.search(text)
    end = cut.start() if cut else len(text)
    note = re.search(r"\s*※", text[:end])
    end = note.start() if note else end
    opened = text.rfind("(", 0, end)
    if opened > 0 and ")" not in text[opened:end]:
        end = opened
    found = text_of(value, 0, end)
    if (
        found is None
        or _NO_ADDRESS.search(found.value)
        or not re.search(r"\d|[시군구읍면동리로길]\b|층|청사", found.value)
    ):
        return None
    return found


def area_in(value: Passage, unit: Passage | None) -> Stated[Decimal] | None:
    """Square metres: the floor area where a site area is printed as well; a bare number takes the header's
    unit.
    """
    areas = [a for a in find_areas(value.text) if a.unit == "m2"]
    best = (
        first(a for a in areas if a.kind == "연면적")
        or first(a for a in areas if not _is_site(value, a))
        or first(areas)
    )
    if best is not None:
        return state(value, best.start, best.end, best.value, "area_m2")
    bare = re.fullmatch(r"\s*(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:\(.*\))?\s*", value.text)
    if bare is None or unit is None:
        return None
    word = re.search(r"㎡|m\s*[2²]", unit.text)
    unit = unit.slice(*word.span()) if word else unit
    metres = find_areas(f"{bare['n']}{unit.text}")
    if len(metres) != 1 or metres[0].unit != "m2":
        return None
    return Stated(metres[0].value, (*value.spans(*bare.span("n")), *unit.spans()), "area_m2")


def _is_site(value: Passage, area: FoundArea) -> bool:
    return area.kind in _SITE or bool(
        re.search(r"(?:대지|부지|토지)\s*$", value.text[max(area.start - 6, 0) : area.start])
    )


def pyeong_in(value: Passage) -> Stated[Decimal] | None:
    """The area in 평, as printed."""
    found = first(a for a in find_areas(value.text) if a.unit == "pyeong")
    return state(value, found.start, found.end, found.value, "area_pyeong") if found else None


def opened_in(value: Passage, *, alone: bool) -> Stated[str] | None:
    """The day of opening: the date of an opening field, or a date that says so (``개소일: '16.5.1``,
    ``2019. 5. 13. 개소``).
    """
    days = find_dates(value.text)
    if alone:
        return date_of(value, days[0]) if days else None
    found = first(d for d in days if _says_opening(value.text, d))
    return date_of(value, found) if found else None


def _says_opening(text: str, day: FoundDate) -> bool:
    return bool(_OPENED_AFTER.match(text[day.end :]) or _OPENED_BEFORE.search(text[: day.start]))


# --- contractors --------------------------------------------------------------------------------------------


def contractors(reading: Reading) -> tuple[OrganisationStatement, ...]:
    """Every body named as a present, past or chosen contractor, place by place."""
    made: list[OrganisationStatement] = []
    for record in reading.records:
        if reading.amending(record.node):
            continue
        for f in record.all("contractor"):
            for value in _contractor_values(f):
                for body in organisations(value):
                    made.append(_organisation(record, f, body))
    made.extend(_prose_contractors(reading))
    return tuple(made)


def _prose_contractors(reading: Reading) -> Iterator[OrganisationStatement]:
    """A body named in a sentence: ``현재 수탁기관은 사단법인 …이며``; only with its legal form or a telling
    ending.
    """
    for node in reading.outline:
        if node.quoted or node.table is not None or reading.amending(node):
            continue
        for match in _TOLD_CONTRACTOR.finditer(node.passage.text):
            for body in organisations(node.passage.slice(*match.span("who"))):
                yield OrganisationStatement(
                    part=node.part,
                    name=body.name,
                    legal_form=body.legal_form,
                    representatives=body.representatives,
                )


def _contractor_values(found: Field) -> Iterator[Passage]:
    """The value, or what brackets say of the present contractor (``공개모집 예정(현 수탁기관: …)``)."""
    inner = re.search(
        r"\(\s*(?:현재?|기존|전)\s*(?:수탁|위탁|운영)[가-힣]*\s*[:：]?\s*(?P<who>.+)\)\s*$",
        found.value.text,
        re.S,
    )
    if inner:
        yield found.value.slice(*inner.span("who"))
    else:
        yield found.value


def _organisation(record: Record, found: Field, body: Organisation) -> OrganisationStatement:
    people = body.representatives
    if not people:
        beside = first(f for f in record.all("representative") if f.entity is found.entity)
        if beside is not None:
            people = tuple(_people(beside.value))
    return OrganisationStatement(
        part=found.node.part, name=body.name, legal_form=body.legal_form, representatives=people
    )


def _people(value: Passage) -> Iterator[Stated[str]]:
    for match in re.finditer(r"(?<![가-힣])[가-힣]{2,4}(?![가-힣])", value.text):
        name = text_of(value, *match.span())
        if name is not None and not re.search(r"^(?:대표|이사장|단장|회장|대표자|이사|총장|외)$", name.value):
            yield name


# --- programmes ---------------------------------------------------------------------------------------------


def programmes(reading: Reading) -> tuple[Programme, ...]:
    """Listed activities of facilities in a comparison table; a cell over several columns speaks of all of
    them.
    """
    made: list[Programme] = []
    seen: set[tuple[str, ...]] = set()
    cells: dict[int, list[Stated[str]]] = {}
    fields: dict[int, Field] = {}
    for place in places(reading):
        if place.record.shape not in ("column", "pairs"):
            continue
        for f in place.record.all("programmes"):
            if f.cell is not None:
                fields[id(f.cell)] = f
                cells.setdefault(id(f.cell), []).append(place.name)
    for key, names in cells.items():
        f = fields[key]
        assert f.cell is not None
        for item in f.cell.items or ():
            text = text_of(item)
            if text is not None and (text.value, str(text.spans)) not in seen:
                seen.add((text.value, str(text.spans)))
                made.append(Programme(part=f.node.part, text=text, facilities=tuple(names)))
    return tuple(made)
