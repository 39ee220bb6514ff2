"""What a reader knows before a text, and what it finds declared in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.legislation import Register
from kg.model.statute import Citation


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader knows before the text.

    ``instrument`` is what the text belongs to, ``article``, ``paragraph`` and ``subparagraph`` the place in
    it where the text stands (제4조의3, 제1항, 제2호; 부칙); ``aliases`` are names declared, ``preceding``
    citations made earlier, that 같은 법 or 동 조례 may refer to; ``date`` is the paper's date, for the
    edition in force; ``jurisdiction`` (kr-11) says whose short titles of ordinances are meant.
    """

    instrument: str | None = None
    article: str | None = None
    paragraph: str | None = None
    subparagraph: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    preceding: Sequence[Citation] = ()
    date: date | None = None
    jurisdiction: str | None = None
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A declared abbreviation, (이하 “민간위탁조례”라 한다); ``start`` and ``end`` enclose the name."""

    name: str
    title: str
    start: int
    end: int
