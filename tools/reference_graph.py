"""Pages of `docs/reference/` about the graph: `terms.md` from the ontology, `shapes.md` from the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rdflib import OWL, RDF, RDFS, SDO, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.resources import resource
from kg.vocab import KC, PREFIXES, SCHEMES

_SHAPE_HEAD = "| 셰이프 shape | 이름 name | 정도 severity | 대상 target | 메시지 message |"
_SEVERITIES = {SH.Violation: "위반 violation", SH.Warning: "경고 warning", SH.Info: "참고 info"}


def terms_lines() -> list[str]:
    """Classes, properties and code lists of the ontology."""
    ontology = Graph().parse(resource("ontology/consignment.ttl"))
    lists = Graph().parse(resource("ontology/codelists.ttl"))
    version = ontology.value(None, OWL.versionInfo)
    return [
        "# 용어 · Terms",
        "",
        f"어휘 `kc:` ({KC.NS}) {version}판의 클래스, 속성, 코드 목록입니다. 그래프의 짜임은",
        "[그래프](../explanation/graph.md)에, 값의 제약은 [셰이프](shapes.md)에 있습니다.",
        "",
        f"Classes, properties and code lists of `kc:` ({KC.NS}), version {version}. How they make a graph:",
        "[The graph](../explanation/graph.md); what values they take: [Shapes](shapes.md).",
        "",
        "## 클래스 · Classes",
        "",
        "| 용어 term | 이름 label | 뜻 definition | 상위 superclass |",
        "|---|---|---|---|",
        *(_class_row(ontology, node) for node in _ours(ontology, OWL.Class)),
        "",
        "## 속성 · Properties",
        "",
        "| 용어 term | 이름 label | 뜻 definition | 쓰는 곳 used on | 값 value |",
        "|---|---|---|---|---|",
        *(
            _property_row(ontology, node)
            for node in _ours(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)
        ),
        "",
        "## 코드 목록 · Code lists",
        "",
        *chain.from_iterable(_list_lines(lists, scheme) for scheme in SCHEMES),
    ]


def _ours(graph: Graph, *types: URIRef) -> list[Node]:
    return sorted({node for type_ in types for node in graph.subjects(RDF.type, type_)}, key=str)


def _both(graph: Graph, node: Node, predicate: URIRef) -> str:
    texts = {text.language: str(text) for text in graph.objects(node, predicate) if isinstance(text, Literal)}
    return f"{texts['ko']}<br>{texts['en']}"


def curie(node: Node) -> str:
    """A term in its customary short form.

    >>> curie(URIRef(KC.Budget))
    'kc:Budget'
    """
    prefixes = dict(PREFIXES) | {"sh": str(SH), "owl": str(OWL)}
    for prefix, namespace in prefixes.items():
        if str(node).startswith(namespace):
            return f"{prefix}:{str(node)[len(namespace) :]}"
    return str(node)


def _codes(nodes: Iterator[Node]) -> str:
    return ", ".join(f"`{curie(node)}`" for node in sorted(nodes, key=str))


def _class_row(graph: Graph, node: Node) -> str:
    cells = (
        f"`{curie(node)}`",
        _both(graph, node, RDFS.label),
        _both(graph, node, SKOS.definition),
        _codes(graph.objects(node, RDFS.subClassOf)),
    )
    return f"| {' | '.join(cells)} |"


def _property_row(graph: Graph, node: Node) -> str:
    used_on = chain(graph.objects(node, RDFS.domain), graph.objects(node, SDO.domainIncludes))
    cells = (
        f"`{curie(node)}`",
        _both(graph, node, RDFS.label),
        _both(graph, node, SKOS.definition),
        _codes(used_on),
        _codes(graph.objects(node, RDFS.range)),
    )
    return f"| {' | '.join(cells)} |"


def _list_lines(graph: Graph, scheme: str) -> Iterator[str]:
    (node,) = (
        node for node in graph.subjects(RDF.type, SKOS.ConceptScheme) if str(node).endswith(f"/{scheme}")
    )
    yield from (f"### {scheme}", "", _both(graph, node, SKOS.definition), "")
    yield from ("| 코드 code | 이름 label | 뜻 definition |", "|---|---|---|")
    for code in SCHEMES[scheme]:
        concept = URIRef(f"{node}/{code}")
        label, meaning = _both(graph, concept, SKOS.prefLabel), _both(graph, concept, SKOS.definition)
        yield f"| `{code}` | {label} | {meaning} |"
    yield ""


def shapes_lines() -> list[str]:
    """Every shape by file: what it says, how grave that is, what it looks at."""
    lines = [
        "# 셰이프 · Shapes",
        "",
        "`kg validate`가 쓰는 SHACL 셰이프입니다. 이름은 `https://w3id.org/consignment-kg/shapes#` 아래에",
        "있고, 메시지의 `{?…}` 자리에는 값이 들어갑니다. 위반이 하나라도 있으면 종료 코드는 1입니다.",
        "",
        "The SHACL shapes `kg validate` uses. Their names lie under `https://w3id.org/consignment-kg/shapes#`;",
        "values take the place of `{?…}` in messages. With a violation the exit code is 1.",
        "",
    ]
    files = sorted(
        resource("shapes").glob("*.ttl"), key=lambda path: (path.name != "consistency.ttl", path.name)
    )
    for path in files:
        graph = Graph().parse(path)
        title = path.read_text("utf-8").split("\n", 1)[0].lstrip("# ").removeprefix("Shapes: ").rstrip(".")
        heading = "what a paper says must hold together" if path.stem == "consistency" else title
        lines += [
            f"## {path.stem}: {heading}",
            "",
            _SHAPE_HEAD,
        ]
        lines += ["|---|---|---|---|---|", *_shape_rows(graph), ""]
    return lines


def _shape_rows(graph: Graph) -> Iterator[str]:
    for shape in sorted(node for node in graph.subjects(SH.name, unique=True) if isinstance(node, URIRef)):
        constraint = graph.value(shape, SH.sparql) or shape
        yield (
            "| "
            + " | ".join(
                (
                    f"`{str(shape).split('#')[1]}`",
                    _both(graph, shape, SH.name),
                    _SEVERITIES[URIRef(str(graph.value(shape, SH.severity)))],
                    ", ".join(_looked_at(graph, shape)),
                    _both(graph, constraint, SH.message).replace("|", "\\|"),
                )
            )
            + " |"
        )


def _looked_at(graph: Graph, shape: Node) -> Iterator[str]:
    for target in sorted(graph.objects(shape, SH.targetClass), key=str):
        yield f"`{curie(target)}`"
    for predicate in (SH.targetSubjectsOf, SH.targetObjectsOf, SH.path):
        for target in sorted(graph.objects(shape, predicate), key=str):
            yield f"{curie(predicate)} `{curie(target)}`" if predicate != SH.path else f"`{curie(target)}`"
