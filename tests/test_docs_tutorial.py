"""The tutorial is run as it stands: its paper is written, its commands are given, its outputs compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from kg.cli import main

PAGE = ROOT / "docs" / "tutorial" / "first-graph.md"
_BLOCK = re.compile(r"```(markdown|console)\n(.*?)```", flags=re.DOTALL)
_VERSION = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


def steps() -> list[tuple[str, str]]:
    """Each command of the page with the output printed below it."""
    shown = [text for kind, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")) if kind == "console"]
    commands = [block.removeprefix("$ ").partition("\n")[::2] for block in shown]
    return [(command, output) for command, output in commands if not command.startswith("kg serve")]


@pytest.mark.slow
def test_the_tutorial_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paper = next(
        text for kind, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")) if kind == "markdown"
    )
    (tmp_path / "paper.md").write_text(paper, encoding="utf-8")
    assert len(steps()) == 5
    for command, output in steps():
        result = CliRunner().invoke(main, shlex.split(command)[1:])
        assert result.exit_code in (0, 1), result.output
        assert _VERSION.sub("-", result.stdout) == _VERSION.sub("-", output), command
