"""Statements of the paper itself and of the council's procedure."""

from __future__ import annotations

import re
from typing import Final

from kg.model.facts import BillStatement, PaperStatement, Participation, SectionContent, Stage, Stated
from kg.rdf import about, identities
from kg.rdf.terms import day, korean, plain
from kg.rdf.writer import Writer
from kg.vocab import DCT, ELI, ELIDL, KC

_ORDINAL: Final = re.compile(r"제\s*(\d+)\s*[회차]")
_SESSION_KIND: Final = re.compile(r"정례회|임시회")
# Reviewers and chairs belong to the council, not to an office of the executive.
_EXECUTIVE_ROLES: Final = frozenset({"presenter", "author"})


def paper(to: Writer, number: int, said: PaperStatement) -> None:
    """The paper: kind, title, council and date on its cover."""
    node = to.statement("paper", number, KC.PaperStatement, said, [to.ids.document(to.key)])
    to.label(node, f"문서 {number}: {about.value(said.title) or to.document.name}", f"Paper {number}")
    to.state(node, KC.documentKind, said.kind, to.concept("document-kind"))
    to.state(node, DCT.title, said.title, korean)
    to.state(node, KC.council, said.council, lambda _: identities.council(to, to.links.jurisdiction))
    to.state(node, ELI.date_document, said.date, day)


def bill(to: Writer, number: int, said: BillStatement) -> None:
    """A bill as one part names it."""
    node = to.statement("bill", number, KC.BillStatement, said, [about.bill(to, said.part)])
    to.label(
        node,
        f"의안 {about.value(said.number) or '(번호 미상)'}",
        f"Bill {about.value(said.number) or ''}".strip(),
    )
    to.state(node, ELI.number, said.number, plain)
    to.state(node, DCT.title, said.title, korean)
    to.state(node, KC.proposerName, said.proposer, korean)


_STAGE_NAMES: Final = {
    "submission": ("제출", "Submission"),
    "referral": ("회부", "Referral"),
    "tabling": ("상정", "Tabling"),
    "decision": ("위원회 의결", "Committee decision"),
    "report": ("보고", "Report"),
    "plenary": ("본회의 의결", "Plenary decision"),
}


def stage(to: Writer, number: int, said: Stage) -> None:
    """One step of the procedure."""
    node = to.statement(
        "stage", number, KC.Stage, said, [about.bill(to, said.part) or about.affair(to, said.part)]
    )
    ko, en = _STAGE_NAMES[said.kind]
    when = f" {said.date.value}" if said.date else ""
    to.label(node, f"{ko}{when}", f"{en}{when}")
    to.add(node, ELIDL.had_activity_type, to.ids.concept("stage", said.kind))
    to.state(node, ELIDL.activity_date, said.date, day)
    to.state(node, KC.actorName, said.actor, korean)
    to.state(node, KC.committee, said.committee, lambda name: _committee(to, name))
    to.state(node, KC.sessionName, said.session, korean)
    to.state(node, KC.meetingName, said.meeting, korean)
    to.state(node, ELIDL.had_decision_outcome, said.outcome, to.concept("outcome"))
    _sitting(to, node, said)


def _committee(to: Writer, name: str) -> str:
    return identities.committee(to, to.links.jurisdiction, to.links.committees[name])


def _number(stated: Stated[str] | None) -> int | None:
    found = _ORDINAL.search(stated.value) if stated else None
    return int(found[1]) if found else None


def _sitting(to: Writer, node: str, said: Stage) -> None:
    """The session a step was taken in, and the committee's sitting where its whole key is said."""
    place = to.links.jurisdiction
    session = _number(said.session)
    if session is None or said.session is None:
        return
    kind = _SESSION_KIND.search(said.session.value)
    identities.session(to, place, session, kind[0] if kind else "")
    sitting = _number(said.meeting)
    if sitting is not None and said.committee is not None:
        unit = to.links.committees[said.committee.value]
        to.add(node, ELIDL.forms_part_of, identities.meeting(to, place, session, unit, sitting))


_ROLE_NAMES: Final = {
    "presenter": ("제안설명", "Presenter"),
    "reviewer": ("검토보고", "Reviewer"),
    "author": ("작성", "Author"),
    "chair": ("위원장", "Chair"),
}


def participation(to: Writer, number: int, said: Participation) -> None:
    """A person in a public role."""
    subject = [about.bill(to, said.part) or about.affair(to, said.part)]
    node = to.statement("participation", number, KC.Participation, said, subject)
    ko, en = _ROLE_NAMES[said.role]
    to.label(node, f"{ko}: {said.name.value}", f"{en} {number}")
    to.add(node, ELIDL.participation_role, to.ids.concept("participation-role", said.role))
    to.state(node, KC.personName, said.name, korean)
    to.state(node, KC.officeName, said.office, korean)
    if said.office is not None and said.role in _EXECUTIVE_ROLES:
        unit = to.links.offices[said.office.value]
        to.add(node, KC.office, identities.office(to, to.links.jurisdiction, unit))


def section(to: Writer, number: int, said: SectionContent) -> None:
    """Whether a section is recorded, omitted or empty."""
    node = to.statement("section", number, KC.SectionContent, said, [to.part(said.part)])
    to.label(node, f"{said.section.value} 기재 여부", f"Content of section {number}")
    to.state(node, KC.sectionTitle, said.section, korean)
    to.state(node, KC.contentStatus, said.status, to.concept("content-status"))
