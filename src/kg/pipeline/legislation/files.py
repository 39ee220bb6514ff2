"""The files of legislation: below a folder, or in a tape archive read as a stream.

Nothing is unpacked: the bytes of one file at a time are given on. Names are only shown; one that points
outside of the archive, a link or a device is refused, and sizes are bounded.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Callable, Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from kg.errors import FileMissingError, FormatError, KgError, Place, TooLargeError, TruncatedError, UsageError

SUFFIXES: Final = frozenset({".md", ".xml"})
LARGEST_FILE: Final = 64 * 2**20
LARGEST_WHOLE: Final = 16 * 2**30
MOST_FILES: Final = 1_000_000

Share = Callable[[float], None]
"""Told how much of the whole has been read, from 0 to 1."""


class LawFile(NamedTuple):
    """A file's name below its folder or in its archive, and its bytes or why they cannot be had."""

    name: str
    content: bytes | KgError


def law_files(source: Path, share: Share = lambda _: None) -> Iterator[LawFile]:
    """The Markdown and XML files of a folder or a .tar, .tar.gz or .tar.xz, one after another.

    Raises:
        UsageError: *source* is neither.
        FileMissingError: it is not there.
        TruncatedError: the archive ends before its end.
        TooLargeError: the archive holds more than any body of law.
    """
    if source.is_dir():
        return _of_folder(source, share)
    if not source.exists():
        raise FileMissingError(place=Place(str(source)))
    if not tarfile.is_tarfile(source):
        raise UsageError(
            "legislation is a folder or a tape archive",
            "법령은 폴더나 tar 파일로 주십시오",
            place=Place(str(source)),
        )
    return _of_archive(source, share)


def _is_law(path: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in SUFFIXES and path.stem.upper() != "README" and not hidden


def _of_folder(folder: Path, share: Share) -> Iterator[LawFile]:
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    found = [(folder / name, name) for name in names if _is_law(PurePosixPath(name))]
    sizes = {path: path.stat().st_size for path, _ in found}
    # The largest first: no process is left with a long one at the end.
    found.sort(key=lambda pair: (-sizes[pair[0]], pair[1].as_posix()))
    whole, read = sum(sizes.values()) or 1, 0
    for path, name in found:
        yield LawFile(name.as_posix(), _bytes_of(path, sizes[path]))
        read += sizes[path]
        share(read / whole)


def _bytes_of(path: Path, size: int) -> bytes | KgError:
    if size > LARGEST_FILE:
        return _too_large(str(path))
    try:
        return path.read_bytes()
    except OSError as error:
        return FileMissingError(error.strerror or str(error), place=Place(str(path)))


def _of_archive(source: Path, share: Share) -> Iterator[LawFile]:
    whole = source.stat().st_size or 1
    place = Place(str(source))
    try:
        with source.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|*") as archive:
            bytes_read = 0
            for number, member in enumerate(archive):
                bytes_read += max(member.size, 0)
                if number >= MOST_FILES or bytes_read > LARGEST_WHOLE:
                    raise TooLargeError("the archive", "압축 파일이 너무 큽니다", place=place)
                if (found := _member(archive, member)) is not None:
                    yield found
                share(raw.tell() / whole)
    except (tarfile.TarError, EOFError, LZMAError, zlib.error) as error:
        raise TruncatedError(str(error), place=place) from error


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> LawFile | None:
    path = PurePosixPath(member.name)
    if member.isdir() or not _is_law(PurePosixPath(path.name)) or path.name.startswith("._"):
        return None
    if not member.isfile() or path.is_absolute() or ".." in path.parts:
        return LawFile(
            member.name,
            FormatError(
                "no plain file below the archive's root",
                "압축 파일 안의 정상 파일이 아닙니다",
                place=Place(member.name),
            ),
        )
    if member.size > LARGEST_FILE:
        return LawFile(member.name, _too_large(member.name))
    content = archive.extractfile(member)
    return LawFile(member.name, content.read() if content is not None else b"")


def _too_large(name: str) -> TooLargeError:
    most = f"{LARGEST_FILE // 2**20} MiB"
    return TooLargeError(f"more than {most}", f"{most}를 넘습니다", place=Place(name))
