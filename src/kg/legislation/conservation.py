"""Nothing is lost: what a loose pattern sees of headings and items is parsed, or listed with a reason.

``python -m kg.legislation.conservation PATH…`` reads every law file below the paths and prints, by kind, what
was seen, parsed, listed as not parsed (by reason) and missing; it exits with 1 when anything is missing.

The pattern knows nothing of the readers: a line that begins like a label is seen, whatever marks and blanks
stand before it.  In Open API XML the numbered elements of the source are counted as well.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg.model.legislation import LawText
from kg.model.statute import Level
from kg.read.lawtext import read_law

MISSING: Final = "missing"
PARSED: Final = "parsed"

_CIRCLED: Final = "\u2460-\u2473\u3251-\u325f\u32b1-\u32bf"
_SEEN: Final = re.compile(
    r"\n[#*\s]*(?:"
    r"제\s?\d+\s?조(?:의\s?\d+)?(?=\s*\(|[ \t]*\n|[ \t]+(?:삭제|생략)\s)(?P<article>)"
    r"|제\s?\d+\s?[편장절관](?:의\s?\d+)?(?=\s)(?P<heading>)"
    rf"|(?:[{_CIRCLED}]|<\d{{1,3}}>)(?P<paragraph>)"
    r"|\d{1,3}(?:의\d+)?\\?\.(?=[ \t]|[^\s\d.])(?P<subparagraph>)"
    r"|[가-힣]\\?\.(?=[ \t])(?P<item>)"
    r"|\(?(?:\d{1,2}|[가나다라마바사아자차카타파하])\)(?=[ \t])(?P<deeper>)"
    r"|부[ \t]*칙[^\n]*>[ \t]*(?=\n)(?P<addendum>)"
    r")"
)
_NUMBERED: Final = {
    "article": (re.compile(r"<조문여부>\s*조문\s*<|<조 조문번호="), Level.ARTICLE),
    "paragraph": (re.compile(r"<항번호>(?:<!\[CDATA\[)?\s*[^\s<\]]"), Level.PARAGRAPH),
    "subparagraph": (re.compile(r"<호번호>(?:<!\[CDATA\[)?\s*[^\s<\]]"), Level.SUBPARAGRAPH),
    "item": (re.compile(r"<목번호>(?:<!\[CDATA\[)?\s*[^\s<\]]"), Level.ITEM),
    "addendum": (re.compile(r"<부칙내용>"), Level.ADDENDA),
}


class Label(NamedTuple):
    """A label as seen: its kind (``body``/``addenda`` and level) and its line up to the end of the label."""

    kind: str
    start: int
    end: int


def labels_seen(law: LawText) -> Iterator[Label]:
    """Every line of the body and the addenda that begins like a label.

    >>> law = LawText("\\n**①** 가\\n1\\\\. 나\\n다", "가법", "act", "1", None, None, None, basis="open-api")
    >>> [label.kind for label in labels_seen(law)]
    ['body paragraph', 'body subparagraph']
    """
    first = law.text.find("\n---\n", 3) if law.basis == "markdown" else 0
    annexes = [p.start for p in law.provisions if p.path.components[0].level in (Level.ANNEX, Level.FORM)]
    end = min((start for start in annexes if start > first), default=len(law.text))
    addenda = law.addenda[0].start if law.addenda else end
    for found in _SEEN.finditer(law.text, max(first, 0), end):
        part = "addenda" if found.end() > addenda else "body"
        yield Label(f"{part} {found.lastgroup}", found.start() + 1, found.end())


def account(law: LawText) -> Iterator[tuple[Label, str]]:
    """Each label seen with what became of it: ``parsed``, a reason of ``unparsed``, or ``missing``."""
    starts = sorted(provision.start for provision in law.provisions)
    listed = sorted(law.unparsed)
    listed_starts = [each.start for each in listed]
    for label in labels_seen(law):
        place = bisect_left(starts, label.start)
        if place < len(starts) and starts[place] <= label.end:
            yield label, PARSED
            continue
        near = bisect_right(listed_starts, label.end) - 1
        if near >= 0 and listed[near].end >= label.start:
            yield label, listed[near].reason
        else:
            yield label, MISSING


def numbered_elements(source: str, law: LawText) -> Iterator[tuple[str, str, int]]:
    """For XML: how many numbered elements the source has by kind, and how many of them became provisions."""
    for kind, (pattern, level) in _NUMBERED.items():
        seen = len(pattern.findall(source))
        parsed = sum(
            1
            for p in law.provisions
            if p.path.components[-1].level is level
            and (level is Level.ADDENDA or p.path.components[0].level is Level.ARTICLE)
        )
        yield f"element {kind}", PARSED, min(seen, parsed)
        yield f"element {kind}", MISSING, max(seen - parsed, 0)


def conserve(paths: Iterable[Path]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Counts by kind and fate over law files, and a line for each label that is missing."""
    counts: Counter[tuple[str, str]] = Counter()
    lost: list[str] = []
    for path in paths:
        law = read_law(path)
        counts["files", PARSED] += 1
        for label, fate in account(law):
            counts[label.kind, fate] += 1
            if fate == MISSING:
                words = law.text[label.start : label.end + 40].replace("\n", "⏎")
                lost.append(f"{path}: {label.kind} at {label.start}: {words}")
        if law.basis != "markdown":
            for kind, fate, count in numbered_elements(path.read_text(encoding="utf-8"), law):
                counts[kind, fate] += count
                if fate == MISSING and count:
                    lost.append(f"{path}: {count} {kind}")
    return counts, lost


def law_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The Markdown and XML files at or below the paths, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix in (".md", ".xml"))
        else:
            yield path


def report(counts: Counter[tuple[str, str]]) -> str:
    """The counts as a table, one line per kind."""
    lines = [f"files: {counts['files', PARSED]:,}"]
    for kind in sorted({kind for kind, _ in counts if kind != "files"}):
        fates = {fate: count for (each, fate), count in counts.items() if each == kind and count}
        parts = [f"{fate} {count:,}" for fate, count in sorted(fates.items(), key=lambda pair: -pair[1])]
        lines.append(f"{kind}: seen {sum(fates.values()):,} = {' + '.join(parts)}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """The command line: files and folders."""
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    counts, lost = conserve(law_files(map(Path, arguments)))
    sys.stdout.write(report(counts) + "\n")
    sys.stdout.write("".join(f"{line}\n" for line in lost[:200]))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
