"""When an act comes into force, from the commencement clause of its addendum (부칙 제1조 시행일).

Periods are counted as the Civil Act says (민법 제157조, 제160조): the day of promulgation does not count, and
경과한 날 is the day after the period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kg.model.statute import Level, ProvisionPath

_DANGI: Final = 2333  # the era counted from Dangun, official until 1961
_SUBJECT: Final = (
    r"(?:이|본|같은)\s?(?:법률|법|영|규칙|규정|령|조례|헌법|기준|강령|시행령|시행규칙)\s?[은는을]?,?\s*"
)
_FROM: Final = r"\s?(?:부터|로부터|에)?\s*(?:이를\s*|차를\s*)?(?:시행|적용)"
_DAY: Final = (
    r"(?:서기\s?|단기\s?)?(?P<year>\d{4})(?:년|\.)\s?(?P<month>\d{1,2})\s?(?:월|\.)\s?"
    r"(?P<day>\d{1,2})(?:\s?일|\.|(?=부터))"
)
_PROMULGATION: Final = r"(?P<now>공포\s?(?:한|된|의)?\s?날(?P<next>의?\s?다음\s?날)?|공포일|공포와\s?동시)"
_PERIOD: Final = (
    r"공포\s?(?:한\s?날(?:로)?부터|일(?:로)?부터|(?:한\s?)?후)\s*(?:(?P<years>\d+)년)?\s?(?:(?P<months>\d+)(?:개월|월))?\s?"
    r"(?:(?P<days>\d+)일)?\s?[이가을를]?\s?(?:경과|지난)(?:한|된|하는|하여)?\s?(?:날|후)?"
)
_WHEN: Final = rf"(?:{_DAY}|{_PERIOD}|{_PROMULGATION})"
_WHOLE: Final = re.compile(_SUBJECT + _WHEN + _FROM)
_CLAUSE: Final = re.compile(_WHEN)
_EACH: Final = re.compile(r"다음\s?각\s?호")
_LAPSE: Final = re.compile(r"다만|단,|다음\s?각\s?호")
_NAMED: Final = re.compile(
    r"(?P<addenda>부칙\s?)?제(?P<number>\d+)조(?:의\s?(?P<branch>\d+))?"
    r"(?:제(?P<paragraph>\d+)항)?(?:제(?P<subparagraph>\d+)호(?:의\s?(?P<subbranch>\d+))?)?"
    r"(?:(?:의\s?\d+)?부터\s?제(?P<last>\d+)조)?"
)
_SAME: Final = re.compile(r"같은\s?[조항호]|동[조항호]")
_ANNEXES: Final = re.compile(r"별표|별지|서식")
_NOT_YET: Final = re.compile(
    r"[^.\n]*?시행일이\s?도래하지\s?(?:아니한|않은)[^.\n]*?시행일(?:부터|에)"
    r"(?:ㆍㆍㆍ<생략>ㆍㆍㆍ)?\s?시행(?:한다|하고,?)\.?"
)
_SENTENCE: Final = re.compile(r"(?<=다)\.\s*|\n+|(?<=시행하[고며되]),?\s*")


def commencement(clause: str, promulgated: date) -> date | None:
    """The day the act with the addendum ``clause`` came into force as a whole; None when it does not say.

    >>> commencement("이 법은 공포 후 1년이 경과한 날부터 시행한다.", date(2021, 1, 12))
    datetime.date(2022, 1, 13)
    """
    found = _WHOLE.search(clause)
    return _day_of(found, promulgated) if found else None


def commencement_of(
    clause: str,
    promulgated: date,
    path: ProvisionPath,
    *,
    own: bool = True,
    pending: Callable[[date], bool] = lambda _: True,
) -> date | None:
    """The day what the act changed in the provision ``path`` came into force; None when that is not said.

    ``own`` is False for an act that amends the provision from its addendum (다른 법률의 개정): its clause
    names articles of its own, and what it says of its addendum may be about the provision.  ``pending`` tells
    whether on a day the instrument had amendments that were promulgated and not in force: some acts amend
    such ones and say that this part comes into force together with them.

    >>> clause = "이 법은 공포한 날부터 시행한다. 다만, 제5조는 공포 후 6개월이 경과한 날부터 시행한다."
    >>> paths = [ProvisionPath.parse(text) for text in ("제4조", "제5조제1항")]
    >>> [str(commencement_of(clause, date(2020, 1, 1), path)) for path in paths]
    ['2020-01-01', '2020-07-02']
    """
    read = Clause.of(clause, promulgated)
    return read.day_for(path, own=own, pending=pending)


@dataclass(frozen=True, slots=True)
class Clause:
    """A commencement clause as read: the day of the whole, and the words that make exceptions from it.

    ``joins`` says that what amends acts not yet in force comes into force together with those.
    """

    promulgated: date
    base: date | None
    exceptions: str = ""
    joins: bool = False

    @classmethod
    def of(cls, clause: str, promulgated: date) -> Clause:
        """The clause at the beginning of an addendum promulgated on a day."""
        whole = _WHOLE.search(clause)
        if whole is None:
            return cls(promulgated, None)
        base = _day_of(whole, promulgated)
        rest = clause[: whole.start()] + "\n" + clause[whole.end() :]
        without = _NOT_YET.sub("", rest) if "도래하지" in rest else rest
        return cls(promulgated, base, without if _LAPSE.search(without) else "", without != rest)

    def day_for(
        self, path: ProvisionPath, *, own: bool = True, pending: Callable[[date], bool] = lambda _: True
    ) -> date | None:
        """See :func:`commencement_of`."""
        if self.base is None or (self.joins and pending(self.base)):
            return None
        if not self.exceptions:
            return self.base
        if not own:
            return None if "부칙" in self.exceptions or _EACH.search(self.exceptions) else self.base
        return _of_provision(self.exceptions, self.promulgated, path, self.base)


def _of_provision(rest: str, promulgated: date, path: ProvisionPath, base: date | None) -> date | None:
    """The day for the provision by the exceptions in ``rest``, sentence by sentence."""
    article = path.article
    if article is None:
        return None if _ANNEXES.search(rest) else base
    for sentence in _SENTENCE.split(rest):
        relations = {_relation(found, path) for found in _NAMED.finditer(sentence)} - {"", "beside"}
        if not relations:
            continue
        days = _CLAUSE.findall(sentence)
        found = _CLAUSE.search(sentence)
        if relations == {"covers"} and found and len(days) == 1:
            return _day_of(found, promulgated)
        return None
    return base


def _relation(found: re.Match[str], path: ProvisionPath) -> str:
    """How the provision named lies to ``path``: it ``covers`` it, is a ``part`` of it or is ``beside`` it."""
    article = path.article
    if found["addenda"] or article is None:
        return ""
    first = int(found["number"])
    if found["last"]:
        return "covers" if first <= article.number <= int(found["last"]) else ""
    if first != article.number or int(found["branch"] or 0) != (article.branch or 0):
        return ""
    if _SAME.match(found.string, found.end() + 2):
        return "part"
    for level, group in ((Level.PARAGRAPH, "paragraph"), (Level.SUBPARAGRAPH, "subparagraph")):
        if found[group]:
            component = next((c for c in path.components if c.level is level), None)
            if component is None:
                return "part"
            if component.number != int(found[group]):
                return "beside"
    return "covers"


def _day_of(found: re.Match[str], promulgated: date) -> date | None:
    if found["year"]:
        try:
            year = int(found["year"])
            year -= _DANGI if year > 4000 else 0
            return date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    if found["now"]:
        return promulgated + timedelta(days=1 if found["next"] else 0)
    period = {name: int(found[name] or 0) for name in ("years", "months", "days")}
    if not any(period.values()):
        return None
    months = period["years"] * 12 + period["months"]
    try:
        return _add_months(promulgated, months) + timedelta(days=period["days"] + 1)
    except (ValueError, OverflowError):
        return None


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
