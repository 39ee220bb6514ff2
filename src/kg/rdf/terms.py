"""RDF terms of plain values: one function per datatype, always in canonical lexical form."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.text import squeeze
from kg.vocab import XSD

Term = NamedNode | Literal

_INTEGER: Final = NamedNode(XSD.integer)
_DECIMAL: Final = NamedNode(XSD.decimal)
_BOOLEAN: Final = NamedNode(XSD.boolean)
_YEAR: Final = NamedNode(XSD.gYear)
_DATE: Final = NamedNode(XSD.date)
_MONTH: Final = NamedNode(XSD.gYearMonth)


def korean(value: str) -> Literal:
    """Prose or a name: a Korean text, runs of white space as one space."""
    return Literal(squeeze(value), language="ko")


def english(value: str) -> Literal:
    """An English text."""
    return Literal(value, language="en")


def plain(value: str) -> Literal:
    """A text in no language: a number as printed, a path, a checksum."""
    return Literal(value)


def integer(value: int) -> Literal:
    """A whole number.

    >>> str(integer(595000000))
    '"595000000"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return Literal(str(int(value)), datatype=_INTEGER)


def decimal(value: Decimal) -> Literal:
    """A decimal number without an exponent or zeros that say nothing.

    >>> decimal(Decimal("45.50")).value, decimal(Decimal("3")).value, decimal(Decimal("1E+2")).value
    ('45.5', '3', '100')
    """
    text = format(value, "f")
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=_DECIMAL)


def boolean(value: bool) -> Literal:
    """A truth value."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def year(value: int) -> Literal:
    """A calendar year.

    >>> year(2023).value
    '2023'
    """
    return Literal(f"{value:04d}", datatype=_YEAR)


def day(iso: str) -> Literal:
    """A day, or a month or a year where no more is given.

    >>> day("2024-05-01").datatype.value.rsplit("#")[-1], day("2024-05").datatype.value.rsplit("#")[-1]
    ('date', 'gYearMonth')
    """
    return Literal(iso, datatype={10: _DATE, 7: _MONTH, 4: _YEAR}[len(iso)])
