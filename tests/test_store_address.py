"""Addresses with a password or a key: asked as they are, never shown."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import KgError, NetworkError, QueryError
from kg.store import open_store, shown_address
from kg.store.address import read_address

SHOWN = (
    ("http://e.example/sparql", "http://e.example/sparql"),
    ("http://e.example:81/sparql#x", "http://e.example:81/sparql"),
    ("http://me@e.example/", "http://e.example/"),
    ("http://me:s3cret@e.example:81/", "http://e.example:81/"),
    ("http://me:s3/cr?e#t@e.example/", "http://e.example/"),
    ("http://e.example/?apikey=s3cret", "http://e.example/?apikey=…"),
    ("http://e.example/?a=s3cret&b=s3cret=2&s3cret", "http://e.example/?a=…&b=…&…"),
    ("http://e.example/u@x?a=1", "http://e.example/u@x?a=…"),
    ("http://e.example:81/u@x", "http://e.example:81/u@x"),
    ("ftp://me:s3cret@e.example/", "ftp://e.example/"),
    ("file:out", "file:out"),
    ("memory:a.nq", "memory:a.nq"),
)


@pytest.mark.parametrize(("url", "shown"), SHOWN)
def test_what_is_shown_of_an_address(url: str, shown: str) -> None:
    assert shown_address(url) == shown
    assert "s3cret" not in shown


def test_an_address_taken_apart() -> None:
    address = read_address("https://me:s3%40t@e.example/sparql?apikey=a%2Fb")
    assert address[:3] == ("https://e.example/sparql?apikey=a%2Fb", "me", "s3@t")
    assert address.base == "https://e.example/sparql"
    assert address.clean("https://e.example/sparql?apikey=a%2Fb: a/b s3@t") == (
        "https://e.example/sparql?apikey=…: … …"
    )


class Echo(BaseHTTPRequestHandler):
    """Fails as told by the path, saying all it was asked."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012 - one server, one list

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        authorization = self.headers.get("Authorization", "")
        self.asked.append((self.path, authorization))
        status = int(self.path.strip("/").split("?")[0])
        body = f"bad request of {self.path} by {authorization}".encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 500, 503])
@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_failing_endpoint_shows_no_secret(host: str, status: int, query: str) -> None:
    store = open_store(f"http://me:passw0rd@{host}/{status}?apikey=k3y")
    with pytest.raises((NetworkError, QueryError)) as caught:
        store.query(query)
    path, authorization = Echo.asked[-1]
    assert path.startswith(f"/{status}?apikey=k3y")
    assert authorization == "Basic " + base64.b64encode(b"me:passw0rd").decode()
    _has_no_secret(caught.value, "passw0rd", "k3y", authorization.split()[1])


NOWHERE = ("http://me:passw0rd@127.0.0.1:9/?k=k3y", "http://me:pass w0rd@127.0.0.1:9/?k=k3y z", "http://[k3y")


@pytest.mark.parametrize("url", NOWHERE)
def test_an_endpoint_that_cannot_be_reached_shows_no_secret(url: str) -> None:
    with pytest.raises(NetworkError) as caught:
        open_store(url).query("ASK {}")
    if "[" not in url:
        _has_no_secret(caught.value, "w0rd", "k3y")


def _has_no_secret(error: KgError, *secrets: str) -> None:
    written = str(error) + json.dumps(error.as_json(), ensure_ascii=False)
    assert [secret for secret in secrets if secret in written] == []


COMMANDS = (
    ["query", "--endpoint", NOWHERE[0], "ASK {}"],
    ["query", "--json", "--endpoint", NOWHERE[0], "ASK {}"],
    ["query", "out", "--endpoint", NOWHERE[0], "ASK {}"],
    ["query", NOWHERE[0], "ASK {}"],
)


@pytest.mark.parametrize("words", COMMANDS)
def test_the_command_shows_no_secret(words: list[str]) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code != 0
    assert "127.0.0.1:9" in result.output
    assert "w0rd" not in result.output
    assert "k3y" not in result.output


def test_an_unknown_kind_of_store_shows_no_secret() -> None:
    with pytest.raises(KgError) as caught:
        open_store("htps://me:passw0rd@e.example/?k=k3y")
    _has_no_secret(caught.value, "passw0rd", "k3y")
