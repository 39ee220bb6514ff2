"""The consigned affair, its tasks, the terms proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg.extract.fields import Field, Record
from kg.extract.names import organisations
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import coded, date_of, first, first_period, state, text_of
from kg.model.blocks import Passage
from kg.model.facts import AffairStatement, Stated, Task, Terms
from kg.text import FoundDuration, FoundPeriod, find_durations, find_periods

_TASKS_FOLLOW = re.compile(
    r"(?:위탁|사무|업무)[^.]{0,40}(?:내용|사무|업무|범위)[^.]{0,25}(?:다음|아래)(?:과|와)?\s*(?:각\s*호\s*와\s*)?같"
)
_SENTENCE = re.compile(r"(?:다|함|음|임|됨)\.?\s*$")
_NEW = re.compile(
    r"(?:신규(?:로)?|새로(?:이)?|새롭게|처음(?:으로)?|최초(?:로)?)\s*(?:민간\s*)?(?:설치|위탁|건립|조성|개소|개관|추진|민간에|도입|운영|설립|개원|시행|민간위탁)"
)
_AGAIN = re.compile(r"재위탁|재계약|갱신\s*계약|계약\s*갱신")
_TERM_WORDS = re.compile(r"(?:위탁|계약|협약|재계약|재위탁)\s*(?:운영\s*)?기간\s*(?:은|을|이)?")


# --- the affair ---------------------------------------------------------------------------------------------


def affairs(reading: Reading) -> tuple[AffairStatement, ...]:
    """The affair by name, and its type where a table or line prints one (사무형, 시설형)."""
    made: list[AffairStatement] = []
    for record in reading.records:
        if reading.amending(record.node):
            continue
        name = _affair_name(record)
        kind = _type_of(record)
        if name is not None or kind is not None:
            made.append(AffairStatement(part=record.node.part, name=name, consignment_type=kind))
    return tuple(made)


def _affair_name(record: Record) -> Stated[str] | None:
    named = [f for f in record.all("task-name") if f.value.text.strip()]
    if not named and record.shape != "column":
        named = [f for f in record.all("task") if f.value.text.strip() and _is_name(f)]
    return text_of(named[0].value) if named else None


def _is_name(found: Field) -> bool:
    """Whether the value of 위탁사무 names the affair rather than listing its tasks."""
    if found.cell is not None and len(found.cell.items) > 1:
        return False
    text = found.value.text.strip()
    return (
        len(text) <= 60
        and not _SENTENCE.search(text)
        and text.count(",") < 2
        and not re.search(r"전반|일체", text)
    )


def _type_of(record: Record) -> Stated[str] | None:
    return first(code for f in record.all("kind") if (code := coded("consignment-type", f.value)))


# --- tasks --------------------------------------------------------------------------------------------------


def tasks(reading: Reading) -> tuple[Task, ...]:
    """The listed sub-tasks, list by list."""
    made: list[Task] = []
    number = 0
    for part, items in _task_lists(reading):
        stated = [s for item in items if (s := text_of(item)) is not None]
        if not stated:
            continue
        number += 1
        made.extend(
            Task(part=part, order=order, text=text, list_number=number)
            for order, text in enumerate(stated, 1)
        )
    return tuple(made)


def _task_lists(reading: Reading) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    fields: dict[int, Field] = {}
    for f in reading.fields("task", "tasks"):
        inline = tuple(_circled(f.value))
        if len(inline) > 1:
            yield f.node.part, inline
        elif f.cell is None:
            fields.setdefault(f.node.index, f)
        elif len(f.cell.items) > 1:
            yield f.node.part, f.cell.items
        elif len(entries := tuple(_cell_entries(f.value))) > 1:
            yield f.node.part, entries
    headed = {*fields, *_named_above_a_list(reading)}
    for node in reading.outline:
        if node.quoted or node.table is not None:
            continue
        if node.index in headed or (_TASKS_FOLLOW.search(node.text) and not reading.amending(node)):
            items = tuple(_listed(reading, node))
            if items:
                yield node.part, items


def _named_above_a_list(reading: Reading) -> Iterator[int]:
    """Lines 위탁대상사무 without a name beside them but with a list of several entries under them."""
    for f in reading.fields("task-name"):
        if f.cell is None and not f.value.text.strip() and len(tuple(_listed(reading, f.node))) > 1:
            yield f.node.index


_ENTRY = re.compile(
    r"(?:^|\n)\s*(?:[①-⑳]|[가-하][.)]|\(?\d{1,2}[.)](?!\d)|[-–•▶▷○◦ㅇ▪·ㆍ*])\s*(?P<text>\S[^\n]*)"
)


def _circled(value: Passage) -> Iterator[Passage]:
    """The entries of ``① …, ② …, ③ …`` in one line."""
    marks = list(re.finditer(r"[①-⑳]\s*", value.text))
    if not marks or value.text[: marks[0].start()].strip():
        return
    ends = [*(m.start() for m in marks[1:]), len(value.text)]
    for mark, end in zip(marks, ends, strict=True):
        entry = value.slice(mark.end(), end)
        yield entry.slice(0, len(re.sub(r"[\s,，;/·]+(?:및)?\s*$", "", entry.text)))


def _cell_entries(value: Passage) -> Iterator[Passage]:
    """The entries of a cell whose lines each begin with a marker (``가. …<br>나. …``); none otherwise."""
    marked = list(_ENTRY.finditer(value.text))
    lines = [line for line in value.text.split("\n") if line.strip()]
    if len(marked) == len(lines):
        for match in marked:
            yield value.slice(*match.span("text")).strip()


def _listed(reading: Reading, node: Node) -> Iterator[Passage]:
    """The entries of a list under *node*: marked lines, no fields, no notes, no sentences."""
    children = [c for c in reading.outline.children(node) if c.table is None and c.rank and not c.quoted]
    if not children:
        return
    rank = children[0].rank
    entries = [
        c for c in children if c.rank == rank and not c.text.startswith("※") and not c.rank.startswith("•※")
    ]
    if len(entries) == 1 and (_SENTENCE.search(entries[0].text) or reading.outline.children(entries[0])):
        yield from _listed(reading, entries[0])
        return
    if sum(1 for c in entries if _SENTENCE.search(c.text)) * 2 > len(entries):
        return
    for child in entries:
        if not re.fullmatch(r"(?:위치도|조감도|별첨|붙임).*", child.text):
            yield child.passage.strip()


# --- terms --------------------------------------------------------------------------------------------------


def terms(reading: Reading) -> tuple[Terms, ...]:
    """The terms proposed, one statement per place that prints some."""
    made = [t for record in reading.records if (t := _terms(reading, record)) is not None]
    made.extend(_title_terms(reading))
    if not any(t.start or t.end for t in made):
        made.extend(_prose_terms(reading))
    if not any(t.method for t in made):
        made.extend(_prose_method(reading))
    if not any(t.kind for t in made):
        made.extend(_prose_kind(reading))
    return tuple(sorted(made, key=lambda t: _at(t)))


def _at(statement: Terms) -> int:
    values = (
        statement.start,
        statement.end,
        statement.years,
        statement.kind,
        statement.method,
        statement.contractor,
    )
    return min((v.spans[0].start for v in values if v is not None and v.spans), default=0)


def _terms(reading: Reading, record: Record) -> Terms | None:
    if reading.amending(record.node) or not _proposes(reading, record):
        return None
    period = first(f for f in record.all("period") if f.label.qualifier != "current" and f.value.text.strip())
    method = first(f for f in record.all("method") if f.value.text.strip())
    kinds = [f.value for f in (*record.all("kind"), *record.all("method")) if f.value.text.strip()]
    made = Terms(
        part=record.node.part,
        kind=first(code for v in kinds if (code := coded("consignment-kind", v))),
        method=(coded("selection-method", method.value) if method else None) or _method_as_contractor(record),
    )
    if period is not None:
        made = with_period(made, period.value)
    if record.shape == "row":
        made = replace(made, start=None, end=None)
    return made if any((made.kind, made.method, made.start, made.end, made.years)) else None


def _proposes(reading: Reading, record: Record) -> bool:
    """Whether a record speaks of what is proposed: not a history, not a state of things, not another
    facility's.
    """
    if record.shape == "column":
        return False
    if record.shape == "row":
        return record.has("result") and record.first("task-name", "task", "kind") is not None
    current = any(f.label.qualifier == "current" for f in record.all("period", "contractor"))
    if (
        reading.current(record.node)
        and not record.first("method", "budget")
        and not record.first("task-name")
    ):
        return False
    proposed = any(f.label.qualifier != "current" for f in record.all("period", "method"))
    return proposed or not current


def _method_as_contractor(record: Record) -> Stated[str] | None:
    """``수탁자 : 공개모집 예정`` tells how it will be chosen."""
    for f in record.all("contractor"):
        head = re.split(r"[(（]", f.value.text, maxsplit=1)[0]
        if f.label.qualifier != "current" and not organisations(f.value) and head.strip():
            found = coded("selection-method", f.value, 0, len(head)) or coded("selection-method", f.value)
            if found is not None:
                return found
    return None


def with_period(made: Terms, value: Passage) -> Terms:
    """*made* with the period and its length as *value* prints them."""
    start, end, years = period_parts(value)
    return replace(made, start=start, end=end, years=years)


def period_parts(value: Passage) -> tuple[Stated[str] | None, Stated[str] | None, Stated[Decimal] | None]:
    """First day, last day and length in years that a passage prints; each may be absent."""
    period = _fullest(value)
    if period is None:
        length = first(d for d in find_durations(value.text) if d.years is not None)
        return None, None, years_of(value, length)
    return (
        date_of(value, period.first) if period.first else None,
        date_of(value, period.last) if period.last else None,
        years_of(value, period.duration or _length_elsewhere(value, period)),
    )


def _fullest(value: Passage) -> FoundPeriod | None:
    """The first period with both its days (``2024. 9. 1.부터 3년간(2024. 9. 1. ~ 2027. 8. 31.)``), else the
    first.
    """
    leading = first_period(value)
    if leading is None or leading.first is None or leading.last is not None:
        return leading
    begins = leading.first.iso
    return (
        first(p for p in find_periods(value.text) if p.last and p.first and p.first.iso == begins) or leading
    )


def _length_elsewhere(value: Passage, period: FoundPeriod) -> FoundDuration | None:
    """The only length a short field prints, if not right beside the dates (``2024.1.1. ~ 2026.12.31. /
    3년간``).
    """
    lengths = [d for d in find_durations(value.text) if d.end <= period.start or d.start >= period.end]
    return lengths[0] if len(lengths) == 1 and len(value.text) <= 60 else None


def years_of(value: Passage, length: FoundDuration | None) -> Stated[Decimal] | None:
    """A stated length as a number of years."""
    if length is None or length.years is None:
        return None
    return state(value, length.start, length.end, length.years, "years")


def _title_terms(reading: Reading) -> Iterator[Terms]:
    """The kind a title prints: 민간위탁(재위탁) 동의안."""
    for node in reading.outline:
        if node.rank == "title" and re.search(r"안\b|안$|안\s|보고", node.text):
            kind = coded("consignment-kind", node.passage)
            if kind is not None:
                yield Terms(part=node.part, kind=kind)


def _prose(reading: Reading) -> Iterator[Node]:
    for node in reading.outline:
        if not node.quoted and node.table is None and node.rank != "title" and not reading.amending(node):
            yield node


def _prose_terms(reading: Reading) -> Iterator[Terms]:
    """A period in a sentence: ``위탁기간은 …부터 …까지 3년이며``."""
    for node in _prose(reading):
        for match in _TERM_WORDS.finditer(node.passage.text):
            value = node.passage.slice(match.end(), match.end() + 70)
            period = first(find_periods(value.text))
            if period is None or period.first is None or period.last is None or period.start > 20:
                continue
            yield with_period(Terms(part=node.part), value)
            return


def _prose_method(reading: Reading) -> Iterator[Terms]:
    for node in _prose(reading):
        match = re.search(r"(?:공개\s*모집|공개\s*경쟁|공모|수의\s*계약|수의\s*위탁)", node.text)
        if match and re.search(r"수탁|위탁|선정", node.text) and not reading.current(node):
            yield Terms(part=node.part, method=coded("selection-method", node.passage))
            return


def _prose_kind(reading: Reading) -> Iterator[Terms]:
    """The kind told by the reasons: 재위탁·재계약 하고자, 신규 설치."""
    for node in _prose(reading):
        text = node.passage.text
        if reading.party(node) == "reviewer" or len(text) < 15 or reading.current(node):
            continue
        for pattern in (_AGAIN, _NEW):
            match = pattern.search(text)
            if match:
                yield Terms(part=node.part, kind=coded("consignment-kind", node.passage, *match.span()))
                return
