"""The chain law → decree → rule: which instrument an instrument carries out, and where it says so.

By title (``X법 시행령`` carries out ``X법``, ``X법 시행규칙`` carries out ``X법`` and ``X법 시행령``) and by
the article of purpose (``이 영은 「X법」에서 위임된 사항과 그 시행에 필요한 사항을 …``).
"""

from __future__ import annotations

import re
from typing import Final

from kg.legislation.register import Instrument, Register
from kg.model.legislation import Delegation, LawTarget, LawText
from kg.model.statute import Level, ProvisionPath

_DECREE: Final = "시행령"
_RULE: Final = "시행규칙"
_QUOTED: Final = re.compile(r"「(?P<title>[^」\n]{2,80})」")
_PURPOSE: Final = re.compile(
    r"위임된?|위임한|위임에\s?(?:따라|의하여)|시행에\s?(?:관하여\s?|관한\s?)?필요한|시행하기\s?위하여|시행을\s?위하여"
    r"|규정에\s?(?:의하여|따라)|에\s?(?:따라|의하여|따른|의한)"
)
_BARE: Final = re.compile(
    r"이\s?(?:영|규칙|규정)은\s?(?P<title>[가-힣ㆍ\s]{2,60}?(?:법|법률|령|규정|규칙))"
    r"(?:\s?제\d+조[가-힣\d]*)?\s?(?:및\s?동법\s?시행령\s?)?(?:에서|의\s?시행|의\s?규정|에\s?의|에\s?따)"
)
_CARRIES: Final = re.compile(
    r"\s?(?:(?:본문|단서|전단|후단|각\s?호\s?외의\s?부분)\s?)*(?:에서|에\s?따라|에\s?따른|의\s?규정에\s?의(?:하여|한)|에\s?의(?:하여|한))"
    r"[^.\n]{0,40}?(?:대통령령|총리령|부령|규칙|조례)(?:으?로|이)\s?정하"
)


def based_on(law: LawText) -> tuple[str, ...]:
    """Titles of the instruments that ``law`` says it carries out, the nearest first; none for an act.

    >>> from kg.read.lawtext import read_law
    >>> based_on(read_law("---\\n제목: 가법 시행규칙\\n법령ID: '1'\\n법령구분: 총리령\\n---\\n".encode()))
    ('가법 시행령', '가법')
    """
    if law.type in ("act", "other"):
        return ()
    titles = _by_title(law.title)
    purpose = next((p for p in law.provisions if p.path.components[-1].level is Level.ARTICLE), None)
    if purpose is not None:
        words = law.text[purpose.body : min(purpose.end, purpose.body + 600)].split("\n", 1)[0]
        titles += _by_purpose(words)
    return tuple(title for title in dict.fromkeys(titles) if title != law.title)


def _by_title(title: str) -> list[str]:
    if title.endswith(_DECREE):
        return [title.removesuffix(_DECREE).strip()]
    if title.endswith(_RULE):
        stem = title.removesuffix(_RULE)
        return [stem + _DECREE, stem.strip()]
    return []


def _by_purpose(words: str) -> list[str]:
    if not _PURPOSE.search(words):
        return []
    limit = words.find("목적")
    found = [m["title"].strip() for m in _QUOTED.finditer(words[: limit if limit > 0 else len(words)])]
    if not found and (bare := _BARE.search(words)):
        found = [bare["title"].strip()]
    return found


def delegations(law: LawText, instrument: Instrument, register: Register) -> tuple[Delegation, ...]:
    """The instruments of the register that ``law`` (the text of ``instrument``) carries out as a whole."""
    targets = []
    for title in based_on(law):
        found = register.find(title, "kr")
        if found is not None and found.work != instrument.work:
            edition = found.editions[-1].number if found.editions else None
            targets.append(Delegation(ProvisionPath(), LawTarget(found.work, edition or 0)))
    return tuple(targets)


def carries_out(text: str, end: int) -> bool:
    """Whether the words after a citation that ends at ``end`` say that what it cites is carried out here.

    >>> words = '법 제5조제3항에서 "대통령령으로 정하는 시설"이란'
    >>> carries_out(words, 8), carries_out("법 제5조를 준용한다.", 5)
    (True, False)
    """
    return _CARRIES.match(text, end, end + 160) is not None
