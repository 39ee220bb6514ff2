"""The house: who may import whom.

Imports are read with `ast`, those inside functions and under `TYPE_CHECKING` included, so the rule holds
for the text of the code and not only for what happens to run.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "kg"

# One floor per line, the roof first. A part imports only parts on lower floors; parts on one floor never
# meet.
HOUSE = (
    ("cli",),
    ("pipeline",),
    ("web",),
    ("publish",),
    ("impact", "quotes"),
    ("validate",),
    ("store",),
    ("rdf",),
    ("ids", "vocab"),
    ("link",),
    ("check",),
    ("extract",),
    ("cite", "fetch"),
    ("legislation",),
    ("read",),
    ("text",),
    ("model",),
    ("settings", "errors", "resources"),
)
FLOOR = {part: len(HOUSE) - number for number, parts in enumerate(HOUSE) for part in parts}

# Doors that stay shut although the floors would allow them.
SHUT = {
    "web": {"read", "cite", "extract", "link", "pipeline"},
    "pipeline": {"web"},
}

# Foreign libraries that only some parts may know. A part not named here for a library must not import it.
LIBRARIES = {
    "rdflib": {"ids", "vocab", "rdf", "validate"},
    "pyoxigraph": {"ids", "vocab", "rdf", "store"},
    "pyshacl": {"validate"},
    "SPARQLWrapper": {"store"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "jinja2": {"web"},
    "granian": {"web"},
    "urllib3": {"fetch"},
    "tenacity": {"fetch"},
    "click": {"cli"},
    "rich": {"cli"},
}

# Parts whose functions may import other parts when they run: commands start faster for it.
LATE_IMPORTERS = {"cli"}


@dataclass(frozen=True)
class Import:
    """One import in the code: the part it stands in, the module it names, and whether a function hides it."""

    part: str
    file: str
    line: int
    module: str
    local: bool

    @property
    def target(self) -> str | None:
        """The part imported, None for anything outside the package (or its version)."""
        names = self.module.split(".")
        return names[1] if names[0] == "kg" and len(names) > 1 else None


def part_of(path: Path, package: Path) -> str:
    """The part a file belongs to; the package's own `__init__` is the porch, which only re-exports."""
    first = path.relative_to(package).parts[0].removesuffix(".py")
    return "porch" if first == "__init__" else first


def imports_of(package: Path) -> list[Import]:
    """Every import of every module below `package`."""
    found: list[Import] = []
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ("kg", *path.relative_to(package).with_suffix("").parts)
        for node, local in walk(tree, local=False):
            for name in modules_named(node, module):
                place = path.relative_to(package).as_posix()
                found.append(Import(part_of(path, package), place, node.lineno, name, local))
    return found


def walk(node: ast.AST, *, local: bool) -> Iterator[tuple[ast.stmt | ast.expr, bool]]:
    """Every statement and expression below `node`, and whether it stands inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.expr):
            yield child, local
        inside = local or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from walk(child, local=inside)


def modules_named(node: ast.stmt | ast.expr, module: tuple[str, ...]) -> list[str]:
    """The absolute names of the modules that a statement or an `import_module("…")` call brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = ".".join(module[: len(module) - node.level]) if node.level else ""
        origin = ".".join(filter(None, [base, node.module]))
        return [f"kg.{a.name}" for a in node.names if a.name in FLOOR] if origin == "kg" else [origin]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in {"import_module", "__import__"}:
            return [str(node.args[0].value)]
    return []


def fault(found: Import) -> str | None:
    """Why an import is forbidden, or None."""
    top = found.module.split(".")[0]
    if top in LIBRARIES and found.part not in LIBRARIES[top]:
        return f"{found.part} must not know {top}"
    target = found.target
    if target is None or target == found.part or found.part == "porch":
        return None
    if found.part not in FLOOR or target not in FLOOR:
        return f"{found.part} or {target} has no place in the house"
    if FLOOR[target] >= FLOOR[found.part]:
        return f"{found.part} imports {target}, which is not below it"
    if target in SHUT.get(found.part, ()):
        return f"{found.part} never imports {target}"
    return None


def faults(package: Path) -> list[str]:
    """Every forbidden import below `package`, with its place."""
    return [f"{i.file}:{i.line} {why}" for i in imports_of(package) if (why := fault(i))]


def test_parts_import_only_what_is_below_them() -> None:
    assert faults(PACKAGE) == []


def test_every_module_has_a_place_in_the_house() -> None:
    parts = {part_of(path, PACKAGE) for path in PACKAGE.rglob("*.py")}
    assert parts - {"porch"} <= set(FLOOR)


def test_imports_inside_functions_hide_no_cycle() -> None:
    late = [i for i in imports_of(PACKAGE) if i.local and i.part not in LATE_IMPORTERS | {"porch"}]
    assert [f"{i.file}:{i.line} {i.module}" for i in late if i.target not in (None, i.part)] == []


PLANTED = (
    # file, code, what is found
    ("text/planted.py", "import kg.web\n", "text imports web, which is not below it"),
    ("text/planted.py", "from kg import store\n", "text imports store, which is not below it"),
    ("text/planted.py", "from ..read import read_document\n", "text imports read, which is not below it"),
    ("cite/planted.py", "def late():\n    from kg.extract import facts\n", "cite imports extract"),
    ("legislation/planted.py", "import importlib\nimportlib.import_module('kg.cite')\n", "imports cite"),
    ("ids/planted.py", "from kg.vocab import KC\n", "ids imports vocab, which is not below it"),
    ("web/planted.py", "from kg.read import read_document\n", "web never imports read"),
    ("pipeline/planted.py", "from kg.web import create_app\n", "pipeline never imports web"),
    ("extract/planted.py", "from rdflib import Graph\n", "extract must not know rdflib"),
    ("read/planted.py", "def late():\n    import pyoxigraph\n", "read must not know pyoxigraph"),
    ("services/planted.py", "import kg.model\n", "services or model has no place in the house"),
)


@pytest.mark.parametrize(("file", "code", "found"), PLANTED)
def test_a_planted_violation_is_caught(tmp_path: Path, file: str, code: str, found: str) -> None:
    package = tmp_path / "kg"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / file).parent.mkdir(exist_ok=True)
    (package / file).write_text(code, encoding="utf-8")
    new = [line for line in faults(package) if line.startswith(file)]
    assert len(new) == 1
    assert found in new[0]


@pytest.mark.parametrize("code", ["import kg.model\n", "from kg.errors import KgError\n", "import json\n"])
def test_what_is_allowed_is_not_caught(tmp_path: Path, code: str) -> None:
    (tmp_path / "kg" / "text").mkdir(parents=True)
    (tmp_path / "kg" / "text" / "planted.py").write_text(code, encoding="utf-8")
    assert faults(tmp_path / "kg") == []
