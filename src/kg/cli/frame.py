"""What every command shares: how errors are told, how results are written, how progress is shown.

Results go to standard output, everything else to standard error. An error is one sentence in Korean, one in
English, the place and the cure; with `--json` it is the error object of `kg.errors` instead. There is never a
traceback for anything a user can cause, and always one for a fault of ours.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kg.errors import FileMissingError, KgError, Place, SettingError, StoreError, UsageError
from kg.settings import BadSettingError

SCHEMA_VERSION = 1
QUIET_SECONDS = 1.0
INTERRUPTED = 130

_NOT_OPENED = {errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG}

_NOT_WRITTEN = {errno.EADDRINUSE, errno.EEXIST, errno.ENOSPC, errno.EROFS}


class Commands(click.Group):
    """A click group that ends with the exit codes of `kg.errors` and tells errors in both languages."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """The commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Runs a command line and exits: 0, 1 for findings, or the exit code of the error."""
        words = list(sys.argv[1:] if args is None else args)
        options["standalone_mode"] = False
        try:
            result = super().main(words, *rest, **options)
        except BrokenPipeError:
            # The reader (head, less) has gone: nobody is left to tell, and Python must not try at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except click.Abort:
            sys.exit(INTERRUPTED)
        except (KgError, click.ClickException, BadSettingError, OSError) as problem:
            error = as_error(problem)
            tell(error, as_json="--json" in words)
            sys.exit(error.exit_code)
        sys.exit(result if isinstance(result, int) else 0)


def as_error(problem: Exception) -> KgError:
    """The error of our tree that stands for an exception of click, the settings or the file system.

    >>> as_error(FileNotFoundError(2, "No such file", "paper.md")).place.file
    'paper.md'
    """
    if isinstance(problem, KgError):
        return problem
    if isinstance(problem, click.ClickException):
        return UsageError(problem.format_message())
    if isinstance(problem, BadSettingError):
        return SettingError(str(problem))
    if isinstance(problem, OSError) and problem.errno in _NOT_OPENED:
        return FileMissingError(problem.strerror or "", place=Place(_file_of(problem)))
    if isinstance(problem, OSError) and problem.errno in _NOT_WRITTEN:
        return StoreError(problem.strerror or "", place=Place(_file_of(problem)))
    raise problem


def _file_of(problem: OSError) -> str | None:
    return None if problem.filename is None else os.fsdecode(problem.filename)


def tell(error: KgError, *, as_json: bool = False) -> None:
    """Writes an error to standard error, for people or as JSON."""
    if as_json:
        click.echo(json.dumps(error.as_json(), ensure_ascii=False), err=True)
        return
    where = f"{error.place}: " if str(error.place) else ""
    # A detail that exists in English only is not printed twice.
    korean = error.message_ko if all(error.args) else f"{error.title_ko}."
    click.echo(f"{where}{_short(korean)}\n  {_short(error.message_en)}", err=True)
    click.echo(f"  → {error.cure_ko}\n    {error.cure_en}", err=True)


def _short(sentence: str, limit: int = 400) -> str:
    return sentence if len(sentence) <= limit else f"{sentence[:limit]}…"


def note(korean: str, english: str) -> None:
    """A line for people on standard error."""
    click.echo(f"{korean} | {english}", err=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What a command found: its kind, and its content as plain JSON values.

    >>> print(Result("citations", {"count": 0}).as_text(), end="")
    {
      "kind": "citations",
      "schema_version": 1,
      "count": 0
    }
    """

    kind: str
    content: Mapping[str, Any]

    def as_text(self) -> str:
        """As JSON text, kind and version of the form first."""
        whole = {"kind": self.kind, "schema_version": SCHEMA_VERSION, **self.content}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def show_json(results: Sequence[Result]) -> None:
    """Prints results of one kind: one alone as it is, several as a list."""
    if len(results) == 1:
        click.echo(results[0].as_text(), nl=False)
    elif results:
        kind = f"{results[0].kind}s"
        click.echo(Result(kind, {kind: [dict(result.content) for result in results]}).as_text(), nl=False)


def write(path: Path, text: str) -> None:
    """Writes a file whole or not at all: a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def progress(korean: str, english: str, total: int) -> Iterator[Callable[[str], None]]:
    """Shows how far `total` steps have come; call what it gives once per finished step, with its name.

    Nothing is shown in the first second. A terminal gets a bar, a log one line per step.
    """
    started = time.monotonic()
    done = 0
    bar: Any = None

    def step(name: str) -> None:
        nonlocal done, bar
        done += 1
        if time.monotonic() - started < QUIET_SECONDS:
            return
        if not sys.stderr.isatty():
            click.echo(f"{korean} | {english}: {done}/{total} {name}", err=True)
            return
        if bar is None:
            bar = _bar()
            bar.start()
            bar.add_task(f"{korean} | {english}", total=total)
        bar.update(bar.task_ids[0], completed=done, description=f"{korean} | {english}: {name}")

    try:
        yield step
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Any:
    # rich takes a tenth of a second to import: only for work that is long enough to show.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
