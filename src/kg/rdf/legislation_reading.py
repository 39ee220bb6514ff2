"""What the mapping of an instrument is made of, and what it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.legislation import Edition, Instrument
from kg.model.legislation import Change, Delegation, LawCitation, LawText, Succession


@dataclass(frozen=True, slots=True)
class LawReading:
    """All that is known of an instrument from its file; ``document`` is the file's 12 hex digits.

    ``own_mentions`` counts the mentions of the instrument itself, which are no citations.
    """

    law: LawText
    document: str
    instrument: Instrument
    edition: Edition | None
    citations: Sequence[LawCitation] = ()
    changes: Sequence[Change] = ()
    successions: Sequence[Succession] = ()
    delegations: Sequence[Delegation] = ()
    own_mentions: int = 0


@dataclass(slots=True)
class LawLines:
    """The N-Quads of an instrument and what is in them.

    ``counts`` has provisions, citations, targets, own (mentions of itself), events, changes, successions,
    delegations and triples; unplaced are changes and links of provisions the text does not have, unnamed
    provisions that no identifier can have;
    ``unresolved`` how many citations stay open, by reason.
    """

    data: bytes = b""
    editions: int = 1
    counts: Counter[str] = field(default_factory=Counter)
    unresolved: Counter[str] = field(default_factory=Counter)
