"""One document, from its file to its sorted N-Quads; what has been done before is kept by content."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg import __version__
from kg.check import checked
from kg.errors import FileMissingError, Place, StoreError
from kg.extract import extract_facts
from kg.ids import Ids
from kg.legislation import Register, default_register
from kg.link import link
from kg.model.facts import STATEMENT_KINDS, Facts
from kg.pipeline.quotations import Quoted, as_json, from_json, quotations_of
from kg.pipeline.withheld import Withheld
from kg.rdf import canonical_nquads, facts_to_quads
from kg.read import read_document
from kg.resources import resource

_FACTS, _TEXT, _SUMMARY = "facts.nq", "text.txt", "summary.json"
_QUOTATIONS = "quotations.json"
# A change of any of these may change a document's quads; what only serves or checks them may not.
_CODE: Final = (
    "cite",
    "extract",
    "check",
    "ids",
    "legislation",
    "link",
    "model",
    "rdf",
    "read",
    "text",
    "vocab",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build tells of one document: ``id`` is its 12 hex digits, ``file`` the name it was read under.

    ``quads`` counts facts and claims together; ``unparsed`` what looked like a fact and was not understood;
    ``withheld`` persons left out.
    """

    id: str
    file: str
    sha256: str
    about_consignment: bool
    statements: int
    quads: int
    claims: int
    discrepancies: int
    unparsed: int
    withheld: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A document's results in the cache, and whether they were there already."""

    folder: Path
    summary: Summary
    cached: bool

    @property
    def facts(self) -> Path:
        """The sorted N-Quads."""
        return self.folder / _FACTS

    @property
    def text(self) -> Path:
        """The text that spans index, as UTF-8."""
        return self.folder / _TEXT

    def quotations(self) -> list[Quoted]:
        """What the document quotes of the law."""
        return from_json((self.folder / _QUOTATIONS).read_text(encoding="utf-8"))


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex.

    Raises:
        FileMissingError: no such file, or it may not be read.
    """
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise FileMissingError(error.strerror or str(error), place=Place(str(path))) from error


def build_document(
    path: Path, sha256: str, kept: Path, ids: Ids, withheld: Withheld, register: Register | None = None
) -> Built:
    """Read one file and map it, or take the results kept under *kept* from an earlier build of the same.

    *register* are the instruments it may cite, by default those that travel with the code.

    Raises:
        UnreadableError: the reader cannot read it.
        StoreError: the results cannot be written under *kept*.
    """
    known = register or default_register()
    folder = kept / _key(path, sha256, ids, withheld, known)
    if (summary := _kept_summary(folder)) is not None:
        return Built(folder, summary, cached=True)
    results = _results(path, ids, withheld, known)
    try:
        _keep(folder, results)
    except OSError as error:
        raise StoreError(str(error), place=Place(str(kept))) from error
    return Built(folder, results.summary, cached=False)


def sweep(kept: Path, used: Iterable[Built]) -> None:
    """Forget kept results that this build did not use."""
    names = {built.folder.name for built in used}
    for folder in kept.iterdir() if kept.is_dir() else ():
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


class _Results(NamedTuple):
    """What is kept of one document."""

    facts: bytes
    text: str
    quotations: str
    summary: Summary


def _results(path: Path, ids: Ids, withheld: Withheld, register: Register) -> _Results:
    read = read_document(path)
    document, extracted, left_out = withheld.leave_out(read, extract_facts(read))
    facts = checked(extracted)
    links = link(facts, document, register=register)
    quads = facts_to_quads(document, facts, links, ids)
    evidence = ids.evidence_graph(document.file_sha256[:12])
    claims = {quad.subject for quad in quads if getattr(quad.graph_name, "value", "") == evidence}
    summary = Summary(
        document.file_sha256[:12],
        withheld.mask(path.name) if left_out else path.name,
        document.file_sha256,
        facts.about_consignment,
        _statements(facts),
        len(quads),
        len(claims),
        len(facts.discrepancies),
        len(facts.unparsed),
        left_out,
        tuple(warning.message for warning in document.warnings),
    )
    quotations = as_json(quotations_of(facts, links, ids))
    return _Results(canonical_nquads(quads), document.text, quotations, summary)


def _statements(facts: Facts) -> int:
    return sum(len(getattr(facts, field)) for field, _ in STATEMENT_KINDS.values())


def _key(path: Path, sha256: str, ids: Ids, withheld: Withheld, register: Register) -> str:
    own = default_register()
    added = "" if register is own else repr([i for i in register.instruments if own.work(i.work) is None])
    whole = "\0".join((sha256, path.name, ids.base, withheld.digest, code_digest(), added))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


@cache
def code_digest() -> str:
    """A digest of the code and registries a document's quads depend on."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256(__version__.encode())
    modules = [
        path for part in _CODE for path in (*package.glob(f"{part}.py"), *package.glob(f"{part}/**/*.py"))
    ]
    modules += (Path(__file__).with_name(name) for name in ("quotations.py", "withheld.py"))
    for path in sorted(modules) + sorted(resource("data/registry").glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _keep(folder: Path, results: _Results) -> None:
    # Whole or not at all: a build that is killed leaves nothing a later one would take for a result.
    fresh = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    summary = json.dumps(asdict(results.summary), ensure_ascii=False)
    _write_durably(fresh / _FACTS, results.facts)
    _write_durably(fresh / _TEXT, results.text.encode("utf-8"))
    _write_durably(fresh / _QUOTATIONS, results.quotations.encode("utf-8"))
    _write_durably(fresh / _SUMMARY, summary.encode("utf-8"))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _kept_summary(folder: Path) -> Summary | None:
    """The summary of results kept whole; None where there are none, or a machine that stopped broke them."""
    if not all((folder / name).is_file() for name in (_FACTS, _TEXT, _QUOTATIONS)):
        return None
    try:
        said: dict[str, Any] = json.loads((folder / _SUMMARY).read_text(encoding="utf-8"))
        return replace(Summary(**said), warnings=tuple(said["warnings"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
