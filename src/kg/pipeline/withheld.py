"""Persons who are left out of what is published: ``data/registry/withheld.csv`` (model.md §10: people).

A person withheld in a paper is taken out of its participations and representatives, and the letters of the
name are replaced by ``○`` wherever they stand in the paper's text, so that every span stays where it was.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import Place, RegistryError
from kg.link import link
from kg.model.blocks import Document
from kg.model.facts import Facts
from kg.resources import resource
from kg.text import fold

T = TypeVar("T")
COLUMNS: Final = ("name_ko", "office_ko", "jurisdiction", "since", "reason")
MASK: Final = "○"
_NOT_LETTERS: Final = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Person:
    """A row: the name, and where given the office and the code of the jurisdiction the person is known by."""

    name: str
    office: str = ""
    jurisdiction: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The name as it may be printed: with space between its letters (홍 길 동), composed or decomposed.

        >>> bool(Person("홍길동").pattern.search("제안자: 홍 길 동 의원"))
        True
        """
        letters = (
            f"(?:{re.escape(c)}|{re.escape(unicodedata.normalize('NFD', c))})" for c in fold(self.name)
        )
        return re.compile(r"[^\S\n]*".join(letters))


@dataclass(frozen=True, slots=True)
class Withheld:
    """The persons nothing is published about. ``digest`` changes with them: it is part of the cache's key."""

    persons: tuple[Person, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Withheld:
        """Read a registry file.

        Raises:
            RegistryError: a column is missing, a row names nobody or has the wrong number of values.
        """
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
                raise RegistryError(f"column {missing[0]} is missing", place=Place(str(path), line=1))
            return cls(tuple(_persons(rows, path)))

    @property
    def digest(self) -> str:
        """SHA-256 of the persons, in hex."""
        whole = "\0".join("\t".join((p.name, p.office, p.jurisdiction)) for p in self.persons)
        return hashlib.sha256(whole.encode()).hexdigest()

    def leave_out(self, document: Document, facts: Facts) -> tuple[Document, Facts, int]:
        """The paper and its facts without the persons withheld in it, and how many persons these are.

        Whoever bears the name in such a paper goes with the person: which of two is meant cannot be told
        from a text where the name is masked.
        """
        named = [person for person in self.persons if person.pattern.search(document.text)]
        if not named:
            return document, facts, 0
        place = link(facts, document).jurisdiction.code
        found = [person for person in named if _is_meant(person, place, document, facts)]
        if not found:
            return document, facts, 0
        patterns = [person.pattern for person in found]
        hidden = _masked(document, lambda text: _mask(text, patterns))
        sha256 = hashlib.sha256(hidden.text.encode("utf-8")).hexdigest()
        left = _masked(_without_persons(facts, patterns), lambda text: _mask(text, patterns))
        return replace(hidden, text_sha256=sha256), left, len(found)

    def mask(self, text: str) -> str:
        """A text that stands outside any paper (the name of its file) with every name masked.

        >>> Withheld((Person("홍길동"),)).mask("홍길동-보고서.md")
        '○○○-보고서.md'
        """
        return _mask(text, [person.pattern for person in self.persons])


def _persons(rows: csv.DictReader[str], path: Path) -> Iterator[Person]:
    for row in rows:
        if None in row or None in row.values() or not fold(row["name_ko"]):
            raise RegistryError(
                "a row names nobody or is not whole", place=Place(str(path), line=rows.line_num)
            )
        yield Person(row["name_ko"].strip(), row["office_ko"].strip(), row["jurisdiction"].strip())


def _is_meant(person: Person, place: str, document: Document, facts: Facts) -> bool:
    """Whether the one named in a paper is the person: same jurisdiction and office, where these are given."""
    if person.jurisdiction and person.jurisdiction != place:
        return False
    if not person.office:
        return True
    office = _letters(person.office)
    offices = (
        p.office.value for p in facts.participations if p.office and person.pattern.search(p.name.value)
    )
    if any(office in _letters(printed) for printed in offices):
        return True
    # Where no participation was read (a representative, running text) office and name are neighbours.
    name, text = _letters(person.name), _letters(document.text)
    return office + name in text or name + office in text


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", fold(text))


def _without_persons(facts: Facts, patterns: Iterable[re.Pattern[str]]) -> Facts:
    every = tuple(patterns)

    def is_withheld(name: str) -> bool:
        return any(pattern.search(name) for pattern in every)

    participations = tuple(p for p in facts.participations if not is_withheld(p.name.value))
    organisations = tuple(
        replace(o, representatives=tuple(r for r in o.representatives if not is_withheld(r.value)))
        for o in facts.organisations
    )
    return replace(facts, participations=participations, organisations=organisations)


def _mask(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda found: re.sub(r"\S", MASK, found[0]), text)
    return text


def _masked(value: T, mask: Callable[[str], str]) -> T:
    """A value with every text in it masked, however deep; equal parts stay the same object."""
    made: Any = value
    if isinstance(value, str):
        made = mask(value)
    elif isinstance(value, tuple):
        parts = [_masked(part, mask) for part in value]
        made = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    elif is_dataclass(value) and not isinstance(value, type):
        said: Mapping[str, Any] = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        made = replace(value, **{name: _masked(part, mask) for name, part in said.items()})
    return made  # type: ignore[no-any-return]


@cache
def default_withheld() -> Withheld:
    """The persons of the registry that travels with the code, read once."""
    return Withheld.load(resource("data/registry/withheld.csv"))
