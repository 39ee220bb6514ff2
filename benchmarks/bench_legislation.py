"""Statutes to the graph of law: CPU seconds of each stage, and the load into our store against rdflib's.

Without a folder the sample statutes are taken, many times over. `--files` takes a random share of a folder;
what the whole would cost is told from the share of its bytes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import rdflib
from compare import alternately, line

from kg.cite import law_citations
from kg.ids import Ids
from kg.legislation import changes, default_register
from kg.link import default_registries
from kg.pipeline.legislation.part import instrument_of, reading_of
from kg.pipeline.legislation.resolve import resolve_citations
from kg.rdf import law_lines
from kg.read.lawtext import read_law
from kg.store.ground import lay_ground

T = TypeVar("T")
SAMPLE = Path(__file__).resolve().parents[1] / "tests" / "law"
IDS = Ids("https://data.example")
PLACES = default_registries().jurisdictions


def main() -> None:
    """Reads, cites, writes and loads; prints a line per stage, what there is of each thing, and the ratio."""
    arguments = _arguments()
    files, share = _files(arguments.folder, arguments.files)
    spent: dict[str, float] = {}
    laws = _timed(spent, "read", lambda: [read_law(data, "statute") for data in files])
    register = default_register()
    _timed(spent, "changes", lambda: [changes(law) for law in laws])
    cited = _timed(spent, "cite", lambda: [list(law_citations(law, register)) for law in laws])
    _timed(
        spent,
        "resolve",
        lambda: [
            resolve_citations(law, *instrument_of(law, register), found, register)
            for law, found in zip(laws, cited, strict=True)
        ],
    )
    readings = [reading_of(law, "0123456789ab", register) for law in laws]
    lines = _timed(spent, "lines", lambda: [law_lines(one, IDS, PLACES) for one in readings])
    _timed(spent, "load", lambda: _load([one.data for one in lines]))
    counts: Counter[str] = Counter()
    for one in lines:
        counts.update(one.counts)
    for stage, seconds in spent.items():
        print(f"{stage:<10} {seconds:8.2f} CPU s   the whole: {seconds / share:8.1f} CPU s")
    print(", ".join(f"{name} {number:,}" for name, number in sorted(counts.items())))
    some = [one.data for one in lines[:60]]
    ours, peer = alternately(lambda: _load(some), lambda: _into_rdflib(some), 1)
    triples = sum(one.counts["triples"] for one in lines[:60])
    print(line(f"load {triples} triples", ours, peer, f"rdflib {rdflib.__version__}"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of statutes")
    parser.add_argument("--files", type=int, default=200, help="how many of them")
    return parser.parse_args()


def _files(folder: Path | None, number: int) -> tuple[list[bytes], float]:
    """The files' bytes, and their share of all bytes."""
    paths = sorted((folder or SAMPLE).rglob("*.md"))
    if folder is None:
        return [path.read_bytes() for path in paths] * 20, 1.0
    chosen = random.Random(1).sample(paths, min(number, len(paths)))
    whole = sum(path.stat().st_size for path in paths)
    return [path.read_bytes() for path in chosen], sum(path.stat().st_size for path in chosen) / whole


def _timed(spent: dict[str, float], stage: str, job: Callable[[], T]) -> T:
    start = time.process_time()
    result = job()
    spent[stage] = time.process_time() - start
    return result


def _load(files: Sequence[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.nq" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        lay_ground(Path(folder) / "store", paths)


def _into_rdflib(files: Sequence[bytes]) -> None:
    graph = rdflib.Graph()
    for data in files:
        graph.parse(data=data, format="nt")


if __name__ == "__main__":
    main()
