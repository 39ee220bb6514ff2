"""Shapes as read from Turtle files: the graph, what each shape is called, messages with their languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from pyparsing import ParseException
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from kg.errors import Place, ShapesError, UnreadableError
from kg.resources import resource
from kg.store import GRAPH_FORMS, form_of, in_memory
from kg.vocab import KC

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
"""The default graph as it is."""

ABOUT_NAMED = """CONSTRUCT { ?s ?p ?o } WHERE {
  { SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?q ?v } FILTER(!CONTAINS(STR(?g), "/graph/evidence/")) } }
  ?s ?p ?o
}"""
"""What the default graph says of the subjects of all named graphs but those of evidence."""

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_VARIABLE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A message with ``{?variable}`` slots and its language.

    pySHACL drops the language when it fills the slots; :meth:`matches` finds it again.

    >>> template = Template("합 {?sum}원", "ko")
    >>> template.matches("합 613000000원"), template.matches("sum 613000000 won")
    (True, False)
    """

    text: str
    language: str

    def matches(self, message: str) -> bool:
        """Whether `message` is this template with its slots filled."""
        fixed = _VARIABLE.split(self.text)[::2]
        return re.fullmatch("(?s:.*)".join(re.escape(piece) for piece in fixed), message) is not None


@dataclass(frozen=True)
class Shapes:
    """A shapes graph."""

    graph: Graph
    prepared: Mapping[str, Query] = field(repr=False)
    _names: dict[Node, Mapping[str, str]] = field(default_factory=dict, repr=False)

    @cached_property
    def nodes(self) -> tuple[URIRef, ...]:
        """Every named shape, sorted: those with a target, and the property shapes they hold."""
        kinds = (SH.NodeShape, SH.PropertyShape)
        found = {node for kind in kinds for node in self.graph.subjects(RDF.type, kind)}
        return tuple(sorted(node for node in found if isinstance(node, URIRef)))

    def name(self, shape: Node, language: str) -> str:
        """What a shape is called (``sh:name``); its local name where it has none."""
        if shape not in self._names:
            self._names[shape] = _by_language(self.graph.objects(shape, SH.name))
        names = self._names[shape]
        return names.get(language) or next(iter(names.values()), re.split(r"[#/]", str(shape))[-1])

    def discrepancy(self, shape: Node) -> str | None:
        """The code of ``discrepancy-type`` a consistency shape finds."""
        return _text(self.graph.value(shape, SKOS.notation))

    def field(self, shape: Node) -> str | None:
        """The path of the record form a consistency shape looks at."""
        return _text(self.graph.value(shape, URIRef(KC.discrepancyField)))

    def templates(self, *holders: Node | None) -> tuple[Template, ...]:
        """The messages of a shape and of its constraint."""
        return tuple(
            Template(str(message), message.language or "en")
            for holder in holders
            if holder is not None
            for message in self.graph.objects(holder, SH.message)
            if isinstance(message, Literal)
        )

    def queries(self) -> Iterator[tuple[Node, str]]:
        """Every SPARQL constraint with its SELECT text."""
        for constraint, text in sorted(self.graph.subject_objects(SH.select)):
            yield constraint, str(text)


def load_shapes(paths: Iterable[Path] | None = None) -> Shapes:
    """The shapes in Turtle files or folders of them; ours when `paths` is None (read once per process).

    Raises ShapesError for a file that is missing, broken or without shapes, and for SPARQL that cannot be
    read, with file and line.

    >>> len(load_shapes().nodes) > 100
    True
    """
    return _own_shapes() if paths is None else _load(paths)


@cache
def _own_shapes() -> Shapes:
    return _load([resource("shapes")])


def _load(paths: Iterable[Path]) -> Shapes:
    files = tuple(_files(paths))
    graph = Graph()
    for path in files:
        _parse(path, graph)
    return of_graph(graph, ", ".join(map(str, files)))


def of_graph(graph: Graph, name: str = "shapes") -> Shapes:
    """The shapes of a graph; `name` says in errors where they come from.

    Raises ShapesError where there is none, or where SPARQL cannot be read.
    """
    if not any((None, target, None) in graph for target in _TARGETS):
        raise ShapesError(
            "there is no shape with a target", "대상이 있는 셰이프가 없습니다", place=Place(name)
        )
    return Shapes(graph, _prepare(graph))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.ttl"))
            if not inside:
                raise ShapesError(
                    "the folder holds no .ttl file", ".ttl 파일이 없습니다", place=Place(str(path))
                )
            yield from inside
        else:
            yield path


def _parse(path: Path, graph: Graph) -> None:
    # The store's parser tells the line of a fault; rdflib's counts some lines twice.
    store = in_memory()
    try:
        store.load(path)
    except UnreadableError as error:
        raise ShapesError(*error.args, place=error.place) from error
    graph.parse(data=store.query(EVERYTHING, forms={"graph": form_of("nt", GRAPH_FORMS)}).body, format="nt")


def _prepare(graph: Graph) -> dict[str, Query]:
    """Read every SELECT once: pySHACL would do it for each focus node, and blame the data for bad SPARQL."""
    prepared: dict[str, Query] = {}
    for constraint, text in sorted(graph.subject_objects(SH.select)):
        try:
            prepared[str(text)] = prepareQuery(str(text), initNs=prefixes(graph, constraint))
        except ParseException as error:
            where = Place(line=error.lineno, column=error.column)
            raise ShapesError(f"SPARQL of {constraint}: {error.msg}", place=where) from error
        except Exception as error:  # rdflib raises bare Exceptions for unknown prefixes and more
            raise ShapesError(f"SPARQL of {constraint}: {error}") from error
    return prepared


def prefixes(graph: Graph, constraint: Node) -> dict[str, str]:
    """The prefixes a SPARQL constraint may use (SHACL §5.2.1: ``sh:prefixes`` / ``sh:declare``)."""
    return {
        str(graph.value(declared, SH.prefix)): str(graph.value(declared, SH.namespace))
        for holder in graph.objects(constraint, SH.prefixes)
        for declared in graph.objects(holder, SH.declare)
    }


def _by_language(values: Iterable[Node]) -> dict[str, str]:
    return {value.language or "en": str(value) for value in values if isinstance(value, Literal)}


def _text(value: Node | None) -> str | None:
    return None if value is None else str(value)
