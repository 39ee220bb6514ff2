"""What a build of law says of files that are not what they seem: another law's id, no id at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import FormatError, KgError
from kg.ids import Ids
from kg.pipeline.legislation import Laws, build_laws

IDS = Ids("http://127.0.0.1:8765")


def law(title: str, law_id: str, day: str = "2020-01-01", words: str = "도움은 없다.") -> str:
    return (
        f"---\n제목: {title}\n법령ID: '{law_id}'\n법령구분: 법률\n공포일자: {day}\n공포번호: '7'\n---\n\n"
        f"# {title}\n\n##### 제1조 (하나)\n\n{words}\n"
    )


def build(tmp_path: Path, **files: str) -> Laws:
    source = tmp_path / "source"
    source.mkdir()
    for name, content in files.items():
        (source / f"{name}.md").write_text(content, encoding="utf-8")
    return build_laws(source, tmp_path / "out", IDS, lambda _: None)


def test_a_law_under_the_id_of_another_takes_no_place(tmp_path: Path) -> None:
    laws = build(tmp_path, real=law("지방자치법", "001656"), fake=law("달빛 흉내 법", "001656", "2099-01-01"))
    assert [part.title for part in laws.parts] == ["지방자치법"]
    [failed] = laws.failures
    assert failed.name == "fake.md"
    assert isinstance(failed.error, FormatError)
    assert "지방자치법" in str(failed.error)
    assert "달빛 흉내 법" in str(failed.error)


def test_a_renamed_law_names_its_former_title(tmp_path: Path) -> None:
    laws = build(tmp_path, new=law("달빛자치법", "001656", words="종전의 「지방자치법」은 이 법으로 본다."))
    assert not laws.failures


def test_superseded_tells_both_files(tmp_path: Path) -> None:
    laws = build(tmp_path, old=law("달빛법", "980077"), new=law("달빛법", "980077", "2021-02-03"))
    assert laws.repeated == ("달빛법 (2020-01-01): old.md < new.md",)


@pytest.mark.parametrize("law_id", ["../../etc", "12 34<>"])
def test_an_impossible_id_names_the_file(tmp_path: Path, law_id: str) -> None:
    with pytest.raises(KgError) as caught:
        build(tmp_path, strange=law("달빛법", law_id))
    assert "strange.md" in str(caught.value.place)


def test_a_link_to_nothing_and_a_pipe_are_told(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "law.md").write_text(law("달빛법", "980077"), encoding="utf-8")
    (source / "gone.md").symlink_to(tmp_path / "nowhere.md")
    os.mkfifo(source / "pipe.xml")
    laws = build_laws(source, tmp_path / "out", IDS, lambda _: None)
    assert {failed.name for failed in laws.failures} == {"gone.md", "pipe.xml"}
    assert len(laws.parts) == 1
