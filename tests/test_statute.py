"""Provision paths: printed form and parse are inverse, order is the statute's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.statute import ITEM_LETTERS, Component, Level, ProvisionPath, Qualifier

NUMBERED = [
    Level.PART,
    Level.CHAPTER,
    Level.SECTION,
    Level.SUBSECTION,
    Level.ARTICLE,
    Level.PARAGRAPH,
    Level.SUBPARAGRAPH,
]
LETTERED = [Level.ITEM, Level.SUBITEM_LETTER, Level.SUBITEM_LAST]

numbers = st.integers(min_value=1, max_value=1200)
branches = st.none() | st.integers(min_value=2, max_value=40)
components = st.one_of(
    st.builds(Component, st.sampled_from(NUMBERED), numbers, branches),
    st.builds(Component, st.sampled_from(LETTERED), st.integers(1, len(ITEM_LETTERS))),
    st.builds(Component, st.sampled_from([Level.SUBITEM, Level.SUBITEM_NUMBER]), st.integers(1, 99)),
    st.builds(Component, st.sampled_from([Level.ANNEX, Level.FORM]), st.integers(1, 300), branches),
    st.builds(Component, st.sampled_from([Level.ANNEX, Level.FORM, Level.ADDENDA, Level.REMARKS])),
    st.builds(Component.of_qualifier, st.sampled_from(Qualifier)),
)


@given(components)
def test_component_reads_what_it_prints(component: Component) -> None:
    assert Component.parse(component.printed) == component


@given(st.lists(components, max_size=6).map(lambda found: ProvisionPath(tuple(found))))
def test_path_reads_what_it_prints(path: ProvisionPath) -> None:
    assert ProvisionPath.parse(str(path)) == path
    assert ProvisionPath.parse(" ".join(path.printed)) == path


PRINTED = [
    ("제4조의3제1항제3호", ("제4조의3", "제1항", "제3호")),
    ("제 4조의3", None),
    ("별표 1의2 제3호가목1)", ("별표 1의2", "제3호", "가목", "1)")),
    ("별지 제3호의2서식", ("별지 제3호의2서식",)),
    ("부칙 제2조", ("부칙", "제2조")),
    ("제2조 제1항 각호외 단서", ("제2조", "제1항", "각호외", "단서")),
    ("별표 제1호 라목 비고 제1호", ("별표", "제1호", "라목", "비고", "제1호")),
    ("제3조가", None),
    ("조", None),
    ("", ()),
]


@pytest.mark.parametrize("text, printed", PRINTED)
def test_parse(text: str, printed: tuple[str, ...] | None) -> None:
    if printed is None:
        with pytest.raises(ValueError, match="no provision component"):
            ProvisionPath.parse(text)
    else:
        assert ProvisionPath.parse(text).printed == printed


def test_order_is_the_order_of_the_statute() -> None:
    names = [
        "제2조제1항",
        "제10조",
        "제2조",
        "별표 1",
        "제2조의2",
        "제2조제1항제2호",
        "제2조제10항",
        "제2조제1항제2호의2",
    ]
    ordered = sorted(map(ProvisionPath.parse, names), key=lambda path: path.key)
    assert [str(path) for path in ordered] == [
        "제2조", "제2조제1항", "제2조제1항제2호", "제2조제1항제2호의2",
        "제2조제10항", "제2조의2", "제10조", "별표 1",
    ]  # fmt: skip


def test_what_lies_under_a_provision() -> None:
    article, item = ProvisionPath.parse("제4조"), ProvisionPath.parse("제4조제1항제3호 단서")
    assert article.covers(item)
    assert not ProvisionPath.parse("제4조의2").covers(item)
    assert str(item.provision) == "제4조제1항제3호"
    assert item.cut(Level.PARAGRAPH) == ProvisionPath.parse("제4조제1항")
    assert article.cut(Level.PARAGRAPH) is None
    assert ProvisionPath().covers(article)
