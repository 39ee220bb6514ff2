"""Provisions of Korean statutes and ordinances: 편·장·절·관, 조, 항, 호, 목, 부칙, 별표, 별지, qualifiers.

Written forms follow the National Assembly's and the Ministry of Government Legislation's drafting rules
(법령 입안 심사 기준): article 조, paragraph 항, subparagraph 호, item 목; a branch is the number after 의
(제4조의3 is article 4, branch 3).  Nothing here reads text or knows RDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, StrEnum
from typing import Final

ITEM_LETTERS: Final = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
"""Letters of 목 in their order: after 하 come 거, 너, … and then 고, 노, …"""

CIRCLED_DIGITS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
"""The marks of 항 in their order."""


class Level(IntEnum):
    """Levels of a provision in the order of inheriting and sorting: a smaller one is higher."""

    ADDENDA = 0  # 부칙
    PART = 1  # 편
    CHAPTER = 2  # 장
    SECTION = 3  # 절
    SUBSECTION = 4  # 관
    ARTICLE = 5  # 조
    ANNEX = 6  # 별표
    FORM = 7  # 별지 서식
    REMARKS = 8  # 비고
    PARAGRAPH = 9  # 항
    SUBPARAGRAPH = 10  # 호
    ITEM = 11  # 목
    SUBITEM = 12  # 1)
    SUBITEM_LETTER = 13  # 가)
    SUBITEM_NUMBER = 14  # (1)
    SUBITEM_LAST = 15  # (가)
    QUALIFIER = 16  # 각 호, 본문, 단서 …

    __hash__ = int.__hash__  # enum's own hashes the name, slowly


class Qualifier(Enum):
    """Qualifiers that narrow a provision without being one; the value is the printed normal form."""

    EACH_PARAGRAPH = "각항"
    EACH_SUBPARAGRAPH = "각호"
    EACH_ITEM = "각목"
    OUTSIDE_SUBPARAGRAPHS = "각호외"
    OUTSIDE_ITEMS = "각목외"
    MAIN_TEXT = "본문"
    PROVISO = "단서"
    FIRST_SENTENCE = "전단"
    SECOND_SENTENCE = "후단"

    @property
    def depth(self) -> int:
        """0 for 각 호 …, 1 for 본문 and 단서, 2 for 전단 and 후단: how qualifiers nest."""
        if self in (Qualifier.MAIN_TEXT, Qualifier.PROVISO):
            return 1
        return 2 if self in (Qualifier.FIRST_SENTENCE, Qualifier.SECOND_SENTENCE) else 0


_QUALIFIERS: Final = tuple(Qualifier)
_UNITS: Final = {
    Level.PART: "편",
    Level.CHAPTER: "장",
    Level.SECTION: "절",
    Level.SUBSECTION: "관",
    Level.ARTICLE: "조",
    Level.PARAGRAPH: "항",
    Level.SUBPARAGRAPH: "호",
}
_LEVEL_OF_UNIT: Final = {unit: level for level, unit in _UNITS.items()}
_LETTERED: Final = {Level.ITEM: "{}목", Level.SUBITEM_LETTER: "{})", Level.SUBITEM_LAST: "({})"}


@dataclass(frozen=True, slots=True)
class Component:
    """One step of a provision path.

    ``number`` counts from 1 (letters of 목 by their place: 가 = 1); 0 means that there is none (별표, 부칙).
    ``branch`` is the number after 의.  A qualifier's number is its place in :class:`Qualifier`.

    >>> Component(Level.ARTICLE, 4, 3).printed
    '제4조의3'
    >>> Component.parse("나목")
    Component(level=<Level.ITEM: 11>, number=2, branch=None)
    """

    level: Level
    number: int = 0
    branch: int | None = None

    @classmethod
    def of_qualifier(cls, qualifier: Qualifier) -> Component:
        """The component of a qualifier.

        >>> Component.of_qualifier(Qualifier.PROVISO).printed
        '단서'
        """
        return cls(Level.QUALIFIER, _QUALIFIERS.index(qualifier) + 1)

    @property
    def qualifier(self) -> Qualifier | None:
        """The qualifier this component stands for, if it is one."""
        return _QUALIFIERS[self.number - 1] if self.level is Level.QUALIFIER else None

    @property
    def printed(self) -> str:
        """Normal form: 제4조의3, 제1항, 가목, 3), 별표 1의2, 별지 제3호서식, 부칙, 각호외."""
        return _printed(self)

    @property
    def key(self) -> tuple[int, int, int]:
        """Sorts components in the order of the statute."""
        return (self.level, self.number, self.branch or 1)

    @classmethod
    def parse(cls, text: str) -> Component:
        """Read one printed component; inverse of :attr:`printed`.

        :raises ValueError: when the text is no component in normal form.
        """
        path = ProvisionPath.parse(text)
        if len(path.components) != 1:
            raise ValueError(f"not one provision component: {text!r}")
        return path.components[0]


def _printed(component: Component) -> str:
    level, number = component.level, component.number
    branch = f"의{component.branch}" if component.branch is not None else ""
    if (unit := _UNITS.get(level)) is not None:
        return f"제{number}{unit}{branch}"
    if (form := _LETTERED.get(level)) is not None:
        return form.format(ITEM_LETTERS[number - 1])
    match level:
        case Level.SUBITEM:
            return f"{number})"
        case Level.SUBITEM_NUMBER:
            return f"({number})"
        case Level.ANNEX:
            return f"별표 {number}{branch}" if number else "별표"
        case Level.FORM:
            return f"별지 제{number}호{branch}서식" if number else "별지"
        case Level.QUALIFIER:
            return _QUALIFIERS[number - 1].value
    return "부칙" if level is Level.ADDENDA else "비고"


_PRINTED: Final = re.compile(
    r"\s*(?:(?P<qualifier>각호외|각목외|각호|각목|각항|본문|단서|전단|후단)"
    r"|(?P<addenda>부칙)|(?P<remarks>비고)"
    r"|(?P<form>별지)(?:\s*제(?P<form_no>\d+)호(?:의(?P<form_branch>\d+))?서식)?"
    r"|(?P<annex>별표)(?:\s*(?P<annex_no>\d+)(?![\d)])(?:의(?P<annex_branch>\d+))?)?"
    r"|제(?P<no>\d+)(?P<unit>[편장절관조항호])(?:의(?P<branch>\d+))?"
    rf"|(?P<item>[{ITEM_LETTERS}])목"
    rf"|(?P<number>\d+)\)|(?P<letter>[{ITEM_LETTERS}])\)"
    rf"|\((?P<inner_number>\d+)\)|\((?P<inner_letter>[{ITEM_LETTERS}])\))"
)


def _component(match: re.Match[str]) -> Component:
    group = match.groupdict()
    branch = next((int(group[k]) for k in ("branch", "annex_branch", "form_branch") if group[k]), None)
    if group["unit"]:
        return Component(_LEVEL_OF_UNIT[group["unit"]], int(group["no"]), branch)
    if group["qualifier"]:
        return Component.of_qualifier(Qualifier(group["qualifier"]))
    for name, level in (("annex", Level.ANNEX), ("form", Level.FORM)):
        if group[name]:
            return Component(level, int(group[f"{name}_no"] or 0), branch)
    for name, level in (
        ("item", Level.ITEM),
        ("letter", Level.SUBITEM_LETTER),
        ("inner_letter", Level.SUBITEM_LAST),
    ):
        if group[name]:
            return Component(level, ITEM_LETTERS.index(group[name]) + 1)
    for name, level in (("number", Level.SUBITEM), ("inner_number", Level.SUBITEM_NUMBER)):
        if group[name]:
            return Component(level, int(group[name]))
    return Component(Level.ADDENDA if group["addenda"] else Level.REMARKS)


_SPACED: Final = frozenset({Level.ANNEX, Level.FORM, Level.ADDENDA, Level.REMARKS, Level.QUALIFIER})


def _is_spaced(before: Component, component: Component) -> bool:
    if component.level is Level.SUBITEM and before.printed[-1].isdigit():
        return True
    return before.level in _SPACED or component.level in _SPACED


# Paths, targets and citations are made by the million, and a frozen class sets its fields three times slower.
@dataclass(slots=True, unsafe_hash=True)
class ProvisionPath:
    """A provision from its root down; the empty path is the whole instrument.

    >>> str(ProvisionPath.parse("제4조의3 제1항 제3호"))
    '제4조의3제1항제3호'
    >>> str(ProvisionPath.parse("별표 1 제1호나목3)라)"))
    '별표 1 제1호나목3)라)'
    """

    components: tuple[Component, ...] = ()

    @classmethod
    def parse(cls, text: str) -> ProvisionPath:
        """Read a path in normal form, glued or spaced; inverse of ``str``.

        :raises ValueError: names the place where no component can be read.
        """
        at, found = 0, []
        end = len(text.rstrip())
        while at < end:
            match = _PRINTED.match(text, at)
            if match is None:
                raise ValueError(f"no provision component at {at} in {text!r}; write e.g. 제4조의3제1항제3호")
            found.append(_component(match))
            at = match.end()
        return cls(tuple(found))

    def __str__(self) -> str:
        parts: list[str] = []
        before: Component | None = None
        for component in self.components:
            if before is not None and _is_spaced(before, component):
                parts.append(" ")
            parts.append(component.printed)
            before = component
        return "".join(parts)

    def __bool__(self) -> bool:
        return bool(self.components)

    @property
    def printed(self) -> tuple[str, ...]:
        """The components in normal form, one string each."""
        return tuple(component.printed for component in self.components)

    @property
    def key(self) -> tuple[tuple[int, int, int], ...]:
        """Sorts paths in the order of the statute; a provision comes before what is under it."""
        return tuple(component.key for component in self.components)

    @property
    def provision(self) -> ProvisionPath:
        """The path without qualifiers: the provision that has an identifier of its own."""
        return ProvisionPath(tuple(c for c in self.components if c.level is not Level.QUALIFIER))

    @property
    def article(self) -> Component | None:
        """The article component, if the path has one."""
        return next((c for c in self.components if c.level is Level.ARTICLE), None)

    def cut(self, level: Level) -> ProvisionPath | None:
        """The path down to ``level``, or None when the path does not reach it.

        >>> str(ProvisionPath.parse("제4조제1항제3호").cut(Level.PARAGRAPH))
        '제4조제1항'
        """
        for place in range(len(self.components) - 1, -1, -1):
            if self.components[place].level is level:
                return ProvisionPath(self.components[: place + 1])
        return None

    def covers(self, other: ProvisionPath) -> bool:
        """True when ``other`` is this provision or lies under it."""
        return other.components[: len(self.components)] == self.components

    def __truediv__(self, component: Component) -> ProvisionPath:
        return ProvisionPath((*self.components, component))


class Kind(StrEnum):
    """How a citation names its instrument (kinds of the labelling conventions)."""

    EXTERNAL = "external"
    ALIAS = "alias"
    INTERNAL = "internal"
    RELATIVE = "relative"


class Reason(StrEnum):
    """Why a citation could not be resolved."""

    INSTRUMENT_UNKNOWN = "instrument-unknown"  # the title is not in the register
    ANTECEDENT_UNKNOWN = "antecedent-unknown"  # 같은 법, a headless 제5조 … with nothing before it
    ALIAS_UNDECLARED = "alias-undeclared"  # 법, 조례 … without a declaration
    BILL_UNKNOWN = "bill-unknown"  # 안 제5조 without the bill's title
    EDITION_UNKNOWN = "edition-unknown"  # no edition of the instrument is known for the date


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A citation that stays open, with its reason and what was written."""

    reason: Reason
    written: str = ""


_WHOLE: Final = ProvisionPath()


@dataclass(slots=True, unsafe_hash=True)
class Target:
    """One cited provision: the instrument's title (None = not identified) and the path in it."""

    instrument: str | None
    path: ProvisionPath = _WHOLE

    def __str__(self) -> str:
        return f"{self.instrument or '?'} {self.path}".rstrip()


@dataclass(slots=True, unsafe_hash=True)
class Citation:
    """A mention of an instrument or its provisions; ``start`` and ``end`` are code points of the text read.

    ``head`` is the head as written (empty for a headless citation), ``before`` the date of a former version
    (개정되기 전의 것), ``role`` is left to the reader of the paper (in a law: ``amendment`` or nothing).
    """

    start: int
    end: int
    text: str
    kind: Kind
    targets: tuple[Target, ...]
    head: str = ""
    before: date | None = None
    unresolved: Unresolved | None = None
    role: str | None = None
