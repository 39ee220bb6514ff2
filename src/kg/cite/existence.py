"""Whether what a citation names exists: apart from what it says, target by target."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from kg.legislation import Existence, Instrument, Register, default_register, existence
from kg.model.statute import Citation, ProvisionPath, Target

EXISTENCE_LABELS: Final = {
    Existence.EXISTS: ("있음", "exists"),
    Existence.ARTICLE_GONE: ("조문 없음", "article gone"),
    Existence.INSTRUMENT_UNKNOWN: ("법령 미상", "instrument unknown"),
    Existence.EDITION_UNKNOWN: ("판 미상", "edition unknown"),
    Existence.NOT_CHECKABLE: ("확인 불가", "not checkable"),
}
"""How each state is called, in Korean and English."""


class Checked(NamedTuple):
    """A target with its instrument in the register, the number of the edition meant, and whether it exists.

    ``edition`` is None where the edition in force on the day, or the day, is not known.
    """

    target: Target
    instrument: Instrument | None
    edition: int | None
    existence: Existence

    @property
    def path(self) -> ProvisionPath:
        """The provision cited, without qualifiers."""
        return self.target.path.provision


def check_targets(
    citation: Citation,
    register: Register | None = None,
    day: date | None = None,
    jurisdiction: str | None = None,
) -> tuple[Checked, ...]:
    """Each target of a citation in a text of *day*, an ordinance's short title in its *jurisdiction*.

    Without a day today's text is looked at. A former version (개정되기 전의 것) is that of the day before.

    >>> from kg.cite import find_citations
    >>> (found,) = find_citations("「지방자치법」 제117조제3항 및 제9999조")
    >>> [checked.existence.value for checked in check_targets(found, day=date(2024, 6, 1))]
    ['exists', 'article-gone']
    """
    known = default_register() if register is None else register
    if citation.before is not None:
        day = citation.before - timedelta(days=1)
    return tuple(_checked(target, known, day, jurisdiction) for target in citation.targets)


def _checked(target: Target, register: Register, day: date | None, jurisdiction: str | None) -> Checked:
    title = target.instrument
    instrument = (register.find(title) or register.find(title, jurisdiction)) if title else None
    if instrument is None:
        return Checked(target, None, None, Existence.INSTRUMENT_UNKNOWN)
    edition = instrument.edition_at(day)
    number = edition.number if edition else None
    path = target.path.provision
    state = existence(instrument, path, day) if path else Existence.EXISTS
    return Checked(target, instrument, number, state)
