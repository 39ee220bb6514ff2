"""``/id/…``, ``/eli/…``, ``/def/…``, ``/graph/…``: every IRI of the data, in the form asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Blueprint, Response, render_template, request

from kg.errors import NotAcceptableError, NotFoundError
from kg.ids import Parsed
from kg.store import GRAPH_FORMS, Form, NamedNode, Triple, write_graph
from kg.vocab import KC, PREFIXES
from kg.web import fidelity
from kg.web.alias import current_slots, lead
from kg.web.contents import contents_of
from kg.web.context import Context, context, language
from kg.web.contradictions import Contradiction, of_affair, of_document
from kg.web.negotiate import HTML, asked_form
from kg.web.numbers import numbers_of
from kg.web.overview import affair_overview, document_overview
from kg.web.pages import resource_page
from kg.web.respond import respond
from kg.web.xref import Group, grouped, of_consignment, of_provision

blueprint = Blueprint("resource", __name__)

SUFFIXES: dict[str, Form] = {
    ".html": HTML,
    **dict(zip((".ttl", ".nt", ".jsonld", ".rdf"), GRAPH_FORMS, strict=True)),
}
"""Ending of a path → the form it asks for, whatever Accept says."""

_LAW = frozenset({KC.Instrument, KC.Edition, KC.Provision})
_CONSIGNMENT = frozenset({KC.ConsignedAffair, KC.ConsignmentRound, KC.Bill, KC.Facility})

_DESCRIBE = """
CONSTRUCT { %(node)s ?p ?o . ?s ?q %(node)s } WHERE {
  { %(node)s ?p ?o } UNION { GRAPH ?g { %(node)s ?p ?o } } UNION { ?s ?q %(node)s }
}
"""
_OUTGOING = """
CONSTRUCT { %(node)s ?p ?o } WHERE { { %(node)s ?p ?o } UNION { GRAPH ?g { %(node)s ?p ?o } } }
"""
_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH %s { ?s ?p ?o } }"


@blueprint.get("/id/<path:rest>", defaults={"room": "id"})
@blueprint.get("/eli/<path:rest>", defaults={"room": "eli"})
@blueprint.get("/def/<path:rest>", defaults={"room": "def"})
@blueprint.get("/graph/<path:rest>", defaults={"room": "graph"})
def resource(room: str, rest: str) -> Response:
    """A resource as a page or as RDF; an edition-less provision leads to that of the current edition."""
    here = context()
    path, suffix_form = split_suffix(f"/{room}/{rest}")
    iri = here.iri(path)
    parsed = here.parse(iri)
    if parsed is None:
        raise NotFoundError(path)
    if parsed.kind == "editionless":
        return _current_slot(here, parsed, suffix_form)
    form = suffix_form or asked_form(
        request.headers.get("Accept"), request.args.get("format"), (*GRAPH_FORMS, HTML)
    )
    if form is None:
        raise NotAcceptableError(", ".join(f.media_type for f in (HTML, *GRAPH_FORMS)))
    body = _page(here, iri, parsed) if form is HTML else _rdf(here, iri, parsed, form)
    response = respond(body, form)
    response.headers["Content-Location"] = here.path(path) + _suffix_of(form)
    for suffix, other in SUFFIXES.items():
        response.headers.add(
            "Link", f'<{here.path(path)}{suffix}>; rel="alternate"; type="{other.media_type}"'
        )
    return response


def split_suffix(path: str) -> tuple[str, Form | None]:
    """A path without the ending that names a form, and the form.

    >>> split_suffix("/id/affair/centre.ttl")[0]
    '/id/affair/centre'
    """
    for suffix, form in SUFFIXES.items():
        if path.endswith(suffix):
            return path.removesuffix(suffix), form
    return path, None


def _suffix_of(form: Form) -> str:
    return next(suffix for suffix, other in SUFFIXES.items() if other is form)


def _page(here: Context, iri: str, parsed: Parsed) -> str:
    if parsed.kind.endswith("-graph"):
        return _graph_page(here, iri)
    asked = request.args.get("page", "1")
    number = int(asked) if re.fullmatch(r"[1-9]\d{0,5}", asked, re.ASCII) else 1
    page = resource_page(here, iri, language(), number)
    if page is None:
        raise NotFoundError(iri)
    reliances: list[Group] | None = None
    if page.classes & _LAW:
        reliances = grouped(of_provision(here, iri, language()))
    elif page.classes & _CONSIGNMENT:
        reliances = grouped(of_consignment(here, iri, language()))
    found: list[Contradiction] = []
    affair = document = None
    if KC.ConsignedAffair in page.classes:
        affair = affair_overview(here, iri, language())
        found = of_affair(here, iri, language())
    elif KC.SourceDocument in page.classes:
        document = document_overview(here, iri, parsed["document"], language())
        found = of_document(here, iri, language())
    return render_template(
        "resource.html",
        quoted=_quoted(here, iri, parsed, page.classes),
        affair=affair,
        document=document,
        contradictions=found,
        page=page,
        contents=contents_of(here, iri, parsed, language()),
        reliances=reliances,
        numbers=numbers_of(here, [iri]) if parsed.kind == "provision" else (),
        impact=here.impact(iri) if KC.Provision in page.classes else "",
        is_law=bool(page.classes & _LAW),
        is_instrument=bool(page.classes & {KC.Instrument, KC.Edition}),
        suffixes=list(SUFFIXES),
    )


def _quoted(here: Context, iri: str, parsed: Parsed, classes: frozenset[str]) -> list[fidelity.Compared]:
    """The quotations a page shows beside the law: a document's, a provision's, or the quotation itself."""
    if KC.SourceDocument in classes:
        return fidelity.of_document(here, parsed["document"], language())
    if KC.Provision in classes:
        return fidelity.of_provision(here, iri, language())
    return fidelity.of_quotation(here, iri, language()) if KC.Quotation in classes else []


def _graph_page(here: Context, iri: str) -> str:
    triples = here.store.construct(_GRAPH % NamedNode(iri))
    if not triples:
        raise NotFoundError(iri)
    return render_template("graph.html", iri=iri, count=len(triples), suffixes=list(SUFFIXES))


def _rdf(here: Context, iri: str, parsed: Parsed, form: Form) -> bytes:
    node = NamedNode(iri)
    if parsed.kind.endswith("-graph"):
        triples = here.store.construct(_GRAPH % node)
    else:
        # A code is pointed to by half the dataset; what points to it is a question for /sparql.
        query = _OUTGOING if parsed.kind in ("concept", "scheme") else _DESCRIBE
        triples = here.store.construct(query % {"node": node})
    if not triples:
        raise NotFoundError(iri)
    return write_graph(sorted(set(triples), key=_subject_first(iri)), form, PREFIXES)


def _subject_first(iri: str) -> Callable[[Triple], tuple[bool, str]]:
    """Order of triples in a document: the thing itself first, then by subject, so that Turtle reads well."""

    def key(triple: Triple) -> tuple[bool, str]:
        return str(triple.subject) != f"<{iri}>", str(triple)

    return key


def _current_slot(here: Context, parsed: Parsed, suffix_form: Form | None) -> Response:
    instrument = here.ids.instrument(
        "/".join(parsed[name] for name in ("jurisdiction", "type", "instrument"))
    )
    slots = current_slots(here, instrument, parsed["provision"])
    return lead(here, slots, _suffix_of(suffix_form) if suffix_form else "")
