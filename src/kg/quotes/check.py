"""A quotation against the text in force on the paper's date, or why that text is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.model.fidelity import Fidelity, Obstacle, Verdict
from kg.model.legislation import LawText
from kg.model.statute import Level, ProvisionPath
from kg.quotes.compare import compare
from kg.quotes.lines import Line


def check(lines: Sequence[Line], path: ProvisionPath, laws: Sequence[LawText], on: date | None) -> Fidelity:
    """Compare a quotation of *path* with its text in force on a day.

    *laws* are the texts held of the instrument. One counts only where nothing of the provision compared
    changed after that day; where none does, the reason of the last one is told.
    """
    article = path.cut(Level.ARTICLE)
    if article is None:
        return Fidelity.open(Obstacle.PROVISION_UNKNOWN, path)
    if not laws:
        return Fidelity.open(Obstacle.TEXT_NOT_HELD, path)
    if on is None:
        return Fidelity.open(Obstacle.DATE_UNKNOWN, path)
    found = [_against(lines, article, law, on) for law in laws]
    return next((one for one in found if one.verdict is not Verdict.NOT_CHECKABLE), found[-1])


def _against(lines: Sequence[Line], article: ProvisionPath, law: LawText, on: date) -> Fidelity:
    held = [provision for provision in law.provisions if article.covers(provision.path)]
    compared = compare(lines, law, held)
    if law.in_force_from is None or on < law.in_force_from:
        return Fidelity.open(Obstacle.EDITION_UNKNOWN, compared.path)
    return compared
