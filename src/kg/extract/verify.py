"""Proof of evidence: every value read from a paper is read again from the text its spans cut out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from kg.model.blocks import Document
from kg.model.facts import Facts, Stated
from kg.text import reparses


@dataclass(frozen=True, slots=True)
class Failure:
    """A value its evidence does not give back: where in the facts, the value, the text of its spans."""

    path: str
    value: object
    evidence: str


@dataclass(frozen=True, slots=True)
class Report:
    """How many values there are, how many have a span, how many their text gives back."""

    count: int
    with_span: int
    reparsed: int
    failures: tuple[Failure, ...]

    @property
    def complete(self) -> bool:
        """Whether every value has a span that gives it back."""
        return self.count == self.with_span == self.reparsed


def verify(document: Document, facts: Facts) -> Report:
    """Cut the text of every :class:`Stated` value out of the document and parse it again by its form."""
    count = with_span = reparsed = 0
    failures: list[Failure] = []
    for path, stated in stated_values(facts):
        count += 1
        evidence = document.quote(*stated.spans)
        with_span += bool(stated.spans)
        if stated.spans and reparses(stated.form, evidence, stated.value):
            reparsed += 1
        else:
            failures.append(Failure(path, stated.value, evidence))
    return Report(count, with_span, reparsed, tuple(failures))


def stated_values(facts: Facts) -> Iterator[tuple[str, Stated[Any]]]:
    """Every stated value of the facts with its path (``terms[0].start``)."""
    yield from _walk("", facts)


def _walk(path: str, value: object) -> Iterator[tuple[str, Stated[Any]]]:
    if isinstance(value, Stated):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(f"{path}[{number}]", item)
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            name = f"{path}.{item.name}" if path else item.name
            yield from _walk(name, getattr(value, item.name))
