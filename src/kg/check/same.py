"""When two printed forms mean one thing: names, titles, addresses, tasks."""

from __future__ import annotations

import re

from kg.text import fold, squeeze, without_province

_ROAD = re.compile(
    r"(?P<road>[가-힣A-Za-z0-9·]*[가-힣]\d*(?:대로|로|길|동|리|가))\s*(?P<branch>\d+\s*(?:번)?(?:가|나|다)?길)?\s*"
    r"(?P<number>(?:산\s*)?\d+(?:-\d+)?)(?!\d*\s*(?:층|호|번?길))"
)


def same_facility(left: str | None, right: str | None) -> bool:
    """Whether two names mean one facility of a paper (white space and jurisdictions in front aside).

    >>> same_facility("부산광역시 새빛센터", "새빛 센터"), same_facility(None, "새빛센터")
    (True, False)
    """
    if left is None or right is None:
        return left is right
    a, b = sorted((without_province(fold(left)), without_province(fold(right))), key=len)
    lead = b[: len(b) - len(a)]
    return a == b or (
        b.endswith(a) and bool(re.fullmatch(r"(?:[가-힣]{1,4}(?:시|군|구|도))+|(?:시|구|군|도)립", lead))
    )


def title_key(title: str) -> str:
    """A bill's title for comparing: white space, brackets, quotes, dots and particles of the form aside.

    >>> title_key("새빛센터 민간위탁(재위탁) 동의안") == title_key("새빛센터 민간위탁 재위탁 동의안")
    True
    """
    return re.sub(r"[()\[\]「」『』<>〈〉\"'·,.\-:]", "", fold(title))


def same_title(left: str, right: str) -> bool:
    """Whether two titles differ only in form or by a jurisdiction in front."""
    a, b = sorted((title_key(left), title_key(right)), key=len)
    lead = b[: len(b) - len(a)]
    return a == b or (b.endswith(a) and bool(re.fullmatch(r"(?:[가-힣]{1,6}(?:시|군|구|도))*", lead)))


def address_key(address: str) -> str | None:
    """Road (or village) and number of an address; ``None`` where it has none.

    >>> address_key("가람구 새빛로 27(망원동)") == address_key("부산광역시 가람구 새빛로 27, 3층")
    True
    """
    match = _ROAD.search(re.sub(r"[(（].*$", "", squeeze(address)))
    return fold(f"{match['road']}{match['branch'] or ''}{match['number']}") if match else None


def same_address(left: str, right: str) -> bool:
    """Whether two addresses do not contradict each other."""
    a, b = address_key(left), address_key(right)
    if a is None or b is None:
        return True
    return a.endswith(b) or b.endswith(a)


def similar(left: str, right: str) -> float:
    """Likeness of two phrases by pairs of letters, 0 to 1.

    >>> similar("상담 및 교육", "상담 및 교육"), similar("상담", "돌봄")
    (1.0, 0.0)
    """
    a, b = _pairs(left), _pairs(right)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    folded = re.sub(r"[^\w가-힣]", "", fold(text))
    return {folded[i : i + 2] for i in range(len(folded) - 1)} or {folded}
