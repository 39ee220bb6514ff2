"""Plain chains, read whole by one pattern and parsed once.

Statutes repeat their chains: 제1항, 제3조제2항 및 제4항 … :data:`CHAIN` takes a chain of plain forms only
where what follows cannot continue it, so that the careful reader takes the same words wherever they stand;
what it makes of them is kept.  Everything else is left to the careful reader.
"""

from __future__ import annotations

import re
from typing import Final

from kg.cite.chain import Chain, read_chain
from kg.cite.patterns import COUNTED
from kg.cite.vocabulary import CIRCLED, DOTS, TILDES
from kg.model.statute import ITEM_LETTERS, Component, Level

_MORE: Final = 24
"""Further elements of a plain chain: a bound, so that the time stays linear."""
_KEPT: Final = 50_000

_LETTER: Final = f"[{ITEM_LETTERS}]"
_BRANCH: Final = rf"의\d{{1,3}}(?!\d|\s?(?:{COUNTED}))"
_NUMBERED: Final = (
    rf"제\d{{1,4}}(?:조(?:{_BRANCH}|(?!합|직|치|사(?!항)|장))|항(?:{_BRANCH}|(?!공|소|구|해|암|목))"
    rf"|호(?:{_BRANCH}|(?!증|기|선|실|봉|법정|(?:차|위|관|사업)(?!목)))(?!\s?서식))"
)
_ITEM: Final = rf"{_LETTER}목(?![적표록차공욕수포요재구격회사초])"
_QUALIFIER: Final = r"각 ?[호목항](?: ?외의?\s?부분)?+(?![실별]|\s?외)|본문|단서|전단(?!지)|후단"
_ANNEX: Final = (
    r"별(?:표(?![준시본])(?: \d{1,3}(?!\s?[조항호년월일.\d])(?:의\d{1,2}(?!\d))?+)?+"
    r"(?!\s?(?:제\s?)?\d|\s?의\s?\d|호)"
    r"|지 제\d{1,3}호(?:의\d{1,2}(?!\d))?+서식(?!의\s?\d))"
)
_BELOW: Final = rf"(?:{_NUMBERED}|{_QUALIFIER}|{_ITEM}|{_ANNEX})"
_GAP: Final = rf"(?:까지)?(?: ?[,{DOTS}] ?| (?:및|또는|내지) |부터 |[과와] |이나 |의 | )?"

# Pieces of gaps that an element may follow; and what is neither such a piece nor the beginning of an element
# (see kg.cite.patterns.GAP and kg.cite.elements).
_PIECES: Final = rf"(?:[\s,{DOTS}/{TILDES}]|및|또는|과|와|이나|의|까지|부터|내지)*+"
_CIRCLED: Final = "".join(CIRCLED)
_NOTHING: Final = (
    rf"(?:$|[^\s\d,{DOTS}/{TILDES}–(\[<【{_CIRCLED}{ITEM_LETTERS}각본단전후별제第各本但前後§부비까내및또이과와관의乃-]"
    rf"|{_LETTER}(?![.목),{DOTS}\s])|(?!나){_LETTER}\s(?!\s?[,{DOTS}])|이(?!나)|부(?!터|\s?칙)|전(?!단|문)"
    r"|본(?!문)|단(?!서)|후(?!단|문)|각(?!\s?[호목항])|관(?!련)|내(?!지)|제(?![\s\d])|비(?!고)|별(?!\s?[표지])"
    r"|또(?!는)|까(?!지))"
)
_NO_COLUMN: Final = r"(?![^란\"'“”‘’「」().<>\[\]\d]{0,64}+란)"
_END: Final = rf"(?={_PIECES}{_NOTHING}){_NO_COLUMN}"
_REST: Final = rf"(?:{_GAP}{_BELOW}){{0,{_MORE}}}(?:까지)?"

CHAIN: Final = re.compile(rf"(?>(?:{_NUMBERED}|{_ANNEX}){_REST}){_END}")
"""A whole plain chain that begins with 제N조, 제N항, 제N호, 별표 or 별지 제N호서식."""
LOWER_CHAIN: Final = re.compile(rf"(?>{_BELOW}{_REST}){_END}")
"""The same after 같은 조, 전항 …, where 단서, 각 호 and 가목 may begin it too."""
ELEMENT: Final = re.compile(rf"제(?=\s?\d)(?:(?>{_NUMBERED[1:]}{_REST}){_END})?")
"""Where a numbered element begins; the match is longer than 제 where a plain chain does."""

_chains: dict[str, Chain | None] = {}
_lower: dict[str, Chain | None] = {}
_AFTER: Final = Component(Level.ARTICLE, 1)


def plain_chain(written: str) -> Chain | None:
    """The chain a match of :data:`CHAIN` stands for; its end counts from its own beginning.

    >>> [len(leaf) for leaf in plain_chain("제3조제1항 및 제2항").leaves]
    [2, 2]
    """
    try:
        return _chains[written]
    except KeyError:
        return _keep(_chains, written, None)


def lower_chain(written: str) -> Chain | None:
    """The chain a match of :data:`LOWER_CHAIN` stands for."""
    try:
        return _lower[written]
    except KeyError:
        return _keep(_lower, written, _AFTER)


def _keep(known: dict[str, Chain | None], written: str, after: Component | None) -> Chain | None:
    if len(known) >= _KEPT:
        known.clear()
    # 에 stands for whatever follows: no element and no gap begins with it.
    chain = known[written] = read_chain(written + "에", 0, after)
    return chain
