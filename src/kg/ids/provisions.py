"""Paths of provisions in identifiers: ``art_4-3/para_1`` for 제4조의3제1항.

Source: ``docs/explanation/graph.md``; names of levels as in the official English translations (article 조,
paragraph 항, subparagraph 호, item 목).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.errors import IdentifierError
from kg.model.statute import ITEM_LETTERS, Component, Level, ProvisionPath

NAMES: Final = {
    Level.ADDENDA: "addenda",
    Level.PART: "part",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.SUBSECTION: "subsection",
    Level.ARTICLE: "art",
    Level.ANNEX: "annex",
    Level.FORM: "form",
    Level.REMARKS: "remarks",
    Level.PARAGRAPH: "para",
    Level.SUBPARAGRAPH: "subpara",
    Level.ITEM: "item",
    Level.SUBITEM: "subitem",
    Level.SUBITEM_LETTER: "subitem-letter",
    Level.SUBITEM_NUMBER: "subitem-number",
    Level.SUBITEM_LAST: "subitem-last",
}
"""Level → the name of its segment, highest first. Qualifiers (본문, 각 호) have no identifier."""

_LEVELS: Final = {name: level for level, name in NAMES.items()}
_LETTERED: Final = frozenset({Level.ITEM, Level.SUBITEM_LETTER, Level.SUBITEM_LAST})
_UNNUMBERED: Final = frozenset({Level.ADDENDA, Level.ANNEX, Level.FORM})
_NUMBER: Final = "[1-9][0-9]*"


def _letters(number: int) -> str:
    # 목 has 42 letters: after the 26th come aa, ab, …
    high, low = divmod(number - 1, 26)
    return ("" if high == 0 else chr(ord("a") + high - 1)) + chr(ord("a") + low)


_PLACES: Final = {_letters(place): place for place in range(1, len(ITEM_LETTERS) + 1)}


def _segment_pattern(level: Level) -> str:
    if level is Level.REMARKS:
        return NAMES[level]
    number = "(?:[a-z]|a[a-p])" if level in _LETTERED else _NUMBER
    if level in _UNNUMBERED:
        number = f"(?:0|{_NUMBER})"
    return f"{NAMES[level]}_{number}(?:-{_NUMBER})?"


def _path_pattern() -> str:
    # Any level may be the root; below it each deeper level at most once, in order.
    segments = [_segment_pattern(level) for level in NAMES]
    below = ["".join(f"(?:/{segment})?" for segment in segments[at + 1 :]) for at in range(len(segments))]
    return "(?:" + "|".join(root + rest for root, rest in zip(segments, below, strict=True)) + ")"


PROVISION: Final = _path_pattern()
"""The pattern a provision's path matches wholly."""

_SEGMENT: Final = "|".join(_segment_pattern(level) for level in NAMES)


@cache
def segment(component: Component) -> str:
    """The segment of one component.

    >>> segment(Component(Level.ARTICLE, 4, 3))
    'art_4-3'

    Raises:
        IdentifierError: a number it cannot have, or a qualifier.
    """
    text = _segment(component) if component.level in NAMES else ""
    if not re.fullmatch(_SEGMENT, text, re.ASCII):
        raise IdentifierError(f"{component!r} has no segment", f"{component!r}: 조문 경로가 없습니다")
    return text


def _segment(component: Component) -> str:
    if component.level is Level.REMARKS:
        return NAMES[component.level]
    number = _letters(component.number) if component.level in _LETTERED else str(component.number)
    branch = f"-{component.branch}" if component.branch is not None else ""
    return f"{NAMES[component.level]}_{number}{branch}"


def provision_path(path: ProvisionPath) -> str:
    """The path of a provision in identifiers; qualifiers are left out, having no identifier of their own.

    >>> [provision_path(ProvisionPath.parse(t)) for t in ("제4조의3제1항", "제18조제8호가목", "별표 1의2")]
    ['art_4-3/para_1', 'art_18/subpara_8/item_a', 'annex_1-2']

    Raises:
        IdentifierError: nothing is left, or the levels are not in order.
    """
    text = "/".join(_segment(component) for component in path.provision.components)
    if not re.fullmatch(PROVISION, text, re.ASCII):
        raise IdentifierError(f"{str(path)!r} is not one provision", f"{str(path)!r}: 조문 하나가 아닙니다")
    return text


def parse_provision_path(text: str) -> ProvisionPath:
    """The provision a path of an identifier names: the inverse of :func:`provision_path`.

    >>> str(parse_provision_path("art_2/subpara_4/item_b"))
    '제2조제4호나목'

    Raises:
        IdentifierError: not the path of a provision.
    """
    if not re.fullmatch(PROVISION, text, re.ASCII):
        raise IdentifierError(f"{text!r} is not the path of a provision", f"{text!r}: 조문 경로가 아닙니다")
    return ProvisionPath(tuple(_component(segment) for segment in text.split("/")))


def _component(segment: str) -> Component:
    name, _, rest = segment.partition("_")
    number, _, branch = rest.partition("-")
    level = _LEVELS[name]
    place = _PLACES[number] if level in _LETTERED else int(number or 0)
    return Component(level, place, int(branch) if branch else None)
