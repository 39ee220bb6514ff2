"""Questions of the law over HTTP, on a dataset: what cites a provision, what its change touches; and pages.

    python benchmarks/bench_impact.py [DIR | http://server]

DIR is a dataset as `kg build` writes it (with `--legislation` for all national law) and is served here on a
free port; without one the sample papers are built. Each request is warmed up once; the median and the worst
of the rest are printed, and the seconds of this process and the server's together.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from werkzeug.serving import WSGIRequestHandler, make_server

from kg import build_dataset, create_app, open_store
from kg.resources import resource

ROUNDS = 7
WANTED = 200.0
"""Milliseconds an answer may take on a store of all national law; the ratio printed is to these."""
PROVISION = "지방자치법 제117조제3항"
QUERIES = ("citing", "impact")
PAGES = (
    "/",
    "/xref",
    "/def",
    "/discrepancies",
    "/법령/지방자치법/제117조제3항",
    "/법령/지방자치법",
    f"/impact?{urlencode({'provision': PROVISION, 'date': '2024-06-01'})}",
)


def main(words: list[str]) -> None:
    """Serves what is named, asks, prints a line per request."""
    with tempfile.TemporaryDirectory() as folder:
        if not words:
            build_dataset([resource("data/sources")], Path(folder))
        place = words[0] if words else folder
        if place.startswith("http"):
            measure(place.rstrip("/"))
        else:
            with served(Path(place)) as url:
                measure(url)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a dataset served on a free port of this machine."""
    store = open_store(f"file:{folder}")
    server = make_server("127.0.0.1", 0, create_app(store), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        store.close()


class Quiet(WSGIRequestHandler):
    """A server that logs no request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Nothing."""


def measure(url: str) -> None:
    """Asks everything and prints the milliseconds."""
    for name in QUERIES:
        query = resource(f"data/queries/{name}.rq").read_text(encoding="utf-8")
        kind = "text/turtle" if "CONSTRUCT" in query else "text/csv"
        print(line(f"SPARQL {name}.rq", f"{url}/sparql?{urlencode({'query': query})}", kind))
    for page in (*PAGES, *provision_pages(url)):
        print(line(page, url + quote(page, safe="/?=&%+"), "text/html"))


def provision_pages(url: str) -> list[str]:
    """The pages of the provision itself: the address its Korean path leads to."""
    alias = quote("/법령/" + PROVISION.replace(" ", "/"))
    path = ask(url + alias, "text/html")[0].removeprefix(url)
    return [path, f"/xref?{urlencode({'provision': path})}"] if path.startswith("/eli/") else []


def line(name: str, address: str, kind: str) -> str:
    """One request: median and worst milliseconds, and the bytes of the answer."""
    _, size = ask(address, kind)
    times = []
    cpu = time.process_time()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ask(address, kind)
        times.append((time.perf_counter() - start) * 1e3)
    cpu = (time.process_time() - cpu) / ROUNDS * 1e3
    return (
        f"{statistics.median(times):8.1f} ms  worst {max(times):8.1f}  cpu {cpu:8.1f}  {size:8} bytes  {name}"
    )


def ask(address: str, kind: str) -> tuple[str, int]:
    """Where a request ends, and how many bytes are answered."""
    request = urllib.request.Request(address, headers={"Accept": kind})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.geturl(), len(answer.read())


if __name__ == "__main__":
    main(sys.argv[1:])
