"""One quotation beside the law: provision by provision, each under its label, then the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from kg.model.blocks import Span
from kg.model.fidelity import ComparedPiece, Divergence, Fidelity, Obstacle, Segment, Verdict
from kg.model.legislation import LawText, Provision
from kg.model.statute import CIRCLED_DIGITS, Component, Level, ProvisionPath
from kg.quotes.diff import difference, divergences
from kg.quotes.lines import Line
from kg.quotes.normal import normal

_BRACKETED: Final = (
    r"[<(\[〈＜【「{]\s*(?:(?:이하|중간|전부|본문|단서|각\s*호|각\s*항|각\s*목|제?\d[^<>()\[\]]{0,20})\s*)?"
    r"(?:생\s*략|중\s*략|후\s*략|전\s*략|이하\s*략|략)(?:함)?\s*[>)\]〉＞】」}]"
)
_ELLIPSIS: Final = re.compile(rf"{_BRACKETED}|…+|⋯+|‥{{2,}}|\.{{3,}}|[·ㆍ・]{{3,}}|[-~∼]\s*생\s*략\s*[-~∼]")
_ONLY_LEFT_OUT: Final = re.compile(r"(?:이하|각\s*호|각\s*항|각\s*목|본문)?\s*생\s*략\s*\.?")
_RANGE: Final = re.compile(
    r"(?:[\s~∼〜～\-–,·ㆍ①-⑳]|제?\d{1,2}(?:의\d{1,2})?[.)항호조]?|[가-하][.)목]|부터|까지|및)*+"
)
_ESCAPED: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\*\*")

_CIRCLED: Final = re.compile(rf"[{CIRCLED_DIGITS}]\s*")

Held = Mapping[ProvisionPath, Provision]


@dataclass(slots=True)
class _Found:
    """What a comparison has found so far."""

    pieces: list[ComparedPiece] = field(default_factory=list)
    divergences: list[Divergence] = field(default_factory=list)

    def add(self, *differing: Divergence) -> None:
        self.divergences.extend(d for d in differing if d not in self.divergences)


def compare(lines: Sequence[Line], law: LawText, provisions: Sequence[Provision]) -> Fidelity:
    """Compare the lines of a quotation with the provisions of an article as in force, in text order.

    Exact: every word and label as the law prints it, nothing left out.  Normalised: equal but for typography.
    Abridged: an ordered part of it, with whole sub-provisions left out or an ellipsis printed where words
    are.  Anything else diverges.
    """
    held: dict[ProvisionPath, Provision] = {}
    for provision in provisions:
        held.setdefault(provision.path, provision)
    settled = [(line, _settled(line, law, held)) for line in lines]
    worded = [path for line, path in settled if line.text]
    if not worded:
        return Fidelity.open(Obstacle.NO_WORDING, settled[0][1] if settled else ProvisionPath())
    whole = _common(worded)
    while whole not in held and len(whole.components) > 1:
        whole = ProvisionPath(whole.components[:-1])
    if whole not in held:
        return Fidelity.open(Obstacle.PROVISION_UNKNOWN, whole)
    found = _compared(settled, law, held)
    if not _in_order(worded, list(held)):
        found.add(Divergence.ORDER_CHANGED)
    left_out = _left_out(whole, worded, law, held)
    plain = all(line.is_plain for line in lines)
    fidelity = Fidelity(
        verdict=_verdict(found, left_out=bool(left_out), plain=plain),
        path=whole,
        law=Span(held[whole].start, held[whole].end),
        divergences=tuple(found.divergences),
        pieces=tuple(found.pieces),
        left_out=left_out,
    )
    if fidelity.verdict in (Verdict.ABRIDGED, Verdict.DIVERGENT) and _reads_the_same(lines, law, held[whole]):
        return _with_labels_of_its_own(fidelity, settled)
    return fidelity


def _compared(settled: Sequence[tuple[Line, ProvisionPath]], law: LawText, held: Held) -> _Found:
    found = _Found()
    for line, path in settled:
        if line.heading:
            _compare_heading(line, held.get(path.cut(Level.ARTICLE) or path), found)
        if line.text:
            _compare_line(line, path, law, held.get(path), found)
    return found


def _reads_the_same(lines: Sequence[Line], law: LawText, whole: Provision) -> bool:
    """Whether labels and words, one after another, are the law's, however they were taken apart."""
    printed = normal("".join(f"{line.label}{line.text}" for line in lines)).text
    start = whole.body if whole.path.components[-1].level is Level.ARTICLE else whole.start
    return printed == normal(law.text[start : whole.end]).text


def _with_labels_of_its_own(fidelity: Fidelity, settled: Sequence[tuple[Line, ProvisionPath]]) -> Fidelity:
    """Of a provision whose labels were taken for words, or words for labels: equal as a whole."""
    headings = tuple(piece for piece in fidelity.pieces if piece.is_heading)
    pieces = (
        ComparedPiece(path, Verdict.NORMALISED, (Segment("=", line.text),))
        for line, path in settled
        if line.text
    )
    changed = any(piece.verdict is Verdict.DIVERGENT for piece in headings)
    return replace(
        fidelity,
        verdict=Verdict.DIVERGENT if changed else Verdict.NORMALISED,
        divergences=(Divergence.HEADING_CHANGED,) if changed else (),
        pieces=(*headings, *pieces),
        left_out=(),
    )


def _verdict(found: _Found, *, left_out: bool, plain: bool) -> Verdict:
    verdicts = {piece.verdict for piece in found.pieces}
    if found.divergences or Verdict.DIVERGENT in verdicts:
        return Verdict.DIVERGENT
    if left_out or Verdict.ABRIDGED in verdicts:
        return Verdict.ABRIDGED
    return Verdict.EXACT if verdicts == {Verdict.EXACT} and plain else Verdict.NORMALISED


def _settled(line: Line, law: LawText, held: Held) -> ProvisionPath:
    """Where the words of a line stand in the law: an only paragraph may be printed without its number, and
    the words of an article without paragraphs with one."""
    path, article = line.path, line.path.cut(Level.ARTICLE)
    if article is None:
        return path
    first = article / Component(Level.PARAGRAPH, 1)
    below = path.components[len(article.components) :]
    if path == article:
        own = held.get(article)
        return first if line.text and first in held and own and not _own_words(law, own) else path
    if path in held:
        return path
    if first.covers(path) and first not in held:
        return ProvisionPath((*article.components, *below[1:]))
    moved = ProvisionPath((*first.components, *below))
    return moved if moved in held else _under_another(line, path, law, held)


def _under_another(line: Line, path: ProvisionPath, law: LawText, held: Held) -> ProvisionPath:
    """Where a line stands whose own superior line is left out: the one place with its label, or its words."""
    last = path.components[-1]
    found: list[ProvisionPath] = []
    for depth in range(len(path.components) - 1, 0, -1):
        above = ProvisionPath(path.components[:depth])
        found = [o for o in held if o != above and above.covers(o) and _is_labelled_like(o, last)]
        if found:
            break
    if len(found) > 1:
        words = normal(line.text).text
        found = [other for other in found if normal(_own_words(law, held[other])).text == words]
    return found[0] if len(found) == 1 else path


_LETTERED: Final = {Level.ITEM, Level.SUBITEM_LETTER, Level.SUBITEM_LAST}
_NUMBERED: Final = {Level.SUBPARAGRAPH, Level.SUBITEM, Level.SUBITEM_NUMBER}


def _is_labelled_like(path: ProvisionPath, label: Component) -> bool:
    own = path.components[-1]
    alike = own.level == label.level or any(
        {own.level, label.level} <= kind for kind in (_LETTERED, _NUMBERED)
    )
    return alike and (own.number, own.branch) == (label.number, label.branch)


def _own_words(law: LawText, provision: Provision) -> str:
    words = " ".join(_ESCAPED.sub("", law.text[provision.body : provision.own_end]).split())
    # The corpus prints a mark from ㉑ on twice: as label and as first word.
    twice = _CIRCLED.match(words) if provision.path.components[-1].level is Level.PARAGRAPH else None
    return words[twice.end() :] if twice else words


def _compare_heading(line: Line, provision: Provision | None, found: _Found) -> None:
    if provision is None or not provision.heading:
        return
    same = normal(line.heading).text == normal(provision.heading).text
    exact = line.heading == provision.heading
    verdict = Verdict.EXACT if exact else Verdict.NORMALISED if same else Verdict.DIVERGENT
    segments = difference(provision.heading, line.heading)
    piece = ComparedPiece(provision.path, verdict, segments, is_heading=True)
    found.pieces.append(piece)
    if not same:
        found.add(Divergence.HEADING_CHANGED)


def _compare_line(
    line: Line, path: ProvisionPath, law: LawText, held: Provision | None, found: _Found
) -> None:
    if held is None:
        extra = (Segment("+", line.text),)
        found.pieces.append(ComparedPiece(path, Verdict.DIVERGENT, extra))
        found.add(Divergence.NOT_IN_LAW)
        return
    verdict, segments, differing = compared_words(_own_words(law, held), line.text, line.is_excerpt)
    found.pieces.append(ComparedPiece(path, verdict, segments))
    found.add(*differing)


def compared_words(
    law: str, paper: str, is_excerpt: bool = False
) -> tuple[Verdict, tuple[Segment, ...], tuple[Divergence, ...]]:
    """The words of one provision beside those a paper prints for it; an excerpt begins and ends anywhere.

    >>> compared_words("시장은 사무를 위탁할 수 있다.", "시장은 … 위탁할 수 있다.")[0]
    <Verdict.ABRIDGED: 'abridged'>
    """
    paper = " ".join(paper.split())
    if paper == law:
        return Verdict.EXACT, (Segment("=", paper),), ()
    if normal(paper).text == normal(law).text:
        return Verdict.NORMALISED, (Segment("=", paper),), ()
    shown = _abridged(law, f"… {paper} …" if is_excerpt else paper)
    if shown is not None:
        return Verdict.ABRIDGED, shown, ()
    if not is_excerpt:
        return Verdict.DIVERGENT, difference(law, paper), divergences(law, paper)
    segments = _with_open_ends(difference(law, paper))
    within = "".join(segment.text for segment in segments if segment.kind in "=-")
    return Verdict.DIVERGENT, segments, divergences(within, paper)


def _with_open_ends(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """A difference whose first and last words, where only the law has them, lie outside of the excerpt."""
    last = len(segments) - 1
    return tuple(
        Segment("…", segment.text) if place in (0, last) and segment.kind == "-" else segment
        for place, segment in enumerate(segments)
    )


def _abridged(law: str, paper: str) -> tuple[Segment, ...] | None:
    """The stretches of an abridged text, or None: no ellipsis, or not the law's words."""
    if _is_left_out(paper):
        return (Segment("…", law),)
    parts = _ELLIPSIS.split(paper)
    if len(parts) == 1:
        return None
    own = normal(law)
    at = 0
    shown: list[Segment] = []
    for number, part in enumerate(parts):
        wanted = normal(part).text
        last = number == len(parts) - 1
        place = own.text.rfind(wanted) if last and wanted else own.text.find(wanted, at)
        if place < at or (number == 0 and place != 0) or (last and wanted and not own.text.endswith(wanted)):
            return None
        place = len(own.text) if last and not wanted else place
        if number:
            shown.append(Segment("…", _slice(law, own.places, at, place)))
        shown.append(Segment("=", part.strip()))
        at = place + len(wanted)
    return tuple(segment for segment in shown if segment.text)


def _is_left_out(paper: str) -> bool:
    """Whether a line only says that something is left out: (생략), ~ 8. (생략)."""
    rest = _ELLIPSIS.sub("", paper)
    if rest != paper:
        return _RANGE.fullmatch(rest) is not None
    return _ONLY_LEFT_OUT.fullmatch(paper) is not None


def _slice(text: str, places: Sequence[int], start: int, end: int) -> str:
    if start >= end:
        return ""
    return text[places[start] : places[end] if end < len(places) else len(text)].strip()


def _common(paths: Sequence[ProvisionPath]) -> ProvisionPath:
    """The smallest provision that holds all of these."""
    shared = list(paths[0].components)
    for path in paths[1:]:
        length = next(
            (n for n, (a, b) in enumerate(zip(shared, path.components, strict=False)) if a != b),
            min(len(shared), len(path.components)),
        )
        del shared[length:]
    return ProvisionPath(tuple(shared))


def _in_order(paths: Sequence[ProvisionPath], law: Sequence[ProvisionPath]) -> bool:
    """Whether the lines come in the order of the law, each once."""
    places = {path: place for place, path in enumerate(law)}
    order = [places[path] for path in paths if path in places]
    return all(before < after for before, after in pairwise(order))


def _left_out(
    whole: ProvisionPath, printed: Sequence[ProvisionPath], law: LawText, held: Held
) -> tuple[ProvisionPath, ...]:
    """The highest provisions with words that the paper does not print; deleted ones say nothing."""
    missing: list[ProvisionPath] = []
    for path, provision in held.items():
        if not whole.covers(path) or path in printed or provision.deleted or not _own_words(law, provision):
            continue
        if not any(above.covers(path) for above in missing):
            missing.append(path)
    return tuple(missing)
