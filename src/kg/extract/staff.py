"""Staff: totals, ranks and qualifications, in words or tables. Ranks are what the paper calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.facility import Place, describes, places
from kg.extract.fields import Field, Record, table_records
from kg.extract.grid import TOTALS, Figure, figures, is_total
from kg.extract.labels import fold_label
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import first, state, text_of
from kg.model.blocks import Passage, Table
from kg.model.facts import RankCount, Staff, Stated
from kg.text import field as split_field

_COUNT = r"(?P<n>\d{1,3}(?:,\d{3})*)\s*(?:명|인)?"
_TOTAL = re.compile(
    r"^\W*(?:현원|정원|총원|총|계|합계|인원|상근|직원|종사자|인력|약|현|인력\s*현황)?\s*[:：]?\s*(?:총\s*)?(?P<n>\d{1,4}(?:,\d{3})*)\s*(?:명|인)(?!당)"
)
_CLOSING_TOTAL = re.compile(r"(?:총|합계|등|모두|계)\s*(?:총\s*)?(?P<n>\d{1,4})\s*(?:명|인)")
_BARE_TOTAL = re.compile(r"^\s*(?:현원\s*[:：]?|총)?\s*(?P<n>\d{1,4})\s*(?=$|[(（])")
_RANKED = rf"(?P<rank>[가-힣A-Za-z][가-힣A-Za-z·ㆍ/ ]{{0,18}}?)\s*(?:\([^()\d]{{1,8}}\))?\s*[:：]?\s*{_COUNT}"
_RANK = re.compile(_RANKED + r"(?=\s*(?:$|[,，、·ㆍ/)）\]+\n※;]|및|등|\s[가-힣]))")
# In a note the count may be explained in brackets: ※ 노무사 4명(센터장 포함).
_NOTED = re.compile(_RANKED + r"(?=\s*(?:$|[,，、·ㆍ/(（)）\]+\n※;]|및|등|\s[가-힣]))")
_NOT_RANK = frozenset(
    {
        *TOTALS,
        "정원",
        "현원",
        "총원",
        "인원",
        "인력",
        "직원수",
        "종사자",
        "종사자수",
        "약",
        "등",
        "이용정원",
        "이용",
        "상근",
        "정·현원",
        "결원",
        "명",
    }
)
_RANK_WORD = re.compile(
    r"(?:장|직|인력|담당|매니저|코디네이터|디렉터|큐레이터|교사|강사|기사|간사|주임|대리|사서|요원|보조|관리자|지도자|활동가|전담|반장|파트너|주무|촉진자|코치)$"
    r"|(?:직|팀|사|연구|상담|생활지도|행정|조리|운전|관리|위생|안내|지도|보육|사무|보호|사례관리|복지|경비|미화|전산|기능|안전|구조|접수|활동|운영|지원|간호|돌봄|사무행정|종사|시설관리|환경|청소|영양|교육|부|요양|계약|임|공무|회계|총무|기획|특수|보건|치료|재활)원$"
    r"|(?:상담|복지|간호|영양|조리|요양보호|치료|물리치료|작업치료|언어치료|지도|노무|변호|회계|세무|조무|관리|전문상담|임상심리|사례관리|사회복지|직업상담|보육교|놀이치료|심리|정비|위생|안전관리|조교|강|사육|해설|간호조무|특수교|전기기|생활지도)사$"
)
_PERFORMANCE_WORD = re.compile(
    r"(?:지원|상담|교육|행사|조사|수사|봉사|공사|검사|회원|민원|자원|후원|공원|사업장|시장|현장|입장|연장|건수|횟수|실적|이용|참여|프로그램|연계|사업|방문|회의|홍보|발굴|진료|치료|관리|취업|창업|수료)$"
)
_OF_USERS = re.compile(r"어린이집|유치원|요양|보호|쉼터|돌봄|그룹홈|생활시설|공동생활|학교|아동센터")
"""Places whose 정원 and 현원, printed bare, are those of the users."""
_STAFF_CONTEXT = re.compile(r"인력|종사자|직원|현원|조직|인원\s*(?:현황|구성)|근무자|정원|정·현원|배치")
_PERFORMANCE_CONTEXT = re.compile(r"실적|이용|성과|운영\s*결과|참여|추진\s*결과")
_NOT_HEADS = re.compile(r"결원|과부족|충원율|비고|비율")
_INLINE = re.compile(r"(?:종사자|인력|직원|인원)\s*(?:수)?\s*[:：]?\s*(?P<value>\d.*)$", re.S)

_SENTENCE = re.compile(
    r"(?:근무\s?인원|근무자|종사자|종사\s?인력|상근\s?인력|근무\s?인력|운영\s?인력|직원)(?:\s?수)?(?:은|는)\s*(?:현재\s*)?"
    r"(?P<value>[^.。]{2,160})"
)
_CHANGE = re.compile(r"증원|충원|채용|필요|추가|결원|부족|감원|증가|감소|늘|줄|대비|평균|교육|예정|승계|이상")
_ELSEWHERE = re.compile(r"(?:^|\s)타\s|타\s?(?:시|구|기관|지자체|자치구)|인근|전국|타당|비용추계")


def staff(reading: Reading) -> tuple[Staff, ...]:
    """Every statement of staff, place by place."""
    made = [statement for place in places(reading) for statement in _told(place)]
    for f in reading.fields("staff"):
        if not f.value.text.strip() and f.cell is None:
            made.extend(_under(reading, f.node))
    for node in reading.outline:
        if node.table is not None:
            made.extend(_tables(reading, node, node.table))
    if not made:
        made = [s for n in reading.outline for s in _said(reading, n)]
    return tuple(sorted(made, key=_at))


def _said(reading: Reading, node: Node) -> Iterator[Staff]:
    """``종사자는 센터장 1명, 팀장 2명 등 총 3명임`` in a sentence; no wish for more of them."""
    if node.table is not None or node.quoted or reading.amending(node):
        return
    for match in _SENTENCE.finditer(node.passage.text):
        if _CHANGE.search(match["value"]) or _ELSEWHERE.search(node.passage.text[: match.start()]):
            continue
        found = staff_in(node.passage.slice(*match.span("value")))
        if found is not None and (found.total is not None or len(found.ranks) > 1):
            yield found.statement(node.part, reading.subject)


def _told(place: Place) -> Iterator[Staff]:
    """The staff one record tells of: in a field of its own, or among other things in one line."""
    record = place.record
    counted = record.shape == "row" and not describes(record) and record.first("facility") is None
    for f in () if counted else _working(record):
        found = staff_in(f.value, bare=True) if f.value.text.strip() else None
        if found is not None:
            yield found.statement(f.node.part, place.name)
    for f in record.all("facility-section", "facility"):
        inner = _INLINE.search(f.value.text)
        found = staff_in(f.value.slice(*inner.span("value"))) if inner else None
        if found is not None:
            yield found.statement(f.node.part, place.name)


def _working(record: Record) -> tuple[Field, ...]:
    """The fields that count those who work: a bare 정원 or 현원 beside them is that of the users,
    unless what stands over it says otherwise.
    """
    fields = record.all("staff")
    bare = [f for f in fields if re.fullmatch(r"정·?현원|정원|현원|인원", f.label.folded)]
    named = tuple(f for f in fields if f not in bare)
    users = record.entity is not None and _OF_USERS.search(record.entity.text)
    if named or record.all("capacity") or (users and record.shape == "row"):
        return named
    return fields


def _at(statement: Staff) -> int:
    spans = [s for s in (statement.total, *(r.count for r in statement.ranks)) if s is not None and s.spans]
    return min((s.spans[0].start for s in spans), default=0)


@dataclass(frozen=True, slots=True)
class _Found:
    total: Stated[int] | None
    ranks: tuple[RankCount, ...]
    qualified: tuple[RankCount, ...]

    def statement(self, part: str, facility: Stated[str] | None) -> Staff:
        return Staff(
            part=part, facility=facility, total=self.total, ranks=self.ranks, qualified=self.qualified
        )


def staff_in(value: Passage, *, bare: bool = False) -> _Found | None:
    """Staff in words: ``8명(센터장 1, 팀장 2, 팀원 5) ※ 노무사 2명``; 현원 wins over 정원.

    With *bare* a number without a counter is a total (a cell under 종사자수).
    """
    passage = _actual(value)
    note = re.search(r"※|\*|\n", passage.text)
    main = passage.slice(0, note.start()) if note else passage
    rest = passage.slice(note.start()) if note else None
    total = _total(main, bare)
    after = total[1] if total else 0
    ranks = tuple(_ranks(main.slice(after)))
    if total is None and (closing := _CLOSING_TOTAL.search(main.text)):
        total = (_integer(main, closing), closing.end())
        ranks = tuple(r for r in ranks if r.count.spans != total[0].spans)
    qualified = tuple(_ranks(rest, _NOTED)) if rest is not None else ()
    if rest is not None and not ranks and total is not None and re.search(r"^\n", rest.text):
        ranks, qualified = qualified, ()
    if total is None and not ranks:
        return None
    return _Found(total[0] if total else None, ranks, qualified)


def _actual(value: Passage) -> Passage:
    """The stretch that counts those at work where a paper gives 정원 and 현원."""
    present = re.search(r"현원", value.text)
    if present is None:
        return value
    planned = re.search(r"정원", value.text[present.end() :])
    return value.slice(present.start(), present.end() + planned.start() if planned else None)


def _total(main: Passage, bare: bool) -> tuple[Stated[int], int] | None:
    match = _TOTAL.match(main.text) or (_BARE_TOTAL.match(main.text) if bare else None)
    return (_integer(main, match), match.end()) if match else None


def _integer(passage: Passage, match: re.Match[str]) -> Stated[int]:
    return state(passage, *match.span("n"), int(match["n"].replace(",", "")), "integer")


def _ranks(passage: Passage, pattern: re.Pattern[str] = _RANK) -> Iterator[RankCount]:
    for match in pattern.finditer(passage.text):
        low = match.start("rank")
        words = match["rank"]
        lead = re.match(r"(?:및|등|와|과|현|중|총|이\s*중)\s+", words)
        low += lead.end() if lead else 0
        rank = text_of(passage, low, match.end("rank"))
        if rank is None or fold_label(rank.value) in _NOT_RANK or fold_label(rank.value) == "":
            continue
        yield RankCount(rank=rank, count=_integer(passage, match))


# --- lines under a heading, tables -------------------------------------------------------------------------


def _under(reading: Reading, node: Node) -> Iterator[Staff]:
    for child in reading.outline.children(node):
        parts = split_field(child.passage) if child.table is None else None
        place = reading.facility_named(parts[0]) if parts is not None else None
        if parts is not None and place is not None:
            if (found := staff_in(parts[1])) is not None:
                yield found.statement(child.part, place)
        elif child.table is None and (found := staff_in(child.passage)) is not None:
            yield found.statement(child.part, reading.subject)
            return


def is_staff_table(reading: Reading, node: Node, table: Table) -> bool:
    """Whether a table of figures counts staff: its headers are ranks, or what is printed over it says so."""
    found = figures(table)
    if any(record.has("facility") and describes(record) for record in table_records(node)):
        return False
    if not found or any((f.own_unit.text if f.own_unit else "") == "원" for f in found):
        return False
    unit = table.unit.text if table.unit else ""
    if "원" in unit:
        return False
    heads = [fold_label(p.text) for f in found for p in f.path if fold_label(p.text)]
    words = [
        h
        for h in dict.fromkeys(heads)
        if h not in TOTALS and h not in ("구분", "정원", "현원", "인원", "직급", "직위", "인원수", "명")
    ]
    ranks = [h for h in words if _RANK_WORD.search(h) and not _PERFORMANCE_WORD.search(h)]
    over = _over(reading, node)
    if _STAFF_CONTEXT.search(over) and not _PERFORMANCE_CONTEXT.search(over):
        return True
    if any(re.search(r"정원|현원", h) for h in heads):
        return bool(ranks) or bool(_STAFF_CONTEXT.search(over))
    if any(re.search(r"(?:19|20)\d\d|['’]\d\d", p.text) for f in found for p in f.path):
        return False
    return bool(words) and len(ranks) * 2 > len(words)


def _over(reading: Reading, node: Node) -> str:
    """The caption of a table, or the nearest short line over it."""
    if node.table is not None and node.table.caption is not None:
        return node.table.caption.text
    near = first(reading.outline.ancestors(node))
    return near.text[:40] if near is not None and near.rank != "title" else ""


def _tables(reading: Reading, node: Node, table: Table) -> Iterator[Staff]:
    if reading.amending(node) or not is_staff_table(reading, node, table):
        return
    groups: dict[int | None, list[Figure]] = {}
    chosen = _present(figures(table))
    facilities = {f.row: _facility(reading, f) for f in chosen}
    for figure in chosen:
        own = figure.row if facilities[figure.row] is not None else None
        groups.setdefault(own, []).append(figure)
    for row, group in groups.items():
        total: Stated[int] | None = None
        ranks: list[RankCount] = []
        for figure in group:
            count = state(figure.cell.passage, figure.start, figure.end, _number(figure), "integer")
            head = _head(reading, figure)
            if head is None:
                total = total or count
            else:
                ranks.append(RankCount(rank=head, count=count))
        name = facilities[row] if row is not None else reading.subject
        yield Staff(part=node.part, facility=name, total=total, ranks=tuple(ranks))


def _number(figure: Figure) -> int:
    return int(figure.cell.passage.text[figure.start : figure.end].replace(",", ""))


def _present(found: tuple[Figure, ...]) -> list[Figure]:
    """Of a table with 정원 and 현원 the figures of 현원; differences and rates left out."""
    usable = [f for f in found if not any(_NOT_HEADS.search(p.text) for p in f.path)]
    usable = [f for f in usable if f.own_unit is None or f.own_unit.text in ("명", "인")]
    usable = [f for f in usable if re.fullmatch(r"[\d,]+", f.cell.passage.text[f.start : f.end])]
    present = [f for f in usable if any("현원" in p.text for p in f.path)]
    return present or usable


def _facility(reading: Reading, figure: Figure) -> Stated[str] | None:
    return first(found for p in figure.beside if (found := reading.facility_named(p)) is not None)


def _head(reading: Reading, figure: Figure) -> Stated[str] | None:
    """The rank a figure counts; ``None`` for the total."""
    for passage in (*reversed(figure.above), *reversed(figure.beside)):
        bare = re.sub(r"\([^()]*\)", "", passage.text).strip()
        folded = fold_label(bare)
        if (
            folded
            in ("정원", "현원", "인원", "인원수", "구분", "명", "현원(명)", "종사자", "직원현황", "인력현황")
            or not folded
        ):
            continue
        if is_total(folded):
            if (
                figure.beside
                and passage in figure.above
                and len(figure.beside) > 0
                and not is_total(figure.beside[-1].text)
            ):
                continue
            return None
        if reading.facility_named(passage) is not None and passage in figure.beside:
            continue
        return text_of(passage, 0, len(bare)) if passage.text.startswith(bare) else text_of(passage)
    return None
