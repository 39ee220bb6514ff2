"""What stands behind a label: a heading in parentheses, 삭제, a range that is gone or left out (생략)."""

from __future__ import annotations

import re
from typing import Final

from kg.read.law.labels import CIRCLED, NUMBER, heading_words

LONGEST_RANGE: Final = 500
"""How many provisions one line can name (제3조부터 제5조까지 삭제)."""

RANGE: Final = re.compile(
    rf"(?:\s*(?:부터|내지|및|ㆍ|,|~|와|과)\s*(?:제\s?(?P<art>{NUMBER})\s?조(?:의\s?[0-9]+)?|(?P<par>[{CIRCLED}]|<\d{{1,3}}>))(?:\s?까지)?)*"
    r"(?:\([^()\n]*\))?\s*(?P<what>생략|삭제)(?=[ \t]*(?:[<(\[.]|$|\n))"
)
"""The rest of a line that says of a provision, or of several from it on, that they are gone or left out."""


def split_heading(text: str, at: int, end: int) -> tuple[str, int]:
    """The words in the parentheses at ``at`` (blanks before them pass) and where the text after them begins.

    >>> split_heading("제1조 (시행일) 이 법은", 3, 13)
    ('시행일', 10)
    """
    place = at
    while place < end and text[place] in " \t\u3000":
        place += 1
    if text[place : place + 1] != "(":
        return "", place
    stop = text.find("\n", place, end)
    stop = end if stop < 0 else stop
    depth = 0
    for here in range(place, stop):
        depth += (text[here] == "(") - (text[here] == ")")
        if depth == 0:
            break
    else:
        return "", place
    words = heading_words(text[place : here + 1])
    here += 1
    while here < end and text[here] in " \t\u3000":
        here += 1
    return words, here


def is_deleted(text: str, at: int) -> bool:
    """Whether the words at ``at`` say that the provision is gone (``삭제 <1999.2.8>``).

    >>> is_deleted("삭제 <1999.2.8>", 0), is_deleted("삭제된 자료는", 0)
    (True, False)
    """
    return text.startswith("삭제", at) and text[at + 2 : at + 3] in ("", " ", "<", "\n", "(", ".", "\t", "[")


def deleted_range(text: str, at: int, first: int) -> int:
    """The last article of a range that is gone (``제3조부터 제5조까지 삭제``); 0 when ``at`` has none.

    >>> deleted_range("제3조부터 제5조까지 삭제 <1999.2.8>", 3, 3), deleted_range("제3조 삭제된 것", 3, 3)
    (5, 0)
    """
    found = RANGE.match(text, at)
    if found is None or found["what"] != "삭제":
        return 0
    return min(int(found["art"] or first), first + LONGEST_RANGE)
