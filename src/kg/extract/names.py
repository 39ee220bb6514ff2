"""Names of facilities and organisations: what they end in, their legal forms, who represents them. Words as
data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.values import state, text_of
from kg.model.blocks import Passage
from kg.model.facts import Stated
from kg.text import fold, without_province
from kg.text.codes import code_of

FACILITY_ENDINGS = (
    "센터|센타|회관|관|원|어린이집|유치원|학교|대학|수영장|경기장|운동장|체육장|구장|골프장|캠핑장|야영장|휴양림|쉼터|놀이터|일터|배움터|나눔터|"
    "돌봄터|터미널|주차장|주차타워|처리장|선별장|소각장|매립장|작업장|시설|기관|상담소|보호소|사무소|안내소|충전소|보관소|급식소|보건소|타운|플라자|캠퍼스|"
    "스튜디오|하우스|허브|랩|라운지|카페|마을|마당|광장|시장|상가|극장|공연장|전시장|홀|집|농장|목장|서점|책방|공방|창고|단지|거점|스테이션|아카데미|"
    "키움터|놀이방|육아방|쉼|숲|파크|팩토리|살롱|공간|정류장|승차장|장례식장|화장장|묘역|묘원|공원|봉안당|빌리지|콤플렉스|몰|스퀘어|뱅크|푸드마켓|마켓|점"
)
"""What the name of a facility ends in."""

_FACILITY = re.compile(rf"(?:{FACILITY_ENDINGS})(?:\s*\([^()]*\))?$")
_HEADER = re.compile(
    r"(?:센터|센타|회관|(?:복지|도서|박물|미술|체육|문화|수련|기념|과학|전시|생활|체험|역사|학습|교육|예술|경로|여성|청소년)관|(?:보육|요양|수련|교육|연수|문화|휴양|수목|식물|동물|병|의)원|어린이집"
    r"|유치원|수영장|경기장|운동장|캠핑장|야영장|쉼터|일터|배움터|나눔터|주차장|처리장|선별장|소각장|작업장|상담소|보호소|사무소|보건소|타운|플라자|캠퍼스|스튜디오|하우스|허브"
    r"|공연장|전시장|아카데미|키움터|장례식장|공원|봉안당|놀이터|전문기관|보호기관|호스텔|빌리지)$"
)
_NOT_FACILITY = re.compile(
    r"(?:지원|상담|교육|행사|민원|자원|후원|인원|정원|직원|의원|공무원|위원|회원|법원|관련|의회|위원회|유관|중점|개선|관점)$"
)
_OPERATION = re.compile(
    r"\s*(?:의\s*)?(?:(?<=[\s터관원])시설\s*)?(?:위탁\s*)?(?:설치\s*(?:[·및]\s*)?)?(?:유지\s*)?(?:관리\s*(?:[·ㆍ,및]\s*)?)?(?:위탁\s*)?운영"
    r"(?:\s*(?:(?:[·ㆍ,및]\s*)?(?:유지\s*)?관리|사무|사업|업무|전반|사무\s*전반))*\s*(?:일체)?$|(?:\s+시설물?)?\s*(?:유지\s*)?관리(?:\s*(?:사무|업무))?$|\s*(?:(?:관리|운영)\s*[·ㆍ]?\s*){1,2}대행(?:\s*(?:사무|업무))?$"
)
_CONSIGNING = re.compile(
    r"\s*(?:\((?:가칭|신규|재위탁|재계약|신규위탁)\)\s*)?(?:사무의?\s*|사업의?\s*|업무의?\s*)?(?:민간|공공)?\s*(?:재)?\s*(?:위탁|수탁|재계약|계약).*$"
)

LEGAL_MARKS = (
    r"사회적\s*협동조합|사회복지법인|비영리민간단체|사단법인|재단법인|학교법인|의료법인|주식회사|협동조합"
    r"|\(\s*(?:사|재|주|복|학|의|사복)\s*\)|㈜|㈔|㈐|㈻|㈝"
)
_LEADING_MARK = re.compile(rf"^\s*(?P<mark>{LEGAL_MARKS})\s*")
_TRAILING_MARK = re.compile(rf"\s*(?P<mark>{LEGAL_MARKS})\s*$")
_ANY_MARK = re.compile(LEGAL_MARKS)
_REPRESENTATIVE = re.compile(
    r"(?:공동\s*대표|상임\s*대표|대표\s*이사장?|대표자|대표|이사장|단\s*장|회장|총장|조합장|(?<!상임)이사장)\s*[:：]?\s*"
    r"(?P<names>[가-힣]{2,4}(?:\s*[,，·ㆍ、/]\s*(?![가-힣]{0,3}(?:대표|이사|단장|회장|원장|위원|센터장))[가-힣]{2,4}(?![가-힣]))*)(?![가-힣])"
)
_OFFICE = re.compile(r"(?:이사|대표|단장|회장|센터장|원장|총장|관장|소장|국장|위원|이사장|대표자)$")
_NOT_NAMES = re.compile(
    r"예정|선정|모집|공모|미정|직영|없음|해당|추후|입찰|경쟁|수의|미선정|확정|심사|심의|위탁\s?중|신규|비고|계획|결정|동일|상동|직접|운영$|별도|또는|비영리\s*(?:법인|단체)|관련\s*(?:법인|단체|기관|업체)"
    r"|^(?:민간|전문)?\s*(?:법인|단체|업체|기관|전문가)(?:\s*등)?$|전문\s*(?:기관|업체|법인|단체)$|등$|^\W*$"
)
_NAME_END = re.compile(
    r"\s*(?:[(（\[]|,\s*(?:대표|이사장|단장|회장|원장|위탁|소재)|/\s*대표|\s+(?:대표(?:자|이사)?|이사장|단장|회장)\s*[:：]?\s*[가-힣]{2,4}(?![가-힣])|\s+외\s+\d|\s*[※▸→]|\s{2,}|(?<=[가-힣])[\s]*['’]\d\d[.년])"
)
_HANJA_NOISE = re.compile(r"^(?:현\s*)?(?:수탁(?:기관|자|법인)|위탁(?:법인|기관))\s*[:：]\s*")


def is_facility(name: str) -> bool:
    """Whether a name ends like that of a facility.

    >>> is_facility("새빛청소년센터"), is_facility("생활폐기물 수집·운반"), is_facility("자녀돌봄지원")
    (True, False, False)
    """
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", name.strip())
    return bool(_FACILITY.search(bare)) and not _NOT_FACILITY.search(bare)


def is_facility_header(name: str) -> bool:
    """Whether the header of a row or column, where anything may stand, is the name of a facility.

    >>> is_facility_header("별빛작은도서관"), is_facility_header("조리원"), is_facility_header("센터")
    (True, False, False)
    """
    folded = fold(re.sub(r"\s*\([^()]*\)\s*$", "", name.strip()))
    return len(folded) >= 4 and bool(_HEADER.search(folded)) and not _NOT_FACILITY.search(folded)


def facility_in_affair(passage: Passage, *, placed: bool = False) -> Stated[str] | None:
    """The facility an affair's name speaks of: ``새빛센터 운영`` → ``새빛센터``; ``None`` when it names none.

    *placed*: the paper gives an address or an area, so that what is operated is a place whatever its name
    ends in.
    """
    match = _OPERATION.search(passage.text)
    end = match.start() if match else len(passage.text)
    found = text_of(passage, 0, end)
    if found is None or len(found.value) > 40:
        return None
    return (
        found if is_facility(found.value) or (placed and match is not None and "운영" in match[0]) else None
    )


def facility_in_title(passage: Passage) -> Stated[str] | None:
    """The facility a bill's title speaks of, the words of the bill taken off."""
    match = _CONSIGNING.search(passage.text)
    if match is None:
        return None
    return facility_in_affair(passage.slice(0, match.start()))


def fold_facility(name: str) -> str:
    """A facility's name for comparing within one paper: no white space, no jurisdiction in front.

    >>> fold_facility("부산광역시 새빛 청소년센터") == fold_facility("새빛청소년센터")
    True
    """
    return without_province(re.sub(r"\([^()]*\)$", "", fold(name)))


def same_facility(left: str, right: str) -> bool:
    """Whether two names of one paper mean one facility: equal, or one is the other without its district or
    city.
    """
    a, b = sorted((fold_facility(left), fold_facility(right)), key=len)
    if a == b:
        return True
    lead = b[: len(b) - len(a)]
    return b.endswith(a) and bool(
        re.fullmatch(r"(?:[가-힣]{1,4}(?:시|군|구|도))+|(?:시립|구립|군립|도립)", lead)
    )


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body as printed: name without its legal form, the form, those who represent it."""

    name: Stated[str]
    legal_form: Stated[str] | None
    representatives: tuple[Stated[str], ...]


def organisations(passage: Passage) -> tuple[Organisation, ...]:
    """The bodies named in the value of a contractor field; none when it names nobody (``공개모집 예정``,
    ``-``).
    """
    found = []
    for part in _split(passage):
        body = _organisation(part)
        if body is not None:
            found.append(body)
    return tuple(found)


def _split(passage: Passage) -> Iterator[Passage]:
    """One passage per body: several only where several legal forms stand at the head of a name."""
    text = passage.text
    starts = [
        m.start() for m in _ANY_MARK.finditer(text) if re.search(r"(?:^|[,，·/\n]|및)\s*$", text[: m.start()])
    ]
    if len(starts) < 2:
        yield from _listed(passage)
        return
    for low, high in zip(starts, [*starts[1:], len(text)], strict=True):
        part = passage.slice(low, high)
        yield part.slice(0, len(re.sub(r"\s*(?:[,，·/\n]|및)?\s*$", "", part.text)))


def _listed(passage: Passage) -> Iterator[Passage]:
    """``㈜새빛·한들㈜``: several bodies where each has its own legal form, else the passage whole."""
    text = passage.text
    cuts = [m.span() for m in re.finditer(r"\s*[,，·ㆍ/\n]\s*|\s및\s", text)]
    bounds = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True)
    parts = [passage.slice(low, high).strip() for low, high in bounds]
    if len(parts) > 1 and all(_LEADING_MARK.match(p.text) or _TRAILING_MARK.search(p.text) for p in parts):
        yield from parts
    else:
        yield passage.strip()


def _organisation(passage: Passage) -> Organisation | None:
    noise = _HANJA_NOISE.match(passage.text)
    part = passage.slice(noise.end()) if noise else passage
    lead = _LEADING_MARK.match(part.text)
    low = lead.end() if lead else 0
    end = _NAME_END.search(part.text, low)
    high = end.start() if end else len(part.text)
    tail = _TRAILING_MARK.search(part.text[:high])
    if tail and tail.start() > low:
        high = tail.start()
    name = text_of(part, low, high)
    if name is None or not _is_name(name.value):
        return None
    return Organisation(name, _legal_form(part, lead, tail, low, high), tuple(_representatives(part)))


def _is_name(name: str) -> bool:
    letters = re.sub(r"[^가-힣A-Za-z]", "", name)
    return (
        2 <= len(letters) <= 40
        and not _NOT_NAMES.search(name)
        and not re.search(r"[.。]\s|다\.$|\d{4}", name)
    )


def _legal_form(
    part: Passage, lead: re.Match[str] | None, tail: re.Match[str] | None, low: int, high: int
) -> Stated[str] | None:
    for match in (lead, tail):
        if match is not None and (code := code_of("legal-form", match["mark"])):
            return state(part, *match.span("mark"), code, "legal-form")
    inside = re.search(r"산학\s*협력단", part.text[low:high])
    if inside:
        return state(part, low + inside.start(), low + inside.end(), "university-cooperation", "legal-form")
    behind = rf"\s*(?:\(\s*(?P<inner>{LEGAL_MARKS}|개인)\s*[),，]|(?P<mark>{LEGAL_MARKS}))"
    after = re.match(behind, part.text[high:])
    group = "inner" if after and after["inner"] else "mark"
    if after and (code := code_of("legal-form", after[group])):
        return state(part, high + after.start(group), high + after.end(group), code, "legal-form")
    return None


def _representatives(passage: Passage) -> Iterator[Stated[str]]:
    for match in _REPRESENTATIVE.finditer(passage.text):
        yield from people(passage, *match.span("names"))


def people(passage: Passage, start: int, end: int) -> Iterator[Stated[str]]:
    """The personal names of a list: ``배나라, 이누리``."""
    for match in re.finditer(r"[가-힣]{2,4}", passage.text[start:end]):
        name = text_of(passage, start + match.start(), start + match.end())
        if name is not None and not _OFFICE.search(name.value):
            yield name
