"""One name per identity: papers print names differently, a page shows one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import RDFS

Named = tuple[str, str]


def one_name(quads: Iterable[Quad]) -> dict[Named, str]:
    """Of identities that several documents name differently, the label that stays, by IRI and language.

    The rule, which needs no dates: the longest name (the fullest), then the first in code-point order.

    >>> one, g = NamedNode("https://e/f"), NamedNode("https://e/g")
    >>> label = NamedNode(RDFS.label)
    >>> names = [Quad(one, label, Literal(n, language="ko"), g) for n in ("늘봄센터", "서울특별시 늘봄센터")]
    >>> one_name(names)
    {('https://e/f', 'ko'): '서울특별시 늘봄센터'}
    """
    names: dict[Named, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate.value == RDFS.label and isinstance(quad.object, Literal):
            names[_key(quad)].add(quad.object.value)
    return {key: min(every, key=lambda n: (-len(n), n)) for key, every in names.items() if len(every) > 1}


def with_one_name(quads: Iterable[Quad], names: dict[Named, str]) -> list[Quad]:
    """The quads without the labels that did not stay."""
    return [quad for quad in quads if _stays(quad, names)]


def _stays(quad: Quad, names: dict[Named, str]) -> bool:
    value = quad.object
    if quad.predicate.value != RDFS.label or not isinstance(value, Literal):
        return True
    return names.get(_key(quad), value.value) == value.value


def _key(quad: Quad) -> Named:
    assert isinstance(quad.subject, NamedNode)
    assert isinstance(quad.object, Literal)
    return quad.subject.value, quad.object.language or ""
