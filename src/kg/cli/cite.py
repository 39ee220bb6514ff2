"""`kg cite`: the citations of a paper or a law, or of passages one by one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from kg.cli.account import account
from kg.cli.frame import Result
from kg.errors import UsageError


@click.command(short_help="법령 인용 찾기 · statutory citations")
@click.argument("file", required=False, metavar="[FILE]")
@click.option(
    "--passages",
    metavar="IN.jsonl",
    help="한 줄에 글 하나 · a passage per line",
)
@click.option("--json", "as_json", is_flag=True, help="인용을 JSON으로 · the citations as JSON")
@click.option(
    "--html", "as_html", is_flag=True, help="조문에 이은 본문을 HTML로 · the text with links, as HTML"
)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="판을 고를 날짜 · the day editions are chosen for")
def cite(file: str | None, passages: str | None, as_json: bool, as_html: bool, day: str | None) -> None:
    """법령 인용을 찾습니다.

    Find the statutory citations of a paper, a statute or an ordinance: instrument, provision, role and span.
    What cannot be resolved says why; apart from that every target is looked up: exists, article-gone,
    instrument-unknown, edition-unknown, not-checkable. Editions are those in force on --date, by default on
    the paper's own date. With --html: a page of its own, each citation a link. With --passages: JSON Lines in
    ({"id", "context", "text"}), JSON Lines out, offsets on the text.

    \b
    Example:
      kg cite paper.md
      kg cite paper.md --date 2019-05-01 --json
      kg cite paper.md --html > paper.html
      kg cite --passages passages.jsonl
    """
    if (file is None) == (passages is None):
        raise UsageError("give FILE or --passages", "FILE이나 --passages 하나를 주십시오")
    if as_json and as_html:
        raise UsageError("give --json or --html", "--json과 --html 가운데 하나만 주십시오")
    if passages is not None:
        _refuse_with_passages(as_html, day)
        encode = json.JSONEncoder(ensure_ascii=False).encode
        for answer in _answers(Path(passages)):
            sys.stdout.write(f"{encode(answer)}\n")
    elif file is not None:
        click.echo(_cited(Path(file), _day(day), as_json=as_json, as_html=as_html).rstrip("\n"))


def _refuse_with_passages(as_html: bool, day: str | None) -> None:
    if as_html or day is not None:
        raise UsageError("--html and --date are for a FILE", "--html과 --date는 FILE에만 씁니다")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(
            f"{text!r} is no date: 2024-06-01", f"{text!r}: 날짜가 아닙니다 (2024-06-01)"
        ) from None


def _answers(path: Path) -> Iterator[dict[str, Any]]:
    from kg.cite.passages import answers

    return answers(path)


def _cited(path: Path, day: date | None, *, as_json: bool, as_html: bool) -> str:
    from kg.publish import citation_page, cite_file

    cited = cite_file(path, day)
    if as_html:
        from kg.ids import Ids
        from kg.settings import Settings

        return citation_page(cited, Ids(Settings.from_environment().base))
    result = Result("citations", cited.as_json())
    return result.as_text() if as_json else account(result)
