"""The text of a law file as people read it: which text it is, and its words without Markdown's marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_HEADER = re.compile(r"---\n(.{1,4000}?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"^(제목|법령ID|자치법규ID|공포일자|공포번호):[ ]*'?(.*?)'?[ ]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANK = re.compile(r"[ \t\u3000]+")
_EDGES = re.compile(r" ?\n(?:[ \n]*\n)? ?")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a law file says of its text: the title, the day of promulgation, its number (empty: not said)."""

    title: str
    promulgated: str
    number: str


@lru_cache(maxsize=256)
def printed(beginning: str) -> Printed | None:
    """What the front matter of a law file says; None for a text that is no law file with such a head.

    *beginning* is the text, or enough of it.

    >>> printed("---\\n제목: 표본법\\n법령ID: '1'\\n공포일자: 2024-01-02\\n공포번호: '9'\\n---\\n\\n# 표본법")
    Printed(title='표본법', promulgated='2024-01-02', number='9')
    >>> printed("보고서")
    """
    head = _HEADER.match(beginning)
    found = dict(_FIELD.findall(head[1])) if head else {}
    if not {"법령ID", "자치법규ID"} & found.keys():
        return None
    number = found.get("공포번호", "").lstrip("0")
    return Printed(found.get("제목", ""), found.get("공포일자", ""), number)


def plain(text: str) -> str:
    """Words of a law without the marks of Markdown, its lines kept.

    >>> plain("##### 제2조 (뜻)\\n\\n**①** 다음과 같다.\\n\\n  1\\\\. 가\\t나")
    '제2조 (뜻)\\n① 다음과 같다.\\n1. 가 나'
    """
    bare = _ESCAPE.sub(r"\1", _HEADING.sub("", text).replace("**", ""))
    return _EDGES.sub("\n", _BLANK.sub(" ", bare))
