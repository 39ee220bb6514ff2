"""`kg validate`: a dataset, or RDF files, against the shapes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.query import store_url
from kg.errors import UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.store import Store
    from kg.validate import Report

WRITTEN = ("text", "json", "turtle")


@click.command(short_help="셰이프로 검증 · a dataset against the shapes")
@click.argument("data", nargs=-1, metavar="[DIR | FILE...]")
@click.option(
    "--shapes", multiple=True, metavar="FILE", help="우리 셰이프 대신 쓸 파일 · shapes to use instead of ours"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(WRITTEN),
    default="text",
    show_default=True,
    help="보고서 형식 · form of the report",
)
@click.option("--json", "as_json", is_flag=True, help="--format json과 같음 · the same as --format json")
def validate(data: tuple[str, ...], shapes: tuple[str, ...], form: str, as_json: bool) -> int:
    """데이터를 셰이프로 검증합니다.

    Check a dataset (DIR, as `kg build` writes it), RDF files, or else the store of KG_STORE, against SHACL
    shapes. Each finding has its shape, its value and the sentence it came from. Exits with 1 where there are
    violations, with 3 where a file cannot be read, with 4 where the shapes are broken, with 5 where
    there is no dataset.

    \b
    Example:
      kg validate out
      kg validate out --json
      kg validate graph.nq --shapes my-shapes.ttl
    """
    report = _report(data, [Path(file) for file in shapes])
    written = {"text": report.to_text, "json": report.to_json, "turtle": report.to_turtle}
    click.echo(written["json" if as_json else form](), nl=False)
    return report.exit_code


def _report(data: tuple[str, ...], shapes: list[Path]) -> Report:
    from kg.store import open_store
    from kg.validate import validate_dataset

    files = [Path(word) for word in data if Path(word).is_file()]
    if files and len(files) == len(data):
        return validate_dataset(files, shapes or None)
    if len(data) > 1:
        raise UsageError("give one DIR, or files only", "DIR 하나, 또는 파일만 주십시오")
    settings = Settings.from_environment()
    store: Store = open_store(store_url(data[0] if data else None, settings), settings)
    try:
        return validate_dataset(store, shapes or None)
    finally:
        store.close()
