"""`kg cite`: the citations of a paper, or of passages one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.account import account
from kg.cli.frame import Result
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model.facts import LegalBasis


@click.command(short_help="법령 인용 찾기 · statutory citations")
@click.argument("file", required=False, metavar="[FILE]")
@click.option(
    "--passages",
    metavar="IN.jsonl",
    help="한 줄에 글 하나 · a passage per line",
)
@click.option("--json", "as_json", is_flag=True, help="인용을 JSON으로 · the citations as JSON")
def cite(file: str | None, passages: str | None, as_json: bool) -> None:
    """법령 인용을 찾습니다.

    Find the statutory citations of a paper: instrument, provision, role and span. What cannot be resolved
    says why. With --passages: JSON Lines in ({"id", "context", "text"}), JSON Lines out, offsets on the text.

    \b
    Example:
      kg cite paper.md
      kg cite paper.md --json
      kg cite --passages passages.jsonl
    """
    if (file is None) == (passages is None):
        raise UsageError("give FILE or --passages", "FILE이나 --passages 하나를 주십시오")
    if passages is not None:
        for answer in _answers(Path(passages)):
            click.echo(json.dumps(answer, ensure_ascii=False))
    elif file is not None:
        result = _citations(Path(file))
        click.echo(result.as_text().rstrip("\n") if as_json else account(result))


def _answers(path: Path) -> Iterator[dict[str, Any]]:
    from kg.cite.passages import answers

    return answers(path)


def _citations(path: Path) -> Result:
    from kg.extract.basis import law
    from kg.extract.reading import read_outline
    from kg.read import read_document

    document = read_document(path, str(path))
    found = law(read_outline(document), None).basis
    return Result("citations", {"file": document.name, "citations": [_as_json(basis) for basis in found]})


def _as_json(basis: LegalBasis) -> dict[str, Any]:
    """A citation in the exchange form, with its spans in the document, role and who relies on it."""
    from kg.cite.passages import as_json

    form = as_json(basis.citation)
    del form["span"]
    return {
        "spans": [list(span) for span in basis.spans],
        "text": basis.citation.text,
        **form,
        "role": basis.role,
        "relied_on_by": basis.relied_on_by,
        "quoted": basis.quoted,
    }
