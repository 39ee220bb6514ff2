"""Lines that head a part of a statute: 제1편 …, 제2장의2 …, 제3조 (…)."""

from __future__ import annotations

import re
from typing import Final

from kg.model.statute import Level
from kg.read.law.labels import BRANCH, NUMBER

UNIT: Final = re.compile(
    rf"제\s?(?P<number>{NUMBER})\s?(?P<unit>[편장절관조])(?:의\s?(?P<branch>{BRANCH}))?\s*(?P<words>.*)$"
)
"""A heading line as a whole."""

UNITS: Final = {
    "편": Level.PART,
    "장": Level.CHAPTER,
    "절": Level.SECTION,
    "관": Level.SUBSECTION,
    "조": Level.ARTICLE,
}
"""The level of each unit."""
