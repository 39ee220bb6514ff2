"""Around the parser and evaluator of Oxigraph: what their errors say, and stack enough for them to run on."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import TypeVar

from kg.errors import Place, QueryError, UpdateRefusedError
from kg.store.scan import scan_query

T = TypeVar("T")

_ERROR_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_SHOWN_EXPECTED = 12
# Before its form a query has only comments and declarations; keywords need no space after them.
_FORM = re.compile(
    r"\A(?:\s|\#[^\r\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>)*(?:SELECT|ASK|CONSTRUCT|DESCRIBE)",
    re.IGNORECASE,
)
# A query of a thousand levels needs more native stack than any thread has by default; the pages are only
# touched by queries that go that deep.
_DEEP_STACK_BYTES = 512 * 1024 * 1024
_STACK_SIZE = threading.Lock()


def query_error(error: SyntaxError, text: str) -> QueryError:
    """The error of a query that the parser refuses: an update, or the place and what was expected there."""
    if scan_query(text).form == "update":
        return UpdateRefusedError()
    match = _ERROR_PLACE.match(str(error))
    if match is None:
        return QueryError(str(error))
    line, column, message = match.groups()
    place = Place(line=int(line), column=int(column))
    if "Prefix not found" in message:
        return QueryError("a prefix is not declared", "선언하지 않은 접두사입니다", place=place)
    if not re.sub(r"#[^\r\n]*", "", text).strip():
        return QueryError("the query is empty", "질의문이 비어 있습니다", place=place)
    if _FORM.search(text) is None:
        return QueryError(
            "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its PREFIX and BASE lines",
            "SELECT, ASK, CONSTRUCT, DESCRIBE 가운데 하나로 시작해야 합니다 (PREFIX와 BASE 다음)",
            place=place,
        )
    told = _readable(message)
    if not told.removeprefix("expected").strip():
        return QueryError("the query cannot be read here", "이 자리에서 더 읽을 수 없습니다", place=place)
    return QueryError(told, place=place)


def _readable(message: str) -> str:
    """What the parser expected, without its classes of characters, and not endlessly.

    >>> _readable("expected one of '(', ['0'..='9'], GRAPH, [_]")
    "expected one of '(', GRAPH"
    """
    kept = re.sub(r"(?:, )?\[(?:'[^']*'|[^\]'])*\]", "", " ".join(message.split()))
    items = kept.replace("one of ,", "one of").split(", ")
    return ", ".join(items[:_SHOWN_EXPECTED]) + (", …" if len(items) > _SHOWN_EXPECTED else "")


def on_deep_stack(run: Callable[[], T]) -> T:
    """Run in a thread of its own with a stack deep enough for any query the limit lets through."""
    results: list[T] = []
    errors: list[BaseException] = []

    def target() -> None:
        try:
            results.append(run())
        except BaseException as error:  # noqa: BLE001  handed over to the caller's thread, whatever it is
            errors.append(error)

    with _STACK_SIZE:
        before = threading.stack_size(_DEEP_STACK_BYTES)
        try:
            thread = threading.Thread(target=target, name="deep-query")
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
