"""What a document quotes of the law, kept beside its facts, and compared at build with the law's text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from kg.ids import Ids
from kg.legislation import Instrument
from kg.link import Links
from kg.model.blocks import Span
from kg.model.facts import Facts
from kg.model.fidelity import Fidelity, Obstacle
from kg.model.legislation import LawText
from kg.model.statute import ProvisionPath
from kg.quotes import HeldText, Line, check, excerpt_line, quoted_lines
from kg.rdf import Quad, fidelity_quads


class Laws(Protocol):
    """The law texts of a dataset."""

    def text_of(self, work: str) -> tuple[LawText, ...]:
        """The texts held of an instrument, each as of some day; empty where none is."""

    def document_of(self, work: str) -> str:
        """The key of the document that is an instrument's text."""


class NoLaws:
    """A dataset of papers alone."""

    def text_of(self, work: str) -> tuple[LawText, ...]:  # noqa: ARG002 - as Laws has it
        """No text of any instrument."""
        return ()

    def document_of(self, work: str) -> str:
        """Never asked for: there is no text. Raises LookupError."""
        raise LookupError(work)


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation of a document: the node's IRI, the provision quoted, where it stands, the paper's day."""

    node: str
    path: ProvisionPath
    spans: tuple[Span, ...]
    law: Instrument | None
    edition: int | None
    on: date | None
    excerpt: bool = False


def quotations_of(facts: Facts, links: Links, ids: Ids) -> list[Quoted]:
    """The quotations of one document, in the order of its facts."""
    found = []
    for number, (said, cited) in enumerate(zip(facts.quotations, links.quoted, strict=True), start=1):
        law, act, _ = cited.provisions[0] if cited.provisions else (None, None, None)
        law = law or next(iter(cited.instruments), None)
        node = ids.statement(links.document, "quotation", number)
        edition = act.number if act else None
        found.append(Quoted(node, said.path.provision, said.spans, law, edition, links.day, said.excerpt))
    return found


def as_json(quotations: Iterable[Quoted]) -> str:
    """Quotations as JSON; inverse of :func:`from_json`."""
    return json.dumps([_as_form(one) for one in quotations], ensure_ascii=False)


def from_json(text: str) -> list[Quoted]:
    """Quotations as :func:`as_json` wrote them."""
    return [_of_form(form) for form in json.loads(text)]


def _as_form(one: Quoted) -> dict[str, Any]:
    law = one.law
    return {
        "node": one.node,
        "path": str(one.path),
        "spans": [list(span) for span in one.spans],
        "law": [law.work, law.type, law.jurisdiction, law.title, law.title_en] if law else None,
        "edition": one.edition,
        "on": one.on.isoformat() if one.on else None,
        "excerpt": one.excerpt,
    }


def _of_form(form: Mapping[str, Any]) -> Quoted:
    return Quoted(
        form["node"],
        ProvisionPath.parse(form["path"]),
        tuple(Span(*span) for span in form["spans"]),
        Instrument(*form["law"]) if form["law"] else None,
        form["edition"],
        date.fromisoformat(form["on"]) if form["on"] else None,
        form["excerpt"],
    )


def compare(
    documents: Iterable[tuple[str, Sequence[Quoted]]], laws: Laws, ids: Ids
) -> tuple[list[Quad], Counter[str]]:
    """The quads that tell how each quotation compares, and how many there are of each verdict or obstacle.

    *documents* are texts with their quotations; the law's text is read once for all that quote it.
    """
    held: dict[str, list[HeldText]] = {}
    quads: list[Quad] = []
    counts: Counter[str] = Counter()
    for text, quotations in documents:
        for one, found in _fidelities(text, quotations, laws, held):
            source = laws.document_of(one.law.work) if one.law and found.law else None
            quads += fidelity_quads(
                ids, one.node, found, law=one.law, edition=one.edition, source=source, on=one.on
            )
            counts[(found.obstacle or found.verdict).value] += 1
    return quads, counts


def _fidelities(
    text: str, quotations: Sequence[Quoted], laws: Laws, held: dict[str, list[HeldText]]
) -> Iterator[tuple[Quoted, Fidelity]]:
    for one in quotations:
        if one.law is None:
            yield one, Fidelity.open(Obstacle.INSTRUMENT_UNKNOWN, one.path)
            continue
        work = one.law.work
        if work not in held:
            held[work] = [HeldText.of(law) for law in laws.text_of(work)]
        lines = _lines(text, one)
        yield one, check(lines, one.path, held[work], one.on, one.edition)


def _lines(text: str, one: Quoted) -> tuple[Line, ...]:
    if one.excerpt:
        return (excerpt_line(text, one.spans, one.path),)
    return quoted_lines(text, one.spans, one.path)
