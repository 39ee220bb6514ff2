"""The registries: councils, facilities, organisations and offices with slugs, from ``data/registry``."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from kg.errors import Place as FilePlace
from kg.errors import RegistryError
from kg.link.names import fold_affair, fold_name, fold_organisation, without_place
from kg.resources import resource

COLUMNS: Final = {
    "councils.csv": (
        "code",
        "council_ko",
        "council_en",
        "jurisdiction_ko",
        "jurisdiction_en",
        "executive_ko",
        "parent",
        "aliases",
        "former_names",
    ),
    "facilities.csv": (
        "slug",
        "name_ko",
        "name_en",
        "aliases",
        "jurisdiction",
        "affair_slug",
        "affair_ko",
        "affair_en",
    ),
    "organisations.csv": ("slug", "name_ko", "name_en", "aliases"),
    "offices.csv": ("jurisdiction", "kind", "slug", "name_ko", "name_en", "aliases"),
}
"""Registry file → the columns read here; others are free."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A thing papers speak of: its key (slug or hash), its names, and whether a registry has it."""

    key: str
    label_ko: str
    label_en: str = ""
    registered: bool = False


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A local government: its code and the names of it, its council and its executive."""

    code: str
    name_ko: str
    name_en: str = ""
    council_ko: str = ""
    council_en: str = ""
    executive_ko: str = ""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    registered: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the jurisdiction itself, as it may begin the name of something of its own."""
        return tuple(name for name in (self.name_ko, *self.aliases, *self.former) if name)

    @property
    def label_ko(self) -> str:
        """The council's Korean name."""
        return self.council_ko or f"{self.name_ko} 의회"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a registry: the thing, its jurisdiction's code (empty for bodies), its other names."""

    identity: Identity
    jurisdiction: str = ""
    aliases: tuple[str, ...] = ()


def _only(found: Iterable[Identity]) -> Identity | None:
    """The one identity of *found*; none when different ones bear the name."""
    every = {identity.key: identity for identity in found}
    return next(iter(every.values())) if len(every) == 1 else None


@dataclass(frozen=True)
class Registries:
    """What the registry files name, found by folded name; a name borne by two things finds neither."""

    jurisdictions: Mapping[str, Jurisdiction] = field(default_factory=dict)
    _by_name: Mapping[str, tuple[Jurisdiction, ...]] = field(default_factory=dict, repr=False)
    _council: Mapping[str, tuple[Jurisdiction, ...]] = field(default_factory=dict, repr=False)
    _things: Mapping[tuple[str, str, str], tuple[Identity, ...]] = field(default_factory=dict, repr=False)
    _entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, folder: Path) -> Registries:
        """Read the registry files of a folder.

        Raises:
            RegistryError: a column or a required value is missing, with file and line.
        """
        jurisdictions = [_jurisdiction(row) for row in _rows(folder / "councils.csv", "code", "council_ko")]
        by_code = {j.code: j for j in jurisdictions}
        by_name: dict[str, list[Jurisdiction]] = defaultdict(list)
        council: dict[str, list[Jurisdiction]] = defaultdict(list)
        for jurisdiction in jurisdictions:
            for name in jurisdiction.names:
                by_name[fold_name(name)].append(jurisdiction)
            for name in (jurisdiction.council_ko, *(f"{name}의회" for name in jurisdiction.names)):
                if jurisdiction not in council[fold_name(name)]:
                    council[fold_name(name)].append(jurisdiction)
        things: dict[tuple[str, str, str], list[Identity]] = defaultdict(list)
        entries: dict[tuple[str, str], Entry] = {}
        _add_facilities(things, entries, folder / "facilities.csv", by_code)
        _add_organisations(things, entries, folder / "organisations.csv")
        _add_offices(things, folder / "offices.csv")
        return cls(by_code, _frozen(by_name), _frozen(council), _frozen(things), entries)

    def entry(self, kind: str, slug: str) -> Entry | None:
        """The row of a facility or an organisation; *kind* says which."""
        return self._entries.get((kind, slug))

    def council(self, name: str) -> Jurisdiction | None:
        """The jurisdiction whose council is called *name*; none when there is none or more than one."""
        found = self._council.get(fold_name(name), ())
        return found[0] if len(found) == 1 else None

    def jurisdiction_of(self, text: str) -> Jurisdiction | None:
        """The jurisdiction a text begins with, by its longest name; none when that name is ambiguous.

        >>> default_registries().jurisdiction_of("서울특별시 금천구 늘봄도서관 운영").code
        'kr-11545'
        >>> default_registries().jurisdiction_of("서울특별시장").code
        'kr-11'
        """
        folded = fold_name(text)
        for end in range(len(folded), 1, -1):
            if found := self._by_name.get(folded[:end]):
                return found[0] if len(found) == 1 else None
        return None

    def facility(self, name: str, jurisdiction: Jurisdiction) -> Identity | None:
        """The registered facility of this name."""
        return self._named("facility", jurisdiction.code, without_place(name, jurisdiction.names), name)

    def affair(self, name: str, jurisdiction: Jurisdiction) -> Identity | None:
        """The registered affair of this name, or of this facility's name."""
        return self._named(
            "affair", jurisdiction.code, fold_affair(name, jurisdiction.names), fold_affair(name, ())
        )

    def organisation(self, name: str) -> Identity | None:
        """The registered body of this name, whatever marker of its legal form is printed with it."""
        return _only(self._things.get(("organisation", "", fold_organisation(name)), ()))

    def office(self, kind: str, name: str, jurisdiction: Jurisdiction) -> Identity | None:
        """The registered unit of this name: *kind* is ``office`` or ``committee``."""
        return _only(self._things.get((kind, jurisdiction.code, fold_name(name)), ()))

    def _named(self, kind: str, jurisdiction: str, within: str, full: str) -> Identity | None:
        own = self._things.get((kind, jurisdiction, within), ())
        return _only(own or self._things.get((kind, "", fold_name(full)), ()))


Things = dict[tuple[str, str, str], list[Identity]]
Entries = dict[tuple[str, str], Entry]
K = TypeVar("K")
V = TypeVar("V")


def _frozen(lists: Mapping[K, list[V]]) -> dict[K, tuple[V, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _list(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _rows(path: Path, *required: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        names = reader.fieldnames or ()
        if missing := [column for column in COLUMNS[path.name] if column not in names]:
            raise RegistryError(f"column {missing[0]} is missing", place=FilePlace(str(path), line=1))
        rows = []
        for row in reader:
            if None in row or None in row.values() or not all(row[column] for column in required):
                raise RegistryError(
                    f"a value of {', '.join(required)} is missing or there are too many columns",
                    place=FilePlace(str(path), line=reader.line_num),
                )
            rows.append(row)
        return rows


def _jurisdiction(row: Mapping[str, str]) -> Jurisdiction:
    return Jurisdiction(
        row["code"],
        row["jurisdiction_ko"],
        row["jurisdiction_en"],
        row["council_ko"],
        row["council_en"],
        row["executive_ko"],
        _list(row["aliases"]),
        _list(row["former_names"]),
        registered=True,
    )


def _add(things: Things, kind: str, jurisdiction: str, folded: Iterable[str], identity: Identity) -> None:
    for name in folded:
        things[kind, jurisdiction, name].append(identity)


def _add_facilities(
    things: Things, entries: Entries, path: Path, jurisdictions: Mapping[str, Jurisdiction]
) -> None:
    for row in _rows(path, "slug", "name_ko", "jurisdiction"):
        place = jurisdictions.get(row["jurisdiction"])
        if place is None:
            raise RegistryError(f"no council has the code {row['jurisdiction']}", place=FilePlace(str(path)))
        names = (row["name_ko"], *_list(row["aliases"]))
        facility = Identity(row["slug"], row["name_ko"], row["name_en"], registered=True)
        entries["facility", row["slug"]] = Entry(facility, place.code, _list(row["aliases"]))
        _add(things, "facility", place.code, {without_place(name, place.names) for name in names}, facility)
        _add(things, "facility", "", {fold_name(row["name_ko"])}, facility)
        if row["affair_slug"]:
            affair = Identity(row["affair_slug"], row["affair_ko"], row["affair_en"], registered=True)
            names = (*names, row["affair_ko"])
            _add(things, "affair", place.code, {fold_affair(name, place.names) for name in names}, affair)
            _add(things, "affair", "", {fold_affair(row["affair_ko"], ())}, affair)


def _add_organisations(things: Things, entries: Entries, path: Path) -> None:
    for row in _rows(path, "slug", "name_ko"):
        names = {fold_organisation(name) for name in (row["name_ko"], *_list(row["aliases"]))}
        body = Identity(row["slug"], row["name_ko"], row["name_en"], registered=True)
        entries["organisation", row["slug"]] = Entry(body, "", _list(row["aliases"]))
        _add(things, "organisation", "", names, body)


def _add_offices(things: Things, path: Path) -> None:
    for row in _rows(path, "slug", "name_ko", "jurisdiction", "kind"):
        names = {fold_name(name) for name in (row["name_ko"], *_list(row["aliases"]))}
        unit = Identity(row["slug"], row["name_ko"], row["name_en"], registered=True)
        _add(things, row["kind"], row["jurisdiction"], names, unit)


@cache
def default_registries() -> Registries:
    """The registries that travel with the code, read once."""
    return Registries.load(resource("data/registry"))
