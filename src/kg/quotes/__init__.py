"""Quoted text against the version in force: exact, normalised, abridged, divergent, or why not checkable."""

from kg.quotes.check import HeldText, check
from kg.quotes.compare import compare, compared_words
from kg.quotes.lines import Line, excerpt_line, quoted_lines
from kg.quotes.normal import normal

__all__ = ["HeldText", "Line", "check", "compare", "compared_words", "excerpt_line", "normal", "quoted_lines"]
