"""What things are called: labels in the language of the request, never bare IRIs where a label is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kg.ids import parse_provision_path
from kg.ids.provisions import PROVISION
from kg.store import Literal, NamedNode, Store
from kg.text import natural_key as natural_key
from kg.vocab import KC, PREFIXES
from kg.web.fields import in_words
from kg.web.messages import message

_BATCH = 400
_CHAR = re.compile(r"#char=(\d+),(\d+)$")
_CITATION = re.compile(r"citation_(\d+)")
_AMENDED = re.compile(r"amended_(\d{4}-\d\d-\d\d)")
_ADDENDUM = re.compile(r"/addenda_([1-9]\d*)(?:-\d+)?(?=/|$)")
_IN_INSTRUMENT = re.compile(rf"(.+/eli/[^/]+/[^/]+/[^/]+)/ed_\d+/{PROVISION}")
_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?s ?label WHERE { VALUES ?s { %s } ?s rdfs:label|skos:prefLabel ?label }
"""

FOREIGN_LABELS: Mapping[str, tuple[str, str]] = {
    PREFIXES[prefix] + name: labels
    for (prefix, name), labels in {
        ("rdf", "type"): ("종류", "type"),
        ("rdf", "subject"): ("대상", "subject"),
        ("rdf", "predicate"): ("속성", "property"),
        ("rdf", "object"): ("값", "value"),
        ("rdf", "Statement"): ("사실", "fact"),
        ("rdfs", "label"): ("이름", "label"),
        ("rdfs", "comment"): ("설명", "comment"),
        ("dct", "title"): ("제목", "title"),
        ("dct", "identifier"): ("식별번호", "identifier"),
        ("dct", "isPartOf"): ("속한 곳", "is part of"),
        ("dct", "format"): ("파일 형식", "format"),
        ("eli", "number"): ("번호", "number"),
        ("eli", "title"): ("제명", "title"),
        ("eli", "title_short"): ("약칭", "short title"),
        ("eli", "cites"): ("인용한 조문", "cites"),
        ("eli", "based_on"): ("근거 법령·조문 (위임)", "carries out"),
        ("eli", "date_document"): ("문서 날짜", "document date"),
        ("eli", "first_date_entry_in_force"): ("시행일", "in force from"),
        ("eli", "is_part_of"): ("속한 조문", "is part of"),
        ("eli", "is_member_of"): ("법령", "edition of"),
        ("eli-dl", "activity_date"): ("날짜", "date"),
        ("eli-dl", "had_activity_type"): ("단계", "stage"),
        ("eli-dl", "had_decision_outcome"): ("결과", "outcome"),
        ("eli-dl", "participation_role"): ("역할", "role"),
        ("eli-dl", "forms_part_of"): ("회의", "meeting"),
        ("org", "unitOf"): ("소속", "unit of"),
        ("dcat", "startDate"): ("시작일", "start"),
        ("dcat", "endDate"): ("종료일", "end"),
        ("prov", "wasDerivedFrom"): ("근거 진술", "derived from"),
        ("prov", "wasRevisionOf"): ("이전 문서", "revision of"),
        ("prov", "Entity"): ("기록물", "entity"),
        ("qb", "dataSet"): ("표", "table"),
        ("qb", "structure"): ("표의 구조", "structure"),
        ("qb", "DataSet"): ("표", "table"),
        ("qb", "Observation"): ("관측값", "observation"),
        ("locn", "address"): ("주소", "address"),
        ("locn", "fullAddress"): ("주소", "full address"),
        ("locn", "Address"): ("주소", "address"),
        ("skos", "altLabel"): ("다른 이름", "also called"),
        ("skos", "broader"): ("상위 코드", "broader"),
        ("skos", "definition"): ("뜻", "definition"),
        ("skos", "inScheme"): ("코드 목록", "code list"),
        ("skos", "topConceptOf"): ("코드 목록", "top of"),
        ("skos", "hasTopConcept"): ("코드", "codes"),
        ("skos", "notation"): ("기호", "notation"),
        ("skos", "note"): ("비고", "note"),
        ("skos", "prefLabel"): ("이름", "name"),
        ("skos", "example"): ("예", "example"),
        ("skos", "Concept"): ("코드", "code"),
        ("skos", "ConceptScheme"): ("코드 목록", "code list"),
    }.items()
    if prefix in PREFIXES
}
"""Names of terms of other vocabularies, which the data does not label itself."""


INCOMING_LABELS: Mapping[str, tuple[str, str]] = {
    f"{PREFIXES['eli']}cites": ("이것을 인용한 조문", "Cited by"),
    f"{PREFIXES['eli']}based_on": ("이것을 근거로 한 법령·조문 (위임)", "Carried out by"),
    KC.citedProvision: ("이 조문을 든 인용", "Citations of it"),
    KC.citedInstrument: ("이 법령을 든 인용", "Citations of it"),
    KC.citingProvision: ("이 조문 안의 인용", "Citations in it"),
    KC.succeeds: ("이 번호를 이은 새 조문", "Its later number"),
}
"""Names of properties read backwards: what points to a thing by them."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its label and where it leads."""

    iri: str
    label: str
    href: str


class Labels:
    """Labels of a set of IRIs in one language, fetched together.

    >>> from kg.store import in_memory
    >>> Labels(in_memory(), "ko", []).of(PREFIXES["dct"] + "title")
    '제목'
    """

    def __init__(self, store: Store, language: str, iris: Iterable[str]) -> None:
        self._language = language
        # What has no colon is a blank node of data that is not ours.
        wanted = {iri for iri in iris if ":" in iri}
        for _ in range(2):  # a citation, its provision, the instrument
            wanted |= {above for iri in wanted if (above := _named_after(iri))}
        self._known = _fetch(store, language, sorted(wanted))

    def of(self, iri: str) -> str:
        """The label of an IRI; where none is known the end of the IRI, made readable."""
        if (label := self._known.get(iri)) is not None:
            return told_apart(iri, in_words(label, self._language))
        if iri in FOREIGN_LABELS:
            korean, english = FOREIGN_LABELS[iri]
            return english if self._language == "en" else korean
        return self._by_its_place(iri) or readable(iri)

    def _by_its_place(self, iri: str) -> str:
        """The name of what has none of its own, after what it is a part of; empty where there is no such."""
        if (char := _CHAR.search(iri)) is not None:
            return message("characters", self._language, place=f"{char[1]}–{char[2]}")
        if not (above := _named_after(iri)):
            return ""
        name, end = self.of(above), iri[len(above) + 1 :]
        if (cited := _CITATION.fullmatch(end)) is not None:
            return message("citation-of", self._language, provision=name, number=cited[1])
        if (amended := _AMENDED.fullmatch(end)) is not None:
            return message("amended-on", self._language, edition=name, day=amended[1])
        path = end.partition("/")[2]
        return told_apart(iri, f"{name} {parse_provision_path(path)}") if above in self._known else ""

    def knows(self, iri: str) -> bool:
        """Whether the data labels an IRI."""
        return iri in self._known


def told_apart(iri: str, label: str) -> str:
    """The label of a provision, with the act whose addendum it is of: there are many of one number.

    >>> told_apart("https://e/eli/kr/act/1/ed_9/addenda_7/art_1", "표본법 부칙 제1조")
    '표본법 부칙(제7호) 제1조'
    """
    addendum = _ADDENDUM.search(iri)
    return re.sub(r"부칙(?!\(제)", f"부칙(제{addendum[1]}호)", label, count=1) if addendum else label


def _named_after(iri: str) -> str:
    """What a thing without a label is called after: a citation its provision, a provision its instrument."""
    before, _, end = iri.rpartition("/")
    if _CITATION.fullmatch(end) or _AMENDED.fullmatch(end):
        return before
    provision = _IN_INSTRUMENT.fullmatch(iri)
    return provision[1] if provision else ""


def readable(iri: str) -> str:
    """The end of an IRI as words.

    >>> readable(KC.totalAmount), readable("https://e/id/org/some-centre")
    ('total amount', 'some-centre')
    """
    end = unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1])
    if iri.startswith(KC.NS):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", end).lower()
    return end


def is_keyed(label: str) -> bool:
    """Whether a label is only the key of a document, which names it to nobody.

    >>> is_keyed("Document 0123456789ab"), is_keyed("Review report")
    (True, False)
    """
    return re.fullmatch(r"Document [0-9a-f]{12}", label) is not None


def best_text(candidates: Iterable[tuple[str, str | None]], language: str) -> str | None:
    """The text in a language among (text, language) pairs; else Korean, else English, else any.

    >>> best_text([("centre", "en"), ("센터", "ko")], "ko")
    '센터'
    """
    ranks = {language: 0, "ko": 1, "en": 2, None: 3, "": 3}
    return min(
        candidates,
        key=lambda pair: (0 if pair[1] == language else ranks.get(pair[1], 4), pair[0]),
        default=(None, None),
    )[0]


def _fetch(store: Store, language: str, iris: list[str]) -> dict[str, str]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for at in range(0, len(iris), _BATCH):
        values = " ".join(str(NamedNode(iri)) for iri in iris[at : at + _BATCH])
        for row in store.select(_LABELS % values):
            subject, label = row["s"], row["label"]
            if isinstance(subject, NamedNode) and isinstance(label, Literal):
                found.setdefault(subject.value, []).append((label.value, label.language))
    for iri, named in found.items():
        found[iri] = [pair for pair in named if not is_keyed(pair[0])] or named
    chosen = {iri: best_text(labels, language) for iri, labels in found.items()}
    return {iri: label for iri, label in chosen.items() if label}
