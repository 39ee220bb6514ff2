"""What must stay true of the repository as a whole."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import kg
from conftest import ROOT

SOURCE = ROOT / "src" / "kg"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@cache
def committed() -> dict[str, str]:
    """The text of every file git knows or would add, by path; binary files left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    texts = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            texts[name] = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


def places(pattern: str, texts: Iterable[tuple[str, str]]) -> list[str]:
    """`file:line` of every match."""
    compiled = re.compile(pattern)
    return [
        f"{name}:{number}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if compiled.search(line)
    ]


# Written in pieces, so that this file does not hold what it forbids.
REGISTRY_HOSTS = "|".join(
    re.escape("".join(pieces))
    for pieces in (
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("registry.", "npmjs"),
        ("crates", ".io"),
        ("deb.", "debian"),
        ("--", "index-url"),
        ("--extra-", "index-url"),
        ("--", "find-links"),
        ("--trusted", "-host"),
    )
)
OPEN_ENDS = "|".join(rf"\b{''.join(pieces)}\b" for pieces in (("TO", "DO"), ("FIX", "ME"), ("XX", "X")))


def test_no_file_names_a_package_registry() -> None:
    assert places(REGISTRY_HOSTS, committed().items()) == []


def test_no_file_holds_an_open_end() -> None:
    assert places(OPEN_ENDS, committed().items()) == []


def test_guard_patterns_find_what_they_forbid() -> None:
    planted = [("a.txt", "fine\nhttps://" + "pypi" + ".org/simple"), ("b.py", "# TO" + "DO later")]
    assert places(REGISTRY_HOSTS, planted) == ["a.txt:2"]
    assert places(OPEN_ENDS, planted) == ["b.py:1"]


def test_version_is_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", changelog, flags=re.MULTILINE)
    assert newest is not None
    assert newest[1] == kg.__version__


def test_locks_hold_names_versions_and_hashes_only() -> None:
    line = re.compile(r"[a-z0-9][a-z0-9._-]*==[0-9][^ ]*( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert [text for text in lines if not line.fullmatch(text)] == []


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {normal(found) for found in re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE)}


# Import name → distribution, where the two differ.
DISTRIBUTIONS = {"SPARQLWrapper": "sparqlwrapper"}


def imported() -> set[str]:
    """The distributions that `src` imports, by the names `pyproject.toml` uses."""
    names: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    foreign = names - set(sys.stdlib_module_names) - {"kg"}
    return {DISTRIBUTIONS.get(name, normal(name)) for name in foreign}


# Come with a declared distribution that builds on them; a pin of their own could only contradict it.
COME_ALONG = {"werkzeug": "flask", "jinja2": "flask", "markupsafe": "flask", "pyparsing": "rdflib"}


def test_dependencies_are_what_the_code_imports() -> None:
    declared = {normal(re.split(r"[<>=~!; \[]", line)[0]) for line in PROJECT["dependencies"]}
    assert imported() - set(COME_ALONG) == declared
    assert set(COME_ALONG.values()) <= declared
    assert declared <= locked("requirements.lock") <= locked("requirements-dev.lock")


def test_every_module_imports_with_running_dependencies_only() -> None:
    modules = sorted(
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in SOURCE.rglob("*.py")
    )
    program = """
import importlib, importlib.metadata, json, re, sys
locked, modules = json.load(sys.stdin)
owners = importlib.metadata.packages_distributions()
def foreign(name):
    found = {re.sub("[-_.]+", "-", owner).lower() for owner in owners.get(name, ())}
    return found and not found & set(locked) and name not in sys.stdlib_module_names
class Wall:
    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        if top != "kg" and foreign(top):
            raise ImportError(name + " is for development only")
sys.meta_path.insert(0, Wall())
for module in modules:
    importlib.import_module(module)
"""
    given = json.dumps([sorted(locked("requirements.lock")), [m for m in modules if "__main__" not in m]])
    done = subprocess.run(
        [sys.executable, "-c", program], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_room_for_everything() -> None:
    banned = re.compile(r"(^|_)(utils?|helpers?|managers?|services?|common|misc)(_|$)", flags=re.IGNORECASE)
    names = [path.stem for path in SOURCE.rglob("*.py")] + [p.name for p in SOURCE.rglob("*") if p.is_dir()]
    assert [name for name in names if banned.search(name)] == []


# --- nothing is copied from the papers
# ------------------------------------------------------------------------

LONGEST_COPY = 40
PROSE = {".md", ".txt", ".ttl", ".py", ".json", ".csv", ".html", ".jsonld", ".rq", ".nq"}
# Names and places in statutes are facts: they are taken out before texts are compared.
BREAKS = re.compile(r"[\s|]+")
NAMES = re.compile(
    r"「[^」]*」|『[^』]*』|제\s?\d+\s?조(?:\s?의\s?\d+)?(?:\s?제\s?\d+\s?[항호])*(?:\s?[가-하]목)?(?:\([^)]*\))?|https?://\S+"
)


@cache
def known_names() -> tuple[str, ...]:
    """Titles and names of the registries without white space, longest first."""
    cells: set[str] = set()
    for path in (ROOT / "data" / "registry").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            cells |= {"".join(cell.split()) for row in csv.reader(rows) for cell in row if len(cell) >= 8}
    return tuple(sorted(cells, key=len, reverse=True))


def prose(text: str) -> str:
    """The text without white space and names; a line break stands where a paragraph, cell or name ends."""
    text = NAMES.sub("\n\n", text)
    return BREAKS.sub(lambda gap: "\n" if gap[0].strip(" ") not in ("", "\n") else "", text)


def korean(passage: str) -> bool:
    return sum("가" <= letter <= "힣" for letter in passage) * 2 >= len(passage)


def windows(text: str, size: int, step: int) -> Iterator[str]:
    """Pieces of `size` letters, `step` apart, none across a break."""
    for line in text.split("\n"):
        yield from (line[at : at + size] for at in range(0, len(line) - size + 1, step))


def copies(ours: str, theirs: set[str]) -> list[str]:
    """The passages of `ours` of at least `LONGEST_COPY` letters that stand in the texts `theirs` was cut
    from."""
    found, at = [], 0
    while at + LONGEST_COPY <= len(ours):
        if ours[at : at + LONGEST_COPY] not in theirs:
            at += 1
            continue
        end = at + LONGEST_COPY
        while ours[end - LONGEST_COPY + 1 : end + 1] in theirs and end < len(ours):
            end += 1
        found += [passage for passage in without_names(ours[at:end]) if korean(passage)]
        at = end
    return found


def without_names(passage: str) -> list[str]:
    """What is left of a copied passage between the names in it, where that is still long."""
    for name in known_names():
        passage = passage.replace(name, "\n")
    return [piece for piece in passage.split("\n") if len(piece) >= LONGEST_COPY]


def cut(texts: Iterable[str]) -> set[str]:
    return {window for text in texts for window in windows(prose(text), LONGEST_COPY, 1)}


def papers(shared: Path) -> Iterator[str]:
    """The papers and passages that lie beside the clone, as text."""
    folders = ("data/seed", "data/extraction", "data/citations", "data/law-go-kr/ordinances")
    for path in sorted(path for folder in folders for path in (shared / folder).rglob("*")):
        if path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
        elif path.suffix in {".md", ".txt", ".html", ".xml"}:
            yield path.read_text(encoding="utf-8")


def our_prose() -> dict[str, str]:
    """What we wrote, by path; the registries themselves are names only."""
    texts = {n: text for n, text in committed().items() if Path(n).suffix in PROSE and "/registry/" not in n}
    return {name: prose(text) for name, text in texts.items()}


def test_no_sentence_is_copied_from_the_papers(shared: Path) -> None:
    theirs = cut(papers(shared))
    assert len(theirs) > 10_000, "the papers were not read"
    found = {name: copies(text, theirs) for name, text in our_prose().items()}
    assert {name: passages for name, passages in found.items() if passages} == {}


def test_a_copied_sentence_would_be_found() -> None:
    sentence = "가나다라마바사아자차카타파하" * 4
    theirs = cut([f"앞 문장. {sentence} 뒤 문장."])
    assert copies(prose(f"우리 글에 {sentence[:45]} 섞였다"), theirs) == [sentence[:45]]
    assert copies(prose(f"우리 글에 {sentence[:39]} 섞였다"), theirs) == []


@pytest.mark.slow
def test_no_sentence_is_copied_from_the_statutes(shared: Path) -> None:
    half = LONGEST_COPY // 2
    ours = {window: name for name, text in our_prose().items() for window in windows(text, half, 1)}
    suspects: set[str] = set()
    with tarfile.open(shared / "data/statutes/kr.tar.xz") as archive:
        for member in archive:
            if not member.isfile() or (handle := archive.extractfile(member)) is None:
                continue
            text = prose(handle.read().decode("utf-8", errors="replace"))
            # Any passage of 40 letters holds one of these windows of 20 whole.
            if any(window in ours for window in windows(text, half, half)):
                suspects |= {w for w in windows(text, LONGEST_COPY, 1) if w[:half] in ours}
    found = {name: copies(text, suspects) for name, text in our_prose().items()}
    assert {name: passages for name, passages in found.items() if passages} == {}
