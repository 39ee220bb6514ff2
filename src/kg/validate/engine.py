"""pySHACL over one memory graph, and its report read back into findings.

Known hazards of the engine, and what is done here: a query is read anew for every focus node (each is read
once, when the shapes are loaded); a query that fails on one value ends the whole report (the failure becomes
a finding of its own); language tags are lost when the slots of a message are filled (they are found again by
the message's template).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDFS, SH, Graph, Literal, URIRef
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import ShapesError
from kg.validate.report import Finding, Severity
from kg.validate.shapes import Shapes

# pySHACL writes the prefixes a constraint declares before its text.
_PREFIX_LINES = re.compile(r"\A(?:PREFIX [^\n]*\n)+\n")

# Where pySHACL passes the bindings among the arguments after the query.
_BINDINGS = 3

_SEVERITIES: Mapping[Node | None, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}


class DataGraph(Graph):
    """A graph that answers with queries read beforehand and notes which of them fail on which node."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: dict[tuple[str, str], str] = {}
        self.prepared: Mapping[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """As :meth:`rdflib.Graph.query`; a failure on a value is noted and answered with no rows."""
        select = _PREFIX_LINES.sub("", str(query_object))
        if select not in self.prepared:
            return super().query(query_object, *args, **kwargs)
        try:
            result = super().query(self.prepared[select], *args, **kwargs)
            len(result)  # rows are made when they are asked for: fail here, not in the engine
        except Exception as error:  # noqa: BLE001  whatever one value does to a query, the report goes on
            bindings = kwargs.get("initBindings") or args[_BINDINGS]
            self.failures[select, str(bindings["this"])] = f"{type(error).__name__}: {error}"
            result = Result("SELECT")
            result.vars, result.bindings = [], []
        return result


def run(graph: DataGraph, shapes: Shapes) -> list[Finding]:
    """Every finding of the shapes on the graph, in no order.

    Raises ShapesError for shapes the engine cannot use.
    """
    graph.prepared = shapes.prepared
    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes.graph, inplace=True)
    except ReportableRuntimeError as error:
        raise ShapesError(error.message) from error
    if not isinstance(report, Graph):
        raise ShapesError(str(getattr(report, "message", report)))
    found = [_finding(report, result, graph, shapes) for result in report.objects(None, SH.result)]
    return found + list(_failures(graph, shapes))


def _finding(report: Graph, result: Node, data: Graph, shapes: Shapes) -> Finding:
    shape = report.value(result, SH.sourceShape)
    constraint = report.value(result, SH.sourceConstraint)
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    assert shape is not None
    assert focus is not None
    named = _named(shapes, shape)
    messages = _messages(report.objects(result, SH.resultMessage), shapes, shape, constraint)
    path = report.value(result, SH.resultPath)
    return Finding(
        shape=str(named),
        component=str(report.value(result, SH.sourceConstraintComponent)),
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity), "violation"),
        focus=str(focus),
        name_ko=shapes.name(named, "ko"),
        name_en=shapes.name(named, "en"),
        message_ko=messages.get("ko") or messages.get("en", ""),
        message_en=messages.get("en") or messages.get("ko", ""),
        path=str(path) if isinstance(path, URIRef) else "",
        value=None if value is None or value == focus else str(value),
        focus_label=label(data, focus),
        discrepancy=shapes.discrepancy(named),
        field=shapes.field(named),
    )


def _named(shapes: Shapes, shape: Node) -> Node:
    """The shape itself, or for a blank node the named shape it lies in."""
    while not isinstance(shape, URIRef):
        holder = next(iter(shapes.graph.subjects(None, shape)), None)
        if holder is None:
            return shape
        shape = holder
    return shape


def _messages(values: Iterable[Node], shapes: Shapes, shape: Node, constraint: Node | None) -> dict[str, str]:
    templates = shapes.templates(shape, constraint)
    found: dict[str, str] = {}
    for value in sorted(values, key=str):
        language = value.language if isinstance(value, Literal) else None
        if language is None:
            fitting = (template.language for template in templates if template.matches(str(value)))
            language = next(fitting, "en")
        found.setdefault(language, str(value))
    return found


def _failures(graph: DataGraph, shapes: Shapes) -> Iterator[Finding]:
    for (text, focus), reason in graph.failures.items():
        constraint = next(node for node, select in shapes.queries() if select == text)
        shape = _named(shapes, shapes.graph.value(None, SH.sparql, constraint) or constraint)
        name_ko, name_en = shapes.name(shape, "ko"), shapes.name(shape, "en")
        yield Finding(
            shape=str(shape),
            component=str(SH.SPARQLConstraintComponent),
            severity="violation",
            focus=focus,
            name_ko=name_ko,
            name_en=name_en,
            message_ko=f"값의 형식 때문에 ‘{name_ko}’을(를) 확인할 수 없습니다: {reason}",
            message_en=f"'{name_en}' cannot be checked because of the form of a value: {reason}",
            focus_label=label(graph, URIRef(focus)),
        )


def label(graph: Graph, node: Node) -> str:
    """The label of a node, Korean first; empty where it has none."""
    labels = [value for value in graph.objects(node, RDFS.label) if isinstance(value, Literal)]
    korean = sorted(str(value) for value in labels if value.language == "ko")
    return (korean or sorted(map(str, labels)) or [""])[0]
