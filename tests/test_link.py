"""Link: which names are one thing, and which stay two."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from kg.errors import RegistryError
from kg.legislation import Edition, Instrument, Register
from kg.link import (
    Identity,
    Links,
    Registries,
    council_term,
    default_registries,
    fold_affair,
    fold_name,
    fold_organisation,
    link,
    nearest,
    without_place,
)
from kg.model.facts import (
    AffairStatement,
    BillStatement,
    DefinedTerm,
    FacilityStatement,
    Facts,
    PaperStatement,
    Round,
    Staff,
    Stage,
    Stated,
)
from kg.model.statute import Citation, Kind, ProvisionPath, Reason, Target, Unresolved
from papers import REVIEW, basis, every_kind

SEOUL = ("서울특별시", "서울시")
DOCUMENT = REVIEW.document


def said(value: str) -> Stated[str]:
    return Stated(value, ())


def linked(**fields: object) -> Links:
    return link(Facts(about_consignment=True, **fields), DOCUMENT)  # type: ignore[arg-type]


NAMES = (
    ("서울특별시 서남권직장맘지원센터", "서남권직장맘지원센터"),
    ("서남권 직장맘지원센터", "서남권직장맘지원센터"),
    ("서울시 서남권 직장맘 지원센터", "서남권직장맘지원센터"),
    ("서울특별시립 늘봄센터", "서울특별시립늘봄센터"),  # 시립 is a word of its own
    ("서울시민대학", "서울시민대학"),
    ("서울시 민주인권센터", "민주인권센터"),
    ("서울시청년센터", "청년센터"),
    ("서울시청 어린이집", "서울시청어린이집"),
    ("서울특별시", "서울특별시"),
)


@pytest.mark.parametrize(("name", "folded"), NAMES)
def test_names_without_their_jurisdiction(name: str, folded: str) -> None:
    assert without_place(name, SEOUL) == folded


AFFAIRS = (
    ("서울특별시 서남권직장맘지원센터 운영", "서남권직장맘지원센터"),
    ("서남권직장맘 지원센터 운영", "서남권직장맘지원센터"),
    ("늘봄센터의 운영", "늘봄센터"),
    ("운영", "운영"),
    ("늘봄센터 운영 지원", "늘봄센터운영지원"),
)


@pytest.mark.parametrize(("name", "folded"), AFFAIRS)
def test_names_of_affairs(name: str, folded: str) -> None:
    assert fold_affair(name, SEOUL) == folded


BODIES = (
    ("(사)여성노동법률지원센터", "여성노동법률지원센터"),
    ("사단법인 여성노동법률지원센터", "여성노동법률지원센터"),
    ("여성노동법률지원센터(사)", "여성노동법률지원센터"),
    ("㈜ 늘봄", "늘봄"),
    ("늘봄대학교 산학협력단", "늘봄대학교산학협력단"),
    ("사단법인", "사단법인"),
)


@pytest.mark.parametrize(("name", "folded"), BODIES)
def test_names_of_bodies(name: str, folded: str) -> None:
    assert fold_organisation(name) == folded


@given(name=st.text("가나다라 ·ㆍ“”'\t", max_size=12))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


TERMS = (
    ("2022-07-01", 2022),
    ("2022-06-30", 2018),
    ("2026-06-30", 2022),
    ("2026-07-01", 2026),
    ("2018-12", 2018),
    ("2010-06-30", 2006),
)


@pytest.mark.parametrize(("day", "year"), TERMS)
def test_council_terms(day: str, year: int) -> None:
    assert council_term(day) == year


# --- the registries -----------------------------------------------------------------------------------------

PLACES = (
    ("서울특별시 금천구청장", "kr-11545"),
    ("서울특별시장", "kr-11"),
    ("금천구 늘봄센터", "kr-11545"),
    ("중구청장", None),  # several cities have a 중구
    ("늘봄시장", None),
    ("", None),
)


@pytest.mark.parametrize(("text", "code"), PLACES)
def test_jurisdiction_by_the_longest_name_a_text_begins_with(text: str, code: str | None) -> None:
    found = default_registries().jurisdiction_of(text)
    assert (found.code if found else None) == code


def test_every_council_is_found_by_its_full_name() -> None:
    known = default_registries()
    names = [place.council_ko for place in known.jurisdictions.values()]
    ambiguous = {name for name in names if names.count(name) > 1}
    lost = [p.code for p in known.jurisdictions.values() if known.council(p.council_ko) is None]
    assert {known.jurisdictions[code].council_ko for code in lost} <= ambiguous
    assert len(lost) < 10


def test_a_registered_facility_is_found_by_every_way_it_is_printed() -> None:
    known = default_registries()
    seoul = known.jurisdictions["kr-11"]
    slug = "seoul-southwest-working-moms"
    for name in ("서울특별시 서남권직장맘지원센터", "서남권 직장맘지원센터", "서울시 서남권직장맘 지원센터"):
        found = known.facility(name, seoul)
        assert found is not None
        assert found.key == slug
    assert known.facility("서남권직장맘지원센터", known.jurisdictions["kr-26"]) is None
    elsewhere = known.facility("서울특별시 서남권직장맘지원센터", known.jurisdictions["kr-26"])
    assert elsewhere is not None
    assert elsewhere.key == slug


def test_a_name_two_things_bear_finds_neither(tmp_path: Path) -> None:
    for name in ("councils.csv", "organisations.csv", "offices.csv", "facilities.csv"):
        (tmp_path / name).write_bytes((ROOT / "data/registry" / name).read_bytes())
    rows = "slug,name_ko,name_en,aliases\none,늘봄회,,봄\ntwo,나눔회,,봄\n"
    (tmp_path / "organisations.csv").write_text(rows, encoding="utf-8")
    known = Registries.load(tmp_path)
    assert known.organisation("봄") is None
    assert known.organisation("(사)늘봄회") == Identity("one", "늘봄회", "", registered=True)


@pytest.mark.parametrize(
    ("rows", "line"),
    (
        ("slug,name_ko,name_en\none,늘봄회,\n", 1),
        ("slug,name_ko,name_en,aliases\none,늘봄회,,\n,나눔회,,\n", 3),
        ("slug,name_ko,name_en,aliases\none,늘봄회,,,more\n", 2),
        ("slug,name_ko,name_en,aliases\none,늘봄회\n", 2),
    ),
)
def test_a_broken_registry_names_file_and_line(tmp_path: Path, rows: str, line: int) -> None:
    for name in ("councils.csv", "offices.csv", "facilities.csv"):
        (tmp_path / name).write_bytes((ROOT / "data/registry" / name).read_bytes())
    (tmp_path / "organisations.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        Registries.load(tmp_path)
    assert caught.value.place.line == line
    assert str(caught.value.place.file).endswith("organisations.csv")


# --- one paper ----------------------------------------------------------------------------------------------


def paper(**values: str) -> tuple[PaperStatement, ...]:
    return (PaperStatement(part="1", **{name: said(value) for name, value in values.items()}),)


JURISDICTIONS = (
    ({"papers": paper(council="서울특별시의회")}, "kr-11"),
    ({"papers": paper(council="서울특별시 금천구의회")}, "kr-11545"),
    ({"papers": paper(title="창원시 바다빛센터 민간위탁 동의안")}, "kr-48120"),
    (
        {
            "papers": paper(title="늘봄센터 민간위탁 동의안"),
            "bills": (BillStatement(part="1", proposer=said("서울특별시 금천구청장")),),
        },
        "kr-11545",
    ),
    ({"affairs": (AffairStatement(part="1", name=said("순천시 늘봄센터 운영")),)}, "kr-46150"),
    # the council printed wins over the jurisdiction a title begins with
    ({"papers": paper(council="서울특별시의회", title="창원시 이야기")}, "kr-11"),
)


@pytest.mark.parametrize(("fields", "code"), JURISDICTIONS)
def test_the_jurisdiction_of_a_paper(fields: dict[str, object], code: str) -> None:
    assert linked(**fields).jurisdiction.code == code


def test_an_unknown_council_is_keyed_by_its_name_and_an_unstated_one_by_the_document() -> None:
    one = linked(papers=paper(council="늘봄시 의회")).jurisdiction
    two = linked(papers=paper(council="늘봄시의회")).jurisdiction
    assert one.code == two.code
    assert one.code.startswith("x-")
    assert len(one.code) == 12
    assert linked().jurisdiction.code == f"x-{DOCUMENT.file_sha256[:12]}"


def test_variants_of_one_name_are_one_facility() -> None:
    names = ("서울특별시 늘봄지원센터", "늘봄 지원센터", "서울시 늘봄지원센터")
    links = linked(
        papers=paper(council="서울특별시의회"),
        facilities=tuple(FacilityStatement(part="1", name=said(name)) for name in names),
    )
    assert len({links.facilities[name].key for name in names}) == 1
    assert links.facilities[names[1]].label_ko == names[0]


def test_different_names_and_different_places_stay_apart() -> None:
    two = linked(
        facilities=(
            FacilityStatement(part="1", name=said("늘봄지원센터")),
            FacilityStatement(part="1", name=said("새봄지원센터")),
        )
    )
    assert len({identity.key for identity in two.facilities.values()}) == 2
    statement = FacilityStatement(part="1", name=said("늘봄지원센터"))
    seoul = linked(papers=paper(council="서울특별시의회"), facilities=(statement,))
    busan = linked(papers=paper(council="부산광역시의회"), facilities=(statement,))
    assert seoul.facilities["늘봄지원센터"].key != busan.facilities["늘봄지원센터"].key


def test_a_declared_short_name_stands_for_its_meaning() -> None:
    links = linked(
        facilities=(FacilityStatement(part="1", name=said("늘봄지원센터")),),
        staff=(Staff(part="1", facility=said("센터")),),
        defined_terms=(DefinedTerm(part="1", term=said("센터"), meaning=said("늘봄지원센터")),),
    )
    assert links.facility("센터") == links.facility("늘봄지원센터") == links.facility(None)


def test_an_affair_without_a_name_is_keyed_by_its_facility() -> None:
    council = paper(council="서울특별시의회")
    facility = FacilityStatement(part="1/2", name=said("서울특별시 늘봄센터"))
    unnamed = linked(papers=council, facilities=(facility,))
    named = linked(papers=council, affairs=(AffairStatement(part="1/1", name=said("늘봄 센터 운영")),))
    assert unnamed.affair("1/3") is not None
    assert unnamed.affair("1/3").key == named.affair("1").key  # type: ignore[union-attr]
    assert unnamed.affair("1").label_ko == "서울특별시 늘봄센터 운영"  # type: ignore[union-attr]


def test_compared_facilities_have_affairs_of_their_own() -> None:
    links = linked(
        papers=paper(council="서울특별시의회"),
        affairs=(AffairStatement(part="1", name=said("서남권직장맘지원센터 운영")),),
        rounds=tuple(
            Round(part="1", facility=said(name), start=said("2021-01-01"))
            for name in ("서남권 직장맘지원센터", "동부권 직장맘지원센터")
        ),
    )
    own = links.round("1", "서남권 직장맘지원센터", "2021-01-01")
    other = links.round("1", "동부권 직장맘지원센터", "2021-01-01")
    assert own is not None
    assert other is not None
    assert own.affair.key == "seoul-southwest-working-moms"
    assert other.affair.key == "seoul-east-working-moms"
    assert links.subject is not None
    assert links.subject.key == "seoul-southwest-working-moms"


def test_a_round_without_a_start_has_no_identity() -> None:
    links = linked(affairs=(AffairStatement(part="1", name=said("늘봄센터 운영")),))
    assert links.round("1", None, None) is None
    assert links.round("1", None, "2024") is None
    assert links.round("1", None, "2024-01-01") is not None


def test_a_paper_about_something_else_has_no_affair() -> None:
    statement = FacilityStatement(part="1", name=said("늘봄센터"))
    links = link(Facts(about_consignment=False, facilities=(statement,)), DOCUMENT)
    assert links.affair("1") is None
    assert links.facility("늘봄센터") is not None


# --- bills --------------------------------------------------------------------------------------------------


def stage(kind: str, day: str, part: str = "1") -> Stage:
    return Stage(part=part, kind=kind, date=said(day))


BILL_TERMS = (
    (("submission", "2022-06-20"), ("decision", "2022-07-05"), 2018),
    (("decision", "2023-11-24"), ("referral", "2023-10-23"), 2022),
)


@pytest.mark.parametrize(("one", "two", "term"), BILL_TERMS)
def test_the_term_of_a_bill_is_that_of_its_first_stage(
    one: tuple[str, str], two: tuple[str, str], term: int
) -> None:
    bill = BillStatement(part="1", number=said("12"))
    links = linked(bills=(bill,), stages=(stage(*two), stage(*one)))
    assert links.bill("1/2").term == term  # type: ignore[union-attr]


def test_a_bill_takes_the_papers_date_else_none() -> None:
    bill = BillStatement(part="1", number=said("2024-37"))
    dated = linked(bills=(bill,), papers=paper(date="2024-02-01")).bill("1")
    undated = linked(bills=(bill,)).bill("1")
    assert dated is not None
    assert undated is not None
    assert (dated.number, dated.term, undated.term) == ("2024-37", 2022, 0)


def test_a_bill_without_a_number_is_the_documents_own() -> None:
    key = linked(bills=(BillStatement(part="1", title=said("늘봄 동의안")),)).bill("1")
    assert key is not None
    assert key.number == f"x-{DOCUMENT.file_sha256[:12]}"
    assert not key.numbered
    assert linked(stages=(stage("report", "2024-01-01"),)).bill("1") is None


NEAREST = (
    ("1/2/3", [("1", "a"), ("2", "b")], "a"),
    ("2/1", [("1", "a"), ("2", "b")], "b"),
    ("1/2/3", [("1/1", "a"), ("1/2", "b")], "b"),
    ("3", [("1", "a"), ("2", "b")], "a"),
    ("1", [], None),
)


@pytest.mark.parametrize(("part", "stated", "found"), NEAREST)
def test_the_nearest_statement(part: str, stated: list[tuple[str, str]], found: str | None) -> None:
    assert nearest(part, stated) == found


# --- law ----------------------------------------------------------------------------------------------------

LAW = Instrument(
    "kr/act/009999",
    "act",
    "kr",
    "늘봄법",
    editions=(
        Edition(100, in_force_from=date(2010, 1, 1), in_force_to=date(2021, 12, 31)),
        Edition(200, in_force_from=date(2022, 1, 1)),
    ),
)
REGISTER = Register.of([LAW])


def cited(day: str | None, target: Target | None = None, **more: object) -> tuple[str, list[object]]:
    mention = target or Target("늘봄법", ProvisionPath.parse("제3조제1항"))
    citation = Citation(0, 1, "가", Kind.EXTERNAL, (mention,), **more)  # type: ignore[arg-type]
    one = basis(REVIEW, "법적", None, "제1조")
    fields: dict[str, object] = {"papers": paper(date=day)} if day else {}
    facts = Facts(
        about_consignment=True,
        legal_basis=(type(one)(part="1", citation=citation, spans=(), role="reference"),),
        **fields,  # type: ignore[arg-type]
    )
    [found] = link(facts, DOCUMENT, register=REGISTER).cited
    return found.resolution, [act.number if act else None for _, act, _ in found.provisions]


EDITIONS = (
    ("2015-05-05", "edition-in-force", [100]),
    ("2021-12-31", "edition-in-force", [100]),
    ("2022-01-01", "edition-in-force", [200]),
    ("2022-01", "edition-in-force", [200]),
    ("2009-12-31", "edition-unknown", [None]),
    (None, "date-unknown", [None]),
)


@pytest.mark.parametrize(("day", "code", "editions"), EDITIONS)
def test_a_citation_resolves_to_the_edition_in_force(
    day: str | None, code: str, editions: list[object]
) -> None:
    assert cited(day) == (code, editions)


def test_a_former_version_is_the_one_before_the_change() -> None:
    assert cited("2024-01-01", before=date(2022, 1, 1)) == ("edition-in-force", [100])


def test_unresolved_citations_say_why() -> None:
    nameless = Target(None, ProvisionPath.parse("제3조"))
    reason = Unresolved(Reason.ANTECEDENT_UNKNOWN)
    assert cited("2024-01-01", nameless, unresolved=reason) == ("antecedent-unknown", [])
    assert cited("2024-01-01", Target("없는 법률", ProvisionPath())) == ("instrument-unknown", [])


def test_an_ordinance_no_register_has_is_keyed_by_its_place_and_title() -> None:
    facts = Facts(
        about_consignment=True,
        legal_basis=(
            basis(REVIEW, "법적", "서울특별시 늘봄 지원 조례", "제2조"),
            basis(REVIEW, "법적", "서울특별시 늘봄지원 조례", "제3조"),
            basis(REVIEW, "법적", "늘봄 지원 조례", "제3조"),
        ),
    )
    first, second, third = link(facts, DOCUMENT).cited
    assert first.instruments[0].work == second.instruments[0].work
    assert first.instruments[0].work.startswith("kr-11/ordinance/o-")
    assert first.resolution == "date-unknown"
    assert third.resolution == "instrument-unknown"


def test_every_name_in_a_paper_has_an_identity() -> None:
    facts = every_kind()
    links = link(facts, DOCUMENT)
    assert set(links.organisations) == {"늘봄나눔회", "(사)늘봄나눔회"}
    assert len({body.key for body in links.organisations.values()}) == 1
    assert set(links.committees) == {"복지위원회"}
    assert set(links.offices) == {"복지실장"}
    assert links.day == date(2024, 3, 15)
