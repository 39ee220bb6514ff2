"""The web: a Flask application over a store. `create_app` makes it, `serve` runs it."""

from kg.web.app import create_app
from kg.web.serving import serve

__all__ = ["create_app", "serve"]
