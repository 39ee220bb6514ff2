"""Korean alias paths, and provisions named without an edition: redirects to the identifiers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, render_template, request

from kg.errors import IdentifierError, NotFoundError, UsageError
from kg.ids import Alias, parse_alias, provision_path
from kg.impact import Number, Tree, editions, editions_on
from kg.impact.slots import renumbered
from kg.store import NamedNode
from kg.text import fold
from kg.web.context import Context, context, language, say
from kg.web.labels import Labels, Named
from kg.web.negotiate import HTML, prefers_html
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
    """``/법령/…`` and ``/의안/…``, whatever the normalisation and the dots; anything else is unknown.

    ``?date=`` asks for the edition in force on a day. A provision that is not there leads to what holds it.
    """
    here = context()
    try:
        alias = parse_alias("/" + unicodedata.normalize("NFC", path).rstrip("/"))
    except IdentifierError as error:
        raise NotFoundError(f"/{path}") from error
    day = day_asked()
    found = _find(here, alias, day)
    if found.iris:
        return lead(here, found)
    absent = NotFoundError(f"/{path}")
    if prefers_html(request.headers.get("Accept")) and (links := _nearest(here, alias)):
        sentence = absent.message_en if language() == "en" else absent.message_ko
        body = render_template("error.html", error=absent, sentence=sentence, links=links)
        return Response(body, absent.http_status, content_type=HTML.content_type)
    raise absent


def day_asked() -> date | None:
    """The day of ``?date=``; None without one. Raises UsageError where it is no day."""
    text = request.args.get("date", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(
            f"the date {text!r} is not of the form 2024-06-01",
            f"날짜 {text!r}를 2024-06-01처럼 적으십시오",
        ) from error


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
    """303 to the one thing that is meant; 300 where it is not certain, or only an older edition has it."""
    if len(slots.iris) == 1 and slots.is_current:
        return Response(status=303, headers={"Location": here.href(slots.iris[0]) + suffix})
    if slots.is_current:
        return choose(here, {iri: here.href(iri) for iri in slots.iris})
    later = {new for iri in slots.iris for new in _later(here, iri)}
    notes = {**dict.fromkeys(later, say("number-today")), **dict.fromkeys(slots.iris, say("number-former"))}
    return choose(here, {iri: here.href(iri) for iri in (*sorted(later), *slots.iris)}, notes)


def choose(here: Context, iris: Mapping[str, str], notes: Mapping[str, str] | None = None) -> Response:
    """300: a page with the things that may be meant, each with where it leads and what tells it apart."""
    of = {iri: _belongs(here, iri) for iri in iris}
    labels = Labels(here.store, language(), [*iris, *of.values()])
    things = [Named(iri, labels.of(iri), href) for iri, href in iris.items()]
    told = {
        iri: " · ".join(filter(None, ((notes or {}).get(iri), labels.of(of[iri]) if of[iri] else "")))
        for iri in iris
    }
    lead_key = "candidates-renumbered" if notes else "candidates-lead"
    title = say("former-number", provision=things[-1].label) if notes else say("candidates")
    body = render_template(
        "choose.html",
        title=title,
        lead=say(lead_key),
        things=things,
        notes=told,
        numbers=numbers_of(here, iris),
    )
    response = Response(body, 300, content_type=HTML.content_type)
    for thing in things:
        response.headers.add("Link", f'<{thing.href}>; rel="alternate"')
    return response


def _belongs(here: Context, iri: str) -> str:
    """What tells things of one name apart: the edition of a provision, else whose it is."""
    parsed = here.parse(iri)
    if parsed is None:
        return ""
    if parsed.kind == "provision":
        names = ("jurisdiction", "type", "instrument", "edition")
        return here.ids.format("edition", **{name: parsed[name] for name in names})
    held = parsed.parts.get("jurisdiction")
    return here.iri(f"/id/jurisdiction/{held}") if held else ""


def _later(here: Context, iri: str) -> list[str]:
    """The provisions of the current edition that took the place of an older one."""
    parsed = here.parse(iri)
    if parsed is None:
        return []
    work = {name: parsed[name] for name in ("jurisdiction", "type", "instrument")}
    current = editions(here.store, here.ids.format("instrument", **work))[-1].iri
    found = renumbered(Tree(here.store, here.ids), iri, Number.LATER)
    return [slot for slot in found if slot.startswith(f"{current}/") and _exists(here, slot)]


def _exists(here: Context, iri: str) -> bool:
    return bool(here.store.select(_EXISTS % NamedNode(iri)))


def _find(here: Context, alias: Alias, day: date | None) -> Slots:
    if alias.kind == "의안":
        return Slots(tuple(_bills(here, alias.name)), is_current=True)
    found = here.names.instruments(alias.name)
    if day is not None:
        of_day = [one.iri for iri in found for one in editions_on(editions(here.store, iri), day)]
        path = f"/{provision_path(alias.provision)}" if alias.provision else ""
        return Slots(
            tuple(f"{iri}{path}" for iri in of_day if _exists(here, f"{iri}{path}")), is_current=True
        )
    if not alias.provision:
        return Slots(tuple(found), is_current=True)
    return _held(here, found, provision_path(alias.provision))


def _held(here: Context, instruments: Iterable[str], path: str) -> Slots:
    slots = []
    for instrument in instruments:
        try:
            slots.append(current_slots(here, instrument, path))
        except NotFoundError:
            continue
    iris = tuple(iri for held in slots for iri in held.iris)
    return Slots(iris, is_current=all(held.is_current for held in slots))


def _nearest(here: Context, alias: Alias) -> list[Named]:
    """What is there in place of a provision that is not: what would hold it, and the instrument."""
    instruments = here.names.instruments(alias.name) if alias.kind != "의안" else ()
    steps = provision_path(alias.provision).split("/") if alias.provision else []
    above = ("/".join(steps[:depth]) for depth in range(len(steps) - 1, 0, -1))
    near = next((held.iris for path in above if (held := _held(here, instruments, path)).iris), ())
    labels = Labels(here.store, language(), [*near, *instruments])
    return [Named(iri, labels.of(iri), here.href(iri)) for iri in (*near, *instruments)]


def _bills(here: Context, number: str) -> list[str]:
    wanted = fold(number)
    rows = here.store.select(_BILLS)
    return sorted({row["s"].value for row in rows if fold(row["name"].value) == wanted})
