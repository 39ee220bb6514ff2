"""What a statement is about: from a part and the names in it to the identities of :mod:`kg.link`."""

from __future__ import annotations

from kg.link import Identity, RoundKey, nearest
from kg.model.facts import Facts, Stated, Terms
from kg.rdf import identities
from kg.rdf.writer import Writer
from kg.vocab import KC

_REPORTS = frozenset({"renewal-report", "evaluation-report"})


def value(stated: Stated[str] | None) -> str | None:
    """The value of what is stated, if it is."""
    return None if stated is None else stated.value


def bill(to: Writer, part: str) -> str | None:
    """The bill a part speaks of."""
    key = to.links.bill(part)
    if key is None:
        return None
    title = next((b.title.value for b in to.facts.bills if b.title), "")
    return identities.bill(to, to.links.jurisdiction, key, title)


def affair(to: Writer, part: str, facility_name: str | None = None) -> str | None:
    """The affair a part speaks of, or that of a facility named in it."""
    thing = to.links.affair_for(part, facility_name)
    return None if thing is None else _affair(to, thing)


def _affair(to: Writer, thing: Identity) -> str:
    node = identities.affair(to, to.links.jurisdiction, thing)
    for place in (to.links.subject, *to.links.facilities.values()):
        if place is not None and _runs(to, thing, place):
            to.add(node, KC.facility, identities.facility(to, to.links.jurisdiction, place))
    return node


def _runs(to: Writer, thing: Identity, place: Identity) -> bool:
    if to.links.subject is not None and place.key == to.links.subject.key:
        return any(named.key == thing.key for _, named in to.links.affairs)
    own = to.links.affair_of_facility.get(place.key)
    return own is not None and own.key == thing.key


def facility(to: Writer, name: str | None) -> str | None:
    """The facility of a name; without a name the one the paper is about."""
    place = to.links.facility(name)
    return None if place is None else identities.facility(to, to.links.jurisdiction, place)


def facility_or(to: Writer, name: str | None, part: str) -> list[str | None]:
    """The facility, else the affair, else the bill: the nearest thing a figure of a facility can be about."""
    return [facility(to, name) or affair(to, part) or bill(to, part)]


def affair_or(to: Writer, part: str, facility_name: str | None = None) -> list[str | None]:
    """The affair, else the facility, else the bill."""
    return [affair(to, part, facility_name) or facility(to, facility_name) or bill(to, part)]


def organisation(to: Writer, name: str | None) -> str | None:
    """The body of a name."""
    body = to.links.organisations.get(name) if name is not None else None
    return None if body is None else identities.organisation(to, body)


def round_of(to: Writer, key: RoundKey | None, status: str) -> str | None:
    """A round, with its status."""
    if key is None:
        return None
    _affair(to, key.affair)
    return identities.consignment_round(to, to.links.jurisdiction, key.affair, key.start, status)


def proposed_round(to: Writer, part: str) -> str | None:
    """The round whose terms stand nearest to a part."""
    stated = [(terms.part, terms) for terms in to.facts.terms if terms.start is not None]
    terms = nearest(part, stated)
    return None if terms is None else round_of(to, round_key(to, terms), terms_status(to.facts))


def round_key(to: Writer, terms: Terms) -> RoundKey | None:
    """The round that terms propose or report."""
    return to.links.round(terms.part, None, value(terms.start))


def terms_status(facts: Facts) -> str:
    """Whether a paper's terms are proposed or reported: a report on a renewal proposes nothing."""
    kinds = {paper.kind.value for paper in facts.papers if paper.kind is not None}
    return "reported" if kinds and kinds <= _REPORTS else "proposed"
