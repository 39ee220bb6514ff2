"""Stores behind one small protocol: embedded Oxigraph, or any SPARQL 1.1 endpoint; and dataset versions."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import SettingError
from kg.settings import Settings
from kg.store.address import shown_address
from kg.store.embedded import (
    EmbeddedStore,
    create_directory,
    in_memory,
    is_fact_graph,
    open_directory,
)
from kg.store.formats import FORMS, GRAPH_FORMS, TABLE_FORMS, AnswerKind, Form, form_of, write_graph
from kg.store.protocol import QueryResult, Row, Store, Term
from kg.store.remote import RemoteStore
from kg.store.scan import QueryScan, scan_query
from kg.store.texts import texts_of
from kg.store.versions import current

__all__ = [
    "BACKENDS",
    "FORMS",
    "GRAPH_FORMS",
    "TABLE_FORMS",
    "AnswerKind",
    "EmbeddedStore",
    "Form",
    "Literal",
    "NamedNode",
    "QueryResult",
    "QueryScan",
    "RemoteStore",
    "Row",
    "Store",
    "Term",
    "Triple",
    "create_directory",
    "form_of",
    "in_memory",
    "is_fact_graph",
    "open_directory",
    "open_store",
    "scan_query",
    "shown_address",
    "write_graph",
]


def open_store(url: str, settings: Settings | None = None) -> Store:
    """Open the store a URL names.

    ``memory:`` is a new store, empty or with the RDF files named after it (``memory:a.nq:b.ttl``);
    ``file:DIR`` a dataset directory (its current version), one version directory, or an Oxigraph directory,
    for reading; ``http(s)://…`` a SPARQL endpoint. `settings` gives the limits of queries.

    >>> open_store("memory:").graphs()
    []

    Raises SettingError for any other URL, StoreMissingError where nothing is at the path.
    """
    scheme = url.partition(":")[0]
    if scheme not in BACKENDS:
        shown = shown_address(url)
        raise SettingError(
            f"{shown!r} is none of memory:, file:DIR, https://…",
            f"{shown!r}: memory:, file:DIR, https://… 중 하나여야 합니다",
        )
    return BACKENDS[scheme](url, settings or Settings.from_environment())


def _open_memory(url: str, settings: Settings) -> Store:
    store = in_memory(max_nesting=settings.max_query_nesting)
    files = [Path(name) for name in url.removeprefix("memory:").split(os.pathsep) if name]
    store.load(*files)
    return store


def _open_file(url: str, settings: Settings) -> Store:
    path = Path(url.removeprefix("file://") if url.startswith("file://") else url.removeprefix("file:"))
    version = None
    if (path / "versions").is_dir():
        found = current(path)
        path, version = found.path, found.id
    elif (path / "manifest.json").is_file():
        version = path.resolve().name
    if version is None:
        return open_directory(path, max_nesting=settings.max_query_nesting)
    return open_directory(
        path / "store", version=version, texts=texts_of(path), max_nesting=settings.max_query_nesting
    )


def _open_remote(url: str, settings: Settings) -> Store:
    return RemoteStore(url, seconds=settings.query_seconds)


BACKENDS: dict[str, Callable[[str, Settings], Store]] = {
    "memory": _open_memory,
    "file": _open_file,
    "http": _open_remote,
    "https": _open_remote,
}
"""Scheme of the URL → what opens it."""
