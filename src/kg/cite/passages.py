"""Citations of passages in JSON Lines: ``{"id", "context", "text"}`` in, ``{"id", "citations"}`` out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.cite.find import Context, find_citations
from kg.errors import EncodingError, FileMissingError, FormatError, Place
from kg.model.statute import Citation, Component, ProvisionPath


def passages(in_path: Path, out_path: Path) -> int:
    """Find the citations of all passages of ``in_path`` and write them to ``out_path``; returns how many.

    :raises FileMissingError, EncodingError, FormatError: as :func:`answers`; nothing is written then.
    """
    lines = [json.dumps(answer, ensure_ascii=False) for answer in answers(in_path)]
    out_path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def answers(path: Path) -> Iterator[dict[str, Any]]:
    """The answer to each passage of ``path``, in order.

    :raises FileMissingError: when ``path`` cannot be opened.
    :raises EncodingError: when it is not UTF-8.
    :raises FormatError: when a line is no passage, with its line number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise FileMissingError(error.strerror or str(error), place=Place(str(path))) from error
    except UnicodeDecodeError as error:
        raise EncodingError("passages are UTF-8", place=Place(str(path))) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(line, Place(str(path), line=number))


def _answer(line: str, place: Place) -> dict[str, Any]:
    try:
        passage = json.loads(line)
        text, context = "" + passage["text"], _context(passage.get("context") or {})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        form = '{"id": …, "context": {…}, "text": …}'
        raise FormatError(
            f"a line is no passage ({error})",
            f"구절이 아닌 줄입니다 ({error})",
            place=place,
            cure_en=f"Write one JSON object per line: {form}; context may be left out.",
            cure_ko=f"한 줄에 JSON 객체 하나를 쓰십시오: {form}. context는 없어도 됩니다.",
        ) from error
    found = find_citations(text, context)
    return {"id": passage.get("id"), "citations": [_plain(citation) for citation in found]}


def _plain(citation: Citation) -> dict[str, Any]:
    """The exchange form as the labelling conventions have it: why a citation is open is no part of it."""
    form = as_json(citation)
    form.pop("unresolved", None)
    return form


def _context(given: Mapping[str, Any]) -> Context:
    return Context(
        instrument=given.get("instrument"),
        article=given.get("article"),
        paragraph=given.get("paragraph"),
        subparagraph=given.get("subparagraph"),
        aliases=given.get("aliases") or {},
    )


@lru_cache(maxsize=65_536)
def _printed(components: tuple[Component, ...]) -> tuple[str, ...]:
    return ProvisionPath(components).printed


def as_json(citation: Citation) -> dict[str, Any]:
    """One citation in the exchange form: span, targets, kind, and the date of a former version."""
    form: dict[str, Any] = {
        "span": [citation.start, citation.end],
        "targets": [
            {"instrument": t.instrument, "path": list(_printed(t.path.components))} for t in citation.targets
        ],
        "kind": citation.kind.value,
    }
    if citation.before is not None:
        form["before"] = citation.before.isoformat()
    if citation.unresolved is not None:
        form["unresolved"] = citation.unresolved.reason.value
    return form
