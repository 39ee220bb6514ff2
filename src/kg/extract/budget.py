"""Money: the budget a consignment needs, its items, a facility's yearly budget, what has been done about
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.facility import describes, facility_of
from kg.extract.fields import Field, Record
from kg.extract.grid import Figure, figures, is_total
from kg.extract.labels import fold_label
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import first, state, text_of
from kg.model.blocks import Passage, Table
from kg.model.facts import Budget, BudgetItem, BudgetMeasure, Stated
from kg.text import FoundMoney, find_money, find_years

_BUDGET_CONTEXT = re.compile(r"예산|사업비|비용|소요|위탁금|위탁료|재원|경비|비용추계|운영비|보조금")
_SPENT = re.compile(r"집행|결산|정산|수입|세입|매출|이용료")
_SKIPPED_HEAD = re.compile(r"증감|비율|구성비|%|집행|잔액|산출|비고|전년|대비|증가")
_ANNUAL = re.compile(
    r"^연간|^연(?=사업비|예산|운영비)|^(?:예산|사업비|운영비|예산액|운영예산|지원예산|지원금액|보조금)"
)
_NO_LABEL = re.compile(
    r"^(?:연|연간|매년|매월|월|총|약|금|및|등|각|또는|이상|이내|이하|계상|기준|\d.*|[×xX*=]*)$"
)
_ITEM_NUMBER = re.compile(
    r"(?P<label>[가-힣A-Za-z][가-힣A-Za-z·ㆍ/() ]{0,24}?)\s*[:：]?\s*"
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?!\s*[\d.,]*\s*(?:%|％|명|개|월|년|회|원|천|백|만|억))(?=\s*(?:[,，·ㆍ/)）\n]|$))"
)
_BESIDE_PROJECTS = re.compile(r"인\s*건\s*비|운\s*영\s*비|관\s*리\s*비|프로그램비")
_SEPARATOR = re.compile(r"[,，;\n(（=+]|[:：](?=\s*[가-힣])|(?<!\d)/|\s-\s|\s및\s|^\s*[)）]\s*[,，]?")
_YEAR_LABEL = re.compile(r"(?:(?:19|20)\d\d|['’‘]\d\d)\.?\s*(?:년도?)?")


@dataclass(slots=True)
class _Draft:
    """A budget being read."""

    total: Stated[int] | None = None
    unit: int = 1
    year: Stated[int] | None = None
    items: list[BudgetItem] = field(default_factory=list)

    def statement(self, part: str, role: str, facility: Stated[str] | None) -> Budget | None:
        if self.total is None and not self.items:
            return None
        return Budget(
            part=part,
            role=role,
            facility=facility,
            total=self.total,
            year=self.year,
            unit=self.unit,
            items=tuple(self.items),
        )


def budgets(reading: Reading) -> tuple[Budget, ...]:
    """Every statement of money for the consignment (``required``) or for a facility's year (``annual``)."""
    made: list[Budget] = []
    heads = {f.node.index for f in reading.fields("budget") if f.cell is None}
    for record in reading.records:
        if reading.amending(record.node):
            continue
        for f in record.all("budget"):
            if record.shape == "row" and not describes(record):
                continue
            if f.cell is None and any(a.index in heads for a in reading.outline.ancestors(f.node)):
                continue
            found = _from_field(reading, record, f)
            if found is not None:
                made.append(found)
    if not any(b.role == "required" and b.items for b in made):
        made.extend(_loose_tables(reading, [b for b in made if b.role == "required"]))
    if not any(b.role == "required" for b in made):
        made.extend(_prose(reading))
    return tuple(made)


def _from_field(reading: Reading, record: Record, found: Field) -> Budget | None:
    role = _role(reading, record, found)
    draft = _Draft()
    if found.value.text.strip():
        _read_value(draft, found.value, found.unit)
    if found.cell is None:
        for node in _below(reading, found.node):
            if node.table is not None:
                _read_table(draft, node.table, found.heading)
            else:
                _read_line(draft, node.passage)
        if not draft.items and (table := _table_after(reading, found.node)) is not None:
            _add_dividing(draft, table, found.heading)
    _settle(draft)
    name = facility_of(reading, record) if role == "annual" else None
    if role == "annual" and name is None:
        return None
    return draft.statement(found.node.part, role, name)


def _role(reading: Reading, record: Record, found: Field) -> str:
    """``annual`` for a yearly sum told of a facility as it is, else ``required``."""
    if found.label.qualifier == "current" or record.shape in ("row", "column"):
        return "annual"
    if reading.reports():
        return "required"
    if _ANNUAL.search(found.label.folded) and reading.current(found.node):
        return "annual"
    near = first(a for a in reading.outline.ancestors(found.node) if a.rank != "title")
    if near is not None and re.search(r"시설\s*(?:개요|현황)|운영\s*현황|일반\s*현황", near.text):
        return "annual"
    return "required"


def _below(reading: Reading, node: Node) -> Iterator[Node]:
    for child in reading.outline.children(node):
        if not child.quoted and not child.text.startswith("※") and "※" not in child.rank:
            yield child
            if child.table is None:
                yield from (n for n in reading.outline.children(child) if not n.quoted and "※" not in n.rank)


def _table_after(reading: Reading, node: Node) -> Table | None:
    """A table that stands right after a budget line without lying under it (after a bullet nothing does)."""
    following = reading.outline.nodes[node.index + 1 : node.index + 2]
    return following[0].table if following and following[0].part == node.part else None


def _add_dividing(draft: _Draft, table: Table, heading: Passage) -> None:
    """Take the items of a table that comes to the same total, or gives the total the line leaves out."""
    other = _Draft()
    _read_table(other, table, heading)
    _settle(other)
    if not other.items:
        return
    if draft.total is None:
        draft.total, draft.unit, draft.year = other.total, other.unit, other.year
    elif other.total is None or abs(other.total.value - draft.total.value) >= max(other.unit, draft.unit):
        return
    draft.items.extend(other.items)


# --- values in words ----------------------------------------------------------------------------------------


def _read_value(draft: _Draft, value: Passage, unit: Passage | None) -> None:
    """``금595백만원(2023년 예산)``, ``연 987,000천원(국비 493,500천원, …)``, ``13억원(2024년 6억원, 2025년
    7억원)``.
    """
    amounts = find_money(value.text)
    if not amounts:
        _read_bare(draft, value, unit)
        return
    items = list(_items(value, amounts))
    labelled = {item.amount.spans for _, item in items}
    for amount in amounts:
        stated = state(value, amount.start, amount.end, amount.krw, "krw")
        if stated.spans not in labelled or not _inside_brackets(value.text, amount.start):
            if (
                stated.spans in labelled
                and len(amounts) > 1
                and amount is amounts[0]
                and _is_item_list(value, amounts)
            ):
                break
            draft.total, draft.unit = stated, amount.unit
            labelled.discard(stated.spans)
            items = [(at, item) for at, item in items if item.amount.spans != stated.spans]
            break
    draft.year = draft.year or _year(value)
    draft.items.extend(item for _, item in items if not _same_as_total(item, draft))
    if draft.total is not None and not draft.items:
        draft.items.extend(_unitless_items(value, draft))


def _is_item_list(value: Passage, amounts: tuple[FoundMoney, ...]) -> bool:
    """``인건비 446백만원, 운영비 41백만원``: every amount has a label of its own, the first as well."""
    head = value.text[: amounts[0].start].strip(" ,:-·○")
    return bool(re.search(r"[가-힣]", head)) and not _NO_LABEL.match(head) and not re.search(r"총|계", head)


def _same_as_total(item: BudgetItem, draft: _Draft) -> bool:
    return is_total(item.label.value) and item.year is None and draft.total is not None


def _inside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("(") + before.count("（") > before.count(")") + before.count("）")


def _read_bare(draft: _Draft, value: Passage, unit: Passage | None) -> None:
    from_header = _with_unit(value, unit)
    if from_header is not None:
        draft.total, draft.unit = from_header
        draft.year = _year(value)


def _with_unit(value: Passage, unit: Passage | None) -> tuple[Stated[int], int] | None:
    match = re.match(
        r"\s*(?:금|연|약|총)?\s*(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:$|[(（])", value.text
    )
    return _joined(value, match.span("n"), unit) if match else None


def _joined(value: Passage, at: tuple[int, int], unit: Passage | None) -> tuple[Stated[int], int] | None:
    """A number and a unit printed elsewhere as one amount."""
    word = re.search(r"[십백천만억]*원", unit.text) if unit is not None else None
    if word is None or unit is None:
        return None
    amounts = find_money(value.text[at[0] : at[1]] + word[0])
    if len(amounts) != 1:
        return None
    spans = (*value.spans(*at), *unit.spans(*word.span()))
    return Stated(amounts[0].krw, spans, "krw"), amounts[0].unit


def _year(value: Passage) -> Stated[int] | None:
    """The fiscal year beside the total, when only one year is printed and no item claims it."""
    years = [
        y
        for y in find_years(value.text)
        if not re.match(r"\s*[.~∼～-]\s*['’‘\d]", value.text[y.end :])
        and not re.search(r"\d\s*년?도?\s*[~∼～-]\s*$", value.text[: y.start])
    ]
    if len({y.year for y in years}) != 1:
        return None
    text = value.text
    year = years[0]
    following = re.match(
        r"\s*(?:도)?\s*(?:본?예산|기준|당초|추경|최종|소요|운영|\)|편성|\d|금|총|요구|계획|사업비|:|：|[,，])",
        text[year.end :],
    )
    return state(value, year.start, year.end, year.year, "year") if following else None


def _items(value: Passage, amounts: tuple[FoundMoney, ...]) -> Iterator[tuple[int, BudgetItem]]:
    """The amounts of a text that have a label right before them."""
    text = value.text
    for number, amount in enumerate(amounts):
        low = amounts[number - 1].end if number else 0
        label = _label_before(text, low, amount.start)
        if label is None:
            continue
        stated = text_of(value, *label)
        if stated is None:
            continue
        year = _year_in(value, *label)
        item = BudgetItem(
            label=stated, amount=state(value, amount.start, amount.end, amount.krw, "krw"), year=year
        )
        yield amount.start, item


def _label_before(text: str, low: int, high: int) -> tuple[int, int] | None:
    """Where the label of an amount stands: the words since the last separator."""
    piece = text[low:high]
    cut = max(
        (
            m.end()
            for m in re.finditer(
                r"[,，;\n(（=+]|[:：](?=\s*[가-힣])|(?<!\d)/|\s-\s|\s및\s|^\s*[)）]\s*[,，]?", piece
            )
        ),
        default=0,
    )
    words = piece[cut:]
    lead = re.match(r"[\s○◦▪■□•·‧ㆍ\-–:：)）]*(?:총|약|금|연)?\s*(?=[가-힣'’\d])", words)
    start = cut + (lead.end() if lead else 0)
    end = start + len(re.sub(r"[\s:：=\-(（]*(?:(?<![가-힣])(?:약|금|총))?\s*$", "", piece[start:]))
    label = piece[start:end]
    if (
        not 1 <= len(label) <= 26
        or not re.search(r"[가-힣\d]", label)
        or (_NO_LABEL.match(label) and not _YEAR_LABEL.fullmatch(label))
    ):
        return None
    if re.search(r"[.。]|다$|하여|으로$|에서|까지|부터|[은는]\s*$", label):
        return None
    return low + start, low + end


def _year_in(value: Passage, low: int, high: int) -> Stated[int] | None:
    found = find_years(value.text[low:high])
    if len(found) != 1:
        return None
    return state(value, low + found[0].start, low + found[0].end, found[0].year, "year")


def _unitless_items(value: Passage, draft: _Draft) -> Iterator[BudgetItem]:
    """``987,000천원(국비 493,500, 도비 148,050)``: numbers without a unit take that of the total."""
    assert draft.total is not None
    text = value.text
    word = next((m for m in re.finditer(r"[십백천만억]*원", text)), None)
    bracket = re.search(r"[(（](?P<inner>[^()（）]*)[)）]", text)
    if word is None or bracket is None:
        return
    unit = value.slice(*word.span())
    inner = value.slice(*bracket.span("inner"))
    for match in _ITEM_NUMBER.finditer(inner.text):
        label, amount = text_of(inner, *match.span("label")), _joined(inner, match.span("n"), unit)
        if label is not None and amount is not None and not _NO_LABEL.match(label.value):
            yield BudgetItem(label=label, amount=amount[0], year=_year_in(inner, *match.span("label")))


def _read_line(draft: _Draft, line: Passage) -> None:
    """A line under a budget heading: items, or the total where none was printed yet."""
    amounts = find_money(line.text)
    if not amounts or len(line.text) > 220:
        return
    labelled = [item for _, item in _items(line, amounts)]
    totals = [
        item
        for item in labelled
        if is_total(item.label.value)
        or re.fullmatch(r"총?\s*(?:소요|위탁|사업)?\s*(?:예산|사업비|금액|비용)(?:액)?", item.label.value)
    ]
    if draft.total is None and totals and totals[0] is labelled[0]:
        draft.total, draft.unit = totals[0].amount, amounts[0].unit
        draft.year = draft.year or _year(line)
        labelled = labelled[1:]
    elif draft.total is None and not labelled:
        _read_value(draft, line, None)
        return
    draft.items.extend(item for item in labelled if not (is_total(item.label.value) and draft.total))


# --- tables -------------------------------------------------------------------------------------------------


def _read_table(draft: _Draft, table: Table, heading: Passage) -> None:
    """A table of amounts under a budget: years and items from its headers, 계 of both is the total."""
    unit = table.unit if table.unit is not None and "원" in table.unit.text else None
    in_heading = re.search(r"\((?:단위\s*[:：]\s*)?(?P<u>[십백천만억]*원)\)", heading.text)
    if unit is None and in_heading:
        unit = heading.slice(*in_heading.span("u"))
    usable = [f for f in figures(table) if not any(_SKIPPED_HEAD.search(p.text) for p in f.path)]
    mixed = any(_BESIDE_PROJECTS.search(p.text) for f in usable for p in f.path)
    words = {id(f): _words(f, mixed) for f in usable}
    depth = max((len(found) for found in words.values()), default=0)
    yearly = any(_year_in(p, 0, len(p.text)) for f in usable for p in f.path)
    for figure in usable:
        read = _amount(figure, unit)
        if read is None or (
            0 < len(words[id(figure)]) < depth and any(is_total(_no_year(p.text)) for p in figure.path)
        ):
            continue
        if yearly and words[id(figure)] and _sums_years(figure):
            continue
        _place(draft, figure, words[id(figure)], *read)


def _words(figure: Figure, mixed: bool) -> list[Passage]:
    """The headers of an amount that name what it is for; 사업비 does beside 인건비 (*mixed*)."""
    return [p for p in figure.path if not _is_plain(p) or (mixed and fold_label(p.text) == "사업비")]


def _amount(figure: Figure, unit: Passage | None) -> tuple[Stated[int], int] | None:
    whole = find_money(figure.cell.passage.text)
    if len(whole) == 1:
        return state(figure.cell.passage, whole[0].start, whole[0].end, whole[0].krw, "krw"), whole[0].unit
    heads = [p for p in figure.path if re.search(r"\([십백천만억]*원\)", p.text)]
    source = first(heads) or unit
    return _joined(figure.cell.passage, (figure.start, figure.end), source)


def _place(draft: _Draft, figure: Figure, words: list[Passage], amount: Stated[int], unit: int) -> None:
    year = first(y for p in figure.path if (y := _year_in(p, 0, len(p.text))) is not None)
    if not words:
        if year is None or (
            draft.total is None and not draft.items and len(figure.above) + len(figure.beside) <= 1
        ):
            if draft.total is None:
                draft.total, draft.unit, draft.year = amount, unit, draft.year or year
            return
        label = first(p for p in figure.path if is_total(_no_year(p.text))) or first(figure.path)
        stated = text_of(label) if label else None
        if stated is not None:
            draft.items.append(BudgetItem(label=stated, amount=amount, year=year))
        return
    low, high = words[0], words[-1]
    stated = text_of(low) if low is high else _joined_label(words)
    if stated is not None:
        draft.items.append(BudgetItem(label=stated, amount=amount, year=year))


def _sums_years(figure: Figure) -> bool:
    """Whether a 계 sums over the years of the table, so that it is no item of its own."""
    return not any(_year_in(p, 0, len(p.text)) for p in figure.path) and any(
        is_total(_no_year(p.text)) for p in figure.path
    )


def _joined_label(words: list[Passage]) -> Stated[str] | None:
    parts = [t for p in words if (t := text_of(p)) is not None]
    if not parts:
        return None
    return Stated(" ".join(t.value for t in parts), tuple(s for t in parts for s in t.spans), "text")


def _no_year(text: str) -> str:
    return _YEAR_LABEL.sub("", text)


def _is_plain(passage: Passage) -> bool:
    """A header that says nothing but a year, a total, a unit or that these are amounts."""
    rest = fold_label(_no_year(passage.text))
    return (
        not rest
        or is_total(rest)
        or rest
        in (
            "구분",
            "금액",
            "예산",
            "예산액",
            "예산안",
            "소요예산",
            "사업비",
            "위탁금",
            "위탁비용",
            "도",
            "년",
            "연도",
            "총액",
            "단위",
            "소요액",
            "위탁금액",
            "본예산",
            "비용",
            "추정예산",
            "총사업비",
            "총예산",
        )
    )


def _loose_tables(reading: Reading, told: list[Budget]) -> Iterator[Budget]:
    """A table of amounts whose caption or heading says it is the budget; one that divides a total told
    elsewhere, where there is one.
    """
    for node in reading.outline:
        table = node.table
        if table is None or reading.amending(node):
            continue
        over = " ".join(
            [
                table.caption.text if table.caption else "",
                *(a.text[:40] for a in reading.outline.ancestors(node) if a.rank != "title"),
            ][:2]
        )
        unit = table.unit.text if table.unit else ""
        if not _BUDGET_CONTEXT.search(over) or _SPENT.search(over) or not ("원" in unit or _has_money(table)):
            continue
        draft = _Draft()
        _read_table(draft, table, table.caption or Passage(""))
        _settle(draft)
        found = draft.statement(node.part, "required", None)
        if found is not None and (not told or any(_divides(found, budget) for budget in told)):
            yield found
            return


def _divides(table: Budget, told: Budget) -> bool:
    if table.total is None or told.total is None:
        return told.total is None
    return abs(table.total.value - told.total.value) < max(table.unit, told.unit)


def _settle(draft: _Draft) -> None:
    """A 계 of the only year is the total itself, and that year the budget's."""
    totals = [i for i in draft.items if i.year is not None and is_total(_no_year(i.label.value) or "계")]
    years = {i.year.value for i in draft.items if i.year is not None}
    if len(totals) == 1 and len(years) == 1 and (len(draft.items) > 1 or draft.total is not None):
        only = totals[0]
        if draft.total is None:
            draft.total = only.amount
        if draft.total.value == only.amount.value:
            draft.year = draft.year or only.year
            draft.items.remove(only)


def _has_money(table: Table) -> bool:
    return any(
        find_money(cell.passage.text) or re.search(r"\([십백천만억]*원\)", cell.passage.text)
        for cell in table.cells
    )


def _prose(reading: Reading) -> Iterator[Budget]:
    """A sum in a sentence: ``연간 위탁비용은 2억 1천만원``."""
    pattern = re.compile(
        r"(?:위탁|소요|사업|운영)\s*(?:비용?|금액?|료|예산|사업비)\s*(?:총액)?(?:은|는|으로|이)\s*(?:연간|총|연|약)?\s*"
    )
    for node in reading.outline:
        if node.quoted or node.table is not None or reading.amending(node):
            continue
        match = pattern.search(node.passage.text)
        if match is None:
            continue
        value = node.passage.slice(match.end(), match.end() + 60)
        amounts = find_money(value.text)
        if amounts and amounts[0].start <= 12:
            stated = state(value, amounts[0].start, amounts[0].end, amounts[0].krw, "krw")
            yield Budget(part=node.part, role="required", total=stated, unit=amounts[0].unit)
            return


# --- measures -----------------------------------------------------------------------------------------------


def measures(reading: Reading) -> tuple[BudgetMeasure, ...]:
    """예산조치 with the note under it."""
    made = []
    for f in reading.fields("measure"):
        text = text_of(f.value)
        if text is None:
            continue
        note = _note(reading, f.node)
        made.append(BudgetMeasure(part=f.node.part, text=text, note=note))
    return tuple(made)


def _note(reading: Reading, node: Node) -> Stated[str] | None:
    for following in reading.outline.nodes[node.index + 1 : node.index + 2]:
        if following.text.startswith("※") or "※" in following.rank:
            words = re.sub(r"^※\s*", "", following.passage.text)
            return text_of(following.passage, len(following.passage.text) - len(words))
    return None
