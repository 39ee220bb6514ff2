"""The words of the citation grammar, as data: endings, sorts, and what only looks like a citation."""

from __future__ import annotations

from typing import Final

from kg.model.statute import CIRCLED_DIGITS

CLOSING_QUOTES: Final = "」｣』"
SPEECH_QUOTES: Final = {"‘": "’", "“": "”", '"': '"', "'": "'", "’": "’", "”": "”"}
"""Quotation marks that also quote speech: a title in them counts only when it fills them."""

DOTS: Final = "ㆍ·・‧∙⋅•"
TILDES: Final = "~∼〜～"

SUBORDINATE: Final = ("시행령", "시행규칙", "시행세칙")
"""Endings that name a subordinate instrument of the statute or ordinance before them."""

TITLE_ENDINGS: Final = (
    "법률",
    "법",
    "시행령",
    "시행규칙",
    "시행세칙",
    "규칙",
    "세칙",
    "규정",
    "조례",
    "령",
    "직제",
)
"""Words a title of an instrument ends with."""

GENERIC_NAMES: Final = (
    "법률",
    "법",
    "시행령",
    "시행규칙",
    "시행세칙",
    "영",
    "령",
    "규칙",
    "세칙",
    "규정",
    "조례",
)
"""Words that name an instrument only by its sort; cited with a provision they are aliases (법 제5조)."""

ALIAS_ENDINGS: Final = (*GENERIC_NAMES, "헌법", "요령", "지침", "훈령", "예규", "고시")
"""What the name of a declared abbreviation of an instrument ends with."""

CUSTOMARY_TITLES: Final = frozenset({"헌법"})
"""Short titles that count as titles."""

WEAK_NAMES: Final = frozenset({"규정", "요령", "지침", "훈령", "예규", "고시", "세칙", "령"})
"""Sorts that are everyday words too: 같은 규정, 위 규정 mean a provision unless a provision follows."""

ADMINISTRATIVE_ENDINGS: Final = ("요령", "훈령", "예규", "고시")
"""Administrative rules: in title quotes they are instruments like others."""

CONTRACT_WORDS: Final = (
    "정관",
    "단체협약",
    "취업규칙",
    "협약서",
    "협약",
    "계약서",
    "계약",
    "약관",
    "내규",
    "사규",
    "협정서",
    "협정",
    "회칙",
    "규약",
    "합의서",
    "과업지시서",
    "제안요청서",
    "공고문",
    "매뉴얼",
    "지침",
    "기준",
    "요강",
    "운영규정",
    "인사규정",
    "보수규정",
    "복무규정",
    "운영규칙",
    "운영세칙",
    "신청서",
    "증서",
)
"""Papers with articles of their own that are no legislation: their 제N조 is not a citation."""

NUMBERED_THINGS: Final = (
    "법률",
    "령",
    "규칙",
    "조례",
    "훈령",
    "예규",
    "고시",
    "공고",
    "지침",
    "포고",
    "의안",
    "의안번호",
    "안건",
    "등급",
    "붙임",
    "별첨",
    "첨부",
    "문서",
    "사건",
    "결정",
    "허가",
    "등록",
    "통권",
    "보고",
    "지정",
    "국보",
    "보물",
    "사적",
    "문화재",
    "천연기념물",
    "회의",
    "목록",
    "사진",
    "그림",
    "도면",
    "특허",
    "면허",
    "인가",
    "승인",
)
"""Words before 제N호 that number something else: 법률 제17893호, 의안 제1426호."""

NUMBERED_ITEMS: Final = (
    "의사일정",
    "안건",
    "주문",
    "청구취지",
    "청구원인",
    "이유",
    "합의사항",
    "약정",
    "확약",
    "각서",
    "판결",
    "기재",
)
"""Words before 제N항 that number something else: 의사일정 제3항, 주문 제2항."""

NOT_TITLE_WORDS: Final = frozenset(
    {
        "사건",
        "위",
        "이",
        "그",
        "본",
        "동",
        "같은",
        "현행",
        "구",
        "舊",
        "종전의",
        "종전",
        "및",
        "또는",
        "등",
        "관련",
        "근거",
        "관계",
        "다음",
        "상위",
        "해당",
        "개별",
        "즉",
        "또",
        "단",
        "위의",
        "한편",
        "다만",
        "각",
        "따라서",
        "그리고",
        "특히",
        "당시",
        "당해",
        "동안",
        "경우",
        "경우의",
        "근거법령",
        "관련법령",
        "법적근거",
        "추진근거",
        "관련근거",
        "설치근거",
    }
)
"""Words that may stand before a title without belonging to it."""

HANJA_UNITS: Final = {"條": "조", "項": "항", "號": "호", "編": "편", "章": "장", "節": "절"}
HANJA_DIGITS: Final = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
CIRCLED: Final = {c: n for n, c in enumerate(CIRCLED_DIGITS, start=1)}
