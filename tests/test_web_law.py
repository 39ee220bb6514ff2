"""Pages of the law: words without marks, names of what has none, lists that reach all, old numbers."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import canonical_nquads
from kg.settings import Settings
from kg.store import create_directory, in_memory, open_store
from kg.store.versions import Manifest, publish
from kg.web import create_app
from kg.web.labels import Labels
from kg.web.lawtext import plain, printed

BASE = "https://w3id.org/consignment-kg"
ACT = "/eli/kr/act/900001"
OLD, NEW = f"{ACT}/ed_100", f"{ACT}/ed_200"
DOCUMENT = "dddddddddddd"
ARTICLES = 130
TEXT = (
    "---\n제목: 표본관리법\n법령ID: '900001'\n공포일자: 2024-03-05\n공포번호: '20300'\n---\n\n"
    "# 표본관리법\n\n"
    "##### 제1조 (뜻)\n\n**①** 표본의 뜻은 다음과 같다.\n\n\t1\\. 가루 표본\n\n"
    "**②** 표본은 「가상수집법」 제3조에 따라 모은다.\n\n"
    "##### 제2조 (위탁)\n\n표본은 맡길 수 있다.\n"
)
HTML = {"Accept": "text/html"}


def span(words: str, end: str = "") -> str:
    start = TEXT.index(words)
    stop = TEXT.index(end) if end else start + len(words)
    return f"<{BASE}/id/document/{DOCUMENT}/text#char={start},{stop}>"


def provision(edition: str, path: str, label: str, above: str = "", evidence: str = "") -> str:
    said = f" ; kc:evidence {evidence}" if evidence else ""
    return (
        f'<{BASE}{edition}/{path}> a kc:Provision ; rdfs:label "표본관리법 {label}"@ko ; '
        f"eli:is_part_of <{BASE}{edition}{above and '/' + above}>{said} .\n"
    )


def turtle() -> str:
    held = [
        provision(NEW, "art_1", "제1조", evidence=span("##### 제1조", "##### 제2조")),
        provision(NEW, "art_1/para_1", "제1조제1항", "art_1", span("**①** 표본의 뜻은", "**②**")),
        provision(
            NEW,
            "art_1/para_2",
            "제1조제2항",
            "art_1",
            span("**②** 표본은 「가상수집법」 제3조에 따라 모은다."),
        ),
        provision(NEW, "art_2", "제2조", evidence=span("##### 제2조 (위탁)\n\n표본은 맡길 수 있다.")),
        *(provision(NEW, f"art_{n}", f"제{n}조") for n in range(3, ARTICLES + 1)),
        *(provision(NEW, f"addenda_{n}", "부칙") for n in (150, 200)),
        *(provision(NEW, f"addenda_{n}/art_1", "부칙 제1조", f"addenda_{n}") for n in (150, 200)),
        provision(OLD, "art_5", "제5조"),
        provision(OLD, "art_900", "제900조"),
    ]
    edition = (
        f'a kc:Edition ; eli:is_member_of <{BASE}{ACT}> ; kc:promulgationNumber "%s" ; rdfs:label "%s"@ko'
    )
    return (
        "@prefix kc: <https://w3id.org/consignment-kg/def#> .\n"
        "@prefix eli: <http://data.europa.eu/eli/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        f'<{BASE}{ACT}> a kc:Instrument ; eli:title "표본관리법"@ko ; rdfs:label "표본관리법"@ko .\n'
        f"<{BASE}{OLD}> {edition % (100, '표본관리법 (제100호)')} ; "
        'eli:first_date_entry_in_force "2001-01-01"^^xsd:date .\n'
        f"<{BASE}{NEW}> {edition % (200, '표본관리법 (제200호)')} ; "
        'eli:first_date_entry_in_force "2010-01-01"^^xsd:date .\n'
        f"<{BASE}{NEW}/art_1/para_2/citation_1> kc:citingProvision <{BASE}{NEW}/art_1/para_2> ; "
        f"kc:citedProvision <{BASE}{NEW}/art_2> ; kc:evidence {span('「가상수집법」 제3조')} .\n"
        f"<{BASE}{NEW}/art_2> kc:succeeds <{BASE}{OLD}/art_900> .\n"
        f"<{BASE}{NEW}/art_7> kc:succeeds <{BASE}{OLD}/art_5> .\n"
        f"<{BASE}{NEW}/art_120> eli:cites <{BASE}{NEW}/art_2> .\n"
        + "".join(f"<{BASE}{NEW}/art_{n}> eli:cites <{BASE}{NEW}/art_1> .\n" for n in range(3, ARTICLES + 1))
        + "".join(held)
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    directory = tmp_path_factory.mktemp("law")

    def build(staging: Path) -> Manifest:
        (staging / "documents").mkdir()
        (staging / "documents" / f"{DOCUMENT}.txt").write_bytes(TEXT.encode())
        path = staging / "all.nq"
        path.write_bytes(canonical_nquads(ox.parse(turtle(), ox.RdfFormat.TURTLE)))
        store = create_directory(staging / "store")
        store.load(path)
        store.close()
        return {"base": BASE}

    publish(directory, build)
    return create_app(open_store(f"file:{directory}"), Settings()).test_client(use_cookies=False)


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == status, response.text
    return unescape(response.text.split("<main", 1)[1])


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# --- the words of the law ---------------------------------------------------------------------------------


def test_a_provision_is_shown_without_marks_and_says_which_text_it_is(client: FlaskClient) -> None:
    html = page(client, f"{NEW}/art_1")
    assert "제1조 (뜻)\n① 표본의 뜻은 다음과 같다.\n1. 가루 표본\n② 표본은" in html
    assert "**" not in html
    assert "#####" not in html
    assert "<mark>" not in html
    assert "2024-03-05 공포 제20300호 본문" in html
    assert "text promulgated 2024-03-05, no. 20300" in page(client, f"{NEW}/art_1?lang=en")


def test_a_citation_in_the_law_is_told_from_what_stands_around_it(client: FlaskClient) -> None:
    html = page(client, f"{NEW}/art_1/para_2/citation_1")
    assert "<b>「가상수집법」 제3조</b>" in html
    assert "② 표본은" in html
    assert "<h1>표본관리법 제1조제2항의 인용 1</h1>" in html


def test_the_text_of_a_law_is_named(client: FlaskClient) -> None:
    html = page(client, f"/id/document/{DOCUMENT}/text")
    assert "<h1>표본관리법 · 2024-03-05 공포 제20300호 본문</h1>" in html


@pytest.mark.parametrize("text", ["보고서", "---\n제목: 보고\n---\n본문", "", "---\n법령ID: '1'\n본문"])
def test_what_is_no_law_file_is_none(text: str) -> None:
    assert printed(text) is None


@given(
    st.lists(
        st.text("가나 1.제조", min_size=1, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=5
    )
)
def test_nothing_but_marks_is_taken_away(lines: list[str]) -> None:
    marked = "\n\n".join(f"##### **{line}**".replace(".", "\\.") for line in lines)
    assert plain(marked) == re.sub(" +", " ", "\n".join(lines))


# --- browsing ---------------------------------------------------------------------------------------------


def test_an_instrument_lists_its_editions_the_current_first(client: FlaskClient) -> None:
    listed = words(page(client, ACT).split('id="contents"')[1].split("</section>")[0])
    assert re.search(r"제200호.*현재 · 2010-01-01 시행.*제100호.*2001-01-01 시행", listed)


def test_an_edition_lists_every_provision_in_order_and_its_addenda_last(client: FlaskClient) -> None:
    html = page(client, NEW).split('id="contents"')[1].split("</section>")[0]
    articles = [int(n) for n in re.findall(rf'href="{NEW}/art_(\d+)"', html)]
    assert articles == list(range(1, ARTICLES + 1))
    assert '제2조</a> <span class="note">위탁' in html
    addenda = html.split("<details")[1]
    assert re.findall(rf"{NEW}/addenda_(\d+)", addenda) == ["200", "150"]
    assert "부칙(제200호)" in words(addenda)


def test_an_edition_that_is_not_held_says_so(client: FlaskClient) -> None:
    assert "본문은 자료에 없습니다" in page(client, OLD)


def test_a_provision_lists_what_is_under_it(client: FlaskClient) -> None:
    assert "제1항 ① 표본의 뜻은 다음과 같다." in words(page(client, f"{NEW}/art_1"))


def test_everything_that_points_here_is_reached_by_pages(client: FlaskClient) -> None:
    seen: set[str] = set()
    path, count = f"{NEW}/art_1", 0
    while path:
        html = page(client, path).split('id="incoming"')[1]
        seen |= set(re.findall(rf'href="({NEW}/art_\d+)"', html.split('<nav class="jump"')[0]))
        following = re.search(r'href="([^"]+)#incoming">다음', html)
        path, count = following[1] if following else "", count + 1
    assert seen == {f"{NEW}/art_{n}" for n in range(3, ARTICLES + 1)}
    assert count == 2


def test_what_cites_a_provision_is_told_from_what_it_cites(client: FlaskClient) -> None:
    html = page(client, f"{NEW}/art_2")
    assert "<h3>이것을 인용한 조문</h3>" in html
    assert "항목이 이 자원을" not in html


def test_another_norm_of_the_same_number_is_said_to_be_another(client: FlaskClient) -> None:
    assert "이 조문이 아니라" in page(client, f"{NEW}/art_5")
    assert "이 조문이 아니라" not in page(client, f"{NEW}/art_7")
    assert "이 조문이 아니라" not in page(client, f"{OLD}/art_900")


# --- names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, label",
    [
        ("/eli/kr/act/7/ed_9/art_3/para_2", "표본법 제3조제2항"),
        ("/eli/kr/act/7/ed_9/addenda_12/art_1", "표본법 부칙(제12호) 제1조"),
        ("/eli/kr/act/7/ed_9/art_3/citation_4", "표본법 제3조의 인용 4"),
        ("/id/document/dddddddddddd/text#char=3,9", "글자 3–9"),
    ],
)
def test_what_has_no_label_is_named_by_its_place(path: str, label: str) -> None:
    store = in_memory()
    quad = '<https://e/eli/kr/act/7> <http://www.w3.org/2000/01/rdf-schema#label> "표본법"@ko .'
    store.replace_graph("https://e/graph/registry", list(ox.parse(quad, ox.RdfFormat.TURTLE)))
    assert Labels(store, "ko", [f"https://e{path}"]).of(f"https://e{path}") == label


# --- Korean paths -----------------------------------------------------------------------------------------


def alias(path: str) -> str:
    return quote(f"/법령/표본관리법{path}")


@pytest.mark.parametrize(
    "path, query, leads",
    [
        ("/제5조", "", f"{NEW}/art_5"),
        ("/제5조/", "", f"{NEW}/art_5"),
        ("/제5조", "?date=2005-01-01", f"{OLD}/art_5"),
        ("/제5조", "?date=2012-01-01", f"{NEW}/art_5"),
        ("/", "", ACT),
        ("", "?date=2005-01-01", OLD),
    ],
)
def test_a_korean_path_leads_to_the_edition_of_the_day(
    client: FlaskClient, path: str, query: str, leads: str
) -> None:
    response = client.get(alias(path) + query, headers=HTML)
    assert (response.status_code, response.headers.get("Location")) == (303, leads)


def test_a_number_of_an_older_edition_shows_todays_first(client: FlaskClient) -> None:
    html = page(client, alias("/제900조"), 300)
    assert re.findall(r'<li><a href="([^"]+)', html)[:2] == [f"{NEW}/art_2", f"{OLD}/art_900"]
    assert "<h1>표본관리법 제900조: 옛 번호</h1>" in html
    assert "오늘의 번호 · 표본관리법 (제200호)" in html
    assert BASE not in html


def test_a_provision_that_is_not_there_leads_to_what_holds_it(client: FlaskClient) -> None:
    html = page(client, alias("/제1조제9항"), 404)
    assert re.findall(r'<li><a href="([^"]+)', html) == [f"{NEW}/art_1", ACT]
    assert client.get(alias("/제1조제9항"), headers={"Accept": "application/json"}).status_code == 404


def test_a_day_that_is_none_is_told_and_cured_for_the_web(client: FlaskClient) -> None:
    html = page(client, alias("/제1조") + "?date=2024-13-01", 400)
    assert "--help" not in html
    assert "주소의 값을 고치거나" in html
    cure = client.get(alias("/제1조") + "?date=x", headers={"Accept": "application/json"}).get_json()["cure"]
    assert "--help" not in cure["ko"] + cure["en"]


# --- search -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked, title",
    [("표본관리법 제1조 제2항", "제1조제2항</a></h1>"), ("표본 관리법", "표본관리법</a></h1>")],
)
def test_cross_references_are_asked_in_words(client: FlaskClient, asked: str, title: str) -> None:
    assert title in page(client, f"/xref?provision={quote(asked)}")


def test_a_name_of_nothing_is_not_found(client: FlaskClient) -> None:
    page(client, f"/xref?provision={quote('없는법 제1조')}", 404)
    page(client, f"/xref?provision={quote('아무 말')}", 400)


def test_the_home_page_says_how_much_law_there_is(tmp_path: Path) -> None:
    def build(staging: Path) -> Manifest:
        create_directory(staging / "store").close()
        said = {"instruments": 12, "provisions": 3456, "citations": 789, "other": "x"}
        (staging / "law.json").write_text(json.dumps(said), encoding="utf-8")
        return {"base": BASE}

    publish(tmp_path, build)
    settings = Settings(store=f"file:{tmp_path}")
    told = create_app(open_store(settings.store), settings).test_client()
    assert "법령 12 조·항·호·목과 부칙 3,456 법령의 인용 789" in words(page(told, "/"))
    without = create_app(open_store(settings.store), Settings()).test_client()
    assert "법령의 인용" not in page(without, "/")
