"""One file of legislation: its bytes → its sorted N-Quads, kept by content."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from kg import __version__
from kg.cite import law_citations
from kg.errors import FormatError, Place
from kg.ids import Ids
from kg.legislation import (
    Edition,
    Instrument,
    Register,
    changes,
    default_register,
    default_successions,
    delegations,
    enactment,
    fold_title,
    held_edition,
    successions,
)
from kg.legislation.former import former_titles
from kg.link import Jurisdiction, default_registries, hash_key
from kg.model.legislation import Change, LawText, Succession
from kg.pipeline.legislation.resolve import resolve_citations
from kg.rdf import LawReading, law_lines
from kg.read.lawtext import read_law
from kg.resources import resource

_LAW_ID_DIGITS: Final = 6

MARKDOWN: Final = "markdown"
"""The form whose text is the file itself: nothing else has to be kept to read it again."""

# A change of any of these may change an instrument's quads.
_CODE: Final = ("cite", "ids", "legislation", "model", "rdf", "read", "text", "vocab")
_REGISTRIES: Final = ("councils.csv", "instruments.csv", "provisions.csv", "successions.csv")


@dataclass(frozen=True, slots=True)
class Part:
    """An instrument's N-Quads as kept: ``key`` is what they were made of, ``file`` their name by content.

    ``document`` is the file's 12 hex digits, ``printed`` its own order among files of one instrument (later
    is newer), ``counts`` as in :class:`kg.rdf.LawLines`.
    """

    key: str
    file: str
    size: int
    work: str
    title: str
    document: str
    basis: str
    jurisdiction: str
    printed: tuple[str, int]
    editions: int
    counts: dict[str, int] = field(default_factory=dict)
    unresolved: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Part:
        """The inverse of :meth:`as_json`."""
        day, number = said["printed"]
        return cls(**{**said, "printed": (day, number)})


@dataclass(frozen=True)
class Setup:
    """What all parts of a build have in common; ``folder`` is the dataset's law folder.

    ``newcomers`` are instruments of the files that the register does not have.
    """

    folder: Path
    ids: Ids
    with_text: bool = False
    newcomers: tuple[Instrument, ...] = ()

    @cached_property
    def register(self) -> Register:
        """The register that travels with the code, and the instruments of this build it does not have."""
        known = default_register()
        return Register.of((*known.instruments, *self.newcomers)) if self.newcomers else known

    @cached_property
    def _common_key(self) -> str:
        return "\0".join((self.ids.base, str(self.with_text), repr(self.newcomers), code_digest()))

    @property
    def quads(self) -> Path:
        """Where N-Quads are kept."""
        return self.folder / "nquads"

    @property
    def texts(self) -> Path:
        """Where texts are kept, compressed."""
        return self.folder / "texts"

    @property
    def sources(self) -> Path:
        """Where files are kept, compressed, whose text is not the file itself."""
        return self.folder / "sources"

    def key(self, content: bytes) -> str:
        """What a part made of this content is kept under: content, base, code and registers."""
        sha256 = hashlib.sha256(content).hexdigest()
        return hashlib.sha256(f"{sha256}\0{self._common_key}".encode()).hexdigest()[:32]


@cache
def code_digest() -> str:
    """A digest of the code and registers an instrument's quads depend on."""
    package = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256(__version__.encode())
    modules = [
        path for part in _CODE for path in (*package.glob(f"{part}.py"), *package.glob(f"{part}/**/*.py"))
    ]
    modules += Path(__file__).parent.glob("*.py")
    registers = [path for name in _REGISTRIES if (path := resource("data/registry") / name).is_file()]
    for path in sorted(modules) + registers:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def make_part(name: str, content: bytes, key: str, setup: Setup) -> Part:
    """Read an instrument, find what it cites, write its N-Quads and its text.

    Raises:
        UnreadableError: it cannot be read, or its id is another law's.
    """
    law = read_law(content, name)
    _check_title(law, name, setup.register)
    document = hashlib.sha256(content).hexdigest()[:12]
    reading = reading_of(law, document, setup.register)
    instrument = reading.instrument
    lines = law_lines(reading, setup.ids, _places(), with_text=setup.with_text)
    lines.counts["unparsed"] = len(law.unparsed)
    file = f"{instrument.work.replace('/', '-')}-{hashlib.sha256(lines.data).hexdigest()[:16]}.nq"
    _keep(setup.texts / f"{document}.z", zlib.compress(law.text.encode("utf-8", "replace"), 1))
    if law.basis != MARKDOWN:
        _keep(setup.sources / f"{document}.z", zlib.compress(content, 1))
    _keep(setup.quads / file, lines.data)
    return Part(
        key,
        file,
        len(lines.data),
        instrument.work,
        instrument.title,
        document,
        law.basis,
        instrument.jurisdiction,
        (law.promulgated.isoformat() if law.promulgated else "", law.promulgation_number or 0),
        lines.editions,
        dict(lines.counts),
        dict(lines.unresolved),
    )


def reading_of(law: LawText, document: str, register: Register) -> LawReading:
    """All that is known of an instrument from its text, the document of these 12 hex digits."""
    found = changes(law)
    instrument, edition = instrument_of(law, register, found)
    resolved = resolve_citations(law, instrument, edition, law_citations(law, register), register)
    return LawReading(
        law,
        document,
        instrument,
        edition,
        resolved.citations,
        found,
        _successions(law, instrument, found),
        (*delegations(law, instrument, register), *resolved.delegations),
        resolved.own,
    )


def instrument_of(
    law: LawText, register: Register, found: Sequence[Change] | None = None
) -> tuple[Instrument, Edition | None]:
    """The instrument a text is of, and the edition whose text it is; made of the text where the register has
    none. *found* are the text's changes where they are known already.
    """
    work = _work(law)
    known = register.work(work) or register.find(law.title, law.jurisdiction)
    if known is not None and (held := held_edition(known, law)) is not None:
        return known, held
    act = enactment(law, found=found)
    edition = Edition(act.number, act.promulgated, act.in_force_from, basis=act.basis) if act else None
    if known is not None:
        return known, edition
    editions = (edition,) if edition else ()
    made = Instrument(
        work, law.type, law.jurisdiction, law.title, law_id=_law_id(law.law_id), editions=editions
    )
    return made, edition


def _check_title(law: LawText, name: str, register: Register) -> None:
    """Refuse a file whose id is another law's: it would take that law's place.

    A renamed law names its former title itself.
    """
    known = register.work(_work(law))
    title = fold_title(law.title)
    if known is None or title in map(fold_title, (known.title, *known.short_titles)):
        return
    owner = register.find(law.title, law.jurisdiction)
    renamed = fold_title(known.title) in fold_title(law.text) or title in former_titles()
    if renamed and (owner is None or owner.work == known.work):
        return
    raise FormatError(
        f"id {law.law_id!r} is the id of {known.title!r}, but the file is titled {law.title!r}",
        f"ID {law.law_id!r}은(는) {known.title!r}의 것인데 파일의 제목은 {law.title!r}입니다",
        place=Place(name),
    )


def _work(law: LawText) -> str:
    """An ordinance outside the register is known by its title, as the papers that cite it know it."""
    ordinance = law.type.startswith("ordinance")
    key = hash_key("o", law.jurisdiction, fold_title(law.title)) if ordinance else law.law_id
    return f"{law.jurisdiction}/{law.type}/{key}"


def _law_id(printed: str) -> str:
    # An ordinance's key is its own number, no 법령ID.
    return printed if len(printed) == _LAW_ID_DIGITS and printed.isdigit() else ""


def _successions(law: LawText, instrument: Instrument, found: Sequence[Change]) -> list[Succession]:
    """What the text itself witnesses of its instrument, and what the register knows from other texts."""
    title = fold_title(instrument.title)
    own = [said for said in successions(law, found) if fold_title(said.instrument) == title]
    every: dict[tuple[str, str], Succession] = {}
    for said in (*own, *_registered().get(title, ())):
        every.setdefault((str(said.old), str(said.new)), said)
    return list(every.values())


@cache
def _registered() -> dict[str, list[Succession]]:
    by_title: dict[str, list[Succession]] = {}
    for said in default_successions():
        by_title.setdefault(fold_title(said.instrument), []).append(said)
    return by_title


def _places() -> dict[str, Jurisdiction]:
    return dict(default_registries().jurisdictions)


def _keep(path: Path, data: bytes) -> None:
    # Whole or not at all, and once: files are named by their content.
    if path.is_file() and path.stat().st_size == len(data):
        return
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(path)
