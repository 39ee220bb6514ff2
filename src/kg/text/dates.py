"""Dates, years, durations and periods as council papers print them.

Offsets are code points of the text given. Two-digit years are 20YY. What no calendar has (2023. 2. 30.) is no
date: :func:`impossible_dates` lists it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Offsets = tuple[int, int]

_APOSTROPHE = "['’‘′`´]"
_YEAR = rf"(?:(?P<y4>(?:19|20)\d\d)|{_APOSTROPHE}\s?(?P<y2>\d\d))"
_WORDS = rf"{_YEAR}\s?년\s*(?P<m>\d{{1,2}})\s?월(?:\s*(?P<d>\d{{1,2}})\s?일)?"
_DOTS = rf"{_YEAR}\s?\.\s*(?P<m>\d{{1,2}})\s?(?:\.\s*(?P<d>\d{{1,2}})(?!\d)\.?|\.(?!\s?\d)|월)"
_BARE = r"(?P<y2b>[0-4]\d)\.\s?(?P<m>\d{1,2})\.\s?(?P<d>\d{1,2})(?![\d,])\.?"
_DASHES = r"(?P<y4>(?:19|20)\d\d)(?P<sep>[-/])(?P<m>\d{1,2})(?:(?P=sep)(?P<d>\d{1,2}))?(?![-/\d])"
_SHAPES = tuple(
    re.compile(rf"(?<![\d.,-]){shape}" if number else rf"(?<!\d){shape}")
    for number, shape in enumerate((_WORDS, _DOTS, _DASHES, _BARE))
)

_DAY_WITHOUT_YEAR = re.compile(
    r"(?:(?P<m>\d{1,2})\s?월\s*(?P<d>\d{1,2})\s?일|(?P<m2>\d{1,2})\.\s?(?P<d2>\d{1,2})(?!\d)\.?)"
)
_CONNECTOR = re.compile(
    r"\s*(?:\([월화수목금토일]\))?\s*(?:(?:부터|에서)\s*[~～∼〜]?|[~～∼〜]|[-–—](?=\s*['’‘\d]))\s*"
)
_UNTIL = re.compile(r"\s*(?:\([월화수목금토일]\))?\s*까지")
_DURATION = re.compile(
    rf"(?<![\d.,]){_APOSTROPHE}{{0}}(?:(?P<years>\d{{1,2}}(?:\.\d)?)\s?개?년(?!\s?\d{{1,2}}\s?월|도)"
    r"(?:\s?(?P<rest>\d{1,2})\s?개월)?|(?P<months>\d{1,3})\s?개월)(?:\s?간|\s?동안)?"
)
_YEAR_ALONE = re.compile(rf"(?<![\d.,]){_YEAR}(?:\s?년도?|\s?\.(?!\d)|\b)")
_AFTER = re.compile(r"\s*[(,:]?\s*(?:총\s?)?")
_BEFORE = re.compile(r"\s*[(,:]?\s*")
_LONGEST_TERM = 15


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. ``iso`` is ``YYYY-MM-DD``, or ``YYYY-MM`` where no day is printed.

    ``year_at``: offsets of the year where it was printed elsewhere (``2024. 5. 1. ~ 12. 31.``).
    """

    start: int
    end: int
    iso: str
    year_at: Offsets | None = None

    @property
    def offsets(self) -> tuple[Offsets, ...]:
        """The ranges of the text the date is read from: a borrowed year first."""
        own = (self.start, self.end)
        return (self.year_at, own) if self.year_at else (own,)

    @property
    def day(self) -> date:
        """As a calendar day; the first of the month where no day is printed."""
        return date.fromisoformat(self.iso if len(self.iso) > 7 else self.iso + "-01")


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A stated length of time (``3년``, ``3년간``, ``36개월``, ``2년 6개월``)."""

    start: int
    end: int
    months: int

    @property
    def years(self) -> Decimal | None:
        """In years where that is a finite decimal (36 months are 3; 7 months have none)."""
        return Decimal(self.months) / 12 if self.months % 3 == 0 else None


@dataclass(frozen=True, slots=True)
class FoundYear:
    """A year on its own (``2023년``, ``'22년``)."""

    start: int
    end: int
    year: int


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A stretch of time: first and last day, and the length printed beside it. Any of the three may be
    absent."""

    start: int
    end: int
    first: FoundDate | None = None
    last: FoundDate | None = None
    duration: FoundDuration | None = None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date that has its own year, in order.

    >>> [found.iso for found in find_dates("2023년 10월 16일, 2016. 5. 1. 및 '24.4.30.(2024-05)")]
    ['2023-10-16', '2016-05-01', '2024-04-30', '2024-05']
    """
    return tuple(found for _, found in _date_shapes(text) if found is not None)


def impossible_dates(text: str) -> tuple[Offsets, ...]:
    """Where something written like a date names no day of the calendar.

    >>> impossible_dates("2023. 2. 30. 개소")
    ((0, 12),)
    """
    return tuple(at for at, found in _date_shapes(text) if found is None)


def _date_shapes(text: str) -> Iterator[tuple[Offsets, FoundDate | None]]:
    matches = sorted(
        (match for shape in _SHAPES for match in shape.finditer(text)), key=lambda m: (m.start(), -m.end())
    )
    done = 0
    for match in matches:
        if match.start() < done:
            continue
        done = match.end()
        yield match.span(), _date_of(match)


def _date_of(match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    short = groups.get("y2") or groups.get("y2b")
    year = 2000 + int(short) if short else int(groups["y4"])
    iso = _iso(year, int(groups["m"]), groups.get("d"))
    return FoundDate(match.start(), match.end(), iso) if iso else None


def _iso(year: int, month: int, day: str | None) -> str | None:
    try:
        checked = date(year, month, int(day) if day else 1)
    except ValueError:
        return None
    return checked.isoformat() if day else checked.isoformat()[:7]


def find_durations(text: str) -> tuple[FoundDuration, ...]:
    """Every stated length in years or months.

    A two-digit number of years over 15 is a short year (22년 = 2022), not a length, unless 간 or 동안
    follows.

    >>> [(found.months, found.years) for found in find_durations("3년(36개월), 2년 6개월, '22년")]
    [(36, Decimal('3')), (36, Decimal('3')), (30, Decimal('2.5'))]
    """
    found = []
    for match in _DURATION.finditer(text):
        if match.start() and text[match.start() - 1] in "'’‘′`´":
            continue
        months = _months(match)
        certain = match["months"] or match[0].endswith(("간", "동안"))
        if months is not None and (certain or months <= _LONGEST_TERM * 12):
            found.append(FoundDuration(match.start(), match.end(), months))
    return tuple(found)


def _months(match: re.Match[str]) -> int | None:
    if match["months"]:
        return int(match["months"])
    whole = Decimal(match["years"]) * 12
    return int(whole) + int(match["rest"] or 0) if whole == int(whole) else None


def find_years(text: str) -> tuple[FoundYear, ...]:
    """Years, also those that begin a date.

    >>> [found.year for found in find_years("2023년 예산, '22년")]
    [2023, 2022]
    """
    return tuple(
        FoundYear(match.start(), match.end(), 2000 + int(match["y2"]) if match["y2"] else int(match["y4"]))
        for match in _YEAR_ALONE.finditer(text)
    )


def find_periods(text: str) -> tuple[FoundPeriod, ...]:
    """Periods: two dates joined by ``~`` or 부터…까지, or one end of them, with a length printed beside them.

    >>> period = find_periods("3년(2024.5.1. ~ 2027.4.30.)")[0]
    >>> period.first.iso, period.last.iso, period.duration.years
    ('2024-05-01', '2027-04-30', Decimal('3'))
    >>> find_periods("2024. 1. 1.부터 12. 31.까지")[0].last.iso
    '2024-12-31'
    """
    dates = find_dates(text)
    durations = find_durations(text)
    periods: list[FoundPeriod] = []
    number = 0
    while number < len(dates):
        following = dates[number + 1] if number + 1 < len(dates) else None
        period = _period_from(text, dates[number], following)
        if period is not None:
            periods.append(_with_duration(text, period, durations))
            number += period.last is following and following is not None
        number += 1
    return tuple(periods)


def _period_from(text: str, first: FoundDate, following: FoundDate | None) -> FoundPeriod | None:
    joint = _CONNECTOR.match(text, first.end)
    if joint is None:
        until = _UNTIL.match(text, first.end)
        before = re.search(r"[~～∼〜]\s*$", text[max(first.start - 4, 0) : first.start])
        if until or before:
            start = first.start if before is None else first.start - len(before[0])
            return FoundPeriod(start, until.end() if until else first.end, last=first)
        return None
    if following is not None and following.start == joint.end():
        last: FoundDate | None = following
    else:
        last = _day_in_year_of(text, first, joint.end())
    if last is None:
        return FoundPeriod(first.start, joint.start() + len(joint[0].rstrip()), first=first)
    until = _UNTIL.match(text, last.end)
    return FoundPeriod(first.start, until.end() if until else last.end, first=first, last=last)


def _day_in_year_of(text: str, first: FoundDate, at: int) -> FoundDate | None:
    """The day printed at *at* without a year of its own, in the year of *first*."""
    match = _DAY_WITHOUT_YEAR.match(text, at)
    year = _YEAR_ALONE.match(text, first.start)
    if match is None or year is None:
        return None
    iso = _iso(int(first.iso[:4]), int(match["m"] or match["m2"]), match["d"] or match["d2"])
    return FoundDate(match.start(), match.end(), iso, year.span()) if iso else None


def _with_duration(text: str, period: FoundPeriod, durations: tuple[FoundDuration, ...]) -> FoundPeriod:
    """*period* with the length that stands right before it (``3년(…``) or right after it (``…(3년)``)."""
    following = bisect_left(durations, period.end, key=lambda duration: duration.start)
    preceding = bisect_right(durations, period.start, key=lambda duration: duration.end) - 1
    near: FoundDuration | None = None
    if following < len(durations) and _AFTER.fullmatch(text, period.end, durations[following].start):
        near = durations[following]
    elif preceding >= 0 and _BEFORE.fullmatch(text, durations[preceding].end, period.start):
        near = durations[preceding]
    if near is None:
        return period
    start, end = min(period.start, near.start), max(period.end, near.end)
    return FoundPeriod(start, end, period.first, period.last, near)
