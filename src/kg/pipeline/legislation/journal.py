"""What has been finished of the law, one line per part as soon as it is: a build that is stopped goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.pipeline.legislation.part import Part, Setup

_NAME = "parts.jsonl"


class Journal:
    """The parts kept in a law folder, by key. A context manager: lines are written until it is left."""

    def __init__(self, setup: Setup) -> None:
        self._path = setup.folder / _NAME
        self._quads = setup.quads
        self._texts = setup.texts
        self._parts = {part.key: part for part in _read(self._path)}

    def __enter__(self) -> Self:
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def get(self, key: str) -> Part | None:
        """The part made of this content before, if its files are still there as they were."""
        part = self._parts.get(key)
        if part is None:
            return None
        try:
            whole = (self._quads / part.file).stat().st_size == part.size
            (self._texts / f"{part.document}.z").stat()
        except OSError:
            return None
        return part if whole else None

    def add(self, part: Part) -> None:
        """A part that is finished: its files are written."""
        self._parts[part.key] = part
        self._file.write(json.dumps(part.as_json(), ensure_ascii=False) + "\n")
        self._file.flush()


def write_parts(path: Path, parts: Iterable[Part]) -> None:
    """Write parts to a file, whole or not at all."""
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(part.as_json(), ensure_ascii=False) + "\n" for part in parts)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_parts(path: Path) -> list[Part]:
    """The parts written to a file."""
    return list(_read(path))


def _read(path: Path) -> Iterable[Part]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                yield Part.of_json(json.loads(line))
            except (ValueError, TypeError, KeyError):
                continue  # a line cut off when the build was stopped: its part is made again
