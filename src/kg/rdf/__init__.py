"""RDF: facts as quads, claims, current values, the registry and vocabulary graphs, canonical N-Quads."""

from pyoxigraph import Quad

from kg.rdf.canonical import canonical_nquads, read_nquads
from kg.rdf.derived import derived_quads
from kg.rdf.facts import MAPPINGS, facts_to_quads
from kg.rdf.fidelity import fidelity_quads
from kg.rdf.legislation import jurisdiction_lines, law_lines
from kg.rdf.legislation_reading import LawLines, LawReading
from kg.rdf.names import one_name, with_one_name
from kg.rdf.registry import registry_quads
from kg.rdf.vocabulary import vocabulary_quads

__all__ = [
    "MAPPINGS",
    "LawLines",
    "LawReading",
    "Quad",
    "canonical_nquads",
    "derived_quads",
    "facts_to_quads",
    "fidelity_quads",
    "jurisdiction_lines",
    "law_lines",
    "one_name",
    "read_nquads",
    "registry_quads",
    "vocabulary_quads",
    "with_one_name",
]
