"""``/xref``: from a provision to the consignments that rest on it, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kg.errors import NotAcceptableError, NotFoundError
from kg.impact import Nearness, Number, Tree, find_provision, of_their_time, rows, slots_of, today
from kg.store import GRAPH_FORMS, Form, NamedNode, Row, Triple, write_graph
from kg.vocab import PREFIXES
from kg.web.alias import choose
from kg.web.context import Context, context, language, node
from kg.web.labels import Labels, Named, natural_key
from kg.web.negotiate import HTML, JSON, asked_form
from kg.web.numbers import numbers_of
from kg.web.quotes import Evidence, Quote

blueprint = Blueprint("xref", __name__)

_PREFIXES = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# A citation inside reproduced law is the law's, not the paper's: nothing rests on it.
_SAID = """
  OPTIONAL { ?citation kc:citationRole ?role }
  OPTIONAL { ?citation kc:reliedOnBy ?party }
  OPTIONAL { ?citation kc:citationText ?text }
  FILTER NOT EXISTS { ?citation kc:insideQuotation true }
"""
# What rests on a provision is the affair; its bill and round are named by the same citation. Citations come
# first, by what they cite: most that cite a law are the law's own.
_OF_PROVISIONS = (
    """
SELECT DISTINCT ?consignment ?cited ?role ?party ?text ?citation WHERE {
  { SELECT ?citation ?cited ?consignment WHERE {
    VALUES ?cited { %s }
    ?citation kc:citedProvision ?cited ; a kc:Citation ; kc:about ?consignment .
    ?consignment a kc:ConsignedAffair .
  } }
"""
    + _SAID
    + "}"
)
_OF_WHOLE = (
    _OF_PROVISIONS.replace("kc:citedProvision", "kc:citedInstrument").removesuffix("}")
    + "  FILTER NOT EXISTS { ?citation kc:citedProvision ?any }\n}"
)
# Only what papers name has its instrument: a small set, however large the law is.
_NAMED_BY_PAPERS = "SELECT DISTINCT ?slot WHERE { VALUES ?work { %s } ?slot kc:instrument ?work }"
_OF_CONSIGNMENT = (
    _PREFIXES
    + """
SELECT DISTINCT ?consignment ?cited ?role ?party ?text ?citation WHERE {
  VALUES ?consignment { %s }
"""
    + "  ?citation a kc:Citation ; kc:about ?consignment .\n"
    + _SAID
    + """  OPTIONAL { ?citation kc:citedProvision ?provision }
  OPTIONAL { ?citation kc:citedInstrument ?instrument }
  BIND(COALESCE(?provision, ?instrument) AS ?cited)
}
"""
)
_AFFAIR_OF = (
    _PREFIXES
    + """
SELECT DISTINCT ?affair WHERE {
  { BIND(%(iri)s AS ?affair) ?affair a kc:ConsignedAffair }
  UNION { ?affair kc:facility %(iri)s }
}
"""
)
_CITED = """
WHERE {
  ?citation a kc:Citation ; kc:citedProvision ?cited ; kc:about ?consignment .
  ?consignment a kc:ConsignedAffair .
  FILTER NOT EXISTS { ?citation kc:insideQuotation true }
}
"""
_MOST_CITED = (
    _PREFIXES
    + """
SELECT ?cited (COUNT(DISTINCT ?consignment) AS ?consignments) (COUNT(DISTINCT ?citation) AS ?citations)
"""
    + _CITED
    + "GROUP BY ?cited ORDER BY DESC(?consignments) DESC(?citations) ?cited LIMIT %d"
)
_COUNT_CITED = _PREFIXES + "SELECT (COUNT(DISTINCT ?cited) AS ?n)" + _CITED
_AFFAIRS = _PREFIXES + "SELECT DISTINCT ?affair WHERE { ?affair a kc:ConsignedAffair } ORDER BY ?affair"


@dataclass(frozen=True, slots=True)
class Reliance:
    """One citation: which consignment rests on which provision, as what, and who relies on it."""

    consignment: Named
    provision: Named | None
    role: Named | None
    relied_on_by: Named | None
    text: str
    citation: Named
    quotes: tuple[Quote, ...]
    number: Number = Number.OWN


@dataclass(frozen=True, slots=True)
class Group:
    """The citations of one provision for one consignment, in one role by one party: all their passages."""

    consignment: Named
    provision: Named | None
    role: Named | None
    relied_on_by: Named | None
    text: str
    citation: Named
    quotes: tuple[Quote, ...]
    number: Number = Number.OWN


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision with how many consignments and citations rest on it."""

    provision: Named
    consignments: int
    citations: int


def of_provision(here: Context, iri: str, spoken: str) -> list[Reliance]:
    """Which consignments rest on a provision, an edition or an instrument, or on anything under it.

    A provision is followed to the numbers it had and has had since; what is reached so says it.
    """
    node(iri)
    parsed = here.parse(iri)
    if parsed is None or parsed.kind not in ("provision", "edition", "instrument"):
        return []
    if parsed.kind == "provision":
        under = (Nearness.AT, Nearness.BELOW)
        slots = {s.iri: s for s in slots_of(Tree(here.store, here.ids), iri) if s.nearness in under}
        found = of_their_time(
            here.store,
            [(row, slots[row["cited"].value]) for row in rows(here.store, _OF_PROVISIONS, slots)],
        )
        numbers = {row["cited"].value: slot.number for row, slot in found}
        return _reliances(here, [row for row, _ in found], spoken, numbers)
    work = {name: parsed[name] for name in ("jurisdiction", "type", "instrument")}
    instrument = here.ids.format("instrument", **work)
    named = (row["slot"].value for row in rows(here.store, _NAMED_BY_PAPERS, [instrument]))
    cited = [slot for slot in named if slot.startswith(f"{iri}/")]
    whole = list(rows(here.store, _OF_WHOLE, [iri]))
    return _reliances(here, [*rows(here.store, _OF_PROVISIONS, cited), *whole], spoken)


def of_consignment(here: Context, iri: str, spoken: str) -> list[Reliance]:
    """Which provisions an affair, a round, a bill or a facility's affairs rest on."""
    affairs = [row["affair"].value for row in here.store.select(_AFFAIR_OF % {"iri": node(iri)})]
    values = " ".join(str(NamedNode(consignment)) for consignment in affairs or [iri])
    return _reliances(here, here.store.select(_OF_CONSIGNMENT % values), spoken)


def most_cited(here: Context, limit: int, spoken: str) -> list[Cited]:
    """The provisions that most consignments rest on."""
    found = here.store.select(_MOST_CITED % limit)
    labels = Labels(here.store, spoken, (row["cited"].value for row in found))
    return [
        Cited(_named(here, labels, row, "cited"), int(row["consignments"].value), int(row["citations"].value))
        for row in found
    ]


def count_cited(here: Context) -> int:
    """How many provisions consignments rest on: those that `most_cited` ranks."""
    return int(here.store.select(_COUNT_CITED)[0]["n"].value)


def affairs(here: Context, spoken: str) -> list[Named]:
    """All consigned affairs, by label."""
    found = here.store.select(_AFFAIRS)
    labels = Labels(here.store, spoken, (row["affair"].value for row in found))
    return sorted((_named(here, labels, row, "affair") for row in found), key=lambda named: named.label)


def grouped(found: Iterable[Reliance]) -> list[Group]:
    """Citations for reading: those that say the same of the same are one line with several passages."""
    lines: dict[tuple[object, ...], list[Reliance]] = {}
    for r in found:
        what = r.provision or r.text
        lines.setdefault((r.consignment, what, r.role, r.relied_on_by), []).append(r)
    groups = []
    for members in lines.values():
        first = members[0]
        quotes = tuple(dict.fromkeys(quote for member in members for quote in member.quotes))
        groups.append(
            Group(
                first.consignment,
                first.provision,
                first.role,
                first.relied_on_by,
                first.text,
                first.citation,
                quotes,
                first.number,
            )
        )
    return groups


@blueprint.get("/xref")
def xref() -> Response:
    """The index, or the answer for ``?provision=`` or ``?consignment=``, as page, JSON or RDF."""
    here = context()
    form = asked_form(request.headers.get("Accept"), request.args.get("format"), (HTML, JSON, *GRAPH_FORMS))
    if form is None:
        raise NotAcceptableError
    for kind, answer in (("provision", of_provision), ("consignment", of_consignment)):
        if asked := request.args.get(kind, "").strip():
            iri = _ours(here, asked)
            if kind == "provision" and "://" not in iri:
                meant = _named_in_words(here, asked)
                if len(meant) > 1:
                    links = {one: f"{here.path('/xref')}?{urlencode({kind: one})}" for one in meant}
                    return choose(here, links)
                iri = meant[0]
            return _answer(here, kind, iri, answer(here, iri, language()), form)
    return _index(here, form)


def _named_in_words(here: Context, asked: str) -> tuple[str, ...]:
    """What a name means: an instrument by its title, a provision as people write it. Raises as the latter."""
    if found := here.names.instruments(asked):
        return found
    return tuple(
        dict.fromkeys(one.provision for one in find_provision(here.store, here.names, asked, today()))
    )


def _answer(here: Context, kind: str, iri: str, found: list[Reliance], form: Form) -> Response:
    labels = Labels(here.store, language(), [iri])
    if not found and not labels.knows(iri):
        raise NotFoundError(iri)
    thing = Named(iri, labels.of(iri), here.href(iri))
    if form is HTML:
        body: str | bytes = render_template(
            "xref.html",
            kind=kind,
            thing=thing,
            found=grouped(found),
            is_instrument=kind == "provision" and "/art_" not in iri,
            numbers=numbers_of(here, [iri]),
            impact=here.impact(iri) if kind == "provision" and "/art_" in iri else "",
        )
    elif form is JSON:
        body = _json({"kind": "xref", kind: _named_json(thing), "reliances": [_as_json(r) for r in found]})
    else:
        body = _graph(here, found, form)
    return _respond(body, form)


def _index(here: Context, form: Form) -> Response:
    cited, consignments = most_cited(here, 200, language()), affairs(here, language())
    if form is HTML:
        body: str | bytes = render_template("xref_index.html", cited=cited, consignments=consignments)
    elif form is JSON:
        provisions = [
            {**_named_json(c.provision), "consignments": c.consignments, "citations": c.citations}
            for c in cited
        ]
        body = _json(
            {
                "kind": "xref-index",
                "provisions": provisions,
                "consignments": [_named_json(a) for a in consignments],
            }
        )
    else:
        found = [r for affair in consignments for r in of_consignment(here, affair.iri, language())]
        body = _graph(here, found, form)
    return _respond(body, form)


def _respond(body: str | bytes, form: Form) -> Response:
    response = Response(body, content_type=form.content_type)
    response.vary.add("Accept")
    return response


def _ours(here: Context, iri: str) -> str:
    """The IRI asked for: as it is, or a path of this server, or this server's own address for it."""
    if iri.startswith("/"):
        return here.iri(iri)
    root = request.host_url.rstrip("/") + request.script_root
    return here.iri(iri[len(root) :]) if iri.startswith(root + "/") else iri


def _reliances(
    here: Context, told: list[Row], spoken: str, numbers: Mapping[str, Number] | None = None
) -> list[Reliance]:
    iris = {row[name].value for row in told for name in row if isinstance(row[name], NamedNode)}
    labels = Labels(here.store, spoken, iris)
    evidence = Evidence(here, {row["citation"].value for row in told})
    found = [
        Reliance(
            consignment=_named(here, labels, row, "consignment"),
            provision=_named(here, labels, row, "cited") if "cited" in row else None,
            role=_named(here, labels, row, "role") if "role" in row else None,
            relied_on_by=_named(here, labels, row, "party") if "party" in row else None,
            text=row["text"].value if "text" in row else "",
            citation=_named(here, labels, row, "citation"),
            quotes=tuple(evidence.of_node(row["citation"].value)),
            number=(numbers or {}).get(row["cited"].value, Number.OWN) if "cited" in row else Number.OWN,
        )
        for row in told
    ]
    return sorted(found, key=_order)


def _order(reliance: Reliance) -> tuple[object, ...]:
    provision = reliance.provision.iri if reliance.provision else "~"
    places = tuple((quote.document, quote.passages[0].start) for quote in reliance.quotes)
    return reliance.consignment.label, natural_key(provision), places


def _named(here: Context, labels: Labels, row: Row, name: str) -> Named:
    iri = row[name].value
    return Named(iri, labels.of(iri), here.href(iri))


def _graph(here: Context, found: Iterable[Reliance], form: Form) -> bytes:
    """The citations and the labels of what they join, as RDF."""
    citations = sorted({reliance.citation.iri for reliance in found})
    triples: dict[Triple, None] = {}
    for at in range(0, len(citations), 200):
        values = " ".join(str(NamedNode(iri)) for iri in citations[at : at + 200])
        query = (
            f"{_PREFIXES} CONSTRUCT {{ ?c ?p ?o . ?o rdfs:label ?label }}"
            f" WHERE {{ VALUES ?c {{ {values} }} ?c ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}"
        )
        triples |= dict.fromkeys(here.store.construct(query))
    return write_graph(sorted(triples, key=str), form, PREFIXES)


def _as_json(reliance: Reliance) -> dict[str, object]:
    return {
        "consignment": _named_json(reliance.consignment),
        "provision": reliance.provision and _named_json(reliance.provision),
        "role": reliance.role and _named_json(reliance.role),
        "relied_on_by": reliance.relied_on_by and _named_json(reliance.relied_on_by),
        "number": reliance.number,
        "text": reliance.text,
        "citation": reliance.citation.iri,
        "evidence": [
            {"document": quote.document, "start": passage.start, "end": passage.end, "passage": passage.text}
            for quote in reliance.quotes
            for passage in quote.passages
        ],
    }


def _named_json(named: Named) -> dict[str, str]:
    return {"iri": named.iri, "label": named.label}


def _json(content: dict[str, object]) -> str:
    return json.dumps({"schema_version": 1, **content}, ensure_ascii=False) + "\n"
