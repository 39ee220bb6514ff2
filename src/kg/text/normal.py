"""Folding of text for look-up. Stored text is never changed; what is found is mapped back by offset."""

from __future__ import annotations

import re
import unicodedata

MIDDLE_DOTS = "·‧ㆍ・･∙⋅•ᆞ"
_FOLDED = {
    **dict.fromkeys(MIDDLE_DOTS, "·"),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("‘’‚‛′＇`´", "'"),
    **dict.fromkeys("～∼〜˜", "~"),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    **dict.fromkeys("｢﹁", "「"),
    **dict.fromkeys("｣﹂", "」"),
    **dict.fromkeys("（", "("),
    **dict.fromkeys("）", ")"),
    **dict.fromkeys("：", ":"),
    **dict.fromkeys("，", ","),
}
_DELETED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_TABLE = str.maketrans({**_FOLDED, **dict.fromkeys(_DELETED, "")})


def fold(text: str) -> str:
    """Form of *text* for comparing names and titles: NFC, one dot, quote, tilde and dash, no white space.

    NFKC is never used: it turns ㆍ into an old vowel and ㎡, ①, Ⅲ into other letters.

    >>> fold("일ㆍ생활 균형"), fold("행정 사무의"), fold("'21～'24")
    ('일·생활균형', '행정사무의', "'21~'24")
    """
    if not unicodedata.is_normalized("NFC", text):
        return _fold_decomposed(text)[0]
    return "".join(text.translate(_TABLE).split())


def fold_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text and, for each of its characters, the offset in *text* it comes from.

    >>> fold_with_offsets("가 나")
    ('가나', (0, 2))
    """
    if not unicodedata.is_normalized("NFC", text):
        return _fold_decomposed(text)
    pairs = [(_FOLDED.get(c, c), i) for i, c in enumerate(text) if not (c.isspace() or c in _DELETED)]
    return "".join(c for c, _ in pairs), tuple(i for _, i in pairs)


def _fold_decomposed(text: str) -> tuple[str, tuple[int, ...]]:
    """As :func:`fold_with_offsets` for text not in NFC: each composed cluster points to its first
    character."""
    letters: list[str] = []
    offsets: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins(text[end - 1], text[end]):
            continue
        for char in unicodedata.normalize("NFC", text[start:end]):
            if not (char.isspace() or char in _DELETED):
                letters.append(_FOLDED.get(char, char))
                offsets.append(start)
        start = end
    return "".join(letters), tuple(offsets)


def _joins(left: str, right: str) -> bool:
    """Whether *right* may compose with what stands before it (conjoining jamo, combining marks)."""
    if unicodedata.combining(right):
        return True
    return "\u1100" <= left <= "\u11ff" and "\u1160" <= right <= "\u11ff"


def squeeze(text: str) -> str:
    """*text* with every run of white space as one space and none at the ends.

    >>> squeeze("  의안  번호\\n")
    '의안 번호'
    """
    return " ".join(text.split())


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that counts: budget-2 before budget-10.

    >>> sorted(["art_45", "art_6"], key=natural_key)
    ['art_6', 'art_45']
    """
    pieces = re.split(r"(\d+)", text)
    return tuple((int(piece) if piece.isdigit() else -1, piece) for piece in pieces)
