"""Dataset versions: immutable directories, and one pointer that switches between them.

::

    DIR/versions/{id}/  store/       Oxigraph, opened read-only by the server
                        documents/   {document}.txt, the texts spans index
                        nquads/      sorted N-Quads, one file per document or register
                        manifest.json
    DIR/.lock           held by the one build that may write
    DIR/current         a symbolic link to versions/{id}; a text file with the id where links are not possible

A version is built beside the others under a name that no reader looks at, and renamed when it is whole; then
`current` is replaced in one step. A crash at any moment leaves the version that was current.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import NotFoundError, Place, StoreError, StoreMissingError

_VERSION_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}")
_STAGING = ".staging-"
_POINTER = "current"
_LOCK = ".lock"

Manifest = Mapping[str, Any]
Build = Callable[[Path], Manifest]
"""Fills an empty version directory and tells what goes into its manifest (validation result, sources …)."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its identifier and its directory."""

    id: str
    path: Path

    @property
    def store(self) -> Path:
        """The Oxigraph directory."""
        return self.path / "store"

    @property
    def documents(self) -> Path:
        """The texts of the documents."""
        return self.path / "documents"

    @property
    def nquads(self) -> Path:
        """The sorted N-Quads files."""
        return self.path / "nquads"

    def manifest(self) -> dict[str, Any]:
        """What the manifest says. Raises StoreError when it is missing or broken."""
        path = self.path / "manifest.json"
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"no manifest: {error}", place=Place(str(path))) from error
        return dict(content)


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the dataset at `directory` for building, so that no other build sweeps or switches meanwhile.

    The lock ends with the process that holds it. Raises StoreError where another build holds it, or where
    the directory cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle = os.open(directory / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(str(error), place=Place(str(directory))) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                "another build of this dataset is running",
                "이 데이터셋의 다른 만들기가 실행 중입니다",
                place=Place(str(directory)),
                cure_en="Wait until it ends, or build into another directory.",
                cure_ko="끝날 때까지 기다리거나 다른 폴더에 만드십시오.",
            ) from error
        yield
    finally:
        os.close(handle)


def publish(directory: Path, build: Build) -> Version:
    """Build a new version of the dataset at `directory` and make it the current one.

    `build` gets an empty directory; what it returns goes into the manifest, to which identifier, time and the
    checksums of every file outside the store are added. The identifier is the time and a digest of those
    files. Everything is on the disk before the switch. If `build` raises, nothing changes. Raises StoreError
    when the directory cannot be written. Of two builds at once each should hold `locked`.
    """
    versions = directory / "versions"
    try:
        versions.mkdir(parents=True, exist_ok=True)
        _sweep(versions)
        staging = versions / f"{_STAGING}{os.getpid()}"
        staging.mkdir()
    except OSError as error:
        raise StoreError(str(error), place=Place(str(directory))) from error
    try:
        said = build(staging)
        version = _seal(staging, said)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _point(directory, version.id)
    return version


def current(directory: Path) -> Version:
    """The version now served. Raises StoreMissingError when there is none."""
    pointer = directory / _POINTER
    try:
        identifier = pointer.readlink().name if pointer.is_symlink() else pointer.read_text().strip()
    except OSError as error:
        raise StoreMissingError(place=Place(str(directory))) from error
    return _version(directory, identifier)


def list_versions(directory: Path) -> list[Version]:
    """All whole versions, the oldest first.

    >>> list_versions(Path("no/such/place"))
    []
    """
    versions = directory / "versions"
    if not versions.is_dir():
        return []
    names = (entry.name for entry in versions.iterdir() if _VERSION_ID.fullmatch(entry.name))
    return [Version(name, versions / name) for name in sorted(names)]


def roll_back(directory: Path, to: str | None = None) -> Version:
    """Make an older version current again: `to`, or the one before the current.

    Raises NotFoundError when there is no such version.
    """
    if to is None:
        now = current(directory).id
        older = [version for version in list_versions(directory) if version.id < now]
        if not older:
            raise NotFoundError("there is no older version", "더 오래된 판이 없습니다")
        version = older[-1]
    else:
        version = _version(directory, to)
    _point(directory, version.id)
    return version


def _version(directory: Path, identifier: str) -> Version:
    version = Version(identifier, directory / "versions" / identifier)
    if not _VERSION_ID.fullmatch(identifier) or not version.path.is_dir():
        raise NotFoundError(f"no version {identifier!r}", f"{identifier!r} 판이 없습니다")
    return version


def _seal(staging: Path, said: Manifest) -> Version:
    """Write the manifest and give the directory its final name."""
    checksums = {
        path.relative_to(staging).as_posix(): _sha256(path)
        for path in sorted(staging.rglob("*"))
        if path.is_file() and path.relative_to(staging).parts[0] != "store"
    }
    made = datetime.now(UTC)
    digest = hashlib.sha256(json.dumps(checksums, sort_keys=True).encode()).hexdigest()
    identifier = f"{made:%Y%m%dT%H%M%SZ}-{digest[:8]}"
    while (staging.parent / identifier).exists():  # two builds of the same data within one second
        digest = hashlib.sha256(digest.encode()).hexdigest()
        identifier = f"{made:%Y%m%dT%H%M%SZ}-{digest[:8]}"
    manifest = {
        "kind": "manifest",
        "schema_version": 1,
        **said,
        "version": identifier,
        "created": made.isoformat(timespec="seconds"),
        "files": checksums,
    }
    _write_durably(staging / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    _sync_tree(staging)
    final = staging.with_name(identifier)
    staging.rename(final)
    _sync(final.parent)
    return Version(identifier, final)


def _point(directory: Path, identifier: str) -> None:
    """Let `current` name a version, in one step."""
    fresh = directory / f".{_POINTER}-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(Path("versions") / identifier)
    except OSError:  # a file system without symbolic links
        _write_durably(fresh, identifier + "\n")
    fresh.replace(directory / _POINTER)
    _sync(directory)


def _sweep(versions: Path) -> None:
    """Remove what builds left that were killed; a build still running keeps its directory."""
    for entry in versions.glob(f"{_STAGING}*"):
        owner = entry.name.removeprefix(_STAGING)
        if not owner.isdigit() or not _is_running(int(owner)) or int(owner) == os.getpid():
            shutil.rmtree(entry, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_tree(directory: Path) -> None:
    """Write everything below a directory, and the directory itself, to the disk."""
    for path in directory.rglob("*"):
        if not path.is_symlink():
            _sync(path)
    _sync(directory)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
