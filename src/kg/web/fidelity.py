"""Quotations of law beside the text in force: the verdict, and word by word what differs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.store import NamedNode, Row
from kg.web.context import Context, say
from kg.web.labels import Labels, Named, natural_key
from kg.web.lawtext import printed
from kg.web.quotes import read_span

SHOWN = 100
HEAD = 4096
"""How much of a law's text is read for what its front matter says."""
_PREFIXES = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
"""
_OF_DOCUMENT = "GRAPH %s { ?q a kc:Quotation }"
_OF_PROVISION = "?q kc:quotes|kc:comparedWith ?p . ?p eli:is_part_of* %s ."
_ONE = "VALUES ?q { %s }"
_COMPARED = (
    _PREFIXES
    + """
SELECT DISTINCT ?q ?verdict ?reason ?quoted ?with ?law ?json (STR(?on) AS ?day) WHERE {
  { SELECT DISTINCT ?q WHERE { %s } }
  ?q kc:fidelity ?verdict .
  OPTIONAL { ?q kc:fidelityReason ?reason }
  OPTIONAL { ?q kc:quotes ?quoted }
  OPTIONAL { ?q kc:comparedWith ?with }
  OPTIONAL { ?q kc:comparedText ?law }
  OPTIONAL { ?q kc:comparison ?json }
  OPTIONAL { ?q kc:comparedOn ?on }
}
"""
)
_SEVERAL = (
    _PREFIXES
    + """
SELECT ?q ?divergence (STR(?since) AS ?changed) WHERE {
  VALUES ?q { %s }
  { ?q kc:divergence ?divergence } UNION { ?q kc:changedSince ?since }
}
"""
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a comparison; ``kind`` is ``same``, ``law``, ``paper`` or ``omitted`` (at an ellipsis)."""

    kind: str
    text: str


_KINDS = {"=": "same", "-": "law", "+": "paper", "…": "omitted"}


@dataclass(frozen=True, slots=True)
class Piece:
    """The words under one label: the provision's name, whether they are its heading, and how they compare."""

    path: str
    is_heading: bool
    verdict: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One quotation and how it compares; ``code`` is the verdict's code."""

    quotation: Named
    document: Named
    verdict: Named
    code: str
    provision: Named | None
    reason: Named | None
    divergences: tuple[Named, ...]
    day: str
    changed: tuple[str, ...]
    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]
    law_text: str | None
    compared: str

    @property
    def is_open(self) -> bool:
        """Whether there is something to see at once: a difference."""
        return self.code == "divergent"


def of_document(here: Context, document: str, spoken: str) -> list[Compared]:
    """The quotations of a document, in its order; *document* is its key."""
    return _compared(here, _OF_DOCUMENT % NamedNode(here.ids.document_graph(document)), spoken)


def of_provision(here: Context, iri: str, spoken: str) -> list[Compared]:
    """The quotations of a provision or anything under it."""
    return _compared(here, _OF_PROVISION % NamedNode(iri), spoken)


def of_quotation(here: Context, iri: str, spoken: str) -> list[Compared]:
    """The one quotation with this IRI, if it was compared."""
    return _compared(here, _ONE % NamedNode(iri), spoken)


def _compared(here: Context, wanted: str, spoken: str) -> list[Compared]:
    rows: dict[str, Row] = {}
    for row in here.store.select(_COMPARED % wanted):
        rows.setdefault(row["q"].value, row)
    order = sorted(rows, key=natural_key)[:SHOWN]
    several = _several(here, order)
    names = ("verdict", "reason", "quoted", "with")
    iris = {row[name].value for row in rows.values() for name in names if name in row}
    iris |= {iri for divergences, _ in several.values() for iri in divergences}
    documents = {iri: here.ids.document(here.ids.parse(iri)["document"]) for iri in order}
    labels = Labels(here.store, spoken, sorted(iris | set(order) | set(documents.values())))

    def named(iri: str) -> Named:
        return Named(iri, labels.of(iri), here.href(iri))

    return [_one(here, rows[iri], several[iri], named, documents[iri]) for iri in order]


def _one(
    here: Context,
    row: Row,
    several: tuple[list[str], list[str]],
    named: Callable[[str], Named],
    document: str,
) -> Compared:
    divergences, changed = several
    pieces, left_out = _read(row["json"].value) if "json" in row else ((), ())
    provision = next((row[name].value for name in ("with", "quoted") if name in row), None)
    verdict = row["verdict"].value
    return Compared(
        quotation=named(row["q"].value),
        document=named(document),
        verdict=named(verdict),
        code=verdict.rsplit("/", 1)[-1],
        provision=named(provision) if provision else None,
        reason=named(row["reason"].value) if "reason" in row else None,
        divergences=tuple(named(iri) for iri in sorted(divergences)),
        day=row["day"].value if "day" in row else "",
        changed=tuple(sorted(changed)),
        pieces=pieces,
        left_out=left_out,
        law_text=_place(here, row["law"].value) if "law" in row else None,
        compared=_which_text(here, row),
    )


def _which_text(here: Context, row: Row) -> str:
    if "law" not in row:
        return ""
    day = row["day"].value if "day" in row else ""
    is_presumed = "reason" in row and row["reason"].value.endswith("/presumed-unchanged")
    return which_text(day, _promulgated(here, row["law"].value), is_presumed=is_presumed)


def which_text(day: str, promulgated: str, *, is_presumed: bool) -> str:
    """Which text was compared for a paper of a day, and what is known of the time between the two.

    *promulgated* is the day of the text (empty: not known); *is_presumed* tells that no mark of a change
    stands between, in a form that does not print all marks.
    """
    if not promulgated and not is_presumed:
        return say("compared-with", day=day)
    text = say("compared-with-text", text=promulgated) if promulgated else say("compared-with-held")
    if not is_presumed and promulgated <= day:
        return text
    return f"{text} · {say('no-mark-since', day=day)}" + (f" ({say('presumed')})" if is_presumed else "")


def _promulgated(here: Context, span: str) -> str:
    """The day a law's text says it was promulgated; empty where it does not say, or is not held."""
    place = read_span(span)
    text = here.store.text(place[0]) if place else None
    source = printed(text[:HEAD]) if text else None
    return source.promulgated if source else ""


def _place(here: Context, span: str) -> str | None:
    """Where a span of a law's text is shown, marked."""
    place = read_span(span)
    if place is None:
        return None
    document, start, end = place
    return here.path(f"/id/document/{document}/text?char={start},{end}#char={start},{end}")


def _several(here: Context, quotations: Sequence[str]) -> dict[str, tuple[list[str], list[str]]]:
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    if quotations:
        nodes = " ".join(str(NamedNode(iri)) for iri in quotations)
        for row in here.store.select(_SEVERAL % nodes):
            divergences, changed = found[row["q"].value]
            if "divergence" in row:
                divergences.append(row["divergence"].value)
            if "changed" in row:
                changed.append(row["changed"].value)
    return found


def _read(text: str) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The value of ``kc:comparison``; nothing where somebody else's data has another form."""
    try:
        form = json.loads(text)
        pieces = tuple(_piece(piece) for piece in form["pieces"])
        return pieces, tuple(str(path) for path in form["left_out"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return (), ()


def _piece(form: dict[str, object]) -> Piece:
    words = form["words"]
    if not isinstance(words, list):
        raise TypeError("words are a list")
    return Piece(
        path=str(form["path"]),
        is_heading=bool(form["heading"]),
        verdict=str(form["verdict"]),
        stretches=tuple(Stretch(_KINDS[kind], str(text)) for kind, text in words),
    )
