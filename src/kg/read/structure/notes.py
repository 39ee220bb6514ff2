"""Foot notes: bodies standing between the halves of a cut sentence, marks glued to the words they explain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.model.blocks import NoteRef, Passage
from kg.read.raw import Raw, RawCell, RawFigure, RawTable
from kg.read.structure.lines import Item, Line, is_open, is_special

_MARK = re.compile(r"(?<=[^\s(])(?P<digits>\d{1,3})\)")
_CARET_BODY = re.compile(r"\[\^(?P<number>\d{1,3})\]:\s*")
_ENUMERATES = re.compile(r"각\s?(?:호|목)|다음|아래")


@dataclass(slots=True)
class NoteDraft:
    """A note while it is collected: its number, its first line (marker cut off) and the lines after it."""

    number: str
    lines: list[Line]
    notation: Passage | None = None
    id: str = ""
    last: int | None = field(default=None)


def take_notes(raw: Raw, items: list[Item]) -> tuple[list[Item], list[NoteDraft]]:
    """The stream without the notes' bodies, and the notes. Marks in the words become note references."""
    bodies = _bodies(items)
    if not bodies:
        return items, []
    numbers = frozenset(str(draft.number) for draft in bodies.values())
    rest: list[Item] = []
    notes: list[NoteDraft] = []
    current: NoteDraft | None = None
    for index, item in enumerate(items):
        draft = bodies.get(index)
        if draft is not None:
            current = draft
            notes.append(draft)
        elif current is not None and isinstance(item, Line) and _continues(current, item, rest):
            _append(current, item)
        else:
            current = None
            rest.append(item)
    marked = {number for number, _ in raw.marks}
    for item in rest:
        _cut_marks(raw, item, numbers - marked)
    return rest, notes


def _bodies(items: list[Item]) -> dict[int, NoteDraft]:
    """Which items open a note: ``N) …`` whose number is marked somewhere before it, ``[^N]: …``."""
    marked = _marks_by_item(items)
    bodies: dict[int, NoteDraft] = {}
    taken: set[str] = set()
    for index, item in enumerate(items):
        if not isinstance(item, Line):
            continue
        caret = _CARET_BODY.match(item.passage.text)
        if caret is not None and item.marker is None:
            item.lead, item.passage = item.passage.slice(0, caret.end()), item.passage.slice(caret.end())
            bodies[index] = NoteDraft(caret["number"], [item])
            continue
        number = _opened_number(item)
        places = marked.get(number, []) if number else []
        needed = 1 if number not in taken else 2
        before = len(places) >= needed and places[needed - 1] < index
        if number and before and not _is_list(items, index, marked):
            taken.add(number)
            bodies[index] = NoteDraft(number, [item])
    return bodies


def _opened_number(line: Line) -> str | None:
    marker = line.marker
    if marker is None or marker.kind != "number)" or marker.prefixed or line.heading:
        return None
    return str(marker.value)


def _is_list(items: list[Item], index: int, marked: dict[str, list[int]]) -> bool:
    """Whether the line is one of a list ``1) 2) 3)`` of the text: the next number follows at once,
    unmarked."""
    here = items[index]
    following = items[index + 1] if index + 1 < len(items) else None
    if not isinstance(following, Line) or not isinstance(here, Line) or here.marker is None:
        return False
    number = _opened_number(following)
    return number == str(here.marker.value + 1) and number not in marked


def _marks_by_item(items: list[Item]) -> dict[str, list[int]]:
    """For each note number the indexes of the items that carry its mark."""
    places: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        for passage in _passages(item):
            for note in passage.notes:
                places.setdefault(note.id, []).append(index)
            for _, _, number in _glued(passage.text, None):
                places.setdefault(number, []).append(index)
    return places


def _passages(item: Item) -> Iterator[Passage]:
    if isinstance(item, Line):
        yield item.passage
    elif isinstance(item, RawFigure):
        yield item.caption
    else:
        yield from (cell.passage for row in item.rows for cell in row if cell is not None)


def _glued(text: str, numbers: frozenset[str] | None) -> Iterator[tuple[int, int, str]]:
    """Bare marks in *text*: ``N)`` glued to a word, no bracket being open. The number is the longest that
    is one.

    A digit of a provision may stand right before the mark (``제4조의36)`` with a note 6).
    """
    depth = at = 0
    for match in _MARK.finditer(text):
        for char in text[at : match.start()]:
            depth += (char == "(") - (char == ")" and depth > 0)
        at = match.end()
        if depth:
            depth -= 1
            continue
        digits = match["digits"].lstrip("0")
        if text[match.start() - 1] in ".,-~/'’" or not digits:
            continue
        for cut in range(len(digits)):
            number = digits[cut:]
            if numbers is None or number in numbers:
                if not number.startswith("0"):
                    yield match.end() - 1 - len(number), match.end(), number
                if numbers is not None:
                    break


def _cut_marks(raw: Raw, item: Item, numbers: frozenset[str]) -> None:
    """Turn the bare marks of *numbers* in an item into note references."""
    if isinstance(item, Line):
        item.passage = _without_marks(raw, item.passage, numbers)
    elif isinstance(item, RawTable):
        for row in item.rows:
            for cell in row:
                if cell is not None:
                    _cut_cell(raw, cell, numbers)


def _cut_cell(raw: Raw, cell: RawCell, numbers: frozenset[str]) -> None:
    if cell.items:
        return
    cell.passage = _without_marks(raw, cell.passage, numbers)


def _without_marks(raw: Raw, passage: Passage, numbers: frozenset[str]) -> Passage:
    kept: list[Passage] = []
    at = 0
    for start, end, number in _glued(passage.text, numbers):
        spans = passage.spans(start, end)
        if len(spans) != 1:
            continue
        raw.mark(number, *spans[0])
        part = passage.slice(at, start)
        kept.append(replace(part, notes=(*part.notes, NoteRef(number, len(part.text)))))
        at = end
    return Passage.join([*kept, passage.slice(at)]) if kept else passage


def _continues(note: NoteDraft, line: Line, rest: list[Item]) -> bool:
    """Whether a line after a note's body still belongs to the note."""
    if line.heading or line.bold:
        return False
    marker = line.marker
    if marker is None:
        return _runs_on(note, line, rest)
    if marker.kind == "circled":
        return True
    if marker.kind == "number" and not marker.prefixed:
        started = note.last is None and _enumerates(note)
        return started or (note.last is not None and marker.value == note.last + 1)
    if marker.kind == "letter" and not marker.prefixed:
        before = note.lines[-1].marker
        return before is not None and (
            (before.kind == "number" and marker.value == 1)
            or (before.kind == "letter" and marker.value == before.value + 1)
        )
    return False


def _enumerates(note: NoteDraft) -> bool:
    return any(_ENUMERATES.search(line.passage.text) for line in note.lines)


def _runs_on(note: NoteDraft, line: Line, rest: list[Item]) -> bool:
    """An unmarked line goes on with the sentence cut before the notes, if one is; else with an unfinished
    note."""
    if is_special(line):
        return False
    if not line.tight:
        before = next((item for item in reversed(rest)), None)
        if isinstance(before, Line) and not before.heading and is_open(before.passage.text, 20):
            return False
    return is_open(note.lines[-1].passage.text, 15)


def _append(note: NoteDraft, line: Line) -> None:
    if line.marker is None:
        last = note.lines[-1]
        last.passage = Passage.join([last.passage, line.passage], " ")
        return
    if line.marker.kind == "number":
        note.last = line.marker.value
    elif line.marker.kind == "circled":
        note.last = None
    note.lines.append(line)


def name_notes(notes: Iterable[NoteDraft]) -> dict[str, list[str]]:
    """Give every note its id (its number; ``1.2`` for the second note 1) and list the ids of each number."""
    ids: dict[str, list[str]] = {}
    for note in notes:
        same = ids.setdefault(note.number, [])
        note.id = note.number if not same else f"{note.number}.{len(same) + 1}"
        same.append(note.id)
    return ids
