"""Running the application: granian, one process or several, each with its own view of the store."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kg.settings import Settings, variable
from kg.store import open_store
from kg.web.app import create_app


def serve(
    store_url: str,
    settings: Settings | None = None,
    *,
    workers: int = 1,
    on_start: Callable[[], None] | None = None,
) -> None:
    """Serve a store until interrupted, on the host and port of the settings; `on_start` is called once it
    listens.

    Worker processes are started afresh and open the store for themselves, so it must be one that several
    may open: a dataset directory or an endpoint. Raises as `open_store` does, before anything is started.
    """
    settings = settings or Settings.from_environment()
    open_store(store_url, settings).close()
    chosen = {variable(setting): str(getattr(settings, setting.name)) for setting in fields(settings)}
    os.environ.update(chosen | {"KG_STORE": store_url})
    server = Granian(
        "kg.web.serving:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2 * (os.cpu_count() or 1) + 1,  # what granian advises under the interpreter lock
        factory=True,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    if on_start is not None:
        server.on_startup(on_start)
    server.serve()


def application() -> Flask:
    """The application of a worker process, from the environment `serve` left it."""
    settings = Settings.from_environment()
    return create_app(open_store(settings.store, settings), settings)
