"""Harvests the registries of legislation from the corpus of national statutes (facts: names, numbers, dates).

``python -m kg.legislation.harvest CORPUS [--responses DIR] [--registry DIR]`` rewrites, in ``data/registry``,
``instruments.csv`` (rows of instruments not in the corpus and rows whose ``basis`` begins with ``manual``
stay), ``provisions.csv`` and ``successions.csv``.  DIR of responses holds Open API XML (``detail/*.xml``) and
history lists (``history/*.json``): they add short titles, editions and repealed instruments.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kg.legislation import inventory, renumbering
from kg.legislation.amendments import changes
from kg.legislation.commencement import commencement
from kg.legislation.editions import (
    BASIS_MANUAL,
    BASIS_NAMED,
    WHOLE,
    Enactment,
    enactment,
    named_revisions,
)
from kg.legislation.forces import clause_of
from kg.legislation.register import COLUMNS, fold_title
from kg.model.legislation import Change, LawText, Succession
from kg.model.statute import Level
from kg.read.law import read_day
from kg.read.law.labels import whole_number
from kg.read.lawtext import read_law

BASIS_HISTORY: Final = "open-api-history"
_REPEALED: Final = "폐지"
_FOLLOWS_WITHIN: Final = timedelta(days=730)
_CARRIED: Final = ("title_en", "short_titles")


@dataclass(slots=True)
class Read:
    """What one file gives; the text itself is not kept."""

    work: str
    row: dict[str, str]
    act: Enactment | None
    line: str
    short_title: str = ""
    title_key: str = ""


@dataclass(slots=True)
class Harvest:
    """What all files together give."""

    found: list[Read] = field(default_factory=list)
    revisions: set[tuple[str, int]] = field(default_factory=set)
    acts: dict[tuple[str, int], tuple[date, date | None]] = field(default_factory=dict)
    witnesses: Counter[Succession] = field(default_factory=Counter)


def harvest(corpus: Path, registry: Path, responses: Path | None = None) -> dict[str, int]:
    """Rewrite the registries for the statutes under ``corpus``; returns what was counted.

    Titles in English and short titles already in the register stay.
    """
    whole = Harvest()
    paths = sorted(corpus.rglob("*.md"))
    for path in paths:
        whole.revisions.update(named_revisions(path.read_text(encoding="utf-8", errors="replace")))
    for path in paths:
        _take(read_law(path), whole)
    for path in sorted((responses / "detail").glob("*.xml")) if responses else []:
        _take(read_law(path), whole)
    histories = _histories(responses) if responses else {}
    rows = _instrument_rows(whole, _rows(registry / "instruments.csv"), histories)
    _write(registry / "instruments.csv", COLUMNS, rows)
    lines = {each.work: each for each in whole.found if each.line}
    _write(
        registry / "provisions.csv",
        inventory.COLUMNS,
        [
            {"work": work, "edition": each.row["edition"], "provisions": each.line}
            for work, each in sorted(lines.items())
        ],
    )
    left_out = _leave_addenda(whole.witnesses)
    pairs = _succession_rows(whole)
    _write(registry / "successions.csv", renumbering.COLUMNS, pairs)
    known = sum(1 for each in whole.found if each.act)
    return {
        "files": len(whole.found),
        "editions known": known,
        "successions": len(pairs),
        "successions of unnumbered addenda left out": left_out,
        "rows": len(rows),
    }


def corpus_row(law: LawText, act: Enactment | None) -> dict[str, str]:
    """The register row of one instrument as read."""
    return {
        "work": f"{law.jurisdiction}/{law.type}/{law.law_id}",
        "type": law.type,
        "jurisdiction": law.jurisdiction,
        "title_ko": law.title,
        "law_id": law.law_id,
        **_edition_cells(act),
    }


def _edition_cells(act: Enactment | None) -> dict[str, str]:
    return {
        "edition": str(act.number) if act else "",
        "promulgated": act.promulgated.isoformat() if act else "",
        "in_force_from": act.in_force_from.isoformat() if act and act.in_force_from else "",
        "in_force_to": "",
        "basis": act.basis if act else "",
    }


def _take(law: LawText, whole: Harvest) -> None:
    found: Sequence[Change] = changes(law)
    act = enactment(law, whole.revisions, found)
    row = corpus_row(law, act)
    held = law.basis == "markdown"
    whole.found.append(
        Read(
            row["work"],
            row,
            act,
            inventory.encode(law.provisions) if held else "",
            law.short_title,
            fold_title(law.title),
        )
    )
    for addendum in law.addenda:
        if addendum.act and addendum.number and addendum.promulgated:
            key = (fold_title(addendum.act), addendum.number)
            if key not in whole.acts or whole.acts[key][1] is None:
                clause = clause_of(law.text, addendum)
                whole.acts[key] = addendum.promulgated, commencement(clause, addendum.promulgated)
    for each in renumbering.successions(law, found):
        whole.witnesses[each._replace(start=0, end=0)] += 1


# --- instruments ------------------------------------------------------------------------------------------


def _instrument_rows(
    whole: Harvest, kept: list[dict[str, str]], histories: dict[str, list[dict[str, str]]]
) -> list[dict[str, str]]:
    works = {each.work for each in whole.found}
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in kept:
        for column in _CARRIED:
            if row[column]:
                names[row["work"]][column] = row[column]
    for each in whole.found:
        if each.short_title and each.short_title != each.row["title_ko"]:
            listed = names[each.work].get("short_titles", "").split(";")
            names[each.work]["short_titles"] = ";".join(
                dict.fromkeys(filter(None, [*listed, each.short_title]))
            )
    manual = [row for row in kept if row["work"] not in works or row["basis"].startswith(BASIS_MANUAL)]
    fixed = {(row["work"], row["edition"]) for row in manual}
    rows = manual + [row for row in _editions(whole, histories) if (row["work"], row["edition"]) not in fixed]
    for row in rows:
        row.update(names.get(row["work"], {}))
    rows.sort(
        key=lambda row: (
            row["jurisdiction"] != "kr",
            row["work"],
            row.get("in_force_from") or row.get("promulgated") or "9999",
        )
    )
    return rows


def _editions(whole: Harvest, histories: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    """The rows of each instrument: its editions in order, each in force until the day before the next."""
    by_work: dict[str, list[Read]] = defaultdict(list)
    for each in whole.found:
        by_work[each.work].append(each)
    earlier = _named_earlier(whole, {each.title_key: each for each in whole.found if each.line})
    for work, reads in by_work.items():
        current = next((each for each in reads if each.line), reads[-1])
        acts = {each.act.number: each.act for each in reads if each.act}
        acts |= {act.number: act for act in earlier.get(work, ()) if act.number not in acts}
        ended: date | None = None
        for event in histories.get(current.title_key, ()):
            act = _event_act(event)
            if act is not None and act.number not in acts:
                acts[act.number] = act
            if event["제개정구분명"] == _REPEALED:
                ended = read_day(event["시행일자"])
        yield from _in_order(current.row, sorted(acts.values(), key=lambda act: act.promulgated), ended)


def _event_act(event: dict[str, str]) -> Enactment | None:
    promulgated = read_day(event["공포일자"])
    if event["제개정구분명"] not in WHOLE or promulgated is None or not whole_number(event["공포번호"]):
        return None
    return Enactment(whole_number(event["공포번호"]), promulgated, read_day(event["시행일자"]), BASIS_HISTORY)


def _in_order(row: dict[str, str], acts: list[Enactment], ended: date | None) -> Iterator[dict[str, str]]:
    if not acts:
        yield row
    for place, act in enumerate(acts):
        following = acts[place + 1].in_force_from if place + 1 < len(acts) else ended
        if place + 1 < len(acts) and following is None:
            continue  # until when it was in force is not known: no day could be answered
        until = (following - timedelta(days=1)).isoformat() if following else ""
        yield {**row, **_edition_cells(act), "in_force_to": until}


def _named_earlier(whole: Harvest, titles: dict[str, Read]) -> dict[str, list[Enactment]]:
    """Earlier editions: acts named as whole revisions, dated by the addenda they left in other acts."""
    earlier: dict[str, list[Enactment]] = defaultdict(list)
    for title, number in sorted(whole.revisions & whole.acts.keys()):
        current = titles.get(title)
        promulgated, force = whole.acts[title, number]
        if current is None or current.act is None or force is None or force >= date.max:
            continue
        if promulgated < current.act.promulgated and number != current.act.number:
            earlier[current.work].append(Enactment(number, promulgated, force, BASIS_NAMED))
    return earlier


def _histories(responses: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted((responses / "history").glob("*.json")):
        events = json.loads(path.read_text(encoding="utf-8"))
        if events:
            found[fold_title(events[-1]["법령명한글"])] = events
    return found


# --- successions ------------------------------------------------------------------------------------------


def _succession_rows(whole: Harvest) -> list[dict[str, str]]:
    """One row per pair and act; acts of decrees that follow a revised law get the law's own number."""
    acts: dict[str, list[Enactment]] = defaultdict(list)
    for read in whole.found:
        if read.act:
            acts[read.title_key].append(read.act)
    for title, number in whole.revisions & whole.acts.keys():
        acts[title].append(Enactment(number, *whole.acts[title, number], BASIS_NAMED))
    counted: Counter[Succession] = Counter()
    for each, count in whole.witnesses.items():
        counted[_with_act(each, acts[fold_title(each.instrument)])] += count
    merged: dict[tuple[str, str, str, int | None, str], tuple[Succession, int]] = {}
    for each, count in [*counted.items(), *((s, 0) for s in renumbering.implied_articles(counted))]:
        key = (fold_title(each.instrument), str(each.old), str(each.new), each.act, each.basis)
        held, before = merged.get(key, (each, 0))
        first = each if (each.day or date.max) < (held.day or date.max) else held
        merged[key] = first, before + count
    ordered = sorted(
        merged.values(),
        key=lambda pair: (pair[0].instrument, pair[0].day or date.min, pair[0].old.key, str(pair[0])),
    )
    return [
        {
            "instrument": each.instrument,
            "old": str(each.old),
            "new": str(each.new),
            "act": str(each.act or ""),
            "day": each.day.isoformat() if each.day else "",
            "basis": each.basis,
            "witnesses": str(count),
        }
        for each, count in ordered
    ]


def _leave_addenda(witnesses: Counter[Succession]) -> int:
    """Leave out articles of an addendum whose number nobody tells (부칙 제10조): which one is not known."""
    unknown = [each for each in witnesses if Level.ADDENDA in _levels(each)]
    for each in unknown:
        del witnesses[each]
    return len(unknown)


def _levels(each: Succession) -> set[Level]:
    return {component.level for path in (each.old, each.new) for component in path.components}


def _with_act(each: Succession, acts: list[Enactment]) -> Succession:
    """A succession told by a decree's or a rule's addendum: the law's revision is the act, where it fits."""
    day = each.day
    if each.act is not None or day is None or each.basis != renumbering.SUBSTITUTION:
        return each
    fitting = [act for act in acts if timedelta() <= day - act.promulgated <= _FOLLOWS_WITHIN]
    if not fitting:
        return each
    act = max(fitting, key=lambda act: act.promulgated)
    return each._replace(act=act.number, day=act.promulgated)


# --- files ------------------------------------------------------------------------------------------------


def _rows(register: Path) -> list[dict[str, str]]:
    if not register.exists():
        return []
    with register.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m kg.legislation.harvest", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--responses", type=Path)
    parser.add_argument("--registry", type=Path, default=Path("data/registry"))
    given = parser.parse_args(arguments)
    for name, count in harvest(given.corpus, given.registry, given.responses).items():
        sys.stderr.write(f"{name}: {count:,}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
