"""`kg extract`: papers to facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.account import account
from kg.cli.frame import Result, note, progress, show_json, tell, write
from kg.errors import EXIT_FINDINGS, EXIT_OK, KgError, UsageError

if TYPE_CHECKING:
    from kg.model.blocks import Document
    from kg.model.facts import Facts


@click.command(short_help="의회 문서에서 사실 뽑기 · papers to facts")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="사실을 JSON으로 · the facts as JSON")
@click.option(
    "-o", "--output", metavar="DIR", help="파일마다 DIR/이름.json에 씀 · write DIR/<stem>.json per FILE"
)
@click.option(
    "--verify",
    "verifying",
    is_flag=True,
    help="값을 근거에서 다시 읽음 · read each value again from its span",
)
def extract(files: tuple[str, ...], as_json: bool, output: str | None, verifying: bool) -> int:
    """의회 문서에서 사실을 뽑습니다.

    Read council papers and print what they state: bill, consignment, budget, rounds, facilities, evaluations,
    contradictions. A paper about something else says so and gives no consignment. With --verify: how many
    values there are, how many have a span, how many the text of the span gives back (exit 1 if not all).

    \b
    Example:
      kg extract paper.md
      kg extract first.md second.txt --json -o out/
      kg extract paper.md --verify
    """
    paths = [Path(file) for file in files]
    _must_differ(paths, output)
    worst = EXIT_OK
    results = []
    with progress("사실을 뽑는 중", "extracting", len(paths)) as step:
        for path in paths:
            try:
                result = (_verification if verifying else _record)(*_read(path))
            except KgError as error:
                tell(error, as_json=as_json)
                worst = max(worst, error.exit_code)
                continue
            if output is not None:
                write(Path(output) / f"{path.stem}.json", result.as_text())
            results.append(result)
            step(path.name)
    if output is None:
        _show(results, as_json=as_json)
    return worst or (EXIT_FINDINGS if any(r.content.get("failures") for r in results) else EXIT_OK)


def _read(path: Path) -> tuple[Document, Facts]:
    from kg.check import checked
    from kg.extract import extract_facts
    from kg.read import read_document

    document = read_document(path, str(path))
    facts = checked(extract_facts(document))
    if not facts.about_consignment:
        note(f"{path}: 민간위탁에 관한 문서가 아닙니다", f"{path}: not about a consignment")
    return document, facts


def _must_differ(paths: list[Path], output: str | None) -> None:
    """Raises UsageError when two papers would be written to one file."""
    twice = [stem for stem, count in Counter(path.stem for path in paths).items() if count > 1]
    if output is not None and twice:
        raise UsageError(
            f"several files would be written as {twice[0]}.json",
            f"여러 파일이 {twice[0]}.json 하나에 쓰이게 됩니다",
        )


def _record(document: Document, facts: Facts) -> Result:
    from kg.extract.record import as_record

    return Result("record", as_record(document, facts))


def _verification(document: Document, facts: Facts) -> Result:
    from kg.extract.verify import verify

    report = verify(document, facts)
    content: dict[str, Any] = {
        "file": document.name,
        "literals": report.count,
        "with_span": report.with_span,
        "reparsed": report.reparsed,
        "failures": [
            {"path": f.path, "value": str(f.value), "evidence": f.evidence} for f in report.failures
        ],
    }
    return Result("verification", content)


def _show(results: list[Result], *, as_json: bool) -> None:
    if as_json:
        show_json(results)
    elif results:
        click.echo("\n\n".join(account(result) for result in results))
