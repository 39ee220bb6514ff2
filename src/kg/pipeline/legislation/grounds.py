"""The ground of the law: laid while its parts are made, or made of the one there is by the difference."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.link import default_registries
from kg.pipeline.legislation.journal import read_parts, write_parts
from kg.pipeline.legislation.laws import GROUND, PARTS, Laws
from kg.pipeline.legislation.loading import Loading, loading
from kg.pipeline.legislation.part import Part, Setup
from kg.rdf import jurisdiction_lines
from kg.store.ground import Change, change_ground, lay_ground, mend_ground

# Beyond this share of changed instruments, loading anew is faster than the difference.
_MUCH: Final = 0.1


@contextmanager
def begun_ground(setup: Setup) -> Iterator[Loading | None]:
    """A ground that is laid while parts are made, where the law folder has none to begin with."""
    if any(setup.folder.glob(f"{GROUND}*")):
        yield None
        return
    with loading(_fresh(setup.folder) / "store") as begun:
        yield begun


def lay(laws: Laws, left: Sequence[Part], setup: Setup, begun: Loading | None) -> None:
    """Make the ground of these parts: of the one *begun* (*left* are parts in it that have a newer one), or
    of the one there is where little has changed.
    """
    if laws.home.is_dir():
        return
    codes = {part.jurisdiction for part in laws.parts}
    laws.common.write_bytes(jurisdiction_lines(codes, setup.ids, default_registries().jurisdictions))
    fresh = _fresh(laws.folder)
    if begun is None or not begun.finish():
        _lay_now(laws, fresh)
    else:
        chosen = {part.work: laws.quads / part.file for part in laws.parts}
        mended: list[Change] = [(laws.quads / part.file, chosen[part.work]) for part in left]
        mend_ground(fresh / "store", [*mended, (None, laws.common)])
    write_parts(fresh / PARTS, laws.parts)
    (fresh / "base").write_text(laws.base)
    fresh.rename(laws.home)


def _lay_now(laws: Laws, fresh: Path) -> None:
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    if (nearest := _nearest(laws)) is None:
        lay_ground(fresh / "store", _files(laws).values())
    else:
        change_ground(nearest[0] / "store", fresh / "store", nearest[1])


def _fresh(folder: Path) -> Path:
    return folder / f".{GROUND}new"


def _files(laws: Laws) -> dict[str, Path]:
    return {part.work: laws.quads / part.file for part in laws.parts} | {"": laws.common}


def _nearest(laws: Laws) -> tuple[Path, Sequence[Change]] | None:
    """The ground that differs least, and the difference; None where loading anew is faster."""
    best: tuple[Path, Sequence[Change]] | None = None
    now = _files(laws)
    for home in laws.folder.glob(f"{GROUND}*"):
        was = _files(Laws(laws.folder, (home / "base").read_text(), tuple(read_parts(home / PARTS))))
        changes = [
            (was.get(work), now.get(work))
            for work in sorted(was.keys() | now.keys())
            if was.get(work) != now.get(work)
        ]
        usable = all(before is None or before.is_file() for before, _ in changes)
        if usable and len(changes) <= _MUCH * len(now) + 1 and (best is None or len(changes) < len(best[1])):
            best = (home, changes)
    return best
