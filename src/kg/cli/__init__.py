"""The command `kg`: one short function per command; it turns words into a call and the result into text.

Parts are imported when their command runs, so that `kg --help` answers at once.
"""

from __future__ import annotations

import click

from kg import __version__
from kg.cli.build import build
from kg.cli.cite import cite
from kg.cli.extract import extract
from kg.cli.fetch import fetch
from kg.cli.frame import Commands
from kg.cli.impact import impact
from kg.cli.query import query
from kg.cli.serve import serve
from kg.cli.validate import validate

COMMANDS: tuple[click.Command, ...] = (extract, cite, fetch, build, validate, query, impact, serve)
"""The registry, in the order of the work."""


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="종료 코드 · exit: 0 ok, 1 findings, 2 usage, 3 unreadable, 4 query, 5 store",
)
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """민간위탁 의회 문서에서 검증된 연결 데이터까지.

    From council papers on consigned public services to validated linked data.
    """


for command in COMMANDS:
    main.add_command(command)
