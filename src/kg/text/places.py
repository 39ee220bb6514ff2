"""The seventeen provinces and metropolitan cities as papers write them in front of names."""

from __future__ import annotations

import re

PROVINCES = (
    "서울특별시",
    "부산광역시",
    "대구광역시",
    "인천광역시",
    "광주광역시",
    "대전광역시",
    "울산광역시",
    "세종특별자치시",
    "경기도",
    "강원특별자치도",
    "강원도",
    "충청북도",
    "충청남도",
    "전북특별자치도",
    "전라북도",
    "전라남도",
    "경상북도",
    "경상남도",
    "제주특별자치도",
)
"""Names of the first tier of local government, former names included."""

_LEADING = re.compile(rf"^(?:{'|'.join(PROVINCES)})\s*(?=\S)")


def without_province(name: str) -> str:
    """*name* without a province or metropolitan city in front.

    >>> without_province("서울특별시 새빛센터"), without_province("솔향작은도서관")
    ('새빛센터', '솔향작은도서관')
    """
    return _LEADING.sub("", name)
