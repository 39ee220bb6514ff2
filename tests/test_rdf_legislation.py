"""The law graph of one instrument: what is written, in which order, and in agreement with what papers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox
import pytest

from kg.ids import Ids
from kg.legislation import Edition, Instrument
from kg.link import default_registries
from kg.model.legislation import (
    Change,
    ChangeKind,
    Delegation,
    LawCitation,
    LawTarget,
    LawText,
    Provision,
    Succession,
)
from kg.model.statute import ProvisionPath
from kg.rdf import LawLines, LawReading, identities, jurisdiction_lines, law_lines
from kg.rdf.writer import Triples
from kg.vocab import ELI, KC, RDF, RDFS

IDS = Ids("https://data.example")
PLACES = default_registries().jurisdictions
WORK = "kr/act/990001"
ACT = Instrument(
    WORK,
    "act",
    "kr",
    '가나 "시설" 법',
    law_id="990001",
    editions=(
        Edition(100, date(2001, 1, 2), date(2001, 2, 1), date(2020, 12, 31)),
        Edition(200, date(2020, 3, 4), date(2021, 1, 1)),
    ),
)
EDITION = f"{IDS.base}/eli/kr/act/990001/ed_200"
TEXT = '제1조 시장은 돕는다. ① "도움"은\n돈이다. 1. 큰돈 부칙 제2조 이 법은 오늘부터다.'


def path(printed: str) -> ProvisionPath:
    return ProvisionPath.parse(printed)


def provision(printed: str, start: int, body: int, own_end: int, end: int, variant: int = 0) -> Provision:
    return Provision(path(printed), "", start, body, own_end, end, variant=variant)


PROVISIONS = (
    provision("제1조", 0, 4, 13, 34),
    provision("제1조제1항", 13, 15, 26, 34),
    provision("제1조제1항제1호", 27, 30, 33, 33),
    provision("제1조제1항", 33, 33, 34, 34, variant=1),
    # its article has no label of its own
    provision("제3조제1항", 34, 37, 55, 55),
)


def reading(
    citations: Iterable[LawCitation] = (),
    changes: Iterable[Change] = (),
    successions: Iterable[Succession] = (),
    delegations: Iterable[Delegation] = (),
    provisions: tuple[Provision, ...] = PROVISIONS,
) -> LawReading:
    law = LawText(TEXT, ACT.title, "act", "990001", 300, None, None, provisions=provisions)
    said = (tuple(citations), tuple(changes), tuple(successions), tuple(delegations))
    return LawReading(law, "0123456789ab", ACT, ACT.editions[-1], *said, own_mentions=2)


def lines_of(said: LawReading, *, with_text: bool = False) -> LawLines:
    return law_lines(said, IDS, PLACES, with_text=with_text)


def quads(lines: LawLines) -> list[ox.Quad]:
    return list(ox.parse(lines.data, format=ox.RdfFormat.N_QUADS))


def of(lines: LawLines, subject: str) -> set[tuple[str, str]]:
    """Predicate and object, below the base and without datatypes, of one subject below the edition."""
    node = ox.NamedNode(EDITION + subject)
    found = (quad for quad in quads(lines) if quad.subject == node)
    return {(quad.predicate.value, _short(quad.object)) for quad in found}


def _short(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value.removeprefix(EDITION).removeprefix(IDS.base)


def target(printed: str, work: str = WORK, edition: int = 200) -> LawTarget:
    return LawTarget(work, edition, path(printed).components)


def test_a_provision_has_its_four_triples() -> None:
    span = "/id/document/0123456789ab/text#char="
    assert of(lines_of(reading()), "/art_1/para_1/subpara_1") == {
        (RDF.type, KC.Provision),
        (RDFS.label, '가나 "시설" 법 제1조제1항제1호'),
        (ELI.is_part_of, "/art_1/para_1"),
        (KC.evidence, f"{span}27,33"),
    }


def test_further_texts_of_one_provision_are_further_places_of_one_node() -> None:
    found = of(lines_of(reading()), "/art_1/para_1")
    span = "/id/document/0123456789ab/text#char="
    assert {value for predicate, value in found if predicate == KC.evidence} == {
        f"{span}13,34",
        f"{span}33,34",
    }
    assert len(found) == 5


def test_what_a_provision_lies_under_is_a_provision_too() -> None:
    found = of(lines_of(reading()), "/art_3")
    assert (RDF.type, KC.Provision) in found
    assert (ELI.is_part_of, "") in found


def test_the_words_of_provisions_are_written_when_asked_for() -> None:
    assert not [q for q in quads(lines_of(reading())) if q.predicate.value == KC.provisionText]
    lines = lines_of(reading(), with_text=True)
    assert (KC.provisionText, '"도움"은\n돈이다.') in of(lines, "/art_1/para_1")
    assert (KC.provisionText, "시장은 돕는다.") in of(lines, "/art_1")


CITATIONS = (
    LawCitation(4, 7, 0, (target("제1조제1항"), target("제7조", "kr/act/000002", 9))),
    LawCitation(15, 19, 1, (LawTarget("kr/act/000002", 0),), "edition-unknown"),
    LawCitation(20, 22, 1, (target("제1조제1항 단서"),)),
    LawCitation(50, 52, -1, (target("제1조제1항"),)),
    LawCitation(53, 54, 1, (), "instrument-unknown"),
)


def test_a_citation_is_a_node_counted_in_its_provision() -> None:
    lines = lines_of(reading(CITATIONS))
    span = "/id/document/0123456789ab/text#char="
    assert of(lines, "/art_1/citation_1") == {
        (KC.citingProvision, "/art_1"),
        (KC.citedProvision, "/art_1/para_1"),
        (KC.citedProvision, "/eli/kr/act/000002/ed_9/art_7"),
        (KC.evidence, f"{span}4,7"),
    }
    assert of(lines, "/art_1/para_1/citation_1") == {
        (KC.citingProvision, "/art_1/para_1"),
        (KC.citedInstrument, "/eli/kr/act/000002"),
        (KC.evidence, f"{span}15,19"),
        (KC.resolution, "/def/resolution/edition-unknown"),
    }
    # a qualifier is no provision of its own
    assert (KC.citedProvision, "/art_1/para_1") in of(lines, "/art_1/para_1/citation_2")
    assert (KC.citingProvision, "") in of(lines, "/citation_1")
    assert {value for name, value in of(lines, "/art_1/para_1/citation_3") if name == KC.resolution} == {
        "/def/resolution/instrument-unknown"
    }


def test_the_shortcut_leads_from_the_citing_provision_to_what_it_cites() -> None:
    lines = lines_of(reading(CITATIONS))
    cites = Counter(
        (_short(quad.subject), _short(quad.object))
        for quad in quads(lines)
        if quad.predicate.value == ELI.cites and not isinstance(quad.subject, ox.Triple)
    )
    assert cites == {
        ("/art_1", "/art_1/para_1"): 1,
        ("/art_1", "/eli/kr/act/000002/ed_9/art_7"): 1,
        ("/art_1/para_1", "/eli/kr/act/000002"): 1,
        ("/art_1/para_1", "/art_1/para_1"): 1,
        ("", "/art_1/para_1"): 1,
    }


def test_what_is_counted_is_what_is_there() -> None:
    lines = lines_of(reading(CITATIONS))
    assert lines.counts["triples"] == len(quads(lines)) == len(set(quads(lines)))
    assert lines.counts["citations"] == 5
    assert lines.counts["targets"] == 5
    assert lines.counts["own"] == 2
    assert lines.counts["provisions"] == 5
    assert lines.unresolved == {"edition-unknown": 1, "instrument-unknown": 1}


def change(printed: str, kind: ChangeKind, promulgated: date | None, force: date | None = None) -> Change:
    return Change(path(printed), kind, promulgated, force, 0, 1)


def test_changes_of_one_day_are_one_event() -> None:
    day = date(2022, 5, 6)
    lines = lines_of(
        reading(
            changes=[
                change("제1조", ChangeKind.AMENDED, day, date(2022, 11, 7)),
                change("제1조제1항", ChangeKind.INSERTED, day),
                change("제1조제1항제1호", ChangeKind.REPEALED, day),
                change("제3조", ChangeKind.MOVED, day),
                change("제1조", ChangeKind.REWRITTEN, None),
                change("제9조", ChangeKind.AMENDED, day),
            ]
        )
    )
    assert of(lines, "/amended_2022-05-06") == {
        (RDF.type, KC.AmendmentEvent),
        (KC.amendingDate, "2022-05-06"),
        ("http://www.w3.org/ns/dcat#startDate", "2022-11-07"),
        (KC.amends, "/art_1"),
        (KC.inserts, "/art_1/para_1"),
        (KC.repeals, "/art_1/para_1/subpara_1"),
        (KC.moves, "/art_3"),
    }
    assert (lines.counts["events"], lines.counts["unplaced"]) == (1, 2)


def test_a_whole_revision_is_succeeded_to_from_a_stub_of_the_edition_before() -> None:
    said = Succession(
        ACT.title, path("제8조제2항"), path("제1조제1항"), 200, date(2020, 3, 4), "substitution", 5, 9
    )
    lines = lines_of(reading(successions=[said]))
    old = "/eli/kr/act/990001/ed_100/art_8/para_2"
    assert (KC.succeeds, old) in of(lines, "/art_1/para_1")
    stub = {(q.predicate.value, _short(q.object)) for q in quads(lines) if _short(q.subject) == old}
    assert stub == {
        (RDF.type, KC.Provision),
        (RDFS.label, '가나 "시설" 법 제8조제2항'),
        (ELI.is_part_of, "/eli/kr/act/990001/ed_100/art_8"),
    }
    (node,) = (q.subject for q in quads(lines) if _short(q.object) == KC.Succession)
    told = {(q.predicate.value, _short(q.object)) for q in quads(lines) if q.subject == node}
    assert told == {
        (RDF.type, KC.Succession),
        (RDFS.label, '가나 "시설" 법 제8조제2항 → 제1조제1항'),
        (KC.successor, "/art_1/para_1"),
        (KC.predecessor, old),
        (KC.successionBasis, "/def/succession-basis/substitution"),
        (KC.amendingDate, "2020-03-04"),
        (KC.evidence, "/id/document/0123456789ab/text#char=5,9"),
    }
    assert lines.editions == 2


def test_a_move_within_an_edition_stays_in_it() -> None:
    said = Succession(ACT.title, path("제2조"), path("제1조"), 250, date(2022, 1, 1), "moved", 0, 0)
    found = of(lines_of(reading(successions=[said])), "/art_1")
    assert (KC.succeeds, "/art_2") in found
    assert (RDFS.label, '가나 "시설" 법 제2조') in of(lines_of(reading(successions=[said])), "/art_2")


def test_an_edition_before_the_first_known_is_none_in_particular() -> None:
    early = Instrument(WORK, "act", "kr", ACT.title, law_id="990001", editions=ACT.editions[1:])
    said = Succession(ACT.title, path("제8조"), path("제1조"), 200, date(2020, 3, 4), "implied", 0, 0)
    law = LawText(TEXT, ACT.title, "act", "990001", 300, None, None, provisions=PROVISIONS)
    whole = LawReading(law, "0123456789ab", early, early.editions[-1], successions=[said])
    assert (KC.succeeds, "/eli/kr/act/990001/ed_0/art_8") in of(law_lines(whole, IDS, PLACES), "/art_1")


def test_delegations_of_a_provision_and_of_the_whole() -> None:
    delegations = [
        Delegation(ProvisionPath(), LawTarget("kr/act/000002", 0)),
        Delegation(path("제1조제1항"), target("제5조제3항", "kr/act/000002", 9)),
    ]
    lines = lines_of(reading(delegations=delegations))
    assert (ELI.based_on, "/eli/kr/act/000002/ed_9/art_5/para_3") in of(lines, "/art_1/para_1")
    whole = {
        _short(quad.object)
        for quad in quads(lines)
        if quad.predicate.value == ELI.based_on and _short(quad.subject) == "/eli/kr/act/990001"
    }
    assert whole == {"/eli/kr/act/000002"}
    assert lines.counts["delegations"] == 2


def everything() -> LawReading:
    day = date(2022, 5, 6)
    return reading(
        CITATIONS,
        [change(str(p.path), kind, day, day) for p in PROVISIONS for kind in ChangeKind],
        [
            Succession(ACT.title, path("제8조"), path("제1조"), 200, date(2020, 3, 4), "substitution", 5, 9),
            Succession(ACT.title, path("제9조"), path("제1조"), 250, day, "moved", 5, 9),
        ],
        [
            Delegation(ProvisionPath(), LawTarget("kr/act/000002", 0)),
            *(Delegation(p.path, target("제5조", "kr/act/000002", 9)) for p in PROVISIONS),
        ],
    )


def test_lines_are_sorted_and_each_is_there_once() -> None:
    data = lines_of(everything(), with_text=True).data
    lines = data.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert data.endswith(b" .\n")


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert lines_of(everything()).data == lines_of(everything()).data


def test_everything_is_below_the_instrument_or_a_succession() -> None:
    own = (f"{IDS.base}/eli/kr/act/990001", f"{IDS.base}/id/succession/")
    subjects = {
        quad.subject.value for quad in quads(lines_of(everything())) if isinstance(quad.subject, ox.NamedNode)
    }
    assert [subject for subject in subjects if not subject.startswith(own)] == []
    assert {IDS.parse(subject).kind for subject in subjects} == {
        "instrument",
        "edition",
        "provision",
        "provision-citation",
        "edition-citation",
        "amendment",
        "succession",
    }
    assert all(quad.graph_name == ox.DefaultGraph() for quad in quads(lines_of(everything())))


@pytest.mark.parametrize("printed", ["제1조", "제1조제1항", "제1조제1항제1호"])
def test_a_paper_that_names_a_provision_says_what_the_law_says_of_it(printed: str) -> None:
    to = Triples(IDS, IDS.registry_graph)
    node = identities.provision(to, ACT, ACT.editions[-1], path(printed), PLACES)
    paper = {
        (t.predicate.value, _short(t.object))
        for t in to.quads()
        if _short(t.subject) == node.removeprefix(EDITION)
    }
    law = {said for said in of(lines_of(reading()), node.removeprefix(EDITION)) if said[0] != KC.evidence}
    assert law <= paper
    assert {name for name, _ in paper - law} <= {
        KC.instrument,
        KC.articleNumber,
        KC.paragraphNumber,
        KC.subparagraphNumber,
    }


def test_instrument_and_edition_are_those_papers_write() -> None:
    to = Triples(IDS, IDS.registry_graph)
    identities.edition(to, ACT, ACT.editions[-1], PLACES)
    written = set(lines_of(reading()).data.decode().splitlines(keepends=True))
    common = set(jurisdiction_lines(["kr"], IDS, PLACES).decode().splitlines(keepends=True))
    assert set(to.lines()) <= written | common
    assert common.isdisjoint(written)


def test_a_number_no_identifier_has_leaves_its_words_with_what_is_above() -> None:
    odd = (provision("제1조", 0, 4, 13, 20), provision("제0조", 13, 15, 20, 20))
    lines = lines_of(reading([LawCitation(15, 19, 1, (target("제1조"),))], provisions=odd))
    assert lines.counts["unnamed"] == 1
    assert (KC.citingProvision, "") in of(lines, "/citation_1")


def test_a_target_no_identifier_has_stays_open() -> None:
    lines = lines_of(reading([LawCitation(4, 7, 0, (target("제1항제2조"),))]))
    assert (KC.resolution, "/def/resolution/provision-unknown") in of(lines, "/art_1/citation_1")
    assert lines.counts["targets"] == 0
