"""The law part of a dataset as it is kept: which parts it has, where they are, what is told of it."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kg.errors import Place, StoreError
from kg.ids import Ids
from kg.legislation import Instrument, Register, default_register
from kg.model.legislation import LawText
from kg.pipeline.legislation.journal import read_parts, write_parts
from kg.pipeline.legislation.part import MARKDOWN, Part, instrument_of
from kg.pipeline.legislation.work import Failed
from kg.read.lawtext import read_law
from kg.store.texts import LAW

RECORD: Final = "law.json"
"""In a version's directory: which law it stands on."""

PARTS: Final = "parts.jsonl"
GROUND: Final = "ground-"


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
    def common(self) -> Path:
        """The N-Quads of what the parts share: their jurisdictions."""
        codes = "\n".join(sorted({part.jurisdiction for part in self.parts}))
        digest = hashlib.sha256(f"{self.base}\n{codes}".encode()).hexdigest()[:16]
        return self.quads / f"common-{digest}.nq"

    @property
    def quads(self) -> Path:
        """Where N-Quads are kept."""
        return self.folder / "nquads"

    @property
    def home(self) -> Path:
        """Where the ground of these parts is."""
        return self.folder / f"{GROUND}{self.digest}"

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

    @cached_property
    def newcomers(self) -> tuple[Instrument, ...]:
        """The instruments of these parts that the register travelling with the code does not have."""
        known = default_register()
        works = [part.work for part in self.parts if known.work(part.work) is None]
        return tuple(instrument_of(law, known)[0] for work in works for law in self.text_of(work))

    @cached_property
    def register(self) -> Register:
        """The register by which papers meet this law: with the instruments only its files know."""
        known = default_register()
        return Register.of((*known.instruments, *self.newcomers)) if self.newcomers else known

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
    home = folder / f"{GROUND}{said['digest']}"
    if said["base"] != ids.base or not home.is_dir():
        raise StoreError(
            "the law part of this dataset was built with another base, or is gone",
            "이 데이터셋의 법령 부분이 다른 기준 주소로 만들어졌거나 없습니다",
            place=Place(str(home)),
            cure_en="Give --legislation DIR to build it anew, or --legislation none to leave it out.",
            cure_ko="--legislation DIR로 다시 만들거나 --legislation none으로 빼십시오.",
        )
    parts = tuple(read_parts(home / PARTS))
    return Laws(folder, ids.base, parts, reused=len(parts))


def sweep_laws(laws: Laws) -> None:
    """Forget what the law part does not use any more. Texts stay: older versions find theirs."""
    used = {part.file for part in laws.parts} | {laws.common.name}
    for path in laws.quads.iterdir():
        if path.name not in used:
            path.unlink()
    for home in laws.folder.glob(f"*{GROUND}*"):
        if home != laws.home:
            shutil.rmtree(home, ignore_errors=True)
    write_parts(laws.folder / PARTS, laws.parts)
