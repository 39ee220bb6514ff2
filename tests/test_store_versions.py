"""Dataset versions: built aside, switched in one step, never half there."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from kg.errors import EXIT_STORE, NotFoundError, StoreError, StoreMissingError
from kg.store import create_directory, open_store
from kg.store.versions import Build, Manifest, current, list_versions, locked, publish, roll_back

QUAD = '<https://e/s> <https://e/p> "{}" <https://e/graph/document/1> .\n'


def build_of(value: str) -> Build:
    """A build of one quad and one text."""

    def build(directory: Path) -> Manifest:
        (directory / "nquads").mkdir()
        (directory / "documents").mkdir()
        path = directory / "nquads" / "0123456789ab.nq"
        path.write_text(QUAD.format(value), encoding="utf-8")
        (directory / "documents" / "0123456789ab.txt").write_bytes(f"값은 {value}\n끝".encode())
        store = create_directory(directory / "store")
        store.load(path)
        store.close()
        return {"validation": {"conforms": True}}

    return build


def served(directory: Path) -> str:
    store = open_store(f"file:{directory}")
    (row,) = store.select("SELECT ?o WHERE { ?s ?p ?o }")
    store.close()
    return row["o"].value


def test_publish_switches_and_roll_back_returns(tmp_path: Path) -> None:
    first = publish(tmp_path, build_of("1"))
    second = publish(tmp_path, build_of("2"))
    assert [version.id for version in list_versions(tmp_path)] == sorted([first.id, second.id])
    assert current(tmp_path) == second
    assert served(tmp_path) == "2"
    assert roll_back(tmp_path, first.id) == first
    assert served(tmp_path) == "1"
    assert roll_back(tmp_path, second.id) == second


def test_roll_back_without_a_name_is_the_version_before(tmp_path: Path) -> None:
    ids = [publish(tmp_path, build_of(str(n))).id for n in range(2)]
    roll_back(tmp_path, max(ids))
    assert roll_back(tmp_path).id == min(ids)
    with pytest.raises(NotFoundError):
        roll_back(tmp_path)


def test_the_manifest_has_checksums_of_all_but_the_store(tmp_path: Path) -> None:
    version = publish(tmp_path, build_of("1"))
    manifest = version.manifest()
    assert set(manifest["files"]) == {"nquads/0123456789ab.nq", "documents/0123456789ab.txt"}
    assert manifest["version"] == version.id
    assert manifest["validation"] == {"conforms": True}
    assert json.loads((version.path / "manifest.json").read_text("utf-8")) == manifest


def test_the_store_knows_its_version_and_texts(tmp_path: Path) -> None:
    version = publish(tmp_path, build_of("1"))
    for url in (f"file:{tmp_path}", f"file:{version.path}"):
        store = open_store(url)
        assert store.version == version.id
        assert store.text("0123456789ab") == "값은 1\n끝"
        assert store.text("ffffffffffff") is None
        assert store.text("../manifest.json") is None
        store.close()


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, build_of("1"))

    def broken(directory: Path) -> Manifest:
        (directory / "half").write_text("written")
        raise RuntimeError("no more paper")

    with pytest.raises(RuntimeError):
        publish(tmp_path, broken)
    assert served(tmp_path) == "1"
    assert [entry.name for entry in (tmp_path / "versions").iterdir()] == [current(tmp_path).id]


def test_a_build_that_is_killed_changes_nothing_and_is_swept(tmp_path: Path) -> None:
    publish(tmp_path, build_of("1"))

    def endless(directory: Path) -> Manifest:
        (directory / "half").write_text("written")
        time.sleep(60)
        return {}

    process = multiprocessing.get_context("fork").Process(target=publish, args=(tmp_path, endless))
    process.start()
    while not list((tmp_path / "versions").glob(".staging-*/half")):
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert served(tmp_path) == "1"
    assert len(list_versions(tmp_path)) == 1
    publish(tmp_path, build_of("2"))
    assert served(tmp_path) == "2"
    assert not list((tmp_path / "versions").glob(".staging-*"))


def test_without_symbolic_links_a_text_file_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refused)
    version = publish(tmp_path, build_of("1"))
    assert (tmp_path / "current").read_text() == f"{version.id}\n"
    assert served(tmp_path) == "1"


@pytest.mark.parametrize("pointer", ("nonsense", "../../etc", "20260101T000000Z-00000000"))
def test_a_pointer_to_nothing(tmp_path: Path, pointer: str) -> None:
    publish(tmp_path, build_of("1"))
    (tmp_path / "current").unlink()
    (tmp_path / "current").write_text(pointer)
    with pytest.raises(NotFoundError):
        current(tmp_path)


def test_no_version_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        current(tmp_path)


def test_everything_is_on_the_disk_before_the_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: set[int] = set()
    at_switch: list[set[int]] = []
    fsync, replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        written.add(os.fstat(handle).st_ino)
        fsync(handle)

    def switch(path: Path, target: Path) -> Path:
        at_switch.append(set(written))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", switch)
    version = publish(tmp_path, build_of("1"))
    everything = [version.path, *version.path.rglob("*")]
    assert {"CURRENT", "manifest.json", "0123456789ab.txt"} <= {path.name for path in everything}
    assert [path for path in everything if path.stat().st_ino not in at_switch[0]] == []


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "new"):
        with pytest.raises(StoreError, match="another build") as caught, locked(tmp_path / "new"):
            pytest.fail("both hold it")
        with locked(tmp_path / "other"):
            pass
    assert caught.value.exit_code == EXIT_STORE
    with locked(tmp_path / "new"):
        pass
