"""`kg serve`: a dataset as a SPARQL endpoint with pages."""

from __future__ import annotations

import os
import socket

import click

from kg.cli.frame import note
from kg.cli.query import store_url
from kg.errors import Place, StoreError, UsageError
from kg.settings import Settings


@click.command(short_help="웹으로 제공 · SPARQL endpoint and pages")
@click.argument("directory", required=False, metavar="[DIR]")
@click.option(
    "--data",
    multiple=True,
    metavar="FILE",
    help="메모리에서 제공할 RDF 파일 · RDF files to serve from memory",
)
@click.option("--host", metavar="HOST", help="듣는 주소 · the address to listen on  [KG_HOST, 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="듣는 포트 · the port to listen on  [KG_PORT, 8765]",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="처리 프로세스 수 · processes that answer",
)
def serve(
    directory: str | None, data: tuple[str, ...], host: str | None, port: int | None, workers: int
) -> None:
    """데이터셋을 웹으로 제공합니다.

    Serve a dataset (DIR, as `kg build` writes it), RDF files in memory, or else the store of KG_STORE:
    SPARQL at /sparql, a page for every resource, cross-references at /xref. Stop with Ctrl-C.

    \b
    Example:
      kg serve out
      kg serve out --host 0.0.0.0 --port 8080 --workers 2
      kg serve --data graph.nq --data more.ttl
    """
    from kg.web import serve as serve_store

    settings = Settings.from_environment({"host": host, "port": port})
    if directory and data:
        raise UsageError("give DIR or --data, not both", "DIR과 --data 가운데 하나만 주십시오")
    must_be_free(settings.host, settings.port)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{settings.port}/"
    serve_store(
        f"memory:{os.pathsep.join(data)}" if data else store_url(directory, settings),
        settings,
        workers=workers,
        on_start=lambda: note(f"{url} 에서 제공합니다 (Ctrl-C로 끝냄)", f"serving at {url} (Ctrl-C stops)"),
    )


def must_be_free(host: str, port: int) -> None:
    """Raises StoreError when another program holds the port: better now than from a worker's log."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StoreError(
                f"port {port} cannot be used: {error.strerror}",
                f"{port}번 포트를 쓸 수 없습니다: {error.strerror}",
                place=Place(f"{host}:{port}"),
                cure_en="Choose another with --port, or end the program that holds it.",
                cure_ko="--port로 다른 포트를 고르거나, 그 포트를 쓰는 프로그램을 끝내십시오.",
            ) from error
