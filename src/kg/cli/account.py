"""Results for people: a short account in Korean with English beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.cli.frame import Result


def account(result: Result) -> str:
    """A result as a few lines of text.

    >>> counts = {"file": "paper.md", "literals": 2, "with_span": 2, "reparsed": 2, "failures": []}
    >>> print(account(Result("verification", counts)))
    paper.md
      값 literals: 2
      근거 있음 with a span: 2
      다시 읽힘 re-parsed: 2
    """
    return "\n".join(ACCOUNTS[result.kind](result.content))


def _verification(content: Mapping[str, Any]) -> Iterator[str]:
    yield content["file"]
    yield f"  값 literals: {content['literals']}"
    yield f"  근거 있음 with a span: {content['with_span']}"
    yield f"  다시 읽힘 re-parsed: {content['reparsed']}"
    for failure in content["failures"]:
        yield f"  ✗ {failure['path']}: {failure['value']} ← {failure['evidence']!r}"


def _record(content: Mapping[str, Any]) -> Iterator[str]:
    bill, consignment = content["bill"], content["consignment"]
    period = " ~ ".join(filter(None, (consignment["period_start"], consignment["period_end"])))
    money = consignment["budget_total_krw"]
    yield content["doc"]["file"] or content["doc"]["id"]
    told = (
        ("의안 bill", " ".join(filter(None, (bill["number"], bill["title"])))),
        ("의결 outcome", " ".join(filter(None, (bill["resolved"], bill["outcome"])))),
        ("위탁사무 affair", consignment["task_name"]),
        ("기간 period", period),
        ("예산 budget", None if money is None else f"{money:,} KRW"),
        ("수탁자 contractors", ", ".join(c["name"] for c in content["contractors"])),
        ("시설 facilities", ", ".join(c["name"] for c in content["centers"])),
        ("근거 법령 legal basis", len(consignment["legal_basis"]) or None),
        ("차수 rounds", len(content["rounds"]) or None),
        ("평가 evaluations", len(content["evaluations"]) or None),
        ("실적 performance", len(content["performance"]) or None),
        ("모순 contradictions", len(content["contradictions"]) or None),
    )
    yield from (f"  {label}: {value}" for label, value in told if value)
    for contradiction in content["contradictions"]:
        yield f"    ! {contradiction['type']} {contradiction['field']}"


def _citations(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"{content['file']}: {len(content['citations'])}"
    for citation in content["citations"]:
        start, end = citation["spans"][0][0], citation["spans"][-1][1]
        targets, noted = _targets(citation)
        before = f"  before {citation['before']}" if citation.get("before") else ""
        yield f"  {start}–{end}  {citation['text']}  → {targets}{before}{noted}"
    day = content["date"] or "-"
    yield f"  기준일 date: {day}"
    yield from _counted("있는가 existence", content["existence"])
    yield from _counted("미해결 unresolved", content["unresolved"])


def _targets(citation: Mapping[str, Any]) -> tuple[str, str]:
    """The targets, and why the citation is open or what is not there: by target where they differ."""
    named = [_target(target) for target in citation["targets"]]
    states = citation["existence"]
    if citation.get("unresolved"):
        return ", ".join(named), f"  [{citation['unresolved']}]"
    if len(set(states)) > 1:
        noted = (name if s == "exists" else f"{name} [{s}]" for name, s in zip(named, states, strict=True))
        return ", ".join(noted), ""
    return ", ".join(named), "".join(f"  [{state}]" for state in states[:1] if state != "exists")


def _target(target: Mapping[str, Any]) -> str:
    from kg.model.statute import ProvisionPath

    written = "".join(target["path"])
    path = str(ProvisionPath.parse(written)) if written else ""
    return f"{target['instrument'] or '?'} {path}".rstrip()


def _counted(label: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield f"  {label}: " + ", ".join(f"{name} {number}" for name, number in counts.items())


def _build_report(content: Mapping[str, Any]) -> Iterator[str]:
    documents, validation = content["documents"], content["validation"]
    if content["version"] is None:
        yield "만든 것이 없습니다 | nothing was built"
        return
    yield f"{content['version']}  {content['path']}"
    for document in documents:
        about = "" if document["about_consignment"] else "  민간위탁 아님 · not about a consignment"
        yield (
            f"  {document['id']}  {document['file']}: 진술 statements {document['statements']},"
            f" 모순 contradictions {document['discrepancies']}{about}"
        )
    yield f"  문서 documents: {len(documents)} (그대로 둔 문서 papers unchanged {content['reused']})"
    yield from (f"  같은 내용 repeated: {path}" for path in content["repeated"])
    if content["legislation"] is not None:
        yield from _legislation(content["legislation"])
    yield from _counted("옮긴 조문 quotations", content["quotations"])
    spent = ", ".join(f"{_SPENT[part]} {seconds:.1f} s" for part, seconds in content["seconds"].items())
    yield f"  걸린 시간 time: {spent}"
    yield "  검증 validation: " + ", ".join(f"{number} {severity}" for severity, number in validation.items())


_SPENT = {
    "law": "법령 읽기·인용 law: reading, citing",
    "law-store": "법령 저장소 law: store",
    "papers": "문서 읽기·인용 papers: reading, citing",
    "graphs": "그래프 graphs",
    "store": "저장소 store",
    "validation": "검증 validation",
}


def _legislation(content: Mapping[str, Any]) -> Iterator[str]:
    told = (
        ("법령 instruments", "instruments"),
        ("판 editions", "editions"),
        ("조문 provisions", "provisions"),
        ("인용 citations", "citations"),
        ("트리플 triples", "triples"),
    )
    yield "  " + ", ".join(f"{label} {content[key]:,}" for label, key in told)
    open_ = ", ".join(f"{reason} {number:,}" for reason, number in content["unresolved"].items())
    yield f"  풀지 못한 인용 unresolved: {sum(content['unresolved'].values()):,} ({open_})"
    yield f"  그대로 둔 법령 파일 law files unchanged: {content['reused']:,}"
    yield from (f"  더 새것이 있음 superseded: {title}" for title in content["repeated"])


ACCOUNTS: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "build-report": _build_report,
    "citations": _citations,
    "record": _record,
    "verification": _verification,
}
"""Kind of result → its account."""
