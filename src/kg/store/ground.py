"""The ground of a dataset: triples of the default graph alone, under the documents of every version.

The law is such a ground: too large to be loaded anew for every version. It is loaded once, changed by the
difference between sorted N-Quads files, and each version stands on a hard-linked checkpoint of it (model.md
§8), which costs neither time nor space.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox

from kg.errors import Place, RdfError, StoreError, StoreMissingError
from kg.store.embedded import EmbeddedStore

Change = tuple[Path | None, Path | None]
"""The file that said it before and the one that says it now; None where there is none."""

_BLOCK: Final = 1 << 20


def lay_ground(path: Path, files: Iterable[Path]) -> None:
    """Make the ground at *path* of N-Quads files that share no triple, in one bulk load.

    Files are asked for one after another: the last may be written while the first is loaded.

    Raises:
        RdfError: a file is no N-Quads, with its name.
        StoreError: *path* cannot be written.
    """
    with _failing_as_store_error(path):
        store = ox.Store(str(path))
        joined = _Joined(files)
        try:
            store.bulk_load(input=cast(BinaryIO, joined), format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise _broken(joined.begun, error) from error
        store.optimize()
        store.flush()


def change_ground(old: Path, path: Path, changes: Iterable[Change]) -> None:
    """Make the ground at *path* of another one and the difference between files, *old* left as it is.

    Raises:
        RdfError: a file is no N-Quads, with its name.
        StoreError: *old* cannot be read, or *path* cannot be written.
    """
    _checkpoint(old, path)
    mend_ground(path, changes)


def mend_ground(path: Path, changes: Iterable[Change]) -> None:
    """Bring the ground at *path* from what files said before to what they say now, in its place.

    Raises:
        RdfError: a file is no N-Quads, with its name.
        StoreError: *path* cannot be written.
    """
    with _failing_as_store_error(path):
        store = ox.Store(str(path))
        for before, after in changes:
            was, now = _lines(before), _lines(after)
            for quad in _quads(was - now, before):
                store.remove(quad)
            store.extend(_quads(now - was, after))
        store.flush()


def stand_on(ground: Path, path: Path) -> EmbeddedStore:
    """A store at *path*, open for writing, that holds the ground; what the ground says never leaves it.

    Raises:
        StoreMissingError: there is no ground.
        StoreError: *path* cannot be written.
    """
    _checkpoint(ground, path)
    with _failing_as_store_error(path):
        return EmbeddedStore(ox.Store(str(path)), beneath=ox.Store.read_only(str(ground)))


def _checkpoint(ground: Path, path: Path) -> None:
    if not (ground / "CURRENT").is_file():
        raise StoreMissingError(place=Place(str(ground)))
    shutil.rmtree(path, ignore_errors=True)
    with _failing_as_store_error(path):
        ox.Store.read_only(str(ground)).backup(str(path))


@contextmanager
def _failing_as_store_error(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(str(error), place=Place(str(path))) from error


def _lines(path: Path | None) -> set[bytes]:
    return set(path.read_bytes().splitlines(keepends=True)) if path else set()


def _quads(lines: Iterable[bytes], path: Path | None) -> list[ox.Quad]:
    try:
        return list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise RdfError(str(error.msg), place=Place(str(path))) from error


def _broken(files: Iterable[Path], error: SyntaxError) -> RdfError:
    """The error with the file it is in: the bulk load reads all of them as one."""
    for path in files:
        try:
            for _ in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
                pass
        except SyntaxError as found:
            return RdfError(str(found.msg), place=Place(str(path), line=found.lineno))
    return RdfError(str(error.msg))


class _Joined(io.RawIOBase):
    """Files read one after another as one."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = iter(files)
        self.begun: list[Path] = []
        self._open: BinaryIO | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to *size* bytes of the file that is being read; nothing at the end of the last one."""
        while True:
            if self._open is not None:
                if data := self._open.read(size):
                    return data
                self._open.close()
            path = next(self._files, None)
            if path is None:
                self._open = None
                return b""
            self.begun.append(path)
            self._open = path.open("rb", buffering=_BLOCK)
