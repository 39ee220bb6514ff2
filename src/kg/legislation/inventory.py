"""Which provisions exist and which are gone, without the corpus: ``data/registry/provisions.csv``.

One row per instrument, its provisions in a compact line.  Provisions of one level follow one another,
``3`` or ``3.2`` (a branch, 제3조의2), ``!`` behind one that is gone, what is below it in parentheses, and
``1-5`` for five without anything of that kind.  The first of a level has the letter of its level.

>>> line = "a1-2;3(p1(s1-2;3!);2);3.2!;4(s1(i1-2))"
>>> tree = decode(line)
>>> paths = map(ProvisionPath.parse, ("제3조제1항제2호", "제3조제1항제3호", "제5조"))
>>> [status(tree, path).value for path in paths]
['exists', 'article-gone', 'article-gone']
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from kg.errors import Place, RegistryError
from kg.legislation.register import Instrument
from kg.model.legislation import Provision
from kg.model.statute import Component, Level, ProvisionPath
from kg.resources import resource

COLUMNS: Final = ("work", "edition", "provisions")

_LETTERS: Final = {
    Level.ARTICLE: "a",
    Level.ANNEX: "x",
    Level.FORM: "f",
    Level.PARAGRAPH: "p",
    Level.SUBPARAGRAPH: "s",
    Level.ITEM: "i",
    Level.SUBITEM: "t",
    Level.SUBITEM_LETTER: "u",
    Level.SUBITEM_NUMBER: "v",
    Level.SUBITEM_LAST: "w",
}
_LEVELS: Final = {letter: level for level, letter in _LETTERS.items()}
_DEPTH: Final = 10


def _nested(depth: int) -> str:
    inside = rf"|\({_nested(depth - 1)}\)" if depth else ""
    return rf"(?:[^()]++{inside})*+"


_TOKEN: Final = re.compile(
    r"(?P<level>[axfpsituvw])?(?P<number>\d+)(?:\.(?P<branch>\d+))?(?:-(?P<last>\d+))?(?P<gone>!)?"
    rf"(?:\((?P<below>{_nested(_DEPTH)})\))?(?:;|$)"
)


class Existence(StrEnum):
    """What is known of a cited provision."""

    EXISTS = "exists"
    ARTICLE_GONE = "article-gone"  # the edition has no such provision: repealed, moved or never there
    INSTRUMENT_UNKNOWN = "instrument-unknown"  # the register has no such instrument
    EDITION_UNKNOWN = "edition-unknown"  # no edition is known for the day
    NOT_CHECKABLE = "not-checkable"  # the provisions of the edition, or of this level, are not held


class Held:
    """A provision held, with what is below it by level, number and branch.

    What is below is given, or decoded from its part of the line when it is first asked for: of an instrument
    mostly one article is.
    """

    __slots__ = ("_below", "_line", "gone")

    def __init__(self, gone: bool = False, line: str = "") -> None:
        self.gone = gone
        self._line = line
        self._below: dict[tuple[int, int, int], Held] = {}

    @property
    def below(self) -> dict[tuple[int, int, int], Held]:
        """By level, number and branch (0 for none), in order."""
        if self._line:
            line, self._line = self._line, ""
            self._below.update(_level_of(line))
        return self._below


def existence(instrument: Instrument | None, path: ProvisionPath, day: date | None = None) -> Existence:
    """Whether the provision is there: in the edition in force on ``day``, else in today's text.

    >>> from kg.legislation.register import default_register
    >>> act = default_register().find("지방자치법")
    >>> [existence(act, ProvisionPath.parse(text)).value for text in ("제117조제3항", "제117조제9항")]
    ['exists', 'article-gone']
    >>> existence(act, ProvisionPath.parse("제104조제3항"), date(2019, 5, 1)).value
    'not-checkable'
    """
    if instrument is None:
        return Existence.INSTRUMENT_UNKNOWN
    row = _rows().get(instrument.work)
    if day is not None:
        edition = instrument.edition_at(day)
        if edition is None:
            return Existence.EDITION_UNKNOWN
        if row is not None and str(edition.number or "") != row[0]:
            return Existence.NOT_CHECKABLE
    if row is None:
        return Existence.NOT_CHECKABLE
    return status(_tree(instrument.work), path)


def status(tree: Held, path: ProvisionPath) -> Existence:
    """The state of a provision in a decoded instrument."""
    components = path.provision.components
    here, at_level = tree, None
    for component in components:
        if component.level not in _LETTERS or (at_level in (Level.ANNEX, Level.FORM)):
            return Existence.NOT_CHECKABLE
        found = here.below.get(_key(component))
        if found is None:
            if _is_only_paragraph(component, here):
                continue
            return _missing(component, here)
        if found.gone:
            return Existence.ARTICLE_GONE
        here, at_level = found, component.level
    return Existence.EXISTS


def _missing(component: Component, above: Held) -> Existence:
    if component.number == 0 and any(level == component.level for level, _, _ in above.below):
        return Existence.EXISTS  # [별표] without its number, of an instrument that has one
    return Existence.NOT_CHECKABLE if component.level > Level.ITEM else Existence.ARTICLE_GONE


def _is_only_paragraph(component: Component, above: Held) -> bool:
    """제1항 of an article that is one paragraph without a number."""
    if component.level is not Level.PARAGRAPH or component.number != 1:
        return False
    return not any(level == Level.PARAGRAPH for level, _, _ in above.below)


def _key(component: Component) -> tuple[int, int, int]:
    return (int(component.level), component.number, component.branch or 0)


# --- the registry file ------------------------------------------------------------------------------------


@cache
def _rows() -> dict[str, tuple[str, str]]:
    return load_rows(resource("data/registry/provisions.csv"))


def load_rows(path: Path) -> dict[str, tuple[str, str]]:
    """Work → edition and line of a registry file; the lines are decoded when they are needed.

    Raises:
        RegistryError: the columns are not those of the registry.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        if tuple(next(rows, ())) != COLUMNS:
            raise RegistryError(f"columns must be {', '.join(COLUMNS)}", place=Place(str(path), line=1))
        return {work: (edition, line) for work, edition, line in rows}


@lru_cache(maxsize=8192)
def _tree(work: str) -> Held:
    return decode(_rows()[work][1])


# --- the compact line -------------------------------------------------------------------------------------


def encode(provisions: Iterable[Provision]) -> str:
    """The compact line of an instrument's provisions; headings and addenda are left out.

    >>> printed = ("제1조", "제2조", "제2조제1항", "제2조제2항", "제2조의2")
    >>> paths = [ProvisionPath.parse(text) for text in printed]
    >>> encode(Provision(path, "", 0, 0, 0, 0, path.article.branch == 2) for path in paths)
    'a1;2(p1-2);2.2!'
    """
    return _written(tree_of(provisions))


def tree_of(provisions: Iterable[Provision]) -> Held:
    """The provisions of an instrument by what they are below, without headings and addenda."""
    tree = Held()
    for provision in provisions:
        components = provision.path.components
        if provision.variant or components[0].level not in _LETTERS:
            continue
        here = tree
        for component in components[:-1]:
            here = here.below.setdefault(_key(component), Held())
        here.below[_key(components[-1])] = Held(provision.deleted)
    return tree


def _written(tree: Held) -> str:
    parts: list[str] = []
    level, run = -1, (0, 0)
    for (at, number, branch), held in tree.below.items():
        mark = _LETTERS[Level(at)] if at != level else ""
        plain = not (branch or held.gone or held.below)
        if plain and not mark and run[1] == number - 1 and run[1]:
            first = run[0]
            parts[-1] = parts[-1].removesuffix(f"-{run[1]}") + f"-{number}"
            run = (first, number)
            continue
        level, run = at, (number, number) if plain else (0, 0)
        below = f"({_written(held)})" if held.below else ""
        parts.append(f"{mark}{number}{f'.{branch}' if branch else ''}{'!' if held.gone else ''}{below}")
    return ";".join(parts)


def decode(line: str) -> Held:
    """The provisions of a compact line: the inverse of :func:`encode`."""
    return Held(line=line)


def _level_of(line: str) -> Iterator[tuple[tuple[int, int, int], Held]]:
    level = 0
    for token in _TOKEN.finditer(line):
        letter, number, branch, last, gone, below = token.groups()
        if letter:
            level = int(_LEVELS[letter])
        for each in range(int(number), int(last or number) + 1):
            yield (level, each, int(branch or 0)), Held(gone is not None, below or "")
