"""Published forms: the citations of a file as data and as a page."""

from kg.publish.cited import CitedFile, Mention, cite_file
from kg.publish.page import citation_page

__all__ = ["CitedFile", "Mention", "citation_page", "cite_file"]
