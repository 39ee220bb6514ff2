"""From heads and chains to targets: one resolver per kind of head, over what the text has cited so far.

Anaphora look backwards only.  What cannot be told is a target without instrument and a typed reason; an
antecedent that is itself unknown breaks the chain of 같은 법.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from kg.cite.chain import Chain, Path
from kg.cite.heads import Form, Head
from kg.cite.state import Cited, State, sort_of, statute_of
from kg.cite.vocabulary import SUBORDINATE
from kg.legislation import fold_title
from kg.model.statute import Citation, Component, Kind, Level, Reason, Unresolved

Leaves = tuple[Path, ...]

_REMARKS: Final = Level.REMARKS
_ADDENDA: Final = Level.ADDENDA


class Resolution(NamedTuple):
    """The instrument, the leaves with their higher levels, the kind, and the reason when it stays open."""

    title: str | None
    leaves: Leaves
    kind: Kind
    unresolved: Unresolved | None = None
    names_instrument: bool = True


_SORT_OF_NOUN: Final = {
    "법": "law",
    "법률": "law",
    "헌법": "law",
    "영": "decree",
    "령": "decree",
    "규정": "decree",
    "시행령": "decree",
    "규칙": "rule",
    "세칙": "rule",
    "시행규칙": "rule",
    "시행세칙": "rule",
    "조례": "ordinance",
}


def resolve(state: State, head: Head, chain: Chain | None) -> Resolution | None:
    """What the citation refers to; None when it is no citation after all."""
    return _RESOLVERS[head.form](state, head, chain)


# --- named instruments ------------------------------------------------------------------------------------


def _title(_state: State, head: Head, chain: Chain | None) -> Resolution:
    kind = Kind.ALIAS if head.form is Form.ALIAS else Kind.EXTERNAL
    unresolved = None if head.is_known else Unresolved(Reason.INSTRUMENT_UNKNOWN, head.title)
    return Resolution(head.title, _leaves(chain), kind, unresolved)


def _short(state: State, head: Head, chain: Chain | None) -> Resolution:
    """급수조례 after 서울특별시 급수조례: the one ordinance named so far that ends so."""
    key = fold_title(head.noun)
    ending = {title for title in state.named.get("ordinance", ()) if fold_title(title).endswith(key)}
    title = ending.pop() if len(ending) == 1 else None
    if title and head.title.endswith(SUBORDINATE):
        title = f"{title} {head.title[len(head.noun) :].strip()}"
    open_ = None if title else Unresolved(Reason.ALIAS_UNDECLARED, head.title)
    return Resolution(title, _leaves(chain), Kind.ALIAS, open_)


def _generic(state: State, head: Head, chain: Chain | None) -> Resolution:
    title = (
        _declared(state.aliases, head.noun, head.sub)
        or (None if head.sub else above(state.quoting or state.own, head.noun))
        or _only_of_sort(state, head)
    )
    open_ = None if title else Unresolved(Reason.ALIAS_UNDECLARED, f"{head.noun} {head.sub}".strip())
    return Resolution(title, _leaves(chain), Kind.ALIAS, open_)


def _declared(aliases: Mapping[str, str], noun: str, sub: str) -> str | None:
    """The instrument an alias stands for; 법 시행령 and 시행령 follow from the declaration of 법."""
    if (title := aliases.get(noun)) is not None:
        return f"{title} {sub}" if sub else title
    root = aliases.get("법") or aliases.get("조례")
    if root is not None and noun in ("시행령", "시행규칙", "시행세칙"):
        return f"{root} {noun}"
    return None


@lru_cache(maxsize=4096)
def above(own: str | None, noun: str) -> str | None:
    """법 and 영 inside 도로법 시행규칙 are 도로법 and 도로법 시행령 where nothing else is declared.

    >>> above("도로법 시행규칙", "영"), above("도로법", "법")
    ('도로법 시행령', None)
    """
    root = statute_of(own) if own is not None else None
    if root == own:
        return None
    if noun in ("법", "조례") and (root or "").endswith(("법", "법률") if noun == "법" else "조례"):
        return root
    return f"{root} 시행령" if noun == "영" and sort_of(own or "") == "rule" else None


def _only_of_sort(state: State, head: Head) -> str | None:
    """The one instrument of the sort the text has named; two are ambiguous."""
    sort = _SORT_OF_NOUN[head.noun]
    if state.unnamed:
        return None
    named = state.named.get(sort, set())
    if len(named) == 1:
        (title,) = named
        return f"{title} {head.sub}" if head.sub else title
    if named or head.noun not in ("시행령", "시행규칙"):
        return None
    roots = state.named.get("law", set()) | state.named.get("ordinance", set())
    return f"{roots.pop()} {head.noun}" if len(roots) == 1 else None


def _this(state: State, head: Head, chain: Chain | None) -> Resolution:
    title = state.quoting or state.own
    if title is None:
        title = _carried_of_sort(state, head.noun) or state.aliases.get(head.noun)
    elif head.noun in ("조례",) and sort_of(title) == "rule":
        title = statute_of(title)
    if title and head.sub:
        title = f"{title} {head.sub}"
    open_ = None if title else Unresolved(Reason.ANTECEDENT_UNKNOWN, f"이 {head.noun}")
    leaves = _numbered(state, _leaves(chain)) if title == state.own else _leaves(chain)
    return Resolution(title, leaves, Kind.INTERNAL, open_, names_instrument=False)


def _carried_of_sort(state: State, noun: str) -> str | None:
    sort = _SORT_OF_NOUN.get(noun, "law")
    with_leaf = [c.title for c in state.cited if c.leaf]
    for title in (*reversed(with_leaf), *reversed(state.mentions)):
        if title is not None and sort_of(title) == sort:
            return title
    return None


# --- anaphora ---------------------------------------------------------------------------------------------


def _same_instrument(state: State, head: Head, chain: Chain | None) -> Resolution:
    several = len(state.named.get(_SORT_OF_NOUN.get(head.noun, ""), ())) > 1
    # Of several the one the case is about need not be the nearest.
    title = None if several and head.determiner == "이 사건" else _antecedent(state, head)
    if title and head.sub:
        title = f"{title} {head.sub}"
    open_ = None if title else Unresolved(Reason.ANTECEDENT_UNKNOWN, f"{head.determiner} {head.noun}")
    return Resolution(title, _leaves(chain), Kind.RELATIVE, open_)


def _antecedent(state: State, head: Head) -> str | None:
    noun = head.noun
    sort = _SORT_OF_NOUN.get(noun)
    for mention in reversed(state.mentions):
        if mention is None:
            return None
        if sort is None or noun.endswith(("특별법", "기본법", "특례법")):
            if (root := _root_ending_with(mention, noun)) is not None:
                return root
        elif sort == "law":
            if sort_of(statute_of(mention)) == "law":
                return statute_of(mention)
        elif sort == "ordinance" and sort_of(statute_of(mention)) == "ordinance":
            return statute_of(mention)
        elif sort_of(mention) == sort:
            return mention
    if noun in ("시행령", "시행규칙") and state.mentions:
        return f"{statute_of(state.mentions[-1] or '')} {noun}"
    return None


def _root_ending_with(title: str, noun: str) -> str | None:
    """급수조례시행규칙 after 서울특별시 급수조례: the instrument that ends with the noun's beginning."""
    for ending in ("시행규칙", "시행령"):
        if noun.endswith(ending) and fold_title(title).endswith(noun[: -len(ending)]):
            return f"{title}{ending}"
    root = statute_of(title)
    return root if fold_title(root).endswith(noun) else None


def _same_provision(state: State, head: Head, chain: Chain | None) -> Resolution | None:
    level = head.level or Level.ARTICLE
    if (cited := state.reached(level)) is not None:
        leaves = under(_cut(cited.leaf, level) or (), _leaves(chain))
        return Resolution(cited.title, leaves, Kind.RELATIVE, names_instrument=False)
    if level is Level.ANNEX and not chain:
        return None
    base = _cut(state.path, level)
    title = (state.quoting or state.own) if base else None
    open_ = None if title else Unresolved(Reason.ANTECEDENT_UNKNOWN, "같은 조")
    return Resolution(title, under(base or (), _leaves(chain)), Kind.RELATIVE, open_, names_instrument=False)


def _cut(leaf: Path, level: Level) -> Path | None:
    for place in range(len(leaf) - 1, -1, -1):
        if leaf[place].level is level or (level is Level.ANNEX and leaf[place].level is Level.FORM):
            return leaf[: place + 1]
    return None


def _preceding(state: State, head: Head, chain: Chain | None) -> Resolution | None:
    level = head.level or Level.ARTICLE
    own = state.quoting or state.own
    base = _cut(state.path, level) if own else None
    title = own
    if base is None and own is None and (carried := state.carried()) is not None:
        base, title = _cut(carried.leaf, level), carried.title
    if base is None or base[-1].number <= head.count:
        open_ = Unresolved(Reason.ANTECEDENT_UNKNOWN, "전조")
        return Resolution(title, under((), _leaves(chain)), Kind.RELATIVE, open_, names_instrument=False)
    last = base[-1]
    before = [(*base[:-1], Component(level, last.number - step)) for step in range(head.count, 0, -1)]
    tail = _leaves(chain)
    leaves = (*before[:-1], *under(before[-1], tail))
    return Resolution(title, leaves, Kind.RELATIVE, names_instrument=False)


def _bill(state: State, _head: Head, chain: Chain | None) -> Resolution:
    open_ = None if state.own else Unresolved(Reason.BILL_UNKNOWN, "안")
    return Resolution(state.own, _leaves(chain), Kind.INTERNAL, open_, names_instrument=False)


# --- headless ---------------------------------------------------------------------------------------------


def _headless(state: State, head: Head, chain: Chain | None) -> Resolution | None:
    return headless(state, head.start, chain) if chain is not None else None


def headless(state: State, at: int, chain: Chain) -> Resolution:
    """What a chain without a head refers to, that begins at ``at``."""
    root = chain.level < _REMARKS
    if state.aside[0] <= at < state.aside[1] and state.cited and not (state.cited[-1].own and root):
        return _carried(state.cited[-1], chain)
    if state.saying is not None:
        return _carried(state.saying, chain)
    own = state.quoting or state.own
    if state.amended is not None and state.amended != own:
        return _carried(state.cited[-1], chain, title=state.amended)
    if own is not None:
        return _own(state, chain, own, root=root)
    carried = state.carried()
    if carried is not None:
        return _carried(carried, chain)
    open_ = Unresolved(Reason.ANTECEDENT_UNKNOWN)
    return Resolution(None, chain.leaves, Kind.RELATIVE, open_, names_instrument=False)


def _own(state: State, chain: Chain, own: str, *, root: bool) -> Resolution:
    if root:
        return Resolution(own, _numbered(state, chain.leaves), Kind.INTERNAL, names_instrument=False)
    base = state.path
    last = state.cited[-1] if state.cited else None
    if state.amending and last is not None and last.own:
        base = last.leaf
    return Resolution(own, under(base, chain.leaves), Kind.RELATIVE, names_instrument=False)


def _carried(cited: Cited, chain: Chain, title: str | None = None) -> Resolution:
    instrument = title or cited.title
    leaves = under(cited.leaf, chain.leaves) if chain.level > _REMARKS else chain.leaves
    open_ = None if instrument else Unresolved(Reason.ANTECEDENT_UNKNOWN)
    return Resolution(instrument, leaves, Kind.RELATIVE, open_, names_instrument=False)


def _numbered(state: State, leaves: Leaves) -> Leaves:
    """부칙 제2조 said inside an addendum whose promulgation number is known is that addendum's."""
    own = state.article[0] if state.article else None
    if own is None or not own.number or own.level is not _ADDENDA:
        return leaves
    if not any(c.level is _ADDENDA for leaf in leaves for c in leaf):
        return leaves
    return tuple(tuple(own if c.level is _ADDENDA else c for c in leaf) for leaf in leaves)


def _leaves(chain: Chain | None) -> Leaves:
    return chain.leaves if chain else ((),)


def under(base: Path, leaves: Leaves) -> Leaves:
    """The leaves with what ``base`` has above their first level; a root or an article needs nothing."""
    return tuple([(*_higher(base, leaf), *leaf) for leaf in leaves])


def _higher(base: Path, leaf: Path) -> Path:
    if not leaf:
        return base
    level = leaf[0].level
    if level < _REMARKS:
        return ()
    return tuple([c for c in base if c.level < level])


_Resolver = Callable[[State, Head, Chain | None], Resolution | None]
_RESOLVERS: Final[dict[Form, _Resolver]] = {
    Form.TITLE: _title,
    Form.ALIAS: _title,
    Form.SHORT: _short,
    Form.GENERIC: _generic,
    Form.THIS: _this,
    Form.SAME_INSTRUMENT: _same_instrument,
    Form.SAME_PROVISION: _same_provision,
    Form.PRECEDING: _preceding,
    Form.BILL: _bill,
    Form.NONE: _headless,
}


def recall(state: State, citations: Iterable[Citation]) -> None:
    """Adds citations of an earlier text."""
    for citation in citations:
        leaves = tuple(target.path.components for target in citation.targets)
        title = citation.targets[-1].instrument if citation.targets else None
        names = citation.kind in (Kind.EXTERNAL, Kind.ALIAS)
        remember(state, Resolution(title, leaves, citation.kind, names_instrument=names), -1)


def remember(state: State, resolution: Resolution, end: int) -> None:
    """Adds a citation to what the text has cited so far."""
    leaf = resolution.leaves[-1] if resolution.leaves else ()
    state.note(resolution.title, leaf, end, names=resolution.names_instrument)


def declare(state: State, name: str, title: str) -> None:
    """Adds a declared abbreviation."""
    state.aliases[fold_title(name)] = title
