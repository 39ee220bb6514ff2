"""The service description (SPARQL 1.1 Service Description) of the endpoint at the URL it was asked at."""

from __future__ import annotations

from kg.store import FORMS, Form, NamedNode, Triple, write_graph
from kg.web.context import Context

_SD = "http://www.w3.org/ns/sparql-service-description#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}


def service_description(here: Context, form: Form, endpoint: str) -> bytes:
    """What this endpoint is and can do, in an RDF form; `endpoint` is its URL as the client knows it."""
    service, default_dataset, default_graph = (
        NamedNode(endpoint),
        NamedNode(f"{endpoint}#dataset"),
        NamedNode(f"{endpoint}#default-graph"),
    )
    triples = [
        Triple(service, _RDF_TYPE, _term("Service")),
        Triple(service, _term("endpoint"), service),
        Triple(service, _term("supportedLanguage"), _term("SPARQL11Query")),
        Triple(service, _term("defaultDataset"), default_dataset),
        Triple(default_dataset, _RDF_TYPE, _term("Dataset")),
        Triple(default_dataset, _term("defaultGraph"), default_graph),
        Triple(default_graph, _RDF_TYPE, _term("Graph")),
    ]
    for name in sorted({form.name for forms in FORMS.values() for form in forms}):
        triples.append(Triple(service, _term("resultFormat"), NamedNode(_FORMATS + _FORMAT_NAMES[name])))
    for iri in here.store.graphs():
        graph = NamedNode(f"{endpoint}#graph-{len(triples)}")
        triples += [
            Triple(default_dataset, _term("namedGraph"), graph),
            Triple(graph, _RDF_TYPE, _term("NamedGraph")),
            Triple(graph, _term("name"), NamedNode(iri)),
        ]
    return write_graph(triples, form, {"sd": _SD})


def _term(name: str) -> NamedNode:
    return NamedNode(_SD + name)
