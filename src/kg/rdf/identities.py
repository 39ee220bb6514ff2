"""Identities: the things papers speak of, with type, labels, keys and links only.

What a paper says about them is a statement (the modules beside this one). Each function adds the identity and
what it is linked to, and returns its IRI.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.legislation import Edition, Instrument
from kg.link import BillKey, Identity, Jurisdiction
from kg.model.legislation import Succession
from kg.model.statute import ITEM_LETTERS, Level, ProvisionPath
from kg.rdf.terms import day, integer, korean, plain, year
from kg.rdf.writer import Triples, triple_digest
from kg.text import squeeze
from kg.vocab import DCAT, DCT, ELI, KC, ORG

_KOREA: Final = ("대한민국", "Republic of Korea")


def jurisdiction(to: Triples, place: Jurisdiction) -> str:
    """A jurisdiction."""
    node = to.ids.jurisdiction(place.code)
    to.type(node, KC.Jurisdiction)
    to.label(node, place.name_ko, place.name_en)
    to.add(node, DCT.identifier, plain(place.code))
    return node


def council(to: Triples, place: Jurisdiction) -> str:
    """The council of a jurisdiction."""
    node = to.ids.council(place.code)
    to.type(node, KC.Council)
    to.label(node, place.label_ko, place.council_en)
    to.add(node, KC.jurisdiction, jurisdiction(to, place))
    return node


def committee(to: Triples, place: Jurisdiction, unit: Identity) -> str:
    """A committee of a council."""
    node = to.ids.committee(place.code, unit.key)
    to.type(node, KC.Committee)
    to.label(node, unit.label_ko, unit.label_en)
    to.add(node, ORG.unitOf, council(to, place))
    return node


def executive(to: Triples, place: Jurisdiction) -> str:
    """The executive of a jurisdiction."""
    node = to.ids.executive(place.code)
    to.type(node, KC.Executive)
    name_en = f"Executive of {place.name_en}" if place.name_en else ""
    to.label(node, place.executive_ko or f"{place.name_ko} 집행기관", name_en)
    to.add(node, KC.jurisdiction, jurisdiction(to, place))
    return node


def office(to: Triples, place: Jurisdiction, unit: Identity) -> str:
    """An office of an executive."""
    node = to.ids.office(place.code, unit.key)
    to.type(node, KC.Office)
    to.label(node, unit.label_ko, unit.label_en)
    to.add(node, ORG.unitOf, executive(to, place))
    return node


def session(to: Triples, place: Jurisdiction, ordinal: int, kind: str) -> str:
    """A session of a council; *kind* is 정례회, 임시회 or empty."""
    node = to.ids.session(place.code, ordinal)
    to.type(node, KC.Session)
    to.label(node, f"{place.label_ko} 제{ordinal}회", f"Session {ordinal}")
    to.add(node, KC.council, council(to, place))
    to.add(node, KC.ordinal, integer(ordinal))
    to.add(node, KC.sessionKind, korean(kind) if kind else None)
    return node


def meeting(to: Triples, place: Jurisdiction, number: int, unit: Identity, ordinal: int) -> str:
    """A sitting of a committee within a session."""
    node = to.ids.meeting(place.code, number, unit.key, ordinal)
    to.type(node, KC.Meeting)
    to.label(
        node,
        f"{place.label_ko} 제{number}회 제{ordinal}차 {unit.label_ko}",
        f"Session {number}, meeting {ordinal}",
    )
    to.add(node, KC.inSession, to.ids.session(place.code, number))
    to.add(node, KC.committee, committee(to, place, unit))
    to.add(node, KC.ordinal, integer(ordinal))
    return node


def bill(to: Triples, place: Jurisdiction, key: BillKey, title: str = "") -> str:
    """A bill; one without a number is named by its title."""
    node = to.ids.bill(place.code, key.term, key.number)
    to.type(node, KC.Bill)
    if key.numbered:
        to.add(node, ELI.number, plain(key.number))
        to.label(node, f"{place.label_ko} 의안 제{key.number}호", f"Bill {key.number}")
    else:
        to.label(node, title or f"{place.label_ko} 의안 (번호 미상)", "Bill without a number")
    to.add(node, KC.council, council(to, place))
    if key.term:
        to.add(node, KC.termStart, year(key.term))
    return node


def facility(to: Triples, place: Jurisdiction, thing: Identity) -> str:
    """A facility."""
    node = to.ids.facility(thing.key)
    to.type(node, KC.Facility)
    to.label(node, thing.label_ko, thing.label_en)
    to.add(node, KC.jurisdiction, jurisdiction(to, place))
    return node


def organisation(to: Triples, body: Identity) -> str:
    """A body that is or was a contractor."""
    node = to.ids.organisation(body.key)
    to.type(node, KC.Organisation)
    to.label(node, body.label_ko, body.label_en)
    return node


def affair(to: Triples, place: Jurisdiction, thing: Identity) -> str:
    """A consigned affair."""
    node = to.ids.affair(thing.key)
    to.type(node, KC.ConsignedAffair)
    to.label(node, thing.label_ko, thing.label_en)
    to.add(node, KC.jurisdiction, jurisdiction(to, place))
    return node


def consignment_round(to: Triples, place: Jurisdiction, thing: Identity, start: str, status: str) -> str:
    """A round of an affair that starts on a day; *status* is a code of ``round-status``."""
    node = to.ids.round(thing.key, start)
    to.type(node, KC.ConsignmentRound)
    to.label(
        node, f"{thing.label_ko} ({start}~)", f"{thing.label_en} (from {start})" if thing.label_en else ""
    )
    to.add(node, KC.roundOf, affair(to, place, thing))
    to.add(node, DCAT.startDate, day(start))
    to.add(node, KC.roundStatus, to.ids.concept("round-status", status))
    return node


# --- law --------------------------------------------------------------------------------------------------


def instrument(to: Triples, law: Instrument, places: Mapping[str, Jurisdiction]) -> str:
    """A statute or an ordinance; *places* names the jurisdiction of an ordinance."""
    node = to.ids.instrument(law.work)
    to.type(node, KC.Instrument)
    to.label(node, law.title, law.title_en)
    to.add(node, ELI.title, korean(law.title))
    for short in law.short_titles:
        to.add(node, ELI.title_short, korean(short))
    to.add(node, KC.instrumentType, to.ids.concept("instrument-type", law.type))
    to.add(node, KC.lawId, plain(law.law_id) if law.law_id else None)
    to.add(node, KC.jurisdiction, jurisdiction(to, jurisdiction_of(law.jurisdiction, places)))
    return node


def jurisdiction_of(code: str, places: Mapping[str, Jurisdiction]) -> Jurisdiction:
    """The jurisdiction an instrument is of, by its code; the country's where *places* does not name it."""
    return places.get(code) or Jurisdiction(code, *_KOREA)


def edition(to: Triples, law: Instrument, act: Edition | None, places: Mapping[str, Jurisdiction]) -> str:
    """An edition of an instrument; ``ed_0`` where the edition in force is not known."""
    number = act.number if act is not None else None
    node = to.ids.edition(law.work, number or 0)
    to.type(node, KC.Edition)
    of_number = (f"(제{number}호)", f"(No. {number})") if number else ("(판 미상)", "(edition unknown)")
    to.label(node, f"{law.title} {of_number[0]}", f"{law.title_en} {of_number[1]}" if law.title_en else "")
    to.add(node, ELI.is_member_of, instrument(to, law, places))
    if act is not None and number:
        to.add(node, KC.promulgationNumber, plain(str(number)))
        to.add(node, ELI.date_document, day(act.promulgated.isoformat()) if act.promulgated else None)
        in_force = act.in_force_from
        to.add(node, ELI.first_date_entry_in_force, day(in_force.isoformat()) if in_force else None)
    return node


def provision(
    to: Triples,
    law: Instrument,
    act: Edition | None,
    path: ProvisionPath,
    places: Mapping[str, Jurisdiction],
) -> str:
    """A provision and all it lies under, up to its edition and instrument."""
    return provision_steps(to, law, edition(to, law, act, places), path)


def provision_steps(to: Triples, law: Instrument, edition_node: str, path: ProvisionPath) -> str:
    """A provision and all it lies under, up to an edition that is told elsewhere."""
    parent = edition_node
    work = to.ids.instrument(law.work)
    for depth in range(1, len(path.components) + 1):
        upper = ProvisionPath(path.components[:depth])
        node = to.ids.provision(edition_node, upper)
        to.type(node, KC.Provision)
        title_en = f"{law.title_en}, {english_name(upper)}" if law.title_en else ""
        to.label(node, f"{law.title} {upper}", title_en)
        to.add(node, ELI.is_part_of, parent)
        to.add(node, KC.instrument, work)
        _numbers(to, node, upper)
        parent = node
    return parent


def succession(to: Triples, new: str, old: str, said: Succession, span: str | None = None) -> str:
    """That the provision *new* took the place of *old*, by a renumbering act of the day *said* names.

    *span* is the passage that says so, where one is held.
    """
    to.add(new, KC.succeeds, old)
    triple = Triple(NamedNode(new), NamedNode(KC.succeeds), NamedNode(old))
    node = to.ids.succession(triple_digest(triple))
    to.type(node, KC.Succession)
    to.label(node, f"{squeeze(said.instrument)} {said.old} → {said.new}")
    to.add(node, KC.successor, new)
    to.add(node, KC.predecessor, old)
    to.add(node, KC.successionBasis, to.ids.concept("succession-basis", said.basis))
    to.add(node, KC.amendingDate, day(said.day.isoformat()) if said.day else None)
    to.add(node, KC.evidence, span)
    return node


_NUMBERS: Final = {
    Level.ARTICLE: (KC.articleNumber, KC.articleBranch),
    Level.PARAGRAPH: (KC.paragraphNumber, None),
    Level.SUBPARAGRAPH: (KC.subparagraphNumber, KC.subparagraphBranch),
}


def _numbers(to: Triples, node: str, path: ProvisionPath) -> None:
    for component in path.components:
        if component.level in _NUMBERS:
            number, branch = _NUMBERS[component.level]
            to.add(node, number, integer(component.number))
            if branch and component.branch is not None:
                to.add(node, branch, integer(component.branch))
        elif component.level is Level.ITEM:
            to.add(node, KC.itemLetter, plain(ITEM_LETTERS[component.number - 1]))


_ENGLISH: Final = {
    Level.ADDENDA: "Addenda",
    Level.ANNEX: "Annex",
    Level.FORM: "Form",
    Level.ARTICLE: "Article",
    Level.PARAGRAPH: "Paragraph",
    Level.SUBPARAGRAPH: "Subparagraph",
    Level.ITEM: "Item",
}


def english_name(path: ProvisionPath) -> str:
    """A provision's name in English, in the terms of the official translations.

    >>> english_name(ProvisionPath.parse("제4조의3제1항제3호가목"))
    'Article 4-3, Paragraph 1, Subparagraph 3, Item (a)'
    """
    names = []
    for component in path.components:
        number = str(component.number or "")
        if component.branch is not None:
            number += f"-{component.branch}"
        if component.level is Level.ITEM:
            number = f"({chr(ord('a') + (component.number - 1) % 26)})"
        names.append(f"{_ENGLISH.get(component.level, component.level.name.title())} {number}".strip())
    return ", ".join(names)
