"""Amendment prose: which quoted words go and which come ("A"를 "B"로 한다).

Source: the drafting rules of the Ministry of Government Legislation (법령 입안 심사 기준), amending by words:
the object (을, 를) is what stood there, what follows with (으)로 takes its place.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

_REACH: Final = 400
_CLOSING: Final = re.compile(r"[\"”](?P<particle>[을를]|으?로)?")


class Wording(Enum):
    """What amendment prose does with the words a place stands in."""

    NONE = auto()  # not quoted, or neither object nor result
    REPLACED = auto()
    REPLACING = auto()


def wording(text: str, start: int, end: int) -> Wording:
    """What happens to the quoted words around ``text[start:end]``.

    >>> prose = '"제104조"를 "제117조"로 한다'
    >>> wording(prose, 1, 6).name, wording(prose, 10, 15).name, wording("제5조를 삭제한다", 0, 3).name
    ('REPLACED', 'REPLACING', 'NONE')
    """
    line = text.rfind("\n", 0, start) + 1
    straight = text.count('"', line, start) % 2 == 1
    if not straight and text.rfind("“", line, start) <= text.rfind("”", line, start):
        return Wording.NONE
    closed = _CLOSING.search(text, end, end + _REACH)
    if closed is None or not closed["particle"]:
        return Wording.NONE
    return Wording.REPLACED if closed["particle"] in "을를" else Wording.REPLACING
