"""The competency questions on the embedded store against rdflib, in memory both, by turns in one process.

The data is what the sample papers are built into. rdflib is asked over the union of the fact graphs, which is
what the embedded store's default graph is; evidence stays in its graphs. A question whose answers differ in
number is an error: a fast wrong answer is no result.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from kg import build_dataset
from kg.store import EmbeddedStore, in_memory, is_fact_graph

DATA = Path(__file__).resolve().parents[1] / "data"


def stores(nquads: Path) -> tuple[EmbeddedStore, rdflib.Dataset]:
    """The same quads in both."""
    files = sorted(nquads.glob("*.nq"))
    embedded = in_memory()
    embedded.load(*files)
    peer = rdflib.Dataset()
    for path in files:
        peer.parse(path, format="nquads")
    for subject, predicate, value, graph in list(peer.quads()):
        if graph is not None and is_fact_graph(str(graph)):
            peer.default_graph.add((subject, predicate, value))
    return embedded, peer


def seconds(run: Callable[[], int]) -> tuple[float, int]:
    """How long it takes, and how many rows there are."""
    begun = time.perf_counter()
    rows = run()
    return time.perf_counter() - begun, rows


def compare(name: str, query: str, embedded: EmbeddedStore, peer: rdflib.Dataset, turns: int) -> float:
    """Print the median times of one question and give their ratio."""
    own, others = [], []
    for _ in range(turns):
        took, rows = seconds(lambda: len(embedded.select(query)))
        own.append(took)
        took, expected = seconds(lambda: len(list(peer.query(query))))
        others.append(took)
        if rows != expected:
            raise SystemExit(f"{name}: {rows} rows, rdflib has {expected}")
    fast, slow = statistics.median(own), statistics.median(others)
    print(
        f"{name}: embedded {fast * 1e3:.2f} ms, rdflib {slow * 1e3:.2f} ms, "
        f"ratio {slow / fast:.1f} ({rows} rows)"
    )
    return slow / fast


def main() -> None:
    """Build the sample papers, ask every question by turns and print one line each."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--turns", type=int, default=3)
    options.add_argument("--papers", type=int, help="build only so many of the sample papers")
    options.add_argument("--questions", type=int, help="ask only so many of the questions")
    given = options.parse_args()
    papers = sorted((DATA / "sources").glob("*-report.*"))[: given.papers]
    questions = sorted((DATA / "queries").glob("cq*.rq"))[: given.questions]
    with tempfile.TemporaryDirectory() as folder:
        version = build_dataset(papers, Path(folder)).version
        assert version is not None
        embedded, peer = stores(version.nquads)
        ratios = [
            compare(path.stem, path.read_text(encoding="utf-8"), embedded, peer, given.turns)
            for path in questions
        ]
    print(f"rdflib takes {statistics.median(ratios):.1f} times as long as the embedded store (median)")


if __name__ == "__main__":
    main()
