"""The WSGI entry: any WSGI server can serve ``server:app``; the environment says what (``KG_STORE``)."""

from kg.settings import Settings
from kg.store import open_store
from kg.web import create_app

settings = Settings.from_environment()
app = create_app(open_store(settings.store, settings), settings)
