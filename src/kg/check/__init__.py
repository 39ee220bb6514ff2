"""Contradictions of a paper with itself: sums, periods, order of days, thresholds, copies of one figure.

Pure: facts in, discrepancies out. Rounding is no contradiction: amounts are compared within the unit they
are printed in, areas in m², addresses by road and number, names without white space.
"""

from __future__ import annotations

from dataclasses import replace

from kg.check.copies import conflicting_values
from kg.check.order import date_order
from kg.check.periods import period_mismatch
from kg.check.sums import sum_mismatch
from kg.check.threshold import below_threshold_renewed
from kg.model.facts import Discrepancy, Facts

__all__ = ["checked", "find_discrepancies"]

_CHECKS = (sum_mismatch, period_mismatch, date_order, below_threshold_renewed, conflicting_values)


def checked(facts: Facts) -> Facts:
    """The same facts with the discrepancies found in them.

    >>> checked(Facts(about_consignment=True)).discrepancies
    ()
    """
    return replace(facts, discrepancies=find_discrepancies(facts))


def find_discrepancies(facts: Facts) -> tuple[Discrepancy, ...]:
    """Every two things the facts say that cannot both hold, in the order of the checks above.

    >>> find_discrepancies(Facts(about_consignment=False))
    ()
    """
    if not facts.about_consignment:
        return ()
    return tuple(discrepancy for check in _CHECKS for discrepancy in check(facts))
