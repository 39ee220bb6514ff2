"""From Korean council papers on consigned public services to a validated, queryable graph.

The folders are the stages: a document is read into blocks, facts are extracted from them, facts are written
as RDF, validated with SHACL and published by a SPARQL server. See docs/explanation for the drawing of the
house.

>>> from kg import extract_facts, read_document
>>> document = read_document("# 하늘센터 민간위탁 동의안\\n\\n가. 위탁기간 : 3년\\n".encode())
>>> extract_facts(document).terms[0].years.value
Decimal('3')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.cite import find_citations
    from kg.extract import extract_facts
    from kg.pipeline import build_dataset
    from kg.read import read_document
    from kg.store import open_store
    from kg.validate import validate_dataset
    from kg.web import create_app

__version__ = "0.1.0"

__all__ = [
    "build_dataset",
    "create_app",
    "extract_facts",
    "find_citations",
    "open_store",
    "read_document",
    "validate_dataset",
]

_HOME = {
    "build_dataset": "kg.pipeline",
    "create_app": "kg.web",
    "extract_facts": "kg.extract",
    "find_citations": "kg.cite",
    "open_store": "kg.store",
    "read_document": "kg.read",
    "validate_dataset": "kg.validate",
}


def __getattr__(name: str) -> object:
    # Parts are imported when a name is asked for: `import kg` stays cheap, and a part below never waits for
    # one above it.
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
