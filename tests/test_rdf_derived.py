"""What is made of all documents: current values, one name per identity, registry and vocabulary."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from conftest import ROOT
from kg.errors import RdfError
from kg.ids import Ids
from kg.legislation import default_register
from kg.link import default_registries, link
from kg.model.facts import (
    AffairStatement,
    Amendment,
    BillStatement,
    Budget,
    FacilityStatement,
    Facts,
    PaperStatement,
    Round,
    Stage,
    Stated,
    Terms,
)
from kg.rdf import (
    derived_quads,
    facts_to_quads,
    one_name,
    registry_quads,
    vocabulary_quads,
    with_one_name,
)
from kg.vocab import DCAT, DCT, ELI, KC, PROV, RDF, RDFS, SCHEMES, SKOS
from papers import Paper

IDS = Ids("https://data.example")


def said(value: object) -> Stated[object]:
    return Stated(value, ())


def quads_of(text: str, **fields: object) -> list[ox.Quad]:
    """The quads of a made paper of Seoul about one affair."""
    document = Paper(text + "\n").document
    names = {
        "affairs": (AffairStatement(part="1", name=said("늘봄센터 운영")),),
        "papers": (PaperStatement(part="1", council=said("서울특별시의회"), date=said("2024-01-10")),),
    }
    facts = Facts(about_consignment=True, **{**names, **fields})  # type: ignore[arg-type]
    return facts_to_quads(document, facts, link(facts, document), IDS)


def dated(day: str) -> tuple[PaperStatement, ...]:
    return (PaperStatement(part="1", council=said("서울특별시의회"), date=said(day)),)  # type: ignore[arg-type]


def area(part: str, number: int, name: str = "늘봄센터") -> FacilityStatement:
    return FacilityStatement(part=part, name=said(name), area_m2=said(Decimal(number)))  # type: ignore[arg-type]


def current(quads: list[ox.Quad], predicate: str) -> dict[str, str]:
    found = {
        q.subject.value: q.object.value for q in derived_quads(quads, IDS) if q.predicate.value == predicate
    }
    assert len(found) == sum(q.predicate.value == predicate for q in derived_quads(quads, IDS))
    return found


def test_the_latest_document_wins_whatever_the_order() -> None:
    old = quads_of("가", papers=dated("2023-05-01"), facilities=(area("1", 150),))
    new = quads_of("나", papers=dated("2024-05-01"), facilities=(area("1", 180),))
    for quads in (old + new, new + old):
        assert list(current(quads, KC.currentFloorArea).values()) == ["180"]


def test_within_a_document_the_earliest_part_wins() -> None:
    quads = quads_of("가", facilities=(area("1/2", 150), area("1/1", 180), area("1/1", 200)))
    assert list(current(quads, KC.currentFloorArea).values()) == ["180"]


def test_a_document_without_a_date_on_its_cover_is_dated_by_its_procedure() -> None:
    undated = (PaperStatement(part="1", council=said("서울특별시의회")),)  # type: ignore[arg-type]
    stage = Stage(part="1", kind="decision", date=said("2025-01-01"))  # type: ignore[arg-type]
    late = quads_of("가", papers=undated, stages=(stage,), facilities=(area("1", 180),))
    early = quads_of("나", papers=dated("2024-05-01"), facilities=(area("1", 150),))
    assert list(current(late + early, KC.currentFloorArea).values()) == ["180"]


def test_every_derived_value_says_what_it_comes_from() -> None:
    quads = quads_of("가", facilities=(area("1", 150),))
    derived = derived_quads(quads, IDS)
    statements = {q.subject for q in quads}
    sources = [q.object for q in derived if q.predicate.value == PROV.wasDerivedFrom]
    assert sources
    assert set(sources) <= statements
    values = {(q.subject, q.predicate, q.object) for q in derived if "/id/derived/" not in q.subject.value}
    about: dict[object, dict[str, object]] = {}
    for q in derived:
        if "/id/derived/" in q.subject.value:
            about.setdefault(q.subject, {})[q.predicate.value] = q.object
    assert {(a[RDF.subject], a[RDF.predicate], a[RDF.object]) for a in about.values()} == values


def test_a_bill_gets_its_dates_outcome_and_title() -> None:
    quads = quads_of(
        "가",
        bills=(BillStatement(part="1", number=said("12"), title=said("늘봄 동의안")),),  # type: ignore[arg-type]
        stages=(
            Stage(part="1", kind="submission", date=said("2024-01-02")),  # type: ignore[arg-type]
            Stage(part="1", kind="plenary", date=said("2024-03-02"), outcome=said("rejected")),  # type: ignore[arg-type]
            Stage(part="1", kind="decision", date=said("2024-02-02"), outcome=said("passed")),  # type: ignore[arg-type]
        ),
    )
    bill = IDS.bill("kr-11", 2022, "12")
    assert current(quads, KC.submittedOn) == {bill: "2024-01-02"}
    assert current(quads, KC.decidedOn) == {bill: "2024-02-02"}
    assert current(quads, KC.outcome) == {bill: IDS.concept("outcome", "passed")}
    assert current(quads, DCT.title) == {bill: "늘봄 동의안"}


def rounds(*periods: tuple[str, str, str | None]) -> tuple[Round, ...]:
    return tuple(
        Round(part="1", start=said(start), end=said(end), contractor=said(body) if body else None)  # type: ignore[arg-type]
        for start, end, body in periods
    )


def test_rounds_follow_one_another_and_the_affair_has_the_latest_contractor() -> None:
    quads = quads_of(
        "가",
        rounds=rounds(
            ("2021-05-01", "2024-04-30", "새길회"),
            ("2016-05-01", "2018-04-30", "옛길회"),
            ("2018-05-01", "2021-04-30", None),
        ),
        terms=(Terms(part="1", start=said("2024-05-01"), end=said("2027-04-30")),),  # type: ignore[arg-type]
    )
    following = {s[-10:]: o[-10:] for s, o in current(quads, KC.nextRound).items()}
    assert following == {"2016-05-01": "2018-05-01", "2018-05-01": "2021-05-01", "2021-05-01": "2024-05-01"}
    [contractor] = current(quads, KC.currentContractor).values()
    labels = {q.subject.value: q.object.value for q in quads if q.predicate.value == RDFS.label}
    assert labels[contractor] == "새길회"


def test_a_round_gets_the_budget_of_the_paper_that_proposes_it() -> None:
    def budget(role: str, won: int) -> Budget:
        return Budget(part="1", role=role, total=said(won))  # type: ignore[arg-type]

    terms = Terms(part="1", start=said("2024-05-01"))  # type: ignore[arg-type]
    proposing = quads_of("가", budgets=(budget("annual", 9), budget("required", 500)), terms=(terms,))
    other = quads_of("나", papers=dated("2024-09-09"), budgets=(budget("required", 700),))
    assert list(current(proposing + other, KC.currentBudget).values()) == ["500"]


def test_what_the_council_amended_is_the_current_value() -> None:
    terms = Terms(part="1", start=said("2024-01-01"), end=said("2028-12-31"))  # type: ignore[arg-type]
    change = Amendment(part="2", field="consignment.period_end", after=said("2026-12-31"))  # type: ignore[arg-type]
    other = Amendment(part="2", field="consignment.period_years", after=said("3"))  # type: ignore[arg-type]
    as_submitted = current(quads_of("가", terms=(terms,)), DCAT.endDate)
    amended = current(quads_of("가", terms=(terms,), amendments=(change, other)), DCAT.endDate)
    assert set(as_submitted.values()) == {"2028-12-31"}
    assert set(amended.values()) == {"2026-12-31"}


def test_other_graphs_are_not_looked_at() -> None:
    quads = quads_of("가", facilities=(area("1", 150),))
    moved = [ox.Quad(*q.triple, ox.NamedNode(IDS.registry_graph)) for q in quads]
    assert derived_quads(moved, IDS) == []


# --- one name -----------------------------------------------------------------------------------------------


def test_an_identity_keeps_one_name_and_statements_keep_theirs() -> None:
    one = quads_of("가", facilities=(area("1", 150, "늘봄 센터"),))
    two = quads_of("나", facilities=(area("1", 150, "서울특별시 늘봄센터"),))
    names = one_name(one + two)
    facility = next(q.subject.value for q in one if q.object == ox.NamedNode(KC.Facility))
    assert names[facility, "ko"] == "서울특별시 늘봄센터"
    kept = [*with_one_name(one, names), *with_one_name(two, names)]
    labels = {q.object.value for q in kept if q.predicate.value == RDFS.label and q.subject.value == facility}
    assert labels == {"서울특별시 늘봄센터"}
    assert one_name(kept) == {}
    printed = {q.object.value for q in kept if q.predicate.value == KC.facilityName}
    assert printed == {"늘봄 센터", "서울특별시 늘봄센터"}
    assert len(kept) < len(one) + len(two)


# --- registry and vocabulary --------------------------------------------------------------------------------


def test_the_registry_graph_names_what_the_papers_use_and_no_more() -> None:
    quads = quads_of("가", facilities=(area("1", 150, "서남권 직장맘지원센터"),))
    registry = registry_quads(quads, IDS, default_registries(), default_register())
    subjects = {q.subject.value for q in registry}
    facility = IDS.facility("seoul-southwest-working-moms")
    assert subjects == {facility, IDS.council("kr-11"), IDS.jurisdiction("kr-11")}
    other_names = {q.object.value for q in registry if q.predicate.value == SKOS.altLabel}
    assert {"서남권 직장맘지원센터", "서울시"} <= other_names
    english = [
        q for q in registry if q.subject.value == facility and getattr(q.object, "language", "") == "en"
    ]
    assert len(english) == 1


def test_the_vocabulary_graph_is_the_ontology_and_its_concepts_move_with_the_base() -> None:
    quads = vocabulary_quads(ROOT / "ontology", IDS)
    oracle = rdflib.Graph()
    for name in ("consignment.ttl", "codelists.ttl"):
        oracle.parse(ROOT / "ontology" / name)
    assert len({q.triple for q in quads}) == len(oracle)
    typed = {q.subject.value: q.object.value for q in quads if q.predicate.value == RDF.type}
    concepts = {iri for iri, class_ in typed.items() if class_ == SKOS.Concept}
    assert concepts == {IDS.concept(scheme, code) for scheme, codes in SCHEMES.items() for code in codes}
    iris = {term.value for q in quads for term in q.triple if isinstance(term, ox.NamedNode)}
    own = {iri for iri in iris if iri.startswith("https://w3id.org/consignment-kg/")}
    assert KC.Budget in own
    assert not {
        iri for iri in own if iri.startswith("https://w3id.org/consignment-kg/def/") and "0.1" not in iri
    }


def test_a_broken_vocabulary_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "consignment.ttl").write_text("@prefix kc: <", encoding="utf-8")
    with pytest.raises(RdfError) as caught:
        vocabulary_quads(tmp_path, IDS)
    assert str(caught.value.place.file).endswith("consignment.ttl")


def test_english_titles_of_laws_reach_the_graph() -> None:
    quads = [
        ox.Quad(
            ox.NamedNode(IDS.instrument("kr-11/ordinance/gender-equality")), *([ox.NamedNode(ELI.title)] * 2)
        )
    ]
    registry = registry_quads(quads, IDS, default_registries(), default_register())
    assert "Seoul Metropolitan Framework Ordinance on Gender Equality" in {q.object.value for q in registry}
