"""Citations of statutes and ordinances: found with their spans, resolved to instruments and provisions.

``vocabulary`` holds the words, ``patterns`` the small patterns, ``elements`` and ``chain`` read provisions,
``heads`` and ``titles`` what stands before them; ``state`` is what is known so far, ``resolve`` says what a
citation refers to, ``place`` follows the labels.

``scan`` is the careful pass over a text, ``quick`` the pass in use, which finds the same by looking first:
``anchors`` tells where anything may begin, ``plain`` reads chains whole, ``signs`` say when to look closely.
``law`` is the pass over a whole instrument with its provisions known.
"""

from kg.cite.find import Alias, Context, find_aliases, find_citations
from kg.cite.law import law_citations
from kg.cite.passages import answers, as_json, passages

__all__ = [
    "Alias",
    "Context",
    "answers",
    "as_json",
    "find_aliases",
    "find_citations",
    "law_citations",
    "passages",
]
