"""From blocks to facts: one extractor per kind of fact, labels and words as data, a span for every value.

``extract_facts`` reads a document; ``record.as_record`` gives the record form, ``verify.verify`` proves the
evidence.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.amendment import amendments
from kg.extract.basis import law
from kg.extract.bill import bills, stages
from kg.extract.budget import budgets, measures
from kg.extract.consignment import affairs, tasks, terms
from kg.extract.evaluation import evaluations
from kg.extract.facility import contractors, facilities, programmes
from kg.extract.opinion import assessments
from kg.extract.paper import defined_terms, is_about_consignment, papers, participations, sections
from kg.extract.performance import performance
from kg.extract.reading import Reading, read_outline
from kg.extract.rounds import rounds
from kg.extract.staff import staff
from kg.extract.told import told_contractors
from kg.extract.unparsed import unparsed
from kg.model.blocks import Document
from kg.model.facts import Facts, Stage

__all__ = ["extract_facts"]


def extract_facts(document: Document) -> Facts:
    """All that one document states; ``kg.check.checked`` adds what contradicts itself.

    A paper about something other than a consignment gives what it says of its bill and nothing else.
    """
    reading = read_outline(document)
    about = is_about_consignment(reading)
    told = stages(reading) if about or bills(reading) else ()
    facts = _common(reading, told, about)
    if not about:
        return facts
    facts = _consignment(reading, told, facts)
    return replace(facts, unparsed=unparsed(reading, facts))


def _common(reading: Reading, told: tuple[Stage, ...], about: bool) -> Facts:
    """What every council paper has."""
    return Facts(
        about_consignment=about,
        papers=papers(reading, told),
        bills=bills(reading),
        stages=told,
        participations=participations(reading) if told else (),
        sections=sections(reading) if told else (),
    )


def _consignment(reading: Reading, told: tuple[Stage, ...], common: Facts) -> Facts:
    on = next((s.date.value for s in told if s.kind == "report" and s.date), None)
    on = on or next((s.date.value for s in told if s.date), None)
    basis = law(reading, on)
    return Facts(
        about_consignment=True,
        papers=common.papers,
        bills=common.bills,
        stages=common.stages,
        participations=common.participations,
        sections=common.sections,
        affairs=affairs(reading),
        tasks=tasks(reading),
        terms=terms(reading),
        rounds=rounds(reading),
        budgets=budgets(reading),
        measures=measures(reading),
        facilities=facilities(reading),
        staff=staff(reading),
        organisations=(*contractors(reading), *told_contractors(reading)),
        evaluations=evaluations(reading),
        performance=performance(reading),
        legal_basis=basis.basis,
        quotations=basis.quotations,
        defined_terms=defined_terms(reading),
        programmes=programmes(reading),
        assessments=assessments(reading),
        amendments=amendments(reading) if _amended(told) else (),
    )


def _amended(told: tuple[Stage, ...]) -> bool:
    return any(s.outcome is not None and s.outcome.value == "amended" for s in told)
