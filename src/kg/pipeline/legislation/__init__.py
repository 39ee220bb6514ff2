"""The law part of a dataset: files of legislation → sorted N-Quads → the ground all versions stand on.

::

    DIR/law/  parts.jsonl       what has been finished, one line per instrument
              nquads/           one sorted N-Quads file per instrument, named by its content
              texts/            {document}.z: the text spans index, compressed
              sources/          {document}.z: files whose text is not the file itself
              ground-{digest}/  store/ (Oxigraph); parts.jsonl and base: what is in it

An instrument that did not change since the last build costs a hash; a changed one the difference between its
two N-Quads files. A build that is stopped at any moment goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError, Place, StoreError, UsageError
from kg.ids import Ids
from kg.link import default_registries
from kg.model.legislation import LawText
from kg.pipeline.legislation.files import law_files
from kg.pipeline.legislation.journal import Journal, read_parts, write_parts
from kg.pipeline.legislation.part import MARKDOWN, Part, Setup
from kg.pipeline.legislation.work import Failed, make_parts
from kg.rdf import jurisdiction_lines
from kg.read.lawtext import read_law
from kg.store.ground import Change, change_ground, lay_ground
from kg.store.texts import LAW

STEPS: Final = 100
"""How many steps reading the files takes: one for every hundredth of their bytes."""

RECORD: Final = "law.json"
"""In a version's directory: which law it stands on."""

_COMMON: Final = "common"
_GROUND: Final = "ground-"
# Beyond this share of changed instruments, loading anew is faster than the difference.
_MUCH: Final = 0.1


@dataclass(frozen=True)
class Laws:
    """The law part of a dataset: its parts in order of their work."""

    folder: Path
    base: str
    parts: tuple[Part, ...]
    reused: int = 0
    repeated: tuple[str, ...] = ()
    failures: tuple[Failed, ...] = ()

    @cached_property
    def digest(self) -> str:
        """16 hex digits that change with any line of the law."""
        names = "\n".join(part.file for part in self.parts)
        return hashlib.sha256(f"{self.base}\n{names}".encode()).hexdigest()[:16]

    @property
    def home(self) -> Path:
        """Where the ground of these parts is."""
        return self.folder / f"{_GROUND}{self.digest}"

    @property
    def ground(self) -> Path:
        """The store versions stand on."""
        return self.home / "store"

    def as_json(self) -> dict[str, Any]:
        """What is told of it: instruments, editions, provisions, citations, triples, unresolved by reason."""
        counts: Counter[str] = Counter()
        unresolved: Counter[str] = Counter()
        for part in self.parts:
            counts.update(part.counts)
            unresolved.update(part.unresolved)
        return {
            "digest": self.digest,
            "base": self.base,
            "instruments": len(self.parts),
            "editions": sum(part.editions for part in self.parts),
            **{name: counts[name] for name in sorted(counts)},
            "unresolved": dict(unresolved.most_common()),
            "reused": self.reused,
            "repeated": list(self.repeated),
        }

    @cached_property
    def _by_work(self) -> dict[str, Part]:
        return {part.work: part for part in self.parts}

    def document_of(self, work: str) -> str:
        """The 12 hex digits of the file an instrument (``kr/act/001656``) was read from.

        Raises:
            LookupError: the dataset does not hold it.
        """
        return self._by_work[work].document

    def text_of(self, work: str) -> tuple[LawText, ...]:
        """An instrument as read; nothing where the dataset does not hold it."""
        part = self._by_work.get(work)
        if part is None:
            return ()
        folder = "texts" if part.basis == MARKDOWN else "sources"
        data = zlib.decompress((self.folder / folder / f"{part.document}.z").read_bytes())
        return (read_law(data, part.title),)


def build_laws(
    source: Path, out: Path, ids: Ids, step: Callable[[str], None], *, with_text: bool = False
) -> Laws:
    """Bring the law part of the dataset at *out* to what *source*, a folder or a tape archive, holds.

    A file that cannot be read is reported and never stops the rest. Of several files of one instrument the
    latest counts.

    Raises:
        UsageError: there is no legislation in *source*.
        UnreadableError: *source* is not there, or ends in the middle.
        StoreError: *out* cannot be written.
    """
    setup = Setup(out / LAW, ids, with_text)
    try:
        for folder in (setup.quads, setup.texts, setup.sources):
            folder.mkdir(parents=True, exist_ok=True)
        with Journal(setup) as journal:
            made = make_parts(law_files(source, _in_steps(step)), journal, setup)
        chosen, repeated = _one_each(made.parts)
        if not chosen:
            raise UsageError(
                "there is no legislation to build from", "읽을 법령이 없습니다", place=Place(str(source))
            )
        laws = Laws(setup.folder, ids.base, chosen, made.reused, repeated, tuple(made.failures))
        _lay(laws, setup)
    except OSError as error:
        raise StoreError(str(error), place=Place(str(out))) from error
    return laws


def kept_laws(version: Path, ids: Ids) -> Laws | None:
    """The law part a version stands on, None where it stands on none.

    Raises:
        StoreError: it was built with another base, or is not there any more.
    """
    record = version / RECORD
    if not record.is_file():
        return None
    said = json.loads(record.read_text(encoding="utf-8"))
    folder = version.resolve().parent.parent / LAW
    home = folder / f"{_GROUND}{said['digest']}"
    if said["base"] != ids.base or not home.is_dir():
        raise StoreError(
            "the law part of this dataset was built with another base, or is gone",
            "이 데이터셋의 법령 부분이 다른 기준 주소로 만들어졌거나 없습니다",
            place=Place(str(home)),
            cure_en="Give --legislation DIR to build it anew, or --legislation none to leave it out.",
            cure_ko="--legislation DIR로 다시 만들거나 --legislation none으로 빼십시오.",
        )
    parts = tuple(read_parts(home / "parts.jsonl"))
    return Laws(folder, ids.base, parts, reused=len(parts))


def sweep_laws(laws: Laws) -> None:
    """Forget what the law part does not use any more. Texts stay: older versions find theirs."""
    used = {part.file for part in laws.parts} | {_common(laws, laws.folder / "nquads").name}
    for path in (laws.folder / "nquads").iterdir():
        if path.name not in used:
            path.unlink()
    for home in laws.folder.glob(f"*{_GROUND}*"):
        if home != laws.home:
            shutil.rmtree(home, ignore_errors=True)
    write_parts(laws.folder / "parts.jsonl", laws.parts)


def _in_steps(step: Callable[[str], None]) -> Callable[[float], None]:
    done = 0

    def share(read: float) -> None:
        nonlocal done
        while done < min(int(read * STEPS), STEPS):
            done += 1
            step("법령 legislation")

    return share


def _one_each(parts: Iterable[Part]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The latest part of each instrument in order of the works, and the titles of those left out."""
    latest: dict[str, Part] = {}
    left: list[str] = []
    for part in sorted(parts, key=lambda part: (part.work, part.printed, part.document)):
        if (older := latest.get(part.work)) is not None and older.document != part.document:
            left.append(f"{older.title} ({older.printed[0]})")
        latest[part.work] = part
    return tuple(latest.values()), tuple(left)


# --- the ground -------------------------------------------------------------------------------------------


def _lay(laws: Laws, setup: Setup) -> None:
    """Make the ground of these parts, of the one there is where little has changed."""
    if laws.home.is_dir():
        return
    common = _common(laws, setup.quads)
    codes = {part.jurisdiction for part in laws.parts}
    common.write_bytes(jurisdiction_lines(codes, setup.ids, default_registries().jurisdictions))
    files = {part.work: setup.quads / part.file for part in laws.parts} | {_COMMON: common}
    fresh = laws.folder / f".{_GROUND}{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    nearest = _nearest(laws.folder, files)
    if nearest is None:
        lay_ground(fresh / "store", list(files.values()))
    else:
        home, changes = nearest
        change_ground(home / "store", fresh / "store", changes)
    write_parts(fresh / "parts.jsonl", laws.parts)
    (fresh / "base").write_text(laws.base)
    fresh.rename(laws.home)


def _common(laws: Laws, folder: Path) -> Path:
    codes = "\n".join(sorted({part.jurisdiction for part in laws.parts}))
    digest = hashlib.sha256(f"{laws.base}\n{codes}".encode()).hexdigest()[:16]
    return folder / f"{_COMMON}-{digest}.nq"


def _nearest(folder: Path, files: dict[str, Path]) -> tuple[Path, Sequence[Change]] | None:
    """The ground that differs least, and the difference; None where loading anew is faster."""
    best: tuple[Path, Sequence[Change]] | None = None
    for home in folder.glob(f"{_GROUND}*"):
        parts = read_parts(home / "parts.jsonl")
        was = {part.work: folder / "nquads" / part.file for part in parts}
        was[_COMMON] = _common(Laws(folder, (home / "base").read_text(), tuple(parts)), folder / "nquads")
        changes = [
            (was.get(work), files.get(work))
            for work in sorted(was.keys() | files.keys())
            if was.get(work) != files.get(work)
        ]
        usable = all(before is None or before.is_file() for before, _ in changes)
        if (
            usable
            and len(changes) <= _MUCH * len(files) + 1
            and (best is None or len(changes) < len(best[1]))
        ):
            best = (home, changes)
    return best


__all__ = ["RECORD", "STEPS", "Failed", "KgError", "Laws", "build_laws", "kept_laws", "sweep_laws"]
