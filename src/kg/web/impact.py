"""``/impact``: what a change of a provision on a day touches, as a table and a picture, JSON and RDF."""

from __future__ import annotations

import json
from datetime import date

from flask import Blueprint, Response, render_template, request

from kg.errors import NotAcceptableError, UsageError
from kg.impact import Impact, as_json, as_triples, find_provision, impact_of, today
from kg.store import GRAPH_FORMS, Form, write_graph
from kg.vocab import PREFIXES
from kg.web.alias import choose
from kg.web.context import Context, context, language
from kg.web.impact_view import shown
from kg.web.negotiate import HTML, JSON, asked_form
from kg.web.respond import respond
from kg.web.xref import most_cited

blueprint = Blueprint("impact", __name__)

_EXAMPLES = 8


@blueprint.get("/impact")
def impact() -> Response:
    """The form, or the answer for ``?provision=`` (an IRI, a path, or as people write it) and ``date=``."""
    here = context()
    form = asked_form(request.headers.get("Accept"), request.args.get("format"), (HTML, JSON, *GRAPH_FORMS))
    if form is None:
        raise NotAcceptableError
    asked = request.args.get("provision", "").strip()
    day = _day(request.args.get("date", "").strip())
    if not asked:
        return _form(here, day, form)
    root = request.host_url.rstrip("/") + request.script_root
    if asked.startswith(f"{root}/"):
        asked = asked[len(root) :]
    meant = find_provision(here.store, here.names, asked, day)
    if len(meant) > 1:
        return choose(here, {one.provision: here.impact(one.provision, day.isoformat()) for one in meant})
    return respond(_body(here, impact_of(here.store, meant[0], day, language()), form), form)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError as error:
        raise UsageError(
            f"the date {text!r} is not of the form 2024-06-01",
            f"날짜 {text!r}를 2024-06-01처럼 적으십시오",
        ) from error


def _form(here: Context, day: date, form: Form) -> Response:
    if form is not HTML:
        raise UsageError("give ?provision= and &date=", "?provision=과 &date=를 주십시오")
    examples = [
        (one.provision.label, here.impact(one.provision.iri, day.isoformat()))
        for one in most_cited(here, _EXAMPLES, language())
    ]
    return respond(render_template("impact_form.html", day=day.isoformat(), examples=examples), HTML)


def _body(here: Context, found: Impact, form: Form) -> str | bytes:
    if form is HTML:
        return render_template("impact.html", impact=shown(here, found))
    if form is JSON:
        return json.dumps(as_json(found), ensure_ascii=False) + "\n"
    return write_graph(as_triples(found), form, PREFIXES)
