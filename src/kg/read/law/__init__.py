"""What the forms of a statute have in common: labels, the outline of provisions, addenda, annexes."""

from kg.read.law.addenda import read_addenda
from kg.read.law.annexes import annex_component
from kg.read.law.kinds import instrument_type
from kg.read.law.labels import article_number, circled_number, heading_words, item_number, read_day
from kg.read.law.outline import Node, Open, Outline, child
from kg.read.law.words import is_deleted, split_heading

__all__ = [
    "Node",
    "Open",
    "Outline",
    "annex_component",
    "article_number",
    "child",
    "circled_number",
    "heading_words",
    "instrument_type",
    "is_deleted",
    "item_number",
    "read_addenda",
    "read_day",
    "split_heading",
]
