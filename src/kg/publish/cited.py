"""The citations of one file, a paper or a law, each target looked up in the register."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.cite import as_json, law_citations
from kg.cite.existence import Checked, check_targets
from kg.extract import extract_facts
from kg.extract.basis import law as law_of
from kg.extract.reading import read_outline
from kg.legislation import default_register
from kg.link import link
from kg.model.blocks import Document, Span
from kg.model.legislation import LawText
from kg.model.statute import Citation
from kg.read import read_document
from kg.read.lawtext import is_law_file, read_law


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation where it stands: spans of the file's text, and its targets looked up.

    ``role`` and ``relied_on_by`` are codes of a paper's citations, ``provision`` the citing provision of a
    law's, ``quoted`` whether the citation stands in law that a paper reproduces.
    """

    citation: Citation
    spans: tuple[Span, ...]
    targets: tuple[Checked, ...]
    role: str | None = None
    relied_on_by: str | None = None
    quoted: bool = False
    provision: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The citation in the exchange form; ``existence`` tells of each target, in order."""
        form = as_json(self.citation)
        del form["span"]
        said: dict[str, Any] = {
            "spans": [list(span) for span in self.spans],
            "text": self.citation.text,
            **form,
            "existence": [checked.existence.value for checked in self.targets],
        }
        if self.provision is not None:
            return {**said, "provision": self.provision}
        return {**said, "role": self.role, "relied_on_by": self.relied_on_by, "quoted": self.quoted}


@dataclass(frozen=True, slots=True)
class CitedFile:
    """A file's text with its citations; ``day`` is the date editions were chosen for, None = today's text."""

    name: str
    title: str
    text: str
    day: date | None
    mentions: tuple[Mention, ...]

    @property
    def existence(self) -> Counter[str]:
        """How many targets exist, and how many are anything else."""
        return Counter(checked.existence.value for mention in self.mentions for checked in mention.targets)

    @property
    def unresolved(self) -> Counter[str]:
        """How many citations stay open, by reason."""
        return Counter(m.citation.unresolved.reason.value for m in self.mentions if m.citation.unresolved)

    def as_json(self) -> dict[str, Any]:
        """The file's citations, and the counts, as plain JSON values."""
        return {
            "file": self.name,
            "date": self.day.isoformat() if self.day else None,
            "citations": [mention.as_json() for mention in self.mentions],
            "existence": dict(sorted(self.existence.items())),
            "unresolved": dict(sorted(self.unresolved.items())),
        }


def cite_file(path: Path, day: date | None = None) -> CitedFile:
    """The citations of a paper, or of a statute or ordinance (Markdown of the corpus, Open API XML).

    Editions are those in force on *day*; by default on the paper's own date, for a law on the day its text
    came into force.

    Raises:
        UnreadableError: the file cannot be read.
    """
    if is_law_file(path):
        return _of_law(read_law(path, str(path)), str(path), day)
    return _of_paper(read_document(path, str(path)), day)


def _of_paper(document: Document, day: date | None) -> CitedFile:
    links = link(extract_facts(document), document)
    on = day or links.day
    place = links.jurisdiction.code
    found = law_of(read_outline(document), on.isoformat() if on else None).basis
    mentions = tuple(
        Mention(
            said.citation,
            said.spans,
            check_targets(said.citation, None, on, place),
            said.role,
            said.relied_on_by,
            said.quoted,
        )
        for said in found
    )
    title = document.papers()[0].title.text if document.papers() else ""
    return CitedFile(document.name, title, document.text, on, mentions)


def _of_law(law: LawText, name: str, day: date | None) -> CitedFile:
    on = day or law.in_force_from
    return CitedFile(name, law.title, law.text, on, tuple(_law_mentions(law, on)))


def _law_mentions(law: LawText, on: date | None) -> Iterator[Mention]:
    """The citations of a law; an addendum cites what was in force when it was written."""
    for place, citation in law_citations(law, default_register()):
        day = _day_of_addendum(law, citation) or on
        yield Mention(
            citation,
            (Span(citation.start, citation.end),),
            check_targets(citation, None, day, law.jurisdiction),
            provision=str(law.provisions[place].path),
        )


def _day_of_addendum(law: LawText, citation: Citation) -> date | None:
    place = bisect_right(law.addenda, citation.start, key=lambda addendum: addendum.start) - 1
    if place < 0 or citation.start >= law.addenda[place].end:
        return None
    return law.addenda[place].in_force_from or law.addenda[place].promulgated
