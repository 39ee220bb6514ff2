"""A quotation against the text in force on the paper's date, or why that text is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.legislation import Enactment, Held, Standing, Timeline, enactment
from kg.model.fidelity import Fidelity, Obstacle, Verdict
from kg.model.legislation import LawText
from kg.model.statute import Level, ProvisionPath
from kg.quotes.compare import compare
from kg.quotes.lines import Line

_OBSTACLES: Final = {
    "provision-unknown": Obstacle.PROVISION_UNKNOWN,
    "edition-unknown": Obstacle.EDITION_UNKNOWN,
    "edition-later": Obstacle.TEXT_NOT_HELD,
    "changed-since": Obstacle.CHANGED_SINCE,
    "change-undated": Obstacle.CHANGE_DATE_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text of an instrument and what its marks say over time; ``edition`` is None where it is not known."""

    law: LawText
    timeline: Timeline
    edition: int | None

    @classmethod
    def of(cls, law: LawText) -> HeldText:
        """A law's text, its amendment marks read.

        A text whose enacting act is not known counts from the day it came into force itself.
        """
        act = enactment(law)
        since = law.in_force_from
        if act is None and since is not None:
            return cls(law, Timeline(law, act=Enactment(0, since, since)), None)
        return cls(law, Timeline(law, act=act), act.number if act else None)


def check(
    lines: Sequence[Line],
    path: ProvisionPath,
    texts: Sequence[HeldText],
    on: date | None,
    edition: int | None = None,
) -> Fidelity:
    """Compare a quotation of *path* with its text in force on a day.

    *texts* are those held of the instrument, *edition* the one in force on the day where that is known. A
    text that came into force later counts only where nothing of the provision compared changed since the
    day, an earlier one only where no later text tells of a change between. Where none counts, the reason of
    the text nearest to the day is told.
    """
    article = path.cut(Level.ARTICLE)
    if article is None:
        return Fidelity.open(Obstacle.PROVISION_UNKNOWN, path)
    if not texts:
        return Fidelity.open(Obstacle.TEXT_NOT_HELD, path)
    if on is None:
        return Fidelity.open(Obstacle.DATE_UNKNOWN, path)
    later = sorted((t for t in texts if not _began_by(t, on)), key=lambda t: t.law.in_force_from or date.max)
    earlier = sorted((t for t in texts if _began_by(t, on)), key=lambda t: t.law.in_force_from or date.min)
    found = [_against(lines, article, text, on, edition) for text in (*earlier[-1:], *later)]
    if earlier and later and (stale := _changed_between(found[0].path, earlier[-1], later, on)):
        found[0] = Fidelity.open(Obstacle.CHANGED_SINCE, found[0].path, stale)
    return next((one for one in found if one.verdict is not Verdict.NOT_CHECKABLE), found[0])


def _began_by(text: HeldText, on: date) -> bool:
    return text.law.in_force_from is not None and text.law.in_force_from <= on


def _changed_between(
    path: ProvisionPath, earlier: HeldText, later: Sequence[HeldText], on: date
) -> tuple[date, ...]:
    """The days after an earlier text on which, by the marks of later ones, the path changed."""
    since = earlier.law.in_force_from
    assert since is not None
    days: set[date] = set()
    for text in later:
        before = set(text.timeline.text_on(path, since).changes) - set(
            text.timeline.text_on(path, on).changes
        )
        days.update(change.in_force_from for change in before if change.in_force_from)
    return tuple(sorted(days))


def _against(
    lines: Sequence[Line], article: ProvisionPath, text: HeldText, on: date, edition: int | None
) -> Fidelity:
    held = [provision for provision in text.law.provisions if article.covers(provision.path)]
    compared = compare(lines, text.law, held)
    if compared.obstacle is Obstacle.NO_WORDING:
        return compared
    if edition is not None and text.edition is not None and edition != text.edition:
        return Fidelity.open(Obstacle.TEXT_NOT_HELD, compared.path)
    standing = text.timeline.text_on(compared.path, on)
    if standing.held is Held.SAME or _is_of_its_own_day(text, standing, on):
        return compared
    if standing.held is Held.PRESUMED:
        return replace(compared, is_presumed=compared.obstacle is None)
    return Fidelity.open(_obstacle(text, standing), compared.path, _days(standing))


def _is_of_its_own_day(text: HeldText, standing: Standing, on: date) -> bool:
    """Whether a text is in force on a day since it began by then: marks of acts before it are in it."""
    since = text.law.in_force_from
    if since is None or since > on:
        return False
    if standing.held is Held.PRESUMED:
        return True
    acts = [change.promulgated for change in standing.changes]
    return standing.reason == "change-undated" and all(act is not None and act <= since for act in acts)


def _obstacle(text: HeldText, standing: Standing) -> Obstacle:
    if standing.reason == "edition-later" and text.edition is None:
        return Obstacle.EDITION_UNKNOWN
    return _OBSTACLES[standing.reason]


def _days(standing: Standing) -> tuple[date, ...]:
    """The days the changes came into force; of one whose day is not known, when it was promulgated."""
    days = (change.in_force_from or change.promulgated for change in standing.changes)
    return tuple(sorted({day for day in days if day}))
