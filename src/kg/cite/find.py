"""Finds citations: one pass from left to right, reading heads and the chains of provisions after them."""

from __future__ import annotations

from kg.cite.anchors import marks
from kg.cite.context import Alias, Context
from kg.cite.plain import ELEMENT
from kg.cite.quick import QuickScan
from kg.model.statute import Citation


def find_citations(text: str, context: Context | None = None) -> list[Citation]:
    """All citations of ``text`` in order; offsets are code points of ``text`` as it is.

    >>> [c] = find_citations("「지방자치법」 제117조제3항에 따라 위탁한다.")
    >>> c.text, str(c.targets[0])
    ('「지방자치법」 제117조제3항', '지방자치법 제117조제3항')
    """
    places = marks(text)
    if len(places) == 1 and ELEMENT.search(text) is None:
        return []  # nothing begins here: a short text need not pay for a whole pass
    return QuickScan(text, context or Context(), places).run().found


def find_aliases(text: str, context: Context | None = None) -> list[Alias]:
    """The abbreviations ``text`` declares, in order.

    >>> [a] = find_aliases("「지방자치법」(이하 “법”이라 한다) 제9조")
    >>> a.name, a.title
    ('법', '지방자치법')
    """
    return QuickScan(text, context or Context()).run().declared


__all__ = ["Alias", "Context", "find_aliases", "find_citations"]
