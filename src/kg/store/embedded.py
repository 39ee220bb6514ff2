"""The embedded store: Oxigraph in this process, in memory or in a directory.

The default graph is real and a set (never the union of the named graphs, which repeats triples): a fact
graph's triples are written there once, however many graphs say them. Evidence stays in named graphs only.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import (
    FileMissingError,
    NotAcceptableError,
    Place,
    QueryError,
    QueryNestingError,
    RdfError,
    StoreError,
    StoreMissingError,
)
from kg.store.formats import AnswerKind, Form, write_graph, write_table
from kg.store.guard import on_deep_stack, query_error
from kg.store.protocol import DEFAULT_FORMS, QueryResult, Row
from kg.store.scan import QueryScan, is_plain, scan_query

GraphTest = Callable[[str], bool]
Texts = Callable[[str], str | None]
"""From the 12 hex digits of a document to its text, or None where it is not there."""

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
T = TypeVar("T")

_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_UNKNOWN_FUNCTION = re.compile(r"The custom function (<.*>) is not supported", re.DOTALL)
_EVIDENCE = "/graph/evidence/"
_SHALLOW = 64
_KEPT_MERGES = 4
_KEPT_TEXTS = 64


def is_fact_graph(iri: str) -> bool:
    """Whether a named graph's triples belong in the default graph: all but evidence do.

    >>> is_fact_graph("https://e/graph/document/0123456789ab"), is_fact_graph("https://e/graph/evidence/01")
    (True, False)
    """
    return _EVIDENCE not in iri


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    base: str | None = None


class EmbeddedStore:
    """Oxigraph in this process. Made by `in_memory`, `open_directory` and `create_directory`.

    Safe for use by several threads for reading; one at a time for writing.
    """

    def __init__(
        self,
        store: ox.Store,
        *,
        writable: bool = True,
        in_default: GraphTest = is_fact_graph,
        version: str | None = None,
        texts: Sequence[Texts] = (),
        beneath: ox.Store | None = None,
        max_nesting: int = 1000,
    ) -> None:
        self._store = store
        self._writable = writable
        self._in_default = in_default
        self._version = version
        self._texts = tuple(texts)
        self._beneath = beneath
        self._held: dict[str, str] = {}
        self._max_nesting = max_nesting
        self._merges: OrderedDict[tuple[frozenset[str], frozenset[str]], ox.Store] = OrderedDict()
        self._merging = threading.Lock()

    @property
    def writable(self) -> bool:
        """Whether graphs can be replaced."""
        return self._writable

    @property
    def version(self) -> str | None:
        """The identifier of the dataset version, or None in memory."""
        return self._version

    # --- reading ----------------------------------------------------------------------------------------

    def query(
        self,
        text: str,
        *,
        forms: Mapping[AnswerKind, Form | None] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> QueryResult:
        """See `Store.query`."""
        wanted = DEFAULT_FORMS if forms is None else forms
        dataset = (tuple(default_graphs), tuple(named_graphs)) if default_graphs or named_graphs else None
        return self._answer(_Question(text, dataset, base=base), lambda answer: _serialised(answer, wanted))

    def select(self, text: str) -> list[Row]:
        """See `Store.select`."""
        return self._answer(_Question(text), _rows)

    def construct(self, text: str) -> list[ox.Triple]:
        """See `Store.construct`."""
        return self._answer(_Question(text), _triples)

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        names = (graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted(names)

    def text(self, document: str) -> str | None:
        """See `Store.text`."""
        if not re.fullmatch(r"[0-9a-f]{12}", document):
            return None
        if (held := self._held.get(document)) is not None:
            return held
        found = next((text for texts in self._texts if (text := texts(document)) is not None), None)
        if found is None:
            return None
        if len(self._held) >= _KEPT_TEXTS:
            self._held.clear()
        self._held[document] = found
        return found

    def close(self) -> None:
        """See `Store.close`; pyoxigraph lets go of the directory with the last reference."""
        self._merges.clear()
        if self._writable:
            self._store.flush()
        self._beneath = None
        del self._store

    def _answer(self, question: _Question, finish: Callable[[Answer], T]) -> T:
        depth = 0
        if not is_plain(question.text):
            scan = scan_query(question.text, question.base or "")
            depth = scan.depth
            self._refuse(scan)
            if _SERVICE.search(question.text):
                _refuse_service(question, deep=depth > _SHALLOW)
            if question.dataset is None and len(scan.default_graphs) > 1:
                question = replace(question, dataset=(scan.default_graphs, scan.named_graphs))

        def run() -> T:
            return finish(self._evaluate(question))

        with_place = run if depth <= _SHALLOW else lambda: on_deep_stack(run)
        try:
            return with_place()
        except SyntaxError as error:
            raise query_error(error, question.text) from error
        except (OSError, RuntimeError) as error:
            raise _failure(error) from error

    def _refuse(self, scan: QueryScan) -> None:
        if scan.depth > self._max_nesting:
            limit = self._max_nesting
            raise QueryNestingError(
                f"deeper than {limit} brackets and operators", f"괄호와 연산자가 {limit}단계를 넘습니다"
            )
        if scan.has_service:
            raise _service_error()

    def _evaluate(self, question: _Question) -> Answer:
        text, base = question.text, question.base
        if question.dataset is None:
            return self._store.query(text, base_iri=base)
        default, named = question.dataset
        named_graphs: list[ox.NamedNode | ox.BlankNode] = [_graph(iri) for iri in named]
        if len(set(default)) <= 1:
            graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [_graph(iri) for iri in default]
            store = self._store
        else:
            graphs = [ox.DefaultGraph()]
            store = self._merged(frozenset(default), frozenset(named))
        return store.query(text, base_iri=base, default_graph=graphs, named_graphs=named_graphs)

    def _merged(self, default: frozenset[str], named: frozenset[str]) -> ox.Store:
        """A store whose default graph is the set merge of graphs (Oxigraph's own merge repeats triples)."""
        with self._merging:
            if (kept := self._merges.get((default, named))) is not None:
                self._merges.move_to_end((default, named))
                return kept
            merged = ox.Store()
            nowhere = ox.DefaultGraph()
            for iri in sorted(default):
                quads = self._store.quads_for_pattern(None, None, None, _graph(iri))
                merged.bulk_extend(ox.Quad(q.subject, q.predicate, q.object, nowhere) for q in quads)
            for iri in sorted(named):
                merged.bulk_extend(self._store.quads_for_pattern(None, None, None, _graph(iri)))
            self._merges[default, named] = merged
            if len(self._merges) > _KEPT_MERGES:
                self._merges.popitem(last=False)
            return merged

    # --- writing ----------------------------------------------------------------------------------------

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        """See `Store.replace_graph`."""
        self._must_be_writable()
        graph = ox.NamedNode(iri)
        new = {ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples}
        old = set(self._store.quads_for_pattern(None, None, None, graph))
        for quad in old - new:
            self._store.remove(quad)
        self._store.extend(new - old)
        if self._in_default(iri):
            self._drop_from_default(old - new)
            self._store.extend(_in_default_graph(new - old))
        if not new:
            self._store.remove_graph(graph)
        self._merges.clear()

    def remove_graph(self, iri: str) -> None:
        """See `Store.remove_graph`."""
        self.replace_graph(iri, ())

    def load(self, *files: Path) -> None:
        """See `Store.load`."""
        self._must_be_writable()
        for path in files:
            try:
                self._store.bulk_load(path=path, format=_format_of(path))
            except FileNotFoundError as error:
                raise FileMissingError(place=Place(str(path))) from error
            except SyntaxError as error:
                raise RdfError(str(error.msg), place=Place(str(path), line=error.lineno)) from error
            except (OSError, ValueError) as error:
                raise RdfError(str(error), place=Place(str(path))) from error
        for iri in self.graphs():
            if self._in_default(iri):
                graph = ox.NamedNode(iri)
                self._store.bulk_extend(
                    _in_default_graph(self._store.quads_for_pattern(None, None, None, graph))
                )
        self._merges.clear()

    def optimize(self) -> None:
        """Compact the files for reading; worth it once, after the last load."""
        self._must_be_writable()
        self._store.optimize()

    def _drop_from_default(self, quads: Iterable[ox.Quad]) -> None:
        nowhere = ox.DefaultGraph()
        for quad in quads:
            alone = ox.Quad(quad.subject, quad.predicate, quad.object, nowhere)
            holders = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if not (self._beneath is not None and alone in self._beneath) and not any(
                isinstance(other.graph_name, ox.NamedNode) and self._in_default(other.graph_name.value)
                for other in holders
            ):
                self._store.remove(alone)

    def _must_be_writable(self) -> None:
        if not self._writable:
            raise StoreError("it is open for reading only", "읽기 전용으로 열려 있습니다")


def _refuse_service(question: _Question, *, deep: bool) -> None:
    """Ask the parser itself: with another word in the place of every SERVICE, the query must still be read.

    Names, strings and IRIs may have any word in them; the keyword cannot be another. What is asked is an
    empty store and the text says SERVICE no more, so nothing is called. A word that the text does not have
    yet is put in, of as many characters and no hexadecimal ones, so that all else is read as before.
    """
    words = (f"{first}er{second}ice" for first in "xqzwyk" for second in "qxzwyk")
    word = next((word for word in words if word not in question.text.lower()), None)
    if word is None:
        raise _service_error()
    text = _SERVICE.sub(word, question.text)

    def run() -> None:
        ox.Store().query(text, base_iri=question.base)

    try:
        if deep:
            on_deep_stack(run)
        else:
            run()
    except SyntaxError as error:
        raise _service_error() from error
    except (OSError, RuntimeError):
        return  # it was read; what is wrong with its evaluation is said by the query itself


def _failure(error: Exception) -> QueryError | StoreError:
    """What the evaluator cannot do: the query's fault where it names a function that nobody has."""
    if (named := _UNKNOWN_FUNCTION.search(str(error))) is None:
        return StoreError(str(error))
    return QueryError(
        f"the function {named[1]} is not known",
        f"함수 {named[1]}을(를) 알지 못합니다",
        cure_en="Use the functions of SPARQL 1.1 and the casts of XML Schema.",
        cure_ko="SPARQL 1.1의 함수와 XML Schema의 형 변환만 쓰십시오.",
    )


def _service_error() -> QueryError:
    return QueryError(
        "SERVICE is not available here: queries never leave this server",
        "SERVICE는 쓸 수 없습니다. 질의는 이 서버 밖으로 나가지 않습니다",
        cure_en="Query the other endpoint by itself and join the answers; or check the syntax of this query.",
        cure_ko="다른 엔드포인트에는 따로 질의한 뒤 합치십시오. SERVICE를 쓰지 않았다면 문법을 확인하십시오.",
    )


def in_memory(*, in_default: GraphTest = is_fact_graph, max_nesting: int = 1000) -> EmbeddedStore:
    """A new empty store in memory.

    >>> store = in_memory()
    >>> bool(store.query("ASK { ?s ?p ?o }").body == b'{"head":{},"boolean":false}')
    True
    """
    return EmbeddedStore(ox.Store(), in_default=in_default, max_nesting=max_nesting)


def open_directory(
    path: Path, *, version: str | None = None, texts: Sequence[Texts] = (), max_nesting: int = 1000
) -> EmbeddedStore:
    """Open the Oxigraph directory at `path` for reading; `texts` are asked for a document's, in order.

    Raises StoreMissingError where there is none, StoreError where it cannot be opened.
    """
    if not (path / "CURRENT").is_file():
        raise StoreMissingError(place=Place(str(path)))
    try:
        store = ox.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise StoreError(str(error), place=Place(str(path))) from error
    return EmbeddedStore(store, writable=False, version=version, texts=texts, max_nesting=max_nesting)


def create_directory(path: Path, *, in_default: GraphTest = is_fact_graph) -> EmbeddedStore:
    """Make, or open for writing, the Oxigraph directory at `path`. Raises StoreError where it is locked."""
    try:
        return EmbeddedStore(ox.Store(str(path)), in_default=in_default)
    except (OSError, RuntimeError) as error:
        raise StoreError(str(error), place=Place(str(path))) from error


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is not the IRI of a graph", f"{iri!r}: 그래프의 IRI가 아닙니다") from error


def _in_default_graph(quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    nowhere = ox.DefaultGraph()
    return (ox.Quad(quad.subject, quad.predicate, quad.object, nowhere) for quad in quads)


def _format_of(path: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if found is None:
        raise ValueError(f"{path.suffix or 'no extension'}: not an RDF format we know")
    return found


def _serialised(answer: Answer, wanted: Mapping[AnswerKind, Form | None]) -> QueryResult:
    kind: AnswerKind = "graph"
    if isinstance(answer, ox.QueryBoolean):
        kind = "boolean"
    elif isinstance(answer, ox.QuerySolutions):
        kind = "bindings"
    form = wanted[kind]
    if form is None:
        raise NotAcceptableError(f"the answer is a {kind}", f"답의 종류: {kind}")
    if isinstance(answer, ox.QueryTriples):
        return QueryResult(kind, form, write_graph(answer, form))
    return QueryResult(kind, form, write_table(answer, form))


def _rows(answer: Answer) -> list[Row]:
    if not isinstance(answer, ox.QuerySolutions):
        raise QueryError("a SELECT is needed here", "SELECT 질의가 필요합니다")
    names = [variable.value for variable in answer.variables]
    return [read_row(names, solution) for solution in answer]


def read_row(names: Sequence[str], solution: ox.QuerySolution) -> Row:
    """A solution as a row, for the variables that are bound."""
    return {
        name: ox.Literal(str(term)) if isinstance(term, ox.Triple) else term
        for name, term in zip(names, solution, strict=True)
        if term is not None
    }


def _triples(answer: Answer) -> list[ox.Triple]:
    if not isinstance(answer, ox.QueryTriples):
        raise QueryError(
            "a CONSTRUCT or DESCRIBE is needed here", "CONSTRUCT 또는 DESCRIBE 질의가 필요합니다"
        )
    return list(answer)
