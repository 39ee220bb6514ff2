"""Performance counts in words: sentences, and lines under a heading that speaks of results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.counts import (
    CONTEXT,
    EARNED,
    ELSEWHERE,
    MONEY,
    NOT_COUNTS,
    YEAR_WORDS,
    count_value,
    only_year,
)
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import text_of
from kg.model.blocks import Passage
from kg.model.facts import Observation, Performance, Stated
from kg.text import field as split_field

_SENTENCE = re.compile(
    r"(?P<year>(?:20\d\d|['’‘]\d\d)\s*년도?)\s*(?:[가-힣]+\s*){0,3}?(?:실적|이용자|이용\s*현황|성과|운영\s*결과)(?:은|는|으로|을|이|:)?\s*(?P<body>.{4,160})"
)
_COUNT = re.compile(
    r"(?P<label>[가-힣][가-힣A-Za-z·ㆍ ]{0,20}?)\s*(?:은|는|이|가|:|：)?\s*(?:총|연|약)?\s*"
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<u>㎥/일|톤/일|톤|㎏|kg|개소|개사|개교|건|명|회|팀|가구|세대|시간|강좌|권|곳|인|대|종|개|%|억원)"
    r"(?=[^가-힣/]|$|임|으로|로|이|을|를|였|등|에|의|과|와|및|씩)"
)
_ACHIEVED = re.compile(
    r"(?P<year>(?:20\d\d|['’‘]\d\d)\s*년도?)\s*(?:에는|에만|에도|에|중에?|한\s*해(?:\s*동안)?)\s*"
    r"(?P<body>.{8,160}?(?:의\s*(?:[가-힣]+\s*)?(?:실적|성과)|[을를]\s*(?:처리|추진|실시|운영|진행|지원|제공|달성|수송|개최|접수|발굴|양성|배출|유치|수행)))"
)
"""``2022년에는 상담 1,204건, 교육 356회의 실적을 …``."""
_COUNTED_THING = (
    r"(?P<label>(?:연간\s*)?(?:이용|참여|방문|상담|교육|수료|입장|관람|수강|대출)\s*(?:인원|자\s*수|자|객|건수|횟수|권수)"
    r"|(?:이용|가동|취업|재활용|처리|참여|수료|입소)[률율])"
)
_ONCE = re.compile(
    r"(?P<year>(?:20\d\d|['’‘]\d\d)\s*년도?)(?:에|의|에는)?\s*"
    + _COUNTED_THING
    + r"(?:은|는|이|가)\s*(?:총|연|약)?\s*"
    r"(?P<n>[\d,]*\d(?:\.\d+)?)\s*(?P<u>명|건|회|권|%)"
)
"""``2023년 이용객은 455,120명으로 …``."""
_TOTALLED = re.compile(
    _COUNTED_THING + r"(?:은|는|이|가)?\s*[:：]?\s*"
    r"(?P<body>(?:\(?(?:20\d\d|['’‘]\d\d)\s*년도?\)?\s*(?:에는?)?\s*[:：]?\s*(?:총|연|약)?\s*[\d,.]*\d\s*(?:명|건|회|권|%)\s*(?:\([^()'’‘]*\))?\s*[,，·→⇒/]?\s*(?:및|와|과)?\s*)+)"
)
"""``이용인원은 2021년 11,200명, 2022년 12,300명``."""
_YEARLY = re.compile(
    r"(?P<year>(?:20\d\d|['’‘]\d\d)\s*년도?)\)?\s*(?:에는?)?\s*[:：]?\s*(?:총|연|약)?\s*(?P<n>[\d,]*\d(?:\.\d+)?)\s*(?P<u>명|건|회|권|%)"
)
_COUNT_LINE = re.compile(
    rf"(?:{re.sub('[?]P<[a-z]+>', '', _COUNT.pattern)}[\s,，/·]*)+(?:\([^()]*\))?\W*",
)
_NO_COUNT = re.compile(rf"등$|에서$|{NOT_COUNTS.pattern}")


def counts_told(reading: Reading, node: Node) -> Iterator[Performance]:
    """The counts a line or the lines under it tell."""
    yield from _from_sentence(reading, node)
    yield from _from_lines(reading, node)
    yield from _from_years(reading, node)


def _from_sentence(reading: Reading, node: Node) -> Iterator[Performance]:
    """``2022년 이용실적은 상담 5,118건, 방문교육 236회로 …``."""
    text = node.passage.text
    for match in (*_SENTENCE.finditer(text), *_ACHIEVED.finditer(text)):
        if ELSEWHERE.search(node.passage.text[: match.start("body")]):
            continue
        year = only_year(node.passage.slice(*match.span("year")))
        found = tuple(_listed(node.passage.slice(*match.span("body")), year)) if year else ()
        if len(found) > (match.re is _ACHIEVED):
            yield Performance(part=node.part, facility=reading.subject, observations=found)


def _from_years(reading: Reading, node: Node) -> Iterator[Performance]:
    """``이용인원은 2021년 11,200명, 2022년 12,300명``: one thing counted over several years."""
    for match in _TOTALLED.finditer(node.passage.text):
        label = text_of(node.passage, *match.span("label"))
        body = node.passage.slice(*match.span("body"))
        if label is None or ELSEWHERE.search(node.passage.text[: match.start()]):
            continue
        found = tuple(
            Observation(
                category=(label,),
                value=count_value(body, *count.span("n")),
                unit=text_of(body, *count.span("u")),
                year=only_year(body.slice(*count.span("year"))),
            )
            for count in _YEARLY.finditer(body.text)
        )
        yield Performance(part=node.part, facility=reading.subject, observations=found)
    once = tuple(
        Observation(
            category=(label,),
            value=count_value(node.passage, *match.span("n")),
            unit=text_of(node.passage, *match.span("u")),
            year=only_year(node.passage.slice(*match.span("year"))),
        )
        for match in _ONCE.finditer(node.passage.text)
        if (label := text_of(node.passage, *match.span("label"))) is not None
        and not ELSEWHERE.search(node.passage.text[: match.start()])
    )
    if once:
        yield Performance(part=node.part, facility=reading.subject, observations=once)


def _from_lines(reading: Reading, node: Node) -> Iterator[Performance]:
    """Lines ``상담 : 5,118건`` under a heading that speaks of results (``2022년 이용현황``), or of a year."""
    head = re.sub(r"\s*[:：]?\s*$", "", node.text)
    if len(head) > 40 or not CONTEXT.search(head) or ELSEWHERE.search(head) or NOT_COUNTS.search(head):
        return
    over = only_year(node.passage)
    found: list[Observation] = []
    for child in reading.outline.children(node):
        line = child.passage.strip()
        if child.table is not None or child.quoted or re.search(r"다\s*\.?$|[음임함]\s*\.?$", line.text):
            continue
        parts = split_field(line)
        own = only_year(parts[0]) if parts is not None and YEAR_WORDS.fullmatch(parts[0].text) else None
        said = parts[1] if parts is not None and own is not None else line
        counted = tuple(_listed(said, own or over))
        if counted and _COUNT_LINE.fullmatch(said.text):
            found.extend(counted)
    if found:
        yield Performance(part=node.part, facility=reading.subject, observations=tuple(found))


def _listed(body: Passage, year: Stated[int] | None) -> Iterator[Observation]:
    """The counts at the head of a stretch, up to where it goes on with something else."""
    at = 0
    for count in _COUNT.finditer(body.text):
        if count.start() - at > 12 or re.search(r"[.。]\s", body.text[at : count.start()]):
            return
        at = count.end()
        label = text_of(body, *count.span("label"))
        if (
            label is None
            or _NO_COUNT.search(label.value)
            or (MONEY.search(count["u"]) and not EARNED.search(label.value))
        ):
            continue
        unit = text_of(body, *count.span("u"))
        yield Observation(category=(label,), value=count_value(body, *count.span("n")), unit=unit, year=year)
