"""What an instrument, an edition or a provision holds: editions, provisions in the order of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.ids import Parsed, parse_provision_path
from kg.impact import editions, today
from kg.store import NamedNode, Row
from kg.text import natural_key
from kg.web.context import Context, say
from kg.web.labels import Labels, told_apart
from kg.web.lawtext import plain
from kg.web.quotes import read_span

_PARTS = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
SELECT ?s ?span WHERE { ?s eli:is_part_of %s OPTIONAL { ?s kc:evidence ?span } }
"""
_DIVISION = re.compile(r"^#{2,4} (제\d+(?:의\d+)?([편장])[^\n]*)", re.MULTILINE)
_HEADING = re.compile(r"제\d+조(?:의\d+)?\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?")
_LINE = 80
_DIVISIONS = ("part_", "chapter_", "section_", "subsection_")


@dataclass(frozen=True, slots=True)
class Part:
    """An edition or a provision to go to: its name here, and what it is about or from when."""

    href: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Parts in groups with their titles; addenda apart; ``is_text`` tells whether a text of them is held."""

    title: str
    groups: tuple[tuple[Part, tuple[Part, ...]], ...]
    addenda: tuple[Part, ...] = ()
    is_text: bool = True

    @property
    def count(self) -> int:
        """How many parts, addenda not counted."""
        return sum(len(parts) for _, parts in self.groups)


def contents_of(here: Context, iri: str, parsed: Parsed, language: str) -> Contents | None:
    """What a thing of the law holds; None for any other thing, and where it holds nothing."""
    if parsed.kind == "instrument":
        return _editions(here, iri, language)
    if parsed.kind not in ("edition", "provision"):
        return None
    rows = {row["s"].value: row for row in here.store.select(_PARTS % NamedNode(iri))}
    placed = sorted(
        ((_place(row), natural_key(part), part) for part, row in rows.items()),
        key=lambda one: (not one[0][0], one),
    )
    texts = {document: here.store.text(document) or "" for (document, _), _, _ in placed if document}
    groups: dict[str, list[Part]] = {}
    heads: dict[str, str] = {}
    addenda = []
    for (document, start), _, part in placed:
        text, path = texts.get(document, ""), part.split(f"{_edition_of(here, parsed)}/", 1)[-1]
        one = Part(here.href(part), _name(part, path, parsed), _note(text[start : start + 4 * _LINE], path))
        if parsed.kind == "provision":
            groups.setdefault("", []).append(one)
        elif path.startswith("addenda_"):
            addenda.append(one)
        elif path.startswith(_DIVISIONS) and document:
            name = _division(text, text.find("\n", start))
            heads[name] = one.href
            groups.setdefault(name, [])
        else:
            name = _division(text, start) if document else say("not-in-text") if texts else ""
            groups.setdefault(name, []).append(one)
    if not placed:
        return None
    title = say("contents" if parsed.kind == "edition" else "parts-below")
    listed = tuple((Part(heads.get(name, ""), name), tuple(parts)) for name, parts in groups.items())
    return Contents(title, listed, tuple(reversed(addenda)), bool(texts) or parsed.kind == "provision")


def _editions(here: Context, iri: str, language: str) -> Contents | None:
    found = sorted(editions(here.store, iri), key=lambda one: one.age, reverse=True)
    labels = Labels(here.store, language, (one.iri for one in found))
    day = today().isoformat()
    begun = [one.iri for one in found if one.in_force_from and one.in_force_from <= day]
    parts = []
    for one in found:
        notes = [
            say("current") if one.iri in begun[:1] else "",
            say("promulgated-on", day=one.promulgated) if one.promulgated else "",
            say("in-force-on", day=one.in_force_from) if one.in_force_from else "",
        ]
        parts.append(Part(here.href(one.iri), labels.of(one.iri), " · ".join(filter(None, notes))))
    return Contents(say("editions"), ((Part("", ""), tuple(parts)),)) if parts else None


def _place(row: Row) -> tuple[str, int]:
    place = read_span(row["span"].value) if "span" in row else None
    return (place[0], place[1]) if place else ("", 0)


def _edition_of(here: Context, parsed: Parsed) -> str:
    names = ("jurisdiction", "type", "instrument", "edition")
    return here.ids.format("edition", **{name: parsed[name] for name in names})


def _name(iri: str, path: str, above: Parsed) -> str:
    """The name of a part, without that of what holds it."""
    whole = told_apart(iri, str(parse_provision_path(path)))
    if above.kind == "edition":
        return whole
    held = told_apart(iri, str(parse_provision_path(above["provision"])))
    return whole.removeprefix(held).strip() or whole


def _note(text: str, path: str) -> str:
    """What a provision is about: an article's heading, else the beginning of its words."""
    words = plain(text).strip()
    if path.rpartition("/")[2].startswith("art_"):
        heading = _HEADING.match(words)
        return heading[1] or "" if heading else ""
    line = words.partition("\n")[0]
    return line if len(line) <= _LINE else f"{line[:_LINE]}…"


def _division(text: str, start: int) -> str:
    """The part and the chapter a place stands in."""
    found: dict[str, str] = {}
    for match in _DIVISION.finditer(text, 0, start):
        if match[2] == "편":
            found.clear()
        found[match[2]] = plain(match[1]).strip()
    return " · ".join(found.values())
