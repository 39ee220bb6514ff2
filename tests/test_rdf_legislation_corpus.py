"""The law graph of real statutes: nothing of what was read is lost, and its lines are good N-Quads."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox
import pytest

from conftest import SHARED
from kg.ids import Ids
from kg.legislation import default_register
from kg.link import default_registries
from kg.pipeline.legislation.part import reading_of
from kg.rdf import LawReading, law_lines
from kg.read.lawtext import read_law
from kg.vocab import KC, RDF

CORPUS = SHARED / "data" / "statutes" / "kr.tar.xz"
IDS = Ids("https://data.example")
MANY = 60

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_file(), reason="the statutes are not beside this clone"),
]


def statutes() -> Iterator[bytes]:
    with tarfile.open(CORPUS) as archive:
        for member in archive:
            if member.name.endswith(".md") and (content := archive.extractfile(member)) is not None:
                yield content.read()


@pytest.fixture(scope="module")
def readings() -> list[LawReading]:
    register = default_register()
    return [
        reading_of(read_law(data, "statute"), "0123456789ab", register) for data in islice(statutes(), MANY)
    ]


def test_every_provision_and_citation_read_is_in_the_lines(readings: list[LawReading]) -> None:
    places = default_registries().jurisdictions
    for reading in readings:
        made = law_lines(reading, IDS, places)
        lines = made.data.splitlines(keepends=True)
        assert lines == sorted(set(lines))
        quads = list(ox.parse(made.data, format=ox.RdfFormat.N_QUADS))
        assert len(quads) == len(lines) == made.counts["triples"]
        nodes = {
            q.subject for q in quads if q.predicate.value == RDF.type and _value(q.object) == KC.Provision
        }
        wanted = {reading_iri(reading, at) for at in range(len(reading.law.provisions))}
        assert {node.value for node in nodes if isinstance(node, ox.NamedNode)} >= wanted
        citing = [q for q in quads if q.predicate.value == KC.citingProvision]
        assert len(citing) == len(reading.citations)
        assert made.counts["unnamed"] == 0


def reading_iri(reading: LawReading, at: int) -> str:
    number = (reading.edition.number if reading.edition else None) or 0
    edition = IDS.edition(reading.instrument.work, number)
    return IDS.provision(edition, reading.law.provisions[at].path)


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def test_every_place_of_a_citation_is_within_the_words_of_its_provision(readings: list[LawReading]) -> None:
    for reading in readings:
        for cited in reading.citations:
            if cited.citing >= 0:
                provision = reading.law.provisions[cited.citing]
                assert provision.start <= cited.start < cited.end <= len(reading.law.text)
                assert cited.start < provision.end
