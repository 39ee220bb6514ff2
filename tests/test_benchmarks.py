"""The benchmarks run, and say a ratio; what it is depends on the machine."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from conftest import ROOT, SHARED

SMALLEST = {
    "bench_cite.py": ["--megabytes", "0.5", "--sample-only"],
    "bench_cite_samples.py": ["--turns", "1", "--copies", "1"],
    "bench_legislation.py": [],
    "bench_queries.py": [],
}


ALONE = {"bench_impact.py"}
"""Measured against a limit, not a peer: nothing else answers its questions."""


def test_every_benchmark_is_run_here() -> None:
    assert {path.name for path in (ROOT / "benchmarks").glob("bench_*.py")} == set(SMALLEST) | ALONE


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALONE))
def test_a_benchmark_times_every_request(name: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^ +\d+\.\d ms  worst", done.stdout, re.MULTILINE)) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALLEST)
def test_a_benchmark_says_a_ratio(name: str) -> None:
    if name == "bench_cite.py" and not (SHARED / "data/citations/dev.jsonl").is_file():
        pytest.skip("the labelled passages are not beside this clone")
    command = [sys.executable, str(ROOT / "benchmarks" / name), *SMALLEST[name]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"ratio \d+\.\d|\d+\.\d\dx", done.stdout)
    assert "rows differ" not in done.stdout
