"""The quick pass: what :class:`kg.cite.scan.Scan` finds, with the plain and frequent cases read at once.

A case is taken here only when a look at the letters around it shows that the careful readers would do the
same; a test compares both.
"""

from __future__ import annotations

from typing import Final

from kg.cite import heads, patterns
from kg.cite.anchors import BITS, Mark, marks
from kg.cite.chain import Chain
from kg.cite.context import Context
from kg.cite.heads import Form, Head, Scene
from kg.cite.patterns import MAX_MARK
from kg.cite.plain import CHAIN, ELEMENT, LOWER_CHAIN, lower_chain, plain_chain
from kg.cite.resolve import Leaves, above, headless, remember, resolve
from kg.cite.scan import Scan
from kg.cite.signs import (
    AFTER_PROVISION,
    AFTER_TITLE,
    BEFORE,
    DOUBTFUL,
    LABEL,
    LINE,
    NO_UNIT,
    QUOTES,
    TRAILING,
    is_doubtful,
    may_be_title,
    may_have_prefix,
)
from kg.cite.titles import LONG_TAIL, folded
from kg.cite.vocabulary import GENERIC_NAMES
from kg.legislation import fold_title
from kg.model.statute import ITEM_LETTERS, Citation, Kind, Level, ProvisionPath, Reason, Target, Unresolved

_ADDENDA: Final = Level.ADDENDA
_MARK: Final = (1 << BITS) - 1
_TITLE, _QUOTED, _ELEMENT, _GENERIC = map(int, (Mark.TITLE, Mark.QUOTED, Mark.ELEMENT, Mark.GENERIC))
_READERS: Final = {
    int(Mark.QUOTED): heads.read_named,
    int(Mark.SAME): heads.read_same,
    int(Mark.THIS): heads.read_this,
    int(Mark.PRECEDING): heads.read_preceding,
    int(Mark.BILL): heads.read_bill,
}
_ARTICLE: Final = Level.ARTICLE
_SUBPARAGRAPH: Final = Level.SUBPARAGRAPH
_TITLES: Final = frozenset({Form.TITLE, Form.ALIAS})
_COMMAS: Final = frozenset(",，")
_TOPICS: Final = frozenset("은는에")


class QuickScan(Scan):
    """One pass over one text, quick where it can be."""

    def __init__(self, text: str, context: Context, places: list[int] | None = None) -> None:
        super().__init__(text, context)
        self.places = places if places is not None else marks(text)
        self.targets: dict[str | None, dict[str, tuple[Target, ...]]] = {}
        self.quoted: dict[str, tuple[str, Form, bool] | None] = {}
        self.tails: set[str] = set()
        self.dated = context.date is not None
        self.scene = Scene(text, self.names, self.state.aliases, 0, self.titles)
        self._renew()

    def run(self) -> QuickScan:
        """Reads the whole text."""
        text = self.text
        self._definitions()
        past = len(text) + 1
        search, place, places = ELEMENT.search, self.place, self.places
        found, at, k = search(text), 0, 0
        element = found.start() if found else past
        while True:
            while places[k] >> BITS < at:
                k += 1
            if element < at:
                found = search(text, at)
                element = found.start() if found else past
            mark = places[k]
            begin = mark >> BITS
            if element < begin:
                at = (place.next <= element and place.follow(element)) or self._element(element, found.end())  # type: ignore[union-attr]
            elif begin < past:
                at = (place.next <= begin and place.follow(begin)) or self._marked(begin, mark & _MARK)
            else:
                return self

    # --- elements ----------------------------------------------------------------------------------------

    def _element(self, at: int, end: int) -> int:
        """A numbered element without a head; ``end`` is the end of its plain chain, if it has one."""
        before = self.text[at - 1] if at else "\n"
        if before == " ":
            before = self.text[at - 2] if at > 1 else "\n"
        labelled = before in LINE and LABEL.match(self.text, at) is not None
        if labelled and (after := self.place.skip(at)) is not None:
            return after
        if before in LINE or before in QUOTES:
            before = self.text[at - BEFORE if at > BEFORE else 0 : at].rstrip(TRAILING)[-1:]
        if end <= at + 1:
            return at + 1 if NO_UNIT.match(self.text, at) else self._carefully(at)
        if before in DOUBTFUL and is_doubtful(self.text, at):
            return self._carefully(at)
        return self._headless(at, self.text[at:end])

    def _carefully(self, at: int) -> int:
        return self._past(self._read_headless(at), at)

    def _headless(self, at: int, written: str) -> int:
        chain, state = plain_chain(written), self.state
        if chain is None or not state.own or self._may_be_moved(at):
            return self._carefully(at)
        title, leaves, kind, open_, _ = headless(state, at, chain)
        if leaves is chain.leaves:
            known = self.targets.get(title)
            targets = known.get(written) if known is not None else None
            targets = targets or self._targets(title, written, leaves)
        else:
            targets = _targets(title, leaves)
        end = at + chain.end
        if open_ is None and self.dated:
            open_ = self._edition(title)
        self.found.append(Citation(at, end, self.text[at:end], kind, targets, "", None, open_, state.role))
        self.end = end
        state.note(title, leaves[-1], end, names=False)
        return end

    def _may_be_moved(self, at: int) -> bool:
        """[제5조에서 이동 …] in a 부칙."""
        article = self.state.article
        return bool(article) and article[0].level is _ADDENDA and "이동" in self.text[at : at + MAX_MARK]

    # --- marks -------------------------------------------------------------------------------------------

    def _marked(self, at: int, mark: int) -> int:
        if mark == _TITLE:
            return self._title(at)
        if mark == _GENERIC:
            return self._generic(at) or self._title(at)
        if mark == _ELEMENT:
            found = CHAIN.match(self.text, at) if self.text[at] == "별" else None
            return self._element(at, found.end() if found else at)
        if mark == _QUOTED and (end := self._quoted(at)):
            return end
        head = _READERS[mark](self._scene(), at)
        return self._past(self._cite(head), at) if head is not None else at + 1

    @staticmethod
    def _past(end: int, at: int) -> int:
        return end if end > at else at + 1

    def _scene(self) -> Scene:
        """The one scene of this pass, brought up to date."""
        scene = self.scene
        scene.floor, scene.aliases = self.end, self.state.aliases
        return scene

    def _renew(self) -> None:
        """What is kept about names holds for one set of aliases."""
        self.aliases = self.state.aliases
        self.quoted.clear()
        self.tails.update(key[-LONG_TAIL:] for key in self.aliases)

    def _declare(self, name: str, title: str, start: int) -> None:
        super()._declare(name, title, start)
        self._renew()

    def _learn(self, title: str) -> None:
        super()._learn(title)
        self.tails.add(fold_title(title)[-LONG_TAIL:])

    def _title(self, at: int) -> int:
        """A title whose last word is at ``at``, most often no title at all."""
        text = self.text
        end = at + 2 if text[at] in "규세조직" or text.startswith("률", at + 1) else at + 1
        start = at
        if text[at] == "법":
            start -= text[at - 1 : at] == "헌"
        elif text[at] != "영" and text[at - 2 : at] == "시행" and text[at:end] in ("령", "규칙", "세칙"):
            start -= 2
        word = text[start:end]
        if word != "영" and (self._ends_name(end) or may_be_title(text, word, end)):
            head = heads.read_bare(self._scene(), end)
            if head is not None:
                return end if self._is_declaration(head) else self._past(self._cite(head), start)
        if word in GENERIC_NAMES:
            head = heads.read_generic(self._scene(), start)
            if head is not None:
                return self._past(self._cite(head), start)
        return end

    def _ends_name(self, end: int) -> bool:
        """Whether the letters before ``end`` are the last ones of a known name."""
        if self.aliases is not self.state.aliases:
            self._renew()
        longest, tails = self.names.longest, self.tails
        tail = self.text[end - LONG_TAIL if end > LONG_TAIL else 0 : end]
        if not tail.isalpha() or "ㆍ" in tail:
            tail = folded(self.text[end - 12 if end > 12 else 0 : end])[-LONG_TAIL:]
        if tail in longest or tail in tails:
            return True
        return any(short in longest or short in tails for short in (tail[-4:], tail[-3:], tail[-2:]))

    def _generic(self, at: int) -> int:
        """법 or 영 before a plain chain, its name declared; 0 when it takes a careful look."""
        text = self.text
        name = text[at]
        title = self.state.aliases.get(name) or above(self.state.quoting or self.state.own, name)
        if title is None or name in self.names.endings:
            return 0
        before = text[at - 1 : at]
        if (
            "가" <= before <= "힣"
            or (before.isascii() and before.isalnum())
            or may_have_prefix(self.text, at)
        ):
            return 0
        found = CHAIN.match(text, at + 2)
        if found is None:
            return 0
        written = found[0]
        chain = plain_chain(written)
        if chain is None or chain.level is not _ARTICLE or (name == "법" and self._ends_name(at + 1)):
            return 0
        end = at + 2 + chain.end
        self._add(
            at, at + 1, end, Kind.ALIAS, self._targets(title, written, chain.leaves), self._edition(title)
        )
        self.state.note(title, chain.leaves[-1], end, names=True)
        self._maybe_topic(Form.GENERIC, has_provision=True, end=end)
        return end

    # --- quoted titles ------------------------------------------------------------------------------------

    def _quoted(self, at: int) -> int:
        """「제목」 with a plain chain or none after it; 0 when it takes a careful look."""
        text = self.text
        close = text.find("」", at + 2, at + 152)
        if text[at] != "「" or close < 0 or may_have_prefix(self.text, at):
            return 0
        if self.aliases is not self.state.aliases:
            self._renew()
        written = text[at + 1 : close]
        try:
            known = self.quoted[written]
        except KeyError:
            known = self.quoted[written] = self._known(written)
        if known is None:
            return 0
        title, form, is_known = known
        head_end = end = close + 1
        start = end + 1 if text[end : end + 1] == " " else end
        after = text[start : start + 1]
        leaves: Leaves = ((),)
        if after == "제" or after == "별":
            chain = CHAIN.match(text, start)
            read = plain_chain(chain[0]) if chain else None
            if chain is None or read is None:
                return 0
            leaves, end = read.leaves, start + read.end
            if read.level >= _SUBPARAGRAPH:
                return 0
            targets = self._targets(title, chain[0], leaves)
        elif after in AFTER_TITLE:
            return 0
        else:
            targets = self._targets(title, "", leaves)
        open_ = None if is_known else Unresolved(Reason.INSTRUMENT_UNKNOWN, title)
        kind = Kind.ALIAS if form is Form.ALIAS else Kind.EXTERNAL
        self._add(at, head_end, end, kind, targets, open_ or self._edition(title))
        self.state.note(title, leaves[-1], end, names=True)
        self._known_from_now(form, title, is_known=is_known)
        if text[end : end + 1] in _COMMAS:
            self._declared_after(form, title, end)
        self._maybe_topic(form, end > head_end, end)
        return end

    def _known(self, written: str) -> tuple[str, Form, bool] | None:
        if patterns.QUOTED.fullmatch(f"「{written}」") is None or patterns.RUNS_ON.search(written):
            return None
        title = " ".join(written.split())
        if (known := self.names.look_up(fold_title(title), self.state.aliases)) is not None:
            return known[0], heads.form_of(title, known[0], is_alias=known[1]), True
        return (title, Form.TITLE, False) if heads.is_instrument_title(title) else None

    # --- other heads --------------------------------------------------------------------------------------

    def _cite(self, head: Head) -> int:
        """Takes the citation when its chain is plain or there is none for certain."""
        text = self.text
        start = head.end + 1 if text[head.end : head.end + 1] == " " else head.end
        after = text[start : start + 1]
        pattern, read, hard = _AFTER_HEAD[head.form]
        if head.level in _UNPLAIN:
            return super()._cite(head)
        chain: Chain | None = None
        written = ""
        if after == "제" or after == "별" or (pattern is LOWER_CHAIN and after in _LOWER_FIRST):
            if (found := pattern.match(text, start)) is None:
                return super()._cite(head)
            written = found[0]
            chain = read(written)
            if chain is None or (head.component is None and chain.level >= _SUBPARAGRAPH):
                return super()._cite(head)
        elif after in hard or head.form in (Form.GENERIC, Form.BILL):
            return super()._cite(head)
        return self._finish(head, chain, written, start + chain.end if chain else head.end)

    def _finish(self, head: Head, chain: Chain | None, written: str, end: int) -> int:
        resolution = resolve(self.state, head, chain)
        if resolution is None:
            return head.end
        title, leaves = resolution.title, resolution.leaves
        if chain is None or leaves is chain.leaves:
            targets = (
                self._targets(title, written, leaves) if leaves == ((),) or chain else _targets(title, leaves)
            )
        else:
            targets = _targets(title, leaves)
        open_ = resolution.unresolved or self._edition(title)
        self._add(head.start, head.end, end, resolution.kind, targets, open_)
        remember(self.state, resolution, end)
        self._known_from_now(head.form, head.title, is_known=head.is_known)
        if self.text[end : end + 1] in _COMMAS:
            self._declared_after(head.form, title, end)
        self._maybe_topic(head.form, chain is not None, end)
        if chain is None and head.form in _TITLES and patterns.AMENDS.match(self.text, end):
            self.state.amended = title
        return end

    def _known_from_now(self, form: Form, title: str, *, is_known: bool) -> None:
        if form is Form.TITLE and not is_known:
            self._learn(title)

    def _maybe_topic(self, form: Form, has_provision: bool, end: int) -> None:
        if self.context.instrument is None and self.text[end : end + 1] in _TOPICS:
            self._note_topic(form, has_provision, end)

    # --- citations ----------------------------------------------------------------------------------------

    def _targets(self, title: str | None, written: str, leaves: Leaves) -> tuple[Target, ...]:
        """Targets that depend on the instrument and the chain only, made once."""
        known = self.targets.get(title)
        if known is None:
            known = self.targets[title] = {}
        targets = known.get(written)
        if targets is None:
            targets = known[written] = _targets(title, leaves)
        return targets

    def _add(
        self,
        start: int,
        head_end: int,
        end: int,
        kind: Kind,
        targets: tuple[Target, ...],
        open_: Unresolved | None,
    ) -> None:
        text = self.text
        head = text[start:head_end]
        self.found.append(
            Citation(start, end, text[start:end], kind, targets, head, None, open_, self.state.role)
        )
        self.end = end


def _targets(title: str | None, leaves: Leaves) -> tuple[Target, ...]:
    return tuple([Target(title, ProvisionPath(leaf)) for leaf in leaves])


_AFTER_ANAPHOR: Final = AFTER_TITLE - frozenset("시일전개폐중의")
_AFTER_HEAD: Final = {
    **dict.fromkeys(
        (Form.TITLE, Form.ALIAS, Form.SHORT), (CHAIN, plain_chain, AFTER_TITLE - frozenset("시일전개폐중의"))
    ),
    **dict.fromkeys(
        (Form.GENERIC, Form.THIS, Form.SAME_INSTRUMENT, Form.BILL), (CHAIN, plain_chain, _AFTER_ANAPHOR)
    ),
    **dict.fromkeys((Form.SAME_PROVISION, Form.PRECEDING), (LOWER_CHAIN, lower_chain, AFTER_PROVISION)),
}
_LOWER_FIRST: Final = frozenset("각본단전후") | frozenset(ITEM_LETTERS)
_UNPLAIN: Final = frozenset({Level.ANNEX, Level.FORM, Level.ADDENDA, Level.REMARKS})
