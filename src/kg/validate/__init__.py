"""Validation: a dataset against SHACL shapes, each finding with the sentence of the paper that says so.

The graph looked at is the dataset's default graph, with the class tree of the ontology and the code lists
added where the data does not carry them (one document's N-Quads is then as valid as the whole dataset). Of a
dataset that stands on the law, all that its graphs speak of is looked at, what the law says of it included;
the law itself is validated instrument by instrument, from its N-Quads files. Findings are never written back
into the dataset.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from rdflib import Graph

from kg.errors import RdfError
from kg.store import GRAPH_FORMS, Store, form_of, in_memory
from kg.validate import engine
from kg.validate.background import add_background
from kg.validate.report import SEVERITIES, Finding, Report, Severity, Source
from kg.validate.shapes import ABOUT_NAMED, EVERYTHING, Shapes, load_shapes
from kg.validate.sources import add_sources
from kg.vocab import KC

__all__ = [
    "SEVERITIES",
    "Finding",
    "Report",
    "Severity",
    "Shapes",
    "Source",
    "load_shapes",
    "validate_dataset",
]


def validate_dataset(
    data: Store | Path | Iterable[Path],
    shapes: Shapes | Iterable[Path] | None = None,
    *,
    text_of: Callable[[str], str | None] | None = None,
) -> Report:
    """Validate the default graph of a store, or RDF files, against shapes (ours when None).

    Of files with named graphs, all but the evidence graphs make up the default graph. `text_of` gives the
    text of a document by its 12 hex digits, for the sentences of findings; a store is asked for its own.

    Raises ShapesError for broken shapes; FileMissingError and RdfError (file and line) for data that cannot
    be read or holds nothing; StoreError where the store does not answer.
    """
    rules = shapes if isinstance(shapes, Shapes) else load_shapes(shapes)
    store = _store(data)
    graph = engine.DataGraph()
    _read(store, graph)
    triples = len(graph)
    if not triples:
        raise RdfError("no triple in the default graph", "기본 그래프에 트리플이 없습니다")
    add_background(graph)
    found = sorted(set(engine.run(graph, rules)), key=lambda finding: finding.order)
    sourced = add_sources(found, store, text_of or store.text)
    return Report(tuple(sourced), triples=triples, shapes=len(rules.nodes))


def _holds_law(store: Store) -> bool:
    """Whether the store holds the law besides graphs of documents: too much to be read as a whole."""
    asked = store.query(f"ASK {{ ?citation <{KC.citingProvision}> ?provision }}")
    return bool(json.loads(asked.body)["boolean"]) and bool(store.graphs())


def _store(data: Store | Path | Iterable[Path]) -> Store:
    if not isinstance(data, Path | Iterable):
        return data
    store = in_memory()
    store.load(*([data] if isinstance(data, Path) else data))
    return store


def _read(store: Store, graph: Graph) -> None:
    form = form_of("nt", GRAPH_FORMS)
    answer = store.query(ABOUT_NAMED if _holds_law(store) else EVERYTHING, forms={"graph": form})
    graph.parse(data=answer.body, format="nt")
