"""Pure functions over text: folding, dates, money, numbers, field lines. What is found has offsets."""

from kg.text.dates import (
    FoundDate,
    FoundDuration,
    FoundPeriod,
    FoundYear,
    find_dates,
    find_durations,
    find_periods,
    find_years,
    impossible_dates,
)
from kg.text.fields import field, label_key
from kg.text.forms import FORMS, reparses
from kg.text.money import FoundMoney, find_money
from kg.text.normal import fold, fold_with_offsets, natural_key, squeeze
from kg.text.numbers import FoundArea, FoundNumber, decimal_of, find_areas, find_numbers
from kg.text.places import PROVINCES, without_province

__all__ = [
    "FORMS",
    "PROVINCES",
    "FoundArea",
    "FoundDate",
    "FoundDuration",
    "FoundMoney",
    "FoundNumber",
    "FoundPeriod",
    "FoundYear",
    "decimal_of",
    "field",
    "find_areas",
    "find_dates",
    "find_durations",
    "find_money",
    "find_numbers",
    "find_periods",
    "find_years",
    "fold",
    "fold_with_offsets",
    "impossible_dates",
    "label_key",
    "natural_key",
    "reparses",
    "squeeze",
    "without_province",
]
