"""The built wheel: everything is in it, and it works where there is no clone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT
from kg.resources import FOLDERS

pytestmark = pytest.mark.slow

PAPER = """# 하늘센터 민간위탁 동의안

## 1. 주요내용
 가. 위탁사무명 : 하늘센터 운영
 나. 위탁기간 : 2025. 1. 1. ~ 2027. 12. 31.(3년)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def outside(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder far from the clone, with the wheel unpacked below `site`."""
    folder = tmp_path_factory.mktemp("outside")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    return folder


def run(outside: Path, program: str, *words: str) -> str:
    # The wheel's folder comes before the clone on the path; the dependencies are those of this environment.
    environ = {**os.environ, "PYTHONPATH": str(outside / "site")}
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(
        command, cwd=outside, env=environ, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_wheel_carries_code_pages_and_data(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = [path for path in (ROOT / "src" / "kg").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert {path.relative_to(ROOT / "src").as_posix() for path in ours} <= inside
    for folder in FOLDERS:
        files = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert {f"kg/_resources/{file}" for file in files} <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert any(name.endswith("licenses/LICENSE-DATA") for name in inside)


def test_resources_are_found_in_the_wheel(outside: Path) -> None:
    program = f"from kg.resources import resource; print(*[resource(f) for f in {FOLDERS!r}], sep='\\n')"
    found = run(outside, program).split()
    assert found == [str(outside / "site" / "kg" / "_resources" / folder) for folder in FOLDERS]


def test_build_and_validate_work_outside_the_clone(outside: Path) -> None:
    kg = "from kg.cli import main; main()"
    run(outside, kg, "build", "paper.md", "-o", "out")
    assert "0 violation" in run(outside, kg, "validate", "out")
    assert run(outside, kg, "query", "out", "ASK { ?s ?p ?o }") == "true\n"


def test_pages_are_served_outside_the_clone(outside: Path) -> None:
    program = (
        "from kg import create_app, open_store\n"
        "client = create_app(open_store('memory:')).test_client()\n"
        "print(client.get('/').status_code, client.get('/static/site.css').status_code)"
    )
    assert run(outside, program) == "200 200\n"
