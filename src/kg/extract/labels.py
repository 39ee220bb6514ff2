"""Labels of council papers as data: which words, printed before a value or over a column, ask for which fact.

A label is folded (white space, brackets and what they hold, and bullets taken out) and split into a
*qualifier* (현, 기존: the round that runs; 차기, 변경: the round to come) and a *kind*. Unknown words are
no label: the text stays prose.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DAY = r"(?:일|일자|년월일|연월일|일시|날짜)"
_WHO = r"(?:자|인|의원|기관)"
_SUBMIT = r"(?:제출|제안|발의)"
_AND = r"(?:및|·|/|,|와|과)?"
_OPERATOR = r"(?:수탁|위탁받는|위탁운영|위수탁|운영|대행|관리대행)"
_THING = (
    r"(?:시설|센터|기관|도서관|복지관|사업장|건물|대상시설|위탁시설|수련관|회관|어린이집|유치원|주차장|체육관|체육시설|수영장"
    r"|경로당|쉼터|복지시설|처리장|처리시설|캠핑장|야영장|박물관|미술관|작업장|선별장|급식소|문화의집|상담소)"
)

LABELS: tuple[tuple[str, str], ...] = (
    # --- the bill and its way through the council
    ("number", r"의안(?:번호)?|의안의?번호|안건번호"),
    ("title", r"의안명|안건명|건명|의안제목|안건"),
    ("submission", rf"{_SUBMIT}{_DAY}{_AND}(?:{_SUBMIT}{_WHO})|{_SUBMIT}{_WHO}{_AND}(?:{_SUBMIT}{_DAY})"),
    ("submission", rf"{_SUBMIT}경위|{_SUBMIT}"),
    ("submitted", rf"(?:의안)?{_SUBMIT}{_DAY}"),
    ("proposer", rf"(?:대표)?{_SUBMIT}{_WHO}|{_SUBMIT}주체"),
    ("referred", rf"(?:위원회|소관위원회|상임위)?회부{_DAY}?"),
    ("decided", rf"(?:위원회|소관위원회)?상정{_AND}(?:의결|심사|처리|가결){_DAY}?"),
    ("introduced", rf"(?:위원회|소관위원회)?상정{_DAY}?|심사경과상정"),
    ("resolved", rf"(?:위원회|소관위원회)?(?:의결|심사|처리|가결){_DAY}"),
    ("resolved", rf"(?:의안)?(?:보류|철회|부결|폐기|계류)(?:동의|의결|결정|처리|{_DAY})(?:{_DAY})?"),
    ("plenary", rf"본회의(?:상정|의결|처리|심의)?{_AND}(?:의결|처리)?(?:{_DAY}|결과)?"),
    ("committee", r"(?:소관|심사|회부|담당)?(?:상임)?위원회명?|소관위|소관상임위|소관"),
    ("outcome", r"(?:위원회|소관위원회)?(?:심사|의결|처리)(?:의)?결과|의결내용|심사의결"),
    ("reporter", r"보고(?:자|기관)"),
    ("report-date", rf"(?:보고|작성|검토|보고서작성){_DAY}"),
    # --- the affair
    (
        "task-name",
        r"(?:민간)?(?:위탁|수탁)?(?:대상)?사무의?(?:명|명칭)|(?:민간)?위탁(?:사업|업무)?명칭?|사업명|위탁대상사무",
    ),
    (
        "task",
        r"(?:민간)?(?:위탁|수탁)(?:하는|할|하고자하는)?사무(?:개요)?|위탁사업|위탁대상|사무|위탁(?:대상)?업무",
    ),
    (
        "tasks",
        r"(?:주요)?(?:민간)?(?:위탁|수탁|사무|업무)(?:대상)?(?:사무|업무|사업)?의?(?:주요)?(?:내용|범위)|주요(?:위탁)?(?:사무|업무|기능|사업내용)"
        r"|수탁사무|위탁사무의(?:구체적)?내용|사무의(?:구체적)?내용",
    ),
    ("kind", r"(?:민간)?위탁(?:의)?(?:구분|유형|종류|형태)|추진구분|신규재위탁구분|유형|위탁구분"),
    (
        "method",
        r"(?:민간)?(?:수탁|위탁|운영)?(?:자|기관|법인|업체|단체|운영자|사업자|체)?의?(?:선정|모집|위탁)(?:방법|방식|계획|절차)(?:및절차)?"
        r"|(?:계약|위탁|대행|선정)?(?:방법|방식)|(?:민간)?(?:수탁|위탁)(?:자|기관|법인|업체|단체|사업자|체)?선정",
    ),
    (
        "period",
        r"(?:민간)?(?:재)?(?:위탁|수탁|위수탁|계약|협약|재계약|운영|사업|수탁운영|위탁운영|위탁계약|대행|관리대행)(?:계약|운영)?(?:예정)?기간|기간"
        r"|계약기간연장",
    ),
    # --- the money
    (
        "budget",
        r"(?:총|연간|연)?(?:소요|위탁|민간위탁|수탁|위탁운영)?(?:예산|사업비|운영비|경비|비용)(?:액|추계|규모|현황|내역|총액)?(?:및재원)?"
        r"|(?:연간|연|총)?(?:민간)?위탁(?:비용|금액|금|료|비|사업비|예산|운영비)(?:추계|내역|산출)?|비용추계(?:서|결과)?|계약금액|재계약금액"
        r"|(?:연간|연|총)?(?:관리)?대행(?:비용?|료|금액|사업비|예산)(?:추계|내역|산출)?"
        r"|소요(?:예산|사업비|비용|재원)(?:액)?(?:및재원)?|예산(?:액|규모|현황|내역)?|지원(?:예산|금액)|보조금",
    ),
    ("measure", r"예산(?:상의?)?조치(?:사항)?|예산(?:편성)?(?:및)?확보(?:방안|계획)?"),
    # --- facility
    (
        "facility",
        rf"(?:민간)?(?:위탁|수탁|운영)?(?:대상)?{_THING}(?:의)?(?:명|명칭)|시설(?:구분)?|센터|기관|대상시설|위탁시설|명칭|(?:대상)?시설물명|(?:대행|위탁|수거)?(?:구역|권역)명?",
    ),
    (
        "facility-section",
        rf"(?:민간)?(?:위탁|수탁)?(?:대상)?{_THING}(?:의)?(?:일반|운영)?(?:개요|현황|개황|일반현황|규모및현황)|일반현황|운영현황"
        r"|(?:시설|센터)?(?:위치|소재지)(?:및|·|/|,)(?:시설)?(?:규모|면적|연면적)|(?:위치|소재지)(?:및|·|/|,)개소일?",
    ),
    (
        "address",
        rf"(?:{_THING})?의?(?:위치|소재지|주소|소재|설치장소|설치위치|소재지주소)|소재지?\(?주소\)?|장소",
    ),
    (
        "area",
        rf"(?:{_THING})?의?(?:규모|면적|연면적|건물면적|전용면적|건축연면적|시설규모|사용면적|건축면적|연면적규모|바닥면적)",
    ),
    (
        "opened",
        rf"(?:{_THING})?의?(?:최초)?(?:개소|개관|개원|개청|설치|설립|개장|운영개시|개설|준공|운영시작|시설개소|개교|오픈)(?:{_DAY}|연도|년도|연월|년월|시기)?"
        rf"|(?:최초)?운영(?:개시)?{_DAY}|(?:최초)(?:운영|설치|개소|개관){_DAY}?|개소시기"
        rf"|(?:가동|사용|이용|업무)개시{_DAY}?|가동{_DAY}",
    ),
    (
        "staff",
        rf"(?:{_THING})?의?(?:종사자|종사|인력|인원|직원|근무자|근무인원|종사인력|운영인력|근무인력|상근인력|조직인력|고용인원|운영인원|종업원|(?:보육)?교직원|상근자|상근직원|근로자)"
        rf"(?:수|현황|규모|구성|운영|배치|정원)?|(?:정원|현원|정현원|조직|조직및인력|인력및조직|인력구성|정·현원)(?:현황)?|필요인력|소요인력",
    ),
    ("capacity", r"(?:이용|입소|보육|수용|시설|이용자|입소자)(?:정원|인원|현원)(?:현황)?|정원\(이용\)"),
    ("consigner", r"위탁자|위탁청|위탁기관장|위탁주체|위탁부서|소관부서|담당부서|위탁기관\(갑\)"),
    (
        "contractor",
        rf"(?:민간)?(?:{_OPERATOR}|위탁)(?:자|기관|법인|업체|단체|주체|사업자|체|사|운영자|기관명|법인명|자명|단체명|업체명)"
        r"|운영주체|수탁운영(?:기관|자|법인|업체|단체)|위탁운영(?:기관|자|법인|업체|단체)|수탁받은기관|법인명|법인|단체명|운영법인|계약상대자"
        r"|재계약대상자|재계약(?:대상)?(?:기관|법인|업체|단체)|수탁",
    ),
    (
        "representative",
        r"(?:법인|단체|기관)?(?:대표|대표자|대표이사|이사장|단장|회장|대표자명|대표자성명|총장)(?:명|성명)?|원장성명",
    ),
    (
        "programmes",
        r"(?:주요)?(?:사업|프로그램|운영|서비스)(?:내용|현황|개요)|주요(?:사업|프로그램|기능|업무)|기능",
    ),
    # --- rounds, evaluations
    ("seq", r"차수|회차|위탁차수|구분|회수|순번|연번|위탁회차|횟수"),
    ("score", r"(?:평가|심사|종합|총|평균|취득|획득)?(?:점수|득점|평점|총점)|배점대비득점|평가점수"),
    ("threshold", r"(?:재계약|적격|통과|합격|재위탁)?(?:기준|기준점수|요건|기준점|최저점수|기준점수)"),
    ("result", r"(?:심의|평가|심사|점검|검토|감사)(?:의)?(?:결과|등급|의견)|결과|판정|등급|평가결과판정"),
    ("evaluation-name", r"(?:평가|점검|심의|감사)(?:명|명칭|구분|종류)"),
    (
        "evaluation-body",
        r"(?:평가|심의|점검|심사|감사|실시|검토)(?:기관|기구|주체|위원회|단|자|수행기관|위원회명)",
    ),
    ("evaluation-date", rf"(?:평가|심의|점검|심사|감사|개최|실시)(?:{_DAY}|시기)|일시|개최일"),
    (
        "recommendations",
        r"(?:권고|개선|지적|시정)(?:사항|과제|의견|요구|필요사항|내용)|개선필요(?:사항)?|권고",
    ),
    ("achievements", r"(?:주요)?(?:성과|우수사항|잘된점|강점|우수사례)|주요성과"),
    ("note", r"비고|참고|기타|비고사항"),
)
"""(kind, pattern over the whole folded label), the first that fits wins."""

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in LABELS)

QUALIFIERS: tuple[tuple[str, str], ...] = (
    ("current", r"현재|현행|현|기존|종전|당초|직전|종래|전"),
    ("proposed", r"차기|변경|재계약|향후|신규|갱신|연장|새로운|재위탁"),
)
"""(qualifier, words that may stand before a label)."""

_QUALIFIERS = tuple((name, re.compile(rf"^(?:{pattern})(?=.)")) for name, pattern in QUALIFIERS)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label asks for. ``qualifier``: ``current``, ``proposed`` or ``""``; ``folded`` is the label as
    compared.
    """

    kind: str
    qualifier: str
    folded: str


def fold_label(text: str) -> str:
    """Without white space, bracketed additions, quotes and outer punctuation.

    >>> fold_label("소 재 지"), fold_label("면적(m2 )"), fold_label("<센터 현황>")
    ('소재지', '면적', '센터현황')
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
    folded = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", folded)
    folded = re.sub(r"[ㆍ・‧∙•⋅･]", "·", folded)
    return folded.strip("<>〈〉《》【】[]()「」『』“”\"'‘’*:：·-–—○◦□■▪▶▷※.,")


def _kind_of(folded: str) -> str | None:
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(folded):
            return kind
    return None


def read_label(text: str) -> Label | None:
    """The label *text* is, or ``None`` when it is none we know.

    >>> read_label("민간위탁기간")
    Label(kind='period', qualifier='', folded='민간위탁기간')
    >>> read_label("현 수탁기관").qualifier
    'current'
    >>> read_label("감사드립니다") is None
    True
    """
    folded = fold_label(text)
    if not folded or len(folded) > 24:
        return None
    kind = _kind_of(folded)
    if kind is not None:
        return Label(kind, "", folded)
    for name, pattern in _QUALIFIERS:
        rest = pattern.sub("", folded)
        if rest != folded and (kind := _kind_of(rest)) is not None:
            return Label(kind, name, folded)
    return None
