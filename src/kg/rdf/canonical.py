"""Canonical output: sorted N-Quads, so that the same facts give the same bytes.

There are no blank nodes in the data, so sorting the distinct lines is a canonical form (RDF Dataset
Canonicalization has nothing left to do).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse, serialize


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads, each line once, sorted by its bytes.

    >>> from pyoxigraph import NamedNode
    >>> a, b, g = NamedNode("https://e/a"), NamedNode("https://e/b"), NamedNode("https://e/g")
    >>> canonical_nquads([Quad(b, a, a, g), Quad(a, a, b, g), Quad(b, a, a, g)]).decode().splitlines()
    ['<https://e/a> <https://e/a> <https://e/b> <https://e/g> .',
     '<https://e/b> <https://e/a> <https://e/a> <https://e/g> .']
    """
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    lines = sorted(set(written.split(b"\n")) - {b""})
    return b"".join(line + b"\n" for line in lines)


def read_nquads(path: Path) -> Iterator[Quad]:
    """The quads of an N-Quads file."""
    return parse(path=str(path), format=RdfFormat.N_QUADS)
