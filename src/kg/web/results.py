"""The answer of a query as a page: a table with links, a truth value, or Turtle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from flask import request

from kg.store import QueryResult
from kg.web.context import Context

SHOWN_ROWS = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table of results."""

    text: str
    href: str | None = None
    language: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class ResultPage:
    """An answer made ready for a template: exactly one of rows, truth and turtle is used, by `kind`."""

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    count: int = 0
    truth: bool | None = None
    turtle: str = ""


def result_page(
    here: Context, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> ResultPage:
    """Run a query for a person. Raises as `Store.query` does."""
    result = here.store.query(
        query, default_graphs=default_graphs, named_graphs=named_graphs, base=request.base_url
    )
    if result.kind == "graph":
        return ResultPage("graph", turtle=result.body.decode("utf-8"))
    return _table(here, result)


def _table(here: Context, result: QueryResult) -> ResultPage:
    answer = json.loads(result.body)
    if result.kind == "boolean":
        return ResultPage("boolean", truth=bool(answer["boolean"]))
    columns = tuple(answer["head"]["vars"])
    solutions = answer["results"]["bindings"]
    rows = tuple(
        tuple(_cell(here, solution.get(name)) for name in columns) for solution in solutions[:SHOWN_ROWS]
    )
    return ResultPage("bindings", columns, rows, count=len(solutions))


def _cell(here: Context, term: dict[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        iri = term["value"]
        return Cell(_short(here, iri), here.href(iri) if iri.startswith("http") else None)
    if term["type"] == "triple":
        return Cell(json.dumps(term["value"], ensure_ascii=False))
    datatype = str(term.get("datatype", ""))
    return Cell(
        term["value"], language=term.get("xml:lang"), number=datatype.endswith(("integer", "decimal"))
    )


def _short(here: Context, iri: str) -> str:
    """An IRI for reading: below our base as a path, decoded."""
    shown = iri[len(here.ids.base) :] if iri.startswith(f"{here.ids.base}/") else iri
    return unquote(shown)
