"""RDF: facts as quads, claims, current values, the registry and vocabulary graphs, canonical N-Quads."""

from kg.rdf.canonical import canonical_nquads, read_nquads
from kg.rdf.facts import MAPPINGS, facts_to_quads

__all__ = ["MAPPINGS", "canonical_nquads", "facts_to_quads", "read_nquads"]
