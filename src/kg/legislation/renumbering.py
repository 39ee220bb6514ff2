"""Which provision took the place of which when an act renumbered an instrument.

Three kinds of evidence, kept apart as the basis of each :class:`~kg.model.legislation.Succession`:

``substitution``
    An act that wholly revises an instrument mends the citations of it in other acts: in its addendum stands
    ``"「지방자치법」 제104조"를 "「지방자치법」 제117조"로``.
``moved``
    A mark in the text: ``[제11조에서 이동, 종전 제12조는 제13조로 이동 <2019.1.1>]``.
``implied``
    The article pair that all substitutions below one article agree on, their lower numbers being unchanged.

One old provision may have several new ones (its content was divided): all are kept and none is chosen.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import Place, RegistryError
from kg.legislation.amendments import changes
from kg.legislation.register import fold_title
from kg.model.legislation import Addendum, Change, ChangeKind, LawText, Succession
from kg.model.statute import ITEM_LETTERS, Component, Level, ProvisionPath
from kg.read.law.labels import BRANCH, NUMBER
from kg.resources import resource

SUBSTITUTION: Final = "substitution"
MOVED: Final = "moved"
IMPLIED: Final = "implied"
COLUMNS: Final = ("instrument", "old", "new", "act", "day", "basis", "witnesses")

_QUOTED: Final = r"[\"“](?P<{0}>[^\"“”\n]{{3,200}})[\"”]"
_PAIR: Final = re.compile(
    _QUOTED.format("old") + r"\s?[을를은는]?\s?(?:각각\s?)?" + _QUOTED.format("new") + r"\s?(?:으로|로)"
)
_TITLED: Final = re.compile(r"「?(?P<title>[^「」\d제][^「」]{1,80}?)」?\s?(?P<paths>제\d+조.*)$")
_STEP: Final = re.compile(
    rf"(?P<gap>.*?)(?P<path>제(?P<n>{NUMBER})(?P<u>[조항호])(?:의\s?(?P<b>{BRANCH}))?"
    rf"|(?P<item>[{ITEM_LETTERS}])목)"
)
_LEVELS: Final = {"조": Level.ARTICLE, "항": Level.PARAGRAPH, "호": Level.SUBPARAGRAPH}
_ARTICLE: Final = re.compile(r"제\s?\d+\s?조")
_JOINED: Final = re.compile(r"\s?(?:,|ㆍ|·|및|또는|부터|내지|와|과|까지,?|까지 및|(?<=까지)ㆍ)\s?")


def successions(law: LawText, found: Sequence[Change] | None = None) -> tuple[Succession, ...]:
    """What the text of ``law`` witnesses of successions, in its own instrument and in others.

    ``found`` are its changes where they are known already.  Places are those of the witness in ``law.text``.

    >>> from kg.read.lawtext import read_law
    >>> text = (
    ...     "---\\n제목: 나법\\n법령ID: '1'\\n---\\n\\n## 부칙\\n\\n부칙(가법) <제9호,2021.1.12>\\n"
    ...     '제2조(다른 법률의 개정) 나법 일부를 다음과 같이 개정한다.\\n'
    ...     '제3조 중 "「가법」 제4조제1항"을 "「가법」 제7조제1항"으로 한다.')
    >>> [(s.instrument, str(s.old), str(s.new), s.act) for s in successions(read_law(text.encode()))]
    [('가법', '제4조제1항', '제7조제1항', 9)]
    """
    return (*_substitutions(law), *_moves(law, changes(law) if found is None else found))


def _substitutions(law: LawText) -> Iterator[Succession]:
    for addendum in law.addenda:
        acting = addendum.act or law.title
        for pair in _PAIR.finditer(law.text, addendum.start, addendum.end):
            old, new = _TITLED.match(pair["old"]), _TITLED.match(pair["new"])
            if old is None or new is None or not _revises(acting, old["title"], new["title"]):
                continue
            for before, after in _aligned(old["paths"], new["paths"]):
                own = fold_title(old["title"]) == fold_title(acting)
                yield Succession(
                    old["title"].strip(),
                    before,
                    after,
                    addendum.number or None if own else None,
                    addendum.promulgated,
                    SUBSTITUTION,
                    *pair.span(),
                )


def _revises(acting: str, old: str, new: str) -> bool:
    """Whether the act that mends the citation is of the instrument cited, or carries it out."""
    title = fold_title(old)
    if title != fold_title(new):
        return False
    act = fold_title(acting)
    return act == title or act in (title + "시행령", title + "시행규칙")


class _Listed(NamedTuple):
    """The provisions of a quoted citation, each with the connector before it, and how many more
    articles are named after them."""

    paths: list[tuple[str, ProvisionPath]]
    others: int


def _listed(text: str) -> _Listed:
    found: list[tuple[str, ProvisionPath]] = []
    path: tuple[Component, ...] = ()
    at = 0
    while step := _STEP.match(text, at):
        gap, component = step["gap"], _component(step)
        if gap.strip() and not _JOINED.fullmatch(gap):
            break
        above = tuple(c for c in path if c.level < component.level)
        refines = bool(found) and not gap.strip() and component.level > path[-1].level
        path = (*above, component)
        if refines:
            found[-1] = (found[-1][0], ProvisionPath(path))
        else:
            found.append((gap.strip(), ProvisionPath(path)))
        at = step.end()
    return _Listed(found, len(_ARTICLE.findall(text, at)))


def _component(step: re.Match[str]) -> Component:
    if letter := step["item"]:
        return Component(Level.ITEM, ITEM_LETTERS.index(letter) + 1)
    return Component(_LEVELS[step["u"]], int(step["n"]), int(step["b"]) if step["b"] else None)


def _aligned(old: str, new: str) -> Iterator[tuple[ProvisionPath, ProvisionPath]]:
    """Pairs where both citations are built alike: as many provisions, joined by the same words.

    A citation that was only made narrower or wider (제5조 → 제5조제7항) renumbers nothing.
    """
    before, after = _listed(old), _listed(new)
    if before.others != after.others or [gap for gap, _ in before.paths] != [gap for gap, _ in after.paths]:
        return
    for (_, one), (_, other) in zip(before.paths, after.paths, strict=True):
        narrower = one.covers(other) or other.covers(one)
        if not narrower and one.article is not None and other.article is not None and not _splits(one, other):
            yield one, other


def _splits(old: ProvisionPath, new: ProvisionPath) -> bool:
    """Whether a part of an article went into a new one beside it (제15조 → 제15조의2): the article stays."""
    before, after = old.article, new.article
    return (
        old.cut(Level.ARTICLE) == old
        and before is not None
        and after is not None
        and before.number == after.number
        and (before.branch or 0) < (after.branch or 0)
    )


def _moves(law: LawText, found: Iterable[Change]) -> Iterator[Succession]:
    numbers: dict[date, list[Addendum]] = defaultdict(list)
    for addendum in law.addenda:
        if addendum.promulgated:
            numbers[addendum.promulgated].append(addendum)
    for change in found:
        if change.kind is not ChangeKind.MOVED:
            continue
        acts = numbers.get(change.promulgated, []) if change.promulgated else []
        act = acts[0].number or None if len(acts) == 1 else None
        place = (act, change.promulgated, MOVED, change.start, change.end)
        if change.origin is not None:
            yield Succession(law.title, change.origin, change.path, *place)
        if change.destination is not None:
            yield Succession(law.title, change.path, change.destination, *place)


class Successions:
    """Successions found by instrument and provision, in both directions."""

    def __init__(self, every: Iterable[Succession]) -> None:
        self.every = tuple(every)
        self._newer: dict[tuple[str, ProvisionPath], list[Succession]] = defaultdict(list)
        self._older: dict[tuple[str, ProvisionPath], list[Succession]] = defaultdict(list)
        for each in self.every:
            title = fold_title(each.instrument)
            self._newer[title, each.old].append(each)
            self._older[title, each.new].append(each)

    def __iter__(self) -> Iterator[Succession]:
        return iter(self.every)

    def __len__(self) -> int:
        return len(self.every)

    @classmethod
    def load(cls, path: Path | None = None) -> Successions:
        """Those of a registry file; without a path, of the one that travels with the code.

        Raises:
            RegistryError: a column is missing or a value cannot be read, with file and line.
        """
        path = path or resource("data/registry/successions.csv")
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := [c for c in COLUMNS if c not in (rows.fieldnames or ())]:
                raise RegistryError(f"column {missing[0]} is missing", place=Place(str(path), line=1))
            return cls(_read_rows(rows, path))

    def newer(self, title: str, path: ProvisionPath, act: int | None = None) -> tuple[Succession, ...]:
        """What took the place of a provision: none, one, or several (never one of several).

        Where only a provision above is known to have gone elsewhere, what is below goes with it, numbers
        unchanged, and the basis is ``implied``.  ``act`` narrows it to one renumbering act.

        >>> path = ProvisionPath.parse("제104조제3항")
        >>> [str(s.new) for s in Successions.load().newer("지방자치법", path)]
        ['제117조제3항']
        """
        return _followed(self._newer, title, path, act, forward=True)

    def older(self, title: str, path: ProvisionPath, act: int | None = None) -> tuple[Succession, ...]:
        """Whose place a provision took; see :meth:`newer`."""
        return _followed(self._older, title, path, act, forward=False)


def _followed(
    table: dict[tuple[str, ProvisionPath], list[Succession]],
    title: str,
    path: ProvisionPath,
    act: int | None,
    *,
    forward: bool,
) -> tuple[Succession, ...]:
    key, components = fold_title(title), path.provision.components
    for length in range(len(components), 0, -1):
        found = table.get((key, ProvisionPath(components[:length])), ())
        kept = [each for each in found if act is None or each.act == act]
        if not kept:
            continue
        rest = components[length:]
        return tuple(_carried(each, rest, forward=forward) if rest else each for each in kept)
    return ()


def _carried(each: Succession, rest: tuple[Component, ...], *, forward: bool) -> Succession:
    old = ProvisionPath((*each.old.components, *rest))
    new = ProvisionPath((*each.new.components, *rest))
    kept = each.new if forward else each.old
    if kept.components[-1].level >= rest[0].level:  # 제4조제2호 of a pair 제3조 → 제4조제1호 makes no path
        return each
    return each._replace(old=old, new=new, basis=IMPLIED)


@cache
def default_successions() -> Successions:
    """The successions that travel with the code, read once."""
    return Successions.load()


def implied_articles(found: Iterable[Succession]) -> Iterator[Succession]:
    """Article pairs that all substitutions below an article agree on, with unchanged numbers below it."""
    below: dict[tuple[str, ProvisionPath, int | None], list[Succession]] = defaultdict(list)
    stated: set[tuple[str, ProvisionPath, int | None]] = set()
    for each in found:
        article = each.old.cut(Level.ARTICLE)
        if each.basis != SUBSTITUTION or article is None:
            continue
        key = (fold_title(each.instrument), article, each.act)
        if each.old == article:
            stated.add(key)
        else:
            below[key].append(each)
    for key, pairs in below.items():
        articles = {pair.new.cut(Level.ARTICLE) for pair in pairs}
        same = all(pair.old.components[1:] == pair.new.components[1:] for pair in pairs)
        new = articles.pop()
        if key in stated or articles or not same or new is None or new == key[1]:
            continue
        if not _splits(key[1], new):
            yield pairs[0]._replace(old=key[1], new=new, basis=IMPLIED)


def _read_rows(rows: csv.DictReader[str], path: Path) -> Iterator[Succession]:
    for row in rows:
        try:
            yield Succession(
                row["instrument"],
                ProvisionPath.parse(row["old"]),
                ProvisionPath.parse(row["new"]),
                int(row["act"]) if row["act"] else None,
                date.fromisoformat(row["day"]) if row["day"] else None,
                row["basis"],
                0,
                0,
            )
        except ValueError as error:
            raise RegistryError(str(error), place=Place(str(path), line=rows.line_num)) from error
