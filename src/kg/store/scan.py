"""What must be known of a query before a SPARQL parser sees it: its form, its dataset, SERVICE, its depth.

The parser of the store recurses on the native stack and ends the process when a query nests too deeply, and
the evaluator would call any SERVICE a query names. Neither can be switched off, so both are decided here,
from the tokens of the text (SPARQL 1.1 Query §19.8). Where the tokens can be read in two ways, as in
``FILTER(?a<'>')``, the reading that refuses more is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin

QueryForm = Literal["select", "ask", "construct", "describe", "update", "unknown"]

# The characters of names, as the grammar writes them (rules 164-167); Python's \w differs: it has no U+00B7.
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_MORE = "0-9\u00b7\u0300-\u036f\u203f\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LOCAL = f"(?:[{_BASE}_:0-9]|{_PLX})(?:[{_BASE}_:{_MORE}-]|{_PLX}|\\.+(?=[{_BASE}_:{_MORE}%\\\\-]))*"
_ESCAPE = r"""\\(?:[tbnrf"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"""

_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<string>'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''|\"\"\"(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*\"\"\"
        |'(?:[^'\\\r\n]|{_ESCAPE})*'|"(?:[^"\\\r\n]|{_ESCAPE})*")
    | (?P<variable>[?$][{_BASE}_0-9][{_BASE}_{_MORE}]*)
    | (?P<run>[{_BASE}_0-9][{_BASE}_{_MORE}.-]*)(?P<name>:(?:{_LOCAL})?)?
    | (?P<local>:(?:{_LOCAL})?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    | (?P<open><<\(?|\{{\||[({{\[])
    | (?P<close>\)?>>|\|\}}|[)}}\]])
    | (?P<operator>\|\||&&|!=|<=|>=|\^\^|[-+*/|^!=<>.;,?])
    | (?P<other>\\.|\S)
    """,
    re.VERBOSE | re.DOTALL,
)

_RUN = re.compile(r"(?P<number>\d+\.?\d*(?:[eE]\d+)?(?!\w))|(?P<word>\w+)|(?P<operator>[.-])")
_TERMS = frozenset({"iri", "string", "variable", "name", "number"})
_FORMS: dict[str, QueryForm] = {
    "SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe",
    "INSERT": "update", "DELETE": "update", "LOAD": "update", "CLEAR": "update", "DROP": "update",
    "CREATE": "update", "ADD": "update", "MOVE": "update", "COPY": "update", "WITH": "update",
}  # fmt: skip

# `<…>` that could also be read as operators: a quote, a closing parenthesis or a comment sign inside would
# then change what is string, comment and code after it. After `scheme://` no expression can go on.
_AMBIGUOUS_IRI = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://).*['#)]", re.DOTALL)
_GLUED_FROM = re.compile(r"from(named)?(:.*)", re.IGNORECASE | re.DOTALL)
_SERVICE_WORD = re.compile(r"service", re.IGNORECASE)
_ANYTHING = re.compile(r"\w+|[^\w\s]")
# Nothing below these can come near the depth that a common stack holds; reading the tokens is left out.
_NESTERS = "({[<!+-*/|^=&;.,"
_PLAIN_NESTERS = 64
_PLAIN_CHARS = 512


@dataclass(frozen=True, slots=True)
class QueryScan:
    """What the tokens of a query say.

    `depth` is an upper bound of the depth of the parsed query: brackets plus the operators and patterns that
    follow one another on one level, which the parser nests as well. `default_graphs` and `named_graphs` are
    the IRIs of FROM and FROM NAMED, absolute.
    """

    form: QueryForm
    depth: int
    has_service: bool
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@dataclass(slots=True)
class _Level:
    bracket: str
    is_data: bool = False
    chain: int = 0
    deepest: int = 0
    after_term: bool = False

    @property
    def depth(self) -> int:
        return self.chain + self.deepest + 1


@dataclass(slots=True)
class _Walk:
    levels: list[_Level] = field(default_factory=lambda: [_Level("")])
    form: QueryForm = "unknown"
    has_service: bool = False
    is_ambiguous: bool = False
    depth: int = 0
    base: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    default_graphs: list[str] = field(default_factory=list)
    named_graphs: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    values: Literal["", "keyword", "list", "ready"] = ""
    service_tokens: int = 0


def scan_query(text: str, base: str = "") -> QueryScan:
    """Read the tokens of a SPARQL query or update; never fails, whatever the text.

    `base` is what relative IRIs are resolved against where the query has no BASE.

    >>> scan_query("PREFIX ex: <http://e/> SELECT * FROM ex:g WHERE { ?s ?p 'SERVICE' }").default_graphs
    ('http://e/g',)
    >>> scan_query("ASK { SERVICE <http://e/sparql> { ?s ?p ?o } }").has_service
    True
    >>> scan_query("ASK { FILTER(" + "!" * 500 + "true) }").depth > 500
    True
    """
    walk = _Walk(base=base)
    running = 0
    for kind, lexeme in _tokens(text):
        _service(walk, kind, lexeme)
        is_data = _values(walk, kind, lexeme)
        if kind == "open":
            running += _open(walk, lexeme, is_data)
        elif kind == "close":
            running -= _close(walk)
        else:
            running += _other(walk, kind, lexeme)
        walk.depth = max(walk.depth, running + 1, walk.levels[0].depth)
    if walk.is_ambiguous:
        walk.depth = max(walk.depth, len(_ANYTHING.findall(text)))
        walk.has_service = walk.has_service or bool(_SERVICE_WORD.search(text))
    return QueryScan(
        walk.form, walk.depth, walk.has_service, tuple(walk.default_graphs), tuple(walk.named_graphs)
    )


def is_plain(text: str) -> bool:
    """Whether a query is so short and simple that it cannot nest deeply, name SERVICE or have a FROM.

    >>> is_plain("ASK { ?s ?p ?o }"), is_plain("ASK FROM <http://e/g> { ?s ?p ?o }")
    (True, False)
    """
    if len(text) > _PLAIN_CHARS or sum(map(text.count, _NESTERS)) > _PLAIN_NESTERS:
        return False
    lowered = text.lower()
    return "service" not in lowered and "from" not in lowered


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "run":
            # No colon follows: words, numbers, and dots and hyphens between them. Taken whole first, so that
            # a long run is read once and not once from each of its letters.
            for part in _RUN.finditer(match.group()):
                yield part.lastgroup or "word", part.group()
        elif kind != "comment":
            yield "name" if kind == "local" else kind, match.group()


def _service(walk: _Walk, kind: str, lexeme: str) -> None:
    """Find SERVICE where it is a keyword, or could be: part of any name that an endpoint and `{` can follow.

    The parser reads `SERVICE:x {` as the keyword wherever no name can stand, and goes back to `e:` alone
    where `e:SERVICE` makes no valid IRI, so a name is believed only where no `{` comes after it.
    """
    if kind in ("word", "name", "language", "other") and _SERVICE_WORD.search(lexeme):
        walk.has_service = walk.has_service or kind == "word"
        walk.service_tokens = 3
    elif walk.service_tokens and kind == "open" and lexeme[0] == "{":
        walk.has_service = True
    elif kind in ("iri", "name", "variable") or (kind == "word" and "SILENT" in lexeme.upper()):
        walk.service_tokens = max(0, walk.service_tokens - 1)
    else:
        walk.service_tokens = 0


def _values(walk: _Walk, kind: str, lexeme: str) -> bool:
    """Whether this token is the `{` of the rows of VALUES: it must follow the variables directly."""
    before, walk.values = walk.values, ""
    if kind == "word" and lexeme.upper() == "VALUES":
        walk.values = "keyword"
    elif kind == "variable" and before in ("keyword", "list"):
        walk.values = "ready" if before == "keyword" else "list"
    elif (before, lexeme) == ("keyword", "("):
        walk.values = "list"
    elif (before, lexeme) == ("list", ")"):
        walk.values = "ready"
    return (before, kind, lexeme) == ("ready", "open", "{")


def _open(walk: _Walk, lexeme: str, is_data: bool) -> int:
    """Enter a bracket; gives by how much the running depth grows."""
    parent = walk.levels[-1]
    is_row = parent.is_data and lexeme == "("
    grown = 0 if is_row else _link(parent)
    walk.levels.append(_Level(lexeme, is_data=is_data or is_row))
    parent.after_term = True
    walk.pending.clear()
    return grown + 1


def _close(walk: _Walk) -> int:
    """Leave a bracket; gives by how much the running depth shrinks."""
    if len(walk.levels) == 1:
        return 0
    level = walk.levels.pop()
    parent = walk.levels[-1]
    parent.deepest = max(parent.deepest, level.depth)
    parent.after_term = True
    return level.chain + 1


def _link(level: _Level) -> int:
    level.chain += 1
    return 1


def _other(walk: _Walk, kind: str, lexeme: str) -> int:
    level = walk.levels[-1]
    if kind == "iri" and _AMBIGUOUS_IRI.match(lexeme):
        walk.is_ambiguous = True
    if kind == "string" and "\\u" in lexeme.lower() and _SERVICE_WORD.search(lexeme):
        # An escape of no character ends the string for the parser earlier than for us.
        walk.is_ambiguous = True
    if kind == "word":
        _word(walk, lexeme.upper())
    elif len(walk.levels) == 1 and kind in ("iri", "name"):
        _prologue(walk, kind, lexeme)
    grown = 0
    is_listed = walk.form == "describe" and len(walk.levels) == 1 and kind in _TERMS
    if is_listed or _chains(level, kind, lexeme):
        grown = _link(level)
    level.after_term = kind in _TERMS or kind == "word"
    return grown


def _chains(level: _Level, kind: str, lexeme: str) -> bool:
    if level.is_data:
        # Rows hold terms only and are kept flat; whatever else stands there is counted, as it is no row.
        return kind in ("operator", "other") and lexeme not in ("^^", "+", "-", ".")
    if kind in ("operator", "other"):
        # Arguments of a function and members of IN stand beside each other; objects of a triple are chained.
        return lexeme not in ("^^", "?") and not (lexeme == "," and level.bracket.startswith("("))
    return kind in _TERMS and level.after_term and level.bracket.startswith("(")


def _word(walk: _Walk, word: str) -> None:
    if len(walk.levels) > 1:
        return
    if walk.form == "unknown" and word in _FORMS:
        walk.form = _FORMS[word]
    if word == "NAMED" and walk.pending == ["FROM"]:
        walk.pending.append(word)
    elif word in ("PREFIX", "BASE"):
        walk.pending[:] = [word]
    elif word.endswith("FROMNAMED"):
        walk.pending[:] = ["FROM", "NAMED"]
    else:
        walk.pending[:] = ["FROM"] if word.endswith("FROM") else []


def _prologue(walk: _Walk, kind: str, lexeme: str) -> None:
    """Take up what follows PREFIX, BASE, FROM and FROM NAMED."""
    if walk.form != "unknown" and (glued := _GLUED_FROM.fullmatch(lexeme)):
        walk.pending[:] = ["FROM", "NAMED"] if glued[1] else ["FROM"]
        lexeme = glued[2]
    if not walk.pending:
        return
    first = walk.pending[0]
    if first == "PREFIX" and len(walk.pending) == 1 and kind == "name":
        walk.pending.append(lexeme)
        return
    iri = _absolute(walk, kind, lexeme)
    if first == "PREFIX" and len(walk.pending) == 2:
        walk.prefixes[walk.pending[1].removesuffix(":")] = iri
    elif first == "BASE":
        walk.base = iri
    elif first == "FROM":
        (walk.named_graphs if len(walk.pending) == 2 else walk.default_graphs).append(iri)
    walk.pending.clear()


def _absolute(walk: _Walk, kind: str, lexeme: str) -> str:
    if kind == "name":
        prefix, _, local = lexeme.partition(":")
        return walk.prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
    iri = re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda match: chr(int(match.group(1) or match.group(2), 16)),
        lexeme[1:-1],
    )
    return urljoin(walk.base, iri) if walk.base else iri
