"""Statements of the consigned affair: its tasks, its terms and its rounds."""

from __future__ import annotations

from kg.model.facts import AffairStatement, Round, Task, Terms
from kg.rdf import about, law
from kg.rdf.quoted import quoted_items
from kg.rdf.terms import day, decimal, integer, korean
from kg.rdf.writer import Writer
from kg.vocab import KC


def affair(to: Writer, number: int, said: AffairStatement) -> None:
    """The affair as one part names it."""
    node = to.statement("affair", number, KC.AffairStatement, said, about.affair_or(to, said.part))
    to.label(
        node, f"위탁사무 {number}: {about.value(said.name) or ''}".rstrip(": "), f"Consigned affair {number}"
    )
    to.state(node, KC.affairName, said.name, korean)
    to.state(node, KC.consignmentType, said.consignment_type, to.concept("consignment-type"))


def task(to: Writer, number: int, said: Task) -> None:
    """One listed task, and the quoted subparagraph with the same words, if the paper quotes one."""
    node = to.statement("task", number, KC.Task, said, about.affair_or(to, said.part))
    to.label(node, f"위탁사무 내용 {said.list_number}-{said.order}", f"Task {said.list_number}-{said.order}")
    to.state(node, KC.taskText, said.text, korean)
    to.add(node, KC.taskOrder, integer(said.order))
    to.add(node, KC.listNumber, integer(said.list_number))
    for at, path in quoted_items(to.document, to.facts.quotations, said.text.value):
        for provision in law.provisions(to, law.at(to.links.quoted[at], path)):
            to.add(node, KC.correspondsTo, provision)


def terms(to: Writer, number: int, said: Terms) -> None:
    """The terms proposed or reported, and the round they stand for."""
    status = about.terms_status(to.facts)
    proposed = about.round_of(to, about.round_key(to, said), status)
    node = to.statement("terms", number, KC.Terms, said, [*about.affair_or(to, said.part), proposed])
    ko, en = ("위탁 조건", "Terms") if status == "reported" else ("제안된 위탁 조건", "Proposed terms")
    to.label(node, f"{ko} {number}", f"{en} {number}")
    _period(to, node, said)
    motion = about.bill(to, said.part)
    if motion is not None and proposed is not None:
        to.add(motion, KC.proposes, proposed)


def consignment_round(to: Writer, number: int, said: Round) -> None:
    """One past or current round."""
    facility = about.value(said.facility)
    key = to.links.round(said.part, facility, about.value(said.start))
    about_both = [*about.affair_or(to, said.part, facility), about.round_of(to, key, "reported")]
    node = to.statement("round", number, KC.RoundStatement, said, about_both)
    # The number of the statement is no ordinal: a reader would take it for the round's.
    ordinal = f"{said.seq.value}차 위탁" if said.seq else "위탁"
    english = f"Round {said.seq.value}" if said.seq else "Round"
    period = f" ({about.value(said.start) or ''}~{about.value(said.end) or ''})"
    to.label(node, f"{ordinal}{period}", f"{english}{period}")
    to.state(node, KC.facilityName, said.facility, korean)
    to.state(node, KC.roundOrdinal, said.seq, integer)
    _period(to, node, said)


def _period(to: Writer, node: str, said: Terms | Round) -> None:
    to.state(node, KC.consignmentKind, said.kind, to.concept("consignment-kind"))
    to.state(node, KC.selectionMethod, said.method, to.concept("selection-method"))
    to.state(node, KC.startDate, said.start, day)
    to.state(node, KC.endDate, said.end, day)
    to.state(node, KC.statedYears, said.years, decimal)
    to.state(node, KC.contractorName, said.contractor, korean)
    to.add(node, KC.contractor, about.organisation(to, about.value(said.contractor)))
