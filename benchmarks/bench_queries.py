"""The competency questions on the sample papers: our store and rdflib on the same quads, rows counted."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import rdflib
from compare import alternately, line

from kg import build_dataset, open_store
from kg.resources import resource
from kg.store import GRAPH_FORMS, Store, form_of


def main() -> None:
    """Builds, asks both, prints a line per question."""
    with tempfile.TemporaryDirectory() as folder:
        report = build_dataset([resource("data/sources")], Path(folder))
        if report.failures or report.version is None:
            raise SystemExit(f"not every sample paper could be built: {report.failures}")
        store = open_store(f"file:{folder}")
        peer = same_quads(store, report.version.nquads)
        print(f"{len(peer)} quads; embedded Oxigraph on disk against rdflib {rdflib.__version__} in memory")
        for path in sorted(resource("data/queries").glob("cq*.rq")):
            text = path.read_text(encoding="utf-8")
            rows = len(json.loads(store.query(text).body)["results"]["bindings"])
            theirs = len(list(peer.query(text)))
            ours_s, peer_s = alternately(lambda t=text: store.query(t), lambda t=text: list(peer.query(t)), 3)
            same = "" if rows == theirs else f"   rows differ: {rows} and {theirs}"
            print(line(f"{path.stem} ({rows} rows)", ours_s, peer_s, "rdflib") + same)
        store.close()


def same_quads(store: Store, nquads: Path) -> rdflib.Dataset:
    """What the store holds, in rdflib: the default graph and every named one."""
    peer = rdflib.Dataset()
    form = form_of("nt", GRAPH_FORMS)
    default = store.query("CONSTRUCT WHERE { ?s ?p ?o }", forms={"graph": form}).body
    for path in sorted(nquads.glob("*.nq")):
        peer.parse(data=path.read_bytes(), format="nquads")
    peer.default_graph.parse(data=default, format="nt")
    return peer


if __name__ == "__main__":
    main()
