"""What the paper rests on: citations in its own words, law it reproduces, and who relies on what in which
role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from kg.cite import Context, find_aliases, find_citations
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import date_of, text_of
from kg.model.blocks import Block, ListItem, Passage, Table, passages_of
from kg.model.facts import LegalBasis, Quotation
from kg.model.statute import Citation, ProvisionPath
from kg.read.structure.statutes import opens_article
from kg.text import find_dates

_ROLES = (
    ("supervision", r"지도\s*[·ㆍ]?\s*점검|감독"),
    ("evaluation", r"평가"),
    ("council-consent", r"동의|의회"),
    (
        "eligibility",
        r"대상\s*사무|(?:위탁할|맡길)\s*수|위탁하여|기준에|전문지식|사무의\s*기준|위임|민간위탁\s*사무",
    ),
    ("establishment", r"설치|설립|건립"),
    ("function", r"기능|시책|사업"),
    ("support", r"지원"),
)
_BASIS_WORDS = re.compile(
    r"추진\s*근거|법적\s*근거|근거\s*법령|관련\s*근거|위탁\s*근거|근거|관계\s*법령|관련\s*법규"
)
# Other titles in the same clause name their subject (… 지원 조례), not what this citation is for.
_OTHER_TITLE = re.compile(r"[「｢][^」｣]*[」｣]?")
_ARTICLE = re.compile(r"제(?P<n>\d+)조(?:의(?P<b>\d+))?\s*\((?P<heading>[^()]{1,40})\)")
# A title in quotes before the article that is reproduced.
_TITLED = re.compile(r"[\s*○-]*[「『][^「」『』\n]{1,90}[」』]\s*(?=제\s?\d)")
_PARAGRAPH = re.compile(r"\s*([①-⑳])")
_AMENDED = re.compile(
    r"[<＜〈\[]\s*(?:개정|신설|전문개정|본조신설|제목개정)\s+(?P<dates>[^>＞〉\]]+)[>＞〉\]]"
)


_REMEMBERED = 12
"""How many citations back 동 조례 and 같은 법 may look."""


@dataclass(frozen=True, slots=True)
class Law:
    """All a paper says of law."""

    basis: tuple[LegalBasis, ...]
    quotations: tuple[Quotation, ...]


@dataclass(slots=True)
class _State:
    """What has been declared and cited so far."""

    aliases: dict[str, str]
    instrument: str | None = None
    article: str | None = None
    day: date | None = None
    paragraph: str | None = None
    told: list[Citation] = field(default_factory=list)

    def context(self) -> Context:
        """What is known before the next passage of the paper's own words (동 조례, 같은 법 of one before)."""
        return Context(aliases=self.aliases, date=self.day, preceding=tuple(self.told[-_REMEMBERED:]))


def law(reading: Reading, on: str | None) -> Law:
    """The citations and quotations of a paper dated *on* (ISO), in order of the text."""
    scan = _State(_declared(reading), day=date.fromisoformat(on) if on and len(on) == 10 else None)
    basis: list[LegalBasis] = []
    quotations: list[Quotation] = []
    for node in reading.outline:
        for passage in _passages(node.block):
            _read(reading, scan, node, passage, basis, quotations)
    for note in reading.document.notes:
        inside = False
        for block in note.blocks:
            for passage in passages_of(block):
                inside = _read_note(reading, scan, note.part, passage, inside, basis, quotations)
    return Law(tuple(basis), tuple(quotations))


def _declared(reading: Reading) -> dict[str, str]:
    """Abbreviations of instruments the whole paper declares in its own words."""
    found: dict[str, str] = {}
    blocks = [node.block for node in reading.outline if not node.quoted]
    blocks += [block for note in reading.document.notes for block in note.blocks]
    for block in blocks:
        for passage in _passages(block):
            for alias in find_aliases(passage.text, Context(aliases=dict(found))):
                found.setdefault(alias.name, alias.title)
    return found


def _passages(block: Block) -> Iterator[Passage]:
    if isinstance(block, Table):
        yield from (cell.passage for cell in block.cells)
        return
    yield from passages_of(block)


def _read(
    reading: Reading,
    scan: _State,
    node: Node,
    passage: Passage,
    basis: list[LegalBasis],
    quotations: list[Quotation],
) -> None:
    if node.quoted or (isinstance(node.block, Table) and _reproduces(scan, passage)):
        marker = node.block.marker if isinstance(node.block, ListItem) else ""
        _read_quoted(scan, node.part, passage, basis, quotations, marker)
        return
    found = find_citations(passage.text, scan.context())
    scan.told.extend(found)
    for citation in found:
        if _inside_word(passage.text, citation):
            continue
        if citation.targets and citation.targets[0].instrument and node.rank != "title":
            scan.instrument = citation.targets[0].instrument
        basis.append(_basis(reading, node, passage, citation, quoted=False))
        quotations.extend(_excerpts(node.part, passage, citation))


_EXCERPT = re.compile(
    r"\s*(?:\([^()]{1,40}\))?\s*(?:"
    r"(?:에서(?:는|도)?|에\s*(?:따르면|의하면))\s[^“”\"「」\n]{0,60}[“\"](?P<told>[^“”\"\n]{12,600})[”\"]"
    r"|(?:은|는|에)\s[^“”\"「」\n]{0,60}[“\"](?P<ruled>[^“”\"\n]{12,600})[”\"]"
    r"\s*(?:이?라고|고|으?로|을|를)?\s*(?:규정|명시|정하|정한)"
    r"|에서(?:는|도)?\s*[“\"](?P<said>[^“”\"\n]{12,600})[”\"])"
)


def _excerpts(part: str, passage: Passage, citation: Citation) -> Iterator[Quotation]:
    """The words of one provision that the sentence citing it repeats in quotation marks."""
    if len(citation.targets) != 1 or (found := _EXCERPT.match(passage.text, citation.end)) is None:
        return
    target = citation.targets[0]
    if target.instrument is None or target.path.article is None:
        return
    words = next(name for name in ("told", "ruled", "said") if found[name])
    spans = passage.spans(*found.span(words))
    yield Quotation(
        part=part, instrument=target.instrument, path=target.path.provision, spans=spans, excerpt=True
    )


def _inside_word(text: str, citation: Citation) -> bool:
    """Whether a bare title is only the beginning of another word (의료법인 is no 의료법)."""
    return citation.text[-1:] == "법" and text[citation.end : citation.end + 1] == "인"


def _basis(reading: Reading, node: Node, passage: Passage, citation: Citation, *, quoted: bool) -> LegalBasis:
    return LegalBasis(
        part=node.part,
        citation=citation,
        spans=passage.spans(citation.start, citation.end),
        role="reference" if quoted else _role(reading, node, passage, citation),
        relied_on_by=None if quoted else reading.party(node),
        quoted=quoted,
    )


def _role(reading: Reading, node: Node, passage: Passage, citation: Citation) -> str:
    """The role of a citation: from the heading in brackets after it, the words that follow, the line it
    lies under.
    """
    after = _OTHER_TITLE.sub(" ", passage.text[citation.end : citation.end + 160])[:80]
    clause = re.split(r"[,.]\s", after, maxsplit=1)[0]
    for role, words in _ROLES:
        if re.search(words, clause):
            return role
    over = [a.text[:30] for a in reading.outline.ancestors(node)][:2]
    if any(_BASIS_WORDS.search(text) for text in (passage.text[: citation.start][-30:], *over)):
        return "legal-basis"
    return "reference"


# --- reproduced law -----------------------------------------------------------------------------------------


def _reproduces(scan: _State, passage: Passage) -> bool:
    """Whether a cell of a table reproduces an article of a known instrument."""
    return opens_article(passage.text) and bool(scan.instrument or _TITLED.match(passage.text))


def _read_quoted(
    scan: _State,
    part: str,
    passage: Passage,
    basis: list[LegalBasis],
    quotations: list[Quotation],
    marker: str = "",
) -> None:
    titled = _TITLED.match(passage.text)
    if titled and (told := find_citations(passage.text, scan.context())):
        scan.instrument = told[0].targets[0].instrument if told[0].targets else None
    words = passage.text[titled.end() if titled else 0 :].lstrip("* ")
    heading = _ARTICLE.match(words)
    if heading:
        scan.article = f"제{heading['n']}조" + (f"의{heading['b']}" if heading["b"] else "")
        scan.paragraph = None
    numbered = _PARAGRAPH.match(marker or words[heading.end() if heading else 0 :])
    if numbered is not None:
        scan.paragraph = f"제{ord(numbered[1]) - ord('①') + 1}항"
    if scan.instrument is not None:
        _quote(scan, part, passage, quotations, new=heading is not None)
    context = Context(scan.instrument, scan.article, scan.paragraph, aliases=scan.aliases, date=scan.day)
    for citation in find_citations(passage.text, context):
        basis.append(
            LegalBasis(
                part=part,
                citation=citation,
                spans=passage.spans(citation.start, citation.end),
                role="reference",
                quoted=True,
            )
        )


def _quote(scan: _State, part: str, passage: Passage, quotations: list[Quotation], *, new: bool) -> None:
    assert scan.instrument is not None
    path = ProvisionPath.parse(scan.article) if scan.article else ProvisionPath()
    heading = _ARTICLE.search(passage.text) if new else None
    amended = tuple(
        date_of(passage.slice(*m.span("dates")), d)
        for m in _AMENDED.finditer(passage.text)
        for d in find_dates(m["dates"])
    )
    deleted = bool(re.search(r"^\W*(?:[①-⑳]|\d+\.)?\s*삭제\s*(?:<|$)", passage.text))
    last = quotations[-1] if quotations else None
    if last and not new and not last.excerpt and (last.part, last.path) == (part, path):
        quotations[-1] = replace(
            last,
            spans=(*last.spans, *passage.spans()),
            amended=(*last.amended, *amended),
            deleted=last.deleted or deleted,
        )
        return
    quotations.append(
        Quotation(
            part=part,
            instrument=scan.instrument,
            path=path,
            spans=passage.spans(),
            heading=text_of(passage, *heading.span("heading")) if heading else None,
            amended=amended,
            deleted=deleted,
        )
    )


def _read_note(
    reading: Reading,
    scan: _State,
    part: str,
    passage: Passage,
    inside: bool,
    basis: list[LegalBasis],
    quotations: list[Quotation],
) -> bool:
    """A note: ``「조례」 제4조의3(제목) ① …`` reproduces law from its caption on; anything else is the
    paper's words.
    """
    party = "reviewer" if reading.document.parts else None
    if inside:
        _read_quoted(scan, part, passage, basis, quotations)
        return True
    found = find_citations(passage.text, Context(aliases=scan.aliases, date=scan.day))
    head = found[0] if found else None
    quoting = head is not None and _opens_quotation(passage.text, head)
    for citation in found:
        own = not quoting or citation is head
        basis.append(
            LegalBasis(
                part=part,
                citation=citation,
                spans=passage.spans(citation.start, citation.end),
                role="reference",
                relied_on_by=party if own else None,
                quoted=not own,
            )
        )
    if quoting and head is not None:
        target = head.targets[0]
        scan.instrument, scan.article = target.instrument, _article_of(target.path)
        if scan.instrument is not None:
            _quote(scan, part, passage.slice(head.start), quotations, new=True)
    return quoting


_REPRODUCED = re.compile(
    r"\s*\([^()]{1,40}\)(?:\s*[①-⑳:：]|\s+(?=\S.*(?:다\s*\.|삭제|생략)))|\s*[①-⑳:：]", re.DOTALL
)


def _opens_quotation(text: str, head: Citation) -> bool:
    """Whether a note reproduces what it cites: marks of paragraphs or a whole sentence after the heading.

    What only speaks of a provision (제4조(기준) 참조, 제4조(기준)의 위탁 조항임) reproduces nothing.
    """
    if text[: head.start].strip(" *○-"):
        return False
    return text[head.end - 1] in "①②③④⑤⑥⑦⑧⑨⑩" or _REPRODUCED.match(text, head.end) is not None


def _article_of(path: ProvisionPath) -> str | None:
    article = path.article
    return article.printed if article else None
