"""The ontology, its code lists, alignments and JSON-LD context: complete in both languages, and sound."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import (
    DCTERMS,
    OWL,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    VANN,
    XSD,
    BNode,
    Dataset,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.compare import isomorphic
from rdflib.term import Node

from conftest import ROOT, SHARED
from kg.vocab import KC, PREFIXES

FOLDER = ROOT / "ontology"
ONTOLOGY = Graph().parse(FOLDER / "consignment.ttl")
CODELISTS = Graph().parse(FOLDER / "codelists.ttl")
ALIGNMENTS = Graph().parse(FOLDER / "alignments.ttl")
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))
ABOUT = URIRef(KC.NS.rstrip("#"))
PROPERTIES = {
    p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in ONTOLOGY.subjects(RDF.type, kind)
}
CLASSES = set(ONTOLOGY.subjects(RDF.type, OWL.Class))
TERMS = sorted({s for s in ONTOLOGY.subjects() if str(s).startswith(KC.NS)})
CONCEPTS = sorted(CODELISTS.subjects(RDF.type, SKOS.Concept))
SCHEMES = sorted(CODELISTS.subjects(RDF.type, SKOS.ConceptScheme))


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return sorted(text.language or "" for text in graph.objects(subject, predicate))


def name(node: Node) -> str:
    return re.sub(r".*(?:#|/def/)", "", str(node))


# --- terms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_term_is_labelled_and_defined_in_both_languages(term: Node) -> None:
    assert languages(ONTOLOGY, term, RDFS.label) == ["en", "ko"]
    assert languages(ONTOLOGY, term, SKOS.definition) == ["en", "ko"]
    assert ONTOLOGY.value(term, RDFS.isDefinedBy) == ABOUT
    assert (term, RDF.type, None) in ONTOLOGY


def test_names_follow_the_custom() -> None:
    for term in TERMS:
        pattern = "[A-Z][A-Za-z]+" if term in CLASSES else "[a-z][A-Za-z0-9]+"
        assert re.fullmatch(pattern, name(term)), term


def test_two_terms_of_a_kind_never_share_a_label() -> None:
    for kind in (CLASSES, PROPERTIES):
        labels = [str(label) for term in kind for label in ONTOLOGY.objects(term, RDFS.label)]
        assert sorted({label for label in labels if labels.count(label) > 1}) == []


HEADER = (
    DCTERMS.creator, DCTERMS.publisher, DCTERMS.license, DCTERMS.created, DCTERMS.issued, DCTERMS.modified,
    DCTERMS.bibliographicCitation, OWL.versionIRI, OWL.versionInfo, VANN.preferredNamespacePrefix,
    VANN.preferredNamespaceUri,
)  # fmt: skip


def test_header_is_complete() -> None:
    assert languages(ONTOLOGY, ABOUT, DCTERMS.title) == ["en", "ko"]
    assert languages(ONTOLOGY, ABOUT, DCTERMS.description) == ["en", "ko"]
    assert [p for p in HEADER if (ABOUT, p, None) not in ONTOLOGY] == []
    assert ONTOLOGY.value(ABOUT, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(ONTOLOGY.value(ABOUT, VANN.preferredNamespaceUri)) == KC.NS
    version = str(ONTOLOGY.value(ABOUT, OWL.versionInfo))
    assert ONTOLOGY.value(ABOUT, OWL.versionIRI) == URIRef(f"{ABOUT}/{version}")
    changes = (FOLDER / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## (\S+)", changes, flags=re.MULTILINE)[1] == version


@pytest.mark.parametrize(
    "graph", [ONTOLOGY, CODELISTS, ALIGNMENTS], ids=["ontology", "codelists", "alignments"]
)
def test_no_blank_nodes(graph: Graph) -> None:
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]


# --- profile ----------------------------------------------------------------------------------------------


def test_no_property_is_of_two_kinds_and_no_class_is_a_property() -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in set(ONTOLOGY.subjects()):
        assert sum((term, RDF.type, kind) in ONTOLOGY for kind in kinds) <= 1
    assert not CLASSES & PROPERTIES


def test_ranges_stay_within_the_datatypes_of_owl_2() -> None:
    # OWL 2 §4: xsd:date, gYear, gYearMonth are in no datatype map; their place is in the shapes.
    allowed = {RDFS.Literal, XSD.boolean, XSD.integer, XSD.decimal}
    for term in ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty):
        assert set(ONTOLOGY.objects(term, RDFS.range)) <= allowed, term
    for term in ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty):
        assert not set(ONTOLOGY.objects(term, RDFS.range)) & allowed, term


def test_one_domain_at_most() -> None:
    # Several rdfs:domain mean all of them at once; several users are schema:domainIncludes.
    for term in PROPERTIES:
        assert len(list(ONTOLOGY.objects(term, RDFS.domain))) <= 1
        assert not ((term, RDFS.domain, None) in ONTOLOGY and (term, SDO.domainIncludes, None) in ONTOLOGY)


def test_identities_and_statements_are_disjoint() -> None:
    pairs = {frozenset(pair) for pair in ONTOLOGY.subject_objects(OWL.disjointWith)}
    statement = URIRef(KC.Statement)
    tops = {c for c in CLASSES if (c, RDFS.subClassOf, statement) not in ONTOLOGY}
    assert {frozenset(pair) for pair in combinations(tops, 2)} == pairs


def test_nothing_is_imported() -> None:
    assert (None, OWL.imports, None) not in ONTOLOGY + ALIGNMENTS + CODELISTS


@pytest.mark.slow
def test_owl_rl_closure_of_data_has_no_contradiction() -> None:
    graph = clean_data() + ONTOLOGY + CODELISTS
    assert errors_of_closure(graph) == []
    budget, bill = "statement/budget-1", "id/bill/kr-11/2022/77"
    of = {str(s).split("aaaaaaaaaaaa/")[-1].split("consignment-kg/")[-1]: s for s in graph.subjects()}
    graph.add((of[budget], RDF.type, URIRef(KC.Bill)))
    assert errors_of_closure(graph), "a statement that is a bill is a contradiction"
    assert bill in of


def errors_of_closure(graph: Graph) -> list[str]:
    closed = Graph()
    closed += graph
    closure = owlrl.OWLRL_Semantics(closed, False, False, False)
    closure.closure()
    return list(closure.error_messages)


# --- foreign terms ----------------------------------------------------------------------------------------


def foreign_rows() -> list[dict[str, str]]:
    with (FOLDER / "foreign-terms.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def foreign_terms_in(path: Path) -> Iterator[str]:
    graph = Graph().parse(path)
    for term in chain.from_iterable(graph):
        if isinstance(term, Literal) and term.datatype:
            yield str(term.datatype)
        elif isinstance(term, URIRef) and not term.startswith("https://w3id.org/consignment-kg/"):
            yield str(term)
    namespaces = {
        str(graph.value(d, SH.prefix)): str(graph.value(d, SH.namespace))
        for d in graph.objects(None, SH.declare)
    }
    for query in graph.objects(None, SH.select):
        for prefix, local in re.findall(r"(?<![\w<?])([a-z][a-z-]*):([A-Za-z]\w*)", str(query)):
            if prefix != "kc":
                yield namespaces[prefix] + local


@pytest.mark.parametrize(
    "path", [*FOLDER.glob("*.ttl"), *(ROOT / "shapes").glob("*.ttl")], ids=lambda p: p.stem
)
def test_foreign_terms_used_are_known(path: Path) -> None:
    known = {row["namespace"] + row["term"] for row in foreign_rows()}
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert sorted(set(foreign_terms_in(path)) - known - {licence}) == []


def test_known_foreign_terms_are_used() -> None:
    used = set(
        chain.from_iterable(
            foreign_terms_in(p) for p in (*FOLDER.glob("*.ttl"), *(ROOT / "shapes").glob("*.ttl"))
        )
    )
    constants = (ROOT / "src" / "kg" / "vocab.py").read_text("utf-8")
    unused = [
        r
        for r in foreign_rows()
        if r["namespace"] + r["term"] not in used and f'"{r["term"]}"' not in constants
    ]
    assert unused == []


@pytest.mark.parametrize("row", foreign_rows(), ids=lambda row: f"{row['prefix']}-{row['term']}")
def test_known_foreign_terms_exist(row: dict[str, str]) -> None:
    if not row["source"].startswith("rdflib.namespace."):
        assert row["prefix"] in {"eli", "eli-dl", "epo", "locn"}
        return
    namespace = getattr(rdflib.namespace, row["source"].removeprefix("rdflib.namespace."))
    assert str(namespace) == row["namespace"]
    assert URIRef(row["namespace"] + row["term"]) in namespace


@pytest.mark.skipif(not SHARED.is_dir(), reason="the term lists lie beside the clone")
def test_terms_of_eli_and_epo_are_in_their_lists() -> None:
    with (SHARED / "vocab" / "terms.csv").open(encoding="utf-8") as file:
        listed = {row["namespace"] + row["term"] for row in csv.DictReader(file)}
    ours = {
        row["namespace"] + row["term"] for row in foreign_rows() if row["prefix"] in {"eli", "eli-dl", "epo"}
    }
    assert ours <= listed


# --- use --------------------------------------------------------------------------------------------------


def clean_data() -> Graph:
    data = Dataset(default_union=True)
    data.parse(ROOT / "tests" / "graphs" / "clean.trig", format="trig")
    graph = Graph()
    for context in data.graphs():
        graph += context
    return graph


def test_every_term_is_used_in_the_clean_graph() -> None:
    graph = clean_data()
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    # kc:Statement has no instances of its own; its place in the class tree is its use.
    assert (CLASSES | PROPERTIES) - used == {URIRef(KC.Statement)}


GRAPHS = sorted((ROOT / "tests" / "cases").glob("*/graph.nq"))


@pytest.mark.parametrize("path", GRAPHS, ids=lambda p: p.parent.name)
def test_data_uses_known_terms_only(path: Path) -> None:
    known = {row["namespace"] + row["term"] for row in foreign_rows()} | {str(term) for term in TERMS}
    statement = r"^<[^>]*> <([^>]*)> (?:<([^>]*)>|\"(?:[^\"\\\\]|\\\\.)*\"(?:\^\^<([^>]*)>)?)"
    type_ = str(RDF.type)
    found = re.findall(statement, path.read_text("utf-8"), flags=re.MULTILINE)
    assert len(found) > 100
    used = {predicate for predicate, _, _ in found} | {datatype for _, _, datatype in found if datatype}
    used |= {value for predicate, value, _ in found if predicate == type_}
    assert sorted(used - known) == []


# --- code lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("concept", CONCEPTS, ids=name)
def test_concept_is_complete(concept: Node) -> None:
    scheme, code = str(concept).split("/")[-2:]
    assert [str(x) for x in CODELISTS.objects(concept, SKOS.notation)] == [code]
    assert languages(CODELISTS, concept, SKOS.prefLabel) == ["en", "ko"]
    assert languages(CODELISTS, concept, SKOS.definition) == ["en", "ko"]
    (of,) = CODELISTS.objects(concept, SKOS.inScheme)
    assert str(of).endswith(f"/def/{scheme}")
    assert (concept, SKOS.topConceptOf, of) in CODELISTS
    assert (of, SKOS.hasTopConcept, concept) in CODELISTS


@pytest.mark.parametrize("scheme", SCHEMES, ids=name)
def test_labels_of_a_scheme_are_unique(scheme: Node) -> None:
    assert languages(CODELISTS, scheme, SKOS.prefLabel) == ["en", "ko"]
    for language in ("ko", "en"):
        labels = [
            str(label)
            for concept in CODELISTS.subjects(SKOS.inScheme, scheme)
            for label in CODELISTS.objects(concept, SKOS.prefLabel)
            if label.language == language
        ]
        assert len(labels) == len(set(labels))


# --- alignments -------------------------------------------------------------------------------------------


def test_alignments_start_from_our_terms() -> None:
    for subject, predicate, _ in ALIGNMENTS:
        if str(predicate).startswith(str(SKOS)):
            assert subject in CLASSES | PROPERTIES
            assert predicate in (SKOS.closeMatch, SKOS.relatedMatch)


# --- the context ------------------------------------------------------------------------------------------


def test_context_has_every_term() -> None:
    terms = CONTEXT["@context"]
    for term in CLASSES | PROPERTIES:
        entry = terms[name(term)]
        assert (entry if isinstance(entry, str) else entry["@id"]) == f"kc:{name(term)}"
        is_link = (term, RDF.type, OWL.ObjectProperty) in ONTOLOGY
        assert (isinstance(entry, dict) and entry.get("@type") == "@id") == is_link
    assert {prefix: terms[prefix] for prefix in PREFIXES} == dict(PREFIXES)


def test_context_round_trip() -> None:
    graph = clean_data()
    written = graph.serialize(format="json-ld", context=CONTEXT["@context"], auto_compact=True)
    compact = json.loads(written)
    budget = next(n for n in compact["@graph"] if n["id"].endswith("statement/budget-1"))
    assert budget["type"] == "Budget"
    assert budget["totalAmount"] == 600000000
    assert budget["fiscalYear"] == "2023"
    again = Graph().parse(data=written, format="json-ld")
    assert isomorphic(again, graph)


def test_context_gives_meaning_to_plain_json() -> None:
    document = {
        **CONTEXT,
        "id": "https://e/budget",
        "type": "Budget",
        "label": {"ko": "예산", "en": "budget"},
        "totalAmount": 5,
        "fiscalYear": "2023",
        "hasItem": "https://e/item",
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    kc, node = Namespace(KC.NS), URIRef("https://e/budget")
    assert set(graph) == {
        (node, RDF.type, kc.Budget),
        (node, RDFS.label, Literal("예산", lang="ko")),
        (node, RDFS.label, Literal("budget", lang="en")),
        (node, kc.totalAmount, Literal(5)),
        (node, kc.fiscalYear, Literal("2023", datatype=XSD.gYear)),
        (node, kc.hasItem, URIRef("https://e/item")),
    }
