"""Korean alias paths, and provisions named without an edition: redirects to the identifiers."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from kg.errors import IdentifierError, NotFoundError
from kg.ids import Alias, parse_alias, provision_path
from kg.impact import editions
from kg.store import NamedNode
from kg.text import fold
from kg.web.context import Context, context, language
from kg.web.labels import Labels, Named
from kg.web.negotiate import HTML
from kg.web.numbers import numbers_of

blueprint = Blueprint("alias", __name__)

_PREFIXES = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
"""
_BILLS = _PREFIXES + "SELECT DISTINCT ?s ?name WHERE { ?s a kc:Bill ; eli:number ?name }"
_EXISTS = "SELECT ?p WHERE { %s ?p ?o } LIMIT 1"


@blueprint.get("/<path:path>")
def korean_path(path: str) -> Response:
    """``/법령/…`` and ``/의안/…``, whatever the normalisation and the dots; anything else is unknown."""
    here = context()
    try:
        alias = parse_alias("/" + unicodedata.normalize("NFC", path))
    except IdentifierError as error:
        raise NotFoundError(f"/{path}") from error
    found = _find(here, alias)
    if not found.iris:
        raise NotFoundError(f"/{path}")
    return lead(here, found)


@dataclass(frozen=True, slots=True)
class Slots:
    """Where a provision named without an edition stands: that of the current edition, or only older ones."""

    iris: tuple[str, ...]
    is_current: bool


def current_slots(here: Context, instrument: str, path: str) -> Slots:
    """The slot of a provision in an instrument's current edition; where that has none, in all that do.

    An older edition's slot is never taken for the current one. Raises NotFoundError where there is none.
    """
    slots = [f"{edition.iri}/{path}" for edition in reversed(editions(here.store, instrument))]
    held = [slot for slot in slots if here.store.select(_EXISTS % NamedNode(slot))]
    if not held:
        raise NotFoundError(f"{instrument}/{path}")
    return Slots((held[0],), True) if held[0] == slots[0] else Slots(tuple(held), False)


def lead(here: Context, slots: Slots, suffix: str = "") -> Response:
    """303 to the one thing that is meant; 300 where it is not certain."""
    if len(slots.iris) == 1 and slots.is_current:
        return Response(status=303, headers={"Location": here.href(slots.iris[0]) + suffix})
    return choose(here, {iri: here.href(iri) for iri in slots.iris})


def choose(here: Context, iris: Mapping[str, str]) -> Response:
    """300: a page with the things that may be meant, each with where it leads."""
    labels = Labels(here.store, language(), iris)
    things = [Named(iri, labels.of(iri), href) for iri, href in iris.items()]
    body = render_template("choose.html", things=things, numbers=numbers_of(here, iris))
    response = Response(body, 300, content_type=HTML.content_type)
    for thing in things:
        response.headers.add("Link", f'<{thing.href}>; rel="alternate"')
    return response


def _find(here: Context, alias: Alias) -> Slots:
    if alias.kind == "의안":
        return Slots(tuple(_bills(here, alias.name)), is_current=True)
    found = here.names.instruments(alias.name)
    if not alias.provision:
        return Slots(tuple(found), is_current=True)
    slots = []
    for instrument in found:
        try:
            slots.append(current_slots(here, instrument, provision_path(alias.provision)))
        except NotFoundError:
            continue
    iris = tuple(iri for held in slots for iri in held.iris)
    return Slots(iris, is_current=all(held.is_current for held in slots))


def _bills(here: Context, number: str) -> list[str]:
    wanted = fold(number)
    rows = here.store.select(_BILLS)
    return sorted({row["s"].value for row in rows if fold(row["name"].value) == wanted})
