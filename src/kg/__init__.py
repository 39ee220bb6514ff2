"""From Korean council papers on consigned public services to a validated, queryable graph.

The folders are the stages: a document is read into blocks, facts are extracted from them, facts are written
as RDF, validated with SHACL and published by a SPARQL server. See docs/explanation for the drawing of the
house.
"""

__version__ = "0.1.0"
