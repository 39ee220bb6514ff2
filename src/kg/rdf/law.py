"""Citations and quotations: what the papers rest on, and the law they reproduce."""

from __future__ import annotations

from dataclasses import replace

from kg.link import Cited
from kg.model.blocks import Span
from kg.model.facts import LegalBasis, Quotation
from kg.model.statute import ProvisionPath
from kg.rdf import about, identities
from kg.rdf.terms import boolean, day, korean
from kg.rdf.writer import Writer
from kg.vocab import ELI, KC


def provisions(to: Writer, cited: Cited) -> list[str]:
    """The provisions something resolves to."""
    places = to.links.places
    return [identities.provision(to, law, act, path, places) for law, act, path in cited.provisions]


def at(cited: Cited, path: ProvisionPath) -> Cited:
    """What is quoted, at another path of the same edition."""
    return replace(cited, provisions=tuple((law, act, path) for law, act, _ in cited.provisions))


def citation(to: Writer, number: int, said: LegalBasis) -> None:
    """A citation: what it cites, in what role, who relies on it, and how it was resolved.

    One inside reproduced law is about the quoted provision only: there the law cites, not the paper.
    """
    cited = to.links.cited[number - 1]
    targets = provisions(to, cited)
    motion = None if said.quoted else about.bill(to, said.part)
    within = _quoted_around(to, said.spans) if said.quoted else []
    own = [] if said.quoted else [about.affair(to, said.part), motion, about.proposed_round(to, said.part)]
    node = to.statement("citation", number, KC.Citation, said, [*within, *own])
    to.label(node, f"인용: {said.citation.text}", f"Citation {number}")
    to.add(node, KC.citingPart, to.part(said.part))
    to.add(node, KC.citationText, korean(said.citation.text))
    to.add(node, KC.citationRole, to.ids.concept("citation-role", said.role))
    if said.relied_on_by:
        to.add(node, KC.reliedOnBy, to.ids.concept("relying-party", said.relied_on_by))
    to.add(node, KC.resolution, to.ids.concept("resolution", cited.resolution))
    to.add(node, KC.insideQuotation, boolean(said.quoted))
    to.evidence(node, said.spans)
    for law in cited.instruments:
        to.add(node, KC.citedInstrument, identities.instrument(to, law, to.links.places))
    for target in targets:
        to.add(node, KC.citedProvision, target)
        for citing in within if motion is None else [motion]:
            to.add(citing, ELI.cites, target)


def _quoted_around(to: Writer, spans: tuple[Span, ...]) -> list[str]:
    """The provisions whose quotation holds these spans; the innermost quotation where they are nested."""
    best: tuple[int, int] | None = None
    for at, quotation in enumerate(to.facts.quotations):
        if all(any(outer.covers(span) for outer in quotation.spans) for span in spans):
            size = sum(outer.end - outer.start for outer in quotation.spans)
            best = min(best or (size, at), (size, at))
    return provisions(to, to.links.quoted[best[1]]) if best else []


def quotation(to: Writer, number: int, said: Quotation) -> None:
    """Reproduced law: which provision, its heading, and its amendment marks."""
    quoted = provisions(to, to.links.quoted[number - 1])
    node = to.statement("quotation", number, KC.Quotation, said, quoted)
    to.label(node, f"조문 발췌: {said.instrument} {said.path}".rstrip(), f"Quotation {number}")
    for provision in quoted:
        to.add(node, KC.quotes, provision)
    to.state(node, KC.quotedHeading, said.heading, korean)
    for date in said.amended:
        to.state(node, KC.amendingDate, date, day)
    to.add(node, KC.isDeleted, boolean(said.deleted))
    to.evidence(node, said.spans)
