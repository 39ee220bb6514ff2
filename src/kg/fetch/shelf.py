"""The folder of fetched law: whole files, a line about each, and a note of what an interrupted run has done.

A file appears under its name when all of it is on the disk, then its line is added to ``manifest.jsonl``;
a line that a power cut left half is skipped when the manifest is read.  What the manifest does not vouch for
(no line, or other bytes) is fetched again.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from kg.fetch.answers import Entry, Kind

MANIFEST: Final = "manifest.jsonl"
UNFINISHED: Final = ".unfinished.jsonl"
_STALE_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Record:
    """A fetched file: the instrument it holds, where it came from and when, and its bytes' SHA-256.

    ``serial`` is empty where the service did not give one; ``key_removed`` counts the places where the
    service had repeated the key in its answer.
    """

    file: str
    kind: str
    law_id: str
    serial: str
    title: str
    promulgated: str
    number: str
    in_force_from: str
    jurisdiction: str
    url: str
    retrieved: str
    sha256: str
    bytes: int
    key_removed: int = 0

    @classmethod
    def read(cls, line: str) -> Self | None:
        """A line of the manifest; None when it is not whole."""
        try:
            return cls(**json.loads(line))
        except (ValueError, TypeError):
            return None

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


def file_name(entry: Entry) -> str:
    """The name of an instrument's file: its id and the service's number of the text.

    >>> file_name(Entry(Kind.LAW, "001656", "253527", "지방자치법"))
    '001656_253527.xml'
    >>> file_name(Entry(Kind.ORDINANCE, "2060161", "", "조례", promulgated="20240102", number="9001"))
    'ordinance_2060161_20240102-9001.xml'
    """
    edition = entry.serial or f"{entry.promulgated or 0}-{entry.number or 0}"
    front = "ordinance_" if entry.kind is Kind.ORDINANCE else ""
    return f"{front}{entry.law_id}_{edition}.xml"


class Shelf:
    """The folder; made when the first file is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records = {record.file: record for record in _lines(folder / MANIFEST)}
        self._by_serial = {(r.kind, r.serial): r for r in self._records.values() if r.serial}
        self._sweep()

    def held(self, kind: Kind, serial: str) -> Record | None:
        """What is known of a text that lies here as it was fetched."""
        record = self._by_serial.get((kind.value, serial))
        return record if record and self._is_whole(record) else None

    def put(self, entry: Entry, body: bytes, url: str, key_removed: int) -> tuple[Record, bool]:
        """Stores a text; also whether it is other than what lay here."""
        name = file_name(entry)
        before = self._records.get(name)
        record = Record(
            file=name,
            kind=entry.kind.value,
            law_id=entry.law_id,
            serial=entry.serial,
            title=entry.title,
            promulgated=entry.promulgated,
            number=entry.number,
            in_force_from=entry.in_force_from,
            jurisdiction=entry.jurisdiction,
            url=url,
            retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
            sha256=hashlib.sha256(body).hexdigest(),
            bytes=len(body),
            key_removed=key_removed,
        )
        is_new = before is None or before.sha256 != record.sha256 or not self._is_whole(before)
        if is_new:
            _write_whole(self.folder / name, body)
        _append(self.folder / MANIFEST, record.as_json())
        self._records[name] = record
        if record.serial:
            self._by_serial[record.kind, record.serial] = record
        return record, is_new

    def _is_whole(self, record: Record) -> bool:
        try:
            body = (self.folder / record.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(body).hexdigest() == record.sha256

    def _sweep(self) -> None:
        """Removes what runs that were killed had half written."""
        for half in self.folder.glob(".*.part"):
            with suppress(OSError):
                if time.time() - half.stat().st_mtime > _STALE_SECONDS:
                    half.unlink()


class Unfinished:
    """Which errands of an order an interrupted run had done, so that the next one goes on after them.

    :param order: what was ordered; a run with another order begins anew.
    """

    def __init__(self, folder: Path, order: Mapping[str, Any]) -> None:
        text = json.dumps(order, ensure_ascii=False, sort_keys=True)
        self._path = folder / UNFINISHED
        self._order = hashlib.sha256(text.encode()).hexdigest()
        lines = [line for line in _json_lines(self._path) if line.get("order") == self._order]
        self.done = {str(line["done"]) for line in lines if "done" in line}
        self._begun = bool(lines)

    def note(self, errand: str) -> None:
        """An errand is done."""
        if not self._begun:
            self._path.unlink(missing_ok=True)
            self._begun = True
        _append(self._path, {"order": self._order, "done": errand})

    def close(self) -> None:
        """The whole order is done."""
        self._path.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[Record]:
    for line in _text(path).splitlines():
        if (record := Record.read(line)) is not None:
            yield record


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in _text(path).splitlines():
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _write_whole(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _append(path: Path, content: Mapping[str, Any]) -> None:
    """Adds a line in one write; a half line before it is closed off first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(content, ensure_ascii=False).encode() + b"\n"
    with path.open("a+b") as out:
        if out.tell():
            out.seek(-1, os.SEEK_END)
            if out.read(1) != b"\n":
                line = b"\n" + line
        out.write(line)
