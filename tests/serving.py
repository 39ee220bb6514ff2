"""A small dataset for tests of the web: the papers of `graphs/clean.trig`, published with their text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from flask import Flask
from werkzeug.serving import make_server

from conftest import ROOT
from kg.ids import Ids
from kg.rdf import canonical_nquads, vocabulary_quads
from kg.store import create_directory
from kg.store.versions import Manifest, publish
from kg.vocab import KC

BASE = "https://w3id.org/consignment-kg"
DOCUMENT = "aaaaaaaaaaaa"
ROUND = "/id/affair/neulbom/round/2024-05-01"

# The spans of `graphs/clean.trig` index it. It begins with an empty line.
TEXT = (
    "\n예산은 6억 원이다. '23년 소요예산이며 표 1과 같다. 𝕏는 두 단위이다.\n"
    "위탁은 구청장의 권한이다.\n"
    "[근거] 지방자치법 제117조제3항에 따른다. 그 밖의 사항은 조례로 정한다.\n"
    "끝 문장은 <b>표시</b>와 & 기호를 담는다. 이 문서는 시험을 위해 지은 것이다.\n"
)


def span_in_clean(subject: str) -> tuple[int, int]:
    """The first span that a claim or a statement of the first paper has as its evidence."""
    quads = ox.parse((ROOT / "tests" / "graphs" / "clean.trig").read_bytes(), ox.RdfFormat.TRIG)
    node = ox.NamedNode(f"{BASE}/id/document/{DOCUMENT}/{subject}")
    spans = [q.object.value for q in quads if q.subject == node and q.predicate.value == KC.evidence]
    start, end = min(spans).split("#char=")[1].split(",")
    return int(start), int(end)


# Two ordinances of the same title in two cities, an older edition of a statute, and two bills of one number.
MORE = f"""
@prefix kc: <https://w3id.org/consignment-kg/def#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{BASE}/graph/registry> {{
<{BASE}/eli/kr-26/ordinance/o-0123456789> a kc:Instrument ;
    eli:title "일ㆍ생활 균형 조례"@ko ; rdfs:label "부산 조례"@ko .
<{BASE}/eli/kr-27/ordinance/o-0123456789> a kc:Instrument ;
    eli:title "일·생활균형 조례"@ko ; rdfs:label "대구 조례"@ko .
<{BASE}/eli/kr/act/001656/ed_4310> a kc:Edition ; rdfs:label "지방자치법 (제4310호)"@ko ;
    eli:is_member_of <{BASE}/eli/kr/act/001656> ; eli:date_document "1990-12-31"^^xsd:date .
<{BASE}/eli/kr/act/001656/ed_4310/art_117> a kc:Provision ; rdfs:label "옛 제117조"@ko ;
    eli:is_part_of <{BASE}/eli/kr/act/001656/ed_4310> .
<{BASE}/eli/kr/act/001656/ed_4310/art_104> a kc:Provision ; rdfs:label "옛 제104조"@ko ;
    eli:is_part_of <{BASE}/eli/kr/act/001656/ed_4310> .
<{BASE}/id/bill/kr-26/2022/9> a kc:Bill ; eli:number "9" ; rdfs:label "부산 의안 제9호"@ko .
<{BASE}/id/bill/kr-27/2022/9> a kc:Bill ; eli:number "9" ; rdfs:label "대구 의안 제9호"@ko .
}}
<{BASE}/graph/derived> {{
<{BASE}/id/derived/0102030405060708> a rdf:Statement ; rdf:subject <{BASE}{ROUND}> ;
    rdf:predicate kc:currentBudget ; rdf:object 600000000 ;
    prov:wasDerivedFrom <{BASE}/id/document/{DOCUMENT}/statement/budget-1> .
}}
"""


def publish_clean(directory: Path) -> Path:
    """Publish the dataset at a directory."""

    def build(staging: Path) -> Manifest:
        (staging / "documents").mkdir()
        (staging / "documents" / f"{DOCUMENT}.txt").write_bytes(TEXT.encode())
        (staging / "documents" / "bbbbbbbbbbbb.txt").write_text("두 번째 문서이다.\n", encoding="utf-8")
        quads = [
            *ox.parse((ROOT / "tests" / "graphs" / "clean.trig").read_bytes(), ox.RdfFormat.TRIG),
            *ox.parse(MORE, ox.RdfFormat.TRIG),
            *vocabulary_quads(ROOT / "ontology", Ids(BASE)),
        ]
        path = staging / "all.nq"
        path.write_bytes(canonical_nquads(quads))
        store = create_directory(staging / "store")
        store.load(path)
        store.close()
        return {"base": BASE}

    publish(directory, build)
    return directory


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address of an application on a real socket."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
