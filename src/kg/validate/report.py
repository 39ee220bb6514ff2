"""What a validation found, as data, and its written forms: text, JSON, Turtle. All are byte-stable."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from kg.errors import EXIT_FINDINGS, EXIT_OK
from kg.model.blocks import Span

Severity = Literal["violation", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""Graveness of findings, the gravest first."""

_SEVERITY_KO: Mapping[Severity, str] = {"violation": "위반", "warning": "경고", "info": "참고"}
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document says it: the document (12 hex digits), the spans, and the text there.

    `quote` is the text at the spans, joined by one space; `sentence` the lines around it. Both are empty
    where the document's text is not at hand.
    """

    document: str
    spans: tuple[Span, ...]
    quote: str = ""
    sentence: str = ""

    def as_json(self) -> dict[str, Any]:
        """As an object of the report."""
        return {
            "document": self.document,
            "spans": [list(span) for span in self.spans],
            "quote": self.quote or None,
            "sentence": self.sentence or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the shapes object to.

    `shape` is the shape that says so and `component` the SHACL constraint component, both IRIs; `focus` the
    node, `path` the property and `value` the value concerned, lexical form only. `discrepancy` is the code of
    ``discrepancy-type`` and `field` the path of the record form, for consistency shapes.
    """

    shape: str
    component: str
    severity: Severity
    focus: str
    name_ko: str
    name_en: str
    message_ko: str
    message_en: str
    path: str = ""
    value: str | None = None
    focus_label: str = ""
    discrepancy: str | None = None
    field: str | None = None
    source: Source | None = None

    @property
    def code(self) -> str:
        """The local name of the shape.

        >>> _example().code
        'BudgetSum'
        """
        return re.split(r"[#/]", self.shape)[-1]

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts findings: gravest first, then shape, focus (numbers by value), path, value."""
        parts = (self.shape, self.focus, self.path, self.value or "", self.component, self.message_en)
        return (SEVERITIES.index(self.severity), *map(_natural, parts))

    def as_json(self) -> dict[str, Any]:
        """As an object of the report."""
        return {
            "severity": self.severity,
            "shape": self.shape,
            "name": {"ko": self.name_ko, "en": self.name_en},
            "component": self.component,
            "discrepancy": self.discrepancy,
            "field": self.field,
            "focus": self.focus,
            "focus_label": self.focus_label or None,
            "path": self.path or None,
            "value": self.value,
            "message": {"ko": self.message_ko, "en": self.message_en},
            "source": self.source.as_json() if self.source else None,
        }


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    pieces = _DIGITS.split(text)
    return tuple((int(p), "") if at % 2 else (-1, p) for at, p in enumerate(pieces))


@dataclass(frozen=True)
class Report:
    """All findings, sorted, with what was looked at: number of triples and of shapes."""

    findings: tuple[Finding, ...]
    triples: int
    shapes: int

    @property
    def conforms(self) -> bool:
        """SHACL §3.1: true when there is no result of any severity.

        >>> Report((), triples=1, shapes=1).conforms
        True
        """
        return not self.findings

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def exit_code(self) -> int:
        """1 when there are violations; warnings alone are no failure."""
        return EXIT_FINDINGS if self.counts["violation"] else EXIT_OK

    def as_json(self) -> dict[str, Any]:
        """The report as one object."""
        return {
            "kind": "validation-report",
            "schema_version": 1,
            "conforms": self.conforms,
            "counts": dict(self.counts),
            "checked": {"triples": self.triples, "shapes": self.shapes},
            "findings": [finding.as_json() for finding in self.findings],
        }

    def to_json(self) -> str:
        """The report as JSON text, with a line end."""
        return json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"

    def to_text(self) -> str:
        """The report for people: Korean first, English beside it, the sentence under each finding."""
        lines = [_summary(self)]
        for finding in self.findings:
            lines += [
                "",
                f"[{_SEVERITY_KO[finding.severity]} {finding.severity}]"
                f" {finding.name_ko} · {finding.name_en}",
            ]
            lines += [f"  {finding.message_ko}", f"  {finding.message_en}"]
            label = f" ({finding.focus_label})" if finding.focus_label else ""
            lines.append(f"  {finding.focus}{label}")
            lines += _source_lines(finding.source)
        return "\n".join(lines) + "\n"

    def to_turtle(self) -> str:
        """The report in the SHACL vocabulary (SHACL §3), results in the order of the findings."""
        blocks = [_turtle(finding) for finding in self.findings]
        results = f" ;\n    sh:result {' , '.join(blocks)}" if blocks else ""
        conforms = "true" if self.conforms else "false"
        return f"{_PREFIXES}\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{results} .\n"


_PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kc: <https://w3id.org/consignment-kg/def#> .
"""


def _summary(report: Report) -> str:
    counts = ", ".join(f"{_SEVERITY_KO[s]} {report.counts[s]}" for s in SEVERITIES)
    english = ", ".join(f"{report.counts[s]} {s}" for s in SEVERITIES)
    return f"검증: {counts} · validation: {english} ({report.triples} triples, {report.shapes} shapes)"


def _source_lines(source: Source | None) -> list[str]:
    if source is None:
        return []
    spans = ", ".join(f"{span.start}–{span.end}" for span in source.spans)
    lines = [f"  ▸ {source.document}: {spans}"]
    return [*lines, f"    {source.sentence}"] if source.sentence else lines


def _turtle(finding: Finding) -> str:
    said = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", f"sh:{finding.severity.capitalize()}"),
        ("sh:sourceShape", f"<{finding.shape}>"),
        ("sh:sourceConstraintComponent", f"<{finding.component}>"),
        ("sh:focusNode", f"<{finding.focus}>"),
    ]
    if finding.path.startswith(("http:", "https:", "urn:")):
        said.append(("sh:resultPath", f"<{finding.path}>"))
    if finding.value is not None:
        said.append(("sh:value", _literal(finding.value)))
    said.append(
        ("sh:resultMessage", f"{_literal(finding.message_ko)}@ko , {_literal(finding.message_en)}@en")
    )
    if finding.source is not None:
        document = f"/id/document/{finding.source.document}"
        base = finding.focus.partition(document)[0]
        spans = (f"<{base}{document}/text#char={a},{b}>" for a, b in finding.source.spans)
        said.append(("kc:evidence", " , ".join(spans)))
    body = " ;\n        ".join(f"{predicate} {value}" for predicate, value in said)
    return f"[\n        {body}\n    ]"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _example() -> Finding:
    return Finding(
        shape="https://w3id.org/consignment-kg/shapes#BudgetSum",
        component="http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
        severity="violation",
        focus="https://e/id/document/0123456789ab/statement/budget-1",
        name_ko="예산 항목의 합계",
        name_en="sum of budget items",
        message_ko="합이 다릅니다.",
        message_en="The sums differ.",
    )
