"""From a finding to the sentence: claims of the evidence graphs, then the document's text.

A claim says which span states one triple; the triple of a finding is (focus, path, value). Where no claim has
just that triple, the claims of the focus and path, then all of the focus are taken; a node with `kc:evidence`
of its own (a citation, a part) has no need of claims.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from kg.model.blocks import Span, merge_spans
from kg.store import TABLE_FORMS, Store, form_of
from kg.validate.report import Finding, Source
from kg.vocab import KC, RDF

_SPAN = re.compile(r".*/id/document/([0-9a-f]{12})/text#char=(\d+),(\d+)")
_LONGEST_SENTENCE = 400

Claims = dict[str, list[tuple[str, str, str]]]
"""Subject → (predicate, object, span), in order of the span."""


def add_sources(
    findings: Iterable[Finding], store: Store, text_of: Callable[[str], str | None]
) -> list[Finding]:
    """The findings, each with its source where the dataset holds evidence for it."""
    listed = list(findings)
    claims = _claims(store, {finding.focus for finding in listed})
    return [replace(finding, source=_source(finding, claims, text_of)) for finding in listed]


def _claims(store: Store, subjects: Iterable[str]) -> Claims:
    wanted = " ".join(f"<{subject}>" for subject in sorted(subjects) if _is_iri(subject))
    if not wanted:
        return {}
    claim = f"?c <{RDF.subject}> ?s ; <{RDF.predicate}> ?p ; <{RDF.object}> ?o ; <{KC.evidence}> ?e"
    own = f"?s <{KC.evidence}> ?e"
    where = f"VALUES ?s {{ {wanted} }} {{ GRAPH ?g {{ {claim} }} }} UNION {{ {own} }}"
    rows = _select(store, f"SELECT ?s ?p ?o ?e WHERE {{ {where} }}")
    found: Claims = defaultdict(list)
    for row in rows:
        found[row["s"]].append((row.get("p", ""), row.get("o", ""), row["e"]))
    for claims in found.values():
        claims.sort(key=lambda claim: _span(claim[2]) or ("", Span(0, 0)))
    return found


def _select(store: Store, query: str) -> Iterator[dict[str, str]]:
    answer = store.query(query, forms={"bindings": form_of("json", TABLE_FORMS)})
    rows: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
    return ({name: str(term["value"]) for name, term in row.items()} for row in rows)


def _is_iri(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*", text) is not None


def _source(finding: Finding, claims: Claims, text_of: Callable[[str], str | None]) -> Source | None:
    said = claims.get(finding.focus, [])
    exact = [c for c in said if c[0] == finding.path and c[1] == finding.value]
    chosen = exact or [c for c in said if c[0] == finding.path] or said
    places = [place for place in (_span(claim[2]) for claim in chosen) if place is not None]
    if not places:
        return None
    document = places[0][0]
    spans = merge_spans(sorted({span for owner, span in places if owner == document}))
    text = text_of(document)
    if text is None:
        return Source(document, spans)
    quote = " ".join(span.of(text) for span in spans)
    return Source(document, spans, quote, sentence(text, spans))


def _span(iri: str) -> tuple[str, Span] | None:
    match = _SPAN.fullmatch(iri)
    return None if match is None else (match[1], Span(int(match[2]), int(match[3])))


def sentence(text: str, spans: Iterable[Span]) -> str:
    """The lines of `text` that the spans touch, each once, joined by " … "; long ones cut around the span.

    >>> sentence("소요예산\\n금595백만원(2023년)\\n끝", [Span(5, 13)])
    '금595백만원(2023년)'
    """
    lines: dict[Span, None] = {}
    for span in spans:
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", max(span.start, span.end - 1))
        line = Span(start, len(text) if end < 0 else end)
        if line.end - line.start > _LONGEST_SENTENCE:
            half = _LONGEST_SENTENCE // 2
            line = Span(max(line.start, span.start - half), min(line.end, max(span.end, span.start + half)))
        lines[line] = None
    return " … ".join(" ".join(line.of(text).split()) for line in lines)
