"""`kg query`: SPARQL against a dataset, any store URL or a remote endpoint."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import EncodingError, Place, UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.store import AnswerKind, Form, QueryResult

TABLE = "table"
STANDARD_INPUT = "-"


@click.command(short_help="SPARQL로 묻기 · ask with SPARQL")
@click.argument("words", nargs=-1, metavar="[DIR] [QUERY]")
@click.option(
    "--endpoint", metavar="URL", help="DIR 대신 원격 엔드포인트 · a remote SPARQL endpoint instead of DIR"
)
@click.option(
    "-f",
    "--file",
    metavar="FILE",
    help="질의문 파일, -는 표준 입력 · where QUERY stands, - for standard input",
)
@click.option(
    "--format",
    "name",
    metavar="FORM",
    default=TABLE,
    show_default=True,
    help="결과 형식 · table, json, xml, csv, tsv; turtle, nt, jsonld, rdf",
)
@click.option("--json", "as_json", is_flag=True, help="--format json과 같음 · the same as --format json")
def query(words: tuple[str, ...], endpoint: str | None, file: str | None, name: str, as_json: bool) -> None:
    """SPARQL로 묻습니다.

    Ask a dataset (DIR, as `kg build` writes it), an endpoint, or else the store of KG_STORE.

    \b
    Example:
      kg query out "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
      kg query out --file data/queries/cq01.rq --format csv
      kg query --endpoint http://127.0.0.1:8765/sparql "ASK { ?s ?p ?o }"
    """
    from kg.store import open_store

    settings = Settings.from_environment()
    place, text = _place_and_text(list(words), endpoint, file)
    forms = _forms("json" if as_json else name)
    store = open_store(store_url(place, settings), settings)
    try:
        result = store.query(text, forms=forms)
    finally:
        store.close()
    _print(result, as_table=name == TABLE and not as_json)


def _place_and_text(words: list[str], endpoint: str | None, file: str | None) -> tuple[str | None, str]:
    """Which word is the dataset and which the query: the query comes last, unless a file holds it."""
    if file is None and not words:
        raise UsageError("give a QUERY or --file", "QUERY나 --file을 주십시오")
    text = words.pop() if file is None else _read(file)
    places = [*words, endpoint] if endpoint else words
    if len(places) > 1:
        from kg.store import shown_address

        shown = ", ".join(map(shown_address, places))
        raise UsageError(
            f"give one DIR or --endpoint, not {shown}",
            f"DIR이나 --endpoint 하나만 주십시오: {shown}",
        )
    return (places[0] if places else None), text


def _read(file: str) -> str:
    if file == STANDARD_INPUT:
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingError("not UTF-8", "UTF-8이 아닙니다", place=Place(file)) from error


def store_url(place: str | None, settings: Settings) -> str:
    """The store URL of what was given: a URL as it is, anything else a directory.

    >>> store_url("out", Settings()), store_url("https://example.org/sparql", Settings())
    ('file:out', 'https://example.org/sparql')
    """
    if place is None:
        return settings.store
    is_url = place.startswith(("http://", "https://", "file:", "memory:"))
    return place if is_url else f"file:{place}"


def _forms(name: str) -> dict[AnswerKind, Form | None]:
    from kg.store import FORMS, form_of

    if name == TABLE:
        return {kind: forms[0] for kind, forms in FORMS.items()}
    found = {kind: form_of(name, forms) for kind, forms in FORMS.items()}
    if not any(found.values()):
        known = ", ".join(dict.fromkeys(form.name for forms in FORMS.values() for form in forms))
        raise UsageError(
            f"no form {name!r}; there are {TABLE}, {known}", f"{name!r} 형식은 없습니다: {TABLE}, {known}"
        )
    return found


def _print(result: QueryResult, *, as_table: bool) -> None:
    if as_table and result.kind != "graph":
        click.echo(table(json.loads(result.body)))
    else:
        click.echo(result.body, nl=not result.body.endswith(b"\n"))


def table(answer: dict[str, Any]) -> str:
    """A SPARQL JSON result as aligned columns; a letter of Korean takes two.

    >>> row = {"name": {"type": "literal", "value": "하늘센터"}, "n": {"type": "literal", "value": "3"}}
    >>> print(table({"head": {"vars": ["name", "n"]}, "results": {"bindings": [row]}}))
    name      n
    --------  -
    하늘센터  3
    >>> table({"head": {}, "boolean": True})
    'true'
    """
    if "boolean" in answer:
        return str(answer["boolean"]).lower()
    names: Sequence[str] = answer["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
    widths = [max(map(_width, column)) for column in zip(names, *rows, strict=True)]
    lines = [names, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(map(_padded, line, widths)).rstrip() for line in lines)


def _cell(term: dict[str, Any] | None) -> str:
    value = "" if term is None else str(term["value"]) if "value" in term else json.dumps(term)
    return value.replace("\n", "⏎")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
