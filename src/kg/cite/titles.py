"""Titles without title quotes: where they begin.

The end is plain (…법, …조례); the beginning is not.  Known titles and aliases decide by the longest match in
the register; an unknown title is taken as far as its words can belong to one, from the local government's
name or by the particles between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from kg.cite.vocabulary import (
    CONTRACT_WORDS,
    DOTS,
    FORMER_PLACES,
    GENERIC_NAMES,
    LAW_STEMS,
    NOT_TITLE_WORDS,
    NOUNS_LIKE_PARTICLES,
    RULES_OF_BODIES,
    SPEECH_QUOTES,
    SUBORDINATE,
    TITLE_ENDINGS,
)
from kg.legislation import Register, default_register, fold_title
from kg.legislation.former import former_titles
from kg.legislation.jurisdictions import jurisdiction_words

_SUBORDINATE_TAILS: Final = frozenset(sub[-3:] for sub in SUBORDINATE)
MAX_TITLE: Final = 110
folded: Final = lru_cache(maxsize=65_536)(fold_title)
"""The look-up key of a word, remembered: texts repeat their words."""
_ANON: Final = "○◯●△▲▽□◇◎"
_STOP: Final = re.compile(
    rf"[^가-힣A-Za-z0-9ㆍ·・‧∙⋅•{_ANON}\s-]|[{_ANON}](?=\s)|[①-⑳]|\t|\n\s*\n|\n[ \t]*[-*○]"
    r"|(?<=[률령칙례])\s?제\s?\d{1,6}호(?=\s)"
)
_WORD: Final = re.compile(rf"[^\s{DOTS}]\S*")
_SPACE: Final = re.compile(r"\s")
_TAIL: Final = 3
LONG_TAIL: Final = 5


@dataclass(slots=True)
class Title:
    """A title found in the text: where it starts, its full form, and whether it was written as an alias."""

    start: int
    title: str
    is_alias: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """What titles are known: the register's, and the aliases the text or its context declares.

    ``tails`` are the last letters of their look-up keys, a short key whole; ``longest`` says for the last
    five letters how long a key may be.
    """

    register: Register
    tails: frozenset[str]
    longest: Mapping[str, int]
    endings: frozenset[str]
    former: Mapping[str, str]
    numbered: Mapping[str, tuple[str, ...]]
    jurisdiction: str | None = None

    @classmethod
    def of(cls, register: Register, jurisdiction: str | None = None) -> Names:
        """The names of a register, prepared for look-up from the right."""
        if register is default_register():
            return _default_names(jurisdiction)
        return replace(_names(register), jurisdiction=jurisdiction)

    def look_up(self, key: str, aliases: Mapping[str, str]) -> tuple[str, bool] | None:
        """The full title a folded name stands for, and whether it is an alias."""
        if (title := aliases.get(key)) is not None:
            return title, True
        if (title := self.register.title(key)) is not None:
            return title, False
        if (title := self.register.full_title(key, self.jurisdiction)) is not None:
            return title, True
        return self._subordinate(key, aliases) if key[-_TAIL:] in _SUBORDINATE_TAILS else None

    def _subordinate(self, key: str, aliases: Mapping[str, str]) -> tuple[str, bool] | None:
        """지방계약법 시행령: the decree of an act by its short title."""
        sub = next((sub for sub in SUBORDINATE if key.endswith(sub)), "")
        root = key.removesuffix(sub)
        if not sub or not root or root in GENERIC_NAMES:
            return None
        title = aliases.get(root) or self.register.full_title(root, self.jurisdiction)
        return (f"{title} {sub}", True) if title is not None else None


@cache
def _default_names(jurisdiction: str | None = None) -> Names:
    if jurisdiction is None:
        return _names(default_register())
    return replace(_default_names(), jurisdiction=jurisdiction)


def _names(register: Register) -> Names:
    former = former_titles()
    keys = (*register.folded(), *former)
    tails = frozenset(key[-_TAIL:] for key in keys)
    longest: dict[str, int] = {}
    for key in keys:
        tail = key[-LONG_TAIL:]
        longest[tail] = max(len(key), longest.get(tail, 0))
    last_words = {words[-1] for i in register.instruments if len(words := i.title.split()) > 1}
    endings = frozenset(word for word in last_words if not register.has_title(fold_title(word)))
    return Names(register, tails, longest, endings | {"조례", "규칙", "규정"}, former, _numbered(register))


_PROVISION: Final = re.compile(r"제\d+조")


def _numbered(register: Register) -> Mapping[str, tuple[str, ...]]:
    """Titles with a provision of another instrument in them, by what is before it, the longest first."""
    found: dict[str, list[str]] = {}
    for key in register.folded():
        if (number := _PROVISION.search(key)) is not None:
            found.setdefault(key[: number.start()], []).append(key)
    return {head: tuple(sorted(keys, key=len, reverse=True)) for head, keys in found.items()}


def continued(text: str, start: int, end: int, names: Names) -> tuple[str, int] | None:
    """민법 → 민법 제312조의2 단서의 시행에 관한 규정: the longer title that goes on there, and its end."""
    for key in names.numbered.get(folded(text[start:end]), ()):
        spaced = r"[\sㆍ·]*".join(map(re.escape, key))
        if (found := re.compile(spaced).match(text, start)) is not None:
            return names.register.title(key) or key, found.end()
    return None


def known_title(
    text: str, end: int, floor: int, names: Names, aliases: Mapping[str, str], titles: Mapping[str, str]
) -> Title | None:
    """The longest known title or alias that ends at ``end`` and starts at a word after ``floor``.

    ``titles`` are the unknown titles the text has cited before.
    """
    words = _words_before(text, end, floor)
    key, best = "", None
    longest = MAX_TITLE
    for start, word in reversed(words):
        key = folded(word) + key
        if longest == MAX_TITLE and len(key) >= LONG_TAIL:
            longest = _longest(key[-LONG_TAIL:], names, aliases, titles)
        if len(key) > longest:
            break
        if key not in GENERIC_NAMES and (found := names.look_up(key, aliases)) is not None:
            best = Title(start, found[0], found[1])
        elif (title := titles.get(key) or names.former.get(key)) is not None:
            best = Title(start, title, is_known=False)
    if best is None and key[-_TAIL:] in names.tails:
        best = _inside_words(words, names, aliases, floor)
    return best if best is None or best.is_known else _with_place(text, end, best, words)


def _longest(tail: str, names: Names, *others: Mapping[str, str]) -> int:
    """How long the key of a known name may be that ends with ``tail``."""
    own = [len(key) for other in others for key in other if key.endswith(tail)]
    return min(MAX_TITLE, max(names.longest.get(tail, 0), *own, 0))


def _with_place(text: str, end: int, best: Title, words: list[tuple[int, str]]) -> Title:
    """An unknown ordinance named before without its city, now with it."""
    if not best.title.endswith(("조례", "규칙")):
        return best
    starts = [start for start, _ in words]
    place = starts.index(best.start) if best.start in starts else 0
    while place > 0 and _is_place(words[place - 1][1]):
        place -= 1
    if starts[place] == best.start:
        return best
    return Title(starts[place], " ".join(text[starts[place] : end].split()), is_known=False)


_GLUE: Final = frozenset("은는이가을를에의고며서로와과한된인및도여면라터지나뿐시편재럼")
_GLUED_WORDS: Final = frozenset("구위본각")
_MIN_GLUED: Final = 4
_MAX_GLUED_WORDS: Final = 8


def _inside_words(
    words: list[tuple[int, str]], names: Names, aliases: Mapping[str, str], floor: int
) -> Title | None:
    """A known title that begins inside a word: glued to 구, or to a particle where a space was lost."""
    key, best = "", None
    for start, word in reversed(words[-_MAX_GLUED_WORDS:]):
        for cut in range(1, len(word) - 1):
            rest = fold_title(word[cut:]) + key
            if len(rest) < _MIN_GLUED or not _is_glue(word, cut, start == floor):
                continue
            if (found := names.look_up(rest, aliases)) is not None:
                best = Title(start + cut, found[0], found[1])
                break
            if rest in names.former:
                best = Title(start + cut, names.former[rest], is_known=False)
                break
        key = folded(word) + key
    return best


def _is_glue(word: str, cut: int, after_citation: bool) -> bool:
    return word[cut - 1] in (_GLUED_WORDS if cut == 1 and not after_citation else _GLUE)


def _words_before(text: str, end: int, floor: int) -> list[tuple[int, str]]:
    start = max(floor, end - MAX_TITLE)
    window = text[start:end]
    stop = 0
    for found in _STOP.finditer(window):
        stop = found.end()
    if start > floor and stop == 0:  # the window may open in the middle of a word
        stop = next((m.end() for m in _SPACE.finditer(window)), len(window))
    return [(start + m.start(), m[0]) for m in _WORD.finditer(window, stop)]


def written_title(text: str, end: int, floor: int, names: Names, *, named_only: bool = False) -> Title | None:
    """An unknown title that ends at ``end``, as far left as its words can belong to it; None for no title.

    ``named_only``: nothing shows that a title is used here; it must name its local government or follow 구.
    """
    words = _words_before(text, end, floor)
    if len(words) > 1 and words[0][0] == floor > 0 and not text[floor - 1].isspace():
        del words[0]  # the particle of the citation before
    if not words or words[-1][1].endswith(CONTRACT_WORDS):
        return None
    numbered = _is_numbered(text, words[0][0]) and not words[0][1].startswith("등")
    if numbered or _fills_quotes(text, words[0][0], end):
        return _whole(text, words[1 if words[0][1] == "구" else 0][0], end)
    place = _jurisdiction_start(words)
    if named_only and not _names_itself(words, place, text, end):
        return None
    if place is None:
        alone = not words[-1][1].endswith(tuple(names.endings)) or _stands_alone(words[-1][1], names)
        place = len(words) - 1 if alone else _noun_phrase_start(text, words)
    return _whole(text, words[place][0], end)


def _whole(text: str, start: int, end: int) -> Title | None:
    title = " ".join(text[start:end].split())
    amended = text[start - 1 : start] == '"' and len(title) > _TAIL  # "공무원수당규정 제7조"를 …로
    amended = amended or _PROMULGATED.match(text, end) is not None
    return Title(start, title, is_known=False) if amended or _can_be_title(title) else None


_PROMULGATED: Final = re.compile(r"\s?\([^()]{0,40}(?:령|법률|규칙|조례)\s?제\d+호")
_QUOTABLE: Final = ("조례", "법률", "법", *SUBORDINATE)


def _fills_quotes(text: str, start: int, end: int) -> bool:
    """‘달빛시 도서관 조례’: quotation marks around an unknown name make it a title (not 지침, 고시)."""
    opening = text[start - 1] if start else ""
    return (
        opening in SPEECH_QUOTES
        and text[end : end + 1] in (SPEECH_QUOTES[opening], opening)
        and text[start:end].endswith(_QUOTABLE)
        and not text.endswith(("방법", "기법", "공법", "용법"), start, end)
        and " " in text[start:end]
        and not text[max(0, start - 6) : start - 1].rstrip().endswith(("이하", "약칭"))
    )


_NUMBERED: Final = re.compile(r"(?:법률|령|규칙|조례)\s?제\s?\d{1,6}호\s$")


def _is_numbered(text: str, start: int) -> bool:
    """대통령령 제5373호 양곡관리기금법시행령: after a promulgation number comes a title."""
    return _NUMBERED.search(text, max(0, start - 40), start) is not None


_HOUSE_RULES: Final = ("규칙", "규정", "세칙")
_LONG: Final = 9
"""From so many letters a lone …규칙 is an instrument's (검찰징수사무규칙), not a company's (인사규정)."""


def _can_be_title(title: str) -> bool:
    """Whether an unknown name can be an instrument's: no lone sort word, no 관계법령, no company's 규정."""
    *before, last = title.split()
    if len(folded(title)) < _TAIL or last.endswith("법령"):
        return False
    if re.split(f"[{DOTS}]", last)[-1] in ("법", "영"):  # 대리인ㆍ법 제3조
        return False
    if last in RULES_OF_BODIES:
        return True
    if last in SUBORDINATE:
        return bool(before) and before[-1].endswith(TITLE_ENDINGS)
    return bool(before) or last.endswith(SUBORDINATE) or len(last) >= _LONG or not last.endswith(_HOUSE_RULES)


_LAW_WORD: Final = re.compile(
    rf"[가-힣ㆍ·]{{2,40}}에관한(?:특별|임시|특례)?(?:조치)?법률?|[가-힣ㆍ·]{{2,20}}(?:{LAW_STEMS})법"
)
LAW_TAIL: Final = re.compile(rf"(?:{LAW_STEMS})법$|에관한(?:특별|임시|특례)?(?:조치)?법률?$")
"""What such a word ends with: nothing else can be one."""
_LAW_USE: Final = re.compile(
    r"에\s?(?:의한|의하|의거|따른|따라|규정|정한|정하|근거)|\s?소정|상(?=\s|의)|의\s규정|에서\s(?:정한|규정)|[은이]\s(?:정하|정한|규정)"
)


def _names_itself(words: list[tuple[int, str]], place: int | None, text: str, end: int) -> bool:
    last = words[-1][1]
    if place is None:
        if last.endswith("법") and len(last) > _TAIL and len(words) > 1 and words[-2][1] == "구":
            return True
        if last.endswith("조례") and _names_its_place(last):
            return True
        return _LAW_WORD.fullmatch(last) is not None and ("관한" in last or bool(_LAW_USE.match(text, end)))
    between = [word for _, word in words[place:] if not _is_place(word)]
    if between[:1] == ["조례"] or any(
        word in NOT_TITLE_WORDS and word not in ("및", "등") for word in between
    ):
        return False
    return last.endswith("조례")


def _names_its_place(word: str) -> bool:
    """서울특별시도로점용료징수조례: the city in one word with the rest."""
    return any(_is_place(word[:cut]) for cut in range(3, min(10, len(word) - 3)))


def is_short(title: str) -> bool:
    """급수조례: one word without a place, an abbreviation.

    >>> is_short("급수조례"), is_short("서울특별시급수조례"), is_short("급수 조례")
    (True, False, False)
    """
    return title.endswith("조례") and len(title) < _LONG and " " not in title and not _names_its_place(title)


def _stands_alone(word: str, names: Names) -> bool:
    return word not in names.endings and len(word) > 4


_BREAKS: Final = re.compile(
    r"(?:은|는|을|를|이|가|도|만|고|며|서|면|로|게|던|된|할|한|하여|에게|부터|까지|따라|따른|의하여|라|이나|거나)$"
)


def _breaks(word: str) -> bool:
    """Whether a word ends what a title may hold: with a particle or a verb's ending, and is no such noun."""
    return _BREAKS.search(word) is not None and not word.endswith(NOUNS_LIKE_PARTICLES)


_ANONYMOUS: Final = re.compile(rf"[{_ANON}O]{{1,4}}(?:특별시|광역시|시|군|구|도)")


def _jurisdiction_start(words: list[tuple[int, str]]) -> int | None:
    found = None
    for place in range(len(words) - 2, max(-1, len(words) - 16), -1):
        word = words[place][1]
        if _is_place(word) or _ANONYMOUS.fullmatch(word):
            found = place
        elif found is not None or word in _NEVER_IN_TITLE or (_ends(word) and not _belongs(words, place)):
            break
    return found


_PLACE: Final = re.compile(r"[가-힣]{2,3}특례시|[가-힣]{2,8}교육청")


def _is_place(word: str) -> bool:
    return word in jurisdiction_words() or word in FORMER_PLACES or _PLACE.fullmatch(word) is not None


_NEVER_IN_TITLE: Final = NOT_TITLE_WORDS - {"및", "등"}
_ENDS: Final = re.compile(
    r"(?:은|는|을|를|며|된|할|한|하여|에게|부터|까지|따라|의하여|에서|으로|하고|되고|라고|하면|되면|서는|로서|해서|이나|거나|던)$"
)
"""Endings no noun has: before them no city's name belongs to the title."""


def _ends(word: str) -> bool:
    return _ENDS.search(word) is not None and not word.endswith(NOUNS_LIKE_PARTICLES)


def _noun_phrase_start(text: str, words: list[tuple[int, str]]) -> int:
    place = len(words) - 1
    while place > 0 and _belongs(words, place - 1) and not _wraps(text, words, place):
        place -= 1
    while place < len(words) - 1 and (
        words[place][1] in NOT_TITLE_WORDS
        or words[place][1] in _LINKS
        or not _LETTERS.search(words[place][1])
    ):
        place += 1
    return place


def _wraps(text: str, words: list[tuple[int, str]], place: int) -> bool:
    """Whether a line ends before the word."""
    start, word = words[place - 1]
    return "\n" in text[start + len(word) : words[place][0]]


_LETTERS: Final = re.compile(r"[가-힣A-Za-z0-9]")
_LINKS: Final = frozenset({"관한", "대한", "위한", "및", "등", "등의", "따른", "의한"})
"""Words between the nouns of a title."""


def _belongs(words: list[tuple[int, str]], place: int) -> bool:
    word, following = words[place][1], words[place + 1][1]
    if word in NOT_TITLE_WORDS and word not in ("및", "등"):
        return False
    if word.endswith(NOUNS_LIKE_PARTICLES):
        return True
    if word.endswith("에"):
        return following in ("관한", "대한", "따른", "의한")
    if word.endswith(("을", "를")):
        return following in ("위한", "위하여", "통한")
    if word in _LINKS:
        return True
    if word.endswith(("와", "과")) and len(word) > 1:
        return following == "그"
    return not _breaks(word)
