"""Named forms: how the text of a fact's evidence is read again to its value.

A fact records the name of its form; a checker cuts the spans out of the stored text, joins them by one
space and calls the parser of that name. Every parser reads the *whole* text: anything but brackets,
separators and the words listed here beside the value is an error, so that evidence cannot be wider than
what it proves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from kg.text.codes import CODED_FORMS
from kg.text.dates import find_dates, find_durations, find_years
from kg.text.money import find_money
from kg.text.normal import fold, squeeze
from kg.text.numbers import find_areas, find_numbers

_BESIDE = re.compile(
    r"[\s()（）\[\]:：,~～.'’‘년월일도금약총연제차원]*|\s*(?:기준|예산|부터|까지|이상|이하|이며)\s*"
)

_CUT_NUMBER = re.compile(r"(?<=\d)\s+(?=\d|[,.]\d)|(?<=\d,)\s+(?=\d{3}(?!\d))|(?<=\d\.)\s+(?=\d)")


class _Found(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _only(text: str, find: Callable[[str], Sequence[Any]]) -> Any:
    """The one thing *find* sees in *text*, read as it stands or, a line cut being in it, without white
    space."""
    for candidate in (text, "".join(text.split())):
        found: Sequence[_Found] = find(candidate)
        if len(found) == 1:
            rest = candidate[: found[0].start], candidate[found[0].end :]
            if all(_BESIDE.fullmatch(part) for part in rest):
                return found[0]
    raise ValueError(text)


def parse_date(text: str) -> str:
    """ISO date of a text that is one date.

    Raises:
        ValueError: it is not exactly one date.

    >>> parse_date("'16.5.1."), parse_date("2024. 12. 31."), parse_date("20 23. 12. 31.")
    ('2016-05-01', '2024-12-31', '2023-12-31')
    """
    return str(_only(text, find_dates).iso)


def parse_krw(text: str) -> int:
    """Won of a text that is one amount; a number and its unit may come from two places (``594,958 천원``).

    Raises:
        ValueError: it is not exactly one amount.

    >>> parse_krw("594,958 천원"), parse_krw("금595백만원")
    (594958000, 595000000)
    """
    return int(_only(text, find_money).krw)


def parse_decimal(text: str) -> Decimal:
    """The one number in a text.

    Raises:
        ValueError: there is none, or more than one.

    >>> parse_decimal("86.2점"), parse_decimal("75점 이상")
    (Decimal('86.2'), Decimal('75'))
    """
    for candidate in (text, _CUT_NUMBER.sub("", text)):
        numbers = find_numbers(candidate)
        if len(numbers) == 1:
            return numbers[0].value
    raise ValueError(text)


def parse_integer(text: str) -> int:
    """The one whole number in a text.

    Raises:
        ValueError: there is none, or more than one, or it is not whole.

    >>> parse_integer("9,739"), parse_integer("제7차"), parse_integer("8명")
    (9739, 7, 8)
    """
    value = parse_decimal(text)
    if value != value.to_integral_value():
        raise ValueError(text)
    return int(value)


def parse_area_m2(text: str) -> Decimal:
    """Square metres of a text that is one area in m².

    Raises:
        ValueError: it is not exactly one area in m².

    >>> parse_area_m2("150m 2"), parse_area_m2("연면적 522㎡")
    (Decimal('150'), Decimal('522'))
    """
    return _area(text, "m2")


def parse_area_pyeong(text: str) -> Decimal:
    """평 of a text that is one area in 평, as printed.

    Raises:
        ValueError: it is not exactly one area in 평.

    >>> parse_area_pyeong("약45.5평")
    Decimal('45.5')
    """
    return _area(text, "pyeong")


def _area(text: str, unit: str) -> Decimal:
    areas = [area for area in find_areas(text) if area.unit == unit]
    if len(areas) != 1 or len(find_areas(text)) != 1:
        raise ValueError(text)
    return areas[0].value


def parse_year(text: str) -> int:
    """The year of a text that is one year.

    Raises:
        ValueError: it is not exactly one year.

    >>> parse_year("'22년"), parse_year("2023년도 예산"), parse_year("2024")
    (2022, 2023, 2024)
    """
    return int(_only(text, find_years).year)


def parse_years(text: str) -> Decimal:
    """Length in years of a text that is one length.

    Raises:
        ValueError: it is not exactly one length, or no finite number of years.

    >>> parse_years("(3년)"), parse_years("36개월"), parse_years("3년간")
    (Decimal('3'), Decimal('3'), Decimal('3'))
    """
    years = _only(text, find_durations).years
    if not isinstance(years, Decimal):
        raise ValueError(text)
    return years


def parse_session(text: str) -> str:
    """The session a text names, in one form; the council's name and brackets left out.

    Raises:
        ValueError: it names none.

    >>> parse_session("제321회 가람시의회(정례회)"), parse_session("제249회 제1차 정례회")
    ('제321회 정례회', '제249회 제1차 정례회')
    """
    match = re.fullmatch(r"제(\d+)회(?:[가-힣]*의회)?\(?(제\d+차)?(정례회|임시회)\)?", "".join(text.split()))
    if match is None:
        raise ValueError(text)
    return " ".join(part for part in (f"제{match[1]}회", match[2], match[3]) if part)


FORMS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "date": parse_date,
        "krw": parse_krw,
        "integer": parse_integer,
        "decimal": parse_decimal,
        "area_m2": parse_area_m2,
        "area_pyeong": parse_area_pyeong,
        "year": parse_year,
        "years": parse_years,
        "text": squeeze,
        "session": parse_session,
        # Amendments hold values of several kinds as text.
        "krw-text": lambda text: str(parse_krw(text)),
        "years-text": lambda text: str(parse_years(text)),
        **CODED_FORMS,
    }
)
"""The registry of forms: name → parser."""


def reparses(form: str, evidence: str, value: object) -> bool:
    """Whether the text of a fact's evidence gives its value back; text is compared folded (a cut word is
    joined).

    >>> reparses("krw", "594,958 천원", 594958000), reparses("text", "고 충 해결", "고충 해결")
    (True, True)
    """
    try:
        read = FORMS[form](evidence)
    except ValueError:
        return False
    if form == "text":
        return fold(str(read)) == fold(str(value))
    return bool(read == value)
