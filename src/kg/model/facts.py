"""Facts: what a paper states, each value with the spans of text that say so.

A *statement* is one thing one document part says (``docs/explanation/graph.md``): plain data, no RDF, no I/O.
Every value read from the paper is a :class:`Stated`; text the extractor decided from position alone (the
part it stands in, the order in a list) is plain. ``STATEMENT_KINDS`` is the registry the extractors, the
mapping, the shapes and the cases are compared with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from kg.model.blocks import Span
from kg.model.statute import Citation, ProvisionPath

T = TypeVar("T")

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value as a paper states it.

    ``spans`` index the document's text (code points); several when a page break splits the passage or when
    a unit or year stands elsewhere (a column header). ``form`` names the parser in ``kg.text.FORMS`` that
    gives ``value`` back from the text of the spans joined by one space.
    """

    value: T
    spans: Spans
    form: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every statement has: the path of the document part that makes it."""

    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStatement(Statement):
    """The paper itself: its kind (code of ``document-kind``), title, council and date on the cover."""

    kind: Stated[str] | None = None
    title: Stated[str] | None = None
    council: Stated[str] | None = None
    date: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillStatement(Statement):
    """A bill as one part names it: number (digits and hyphens), title, proposer."""

    number: Stated[str] | None = None
    title: Stated[str] | None = None
    proposer: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Statement):
    """One step of the procedure. ``kind``: code of ``stage``. Dates are ISO text, ``YYYY-MM`` where no day
    is given."""

    kind: str
    date: Stated[str] | None = None
    actor: Stated[str] | None = None
    committee: Stated[str] | None = None
    session: Stated[str] | None = None
    meeting: Stated[str] | None = None
    outcome: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Statement):
    """A person in a public role. ``role``: code of ``participation-role``; no telephone numbers are kept."""

    role: str
    name: Stated[str]
    office: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionContent(Statement):
    """Whether a section of the paper is recorded, omitted (생략), none (없음) or not applicable (해당사항
    없음)."""

    section: Stated[str]
    status: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AffairStatement(Statement):
    """The consigned affair: its name as printed and its type (code of ``consignment-type``: 사무형,
    시설형)."""

    name: Stated[str] | None = None
    consignment_type: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Statement):
    """One listed sub-task of the affair. ``list_number`` tells the lists of one paper apart (motion,
    review)."""

    order: int
    text: Stated[str]
    list_number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Statement):
    """The terms now proposed or reported. Kind and method are codes; ``years`` as printed."""

    kind: Stated[str] | None = None
    method: Stated[str] | None = None
    start: Stated[str] | None = None
    end: Stated[str] | None = None
    years: Stated[Decimal] | None = None
    contractor: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Statement):
    """One past or current consignment round; ``facility`` and ``contractor`` are names as printed."""

    facility: Stated[str] | None = None
    seq: Stated[int] | None = None
    start: Stated[str] | None = None
    end: Stated[str] | None = None
    years: Stated[Decimal] | None = None
    contractor: Stated[str] | None = None
    kind: Stated[str] | None = None
    method: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class BudgetItem:
    """One component of a budget: label as printed, fiscal year if it has one, amount in KRW."""

    label: Stated[str]
    amount: Stated[int]
    year: Stated[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Statement):
    """A sum of money with its items. ``role``: code of ``budget-role`` (``required`` 소요예산, ``annual``
    연간사업비).

    ``unit`` is the multiple of won the total is printed in (1000000 for 백만원): rounding below it is no
    contradiction.
    """

    role: str
    facility: Stated[str] | None = None
    total: Stated[int] | None = None
    year: Stated[int] | None = None
    unit: int = 1
    items: tuple[BudgetItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetMeasure(Statement):
    """예산조치: what has been done about the money, and the caveat printed with it."""

    text: Stated[str]
    note: Stated[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityStatement(Statement):
    """A facility as one part describes it. Area in m² (never converted from 평, which is kept beside it)."""

    name: Stated[str]
    address: Stated[str] | None = None
    area_m2: Stated[Decimal] | None = None
    area_pyeong: Stated[Decimal] | None = None
    opened: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class RankCount:
    """So many of one rank (센터장) or qualification (노무사)."""

    rank: Stated[str]
    count: Stated[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(Statement):
    """Staff of a facility: total, by rank (adds up to the total), by qualification (overlaps the ranks)."""

    facility: Stated[str] | None = None
    total: Stated[int] | None = None
    ranks: tuple[RankCount, ...] = ()
    qualified: tuple[RankCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationStatement(Statement):
    """A contractor: name without its legal-form marker, legal form (code of ``legal-form``),
    representatives."""

    name: Stated[str]
    legal_form: Stated[str] | None = None
    representatives: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of an evaluation. ``kind``: ``achievement`` 주요성과, ``improvement`` 개선과제,
    ``recommendation`` 권고."""

    kind: str
    text: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Statement):
    """A performance evaluation or a committee's deliberation. ``kind``: code of ``evaluation-kind``."""

    kind: Stated[str]
    label: Stated[str] | None = None
    body: Stated[str] | None = None
    year: Stated[int] | None = None
    ordinal: Stated[int] | None = None
    date: Stated[str] | None = None
    score: Stated[Decimal] | None = None
    threshold: Stated[Decimal] | None = None
    result: Stated[str] | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell of a performance table. ``category`` runs from the group to the column; ``("합계",)`` is the
    grand total. ``value`` is whole unless it is printed with a decimal point (27.4억원).

    ``parent`` is the index, in the same table, of the subtotal this cell adds up to (the grand total has
    none).
    """

    category: tuple[Stated[str], ...]
    value: Stated[int] | Stated[Decimal]
    unit: Stated[str] | None = None
    year: Stated[int] | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance(Statement):
    """A table of performance counts of one facility."""

    facility: Stated[str] | None = None
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Statement):
    """A citation in the paper's own words. ``role``: code of ``citation-role``; ``relied_on_by``:
    ``relying-party``.

    ``spans`` index the document's text (``citation.start/end`` index the passage). ``quoted`` marks a
    citation that stands inside reproduced statute text: then the law cites, not the paper.
    """

    citation: Citation
    spans: Spans
    role: str
    relied_on_by: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Statement):
    """Reproduced statute text: which provision, where it stands, and the amendment dates its marks give.

    ``excerpt``: words of the provision within a sentence of the paper (제5조제1항에서 “…”라고 규정).
    """

    instrument: str
    path: ProvisionPath
    spans: Spans
    heading: Stated[str] | None = None
    amended: tuple[Stated[str], ...] = ()
    deleted: bool = False
    excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTerm(Statement):
    """An abbreviation the paper declares: (이하 “센터”라 함)."""

    term: Stated[str]
    meaning: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Statement):
    """A listed activity of a facility; several facilities when a merged cell covers them."""

    text: Stated[str]
    facilities: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Statement):
    """A judgement of the reviewer: legal eligibility, or that a renewal-eligible contract was put to open
    call.

    ``kind``: code of ``assessment-kind`` (``eligible``, ``renewal-eligible-open-call``, ``opinion``).
    """

    kind: str
    text: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Statement):
    """What the council changed: a path of the record form (``consignment.period_end``), before and after."""

    field: str
    before: Stated[str] | None = None
    after: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two things the document says that cannot both hold (``kg.check``).

    ``type``: code of ``discrepancy-type``. ``field``: path of the record form. ``values``: what is printed,
    as text. ``spans``: where each value stands. ``statements``: (kind, number) of the statements concerned,
    numbered from 1 in the order of ``Facts``; they are what the graph calls ``statement/{kind}-{n}``.
    """

    type: str
    field: str
    values: tuple[str, ...]
    spans: tuple[Spans, ...]
    statements: tuple[tuple[str, int], ...]
    note_ko: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Text that looked like a fact and was not understood, with the reason."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one document states. ``about_consignment`` false: then no consignment facts are given at
    all."""

    about_consignment: bool
    papers: tuple[PaperStatement, ...] = ()
    bills: tuple[BillStatement, ...] = ()
    stages: tuple[Stage, ...] = ()
    participations: tuple[Participation, ...] = ()
    sections: tuple[SectionContent, ...] = ()
    affairs: tuple[AffairStatement, ...] = ()
    tasks: tuple[Task, ...] = ()
    terms: tuple[Terms, ...] = ()
    rounds: tuple[Round, ...] = ()
    budgets: tuple[Budget, ...] = ()
    measures: tuple[BudgetMeasure, ...] = ()
    facilities: tuple[FacilityStatement, ...] = ()
    staff: tuple[Staff, ...] = ()
    organisations: tuple[OrganisationStatement, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    performance: tuple[Performance, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    defined_terms: tuple[DefinedTerm, ...] = ()
    programmes: tuple[Programme, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    unparsed: tuple[Unparsed, ...] = field(default=())


STATEMENT_KINDS: dict[str, tuple[str, type[Statement]]] = {
    "paper": ("papers", PaperStatement),
    "bill": ("bills", BillStatement),
    "stage": ("stages", Stage),
    "participation": ("participations", Participation),
    "section": ("sections", SectionContent),
    "affair": ("affairs", AffairStatement),
    "task": ("tasks", Task),
    "terms": ("terms", Terms),
    "round": ("rounds", Round),
    "budget": ("budgets", Budget),
    "measure": ("measures", BudgetMeasure),
    "facility": ("facilities", FacilityStatement),
    "staff": ("staff", Staff),
    "organisation": ("organisations", OrganisationStatement),
    "evaluation": ("evaluations", Evaluation),
    "performance": ("performance", Performance),
    "citation": ("legal_basis", LegalBasis),
    "quotation": ("quotations", Quotation),
    "defined-term": ("defined_terms", DefinedTerm),
    "programme": ("programmes", Programme),
    "assessment": ("assessments", Assessment),
    "amendment": ("amendments", Amendment),
}
"""Kind of statement (as in its IRI) → (field of :class:`Facts`, dataclass)."""
