"""Plain data: blocks of a paper, provisions of law, facts. Frozen dataclasses, no RDF, no files."""
