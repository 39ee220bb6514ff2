"""Letters and words around a place that tell the quick pass when a careful look is due.

Each sign is a superset: it may call for a careful look in vain, never the other way round.
"""

from __future__ import annotations

import re
from typing import Final

from kg.cite import patterns
from kg.cite.titles import LAW_TAIL
from kg.cite.vocabulary import (
    CIRCLED,
    CLOSING_QUOTES,
    CONTRACT_WORDS,
    NUMBERED_ITEMS,
    NUMBERED_THINGS,
    RULES,
    SPEECH_QUOTES,
    SUBORDINATE,
)
from kg.model.statute import ITEM_LETTERS

BEFORE: Final = 40
# Words before a headless element that call for the careful reader: 구, 종전의, a bill, a paper that is no
# legislation, words that number something else. The last letter tells most of the time that there is none.
_NUMBERING: Final = tuple({*NUMBERED_THINGS, *NUMBERED_ITEMS})
_DOUBTFUL_WORDS: Final = (
    *CONTRACT_WORDS,
    *_NUMBERING,
    *RULES,
    *("종전의", "종전", "조례안", "개정안", "법률안", "규칙안", "제정안"),
)
_ALONE: Final = frozenset("갑을병구舊동")
_ALWAYS: Final = frozenset("<건호급")
_NUMBERED_BEFORE_COLON: Final = (*_NUMBERING, "번호", "급", "갑", "을", "병")
DOUBTFUL: Final = frozenset(word[-1] for word in _DOUBTFUL_WORDS) | _ALONE | _ALWAYS | frozenset("):")
QUOTES: Final = frozenset("」｣』”’\"'")
TRAILING: Final = " \t\n\r\u00a0\u3000" + "".join(QUOTES)
LINE: Final = frozenset(" \t\n\u00a0#>*○◦•·□■▶※▣◆◇❍▸▷◎-")
NO_UNIT: Final = re.compile(r"제\s?\d{1,4}(?![\d\s조항호편장절관,/~∼〜～및또내부ㆍ·・‧∙⋅•])")
"""형사제1부: a number of something else."""
LABEL: Final = re.compile(r"제\s?\d{1,4}조(?:의\d{1,3})?[\s(*부내]|제\s?\d{1,4}조(?:의\d{1,3})?$|[부\[]")
"""What a label or heading at a line start may look like."""
_PREFIXED: Final = frozenset("구舊전의호 \t\n\u00a0")

# Letters after a head that call for the careful reader: a subordinate name, an amending act, a version, a
# provision that is not plain, an order to amend.
AFTER_TITLE: Final = frozenset(" \t\n\u00a0\u3000(（시일전개폐중의부별第§[<【0123456789") | frozenset(CIRCLED)
AFTER_PROVISION: Final = frozenset(
    (*" \t\n\u00a0\u3000(（[<【0123456789각본단전후各本但前後§별第부비관", *ITEM_LETTERS)
)
_CLOSING: Final = re.escape("".join({*SPEECH_QUOTES, *SPEECH_QUOTES.values(), *CLOSING_QUOTES}))

# A superset of what shows that an unknown name is used as a title (kg.cite.heads.read_bare).
_PROVISION: Final = r"\s{0,12}(?:제\s?\d|第|§|부칙|[\[<【]?별[표지]|\d{1,4}조)"
_MAYBE_USED: Final = re.compile(
    _PROVISION
    + r"|\s?시행[령규세]|\s?(?:일부|전부|전문)(?:를|\s?중|\s?개정)|\s?중\s?(?:개정|일부|다음)|\s?개정|\s?폐지"
    r"|\s?의\s?(?:일부를|중|전부를)"
)
_QUOTED_USED: Final = re.compile(rf"[{_CLOSING}](?:{_MAYBE_USED.pattern})")
_CLOSED: Final = re.compile(f"[{_CLOSING}]")
_PROMULGATED: Final = re.compile(r"\s?\([^()]{0,40}(?:령|법률|규칙|조례)\s?제\d+호")
_NUMBERED: Final = re.compile(r"(?:법률|령|규칙|조례)\s?제\s?\d{1,6}호\s")


_QUOTABLE: Final = frozenset({"조례", "법률", "법", *SUBORDINATE})


def is_doubtful(text: str, at: int) -> bool:
    """Whether the words before a headless element make it something else, or belong to it."""
    words = text[at - BEFORE if at > BEFORE else 0 : at].rstrip(TRAILING)
    last = words[-1:]
    if last in _ALWAYS:
        return True
    if last == ")":  # 협약서(제목) 제9조
        return "(" in words and words[: words.rfind("(")].rstrip(TRAILING).endswith((*CONTRACT_WORDS, *RULES))
    if last == ":":  # 의안번호: 제12호
        return words[:-1].rstrip(TRAILING).endswith(_NUMBERED_BEFORE_COLON)
    if last in _ALONE and not "가" <= words[-2:-1] <= "힣":
        return True
    return words.endswith(_DOUBTFUL_WORDS)


def may_be_title(text: str, word: str, end: int) -> bool:
    """Whether something shows that an unknown title ends here."""
    if word == "조례" or _MAYBE_USED.match(text, end) or _is_enclosed(text, word, end):
        return True
    before = text[end - 60 if end > 60 else 0 : end]
    if "호 " in before and _NUMBERED.search(before):
        return True  # 대통령령 제5373호 달빛기금법시행령
    if word[0] == "법" and LAW_TAIL.search(before):
        return True
    if word == "법":
        words = text[end - 120 if end > 120 else 0 : end].rsplit(None, 2)
        return len(words) > 1 and words[-2].endswith("구")
    return False


def _is_enclosed(text: str, word: str, end: int) -> bool:
    """A closing quotation mark or a version's parenthesis follows."""
    after = text[end : end + 1]
    if _CLOSED.match(after):
        return word in _QUOTABLE or _QUOTED_USED.match(text, end) is not None
    if after != "(" and (after != " " or "(" not in text[end : end + 3]):
        return False
    return bool(patterns.VERSION_PAREN.match(text, end) or _PROMULGATED.match(text, end))


def may_have_prefix(text: str, at: int) -> bool:
    """구, 종전의 or a promulgation number may stand before."""
    before = text[at - 1 : at]
    if before == " ":
        before = text[at - 2 : at - 1]
    return before in _PREFIXED and (before != "의" or "종전" in text[max(0, at - 6) : at])
