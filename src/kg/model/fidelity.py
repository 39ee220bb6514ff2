"""Quote fidelity: how the words of a provision in a paper compare with its text in force on the paper's date.

Nothing here reads text or knows RDF; `kg.quotes` compares, `kg.rdf` writes what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from kg.model.blocks import Span
from kg.model.statute import ProvisionPath

WHOLE: Final = ProvisionPath()
"""The empty path: the whole instrument, or no provision named."""


class Verdict(StrEnum):
    """How a quotation, or one piece of it, compares with the law (codes of ``quote-fidelity``)."""

    EXACT = "exact"
    NORMALISED = "normalised"  # equal but for typography: dots, quotes, spaces, marks, labels
    ABRIDGED = "abridged"  # an ordered part: sub-provisions left out, or words where … stands
    DIVERGENT = "divergent"
    NOT_CHECKABLE = "not-checkable"


class Obstacle(StrEnum):
    """Why a quotation could not be checked (codes of ``fidelity-reason``)."""

    TEXT_NOT_HELD = "text-not-held"
    INSTRUMENT_UNKNOWN = "instrument-unknown"
    EDITION_UNKNOWN = "edition-unknown"
    PROVISION_UNKNOWN = "provision-unknown"
    DATE_UNKNOWN = "date-unknown"
    CHANGED_SINCE = "changed-since"
    CHANGE_DATE_UNKNOWN = "change-date-unknown"
    NO_WORDING = "no-wording"


class Divergence(StrEnum):
    """In what a quotation diverges (codes of ``divergence``)."""

    WORDS_CHANGED = "words-changed"
    WORDS_LEFT_OUT = "words-left-out"  # without a printed ellipsis
    WORDS_ADDED = "words-added"
    ORDER_CHANGED = "order-changed"
    HEADING_CHANGED = "heading-changed"
    NOT_IN_LAW = "not-in-law"  # a sub-provision the provision does not have


class Segment(NamedTuple):
    """A stretch of a comparison. ``kind``: ``=`` both have it, ``-`` only the law, ``+`` only the paper,
    ``…`` the law where the paper prints an ellipsis."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparedPiece:
    """One piece of a quotation beside the law: the words after one label, or the heading of an article."""

    path: ProvisionPath
    verdict: Verdict
    segments: tuple[Segment, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The comparison of one quotation.

    ``path`` is the provision compared: the smallest that holds all that is quoted.  ``law`` is its place in
    the law's text, None where nothing was compared; ``left_out`` are the sub-provisions the paper does not
    print; ``changed`` the days on which the provision changed since, where that is the obstacle;
    ``is_presumed`` whether the text is a later one in a form that does not print all amendment marks: none
    tells of a change since, which is no proof.
    """

    verdict: Verdict
    obstacle: Obstacle | None = None
    path: ProvisionPath = WHOLE
    law: Span | None = None
    divergences: tuple[Divergence, ...] = ()
    pieces: tuple[ComparedPiece, ...] = ()
    left_out: tuple[ProvisionPath, ...] = ()
    changed: tuple[date, ...] = ()
    is_presumed: bool = False

    @classmethod
    def open(
        cls, obstacle: Obstacle, path: ProvisionPath = WHOLE, changed: tuple[date, ...] = ()
    ) -> Fidelity:
        """A quotation that cannot be checked, and why.

        >>> Fidelity.open(Obstacle.TEXT_NOT_HELD).verdict
        <Verdict.NOT_CHECKABLE: 'not-checkable'>
        """
        return cls(Verdict.NOT_CHECKABLE, obstacle, path, changed=changed)
