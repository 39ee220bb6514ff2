"""Each consistency shape finds its contradiction, says where and what, and nothing else.

A mutant is the clean graph of `tests/graphs/clean.trig` after one SPARQL update; the finding expected is
(focus, value) with figures that its messages must hold. That every shape is silent on the clean graph is in
`test_shapes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, URIRef

from kg.validate import Finding, load_shapes
from kg.validate.engine import DataGraph, run
from kg.validate.shapes import Shapes, of_graph, prefixes
from kg.vocab import PREFIXES
from test_shapes import CONSISTENCY, KCS, SHAPES, clean_graph, local

BASE = "https://w3id.org/consignment-kg"
PART = f"{BASE}/id/document/aaaaaaaaaaaa/part/1"
NAMESPACES = dict(PREFIXES) | {
    "s": f"{BASE}/id/document/aaaaaaaaaaaa/statement/",
    "t": f"{BASE}/id/document/bbbbbbbbbbbb/statement/",
    "def": f"{BASE}/def/",
    "org": f"{BASE}/id/org/",
}


@dataclass(frozen=True)
class Case:
    """What to change, and what is found: focus and value of each finding, and figures in its messages."""

    change: str
    found: tuple[tuple[str, str], ...]
    figures: tuple[str, ...] = ()


def to(subject: str, predicate: str, value: str) -> str:
    """The update that gives a subject one other value."""
    old, new = f"{subject} {predicate} ?old", f"{subject} {predicate} {value}"
    return f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {old} }}"


def date(text: str) -> str:
    return f'"{text}"^^xsd:date'


def late(start: str) -> str:
    """The update that lets the proposed term start on another day in both copies."""
    return " ; ".join(to(terms, "kc:startDate", date(start)) for terms in ("s:terms-1", "s:terms-2"))


CASES: dict[str, list[Case]] = {
    "BudgetSum": [
        Case(
            to("s:budget-1-item-1", "kc:amount", "468000000"),
            (("s:budget-1", "600000000"),),
            ("618400000", "18400000"),
        ),
        # total and items rounded to the unit: less than the unit off is no contradiction, the unit is
        Case(to("s:budget-1-item-2", "kc:amount", "150999999"), ()),
        Case(
            to("s:budget-1-item-2", "kc:amount", "151000000"), (("s:budget-1", "600000000"),), ("601000000",)
        ),
        # the subtotals of the years no longer make up the total
        Case(to("s:budget-5-item-4", "kc:amount", "900000"), (("s:budget-5", "1300000"),), ("1500000",)),
        # a string among the amounts is left out of the sum and does not end the report
        Case('INSERT DATA { s:budget-1 kc:hasItem s:x . s:x kc:amount "7" ; kc:itemLabel "예비비"@ko }', ()),
        # one breakdown by source, one by use: each adds up to the total
        Case(
            f"""INSERT DATA {{ s:budget-1 kc:hasItem s:x , s:y .
            s:x kc:amount 200000000 ; kc:itemLabel "국비"@ko ;
                kc:budgetCategory <{BASE}/def/budget-category/national> .
            s:y kc:amount 400000000 ; kc:itemLabel "시비"@ko ;
                kc:budgetCategory <{BASE}/def/budget-category/city> }}""",
            (),
        ),
    ],
    "BudgetYearSum": [
        Case(
            to("s:budget-5-item-2", "kc:amount", "300000"),
            (("s:budget-5-item-1", "600000"),),
            ("700000", "2030"),
        ),
    ],
    "PerformanceSum": [
        Case(
            to("s:performance-1-cell-2", "kc:count", "21"),
            (("s:performance-1-cell-1", "30"),),
            ("31", "합계"),
        ),
    ],
    "PerformanceUnits": [
        Case(
            to("s:performance-1-cell-3", "kc:countUnit", '"명"@ko'),
            (("s:performance-1-cell-1", "30"),),
            ("건", "명"),
        ),
        Case(to("s:performance-1-cell-3", "kc:countUnit", '" 건"@ko'), ()),
        # a backslash in a unit must not end the report
        Case(
            to("s:performance-1-cell-3", "kc:countUnit", r'"\\1"@ko'),
            (("s:performance-1-cell-1", "30"),),
            ("/1",),
        ),
    ],
    "StaffSum": [
        Case(to("s:staff-1-rank-2", "kc:headcount", "6"), (("s:staff-1", "8"),), ("7",)),
        Case(to("s:staff-1-rank-3", "kc:headcount", "5"), ()),
    ],
    "TermsYears": [
        Case(
            to("s:terms-1", "kc:statedYears", "4.0"),
            (("s:terms-1", "2027-04-30"),),
            ("366", "2024-05-01", "4"),
        ),
        Case(
            to("s:terms-1", "kc:startDate", date("2024-05-02")),
            (("s:terms-1", "2027-04-30"),),
            ("2024-05-02", " 1"),
        ),
        Case(
            to("s:terms-1", "kc:statedYears", "2.5")
            + " ; "
            + to("s:terms-1", "kc:endDate", date("2026-10-31")),
            (),
        ),
        # 29 February: the last day of three years later is the 28th
        Case(
            to("s:terms-1", "kc:startDate", date("2024-02-29"))
            + " ; "
            + to("s:terms-1", "kc:endDate", date("2027-02-28")),
            (),
        ),
        # a month without a day is nothing to count from
        Case(to("s:terms-1", "kc:startDate", '"2024-06"^^xsd:gYearMonth'), ()),
    ],
    "RoundYears": [
        Case(
            to("s:round-1", "kc:endDate", date("2020-04-30")),
            (("s:round-1", "2020-04-30"),),
            ("365", "2018-05-01"),
        ),
    ],
    "PeriodOrder": [
        Case(
            to("s:terms-1", "kc:endDate", date("2023-04-30")), (("s:terms-1", "2023-04-30"),), ("2024-05-01",)
        ),
    ],
    "RoundGap": [
        # in both copies of the second round: one finding, at the first
        Case(
            to("s:round-2", "kc:startDate", date("2021-05-02"))
            + " ; "
            + to("s:round-3", "kc:startDate", date("2021-05-02")),
            (("s:round-2", "2021-05-02"),),
            ("2021-04-30", " 1"),
        ),
        Case(late("2024-05-08"), (("s:terms-1", "2024-05-08"),), ("2024-04-30", "7")),
        Case(late("2024-05-09"), ()),
    ],
    "RoundPause": [
        Case(late("2024-06-01"), (("s:terms-1", "2024-06-01"),), ("31", "2024-04-30")),
        Case(late("2024-05-08"), ()),
        # rounds of another facility are no rounds of this one
        Case(
            f"""INSERT DATA {{ s:round-9 a kc:RoundStatement ; kc:about <{BASE}/id/affair/neulbom> ;
            kc:facilityName "다른센터"@ko ; kc:startDate "2030-01-01"^^xsd:date ; kc:statedIn <{PART}> }} ;
            DELETE WHERE {{ s:terms-1 kc:endDate ?d }} ; DELETE WHERE {{ s:terms-2 kc:endDate ?d }} ;
            DELETE WHERE {{ s:round-3 kc:endDate ?d }}""",
            (),
        ),
    ],
    "RoundOverlap": [
        Case(
            to("s:round-1", "kc:endDate", date("2021-05-15")),
            (("s:round-2", "2021-05-01"),),
            ("15", "2021-05-15"),
        ),
    ],
    "RoundNumbers": [
        Case(to("s:round-1", "kc:roundOrdinal", "3"), (("s:round-1", "3"),), ("2018-05-01", "2021-05-01")),
    ],
    "StageOrder": [
        Case(
            to("s:stage-2", "eli-dl:activity_date", date("2023-10-10")),
            (("s:stage-2", "2023-10-10"),),
            ("2023-10-16",),
        ),
        # put off, tabled again and decided: the second tabling comes after the first decision
        Case(
            f"""INSERT DATA {{ s:stage-9 a kc:Stage ; kc:about <{BASE}/id/bill/kr-11/2022/77> ;
            kc:statedIn <{PART}> ; eli-dl:activity_date "2023-12-01"^^xsd:date ;
            eli-dl:had_activity_type <{BASE}/def/stage/tabling> }}""",
            (),
        ),
    ],
    "ReportDate": [
        Case(
            to("s:paper-1", "eli:date_document", date("2023-11-01")),
            (("s:paper-1", "2023-11-01"),),
            ("2023-11-24",),
        ),
    ],
    "ScoreBelowThreshold": [
        Case(to("s:evaluation-1", "kc:score", "70.0"), (("s:evaluation-1", "70.0"),), ("75",)),
        # below the threshold, and said to be so
        Case(
            to("s:evaluation-1", "kc:score", "70.0")
            + " ; "
            + to("s:evaluation-1", "kc:resultText", '"요건 미충족"@ko'),
            (),
        ),
        # nothing said of the result, but the contract is renewed
        Case(
            to("s:evaluation-2", "kc:score", "70.0")
            + " ; "
            + to("s:terms-1", "kc:consignmentKind", f"<{BASE}/def/consignment-kind/renewal>"),
            (("s:evaluation-2", "70.0"), ("s:evaluation-3", "60.0")),
        ),
    ],
    "ScoreAboveThreshold": [
        Case(to("s:evaluation-3", "kc:score", "75.0"), (("s:evaluation-3", "75.0"),), ("70",)),
    ],
    "BudgetCopies": [
        Case(to("s:budget-2", "kc:totalAmount", "650000000"), (("s:budget-2", "650000000"),), ("600000000",)),
        # within the coarser unit, and of another year
        Case(to("s:budget-2", "kc:totalAmount", "600999000"), ()),
        # of no year: not compared with those of one
        Case("DELETE WHERE { s:budget-2 kc:fiscalYear ?y }", ()),
    ],
    "AnnualBudgetCopies": [
        Case(to("s:budget-4", "kc:totalAmount", "580000000"), (("s:budget-4", "580000000"),), ("600000000",)),
    ],
    "ItemCopies": [
        Case(
            to("s:budget-2-item-1", "kc:amount", "440000000"),
            (("s:budget-2-item-1", "440000000"),),
            ("450000000",),
        ),
        # rounded to the coarser unit, and of another year
        Case(to("s:budget-2-item-1", "kc:amount", "450900000"), ()),
        Case(
            to("s:budget-2-item-1", "kc:amount", "440000000")
            + " ; "
            + to("s:budget-2-item-1", "kc:fiscalYear", '"2025"^^xsd:gYear'),
            (),
        ),
    ],
    "BudgetRoles": [
        Case(
            to("s:budget-1", "kc:totalAmount", "700000000"),
            (("s:budget-1", "700000000"),),
            ("600000000",),
        ),
    ],
    "StartCopies": [
        Case(
            to("s:terms-2", "kc:startDate", date("2024-06-01")),
            (("s:terms-2", "2024-06-01"),),
            ("2024-05-01",),
        )
    ],
    "EndCopies": [
        Case(
            to("s:terms-2", "kc:endDate", date("2027-05-31")), (("s:terms-2", "2027-05-31"),), ("2027-04-30",)
        )
    ],
    "YearsCopies": [Case(to("s:terms-2", "kc:statedYears", "5.0"), (("s:terms-2", "5.0"),), ("3",))],
    "KindCopies": [
        Case(
            to("s:terms-2", "kc:consignmentKind", f"<{BASE}/def/consignment-kind/new>"),
            (("s:terms-2", f"{BASE}/def/consignment-kind/new"),),
        )
    ],
    "MethodCopies": [
        Case(
            to("s:terms-2", "kc:selectionMethod", f"<{BASE}/def/selection-method/direct>"),
            (("s:terms-2", f"{BASE}/def/selection-method/direct"),),
        )
    ],
    "RoundStartCopies": [
        Case(
            to("s:round-3", "kc:startDate", date("2021-06-01")),
            (("s:round-3", "2021-06-01"),),
            ("2021-05-01",),
        )
    ],
    "RoundEndCopies": [
        Case(
            to("s:round-3", "kc:endDate", date("2024-05-31")), (("s:round-3", "2024-05-31"),), ("2024-04-30",)
        )
    ],
    "RoundNumberCopies": [Case(to("s:round-3", "kc:roundOrdinal", "3"), (("s:round-3", "3"),), ("2",))],
    "ContractorCopies": [
        Case(
            to("s:round-3", "kc:contractor", "org:noeul")
            + " ; "
            + to("s:round-3", "kc:contractorName", '"노을"@ko'),
            (("s:round-3", f"{BASE}/id/org/noeul"),),
            ("하루", "노을"),
        )
    ],
    "HeadcountCopies": [Case(to("s:staff-2", "kc:headcount", "9"), (("s:staff-2", "9"),), ("8",))],
    "RankCopies": [Case(to("s:staff-2-rank-1", "kc:headcount", "2"), (("s:staff-2-rank-1", "2"),), ("1",))],
    "OpenedCopies": [
        Case(
            to("s:facility-2", "kc:openedOn", date("2018-06-01")),
            (("s:facility-2", "2018-06-01"),),
            ("2018-05-01",),
        )
    ],
    "AreaCopies": [
        Case(to("s:facility-2", "kc:floorArea", "160.0"), (("s:facility-2", "160.0"),), ("150.5",))
    ],
    "ScoreCopies": [
        Case(to("s:evaluation-4", "kc:score", "81.0"), (("s:evaluation-4", "81.0"),), ("80",)),
        # of another year
        Case(
            to("s:evaluation-4", "kc:score", "81.0")
            + " ; "
            + to("s:evaluation-4", "kc:evaluationYear", '"2019"^^xsd:gYear'),
            (),
        ),
    ],
    "EvaluationDateCopies": [
        Case(
            to("s:evaluation-5", "kc:evaluationDate", date("2023-09-21")),
            (("s:evaluation-5", "2023-09-21"),),
            ("2023-09-20",),
        ),
    ],
    "LooseScoreCopies": [
        Case(
            to("s:evaluation-2", "kc:score", "81.0"),
            (("s:evaluation-2", "81.0"), ("s:evaluation-3", "60.0"), ("s:evaluation-4", "80.0")),
        ),
        # it has the score of one of the dated ones
        Case(to("s:evaluation-2", "kc:score", "60.0"), ()),
    ],
    "ThresholdCopies": [
        Case(
            'INSERT DATA { s:evaluation-2 kc:evaluationYear "2023"^^xsd:gYear } ; '
            + to("s:evaluation-2", "kc:passThreshold", "70.0"),
            (("s:evaluation-2", "70.0"),),
            ("75",),
        ),
    ],
    "SubmissionCopies": [
        Case(
            to("s:stage-6", "eli-dl:activity_date", date("2023-10-17")),
            (("s:stage-6", "2023-10-17"),),
            ("2023-10-16",),
        )
    ],
    "ReferralCopies": [
        Case(
            to("s:stage-7", "eli-dl:activity_date", date("2023-10-24")),
            (("s:stage-7", "2023-10-24"),),
            ("2023-10-23",),
        )
    ],
    "OutcomeCopies": [
        Case(
            to("s:stage-5", "eli-dl:had_decision_outcome", f"<{BASE}/def/outcome/amended>"),
            (("s:stage-5", f"{BASE}/def/outcome/amended"),),
            (),
        ),
    ],
    "TitleCopies": [
        Case(
            to("s:bill-2", "dct:title", '"늘봄 민간위탁 재위탁 동의안"@ko'),
            (("s:bill-2", "늘봄 민간위탁 재위탁 동의안"),),
            ("늘봄센터",),
        ),
        Case(to("s:bill-2", "dct:title", '"늘봄센터 민간위탁(재위탁)동의안 심사보고서"@ko'), ()),
    ],
    "NumberCopies": [
        Case(to("s:bill-2", "eli:number", '"78"'), (("s:bill-2", "78"),), ("77",)),
        # another bill of the same paper
        Case(
            to("s:bill-2", "eli:number", '"78"') + " ; " + to("s:bill-2", "dct:title", '"다른 조례안"@ko'), ()
        ),
    ],
    "AffairNameCopies": [
        Case(
            to("s:affair-2", "kc:affairName", '"봄빛센터 운영"@ko'),
            (("s:affair-2", "봄빛센터 운영"),),
            ("늘봄센터",),
        ),
    ],
    "ProposerCopies": [
        Case(to("s:bill-2", "kc:proposerName", '"구청장"@ko'), (("s:bill-2", "구청장"),), ("서울특별시장",)),
    ],
    "PerformanceCopies": [
        Case(
            to("s:performance-2-cell-1", "kc:count", "21"),
            (("s:performance-2-cell-1", "21"),),
            ("20",),
        ),
    ],
    "TaskLists": [
        Case(
            to("s:task-4", "kc:taskText", '"돌봄 상담"@ko'),
            (("s:task-2", "돌봄 지원"), ("s:task-4", "돌봄 상담")),
        ),
    ],
    "PyeongArea": [
        Case(to("s:facility-1", "kc:areaPyeong", "40.0"), (("s:facility-1", "40.0"),), ("150.5", "46"))
    ],
    "SubmissionBetweenDocuments": [
        Case(
            to("t:stage-1", "eli-dl:activity_date", date("2023-10-17")),
            (("t:stage-1", "2023-10-17"),),
            ("2023-10-16",),
        )
    ],
    "TitleBetweenDocuments": [
        Case(to("t:bill-1", "dct:title", '"봄빛 동의안"@ko'), (("t:bill-1", "봄빛 동의안"),) * 2)
    ],
    "OpenedBetweenDocuments": [
        Case(
            to("t:facility-1", "kc:openedOn", date("2018-06-01")),
            (("t:facility-1", "2018-06-01"),),
            ("2018-05-01",),
        )
    ],
    "AreaBetweenDocuments": [
        Case(to("t:facility-1", "kc:floorArea", "160.0"), (("t:facility-1", "160.0"),), ("150.5",))
    ],
    "RoundEndBetweenDocuments": [
        Case(
            to("t:round-1", "kc:endDate", date("2024-05-31")), (("t:round-1", "2024-05-31"),), ("2024-04-30",)
        )
    ],
    "ContractorBetweenDocuments": [
        Case(
            to("t:round-1", "kc:contractor", "org:noeul")
            + " ; "
            + to("t:round-1", "kc:contractorName", '"노을"@ko'),
            (("t:round-1", f"{BASE}/id/org/noeul"),),
            ("하루", "노을"),
        )
    ],
    "ScoreBetweenDocuments": [
        Case(to("t:evaluation-1", "kc:score", "85.0"), (("t:evaluation-1", "85.0"),), ("80",))
    ],
    "BudgetBetweenDocuments": [
        Case(to("t:budget-1", "kc:totalAmount", "700000000"), (("t:budget-1", "700000000"),) * 2)
    ],
    "AnnualBudgetBetweenDocuments": [
        Case(to("t:budget-2", "kc:totalAmount", "500000000"), (("t:budget-2", "500000000"),), ("600000000",))
    ],
}


def test_every_consistency_shape_has_a_mutant() -> None:
    assert set(CASES) == {local(shape) for shape in CONSISTENCY}
    assert all(case_list[0].found for case_list in CASES.values()), "the first case of a shape makes it fire"


@cache
def alone(name: str) -> Shapes:
    """One consistency shape with its query and the declared prefixes."""
    graph = Graph()
    shape = URIRef(KCS + name)
    ontology = URIRef(KCS.rstrip("#"))
    for node in (shape, SHAPES.value(shape, SH.sparql), ontology, *SHAPES.objects(ontology, SH.declare)):
        graph += SHAPES.triples((node, None, None))
    return of_graph(graph)


@cache
def clean_triples() -> frozenset[object]:
    return frozenset(clean_graph())


def mutant(change: str) -> DataGraph:
    graph = DataGraph()
    graph += clean_graph()
    # rdflib updates plain graphs only: this one is a view of the same triples.
    Graph(store=graph.store, identifier=graph.identifier).update(change, initNs=NAMESPACES)
    assert frozenset(graph) != clean_triples(), "the update changed nothing"
    return graph


def curie(iri: str) -> str:
    for prefix in ("s", "t"):
        iri = iri.replace(NAMESPACES[prefix], f"{prefix}:")
    return iri


@pytest.mark.parametrize(
    "name, case",
    [(name, case) for name, cases in CASES.items() for case in cases],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_shape_finds_its_contradiction(name: str, case: Case) -> None:
    found = run(mutant(case.change), alone(name))
    assert sorted((curie(f.focus), f.value or "") for f in found) == sorted(case.found), [
        f.message_en for f in found
    ]
    for finding in found:
        check_messages(finding, case.figures if len(found) == 1 else ())


@pytest.mark.parametrize("name", CASES)
def test_another_engine_reads_the_query_alike(name: str) -> None:
    """Oxigraph, all focus nodes at once and nothing bound beforehand, gives what pySHACL found one by one."""
    constraint = SHAPES.value(URIRef(KCS + name), SH.sparql)
    declared = "".join(f"PREFIX {p}: <{namespace}> " for p, namespace in prefixes(SHAPES, constraint).items())
    for case in CASES[name]:
        store = ox.Store()
        store.load(mutant(case.change).serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
        rows = list(store.query(declared + str(SHAPES.value(constraint, SH.select))))
        found = {(curie(row["this"].value), plain(row["value"].value)) for row in rows}
        assert found == {(focus, plain(value)) for focus, value in case.found}


def plain(value: str) -> str:
    """A decimal without the zero that Oxigraph leaves out."""
    return value.removesuffix(".0")


def check_messages(finding: Finding, figures: tuple[str, ...]) -> None:
    for message in (finding.message_ko, finding.message_en):
        assert "{?" not in message
        assert all(figure in message for figure in figures), message
    assert finding.message_ko != finding.message_en
    assert any("가" <= letter <= "힣" for letter in finding.message_ko)
    assert finding.path, "the path leads to the claim"


@pytest.mark.parametrize(
    "change, expected",
    [
        # a personnel cost with two digits swapped
        (
            " ; ".join(
                to(item, "kc:amount", "405000000") for item in ("s:budget-1-item-1", "s:budget-2-item-1")
            ),
            [("BudgetSum", "s:budget-1")],
        ),
        # the proposed term starts a day late in both copies
        (
            to("s:terms-1", "kc:startDate", date("2024-05-02"))
            + " ; "
            + to("s:terms-2", "kc:startDate", date("2024-05-02")),
            [("RoundGap", "s:terms-1"), ("TermsYears", "s:terms-1"), ("TermsYears", "s:terms-2")],
        ),
        # a score below the threshold in all copies
        (
            "; ".join(
                to(e, "kc:score", "70.0")
                for e in ("s:evaluation-1", "s:evaluation-2", "s:evaluation-4", "t:evaluation-1")
            ),
            [("ScoreBelowThreshold", "s:evaluation-1")],
        ),
        # four years for three in both copies
        (
            to("s:terms-1", "kc:statedYears", "4.0") + " ; " + to("s:terms-2", "kc:statedYears", "4.0"),
            [("TermsYears", "s:terms-1"), ("TermsYears", "s:terms-2")],
        ),
    ],
)
def test_a_contradiction_made_in_every_copy_is_found_and_nothing_else(
    change: str, expected: list[tuple[str, str]]
) -> None:
    found = run(mutant(change), load_shapes())
    assert sorted((f.code, curie(f.focus)) for f in found) == expected


def test_types_and_fields_are_those_of_the_checks_on_facts() -> None:
    types = {"sum-mismatch", "period-mismatch", "below-threshold-renewed", "conflicting-values", "date-order"}
    shapes = load_shapes()
    for shape in CONSISTENCY:
        assert shapes.discrepancy(shape) in types or local(shape) == "PerformanceUnits"
        assert shapes.field(shape)
