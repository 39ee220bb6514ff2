"""Where a head or an unnumbered element may begin: one literal scan per first letter, merged by place.

A pattern that begins with one letter is found at the speed of memory; the union of all of them is not.  The
patterns here take what :data:`kg.cite.patterns.ANCHOR` takes where it leads to a citation, numbered elements
aside.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from kg.cite.patterns import PARTICLE
from kg.model.statute import ITEM_LETTERS


class Mark(IntEnum):
    """What may begin at a place."""

    TITLE = 0  # the place of a title's last word
    QUOTED = 1
    SAME = 2
    THIS = 3
    PRECEDING = 4
    BILL = 5
    ELEMENT = 6
    GENERIC = 7  # 법, 영 before a number


BITS: Final = 3
_ELEMENT: Final = int(Mark.ELEMENT)
_L: Final = f"[{ITEM_LETTERS}]"
_NO_NUMBER: Final = r"(?!\s?제\s?[\d-]{1,12}호)"

_PLAIN: Final = tuple(
    (pattern.lstrip("\\")[0], int(mark) - (shift << BITS), re.compile(pattern))
    for mark, shift, pattern in (
        (Mark.GENERIC, 0, rf"법(?= 제\d){_NO_NUMBER}"),
        (Mark.GENERIC, 0, rf"영(?= 제\d){_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"법(?! 제\d)률?{PARTICLE}{_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"령{PARTICLE}{_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"규[칙정]{PARTICLE}{_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"세칙{PARTICLE}{_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"조례{PARTICLE}{_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"직제{PARTICLE}{_NO_NUMBER}"),
        (Mark.TITLE, 0, rf"영(?! 제\d)(?=\s?[제부\[별§]){PARTICLE}{_NO_NUMBER}"),
        (Mark.QUOTED, 0, "「"),
        (Mark.QUOTED, 0, "｢"),
        (Mark.QUOTED, 0, "『"),
        (Mark.QUOTED, 0, "法"),  # a title in Hanja, by its last word
        (Mark.QUOTED, 0, "令"),
        (Mark.QUOTED, 0, "規(?=[則程])"),
        (Mark.QUOTED, 0, "條例"),
        (Mark.SAME, 0, "같은"),
        (Mark.SAME, 0, r"동(?=\s?[법영령규조항호시표])"),
        (Mark.SAME, 0, "同"),
        (Mark.SAME, 0, r"위(?=\s|조례|시행[령규]|법\s?시행[령규])"),
        (Mark.SAME, 0, r"상기(?=\s)"),
        (Mark.THIS, 0, r"이(?=\s?(?:[법영규]|조례|시행|헌법)|\s사건\s[법조시규])"),
        (Mark.THIS, 0, r"본(?=\s?[법영규조시])"),
        (Mark.PRECEDING, 0, r"전(?=\d?[조항호])"),
        (Mark.BILL, 0, r"안(?=\s?(?:제|부칙|별표))"),
        (Mark.ELEMENT, 0, "第"),
        (Mark.ELEMENT, 0, r"§(?=\s?\d)"),
        (Mark.ELEMENT, 0, r"부(?=\s?칙)"),
        (Mark.ELEMENT, 1, rf"목(?<={_L}목)"),
        (Mark.ELEMENT, 3, rf"목(?<={_L}[ㆍ·,]{_L}목)"),
        (Mark.ELEMENT, 4, rf"목(?<={_L}[ㆍ·,]\s{_L}목)"),
        (Mark.ELEMENT, 0, rf"\((?=\s?{_L}\s?\)\s?목)"),
    )
)
_ANNEX: Final = re.compile(r"(?<![개특식판차성])별(?=표(?![준시본])|지(?![점기도방])|(?<![가-힣]별)\s[표지])")
_UNMARKED: Final = re.compile(
    r"조(?<=\d조)(?<!제\d조)(?<!제\d\d조)(?<!제\d{3}조)(?<!제\d{4}조)(?=\s?제?\d{1,2}항|의\d)"
)


def marks(text: str) -> list[int]:
    """The places in ``text`` in order, each as ``place << BITS | mark``; closed by a place past the text.

    >>> [(found >> BITS, Mark(found & 7).name) for found in marks("이 법 별표 1")][:-1]
    [(0, 'THIS'), (2, 'TITLE'), (4, 'ELEMENT')]
    """
    found: list[int] = []
    for letter, add, pattern in _PLAIN:
        if letter in text:  # most letters are in no short text: a look is a tenth of a search
            found += [(m.start() << BITS) + add for m in pattern.finditer(text)]
    for annex in _ANNEX.finditer(text) if "별" in text else ():
        at = annex.start()
        found.append((at << BITS) | _ELEMENT)
        if at and text[at - 1] in "[<【":
            found.append(((at - 1) << BITS) | _ELEMENT)
    for unmarked in _UNMARKED.finditer(text) if "조" in text else ():
        digits = text[max(0, unmarked.start() - 4) : unmarked.start()]
        at = unmarked.start() - len(digits) + len(digits.rstrip("0123456789"))  # its own digits only
        found.append((at << BITS) | _ELEMENT)
    found.sort()
    found.append((len(text) + 1) << BITS)
    return found
