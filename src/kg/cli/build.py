"""`kg build`: papers to a dataset version."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.account import account
from kg.cli.frame import Result, progress, tell
from kg.errors import UsageError

NO_LAW = "none"


@click.command(short_help="데이터셋 만들기 · papers to a dataset version")
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@click.option("-o", "--output", required=True, metavar="DIR", help="데이터셋 폴더 · the dataset's directory")
@click.option("--base", metavar="URL", help="데이터 IRI의 앞부분 · the beginning of data IRIs  [KG_BASE]")
@click.option(
    "--legislation",
    metavar="DIR|TAR|none",
    help="법령 폴더나 tar 파일; none은 법령 없이 · the law: a folder or tape archive; none for no law",
)
@click.option("--text", "with_text", is_flag=True, help="조문의 글도 그래프에 · the words of provisions too")
@click.option("--json", "as_json", is_flag=True, help="보고서를 JSON으로 · the report as JSON")
def build(
    sources: tuple[str, ...],
    output: str,
    base: str | None,
    legislation: str | None,
    with_text: bool,
    as_json: bool,
) -> int:
    """문서에서 데이터셋 한 판을 만듭니다.

    Read the papers (files, or folders of them), write one version of the dataset below DIR, validate it and
    make it the current one. What did not change since the last build is not done again. Exits with 3 where a
    paper could not be read (the others are built), with 1 where the shapes are violated.

    With --legislation the national law is part of the dataset: instruments, editions, provisions, what they
    cite and when they changed. It stays part of it in later builds until another is given. Nothing is built
    where that path is not there or an archive is cut off (exit 3), or where it has no law file (exit 2).

    \b
    Example:
      kg build data/sources -o out
      kg build paper.md -o out --base http://127.0.0.1:8765
      kg build data/sources --legislation statutes.tar.xz -o out
    """
    from kg.pipeline import Legislation, build_dataset, build_steps

    paths = [Path(source) for source in sources]
    law = None
    if legislation is not None:
        law = Legislation(None if legislation == NO_LAW else Path(legislation), with_text)
    elif with_text:
        raise UsageError("--text goes with --legislation", "--text는 --legislation과 함께 씁니다")
    with progress("만드는 중", "building", build_steps(paths, law)) as step:
        report = build_dataset(paths, Path(output), base, on_progress=step, legislation=law)
    for failure in report.failures:
        tell(failure.error, as_json=as_json)
    result = Result("build-report", report.as_json())
    click.echo(result.as_text().rstrip("\n") if as_json else account(result))
    return report.exit_code
