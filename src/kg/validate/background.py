"""What shapes take for granted and one document's data may not carry: the class tree and the code lists."""

from __future__ import annotations

import re
from functools import cache

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.resources import resource
from kg.vocab import SCHEMES, VOCABULARY_BASE

_CONCEPT = re.compile(rf"(.*)/def/(?:{'|'.join(SCHEMES)})/[a-z]+(?:-[a-z]+)*")


def add_background(graph: Graph) -> None:
    """Add the subclass relations of the ontology, and the code lists at every base whose concepts occur."""
    ontology = _read("ontology/consignment.ttl")
    graph += ontology.triples((None, RDFS.subClassOf, None))
    for structure in ontology.subjects(RDF.type, OWL.NamedIndividual):
        graph += ontology.triples((structure, RDF.type, None))
    if (None, RDF.type, SKOS.ConceptScheme) in graph:
        return
    for base in sorted(_bases(graph)):
        graph += (
            (_moved(s, base), _moved(p, base), _moved(o, base)) for s, p, o in _read("ontology/codelists.ttl")
        )


def _bases(graph: Graph) -> set[str]:
    matches = (_CONCEPT.fullmatch(term) for term in graph.objects(unique=True) if isinstance(term, URIRef))
    return {match[1] for match in matches if match}


def _moved(term: Node, base: str) -> Node:
    if isinstance(term, URIRef) and term.startswith(f"{VOCABULARY_BASE}/def/"):
        return URIRef(base + term[len(VOCABULARY_BASE) :])
    return term


@cache
def _read(name: str) -> Graph:
    return Graph().parse(resource(name), format="turtle")
