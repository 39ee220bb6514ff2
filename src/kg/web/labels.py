"""What things are called: labels in the language of the request, never bare IRIs where a label is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kg.store import Literal, NamedNode, Store
from kg.vocab import KC, PREFIXES
from kg.web.fields import in_words

_BATCH = 400
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
        self._known = _fetch(store, language, sorted({iri for iri in iris if ":" in iri}))

    def of(self, iri: str) -> str:
        """The label of an IRI; where none is known the end of the IRI, made readable."""
        if (label := self._known.get(iri)) is not None:
            return in_words(label, self._language)
        if iri in FOREIGN_LABELS:
            korean, english = FOREIGN_LABELS[iri]
            return english if self._language == "en" else korean
        return readable(iri)

    def knows(self, iri: str) -> bool:
        """Whether the data labels an IRI."""
        return iri in self._known


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


def natural_key(iri: str) -> tuple[tuple[int, str], ...]:
    """A sort key that counts: budget-2 before budget-10.

    >>> sorted(["art_45", "art_6"], key=natural_key)
    ['art_6', 'art_45']
    """
    pieces = re.split(r"(\d+)", iri)
    return tuple((int(piece) if piece.isdigit() else -1, piece) for piece in pieces)


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
