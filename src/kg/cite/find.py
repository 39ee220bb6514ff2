"""Finds citations: one pass from left to right, reading a head and the chain of provisions after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.cite import heads, patterns
from kg.cite.chain import TITLE, Chain, closing, read_chain
from kg.cite.heads import Form, Head, Scene
from kg.cite.resolve import Resolution, State, declare, remember, resolve
from kg.cite.titles import Names
from kg.cite.vocabulary import CIRCLED, CONTRACT_WORDS, GENERIC_NAMES
from kg.legislation import Register, default_register, fold_title
from kg.model.statute import Citation, Component, Level, ProvisionPath, Reason, Target, Unresolved


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader knows before the text: nothing in it is a citation of its own.

    ``instrument`` is the instrument the text belongs to, ``article`` and ``paragraph`` where in it the text stands
    (제4조의3, 제1항; 부칙), ``aliases`` names declared earlier, ``date`` the paper's date for the edition in force,
    ``jurisdiction`` whose short titles of ordinances are meant (kr-11): 민간위탁조례 is another one in each city.
    """

    instrument: str | None = None
    article: str | None = None
    paragraph: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    date: date | None = None
    jurisdiction: str | None = None
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A declared abbreviation: (이하 “민간위탁조례”라 한다); ``start`` and ``end`` enclose the name as written."""

    name: str
    title: str
    start: int
    end: int


def find_citations(text: str, context: Context | None = None) -> list[Citation]:
    """All citations of ``text`` in order; offsets are code points of ``text`` as it is.

    >>> [c] = find_citations("「지방자치법」 제117조제3항에 따라 위탁한다.")
    >>> c.text, str(c.targets[0])
    ('「지방자치법」 제117조제3항', '지방자치법 제117조제3항')
    """
    return _Scan(text, context or Context()).run()


def find_aliases(text: str, context: Context | None = None) -> list[Alias]:
    """The abbreviations ``text`` declares, in order.

    >>> [a] = find_aliases("「지방자치법」(이하 “법”이라 한다) 제9조")
    >>> a.name, a.title
    ('법', '지방자치법')
    """
    scan = _Scan(text, context or Context())
    scan.run()
    return scan.declared


class _Scan:
    """The state of one pass."""

    def __init__(self, text: str, context: Context) -> None:
        register = context.register if context.register is not None else default_register()
        self.text = text
        self.context = context
        self.register = register
        self.names = Names.of(register, context.jurisdiction)
        self.state = State(
            own=context.instrument,
            article=_path(context.article),
            paragraph=next(iter(_path(context.paragraph)), None),
            aliases={fold_title(name): title for name, title in context.aliases.items()},
            amending=patterns.AMENDMENT_LINE.search(text) is not None,
        )
        self.titles: dict[str, str] = {}
        self.declared: list[Alias] = []
        self.found: list[Citation] = []
        self.end = 0
        self.line = 0
        self.lines = list(patterns.LINE_MARK.finditer(text))

    def run(self) -> list[Citation]:
        """Reads the whole text."""
        for definition in patterns.DEFINED.finditer(self.text):
            self._declare(definition["name"], " ".join(definition["title"].split()), definition.start("name"))
        at = 0
        while (anchor := patterns.ANCHOR.search(self.text, at)) is not None:
            self._follow_lines(anchor.start())
            at = max(self._read(anchor), anchor.start() + 1)
        return self.found

    def _follow_lines(self, at: int) -> None:
        """Takes note of the line starts passed on the way: ① ② … and new blocks, which end a quotation."""
        while self.line < len(self.lines) and self.lines[self.line].end() <= at:
            mark = self.lines[self.line]
            self.line += 1
            if mark["circled"]:
                self.state.paragraph = Component(Level.PARAGRAPH, CIRCLED[mark["circled"]])
            elif self.state.quoting is not None:
                self.state.quoting, self.state.article, self.state.paragraph = None, (), None

    # --- one anchor -------------------------------------------------------------------------------------

    def _read(self, anchor: re.Match[str]) -> int:
        kind, at = str(anchor.lastgroup), anchor.start()
        if (skipped := self._skip(kind, at)) is not None:
            return skipped
        if kind == "element":
            return self._read_headless(at)
        head = self._head(
            Scene(self.text, self.names, self.state.aliases, self.end, self.titles), kind, anchor
        )
        if head is None:
            return anchor.end() if kind in ("title", "quoted") else at + 1
        return self._cite(head)

    def _head(self, scene: Scene, kind: str, anchor: re.Match[str]) -> Head | None:
        at = anchor.start()
        if kind == "title":
            return self._title(scene, anchor)
        return heads.READERS[kind](scene, at)

    def _title(self, scene: Scene, anchor: re.Match[str]) -> Head | None:
        end = anchor.end()
        if not patterns.BOUNDARY.match(self.text, end) or patterns.PROMULGATION_NUMBER.match(self.text, end):
            return None
        if anchor[0] != "영" and (head := heads.read_bare(scene, anchor.start(), end)) is not None:
            return None if self._in_declaration(head) else head
        return heads.read_generic(scene, anchor.start()) if anchor[0] in GENERIC_NAMES else None

    def _in_declaration(self, head: Head) -> bool:
        return any(a.start <= head.end and head.start < a.end for a in self.declared[-4:])

    def _read_headless(self, at: int) -> int:
        before = self.text[max(0, at - 24) : at]
        chain = read_chain(self.text, at)
        if chain is None:
            return at + 1
        other = patterns.NUMBERS_SOMETHING_ELSE.get(chain.level)
        if (other is not None and other.search(before)) or self._follows_contract(at):
            return chain.end
        if patterns.OF_BILL.search(before):
            return self._cite(Head(at, at, Form.BILL))
        former = patterns.FORMER_PREFIX.search(self.text, max(self.end, at - 6), at)
        start = former.start() if former and not former[0].startswith("구") else at
        return self._cite(Head(start, at, Form.NONE))

    def _follows_contract(self, at: int) -> bool:
        words = self.text[max(self.end, at - 40) : at].rstrip()
        if words.endswith(")"):
            opening = words.rfind("(")
            words = words[:opening].rstrip() if opening >= 0 else words
        return words.rstrip("」｣』”’\"' ").endswith(CONTRACT_WORDS)

    # --- what is passed over ----------------------------------------------------------------------------

    def _skip(self, kind: str, at: int) -> int | None:
        """The place to go on from when the anchor is a label, a heading or a mark; None to read it."""
        if kind != "element":
            return None
        if self.text[at] == "부" and (heading := patterns.ADDENDA_HEADING.match(self.text, at)):
            if patterns.LINE_START.search(self.text, max(0, at - 12), at):
                return max(
                    heading.end(), self.text.find("\n", at) if "\n" in self.text[at:] else len(self.text)
                )
        if self.text[at] == "제":
            return self._label(at)
        if self.text[at] == "[" and patterns.LINE_START.search(self.text, max(0, at - 12), at):
            closed = self.text.find("]", at)
            return closed + 1 if patterns.ANNEX_LABEL.match(self.text, at) else None
        return None

    def _enter_addenda(self, at: int, end: int) -> int:
        """부칙(B) <…>: what follows belongs to the act B, or to the text's own instrument."""
        if self.context.instrument is not None:
            of = patterns.ADDENDA_OF.match(self.text, at)
            known = self.names.look_up(fold_title(of["title"]), {}) if of else None
            self.state.own = (known[0] if known else of["title"]) if of else self.context.instrument
        self.state.article, self.state.paragraph, self.state.amended = (Component(Level.ADDENDA),), None, None
        line_end = self.text.find("\n", at)
        return max(end, line_end if line_end >= 0 else len(self.text))

    def _label(self, at: int) -> int | None:
        start = patterns.LINE_START.search(self.text, max(0, at - 16), at)
        if start is None:
            return None
        label = patterns.LABEL.match(self.text, at)
        if label is None and "#" in start["bullet"]:
            label = patterns.HEADING_LABEL.match(self.text, at)
        if label is None and not start["bullet"].strip("#"):
            label = patterns.BARE_LABEL.match(self.text, at)
        if label is None or (
            start["bullet"].strip("#*") and patterns.STEP_DOWN.match(self.text, label.end())
        ):
            return None
        self._enter(label)
        return label.end()

    def _enter(self, label: re.Match[str]) -> None:
        """The text goes on inside the article whose label was passed."""
        branch = int(label["branch"]) if label["branch"] else None
        article = Component(Level.ARTICLE, int(label["no"]), branch)
        if not (self.state.article and self.state.article[0].level is Level.ADDENDA):
            self.state.article = (article,)
        self.state.paragraph = self.state.amended = None
        if self.context.instrument is None:
            cited = self.state.cited
            heading = next((c for c in reversed(cited) if article in c.leaf), None)
            if (
                heading is None
                and cited
                and not self.text[cited[-1].end : label.start()].strip(" \n\t#*-○()")
            ):
                heading = cited[-1]
            self.state.quoting = heading.title if heading else self.state.quoting

    # --- one citation -----------------------------------------------------------------------------------

    def _cite(self, head: Head) -> int:
        at = self._after_versions(head)
        after = head.component if head.form in (Form.SAME_PROVISION, Form.PRECEDING) else TITLE
        chain = self._chain(head, at, after)
        if head.form is Form.NONE and (chain is None or self._is_stray(head, chain)):
            return head.end + 1
        if chain is None and head.form in (Form.GENERIC, Form.BILL):
            return head.end
        resolution = resolve(self.state, head, chain)
        if resolution is None:
            return head.end
        end = chain.end if chain else head.end
        self._add(head, chain, resolution, end)
        return end

    def _chain(self, head: Head, at: int, after: Component | None) -> Chain | None:
        if head.form is Form.NONE:
            return read_chain(self.text, head.end)
        spaces = patterns.SPACES.match(self.text, at)
        at = spaces.end() if spaces else at
        chain = read_chain(self.text, at, after)
        if chain is not None and after is TITLE and chain.level.rank >= Level.SUBPARAGRAPH.rank:
            return None
        return chain

    def _is_stray(self, head: Head, chain: Chain) -> bool:
        """A lone 제N호 or 가목 in a text that has cited nothing and is no instrument numbers something else."""
        known = self.state.own or self.state.cited or self.state.quoting
        if chain.level is Level.FORM and chain.leaves[0][0].number == 0 and not self.state.own:
            return True  # 별지 alone is mostly the paper's own annex
        if chain.level is Level.ITEM and not known:
            return True
        if chain.level in (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION):
            return not known or bool(
                patterns.LINE_START.search(self.text, max(0, head.start - 12), head.start)
            )
        if known or chain.level is not Level.SUBPARAGRAPH:
            return False
        return (
            len(chain.leaves) == 1
            and len(chain.leaves[0]) == 1
            and not patterns.OF_LAW.match(self.text, chain.end)
        )

    def _after_versions(self, head: Head) -> int:
        """The place after the parentheses that follow a title: versions, declarations."""
        at = head.end
        if head.form in (Form.NONE, Form.SAME_PROVISION, Form.PRECEDING, Form.BILL):
            return at
        for _ in range(3):
            spaces = patterns.SPACES.match(self.text, at)
            opening = spaces.end() if spaces else at
            if not self.text.startswith("(", opening):
                break
            closed = closing(self.text, opening)
            if closed is None:
                break
            at = closed
        return at

    def _add(self, head: Head, chain: Chain | None, resolution: Resolution, end: int) -> None:
        start = head.start
        before = self._before(head.end, end)
        unresolved = resolution.unresolved or self._edition(resolution)
        targets = tuple(Target(resolution.title, ProvisionPath(leaf)) for leaf in resolution.leaves)
        written = self.text[start : head.end]
        self.found.append(
            Citation(start, end, self.text[start:end], resolution.kind, targets, written, before, unresolved)
        )
        remember(self.state, head, resolution, start, end)
        if head.form is Form.TITLE and not head.is_known:
            self.titles[fold_title(head.title)] = head.title
        self._declarations(head, chain, resolution, end)
        self._surroundings(head, chain, resolution, end)
        self.end = end

    def _edition(self, resolution: Resolution) -> Unresolved | None:
        if self.context.date is None or resolution.title is None:
            return None
        instrument = self.register.find(resolution.title)
        if instrument is None or instrument.edition_at(self.context.date) is not None:
            return None
        return Unresolved(Reason.EDITION_UNKNOWN, resolution.title)

    def _before(self, head_end: int, end: int) -> date | None:
        trailing = patterns.TRAILING_PAREN.match(self.text, end)
        window = self.text[head_end : trailing.end() if trailing else end]
        found = patterns.BEFORE.search(window)
        if found is None:
            return None
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None

    def _declarations(self, head: Head, chain: Chain | None, resolution: Resolution, end: int) -> None:
        """Declared abbreviations in the parentheses right after the head (or after a citation without provision)."""
        if resolution.title is None or head.form in (
            Form.NONE,
            Form.SAME_PROVISION,
            Form.PRECEDING,
            Form.BILL,
        ):
            return
        stop = self._after_versions(head)
        for found in patterns.DECLARED.finditer(self.text, head.end, stop):
            name = " ".join(found["name"].split())
            if name.endswith(_ALIAS_ENDINGS):
                self._declare(name, resolution.title, found.start("name"))

    def _declare(self, name: str, title: str, start: int) -> None:
        known = self.register.title(fold_title(title))
        self.declared.append(Alias(name, known or title, start, start + len(name)))
        declare(self.state, name, known or title)

    def _surroundings(self, head: Head, chain: Chain | None, resolution: Resolution, end: int) -> None:
        """What the citation changes for what follows: a parenthesis about it, an amendment, a quotation."""
        opening = patterns.OPENING.match(self.text, end)
        if opening is not None:
            self.state.aside = (end, closing(self.text, opening.end() - 1) or end)
        if head.form is Form.TITLE and chain is None and patterns.AMENDS.match(self.text, end):
            self.state.amended = resolution.title
        if head.form in (Form.TITLE, Form.ALIAS) and chain is not None and self.context.instrument is None:
            self._quotation(chain, resolution, end)

    def _quotation(self, chain: Chain, resolution: Resolution, end: int) -> None:
        """「조례」 제4조의3(제목) ① …: what follows is the provision's own text."""
        leaf = resolution.leaves[-1]
        circled = self.text[end - 1] in CIRCLED
        if not circled and not (
            leaf and leaf[-1].level is Level.ARTICLE and patterns.CAPTION.match(self.text, end)
        ):
            return
        self.state.quoting = resolution.title
        self.state.article = tuple(c for c in leaf if c.level is not Level.PARAGRAPH)
        self.state.paragraph = leaf[-1] if circled else None


_ALIAS_ENDINGS: Final = (*GENERIC_NAMES, "특별법", "헌법", "요령", "지침", "훈령", "예규", "고시")


def _path(printed: str | None) -> tuple[Component, ...]:
    if not printed:
        return ()
    try:
        return ProvisionPath.parse(printed).components
    except ValueError:
        return ()


def iter_texts(citations: list[Citation]) -> Iterator[str]:
    """The citations as written."""
    return (citation.text for citation in citations)
