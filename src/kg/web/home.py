"""The home page: what this is, what is in it, and where to begin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, render_template

from kg.store import NamedNode, Row
from kg.vocab import KC
from kg.web.context import Context, context, language
from kg.web.labels import Labels, Named
from kg.web.negotiate import HTML
from kg.web.respond import respond
from kg.web.xref import count_cited, most_cited

blueprint = Blueprint("home", __name__)

_COUNTED = (
    ("documents", KC.SourceDocument),
    ("bills", KC.Bill),
    ("consignments", KC.ConsignedAffair),
    ("facilities", KC.Facility),
    ("organisations", KC.Organisation),
    ("discrepancies", KC.Discrepancy),
)
_LEAD = {
    "documents": "/#documents",
    "consignments": "/#affairs",
    "discrepancies": "/discrepancies",
    "provisions": "/xref",
}
"""Count → where its list is."""
_COUNTS = (
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { VALUES ?class { %s } ?s a ?class } GROUP BY ?class"
)
_CLAIMS = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { GRAPH ?g { ?claim a rdf:Statement ; kc:evidence ?span } }
"""
_AFFAIRS = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
SELECT ?affair ?facility ?contractor WHERE {
  ?affair a kc:ConsignedAffair .
  OPTIONAL { ?affair kc:facility ?facility }
  OPTIONAL { ?affair kc:currentContractor ?contractor }
} ORDER BY ?affair ?facility ?contractor
"""
_ROUNDS = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?affair ?status ?contractor (STR(?starts) AS ?start) (STR(?ends) AS ?end) WHERE {
  ?round kc:roundOf ?affair ; kc:roundStatus/skos:notation ?status ; dcat:startDate ?starts .
  OPTIONAL { ?round dcat:endDate ?ends }
  OPTIONAL { ?round kc:contractor ?contractor }
} ORDER BY ?affair ?start ?end ?contractor
"""
_DOCUMENTS = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
SELECT DISTINCT ?document WHERE { ?document a kc:SourceDocument } ORDER BY ?document LIMIT 200
"""
SHOWN_PROVISIONS = 10


@dataclass(frozen=True, slots=True)
class Affair:
    """One line of the list of consignments: who holds it for which period, and the period now proposed."""

    affair: Named
    facility: Named | None
    contractor: Named | None
    period: str
    proposed: str


@blueprint.get("/")
def home() -> Response:
    """What is here."""
    here = context()
    counts = {row["class"].value: int(row["n"].value) for row in here.store.select(_COUNTS % _classes())}
    shown = [(name, counts.get(iri, 0)) for name, iri in _COUNTED]
    facts = int(here.store.select(_CLAIMS)[0]["n"].value)
    body = render_template(
        "home.html",
        lead={name: here.path(path) for name, path in _LEAD.items()},
        counts=[*shown, ("provisions", count_cited(here)), ("facts", facts)],
        law=_law(here),
        affairs=_affairs(here),
        cited=most_cited(here, SHOWN_PROVISIONS, language()),
        documents=_named_all(here, "document", here.store.select(_DOCUMENTS)),
        examples=here.examples(),
    )
    return respond(body, HTML)


def _law(here: Context) -> list[tuple[str, int]]:
    """How much law the version served stands on, as its build recorded; empty where none is known."""
    directory = here.settings.store.removeprefix("file:").removeprefix("//")
    if not here.store.version or not here.settings.store.startswith("file:"):
        return []
    places = (Path(directory) / "versions" / here.store.version, Path(directory))
    for place in places:
        try:
            said = json.loads((place / "law.json").read_text(encoding="utf-8"))
            return [(f"law-{name}", int(said[name])) for name in ("instruments", "provisions", "citations")]
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return []


def _classes() -> str:
    return " ".join(str(NamedNode(iri)) for _, iri in _COUNTED)


def _affairs(here: Context) -> list[Affair]:
    rows = here.store.select(_AFFAIRS)
    # The last round of each status stands for it: rows come in order of their start.
    rounds = {(row["affair"].value, row["status"].value): row for row in here.store.select(_ROUNDS)}
    labels = Labels(
        here.store,
        language(),
        {
            row[name].value
            for row in (*rows, *rounds.values())
            for name in ("affair", "facility", "contractor")
            if name in row
        },
    )
    found: dict[str, Affair] = {}
    for row in rows:  # several rows where an affair has several facilities: the first stands for them
        iri = row["affair"].value
        held = rounds.get((iri, "reported"), row)
        affair = Affair(
            _named(here, labels, row, "affair"),
            _named(here, labels, row, "facility") if "facility" in row else None,
            _named(here, labels, held, "contractor") if "contractor" in held else None,
            _period(held),
            _period(rounds.get((iri, "proposed"), row)),
        )
        found.setdefault(iri, affair)
    return sorted(found.values(), key=lambda affair: affair.affair.label)


def _period(row: Row) -> str:
    start, end = (row[name].value if name in row else "" for name in ("start", "end"))
    return f"{start} ~ {end}".strip() if start else ""


def _named_all(here: Context, name: str, rows: list[Row]) -> list[Named]:
    labels = Labels(here.store, language(), {row[name].value for row in rows})
    return sorted((_named(here, labels, row, name) for row in rows), key=lambda named: named.label)


def _named(here: Context, labels: Labels, row: Row, name: str) -> Named:
    iri = row[name].value
    return Named(iri, labels.of(iri), here.href(iri))
