"""What the pages print as output is what the commands print: the whole tutorial, and samples anywhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from kg.cli import main

TUTORIAL = ROOT / "docs" / "tutorial" / "first-graph.md"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK = re.compile(r"```(markdown|console)\n(.*?)```", flags=re.DOTALL)
# The version's name, and how much there is of the vocabulary and the shapes.
_PASSING = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}|\d+ triples, \d+ shapes|\d+\.\d s\b")


def blocks(page: Path, kind: str) -> list[str]:
    """The code blocks of a page that are of one kind."""
    return [text for found, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if found == kind]


def steps(page: Path) -> list[tuple[str, str]]:
    """Each command that opens a block of its own, with the output printed below it."""
    return [block.removeprefix("$ ").partition("\n")[::2] for block in blocks(page, "console")]


def printed(command: str) -> str:
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code in (0, 1), result.output
    return _PASSING.sub("-", result.stdout)


@pytest.mark.slow
def test_the_tutorial_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(blocks(TUTORIAL, "markdown")[0], encoding="utf-8")
    given = [(command, output) for command, output in steps(TUTORIAL) if not command.startswith("kg serve")]
    assert len(given) == 5
    for command, output in given:
        assert printed(command) == _PASSING.sub("-", output), command


SAMPLES = [
    (page, command, output)
    for page in PAGES
    for command, output in steps(page)
    if re.match(r"kg (cite|extract) data/sources/\S+( --verify)?$", command)
]


@pytest.mark.parametrize(("page", "command", "output"), SAMPLES, ids=[f"{p.name} {c}" for p, c, _ in SAMPLES])
def test_a_sample_prints_what_its_page_says(
    page: Path, command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert printed(command) == output


def test_there_are_samples() -> None:
    assert {page.name for page, _, _ in SAMPLES} == {"README.md", "cite.md"}
