"""The requests of the SPARQL 1.1 Protocol: three bindings, decoded once, into one dataclass.

Source: SPARQL 1.1 Protocol §2.1 (query operation). Form fields and query strings are percent-decoded exactly
once and strictly: bytes that are not UTF-8 are refused, never replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from kg.errors import MediaTypeError, QueryError, QueryTooLongError, UpdateRefusedError, UsageError

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query operation: the query (None when there is none), its dataset, the form asked for by name."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format_name: str | None = None


def read_request(request: Request, max_chars: int) -> SparqlRequest:
    """What a GET, form POST or direct POST to the endpoint asks.

    Raises MediaTypeError, QueryTooLongError, UpdateRefusedError, and QueryError or UsageError for a missing,
    repeated or undecodable query.
    """
    pairs = decode_pairs(request.query_string)
    if request.method == "POST":
        pairs = [*_body_pairs(request, max_chars), *pairs]
    if any(name == "update" for name, _ in pairs):
        raise UpdateRefusedError
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise UsageError("the query parameter is given more than once", "query 값이 여러 번 왔습니다")
    if request.method == "POST" and not queries:
        raise UsageError("the query parameter is missing", "query 값이 없습니다")
    query = queries[0] if queries else None
    if query is not None and len(query) > max_chars:
        raise QueryTooLongError(f"{len(query):,} > {max_chars:,}")
    return SparqlRequest(
        query,
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        next((value for name, value in pairs if name in ("format", "output") and value), None),
    )


def decode_pairs(raw: bytes) -> list[tuple[str, str]]:
    """The name-value pairs of a query string or form body, decoded once.

    >>> decode_pairs(b"query=%EC%84%BC%ED%84%B0+%2B+%2525&x")
    [('query', '센터 + %25'), ('x', '')]

    Raises QueryError where the bytes are not UTF-8.
    """
    try:
        return parse_qsl(raw.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise QueryError("the request is not UTF-8", "요청이 UTF-8이 아닙니다") from error


def _body_pairs(request: Request, max_chars: int) -> list[tuple[str, str]]:
    media_type = request.mimetype
    if media_type == UPDATE_TYPE:
        raise UpdateRefusedError
    if media_type not in (FORM_TYPE, QUERY_TYPE):
        raise MediaTypeError(media_type or "no Content-Type")
    # A character takes up to four bytes, and each byte three when it is percent-encoded.
    limit = max_chars * (4 if media_type == QUERY_TYPE else 12) + 10_000
    if request.content_length is not None and request.content_length > limit:
        raise QueryTooLongError(f"{request.content_length:,} bytes")
    body = request.stream.read(limit + 1)
    if len(body) > limit:
        raise QueryTooLongError(f"> {limit:,} bytes")
    if media_type == FORM_TYPE:
        return decode_pairs(body)
    try:
        return [("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise QueryError("the query is not UTF-8", "질의문이 UTF-8이 아닙니다") from error
