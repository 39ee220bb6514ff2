"""Legislation as read: an instrument's text with its provisions, addenda, changes and successions.

Readers (`kg.read.lawmarkdown`, `kg.read.lawxml`) make a :class:`LawText`; `kg.legislation` derives changes,
editions, successions and delegation from it.  Every place is a pair of code points of ``LawText.text``.
Nothing here reads text or knows RDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kg.model.statute import Component, ProvisionPath


class Provision(NamedTuple):
    """One provision where it stands; under an addendum the path begins with 부칙 and its promulgation number.

    ``start`` is the place of its label, ``body`` where its own words begin, ``own_end`` where the first
    provision under it begins (``end`` for a leaf), ``end`` the end of all that is under it.  ``variant``
    counts further texts of one path (an article printed in today's and in a coming form): 0 is the first.
    """

    path: ProvisionPath
    heading: str
    start: int
    body: int
    own_end: int
    end: int
    deleted: bool = False
    variant: int = 0


class Addendum(NamedTuple):
    """One 부칙: the act it belongs to. ``act`` is the title of another act that brought it, else empty.

    ``number`` is the promulgation number (0 = not printed); ``branch`` tells apart addenda of one number.
    """

    number: int
    branch: int | None
    promulgated: date | None
    act: str
    start: int
    end: int
    in_force_from: date | None = None


class ChangeKind(StrEnum):
    """What an amendment mark says of its provision."""

    AMENDED = "amended"  # <개정 …>
    INSERTED = "inserted"  # <신설 …>, [본조신설 …]
    REPEALED = "repealed"  # 삭제 <…>
    REWRITTEN = "rewritten"  # [전문개정 …]
    RETITLED = "retitled"  # [제목개정 …]
    MOVED = "moved"  # [제11조에서 이동, 종전 제12조는 제13조로 이동 <…>]


class Change(NamedTuple):
    """An amendment event of one provision; ``in_force_from`` is known where the act's addendum states it.

    ``origin`` is where a moved provision stood, ``destination`` where the one that stood here went.
    """

    path: ProvisionPath
    kind: ChangeKind
    promulgated: date | None
    in_force_from: date | None
    start: int
    end: int
    origin: ProvisionPath | None = None
    destination: ProvisionPath | None = None


class Unparsed(NamedTuple):
    """A passage seen and not understood, with a reason code."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class LawText:
    """One instrument as a file gives it.

    ``fields`` are the file's own (법령ID, 공포번호, 제개정구분 …) under their printed names, ``basis`` the
    form read (``markdown``, ``open-api``, ``open-api-ordinance``).  ``provisions`` stand in text order, a
    provision before what is under it.
    """

    text: str
    title: str
    type: str
    law_id: str
    promulgation_number: int | None
    promulgated: date | None
    in_force_from: date | None
    jurisdiction: str = "kr"
    short_title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    provisions: tuple[Provision, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()
    basis: str = ""


class Succession(NamedTuple):
    """A provision that took the place of another when an act renumbered the instrument.

    ``instrument`` is the title, ``act`` the promulgation number of the act that renumbered it (None
    = unknown), ``basis`` a code: ``substitution`` ("「X법」 제104조"를 "「X법」 제117조"로 in an addendum),
    ``moved`` (a mark).
    """

    instrument: str
    old: ProvisionPath
    new: ProvisionPath
    act: int | None
    day: date | None
    basis: str
    start: int
    end: int


class LawTarget(NamedTuple):
    """A provision of an edition: ``work`` as ``kr/act/001656``, ``edition`` its number (0 = not known).

    ``components`` is the path without qualifiers; empty for the instrument as a whole.
    """

    work: str
    edition: int
    components: tuple[Component, ...] = ()


class LawCitation(NamedTuple):
    """A citation in an instrument's text. ``citing`` counts its ``provisions``: the one in whose own words
    it stands, -1 where it stands outside of all.

    ``reason`` is empty, or the code of scheme ``resolution`` that says what stays open.
    """

    start: int
    end: int
    citing: int
    targets: tuple[LawTarget, ...]
    reason: str = ""


class Delegation(NamedTuple):
    """What a provision of a decree or rule (the whole instrument where the path is empty) carries out."""

    path: ProvisionPath
    target: LawTarget
