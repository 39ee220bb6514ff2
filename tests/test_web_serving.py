"""`serve` on a real port: granian, worker processes, the data they open for themselves."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import ROOT
from serving import publish_clean


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(store_url: str, workers: int) -> Iterator[str]:
    port = free_port()
    code = (
        "from kg.settings import Settings; from kg.web import serve;"
        f"serve({store_url!r}, Settings(port={port}), workers={workers})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONPATH": "src"})
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/def", process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url}")


def fetch(url: str, body: bytes | None = None, media_type: str = "application/sparql-query") -> bytes:
    request = urllib.request.Request(url, data=body, headers={"Content-Type": media_type})
    with urllib.request.urlopen(request, timeout=20) as response:
        content: bytes = response.read()
        return content


@pytest.mark.slow
def test_a_dataset_by_two_workers(tmp_path: Path) -> None:
    publish_clean(tmp_path)
    with served(f"file:{tmp_path}", workers=2) as address:
        for _ in range(6):
            answer = json.loads(fetch(f"{address}/sparql", b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
            assert int(answer["results"]["bindings"][0]["n"]["value"]) > 500
        assert (
            b"<h1>"
            in urllib.request.urlopen(
                urllib.request.Request(address, headers={"Accept": "text/html"}), timeout=20
            ).read()
        )


@pytest.mark.slow
def test_files_in_memory_and_queries_that_nest(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_text('<http://e/s> <http://e/p> "값"@ko .\n', encoding="utf-8")
    with served(f"memory:{path}", workers=1) as address:
        deep = "ASK { " + "FILTER EXISTS { " * 450 + "}" * 450 + " }"
        assert b"true" in fetch(f"{address}/sparql", deep.encode())
        for killer in ("ASK " + "{" * 20_000 + "}" * 20_000, "ASK { ?s ?p (" + "1 " * 20_000 + ") }"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                fetch(f"{address}/sparql", killer.encode())
            assert caught.value.code == 400
        assert "값" in fetch(f"{address}/sparql", b"SELECT * { ?s ?p ?o }").decode()
