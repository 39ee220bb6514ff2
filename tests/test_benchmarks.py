"""The benchmarks run, and say a ratio; what it is depends on the machine."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from conftest import ROOT

SMALLEST = {
    "bench_cite.py": ["--turns", "1", "--copies", "1"],
    "bench_query.py": ["--turns", "1", "--papers", "1", "--questions", "2"],
}


def test_every_benchmark_is_run_here() -> None:
    assert {path.name for path in (ROOT / "benchmarks").glob("bench_*.py")} == set(SMALLEST)


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALLEST)
def test_a_benchmark_says_a_ratio(name: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / name), *SMALLEST[name]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"ratio \d+\.\d", done.stdout)
    assert re.search(r"takes \d+\.\d times as long", done.stdout)
