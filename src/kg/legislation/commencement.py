"""When an act comes into force, from the commencement clause of its addendum (부칙 제1조 시행일).

Periods are counted as the Civil Act says (민법 제157조, 제160조): the day of promulgation does not count, and
경과한 날 is the day after the period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

_SUBJECT: Final = r"이\s?(?:법|영|규칙|규정|령|조례)[은는]?\s*"
_ON_PROMULGATION: Final = re.compile(_SUBJECT + r"(?:공포한|공포의)\s?날\s?(?:부터|로부터)\s*시행한다")
_ON_DAY: Final = re.compile(_SUBJECT + r"(\d{4})년\s?(\d{1,2})월\s?(\d{1,2})일\s?(?:부터|로부터)\s*시행한다")
_AFTER: Final = re.compile(
    _SUBJECT
    + r"공포\s?후\s*(?:(?P<years>\d+)년)?\s?(?:(?P<months>\d+)(?:개월|월))?\s?(?:(?P<days>\d+)일)?\s?"
    r"[이가]?\s?(?:경과|지난)(?:한)?\s?날\s?(?:부터|로부터)\s*시행한다"
)


def commencement(clause: str, promulgated: date) -> date | None:
    """The day the act with the addendum ``clause`` came into force as a whole; None when it does not say.

    >>> commencement("이 법은 공포 후 1년이 경과한 날부터 시행한다.", date(2021, 1, 12))
    datetime.date(2022, 1, 13)
    """
    if _ON_PROMULGATION.search(clause):
        return promulgated
    if found := _ON_DAY.search(clause):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    if (found := _AFTER.search(clause)) and any(found.groups()):
        period = {name: int(value or 0) for name, value in found.groupdict().items()}
        months = period["years"] * 12 + period["months"]
        return _add_months(promulgated, months) + timedelta(days=period["days"] + 1)
    return None


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
