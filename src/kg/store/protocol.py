"""What every store can do: the small protocol, and the answer of a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.store.formats import FORMS, AnswerKind, Form

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Row = Mapping[str, Term]
"""A solution: variable name without ``?`` → term; unbound variables are absent."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A complete answer: what kind it is, the form it is written in, and its bytes."""

    kind: AnswerKind
    form: Form
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type of `body`, without parameters."""
        return self.form.media_type


class Store(Protocol):
    """A dataset that answers SPARQL queries, and perhaps takes graphs.

    `writable` tells whether `replace_graph` and `remove_graph` work; where not, they raise StoreError.
    `version` is the identifier of the dataset version, or None where there is none (memory, remote).
    """

    @property
    def writable(self) -> bool: ...

    @property
    def version(self) -> str | None: ...

    def query(
        self,
        text: str,
        *,
        forms: Mapping[AnswerKind, Form | None] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> QueryResult:
        """Answer a SPARQL 1.1 query in the form wanted for its kind (JSON and Turtle when `forms` is None).

        With `default_graphs` or `named_graphs` these are the query's dataset and FROM is not heard (SPARQL
        1.1 Protocol §2.1.4); several default graphs are merged as a set; an unknown graph is empty. `base` is
        what relative IRIs of a query without BASE are resolved against.

        Raises QueryError (with line and column), QueryNestingError, UpdateRefusedError, NotAcceptableError
        (`forms` has None for the kind), StoreError.
        """

    def select(self, text: str) -> list[Row]:
        """The rows of a SELECT as Python values. Raises as `query` does."""

    def construct(self, text: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE. Raises as `query` does."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that hold something, sorted."""

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        """Let the named graph hold exactly these triples; the default graph follows, as a set."""

    def remove_graph(self, iri: str) -> None:
        """Empty a named graph; a triple leaves the default graph when no other fact graph has it."""

    def load(self, *files: Path) -> None:
        """Add N-Quads files: their fact graphs also as a set to the default graph, in one bulk load.

        Raises FileMissingError, RdfError.
        """

    def text(self, document: str) -> str | None:
        """The text of a document (by its 12 hex digits) that spans index, or None where it is not held."""

    def close(self) -> None:
        """Let go of files and connections."""


DEFAULT_FORMS: Mapping[AnswerKind, Form | None] = {kind: forms[0] for kind, forms in FORMS.items()}
"""JSON for rows and truth values, Turtle for graphs."""
