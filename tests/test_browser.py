"""The pages in a real browser, narrow and wide: nothing is cut off, nothing fails, the forms work."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from browser import CHROMIUM, DRIVER, Browser, browsing
from conftest import ROOT
from kg import create_app, open_store
from kg.cli import main
from serving import listening

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium with chromedriver on this machine"),
]

WIDTHS = (360, 1280)
KINDS = ("ConsignedAffair", "Facility", "Bill", "SourceDocument", "Provision", "Instrument", "Organisation")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dataset")
    built = CliRunner().invoke(main, ["build", str(ROOT / "data" / "sources"), "-o", str(folder)])
    assert built.exit_code in {0, 1}, built.output
    store = open_store(f"file:{folder}")
    with listening(create_app(store)) as url:
        yield url
    store.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(tmp_path_factory.mktemp("browser")) as session:
        yield session


@pytest.fixture(scope="module")
def pages(address: str) -> dict[str, str]:
    """The address of a page of each kind: fixed ones, and of each kind of thing the one said most about."""
    found = {name: f"{address}{path}" for name, path in FIXED.items()}
    query = """PREFIX kc: <https://w3id.org/consignment-kg/def#>
        SELECT ?thing WHERE { ?thing a kc:KIND . OPTIONAL { ?other ?p ?thing } }
        GROUP BY ?thing ORDER BY DESC(COUNT(?other)) ?thing LIMIT 1"""
    for kind in KINDS:
        answer = CliRunner().invoke(
            main, ["query", "--endpoint", f"{address}/sparql", query.replace("KIND", kind), "--format", "csv"]
        )
        (iri,) = answer.stdout.split()[1:]
        found[kind] = address + iri.removeprefix("https://w3id.org/consignment-kg")
    return found


FIXED = {
    "home": "/",
    "discrepancies": "/discrepancies",
    "errors": "/errors",
    "xref": "/xref",
    "impact-form": "/impact",
    "impact": f"/impact?{urlencode({'provision': '지방자치법 제117조제3항', 'date': '2024-06-01'})}",
    "sparql": "/sparql",
    "vocabulary": "/def",
}
NAMES = [*FIXED, *KINDS]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_page_fits_its_window_and_reports_no_error(
    name: str, width: int, pages: dict[str, str], browser: Browser
) -> None:
    browser.resize(width)
    browser.go(pages[name])
    assert browser.messages() == []
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run("return document.querySelectorAll('h1').length") == 1
    assert browser.run("return document.title.trim().length") > 0


@pytest.mark.parametrize("name", NAMES)
def test_page_is_read_in_the_language_chosen(name: str, pages: dict[str, str], browser: Browser) -> None:
    browser.resize(1280)
    for language in ("en", "ko"):
        browser.go(pages[name])
        browser.follow(f"nav.languages a[lang={language}]")
        assert browser.run("return document.documentElement.lang") == language
        browser.go(pages["home"])
        assert browser.run("return document.documentElement.lang") == language, "the choice is not kept"


def test_query_form_shows_its_rows(pages: dict[str, str], browser: Browser) -> None:
    browser.resize(1280)
    browser.go(pages["sparql"])
    query = 'SELECT ?word WHERE { VALUES ?word { "가+나" "100%" } }'
    browser.run(f"document.querySelector('textarea').value = {query!r}")
    browser.follow("form.query button")
    cells = browser.run(
        "return [...document.querySelectorAll('table td')].map(cell => cell.innerText.trim())"
    )
    assert cells == ["가+나", "100%"]
    assert browser.messages() == []


def test_a_wide_result_scrolls_in_its_own_box(pages: dict[str, str], browser: Browser) -> None:
    browser.resize(390)
    browser.go(pages["sparql"])
    columns = " ".join(f'("{number}" AS ?column{number})' for number in range(8))
    browser.run(f"document.querySelector('textarea').value = {f'SELECT {columns} WHERE {{}}'!r}")
    browser.follow("form.query button")
    assert browser.run("return document.documentElement.scrollWidth") <= 390
    assert browser.run(
        "const box = document.querySelector('.wide'); return box.scrollWidth > box.clientWidth"
    )
    assert browser.run("return document.querySelector('.hint').offsetHeight") > 0


@pytest.mark.parametrize(("width", "shown"), [(390, "at-narrow"), (1280, "at-wide")])
def test_the_picture_of_an_impact_fits_its_window(
    width: int, shown: str, pages: dict[str, str], browser: Browser
) -> None:
    browser.resize(width)
    browser.go(pages["impact"])
    seen = browser.run(
        "return [...document.querySelectorAll('svg.picture')].filter(s => s.clientWidth > 0)"
        ".map(s => s.getAttribute('class'))"
    )
    assert seen == [f"picture {shown}"]
    outside = browser.run(
        "return [...document.querySelectorAll('svg.picture')].filter(s => s.clientWidth > 0)"
        ".flatMap(s => [...s.querySelectorAll('rect')].map(r => r.getBoundingClientRect()))"
        ".filter(b => b.left < 0 || b.right > innerWidth).length"
    )
    assert outside == 0


def test_from_home_to_a_provision_and_back_by_links_alone(pages: dict[str, str], browser: Browser) -> None:
    browser.resize(360)
    browser.go(pages["home"])
    browser.follow("nav a[href$='/xref']")
    assert browser.run("return location.pathname") == "/xref"
    links = browser.run("return [...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))")
    assert any("/eli/" in link or "provision" in link for link in links)
    browser.follow("header .name")
    assert browser.run("return location.pathname") == "/"
