"""The files of legislation: below a folder, or in a tape archive.

No file of an archive is written to the disk: the bytes of one at a time are given on. Names are only shown;
one that points outside of the archive, a link or a device is refused, and sizes are bounded.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, NamedTuple

from kg.errors import FileMissingError, FormatError, KgError, Place, TooLargeError, TruncatedError, UsageError

SUFFIXES: Final = frozenset({".md", ".xml"})
LARGEST_FILE: Final = 64 * 2**20
LARGEST_WHOLE: Final = 4 * 2**30

_BLOCK: Final = 1 << 20
_COMPRESSED: Final[Mapping[bytes, Callable[..., Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\0": lzma.open,
}

Share = Callable[[float], None]
"""Told how much of the whole has been read, from 0 to 1."""


class LawFile(NamedTuple):
    """A file's name below its folder or in its archive, and its bytes or why they cannot be had."""

    name: str
    content: bytes | KgError


@contextmanager
def opened(source: Path, scratch: Path) -> Iterator[Callable[[Share], Iterator[LawFile]]]:
    """What gives the Markdown and XML files of a folder or a .tar, .tar.gz, .tar.bz2 or .tar.xz, one after
    another, as often as it is called.

    A compressed archive is unpacked once, to a file without a name below *scratch*.

    Raises:
        UsageError: *source* is neither.
        FileMissingError: it is not there.
        TruncatedError: the archive ends before its end.
        TooLargeError: the archive holds more than any body of law.
    """
    if source.is_dir():
        yield lambda share: _of_folder(source, share)
        return
    if not source.exists():
        raise FileMissingError(place=Place(str(source)))
    if not tarfile.is_tarfile(source):
        en, ko = "legislation is a folder or a tape archive", "법령은 폴더나 tar 파일로 주십시오"
        raise UsageError(en, ko, place=Place(str(source)))
    with tempfile.TemporaryFile(dir=scratch) as plain:
        _decompress(source, plain)
        yield lambda share: _of_archive(plain, source, share)


def _is_law(path: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() in SUFFIXES and path.stem.upper() != "README" and not hidden


def _of_folder(folder: Path, share: Share) -> Iterator[LawFile]:
    below = (path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir())
    names = [name for name in below if _is_law(PurePosixPath(name))]
    for name in names:
        if not (folder / name).is_file():  # a link to nothing, a pipe, a device
            yield LawFile(name.as_posix(), _no_file(name.as_posix()))
    found = [(folder / name, name) for name in names if (folder / name).is_file()]
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


def _decompress(source: Path, plain: IO[bytes]) -> None:
    with source.open("rb") as raw:
        first = raw.read(6)
    openers = (open_ for magic, open_ in _COMPRESSED.items() if first.startswith(magic))
    whole = 0
    try:
        with next(openers, open)(source, "rb") as content:
            while block := content.read(_BLOCK):
                whole += len(block)
                if whole > LARGEST_WHOLE:
                    most = f"{LARGEST_WHOLE // 2**30} GiB"
                    raise TooLargeError(f"more than {most}", f"{most}를 넘습니다", place=Place(str(source)))
                plain.write(block)
    except (EOFError, LZMAError, zlib.error, gzip.BadGzipFile) as error:
        raise TruncatedError(str(error), place=Place(str(source))) from error


def _of_archive(plain: IO[bytes], source: Path, share: Share) -> Iterator[LawFile]:
    whole = plain.seek(0, io.SEEK_END) or 1
    plain.seek(0)
    try:
        with tarfile.open(fileobj=plain, mode="r:") as archive:
            for member in archive:
                if (found := _member(archive, member)) is not None:
                    yield found
                share((member.offset_data + max(member.size, 0)) / whole)
    except tarfile.TarError as error:
        raise TruncatedError(str(error), place=Place(str(source))) from error


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> LawFile | None:
    path = PurePosixPath(member.name)
    if member.isdir() or not _is_law(PurePosixPath(path.name)) or path.name.startswith("._"):
        return None
    if not member.isfile() or path.is_absolute() or ".." in path.parts:
        return LawFile(member.name, _no_file(member.name))
    if member.size > LARGEST_FILE:
        return LawFile(member.name, _too_large(member.name))
    content = archive.extractfile(member)
    return LawFile(member.name, content.read() if content is not None else b"")


def _no_file(name: str) -> FormatError:
    return FormatError("no plain file below the root", "루트 아래의 정상 파일이 아닙니다", place=Place(name))


def _too_large(name: str) -> TooLargeError:
    most = f"{LARGEST_FILE // 2**20} MiB"
    return TooLargeError(f"more than {most}", f"{most}를 넘습니다", place=Place(name))
