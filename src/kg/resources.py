"""Where the files are that travel with the code: ontology, shapes, registries, queries, sample papers.

In a clone they lie at the top of the repository, where people look for them; in an installed wheel they lie
inside the package. This module alone knows that there are two places.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

FOLDERS = ("ontology", "shapes", "data/registry", "data/queries", "data/sources")
"""What a wheel carries; `pyproject.toml` lists the same folders, and a test compares the two."""


def resource(name: str) -> Path:
    """The file or folder called `name`, a path below the top such as `shapes` or `data/registry`.

    Raises FileNotFoundError when neither a clone nor the installed package has it.

    >>> resource("data/registry").is_dir()
    True
    """
    for top in (_PACKAGE / "_resources", _PACKAGE.parents[1]):
        if (found := top / name).exists() and _is_ours(top):
            return found
    raise FileNotFoundError(f"{name}: neither in the installed package nor in a clone around {_PACKAGE}")


def _is_ours(top: Path) -> bool:
    # Beside an installed package lies the environment's own `lib`: a folder there is somebody else's.
    return top.name == "_resources" or (top / "pyproject.toml").is_file()
