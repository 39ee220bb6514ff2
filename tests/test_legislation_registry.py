"""What travels without the corpus: which provisions exist, and which took the place of which."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RegistryError
from kg.legislation import (
    Existence,
    Instrument,
    Successions,
    default_register,
    default_successions,
    existence,
    successions,
)
from kg.legislation.harvest import main
from kg.legislation.inventory import decode, encode, load_rows, status
from kg.legislation.renumbering import COLUMNS, implied_articles
from kg.model.legislation import Provision, Succession
from kg.model.statute import Component, Level, ProvisionPath
from kg.read.lawtext import read_law

STATUTES = Path(__file__).parent / "statutes"
ACT = read_law(STATUTES / "gana-act.md")
P = ProvisionPath.parse

# --- what exists ------------------------------------------------------------------------------------------

STATES = [
    ("지방자치법", "제117조제3항", None, "exists"),
    ("지방자치법", "제117조제3항 본문", None, "exists"),
    ("지방자치법", "제117조제9항", None, "article-gone"),
    ("지방자치법", "제999조", None, "article-gone"),
    ("지방자치법", "제1조제1항", None, "exists"),  # one paragraph without a number
    ("지방자치법", "부칙 제1조", None, "not-checkable"),
    ("지방자치법", "제117조제3항", "2024-06-01", "exists"),
    ("지방자치법", "제104조제3항", "2019-05-01", "not-checkable"),  # its text is not held
    ("지방자치법", "제104조제3항", "1990-05-01", "edition-unknown"),
    ("없는 법률", "제1조", None, "instrument-unknown"),
    ("서울특별시 행정사무의 민간위탁에 관한 조례", "제4조", None, "not-checkable"),
]


@pytest.mark.parametrize("title, path, day, state", STATES)
def test_existence(title: str, path: str, day: str | None, state: str) -> None:
    found = default_register().find(title)
    assert existence(found, P(path), date.fromisoformat(day) if day else None).value == state


def test_every_provision_held_is_told_right() -> None:
    tree = decode(encode(ACT.provisions))
    told = 0
    for provision in ACT.provisions:
        if provision.path.components[0].level in (Level.ARTICLE, Level.ANNEX, Level.FORM):
            gone = provision.deleted
            assert status(tree, provision.path) is (Existence.ARTICLE_GONE if gone else Existence.EXISTS)
            told += 1
    assert told > 15


_component = st.builds(
    Component,
    st.sampled_from([Level.PARAGRAPH, Level.SUBPARAGRAPH, Level.ITEM, Level.SUBITEM]),
    st.integers(1, 42),
    st.none() | st.integers(2, 9),
)
_path = st.builds(
    lambda article, below: ProvisionPath(
        (article, *sorted({c.level: c for c in below}.values(), key=lambda c: c.key))
    ),
    st.builds(Component, st.just(Level.ARTICLE), st.integers(1, 60), st.none() | st.integers(2, 9)),
    st.lists(_component, max_size=3),
)


@given(st.dictionaries(_path, st.booleans(), max_size=40))
def test_the_compact_line_loses_nothing(paths: dict[ProvisionPath, bool]) -> None:
    ordered = sorted(paths, key=lambda path: path.key)
    tree = decode(encode(Provision(path, "", 0, 0, 0, 0, paths[path]) for path in ordered))
    for path in ordered:
        above_gone = any(
            paths.get(ProvisionPath(path.components[:n])) for n in range(1, len(path.components))
        )
        gone = paths[path] or above_gone
        assert status(tree, path) is (Existence.ARTICLE_GONE if gone else Existence.EXISTS)


def test_a_registry_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("work,line\n", encoding="utf-8")
    with pytest.raises(RegistryError, match="edition"):
        load_rows(tmp_path / "p.csv")


def test_an_instrument_without_provisions_is_not_checkable() -> None:
    own = Instrument("kr/act/999999", "act", "kr", "가법")
    assert existence(own, P("제1조")) is Existence.NOT_CHECKABLE


# --- what took the place of what --------------------------------------------------------------------------


def test_the_old_number_leads_to_the_new_one_and_back() -> None:
    known = default_successions()
    [newer] = known.newer("지방자치법", P("제104조제3항"))
    assert (str(newer.new), newer.act, newer.basis) == ("제117조제3항", 17893, "substitution")
    [older] = known.older("지방자치법", P("제117조제3항"))
    assert str(older.old) == "제104조제3항"
    [below] = known.newer("지방자치법", P("제104조제2항제1호"))
    assert (str(below.new), below.basis) == ("제117조제2항제1호", "implied")
    assert known.newer("지방자치법", P("제1조")) == ()
    assert known.newer("지방자치법", P("제104조"), act=1) == ()


def test_what_a_substitution_says() -> None:
    law = read_law(
        (STATUTES / "gana-act.md").read_bytes().replace("(자차법)".encode(), "(가나시설 지원법)".encode())
    )
    [told] = successions(law)
    assert (told.instrument, str(told.old), str(told.new), told.act, told.basis) == (
        "가나시설 지원법",
        "제12조제1항",
        "제4조제1항",
        80100,
        "substitution",
    )
    assert law.text[told.start : told.end].startswith('"「가나시설 지원법」 제12조제1항"')


ADDENDA = [
    # quoted pair, act of the addendum, pairs read
    ('"「가법」 제3조"를 "「가법」 제5조"로', "가법", ["제3조→제5조"]),
    ('"「가법」 제3조"를 각각 "「가법」 제5조"로', "가법 시행령", ["제3조→제5조"]),
    ('"가법 제3조제1항"을 "가법 제5조제2항"으로', "가법", ["제3조제1항→제5조제2항"]),
    (
        '"「가법」 제3조제1호부터 제3호까지"를 "「가법」 제5조제1호부터 제3호까지"로',
        "가법",
        ["제3조제1호→제5조제1호", "제3조제3호→제5조제3호"],
    ),
    ('"「가법」 제3조 및 제4조의2"를 "「가법」 제5조 및 제6조"로', "가법", ["제3조→제5조", "제4조의2→제6조"]),
    ('"「가법」 제3조, 제4조"를 "「가법」 제5조"로', "가법", []),  # not built alike
    ('"「가법」 제3조"를 "「나법」 제5조"로', "가법", []),
    ('"「가법」 제3조"를 "「가법」 제3조"로', "가법", []),
    ('"「가법」 제3조"를 "「가법」 제3조제2항"으로', "가법", []),  # cited more narrowly, not renumbered
    ('"「가법」 제3조"를 "「가법」 제5조"로', "다법", []),  # another act's correction is no renumbering
    ('"제3조"를 "제5조"로', "가법", []),
]


@pytest.mark.parametrize("prose, act, pairs", ADDENDA)
def test_substitutions(prose: str, act: str, pairs: list[str]) -> None:
    head = "---\n제목: 바법\n법령ID: '1'\n---\n\n## 부칙\n\n"
    text = f"{head}부칙({act}) <제9호,2021.1.12>\n\n제2조제1항 중 {prose} 한다.\n"
    assert [f"{each.old}→{each.new}" for each in successions(read_law(text.encode()))] == pairs


def _pair(old: str, new: str, basis: str = "substitution") -> Succession:
    return Succession("가법", P(old), P(new), 9, None, basis, 0, 0)


def test_several_new_ones_are_all_kept() -> None:
    known = Successions([_pair("제3조", "제5조"), _pair("제3조", "제6조"), _pair("제3조제2항", "제7조")])
    assert {str(each.new) for each in known.newer("가법", P("제3조제1항"))} == {"제5조제1항", "제6조제1항"}
    assert [str(each.new) for each in known.newer("가법", P("제3조제2항"))] == ["제7조"]


def test_articles_follow_only_where_all_below_agree() -> None:
    agreed = [_pair("제3조제1항", "제5조제1항"), _pair("제3조제2항", "제5조제2항")]
    [told] = implied_articles(agreed)
    assert (str(told.old), str(told.new), told.basis) == ("제3조", "제5조", "implied")
    assert not list(implied_articles([*agreed, _pair("제3조제3항", "제6조제3항")]))
    assert not list(implied_articles([*agreed, _pair("제3조제3항", "제5조제4항")]))
    assert not list(implied_articles([*agreed, _pair("제3조", "제5조")]))  # stated itself


def test_a_broken_line_says_where(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        writer.writerow({"instrument": "가법", "old": "제3", "new": "제5조"})
    with pytest.raises(RegistryError) as caught:
        Successions.load(path)
    assert caught.value.place.line == 2


# --- the harvest ------------------------------------------------------------------------------------------


def test_harvest_of_statutes_and_responses(tmp_path: Path) -> None:
    corpus, responses, registry = tmp_path / "corpus", tmp_path / "responses", tmp_path / "registry"
    for folder in (corpus, responses / "detail", responses / "history", registry):
        folder.mkdir(parents=True)
    (corpus / "법률.md").write_bytes((STATUTES / "gana-act.md").read_bytes())
    (responses / "detail" / "1.xml").write_bytes((STATUTES / "gana-decree.xml").read_bytes())
    (responses / "history" / "a.json").write_text(
        '[{"법령명한글": "가나시설 지원법 시행령", "제개정구분명": "제정", "공포번호": "60000",'
        ' "공포일자": "20100101", "시행일자": "20100201"}]',
        encoding="utf-8",
    )
    assert main([str(corpus), "--responses", str(responses), "--registry", str(registry)]) == 0
    rows = list(csv.DictReader((registry / "instruments.csv").open(encoding="utf-8")))
    assert [(r["work"], r["edition"], r["in_force_from"], r["in_force_to"], r["basis"]) for r in rows] == [
        ("kr/act/990001", "80100", "2015-07-07", "", "first-addendum"),
        ("kr/decree/990002", "60000", "2010-02-01", "2019-06-30", "open-api-history"),
        ("kr/decree/990002", "70700", "2019-07-01", "", "open-api"),
    ]
    assert rows[2]["short_titles"] == "가나령"
    pairs = list(csv.DictReader((registry / "successions.csv").open(encoding="utf-8")))
    assert [(p["instrument"], p["old"], p["new"], p["act"], p["basis"]) for p in pairs] == [
        ("가나시설 지원법", "제12조", "제4조", "80100", "implied"),
        ("가나시설 지원법", "제12조제1항", "제4조제1항", "80100", "substitution"),
        ("가나시설 지원법 시행령", "제2조", "제4조", "", "moved"),
        ("가나시설 지원법 시행령", "제3조", "제2조", "", "moved"),
    ]


def test_an_article_added_beside_another_does_not_succeed_it() -> None:
    found = default_successions()
    assert not found.newer("산지관리법", ProvisionPath.parse("제15조"))
    assert not [each for each in found if "부칙" in f"{each.old}{each.new}"]
