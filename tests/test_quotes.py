"""Quoted provisions beside the law: normal form, labels, verdicts, and what differs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.blocks import Span
from kg.model.fidelity import Divergence, Fidelity, Obstacle, Verdict
from kg.model.legislation import LawText, Provision
from kg.model.statute import ProvisionPath
from kg.quotes import compare, compared_words, normal, quoted_lines
from kg.quotes.diff import difference, divergences

# A provision as a builder says it: path, heading, words. Deleted where the words begin with 삭제.
Said = tuple[str, str, str]

ARTICLE: Sequence[Said] = (
    ("제4조", "위탁 대상", ""),
    ("제4조제1항", "", "시장은 다음 각 호의 사무를 민간에 맡길 수 있다. <개정 2021.3.25>"),
    ("제4조제1항제1호", "", "시설의 관리ㆍ운영"),
    ("제4조제1항제2호", "", '단순 조사 업무(이하 "조사"라 한다)'),
    ("제4조제1항제2호가목", "", "현장 조사"),
    ("제4조제1항제2호나목", "", "통계 조사"),
    ("제4조제1항제3호", "", "그 밖에 규칙으로 정하는 사무"),
    ("제4조제2항", "", "삭제 <2014.5.14>"),
    (
        "제4조제3항",
        "",
        "시장은 수탁기관을 공개모집으로 선정하여야 한다. 다만, 긴급한 경우에는 그러하지 아니하다.",
    ),
)
PLAIN: Sequence[Said] = (("제7조", "지원", "시장은 예산의 범위에서 수탁기관을 지원할 수 있다."),)


def law(said: Sequence[Said]) -> LawText:
    text, provisions = "", []
    rows = [(ProvisionPath.parse(path), heading, words) for path, heading, words in said]
    starts = []
    for path, _, words in rows:
        starts.append((len(text), len(text) + len(label := f"[{path}] "), len(text) + len(label + words)))
        text += f"{label}{words}\n"
    for number, (path, heading, words) in enumerate(rows):
        start, body, own_end = starts[number]
        below = [starts[n][2] for n, (other, _, _) in enumerate(rows) if path.covers(other)]
        provisions.append(
            Provision(path, heading, start, body, own_end, max(below), words.startswith("삭제"))
        )
    return LawText(
        text, "가온시 사무위탁 조례", "ordinance", "1", 1, None, None, provisions=tuple(provisions)
    )


def check(said: Sequence[Said], paper: str, article: str) -> Fidelity:
    """The comparison of a paper that prints nothing but the quotation, each line a passage of its own."""
    held = law(said)
    return compare(quoted_lines(paper, passages(paper), ProvisionPath.parse(article)), held, held.provisions)


def passages(paper: str) -> list[Span]:
    """Spans as the reader gives them: of each line, without the marker in front."""
    spans, at = [], 0
    for line in paper.split("\n"):
        words = line.lstrip()
        marker = next(
            (
                m
                for m in ("**②** ", "②", "③", "1. ", "2. ", "3. ", "9. ", "1) ", "가. ", "나. ")
                if words.startswith(m)
            ),
            "",
        )
        start = at + len(line) - len(words) + len(marker)
        if at + len(line) > start:
            spans.append(Span(start, at + len(line)))
        at += len(line) + 1
    return spans


WHOLE = (
    "제4조(위탁 대상) ① 시장은 다음 각 호의 사무를 민간에 맡길 수 있다. <개정 2021.3.25>\n"
    '1. 시설의 관리ㆍ운영\n2. 단순 조사 업무(이하 "조사"라 한다)\n가. 현장 조사\n나. 통계 조사\n'
    "3. 그 밖에 규칙으로 정하는 사무\n② 삭제 <2014.5.14>\n"
    "③ 시장은 수탁기관을 공개모집으로 선정하여야 한다. 다만, 긴급한 경우에는 그러하지 아니하다."
)
PROVISO = " 다만, 긴급한 경우에는 그러하지 아니하다."

VERDICTS = (
    # as the law prints it
    (ARTICLE, WHOLE, "제4조", Verdict.EXACT, "제4조"),
    (PLAIN, "제7조(지원) 시장은 예산의 범위에서 수탁기관을 지원할 수 있다.", "제7조", Verdict.EXACT, "제7조"),
    # one paragraph alone is that paragraph, whole
    (
        ARTICLE,
        "제4조(위탁 대상) ③ 시장은 수탁기관을 공개모집으로 선정하여야 한다."
        " 다만, 긴급한 경우에는 그러하지 아니하다.",
        "제4조",
        Verdict.EXACT,
        "제4조제3항",
    ),
    # typography: amendment mark, dot, quotes, spaces, caption, emphasis, a note mark
    (
        ARTICLE,
        WHOLE.replace(" <개정 2021.3.25>", "").replace("ㆍ", "·").replace('"', "”"),
        "제4조",
        Verdict.NORMALISED,
        "제4조",
    ),
    (ARTICLE, WHOLE.replace("맡길 수 있다", "맡길수 있다"), "제4조", Verdict.NORMALISED, "제4조"),
    (ARTICLE, f"「가온시 사무위탁 조례」 {WHOLE}", "제4조", Verdict.EXACT, "제4조"),
    (ARTICLE, WHOLE.replace("공개모집", "**공개모집**"), "제4조", Verdict.NORMALISED, "제4조"),
    (ARTICLE, WHOLE.replace("모집으로", "모집<sup>3)</sup>으로"), "제4조", Verdict.NORMALISED, "제4조"),
    # labels: brackets for dots, an only paragraph with its number, flattened into one cell
    (ARTICLE, WHOLE.replace("\n1. ", "\n1) "), "제4조", Verdict.NORMALISED, "제4조"),
    (PLAIN, f"제7조(지원) ① {PLAIN[0][2]}", "제7조", Verdict.EXACT, "제7조"),
    (ARTICLE, WHOLE.replace("\n", " "), "제4조", Verdict.EXACT, "제4조"),
    # whole sub-provisions left out; a deleted one says nothing
    (ARTICLE, WHOLE.replace("\n② 삭제 <2014.5.14>", ""), "제4조", Verdict.EXACT, "제4조"),
    (ARTICLE, WHOLE.replace("나. 통계 조사\n", ""), "제4조", Verdict.ABRIDGED, "제4조"),
    (
        ARTICLE,
        "제4조(위탁 대상) ① 시장은 다음 각 호의 사무를 민간에 맡길 수 있다.\n3. 그 밖에 규칙으로 정하는 사무",
        "제4조",
        Verdict.ABRIDGED,
        "제4조제1항",
    ),
    # printed ellipses
    (ARTICLE, WHOLE.replace("단순 조사 업무", "단순 …"), "제4조", Verdict.ABRIDGED, "제4조"),
    (ARTICLE, WHOLE.replace(PROVISO, " <단서 생략>"), "제4조", Verdict.ABRIDGED, "제4조"),
    (ARTICLE, "제4조(위탁 대상) (본문 생략)\n3. (생략)", "제4조", Verdict.ABRIDGED, "제4조제1항"),
    (ARTICLE, "제4조(위탁 대상) ①∼② (생략)\n③ (생 략)", "제4조", Verdict.ABRIDGED, "제4조"),
    (
        ARTICLE,
        "제4조(위탁 대상) ① 시장은 (중략) 맡길 수 있다. (이하 생략)",
        "제4조",
        Verdict.ABRIDGED,
        "제4조제1항",
    ),
    # divergent
    (ARTICLE, WHOLE.replace("맡길 수 있다", "맡겨야 한다"), "제4조", Verdict.DIVERGENT, "제4조"),
    (ARTICLE, WHOLE.replace(PROVISO, ""), "제4조", Verdict.DIVERGENT, "제4조"),
    (ARTICLE, WHOLE.replace("위탁 대상", "위탁의 기준"), "제4조", Verdict.DIVERGENT, "제4조"),
    (ARTICLE, WHOLE + "\n9. 새 사무", "제4조", Verdict.DIVERGENT, "제4조"),
    (ARTICLE, "제4조 ③ 시장은 … 수의계약으로 선정하여야 한다.", "제4조", Verdict.DIVERGENT, "제4조제3항"),
    # nothing to compare
    (ARTICLE, "제4조(위탁 대상)", "제4조", Verdict.NOT_CHECKABLE, "제4조"),
    (ARTICLE, "제5조(선정) 시장은 심의를 거친다.", "제5조", Verdict.NOT_CHECKABLE, "제5조"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "paper", "article", "verdict", "path"), VERDICTS)
def test_verdict(said: Sequence[Said], paper: str, article: str, verdict: Verdict, path: str) -> None:
    found = check(said, paper, article)
    assert (found.verdict, str(found.path)) == (verdict, path), found


def test_what_is_left_out_is_named() -> None:
    found = check(ARTICLE, WHOLE.replace("나. 통계 조사\n", ""), "제4조")
    assert [str(path) for path in found.left_out] == ["제4조제1항제2호나목"]


def test_why_nothing_is_compared() -> None:
    assert check(ARTICLE, "제4조(위탁 대상)", "제4조").obstacle is Obstacle.NO_WORDING
    assert check(ARTICLE, "제5조(선정) 시장은 심의를 거친다.", "제5조").obstacle is Obstacle.PROVISION_UNKNOWN


DIVERGENCES = (
    # law, paper, class
    ("위탁할 수 있다.", "위탁하여야 한다.", Divergence.WORDS_CHANGED),
    ("3년 이내로 한다.", "5년 이내로 한다.", Divergence.WORDS_CHANGED),
    ("시장은 미리 의회의 동의를 받는다.", "시장은 의회의 동의를 받는다.", Divergence.WORDS_LEFT_OUT),
    ("시장은 의회의 동의를 받는다.", "시장은 미리 의회의 동의를 받는다.", Divergence.WORDS_ADDED),
    ("조사 및 검사 업무", "검사 및 조사 업무", Divergence.ORDER_CHANGED),
)


@pytest.mark.parametrize(("own", "paper", "kind"), DIVERGENCES)
def test_divergence_is_classed(own: str, paper: str, kind: Divergence) -> None:
    assert divergences(own, paper) == (kind,)
    assert compared_words(own, paper)[0] is Verdict.DIVERGENT


EXCERPTS = (
    ("시장은 사무를 법인에 맡길 수 있다.", "사무를 법인에 맡길 수", Verdict.ABRIDGED),
    ("시장은 사무를 법인에 맡길 수 있다.", "시장은 사무를 법인에 맡길 수 있다.", Verdict.EXACT),
    ("조사ㆍ검사 업무를 맡긴다.", "조사·검사 업무", Verdict.ABRIDGED),
    ("시장은 사무를 법인에 맡길 수 있다.", "사무를 개인에게 맡길 수", Verdict.DIVERGENT),
)


@pytest.mark.parametrize(("own", "paper", "verdict"), EXCERPTS)
def test_an_excerpt_begins_and_ends_anywhere(own: str, paper: str, verdict: Verdict) -> None:
    assert compared_words(own, paper, is_excerpt=True)[0] is verdict


def test_what_lies_around_an_excerpt_is_not_missing() -> None:
    own, paper = (
        "시장은 조례에 따라 사무를 법인에 맡길 수 있다. 다만, 미리 알린다.",
        "사무를 개인에게 맡길 수 있다",
    )
    verdict, segments, differing = compared_words(own, paper, is_excerpt=True)
    assert (verdict, differing) == (Verdict.DIVERGENT, (Divergence.WORDS_CHANGED,))
    assert [segments[0].kind, segments[-1].kind] == ["…", "…"]


def test_sub_provisions_in_another_order_diverge() -> None:
    first, *items = WHOLE.split("\n")
    swapped = "\n".join([first, items[4], items[0]])
    found = check(ARTICLE, swapped, "제4조")
    assert found.verdict is Verdict.DIVERGENT
    assert Divergence.ORDER_CHANGED in found.divergences


# --- properties -----------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        ["시장은", "사무를", "위탁할", "수", "있다.", "다만,", "3년", "의회의", "동의를", "받는다."]
    ),
    min_size=1,
    max_size=14,
)
NOISE = st.sampled_from(
    [
        "<개정 2021.3.25>",
        "<신설 2014.5.14, 2020.1.7>",
        "[전문개정 2011.8.4]",
        "**",
        " ",
        "\n",
        "<br>",
        "<sup>3)</sup>",
        "\u200b",
        "&nbsp;",
    ]
)
TANGLED = st.text(alphabet="<>[]()개정신설 삭제2021.3,-*|\\&;lt가나다“”'ㆍ·…생략\u0301가", max_size=60)


@given(st.one_of(st.text(max_size=80), TANGLED))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal(text)
    assert normal(once.text).text == once.text


@given(st.one_of(st.text(max_size=80), TANGLED))
def test_places_rise_and_lie_in_the_text(text: str) -> None:
    form = normal(text)
    assert len(form.places) == len(form.text)
    assert list(form.places) == sorted(form.places)
    assert all(0 <= place < len(text) for place in form.places)


@given(WORDS, st.lists(st.tuples(st.integers(0, 14), NOISE), max_size=5))
def test_typography_changes_nothing(words: list[str], noise: list[tuple[int, str]]) -> None:
    printed = list(words)
    for place, mark in noise:
        printed.insert(min(place, len(printed)), mark)
    verdict, _, differing = compared_words(" ".join(words), " ".join(printed))
    assert verdict in (Verdict.EXACT, Verdict.NORMALISED)
    assert not differing


@given(WORDS, WORDS)
def test_exact_words_are_equal_after_normalisation(own: list[str], paper: list[str]) -> None:
    verdict, _, _ = compared_words(" ".join(own), " ".join(paper))
    equal = normal(" ".join(own)).text == normal(" ".join(paper)).text
    assert (verdict in (Verdict.EXACT, Verdict.NORMALISED)) == equal
    assert (verdict is Verdict.EXACT) == (own == paper)


@given(WORDS, st.data())
def test_an_ordered_part_with_ellipses_is_abridged(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    printed = " ".join([*words[:first], "…", *words[last:]])
    assert compared_words(" ".join(words), printed)[0] is Verdict.ABRIDGED


def contains_in_order(own: str, parts: list[str]) -> bool:
    """The definition itself, slowly: every way to place the parts one after another."""

    def place(at: int, number: int) -> bool:
        if number == len(parts):
            return True
        last = number == len(parts) - 1
        for start in range(at, len(own) - len(parts[number]) + 1):
            anchored = (number or start == 0) and (not last or start + len(parts[number]) == len(own))
            if (
                anchored
                and own.startswith(parts[number], start)
                and place(start + len(parts[number]), number + 1)
            ):
                return True
        return False

    return place(0, 0)


@given(st.text("가나", max_size=8), st.lists(st.text("가나", max_size=3), min_size=2, max_size=4))
def test_abridged_is_exactly_an_ordered_part(own: str, parts: list[str]) -> None:
    verdict, _, _ = compared_words(own, "…".join(parts))
    if any(parts):
        assert (verdict is Verdict.ABRIDGED) == contains_in_order(own, parts)


@given(st.text("가나다 .ㆍ1", max_size=40), st.text("가나다 .ㆍ1", max_size=40))
def test_a_difference_holds_both_texts(own: str, paper: str) -> None:
    segments = difference(own, paper)
    of_law = "".join(s.text for s in segments if s.kind in "=-")
    of_paper = "".join(s.text for s in segments if s.kind in "=+")
    assert normal(of_paper).text == normal(paper).text
    assert normal(of_law).text == normal(own).text
    assert bool(divergences(own, paper)) == (normal(own).text != normal(paper).text)


@given(st.sets(st.integers(1, 8)))
def test_left_out_sub_provisions_are_what_is_not_printed(kept: set[int]) -> None:
    """Whole lines left out of a quotation: exact where none with words is, abridged else."""
    lines = WHOLE.split("\n")
    printed = [line for number, line in enumerate(lines) if number == 0 or number in kept]
    found = check(ARTICLE, "\n".join(printed), "제4조")
    gone = {number for number in range(1, len(lines)) if number not in kept}
    assert found.verdict in (Verdict.EXACT, Verdict.ABRIDGED)
    if not gone:
        assert found.verdict is Verdict.EXACT
    assert (found.verdict is Verdict.ABRIDGED) == bool(found.left_out)


def test_long_texts_take_linear_time() -> None:
    own = "시장은 사무를 위탁할 수 있다. " * 4000
    segments = difference(own, own.replace("위탁할", "맡길"))
    assert sum(s.kind == "+" for s in segments) >= 1
    assert len(normal("<개정 " * 50_000 + "2021.3.25" + ">" * 50_000).text) < 10
    for letter in ("1", "(", "가.", "① ", "제", "…1", "(생", "「", "1. "):
        long = letter * (9_000 // len(letter))
        compared_words("시장은 맡긴다.", f"{long}…x")
        check(ARTICLE, long, "제4조")
    assert quoted_lines("(" * 100_000, [Span(0, 100_000)], ProvisionPath.parse("제4조"))
