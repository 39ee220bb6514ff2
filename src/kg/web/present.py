"""Values for reading: money with separators, areas with units, yes and no."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from kg.store import Literal
from kg.vocab import KC
from kg.web.fields import field_label
from kg.web.messages import message

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset({_XSD + "integer", _XSD + "decimal"})
_WON = frozenset({KC.totalAmount, KC.amount, KC.currentBudget})
_UNITS = {
    **dict.fromkeys(_WON, ("{}원", "KRW {}")),
    KC.floorArea: ("{}㎡", "{} m²"),
    KC.currentFloorArea: ("{}㎡", "{} m²"),
    KC.areaPyeong: ("{}평", "{} pyeong"),
    KC.headcount: ("{}명", "{} staff"),
    KC.currentHeadcount: ("{}명", "{} staff"),
    KC.score: ("{}점", "{} points"),
    KC.passThreshold: ("{}점", "{} points"),
    KC.statedYears: ("{}년", "{} years"),
    KC.ordinal: ("제{}차", "no. {}"),
    KC.roundOrdinal: ("제{}차", "no. {}"),
    KC.statedUnit: ("{}원 단위", "in units of KRW {}"),
}
_PLURAL = frozenset({"{} points", "{} years"})
_PATHS = frozenset({KC.discrepancyField, KC.changedField})
_PRINTED = frozenset({KC.printedValue, KC.valueBefore, KC.valueAfter})
_LONGEST_YEAR = 4
_HASHES = frozenset({KC.sha256, KC.textSha256})
_PLAIN = frozenset({KC.articleNumber, KC.partOrder, KC.promulgationNumber, KC.lawId})


def show_literal(predicate: str, value: Literal, language: str) -> str:
    """A literal as a person reads it.

    >>> from pyoxigraph import NamedNode
    >>> money = Literal("595000000", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    >>> show_literal(KC.totalAmount, money, "ko"), show_literal(KC.totalAmount, money, "en")
    ('595,000,000원', 'KRW 595,000,000')
    """
    datatype = value.datatype.value
    if predicate in _PATHS:
        return field_label(value.value, language)
    if predicate in _PRINTED and value.value.isdigit() and len(value.value) > _LONGEST_YEAR:
        return show_number(value.value)
    if predicate in _HASHES:
        return f"{value.value[:12]}…"
    if datatype == _XSD + "boolean":
        return message("yes" if value.value in ("true", "1") else "no", language)
    if datatype not in _NUMBERS or predicate in _PLAIN:
        return value.value
    korean, english = _UNITS.get(predicate, ("{}", "{}"))
    shown = show_number(value.value)
    if language == "en":
        return (
            english.removesuffix("s").format(shown)
            if shown == "1" and english in _PLURAL
            else english.format(shown)
        )
    return korean.format(shown)


def show_number(text: str) -> str:
    """A number with separators, without zeros that say nothing; what is no number as it is.

    >>> show_number("594958000"), show_number("45.50"), show_number("n/a")
    ('594,958,000', '45.5', 'n/a')
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    shown = f"{number:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
