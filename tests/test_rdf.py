"""Mapping: a function per kind of statement, a claim per value read, the same bytes for the same facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace

import pyoxigraph as ox
import pytest

import papers
from kg.ids import Ids
from kg.link import link
from kg.model.blocks import Document, ListItem, Passage, Span
from kg.model.facts import STATEMENT_KINDS, Facts, Quotation, Stated
from kg.model.statute import ProvisionPath
from kg.rdf import MAPPINGS, canonical_nquads, facts_to_quads
from kg.rdf.quoted import quoted_items
from kg.text import reparses
from kg.vocab import DCAT, DCT, ELI, ELIDL, KC, LOCN, ORG, PROV, QB, RDF, RDFS, SKOS

IDS = Ids("https://data.example")
D = IDS.document(papers.REVIEW.document.file_sha256[:12])

# Literals that are no claims: keys, labels, positions and what the reader knows of the file.
UNCLAIMED = {
    RDFS.label,
    RDFS.comment,
    KC.sha256,
    KC.textSha256,
    KC.fileName,
    KC.readerVersion,
    KC.aboutConsignment,
    KC.partOrder,
    KC.partNumber,
    KC.ordinal,
    KC.sessionKind,
    KC.termStart,
    KC.taskOrder,
    KC.listNumber,
    KC.statedUnit,
    KC.isQualification,
    KC.categoryOrder,
    KC.citationText,
    KC.insideQuotation,
    KC.isDeleted,
    KC.changedField,
    KC.discrepancyField,
    KC.printedValue,
    KC.articleNumber,
    KC.articleBranch,
    KC.paragraphNumber,
    KC.subparagraphNumber,
    KC.subparagraphBranch,
    KC.itemLetter,
    KC.promulgationNumber,
    KC.lawId,
    DCT.identifier,
    DCT.format,
    DCAT.startDate,
    ELI.number,
    ELI.title,
    ELI.title_short,
    ELI.date_document,
    ELI.first_date_entry_in_force,
}


def quads_of(facts: Facts, paper: papers.Paper = papers.REVIEW) -> list[ox.Quad]:
    return facts_to_quads(paper.document, facts, link(facts, paper.document), IDS)


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return quads_of(papers.every_kind())


@pytest.fixture(scope="module")
def graph(quads: list[ox.Quad]) -> Counter[tuple[str, str, str]]:
    evidence = IDS.evidence_graph(D[-12:])
    return Counter(plain(q) for q in quads if q.graph_name.value != evidence)


def plain(quad: ox.Quad | ox.Triple) -> tuple[str, str, str]:
    """Subject, predicate and object with the IRIs as they are and literals in N-Triples."""
    value = quad.object.value if isinstance(quad.object, ox.NamedNode) else str(quad.object)
    return quad.subject.value, quad.predicate.value, value


def values(graph: Iterable[tuple[str, str, str]], subject: str, predicate: str) -> list[str]:
    return sorted(o for s, p, o in graph if s == subject and p == predicate)


def node(kind: str) -> str:
    return f"{D}/statement/{kind}"


def test_the_registry_has_a_function_for_every_kind() -> None:
    assert list(MAPPINGS) == list(STATEMENT_KINDS)


def test_the_made_paper_has_every_kind() -> None:
    facts = papers.every_kind()
    assert [kind for kind, (field, _) in STATEMENT_KINDS.items() if not getattr(facts, field)] == []


def test_there_are_no_blank_nodes_and_every_graph_is_the_documents(quads: list[ox.Quad]) -> None:
    terms = [term for quad in quads for term in quad]
    assert not any(isinstance(term, ox.BlankNode) for term in terms)
    assert {quad.graph_name.value for quad in quads} == {
        IDS.document_graph(D[-12:]),
        IDS.evidence_graph(D[-12:]),
    }


def test_every_data_iri_is_one_of_ours(quads: list[ox.Quad]) -> None:
    ours = {
        t.value
        for quad in quads
        for t in quad
        if isinstance(t, ox.NamedNode) and t.value.startswith(IDS.base)
    }
    assert len({IDS.parse(iri).kind for iri in ours}) > 15


CLASSES = {
    "paper": KC.PaperStatement,
    "bill": KC.BillStatement,
    "stage": KC.Stage,
    "participation": KC.Participation,
    "section": KC.SectionContent,
    "affair": KC.AffairStatement,
    "task": KC.Task,
    "terms": KC.Terms,
    "round": KC.RoundStatement,
    "budget": KC.Budget,
    "measure": KC.BudgetMeasure,
    "facility": KC.FacilityStatement,
    "staff": KC.Staff,
    "organisation": KC.OrganisationStatement,
    "evaluation": KC.Evaluation,
    "performance": KC.PerformanceTable,
    "citation": KC.Citation,
    "quotation": KC.Quotation,
    "defined-term": KC.DefinedTerm,
    "programme": KC.Programme,
    "assessment": KC.Assessment,
    "amendment": KC.Amendment,
}


@pytest.mark.parametrize("kind", STATEMENT_KINDS)
def test_every_statement_has_its_class_place_identity_and_labels(
    kind: str, graph: Counter[tuple[str, str, str]]
) -> None:
    statement = node(f"{kind}-1")
    assert values(graph, statement, RDF.type) == [CLASSES[kind]]
    assert len(values(graph, statement, KC.statedIn)) == 1
    assert values(graph, statement, KC.about)
    assert {label.rsplit("@")[-1] for label in values(graph, statement, RDFS.label)} == {"ko", "en"}


@pytest.mark.parametrize(
    ("part", "class_", "whole", "link_"),
    (
        ("budget-1-item-2", KC.BudgetItem, "budget-1", KC.itemOf),
        ("staff-1-rank-2", KC.RankCount, "staff-1", KC.rankOf),
        ("evaluation-1-finding-1", KC.Finding, "evaluation-1", KC.findingOf),
        ("performance-1-cell-2", QB.Observation, "performance-1", QB.dataSet),
    ),
)
def test_parts_of_statements(
    part: str, class_: str, whole: str, link_: str, graph: Counter[tuple[str, str, str]]
) -> None:
    assert values(graph, node(part), RDF.type) == [class_]
    assert values(graph, node(part), link_) == [node(whole)]
    assert values(graph, node(part), KC.statedIn) == values(graph, node(whole), KC.statedIn)
    assert values(graph, node(part), KC.about) == values(graph, node(whole), KC.about)


def test_every_identity_has_a_korean_label(graph: Counter[tuple[str, str, str]]) -> None:
    typed = {s for s, p, _ in graph if p == RDF.type}
    labelled = {s for s, p, o in graph if p == RDFS.label and o.endswith("@ko")}
    assert typed == labelled


FOREIGN_OBJECTS = ("concept", "scheme", "span", "claim")


def test_every_data_node_pointed_to_is_described(graph: Counter[tuple[str, str, str]]) -> None:
    described = {s for s, _, _ in graph}
    pointed = {o for _, _, o in graph if o.startswith(IDS.base)}
    missing = {iri for iri in pointed - described if IDS.parse(iri).kind not in FOREIGN_OBJECTS}
    assert missing == set()


def claims(quads: list[ox.Quad]) -> dict[tuple[str, str, str], list[str]]:
    """What is claimed → the spans that say it."""
    about: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if quad.graph_name.value == IDS.evidence_graph(D[-12:]):
            subject, predicate, value = plain(quad)
            about.setdefault(subject, {}).setdefault(predicate, []).append(value)
    assert all(said[RDF.type] == [RDF.Statement] for said in about.values())
    return {
        (said[RDF.subject][0], said[RDF.predicate][0], said[RDF.object][0]): sorted(said[KC.evidence])
        for said in about.values()
    }


def test_every_literal_is_claimed_or_a_named_exception(
    quads: list[ox.Quad], graph: Counter[tuple[str, str, str]]
) -> None:
    claimed = set(claims(quads))
    assert claimed <= set(graph)
    unclaimed = {p for s, p, o in graph if o.startswith('"') and (s, p, o) not in claimed}
    assert unclaimed <= UNCLAIMED


def test_the_exceptions_are_all_needed(quads: list[ox.Quad], graph: Counter[tuple[str, str, str]]) -> None:
    claimed = set(claims(quads))
    used = {p for s, p, o in graph if o.startswith('"') and (s, p, o) not in claimed}
    never_here = {KC.articleBranch, KC.subparagraphBranch, KC.itemLetter, KC.subparagraphNumber}
    assert UNCLAIMED - used - never_here <= {
        ELI.title_short,
        ELI.date_document,
        ELI.first_date_entry_in_force,
    }


def stated(value: object) -> Iterable[Stated[object]]:
    """Every stated value within a dataclass."""
    if isinstance(value, Stated):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from stated(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from stated(getattr(value, field.name))


def test_every_stated_value_has_its_span_in_a_claim(quads: list[ox.Quad]) -> None:
    spans = {span for said in claims(quads).values() for span in said}
    facts = papers.every_kind()
    wanted = {f"{D}/text#char={span.start},{span.end}" for one in stated(facts) for span in one.spans}
    assert wanted <= spans


def test_values_and_their_datatypes(graph: Counter[tuple[str, str, str]]) -> None:
    xsd = "^^<http://www.w3.org/2001/XMLSchema#"
    expected = (
        ("paper-1", ELI.date_document, f'"2024-03-15"{xsd}date>'),
        ("paper-1", KC.council, IDS.council("kr-11")),
        ("bill-1", ELI.number, '"77"'),
        ("stage-1", ELIDL.had_activity_type, IDS.concept("stage", "submission")),
        ("stage-2", ELIDL.had_decision_outcome, IDS.concept("outcome", "passed")),
        ("terms-1", KC.statedYears, f'"3"{xsd}decimal>'),
        ("terms-1", KC.startDate, f'"2024-07-01"{xsd}date>'),
        ("round-1", KC.roundOrdinal, f'"1"{xsd}integer>'),
        ("round-1", KC.contractorName, '"(사)늘봄나눔회"@ko'),
        ("budget-1", KC.totalAmount, f'"500000000"{xsd}integer>'),
        ("budget-1", KC.fiscalYear, f'"2024"{xsd}gYear>'),
        ("budget-1", KC.statedUnit, f'"1000000"{xsd}integer>'),
        ("budget-1-item-1", KC.budgetCategory, IDS.concept("budget-category", "personnel")),
        ("facility-1", KC.areaPyeong, f'"60.5"{xsd}decimal>'),
        ("facility-1", LOCN.address, node("facility-1-address")),
        ("facility-1-address", LOCN.fullAddress, '"서울특별시 은평구 가로 1"@ko'),
        ("staff-1-rank-3", KC.isQualification, f'"true"{xsd}boolean>'),
        ("organisation-1", KC.legalForm, IDS.concept("legal-form", "incorporated-association")),
        ("evaluation-1", KC.score, f'"82.5"{xsd}decimal>'),
        ("performance-1", QB.structure, KC.performanceStructure),
        ("performance-1-cell-2", KC.categoryPath, '"상담>전화"@ko'),
        ("performance-1-cell-2", KC.subtotal, node("performance-1-cell-1")),
        ("citation-1", KC.insideQuotation, f'"false"{xsd}boolean>'),
        ("quotation-1", KC.amendingDate, f'"2022-01-13"{xsd}date>'),
        ("defined-term-1", SKOS.altLabel, '"센터"@ko'),
        ("amendment-1", KC.valueAfter, '"2026-12-31"'),
        ("measure-1", SKOS.note, '"바뀔 수 있음"@ko'),
    )
    assert [(n, p, v) for n, p, v in expected if v not in values(graph, node(n), p)] == []


def test_what_statements_are_about(graph: Counter[tuple[str, str, str]]) -> None:
    links = link(papers.every_kind(), papers.REVIEW.document)
    affair = IDS.affair(links.affairs[0][1].key)
    facility = IDS.facility(links.facilities["늘봄지원센터"].key)
    bill = IDS.bill("kr-11", 2022, "77")
    proposed = IDS.round(links.affairs[0][1].key, "2024-07-01")
    expected = {
        "paper-1": {D},
        "bill-1": {bill},
        "section-1": {f"{D}/part/1/1"},
        "terms-1": {affair, proposed},
        "round-1": {affair, IDS.round(links.affairs[0][1].key, "2021-07-01")},
        "budget-1": {affair},
        "staff-1": {facility},
        "programme-1": {facility},
        "citation-1": {affair, bill, proposed},
        "citation-2": set(values(graph, node("quotation-1"), KC.quotes)),
        "amendment-1": {bill},
        "discrepancy-1": {node("budget-1")},
    }
    assert {n: set(values(graph, node(n), KC.about)) for n in expected} == expected


def test_identities_are_linked(graph: Counter[tuple[str, str, str]]) -> None:
    bill = IDS.bill("kr-11", 2022, "77")
    [affair] = values(graph, bill, KC.concerns)
    [proposed] = values(graph, bill, KC.proposes)
    assert values(graph, proposed, KC.roundOf) == [affair]
    assert values(graph, proposed, KC.roundStatus) == [IDS.concept("round-status", "proposed")]
    assert len(values(graph, affair, KC.facility)) == 1
    [meeting] = values(graph, node("stage-2"), ELIDL.forms_part_of)
    assert values(graph, meeting, KC.inSession) == [IDS.session("kr-11", 320)]
    [office] = values(graph, node("participation-1"), KC.office)
    assert values(graph, office, ORG.unitOf) == [IDS.executive("kr-11")]


def test_a_bill_cites_what_the_paper_rests_on_and_not_what_quoted_law_cites(
    graph: Counter[tuple[str, str, str]],
) -> None:
    edition = IDS.edition("kr/act/001656", 17893)
    [cited] = values(graph, IDS.bill("kr-11", 2022, "77"), ELI.cites)
    assert cited == f"{edition}/art_117/para_3"
    assert values(graph, node("citation-2"), KC.citedProvision) == [f"{edition}/art_5"]
    assert values(graph, node("citation-1"), KC.resolution) == [IDS.concept("resolution", "edition-in-force")]


def test_provisions_lie_under_one_another(graph: Counter[tuple[str, str, str]]) -> None:
    edition = IDS.edition("kr/act/001656", 17893)
    assert values(graph, f"{edition}/art_117/para_3", ELI.is_part_of) == [f"{edition}/art_117"]
    assert values(graph, f"{edition}/art_117", ELI.is_part_of) == [edition]
    assert values(graph, edition, ELI.is_member_of) == [IDS.instrument("kr/act/001656")]
    assert values(graph, f"{edition}/art_117/para_3", KC.articleNumber)[0].startswith('"117"')


def test_a_discrepancy_names_the_claims_that_disagree(
    quads: list[ox.Quad], graph: Counter[tuple[str, str, str]]
) -> None:
    said = {
        plain(quad)[0]: plain(quad)[2]
        for quad in quads
        if quad.predicate.value == RDF.subject and quad.graph_name.value == IDS.evidence_graph(D[-12:])
    }
    found = Counter(said[claim] for claim in values(graph, node("discrepancy-1"), KC.claim))
    assert found == {node("budget-1"): 1, node("budget-1-item-1"): 1, node("budget-1-item-2"): 1}
    assert len(values(graph, node("discrepancy-1"), KC.evidence)) == 3
    assert values(graph, node("discrepancy-1"), KC.printedValue) == ['"490000000"', '"500000000"']


def test_the_made_facts_reparse() -> None:
    text = papers.REVIEW.text
    forms = {"text", "date", "krw", "integer", "decimal", "area_m2", "area_pyeong", "year", "years"}
    bad = [
        one
        for one in stated(papers.every_kind())
        if one.form in forms
        and not reparses(one.form, " ".join(span.of(text) for span in one.spans), one.value)
    ]
    assert bad == []


def test_the_same_facts_give_the_same_bytes(quads: list[ox.Quad]) -> None:
    again = quads_of(papers.every_kind())
    assert canonical_nquads(quads) == canonical_nquads(reversed(again))
    lines = canonical_nquads(quads).splitlines()
    assert lines == sorted(set(lines))
    assert Counter(ox.parse(canonical_nquads(quads), format=ox.RdfFormat.N_QUADS)) == Counter(set(quads))


def test_another_base_moves_data_and_not_vocabulary() -> None:
    facts, document = papers.every_kind(), papers.REVIEW.document
    moved = facts_to_quads(document, facts, link(facts, document), Ids("http://127.0.0.1:8765"))
    here = canonical_nquads(quads_of(facts)).replace(b"https://data.example", b"http://127.0.0.1:8765")
    # Keys of claims are digests of triples, so they move with the base too.
    without_claims = [line for line in here.splitlines() if b"/claim/" not in line]
    assert without_claims == [line for line in canonical_nquads(moved).splitlines() if b"/claim/" not in line]
    assert KC.NS.encode() in here


def test_a_paper_about_something_else_has_its_bill_and_nothing_consigned() -> None:
    paper = papers.Paper("서울특별시 조례안 심사보고서\n의안번호 12 원안 가결\n")
    bill = papers.BillStatement(part="1", number=paper.said("12"))
    found = quads_of(Facts(about_consignment=False, bills=(bill,)), paper)
    classes = {plain(quad)[2] for quad in found if quad.predicate.value == RDF.type}
    assert KC.Bill in classes
    assert not classes & {KC.ConsignedAffair, KC.ConsignmentRound, KC.Facility}


QUOTED = """제45조(기능) ① 시장은 센터를 둔다.
② 센터는 다음 각 호의 일을 한다.
1. 상담 지원
2. 교육 지원
3의2. 홍보 지원
제46조(지원) 시장은 돈을 준다.
1. 상담지원
"""


def quoted_paper() -> tuple[Document, tuple[Quotation, ...]]:
    """Two articles line by line, as the reader gives them: markers cut off, but not the article's words."""
    marker = re.compile(r"②|\d+(?:의\d+)?\.|제\d+조")
    blocks, at = [], 0
    for line in QUOTED.splitlines(keepends=True):
        mark = marker.match(line)
        assert mark is not None
        start = at if mark[0].startswith("제") else at + mark.end() + 1
        end = at + len(line) - 1
        passage = Passage.of(QUOTED, start, end)
        blocks.append(ListItem(passage=passage, source=Span(at, end), part="1", level=2, marker=mark[0]))
        at += len(line)
    second = QUOTED.index("제46조")
    quotations = tuple(
        Quotation(part="1", instrument="늘봄 조례", path=ProvisionPath.parse(path), spans=(span,))
        for path, span in (("제45조", Span(0, second - 1)), ("제46조", Span(second, len(QUOTED))))
    )
    return replace(papers.Paper(QUOTED).document, blocks=tuple(blocks)), quotations


@pytest.mark.parametrize(
    ("words", "found"),
    (
        ("상담 지원", [(0, "제45조제2항제1호"), (1, "제46조제1호")]),
        ("교육지원", [(0, "제45조제2항제2호")]),
        ("홍보 지원", [(0, "제45조제2항제3호의2")]),
        ("교육", []),
    ),
)
def test_a_task_corresponds_to_the_quoted_subparagraph_with_its_words(
    words: str, found: list[tuple[int, str]]
) -> None:
    document, quotations = quoted_paper()
    assert [(at, str(path)) for at, path in quoted_items(document, quotations, words)] == found


def test_provenance_of_the_entity(graph: Counter[tuple[str, str, str]]) -> None:
    assert values(graph, D, RDF.type) == sorted([KC.SourceDocument, PROV.Entity])
