"""Two ways of one job in one run, by turns, with the ratio: so that a busy machine slows both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

ROUNDS = 5


def alternately(
    ours: Callable[[], object], peer: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Median seconds of each, run by turns; the first turn of each only warms up."""
    ours(), peer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for job, kept in zip((ours, peer), times, strict=True):
            start = time.perf_counter()
            job()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def line(name: str, ours: float, peer: float, peer_name: str) -> str:
    """One result: milliseconds of both, and how many times faster ours is.

    >>> line("cq01", 0.002, 0.008, "rdflib")
    'cq01                 ours      2.0 ms   rdflib      8.0 ms   4.00x'
    """
    return f"{name:<20} ours {ours * 1e3:8.1f} ms   {peer_name} {peer * 1e3:8.1f} ms   {peer / ours:.2f}x"
