"""``/errors``: every error the server and the commands report, where the `link` of an error leads."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from kg.errors import ERRORS
from kg.web.negotiate import HTML
from kg.web.respond import respond

blueprint = Blueprint("faults", __name__)


@blueprint.get("/errors")
def errors() -> Response:
    """Every error by its code: what happened and what to do."""
    return respond(render_template("errors.html", errors=ERRORS), HTML)
