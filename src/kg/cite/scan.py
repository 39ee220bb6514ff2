"""The careful pass: where a citation may begin, reads a head and the chain of provisions after it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from kg.cite import heads, patterns
from kg.cite.chain import TITLE, Chain, closing, read_chain
from kg.cite.context import Alias, Context
from kg.cite.heads import Form, Head, Scene
from kg.cite.place import Follower, Place
from kg.cite.resolve import Resolution, declare, recall, remember, resolve
from kg.cite.state import State
from kg.cite.titles import Names
from kg.cite.vocabulary import ALIAS_ENDINGS, CONTRACT_WORDS, GENERIC_NAMES, RULES
from kg.legislation import default_register, fold_title
from kg.model.statute import Citation, Component, Level, ProvisionPath, Reason, Target, Unresolved

_HEADLESS: Final = frozenset({Form.NONE, Form.SAME_PROVISION, Form.PRECEDING, Form.BILL})
_WORDS_BEFORE: Final = 24
_MANY: Final = 16
"""Leaves of a stray chain that is not read again from its second element: so the time stays linear."""
_HEADLESS_ITEMS: Final = 28
"""가목 … 허목; what comes after them (고목, 토목) is a word where nothing stands before it."""
_DIVISIONS: Final = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})


class Scan:
    """One pass over one text."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.register = context.register if context.register is not None else default_register()
        self.names = Names.of(self.register, context.jurisdiction)
        self.state = State(
            own=context.instrument,
            article=_path(context.article),
            path=(
                *_path(context.article),
                *_path(context.paragraph)[:1],
                *_path(context.subparagraph)[:1],
            ),
            aliases={_key(name): title for name, title in context.aliases.items()},
            amending=patterns.has_amendment_line(text),
        )
        recall(self.state, context.preceding)
        self.place: Follower = Place(text, self.state, context.instrument)
        self.titles: dict[str, str] = {}
        self.declared: list[Alias] = []
        self.found: list[Citation] = []
        self.end = 0
        self.contract = -1

    def run(self) -> Scan:
        """Reads the whole text."""
        self._definitions()
        at = 0
        while (anchor := patterns.ANCHOR.search(self.text, at)) is not None:
            after = self.place.follow(anchor.start())
            at = after or max(self._read(anchor), anchor.start() + 1)
        return self

    def _definitions(self) -> None:
        for definition in patterns.DEFINED.finditer(self.text) if "말" in self.text else ():
            self._declare(definition["name"], " ".join(definition["title"].split()), definition.start("name"))

    # --- heads ------------------------------------------------------------------------------------------

    def _read(self, anchor: re.Match[str]) -> int:
        """Reads what begins at an anchor; returns the place to go on from."""
        kind, at = str(anchor.lastgroup), anchor.start()
        if kind == "element":
            return self._read_headless(at)
        scene = Scene(self.text, self.names, self.state.aliases, self.end, self.titles)
        head = self._read_title(scene, anchor) if kind == "title" else heads.READERS[kind](scene, at)
        if head is None:
            return anchor.end() if kind in ("title", "quoted") else at + 1
        return self._cite(head)

    def _read_title(self, scene: Scene, anchor: re.Match[str]) -> Head | None:
        end = anchor.end()
        if not patterns.BOUNDARY.match(self.text, end) or patterns.PROMULGATION_NUMBER.match(self.text, end):
            return None
        head = heads.read_bare(scene, end) if anchor[0] != "영" else None
        if head is not None:
            return None if self._is_declaration(head) else head
        return heads.read_generic(scene, anchor.start()) if anchor[0] in GENERIC_NAMES else None

    def _is_declaration(self, head: Head) -> bool:
        return any(a.start <= head.end and head.start < a.end for a in self.declared[-4:])

    def _read_headless(self, at: int) -> int:
        if (after := self.place.skip(at)) is not None:
            return after
        chain = read_chain(self.text, at)
        if chain is None:
            return at + 1
        before = self.text[max(0, at - _WORDS_BEFORE) : at]
        if self.text[at] == "§" and patterns.FOREIGN.search(before):
            return chain.end
        other = patterns.NUMBERS_SOMETHING_ELSE.get(chain.level)
        if (other is not None and other.search(before)) or self._follows_contract(at):
            return chain.end
        chain = self._moved(at, chain)
        if patterns.OF_BILL.search(before):
            return self._resolve(Head(at, at, Form.BILL), chain)
        if patterns.NUMBERED_ACT.match(self.text, chain.end) or _is_word(before, chain):
            return at + 1
        former = patterns.FORMER_PREFIX.search(self.text, max(self.end, at - 6), at)
        start = former.start() if former and former[0][0] == "종" else at
        if self.state.cited and (ditto := patterns.DITTO.search(self.text, max(self.end, at - 4), at)):
            start = ditto.start()
        if self._is_stray(chain, start):
            return chain.end if len(chain.leaves) > _MANY else at + 1
        self._look_back(at, chain)
        return self._resolve(Head(start, at, Form.NONE), chain)

    def _moved(self, at: int, chain: Chain) -> Chain:
        """[제5조에서 이동 …] after an article of the 부칙 names articles of the 부칙."""
        addenda = self.state.article[:1]
        if chain.level is not Level.ARTICLE or not addenda or addenda[0].level is not Level.ADDENDA:
            return chain
        opening = self.text.rfind("[", max(0, at - patterns.MAX_MARK), at)
        mark = patterns.MOVED.match(self.text, opening) if opening >= 0 else None
        if mark is None or mark.end() <= at:
            return chain
        return Chain(chain.end, tuple((*addenda, *leaf) for leaf in chain.leaves), chain.level)

    def _look_back(self, at: int, chain: Chain) -> None:
        """제4조는 … 정하며(제3항), 제4항은: alone in parentheses or a topic itself, it is the topic's."""
        topic, state = self.state.topic, self.state
        if topic is None or state.own or state.saying or chain.level is Level.ARTICLE:
            return
        if at - topic.end > patterns.MAX_PAREN or state.aside[1] > at:
            return
        alone = self.text[max(0, at - 1) : at] == "(" and self.text.startswith(")", chain.end)
        if alone and "다." in self.text[topic.end : at]:
            return
        if alone or (chain.level is Level.PARAGRAPH and patterns.TOPIC.match(self.text, chain.end)):
            state.last_provision = topic

    def _follows_contract(self, at: int) -> bool:
        """정관 제5조, 협약서(제목) 제9조: articles of papers that are no legislation."""
        words = self.text[max(self.end, at - 40) : at].rstrip()
        if words.endswith(")") and (opening := words.rfind("(")) >= 0:
            words = words[:opening].rstrip()
        words = words.rstrip("」｣』”’\"' ")
        if words.endswith(CONTRACT_WORDS) or self._is_rule(words):
            self.contract = at
            return True
        return not self.state.own and (self.contract > self.end or self._speaks_of_contract(at))

    def _is_rule(self, words: str) -> bool:
        """이 사건 고시 제5조, 급여규정 제3조: of rules that are no known instrument, nor the text's own."""
        if not words.endswith(RULES):
            return False
        found = patterns.RULE_BEFORE.search(words)
        return found is not None and not (self.state.own or "").endswith(found["noun"])

    def _speaks_of_contract(self, at: int) -> bool:
        """이 사건 협약에서는 … (제3조): the paper's own articles, where nothing was cited since."""
        start = max(self.end, at - patterns.MAX_PAREN)
        start = max(start, self.text.rfind("\n\n", start, at))
        if patterns.SPEAKS_OF_CONTRACT.search(self.text, start, at) is None:
            return False
        self.contract = at
        return True

    def _is_stray(self, chain: Chain, start: int) -> bool:
        """제2호, 가목 … number something else where nothing was cited and the text is no statute's."""
        if chain.level is Level.FORM and chain.leaves[0][0].number == 0 and not self.state.own:
            return True  # 별지 alone is mostly the paper's own annex
        known = self.state.own or self.state.cited or self.state.quoting
        if chain.level in _DIVISIONS:
            line = patterns.LINE_START.search(self.text, max(0, start - _WORDS_BEFORE), start)
            return not known or (line is not None and not patterns.OF_DIVISION.match(self.text, chain.end))
        if known:
            return False
        lone = len(chain.leaves) == 1 and len(chain.leaves[0]) == 1
        of_law = patterns.OF_LAW.match(self.text, chain.end) is not None
        if chain.level is Level.SUBPARAGRAPH and lone:  # 보호수 제4호
            noun = patterns.NOUN_BEFORE.search(self.text, max(0, start - _WORDS_BEFORE), start)
            return not of_law or noun is not None
        return chain.level is Level.ITEM

    # --- citations --------------------------------------------------------------------------------------

    def _cite(self, head: Head) -> int:
        """Reads the chain after a head and adds the citation."""
        spaces = patterns.SPACES.match(self.text, self._after_versions(head))
        at = spaces.end() if spaces else head.end
        wrapped = spaces is not None and "\n" in spaces[0] and patterns.LABEL.match(self.text, at)
        chain = None if wrapped else read_chain(self.text, at, head.component or TITLE)
        if chain is not None and head.component is None and chain.level >= Level.SUBPARAGRAPH:
            chain = None
        if chain is None and head.form in (Form.GENERIC, Form.BILL):
            return head.end
        return self._resolve(head, chain)

    def _after_versions(self, head: Head) -> int:
        """The place after the parentheses that follow a title: versions, declarations."""
        at = head.end
        for _ in range(0 if head.form in _HEADLESS else 3):
            spaces = patterns.SPACES.match(self.text, at)
            opening = spaces.end() if spaces else at
            closed = closing(self.text, opening) if self.text.startswith(("(", "（"), opening) else None
            if closed is None and (bracket := patterns.BRACKET.match(self.text, opening)) is not None:
                closed = bracket.end()
            if closed is None:
                break
            at = closed
        return at

    def _resolve(self, head: Head, chain: Chain | None) -> int:
        resolution = resolve(self.state, head, chain)
        if resolution is None:
            return head.end
        end = chain.end if chain else head.end
        self.found.append(self._citation(head, resolution, end))
        remember(self.state, resolution, end)
        if head.form is Form.TITLE and not head.is_known:
            self._learn(head.title)
        self._read_declarations(head, resolution)
        self._declared_after(head.form, resolution.title, end)
        self._look_after(head, chain, resolution, end)
        self.end = end
        return end

    def _citation(self, head: Head, resolution: Resolution, end: int) -> Citation:
        return Citation(
            head.start,
            end,
            self.text[head.start : end],
            resolution.kind,
            tuple(Target(resolution.title, ProvisionPath(leaf)) for leaf in resolution.leaves),
            head=self.text[head.start : head.end],
            before=self._before(head.end, end),
            unresolved=resolution.unresolved or self._edition(resolution.title),
            role=self.state.role,
        )

    def _learn(self, title: str) -> None:
        """An unknown title once cited is known from then on."""
        self.titles[fold_title(title)] = title

    def _edition(self, title: str | None) -> Unresolved | None:
        if self.context.date is None or title is None:
            return None
        instrument = self.register.find(title)
        if instrument is None or instrument.edition_at(self.context.date) is not None:
            return None
        return Unresolved(Reason.EDITION_UNKNOWN, title)

    def _before(self, head_end: int, end: int) -> date | None:
        """The date of (… 개정되기 전의 것) within or right after the citation."""
        trailing = patterns.OPENING.match(self.text, end)
        stop = closing(self.text, trailing.end() - 1) if trailing else None
        found = patterns.BEFORE.search(self.text, head_end, stop or end)
        if found is None:
            return None
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None

    # --- what a citation changes for what follows ---------------------------------------------------------

    def _read_declarations(self, head: Head, resolution: Resolution) -> None:
        """Abbreviations declared in the parentheses right after the head."""
        if resolution.title is None or head.form in _HEADLESS:
            return
        for found in patterns.DECLARED.finditer(self.text, head.end, self._after_versions(head)):
            name = " ".join(found["name"].split())
            if name.endswith(ALIAS_ENDINGS):
                self._declare(name, resolution.title, found.start("name"))

    def _declared_after(self, form: Form, title: str | None, end: int) -> None:
        """제4조제1항, 이하 “위탁조례”라 한다: a name declared after the provision, without parentheses."""
        if form not in (Form.TITLE, Form.ALIAS) or title is None:
            return
        comma = patterns.DECLARED_AFTER.match(self.text, end)
        found = patterns.DECLARED.match(self.text, comma.end()) if comma else None
        name = " ".join(found["name"].split()) if found else ""
        if found is not None and name.endswith(ALIAS_ENDINGS):
            self._declare(name, title, found.start("name"))

    def _declare(self, name: str, title: str, start: int) -> None:
        title = self.register.title(fold_title(title)) or title
        self.declared.append(Alias(name, title, start, start + len(name)))
        declare(self.state, name, title)

    def _look_after(self, head: Head, chain: Chain | None, resolution: Resolution, end: int) -> None:
        """A parenthesis about the citation, an order to amend it, a quotation of it."""
        if (opening := patterns.OPENING.match(self.text, end)) is not None:
            self.state.aside = (end, closing(self.text, opening.end() - 1) or end)
        if self.context.instrument is None:
            self._note_topic(head.form, chain is not None, end)
        if head.form not in (Form.TITLE, Form.ALIAS):
            return
        if chain is None and patterns.AMENDS.match(self.text, end):
            self.state.amended = resolution.title
        if chain is not None and self.context.instrument is None:
            self.place.quote(resolution, end)

    def _note_topic(self, form: Form, has_provision: bool, end: int) -> None:
        """What the sentence is about: a provision, or an instrument (조례는 제5조에서 …)."""
        if has_provision:
            self.place.topic(end)
        elif form in (Form.TITLE, Form.ALIAS) and patterns.TOPIC.match(self.text, end):
            self.state.last_provision = self.state.cited[-1]


def _is_word(before: str, chain: Chain) -> bool:
    """토목, 고목: a letter and 목 that belong to a word."""
    first = chain.leaves[0][0]
    return first.level is Level.ITEM and (first.number > _HEADLESS_ITEMS or "가" <= before[-1:] <= "힣")


_key: Final = lru_cache(maxsize=4096)(fold_title)


@lru_cache(maxsize=4096)
def _path(printed: str | None) -> tuple[Component, ...]:
    """The components of a context's place; a place that is no provision tells nothing."""
    try:
        return ProvisionPath.parse(printed or "").components
    except ValueError:
        return ()
