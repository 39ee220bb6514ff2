"""The whole line: papers → a validated, published dataset version."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg import __version__
from kg.errors import (
    EXIT_OK,
    EXIT_UNREADABLE,
    KgError,
    Place,
    StoreError,
    StoreMissingError,
    UnreadableError,
    UsageError,
)
from kg.ids import Ids
from kg.legislation import Register, default_register
from kg.link import default_registries
from kg.pipeline.documents import Built, Summary, build_document, file_sha256, sweep
from kg.pipeline.legislation import RECORD, STEPS, Laws, build_laws, kept_laws, sweep_laws
from kg.pipeline.quotations import NoLaws, Quoted, compare
from kg.pipeline.sources import source_files
from kg.pipeline.withheld import Withheld, default_withheld
from kg.rdf import (
    Quad,
    canonical_nquads,
    derived_quads,
    one_name,
    read_nquads,
    registry_quads,
    vocabulary_quads,
    with_one_name,
)
from kg.resources import resource
from kg.settings import Settings
from kg.store import create_directory
from kg.store.ground import stand_on
from kg.store.texts import paper_text
from kg.store.versions import Version, current, locked, publish
from kg.validate import Report as Validation
from kg.validate import Shapes, load_shapes, validate_dataset

OnProgress = Callable[[str], None]
"""Called once for every step done, with its name; :func:`build_steps` says how many there will be."""

_LAST_STEPS: Final = ("link", "store", "validate")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be built, and why."""

    path: Path
    error: KgError


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the version published (None when no file could be read), documents, findings.

    ``repeated`` are files with the content of another one; they are in the dataset once. ``laws`` is the law
    part the version stands on, None where it has none. ``seconds`` tells how long its parts took, on the
    clock: ``law`` (reading and citing; a first build loads the store beside it), ``law-store``, ``papers``,
    ``graphs``, ``store``, ``validation``.
    """

    version: Version | None
    documents: tuple[Summary, ...]
    reused: int
    repeated: tuple[Path, ...]
    failures: tuple[Failure, ...]
    validation: Validation | None
    laws: Laws | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """3 when a file could not be read, 1 when shapes are violated, else 0."""
        if self.failures:
            return EXIT_UNREADABLE
        return self.validation.exit_code if self.validation else EXIT_OK

    def as_json(self) -> dict[str, Any]:
        """The report as one object."""
        return {
            "kind": "build-report",
            "schema_version": 1,
            "version": self.version.id if self.version else None,
            "path": str(self.version.path) if self.version else None,
            "documents": [asdict(document) for document in self.documents],
            "reused": self.reused,
            "repeated": [str(path) for path in self.repeated],
            "failures": [{"file": str(f.path), "error": f.error.as_json()} for f in self.failures],
            "validation": dict(self.validation.counts) if self.validation else None,
            "quotations": self.version.manifest()["quotations"] if self.version else {},
            "legislation": self.laws.as_json() if self.laws else None,
            "seconds": {part: round(spent, 3) for part, spent in self.seconds.items()},
        }


@dataclass(frozen=True, slots=True)
class Legislation:
    """The law of a dataset: a folder or tape archive, None for none; *with_text*: words of provisions too."""

    source: Path | None
    with_text: bool = False


def build_steps(sources: Iterable[Path], legislation: Legislation | None = None) -> int:
    """How many steps a build takes: one per file, the law's hundredths, and the last ones."""
    of_law = STEPS if legislation is not None and legislation.source is not None else 0
    return of_law + len(source_files(sources)) + len(_LAST_STEPS)


def build_dataset(
    sources: Sequence[Path],
    out: Path,
    base: str | None = None,
    on_progress: OnProgress | None = None,
    withheld: Withheld | None = None,
    legislation: Legislation | None = None,
) -> Report:
    """Build a version of the dataset at *out* from files and folders, and make it the current one.

    A file that cannot be read is reported and never stops the rest; where none can be read, nothing is
    published. The same sources give the same N-Quads; what did not change since the last build is not done
    again. Findings of the shapes are reported and stored with the version; they do not hold it back.
    *withheld* are the persons left out of everything (by default those of the registry). Without
    *legislation* the version stands on the law of the current one.

    Raises:
        UsageError: there is no file to build from, or *base* is no base.
        UnreadableError: the legislation is not there, or its archive is not whole.
        StoreError: *out* cannot be written, or another build writes there.
    """
    files = source_files(sources)
    if not files and (legislation is None or legislation.source is None):
        raise UsageError("there is no paper to build from", "읽을 문서가 없습니다")
    ids = Ids(base or Settings.from_environment().base)
    step = on_progress or (lambda _: None)
    watch = _Watch()
    with locked(out):
        laws = _laws(out, ids, step, legislation, watch)
        report = _build(files, out, ids, step, withheld or default_withheld(), laws, watch)
    return replace(report, seconds=watch.seconds)


class _Watch:
    """How long each part of a build took, in seconds on the clock."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.monotonic()

    def lap(self, part: str) -> None:
        """All since the last lap was spent on a part."""
        now = time.monotonic()
        self.seconds[part] = now - self._since
        self._since = now


def _laws(
    out: Path, ids: Ids, step: OnProgress, legislation: Legislation | None, watch: _Watch
) -> Laws | None:
    if legislation is None:
        try:
            return kept_laws(current(out).path, ids)
        except StoreMissingError:
            return None
    if legislation.source is None:
        return None
    return build_laws(legislation.source, out, ids, step, watch.lap, with_text=legislation.with_text)


def _build(
    files: Sequence[Path],
    out: Path,
    ids: Ids,
    step: OnProgress,
    withheld: Withheld,
    laws: Laws | None,
    watch: _Watch,
) -> Report:
    register = laws.register if laws else default_register()
    built, repeated, failures = _documents(files, out / "cache", ids, step, withheld, register)
    watch.lap("papers")
    failures += [Failure(Path(failed.name), failed.error) for failed in (laws.failures if laws else ())]
    if files and not built:
        return Report(None, (), 0, tuple(repeated), tuple(failures), None, laws)
    checked: list[Validation] = []

    def fill(staging: Path) -> dict[str, Any]:
        return _fill(staging, built, failures, ids, step, checked, laws, watch)

    try:
        version = publish(out, fill)
    except OSError as error:
        raise StoreError(str(error), place=Place(str(out))) from error
    sweep(out / "cache", built)
    if laws is not None:
        sweep_laws(laws)
    documents = tuple(one.summary for one in built)
    reused = sum(one.cached for one in built)
    return Report(version, documents, reused, tuple(repeated), tuple(failures), checked[0], laws)


def _documents(
    files: Iterable[Path], kept: Path, ids: Ids, step: OnProgress, withheld: Withheld, register: Register
) -> tuple[list[Built], list[Path], list[Failure]]:
    built: dict[str, Built] = {}
    repeated: list[Path] = []
    failures: list[Failure] = []
    for path in files:
        try:
            sha256 = file_sha256(path)
            if sha256 in built:
                repeated.append(path)
            else:
                built[sha256] = build_document(path, sha256, kept, ids, withheld, register)
        except StoreError:
            raise  # nothing can be kept: no fault of the paper
        except KgError as error:
            failures.append(Failure(path, error))
        except Exception as error:  # noqa: BLE001 - one bad file never stops the rest; it is reported with its cause
            reason = f"{type(error).__name__}: {error}"
            failures.append(Failure(path, UnreadableError(reason, place=Place(str(path)))))
        step(path.name)
    return [built[key] for key in sorted(built)], repeated, failures


def _fill(
    staging: Path,
    built: Sequence[Built],
    failures: Sequence[Failure],
    ids: Ids,
    step: OnProgress,
    checked: list[Validation],
    laws: Laws | None,
    watch: _Watch,
) -> dict[str, Any]:
    """Fill an empty version directory; gives what its manifest says."""
    quads, quotations = compare(_quoted(built), laws or NoLaws(), ids)
    graphs = _write_graphs(staging / "nquads", built, ids, quads)
    texts = staging / "documents"
    texts.mkdir()
    for one in built:
        shutil.copyfile(one.text, texts / f"{one.summary.id}.txt")
    step("link")
    watch.lap("graphs")
    if laws is not None:
        (staging / RECORD).write_text(json.dumps(laws.as_json(), ensure_ascii=False), encoding="utf-8")
    validation = _store_and_validate(staging, graphs, texts, step, laws, watch)
    checked.append(validation)
    (staging / "validation.json").write_text(validation.to_json(), encoding="utf-8")
    step("validate")
    watch.lap("validation")
    return {
        "software": f"consignment-kg {__version__}",
        "base": ids.base,
        "documents": [asdict(one.summary) for one in built],
        "failures": [{"file": failure.path.name, "code": failure.error.code} for failure in failures],
        "quotations": dict(sorted(quotations.items())),
        "withheld": sum(one.summary.withheld for one in built),
        "validation": {"conforms": validation.conforms, "counts": dict(validation.counts)},
    }


def _quoted(built: Sequence[Built]) -> Iterator[tuple[str, list[Quoted]]]:
    """The text of each document that quotes law, with what it quotes."""
    for one in built:
        if quotations := one.quotations():
            yield one.text.read_bytes().decode("utf-8"), quotations


def _write_graphs(folder: Path, built: Sequence[Built], ids: Ids, fidelities: Sequence[Quad]) -> list[Path]:
    """One sorted N-Quads file per document, and one for each graph made of all of them."""
    folder.mkdir()
    documents = {one.summary.id: list(read_nquads(one.facts)) for one in built}
    names = one_name(quad for quads in documents.values() for quad in quads)
    files: dict[str, list[Quad]] = {key: with_one_name(quads, names) for key, quads in documents.items()}
    every = [quad for quads in files.values() for quad in quads]
    files["derived"] = [*derived_quads(every, ids), *fidelities]
    files["registry"] = registry_quads(every, ids, default_registries(), default_register())
    files["vocabulary"] = vocabulary_quads(resource("ontology"), ids)
    paths = []
    for name, quads in files.items():
        paths.append(folder / f"{name}.nq")
        paths[-1].write_bytes(canonical_nquads(quads))
    return paths


def _store_and_validate(
    staging: Path, graphs: Sequence[Path], texts: Path, step: OnProgress, laws: Laws | None, watch: _Watch
) -> Validation:
    store = stand_on(laws.ground, staging / "store") if laws else create_directory(staging / "store")
    try:
        store.load(*graphs)
        if laws is None:
            store.optimize()  # of the sample papers: a third less time per query, for a tenth of a second
        step("store")
        watch.lap("store")
        return validate_dataset(store, _shapes(), text_of=lambda document: paper_text(texts, document))
    finally:
        store.close()


@cache
def _shapes() -> Shapes:
    # Reading them takes longer than checking a paper: once for all builds of a process.
    return load_shapes()
