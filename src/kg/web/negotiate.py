"""Content negotiation: which of our forms a request asks for (RFC 9110 §12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.store import Form, form_of

HTML = Form("html", "text/html", ("application/xhtml+xml",))
TEXT = Form("text", "text/plain")
JSON = Form("json", "application/json")


@dataclass(frozen=True, slots=True)
class _Range:
    media_type: str
    quality: float

    @property
    def specificity(self) -> int:
        return 0 if self.media_type == "*/*" else 1 if self.media_type.endswith("/*") else 2

    def covers(self, media_type: str) -> bool:
        if self.media_type == "*/*":
            return True
        if self.media_type.endswith("/*"):
            return media_type.startswith(self.media_type[:-1])
        return media_type == self.media_type


def negotiate(accept: str | None, forms: Sequence[Form]) -> Form | None:
    """The form preferred by an Accept header among `forms` (ours first where it does not matter), or None.

    No header, or an empty one, accepts everything. A part that cannot be read is not heard.

    >>> from kg.store import TABLE_FORMS
    >>> negotiate("text/csv;q=0.1, application/sparql-results+xml;q=0.9", TABLE_FORMS).name
    'xml'
    >>> negotiate("image/png", TABLE_FORMS) is None
    True
    """
    ranges = _parse(accept or "")
    if not ranges:
        return None if (accept or "").strip() else forms[0]
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    for at, form in enumerate(forms):
        # An alias is worth slightly less than the type itself, so that each gets what it names.
        quality = max(_quality(ranges, form.media_type), 0.999 * _alias_quality(ranges, form))
        if quality > 0 and (chosen is None or (quality, -at) > best):
            best, chosen = (quality, -at), form
    return chosen


def asked_form(accept: str | None, name: str | None, forms: Sequence[Form]) -> Form | None:
    """The form a request asks for by Accept and by ``format=`` together.

    The header wins where it names something; ``format=`` decides for clients that send none, ``*/*``, or a
    browser's list. A name we do not know is not heard.

    >>> from kg.store import TABLE_FORMS
    >>> asked_form("text/html,*/*;q=0.8", "csv", TABLE_FORMS).name
    'csv'
    >>> asked_form("application/sparql-results+xml", "json", TABLE_FORMS).name
    'xml'
    """
    named = form_of(name, tuple(forms)) if name else None
    if named is not None and (is_open(accept) or prefers_html(accept)):
        return named
    return negotiate(accept, forms)


def is_open(accept: str | None) -> bool:
    """Whether a header leaves the choice to us: absent, or ``*/*`` alone."""
    return (accept or "*/*").split(";")[0].strip() in ("", "*/*")


def prefers_html(accept: str | None) -> bool:
    """Whether the client is a browser: it names HTML.

    >>> prefers_html("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_html("*/*")
    (True, False)
    """
    return any(r.media_type == "text/html" and r.quality > 0 for r in _parse(accept or ""))


def _alias_quality(ranges: list[_Range], form: Form) -> float:
    named = [r for r in ranges if r.specificity == 2]
    return max((_quality(named, alias) for alias in form.aliases if "/" in alias), default=0.0)


def _quality(ranges: list[_Range], media_type: str) -> float:
    """The quality of the most specific range that covers a media type; 0 when none does."""
    covering = [r for r in ranges if r.covers(media_type)]
    return max(covering, key=lambda r: r.specificity).quality if covering else 0.0


def _parse(accept: str) -> list[_Range]:
    ranges = (_parse_range(part) for part in accept.split(","))
    return [r for r in ranges if r is not None]


def _parse_range(part: str) -> _Range | None:
    media_type, *parameters = (piece.strip() for piece in part.lower().split(";"))
    if media_type.count("/") != 1 or (media_type.startswith("*/") and media_type != "*/*"):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
    return _Range(media_type, quality) if 0 <= quality <= 1 else None
