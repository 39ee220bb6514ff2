"""Citations: our engine and a plain regex by turns on statutes; the whole body of law; F1 of both."""

from __future__ import annotations

import argparse
import json
import random
import re
import runpy
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from kg.cite import Context, find_citations, law_citations
from kg.cite.passages import answers
from kg.legislation import default_register
from kg.model.statute import Citation
from kg.read.lawmarkdown import read_law_markdown

SHARED = Path(__file__).resolve().parents[1] / "../shared/data"
CITATIONS = SHARED / "citations"
STATUTES = SHARED / "statutes/kr.tar.xz"

ROUNDS = 3
PROCESSES = 2
SEED = 20260101

_TITLE = re.compile(r"^제목: ['\"]?(.*?)['\"]?$", re.MULTILINE)
# The regex takes exponential time on runs of white space, which tables have: one blank or line end for each.
_BLANKS, _LINE_ENDS = re.compile(r"[ \t\u00a0\u3000]+"), re.compile(r"\s*\n\s*")

Extract = Callable[[str, dict[str, Any]], list[dict[str, Any]]]
Law = tuple[str | None, str]


def main() -> None:
    """Prints what can be measured here; says what cannot and why."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=50, help="statutes both read by turns")
    parser.add_argument("--sample-only", action="store_true", help="leave out the whole body of law")
    options = parser.parse_args()
    if not CITATIONS.is_dir():
        print(f"no labelled passages and no regex at {CITATIONS}: nothing measured")
        return
    regex: Extract = runpy.run_path(str(CITATIONS / "baseline_simple.py"))["extract"]
    score_passages(regex)
    if not STATUTES.is_file():
        print(f"no statutes at {STATUTES}: speed not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(STATUTES) as archive:
            archive.extractall(folder, filter="data")
        files = sorted(Path(folder).rglob("*.md"))
        compare_speed(*sample(files, options.megabytes, regex), regex)
        if not options.sample_only:
            whole_corpus(files)


def score_passages(regex: Extract) -> None:
    """F1 of both on the labelled passages."""
    gold = CITATIONS / "dev.jsonl"
    passages = [json.loads(row) for row in gold.read_text(encoding="utf-8").splitlines()]
    print(f"{len(passages)} passages, {sum(len(p['text']) for p in passages)} letters")
    peer = ({"id": p["id"], "citations": regex(p["text"], p["context"])} for p in passages)
    for name, found in (("ours", answers(gold)), ("plain regex", peer)):
        print(f"{name}\n{score(gold, found)}")


def score(gold: Path, found: Iterable[dict[str, Any]]) -> str:
    """The first lines of the scorer's report."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(answer, ensure_ascii=False) + "\n" for answer in found)
        file.flush()
        command = [sys.executable, str(CITATIONS / "score.py"), str(gold), file.name]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "\n".join(f"  {row}" for row in told.splitlines()[:3])


# --- speed ----------------------------------------------------------------------------------------------


def compare_speed(laws: list[Law], size: int, regex: Extract) -> None:
    """Both by turns on the same statutes, one core, CPU time."""
    find_citations("법 제1조")  # reads the register
    jobs: dict[str, Callable[[Law], int]] = {
        "ours": lambda law: len(find_citations(law[1], Context(instrument=law[0]))),
        "plain regex": lambda law: len(regex(law[1], {"instrument": law[0]})),
    }
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            start = time.process_time()
            found = sum(map(job, laws))
            seconds[name].append(time.process_time() - start)
            print(f"  {name:<12} {size / 1e6 / seconds[name][-1]:6.2f} MB/s  {found} citations")
    ours, peer = min(seconds["ours"]), min(seconds["plain regex"])
    print(f"{size / 1e6:.1f} MB of statutes, one core: ours {size / 1e6 / ours:.2f} MB/s,", end=" ")
    print(f"plain regex {size / 1e6 / peer:.2f} MB/s, {peer / ours:.2f}x")


def sample(files: list[Path], megabytes: float, regex: Extract) -> tuple[list[Law], int]:
    """Title and text of random statutes that the regex can read, and their size in bytes."""
    laws, size, failed = [], 0, 0
    for path in random.Random(SEED).sample(files, len(files)):
        title, text = read(path)
        text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))
        try:
            regex(text, {"instrument": title})
        except (IndexError, ValueError):
            failed += 1
            continue
        laws.append((title, text))
        size += len(text.encode())
        if size >= megabytes * 1e6:
            break
    print(f"{len(laws)} statutes; {failed} more on which the plain regex fails are left out")
    return laws, size


def read(path: Path) -> Law:
    """Title and text of a statute."""
    text = path.read_text(encoding="utf-8")
    title = _TITLE.search(text)
    return (title[1] if title else None), text


def whole_corpus(files: list[Path]) -> None:
    """All statutes on two processes: as texts, and as instruments with their provisions."""
    size = sum(path.stat().st_size for path in files)
    ordered = sorted(files, key=lambda path: -path.stat().st_size)
    parts = [ordered[place :: PROCESSES * 8] for place in range(PROCESSES * 8)]
    for name, job in (("find and resolve", found_in_texts), ("with provisions known", found_in_laws)):
        start = time.perf_counter()
        cpu, reasons = 0.0, Counter[str]()
        with ProcessPoolExecutor(PROCESSES) as pool:
            for seconds, counted in pool.map(job, parts):
                cpu += seconds
                reasons += counted
        wall = time.perf_counter() - start
        print(f"{len(files)} statutes, {size / 1e6:.0f} MB, {name}: {cpu:.1f} s CPU", end=" ")
        print(f"({cpu / PROCESSES:.1f} s on each of {PROCESSES}, {wall:.1f} s in all)")
        for reason, count in reasons.most_common():
            print(f"  {count:>9} {reason}")


def found_in_texts(files: list[Path]) -> tuple[float, Counter[str]]:
    """CPU seconds and citations by reason; reading the files is not counted."""
    laws = [read(path) for path in files]
    find_citations("법 제1조")
    start = time.process_time()
    counted: Counter[str] = Counter()
    for title, text in laws:
        counted.update(map(_reason, find_citations(text, Context(instrument=title))))
    return time.process_time() - start, counted


def found_in_laws(files: list[Path]) -> tuple[float, Counter[str]]:
    """The same with provisions, which are read before the clock starts."""
    laws = [read_law_markdown(path.read_bytes(), path.name) for path in files]
    register = default_register()
    find_citations("법 제1조")
    start = time.process_time()
    counted: Counter[str] = Counter()
    for law in laws:
        counted.update(_reason(citation) for _, citation in law_citations(law, register))
    return time.process_time() - start, counted


def _reason(citation: Citation) -> str:
    return "resolved" if citation.unresolved is None else citation.unresolved.reason.value


if __name__ == "__main__":
    main()
