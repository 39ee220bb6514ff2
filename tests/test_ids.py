"""Identifiers: parse is the inverse of format for every template, and nothing else is one of ours."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from kg.errors import IdentifierError
from kg.ids import (
    FIELDS,
    TEMPLATES,
    Alias,
    Ids,
    Parsed,
    alias_path,
    fields_of,
    parse_alias,
    parse_provision_path,
    provision_path,
)
from kg.model.statute import ITEM_LETTERS, Component, Level, ProvisionPath, Qualifier

IDS = Ids("https://data.example")
SLUG = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
HASH = st.text("0123456789abcdef", min_size=10, max_size=10)
PLACE = st.sampled_from(["kr-11", "kr-11545", "kr-36"]) | HASH.map("x-{}".format)
NUMBER = st.integers(1, 99999)
LEVELS = [level for level in Level if level is not Level.QUALIFIER]


@st.composite
def provisions(draw: st.DrawFn) -> ProvisionPath:
    chosen = sorted(draw(st.sets(st.sampled_from(LEVELS), min_size=1, max_size=5)))
    return ProvisionPath(tuple(draw(component(level)) for level in chosen))


@st.composite
def component(draw: st.DrawFn, level: Level) -> Component:
    if level is Level.REMARKS:
        return Component(level)
    unnumbered = level in {Level.ADDENDA, Level.ANNEX, Level.FORM}
    lettered = level in {Level.ITEM, Level.SUBITEM_LETTER, Level.SUBITEM_LAST}
    number = draw(st.integers(0 if unnumbered else 1, len(ITEM_LETTERS) if lettered else 999))
    return Component(level, number, draw(st.none() | st.integers(1, 30)))


VALUES: dict[str, st.SearchStrategy[str | int]] = {
    "affair": SLUG | HASH.map("a-{}".format),
    "code": SLUG,
    "committee": SLUG | HASH.map("c-{}".format),
    "council": PLACE,
    "date": st.dates(date(1995, 1, 1), date(2060, 1, 1)).map(date.isoformat) | st.just("2024-05"),
    "document": st.text("0123456789abcdef", min_size=12, max_size=12),
    "edition": st.integers(0, 30000),
    "encoded": st.text(min_size=1).map(lambda text: quote(text, safe="")),
    "effective": st.dates(date(1948, 1, 1), date(2060, 1, 1)).map(date.isoformat),
    "end": st.integers(0, 10**6),
    "hash": st.text("0123456789abcdef", min_size=16, max_size=16),
    "instrument": SLUG | st.just("001656") | HASH.map("o-{}".format),
    "jurisdiction": PLACE | st.just("kr"),
    "number": st.sampled_from(["1426", "2024-37", "0012", "x-0123456789ab"]),
    "ordinal": NUMBER,
    "part": st.lists(NUMBER, min_size=1, max_size=4).map(lambda path: "/".join(map(str, path))),
    "provision": provisions().map(provision_path),
    "scheme": st.sampled_from(["stage", "citation-role"]),
    "session": NUMBER,
    "slug": SLUG,
    "start": st.integers(0, 10**6),
    "statement": st.sampled_from(["bill-1", "defined-term-12", "budget-2-item-11", "facility-1-address"]),
    "term": st.integers(1991, 2058) | st.just(0),
    "type": st.sampled_from(["act", "decree", "rule", "ordinance", "ordinance-rule", "other"]),
}


def test_every_field_has_values_to_try() -> None:
    assert set(VALUES) == set(FIELDS)
    assert {field for kind in TEMPLATES for field in fields_of(kind)} == set(FIELDS)


@pytest.mark.parametrize("kind", TEMPLATES)
@settings(max_examples=40)
@given(data=st.data())
def test_parse_is_the_inverse_of_format(kind: str, data: st.DataObject) -> None:
    parts = {field: data.draw(VALUES[field], label=field) for field in fields_of(kind)}
    iri = IDS.format(kind, **parts)
    assert iri.isascii()
    assert IDS.parse(iri) == Parsed(kind, {field: str(value) for field, value in parts.items()})
    assert IDS.format(kind, **IDS.parse(iri).parts) == iri


@pytest.mark.parametrize("kind", TEMPLATES)
@settings(max_examples=40)
@given(data=st.data())
def test_an_identifier_is_of_one_kind_only(kind: str, data: st.DataObject) -> None:
    path = TEMPLATES[kind].format(**{field: data.draw(VALUES[field]) for field in fields_of(kind)})
    matching = [
        other
        for other, template in TEMPLATES.items()
        if re.fullmatch(re.sub(r"\\{([a-z]+)\\}", lambda m: f"(?:{FIELDS[m[1]]})", re.escape(template)), path)
    ]
    assert matching == [kind]


SLOTS = IDS.slots("kr/act/001656", 17893)

EXAMPLES = (
    (IDS.council("kr-11"), "id/council/kr-11"),
    (IDS.jurisdiction("kr"), "id/jurisdiction/kr"),
    (IDS.committee("kr-11", "health-welfare"), "id/committee/kr-11/health-welfare"),
    (IDS.executive("kr-11"), "id/office/kr-11"),
    (IDS.office("kr-11", "gender-equality"), "id/office/kr-11/gender-equality"),
    (IDS.bill("kr-11", 2022, "1426"), "id/bill/kr-11/2022/1426"),
    (IDS.session("kr-11", 321), "id/session/kr-11/321"),
    (IDS.meeting("kr-11", 321, "health-welfare", 5), "id/meeting/kr-11/321/health-welfare/5"),
    (IDS.facility("f-0123456789"), "id/facility/f-0123456789"),
    (IDS.organisation("hanultari"), "id/org/hanultari"),
    (IDS.affair("a-0123456789"), "id/affair/a-0123456789"),
    (IDS.round("hanbit", "2024-05-01"), "id/affair/hanbit/round/2024-05-01"),
    (
        IDS.impact(f"{IDS.edition('kr/act/001656', 17893)}/art_1", date(2024, 6, 1), IDS.affair("hanbit")),
        "impact?provision=https%3A%2F%2Fdata.example%2Feli%2Fkr%2Fact%2F001656%2Fed_17893%2Fart_1"
        "&date=2024-06-01#hanbit",
    ),
    (IDS.document("0123456789ab"), "id/document/0123456789ab"),
    (IDS.part("0123456789ab", "1/2/3"), "id/document/0123456789ab/part/1/2/3"),
    (IDS.text("0123456789ab"), "id/document/0123456789ab/text"),
    (IDS.span("0123456789ab", 3, 9), "id/document/0123456789ab/text#char=3,9"),
    (
        IDS.statement("0123456789ab", "budget", 1, "item-2"),
        "id/document/0123456789ab/statement/budget-1-item-2",
    ),
    (IDS.claim("0123456789ab", "0123456789abcdef"), "id/document/0123456789ab/claim/0123456789abcdef"),
    (IDS.derived("0123456789abcdef"), "id/derived/0123456789abcdef"),
    (IDS.instrument("kr/act/001656"), "eli/kr/act/001656"),
    (IDS.edition("kr/act/001656", 17893), "eli/kr/act/001656/ed_17893"),
    (
        IDS.provision(IDS.edition("kr/act/001656", 17893), ProvisionPath.parse("제117조제3항")),
        "eli/kr/act/001656/ed_17893/art_117/para_3",
    ),
    (
        SLOTS.citation(SLOTS.provision(ProvisionPath.parse("제117조제3항").components), 2),
        "eli/kr/act/001656/ed_17893/art_117/para_3/citation_2",
    ),
    (SLOTS.citation(SLOTS.edition, 1), "eli/kr/act/001656/ed_17893/citation_1"),
    (IDS.amendment("kr/act/001656", 17893, "2026-03-05"), "eli/kr/act/001656/ed_17893/amended_2026-03-05"),
    (IDS.succession("0123456789abcdef"), "id/succession/0123456789abcdef"),
    (IDS.scheme("stage"), "def/stage"),
    (IDS.concept("stage", "submission"), "def/stage/submission"),
    (IDS.document_graph("0123456789ab"), "graph/document/0123456789ab"),
    (IDS.evidence_graph("0123456789ab"), "graph/evidence/0123456789ab"),
    (IDS.registry_graph, "graph/registry"),
    (IDS.derived_graph, "graph/derived"),
    (IDS.vocabulary_graph, "graph/vocabulary"),
)


@pytest.mark.parametrize(("iri", "path"), EXAMPLES)
def test_methods_follow_the_contract(iri: str, path: str) -> None:
    assert iri == f"https://data.example/{path}"


@given(path=provisions(), qualified=st.booleans())
def test_many_provisions_at_a_time_are_minted_as_one_is(path: ProvisionPath, qualified: bool) -> None:
    said = path / Component.of_qualifier(Qualifier.PROVISO) if qualified else path
    assert IDS.slots("kr/act/001656", 17893).provision(said.components) == IDS.provision(SLOTS.edition, said)


@pytest.mark.parametrize(
    "components",
    [
        (Component(Level.PARAGRAPH, 1), Component(Level.ARTICLE, 2)),
        (Component(Level.ITEM, 1), Component.of_qualifier(Qualifier.PROVISO), Component(Level.ITEM, 2)),
        (Component(Level.ARTICLE, 0),),
    ],
)
def test_what_is_no_provision_is_not_minted_fast_either(components: tuple[Component, ...]) -> None:
    with pytest.raises(IdentifierError):
        SLOTS.provision(components)


def test_many_spans_at_a_time_are_minted_as_one_is() -> None:
    assert IDS.spans("0123456789ab")(3, 9) == IDS.span("0123456789ab", 3, 9)
    with pytest.raises(IdentifierError):
        IDS.spans("not hex")


def test_every_template_has_a_method_or_is_read_only() -> None:
    made = {IDS.parse(iri).kind for iri, _ in EXAMPLES}
    assert set(TEMPLATES) - made == {"version", "editionless"}


@pytest.mark.parametrize(
    "code", re.findall(r"`\{(?:b|d)\}(/[^`]*)`", (ROOT / "docs/explanation/graph.md").read_text())
)
def test_the_contract_names_templates_only(code: str) -> None:
    known = {re.sub(r"\{[a-z]+\}", "{}", f"/{template}") for template in TEMPLATES.values()}
    document = "/id/document/{}" if code.startswith(("/part", "/statement", "/claim", "/text")) else ""
    general = document + re.sub(r"\{[^}]*\}(?:-\{[^}]*\})?", "{}", code)
    general = re.sub(r"budget-.*|facility-.*|staff-.*|evaluation-.*|performance-.*", "{}", general)
    general = general.replace("/eli/kr/act/001656", "/eli/{}/{}/{}").replace("#char=a,b", "#char={},{}")
    assert general in known


BAD = (
    ("bill", {"council": "kr-11", "term": 2022, "number": "제1426호"}),
    ("bill", {"council": "서울", "term": 2022, "number": "1426"}),
    ("bill", {"council": "kr-11", "term": 22, "number": "1426"}),
    ("bill", {"council": "kr-11", "number": "1426"}),
    ("bill", {"council": "kr-11", "term": 2022, "number": "1426", "more": "1"}),
    ("session", {"council": "kr-11", "ordinal": "0321"}),
    ("facility", {"slug": "Seoul"}),
    ("facility", {"slug": "a--b"}),
    ("facility", {"slug": "a/b"}),
    ("facility", {"slug": "a\n"}),
    ("document", {"document": "0123"}),
    ("part", {"document": "0123456789ab", "part": "1//2"}),
    ("dragon", {}),
)


@pytest.mark.parametrize(("kind", "parts"), BAD)
def test_bad_parts_are_refused(kind: str, parts: dict[str, str | int]) -> None:
    with pytest.raises(IdentifierError):
        IDS.format(kind, **parts)


FOREIGN = (
    "https://other.example/id/bill/kr-11/2022/1426",
    "https://data.example/id/bill/kr-11/2022/1426/",
    "https://data.example/id/bill/kr-11/2022/1426?x=1",
    "https://data.example.evil/id/bill/kr-11/2022/1426",
    "https://data.example/id/bill/kr-11/2022/１４２６",
    "https://data.example/id/document/0123456789ab/text#char=9",
    "https://data.example/eli/kr/act/001656/ed_17893/para_3/art_117",
    "https://data.example/eli/kr/act/001656/ed_017893",
    "https://data.example/",
    "https://data.example",
    "",
)


@pytest.mark.parametrize("iri", FOREIGN)
def test_what_is_not_ours_is_refused(iri: str) -> None:
    with pytest.raises(IdentifierError):
        IDS.parse(iri)


@pytest.mark.parametrize(
    "base", ["", "data.example", "https://data.example/", "ftp://data.example", "http://a b"]
)
def test_a_bad_base_is_refused(base: str) -> None:
    with pytest.raises(IdentifierError):
        Ids(base)


def test_a_base_may_have_a_port_and_a_path() -> None:
    ids = Ids("http://127.0.0.1:8765/kg")
    assert ids.parse(ids.facility("hanbit"))["slug"] == "hanbit"


PATHS = (
    ("제117조제3항", "art_117/para_3"),
    ("제117조의2제3항제1호의2가목", "art_117-2/para_3/subpara_1-2/item_a"),
    ("제18조제8호하목", "art_18/subpara_8/item_n"),
    ("제2조제1호거목", "art_2/subpara_1/item_o"),
    ("제2조제1호호목", "art_2/subpara_1/item_ap"),
    ("별표", "annex_0"),
    ("별표 1의2 제3호나목", "annex_1-2/subpara_3/item_b"),
    ("별지 제3호서식", "form_3"),
    ("부칙 제2조", "addenda_0/art_2"),
    ("제2편제3장제4절", "part_2/chapter_3/section_4"),
    ("제4조제1항제3호가목3)라)", "art_4/para_1/subpara_3/item_a/subitem_3/subitem-letter_d"),
)


@pytest.mark.parametrize(("korean", "path"), PATHS)
def test_paths_of_provisions(korean: str, path: str) -> None:
    assert provision_path(ProvisionPath.parse(korean)) == path
    assert str(parse_provision_path(path)) == korean


def test_qualifiers_have_no_identifier_of_their_own() -> None:
    assert provision_path(ProvisionPath.parse("제6조제1항 단서")) == "art_6/para_1"
    with pytest.raises(IdentifierError):
        provision_path(ProvisionPath.parse("단서"))


@given(path=provisions())
def test_provision_paths_round_trip(path: ProvisionPath) -> None:
    assert parse_provision_path(provision_path(path)) == path


@pytest.mark.parametrize(
    "path", ["", "art_0", "art_01", "para_3/art_1", "art_1/art_2", "item_", "item_zz", "art_1/"]
)
def test_bad_provision_paths_are_refused(path: str) -> None:
    with pytest.raises(IdentifierError):
        parse_provision_path(path)


ALIASES = (
    ("/법령/지방자치법/제117조제3항", Alias("법령", "지방자치법", ProvisionPath.parse("제117조제3항"))),
    ("/법령/지방자치법", Alias("법령", "지방자치법")),
    (
        "/법령/서울특별시 성평등 기본 조례/제45조",
        Alias("법령", "서울특별시 성평등 기본 조례", ProvisionPath.parse("제45조")),
    ),
    ("/의안/1426", Alias("의안", "1426")),
)


@pytest.mark.parametrize(("path", "alias"), ALIASES)
def test_korean_aliases(path: str, alias: Alias) -> None:
    assert parse_alias(path) == alias
    assert alias_path(alias).isascii()
    assert unquote(alias_path(alias)) == path


@pytest.mark.parametrize(
    "path", ["/법령", "/법령/", "/시설/늘봄", "/법령/지방자치법/늘봄", "/의안/1426/제1조", "법령/지방자치법"]
)
def test_what_is_no_alias_is_refused(path: str) -> None:
    with pytest.raises(IdentifierError):
        parse_alias(path)


def test_an_alias_with_a_slash_in_its_name_is_refused() -> None:
    with pytest.raises(IdentifierError):
        alias_path(Alias("법령", "가/나"))
