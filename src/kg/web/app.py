"""The application factory: blueprints, errors in one shape, headers, language."""

from __future__ import annotations

import json
import logging
import re
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.errors import KgError, MethodNotAllowedError, NotFoundError, TooLargeError, UsageError
from kg.ids import Ids
from kg.settings import Settings
from kg.store import Store
from kg.web import alias, contradictions, faults, home, impact, resource, sparql, text, vocabulary, xref
from kg.web.context import COOKIE, Context, attach, context, dataset_base, language, say, this_page
from kg.web.messages import LANGUAGES, message
from kg.web.negotiate import HTML, JSON, TEXT, negotiate, prefers_html

_log = logging.getLogger("kg.web")
_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Location",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_BY_STATUS: dict[int, type[KgError]] = {404: NotFoundError, 405: MethodNotAllowedError, 413: TooLargeError}


def create_app(store: Store, settings: Settings | None = None) -> Flask:
    """The WSGI application that serves a store: `/sparql`, resources, cross-references, pages.

    It answers for the IRIs of the data it serves by their path, whatever host is asked.
    """
    settings = settings or Settings.from_environment()
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    attach(app, Context(store, settings, Ids(dataset_base(store, settings))))
    for part in (home, sparql, xref, impact, contradictions, faults, text, vocabulary, resource, alias):
        app.register_blueprint(part.blueprint)
    app.register_error_handler(KgError, _known_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unknown_error)
    app.before_request(_preflight)
    app.after_request(_finish)
    app.context_processor(_for_templates)
    if (hops := settings.trusted_proxies) > 0:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way to wrap
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops
        )
    return app


def _for_templates() -> dict[str, object]:
    return {
        "say": say,
        "language": language(),
        "languages": LANGUAGES,
        "here": context(),
        "this_page": this_page,
    }


def _preflight() -> Response | None:
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return Response(status=204, headers=_PREFLIGHT)
    return None


def _finish(response: Response) -> Response:
    for name, value in (*_SECURITY.items(), *_CORS.items()):
        response.headers.setdefault(name, value)
    if response.mimetype == HTML.media_type:
        response.headers["Content-Language"] = language()
        response.vary.update(("Accept", "Cookie"))
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language(), max_age=31_536_000, samesite="Lax", httponly=True)
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.direct_passthrough:
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag()
        response.make_conditional(request)
    return response


def _known_error(error: KgError) -> Response:
    response = problem(error)
    response.status_code = error.http_status
    return response


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return Response(error.get_response().get_data(), status, error.get_response().headers)
    response = problem(_BY_STATUS.get(status, UsageError if status < 500 else KgError)(error.name))
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    if (valid := getattr(error, "valid_methods", None)) is not None:
        response.headers["Allow"] = ", ".join(sorted(valid))
    return response


def _unknown_error(error: Exception) -> Response:
    _log.error("%s %s", request.method, urlsplit(request.url).path, exc_info=error)
    response = problem(
        KgError("an unexpected fault; it was logged", "예상하지 못한 결함이며 기록해 두었습니다")
    )
    response.status_code = 500
    return response


def _linked(sentence: str) -> Markup:
    """A sentence whose addresses in angle brackets lead somewhere."""
    here = context()
    parts = enumerate(re.split(r"<(https?://[^<>\s]+)>", sentence))
    link = Markup('<a href="{}">{}</a>')
    return Markup("").join(link.format(here.href(part), part) if at % 2 else part for at, part in parts)


def cure_of(error: KgError) -> tuple[str, str]:
    """What to do, in Korean and English; a cure that speaks of a command's options is no help on a page."""
    if error.cure_en != KgError.cure_en:
        return error.cure_ko, error.cure_en
    key = "cure-usage" if error.http_status < 500 else "cure-error"
    return message(key, "ko"), message(key, "en")


def say_cure(error: KgError) -> str:
    """What to do, in the language of the request."""
    return cure_of(error)[LANGUAGES.index(language())]


def problem(error: KgError) -> Response:
    """An error in the form asked for: a page, JSON, or plain text in both languages."""
    accept = request.headers.get("Accept")
    form = HTML if prefers_html(accept) else negotiate(accept, (JSON, TEXT)) or TEXT
    if form is HTML:
        sentence = error.message_en if language() == "en" else error.message_ko
        body = render_template("error.html", error=error, sentence=_linked(sentence), cure=say_cure(error))
    elif form is JSON or "json" in (accept or ""):
        content = {**error.as_json(), "cure": dict(zip(LANGUAGES, cure_of(error), strict=True))}
        content["link"] = context().path(f"/errors#{error.code}")
        form, body = JSON, json.dumps(content, ensure_ascii=False) + "\n"
    else:
        body = f"{error}\n{' | '.join(cure_of(error))}\n"
    response = Response(body, content_type=form.content_type)
    response.vary.add("Accept")
    return response
