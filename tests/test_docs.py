"""Everything with a registry is documented, and nothing is documented that is not there.

One entry of `REGISTRIES` per kind of thing: the page, the names the code has, and the pattern under which
the page lists them. Names left out of a page on purpose are listed with the entry.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
import rdflib
from rdflib import OWL

from conftest import ROOT
from kg import create_app, open_store
from kg.cli import main
from kg.errors import ERRORS
from kg.settings import SETTINGS, variable
from kg.vocab import KC

sys.path.insert(0, str(ROOT / "tools"))
import reference

REFERENCE = ROOT / "docs" / "reference"
READMES = sorted(ROOT.glob("README*.md"))


@dataclass(frozen=True)
class Registry:
    """A kind of thing: its names in the code, and how its page lists them (`pattern` has one group)."""

    page: str
    names: Callable[[], set[str]]
    pattern: str
    left_out: frozenset[str] = frozenset()


def command_names() -> set[str]:
    return {"kg"} | {f"kg {name}" for name in main.commands}


def addresses() -> set[str]:
    return {rule.rule for rule in create_app(open_store("memory:")).url_map.iter_rules()}


def terms() -> set[str]:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "consignment.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    named = {str(term) for kind in kinds for term in graph.subjects(rdflib.RDF.type, kind)}
    return {name.removeprefix(KC.NS) for name in named if name.startswith(KC.NS)}


REGISTRIES = (
    Registry("addresses.md", addresses, r"^\| `(/[^`]*)` \|", frozenset({"/static/<path:filename>"})),
    Registry("commands.md", command_names, r"^## (kg(?: \w+)?)$"),
    Registry("errors.md", lambda: {error.code for error in ERRORS}, r"^## ([a-z-]+)$"),
    Registry("terms.md", terms, r"^\| `kc:(\w+)` \|"),
    Registry("settings.md", lambda: {variable(s) for s in SETTINGS}, r"^\| `(KG_\w+)` \|"),
)


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.page)
def test_page_lists_what_the_code_has(registry: Registry) -> None:
    text = (REFERENCE / registry.page).read_text(encoding="utf-8")
    listed = set(re.findall(registry.pattern, text, flags=re.MULTILINE))
    assert listed == registry.names() - registry.left_out


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_generated_page_is_fresh(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == reference.PAGES[name](), f"docs/reference/{name} is stale: run `make docs`"


def shown_commands(text: str) -> list[list[str]]:
    """The `kg …` lines of the code blocks and inline code of a page, split into words."""
    blocks = "\n".join(re.findall(r"```(?:console|sh|bash|shell|text)?\n(.*?)```", text, flags=re.DOTALL))
    lines = re.findall(r"^\s*(?:\$ )?(?:\.venv(?:-run)?/bin/)?(kg [a-z].*?)\s*$", blocks, flags=re.MULTILINE)
    inline = re.findall(r"`(kg [a-z][^`]*)`", text)
    return [words(line) for line in [*lines, *inline]]


def words(line: str) -> list[str]:
    lexer = shlex.shlex(line.split(" | ")[0].split(" > ")[0], posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    return list(lexer)


PAGES_WITH_COMMANDS = [*READMES, *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_commands_shown_in_a_page_exist(page: Path) -> None:
    for line in shown_commands(page.read_text(encoding="utf-8")):
        command = main.commands.get(line[1])
        assert command is not None, f"{page.name}: no command {line[1]!r}"
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        used = {word.split("=")[0] for word in line[2:] if re.fullmatch(r"--?[a-z][a-z-]*(=.*)?", word)}
        assert used <= known, f"{page.name}: {' '.join(line)}"


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_make_targets_shown_in_a_page_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    shown = set(re.findall(r"(?:`|^\s*\$? ?)make ([a-z-]+)", page.read_text(encoding="utf-8"), flags=re.M))
    assert shown <= targets


LINKED = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", LINKED, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_helps_with_an_example(name: str) -> None:
    text = reference.helps()[f"kg {name}"]
    assert re.search(rf"^\s+kg {name} \S", text, flags=re.MULTILINE), "no example"
    assert re.search("[가-힣]", text), "no Korean"
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} has no help"
