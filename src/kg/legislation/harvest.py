"""Harvests register rows from the Markdown corpus of national statutes (facts only: names, numbers, dates).

``python -m kg.legislation.harvest CORPUS REGISTER.csv`` rewrites the rows of the corpus' instruments in
REGISTER.csv and keeps every other row (ordinances, rows whose ``basis`` is ``manual``).

The edition of an instrument is the act that enacted or last wholly revised it.  The service's field for it
(제개정구분) is not in the corpus, so it is derived from the addenda (부칙): a whole revision drops those
before it, so the first addendum is the revising act's.  That is trusted only where the first heading is plain
(``부칙 <제N호,date>``, not the 부칙 of another act) and no amendment mark in the text is as old as it;
otherwise the edition stays empty.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kg.legislation.commencement import commencement
from kg.legislation.register import COLUMNS

BASIS_FIRST_ADDENDUM: Final = "first-addendum"
BASIS_MANUAL: Final = "manual"

_TYPES: Final = {
    "법률": "act",
    "군정법률": "act",
    "조선총독부법률": "act",
    "대통령령": "decree",
    "각령": "decree",
}
_FRONT: Final = re.compile(
    r"^(?P<name>[가-힣A-Z]+): *(?P<quote>['\"]?)(?P<value>.*?)(?P=quote)$", re.MULTILINE
)
_ADDENDA: Final = re.compile(r"^## 부칙$", re.MULTILINE)
_HEADING: Final = re.compile(
    r"^부 ?칙(?P<of>[^<\n]*)<(?P<note>[^<>\n]*>\s*<)?제(?P<number>\d+)호, ?(?P<day>[\d.]+)>", re.MULTILINE
)
_MARK: Final = re.compile(r"[<\[][^<>\[\]\n]{0,2000}?(?:개정|신설|삭제|이동)[^<>\[\]\n]{0,2000}?[>\]]")
_DAY: Final = re.compile(r"(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Enactment:
    """The act behind an edition: its promulgation number, its date and, where plain, its commencement."""

    number: int
    promulgated: date
    in_force_from: date | None


def read_front_matter(text: str) -> dict[str, str]:
    """The scalar fields of a corpus file's YAML front matter.

    >>> read_front_matter("---\\n제목: 민법\\n법령ID: '001706'\\n---\\n")["법령ID"]
    '001706'
    """
    head = text.split("\n---\n", 1)[0]
    return {m["name"]: m["value"].strip() for m in _FRONT.finditer(head)}


def enactment(text: str) -> Enactment | None:
    """The enacting or last wholly revising act by the corpus file's addenda; None where that is not safe."""
    split = _ADDENDA.search(text)
    if split is None:
        return None
    body, addenda = text[: split.start()], text[split.end() :]
    headings = _HEADING.finditer(addenda)
    first = next(headings, None)
    if first is None or first["of"].strip() or first["note"]:
        return None
    promulgated = _day(first["day"])
    if promulgated is None or any(day <= promulgated for day in _mark_days(body)):
        return None
    second = next(headings, None)
    clause = addenda[first.end() : second.start() if second else len(addenda)]
    return Enactment(int(first["number"]), promulgated, commencement(clause, promulgated))


def _mark_days(body: str) -> Iterator[date]:
    for mark in _MARK.finditer(body):
        for found in _DAY.finditer(mark[0]):
            if (day := _day(found[0])) is not None:
                yield day


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def corpus_row(text: str) -> dict[str, str]:
    """The register row of one corpus file.

    :raises KeyError: when the front matter has no title or 법령ID.
    """
    front = read_front_matter(text)
    kind = front.get("법령구분", "")
    type_ = _TYPES.get(kind) or ("rule" if kind.endswith(("령", "규칙")) else "other")
    act = enactment(text)
    return {
        "work": f"kr/{type_}/{front['법령ID']}",
        "type": type_,
        "jurisdiction": "kr",
        "title_ko": front["제목"],
        "law_id": front["법령ID"],
        "edition": str(act.number) if act else "",
        "promulgated": act.promulgated.isoformat() if act else "",
        "in_force_from": act.in_force_from.isoformat() if act and act.in_force_from else "",
        "basis": BASIS_FIRST_ADDENDUM if act else "",
    }


def harvest(corpus: Path, register: Path) -> int:
    """Rewrite the register's rows for the statutes under ``corpus``; returns how many there are.

    English titles and short titles already in the register stay, as do rows of instruments not in the corpus.
    """
    kept = _rows(register)
    found = [corpus_row(path.read_text(encoding="utf-8")) for path in sorted(corpus.rglob("*.md"))]
    works = {row["work"] for row in found}
    names = {row["work"]: row for row in kept}
    for row in found:
        for column in ("title_en", "short_titles"):
            row[column] = names.get(row["work"], {}).get(column, "")
    manual = [row for row in kept if row["work"] not in works or row["basis"].startswith(BASIS_MANUAL)]
    by_hand = {row["work"] for row in manual}
    rows = manual + [row for row in found if row["work"] not in by_hand]
    rows.sort(key=lambda row: (row["jurisdiction"] != "kr", row["work"], row.get("in_force_from", "")))
    with register.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(found)


def _rows(register: Path) -> list[dict[str, str]]:
    if not register.exists():
        return []
    with register.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(arguments: list[str]) -> int:
    """The command line: CORPUS and REGISTER.csv."""
    if len(arguments) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    count = harvest(Path(arguments[0]), Path(arguments[1]))
    sys.stderr.write(f"{count} instruments\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
