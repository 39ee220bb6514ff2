"""The register: which instruments there are, what they are called, and which edition was in force when.

Rows come from ``data/registry/instruments.csv``, one per edition (an edition is the act that enacted or last
wholly revised the instrument; an unknown one has no number).  Look-ups by folded title take constant time.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import Place, RegistryError
from kg.resources import resource
from kg.text import fold

COLUMNS: Final = (
    "work",
    "type",
    "jurisdiction",
    "title_ko",
    "title_en",
    "short_titles",
    "law_id",
    "edition",
    "promulgated",
    "in_force_from",
    "in_force_to",
    "basis",
)

_DROPPED: Final = dict.fromkeys(map(ord, "·᛫․.,「」『』\"'｀"), None)


def fold_title(title: str) -> str:
    """The look-up key of a title: folded as all names are, and without middle dots and quotation marks.

    >>> fold_title("「서울특별시 행정 사무의 민간위탁에 관한 조례」")
    '서울특별시행정사무의민간위탁에관한조례'
    """
    return fold(title).translate(_DROPPED)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of an instrument; ``number`` is None when the promulgation number is not known."""

    number: int | None
    promulgated: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    basis: str = ""

    def in_force_on(self, day: date) -> bool:
        """True when the edition is known to be in force on ``day``."""
        if self.in_force_from is None or day < self.in_force_from:
            return False
        return self.in_force_to is None or day <= self.in_force_to


@dataclass(frozen=True, slots=True)
class Instrument:
    """A statute or an ordinance; ``work`` is its path in the identifiers, as ``kr/act/001656``."""

    work: str
    type: str
    jurisdiction: str
    title: str
    title_en: str = ""
    short_titles: tuple[str, ...] = ()
    law_id: str = ""
    editions: tuple[Edition, ...] = ()

    @property
    def key(self) -> str:
        """The last segment of ``work``: the 법령ID of a statute, the slug of an ordinance."""
        return self.work.rsplit("/", 1)[-1]

    def edition_at(self, day: date | None) -> Edition | None:
        """The edition in force on ``day``; None when no edition is known for that day.

        Today's edition is never taken for a past one: a day before the first known edition has none.
        """
        if day is None:
            return None
        return next((edition for edition in self.editions if edition.in_force_on(day)), None)


@dataclass(frozen=True, slots=True)
class Register:
    """All instruments known, found by title, short title or work."""

    instruments: tuple[Instrument, ...] = ()
    _titles: Mapping[str, tuple[Instrument, ...]] = field(default_factory=dict, repr=False)
    _short: Mapping[str, tuple[Instrument, ...]] = field(default_factory=dict, repr=False)
    _works: Mapping[str, Instrument] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> Register:
        """A register of the instruments given."""
        every = tuple(instruments)
        titles: dict[str, list[Instrument]] = defaultdict(list)
        short: dict[str, list[Instrument]] = defaultdict(list)
        for instrument in every:
            titles[fold_title(instrument.title)].append(instrument)
            for name in instrument.short_titles:
                short[fold_title(name)].append(instrument)
        return cls(every, _frozen(titles), _frozen(short), {i.work: i for i in every})

    @classmethod
    def load(cls, path: Path) -> Register:
        """Read a register file.

        :raises RegistryError: a missing column, or a value that is no date or number, with file and line.
        """
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := [c for c in COLUMNS if c not in (rows.fieldnames or ())]:
                raise RegistryError(f"column {missing[0]} is missing", place=Place(str(path), line=1))
            return cls.of(_instruments(_checked(rows, path)))

    def find(self, title: str, jurisdiction: str | None = None) -> Instrument | None:
        """The instrument called ``title`` (or by a short title); None when there is none or more than one.

        Of several with one title in one jurisdiction (an act repealed and enacted anew) the latest counts;
        short titles of ordinances count only with their ``jurisdiction``.
        """
        key = fold_title(title)
        found = [i for i in self._titles.get(key, ()) if jurisdiction in (None, i.jurisdiction)]
        if found:
            return _latest(found)
        short = [i for i in self._short.get(key, ()) if i.jurisdiction in ("kr", jurisdiction)]
        return short[0] if len(short) == 1 else None

    def full_title(self, key: str, jurisdiction: str | None = None) -> str | None:
        """The title of the one instrument whose *short* title folds to ``key``; None when open.

        Statutes have their short titles everywhere, ordinances only in their own ``jurisdiction``.
        """
        found = [i for i in self._short.get(key, ()) if i.jurisdiction in ("kr", jurisdiction)]
        return found[0].title if len(found) == 1 else None

    def has_title(self, key: str) -> bool:
        """True when an instrument's full title folds to ``key``."""
        return key in self._titles

    def title(self, key: str) -> str | None:
        """The full title that folds to ``key``, as printed in the register."""
        found = self._titles.get(key)
        return found[0].title if found else None

    def work(self, work: str) -> Instrument | None:
        """The instrument with this path."""
        return self._works.get(work)

    def folded(self) -> Iterator[str]:
        """All folded titles, full and short."""
        yield from self._titles
        yield from self._short


def _latest(found: list[Instrument]) -> Instrument | None:
    if len({i.jurisdiction for i in found}) > 1:
        return None
    return max(found, key=lambda i: max((e.promulgated or date.min for e in i.editions), default=date.min))


def _frozen(names: Mapping[str, list[Instrument]]) -> dict[str, tuple[Instrument, ...]]:
    return {key: tuple(found) for key, found in names.items()}


@dataclass(frozen=True, slots=True)
class _Row:
    values: Mapping[str, str]
    edition: Edition


def _checked(rows: csv.DictReader[str], path: Path) -> Iterator[_Row]:
    for row in rows:
        try:
            edition = Edition(
                int(row["edition"]) if row["edition"] else None,
                _day(row["promulgated"]),
                _day(row["in_force_from"]),
                _day(row["in_force_to"]),
                row["basis"],
            )
        except (TypeError, ValueError) as error:
            raise RegistryError(str(error), place=Place(str(path), line=rows.line_num)) from error
        yield _Row(row, edition)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _instruments(rows: Iterable[_Row]) -> Iterator[Instrument]:
    works: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        works[row.values["work"]].append(row)
    for work, editions in works.items():
        values = editions[-1].values
        yield Instrument(
            work,
            values["type"],
            values["jurisdiction"],
            values["title_ko"],
            values["title_en"],
            tuple(name for name in values["short_titles"].split(";") if name),
            values["law_id"],
            tuple(sorted((row.edition for row in editions), key=lambda e: e.in_force_from or date.max)),
        )


@cache
def default_register() -> Register:
    """The register that travels with the code, read once."""
    return Register.load(resource("data/registry/instruments.csv"))
