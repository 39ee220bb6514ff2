"""Citations of the labelled passages beside a clone: our engine and a plain regex, speed and F1."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from compare import alternately, line

from kg.cite.passages import answers

CITATIONS = Path(__file__).resolve().parents[1] / "../shared/data/citations"


def main() -> None:
    """Times both on all passages and scores both; says so where the passages are not there."""
    gold = CITATIONS / "dev.jsonl"
    if not gold.is_file():
        print(f"no labelled passages at {gold}: nothing measured")
        return
    regex = runpy.run_path(str(CITATIONS / "baseline_simple.py"))["extract"]
    passages = [json.loads(row) for row in gold.read_text(encoding="utf-8").splitlines()]

    def peer() -> list[dict[str, Any]]:
        return [{"id": p["id"], "citations": regex(p["text"], p["context"])} for p in passages]

    def ours() -> list[dict[str, Any]]:
        return list(answers(gold))

    ours_s, peer_s = alternately(ours, peer)
    letters = sum(len(p["text"]) for p in passages)
    print(f"{len(passages)} passages, {letters} letters")
    print(line("all passages", ours_s, peer_s, "plain regex"))
    for name, job in (("ours", ours), ("plain regex", peer)):
        print(f"{name}\n{score(gold, job)}")


def score(gold: Path, job: Callable[[], Iterable[dict[str, Any]]]) -> str:
    """The first lines of the scorer's report."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(answer, ensure_ascii=False) + "\n" for answer in job())
        file.flush()
        command = [sys.executable, str(CITATIONS / "score.py"), str(gold), file.name]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "\n".join(f"  {row}" for row in told.splitlines()[:3])


if __name__ == "__main__":
    main()
