"""Statements that judge: evaluations with their findings, assessments, amendments, defined terms."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.facts import Amendment, Assessment, DefinedTerm, Evaluation, Finding
from kg.rdf import about
from kg.rdf.terms import day, decimal, integer, korean, plain, year
from kg.rdf.writer import Writer
from kg.vocab import KC, SKOS


def evaluation(to: Writer, number: int, said: Evaluation) -> None:
    """An evaluation or a committee's deliberation."""
    subject = about.affair_or(to, said.part)
    node = to.statement("evaluation", number, KC.Evaluation, said, subject)
    points = (f": {said.score.value}점", f": {said.score.value} points") if said.score else ("", "")
    to.label(node, f"평가 {number}{points[0]}", f"Evaluation {number}{points[1]}")
    to.state(node, KC.evaluationKind, said.kind, to.concept("evaluation-kind"))
    to.state(node, KC.evaluationLabel, said.label, korean)
    to.state(node, KC.evaluationBody, said.body, korean)
    to.state(node, KC.evaluationYear, said.year, year)
    to.state(node, KC.ordinal, said.ordinal, integer)
    to.state(node, KC.evaluationDate, said.date, day)
    to.state(node, KC.score, said.score, decimal)
    to.state(node, KC.passThreshold, said.threshold, decimal)
    to.state(node, KC.resultText, said.result, korean)
    _findings(to, node, number, said, subject)


def _findings(to: Writer, node: str, number: int, said: Evaluation, subject: Iterable[str | None]) -> None:
    subject = list(subject)
    for at, finding in enumerate(said.findings, 1):
        part = to.ids.statement(to.key, "evaluation", number, f"finding-{at}")
        to.add(node, KC.hasFinding, part)
        to.said(part, said.part, subject)
        to.add(part, KC.findingOf, node)
        _finding(to, part, at, finding)


_FINDING_NAMES = {
    "achievement": ("주요성과", "Achievement"),
    "improvement": ("개선과제", "Improvement"),
    "recommendation": ("권고", "Recommendation"),
}


def _finding(to: Writer, node: str, at: int, said: Finding) -> None:
    ko, en = _FINDING_NAMES[said.kind]
    to.type(node, KC.Finding)
    to.label(node, f"{ko} {at}", f"{en} {at}")
    to.add(node, KC.findingKind, to.ids.concept("finding-kind", said.kind))
    to.state(node, KC.findingText, said.text, korean)


def assessment(to: Writer, number: int, said: Assessment) -> None:
    """A judgement of the reviewer."""
    node = to.statement("assessment", number, KC.Assessment, said, about.affair_or(to, said.part))
    to.label(node, f"검토의견 {number}", f"Assessment {number}")
    to.add(node, KC.assessmentKind, to.ids.concept("assessment-kind", said.kind))
    to.state(node, KC.assessmentText, said.text, korean)


def amendment(to: Writer, number: int, said: Amendment) -> None:
    """What the council changed."""
    subject = [about.bill(to, said.part) or about.affair(to, said.part)]
    node = to.statement("amendment", number, KC.Amendment, said, subject)
    to.label(node, f"수정 사항 {number}: {said.field}", f"Amendment {number}: {said.field}")
    to.add(node, KC.changedField, plain(said.field))
    to.state(node, KC.valueBefore, said.before, lambda value: plain(str(value)))
    to.state(node, KC.valueAfter, said.after, lambda value: plain(str(value)))


def defined_term(to: Writer, number: int, said: DefinedTerm) -> None:
    """An abbreviation the paper declares."""
    node = to.statement("defined-term", number, KC.DefinedTerm, said, [to.ids.document(to.key)])
    to.label(node, f"약칭: {said.term.value}", f"Defined term {number}")
    to.state(node, SKOS.altLabel, said.term, korean)
    to.state(node, KC.termMeaning, said.meaning, korean)
