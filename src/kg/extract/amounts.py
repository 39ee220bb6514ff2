"""Amounts in words: the total of a value or line and the items it is divided into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.grid import is_total
from kg.extract.values import state, text_of
from kg.model.blocks import Passage
from kg.model.facts import Budget, BudgetItem, Stated
from kg.text import FoundMoney, find_money, find_years

_NO_LABEL = re.compile(
    r"^(?:연|연간|매년|매월|월|총|약|금|및|등|각|또는|이상|이내|이하|계상|기준|\d.*|[×xX*=]*)$"
)
_ITEM_NUMBER = re.compile(
    r"(?P<label>[가-힣A-Za-z][가-힣A-Za-z·ㆍ/() ]{0,24}?)\s*[:：]?\s*"
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?!\s*[\d.,]*\s*(?:%|％|명|개|월|년|회|원|천|백|만|억))(?=\s*(?:[,，·ㆍ/)）\n]|$))"
)
_SEPARATOR = re.compile(r"[,，;\n(（=+]|[:：](?=\s*[가-힣])|(?<!\d)/|\s-\s|\s및\s|^\s*[)）]\s*[,，]?")
_YEAR_LABEL = re.compile(r"(?:(?:19|20)\d\d|['’‘]\d\d)\.?\s*(?:년도?)?")


@dataclass(slots=True)
class Draft:
    """A budget being read."""

    total: Stated[int] | None = None
    unit: int = 1
    year: Stated[int] | None = None
    items: list[BudgetItem] = field(default_factory=list)

    def statement(self, part: str, role: str, facility: Stated[str] | None) -> Budget | None:
        """The budget read, ``None`` when no amount was found."""
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


def read_value(draft: Draft, value: Passage, unit: Passage | None) -> None:
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


def _same_as_total(item: BudgetItem, draft: Draft) -> bool:
    return is_total(item.label.value) and item.year is None and draft.total is not None


def _inside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("(") + before.count("（") > before.count(")") + before.count("）")


def _read_bare(draft: Draft, value: Passage, unit: Passage | None) -> None:
    from_header = _with_unit(value, unit)
    if from_header is not None:
        draft.total, draft.unit = from_header
        draft.year = _year(value)


def _with_unit(value: Passage, unit: Passage | None) -> tuple[Stated[int], int] | None:
    match = re.match(
        r"\s*(?:금|연|약|총)?\s*(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:$|[(（])", value.text
    )
    return joined(value, match.span("n"), unit) if match else None


def joined(value: Passage, at: tuple[int, int], unit: Passage | None) -> tuple[Stated[int], int] | None:
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
        year = year_in(value, *label)
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


def year_in(value: Passage, low: int, high: int) -> Stated[int] | None:
    """The only year a stretch of text names."""
    found = find_years(value.text[low:high])
    if len(found) != 1:
        return None
    return state(value, low + found[0].start, low + found[0].end, found[0].year, "year")


def no_year(text: str) -> str:
    """A header without the year in it."""
    return _YEAR_LABEL.sub("", text)


def _unitless_items(value: Passage, draft: Draft) -> Iterator[BudgetItem]:
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
        label, amount = text_of(inner, *match.span("label")), joined(inner, match.span("n"), unit)
        if label is not None and amount is not None and not _NO_LABEL.match(label.value):
            yield BudgetItem(label=label, amount=amount[0], year=year_in(inner, *match.span("label")))


def read_line(draft: Draft, line: Passage) -> None:
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
        read_value(draft, line, None)
        return
    draft.items.extend(item for item in labelled if not (is_total(item.label.value) and draft.total))
