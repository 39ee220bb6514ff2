"""What a reader wants first: a consigned affair in one table of rounds, a document in a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.store import Literal, NamedNode, Row
from kg.vocab import KC
from kg.web.context import Context
from kg.web.fields import field_label
from kg.web.labels import Labels, Named, natural_key
from kg.web.present import show_literal

_PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_ROUNDS = (
    _PREFIXES
    + """
SELECT ?round ?ordinal (STR(?starts) AS ?start) (STR(?ends) AS ?end) ?contractor ?method ?status WHERE {
  ?round kc:roundOf %s .
  OPTIONAL { ?round dcat:startDate ?starts }
  OPTIONAL { ?round dcat:endDate ?ends }
  OPTIONAL { ?round kc:roundOrdinal ?ordinal }
  OPTIONAL { ?round kc:contractor ?contractor }
  OPTIONAL { ?round kc:selectionMethod ?method }
  OPTIONAL { ?round kc:roundStatus ?status }
} ORDER BY ?start ?round ?end ?contractor
"""
)
_AMENDED = (
    _PREFIXES
    + """
SELECT DISTINCT ?round ?bill ?outcome ?field ?after WHERE {
  ?round kc:roundOf %s .
  ?bill kc:proposes ?round ; kc:outcome ?outcome .
  ?outcome skos:notation "amended" .
  ?amendment a kc:Amendment ; kc:about ?bill ; kc:changedField ?field ; kc:valueAfter ?after .
} ORDER BY ?amendment
"""
)
_BUDGETS = (
    _PREFIXES
    + """
SELECT DISTINCT ?budget ?amount ?year WHERE {
  ?budget a kc:Budget ; kc:about/kc:roundOf? %s ; kc:totalAmount ?amount ;
    kc:budgetRole/skos:notation "required" .
  OPTIONAL { ?budget kc:fiscalYear ?year }
}
"""
)
_SCORES = (
    _PREFIXES
    + """
SELECT DISTINCT ?evaluation ?name ?year ?score ?result WHERE {
  ?evaluation a kc:Evaluation ; kc:about/kc:roundOf? %s .
  OPTIONAL { ?evaluation kc:evaluationLabel ?name }
  OPTIONAL { ?evaluation kc:evaluationYear ?year }
  OPTIONAL { ?evaluation kc:score ?score }
  OPTIONAL { ?evaluation kc:resultText ?result }
  FILTER(BOUND(?score) || BOUND(?result))
}
"""
)
_TOLD_OF = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?class WHERE {
  VALUES ?class { kc:Bill kc:ConsignedAffair }
  GRAPH %s { ?statement kc:about ?thing }
  ?thing a ?class .
}
"""
)
_FINDINGS = (
    _PREFIXES
    + """
SELECT DISTINCT ?finding ?text WHERE { GRAPH %s { ?finding a kc:Finding ; kc:findingText ?text } }
"""
)
_KIND = _PREFIXES + "SELECT ?kind WHERE { %s kc:documentKind ?kind } ORDER BY ?kind LIMIT 1"


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a consignment, with what an amended bill made of it."""

    round: Named
    ordinal: str
    period: str
    contractor: Named | None
    method: Named | None
    status: Named | None
    amendments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that a paper tells: what it is of, and the figure."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class AffairOverview:
    """The rounds of an affair, the budget it is said to need and its evaluations."""

    rounds: tuple[Round, ...]
    budgets: tuple[Told, ...]
    evaluations: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class DocumentOverview:
    """The kind of a document, the bills and affairs it tells of, and the findings it reports."""

    kind: Named | None
    bills: tuple[Named, ...]
    affairs: tuple[Named, ...]
    findings: tuple[Told, ...]


def affair_overview(here: Context, iri: str, spoken: str) -> AffairOverview:
    """A consigned affair in short."""
    node = NamedNode(iri)
    return AffairOverview(
        rounds=_rounds(here, node, spoken),
        budgets=_told(here, here.store.select(_BUDGETS % node), "budget", spoken),
        evaluations=_told(here, here.store.select(_SCORES % node), "evaluation", spoken),
    )


def document_overview(here: Context, iri: str, document: str, spoken: str) -> DocumentOverview:
    """A document in short; `document` is its key."""
    graph = NamedNode(here.ids.document_graph(document))
    told_of = here.store.select(_TOLD_OF % graph)
    kinds = here.store.select(_KIND % NamedNode(iri))
    findings = here.store.select(_FINDINGS % graph)
    iris = [
        row[name].value
        for row in (*told_of, *kinds, *findings)
        for name in ("thing", "kind", "finding")
        if name in row
    ]
    labels = Labels(here.store, spoken, iris)

    def named(row: Row, name: str) -> Named:
        return _named(here, labels, row[name].value)

    def of_class(wanted: str) -> tuple[Named, ...]:
        found = {named(row, "thing") for row in told_of if row["class"].value == wanted}
        return tuple(sorted(found, key=lambda thing: natural_key(thing.label)))

    return DocumentOverview(
        kind=named(kinds[0], "kind") if kinds else None,
        bills=of_class(KC.Bill),
        affairs=of_class(KC.ConsignedAffair),
        findings=tuple(
            Told(labels.of(row["finding"].value), row["text"].value, here.href(row["finding"].value))
            for row in sorted(findings, key=lambda row: natural_key(row["finding"].value))
        ),
    )


def _rounds(here: Context, node: NamedNode, spoken: str) -> tuple[Round, ...]:
    rows = here.store.select(_ROUNDS % node)
    amended = here.store.select(_AMENDED % node)
    names = ("round", "contractor", "method", "status", "outcome")
    labels = Labels(
        here.store, spoken, {row[n].value for row in (*rows, *amended) for n in names if n in row}
    )
    changes: dict[str, list[str]] = {}
    for row in amended:
        what = f"{field_label(row['field'].value, spoken)} → {row['after'].value}"
        changes.setdefault(row["round"].value, []).append(f"{labels.of(row['outcome'].value)}: {what}")
    found: dict[str, Round] = {}
    for row in rows:  # several rows where papers differ: the first stands, the rest is in the statements
        iri = row["round"].value
        contractor, method, status = (
            _named(here, labels, row[name].value) if name in row else None
            for name in ("contractor", "method", "status")
        )
        found.setdefault(
            iri,
            Round(
                round=_named(here, labels, iri),
                ordinal=_shown(row, "ordinal", KC.roundOrdinal, spoken),
                period=_period(row),
                contractor=contractor,
                method=method,
                status=status,
                amendments=tuple(dict.fromkeys(changes.get(iri, ()))),
            ),
        )
    return tuple(found.values())


def _told(here: Context, rows: Iterable[Row], name: str, spoken: str) -> tuple[Told, ...]:
    """The figures of some statements, each once however often a paper repeats it."""
    found: dict[tuple[str, str], Told] = {}
    for row in sorted(rows, key=lambda row: natural_key(row[name].value)):
        label = row["name"].value if "name" in row else _shown(row, "year", KC.fiscalYear, spoken)
        figures = (
            _shown(row, "amount", KC.totalAmount, spoken),
            _shown(row, "score", KC.score, spoken),
            row["result"].value if "result" in row else "",
        )
        text = " · ".join(figure for figure in figures if figure)
        same = ("".join(label.split()), "".join(text.split()))
        found.setdefault(same, Told(label, text, here.href(row[name].value)))
    return tuple(found.values())


def _shown(row: Row, name: str, predicate: str, spoken: str) -> str:
    value = row.get(name)
    return show_literal(predicate, value, spoken) if isinstance(value, Literal) else ""


def _period(row: Row) -> str:
    start, end = (row[name].value if name in row else "" for name in ("start", "end"))
    return f"{start} ~ {end}".strip() if start or end else ""


def _named(here: Context, labels: Labels, iri: str) -> Named:
    return Named(iri, labels.of(iri), here.href(iri))
