"""The paper itself: kind, title, council, date; who speaks in it; sections left out; abbreviations; what it
is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bill import bill_title
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import coded, first, text_of
from kg.model.blocks import Passage, passages_of
from kg.model.facts import (
    DefinedTerm,
    PaperStatement,
    Participation,
    SectionContent,
    Stage,
    Stated,
)
from kg.text import squeeze

_COUNCIL = re.compile(
    r"(?P<name>(?:[가-힣]{2,4}(?:특별자치도|특별자치시|특별시|광역시|도)\s+)?[가-힣]{1,4}?(?:특별자치도|특별자치시|특별시|광역시|도|시|군|구))의회(?!동의)"
)
_ABOUT_TITLE = re.compile(r"위\s*탁|수탁|재계약")
_OTHER_BILL = re.compile(
    r"(?:조례|규칙|규정|규약)\s*(?:\S+\s*)?(?:일부|전부)?\s*(?:개정|폐지|제정)?\s*(?:조례|규칙)?안|예산안|결의안|건의안|결산|조례안"
)
_ROLES = (
    ("presenter", r"제안\s*설명|제안\s*이유|설명자|보고자"),
    ("reviewer", r"검토\s*보고|검토\s*의견|전문\s*위원|검토자"),
    ("author", r"작성자|담당자|담\s*당"),
    ("chair", r"위원장"),
)
_PERSON = re.compile(
    r"(?P<office>(?:[가-힣·ㆍ]+\s+){0,3}?[가-힣·ㆍ]*(?:위원장|전문위원|위원|국장|실장|과장|관장|본부장|단장|소장|처장|원장|센터장|기획관|담당관|정책관|조정관|관리관|추진단장|시장|구청장|군수|도지사|정책관|관|팀장|주무관|의원|장))\s+(?P<name>[가-힣]{2,4})(?![가-힣])"
)
# A signature names the unit, from the larger to the smaller: 여성가족정책실 양성평등과 홍길동.
_SIGNED = re.compile(
    r"(?P<office>(?:[가-힣·ㆍ]+\s+){0,3}[가-힣·ㆍ]+(?:관|과|실|팀|국|부|소|단|장))\s+(?P<name>[가-힣]{2,4})(?![가-힣])"
)
_TERM = re.compile(
    r"\(\s*이하\s*(?P<open>[“\"'‘「『]*)(?P<term>[^”\"'’」』()]{1,30}?),?\s*[”\"'’」』]*\s*(?:이?라\s*(?:고)?\s*(?:함|한다|칭함|칭한다)|이?라고\s*(?:함|한다|칭함|칭한다)|로\s*약칭)\s*\.?\s*\)"
)


def is_about_consignment(reading: Reading) -> bool:
    """Whether the paper proposes, reports or evaluates a consignment.

    The titles decide where they name a bill: a motion on a consignment is, an ordinance on consignments is
    not. Without a telling title there must be fields of a consignment.
    """
    titles = [squeeze(n.text) for n in reading.outline if n.rank == "title"]
    titles += [squeeze(f.value.text) for f in reading.fields("title") if f.value.text]
    if any(_ABOUT_TITLE.search(t) and not _OTHER_BILL.search(t) for t in titles):
        return True
    if any(_OTHER_BILL.search(t) for t in titles):
        return False
    kinds = {
        f.label.kind
        for f in reading.fields("period", "contractor", "task-name", "task", "method", "tasks")
        if f.value.text
    }
    words = [
        f
        for f in reading.fields("period", "contractor", "task-name", "task", "tasks")
        if re.search(r"위탁|수탁", f.label.folded)
    ]
    return len(kinds) >= 2 and bool(words)


def papers(reading: Reading, told: tuple[Stage, ...]) -> tuple[PaperStatement, ...]:
    """One statement per document in the file that has a title of a council paper."""
    made = []
    for part in reading.document.papers():
        title = first(n for n in reading.outline if n.paper == part.path and n.rank == "title")
        kind = _kind(title.passage) if title else None
        day = first(
            s.date for s in told if s.kind == "report" and s.part.split("/", 1)[0] == part.path and s.date
        )
        council = _council(reading, part.path)
        if title is None or (kind is None and bill_title(title.passage) is None):
            if council or day:
                made.append(PaperStatement(part=part.path, council=council, date=day))
            continue
        made.append(
            PaperStatement(part=part.path, kind=kind, title=text_of(title.passage), council=council, date=day)
        )
    return tuple(made)


def _kind(title: Passage) -> Stated[str] | None:
    """The kind of paper, read from the end of its title."""
    text = title.text.rstrip()
    tail = re.search(
        r"(?:심\s*사\s*(?:결\s*과\s*)?보\s*고\s*서?|검\s*토\s*(?:보\s*고\s*서?|의\s*견\s*서?)|성과평가\s*(?:결과)?\s*보고서?|재계약\s*(?:\S+\s*)?보고서?|회의록|동의\s*\(?안\)?|안)\s*$",
        text,
    )
    return coded("document-kind", title, tail.start(), len(text)) if tail else None


def _council(reading: Reading, paper: str) -> Stated[str] | None:
    for node in reading.outline:
        if node.paper != paper:
            continue
        for passage in _passages(node):
            match = _COUNCIL.search(passage.text)
            if match:
                return text_of(passage, *match.span())
    return _council_in_notes(reading, paper)


def _council_in_notes(reading: Reading, paper: str) -> Stated[str] | None:
    """The council a footnote names, where the paper's own lines name none."""
    for note in reading.document.notes:
        if note.part.split("/", 1)[0] != paper:
            continue
        for passage in (p for block in note.blocks for p in passages_of(block)):
            match = _COUNCIL.search(passage.text)
            if match:
                return text_of(passage, *match.span())
    return None


def _passages(node: Node) -> Iterator[Passage]:
    if node.table is None:
        yield node.passage
    else:
        yield from (cell.passage for cell in node.table.cells)


# --- people -------------------------------------------------------------------------------------------------


def participations(reading: Reading) -> tuple[Participation, ...]:
    """People in their public roles: who presents, reviews, wrote. Telephone numbers are left where they
    are.
    """
    made: list[Participation] = []
    for node in reading.outline:
        if node.quoted or node.table is not None or node.rank == "title" or len(node.text) > 90:
            continue
        role = first(role for role, words in _ROLES if re.search(words, node.text))
        if role is None or not _names_somebody(node):
            continue
        for match in (_SIGNED if role == "author" else _PERSON).finditer(node.passage.text):
            name = text_of(node.passage, *match.span("name"))
            if name is not None and not re.search(r"(?:위원회|보고|설명|의견|요지|검토)$", name.value):
                made.append(
                    Participation(
                        part=node.part,
                        role=role,
                        name=name,
                        office=text_of(node.passage, *match.span("office")),
                    )
                )
    return tuple(made)


def _names_somebody(node: Node) -> bool:
    """A heading with the speaker in brackets, a 작성자 line, a signature: not running text."""
    return bool(
        re.search(r"\([^()]*\)\s*$|작성자|담당자|보고자|설명자|[:：]", node.text)
        or re.fullmatch(r"[\d.년월일\s]*[가-힣·\s]*(?:전문위원|위원장)\s+[가-힣]{2,4}", node.text)
    )


# --- sections and terms -------------------------------------------------------------------------------------


def sections(reading: Reading) -> tuple[SectionContent, ...]:
    """Sections printed as left out, empty or not applicable; 생략 is not 없음."""
    made = []
    for node in reading.outline:
        if node.quoted or node.table is not None or node.rank in ("title", ""):
            continue
        found = _section(reading, node)
        if found is not None:
            made.append(SectionContent(part=node.part, section=found[0], status=found[1]))
    return tuple(made)


def _section(reading: Reading, node: Node) -> tuple[Stated[str], Stated[str]] | None:
    match = re.fullmatch(
        r"(?P<name>[^:：]{2,40}?)\s*[:：]\s*(?P<status>.{1,20})", node.passage.text.strip("\n")
    )
    if match and _status_word(match["status"]):
        name = text_of(node.passage, *match.span("name"))
        status = coded("content-status", node.passage, *match.span("status"))
        return (name, status) if name and status else None
    children = reading.outline.children(node)
    if (
        len(children) == 1
        and children[0].table is None
        and _status_word(children[0].text)
        and ":" not in node.text
    ):
        name, status = text_of(node.passage), coded("content-status", children[0].passage)
        return (name, status) if name and status else None
    return None


def _status_word(text: str) -> bool:
    bare = re.sub(r"[\s「」『』“”\"'‘’().\[\]<>-]", "", text)
    return bare in ("생략", "없음", "해당사항없음", "해당없음", "해당사항없음임", "비해당", "없습니다")


def defined_terms(reading: Reading) -> tuple[DefinedTerm, ...]:
    """Abbreviations the paper declares in its own words (``이하 “센터”라 함``)."""
    made = []
    for node in reading.outline:
        if node.quoted or node.table is not None:
            continue
        for match in _TERM.finditer(node.passage.text):
            term = text_of(node.passage, *match.span("term"))
            meaning = _meaning(node.passage, match.start())
            if term is not None and meaning is not None:
                made.append(DefinedTerm(part=node.part, term=term, meaning=meaning))
    return tuple(made)


def _meaning(passage: Passage, end: int) -> Stated[str] | None:
    """What stands right before a declaration: a title in quotes, else the words of the name up to the last
    particle.
    """
    before = passage.text[:end].rstrip()
    quoted = re.search(r"[「『“\"]\s*(?P<title>[^「」『』“”\"]{2,80})\s*[」』”\"]$", before)
    if quoted:
        return text_of(passage, *quoted.span("title"))
    name = re.search(
        r"(?:^|[,.은는이가을를에의과와]\s|\s(?:및|또는)\s)(?P<name>(?:[가-힣A-Za-z0-9·ㆍ]+\s?){1,5})$", before
    )
    return text_of(passage, *name.span("name")) if name else None
