"""Which files a build reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".md", ".markdown", ".txt", ".text", ".tsv"})
"""What is taken out of a folder (its README apart); a file named by itself is always tried."""


def source_files(sources: Iterable[Path]) -> list[Path]:
    """The files of a build, each once: those named, and the papers below the folders named, sorted.

    >>> source_files([Path("no/such/paper.md")])
    [PosixPath('no/such/paper.md')]
    """
    files: dict[Path, None] = {}
    for source in sources:
        found = sorted(_papers_below(source)) if source.is_dir() else [source]
        files.update(dict.fromkeys(found))
    return list(files)


def _papers_below(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        is_paper = path.suffix.lower() in SUFFIXES and path.stem.upper() != "README"
        if is_paper and path.is_file() and not hidden:
            yield path
