"""Pages and resources: every IRI of the data in every form, aliases, cross-references, evidence, errors."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pytest
import rdflib
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from kg.settings import Settings
from kg.store import open_store
from kg.vocab import KC, RDF
from kg.web import create_app
from kg.web.fields import FIELDS
from kg.web.messages import LANGUAGES, MESSAGES
from serving import BASE, DOCUMENT, ROUND, TEXT, publish_clean, span_in_clean

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
JSON = {"Accept": "application/json"}
TURTLE = {"Accept": "text/turtle"}
AFFAIR = "/id/affair/neulbom"
PROVISION = "/eli/kr/act/001656/ed_17893/art_117/para_3"
START, END = span_in_clean("claim/0011223344556677")
CITED = slice(*span_in_clean("statement/citation-1"))
RDF_TYPES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_clean(tmp_path_factory.mktemp("dataset"))


@pytest.fixture(scope="module")
def app_client(dataset: Path) -> FlaskClient:
    return create_app(open_store(f"file:{dataset}"), Settings()).test_client(use_cookies=False)


@pytest.fixture
def client(app_client: FlaskClient) -> FlaskClient:
    return app_client


class Links(HTMLParser):
    """The links of a page, its language, and whether any script stands inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.language = ""
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := given_.get(name))]
        if tag == "html":
            self.language = given_.get("lang") or ""
        if (tag == "script" and "src" not in given_) or tag == "style" or "style" in given_:
            self.inline.append(tag)
        self.inline += [name for name in given_ if name.startswith("on")]


def graph_of(response: TestResponse) -> rdflib.Graph:
    assert response.status_code == 200, response.text
    return rdflib.Graph().parse(data=response.data, format=response.mimetype)


def iris(client: FlaskClient) -> list[str]:
    """Every IRI of the dataset's base that stands anywhere in it, without fragments."""
    query = """SELECT DISTINCT ?x WHERE {
        { ?x ?a ?b } UNION { ?a ?b ?x } UNION { GRAPH ?x { ?a ?b ?c } } UNION { GRAPH ?g { ?x ?a ?b } }
        FILTER(ISIRI(?x)) }"""
    response = client.get("/sparql?" + urlencode({"query": query, "format": "json"}))
    found = {row["x"]["value"].split("#")[0] for row in response.get_json(force=True)["results"]["bindings"]}
    return sorted(iri for iri in found if iri.startswith(f"{BASE}/"))


# --- resources --------------------------------------------------------------------------------------------


def test_every_iri_of_the_data_dereferences_in_two_forms(client: FlaskClient) -> None:
    found = iris(client)
    assert len(found) > 150
    for iri in found:
        path = iri[len(BASE) :]
        if re.fullmatch(r"/def/\d.*|/shapes.*", path):
            continue  # versions of the ontology and its shapes are no pages here
        for headers in (HTML, TURTLE):
            response = client.get(path, headers=headers)
            assert response.status_code == 200, (path, headers)


@pytest.mark.parametrize("suffix, media_type", RDF_TYPES.items())
def test_a_resource_in_every_form_by_accept_and_by_ending(
    client: FlaskClient, suffix: str, media_type: str
) -> None:
    by_accept = client.get(AFFAIR, headers={"Accept": media_type})
    by_ending = client.get(AFFAIR + suffix, headers=HTML)
    assert by_accept.mimetype == by_ending.mimetype == media_type
    assert by_accept.data == by_ending.data
    assert by_accept.headers["Content-Location"] == AFFAIR + suffix
    assert "Accept" in by_accept.headers["Vary"]
    graph = graph_of(by_accept)
    label = rdflib.Literal("늘봄센터 운영", lang="ko")
    assert (rdflib.URIRef(BASE + AFFAIR), rdflib.RDFS.label, label) in graph
    assert (None, rdflib.URIRef(KC.about), rdflib.URIRef(BASE + AFFAIR)) in graph


def test_the_same_bytes_each_time(client: FlaskClient) -> None:
    first, second = (client.get(AFFAIR, headers=TURTLE) for _ in range(2))
    assert first.data == second.data
    again = client.get(AFFAIR, headers={**TURTLE, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(AFFAIR, headers={"Accept": "application/ld+json"})
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_claim_of_an_evidence_graph_is_a_resource(client: FlaskClient) -> None:
    graph = graph_of(client.get(f"/id/document/{DOCUMENT}/claim/0011223344556677", headers=TURTLE))
    assert rdflib.URIRef(f"{BASE}/id/document/{DOCUMENT}/text#char={START},{END}") in set(graph.objects())


def test_any_host_is_answered_with_the_datasets_iris(client: FlaskClient) -> None:
    response = client.get(AFFAIR, headers={**TURTLE, "Host": "kg.seoul.example:8443"})
    assert "kg.seoul.example" not in response.text
    assert (rdflib.URIRef(BASE + AFFAIR), None, None) in graph_of(response)
    page = client.get(AFFAIR, headers={**HTML, "Host": "kg.seoul.example:8443"})
    inside = [link for link in Links(page.text).links if link.startswith(BASE)]
    assert inside == []


def test_forwarded_headers_only_when_told(dataset: Path) -> None:
    forwarded = {"X-Forwarded-Host": "kg.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/kg"}
    for proxies, host in ((0, "http://localhost/sparql"), (1, "https://kg.example/kg/sparql")):
        app = create_app(open_store(f"file:{dataset}"), Settings(trusted_proxies=proxies))
        client = app.test_client()
        assert f"<{host}>" in client.get("/sparql", headers={**TURTLE, **forwarded}).text
    page = client.get(AFFAIR, headers={**HTML, **forwarded}).text
    assert all(link.startswith(("/kg/", "#", "http")) for link in Links(page).links)
    moved = client.get("/eli/kr/act/001656/art_117/para_3", headers={**HTML, **forwarded})
    assert moved.headers["Location"] == f"/kg{PROVISION}"


@pytest.mark.parametrize(
    "path",
    (
        "/id/affair/unknown",
        "/id/affair/unknown.ttl",
        "/id/nonsense",
        "/eli/kr/act/999999",
        "/eli/kr/act/001656/art_1",
        "/graph/document/ffffffffffff",
        f"/id/document/{DOCUMENT}/statement/budget-99",
        "/id/document/ffffffffffff/text",
        "/def/stage/unknown",
        "/nowhere",
        "/법령/없는법",
        "/법령/지방자치법/제1조",
        "/법령/지방자치법/조문아님",
        "/의안/999999",
        "/%FF%FE",
        "/id/%00",
        "/id/affair/neulbom/../../../etc/passwd",
        "/static/../app.py",
    ),
)
def test_what_is_not_there_is_404_in_the_form_asked_for(client: FlaskClient, path: str) -> None:
    address = quote(path, safe="/%")
    page = client.get(address, headers=HTML)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "찾는 자원이 없습니다" in page.text
    as_json = client.get(address, headers=JSON)
    assert (as_json.status_code, as_json.json["code"]) == (404, "not-found")
    plain = client.get(address, headers=TURTLE)
    assert (plain.status_code, plain.mimetype) == (404, "text/plain")


def test_forms_a_resource_does_not_have(client: FlaskClient) -> None:
    for path in (AFFAIR, f"/id/document/{DOCUMENT}/text", "/xref", "/evidence?s=a:b", "/def"):
        assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


# --- aliases ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, target",
    (
        ("/법령/지방자치법", "/eli/kr/act/001656"),
        ("/법령/지방자치법/제117조제3항", PROVISION),
        ("/법령/지방 자치법/제117조제3항", PROVISION),
        ("/의안/77", "/id/bill/kr-11/2022/77"),
        ("/eli/kr/act/001656/art_117/para_3", PROVISION),
        ("/eli/kr/act/001656/art_117/para_3.ttl", f"{PROVISION}.ttl"),
        ("/eli/kr/act/001656/art_117", "/eli/kr/act/001656/ed_17893/art_117"),
    ),
)
@pytest.mark.parametrize("form", ("NFC", "NFD"))
def test_aliases_redirect(client: FlaskClient, path: str, target: str, form: str) -> None:
    address = quote(unicodedata.normalize(form, path))
    response = client.get(address, headers=HTML)
    assert (response.status_code, response.headers["Location"]) == (303, target)


@pytest.mark.parametrize(
    "path, candidates",
    (
        ("/의안/9", ["/id/bill/kr-26/2022/9", "/id/bill/kr-27/2022/9"]),
        *(
            (f"/법령/일{dot}생활균형 조례", [f"/eli/kr-{n}/ordinance/o-0123456789" for n in (26, 27)])
            for dot in "·ㆍ・‧"
        ),
        ("/eli/kr/act/001656/art_104", ["/eli/kr/act/001656/ed_4310/art_104"]),
    ),
)
def test_what_may_mean_several_things_offers_them(
    client: FlaskClient, path: str, candidates: list[str]
) -> None:
    response = client.get(quote(path), headers=HTML)
    assert response.status_code == 300
    assert [link for link in Links(response.text).links if link in candidates] == candidates


# --- text and evidence ------------------------------------------------------------------------------------


def test_the_text_is_served_to_the_letter(client: FlaskClient) -> None:
    response = client.get(f"/id/document/{DOCUMENT}/text")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.data.decode() == TEXT


@pytest.mark.parametrize("start, end", ((5, 13), (60, 75), (0, len(TEXT)), (28, 30)))
def test_the_page_of_the_text_marks_a_passage(client: FlaskClient, start: int, end: int) -> None:
    page = client.get(f"/id/document/{DOCUMENT}/text?char={start},{end}", headers=HTML).text
    marked = re.search(r'<mark id="mark">(.*?)</mark>', page, re.DOTALL)
    assert marked is not None
    assert unescape(marked[1]) == TEXT[start:end]


def test_a_browser_gets_every_character_of_the_text(client: FlaskClient) -> None:
    page = client.get(f"/id/document/{DOCUMENT}/text", headers=HTML).text
    shown = re.search(r'<pre class="text" id="text" lang="ko">\n(.*?)</pre>', page, re.DOTALL)
    assert shown is not None  # a browser drops the first newline of <pre>: it must not be the text's own
    assert unescape(shown[1]) == TEXT


@pytest.mark.parametrize("char", ("9,5", "0,999999", "a,b", "-1,3", "", "1"))
def test_a_span_that_is_none_marks_nothing(client: FlaskClient, char: str) -> None:
    response = client.get(f"/id/document/{DOCUMENT}/text?char={char}", headers=HTML)
    assert response.status_code == 200
    assert "<mark" not in response.text


def test_evidence_of_a_fact(client: FlaskClient) -> None:
    subject = f"{BASE}/id/document/{DOCUMENT}/statement/budget-1"
    address = "/evidence?" + urlencode({"s": subject, "p": KC.totalAmount})
    (fact,) = client.get(address, headers=JSON).json["facts"]
    (passage,) = fact["passages"]
    assert (fact["object"], passage["passage"]) == ("600000000", TEXT[START:END])
    assert passage["passage"] in passage["sentence"]
    assert passage["span"] == f"{BASE}/id/document/{DOCUMENT}/text#char={START},{END}"
    assert "예산은" in client.get(address, headers=HTML).text
    assert rdflib.URIRef(subject) in set(graph_of(client.get(address, headers=TURTLE)).objects())


def test_evidence_of_all_facts_and_of_a_citation(client: FlaskClient) -> None:
    budget = f"{BASE}/id/document/{DOCUMENT}/statement/budget-1"
    facts = client.get("/evidence?" + urlencode({"s": budget}), headers=JSON).json["facts"]
    spans = {fact["predicate"]: [p["start"] for p in fact["passages"]] for fact in facts}
    assert spans == {KC.totalAmount: [START], KC.fiscalYear: [14, 20]}
    citation = f"{BASE}/id/document/{DOCUMENT}/statement/citation-1"
    (fact,) = client.get("/evidence?" + urlencode({"s": citation}), headers=JSON).json["facts"]
    assert [p["passage"] for p in fact["passages"]] == [TEXT[CITED]]


def test_evidence_of_a_derived_value_is_that_of_its_statement(client: FlaskClient) -> None:
    address = "/evidence?" + urlencode({"s": BASE + ROUND, "p": KC.currentBudget})
    (fact,) = client.get(address, headers=JSON).json["facts"]
    assert (fact["object"], fact["derived"]) == ("600000000", True)
    assert [passage["passage"] for passage in fact["passages"]] == [TEXT[START:END]]
    assert "끌어낸 값" in client.get(address, headers=HTML).text
    claim = f"{BASE}/id/document/{DOCUMENT}/claim/0011223344556677"
    assert rdflib.URIRef(claim) in set(graph_of(client.get(address, headers=TURTLE)).subjects())
    links = [link for link in Links(client.get(ROUND, headers=HTML).text).links if "/evidence" in link]
    assert [client.get(link, headers=HTML).status_code for link in links] == [200]


@pytest.mark.parametrize("predicate", (RDF.type, KC.roundOf))
def test_a_fact_that_no_sentence_states_says_so(client: FlaskClient, predicate: str) -> None:
    address = "/evidence?" + urlencode({"s": BASE + ROUND, "p": predicate})
    answer = client.get(address, headers=JSON)
    assert (answer.status_code, answer.json["code"]) == (404, "no-evidence")
    assert "근거 문장이 없습니다" in client.get(address, headers=HTML).text


@pytest.mark.parametrize(
    "query, status",
    (("", 400), ("s=not an iri", 400), ("s=http://e/x", 404), (f"s={BASE}{AFFAIR}&p=>", 400)),
)
def test_evidence_that_cannot_be_given(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/evidence?{query}", headers=JSON).status_code == status


# --- cross-references -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "above",
    (
        PROVISION,
        "/eli/kr/act/001656/ed_17893/art_117",
        "/eli/kr/act/001656/ed_17893",
        "/eli/kr/act/001656",
    ),
)
def test_a_provision_gives_what_rests_on_it_or_under_it(client: FlaskClient, above: str) -> None:
    answer = client.get("/xref?" + urlencode({"provision": BASE + above}), headers=JSON).json
    (reliance,) = answer["reliances"]
    assert reliance["consignment"] == {"iri": BASE + AFFAIR, "label": "늘봄센터 운영"}
    assert reliance["provision"]["iri"] == BASE + PROVISION
    assert reliance["role"]["label"] == "추진근거"
    assert reliance["relied_on_by"]["label"] == "검토자"
    assert reliance["evidence"][0]["passage"] == TEXT[CITED]


def test_what_lies_beside_or_above_does_not_count(client: FlaskClient) -> None:
    for path in ("/eli/kr/act/001656/ed_4310", "/eli/kr/act/001656/ed_4310/art_117"):
        answer = client.get("/xref?" + urlencode({"provision": BASE + path}), headers=JSON).json
        assert answer["reliances"] == []


@pytest.mark.parametrize(
    "consignment",
    (AFFAIR, "/id/bill/kr-11/2022/77", "/id/facility/neulbom"),
    ids=["affair", "bill", "facility"],
)
def test_a_consignment_gives_its_provisions(client: FlaskClient, consignment: str) -> None:
    for asked in (BASE + consignment, consignment, f"http://localhost{consignment}"):
        answer = client.get("/xref?" + urlencode({"consignment": asked}), headers=JSON).json
        assert [r["provision"]["label"] for r in answer["reliances"]] == ["지방자치법 제117조제3항"]


def test_cross_references_as_page_and_rdf(client: FlaskClient) -> None:
    address = "/xref?" + urlencode({"provision": BASE + PROVISION})
    page = client.get(address, headers=HTML)
    assert AFFAIR in Links(page.text).links
    assert TEXT[CITED] in page.text
    graph = graph_of(client.get(address, headers=TURTLE))
    cited = set(graph.subject_objects(rdflib.URIRef(KC.citedProvision)))
    assert {str(provision) for _, provision in cited} == {BASE + PROVISION}


def test_the_index_of_cross_references(client: FlaskClient) -> None:
    answer = client.get("/xref", headers=JSON).json
    assert [(p["label"], p["consignments"]) for p in answer["provisions"]] == [("지방자치법 제117조제3항", 1)]
    assert [a["label"] for a in answer["consignments"]] == ["늘봄센터 운영"]
    assert len(graph_of(client.get("/xref", headers=TURTLE))) > 5


@pytest.mark.parametrize("query", ("provision=http://e/x", f"consignment={BASE}/id/affair/unknown"))
def test_cross_references_of_nothing_we_know(client: FlaskClient, query: str) -> None:
    assert client.get(f"/xref?{query}", headers=JSON).status_code == 404


@pytest.mark.parametrize("query", ("provision=not an iri", "consignment=<>"))
def test_cross_references_of_no_iri(client: FlaskClient, query: str) -> None:
    assert client.get(f"/xref?{query}", headers=JSON).status_code == 400


# --- pages ------------------------------------------------------------------------------------------------


PAGES = (
    "/",
    "/xref",
    "/discrepancies",
    "/errors",
    "/sparql",
    "/def",
    AFFAIR,
    PROVISION,
    f"/id/document/{DOCUMENT}",
    "/graph/vocabulary",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_name_their_language_and_run_no_script_of_their_own(
    client: FlaskClient, path: str, language: str
) -> None:
    response = client.get(path, headers=HTML, query_string={"lang": language})
    page = Links(response.text)
    assert (response.status_code, page.language) == (200, language)
    assert response.headers["Content-Language"] == language
    assert page.inline == []
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_every_link_of_the_pages_leads_somewhere(client: FlaskClient) -> None:
    todo, seen = [*PAGES], set(PAGES)
    while todo:
        response = client.get(todo.pop(), headers=HTML)
        assert response.status_code in (200, 300), response.request.url
        if response.mimetype != "text/html":
            continue
        for link in Links(response.text).links:
            target = link.split("#")[0]
            if target not in seen and re.fullmatch(r"/(?!.*(\?query=|lang=)).*", target):
                seen.add(target)
                todo.append(target)
    assert len(seen) > 150


def test_the_text_of_a_law_is_shown_though_it_is_no_document_of_the_data(
    client: FlaskClient, dataset: Path
) -> None:
    (dataset / "current" / "documents" / "dddddddddddd.txt").write_text(
        "제1조 이 글은 시험이다.", encoding="utf-8"
    )
    page = client.get("/id/document/dddddddddddd/text?char=0,3", headers=HTML)
    assert page.status_code == 200
    assert '<mark id="mark">제1조</mark>' in page.text
    assert "/id/document/dddddddddddd" not in Links(page.text).links


def test_labels_are_shown_never_bare_iris(client: FlaskClient) -> None:
    for path in ("/", "/xref", AFFAIR, PROVISION):
        page = client.get(path, headers=HTML).text
        shown = re.sub(r"<(script|style|code)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert "http://" not in shown
        assert f"{BASE}/" not in shown


def test_the_language_switch_is_remembered(dataset: Path) -> None:
    client = create_app(open_store(f"file:{dataset}"), Settings()).test_client()
    assert Links(client.get("/", headers=HTML).text).language == "ko"
    client.get("/?lang=en", headers=HTML)
    assert Links(client.get(AFFAIR, headers=HTML).text).language == "en"
    client.get("/?lang=ko", headers=HTML)
    assert Links(client.get(AFFAIR, headers=HTML).text).language == "ko"
    assert Links(client.get("/?lang=xx", headers=HTML).text).language == "ko"


def test_the_sentence_behind_a_fact_is_on_the_page(client: FlaskClient) -> None:
    page = client.get(f"/id/document/{DOCUMENT}/statement/budget-1", headers=HTML).text
    assert f"<mark>{TEXT[START:END]}</mark>" in unescape(page)
    assert f"/id/document/{DOCUMENT}/text?char={START},{END}#char={START},{END}" in page
    assert "600,000,000원" in page


def test_the_home_page_counts_what_is_there(client: FlaskClient) -> None:
    page = client.get("/", headers=HTML).text
    assert re.search(r"<dt><a [^>]+>위탁사무</a></dt><dd>1</dd>", page)
    assert re.search(r"<dt>의안</dt><dd>3</dd>", page)
    assert "늘봄센터 운영" in page


def test_the_provisions_counted_are_those_that_are_listed(client: FlaskClient) -> None:
    listed = len(client.get("/xref", headers=JSON).json["provisions"])
    assert re.search(rf"근거 조문</a></dt><dd>{listed}</dd>", client.get("/", headers=HTML).text)


@pytest.mark.parametrize("path", ("/discrepancies", f"/id/document/{DOCUMENT}", AFFAIR))
def test_a_contradiction_is_reached_in_words(client: FlaskClient, path: str) -> None:
    assert "/discrepancies" in Links(client.get("/", headers=HTML).text).links
    page = client.get(path, headers=HTML).text
    shown = ("의안명", "두 제목이 다름")
    assert [words in page for words in shown] == [True, True]
    assert "bill.title" not in page


def test_the_page_of_a_contradiction_names_its_field_in_both_languages(client: FlaskClient) -> None:
    path = f"/id/document/{DOCUMENT}/statement/discrepancy-1"
    titles = [
        re.search("<h1>(.*?)</h1>", client.get(path, headers=HTML, query_string={"lang": language}).text)
        for language in LANGUAGES
    ]
    assert [title and title[1].split(": ")[1] for title in titles] == ["의안명", "title of the bill"]


@pytest.mark.parametrize(
    "path, heading",
    (
        ("/eli/kr/act/001656", "이 법령에 근거한 위탁"),
        (PROVISION, "이 조문(과 그 아래)에 근거한 위탁"),
        (AFFAIR, "이 위탁이 근거로 삼은 조문"),
    ),
)
def test_the_heading_of_cross_references_says_of_what(client: FlaskClient, path: str, heading: str) -> None:
    assert f">{heading}</h2>" in client.get(path, headers=HTML).text


def test_an_empty_section_is_left_out(client: FlaskClient) -> None:
    page = client.get("/eli/kr/act/001656/ed_4310/art_104", headers=HTML).text
    assert 'id="xref"' not in page


def test_a_derived_value_is_called_by_what_it_derives(client: FlaskClient) -> None:
    page = client.get("/id/derived/0102030405060708", headers=HTML).text
    assert "<h1>늘봄센터 운영 (2024-05-01~) · " in page
    assert "0102030405060708</a>" not in client.get(ROUND, headers=HTML).text


def test_the_page_of_an_affair_begins_with_its_rounds_and_what_an_amendment_changed(tmp_path: Path) -> None:
    path = tmp_path / "amended.ttl"
    path.write_text(
        f"""@prefix kc: <{KC.NS}> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix id: <{BASE}/id/> .
        <{BASE}/id/affair/x> a kc:ConsignedAffair .
        <{BASE}/id/affair/x/round/2024-01-01> a kc:ConsignmentRound ; kc:roundOf <{BASE}/id/affair/x> ;
            dcat:startDate "2024-01-01"^^xsd:date ; dcat:endDate "2028-12-31"^^xsd:date .
        <{BASE}/id/bill/kr-11/2022/5> a kc:Bill ; kc:proposes <{BASE}/id/affair/x/round/2024-01-01> ;
            kc:outcome <{BASE}/def/outcome/amended> .
        <{BASE}/def/outcome/amended> skos:notation "amended" ; skos:prefLabel "수정가결"@ko .
        <{BASE}/id/document/{DOCUMENT}/statement/amendment-1> a kc:Amendment ;
            kc:about <{BASE}/id/bill/kr-11/2022/5> ; kc:changedField "consignment.period_end" ;
            kc:valueAfter "2026-12-31" .""",
        encoding="utf-8",
    )
    client = create_app(open_store(f"memory:{path}"), Settings()).test_client()
    page = client.get("/id/affair/x", headers=HTML).text
    assert "2024-01-01 ~ 2028-12-31" in page
    assert "수정가결: 위탁기간 종료일 → 2026-12-31" in page


def test_every_field_a_check_names_has_words(root: Path) -> None:
    sources = "".join(path.read_text("utf-8") for path in (root / "src" / "kg" / "check").glob("*.py"))
    named = set(re.findall(r'"((?:bill|consignment|centers|rounds|evaluations)\.[a-z_]+)"', sources))
    assert len(named) > 15
    assert named <= set(FIELDS)


def test_examples_are_the_competency_questions(client: FlaskClient, root: Path) -> None:
    page = client.get("/sparql", headers=HTML).text
    for path in sorted((root / "data" / "queries").glob("*.rq"))[:3]:
        title = path.read_text("utf-8").splitlines()[1].lstrip("# ")
        assert title in page


def test_every_message_is_in_both_languages() -> None:
    for key, (korean, english) in MESSAGES.items():
        assert korean, key
        assert english, key
        assert set(re.findall(r"\{\w+\}", korean)) == set(re.findall(r"\{\w+\}", english)), key
    templates = Path(__file__).parents[1] / "src" / "kg" / "web" / "templates"
    html = "".join(path.read_text(encoding="utf-8") for path in templates.glob("*.html"))
    assert set(re.findall(r'say\(["\']([\w-]+)', html)) <= set(MESSAGES)


# --- errors -----------------------------------------------------------------------------------------------


def test_the_link_of_an_error_leads_to_its_description(client: FlaskClient) -> None:
    path, _, code = client.get("/nowhere", headers=JSON).json["link"].partition("#")
    page = client.get(path, headers=HTML)
    assert page.status_code == 200
    assert f'id="{code}"' in page.text


def test_a_fault_shows_no_traceback(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(open_store(f"file:{dataset}"), Settings())

    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setitem(app.view_functions, "home.home", broken)
    for headers in (HTML, JSON, TURTLE):
        response = app.test_client().get("/", headers=headers)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text


def test_an_empty_store_has_a_home_page() -> None:
    client = create_app(open_store("memory:"), Settings()).test_client()
    page = client.get("/", headers=HTML)
    assert page.status_code == 200
    assert "아직 자료가 없습니다" in page.text


def test_a_dataset_of_another_base_is_served(tmp_path: Path) -> None:
    path = tmp_path / "moved.nq"
    bill = "http://127.0.0.1:9/kg/id/bill/kr-11/2022/1"
    path.write_text(f"<{bill}> <{RDF.type}> <{KC.Bill}> .\n")
    client = create_app(open_store(f"memory:{path}"), Settings()).test_client()
    assert client.get("/id/bill/kr-11/2022/1", headers=HTML).status_code == 200


@given(st.text(max_size=40), st.sampled_from(["/", "/id/", "/eli/", "/def/", "/graph/", "/법령/", "/의안/"]))
def test_no_path_breaks_the_server(app_client: FlaskClient, rest: str, room: str) -> None:
    address = quote(room + rest, safe="/")
    for headers in (HTML, JSON):
        response = app_client.get(address, headers=headers)
        assert response.status_code in (200, 300, 303, 308, 404), unquote(address)


@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=80))
def test_no_accept_header_breaks_the_server(app_client: FlaskClient, accept: str) -> None:
    for path in (AFFAIR, "/xref", "/nowhere"):
        assert app_client.get(path, headers={"Accept": accept}).status_code in (200, 404, 406)
