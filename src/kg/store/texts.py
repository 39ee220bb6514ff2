"""Texts that spans index: of a version's papers, and of the law all versions of a dataset stand on.

::

    DIR/versions/{id}/documents/{document}.txt   a paper's text, UTF-8
    DIR/law/texts/{document}.z                   a law file's text, UTF-8, compressed (zlib); never changed,
                                                 so that older versions find theirs
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

LAW = "law"


def law_texts(dataset: Path) -> Path:
    """Where a dataset keeps the texts of law files.

    >>> law_texts(Path("out")).as_posix()
    'out/law/texts'
    """
    return dataset / LAW / "texts"


def texts_of(version: Path) -> tuple[Callable[[str], str | None], ...]:
    """What finds the texts of a version, given its directory: its papers, then the dataset's law."""
    papers, law = version / "documents", law_texts(version.resolve().parent.parent)
    return (lambda document: paper_text(papers, document), lambda document: law_text(law, document))


def paper_text(folder: Path, document: str) -> str | None:
    """The text of a paper, or None."""
    path = folder / f"{document}.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def law_text(folder: Path, document: str) -> str | None:
    """The text of a law file, or None."""
    path = folder / f"{document}.z"
    return zlib.decompress(path.read_bytes()).decode("utf-8") if path.is_file() else None
