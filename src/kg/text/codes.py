"""Printed words ↔ codes of the code lists, as data.

A scheme is an ordered table of (pattern, code): the first pattern found in the text, white space taken out,
gives the code. ``RECORD_FORMS`` is the way back to the Korean enumeration of the record form
(docs/explanation/graph.md, "Codes").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

SCHEMES: dict[str, tuple[tuple[str, str], ...]] = {
    "document-kind": (
        (r"심사보고서?|심사결과보고서?", "review-report"),
        (r"검토보고서?|검토의견서?", "examination-report"),
        (r"성과평가(?:결과)?보고서?|평가결과보고서?|성과평가", "evaluation-report"),
        (r"재계약(?:결과)?(?:추진)?(?:계획)?보고서?|재계약", "renewal-report"),
        (r"회의록", "minutes"),
        (r"의안정보|의안상세", "bill-page"),
        (r"동의안|동의\(안\)|동의요구안|안건|안$", "consent-motion"),
    ),
    "outcome": (
        (r"수정(?:한부분|안대로|안)?.*가결|수정(?:의결|동의|채택|통과)|수정안", "amended"),
        (r"부결|부동의", "rejected"),
        (r"보류", "deferred"),
        (r"계류", "pending"),
        (r"미료", "unfinished"),
        (r"철회", "withdrawn"),
        (r"폐기", "discarded"),
        (r"원안|가결|의결|채택|통과", "passed"),
        (r"보고|청취", "reported"),
    ),
    "consignment-kind": (
        (r"재계약|갱신|연장", "renewal"),
        (r"재위탁|재수탁", "reconsignment"),
        (r"신규|최초|처음|첫위탁|새로|새롭게", "new"),
    ),
    "consignment-type": (
        (r"사무\W*시설(?:형|위탁)|복합형|혼합형", "mixed"),
        (r"시설(?:형|위탁)", "facility"),
        (r"사무(?:형|위탁)", "affair"),
    ),
    "selection-method": (
        (r"공개모집|공개경쟁|공모|일반경쟁|경쟁입찰|제한경쟁|공개선정|공개입찰", "open-call"),
        (r"수의", "direct"),
        (r"지정", "designation"),
    ),
    "legal-form": (
        (r"사회적협동조합", "social-cooperative"),
        (r"사회복지법인|\(복\)|\(사복\)", "social-welfare"),
        (r"사단법인|\(사\)|㈔", "incorporated-association"),
        (r"재단법인|\(재\)", "incorporated-foundation"),
        (r"학교법인|\(학\)|㈻", "school"),
        (r"의료법인|\(의\)", "medical"),
        (r"산학협력단", "university-cooperation"),
        (r"협동조합", "cooperative"),
        (r"주식회사|\(주\)|㈜", "stock-company"),
        (r"비영리민간단체", "civil-group"),
        (r"개인", "individual"),
    ),
    "evaluation-kind": (
        (r"종합성과평가", "comprehensive"),
        (r"(?:운영평가|운영심의|위탁심의|위탁심사|위탁관리|위탁조정|위탁운영)위원회|운영위원회", "committee"),
        (r"수탁(?:자|기관|법인|업체|단체)?선정(?:심의|심사)?|선정심의위원회|선정위원회", "selection"),
        (r"적격(?:자|성)?(?:심의|심사)", "eligibility"),
        (r"지도\W?점검", "inspection"),
        (r"회계감사|회계검사|외부감사", "audit"),
        (r"시설(?:종합)?평가|사회복지시설.*평가|평가인증|기관평가", "facility"),
        (r"적정성(?:검토|심의|평가)?", "adequacy"),
        (r"성과평가|운영평가|운영성과|실적평가|위탁평가|평가", "performance"),
    ),
    "content-status": (
        (r"생략", "omitted"),
        (r"해당사항없음|해당없음|비해당", "not-applicable"),
        (r"없음|없습니다|무", "none"),
    ),
}
"""Scheme → ordered (pattern over text without white space, code)."""

RECORD_FORMS: dict[str, dict[str, str]] = {
    "document-kind": {
        "review-report": "심사보고서",
        "examination-report": "검토보고서",
        "consent-motion": "동의안",
        "renewal-report": "재계약보고",
        "evaluation-report": "성과평가보고",
        "bill-page": "의안정보",
        "minutes": "회의록",
    },
    "outcome": {
        "passed": "원안가결",
        "amended": "수정가결",
        "rejected": "부결",
        "deferred": "보류",
        "pending": "계류",
        "unfinished": "미료",
        "withdrawn": "철회",
        "discarded": "폐기",
        "reported": "보고",
    },
    "consignment-kind": {"new": "신규", "reconsignment": "재위탁", "renewal": "재계약"},
    "selection-method": {"open-call": "공개모집", "direct": "수의계약", "designation": "지정"},
    "legal-form": {
        "incorporated-association": "사단법인",
        "incorporated-foundation": "재단법인",
        "social-welfare": "사회복지법인",
        "school": "학교법인",
        "medical": "의료법인",
        "cooperative": "협동조합",
        "social-cooperative": "사회적협동조합",
        "university-cooperation": "산학협력단",
        "stock-company": "주식회사",
        "civil-group": "비영리민간단체",
        "individual": "개인",
    },
    "evaluation-kind": {
        "comprehensive": "종합성과평가",
        "performance": "성과평가",
        "committee": "운영평가위원회",
        "eligibility": "적격자심의",
        "selection": "수탁자선정심의",
        "inspection": "지도점검",
        "audit": "회계감사",
        "facility": "시설평가",
        "adequacy": "적정성검토",
    },
    "discrepancy-type": {
        "sum-mismatch": "sum_mismatch",
        "period-mismatch": "period_mismatch",
        "below-threshold-renewed": "below_threshold_renewed",
        "conflicting-values": "conflicting_values",
        "date-order": "date_order",
    },
}
"""Scheme → code → the word of the record form."""

_COMPILED = {
    scheme: tuple((re.compile(pattern), code) for pattern, code in table) for scheme, table in SCHEMES.items()
}


def code_of(scheme: str, text: str) -> str | None:
    """The code the words of *text* stand for in *scheme*, or ``None``.

    >>> code_of("outcome", "원안 가결"), code_of("outcome", "수정한 부분은 수정안대로 가결")
    ('passed', 'amended')
    >>> code_of("selection-method", "재계약") is None
    True
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
    for pattern, code in _COMPILED[scheme]:
        if pattern.search(folded):
            return code
    return None


def record_form(scheme: str, code: str) -> str:
    """The Korean word of the record form for *code*.

    >>> record_form("outcome", "passed")
    '원안가결'
    """
    return RECORD_FORMS[scheme][code]


def _parser(scheme: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        code = code_of(scheme, text)
        if code is None:
            raise ValueError(f"no code of {scheme} in {text!r}")
        return code

    return parse


CODED_FORMS: dict[str, Callable[[str], str]] = {scheme: _parser(scheme) for scheme in SCHEMES}
"""One parser per scheme, for ``kg.text.FORMS``: text → code, ValueError when none is printed."""
