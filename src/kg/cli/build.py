"""`kg build`: papers to a dataset version."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.account import account
from kg.cli.frame import Result, progress, tell


@click.command(short_help="데이터셋 만들기 · papers to a dataset version")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, metavar="DIR", help="데이터셋 폴더 · the dataset's directory")
@click.option("--base", metavar="URL", help="데이터 IRI의 앞부분 · the beginning of data IRIs  [KG_BASE]")
@click.option("--json", "as_json", is_flag=True, help="보고서를 JSON으로 · the report as JSON")
def build(sources: tuple[str, ...], output: str, base: str | None, as_json: bool) -> int:
    """문서에서 데이터셋 한 판을 만듭니다.

    Read the papers (files, or folders of them), write one version of the dataset below DIR, validate it and
    make it the current one. What did not change since the last build is not done again. Exits with 3 where a
    paper could not be read (the others are built), with 1 where the shapes are violated.

    \b
    Example:
      kg build data/sources -o out
      kg build paper.md -o out --base http://127.0.0.1:8765
    """
    from kg.pipeline import build_dataset, build_steps

    paths = [Path(source) for source in sources]
    with progress("만드는 중", "building", build_steps(paths)) as step:
        report = build_dataset(paths, Path(output), base, on_progress=step)
    for failure in report.failures:
        tell(failure.error, as_json=as_json)
    result = Result("build-report", report.as_json())
    click.echo(result.as_text().rstrip("\n") if as_json else account(result))
    return report.exit_code
