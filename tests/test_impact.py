"""What a change of a provision touches: slots, citing provisions, rounds on the day, money; old numbers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from conftest import ROOT
from kg.cli import main
from kg.errors import IdentifierError, NotFoundError
from kg.impact import (
    Basis,
    Impact,
    Means,
    Meant,
    Names,
    Nearness,
    Number,
    State,
    as_json,
    as_triples,
    find_provision,
    impact_of,
)
from kg.settings import Settings
from kg.store import Store, in_memory, open_store
from kg.vocab import KC
from kg.web import create_app

BASE = "https://e"
LAW = f"{BASE}/eli/kr/act/001656"
OLD, NEW = f"{LAW}/ed_8423", f"{LAW}/ed_17893"
DECREE = f"{BASE}/eli/kr/decree/005092/ed_32223"
RULE = f"{BASE}/eli/kr/rule/014236/ed_316"
OTHER = f"{BASE}/eli/kr/act/001777/ed_5359"
ORDINANCE = f"{BASE}/eli/kr-11/ordinance/o-0123456789"
CITY = f"{ORDINANCE}/ed_0"
PARAGRAPH = f"{NEW}/art_117/para_3"
DAY = date(2024, 6, 1)


def provisions(*iris: str, named: str = "") -> str:
    """Provisions with their labels; with all they lie under; `named` is the instrument papers give them."""
    lines = []
    for iri in iris:
        lines.append(f'<{iri}> a kc:Provision ; rdfs:label "{iri.rpartition("/ed_")[2]}"@ko .')
        lines.append(f"<{iri}> eli:is_part_of <{iri.rpartition('/')[0]}> .")
        if named:
            lines.append(f"<{iri}> kc:instrument <{named}> .")
    return "\n".join(lines)


def consignment(
    name: str, cited: str, start: str, end: str, more: str = "", date_: str = "2024-01-10"
) -> str:
    """A consignment whose paper cites a provision, with one proposed and passed round."""
    document = f"{BASE}/id/document/" + "".join(f"{ord(c) % 16:x}" for c in name.ljust(12, "0"))[:12]
    affair, round_ = f"{BASE}/id/affair/{name}", f"{BASE}/id/affair/{name}/round/{start}"
    return f"""
    <{document}> a kc:SourceDocument ; rdfs:label "{name}의 문서"@ko .
    <{document}/statement/paper-1> a kc:PaperStatement ; kc:about <{document}> ;
        eli:date_document "{date_}"^^xsd:date .
    <{affair}> a kc:ConsignedAffair ; rdfs:label "{name}"@ko ; kc:facility <{BASE}/id/facility/{name}> .
    <{BASE}/id/facility/{name}> a kc:Facility ; rdfs:label "{name} 시설"@ko .
    <{round_}> a kc:ConsignmentRound ; kc:roundOf <{affair}> ; dcat:startDate "{start}"^^xsd:date ;
        dcat:endDate "{end}"^^xsd:date ; kc:roundStatus <{BASE}/def/round-status/proposed> ;
        kc:contractor <{BASE}/id/org/{name}> .
    <{BASE}/id/org/{name}> rdfs:label "{name} 법인"@ko .
    <{document}/statement/citation-1> a kc:Citation ; kc:insideQuotation false ; kc:citedProvision <{cited}> ;
        kc:about <{affair}>, <{round_}> ; kc:evidence <{document}/text#char=3,9> ;
        kc:citationText "인용"@ko .
    {more}
    """


def store_of(*turtle: str) -> Store:
    store = in_memory()
    prefixes = (
        "PREFIX kc: <https://w3id.org/consignment-kg/def#> PREFIX eli: <http://data.europa.eu/eli/ontology#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcat: <http://www.w3.org/ns/dcat#> "
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    )
    triples = ox.parse((prefixes + "\n".join(turtle)).encode(), ox.RdfFormat.TURTLE)
    store.replace_graph(f"{BASE}/graph/document/0123456789ab", triples)
    return store


LAW_NODES = f"""
<{LAW}> a kc:Instrument ; eli:title "지방자치법"@ko ; rdfs:label "지방자치법"@ko .
<{OLD}> a kc:Edition ; eli:is_member_of <{LAW}> ; eli:first_date_entry_in_force "2007-05-11"^^xsd:date .
<{NEW}> a kc:Edition ; eli:is_member_of <{LAW}> ; eli:first_date_entry_in_force "2022-01-13"^^xsd:date .
{provisions(f"{NEW}/art_117", PARAGRAPH, f"{NEW}/art_104", f"{NEW}/art_117/para_4", named=LAW)}
{provisions(f"{OLD}/art_104", f"{OLD}/art_104/para_3", f"{OLD}/art_117", named=LAW)}
<{NEW}/art_117> kc:succeeds <{OLD}/art_104> .
<{BASE}/id/succession/0123456789abcdef> a kc:Succession ; kc:successor <{NEW}/art_117> ;
    kc:predecessor <{OLD}/art_104> ; kc:amendingDate "2021-01-12"^^xsd:date ;
    kc:successionBasis <{BASE}/def/succession-basis/substitution> .
"""


def impact_in(*turtle: str, provision: str = PARAGRAPH, day: date = DAY) -> Impact:
    return impact_of(store_of(LAW_NODES, *turtle), provision, day)


def touched(found: Impact) -> set[str]:
    return {one.affair.rpartition("/")[2] for one in found.consignments}


# --- which citations count --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cited", "nearness", "number"),
    [
        (PARAGRAPH, Nearness.AT, Number.OWN),
        (f"{NEW}/art_117", Nearness.ABOVE, Number.OWN),
        (f"{PARAGRAPH}/subpara_1", Nearness.BELOW, Number.OWN),
        (f"{OLD}/art_104/para_3", Nearness.AT, Number.FORMER),
        (f"{OLD}/art_104", Nearness.ABOVE, Number.FORMER),
        (f"{LAW}/ed_0/art_117/para_3", Nearness.AT, Number.UNKNOWN_EDITION),
    ],
)
def test_citations_that_count_are_told_apart(cited: str, nearness: Nearness, number: Number) -> None:
    extra = provisions(f"{PARAGRAPH}/subpara_1", f"{LAW}/ed_0/art_117/para_3", named=LAW)
    found = impact_in(extra, consignment("shelter", cited, "2024-05-01", "2027-04-30"))
    (one,) = found.consignments
    (reliance,) = one.reliances
    assert (reliance.slot.nearness, reliance.slot.number, reliance.via) == (nearness, number, ())
    assert one.direct


@pytest.mark.parametrize(
    "cited", [f"{NEW}/art_117/para_4", f"{NEW}/art_104", f"{OLD}/art_117", f"{NEW}/art_1170"]
)
def test_other_provisions_do_not_count(cited: str) -> None:
    extra = provisions(f"{NEW}/art_1170", named=LAW)
    assert touched(impact_in(extra, consignment("shelter", cited, "2024-05-01", "2027-04-30"))) == set()


def test_an_old_number_is_found_under_the_new_one_and_not_under_the_same_number_of_today() -> None:
    paper = consignment("shelter", f"{OLD}/art_104/para_3", "2019-08-01", "2024-07-31", date_="2019-05-17")
    assert touched(impact_in(paper)) == {"shelter"}
    assert touched(impact_in(paper, provision=f"{NEW}/art_104")) == set()
    later = consignment("centre", PARAGRAPH, "2019-08-01", "2024-07-31")
    found = impact_in(later, provision=f"{OLD}/art_104/para_3")
    assert touched(found) == {"centre"}
    assert found.consignments[0].reliances[0].slot.number is Number.LATER
    assert [(by.old, by.new) for by in found.successions] == [(f"{OLD}/art_104", f"{NEW}/art_117")]
    assert found.successions[0].basis.endswith("/succession-basis/substitution")


def test_a_paragraph_with_a_succession_of_its_own_does_not_follow_its_article() -> None:
    own = (
        f"{provisions(f'{OLD}/art_104/para_5', named=LAW)} <{PARAGRAPH}> kc:succeeds <{OLD}/art_104/para_5> ."
    )
    third = consignment("shelter", f"{OLD}/art_104/para_3", "2019-08-01", "2024-07-31")
    fifth = consignment("centre", f"{OLD}/art_104/para_5", "2019-08-01", "2024-07-31")
    assert touched(impact_in(own, third, fifth)) == {"centre"}


MOVED = f"""
{provisions(f"{NEW}/art_12", f"{NEW}/art_13", named=LAW)} <{NEW}/art_13> kc:succeeds <{NEW}/art_12> .
<{BASE}/id/succession/00112233aabbccdd> kc:successor <{NEW}/art_13> ; kc:predecessor <{NEW}/art_12>"""


@pytest.mark.parametrize(
    ("dated", "paper", "counts"),
    [
        ("; kc:amendingDate '2023-03-01'^^xsd:date .", "2022-06-01", True),
        ("; kc:amendingDate '2023-03-01'^^xsd:date .", "2023-06-01", False),
        (".", "2022-06-01", False),
    ],
)
def test_a_number_given_away_within_an_edition_counts_for_earlier_papers(
    dated: str, paper: str, counts: bool
) -> None:
    rests = consignment("shelter", f"{NEW}/art_12", "2022-08-01", "2025-07-31", date_=paper)
    found = impact_in(MOVED + dated, rests, provision=f"{NEW}/art_13")
    assert touched(found) == ({"shelter"} if counts else set())


# --- what rests on it -------------------------------------------------------------------------------------

CHAIN = f"""
{provisions(f"{DECREE}/art_79", f"{DECREE}/art_79/para_1", f"{RULE}/art_3", f"{OTHER}/art_36")}
<{DECREE}/art_79/para_1> eli:based_on <{PARAGRAPH}> ; eli:cites <{PARAGRAPH}> .
<{RULE}/art_3> eli:based_on <{DECREE}/art_79> .
<{OTHER}/art_36> eli:cites <{NEW}/art_117> .
<{OTHER}/art_36/citation_1> kc:citingProvision <{OTHER}/art_36> ; kc:citedProvision <{NEW}/art_117> ;
    kc:evidence <{BASE}/id/document/00000000000a/text#char=1,9> .
{provisions(f"{OTHER}/art_50")} <{OTHER}/art_50> eli:cites <{OTHER}/art_36> .
"""


def test_delegation_is_followed_and_a_mere_citation_is_not() -> None:
    found = impact_in(CHAIN)
    told = {one.provision: (one.depth, one.means, one.slot.nearness) for one in found.citing}
    assert told == {
        f"{DECREE}/art_79/para_1": (1, Means.CARRIES_OUT, Nearness.AT),
        f"{RULE}/art_3": (2, Means.CARRIES_OUT, Nearness.ABOVE),
        f"{OTHER}/art_36": (1, Means.CITES, Nearness.ABOVE),
    }
    law = {one.provision: one for one in found.citing}[f"{OTHER}/art_36"]
    assert (law.basis, len(law.evidence)) == (Basis.LAW, 1)


@pytest.mark.parametrize(
    ("cited", "steps"), [(f"{RULE}/art_3", 2), (f"{OTHER}/art_36", 1), (f"{DECREE}/art_79", 1)]
)
def test_a_consignment_is_reached_through_what_rests_on_the_provision(cited: str, steps: int) -> None:
    named = f"<{cited}> kc:instrument <{cited.partition('/ed_')[0]}> ."
    found = impact_in(CHAIN, named, consignment("shelter", cited, "2024-05-01", "2027-04-30"))
    (one,) = found.consignments
    assert len(one.reliances[0].via) == steps
    assert not one.direct


def quoted(citing: str, cited: str) -> str:
    """An ordinance's provision as a paper reproduces it, with a citation inside."""
    document = f"{BASE}/id/document/0123456789ab"
    return f"""
    <{ORDINANCE}> a kc:Instrument ; eli:title "서울특별시 나눔 조례"@ko .
    {provisions(citing, f"{CITY}/art_9", named=ORDINANCE)}
    <{citing}> eli:cites <{cited}> .
    <{document}/statement/citation-7> a kc:Citation ; kc:insideQuotation true ; kc:about <{citing}> ;
        kc:citedProvision <{cited}> ; kc:evidence <{document}/text#char=30,40> .
    """


def test_an_ordinance_known_from_a_quotation_stands_between_with_its_basis() -> None:
    rests = consignment("shelter", f"{CITY}/art_5", "2024-05-01", "2027-04-30")
    found = impact_in(quoted(f"{CITY}/art_5", PARAGRAPH), rests)
    (citing,) = found.citing
    assert (citing.basis, citing.sort, citing.means) == (Basis.QUOTATION, "ordinance", Means.CITES)
    assert citing.evidence == (f"{BASE}/id/document/0123456789ab/text#char=30,40",)
    assert [step.provision for step in found.consignments[0].reliances[0].via] == [f"{CITY}/art_5"]


def test_an_ordinance_whose_purpose_names_the_provision_rests_on_it_as_a_whole() -> None:
    rests = consignment("shelter", f"{CITY}/art_9", "2024-05-01", "2027-04-30")
    found = impact_in(quoted(f"{CITY}/art_1", PARAGRAPH), rests)
    (reliance,) = found.consignments[0].reliances
    assert (reliance.via[0].means, reliance.slot.nearness) == (Means.PURPOSE, Nearness.INSTRUMENT)
    assert touched(impact_in(quoted(f"{CITY}/art_5", PARAGRAPH), rests)) == set()


def test_a_circle_of_citations_ends() -> None:
    circle = f"<{PARAGRAPH}> eli:based_on <{RULE}/art_3> . <{DECREE}/art_79> eli:based_on <{RULE}/art_3> ."
    assert {one.provision for one in impact_in(CHAIN, circle).citing} >= {f"{RULE}/art_3"}


# --- rounds and money -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "passed", "state"),
    [
        ("2024-05-01", "2027-04-30", True, State.IN_FORCE),
        ("2024-06-01", "2024-06-01", True, State.IN_FORCE),
        ("2024-05-01", "2027-04-30", False, State.PROPOSED),
        ("2024-06-02", "2027-04-30", True, State.COMING),
        ("2021-05-01", "2024-05-31", True, State.ENDED),
    ],
)
def test_rounds_are_told_apart_by_the_day(start: str, end: str, passed: bool, state: State) -> None:
    bill = f"<{BASE}/id/bill/kr-11/2022/1> kc:proposes <{BASE}/id/affair/shelter/round/{start}>"
    bill += f" ; kc:outcome <{BASE}/def/outcome/passed> ." if passed else " ."
    found = impact_in(consignment("shelter", PARAGRAPH, start, end, bill))
    (held,) = found.consignments[0].rounds
    assert (held.state, held.named) == (state, True)
    effects = [t for t in as_triples(found) if t.predicate.value == KC.affectedRound]
    assert len(effects) == (state is not State.ENDED)


def test_money_has_its_year_unit_and_source() -> None:
    affair, budget = f"{BASE}/id/affair/shelter", f"{BASE}/id/document/0123456789ab/statement/budget-1"
    round_ = f"{affair}/round/2024-05-01"
    money = f"""
    <{round_}> kc:currentBudget 595000000 .
    <{BASE}/id/derived/0123456789abcdef> rdf:subject <{round_}> ; rdf:predicate kc:currentBudget ;
        prov:wasDerivedFrom <{budget}> .
    <{budget}> a kc:Budget ; kc:about <{affair}> ; kc:totalAmount 595000000 ;
        kc:fiscalYear "2024"^^xsd:gYear ; kc:statedUnit 1000000 ;
        kc:budgetRole <{BASE}/def/budget-role/required> .
    """
    found = impact_in(consignment("shelter", PARAGRAPH, "2024-05-01", "2027-04-30", money))
    (held,) = found.consignments[0].rounds
    assert held.budget is not None
    said = (held.budget.amount, held.budget.role, held.budget.year, held.budget.unit, held.budget.source)
    assert said == (595_000_000, "required", "2024", 1_000_000, budget)


@pytest.mark.parametrize(("year", "counts"), [("2025", True), ("2019", False)])
def test_a_yearly_budget_stands_for_rounds_of_its_year_only(year: str, counts: bool) -> None:
    facility, budget = f"{BASE}/id/facility/shelter", f"{BASE}/id/document/0123456789ab/statement/budget-2"
    money = f"""<{budget}> a kc:Budget ; kc:about <{facility}> ; kc:totalAmount 81000000 ;
        kc:fiscalYear "{year}"^^xsd:gYear ; kc:budgetRole <{BASE}/def/budget-role/annual> ."""
    found = impact_in(consignment("shelter", PARAGRAPH, "2024-05-01", "2027-04-30", money))
    one = found.consignments[0]
    assert [money.amount for money in one.annual] == [81_000_000]
    assert [money.amount for money in one.money_of(one.rounds[0])] == [81_000_000] * counts


def test_a_citation_inside_reproduced_law_is_not_the_consignments() -> None:
    said = consignment("shelter", PARAGRAPH, "2024-05-01", "2027-04-30")
    assert touched(impact_in(said.replace("insideQuotation false", "insideQuotation true"))) == set()


def test_a_citation_of_the_whole_law_is_told_apart() -> None:
    said = consignment("shelter", LAW, "2024-05-01", "2027-04-30")
    found = impact_in(said.replace("kc:citedProvision", "kc:citedInstrument"))
    assert found.consignments[0].reliances[0].slot.nearness is Nearness.INSTRUMENT


# --- which provision is meant -----------------------------------------------------------------------------

ASKED = (
    ("지방자치법 제117조제3항", DAY, PARAGRAPH),
    ("「지방자치법」 제117조 제3항", DAY, PARAGRAPH),
    ("지방 자치법제117조③", DAY, None),
    ("/법령/지방자치법/제117조제3항", DAY, PARAGRAPH),
    (quote("/법령/지방자치법/제117조제3항"), DAY, PARAGRAPH),
    ("/eli/kr/act/001656/ed_17893/art_117/para_3", DAY, PARAGRAPH),
    (PARAGRAPH, DAY, PARAGRAPH),
    ("지방자치법 제104조제3항", date(2019, 6, 1), f"{OLD}/art_104/para_3"),
    ("지방자치법 제104조", DAY, f"{NEW}/art_104"),
    ("지방자치법 제117조제4항", date(2019, 6, 1), None),
    ("지방자치법 제117조제3항", date(1999, 1, 1), None),
    ("지방재정법 제1조", DAY, None),
    ("지방자치법", DAY, None),
    (f"{BASE}/eli/kr/act/1 2/ed_3/art_4", DAY, None),
)


@pytest.mark.parametrize(("asked", "day", "meant"), ASKED)
def test_a_provision_is_found_as_people_write_it_in_the_edition_of_the_day(
    asked: str, day: date, meant: str | None
) -> None:
    store = store_of(LAW_NODES)
    if meant is None:
        with pytest.raises((NotFoundError, IdentifierError)):
            find_provision(store, Names(store), asked, day)
    else:
        assert find_provision(store, Names(store), asked, day) == (Meant(meant),)


@pytest.mark.parametrize(
    ("asked", "day", "named", "meant"),
    [
        ("지방자치법 제104조제3항", DAY, f"{OLD}/art_104/para_3", PARAGRAPH),
        ("/법령/지방자치법/제117조제3항", date(2020, 6, 1), PARAGRAPH, f"{OLD}/art_104/para_3"),
    ],
)
def test_a_number_the_edition_of_the_day_does_not_have_is_followed(
    asked: str, day: date, named: str, meant: str
) -> None:
    store = store_of(LAW_NODES)
    (found,) = find_provision(store, Names(store), asked, day)
    assert (found.provision, found.named) == (meant, named)
    assert [(by.old, by.new) for by in found.by] == [(f"{OLD}/art_104", f"{NEW}/art_117")]
    told = as_json(impact_of(store, found, day))
    followed = told["followed"]
    assert isinstance(followed, dict)
    assert (followed["iri"], followed["by"][0]["day"]) == (named, "2021-01-12")
    assert told["is_in_force"] is True


def test_a_number_nothing_leads_on_from_is_told_with_the_edition_that_has_it() -> None:
    gone = provisions(f"{OLD}/art_9", named=LAW) + f" <{OLD}> kc:promulgationNumber 8423 ."
    store = store_of(LAW_NODES, gone)
    with pytest.raises(NotFoundError, match=r"지방자치법\(제8423호\) 제9조 <https://e/eli/.*/ed_8423/art_9>"):
        find_provision(store, Names(store), "지방자치법 제9조", DAY)


def test_a_plain_number_asks_for_no_following() -> None:
    assert as_json(impact_in())["followed"] is None


def test_an_instruction_two_laws_hold_counts_once_and_apart_from_the_body() -> None:
    held = [f"{edition}/addenda_17893/art_22/para_42" for edition in (NEW, OTHER)]
    other = f"{OTHER}/addenda_17893/art_22/para_43"
    cites = " ".join(f"<{iri}> eli:cites <{PARAGRAPH}> ." for iri in (*held, other, f"{NEW}/art_117/para_4"))
    found = impact_in(provisions(*held, other), cites)
    assert found.resting == (f"{NEW}/art_117/para_4",)
    assert len(found.citing) == 4
    assert len(found.instructions) == 2
    assert as_json(found)["citing_counts"] == {"body": 1, "addenda": 2}


def test_the_command_says_that_no_dataset_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    run = CliRunner().invoke(main, ["impact", "지방자치법 제117조제3항"])
    assert (run.exit_code, run.stdout) == (5, "")
    assert "KG_STORE" in run.stderr
    assert "--data" in run.stderr


def test_a_title_of_two_ordinances_means_both() -> None:
    works = [f"{BASE}/eli/{place}/ordinance/x" for place in ("kr-26", "kr-27")]
    two = "\n".join(
        f'<{work}> a kc:Instrument ; eli:title "나눔 조례"@ko . '
        f"<{work}/ed_0> a kc:Edition ; eli:is_member_of <{work}> . " + provisions(f"{work}/ed_0/art_3")
        for work in works
    )
    store = store_of(two)
    assert len(find_provision(store, Names(store), "나눔조례 제3조", DAY)) == 2


def test_only_a_provision_has_an_impact() -> None:
    store = store_of(LAW_NODES)
    with pytest.raises(IdentifierError):
        impact_of(store, LAW, DAY)
    with pytest.raises(NotFoundError):
        impact_of(store, f"{NEW}/art_999", DAY)


@pytest.mark.parametrize(
    ("day", "in_force"), [(DAY, True), (date(2019, 6, 1), False), (date(1999, 1, 1), None)]
)
def test_it_is_said_whether_the_edition_was_in_force(day: date, in_force: bool | None) -> None:
    assert impact_in(day=day).edition_in_force is in_force


# --- from papers, through the whole line ------------------------------------------------------------------

PAPER = """# 서울특별시 다솜청소년쉼터 운영 민간위탁 동의안 검토보고

○ 의안번호 : 제412호
○ 제 출 자 : 서울특별시장(2019. 5. 7.)
○ 소관위원회 : 서울특별시의회 보건복지위원회

## 1. 제안이유
 서울특별시 다솜청소년쉼터를 새로 열면서 「지방자치법」 제104조제3항에 따라 운영을 맡기고자 함.

## 2. 위탁 개요

구분	내용
위탁사무	서울특별시 다솜청소년쉼터 운영
위탁기간	'19. 8. 1. ~ '24. 7. 31.(5년)
위탁금	연 310,000천원

## 3. 검토의견
 「지방자치법」 제104조제3항에 비추어 위탁할 수 있는 사무로 봄.

2019. 5. 17. 보건복지위원회 전문위원 구하림
"""
PUBLIC = "https://w3id.org/consignment-kg/eli/kr/act/001656"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper of 2019 and one of 2024 that rests on the same norm under its number of today."""
    folder = tmp_path_factory.mktemp("impact")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    today = ROOT / "data" / "sources" / "suncheon-examination-report.md"
    run = CliRunner().invoke(main, ["build", str(folder / "paper.md"), str(today), "-o", str(folder / "out")])
    assert run.exit_code in {0, 1}, run.output
    return folder / "out"


@pytest.fixture(scope="module")
def client(built: Path) -> FlaskClient:
    return create_app(open_store(f"file:{built}"), Settings()).test_client(use_cookies=False)


def reliances(client: FlaskClient, provision: str) -> set[tuple[str, str]]:
    path = f"/xref?provision={quote(f'{PUBLIC}/{provision}')}&format=json"
    answer = client.get(path, headers={"Accept": "application/json"})
    if answer.status_code == 404:
        return set()
    return {(r["consignment"]["label"], r["number"]) for r in answer.json["reliances"]}


def test_a_paper_of_2019_is_found_under_the_number_of_today(client: FlaskClient) -> None:
    shelter, day_center = "서울특별시 다솜청소년쉼터 운영", "순천시 늘품발달장애인주간센터 운영"
    assert reliances(client, "ed_17893/art_117/para_3") == {(shelter, "former"), (day_center, "own")}
    assert reliances(client, "ed_8423/art_104/para_3") == {(shelter, "own"), (day_center, "later")}
    assert reliances(client, "ed_17893/art_104") == set()
    assert reliances(client, "ed_17893/art_104/para_3") == set()


def test_pages_show_the_numbers_and_lead_to_the_impact(client: FlaskClient) -> None:
    page = client.get("/eli/kr/act/001656/ed_17893/art_117/para_3", headers={"Accept": "text/html"}).text
    assert "/eli/kr/act/001656/ed_8423/art_104/para_3" in page
    assert "/impact?provision=" in page
    chosen = client.get(quote("/법령/지방자치법/제104조제3항"), headers={"Accept": "text/html"})
    assert chosen.status_code == 300, "no slot of today has this number: it is for the reader to choose"
    assert "ed_17893/art_117/para_3" in chosen.text


@pytest.mark.parametrize(
    "asked", ["지방자치법 제117조제3항", "/법령/지방자치법/제117조제3항", f"{PUBLIC}/ed_17893/art_117/para_3"]
)
def test_the_command_tells_rounds_of_both_numbers(built: Path, asked: str) -> None:
    run = CliRunner().invoke(main, ["impact", asked, "--date", "2024-06-01", "--data", str(built), "--json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout)
    assert (told["kind"], told["schema_version"], told["is_in_force"]) == ("impact", 1, True)
    rounds = {one["affair"]["label"]: one["rounds"][0] for one in told["consignments"]}
    shelter = rounds["서울특별시 다솜청소년쉼터 운영"]
    assert (shelter["state"], shelter["end"]) == ("proposed", "2024-07-31")
    assert shelter["budget"]["amount_krw"] == 310_000_000
    assert rounds["순천시 늘품발달장애인주간센터 운영"]["state"] == "coming"
    text = CliRunner().invoke(main, ["impact", asked, "--date", "2024-06-01", "--data", str(built)])
    assert "제104조제3항 →" in text.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [(["지방자치법", "제117조제3항", "--date", "2024"], 2), (["지방재정법 제1조"], 2), (["아무 말"], 2)],
)
def test_the_command_refuses_what_it_cannot_understand(built: Path, words: list[str], code: int) -> None:
    run = CliRunner().invoke(main, ["impact", *words, "--data", str(built)])
    assert (run.exit_code, run.stdout) == (code, "")


def test_the_page_says_in_every_form_the_same(client: FlaskClient) -> None:
    path = f"/impact?provision={quote('지방자치법 제117조제3항')}&date=2024-06-01"
    page = client.get(path, headers={"Accept": "text/html"}).text
    told = client.get(path, headers={"Accept": "application/json"}).json
    turtle = client.get(path, headers={"Accept": "text/turtle"}).text
    for one in told["consignments"]:
        assert one["affair"]["label"] in page
        assert one["affair"]["label"] in turtle
    assert turtle.count("a kc:Impact") == len(told["consignments"]) == 2
    assert page.count("<svg") == 2
    for svg in page.split("<svg")[1:]:
        assert "<title" in svg
        assert "<desc" in svg


def test_the_page_leads_from_a_number_of_another_edition(client: FlaskClient) -> None:
    path = f"/impact?provision={quote('지방자치법 제104조제3항')}&date=2024-06-01"
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    head = page.text.partition("<dl")[0]
    assert "지방자치법 제104조제3항 (제8423호)" in head
    assert "ed_17893/art_117" in head
    assert client.get(path, headers={"Accept": "application/json"}).json["followed"]["by"]


def test_an_error_page_leads_to_the_edition_that_has_the_number() -> None:
    gone = provisions(f"{OLD}/art_9", named=LAW) + f" <{OLD}> kc:promulgationNumber 8423 ."
    client = create_app(store_of(LAW_NODES, gone), Settings()).test_client(use_cookies=False)
    path = f"/impact?provision={quote('지방자치법 제9조')}&date=2024-06-01"
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "지방자치법(제8423호) 제9조" in page.text
    assert '<a href="/eli/kr/act/001656/ed_8423/art_9">' in page.text


def test_a_total_says_which_kinds_and_years_it_adds() -> None:
    def rests(name: str, role: str, year: str, amount: int) -> str:
        document = f"{BASE}/id/document/00000000000{len(name)}"
        more = f"""<{document}/statement/budget-1> a kc:Budget ; kc:about <{BASE}/id/facility/{name}> ;
            kc:totalAmount {amount} ; kc:fiscalYear "{year}"^^xsd:gYear ;
            kc:budgetRole <{BASE}/def/budget-role/{role}> .
            <{BASE}/id/bill/kr-11/2022/{len(name)}> kc:proposes <{BASE}/id/affair/{name}/round/2024-05-01> ;
            kc:outcome <{BASE}/def/outcome/amended> ."""
        return consignment(name, PARAGRAPH, "2024-05-01", "2027-04-30", more)

    two = (rests("home", "annual", "2024", 3_000_000), rests("shelter", "annual", "2025", 5_000_000))
    client = create_app(store_of(LAW_NODES, *two), Settings()).test_client(use_cookies=False)
    path = f"/impact?provision={quote('지방자치법 제117조제3항')}&date=2024-06-01"
    page = client.get(path, headers={"Accept": "text/html"}).text
    figures = page.partition('<dl class="counts figures">')[2].partition("</dl>")[0]
    assert "8,000,000원" in figures
    assert "연간사업비 2024년 3,000,000원 + 연간사업비 2025년 5,000,000원" in figures
    period = page.partition('data-label="기간"')[2].partition("</td>")[0]
    assert "outcome/amended" not in period
    assert 'data-label="의결"' in page


def test_json_of_an_impact_holds_plain_values_only() -> None:
    rests = consignment("shelter", f"{RULE}/art_3", "2024-05-01", "2027-04-30")
    found = impact_in(CHAIN, f"<{RULE}/art_3> kc:instrument <{RULE.partition('/ed_')[0]}> .", rests)
    assert json.loads(json.dumps(as_json(found)))["consignments"][0]["reliances"][0]["via"]


def test_a_name_longer_than_any_provision_is_refused_at_once() -> None:
    store = store_of(LAW_NODES)
    names = Names(store)
    for asked in ("제1조" * 3000, "가" * 400, "/" + "%EB%B2%95" * 400, BASE + "/eli/" + "x" * 400):
        with pytest.raises(IdentifierError, match="300"):
            find_provision(store, names, asked, DAY)
    with pytest.raises(NotFoundError):
        find_provision(store, names, "제1조" * 99, DAY)
