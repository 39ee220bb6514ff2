"""What is left of a text when typography is taken away: what two printings of one provision share.

Deleted are white space, amendment marks (<개정 …>, [전문개정 …], (신설 2021.3.25), the date after 삭제), note
marks, Markdown emphasis and escapes, tags and table borders; unified are dots, quotation marks, dashes,
tildes and brackets.  Words, numbers and their order stay.
"""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from kg.text import fold_with_offsets

_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5});")
_NOTE_MARK: Final = re.compile(
    r"<sup>\s*(?:주\s*)?\d{1,3}\s*\)\s*</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾|(?<![mM])[⁰¹²³⁴⁵⁶⁷⁸⁹]"
)
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_DROPPED: Final = frozenset("*|†‡\u00a0")
_UNIFIED: Final = {
    **dict.fromkeys("＜〈‹", "<"),
    **dict.fromkeys("＞〉›", ">"),
    **dict.fromkeys("［〔", "["),
    **dict.fromkeys("］〕", "]"),
    "'": '"',
    "²": "2",
    "³": "3",
    "㎡": "m2",
    "㎥": "m3",
    "㎢": "km2",
    "．": ".",
    "；": ";",
}
_CLOSED_BY: Final = {">": "<", "]": "[", ")": "("}
_TAG: Final = re.compile(r"/?(?:br|b|i|u|s|p|em|sup|sub|font|span|strong|ul|ol|li|table|tbody|td|th|tr)/?")
_DAYS: Final = r"[\d.,년월일·및]+"
_MARK: Final = re.compile(
    r"(?:본조|본장|본절|본항|본호|전문|전부|일부|제목|종전|단서|타법|후단)?(?:개정|신설|삭제|이동|제정)|시행일|"
    r"제\d+조(?:의\d+)?(?:에서|는|은)|종전제\d+조|법률제\d+호"
)
_MARK_IN_PARENTHESES: Final = re.compile(rf"(?:전문|전부|일부|제목|본조)?(?:개정|신설|삭제){_DAYS}")
_DAYS_ALONE: Final = re.compile(r"\d{2,4}[.년][\d.,년월일·]*")


class Normal(NamedTuple):
    """A normalised text; ``places`` gives for each of its characters where it comes from."""

    text: str
    places: tuple[int, ...]


def normal(text: str) -> Normal:
    """The normal form of a text, with the places of its characters; idempotent.

    >>> normal("사무를 **위탁**할 수 있다. <개정 2021.3.25>").text
    '사무를위탁할수있다.'
    >>> normal("조사ㆍ검사 등의 “자치구”").text == normal("조사·검사 등의 '자치구'").text
    True
    """
    now = Normal(text, tuple(range(len(text))))
    while True:
        step = _step(now.text)
        after = Normal(step.text, tuple(now.places[place] for place in step.places))
        if after.text == now.text:
            return after
        now = after


def _step(text: str) -> Normal:
    letters, places = _unescaped(text)
    folded, offsets = fold_with_offsets("".join(letters))
    pairs: list[tuple[str, int]] = []
    for char, offset in zip(folded, offsets, strict=True):
        if char not in _DROPPED:
            pairs.extend((part, places[offset]) for part in _UNIFIED.get(char, char))
    return _without_marks(pairs)


def _unescaped(text: str) -> tuple[list[str], list[int]]:
    """Entities as what they stand for; note marks and the backslash of an escape left out."""
    letters: list[str] = []
    places: list[int] = []
    replaced = {m.start(): (m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(text)}
    replaced |= {m.start(): (m.end(), "") for m in _NOTE_MARK.finditer(text)}
    replaced |= {m.start(): (m.end(), "") for m in _ESCAPE.finditer(text)}
    at = 0
    while at < len(text):
        end, instead = replaced.get(at, (at + 1, text[at]))
        letters.extend(instead)
        places.extend([at] * len(instead))
        at = end
    return letters, places


def _without_marks(pairs: list[tuple[str, int]]) -> Normal:
    """Bracketed marks taken out, inner ones first; one pass with a stack of open brackets."""
    letters: list[str] = []
    places: list[int] = []
    opened: dict[str, list[int]] = {"<": [], "[": [], "(": []}
    for char, place in pairs:
        letters.append(char)
        places.append(place)
        if char in opened:
            opened[char].append(len(letters) - 1)
        elif (opening := _CLOSED_BY.get(char)) and opened[opening]:
            start = opened[opening].pop()
            if _is_mark(opening, letters, start):
                del letters[start:], places[start:]
                for kept in opened.values():
                    while kept and kept[-1] >= start:
                        kept.pop()
    return Normal("".join(letters), tuple(places))


_LONGEST_MARK: Final = 2000
_LOOKED_AT: Final = 300
_BEGINS_MARK: Final = frozenset("본전일제종타단후개신삭이시법/0123456789") | frozenset(
    "abcdefghijklmnopqrstuvwxyz"
)


def _is_mark(opening: str, letters: list[str], start: int) -> bool:
    length = len(letters) - start - 2
    if not 0 < length <= _LONGEST_MARK or letters[start + 1] not in _BEGINS_MARK:
        return False
    inside = "".join(letters[start + 1 : start + 1 + min(length, _LOOKED_AT)])
    if opening == "(":
        return length <= _LOOKED_AT and _MARK_IN_PARENTHESES.fullmatch(inside) is not None
    if opening == "<" and _TAG.fullmatch(inside):
        return True
    return _MARK.match(inside) is not None or _DAYS_ALONE.fullmatch(inside) is not None
