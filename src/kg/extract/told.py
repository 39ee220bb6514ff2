"""Rounds and contractors told in lines: ``1차 : 2018. 1. 1. ~ 2020. 12. 31. (재)…재단, 공개모집``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.extract.consignment import period_parts
from kg.extract.names import LEGAL_MARKS, Organisation, organisations
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import coded, state
from kg.model.blocks import Passage
from kg.model.facts import OrganisationStatement, Round, Stated
from kg.text import FoundPeriod, find_periods

_LEAD = re.compile(
    r"\W*(?:제\s*)?(?:(?P<n>\d{1,2})\s*(?:차|기|회차?|대)(?![가-힣])\s*)?"
    r"(?P<words>(?:최초|신규|첫|재|현|현재|이전|기존|종전|민간)?\s*(?:위탁|수탁|계약|재위탁|재계약|대행)?)"
    r"\s*(?:기간|운영)?\s*[:：(（\[]?\s*"
)
_HISTORY = re.compile(
    r"연혁|경과|경위|현황|이력|실적|그간|그동안|기존|종전|현재|위탁\s*추진|수탁\s*내역|위탁\s*내역"
)
_CUT = re.compile(r"[,，/;:：|▸→·]|\s-\s|\s{2,}")
_SKIP = re.compile(
    r"[\s.,，:：/;|)）\]·\-–—▸→]*(?:[(（]?\s*(?:약\s*)?\d+(?:\.\d+)?\s*(?:년|개월)(?:간)?\s*[)）]?)?"
    r"[\s.,，:：/;|)）\]·\-–—▸→]*(?:(?:수탁|위탁|대행)(?:자|기관|법인|업체|단체)\s*[:：]?\s*)?"
)
_SHORTEST = 150
"""Days of the shortest round that a line without an ordinal is taken to tell."""

_BODY = re.compile(
    rf"(?:{LEGAL_MARKS})|(?:재단|협회|조합|연합회|복지회|협력단|진흥원|공단|공사|연구원|학원|교회|수녀회|선교회"
    r"|모임|연대|회|단|법인|대학교?|기업|업체|산업|환경|개발|워터|복지|센터)$"
)
_NAMED = re.compile(
    rf"(?P<who>(?:(?:{LEGAL_MARKS})\s*[가-힣A-Za-z0-9·]{{1,40}}(?:\s산학협력단)?"
    rf"|[가-힣A-Za-z0-9·]{{1,40}}(?:\s?(?:{LEGAL_MARKS})|\s?산학협력단))"
    r"\s*[(（]\s*(?:공동\s*)?(?:대표(?:자|이사)?|이사장|단장|회장|총장|조합장)\s*[:：]?\s*[가-힣]{2,4}(?:\s*[,·]\s*[가-힣]{2,4})*\s*[)）])"
    r"\s*(?=이|가|은|는|에|에서|와|과|을|를|으로|로)"
)
_ELSEWHERE = re.compile(
    r"인근|타\s?(?:시|군|구|도|지자체|자치구|지역|기관)|다른\s?(?:시|군|구|지방|지역|자치|지자체)|사례"
)
_RUNS = re.compile(r"위탁|수탁|대행|운영|관리")


@dataclass(frozen=True, slots=True)
class Told:
    """A round a line tells and the body that had it."""

    round: Round
    contractor: Organisation


def told_rounds(reading: Reading) -> Iterator[Told]:
    """Every line that is a round: an ordinal or a history around it, a period, the body, kind and method."""
    for node in reading.outline:
        if node.quoted or node.table is not None or node.rank == "title" or reading.amending(node):
            continue
        found = _told(reading, node)
        if found is not None:
            yield found


def told_contractors(reading: Reading) -> Iterator[OrganisationStatement]:
    """The bodies that rounds in lines name, and those a sentence names with legal form and representative."""
    for told in told_rounds(reading):
        yield _statement(told.round.part, told.contractor)
    for node in reading.outline:
        if node.quoted or node.table is not None or reading.amending(node):
            continue
        text = node.passage.text
        if _ELSEWHERE.search(text) or not _RUNS.search(text):
            continue
        for match in _NAMED.finditer(text):
            for body in organisations(node.passage.slice(*match.span("who"))):
                yield _statement(node.part, body)


def _statement(part: str, body: Organisation) -> OrganisationStatement:
    return OrganisationStatement(
        part=part, name=body.name, legal_form=body.legal_form, representatives=body.representatives
    )


def _told(reading: Reading, node: Node) -> Told | None:
    text = node.passage.text
    if len(text) > 140:
        return None
    period = next((p for p in find_periods(text) if p.first is not None and p.last is not None), None)
    lead = _LEAD.fullmatch(text, 0, period.start) if period is not None else None
    if period is None or lead is None:
        return None
    numbered = lead["n"] is not None
    if not numbered and not (_in_history(reading, node) and _long(period)):
        return None
    found = _contractor(node.passage, period.end)
    if found is None:
        return None
    body, rest = found
    words = (node.passage.slice(0, period.start), node.passage.slice(rest))
    kind, method = _first_code("consignment-kind", words), _first_code("selection-method", words)
    if not numbered and not (kind or method or body.legal_form or body.representatives or _is_body(body)):
        return None
    start, end, years = period_parts(node.passage.slice(period.start))
    made = Round(
        part=node.part,
        facility=reading.subject if len(reading.facilities) <= 1 else None,
        seq=state(node.passage, *lead.span("n"), int(lead["n"]), "integer") if numbered else None,
        start=start,
        end=end,
        years=years,
        contractor=body.name,
        kind=kind,
        method=method,
    )
    return Told(made, body)


def _is_body(body: Organisation) -> bool:
    return bool(_BODY.search(body.name.value))


def _in_history(reading: Reading, node: Node) -> bool:
    return any(
        _HISTORY.search(a.text) and len(a.text) < 40
        for a in reading.outline.ancestors(node)
        if a.rank != "title"
    )


def _long(period: FoundPeriod) -> bool:
    """Whether a period is as long as a round rather than a call for bids."""
    if period.first is None or period.last is None or len(period.first.iso + period.last.iso) != 20:
        return False
    return (date.fromisoformat(period.last.iso) - date.fromisoformat(period.first.iso)).days >= _SHORTEST


def _contractor(line: Passage, low: int) -> tuple[Organisation, int] | None:
    """The body named right after the period, and where the words about it begin to speak of the choice."""
    skip = _SKIP.match(line.text, low)
    start = skip.end() if skip else low
    end = _end_of_body(line.text, start)
    bodies = organisations(line.slice(start, end))
    return (bodies[0], end) if bodies else None


def _end_of_body(text: str, start: int) -> int:
    """The first separator outside brackets."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "(（":
            depth += 1
        elif text[at] in ")）":
            depth -= 1
        elif depth == 0 and at > start and _CUT.match(text, at):
            return at
    return len(text)


def _first_code(scheme: str, words: tuple[Passage, ...]) -> Stated[str] | None:
    return next((code for passage in words if (code := coded(scheme, passage)) is not None), None)
