"""The places of a record that contradictions and amendments name, in words."""

from __future__ import annotations

import re

FIELDS: dict[str, tuple[str, str]] = {
    "bill.number": ("의안번호", "bill number"),
    "bill.title": ("의안명", "title of the bill"),
    "bill.proposer": ("제출자", "proposer"),
    "bill.submitted": ("제출일", "date of submission"),
    "bill.referred": ("회부일", "date of referral"),
    "bill.introduced": ("상정일", "date of tabling"),
    "bill.resolved": ("의결일", "date of decision"),
    "bill.report_date": ("보고일", "date of report"),
    "bill.plenary_date": ("본회의일", "date of the plenary"),
    "bill.outcome": ("의결 결과", "outcome"),
    "consignment.task_name": ("위탁사무명", "name of the consigned affair"),
    "consignment.tasks": ("위탁사무 목록", "list of tasks"),
    "consignment.period_start": ("위탁기간 시작일", "start of the period"),
    "consignment.period_end": ("위탁기간 종료일", "end of the period"),
    "consignment.period_years": ("위탁기간(연수)", "length of the period in years"),
    "consignment.selection_method": ("수탁자 선정방법", "selection method"),
    "consignment.budget_total_krw": ("소요예산 총액", "total of the budget"),
    "consignment.budget_items": ("소요예산 항목", "items of the budget"),
    "centers.address": ("시설 주소", "address of the facility"),
    "centers.opened": ("시설 개소일", "opening date of the facility"),
    "centers.staff": ("직원 구성", "composition of the staff"),
    "centers.staff_total": ("직원 수", "number of staff"),
    "rounds.start": ("위탁 차수의 시작일", "start of a round"),
    "rounds.end": ("위탁 차수의 종료일", "end of a round"),
    "rounds.contractor": ("위탁 차수의 수탁기관", "contractor of a round"),
    "evaluations.date": ("평가일", "date of an evaluation"),
    "evaluations.score": ("평가 점수", "score of an evaluation"),
}
"""Record path → (Korean, English)."""

_AT_END = re.compile(r"(?<=: )[a-z]+\.[a-z_]+$")


def field_label(path: str, language: str) -> str:
    """A place of a record in words; a place without words as it is.

    >>> field_label("consignment.period_end", "ko"), field_label("consignment.period_end", "en")
    ('위탁기간 종료일', 'end of the period')
    """
    korean, english = FIELDS.get(path, (path, path))
    return english if language == "en" else korean


def in_words(label: str, language: str) -> str:
    """A label that ends with a place of a record, with the place in words.

    >>> in_words("Amendment 1: consignment.period_end", "en")
    'Amendment 1: end of the period'
    """
    return _AT_END.sub(lambda match: field_label(match[0], language), label)
