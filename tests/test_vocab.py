"""The constants of `kg.vocab` are the terms of the ontology, and the other way round."""

from __future__ import annotations

import csv
import re

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from conftest import ROOT
from kg import vocab
from kg.ids import Ids
from kg.settings import Settings

ONTOLOGY = Graph().parse(ROOT / "ontology" / "consignment.ttl")
CODELISTS = Graph().parse(ROOT / "ontology" / "codelists.ttl")
CONTRACT = "\n".join(
    (ROOT / "docs" / "explanation" / name).read_text("utf-8") for name in ("graph.md", "legislation.md")
)
VOCABULARIES = {
    name: class_ for name, class_ in vars(vocab).items() if isinstance(class_, type) and hasattr(class_, "NS")
}


def constants(class_: type) -> dict[str, str]:
    return {name: iri for name, iri in vars(class_).items() if not name.startswith("_") and name != "NS"}


@pytest.mark.parametrize("class_", VOCABULARIES.values(), ids=VOCABULARIES)
def test_a_constant_is_named_as_its_term(class_: type) -> None:
    found = constants(class_)
    assert found == {name: class_.NS + name for name in found}
    assert class_.NS in vocab.PREFIXES.values()


def test_our_constants_are_the_terms_of_the_ontology() -> None:
    components = set(
        ONTOLOGY.subjects(RDF.type, URIRef("http://purl.org/linked-data/cube#ComponentSpecification"))
    )
    declared = {str(s) for s in ONTOLOGY.subjects() if str(s).startswith(vocab.KC.NS) and s not in components}
    assert set(constants(vocab.KC).values()) == declared


def test_our_constants_are_the_terms_of_the_contract() -> None:
    written = set(re.findall(r"\bkc:([A-Za-z]\w*)", CONTRACT))
    assert written == set(constants(vocab.KC))


def test_foreign_constants_are_in_the_contract_or_said_to_be_general() -> None:
    prefix_of = {namespace: prefix for prefix, namespace in vocab.PREFIXES.items()}
    general = {"skos", "rdf", "rdfs", "xsd"}
    for class_ in VOCABULARIES.values():
        prefix = prefix_of[class_.NS]
        if prefix not in general and class_ is not vocab.KC:
            for name in constants(class_):
                assert f"{prefix}:{name}" in CONTRACT or name == "wasRevisionOf"


def test_foreign_constants_exist() -> None:
    with (ROOT / "ontology" / "foreign-terms.csv").open(encoding="utf-8") as file:
        known = {row["namespace"] + row["term"] for row in csv.DictReader(file)}
    for class_ in VOCABULARIES.values():
        if class_ is not vocab.KC:
            assert set(constants(class_).values()) <= known


def test_code_lists_are_those_of_the_contract_and_of_the_ontology() -> None:
    rows = re.findall(r"^\| ([a-z-]+) \| ([a-z-]+ [^|]+) \|$", CONTRACT, flags=re.MULTILINE)
    codes = {scheme: re.findall(r"(?:^|, )([a-z]+(?:-[a-z]+)*) ", text) for scheme, text in rows}
    assert {scheme: list(codes[scheme]) for scheme in vocab.SCHEMES} == {
        s: list(c) for s, c in vocab.SCHEMES.items()
    }
    ids = Ids(Settings().base)
    for scheme, listed in vocab.SCHEMES.items():
        concepts = CODELISTS.subjects(SKOS.inScheme, URIRef(f"{Settings().base}/def/{scheme}"))
        assert {str(concept) for concept in concepts} == {ids.concept(scheme, code) for code in listed}


def test_prefixes_are_those_of_the_contract() -> None:
    for prefix in ("kc", "eli", "eli-dl"):
        assert f"`{prefix}:` `{vocab.PREFIXES[prefix]}`" in " ".join(CONTRACT.split())
