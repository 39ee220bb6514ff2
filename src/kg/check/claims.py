"""Claims: a value with the statement that makes it, so that a discrepancy can point at both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.model.facts import Discrepancy, Spans, Stated, Statement
from kg.text.codes import RECORD_FORMS

S = TypeVar("S", bound=Statement)
Reference = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one statement says: the value as compared, as printed in a message, where it stands, who says
    it.
    """

    value: Any
    printed: str
    spans: Spans
    statement: Reference


def numbered(kind: str, statements: Sequence[S]) -> Iterator[tuple[Reference, S]]:
    """The statements with their reference (kind, number from 1)."""
    for number, statement in enumerate(statements, 1):
        yield (kind, number), statement


def claim(reference: Reference, stated: Stated[Any], value: Any = None) -> Claim:
    """A claim of a stated value; *value* is what is compared when it is not the value itself."""
    words = RECORD_FORMS.get(stated.form, {})
    printed = words.get(str(stated.value), str(stated.value))
    return Claim(stated.value if value is None else value, printed, stated.spans, reference)


def discrepancy(kind: str, field: str, claims: Sequence[Claim], note_ko: str, note_en: str) -> Discrepancy:
    """A discrepancy of these claims."""
    return Discrepancy(
        type=kind,
        field=field,
        values=tuple(c.printed for c in claims),
        spans=tuple(c.spans for c in claims),
        statements=tuple(dict.fromkeys(c.statement for c in claims)),
        note_ko=note_ko,
        note_en=note_en,
    )


def won(amount: int) -> str:
    """An amount for a message.

    >>> won(595000000)
    '595,000,000'
    """
    return f"{amount:,}"
