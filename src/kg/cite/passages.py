"""Citations of passages in JSON Lines: ``{"id", "context", "text"}`` in, ``{"id", "citations"}`` out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.cite.find import Context, find_citations
from kg.errors import EncodingError, FileMissingError, FormatError, Place
from kg.model.statute import Citation


def passages(in_path: Path, out_path: Path) -> int:
    """Find the citations of all passages of ``in_path`` and write them to ``out_path``; returns how many.

    :raises FileMissingError: when ``in_path`` cannot be opened.
    :raises FormatError: when a line is no passage, with its line number.
    """
    out = [json.dumps(answer, ensure_ascii=False) for answer in answers(in_path)]
    out_path.write_text("".join(f"{line}\n" for line in out), encoding="utf-8")
    return len(out)


def answers(in_path: Path) -> Iterator[dict[str, Any]]:
    """The answer to every passage of ``in_path``, in order; raises as :func:`passages` does."""
    try:
        lines = in_path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise FileMissingError(error.strerror or "", place=Place(str(in_path))) from error
    except UnicodeDecodeError as error:
        raise EncodingError("not UTF-8", "UTF-8이 아닙니다", place=Place(str(in_path))) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, in_path)


def _answer(line: str, number: int, path: Path) -> dict[str, Any]:
    try:
        passage = json.loads(line)
        text, context = str(passage["text"]), _context(passage.get("context") or {})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"not a passage: {error}", place=Place(str(path), line=number)) from error
    found = find_citations(text, context)
    return {"id": passage.get("id"), "citations": [as_json(citation) for citation in found]}


def _context(given: Mapping[str, Any]) -> Context:
    return Context(
        instrument=given.get("instrument"),
        article=given.get("article"),
        paragraph=given.get("paragraph"),
        aliases=given.get("aliases") or {},
    )


def as_json(citation: Citation) -> dict[str, Any]:
    """One citation in the exchange form: span, targets, kind, and the date of a former version."""
    form: dict[str, Any] = {
        "span": [citation.start, citation.end],
        "targets": [{"instrument": t.instrument, "path": list(t.path.printed)} for t in citation.targets],
        "kind": citation.kind.value,
    }
    if citation.before is not None:
        form["before"] = citation.before.isoformat()
    if citation.unresolved is not None:
        form["unresolved"] = citation.unresolved.reason.value
    return form
