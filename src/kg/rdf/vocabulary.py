"""The vocabulary graph: the ontology and the code lists, the concepts under the dataset's base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import Place, RdfError
from kg.ids import Ids
from kg.vocab import VOCABULARY_BASE

FILES: Final = ("consignment.ttl", "codelists.ttl")
T = TypeVar("T", bound=NamedNode | Literal | BlankNode | Triple)


def vocabulary_quads(folder: Path, ids: Ids) -> list[Quad]:
    """The quads of the vocabulary graph, from the Turtle files of ``ontology/``.

    Concepts and schemes (``…/def/{scheme}/{code}``) move with the base; terms (``…/def#…``) and the ontology
    itself (``…/def``, ``…/def/0.1.0``) never do.

    Raises:
        RdfError: a file is not Turtle.
    """
    graph = NamedNode(ids.vocabulary_graph)
    return [
        Quad(_moved(quad.subject, ids), quad.predicate, _moved(quad.object, ids), graph)
        for quad in _parsed(folder)
    ]


def _parsed(folder: Path) -> Iterator[Quad]:
    for name in FILES:
        path = folder / name
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                yield _named(quad)
        except (SyntaxError, OSError, ValueError) as error:
            raise RdfError(str(error), place=Place(str(path))) from error


def _named(quad: Quad) -> Quad:
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        raise ValueError("blank nodes have no place in the vocabulary; give the node an IRI")
    return quad


def _moved(term: T, ids: Ids) -> T:
    if not isinstance(term, NamedNode) or not term.value.startswith(f"{VOCABULARY_BASE}/def/"):
        return term
    path = term.value.removeprefix(f"{VOCABULARY_BASE}/def/").split("/")
    if path[0][:1].isdigit():
        return term
    return type(term)(ids.concept(*path) if len(path) == 2 else ids.scheme(path[0]))
