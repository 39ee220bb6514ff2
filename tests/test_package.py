"""The package as others see it: names, resources, what a wheel carries."""

from __future__ import annotations

import tomllib

import pytest

import kg
from conftest import ROOT
from kg.resources import FOLDERS, resource


def test_wheel_carries_the_folders_that_resources_finds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {folder: f"kg/_resources/{folder}" for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_folder_is_found_in_the_clone(folder: str) -> None:
    assert resource(folder) == ROOT / folder
    assert any(resource(folder).iterdir())


def test_a_missing_resource_says_where_it_was_looked_for() -> None:
    with pytest.raises(FileNotFoundError, match="no/such/folder"):
        resource("no/such/folder")


def test_public_names_are_there() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    for name in kg.__all__:
        assert getattr(kg, name) is not None


def test_no_public_name_hides_a_part() -> None:
    parts = {path.name.removesuffix(".py") for path in (ROOT / "src" / "kg").iterdir()}
    assert not parts & set(kg.__all__)
