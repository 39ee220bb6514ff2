"""Small named patterns of the citation grammar, each used by one reader; every repetition is bounded."""

from __future__ import annotations

import re
import sys
from typing import Final

from kg.cite.vocabulary import AGREEMENTS, DOTS, NUMBERED_ITEMS, NUMBERED_THINGS, TILDES
from kg.model.statute import ITEM_LETTERS, Level

_LETTER: Final = f"[{ITEM_LETTERS}]"

# White space inside an element: one blank, or the line end and indent of hard-wrapped text.
_IN: Final = r"(?:[ \t\u00a0]?|[ \t]?\n[ \t]{0,16})"

# What may follow a name or an element: a particle, or no Hangul at all.  A name that runs on is another word
# (법원, 조합, 호증).
PARTICLE: Final = (
    r"(?=$|[^가-힣]|은|는|이(?![가-힣]{2}|용|상|하)|가|을|를|에|의|와|과|로|으로|도|만|중|및|등|상(?![가-힣])|상의|부터|까지|이나|나"
    r"|이라|이란|이다|인데|(?<!법)인\s|인지|보다|또는|내지|처럼|조차|마저|밖에|마다|시행|부칙|별표|별지|각\s?호|각호|제\s?\d|소정|위반"
    r"|개정|제정|폐지|일부|전부|본문|단서|전단|후단|관련)"
)

# --- elements -------------------------------------------------------------------------------------------

COUNTED: Final = r"개|년|월|일|명|건|차|회|%|퍼센트|분의|인(?!\s)|배|가지|종"
_BRANCH: Final = r"(?:[ \t]?의[ \t]?(?P<{0}>\d{{1,3}})(?!\d|\s?(?:" + COUNTED + ")))?"
_GUARD: Final = (
    r"(?:(?<=\d)|(?<=조)(?!합|직|치|사(?!항)|장)|(?<=항)(?!공|소|구|해|암|목)|(?<=호)(?!증|기|선|실|봉|법정|(?:차|위|관|사업)(?!목))"
    r"|(?<=편)|(?<=장)(?!애|소|비|면|관|치|기|학|차)|(?<=절)(?!차|감|기)|(?<=관)(?!문|람|계|련|장|리))"
)
NUMBERED: Final = re.compile(
    rf"제{_IN}(?P<no>\d{{1,4}}){_IN}(?P<unit>[조항호편장절관])" + _BRANCH.format("branch") + _GUARD
)
UNMARKED: Final = re.compile(
    r"(?P<no>\d{1,4})(?P<unit>[조항호])"
    + _BRANCH.format("branch")
    + r"(?!\d|\s?(?:원|억|만|천)|[합직치증기선실])"
)
HANJA: Final = re.compile(
    r"第\s?(?P<no>\d{1,4}|[一二三四五六七八九十百]{1,7})\s?(?P<unit>[條項號編章節])"
    r"(?:\s?(?:의|之)\s?(?P<branch>\d{1,3}|[一二三四五六七八九十]{1,3}))?"
)
SERIES: Final = re.compile(
    rf"제\s?(?P<numbers>\d{{1,4}}(?:\s?(?:[{DOTS},{TILDES}]|및|또는|내지|부터)"
    r"(?:\s?|[ \t]?\n[ \t]{0,16})\d{1,4}){1,12})\s?(?P<unit>[조항호])" + _GUARD
)
SECTION: Final = re.compile(r"§\s?(?P<no>\d{1,4})(?:조)?(?:의\s?(?P<branch>\d{1,3}))?(?![\d-])")
"""§26, §4의2: an article as council papers write it."""
ITEM: Final = re.compile(
    rf"(?:(?P<letter>{_LETTER})|\(\s?(?P<bracketed>{_LETTER})\s?\)\s?)\.?목(?![적표록차공욕수포요재구격회사초])"
)
ITEM_SERIES: Final = re.compile(rf"(?P<letters>{_LETTER}(?:\s?[{DOTS},]\s?{_LETTER}){{1,12}})목")
SUBITEM: Final = re.compile(
    rf"(?P<number>\d{{1,2}})\)|(?P<letter>{_LETTER})\)|\((?P<inner>\d{{1,2}})\)|\((?P<last>{_LETTER})\)"
)
ANNEX: Final = re.compile(
    r"(?P<open>[\[<【]\s?)?(?<![개특식판차성])(?:별표(?![준시본])|(?<![가-힣])별\s표(?![가-힣]))(?:\s?(?:제\s?)?(?P<no>\d{1,3})(?!\s?[조항호년월일.\d])"
    r"(?:\s?의\s?(?P<branch>\d{1,2})(?!\d))?)?(?:호(?![\w증]))?(?(open)\s?[\]>】])"
)
FORM: Final = re.compile(
    r"(?P<open>[\[<【]\s?)?(?<![개특식판차성])(?:별지(?![점기도방])|(?<![가-힣])별\s지(?=\s?제\s?\d))(?:\s?(?:제\s?)?(?P<no>\d{1,3})\s?호(?:\s?의\s?(?P<branch>\d{1,2}))?"
    r"(?:\s?서식(?:의\s?(?P<late>\d{1,2})(?!\d))?)?|\s?서식)?(?(open)\s?[\]>】])"
)
FORM_ALONE: Final = re.compile(r"제\s?(?P<no>\d{1,3})\s?호(?:\s?의\s?(?P<branch>\d{1,2}))?\s?서식")
ADDENDA: Final = re.compile(r"부\s?칙(?![가-힣]{0,12}일)")
REMARKS: Final = re.compile(r"[〈<\[]\s?비\s?고\s?[〉>\]]|비고(?!란)")
QUALIFIER: Final = re.compile(
    r"[각各]\s?(?P<each>[호목항號])(?P<outside>\s?외의?\s?부분)?(?![실별])"
    r"|(?P<word>本文|但書|[前後]段|본문|단서|전단(?!지)|후단|전문(?=$|[^가-힣]|에|을|은|과|중|의\s)|후문)"
)

# --- what may stand between two elements ------------------------------------------------------------------

GAP: Final = re.compile(
    rf"(?P<until>까지)|(?P<range>부터|내지|乃至|[{TILDES}]|[-–](?=\s?제))"
    rf"|(?P<list>[,{DOTS}/]|및|또는|이나|나(?=\s)|과|와)"
    r"|(?P<note><sup>[^<>\n]{1,12}</sup>|<[^<>\n]{0,12}제\d+호[^<>\n]{0,30}>|\[(?!\s?별)[가-힣ㆍ· ]{2,30}\]"
    r"|\d{1,2}\)|\[\^\d{1,3}\])"
    r"|(?P<paren>[(（])|(?P<of>의(?=\s?\D))|(?P<related>관련(?=\s))|(?P<column>(?:[가-힣ㆍ·]{1,12}\s?){1,4}란의?(?=\s))|(?P<space>\s+)"
)
PAREN: Final = re.compile(r"[()（）]")
MAX_PAREN: Final = 600
MAX_DEPTH: Final = 5
"""A parenthesis longer or deeper than this is read as text: a bound, so that the time stays linear."""

# --- heads ------------------------------------------------------------------------------------------------

QUOTED: Final = re.compile(r"[「｢『](?P<title>[^「」｢｣『』]{1,150})[」｣』]")
RUNS_ON: Final = re.compile(r"제\s?\d{1,4}\s?조[^\n]{0,80}\n\s*[-○❍▸•▪□■※*]")
"""A provision and a new bullet between quotation marks: the first one was never closed."""
UNCLOSED: Final = re.compile(
    r"[「｢『](?P<title>[^「」｢｣『』\n]{1,100}?)\s{0,3}(?=제\s?\d{1,4}\s?조|별표|별지|부칙)"
)
SUBORDINATE_AFTER: Final = re.compile(r"\s?(?P<sub>시행령|시행규칙|시행세칙)" + PARTICLE)
AMENDING_ACT: Final = re.compile(
    r"\s?(?:(?:일부|전부|전문)?\s?(?:중)?개정|폐지)(?:\s?(?P<what>법률|령|규칙|조례|규정))?(?P<bill>안)?"
)
BRACKET: Final = re.compile(r"\[(?:이하|약칭)[^\[\]\n]{1,60}\]")
"""[이하 “법”이라 한다]: a declaration in square brackets."""
DITTO: Final = re.compile(r"(?<![가-힣])동\s$")
"""동 제8호: the provision of the instrument, article or paragraph cited last."""
FORMER_PREFIX: Final = re.compile(r"(?:(?<![가-힣])(?:구|舊)\s?|(?<=[는은를])구\s|(?<![가-힣])종전의?\s)$")
PROMULGATION_PREFIX: Final = re.compile(r"(?<![가-힣])[가-힣]{0,12}(?:법률|령|규칙|조례)\s?제\s?\d{1,6}호\s$")
PROMULGATION_NUMBER: Final = re.compile(r"\s?제\s?[\d-]{1,12}호")

THIS: Final = re.compile(
    r"(?:이|본)\s?(?P<noun>법률|법(?!률)|시행령|시행규칙|시행세칙|영|령|규칙|규정|조례|헌법)(?P<sub>\s?(?:시행령|시행규칙|시행세칙))?"
    + PARTICLE
)
THIS_CASE: Final = re.compile(
    r"이\s사건\s(?P<noun>조례|시행령|시행규칙|규칙|법률|법(?!률))(?P<sub>\s?(?:시행령|시행규칙|시행세칙))?"
    + PARTICLE
)
SAME_INSTRUMENT: Final = re.compile(
    r"(?P<det>같은|동|同|위|상기)\s?(?P<noun>법률|법(?!률)|시행령|시행규칙|시행세칙|영|령|규칙|규정|조례|세칙|요령|지침|훈령|예규|고시|헌법"
    r"|[가-힣]{1,12}(?:조례|특별법|기본법|특례법))(?P<sub>\s?(?:시행령|시행규칙|시행세칙))?" + PARTICLE
)
SAME_PROVISION: Final = re.compile(
    r"(?:같은|동|同)\s?(?P<unit>조(?!례)|항|호|목|별표|표|비고|부칙)(?=$|[^가-힣]|[에의을를은는과와이가도만중및]|각\s?호|제\s?\d|가목|나목|본문|단서|전단|후단)"
)
PRECEDING: Final = re.compile(
    r"전(?P<count>\d)?(?P<unit>[조항호])(?=$|[^가-힣]|[의에과와은을를이]|제\s?\d|각\s?호|본문|단서)"
)
BILL: Final = re.compile(r"(?:(?<!정\s)안\s?|안[ \u00a0]?)(?=제\s?\d{1,4}\s?조|부칙|별표)")
"""안 제5조; 개 정 안 over the column of a table is none."""
GENERIC: Final = re.compile(
    r"(?P<name>법률|법|시행령|시행규칙|시행세칙|영|령|규칙|세칙|규정|조례)(?P<sub>\s?(?:시행령|시행규칙|시행세칙))?\s{0,3}"
    r"(?=제\s?\d{1,4}\s?[조편장]|제\s?\d[\d,·ㆍ 내지및]{1,20}조|부칙|[\[<【]?별표|[\[<【]?별지"
    r"|§\s?\d|\d{1,4}조(?!원|\s?\d[\d,]{0,6}\s?[억만천]|\s?[천백만]|[직합치증선]))"
)
NEXT_PROVISION: Final = re.compile(
    r"\s{0,12}(?:제\s?\d{1,4}\s?[조편장항]|제\s?\d[\d,·ㆍ 내지및]{1,20}조|第|부칙|[\[<【]?별표|[\[<【]?별지"
    r"|§\s?\d|\d{1,4}조)"
)
ARTICLE_NEXT: Final = re.compile(r"\s{0,3}(?:제\s?\d{1,4}\s?[조항]|第[^條項號]{1,8}[條項]|§\s?\d|부칙|별표)")
"""A provision after a name nobody knows."""

# --- context of a headless element ------------------------------------------------------------------------

NUMBERS_SOMETHING_ELSE: Final = {
    Level.SUBPARAGRAPH: re.compile(
        r"(?:"
        + "|".join(NUMBERED_THINGS)
        + r"|(?<![가-힣])(?:갑|을|병)|제\s?\d{1,2}급)\s{0,3}(?:번호\s?)?:?\s{0,2}$|<$"
    ),
    Level.PARAGRAPH: re.compile(r"(?:" + "|".join(NUMBERED_ITEMS) + r")\s{0,3}$"),
    **dict.fromkeys((Level.ADDENDA, Level.ANNEX, Level.FORM), re.compile(r"이\s사건\s$")),
}
"""By the level of the element: the words before it that make it a number of something else."""
LINE_START: Final = re.compile(r"(?:^|\n)[ \t]*(?P<bullet>(?:[#>*○◦•·□■▶※▣◆◇❍▸▷◎-]+[ \t]*)*)(?:\*\*)?$")
STEP_DOWN: Final = re.compile(r"\s*제\s?\d{1,4}\s?[항호]")
LABEL: Final = re.compile(
    r"제\s?(?P<no>\d{1,4})조(?:의(?P<branch>\d{1,3}))?\s?\({1,2}[^()\n]{1,120}(?:\([^()\n]{1,60}\)[^()\n]{0,60}){0,3}\){1,2}(?:\*\*)?"
    r"(?=$|\s|[①-⑳<\[]|이\s(?:법|영|조례|규칙)[가-힣]{0,3}\s|(?![에의을를와과은는로및등])[가-힣]{2,12}[은는이가란]\s)"
    r"(?!\s*(?:및|또는|,|내지|각\s?호|관련))"
)
HEADING_LABEL: Final = re.compile(r"제\s?(?P<no>\d{1,4})조(?:의(?P<branch>\d{1,3}))?(?:\*\*)?[ \t]*(?=\n|$)")
BARE_LABEL: Final = re.compile(
    r"제\s?(?P<no>\d{1,4})조(?:의(?P<branch>\d{1,3}))?(?:\s?(?:부터|내지)\s?제\s?\d{1,4}조(?:의\d{1,3})?(?:까지)?)?(?:\*\*)?"
    r"\s{1,4}(?=삭제|생략|[①-⑳]|[가-힣「])(?!및|또는|내지|부터|각\s?[호목]|각\s|제\s?\d{1,3}\s?[항호]|본문|단서|전단|후단|관련|등|위반|소정|중\s)"
)
LINE_MARK: Final = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:[-*>]+[ \t]*)?(?:\*\*)?(?P<circled>[①-⑳㉑-㉚])"
    r"|(?P<block>[-○◦•□■▶※▣◆◇❍▸▷◎#|<][^\n]|[가-하]\.\s|\d{1,3}\)\s|[IVXⅠ-Ⅻ]+\.))"
)
"""Line starts that change where the text is: a paragraph mark, or a new block of the document."""
PARAGRAPH_MARK: Final = re.compile(r"(?:^|\n)[ \t]*(?:[-*>]+[ \t]*)?(?:\*\*)?(?P<circled>[①-⑳㉑-㉚])")
"""The paragraph marks alone."""
ADDENDA_HEADING: Final = re.compile(
    r"부\s?칙\s{0,2}(?:\([^\n]{0,200}\)\s{0,2})?(?:<[^<>\n]{0,80}>\s{0,2})*(?=$|\n)|부\s?칙[^\n]{0,250}<제"
)

MOVED: Final = re.compile(r"\[[^\[\]\n]{0,120}이동[^\[\]\n]{0,120}\]")
"""[제11조에서 이동, 종전 제12조는 제13조로 이동 <2020. 1. 1.>]."""

# --- versions, declarations, amendments -------------------------------------------------------------------

BEFORE: Final = re.compile(
    r"(?P<year>\d{4})\.\s{0,3}(?P<month>\d{1,2})\.\s{0,3}(?P<day>\d{1,2})\.?[^()]{0,160}?"
    r"(?:(?:개정|폐지|제정|시행)\s?되기\s?전의?|(?:개정|폐지)\s?전의|(?:로|으로)\s?(?:전문\s?)?폐지)"
)
DECLARED: Final = re.compile(
    r"(?:이하|약칭)\s?:?\s?(?:이\s(?:조|항|장|절|법|영|규칙|조례|표)에서\s?)?[\"“‘'”’「｢『\s]{0,4}(?P<name>[가-힣][가-힣ㆍ·\s]{0,38}?)[,\s]{0,3}"
    r"[\"”’'“‘」｣』\s]{0,4}(?:이?라고?\s?(?:한다|함|한|하|칭|부른|약칭|약함)|[)）\]]|으로\s?약칭|로\s?약칭|$)"
)
DECLARED_AFTER: Final = re.compile(r"[,，]\s?(?=(?:이하|약칭)[\s:\"“‘'「])")
"""제4조제1항, 이하 “위탁조례”라 한다: declared without parentheses."""
DEFINED: Final = re.compile(
    r"[\"“‘'](?P<name>[가-힣][가-힣ㆍ· ]{0,20})[\"”’']\s?(?:이?란|은|는|이?라\s?함은)\s?"
    r"[「｢『](?P<title>[^「」｢｣『』]{2,150})[」｣』]\s?[을를]?\s?말"
)
AMENDS: Final = re.compile(r"\s?(?:의\s?)?(?:일부를|중\s?일부를|전부를|중)\s?(?:다음과\s?같이\s?)?개정")
_AMENDMENT_LINES: Final = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        ("”", r"”[을를]\s?(?:각각\s?)?[“\"‘]"),
        ('"', r"\"[을를]\s?(?:각각\s?)?[“\"‘]"),
        ("’", r"’[을를]\s?(?:각각\s?)?[“\"‘]"),
        ("다음과", r"다음과\s?같이\s?(?:한다|신설|개정)"),
        ("삭제", r"삭제(?:(?<=[을를]삭제)|(?<=[을를]\s삭제))(?:한다|하고|하며)"),
        (
            "각각",
            r"각각\s?삭제(?:(?<=[을를]각각삭제)|(?<=[을를]\s각각삭제)|(?<=[을를]각각\s삭제)|(?<=[을를]\s각각\s삭제))",
        ),
        ("하고,", r"하고,(?:(?<=[를을로]하고,)|(?<=[를을로]\s하고,))"),
    )
)


def has_amendment_line(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether amendment prose stands in ``text``: "A"를 "B"로, 다음과 같이 한다, …를 삭제한다."""
    return any(
        text.find(sign, start, end) >= 0 and pattern.search(text, start, end)
        for sign, pattern in _AMENDMENT_LINES
    )


VERSION_PAREN: Final = re.compile(
    r"\s{0,2}\((?:[^()]{0,300}\)|[^()]{0,200}\([^()]{0,200}\)[^()]{0,200}\))\s{0,12}(?=제\s?\d)"
)

# --- where a citation may begin -----------------------------------------------------------------------------

ANCHOR: Final = re.compile(
    r"(?P<quoted>[「｢『])|(?P<hanja>法|令|規[則程]|條例)|(?P<same>같은|동(?=\s?[법영령규조항호시표])|同|위(?=\s|조례|시행[령규]|법\s?시행[령규])|상기(?=\s))"
    r"|(?P<this>이(?=\s?[법영규조시헌]|\s사건\s[법조시규])|본(?=\s?[법영규조시]))|(?P<preceding>전(?=\d?[조항호]))|(?P<bill>안(?=\s?(?:제|부칙|별표)))"
    r"|(?P<title>(?:법률|법|시행령|시행규칙|시행세칙|규칙|세칙|규정|조례|헌법|직제|령|영(?=\s?[제부\[별§])))"
    r"|(?P<element>제(?=\s?\d)|§(?=\s?\d)|第|[\[<【]?별\s?[표지]|부\s?칙|(?:\(\s?[가-하]\s?\)\s?|[가-하])목|[가-하](?=[ㆍ·,]\s?[가-하]목)|\d{1,4}조(?=\s?제?\d{1,2}항|의\d))"
)
BOUNDARY: Final = re.compile(PARTICLE)
SPACES: Final = re.compile(r"[ \t\u00a0]{0,40}(?:\n[ \t\u00a0]{0,40})?")
OF_BILL: Final = re.compile(r"(?:조례안|개정안|법률안|규칙안|제정안)\s?$")
ADDENDA_OF: Final = re.compile(r"부\s?칙\s?\((?P<title>[^\n]{2,120}?)\)\s{0,2}<")
OPENING: Final = re.compile(r"\s?[(（]")
CAPTION: Final = re.compile(
    r"\s?\([^()\n]{1,120}(?:\([^()\n]{1,60}\)[^()\n]{0,60}){0,3}\)(?:\*\*)?"
    r"(?:\s{0,3}\n[ \t*]{0,12}(?=[①-⑳])|[ \t]+)(?=[①-⑳]|[가-힣\"“「])(?!및|또는|등|와|과|관련|에\s)"
)
ANNEX_LABEL: Final = re.compile(r"\[별[표지][^\[\]\n]{0,20}\](?=\s*(?:$|\n|[^\n]{0,80}\(제))")
SUCH: Final = re.compile(r"(?:위|이|그|다음|아래|바)[와과]\s$")
"""위와 같은 조례: such ordinances, none named before."""
NOUN_BEFORE: Final = re.compile(r"[가-힣]{2,}(?<![은는이가을를의에과와및])\s$")
OF_DIVISION: Final = re.compile(r"\s?\(제\s?\d|[을를의에은는]|\s중\s")
"""After 제5장 at the start of a line: it is spoken of, and is no heading."""
SPEAKS_OF_CONTRACT: Final = re.compile(
    rf"(?:{'|'.join(AGREEMENTS)})\s?(?:에서는?|에는|에\s의하면|에\s따르면|은|는)(?=[\s,‘“'\"])"
)
FOREIGN: Final = re.compile(r"[A-Za-z.]\s?$")
"""BGB §823: an act of another country."""
RULE_BEFORE: Final = re.compile(r"(?P<noun>(?<=[가-힣])(?:규[칙정]|세칙)|고시|훈령|예규)$")
"""Only 규칙 and 규정 that are glued to a word: 제3조의 규정 제2항 speaks of the provision."""
NUMBERED_ACT: Final = re.compile(r"(?<=호)\s?(?:조례|법률|규칙)(?![가-힣]*\s?제)")
"""제2195호 조례: the number of an act."""
MAX_MARK: Final = 120
TOPIC: Final = re.compile(
    r"(?:\([^()\n]{1,80}\))?(?:은|는|에는|에서는|에\s?의하면|에\s?따르면)\s?,?\s{0,3}(?P<open>[‘“'\"「]?)"
)
"""제56조 제1항은 ‘…’: a provision the sentence is about, and what it says."""
MAX_SAYING: Final = 1_500
OF_LAW: Final = re.compile(r"[의에나를은와과ㆍ·,]|\s?및|부터|까지|\s각|[가-하]목|\s본문|\s단서")
