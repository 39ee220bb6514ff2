"""Former titles: what the corpus still names, and what only looks like a title."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.legislation import Instrument, Register, default_register, fold_title
from kg.legislation.former import former_titles, harvest, main, titles_in

NAMED = [
    ("제5조 중 「달빛법」 제3조를", ["달빛법"]),
    ("⑤ 달빛의 이용에 관한 법률 일부를 다음과 같이 개정한다.", ["달빛의 이용에 관한 법률"]),
    ("제4조(다른 법률의 개정) 달빛법중 다음과 같이 개정한다.", ["달빛법"]),
    ("법률 제4735호 달빛관리법은 이를 폐지한다.", ["달빛관리법"]),
    ('"달빛법 제3조"를 "별빛법의 규정에"로', ["달빛법", "별빛법"]),
    ("「달빛에 관한 협약」, 「달빛법 일부개정법률」, 「같은 법」", []),
    ('"정하는 방법 제3조"를, "보건복지부령 제3조"를', []),
]


@pytest.mark.parametrize("text, titles", NAMED)
def test_titles_in(text: str, titles: list[str]) -> None:
    assert sorted(set(titles_in(text))) == sorted(titles)


def test_titles_of_the_register_are_not_former() -> None:
    register = Register.of([Instrument("kr/act/1", "act", "kr", "달빛법")])
    assert harvest(["「달빛법」", "「별빛 법」 「별빛법」 「별빛법」"], register) == {"별빛법": 3}


def test_the_file_and_the_register_are_apart() -> None:
    titles = former_titles()
    assert all(fold_title(title) == key for key, title in titles.items())
    assert not [key for key in titles if default_register().has_title(key)]


def test_main(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("「달빛법」 제3조", encoding="utf-8")
    out = tmp_path / "former.csv"
    assert main([str(tmp_path), str(out)]) == 0
    assert out.read_text(encoding="utf-8") == "title_ko,mentions\n달빛법,1\n"
    assert main([]) == 2
