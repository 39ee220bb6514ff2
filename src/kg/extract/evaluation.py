"""Evaluations and deliberations: kind, ordinal, day, score, threshold, result, findings and
recommendations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kg.extract.fields import Record, line_field
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import coded, date_of, first, state, text_of
from kg.model.blocks import EMPTY, Passage, Table
from kg.model.facts import Evaluation, Finding, Stated
from kg.text import find_dates, find_numbers, find_years, squeeze

_NAME = re.compile(
    r"(?:민간\s*위탁\s*)?(?:수탁(?:기관|자|법인)\s*)?(?:"
    r"민간\s*위탁\s*(?:운영\s*)?(?:심의|심사|관리|조정)\s*위원회|종합\s*성과\s*평가|운영\s*평가\s*위원회|(?:민간\s*위탁\s*)?운영\s*위원회|수탁(?:자|기관|법인|업체|단체)\s*선정\s*(?:심의|심사)?\s*(?:위원회)?|선정\s*심의\s*위원회"
    r"|적격(?:자|성)?\s*(?:심의|심사)\s*(?:위원회)?|지도\s*[·ㆍ]?\s*점검|회계\s*감사|(?:[가-힣]*시설|어린이집|복지관|수련관|기관)\s*(?:종합\s*)?평가(?!\s*위원)|적정성\s*(?:검토|심의)|(?:운영\s*)?성과\s*평가|운영\s*평가|운영\s*실적\s*평가|재계약\s*(?:적격\s*)?(?:심의|심사)\s*(?:위원회)?)"
)
_FIELDS = frozenset(
    {
        "evaluation-date",
        "evaluation-body",
        "evaluation-name",
        "score",
        "threshold",
        "result",
        "recommendations",
    }
)
_TOLD = re.compile(r"결과|점|심의|의결|적정|적격|우수|미흡|지적|권고|개최|판정|등급|평가\s*받")
_FUTURE = re.compile(
    r"예정|계획|실시하여야|받아야|할\s*것|하고자|거쳐|따른\s*평가|위한\s*지표|기준에|구성하여|통해\s*선정|설치·운영"
)
_ORDINAL = re.compile(r"제\s*(?P<n>\d+)\s*(?:차|회)")
_SCORE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:\.\d+)?)\s*점(?!\s*(?:만점|이상|이하|미만|검|수|을\s*기준|기준))"
)
_THRESHOLD = re.compile(
    r"(?:(?:재계약|적격|통과|합격)?\s*(?:요건|기준|기준점수?|최저|하한)\s*(?:인|점수|:|은)?\s*[(（]?\s*)?(?P<n>\d{1,3}(?:\.\d+)?)\s*점\s*(?P<bound>이상|미만|이하|기준|초과)"
    r"|(?:기준|요건|기준점수|최저점수|적격점수)\s*(?:인|[:：(（])?\s*(?P<m>\d{1,3}(?:\.\d+)?)\s*점"
)
_RESULT = re.compile(
    r"(?:재계약\s*(?:요건|기준)\s*(?:\([^()]*\)\s*)?(?:을|를|에)?\s*)?(?:충족|도달|부합)하지\s*(?:못|않|아니)[가-힣]{0,5}|"
    r"조건부\s*(?:적정|적격|승인|재계약|가결)|(?:적정|적격|부적정|부적격)(?!\s*(?:자|성|심[사의]|여부|검토))\s*(?:\(\s*[^()\d]{1,10}\s*\))?|재계약\s*(?:요건|기준)\s*(?:\([^()]*\)\s*)?(?:을|를)?\s*(?:충족|미충족|미달)"
    r"|재계약\s*(?:적합|적격|가능|부적합|부적격|불가)|(?:매우\s*|최\s?)?(?:우수|양호|보통|미흡|탁월)|이상\s*없음|지적\s*사항\s*없음|가결|부결|(?:시정|지적|주의|개선)\s*\d+\s*건|충족|미달|[SABCDE]\s*등급"
)
_RECOMMENDED = re.compile(
    r"\s*[\[<]?\s*(?:주요\s*)?(?:권고|개선|지적|시정|보완)\s*(?:사항|과제|의견|필요사항|요구)?\s*[\]>]?\s*[:：]\s*"
)
_OPINION = re.compile(
    r"\s*(?:※\s*)?(?:(?:[가-힣]+\s*)?(?:심의|심사|평가)\s*(?:위원회?|단)?\s*(?:의견|권고|권고사항)"
    r"|권고\s*(?:사항|의견)|부대\s*의견|개선\s*(?:권고|사항))\s*[:：]\s*"
)
_BODY_ENDS = (
    r"(?:부|처|청|원|위원회|협회|재단|공단|연구소|연구원|평가단|법인|진흥원|개발원|센터|학회|대학교|산학협력단"
    r"|도|시|군|구|과)"
)
_BODY_TOLD = re.compile(
    rf"(?:평가|심의|점검|감사|심사)\s*(?:수행)?\s*기관\s*[:：]\s*(?P<who>[가-힣]+(?:\s[가-힣]+){{0,2}}?{_BODY_ENDS})(?=[\s)）,.]|$)"
)
_ADEQUACY = re.compile(r"(?P<what>적정성)(?:을|를|에\s*(?:대하여|관하여|대해)|\s*(?:여부|검토|심의|심사))")
_PLACE = re.compile(
    r"(?:(?<=[\s(])|^)(?:[가-힣]{1,4}(?:특별자치도|특별자치시|특별시|광역시|도|시|군|구)\s+){1,2}$"
)
_OPENED = re.compile(
    r"\s*(?:에\s*)?(?:개최(?:된|한)|열린|실시(?:된|한)|있었던)?\s*(?:[가-힣]{1,5}(?:도|시|군|구)\s+){0,2}"
)
_BODY_AFTER = re.compile(
    r"\s*[(（](?:[^()（）]*\d\s*\.?\s*[,，]\s*)?"
    r"(?:(?:평가|심의|심사|주관|수행|시행|점검|감사)\s*(?:기관|자)?\s*[:：]\s*)?"
    rf"(?P<who>[가-힣]+(?:\s[가-힣]+){{0,2}}?{_BODY_ENDS})(?:\s*주관)?"
    r"(?:\s*[,，][^()（）]*)?[)）]"
)
_BODY_BEFORE = re.compile(
    r"(?P<who>(?:\([가-힣]\))?[가-힣A-Za-z0-9]+(?:부|처|청|원|위원회|협회|재단|공단|연구소|법인))"
    r"(?:(?:가|이|에서)\s*(?:\d{4}년\s*)?(?:실시|수행|주관|시행|평가)한|\s*(?:이|가)?\s*주관(?:하는|한|의)?)"
    r"\s*(?:(?:20\d\d|['’]\d\d)년도?\s*)?$"
)
_MINISTRY = re.compile(
    r"(?:^|[\s,(])(?P<who>(?!내부|외부|일부)[가-힣]{2,7}(?:부|처))(?:\s?장관)?\s+(?:주관\s+)?(?:전국\s+)?$"
)
_AUDITOR = re.compile(r"[가-힣A-Za-z]+\s?회계법인|공인회계사\s?[가-힣]{2,4}\s?사무소")
_WHO = re.compile(
    r"\s*(?:심\s*사|심\s*의|평\s*가|점\s*검|감\s*사|검\s*토|주\s*관)\s*(?:기관|기구|주체|단체|자)?\s*[:：]\s*"
    r"(?P<who>[^:：\d]{2,40}?(?:위원회|평가단|심사단|재단|원|법인|협회|부|청|과|시|군|구|도))\s*(?:[(（].*)?$"
)
_ACHIEVED = re.compile(r"성과|우수|잘된|강점")
_ITEM_BREAK = re.compile(r"(?:^|\s|\n)(?:[-–•▶▷○◦▪·ㆍ*]|\d+[.)]|[①-⑳])\s+")


@dataclass(slots=True)
class _Draft:
    """An evaluation being put together from the places of one part that speak of it."""

    part: str
    at: int
    kind: Stated[str]
    label: Stated[str] | None = None
    body: Stated[str] | None = None
    year: Stated[int] | None = None
    ordinal: Stated[int] | None = None
    date: Stated[str] | None = None
    score: Stated[Decimal] | None = None
    threshold: Stated[Decimal] | None = None
    result: Stated[str] | None = None
    findings: list[Finding] = field(default_factory=list)

    def statement(self) -> Evaluation:
        return Evaluation(
            part=self.part,
            kind=self.kind,
            label=self.label,
            body=self.body,
            year=self.year,
            ordinal=self.ordinal,
            date=self.date,
            score=self.score,
            threshold=self.threshold,
            result=self.result,
            findings=tuple(self.findings),
        )


def evaluations(reading: Reading) -> tuple[Evaluation, ...]:
    """Every evaluation told, one statement per part and evaluation; tables of findings go to the one they
    follow.
    """
    drafts: list[_Draft] = []
    taken: set[int] = set()
    for node in reading.outline:
        if node.quoted or node.rank == "title" or reading.amending(node) or node.index in taken:
            continue
        if node.table is None and drafts and (opinion := _OPINION.match(_footing(node))):
            _opine(drafts[-1], node, opinion)
        elif node.table is not None:
            _read_table(reading, drafts, node, node.table)
        else:
            found = _from_line(reading, node, taken)
            if found is not None:
                _add(drafts, found)
    for record in reading.records:
        if record.shape == "lines" and not reading.amending(record.node):
            _read_lines(reading, drafts, record)
    _complete(reading, drafts)
    return tuple(d.statement() for d in drafts if _tells(d))


def _read_lines(reading: Reading, drafts: list[_Draft], record: Record) -> None:
    """``심의일 : …``, ``심의기구 : …``, ``심의결과 : …`` under a heading that names no evaluation of a known
    kind: the body does.
    """
    body, told = record.first("evaluation-name", "evaluation-body"), record.first("result", "score")
    under = next(reading.outline.ancestors(record.node), None)
    heading = _NAME.search(under.passage.text) if under is not None else None
    if body is None or told is None or (under is not None and heading and coded_kind(under.passage, heading)):
        return
    name = _NAME.search(body.value.text)
    draft = _named(record.node.part, record.node.index, body.value, name) if name else None
    if draft is None:
        return
    for f in record.fields:
        _read_field(draft, f.label.kind, f.value)
        if f.label.kind == "recommendations":
            below = [n.passage for n in reading.outline.children(f.node) if n.table is None]
            for entry in below or [f.value]:
                draft.findings.extend(_findings("recommendation", entry))
    _add(drafts, draft)


def _footing(node: Node) -> str:
    """The words of a note under a table or line (``※ …``), else nothing."""
    return node.passage.text if "※" in node.rank or "※" in node.text[:2] else ""


def _opine(draft: _Draft, node: Node, opinion: re.Match[str]) -> None:
    """``※ 심의위원회 의견 : …`` after the last evaluation told is its recommendation."""
    if _paper(draft) == "/".join(node.part.split("/")[:2]):
        draft.findings.extend(_findings("recommendation", node.passage.slice(opinion.end())))


def _complete(reading: Reading, drafts: list[_Draft]) -> None:
    """Who evaluated, where an overview tells it apart from the result and there is only one evaluation."""
    bodies = [text for f in reading.fields("evaluation-body") if (text := text_of(f.value)) is not None]
    bodies = [body for body in bodies if not re.search(r"(?<!심)의회", body.value)]
    if len(bodies) == 1 and len({d.kind.value for d in drafts}) == 1:
        for draft in drafts:
            draft.body = draft.body or bodies[0]


def _tells(draft: _Draft) -> bool:
    return any((draft.score, draft.result, draft.date, draft.findings))


# --- lines --------------------------------------------------------------------------------------------------


def _from_line(reading: Reading, node: Node, taken: set[int]) -> _Draft | None:
    passage = node.passage
    name = _NAME.search(passage.text)
    if name is None or not _TOLD.search(passage.text):
        return None
    draft = _named(node.part, node.index, passage, name)
    if draft is None:
        return None
    _on_adequacy(draft, passage)
    _read_scores(draft, passage)
    short = len(node.text) <= 80
    if short or draft.score is not None:
        draft.result = _result(passage, name.end())
    days = [
        d
        for d in find_dates(passage.text)
        if 0 <= d.start - name.end() <= 12 or _OPENED.fullmatch(passage.text, d.end, max(name.start(), d.end))
    ]
    draft.date = date_of(passage, days[0]) if days and "기간" not in passage.text else None
    if short and re.search(r"결과|점수|심의", passage.text):
        for child in reading.outline.children(node):
            _read_child(reading, draft, child)
            if _is_sitting(draft, child):
                taken.add(child.index)
    if _FUTURE.search(passage.text) and draft.score is None and draft.result is None and draft.date is None:
        return None
    return draft


def _named(part: str, at: int, passage: Passage, name: re.Match[str]) -> _Draft | None:
    """A draft with kind, label, ordinal, year and body as a line or caption names the evaluation."""
    kind = coded("evaluation-kind", passage, *name.span())
    if kind is None:
        return None
    low = name.start()
    lead = re.search(
        r"(?:(?P<year>(?:20\d\d|['’]\d\d)\s*년도?)\s*)?(?:상반기\s*|하반기\s*)?(?P<ord>제\s*\d+\s*[차회]\s*)?(?:[가-힣]+\s*){0,2}$",
        passage.text[:low],
    )
    start = low
    if lead is not None and (lead["year"] or lead["ord"]):
        start = lead.start("year") if lead["year"] else lead.start("ord")
    draft = _Draft(part, at, kind, label=text_of(passage, start, name.end()))
    head = passage.slice(start, name.end())
    years = find_years(head.text)
    draft.year = state(head, years[0].start, years[0].end, years[0].year, "year") if len(years) == 1 else None
    ordinal = _ORDINAL.search(head.text)
    draft.ordinal = (
        state(head, ordinal.start("n"), ordinal.end("n"), int(ordinal["n"]), "integer") if ordinal else None
    )
    body = re.search(r"(?:[가-힣]+\s*)*?[가-힣]+위원회$", squeeze(name[0]).replace(" ", ""))
    if body is None:
        draft.body = _body_near(passage, kind.value, start, name)
    else:
        place = _PLACE.search(passage.text[:low])
        draft.body = text_of(passage, place.start() if place else low, name.end())
    return draft


def _on_adequacy(draft: _Draft, passage: Passage) -> None:
    """A committee that decides on the adequacy of the consignment is one evaluation, of that kind."""
    told = _ADEQUACY.search(passage.text)
    if draft.kind.value == "committee" and told is not None:
        draft.kind = coded("evaluation-kind", passage, *told.span("what")) or draft.kind


def _body_near(passage: Passage, kind: str, low: int, name: re.Match[str]) -> Stated[str] | None:
    """Who evaluated: in brackets after the name (``시설평가(보건복지부)``), before it (``…원이 실시한``, a
    ministry alone), or the firm that audited.
    """
    text = passage.text
    found = _BODY_AFTER.match(text, name.end()) or _BODY_BEFORE.search(text[:low])
    found = found or _MINISTRY.search(text[: name.start()]) or _BODY_TOLD.search(text, name.end())
    if found is not None:
        return text_of(passage, *found.span("who"))
    firm = _AUDITOR.search(passage.text) if kind == "audit" else None
    return text_of(passage, *firm.span()) if firm else None


def _read_scores(draft: _Draft, passage: Passage) -> None:
    text = passage.text
    threshold = _THRESHOLD.search(text)
    if threshold:
        group = "n" if threshold["n"] else "m"
        draft.threshold = state(passage, *threshold.span(group), Decimal(threshold[group]), "decimal")
    for score in _SCORE.finditer(text):
        if threshold and threshold.start() <= score.start("n") < threshold.end():
            continue
        draft.score = state(passage, *score.span("n"), Decimal(score["n"]), "decimal")
        return


def _result(passage: Passage, low: int) -> Stated[str] | None:
    text = passage.text
    match = _RESULT.search(text, low)
    return _without_brackets(passage, match) if match is not None else None


def _without_brackets(passage: Passage, match: re.Match[str]) -> Stated[str] | None:
    """The result as printed; of ``요건(75점 이상)을 충족`` without the threshold in the middle."""
    inner = re.search(r"(?<=\S)\s*\([^()]*\)(?=[을를])", match[0])
    whole = text_of(passage, *match.span())
    if inner is None or whole is None:
        return whole
    cut = match.start() + inner.start(), match.start() + inner.end()
    spans = (*passage.spans(match.start(), cut[0]), *passage.spans(cut[1], match.end()))
    return Stated(squeeze(match[0][: inner.start()] + match[0][inner.end() :]), spans, "text")


def _read_child(reading: Reading, draft: _Draft, child: Node) -> None:
    """A line under ``… 심의결과 : 적정``: the sitting with its day, recommendations, scores."""
    if child.table is not None or child.quoted:
        return
    told = line_field(child)
    if told is not None and told.label.kind in _FIELDS:
        _read_field(draft, told.label.kind, told.value)
        if told.label.kind == "recommendations":
            below = [n.passage for n in reading.outline.children(child) if n.table is None]
            for entry in below or [told.value]:
                draft.findings.extend(_findings("recommendation", entry))
        return
    _read_sitting(draft, child)
    if draft.score is None:
        _read_scores(draft, child.passage)
    label = _RECOMMENDED.match(child.passage.text)
    if label:
        draft.findings.extend(_findings("recommendation", child.passage.slice(label.end())))
    elif draft.result is None and len(child.text) <= 60:
        draft.result = _result(child.passage, 0)


def _read_sitting(draft: _Draft, child: Node) -> None:
    """``2023년 제7차 …위원회(2023.9.20.)``: label, ordinal, year, body and day."""
    passage = child.passage
    name = _NAME.search(passage.text)
    who = _WHO.match(passage.text)
    if who is not None:
        draft.body = text_of(passage, *who.span("who"))
    elif name is not None and (coded_kind(passage, name) == draft.kind.value or _is_sitting(draft, child)):
        sitting = _named(child.part, child.index, passage, name)
        if sitting is not None:
            draft.label, draft.body = sitting.label or draft.label, sitting.body or draft.body
            draft.year, draft.ordinal = sitting.year or draft.year, sitting.ordinal or draft.ordinal
    days = find_dates(passage.text)
    if days and draft.date is None and len(child.text) <= 60:
        draft.date = date_of(passage, days[0])


def _is_sitting(draft: _Draft, child: Node) -> bool:
    """Whether a line only names the committee that met on something else: ``제2차 …위원회(2024.7.11.)``."""
    if child.table is not None or len(child.text) > 60 or draft.kind.value == "committee":
        return False
    name = _NAME.search(child.text)
    return (
        name is not None
        and name[0].endswith("위원회")
        and re.fullmatch(r"\s*(?:[(（][^()（）]*[)）]|개최|[\d.\s])*", child.text[name.end() :]) is not None
    )


def coded_kind(passage: Passage, name: re.Match[str]) -> str | None:
    """The code of the kind of evaluation a name stands for."""
    kind = coded("evaluation-kind", passage, *name.span())
    return kind.value if kind else None


# --- putting together ---------------------------------------------------------------------------------------


def _add(drafts: list[_Draft], found: _Draft) -> None:
    for known in drafts:
        if _paper(known) == _paper(found) and _one(known, found):
            _merge(known, found)
            return
    drafts.append(found)


def _paper(draft: _Draft) -> str:
    return "/".join(draft.part.split("/")[:2])


def _one(known: _Draft, found: _Draft) -> bool:
    """Whether two mentions in one section mean one evaluation: same kind, nothing that tells them apart."""
    if known.kind.value != found.kind.value:
        return False
    for name in ("year", "ordinal", "date", "score"):
        a, b = getattr(known, name), getattr(found, name)
        if a is not None and b is not None and a.value != b.value:
            return False
    return True


def _merge(known: _Draft, found: _Draft) -> None:
    if found.ordinal is not None and known.ordinal is None:
        known.label = found.label
    for name in ("label", "body", "year", "ordinal", "date", "score", "threshold", "result"):
        if getattr(known, name) is None:
            setattr(known, name, getattr(found, name))
    if known.body and found.body and found.body.value.endswith(known.body.value):
        known.body = found.body  # the name with the city or ministry it belongs to
    known.findings.extend(f for f in found.findings if f not in known.findings)


# --- tables -------------------------------------------------------------------------------------------------


def _read_table(reading: Reading, drafts: list[_Draft], node: Node, table: Table) -> None:
    named = _caption_draft(reading, node, table)
    findings = list(_finding_rows(table))
    if findings:
        target = _target(drafts, named, node)
        if target is not None:
            target.findings.extend(f for f in findings if f not in target.findings)
        return
    for record in (r for r in reading.records if r.node is node):
        if record.shape == "row" and (found := _from_record(record, named)) is not None:
            _add(drafts, found)
        elif record.shape == "pairs":
            for draft in _from_pairs(record, named):
                _add(drafts, draft)


def _caption_draft(reading: Reading, node: Node, table: Table) -> _Draft | None:
    near = first(a.passage for a in reading.outline.ancestors(node) if a.rank != "title" and len(a.text) < 60)
    for passage in (table.caption or EMPTY, near or EMPTY):
        name = _NAME.search(passage.text)
        if name is not None:
            return _named(node.part, node.index, passage, name)
    return None


def _target(drafts: list[_Draft], named: _Draft | None, node: Node) -> _Draft | None:
    """The evaluation a table of findings belongs to: the one its caption names, else the last one told
    before it.
    """
    if named is not None:
        named.part = node.part
        for known in drafts:
            if _paper(known) == _paper(named) and _one(known, named):
                return known
        drafts.append(named)
        return named
    before = [d for d in drafts if _paper(d) == "/".join(node.part.split("/")[:2])]
    return before[-1] if before else None


def _finding_rows(table: Table) -> Iterator[Finding]:
    """Rows 주요성과 | …, 개선과제 | …: a label in the first column, entries beside it."""
    for row in range(table.nrows):
        head, cell = table.at(row, 0), table.at(row, 1) if table.ncols > 1 else None
        if head is None or cell is None or cell is head:
            continue
        words = squeeze(re.sub(r"[*<>\[\]]", "", head.passage.text)).replace(" ", "")
        if not re.fullmatch(
            r"(?:주요)?(?:성과|우수사항|잘된점|강점|개선(?:과제|사항|필요사항|점)|권고(?:사항)?|지적사항|시정(?:사항|요구)?|보완사항)",
            words,
        ):
            continue
        kind = (
            "achievement"
            if _ACHIEVED.search(words)
            else "recommendation"
            if "권고" in words
            else "improvement"
        )
        for item in cell.items or (cell.passage,):
            yield from _findings(kind, item)


def _from_pairs(record: Record, named: _Draft | None) -> Iterator[_Draft]:
    """``평가결과 | 2024년 성과평가 87.5점 (기준 70점 이상)`` among other fields; a whole table where its
    caption names one.
    """
    if named is not None:
        draft = replace(named, findings=list(named.findings), part=record.node.part)
        for f in record.fields:
            _read_field(draft, f.label.kind, f.value)
        yield draft
        return
    for f in record.all("result", "score"):
        for source in (f.value, f.heading):
            name = _NAME.search(source.text)
            draft_or_none = _named(record.node.part, record.node.index, source, name) if name else None
            if draft_or_none is not None:
                _read_field(draft_or_none, f.label.kind, f.value)
                days = find_dates(f.value.text)
                draft_or_none.date = date_of(f.value, days[0]) if len(days) == 1 else None
                yield draft_or_none
                break


def _from_record(record: Record, named: _Draft | None) -> _Draft | None:
    """A row with a result or a score: 심의결과, 점수, 기준, 비고 with recommendations."""
    result = record.first("result", "score")
    if result is None:
        return None
    heading = first(f for f in record.fields if f.label.kind == "evaluation-name")
    own = [heading.value if heading else EMPTY, *(f.value for f in record.fields[:1])]
    draft = _first_named(record, own) or named or _first_named(record, [f.heading for f in record.fields])
    if draft is None:
        return None
    draft = replace(draft, findings=list(draft.findings), part=record.node.part)
    for f in record.fields:
        _read_field(draft, f.label.kind, f.value)
        if f.label.kind in ("note", "recommendations"):
            items = f.cell.items if f.cell is not None else ()
            draft.findings.extend(_recommended(f.value, items, f.label.kind == "recommendations"))
    return draft


def _first_named(record: Record, values: list[Passage]) -> _Draft | None:
    for value in values:
        name = _NAME.search(value.text)
        if name is not None and len(value.text) <= 60:
            return _named(record.node.part, record.node.index, value, name)
    return None


def _read_field(draft: _Draft, kind: str, value: Passage) -> None:
    if kind == "result":
        _read_scores(draft, value)
        found = _RESULT.search(value.text)
        if found:
            draft.result = text_of(value, *found.span())
    elif kind in ("score", "threshold"):
        numbers = find_numbers(value.text)
        points = [n for n in numbers if n.unit == "점"] or numbers
        if len(points) == 1 or (points and points[0].unit == "점"):
            stated = state(value, points[0].start, points[0].end, points[0].value, "decimal")
            setattr(draft, kind, stated)
        if kind == "score" and draft.threshold is None:
            rest = _Draft(draft.part, draft.at, draft.kind)
            _read_scores(rest, value)
            draft.threshold = rest.threshold
    elif kind == "evaluation-date":
        days = find_dates(value.text)
        draft.date = date_of(value, days[0]) if days else draft.date
    elif kind == "evaluation-body":
        draft.body = text_of(value) or draft.body


def _recommended(value: Passage, items: tuple[Passage, ...], always: bool) -> Iterator[Finding]:
    """Recommendations in a 비고 or 권고사항 cell: what follows the mark [권고], entry by entry."""
    mark = re.match(r"\s*\[?\s*(?:권고|개선|조건)\s*(?:사항|의견)?\s*\]?\s*[:：]?\s*", value.text)
    marked = mark is not None and bool(re.search(r"[\[:：]", mark[0]))
    if not marked and not always:
        return
    rest = value.slice(mark.end() if mark is not None and marked else 0)
    entries = [item for item in items if not re.fullmatch(r"\s*\[[^\[\]]*\]\s*", item.text)]
    for entry in entries or (rest,):
        yield from _findings("recommendation", entry)


def _findings(kind: str, value: Passage) -> Iterator[Finding]:
    """The entries of a cell or line: split at bullets inside it."""
    marks = list(_ITEM_BREAK.finditer(value.text))
    edges = [(m.start(), m.end()) for m in marks]
    bounds = [0, *(end for _, end in edges)], [*(start for start, _ in edges), len(value.text)]
    for low, high in zip(*bounds, strict=True):
        text = text_of(value, low, high)
        if (
            text is not None
            and len(text.value) >= 4
            and not re.fullmatch(r"(?:해당\s*(?:사항)?\s*)?없음", text.value)
        ):
            yield Finding(kind=kind, text=text)
