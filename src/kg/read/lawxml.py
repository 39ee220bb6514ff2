"""Statutes and ordinances as the Open API of law.go.kr answers them (XML): bytes → :class:`LawText`.

The text is what is emitted here, block by block; every place indexes it.  The form of statutes (``법령``) was
read from recorded responses.  The form of ordinances (``LawService`` with ``자치법규기본정보``) is known from
a field guide only and **unverified against the live service**: it is read leniently, and an element that is
not known is emitted and listed in ``unparsed``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from kg.errors import FormatError, Place
from kg.model.legislation import Addendum, LawText, Provision, Unparsed
from kg.model.statute import Level
from kg.read.law.addenda import NO_HEADING, read_addenda
from kg.read.law.annexes import annex_component
from kg.read.law.kinds import instrument_type
from kg.read.law.labels import (
    BRANCH,
    NUMBER,
    article_number,
    circled_number,
    heading_words,
    item_number,
    read_day,
    whole_number,
)
from kg.read.law.lines import read_lines
from kg.read.law.outline import Outline, child, fresh_root
from kg.read.law.places import jurisdiction_of
from kg.read.law.units import UNIT, UNITS
from kg.read.law.words import deleted_range, is_deleted, split_heading
from kg.read.law.xmltree import Element, parse_xml
from kg.read.sniff import check_size, decode
from kg.settings import Settings

BASIS_STATUTE: Final = "open-api"
BASIS_ORDINANCE: Final = "open-api-ordinance"
UNKNOWN_ELEMENT: Final = "element-unknown"
OUTSIDE_ARTICLES: Final = "outside-articles"

_ADDENDUM: Final = {"부칙공포일자", "부칙공포번호", "부칙내용"}
_KNOWN: Final = {
    "법령": {"기본정보", "조문", "부칙", "별표", "개정문", "제개정이유"},
    "LawService": {"자치법규기본정보", "조문", "부칙", "별표", "개정문", "제개정이유"},
    "조문단위": {
        *("조문번호", "조문가지번호", "조문여부", "조문제목", "조문시행일자", "조문이동이전", "조문이동이후"),
        *("조문변경여부", "조문내용", "조문참고자료", "항", "조문제개정유형", "조문제개정일자문자열"),
    },
    "조": {"조문번호", "조문가지번호", "조문여부", "조제목", "조내용", "조문참고자료"},
    "항": {"항번호", "항내용", "호", "항제개정유형", "항제개정일자문자열"},
    "호": {"호번호", "호가지번호", "호내용", "목"},
    "목": {"목번호", "목가지번호", "목내용"},
    "부칙단위": _ADDENDUM,
    "별표단위": {
        *("별표번호", "별표가지번호", "별표구분", "별표제목", "별표내용", "별표이미지파일명"),
        *("별표서식파일링크", "별표HWP파일명", "별표서식PDF파일링크", "별표PDF파일명"),
        *("별표시행일자", "별표시행일자문자열"),
    },
}
_ANNEXES: Final = {"별표": {"별표단위"}}
_STATUTE_PARTS: Final = {"조문": {"조문단위"}, "부칙": {"부칙단위"}, **_ANNEXES}
_ORDINANCE_PARTS: Final = {"조문": {"조"}, "부칙": _ADDENDUM, **_ANNEXES}
_NESTED: Final = {*_KNOWN, "기본정보", "자치법규기본정보", "조문", "부칙", "별표", "개정문", "제개정이유"}
# Read once in each unit: a second one would be lost.
_ONCE: Final = {
    *("조문내용", "조문제목", "조내용", "조제목", "항내용", "호내용", "목내용", "부칙내용"),
    *("별표내용", "별표제목"),
}
_IN_FIELDS: Final = ("개정문", "제개정이유")


def read_law_xml(data: bytes, name: str = "<bytes>", settings: Settings | None = None) -> LawText:
    """The statute or ordinance in a response of the Open API.

    Raises:
        UnreadableError: empty, binary, too large, no encoding that can be told, cut short.
        FormatError: no XML, XML with a document type, or no statute or ordinance in it.

    >>> law = read_law_xml(
    ...     "<법령><기본정보><법령ID>1</법령ID><법령명_한글>가법</법령명_한글></기본정보><조문><조문단위>"
    ...     "<조문번호>1</조문번호><조문여부>조문</조문여부><조문제목>목적</조문제목>"
    ...     "<조문내용>제1조(목적) 이 법은 …</조문내용></조문단위></조문></법령>".encode())
    >>> law.title, [(str(p.path), p.heading, law.text[p.body : p.own_end]) for p in law.provisions]
    ('가법', [('제1조', '목적', '이 법은 …')])
    """
    root = parse_xml(_decoded(data, name, settings), name)
    emitter = _Emitter()
    if root.name == "법령" and (basis := root.find("기본정보")) is not None:
        return emitter.statute(root, basis, name)
    if (basis := root.find("자치법규기본정보")) is not None:
        return emitter.ordinance(root, basis, name)
    raise FormatError(
        f"no statute or ordinance in <{root.name}>: {root.whole_text()[:80]!r}",
        f"<{root.name}>에 법령도 자치법규도 없습니다: {root.whole_text()[:80]!r}",
        place=Place(name),
    )


def _decoded(data: bytes, name: str, settings: Settings | None) -> str:
    limit = (settings or Settings.from_environment()).max_file_bytes
    check_size(len(data), name, limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    return text if text.strip() else decode(data, name, limit).text


class _Emitter:
    """Emits the text block by block and opens provisions where they stand."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.at = 0
        self.outline = Outline()
        self.provisions: list[Provision] = []
        self.annexes: list[Provision] = []
        self.waiting: list[tuple[int, int]] = []
        self.addenda: list[Addendum] = []
        self.unparsed: list[Unparsed] = []

    # --- the two forms ------------------------------------------------------------------------------------

    def statute(self, root: Element, basis: Element, name: str) -> LawText:
        fields = _fields(basis)
        title = fields.get("법령명_한글", "")
        self._check(title, fields.get("법령ID", ""), name)
        self._emit(title)
        for unit in _all_of(root, "조문", "조문단위"):
            self._unit(unit)
        self._finish_body()
        for unit in _all_of(root, "부칙", "부칙단위"):
            self._addenda(unit.value("부칙내용"))
        for unit in _all_of(root, "부칙", "부칙단위"):  # after them all: they are read as one text
            self._unknown(unit)
        self._annexes(root)
        return self._law(
            root,
            fields,
            title=title,
            type_=instrument_type(fields.get("법종구분", "")),
            law_id=fields.get("법령ID", ""),
            basis=BASIS_STATUTE,
            parts=_STATUTE_PARTS,
            short_title=fields.get("법령명약칭", ""),
        )

    def ordinance(self, root: Element, basis: Element, name: str) -> LawText:
        fields = _fields(basis)
        title = fields.get("자치법규명", "")
        self._check(title, fields.get("자치법규ID", ""), name)
        self._emit(title)
        for unit in _all_of(root, "조문", "조"):
            self._ordinance_article(unit)
        self._finish_body()
        for content in _all_of(root, "부칙", "부칙내용"):
            self._addenda(content.text)
        self._annexes(root)
        return self._law(
            root,
            fields,
            title=title,
            type_="ordinance",
            law_id=fields.get("자치법규ID", ""),
            basis=BASIS_ORDINANCE,
            parts=_ORDINANCE_PARTS,
            jurisdiction=jurisdiction_of(fields.get("지자체기관명", "")),
        )

    @staticmethod
    def _check(title: str, law_id: str, name: str) -> None:
        if not (title and law_id):
            raise FormatError(
                "the response has no title or no id", "응답에 이름이나 ID가 없습니다", place=Place(name)
            )

    def _law(
        self,
        root: Element,
        fields: dict[str, str],
        *,
        title: str,
        type_: str,
        law_id: str,
        basis: str,
        parts: Mapping[str, set[str]],
        short_title: str = "",
        jurisdiction: str = "kr",
    ) -> LawText:
        self._unknown(root)
        for part, units in parts.items():
            for container in root.all(part):
                self._unknown(container, units)
        for name in _IN_FIELDS:
            if (element := root.find(name)) is not None:
                fields[name] = element.whole_text()
        number, text = fields.get("공포번호", ""), "".join(self.blocks)
        self._read_addenda(text)
        return LawText(
            text=text,
            title=title,
            type=type_,
            law_id=law_id,
            promulgation_number=whole_number(number) or None,
            promulgated=read_day(fields.get("공포일자", "")),
            in_force_from=read_day(fields.get("시행일자", "")),
            jurisdiction=jurisdiction,
            short_title=short_title,
            fields=fields,
            provisions=(*self.provisions, *self.annexes),
            addenda=tuple(self.addenda),
            unparsed=tuple(self.unparsed),
            basis=basis,
        )

    # --- articles -----------------------------------------------------------------------------------------

    def _unit(self, unit: Element) -> None:
        content = unit.value("조문내용")
        if unit.value("조문여부") == "전문":
            self._headings(content)
            self._list(unit.all("항"))
        else:
            number = _number(unit.value("조문번호")), _number(unit.value("조문가지번호"))
            self._article(number, unit.value("조문제목"), content)
            for paragraph in unit.all("항"):
                self._paragraph(paragraph)
        for reference in unit.all("조문참고자료"):
            self._emit("\n".join(line.strip() for line in reference.text.split("\n") if line.strip()))
        self._unknown(unit)

    def _headings(self, content: str) -> None:
        for line in content.split("\n"):
            start, end = self._emit(line.strip())
            found = UNIT.match(line.strip())
            if found is None and _LABEL.match(line.strip()):
                self.unparsed.append(Unparsed(start, end, OUTSIDE_ARTICLES))
            elif found is not None:
                branch = int(found["branch"]) if found["branch"] else None
                body = start + found.start("words")
                made = self.outline.open(
                    UNITS[found["unit"]], int(found["number"]), branch, start, body, start - 1
                )
                made.heading = heading_words(found["words"])

    def _article(self, number: tuple[int, int], title: str, content: str) -> None:
        """An article: its label as printed (``제4조의3``) goes before the number fields."""
        start, end = self._emit(content)
        printed = article_number(content)
        if printed is None and not number[0]:
            self.unparsed.append(Unparsed(start, end, "article-without-number"))
            return
        article, branch = printed or (number[0], number[1] or None)
        label = _ARTICLE_LABEL.match(content)
        after = label.end() if label else 0
        heading, body = split_heading(content, after, len(content)) if label else ("", 0)
        gone_to = deleted_range(content, after, article)
        for each in range(article, max(article, gone_to) + 1):
            own_branch = branch if each == article else None
            made = self.outline.open(Level.ARTICLE, each, own_branch, start, start + body, start - 1)
            made.heading = heading_words(title) or heading
            made.deleted = gone_to > 0 or is_deleted(content, body)
        self.unparsed += read_lines(self.outline, content, body, start)

    def _paragraph(self, element: Element) -> None:
        number = circled_number(element.value("항번호"))
        content = element.value("항내용")
        if number:
            self._provision(Level.PARAGRAPH, number, None, content, element.value("항번호"))
        elif content:
            self._emit(content)
        for each in element.all("호"):
            self._subparagraph(each)
        self._unknown(element)

    def _subparagraph(self, element: Element) -> None:
        label = element.value("호번호")
        number, branch = _label_numbers(label)
        branch = _number(element.value("호가지번호")) or branch
        self._provision(Level.SUBPARAGRAPH, number, branch or None, element.value("호내용"), label)
        for each in element.all("목"):
            letter = each.value("목번호")
            self._provision(Level.ITEM, item_number(letter[:1]), None, each.value("목내용"), letter)
            self._unknown(each)
        self._unknown(element)

    def _provision(self, level: Level, number: int, branch: int | None, content: str, label: str) -> None:
        start, end = self._emit(content or label)
        if not number:
            self.unparsed.append(Unparsed(start, end, "label-unknown"))
            return
        found = _LABEL.match(content)
        body = start + (found.end() if found else 0)
        made = self.outline.open(level, number, branch, start, body, start - 1)
        made.deleted = is_deleted(content, body - start)
        if "\n" in content:
            self.unparsed += read_lines(self.outline, content, body - start, start, Level(level + 1))

    def _ordinance_article(self, unit: Element) -> None:
        digits = unit.value("조문번호") or unit.attributes.get("조문번호", "")
        content = unit.value("조내용")
        number = (_number(digits[:-2]), _number(digits[-2:])) if len(digits) == 6 else (_number(digits), 0)
        if unit.value("조문여부") not in ("", "Y", "조문") and article_number(content) is None:
            self._headings(content)
        else:
            self._article(number, unit.value("조제목"), content)
        self._unknown(unit)

    # --- addenda, annexes, what is not known --------------------------------------------------------------

    def _finish_body(self) -> None:
        self.provisions += self.outline.close(max(self.at - 1, 0))

    def _addenda(self, content: str) -> None:
        if not content:
            return
        self.waiting.append(self._emit(content))

    def _read_addenda(self, text: str) -> None:
        if not self.waiting:
            return
        # They stand one after another: read as one text, so that two of one number are told apart.
        provisions, self.addenda, unparsed = read_addenda(text, self.waiting[0][0] - 1, self.waiting[-1][1])
        self.provisions += provisions
        self.unparsed += unparsed
        starts = {addendum.start for addendum in self.addenda}
        for start, end in self.waiting:
            if not any(at in starts for at in range(start, min(start + 200, end))):
                self.unparsed.append(Unparsed(start, end, NO_HEADING))

    def _annexes(self, root: Element) -> None:
        used: dict[object, int] = {}
        for unit in _all_of(root, "별표", "별표단위"):
            title = unit.value("별표제목")
            start, _ = self._emit(title or "별표")
            _, end = self._emit(unit.value("별표내용")) if unit.value("별표내용") else (0, self.at - 1)
            self._unknown(unit)
            found = annex_component(
                unit.value("별표구분"), unit.value("별표번호") or "0", unit.value("별표가지번호") or "0"
            )
            if found is None:
                self.unparsed.append(Unparsed(start, end, "annex-of-another-kind"))
                continue
            node = child(fresh_root(), *found)
            variant = used.get(node, 0)
            used[node] = variant + 1
            gone = title.startswith("삭제")
            self.annexes.append(Provision(node.path, title, start, start, end, end, gone, variant))

    def _unknown(self, element: Element, known: Collection[str] | None = None) -> None:
        """List what stands in an element and nobody reads: unknown elements, text between elements,
        elements inside plain ones, a second one of what is read once."""
        known = _KNOWN[element.name] if known is None else known
        seen: set[str] = set()
        if element.text:
            self._list([Element(element.name, {}, pieces=[element.text])])
        for each in element.children:
            twice = each.name in _ONCE and each.name in seen and element.name not in _ORDINANCE_PARTS
            seen.add(each.name)
            if each.name not in known or twice:
                self._list([each])
            elif each.name not in _NESTED:
                self._list(each.children)

    def _list(self, elements: Iterable[Element]) -> None:
        for each in elements:
            if text := each.whole_text():
                start, end = self._emit(text)
                self.unparsed.append(Unparsed(start, end, UNKNOWN_ELEMENT))

    def _emit(self, text: str) -> tuple[int, int]:
        start = self.at
        self.blocks.append(text + "\n")
        self.at += len(text) + 1
        return start, start + len(text)


_ARTICLE_LABEL: Final = re.compile(rf"제\s?{NUMBER}\s?조(?:의\s?{BRANCH})?")
_LABEL: Final = re.compile(r"(?:[①-⑳㉑-㉟㊱-㊿]|<\d+>|\d+(?:의\d+)?\.|[가-힣]\.)[ \t\u3000]*")


def _fields(basis: Element) -> dict[str, str]:
    return {child.name: text for child in basis.children if (text := child.whole_text())}


def _all_of(root: Element, container: str, unit: str) -> list[Element]:
    return [each for part in root.all(container) for each in part.all(unit)]


def _number(text: str) -> int:
    return whole_number(text) if len(text) <= 6 else 0


def _label_numbers(label: str) -> tuple[int, int]:
    found = re.match(rf"({NUMBER})(?:의\s?({BRANCH}))?(?![0-9])", label)
    return (int(found[1]), int(found[2] or 0)) if found else (0, 0)
