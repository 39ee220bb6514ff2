"""Thresholds: a score under the one printed with it, while the paper says it was met or renews."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.check.claims import claim, discrepancy, numbered
from kg.model.facts import Discrepancy, Facts

_MET = re.compile(r"(?<!미)(?<!불)충족|(?<!부)적[격정합]|가능|우수")
_NOT_MET = re.compile(r"미충족|미달|하지\s*(?:못|않|아니)|부적|불충족|불가")


def below_threshold_renewed(facts: Facts) -> Iterator[Discrepancy]:
    """Evaluations whose score does not reach the threshold they are said to meet."""
    renewed = any(t.kind is not None and t.kind.value == "renewal" for t in facts.terms)
    for reference, told in numbered("evaluation", facts.evaluations):
        if told.score is None or told.threshold is None or told.score.value >= told.threshold.value:
            continue
        result = told.result.value if told.result is not None else ""
        if _NOT_MET.search(result) or not (renewed or _MET.search(result)):
            continue
        claims = [claim(reference, told.score), claim(reference, told.threshold)]
        if told.result is not None:
            claims.append(claim(reference, told.result))
        yield discrepancy(
            "below-threshold-renewed",
            "evaluations.score",
            claims,
            f"{told.score.value}점은 기준 {told.threshold.value}점에 못 미침",
            f"{told.score.value} is below the threshold of {told.threshold.value}",
        )
