"""The bill and its way through the council: number, title, proposer, stages, outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.fields import Field
from kg.extract.outline import Node
from kg.extract.reading import Reading
from kg.extract.values import coded, date_of, first, state, text_of
from kg.model.blocks import Passage
from kg.model.facts import BillStatement, Stage, Stated
from kg.text import FoundDate, find_dates, squeeze

_REPORT_ENDING = re.compile(
    r"\s*(?:에\s*대한\s*|\(\s*)?(?:위원회\s*)?(?:심\s*사\s*(?:결\s*과\s*)?보\s*고\s*서?|검\s*토\s*(?:보\s*고|의\s*견)\s*서?|검토\s*보고|심사\s*결과|제안\s*설명서?)\s*\)?\s*$"
)
_BILL_ENDING = re.compile(r"(?:안|의\s*건|보고|보고서|청원|계획)\s*(?:\([^()]*\))?$")
_NUMBER = re.compile(r"(?:의안\s*)?(?:제\s*)?(?P<n>\d{1,4}(?:\s?-\s?\d{1,5}){0,2})\s*(?:호|번)?")
_SESSION = re.compile(
    r"제\s*(?P<n>\d+)\s*회\s*(?P<council>(?:[가-힣]+\s+){0,2}[가-힣]*의회\s*)?\(?\s*(?P<order>제\s*\d+\s*차\s*)?(?P<kind>정례회|임시회)\s*\)?"
)
_MEETING = re.compile(
    r"제\s*(?P<n>\d+)\s*차\s*(?!정례회|임시회|본회의|회의록)(?=[가-힣·\s]*위원회|회의|\(|$|\s)"
)
_COMMITTEE = re.compile(
    r"(?P<name>[가-힣]{1,4}(?:[·ㆍ]?[가-힣]{1,6}){0,5}?(?:특별)?위원회)(?!\s*(?:위원\s|심의|선정))"
)
_NOT_COMMITTEE = re.compile(
    r"(?:평가|심의|선정|심사|적격자|자문|인사|추진|협의|(?:위탁|수탁|시설|센터)운영)위원회$|^(?:소관|상임|해당|동|본|각|당해|심사|위탁)?위원회$"
)
_EVENTS = (
    ("plenary", r"본\s*회의"),
    ("submission", r"제출|발의|제안(?!\s*설명|\s*이유)"),
    ("referral", r"회부"),
    ("tabling", r"상정"),
    ("decision", r"의결|가결|부결|보류|계류|채택|철회|폐기|미료|심사(?!\s*보고|\s*경과)"),
)
_SIGNER = (
    r"(?:[가-힣·]+\s+)?(?:[가-힣·]*의회\s*)?(?:[가-힣·ㆍ]+위원회)?\s*"
    r"(?:위원장|(?:수석)?\s*전문위원)?\s*[가-힣]{0,4}"
)
_DAY_ALONE = re.compile(r"(?<![\d년.]\s)(?<![\d.])(?P<m>\d{1,2})\s?월\s*(?P<d>\d{1,2})\s?일")
_PROPOSING = ("proposer", "submission")
_REPORTED = re.compile(r"(?P<how>보고)\s*(?:합니다|하고자|함\b|드립니다|하려는|드리고자|한다)")
_STAGE_OF_LABEL = {
    "submission": "submission",
    "submitted": "submission",
    "proposer": "submission",
    "referred": "referral",
    "committee": "referral",
    "introduced": "tabling",
    "decided": "tabling",
    "resolved": "decision",
    "plenary": "plenary",
    "outcome": "decision",
}


# --- the bill -----------------------------------------------------------------------------------------------


def bills(reading: Reading) -> tuple[BillStatement, ...]:
    """The bill as each document in the file names it."""
    return tuple(
        statement
        for paper in reading.document.papers()
        if (statement := _bill(reading, paper.path)) is not None
    )


def _bill(reading: Reading, paper: str) -> BillStatement | None:
    kinds = ("number", "title", "proposer", "submission", "reporter")
    fields = [f for f in reading.fields(*kinds) if f.node.paper == paper]
    number = first(n for f in fields if f.label.kind == "number" and (n := bill_number(reading, f)))
    named = first(t for f in fields if f.label.kind == "title" and (t := bill_title(f.value)))
    title = first(
        t
        for node in reading.outline
        if node.rank == "title" and node.paper == paper and (t := bill_title(node.passage))
    )
    proposer = first(
        p for f in fields if f.label.kind in _PROPOSING and (p := _proposer(reading, f))
    ) or first(
        p for f in fields if f.label.kind == "reporter" and reading.reports() and (p := _proposer(reading, f))
    )
    if number is None and (title or named) is None:
        return None
    return BillStatement(part=paper, number=number, title=title or named, proposer=proposer)


def bill_number(reading: Reading, found: Field) -> Stated[str] | None:
    """Digits and hyphens of a bill's number."""
    for passage in _values(reading, found):
        match = _NUMBER.fullmatch(passage.text.strip()) or re.match(
            rf"{_NUMBER.pattern}(?=\s|\(|$|,)", passage.text
        )
        if match:
            at = passage.text.index(match["n"])
            return state(passage, at, at + len(match["n"]), re.sub(r"\s", "", match["n"]), "text")
    return None


def bill_title(passage: Passage) -> Stated[str] | None:
    """The bill's title: a paper's title without the words for the kind of paper; ``None`` if it names no
    bill.
    """
    ending = _REPORT_ENDING.search(passage.text)
    end = ending.start() if ending else len(passage.text)
    found = text_of(passage, 0, end)
    if found is None or not _BILL_ENDING.search(found.value) or len(found.value) > 150:
        return None
    return found


def _values(reading: Reading, found: Field) -> Iterator[Passage]:
    """The value of a field, or the lines under it where it has none of its own."""
    if found.value.text.strip():
        yield found.value
    else:
        for child in reading.outline.children(found.node):
            yield child.passage


def _proposer(reading: Reading, found: Field) -> Stated[str] | None:
    for passage in _values(reading, found):
        rest = _without_dates(passage)
        if rest is not None:
            return rest
    return None


def _without_dates(passage: Passage) -> Stated[str] | None:
    """Who proposes, in a value that may hold the day as well: the longest run without a date."""
    text = passage.text
    edges = [0, *(at for found in find_dates(text) for at in (found.start, found.end)), len(text)]
    runs = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True)]
    for low, high in sorted(runs, key=lambda run: run[0] - run[1]):
        piece = text[low:high]
        lead = len(piece) - len(piece.lstrip(" \t\n,/:·.)]-"))
        core = re.sub(r"[\s(\[,/:·-]*(?:제출|제안|발의)?[\s(\[,/:·-]*$", "", piece[lead:])
        inner = re.fullmatch(r"[(（]\s*(?P<who>[^()（）]+?)\s*[)）]?\s*", core)
        if inner is not None:
            lead, core = lead + inner.start("who"), inner["who"]
        if re.search(r"[가-힣]{2,}", core) and len(core) <= 40:
            return text_of(passage, low + lead, low + lead + len(core))
    return None


# --- stages -------------------------------------------------------------------------------------------------


def stages(reading: Reading) -> tuple[Stage, ...]:
    """Every step of the procedure the paper tells, those of one section put together where they complete
    each other.
    """
    found: list[Stage] = []
    for node in reading.outline:
        if node.quoted or node.table is not None:
            continue
        found.extend(_line_stages(reading, node))
    for record in reading.records:
        if record.shape == "pairs":
            for f in record.fields:
                found.extend(_field_stages(reading, f))
    found.extend(_report_dates(reading))
    if reading.reports() and not any(s.outcome for s in found):
        found.extend(_reported(reading))
    return tuple(_joined(found))


def _reported(reading: Reading) -> Iterator[Stage]:
    """``… 위원회에 다음과 같이 보고합니다``: a report is heard, not voted on."""
    for node in reading.outline:
        if node.quoted or node.table is not None or node.rank == "title":
            continue
        match = _REPORTED.search(node.passage.text)
        if match is not None and re.search(r"의회|위원회", node.passage.text[: match.start()]):
            outcome = coded("outcome", node.passage, *match.span("how"))
            committee = find_committee(node.passage.slice(0, match.start()))
            yield Stage(part=node.part, kind="decision", committee=committee, outcome=outcome)
            return


def _line_stages(reading: Reading, node: Node) -> list[Stage]:
    own = first(f for r in reading.records if r.shape == "lines" for f in r.fields if f.node is node)
    if own is not None:
        return _field_stages(reading, own)
    if re.search(r"^[【\[(（〔].*(?:상정|의결|가결|부결|보류|계류)", node.text) or _in_progress(
        reading, node
    ):
        return _events(node.part, node.passage, None)
    return []


def _in_progress(reading: Reading, node: Node) -> bool:
    """Whether a line without a label of its own stands in the section that tells the bill's way."""
    if len(node.text) > 160 or node.rank == "title":
        return False
    near = [a for a in reading.outline.ancestors(node) if a.rank != "title"]
    return (
        bool(near)
        and bool(re.search(r"심사\s*경과|처리\s*경과|심의\s*경과|추진\s*경과\(의회", near[-1].text[:20]))
        and not any(
            f.label.kind in _STAGE_OF_LABEL
            for r in reading.records
            for f in r.fields
            if f.node is near[0] and not f.value.text
        )
    )


def _field_stages(reading: Reading, found: Field) -> list[Stage]:
    kind = _STAGE_OF_LABEL.get(found.label.kind)
    if kind is None or reading.amending(found.node):
        return []
    result: list[Stage] = []
    for passage in _values(reading, found):
        result.extend(_events(found.node.part, passage, found.label.kind))
        if found.label.kind == "outcome" and result:
            break
    if kind in ("tabling", "decision") and found.value.text.strip():
        result.extend(_same_day(reading, found, result))
    return result


_SAME_DAY = re.compile(r"(?:같은\s*날|당일|동일자?|동\s?일)")


def _same_day(reading: Reading, found: Field, told: list[Stage]) -> Iterator[Stage]:
    """``상정일자 : …`` with ``… 같은 날 수정의결`` under it: the decision, on the day above."""
    day = next((stage.date for stage in told if stage.date is not None), None)
    for child in reading.outline.children(found.node):
        if day is None or child.table is not None or len(child.text) > 120:
            continue
        outcome = _outcome(child.passage)
        if outcome is not None and _SAME_DAY.search(child.text) and not find_dates(child.text):
            yield Stage(part=child.part, kind="decision", date=day, outcome=outcome)


def _events(part: str, passage: Passage, label: str | None) -> list[Stage]:
    """The stages one line tells, date by date."""
    clauses = list(_clauses(passage))
    made: list[Stage] = []
    for number, (low, high, day) in enumerate(clauses):
        piece = passage.slice(low, high)
        kinds = [kind for kind, words in _EVENTS if re.search(words, piece.text)]
        if label is not None and number == 0:
            base = _STAGE_OF_LABEL[label]
            kinds = [base, *(k for k in kinds if k != base)] if label != "outcome" else ["decision"]
            if label == "decided":
                kinds = [*kinds, "decision"]
        made.extend(
            _stage(part, kind, piece, date_of(passage, day) if day else None) for kind in _settled(kinds)
        )
    return [stage for stage in made if _says_something(stage)]


def _settled(kinds: list[str]) -> list[str]:
    """Kinds without repeats; at the plenary a decision is the plenary's."""
    kinds = list(dict.fromkeys(kinds))
    return [k for k in kinds if not ("plenary" in kinds and k in ("decision", "tabling"))]


def _clauses(passage: Passage) -> Iterator[tuple[int, int, FoundDate | None]]:
    """The stretches of a line that belong to one date each: words before a date, or after it, up to the
    next.
    """
    days = _days(passage.text)
    text = passage.text
    if not days:
        yield 0, len(text), None
        return
    leading = re.search(r"(?:상정|의결|회부|제출|가결|본회의)", text[: days[0].start]) is not None
    for number, day in enumerate(days):
        if leading and len(days) > 1:
            low = days[number - 1].end if number else 0
            high = day.end if number + 1 < len(days) else len(text)
        else:
            low = day.start if number else 0
            high = days[number + 1].start if number + 1 < len(days) else len(text)
        yield low, high, day


def _days(text: str) -> list[FoundDate]:
    """Dates of a line; a day printed without its year takes that of the date before it."""
    days = list(find_dates(text))
    for match in _DAY_ALONE.finditer(text):
        before = [d for d in days if d.end <= match.start()]
        if not before or any(d.start < match.end() and match.start() < d.end for d in days):
            continue
        lead = before[-1]
        year = re.match(r"(?:['’‘]\d\d|\d{4})\s?년?", text[lead.start :])
        iso = f"{lead.iso[:4]}-{int(match['m']):02d}-{int(match['d']):02d}"
        if year and find_dates(iso):
            days.append(FoundDate(match.start(), match.end(), iso, (lead.start, lead.start + year.end())))
    return sorted(days, key=lambda d: d.start)


def _stage(part: str, kind: str, piece: Passage, day: Stated[str] | None) -> Stage:
    outcome = _outcome(piece) if kind in ("decision", "plenary") else None
    sitting = kind in ("tabling", "decision", "referral")
    return Stage(
        part=part,
        kind=kind,
        date=day,
        actor=_without_dates(piece)
        if kind == "submission" and not re.search(r"회부|상정", piece.text)
        else None,
        committee=find_committee(piece) if sitting else None,
        session=find_session(piece) if kind != "referral" else None,
        meeting=find_meeting(piece) if kind in ("tabling", "decision") else None,
        outcome=outcome,
    )


def _outcome(piece: Passage) -> Stated[str] | None:
    """The outcome, read where the word for it stands: what brackets or the end of the line say, not 심사
    alone.
    """
    text = piece.text
    match = re.search(
        r"(?:수정\s*(?:안\s*)?(?:가결|의결|동의|채택|통과)|원안\s*(?:대로\s*)?(?:가결|의결|동의|채택|통과)?|부결|보류|계류|미료|철회|폐기|가결|채택)",
        text,
    )
    return coded("outcome", piece, match.start(), match.end()) if match else None


def _says_something(stage: Stage) -> bool:
    return any((stage.date, stage.session, stage.meeting, stage.outcome, stage.committee, stage.actor))


def find_session(passage: Passage) -> Stated[str] | None:
    """The session of a text: ``제321회 정례회``, ``제249회 제1차 정례회``."""
    match = _SESSION.search(passage.text)
    if match is None:
        return None
    order = "".join(match["order"].split()) if match["order"] else ""
    words = [f"제{match['n']}회", order, match["kind"]]
    return state(passage, *match.span(), " ".join(w for w in words if w), "session")


def find_meeting(passage: Passage) -> Stated[str] | None:
    """The sitting of the committee: ``제5차``."""
    session = _SESSION.search(passage.text)
    match = _MEETING.search(passage.text, session.end() if session else 0)
    return state(passage, match.start(), match.end("n") + 1, f"제{match['n']}차", "text") if match else None


def find_committee(passage: Passage) -> Stated[str] | None:
    """The council committee a text names, without the council."""
    for match in _COMMITTEE.finditer(passage.text):
        name = squeeze(match["name"])
        if not _NOT_COMMITTEE.search(name):
            return text_of(passage, *match.span("name"))
    return None


def _report_dates(reading: Reading) -> Iterator[Stage]:
    """The date a paper itself bears: a field, a line of its own on the cover or at the end."""
    for paper in reading.document.papers():
        nodes = [n for n in reading.outline if n.paper == paper.path and n.table is None]
        yield from (s for n in _cover(nodes) if (s := _signature(n)))
        tail = [n for n in nodes[-3:] if n not in _cover(nodes)]
        yield from (s for n in tail if (s := _signature(n)))
    for f in reading.fields("report-date"):
        day = first(_days(f.value.text))
        if day is not None:
            yield Stage(part=f.node.part, kind="report", date=date_of(f.value, day))


def _cover(nodes: list[Node]) -> list[Node]:
    """The lines between a paper's title and its first numbered or headed section."""
    cover: list[Node] = []
    for node in nodes:
        if node.rank in ("roman", "number.", "number") or (node.rank.startswith("heading") and cover):
            break
        cover.append(node)
    return cover[:12]


def _signature(node: Node) -> Stage | None:
    """A line that is a date, with the committee or its expert beside it or nothing."""
    text = node.text
    day = first(_days(text))
    if day is None and re.fullmatch(rf"{_SIGNER}(?<=[가-힣])", text) and len(text) <= 50 and "위원회" in text:
        return Stage(part=node.part, kind="report", committee=find_committee(node.passage))
    if (
        day is None
        or node.quoted
        or node.rank == "title"
        or len(text) > 60
        or text[: day.start].strip(" ○-·(")
    ):
        return None
    rest = squeeze(text[day.end :].strip(" .\n)"))
    if rest and not re.fullmatch(_SIGNER, rest):
        return None
    offset = len(node.passage.text) - len(node.passage.text.lstrip())
    shifted = replace(day, start=day.start + offset, end=day.end + offset)
    return Stage(
        part=node.part,
        kind="report",
        date=date_of(node.passage, shifted),
        committee=find_committee(node.passage),
    )


def _joined(found: list[Stage]) -> Iterator[Stage]:
    """Stages of one part and kind as one where no two say different things about one attribute."""
    kept: list[Stage] = []
    for stage in found:
        for number, known in enumerate(kept):
            if (known.part, known.kind) == (stage.part, stage.kind) and _completes(known, stage):
                kept[number] = _merged(known, stage)
                break
        else:
            kept.append(stage)
    yield from kept


_ATTRIBUTES = ("date", "actor", "committee", "session", "meeting", "outcome")


def _completes(known: Stage, other: Stage) -> bool:
    pairs = [(getattr(known, name), getattr(other, name)) for name in _ATTRIBUTES]
    return all(a is None or b is None or a.value == b.value for a, b in pairs)


def _merged(known: Stage, other: Stage) -> Stage:
    return replace(known, **{name: getattr(known, name) or getattr(other, name) for name in _ATTRIBUTES})
