"""Which edition of an instrument a text is: the act that enacted or last wholly revised it.

In order of strength: what the statute service says of the act (제개정구분); another text that names the act
a whole revision (``법률 제13805호 주택법 전부개정법률``); the first addendum.  A whole revision drops the
addenda before it, so the first that is left is the revising act's, and it is trusted where it is the
instrument's own and no amendment mark in the text is as old as it.  Otherwise the edition stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.legislation.amendments import changes
from kg.legislation.commencement import commencement
from kg.legislation.forces import clause_of
from kg.legislation.register import Edition, Instrument, fold_title
from kg.model.legislation import Addendum, Change, LawText
from kg.model.statute import Level

BASIS_SERVICE: Final = "open-api"
BASIS_NAMED: Final = "named-whole-revision"
BASIS_FIRST_ADDENDUM: Final = "first-addendum"
BASIS_MANUAL: Final = "manual"
WHOLE: Final = frozenset({"제정", "전부개정", "전문개정", "폐지제정"})
"""What the service calls an act that makes an edition (제개정구분)."""

_NAMED: Final = re.compile(
    r"제(?P<number>\d+)호\s?「?(?P<title>[^「」\n\"<>,()]{2,80}?)」?\s?(?:전부\s?개정|전문\s?개정)(?:법률|령|규칙)"
    r"|「(?P<title2>[^」\n]{2,80})」\((?:[^()\n]{0,30}?)제(?P<number2>\d+)호로\s?(?:전부|전문)\s?개정(?!되기)"
)


@dataclass(frozen=True, slots=True)
class Enactment:
    """The act behind an edition: its promulgation number, its date and, where plain, its commencement."""

    number: int
    promulgated: date
    in_force_from: date | None
    basis: str = BASIS_FIRST_ADDENDUM


def enactment(
    law: LawText, revisions: Container[tuple[str, int]] = (), found: Sequence[Change] | None = None
) -> Enactment | None:
    """The enacting or last wholly revising act of a text; None where that is not safe.

    ``revisions`` are the whole revisions that other texts name (see :func:`named_revisions`), ``found`` the
    changes of ``law`` where they are known already.
    """
    if act := _by_service(law):
        return act
    title = fold_title(law.title)
    for addendum in reversed(law.addenda):
        if _is_own(addendum, law) and (title, addendum.number) in revisions:
            return _of_addendum(addendum, law, BASIS_NAMED)
    return _by_first_addendum(law, changes(law) if found is None else found)


def _by_service(law: LawText) -> Enactment | None:
    kind = law.fields.get("제개정구분") or law.fields.get("제개정정보")
    if kind not in WHOLE or law.promulgation_number is None or law.promulgated is None:
        return None
    return Enactment(law.promulgation_number, law.promulgated, law.in_force_from, BASIS_SERVICE)


def _by_first_addendum(law: LawText, found: Iterable[Change]) -> Enactment | None:
    first = law.addenda[0] if law.addenda else None
    if first is None or law.type == "ordinance" or not _is_own(first, law) or first.promulgated is None:
        return None
    heading = law.text[first.start : first.start + 200].split("\n", 1)[0]
    if heading.count("<") != 1 or not first.number:
        return None  # 부칙 <단기 4285년 7월 4일 개정> <제2호,…>
    for change in found:
        own = not change.path.components or change.path.components[0].level != Level.ADDENDA
        if own and change.promulgated is not None and change.promulgated <= first.promulgated:
            return None
    return _of_addendum(first, law, BASIS_FIRST_ADDENDUM)


def _is_own(addendum: Addendum, law: LawText) -> bool:
    return not addendum.act or fold_title(addendum.act) == fold_title(law.title)


def _of_addendum(addendum: Addendum, law: LawText, basis: str) -> Enactment | None:
    if addendum.promulgated is None:
        return None
    force = commencement(clause_of(law.text, addendum), addendum.promulgated)
    return Enactment(addendum.number, addendum.promulgated, force, basis)


def named_revisions(text: str) -> Iterator[tuple[str, int]]:
    """The whole revisions a text names, as folded title and promulgation number.

    >>> list(named_revisions('법률 제13805호 주택법 전부개정법률, 「민법」(법률 제9호로 전부개정된 것)'))
    [('주택법', 13805), ('민법', 9)]
    """
    for found in _NAMED.finditer(text):
        yield (
            fold_title(found["title"] or found["title2"]),
            int(found["number"] or found["number2"]),
        )


def held_edition(instrument: Instrument, law: LawText) -> Edition | None:
    """The edition of ``instrument`` that ``law`` is a text of; None where the register cannot tell.

    The one in force on the day of the text; an edition whose own day is not known counts only as the last.
    """
    day = law.in_force_from
    if (found := instrument.edition_at(day)) is not None:
        return found
    last = instrument.editions[-1] if instrument.editions else None
    return last if last is not None and last.in_force_from is None else None
