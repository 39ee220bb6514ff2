"""What every test file may use: where things are, and skips that say why.

`SHARED` is the folder of real papers and corpora that lies beside a clone on some machines. It is never
part of the repository: tests that read it ask for the `shared` fixture (or `needs_shared`) and are skipped
without it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(__file__).parents[1] / "../shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no folder of real papers at {SHARED}")

# A busy machine is no failure; the same examples everywhere, so that a red run can be repeated.
settings.register_profile(
    "kg", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("kg")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-cases`: let tests/test_cases.py write what it finds as what it expects."""
    parser.addoption("--update-cases", action="store_true", help="write the files of tests/cases anew")


@pytest.fixture(scope="session")
def update_cases(request: pytest.FixtureRequest) -> bool:
    """Whether the files of the cases are to be written anew."""
    return bool(request.config.getoption("--update-cases"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"no folder of real papers at {SHARED}")
    return SHARED.resolve()
