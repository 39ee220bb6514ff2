"""Our identifiers: the one place that mints and reads them.

Every IRI of the data is one of the ``TEMPLATES`` below the dataset's base; :meth:`Ids.parse` is the inverse
of :meth:`Ids.format`. Keys (slugs, hashes) are decided by :mod:`kg.link`; here they only have to be well
formed. Terms of the vocabulary are not minted here: they never move with the base (:mod:`kg.vocab`).

Source: ``docs/explanation/graph.md``; ELI's rule that legislation IRIs contain ``/eli/``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from urllib.parse import quote

from kg.errors import IdentifierError
from kg.ids.provisions import PROVISION, provision_path
from kg.ids.slots import Slots
from kg.model.statute import ProvisionPath
from kg.settings import Settings

_NUMBER = r"[1-9][0-9]*"
_HASH = r"[0-9a-f]{10}"
_PLACE = rf"kr-[0-9]{{2}}(?:[0-9]{{3}})?|x-{_HASH}(?:[0-9a-f]{{2}})?"

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "affair": r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "code": r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "committee": r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "council": _PLACE,
        "date": r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?",
        "document": r"[0-9a-f]{12}",
        "edition": rf"0|{_NUMBER}",
        "encoded": r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+",
        "effective": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "end": rf"0|{_NUMBER}",
        "hash": r"[0-9a-f]{16}",
        "instrument": r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "jurisdiction": rf"kr|{_PLACE}",
        "number": rf"[0-9]+(?:-[0-9]+)*|x-{_HASH}[0-9a-f]{{2}}",
        "ordinal": _NUMBER,
        "part": rf"{_NUMBER}(?:/{_NUMBER})*",
        "provision": PROVISION,
        "scheme": r"[a-z]+(?:-[a-z]+)*",
        "session": _NUMBER,
        "slug": r"[a-z0-9]+(?:-[a-z0-9]+)*",
        "start": rf"0|{_NUMBER}",
        "statement": rf"[a-z]+(?:-[a-z]+)*-{_NUMBER}(?:-[a-z]+(?:-{_NUMBER})?)?",
        "term": r"0|[0-9]{4}",
        "type": r"act|decree|rule|ordinance|ordinance-rule|other",
    }
)
"""Field of a template → the pattern its value matches wholly. All are ASCII; a number has one spelling."""

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "council": "id/council/{council}",
        "jurisdiction": "id/jurisdiction/{jurisdiction}",
        "committee": "id/committee/{council}/{slug}",
        "executive": "id/office/{jurisdiction}",
        "office": "id/office/{jurisdiction}/{slug}",
        "bill": "id/bill/{council}/{term}/{number}",
        "session": "id/session/{council}/{ordinal}",
        "meeting": "id/meeting/{council}/{session}/{committee}/{ordinal}",
        "facility": "id/facility/{slug}",
        "organisation": "id/org/{slug}",
        "affair": "id/affair/{slug}",
        "round": "id/affair/{affair}/round/{date}",
        "document": "id/document/{document}",
        "part": "id/document/{document}/part/{part}",
        "text": "id/document/{document}/text",
        "span": "id/document/{document}/text#char={start},{end}",
        "statement": "id/document/{document}/statement/{statement}",
        "claim": "id/document/{document}/claim/{hash}",
        "derived": "id/derived/{hash}",
        "succession": "id/succession/{hash}",
        "instrument": "eli/{jurisdiction}/{type}/{instrument}",
        "edition": "eli/{jurisdiction}/{type}/{instrument}/ed_{edition}",
        "provision": "eli/{jurisdiction}/{type}/{instrument}/ed_{edition}/{provision}",
        "version": "eli/{jurisdiction}/{type}/{instrument}/ed_{edition}/{effective}/{provision}",
        "provision-citation": (
            "eli/{jurisdiction}/{type}/{instrument}/ed_{edition}/{provision}/citation_{ordinal}"
        ),
        "edition-citation": "eli/{jurisdiction}/{type}/{instrument}/ed_{edition}/citation_{ordinal}",
        "amendment": "eli/{jurisdiction}/{type}/{instrument}/ed_{edition}/amended_{effective}",
        "editionless": "eli/{jurisdiction}/{type}/{instrument}/{provision}",
        "scheme": "def/{scheme}",
        "concept": "def/{scheme}/{code}",
        "impact": "impact?provision={encoded}&date={effective}#{affair}",
        "document-graph": "graph/document/{document}",
        "evidence-graph": "graph/evidence/{document}",
        "registry-graph": "graph/registry",
        "derived-graph": "graph/derived",
        "vocabulary-graph": "graph/vocabulary",
    }
)
"""Kind of thing → its path below the base."""

_SLOT = re.compile(r"\{([a-z]+)\}")
_OURS = re.compile(r"(https?://.+?)/(?:id|eli|def|graph)/[^#]*")


def base_of(iri: str) -> str | None:
    """The base below which an identifier of ours stands, or None where it is none.

    >>> base_of("https://e/x/id/bill/kr-11/2022/1426"), base_of("https://e/x")
    ('https://e/x', None)
    """
    match = _OURS.fullmatch(iri)
    return match[1] if match else None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An identifier taken apart: its kind (a key of ``TEMPLATES``) and the fields of its template."""

    kind: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.parts[name]


def _pattern(template: str) -> re.Pattern[str]:
    literal_and_slot = _SLOT.split(template)
    pieces = [
        re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>{FIELDS[piece]})"
        for at, piece in enumerate(literal_and_slot)
    ]
    return re.compile("".join(pieces), re.ASCII)


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields of a template, in order.

    >>> fields_of("bill")
    ('council', 'term', 'number')
    """
    return tuple(_SLOT.findall(TEMPLATES[kind]))


@dataclass(frozen=True)
class Ids:
    """Identifiers below one base.

    >>> ids = Ids("https://data.example")
    >>> ids.bill("kr-11", 2022, "1426")
    'https://data.example/id/bill/kr-11/2022/1426'
    >>> ids.parse("https://data.example/id/bill/kr-11/2022/1426").kind
    'bill'
    """

    base: str = field(default_factory=lambda: Settings.from_environment().base)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[!-~]*[!-.0-~]", self.base) or re.search(
            r"[<>\"{}|\\^`#?]", self.base
        ):
            raise IdentifierError(
                f"the base {self.base!r} is not an absolute http(s) address without a final slash",
                f"기준 주소 {self.base!r}는 끝에 /가 없는 http(s) 절대 주소여야 합니다",
            )

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {kind: _pattern(template) for kind, template in TEMPLATES.items()}

    def format(self, kind: str, **parts: str | int) -> str:
        """The IRI of a *kind* of thing with these *parts*.

        Raises:
            IdentifierError: no such kind, a part is missing or too many, or one is not of its form.
        """
        if kind not in TEMPLATES:
            raise IdentifierError(
                f"there is no kind of identifier {kind!r}", f"식별자 종류 {kind!r}가 없습니다"
            )
        if set(parts) != set(fields_of(kind)):
            wanted = ", ".join(fields_of(kind))
            raise IdentifierError(f"a {kind} is made of ({wanted})", f"{kind}의 구성: ({wanted})")
        for name, value in parts.items():
            if not re.fullmatch(FIELDS[name], str(value), re.ASCII):
                raise IdentifierError(
                    f"{value!r} cannot be the {name} of a {kind}",
                    f"{kind}의 {name} 값 {value!r}이 올바르지 않습니다",
                )
        return f"{self.base}/{TEMPLATES[kind].format(**parts)}"

    def parse(self, iri: str) -> Parsed:
        """What an IRI of ours identifies: the inverse of :meth:`format`.

        Raises:
            IdentifierError: not one of ours.
        """
        if iri.startswith(f"{self.base}/"):
            path = iri[len(self.base) + 1 :]
            for kind, pattern in self._patterns.items():
                if match := pattern.fullmatch(path):
                    return Parsed(kind, match.groupdict())
        raise IdentifierError(
            f"{iri!r} is not an identifier under {self.base}", f"{iri!r}: {self.base}의 식별자가 아닙니다"
        )

    # --- the council and its procedure ------------------------------------------------------------------

    def council(self, code: str) -> str:
        """A council, by the code of its jurisdiction (``kr-11``), or ``x-`` and a hash."""
        return self.format("council", council=code)

    def jurisdiction(self, code: str) -> str:
        """A jurisdiction: ``kr``, ISO 3166-2 in lower case, or ``kr-`` and a five-digit 행정구역 code."""
        return self.format("jurisdiction", jurisdiction=code)

    def committee(self, council: str, slug: str) -> str:
        """A committee of a council."""
        return self.format("committee", council=council, slug=slug)

    def executive(self, jurisdiction: str) -> str:
        """The executive of a jurisdiction: what its offices are units of."""
        return self.format("executive", jurisdiction=jurisdiction)

    def office(self, jurisdiction: str, slug: str) -> str:
        """An office of an executive."""
        return self.format("office", jurisdiction=jurisdiction, slug=slug)

    def bill(self, council: str, term: int, number: str) -> str:
        """A bill by council, first year of the council's term (0: unknown) and number."""
        return self.format("bill", council=council, term=term, number=number)

    def session(self, council: str, ordinal: int) -> str:
        """A session (제321회) of a council."""
        return self.format("session", council=council, ordinal=ordinal)

    def meeting(self, council: str, session: int, committee: str, ordinal: int) -> str:
        """A sitting (제5차) of a committee within a session."""
        return self.format("meeting", council=council, session=session, committee=committee, ordinal=ordinal)

    # --- the consigned thing and its parties ------------------------------------------------------------

    def facility(self, slug: str) -> str:
        """A facility."""
        return self.format("facility", slug=slug)

    def organisation(self, slug: str) -> str:
        """A body that is or was a contractor."""
        return self.format("organisation", slug=slug)

    def affair(self, slug: str) -> str:
        """A consigned affair, lasting across rounds."""
        return self.format("affair", slug=slug)

    def round(self, affair: str, start: str) -> str:
        """A round of a consigned affair, by the day or month it starts (the ordinal is often not printed)."""
        return self.format("round", affair=affair, date=start)

    # --- documents and what they say --------------------------------------------------------------------

    def document(self, document: str) -> str:
        """A document, by the first 12 hex digits of its file's SHA-256."""
        return self.format("document", document=document)

    def part(self, document: str, path: str) -> str:
        """A part of a document: ordinals among siblings, joined with ``/``."""
        return self.format("part", document=document, part=path)

    def text(self, document: str) -> str:
        """The text of a document."""
        return self.format("text", document=document)

    def span(self, document: str, start: int, end: int) -> str:
        """A span of a document's text, in code points (the fragment form of RFC 5147).

        >>> Ids("https://data.example").span("0123456789ab", 4, 9)
        'https://data.example/id/document/0123456789ab/text#char=4,9'
        """
        return self.format("span", document=document, start=start, end=end)

    def spans(self, document: str) -> Callable[[int, int], str]:
        """:meth:`span` for many spans of one document: the document is checked once.

        >>> Ids("https://data.example").spans("0123456789ab")(4, 9)
        'https://data.example/id/document/0123456789ab/text#char=4,9'
        """
        before = f"{self.text(document)}#char="
        return lambda start, end: f"{before}{start},{end}"

    def statement(self, document: str, kind: str, number: int, sub: str = "") -> str:
        """A statement of a document, or a part of it (*sub*: ``item-2``, ``address``).

        >>> Ids("https://data.example").statement("0123456789ab", "budget", 1, "item-2")
        'https://data.example/id/document/0123456789ab/statement/budget-1-item-2'
        """
        key = f"{kind}-{number}-{sub}" if sub else f"{kind}-{number}"
        return self.format("statement", document=document, statement=key)

    def claim(self, document: str, digest: str) -> str:
        """The claim of one fact of a document."""
        return self.format("claim", document=document, hash=digest)

    def derived(self, digest: str) -> str:
        """The record of where a derived value comes from."""
        return self.format("derived", hash=digest)

    # --- law --------------------------------------------------------------------------------------------

    def instrument(self, work: str) -> str:
        """A statute (``kr/act/`` and its 법령ID) or an ordinance (``kr-11/ordinance/`` and its slug).

        Raises:
            IdentifierError: *work* is not three well-formed steps.
        """
        return self.format("instrument", **self._work(work))

    def edition(self, work: str, number: int) -> str:
        """The act that enacted or last wholly revised an instrument; 0 when it is not known.

        >>> Ids("https://data.example").edition("kr/act/001656", 17893)
        'https://data.example/eli/kr/act/001656/ed_17893'
        """
        return self.format("edition", **self._work(work), edition=number)

    def _work(self, work: str) -> dict[str, str]:
        steps = work.split("/")
        if len(steps) != 3:
            raise IdentifierError(
                f"{work!r} is not the path of an instrument", f"{work!r}: 법령 경로가 아닙니다"
            )
        return dict(zip(("jurisdiction", "type", "instrument"), steps, strict=True))

    def provision(self, edition: str, path: ProvisionPath) -> str:
        """A provision within an edition, by the edition's IRI.

        >>> ids = Ids("https://data.example")
        >>> ids.provision(ids.edition("kr/act/001656", 17893), ProvisionPath.parse("제117조제3항"))
        'https://data.example/eli/kr/act/001656/ed_17893/art_117/para_3'
        """
        parsed = self.parse(edition)
        if parsed.kind != "edition":
            raise IdentifierError(f"{edition!r} is not an edition", f"{edition!r}: 판이 아닙니다")
        return self.format("provision", **parsed.parts, provision=provision_path(path))

    def slots(self, work: str, number: int) -> Slots:
        """The provisions of an edition, minted many at a time."""
        return Slots(self.edition(work, number))

    def amendment(self, work: str, number: int, day: str) -> str:
        """What an act promulgated on a day changed in an edition.

        >>> Ids("https://data.example").amendment("kr/act/001656", 17893, "2026-03-05")
        'https://data.example/eli/kr/act/001656/ed_17893/amended_2026-03-05'
        """
        return self.format("amendment", **self._work(work), edition=number, effective=day)

    def succession(self, digest: str) -> str:
        """That a provision took the place of another."""
        return self.format("succession", hash=digest)

    def impact(self, provision: str, day: date, affair: str) -> str:
        """What a change of a provision (by its IRI) on a day means for a consigned affair (by its IRI).

        It stands on the page that works it out.

        >>> Ids("https://e").impact("https://e/eli/kr/act/1/ed_2/art_3", date(2024, 6, 1), "https://e/id/affair/a")
        'https://e/impact?provision=https%3A%2F%2Fe%2Feli%2Fkr%2Fact%2F1%2Fed_2%2Fart_3&date=2024-06-01#a'
        """
        slug = self.parse(affair)["slug"]
        return self.format(
            "impact", encoded=quote(provision, safe=""), effective=day.isoformat(), affair=slug
        )

    # --- code lists and graphs --------------------------------------------------------------------------

    def concept(self, scheme: str, code: str) -> str:
        """A concept of a code list."""
        return self.format("concept", scheme=scheme, code=code)

    def scheme(self, scheme: str) -> str:
        """A code list."""
        return self.format("scheme", scheme=scheme)

    def document_graph(self, document: str) -> str:
        """The graph of what one document says."""
        return self.format("document-graph", document=document)

    def evidence_graph(self, document: str) -> str:
        """The graph of one document's claims."""
        return self.format("evidence-graph", document=document)

    @property
    def registry_graph(self) -> str:
        """The graph of what the registries say of the things the papers use."""
        return self.format("registry-graph")

    @property
    def derived_graph(self) -> str:
        """The graph of current values."""
        return self.format("derived-graph")

    @property
    def vocabulary_graph(self) -> str:
        """The graph of the ontology and the code lists."""
        return self.format("vocabulary-graph")
