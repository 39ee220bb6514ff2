"""The picture of an impact: provision → what rests on it → consignments → money, wide and narrow.

Only places and texts are worked out here; the template draws them as SVG, the style sheet gives colours.
Widths of letters are estimated: a Korean letter is as wide as its size, a Latin one a little over half.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.impact import Citing, Consignment, Impact, Money, Round, State
from kg.web.context import say
from kg.web.present import show_number

SHOWN: Final = 12
"""Consignments drawn; the table has all."""
LASTING: Final = (State.IN_FORCE, State.PROPOSED, State.COMING, State.UNDATED)
_WIDE: Final = 1000
_NARROW: Final = 340
_PAD: Final = 12
_GAP: Final = 16
_SIZES: Final = {"name": 15.0, "note": 12.5, "sum": 14.0}
_UNITS: Final = (1_000, 10_000, 1_000_000, 10_000_000, 100_000_000)
"""Units money is printed in that have a name; in won nothing is said."""
_LEADING: Final = {"name": 20.0, "note": 17.5, "sum": 19.0}


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: where its baseline begins, and how it is set."""

    x: float
    y: float
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines of text."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    lines: tuple[Text, ...]

    @property
    def middle(self) -> float:
        """The height at which a line meets it."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one box to the next, as an SVG path."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines of one layout."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The same picture for a wide and for a narrow window, and how many consignments it leaves out."""

    wide: Drawing
    narrow: Drawing
    left_out: int


Said = list[tuple[str, str]]
"""Lines to set: style and text."""


def draw(found: Impact) -> Picture:
    """The picture of an impact, in the language of the request."""
    told = [_Told(one, found) for one in found.consignments]
    lasting = sorted((one for one in told if one.rounds), key=lambda one: (one.rank, one.name))
    kept = lasting[:SHOWN]
    return Picture(_wide(found, kept), _narrow(found, kept), len(lasting) - len(kept))


def period_of(held: Round) -> str:
    """When a round runs, in words."""
    return f"{held.start} ~ {held.end}".strip() if held.start or held.end else say("undated")


def in_words(money: Money) -> tuple[str, str]:
    """A budget in words: how much; and its kind, its year and the unit it is printed in."""
    words = [say(f"money-{money.role}")] if money.role else []
    words += [say("of-year", year=money.year)] if money.year else []
    if money.unit in _UNITS:
        words.append(say(f"unit-{money.unit}"))
    return say("won", amount=show_number(str(money.amount))), " · ".join(words)


class _Told:
    """A consignment in words."""

    def __init__(self, one: Consignment, found: Impact) -> None:
        self.name = found.label(one.affair)
        self.rounds = one.in_state(*LASTING)
        self.rank = min((LASTING.index(held.state) for held in self.rounds), default=len(LASTING))
        self.kind = LASTING[self.rank].value if self.rounds else ""
        self.via: list[Citing] = [] if one.direct else _last_steps(one)
        self.periods: Said = [
            ("note", f"{say(f'state-{held.state}')} {period_of(held)}".strip()) for held in self.rounds
        ]
        bodies = dict.fromkeys(body for held in self.rounds for body in held.contractors)
        self.bodies: Said = [("note", found.label(body)) for body in bodies]
        self.money: Said = []
        for held in self.rounds:
            of_round = say(f"state-{held.state}") if len(self.rounds) > 1 else ""
            for amount, words in map(in_words, one.money_of(held)):
                self.money += [("sum", amount), ("note", " · ".join(filter(None, (of_round, words))))]
        self.money = self.money or [("note", say("no-money"))]


def _last_steps(one: Consignment) -> list[Citing]:
    """The citing provisions nearest to the consignment, by the shortest ways only."""
    shortest = min(len(reliance.via) for reliance in one.reliances)
    steps = [r.via[-1] for r in one.reliances if len(r.via) == shortest]
    return list({step.provision: step for step in steps}.values())


# --- layouts ----------------------------------------------------------------------------------------------


def _wide(found: Impact, told: list[_Told]) -> Drawing:
    middles = _between(found, told)
    columns = (200, 250, 290, 170) if middles else (270, 0, 390, 230)
    gap = (_WIDE - sum(columns)) / (3 if middles else 2)
    at_middle = columns[0] + gap
    at_right = at_middle + (columns[1] + gap if middles else 0)
    at_money = at_right + columns[2] + gap
    rights, monies = _rows(told, (at_right, columns[2]), (at_money, columns[3]))
    between = _stack([(lines, "between") for _, lines in middles], at_middle, columns[1])
    height = max((box.y + box.height for box in (*rights, *monies, *between)), default=80)
    between = _centred(between, height)
    first = [(_changed(found), "changed"), *((lines, "others") for lines in _others(found, told))]
    start, *others = _centred(_stack(first, 0, columns[0]), height)
    edges = [_edge(start, box, "link") for box in between]
    edges += [Edge(f"M {_GAP} {start.y + start.height} V {box.y}", "others") for box in others]
    of_step = {iri: box for (iri, _), box in zip(middles, between, strict=True)}
    for box, one in zip(rights, told, strict=True):
        sources = [of_step[step.provision] for step in one.via] or [start]
        edges += [_edge(source, box, one.kind) for source in sources]
    edges += [_edge(box, money, one.kind) for box, money, one in zip(rights, monies, told, strict=True)]
    boxes = (start, *others, *between, *rights, *monies)
    return Drawing(_WIDE, max(box.y + box.height for box in boxes), boxes, tuple(edges))


def _rows(
    told: list[_Told], right: tuple[float, float], money: tuple[float, float]
) -> tuple[list[Box], list[Box]]:
    """A consignment and its money beside each other, row by row; each pair is a place and a width."""
    rights: list[Box] = []
    monies: list[Box] = []
    y = 0.0
    for one in told:
        left = _box([("name", one.name), *one.periods, *one.bodies], one.kind, right[0], y, right[1])
        sums = _box(one.money, "money", money[0], y, money[1])
        height = max(left.height, sums.height)
        rights.append(_moved(left, (height - left.height) / 2))
        monies.append(_moved(sums, (height - sums.height) / 2))
        y += height + _GAP
    return rights, monies


def _narrow(found: Impact, told: list[_Told]) -> Drawing:
    start = _box(_changed(found), "changed", 0, 0, _NARROW)
    blocks = [
        (
            [
                *(("note", f"↳ {found.label(step.provision)}") for step in one.via),
                ("name", one.name),
                *one.periods,
                *one.bodies,
                *one.money,
            ],
            one.kind,
        )
        for one in told
    ]
    blocks += [(lines, "others") for lines in _others(found, told)]
    boxes = _stack(blocks, 2 * _GAP, _NARROW - 2 * _GAP, start.height + _GAP)
    edges = [Edge(f"M {_GAP} {start.height} V {box.middle} H {box.x}", box.kind) for box in reversed(boxes)]
    height = max((box.y + box.height for box in boxes), default=start.height)
    return Drawing(_NARROW, height, (start, *boxes), tuple(edges))


def _changed(found: Impact) -> Said:
    return [("name", found.label(found.provision)), ("note", say("changes-on", day=found.day.isoformat()))]


def _between(found: Impact, told: list[_Told]) -> list[tuple[str, Said]]:
    """The provisions that stand between the changed one and a consignment."""
    steps = {step.provision: step for one in told for step in one.via}
    return [
        (iri, [("name", found.label(iri)), ("note", say(f"means-{step.means}"))])
        for iri, step in steps.items()
    ]


def _others(found: Impact, told: list[_Told]) -> list[Said]:
    """How many more provisions rest on the changed one, if any do."""
    drawn = {step.provision for one in told for step in one.via}
    count = len({one.provision for one in found.citing if not one.in_addenda} - drawn)
    return [[("note", say("other-citing", count=f"{count:,}"))]] if count else []


def _stack(blocks: Iterable[tuple[Said, str]], x: float, width: float, top: float = 0) -> list[Box]:
    boxes: list[Box] = []
    y = top
    for lines, kind in blocks:
        boxes.append(_box(lines, kind, x, y, width))
        y += boxes[-1].height + _GAP
    return boxes


def _box(said: Said, kind: str, x: float, y: float, width: float) -> Box:
    lines: list[Text] = []
    at = y + _PAD - 4
    for style, text in said:
        for piece in wrapped(text, (width - 2 * _PAD) / _SIZES[style]):
            at += _LEADING[style]
            lines.append(Text(x + _PAD, round(at, 1), piece, style))
    return Box(x, y, width, round(at - y + _PAD, 1), kind, tuple(lines))


def _moved(box: Box, by: float) -> Box:
    lines = tuple(Text(line.x, round(line.y + by, 1), line.text, line.style) for line in box.lines)
    return Box(box.x, round(box.y + by, 1), box.width, box.height, box.kind, lines)


def _centred(boxes: list[Box], height: float) -> list[Box]:
    """A column centred in the height of the picture."""
    spare = height - max((box.y + box.height for box in boxes), default=height)
    return [_moved(box, max(spare, 0) / 2) for box in boxes]


def _edge(left: Box, right: Box, kind: str) -> Edge:
    x0, y0, x1, y1 = left.x + left.width, left.middle, right.x, right.middle
    bend = (x0 + x1) / 2
    return Edge(f"M {x0:.1f} {y0:.1f} C {bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}", kind)


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines of at most a width in ems, broken at spaces; a longer word is cut.

    >>> wrapped("지방자치법 제117조제3항", 8)
    ['지방자치법', '제117조제3항']
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _ems(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *cut, line = _cut(word, width)
        lines += cut
    return [*lines, line] if line else lines


def _cut(word: str, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if _ems(pieces[-1] + letter) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.58 for letter in text)
