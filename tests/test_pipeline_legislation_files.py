"""Every file of legislation becomes a part, or is told: none gets lost between the processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ids import Ids
from kg.pipeline.legislation.files import LawFile
from kg.pipeline.legislation.journal import Journal
from kg.pipeline.legislation.part import Setup
from kg.pipeline.legislation.work import make_parts


@pytest.mark.parametrize("count", [1, 4, 5, 6])
def test_as_many_parts_and_failures_as_files(tmp_path: Path, count: int) -> None:
    setup = Setup(tmp_path, Ids("https://example.org"))
    for folder in (setup.quads, setup.texts, setup.sources):
        folder.mkdir(parents=True, exist_ok=True)
    files = [LawFile(f"{number}.xml", b"<law>" + bytes([48 + number])) for number in range(count)]
    with Journal(setup) as journal:
        made = make_parts(files, journal, setup, lambda _: None)
    assert [failed.name for failed in made.failures] == [file.name for file in files]
