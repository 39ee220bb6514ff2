"""Every shape fires on a mutant and is silent on the clean graph of `tests/graphs/clean.trig`.

The mutants of a structural shape are made from its own constraints (drop a value for `sh:minCount`, add one
for `sh:maxCount`, …): a constraint nobody knows how to break fails the suite. Consistency shapes are in
`test_shapes_consistency.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from conftest import ROOT
from kg.validate import load_shapes
from kg.validate.background import add_background
from kg.validate.engine import DataGraph, run
from kg.validate.shapes import of_graph
from kg.vocab import KC, PREFIXES, SCHEMES

KCS = "https://w3id.org/consignment-kg/shapes#"
CLEAN = ROOT / "tests" / "graphs" / "clean.trig"
SHAPES = load_shapes().graph
NAMED = [
    shape
    for kind in (SH.NodeShape, SH.PropertyShape)
    for shape in sorted(SHAPES.subjects(RDF.type, kind))
    if isinstance(shape, URIRef)
]
CONSISTENCY = [shape for shape in NAMED if (shape, SH.sparql, None) in SHAPES]
CODES = [shape for shape in NAMED if str(shape).startswith(f"{KCS}code-")]
STRUCTURAL = [shape for shape in NAMED if shape not in CONSISTENCY and shape not in CODES]


@cache
def clean_graph() -> Graph:
    """The fact graphs of the clean dataset, merged, with ontology classes and code lists."""
    data = Dataset(default_union=True)
    data.parse(CLEAN, format="trig")
    graph = Graph()
    for context in data.graphs():
        if "/graph/evidence/" not in str(context.identifier):
            graph += context
    add_background(graph)
    return graph


def local(shape: Node) -> str:
    return str(shape).removeprefix(KCS)


def test_clean_graph_is_silent() -> None:
    graph = DataGraph()
    graph += clean_graph()
    found = run(graph, load_shapes())
    assert [(f.code, f.focus, f.message_en) for f in found] == []


@pytest.mark.slow
def test_shapes_are_well_formed() -> None:
    """The shapes of SHACL itself (W3C, shacl-shacl) have nothing to say about ours."""
    conforms, _, _ = pyshacl.validate(clean_graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms


# --- names and messages -----------------------------------------------------------------------------------


def languages(subject: Node, predicate: URIRef) -> list[str | None]:
    return sorted(text.language or "" for text in SHAPES.objects(subject, predicate))


@pytest.mark.parametrize("shape", [s for s in NAMED if (s, SH.name, None) in SHAPES], ids=local)
def test_shapes_have_name_message_and_severity(shape: URIRef) -> None:
    assert languages(shape, SH.name) == ["en", "ko"]
    constraint = SHAPES.value(shape, SH.sparql)
    assert languages(constraint or shape, SH.message) == ["en", "ko"]
    assert SHAPES.value(shape, SH.severity) in (SH.Violation, SH.Warning, SH.Info)


def test_only_the_frames_of_code_lists_have_no_name() -> None:
    frames = {URIRef(f"{KCS}code-{scheme}") for scheme in SCHEMES}
    assert {shape for shape in NAMED if (shape, SH.name, None) not in SHAPES} == frames


def test_no_shape_names_an_instance_or_a_concept() -> None:
    everything = " ".join(path.read_text("utf-8") for path in (ROOT / "shapes").glob("*.ttl"))
    assert "consignment-kg/id/" not in everything
    for scheme in SCHEMES:
        assert f"consignment-kg/def/{scheme}" not in everything


def test_every_class_of_the_ontology_has_a_shape() -> None:
    ontology = Graph().parse(ROOT / "ontology" / "consignment.ttl")
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    targets = set(SHAPES.objects(None, SH.targetClass))
    assert classes - targets == {URIRef(KC.Statement)}, "kc:Statement has no instances of its own"


def contract_rows() -> list[tuple[str, list[str]]]:
    """The rows of the contract's tables of identities and statements: first class, then the properties."""
    text = (ROOT / "docs" / "explanation" / "graph.md").read_text("utf-8").split("## Codes")[0]
    term = r"`((?:kc|eli|eli-dl|dct|dcat|org|skos|locn|qb|rdfs):\w+)`"
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and re.findall(term, " ".join(cells[1:3])):
            class_ = re.findall(term, " ".join(cells[1:3]))[0]
            # what stands behind an arrow or in brackets belongs to the thing linked to
            own = re.sub(r"→[^,;]*|\([^)]*\)", "", cells[3])
            rows.append((class_, [name for name in re.findall(term, own) if name.split(":")[1][0].islower()]))
    return rows


# Named in a row of the contract, but of another class: the jurisdiction's, the meeting's; or a value.
NOT_OF_THE_CLASS = {
    "kc:Council": {"dct:identifier"},
    "kc:Session": {"kc:inSession", "kc:committee"},
    "kc:PerformanceTable": {"kc:performanceStructure"},
}


def expand(curie: str) -> URIRef:
    prefix, name = curie.split(":")
    return URIRef(PREFIXES[prefix] + name)


@pytest.mark.parametrize("class_, names", contract_rows(), ids=lambda x: x if isinstance(x, str) else "")
def test_shape_covers_what_the_contract_says(class_: str, names: list[str]) -> None:
    (shape,) = set(SHAPES.subjects(SH.targetClass, expand(class_))) - set(CONSISTENCY)
    paths = {path for p in SHAPES.objects(shape, SH.property) for path in SHAPES.objects(p, SH.path)}
    assert {name for name in names if expand(name) not in paths} == NOT_OF_THE_CLASS.get(class_, set())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_codes_are_those_of_the_vocabulary(scheme: str) -> None:
    frame = URIRef(f"{KCS}code-{scheme}")
    codes = SHAPES.value(SHAPES.value(frame, SH.property), SH["in"])
    assert [str(code) for code in SHAPES.items(codes)] == list(SCHEMES[scheme])
    assert (None, SH.node, frame) in SHAPES, "no property uses the list"


# --- mutants of structural shapes -------------------------------------------------------------------------

Breaker = Callable[[Graph, Node, URIRef | None, Node], None]
OTHER = URIRef("urn:x:other")


def swap(value: Node) -> Breaker:
    """A breaker that replaces the values of the path by one value."""

    def breaker(graph: Graph, focus: Node, path: URIRef | None, _: Node) -> None:
        graph.set((focus, path, value))

    return breaker


def drop(graph: Graph, focus: Node, path: URIRef | None, _: Node) -> None:
    graph.remove((focus, path, None))


def add_too_many(graph: Graph, focus: Node, path: URIRef | None, limit: Node) -> None:
    for number in range(int(limit) + 1):
        graph.add((focus, path, URIRef(f"urn:x:{number}")))


def break_kind(graph: Graph, focus: Node, path: URIRef | None, kind: Node) -> None:
    graph.set((focus, path, Literal("text") if kind == SH.IRI else OTHER))


def break_pattern(graph: Graph, focus: Node, path: URIRef | None, _: Node) -> None:
    is_iri = isinstance(graph.value(focus, path), URIRef)
    graph.set((focus, path, OTHER if is_iri else Literal("!")))


def break_code(graph: Graph, focus: Node, path: URIRef | None, frame: Node) -> None:
    scheme = next(s for s in SCHEMES if s != str(frame).removeprefix(f"{KCS}code-"))
    graph.set((focus, path, URIRef(f"https://w3id.org/consignment-kg/def/{scheme}/{SCHEMES[scheme][0]}")))


def repeat_language(graph: Graph, focus: Node, path: URIRef | None, _: Node) -> None:
    graph.add((focus, path, Literal("하나", lang="ko")))
    graph.add((focus, path, Literal("둘", lang="ko")))


BREAKERS: dict[URIRef, Breaker] = {
    SH.minCount: drop,
    SH.maxCount: add_too_many,
    SH.datatype: swap(Literal("?", datatype=XSD.anyURI)),
    SH["or"]: swap(Literal("?", datatype=XSD.anyURI)),
    SH.nodeKind: break_kind,
    SH["class"]: swap(OTHER),
    SH.pattern: break_pattern,
    SH.minInclusive: swap(Literal(-1)),
    SH.minLength: swap(Literal("")),
    SH.node: break_code,
    SH.languageIn: swap(Literal("nom", lang="fr")),
    SH.uniqueLang: repeat_language,
}
COMPONENTS = {
    key: SH[f"{str(key).split('#')[1][0].upper()}{str(key).split('#')[1][1:]}ConstraintComponent"]
    for key in BREAKERS
}
TARGETS = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
NOT_CONSTRAINTS = {RDF.type, SH.path, SH.name, SH.message, SH.severity, SH.property} | TARGETS


def holders(shape: Node) -> Iterator[Node]:
    """Node shapes with a target that use this shape, itself included."""
    if (shape, SH.targetClass, None) in SHAPES:
        yield shape
    for holder in SHAPES.subjects(SH.property, shape):
        yield from holders(holder)


def specimen(shape: URIRef) -> Node:
    """A node of the clean graph that the shape looks at, with a value at its path."""
    path, graph = SHAPES.value(shape, SH.path), clean_graph()
    for holder in sorted(holders(shape)):
        for focus in sorted(graph.subjects(RDF.type, SHAPES.value(holder, SH.targetClass))):
            if path is None or (focus, path, None) in graph:
                return focus
    raise AssertionError(
        f"the clean graph has nothing for {local(shape)} to look at: its silence says nothing"
    )


def constraints(shape: URIRef) -> list[tuple[URIRef, Node]]:
    return [(p, o) for p, o in sorted(SHAPES.predicate_objects(shape)) if p not in NOT_CONSTRAINTS]


CASES = [(shape, key, value) for shape in STRUCTURAL for key, value in constraints(shape)]


@cache
def mutants() -> tuple[dict[tuple[URIRef, URIRef], Node], frozenset[tuple[str, str, str]]]:
    """One graph with a broken twin per constraint: (shape, constraint) → twin, and what was found on it."""
    graph = DataGraph()
    graph += clean_graph()
    twins: dict[tuple[URIRef, URIRef], Node] = {}
    for number, (shape, key, value) in enumerate(CASES):
        original, path = specimen(shape), SHAPES.value(shape, SH.path)
        is_node_kind = path is None and key == SH.nodeKind
        twin: Node = BNode() if is_node_kind else URIRef(f"urn:x:twin-{number}")
        for predicate, object_ in clean_graph().predicate_objects(original):
            graph.add((twin, predicate, object_))
        if path is not None:
            BREAKERS[key](graph, twin, path, value)
        twins[shape, key] = twin
    structural = Graph()
    for path_ in (ROOT / "shapes").glob("*.ttl"):
        if path_.name != "consistency.ttl":
            structural.parse(path_)
    found = run(graph, of_graph(structural))
    return twins, frozenset((f.shape, f.component, f.focus) for f in found)


def test_every_constraint_can_be_broken() -> None:
    assert {key for _, key, _ in CASES} <= set(BREAKERS), "teach BREAKERS how to break the new constraint"


@pytest.mark.parametrize(
    "shape, key, value", CASES, ids=lambda x: str(x).split("#")[-1] if isinstance(x, URIRef) else ""
)
def test_shape_fires_on_its_mutant(shape: URIRef, key: URIRef, value: Node) -> None:
    twins, found = mutants()
    assert (str(shape), str(COMPONENTS[key]), str(twins[shape, key])) in found


@pytest.mark.parametrize("shape", STRUCTURAL, ids=local)
def test_shape_has_something_to_look_at_in_the_clean_graph(shape: URIRef) -> None:
    assert specimen(shape) is not None
    assert constraints(shape), "a shape without constraints never fires"


def test_labels_of_concepts_are_in_both_languages() -> None:
    graph = clean_graph()
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert sorted(text.language for text in graph.objects(concept, SKOS.prefLabel)) == ["en", "ko"]
    assert (None, RDFS.label, None) in graph
