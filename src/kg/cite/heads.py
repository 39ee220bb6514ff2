"""Heads of citations, what stands before the provision: titles, aliases, 이 법, 같은 조, 전항, 안."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from kg.cite import hanja, patterns
from kg.cite.titles import Names, continued, folded, is_short, known_title, written_title
from kg.cite.vocabulary import (
    ADMINISTRATIVE_ENDINGS,
    CLOSING_QUOTES,
    CONTRACT_WORDS,
    CUSTOMARY_TITLES,
    GENERIC_NAMES,
    SPEECH_QUOTES,
    TITLE_ENDINGS,
    WEAK_NAMES,
)
from kg.model.statute import Component, Level


class Form(Enum):
    """The kinds of head; each has its resolver."""

    TITLE = auto()  # 「지방자치법」, 지방자치법
    ALIAS = auto()  # a declared or customary abbreviation
    SHORT = auto()  # 급수조례: an abbreviation nobody declared
    GENERIC = auto()  # 법 제5조, 조례 제3조
    THIS = auto()  # 이 법, 본 조례
    SAME_INSTRUMENT = auto()  # 같은 법, 동 조례, 위 시행령
    SAME_PROVISION = auto()  # 같은 조, 동항
    PRECEDING = auto()  # 전조, 전2항
    BILL = auto()  # 안 제5조
    NONE = auto()  # headless

    __hash__ = object.__hash__  # enum's own hashes the name, slowly


@dataclass(slots=True)
class Head:
    """A head as read. ``noun`` is its sort word (법, 조례), ``sub`` a following 시행령 or 시행규칙."""

    start: int
    end: int
    form: Form
    title: str = ""
    noun: str = ""
    sub: str = ""
    level: Level | None = None
    count: int = 1
    determiner: str = ""
    is_known: bool = True

    @property
    def component(self) -> Component | None:
        """What the head stands for before a chain, for a head that is a provision itself."""
        return Component(self.level, 1) if self.level else None


@dataclass(slots=True)
class Scene:
    """What a head reader needs.

    ``floor`` is where the last citation ended, ``titles`` are the unknown titles the text has cited.
    """

    text: str
    names: Names
    aliases: Mapping[str, str]
    floor: int
    titles: Mapping[str, str]


Reader = Callable[[Scene, int], Head | None]


def _starts_word(text: str, at: int) -> bool:
    before = text[at - 1] if at else ""
    return not ("가" <= before <= "힣" or (before.isascii() and before.isalnum()))


def _after_lost_space(text: str, at: int) -> bool:
    """…하고이 법은: line ends of rulings lose their space; after a subject (국민이 법을) it is another 이."""
    return text[max(0, at - 1) : at] in ("고", "며") and text.startswith("이 ", at)


def _after_lost_blank(text: str, at: int) -> bool:
    """…및같은법, 정한같은법: old texts write conjunctions glued, and line ends lose their blank."""
    if text.startswith("같은", at):
        return text[max(0, at - 1) : at] not in ("똑", "꼭")
    return text.startswith("동", at) and text[max(0, at - 1) : at] == "및"


# --- titles ---------------------------------------------------------------------------------------------


def read_quoted(scene: Scene, at: int) -> Head | None:
    """「제목」, also with a provision inside and with the closing mark missing."""
    quoted = patterns.QUOTED.match(scene.text, at)
    if (
        quoted is not None
        and not patterns.RUNS_ON.search(quoted["title"])
        and (head := _quoted_title(scene, at, quoted)) is not None
    ):
        return _subordinate(scene, head)
    inside = patterns.UNCLOSED.match(scene.text, at)
    if inside is None:
        return None
    head = _quoted_title(scene, at, inside, end=inside.end("title"))
    return _subordinate(scene, head) if head else None


def _quoted_title(scene: Scene, at: int, found: re.Match[str], end: int | None = None) -> Head | None:
    written = " ".join(found["title"].split())
    start = _with_prefix(scene, at)
    head = Head(start, end or found.end(), Form.TITLE, written)
    if (known := scene.names.look_up(folded(written), scene.aliases)) is not None:
        return replace(head, title=known[0], form=form_of(written, known[0], is_alias=known[1]))
    if (read := _read_hanja(scene, written)) is not None:
        return replace(head, title=read)
    if not is_instrument_title(written):
        if written.endswith(CONTRACT_WORDS) or not patterns.NEXT_PROVISION.match(scene.text, head.end):
            return None
        if written.endswith(("안", "계획", "계획서", "보고서", "사례집")):
            return None
    return replace(head, is_known=False)


def read_named(scene: Scene, at: int) -> Head | None:
    """A title in title quotes, or one whose last word in Hanja is at ``at``."""
    return read_quoted(scene, at) if scene.text[at] in "「｢『" else read_hanja(scene, at)


_GLOSS: Final = (("(", ")"), ("（", "）"), ("[", "]"))


def read_hanja(scene: Scene, at: int) -> Head | None:
    """民事訴訟法, 同法 施行令; a title that cannot be read counts before a provision only."""
    text = scene.text
    found = hanja.TITLE_END.match(text, at)
    if found is None or not patterns.BOUNDARY.match(text, found.end()):
        return None
    start, end = hanja.word_start(text, at, scene.floor), found.end()
    if (text[start - 1 : start], text[end : end + 1]) in _GLOSS:
        return None  # 민법(民法)
    written = text[start:end]
    if (sort := hanja.sort_named(written)) is not None:
        return _sort_in_hanja(text, start, end, sort)
    title = _read_hanja(scene, written)
    if title is None and len(last := hanja.tail(written)) < len(written):
        title = _read_hanja(scene, last)
        start = start if title is None else end - len(last)
    if title is None and not patterns.ARTICLE_NEXT.match(text, end):
        return None
    return Head(_with_prefix(scene, start), end, Form.TITLE, title or written, is_known=title is not None)


def _sort_in_hanja(text: str, start: int, end: int, sort: hanja.Sort) -> Head | None:
    form = {"동": Form.SAME_INSTRUMENT, "본": Form.THIS}.get(sort.determiner, Form.GENERIC)
    if form is Form.GENERIC and not patterns.ARTICLE_NEXT.match(text, end):
        return None
    return Head(start, end, form, noun=sort.noun, sub=sort.sub, determiner=sort.determiner)


def _read_hanja(scene: Scene, written: str) -> str | None:
    """The title of the register a title in Hanja reads as."""
    for reading in hanja.readings(written) if hanja.is_hanja(written) else ():
        key = folded(reading)
        if (known := scene.names.look_up(key, scene.aliases)) is not None:
            return known[0]
        if key in scene.names.former:
            return scene.names.former[key]
    return None


def form_of(written: str, title: str, *, is_alias: bool) -> Form:
    """Whether a known name is a title or an abbreviation; one that spells the title out is the title."""
    spelled = written in CUSTOMARY_TITLES or folded(written) == folded(title)
    return Form.ALIAS if is_alias and not spelled else Form.TITLE


def is_instrument_title(title: str) -> bool:
    """Whether what stands in title quotes is an instrument's name by its ending."""
    if title.endswith(CONTRACT_WORDS):
        return False
    if title.endswith(tuple(f" {ending}" for ending in ADMINISTRATIVE_ENDINGS)) and title.count(" ") == 1:
        return False  # 「행정안전부 예규」 names none
    return len(title) > 1 and title.endswith((*TITLE_ENDINGS, *ADMINISTRATIVE_ENDINGS, "헌법"))


def _subordinate(scene: Scene, head: Head) -> Head:
    """Takes a following 시행령 or 시행규칙, and the name of an amending act, into the head."""
    found = patterns.SUBORDINATE_AFTER.match(scene.text, head.end)
    if found is not None:
        title = f"{head.title} {found['sub']}"
        known = scene.names.look_up(folded(title), scene.aliases)
        head = replace(head, end=found.end("sub"), title=known[0] if known else title)
    act = patterns.AMENDING_ACT.match(scene.text, head.end)
    if act is not None and act["what"] and not act["bill"]:
        head = replace(head, end=act.end())
    return head


PREFIX_ENDS: Final = frozenset("구舊전의호")
"""Last letters of what may stand before a title and belong to it."""


def _with_prefix(scene: Scene, start: int) -> int:
    """Moves the start before 구, 종전의, or a promulgation number that directly precedes the title."""
    window_start = max(scene.floor, start - 40)
    window = scene.text[window_start:start]
    if window.rstrip()[-1:] not in PREFIX_ENDS:
        return start
    for pattern in (patterns.FORMER_PREFIX, patterns.PROMULGATION_PREFIX):
        if (found := pattern.search(window)) is not None:
            return window_start + found.start()
    return start


def read_bare(scene: Scene, end: int) -> Head | None:
    """A title without title quotes whose last word ends at ``end``."""
    text = scene.text
    title = known_title(text, end, scene.floor, scene.names, scene.aliases, scene.titles)
    if title is None:
        used = _is_used_as_title(text, end)
        title = written_title(text, end, scene.floor, scene.names, named_only=not used)
    if title is None or _is_bill_name(text, end):
        return None
    form = form_of(text[title.start : end], title.title, is_alias=title.is_alias)
    if (longer := continued(text, title.start, end, scene.names)) is not None:
        return Head(_with_prefix(scene, title.start), longer[1], Form.TITLE, longer[0])
    head = Head(title.start, end, form, title.title, is_known=title.is_known)
    if not title.is_known and is_short(title.title):
        head = replace(head, form=Form.SHORT, noun=title.title)
    head = _in_speech_quotes(scene, _subordinate(scene, head))
    start = _with_prefix(scene, head.start)
    return head if start == head.start else replace(head, start=start)


def _is_used_as_title(text: str, end: int) -> bool:
    """An unknown name counts as a title when a provision follows, or the order to amend it."""
    after = _after_suffix(text, end)
    if text[after : after + 1] in SPEECH_QUOTES and text[after : after + 1]:
        after += 1
    return bool(patterns.NEXT_PROVISION.match(text, after) or patterns.AMENDS.match(text, after))


def _after_suffix(text: str, end: int) -> int:
    """The place where the provision of an unknown title would begin: after a version's parenthesis, too."""
    found = patterns.SUBORDINATE_AFTER.match(text, end)
    end = found.end("sub") if found else end
    act = patterns.AMENDING_ACT.match(text, end)
    end = act.end() if act and act["what"] else end
    paren = patterns.VERSION_PAREN.match(text, end)
    return paren.end() if paren else end


def _is_bill_name(text: str, end: int) -> bool:
    found = patterns.AMENDING_ACT.match(text, end)
    return text.startswith("안", end) or (found is not None and found["bill"] is not None)


def _in_speech_quotes(scene: Scene, head: Head) -> Head:
    text = scene.text
    opening = text[head.start - 1] if head.start > scene.floor else ""
    if text[head.end : head.end + 1] in tuple(CLOSING_QUOTES):
        return replace(head, end=head.end + 1)
    if opening in SPEECH_QUOTES and text[head.end : head.end + 1] in (SPEECH_QUOTES[opening], opening):
        return replace(head, start=head.start - 1, end=head.end + 1)
    return head


# --- names of sorts, anaphora -------------------------------------------------------------------------------


def read_generic(scene: Scene, at: int) -> Head | None:
    """법 제5조, 시행령 별표 1, 조례 부칙: a sort name directly before a provision."""
    found = patterns.GENERIC.match(scene.text, at)
    if found is None or not _starts_word(scene.text, at):
        return None
    sub = (found["sub"] or "").strip()
    end = found.end("sub") if sub else found.end("name")
    return Head(_with_prefix(scene, at), end, Form.GENERIC, noun=found["name"], sub=sub)


_CLOSED: Final = frozenset(")）」｣』”’")
_LABELLED: Final = re.compile(r"제\s?\d{1,4}조(?:의\d{1,3})?\s?\([^()\n]{1,60}\)$")


def _is_particle(text: str, at: int) -> bool:
    """공단(이하 “공단”이라 한다)이 법 제20조에; not after a label: 제2조(정의)이 법에서."""
    return text[at - 1 : at] in _CLOSED and _LABELLED.search(text, max(0, at - 80), at) is None


def read_this(scene: Scene, at: int) -> Head | None:
    """이 법, 본 조례 (not 이 조, 이 항: scope words)."""
    if (found := patterns.THIS_CASE.match(scene.text, at)) is not None and _starts_word(scene.text, at):
        return _this_case(scene, at, found)
    found = patterns.THIS.match(scene.text, at)
    if found is None or not (_starts_word(scene.text, at) or _after_lost_space(scene.text, at)):
        return None
    if scene.text[at] == "이" and _is_particle(scene.text, at):
        return None
    glued = found.start("noun") == at + 1
    if glued and found["noun"] not in ("법", "영", "규칙", "조례"):
        return None
    return _anaphor(scene, at, found, Form.THIS)


def _this_case(scene: Scene, at: int, found: re.Match[str]) -> Head | None:
    """이 사건 조례: a declared alias, or the ordinance named last."""
    end = found.end("sub") if found["sub"] else found.end("noun")
    known = scene.aliases.get(folded(scene.text[at : found.end("noun")]))
    if known is None:
        return _anaphor(scene, at, found, Form.SAME_INSTRUMENT, "이 사건")
    title = f"{known} {found['sub'].strip()}" if found["sub"] else known
    return Head(at, end, Form.ALIAS, title)


def read_same_instrument(scene: Scene, at: int) -> Head | None:
    """같은 법, 동법 시행령, 위 조례."""
    found = patterns.SAME_INSTRUMENT.match(scene.text, at)
    if found is None or not (_starts_word(scene.text, at) or _after_lost_blank(scene.text, at)):
        return None
    if found["det"] == "같은" and patterns.SUCH.search(scene.text, max(0, at - 4), at):
        return None
    if found["det"] == "동" and scene.text.startswith("상", found.end()):
        return None  # 동영상
    if found["det"] in ("위", "상기"):
        full_title = found["noun"] not in (*GENERIC_NAMES, *ADMINISTRATIVE_ENDINGS, "지침")
        glued = found.start("noun") == at + len(found["det"])
        if full_title or (glued and not found["sub"] and found["noun"] not in ("조례", "시행령", "시행규칙")):
            return None
    return _anaphor(scene, at, found, Form.SAME_INSTRUMENT, found["det"])


def _anaphor(scene: Scene, at: int, found: re.Match[str], form: Form, determiner: str = "") -> Head | None:
    sub = (found["sub"] or "").strip()
    end = found.end("sub") if sub else found.end("noun")
    if found["noun"] in WEAK_NAMES and not patterns.NEXT_PROVISION.match(scene.text, end):
        return None
    return Head(at, end, form, noun=found["noun"], sub=sub, determiner=determiner)


_LEVEL_OF: Final = {
    "조": Level.ARTICLE,
    "항": Level.PARAGRAPH,
    "호": Level.SUBPARAGRAPH,
    "목": Level.ITEM,
    "표": Level.ANNEX,
    "별표": Level.ANNEX,
    "비고": Level.REMARKS,
    "부칙": Level.ADDENDA,
}


def read_same_provision(scene: Scene, at: int) -> Head | None:
    """같은 조, 동항, 같은 표."""
    found = patterns.SAME_PROVISION.match(scene.text, at)
    if found is None or not (_starts_word(scene.text, at) or _after_lost_blank(scene.text, at)):
        return None
    if scene.text[at - 1 : at] == "(" and scene.text.startswith(")", found.end()):
        return None  # 석촌호수(동호)
    return Head(at, found.end(), Form.SAME_PROVISION, level=_LEVEL_OF[found["unit"]])


def read_preceding(scene: Scene, at: int) -> Head | None:
    """전조, 전항, 전2항."""
    found = patterns.PRECEDING.match(scene.text, at)
    if found is None or not _starts_word(scene.text, at):
        return None
    return Head(
        at, found.end(), Form.PRECEDING, level=_LEVEL_OF[found["unit"]], count=int(found["count"] or 1)
    )


def read_bill(scene: Scene, at: int) -> Head | None:
    """안 제5조: an article of the bill under review."""
    found = patterns.BILL.match(scene.text, at)
    if found is None or not _starts_word(scene.text, at):
        return None
    return Head(at, found.end(), Form.BILL)


def read_same(scene: Scene, at: int) -> Head | None:
    """Whatever begins with 같은, 동 or 위."""
    return read_same_instrument(scene, at) or read_same_provision(scene, at)


READERS: Final[Mapping[str, Reader]] = {
    "quoted": read_quoted,
    "hanja": read_hanja,
    "same": read_same,
    "this": read_this,
    "preceding": read_preceding,
    "bill": read_bill,
}
