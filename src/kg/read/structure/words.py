"""Whether the two halves of a cut line are one word: 고|충 is, 2025년|6억 is not."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_MOST_TEXT = 400_000
_LONGEST_WORD = 14
_AROUND = 80
_HANGUL = re.compile(r"[가-힣]")
_PARTICLE = re.compile(
    r"(?:을|를|이|가|은|는|의|에|에서|에게|로|으로|와|과|도|만|까지|부터|라|이라|및)(?:[\s,.]|$)"
)
_PREFIXES = ("제", "약", "금", "총", "연")
_SINGLE_WORDS = frozenset(
    "및등그이본동수것한할전후각약총시군구도더또바때곳명건회년월일중내외간된될인온새첫두세네"
)
_PUNCTUATION = "「」『』“”\"'‘’()[]<>,.:;·~"


class Vocabulary:
    """The words of one text: what stands together in it elsewhere decides how a cut word is joined."""

    def __init__(self, text: str, *, char_wrapped: bool | None = None) -> None:
        lines = [line.split() for line in text[:_MOST_TEXT].splitlines()]
        words = Counter(token.strip(_PUNCTUATION)[:_LONGEST_WORD] for line in lines for token in line)
        self.beginnings: Counter[str] = Counter()
        for word, count in words.items():
            for size in range(2, len(word) + 1):
                self.beginnings[word[:size]] += count
        self.pairs = Counter(pair for line in lines for pair in pairwise(line))
        self.char_wrapped = char_wrapped

    def separator(self, left: str, right: str, default: str = "") -> str:
        """What stands between *left* and *right* in the unbroken text: a space or nothing.

        >>> Vocabulary("고충 해결").separator("직장맘 고", "충 해결을")
        ''
        >>> Vocabulary("").separator("(2024년 6억원, 2025년", "6억원)")
        ' '
        """
        left, right = left[-_AROUND:], right[:_AROUND]
        if not left or not right or left[-1].isspace() or right[0].isspace():
            return ""
        settled = _by_characters(left, right)
        if settled is not None:
            return settled
        last, first = left.split()[-1], right.split()[0]
        known = self._by_words(last, first)
        if known is not None:
            return known
        if self.char_wrapped is None:
            return default
        return "" if self.char_wrapped else " "

    def _by_words(self, last: str, first: str) -> str | None:
        """What the text does elsewhere with these two: written together or apart, whichever is commoner."""
        together = self.beginnings[(last.strip(_PUNCTUATION) + first.strip(_PUNCTUATION))[:_LONGEST_WORD]]
        apart = self.pairs[last, first]
        if together or apart:
            return "" if together >= apart else " "
        if _HANGUL.fullmatch(last) and last not in _SINGLE_WORDS:
            return ""
        return " " if self.char_wrapped is False else None


def _by_characters(left: str, right: str) -> str | None:
    """What the two characters at the cut settle by themselves; ``None`` when they do not."""
    before, after = left[-1], right[0]
    if before.isdigit() and after.isdigit():
        return ""
    if before in "(「『“‘[《<~∼～" or after in ")」』”’]》>,.~∼～%":
        return ""
    if before == ",":
        number = re.search(r"\d,$", left) and re.match(r"\d{3}(?!\d)", right)
        return "" if number else " "
    if before in ".:;)」』”":
        return "" if _PARTICLE.match(right) else " "
    if after in "「『“※○":
        return " "
    if _HANGUL.match(before) and after.isdigit():
        last = left.split()[-1]
        return (
            ""
            if last.strip(_PUNCTUATION) in _PREFIXES or last.endswith(("제", "조의", "호의", "항의"))
            else " "
        )
    if before.isdigit() and _HANGUL.match(after):
        return ""
    return None
