"""Titles of papers, sections and attachments: the words they are known by."""

from __future__ import annotations

import re

from kg.read.structure.lines import ATTACHMENT, SHORT_TITLE
from kg.text.normal import fold

TITLE = re.compile(
    r"(?:동의\s?안|동의\(안\)|보고서?|보\s+고\s+서|보고\s?안|조례\s?안|의안|안건|회의록|건의안|승인안|의견서|계획안?|검토|결과|안)\s*(?:\([^()]*\))?$"
)
SECTION_TITLE = re.compile(
    r"(?:제안\s?(?:이유|설명)|주요\s?(?:내용|골자)|참고\s?사항|심사\s?(?:경과|결과|의견)|검토\s?(?:보고|의견|결과|내용)|전문위원|"
    r"수석전문위원|질의|답변|토론|소수\s?의견|기타|관계\s?법령|관련\s?법령|추진\s?(?:근거|경과|현황)|위탁\s?(?:개요|내용|사무|기간|시설)|"
    r"동의안|예산\s?조치|종합\s?(?:의견|검토)|심의|결론|추진\s?계획|사업\s?개요|운영\s?현황|현황|필요성)"
)
_KINDS: tuple[tuple[str, str], ...] = (
    (r"심사(?:결과)?보고", "review-report"),
    (r"검토(?:보고|의견)", "examination-report"),
    (r"회의록", "minutes"),
    (r"성과평가", "evaluation-report"),
    (r"재계약.*보고|보고.*재계약", "renewal-report"),
    (r"의안(?:정보|상세)", "bill-page"),
    (r"동의안|동의\(안\)|동의요구", "consent-motion"),
)


def kind_of_title(title: str) -> str:
    """Code of the kind of paper a title names; ``document`` when it names none.

    >>> kind_of_title("… 민간위탁 동의안 심사보고서"), kind_of_title("… 민간위탁 재위탁 동의안")
    ('review-report', 'consent-motion')
    """
    folded = fold(title)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, folded)), "document")


def is_attachment(text: str, *, strict: bool = True) -> bool:
    """Whether a line is the title of an attachment (``붙임 1. 비교표``), not the list of them (``붙임 : …
    1부.``)."""
    match = ATTACHMENT.fullmatch(text)
    if match is None or len(text) > SHORT_TITLE or re.search(r"부\s*\.|끝\s*\.", text):
        return False
    bracketed = text.lstrip()[:1] in "[<【〔("
    return bracketed or bool(match["number"]) or not strict
