"""A body in a form, as a response."""

from __future__ import annotations

from flask import Response

from kg.store import Form


def respond(body: str | bytes, form: Form) -> Response:
    """A negotiated representation: its type, and that it depends on Accept."""
    response = Response(body, content_type=form.content_type)
    response.vary.add("Accept")
    return response
