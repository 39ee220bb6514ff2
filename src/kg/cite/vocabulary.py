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

AGREEMENTS: Final = (
    "정관",
    "단체협약",
    "취업규칙",
    "협약서",
    "협약",
    "계약서",
    "약관",
    "내규",
    "사규",
    "협정서",
    "협정",
    "회칙",
    "규약",
    "합의서",
    "인사규정",
    "보수규정",
    "복무규정",
)
"""Papers people agree on; 협약에서는 … (제3조) speaks of its own articles."""

CONTRACT_WORDS: Final = (
    *AGREEMENTS,
    "계약",
    "과업지시서",
    "제안요청서",
    "공고문",
    "매뉴얼",
    "지침",
    "기준",
    "요강",
    "운영규정",
    "운영규칙",
    "운영세칙",
    "신청서",
    "증서",
)
"""Papers with articles of their own that are no legislation: their 제N조 is not a citation."""

RULES: Final = ("규칙", "규정", "세칙", "고시", "훈령", "예규")
"""Words that, glued to others and no known title, name rules whose 제N조 is nothing cited before."""

RULES_OF_BODIES: Final = (
    "국회규칙",
    "대법원규칙",
    "헌법재판소규칙",
    "중앙선거관리위원회규칙",
    "선거관리위원회규칙",
    "감사원규칙",
    "총리령",
    "대통령령",
)
"""Sorts of legislation said without a title: which instrument is meant stays open."""

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
    "조서",
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
        "우리",
        "시",
        "군",
        "도",
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

FORMER_PLACES: Final = frozenset(
    {
        "제주시",
        "서귀포시",
        "북제주군",
        "남제주군",
        "마산시",
        "진해시",
        "창원군",
        "청원군",
        "연기군",
        "여천시",
        "여천군",
        "송탄시",
        "평택군",
        "삼천포시",
        "충무시",
        "이리시",
        "정주시",
        "장승포시",
        "금성시",
        "송정시",
        "영일군",
        "울산군",
        "울산시",
        "부산시",
        "인천시",
        "직할시",
        "광주직할시",
        "대구직할시",
        "인천직할시",
        "대전직할시",
        "부산직할시",
        "명주군",
        "춘천군",
        "원주군",
        "천안군",
        "공주군",
        "온양시",
        "대천시",
        "점촌시",
        "동광양시",
        "나주군",
        "남원군",
        "미금시",
        "옹진군",
        "달성군",
        "시흥군",
        "화성군",
        "용인군",
        "파주군",
        "김포군",
        "안성군",
        "양주군",
        "포천군",
        "여주군",
        "광주군",
        "이천군",
        "남양주군",
        "당진군",
    }
)
"""Places without a council of their own today, whose ordinances are still cited."""

NOUNS_LIKE_PARTICLES: Final = (
    "신고",
    "공고",
    "휴가",
    "수면",
    "회로",
    "가게",
    "자치도",
    "명세서",
    "신청서",
    "보고서",
    "증명서",
    "가능한",
    "안전한",
    "건강한",
    "공정한",
    "쾌적한",
    "깨끗한",
    "건전한",
    "행복한",
    "편리한",
    "따뜻한",
    "부당한",
    "함께하는",
    "찾아가는",
    "일하는",
    "작은",
    "젊은",
    "좋은",
    "맑은",
    "밝은",
    "어린이",
    "놀이",
    "먹이",
    "마을",
    "가을",
    "평가",
    "허가",
    "인가",
    "국가",
    "여가",
    "추가",
    "증가",
    "대가",
    "물가",
    "상가",
    "농가",
    "전문가",
    "활동가",
    "예술가",
    "광고",
    "창고",
    "보고",
    "사고",
    "재고",
    "도로",
    "경로",
    "진로",
    "선로",
    "휴게",
    "역할",
    "분할",
    "관할",
    "제한",
    "권한",
    "기한",
    "효과",
    "성과",
    "부과",
    "초과",
    "통과",
    "경과",
    "학과",
    "제도",
    "지도",
    "한도",
    "속도",
    "용도",
    "철도",
    "수도",
    "궤도",
    "보도",
    "매도",
    "양도",
    "감면",
    "도면",
    "노면",
    "지면",
    "문서",
    "도서",
    "질서",
    "증서",
    "부서",
    "독서",
    "경찰서",
    "소방서",
    "나라",
    "비만",
    "항만",
    "불만",
    "시가",
    "정가",
)
"""Words that end like a particle or a verb (마을, 감면, 지속가능한) and may stand inside a title."""

LAW_STEMS: Final = (
    "관리|진흥|촉진|보호|육성|지원|규제|기본|조치|예방|보상|보험|공사|공단|조합|은행|연구원|주택|교육|고용|복지|연금|개발|정비|건설"
    "|이용|단속|처벌|부담금|회계|특별|징수|구제|안전|보전|금고|투자|거래|신고|등록|설치|운영|재정|발전|활성화|계획|소유|사업|자치"
)
"""What the name of an act has before 법, so that a name not in the register is one (불교재산관리법)."""

HANJA_UNITS: Final = {"條": "조", "項": "항", "號": "호", "編": "편", "章": "장", "節": "절"}
HANJA_DIGITS: Final = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
CIRCLED: Final = {c: n for n, c in enumerate(CIRCLED_DIGITS, start=1)}
