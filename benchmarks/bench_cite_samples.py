"""Citations against a plain pattern: what it costs to know what is cited, beside seeing that something is.

The peer is one regular expression, written here: a title in brackets and the numbers after it. It resolves
nothing (no 같은 조, no short names, no enumerations), so it is what anybody would write first. Both run over
the same text in the same process by turns, so a busy machine slows both; the ratio of each turn is shown.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from kg import find_citations

SOURCES = Path(__file__).resolve().parents[1] / "data" / "sources"
PEER = re.compile(
    r"[「｢][^」｣]{2,60}[」｣](?:\s*제\d+조(?:의\d+)?(?:\s*제\d+항)?(?:\s*제\d+호)?)?|제\d+조(?:의\d+)?"
)


def peer(text: str) -> int:
    """How many stretches the plain pattern finds."""
    return sum(1 for _ in PEER.finditer(text))


def ours(text: str) -> int:
    """How many citations are found, each with what it cites."""
    return len(find_citations(text))


def speed(run: Callable[[str], int], text: str) -> tuple[float, int]:
    """Characters per second, and what was found."""
    begun = time.perf_counter()
    found = run(text)
    return len(text) / (time.perf_counter() - begun), found


def main() -> None:
    """Run the turns and print one line each."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--turns", type=int, default=5)
    options.add_argument("--copies", type=int, default=3, help="how often each sample paper is repeated")
    given = options.parse_args()
    papers = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*-report.*"))]
    text = "\n".join(papers * given.copies)
    ours(text[:2000])  # the register is read once, not in a turn
    ratios = []
    print(f"{len(papers)} papers x {given.copies}: {len(text):,} characters")
    for turn in range(1, given.turns + 1):
        own, citations = speed(ours, text)
        plain, stretches = speed(peer, text)
        ratios.append(plain / own)
        print(
            f"turn {turn}: find_citations {own:,.0f} chars/s ({citations}), "
            f"plain pattern {plain:,.0f} chars/s ({stretches}), ratio {ratios[-1]:.1f}"
        )
    print(f"find_citations takes {statistics.median(ratios):.1f} times as long as the plain pattern (median)")


if __name__ == "__main__":
    main()
