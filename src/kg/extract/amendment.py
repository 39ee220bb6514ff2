"""What the council changed when it passed a motion with amendments: field, before, after, as the paper
prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract.consignment import period_parts
from kg.extract.labels import Label, read_label
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import coded, first, money, text_of
from kg.model.blocks import Passage
from kg.model.facts import Amendment, Stated
from kg.text import find_durations

_CHANGE = re.compile(
    r"(?P<before>[“\"'‘「]?[^“”\"'‘’「」→]{1,60}?[”\"'’」]?)\s*(?:에서|을|를)\s*(?P<after>[“\"'‘「]?[^“”\"'‘’「」→]{1,60}?[”\"'’」]?)\s*(?:으)?로\s*(?:각각\s*)?(?:하여\s*|일부\s*)?(?:수정|변경|조정|단축|연장|축소|감액|증액|한다|함|하는|하고|하며|정정|줄|늘|고침|고친다)"
)
_ARROW = re.compile(r"(?P<before>[^→⇒➜:：]{1,70}?)\s*(?:→|⇒|➜|->|=>)\s*(?P<after>[^→⇒➜]{1,70})")
_BEFORE_HEAD = re.compile(r"원\s*안|당\s*초|현\s*행|제출안|변경\s*전|수정\s*전|기존|동의안|집행부안|제출")
_AFTER_HEAD = re.compile(r"수\s*정|변경|위원회안|조정")
_LABEL_WORDS = re.compile(
    r"(?:민간\s*)?(?:위탁|계약|협약)\s*(?:운영\s*)?기간|소요\s*예산|위탁\s*(?:비용|금액|금|료)|사업비|예산(?:액)?|(?:수탁\s*(?:기관|자)\s*)?선정\s*(?:방법|방식)|수탁\s*(?:기관|자)|위탁\s*사무명|사무명|제명|안건명|기간"
)
_PATHS = {
    "period": "consignment.period_end",
    "method": "consignment.selection_method",
    "budget": "consignment.budget_total_krw",
    "task-name": "consignment.task_name",
    "title": "bill.title",
}


def amendments(reading: Reading) -> tuple[Amendment, ...]:
    """The changes, each once; nothing where the paper tells of none."""
    made: list[Amendment] = []
    for node in reading.outline:
        if node.quoted or node.rank == "title" or not (reading.amending(node) or _says_changed(node)):
            continue
        for label, before, after in _pairs(reading, node):
            for change in _changes(node.part, label, before, after):
                if not any((c.field, _value(c.after)) == (change.field, _value(change.after)) for c in made):
                    made.append(change)
    return tuple(made)


def _value(stated: Stated[str] | None) -> str | None:
    return stated.value if stated else None


def _says_changed(node: Node) -> bool:
    return node.table is None and bool(
        re.search(r"수정\s*(?:가결|의결|동의|하여|함|안)|으?로\s*(?:수정|변경)", node.text)
    )


def _pairs(reading: Reading, node: Node) -> Iterator[tuple[Label | None, Passage, Passage]]:
    if node.table is not None:
        yield from _table_pairs(node)
        return
    text = node.passage.text
    for pattern in (_CHANGE, _ARROW):
        for match in pattern.finditer(text):
            before, after = (
                node.passage.slice(*match.span("before")),
                node.passage.slice(*match.span("after")),
            )
            yield _label(reading, node, match.start("before"), before), before, after
        if pattern.search(text):
            return


def _label(reading: Reading, node: Node, at: int, before: Passage) -> Label | None:
    """What is changed: the last label word before or in the old value, else on the line above."""
    near = list(_LABEL_WORDS.finditer(node.passage.text[: at + len(before.text)]))
    if near:
        return read_label(near[-1][0])
    above = first(reading.outline.ancestors(node))
    words = _LABEL_WORDS.search(above.text) if above is not None and above.rank != "title" else None
    return read_label(words[0]) if words else None


def _table_pairs(node: Node) -> Iterator[tuple[Label | None, Passage, Passage]]:
    """A table with a column for the motion and one for the amendment."""
    table = node.table
    assert table is not None
    heads = {col: cell.passage.text for col in range(table.ncols) if (cell := table.at(0, col)) is not None}
    after = first(
        col
        for col, text in heads.items()
        if _AFTER_HEAD.search(text) and not re.search(r"변경\s*전|수정\s*전|이유|사유", text)
    )
    before = first(col for col, text in heads.items() if _BEFORE_HEAD.search(text) and col != after)
    if before is None or after is None:
        return
    for row in range(1, table.nrows):
        old, new = table.at(row, before), table.at(row, after)
        head = table.at(row, 0) if before > 0 else None
        if old is None or new is None:
            continue
        label = read_label(head.passage.text) if head is not None else _inner_label(old.passage)
        yield label, old.passage, new.passage


def _inner_label(passage: Passage) -> Label | None:
    words = _LABEL_WORDS.search(passage.text)
    return read_label(words[0]) if words else None


def _changes(part: str, label: Label | None, before: Passage, after: Passage) -> Iterator[Amendment]:
    if label is not None and label.kind == "period":
        yield from _period_changes(part, before, after)
    elif label is not None and label.kind == "budget":
        old, new = money(before), money(after)
        if old is not None and new is not None and old[0].value != new[0].value:
            yield Amendment(part=part, field=_PATHS["budget"], before=_text(old[0]), after=_text(new[0]))
    elif label is not None and label.kind in ("method", "contractor"):
        old_code, new_code = coded("selection-method", before), coded("selection-method", after)
        if old_code is not None and new_code is not None and old_code.value != new_code.value:
            yield Amendment(part=part, field=_PATHS["method"], before=old_code, after=new_code)
    elif label is not None and label.kind in _PATHS:
        old_text, new_text = _bare(before), _bare(after)
        if old_text is not None and new_text is not None and old_text.value != new_text.value:
            yield Amendment(part=part, field=_PATHS[label.kind], before=old_text, after=new_text)
    elif label is None:
        ends = period_parts(before)[1] is not None and period_parts(after)[1] is not None
        if ends or (find_durations(before.text) and find_durations(after.text)):
            yield from _period_changes(part, before, after)


def _text(stated: Stated[int]) -> Stated[str]:
    return Stated(str(stated.value), stated.spans, "krw-text")


def _bare(passage: Passage) -> Stated[str] | None:
    text = passage.text
    low = len(text) - len(text.lstrip(" “\"'‘「·-○:"))
    high = len(text.rstrip(" ”\"'’」."))
    return text_of(passage, low, high) if low < high else None


def _period_changes(part: str, before: Passage, after: Passage) -> Iterator[Amendment]:
    old: tuple[Stated[str] | Stated[Decimal] | None, ...] = period_parts(before)
    new: tuple[Stated[str] | Stated[Decimal] | None, ...] = period_parts(after)
    names = ("consignment.period_start", "consignment.period_end", "consignment.period_years")
    for name, was, becomes in zip(names, old, new, strict=True):
        if was is None or becomes is None or was.value == becomes.value:
            continue
        yield Amendment(part=part, field=name, before=_as_text(was), after=_as_text(becomes))


def _as_text(stated: Stated[str] | Stated[Decimal]) -> Stated[str]:
    """A date or a length as text (ISO is text already)."""
    form = "years-text" if stated.form == "years" else stated.form
    return Stated(str(stated.value), stated.spans, form)
