"""What the pass knows at a place in the text: where it is, what was cited and named so far."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.cite.chain import Path
from kg.model.statute import Component, Level

MEMORY: Final = 256
"""How many citations back an anaphor looks: a bound, so that the time stays linear."""


class Cited(NamedTuple):
    """The last provision cited: its instrument, leaf, place, and whether it is the own instrument's."""

    title: str | None
    leaf: Path
    end: int
    own: bool


@dataclass(slots=True)
class State:
    """What is known at a place in the text.

    ``path`` is the place in the own (or quoted) instrument, ``article`` its part down to the article.
    ``mentions`` are the instruments named so far, None where one could not be told.
    """

    own: str | None = None
    article: Path = ()
    path: Path = ()
    role: str | None = None
    aliases: dict[str, str] = field(default_factory=dict)
    mentions: deque[str | None] = field(default_factory=lambda: deque(maxlen=MEMORY))
    cited: deque[Cited] = field(default_factory=lambda: deque(maxlen=MEMORY))
    last_provision: Cited | None = None
    named: dict[str, set[str]] = field(default_factory=dict)
    unnamed: bool = False
    amended: str | None = None
    amending: bool = False
    quoting: str | None = None
    aside: tuple[int, int] = (0, 0)
    topic: Cited | None = None
    saying: Cited | None = None

    def carried(self) -> Cited | None:
        """The last citation with a provision, else with an instrument only."""
        return self.last_provision or (self.cited[-1] if self.cited else None)

    def reached(self, level: Level) -> Cited | None:
        """The last citation whose leaf goes through ``level``; a form stands for an annex, too."""
        levels = (level, Level.FORM) if level is Level.ANNEX else (level,)
        for cited in reversed(self.cited):
            for component in cited.leaf:
                if component.level in levels:
                    return cited
        return None

    def enter(self, article: Path, *below: Component) -> None:
        """The text goes on in ``article``."""
        self.article = article
        self.path = (*article, *below) if below else article

    def note(self, title: str | None, leaf: Path, end: int, *, names: bool) -> None:
        """Adds a citation to what the text has cited so far; ``names``: it says which instrument it means."""
        cited = Cited(title, leaf, end, title is not None and title == (self.quoting or self.own))
        self.cited.append(cited)
        if leaf:
            self.last_provision = cited
        if not names or (self.mentions and self.mentions[-1] == title):
            return
        self.mentions.append(title)
        if title is None:
            self.unnamed = True
            return
        for one in {title, statute_of(title)}:
            self.named.setdefault(sort_of(one), set()).add(one)

    def forget(self) -> None:
        """Drops what anaphora refer to; names and their declarations stay."""
        self.mentions.clear()
        self.cited.clear()
        self.named.clear()
        self.last_provision, self.unnamed, self.amended, self.aside = None, False, None, (0, 0)
        self.topic = self.saying = None


def sort_of(title: str) -> str:
    """The sort of an instrument by its title: law, decree, rule or ordinance.

    >>> sort_of("지방자치법 시행령"), sort_of("고양시 아이돌봄 지원 조례 시행규칙")
    ('decree', 'rule')
    """
    if title.endswith(("규칙", "세칙")):
        return "rule"
    if title.endswith(("령", "영", "규정", "직제")):
        return "decree"
    return "ordinance" if title.endswith("조례") else "law"


def statute_of(title: str) -> str:
    """The statute or ordinance a subordinate instrument belongs to, by its title.

    >>> statute_of("지방자치법 시행령")
    '지방자치법'
    """
    for ending in ("시행령", "시행규칙", "시행세칙"):
        if title.endswith(ending) and len(title) > len(ending):
            return title[: -len(ending)].rstrip()
    return title
