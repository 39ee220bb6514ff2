"""Papers written for tests: a text, and facts whose values point into it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from kg.model.blocks import Document, Part, Passage, Span
from kg.model.facts import (
    AffairStatement,
    Amendment,
    Assessment,
    BillStatement,
    Budget,
    BudgetItem,
    BudgetMeasure,
    DefinedTerm,
    Discrepancy,
    Evaluation,
    FacilityStatement,
    Facts,
    Finding,
    LegalBasis,
    Observation,
    OrganisationStatement,
    PaperStatement,
    Participation,
    Performance,
    Programme,
    Quotation,
    RankCount,
    Round,
    SectionContent,
    Staff,
    Stage,
    Stated,
    Task,
    Terms,
)
from kg.model.statute import Citation, Kind, ProvisionPath, Target

T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """A text with parts; ``said`` gives a value with the span of the words that say it."""

    text: str
    name: str = "paper.md"

    @property
    def document(self) -> Document:
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        first = self.text.index("\n")
        whole = Span(0, len(self.text))
        return Document(
            text=self.text,
            blocks=(),
            parts=(
                Part(path="1", kind="review_report", title=Passage.of(self.text, 0, first), span=whole),
                Part(
                    path="1/1", kind="section", title=Passage(""), span=whole, number="Ⅰ", parent="1", level=2
                ),
                Part(
                    path="1/2", kind="section", title=Passage(""), span=whole, number="Ⅱ", parent="1", level=2
                ),
            ),
            name=self.name,
            format="markdown",
            file_sha256=digest,
            text_sha256=digest,
            reader_version="1",
        )

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def said(self, value: T, words: str | None = None, form: str = "text") -> Stated[T]:
        return Stated(value, (self.span(str(value) if words is None else words),), form)


REVIEW = Paper(
    """서울특별시 늘봄지원센터 민간위탁 동의안 심사보고서
서울특별시의회 복지위원회 2024년 3월 15일
의안번호 77, 제출자 서울특별시장, 2024. 3. 4. 제출, 제320회 임시회 제2차 복지위원회, 원안 가결
제안설명 복지실장 가나다
토론요지 없음
위탁사무명: 서울특별시 늘봄 지원센터 운영 (시설형)
1. 상담 지원
위탁기간 3년(2024. 7. 1. ~ 2027. 6. 30.), 재위탁, 공개모집
1차 2021.7.1. ~ 2024.6.30. (사)늘봄나눔회
소요예산 500백만원(2024년): 인건비 300백만원, 운영비 190백만원
예산안 편성 중 ※ 바뀔 수 있음
늘봄지원센터 서울특별시 은평구 가로 1, 200㎡(60.5평), 2021년 7월 1일 개소
정원 5명, 센터장 1명, 팀원 4명, 노무사 2명
늘봄나눔회(사단법인) 대표 라마바
2023년 제1차 종합성과평가 위탁평가단 2023. 11. 2. 82.5점 (기준 75점) 적정, 홍보를 넓힐 것
상담 120건, 전화 70건, 방문 50건 ('23년)
「지방자치법」 제117조제3항에 따라 위탁하고자 함
제117조(사무의 위임 등) ③ 위탁할 수 있다. <개정 2022. 1. 13.> 제5조에 따라
(이하 “센터”라 함)은 늘봄지원센터
열린 강좌
법적 요건을 갖춘 것으로 봄
종료일 2027. 6. 30.을 2026. 12. 31.로 고침
""",
    "review.md",
)


def every_kind(p: Paper = REVIEW) -> Facts:
    """Facts with at least one statement of every kind; items of the budget do not add up."""
    return Facts(about_consignment=True, **_procedure(p), **_consignment(p), **_figures(p), **_law(p))


def _procedure(p: Paper) -> dict[str, object]:
    return {
        "papers": (
            PaperStatement(
                part="1",
                kind=p.said("review-report", "심사보고서", "document-kind"),
                title=p.said("서울특별시 늘봄지원센터 민간위탁 동의안 심사보고서"),
                council=p.said("서울특별시의회"),
                date=p.said("2024-03-15", "2024년 3월 15일", "date"),
            ),
        ),
        "bills": (BillStatement(part="1", number=p.said("77"), proposer=p.said("서울특별시장")),),
        "stages": (
            Stage(
                part="1/1",
                kind="submission",
                date=p.said("2024-03-04", "2024. 3. 4.", "date"),
                actor=p.said("서울특별시장"),
            ),
            Stage(
                part="1/1",
                kind="decision",
                committee=p.said("복지위원회"),
                session=p.said("제320회 임시회"),
                meeting=p.said("제2차"),
                outcome=p.said("passed", "원안 가결", "outcome"),
            ),
        ),
        "participations": (
            Participation(part="1/1", role="presenter", name=p.said("가나다"), office=p.said("복지실장")),
        ),
        "sections": (
            SectionContent(
                part="1/1", section=p.said("토론요지"), status=p.said("none", "없음", "content-status")
            ),
        ),
        "amendments": (
            Amendment(
                part="1/2",
                field="consignment.period_end",
                before=p.said("2027-06-30", "2027. 6. 30.을"[:-1], "date"),
                after=p.said("2026-12-31", "2026. 12. 31.", "date"),
            ),
        ),
    }


def _consignment(p: Paper) -> dict[str, object]:
    return {
        "affairs": (
            AffairStatement(
                part="1/2",
                name=p.said("서울특별시 늘봄 지원센터 운영"),
                consignment_type=p.said("facility", "시설형", "consignment-type"),
            ),
        ),
        "tasks": (Task(part="1/2", order=1, text=p.said("상담 지원")),),
        "terms": (
            Terms(
                part="1/2",
                kind=p.said("reconsignment", "재위탁", "consignment-kind"),
                method=p.said("open-call", "공개모집", "selection-method"),
                start=p.said("2024-07-01", "2024. 7. 1.", "date"),
                end=p.said("2027-06-30", "2027. 6. 30.", "date"),
                years=p.said(Decimal(3), "3년", "years"),
            ),
        ),
        "rounds": (
            Round(
                part="1/2",
                seq=p.said(1, "1차", "integer"),
                start=p.said("2021-07-01", "2021.7.1.", "date"),
                end=p.said("2024-06-30", "2024.6.30.", "date"),
                contractor=p.said("(사)늘봄나눔회"),
            ),
        ),
        "programmes": (
            Programme(part="1/2", text=p.said("열린 강좌"), facilities=(p.said("늘봄지원센터"),)),
        ),
        "assessments": (Assessment(part="1/2", kind="eligible", text=p.said("법적 요건을 갖춘 것으로 봄")),),
        "defined_terms": (DefinedTerm(part="1/2", term=p.said("센터"), meaning=p.said("늘봄지원센터")),),
    }


def _figures(p: Paper) -> dict[str, object]:
    item = BudgetItem(p.said("인건비"), p.said(300_000_000, "300백만원", "krw"))
    other = BudgetItem(p.said("운영비"), p.said(190_000_000, "190백만원", "krw"))
    total = p.said(500_000_000, "500백만원", "krw")
    counselling, count = p.said("상담"), p.said("건")
    cells = (
        Observation((counselling,), p.said(120, "120", "integer"), count, p.said(2023, "'23년", "year")),
        Observation((counselling, p.said("전화")), p.said(70, "70건", "integer"), count, parent=0),
        Observation((counselling, p.said("방문")), p.said(50, "50건", "integer"), count, parent=0),
    )
    return {
        "budgets": (
            Budget(
                part="1/2",
                role="required",
                total=total,
                year=p.said(2024, "2024년): "[:5], "year"),
                unit=1_000_000,
                items=(item, other),
            ),
        ),
        "measures": (BudgetMeasure(part="1/2", text=p.said("예산안 편성 중"), note=p.said("바뀔 수 있음")),),
        "facilities": (
            FacilityStatement(
                part="1/2",
                name=p.said("늘봄지원센터"),
                address=p.said("서울특별시 은평구 가로 1"),
                area_m2=p.said(Decimal(200), "200㎡", "area_m2"),
                area_pyeong=p.said(Decimal("60.5"), "60.5평", "area_pyeong"),
                opened=p.said("2021-07-01", "2021년 7월 1일", "date"),
            ),
        ),
        "staff": (
            Staff(
                part="1/2",
                facility=p.said("센터"),
                total=p.said(5, "5명", "integer"),
                ranks=(
                    RankCount(p.said("센터장"), p.said(1, "1명", "integer")),
                    RankCount(p.said("팀원"), p.said(4, "4명", "integer")),
                ),
                qualified=(RankCount(p.said("노무사"), p.said(2, "2명", "integer")),),
            ),
        ),
        "organisations": (
            OrganisationStatement(
                part="1/2",
                name=p.said("늘봄나눔회"),
                legal_form=p.said("incorporated-association", "사단법인", "legal-form"),
                representatives=(p.said("라마바"),),
            ),
        ),
        "evaluations": (_evaluation(p),),
        "performance": (Performance(part="1/2", observations=cells),),
        "discrepancies": (
            Discrepancy(
                "sum-mismatch",
                "consignment.budget_items",
                ("500000000", "490000000"),
                (total.spans, (*item.amount.spans, *other.amount.spans)),
                (("budget", 1),),
                "항목의 합이 총액과 다릅니다.",
                "The items do not add up to the total.",
            ),
        ),
    }


def _evaluation(p: Paper) -> Evaluation:
    return Evaluation(
        part="1/2",
        kind=p.said("comprehensive", "종합성과평가", "evaluation-kind"),
        label=p.said("2023년 제1차 종합성과평가"),
        body=p.said("위탁평가단"),
        year=p.said(2023, "2023년", "year"),
        ordinal=p.said(1, "제1차", "integer"),
        date=p.said("2023-11-02", "2023. 11. 2.", "date"),
        score=p.said(Decimal("82.5"), "82.5점", "decimal"),
        threshold=p.said(Decimal(75), "75점", "decimal"),
        result=p.said("적정"),
        findings=(Finding("recommendation", p.said("홍보를 넓힐 것")),),
    )


def basis(p: Paper, words: str, instrument: str | None, path: str, *, quoted: bool = False) -> LegalBasis:
    """A citation of one provision, as the paper's words give it."""
    target = Target(instrument, ProvisionPath.parse(path))
    citation = Citation(0, len(words), words, Kind.EXTERNAL, (target,))
    return LegalBasis(
        part="1/2",
        citation=citation,
        spans=(p.span(words),),
        role="legal-basis",
        relied_on_by=None if quoted else "proposer",
        quoted=quoted,
    )


def _law(p: Paper) -> dict[str, object]:
    return {
        "legal_basis": (
            basis(p, "「지방자치법」 제117조제3항", "지방자치법", "제117조제3항"),
            basis(p, "제5조에", "지방자치법", "제5조", quoted=True),
        ),
        "quotations": (
            Quotation(
                part="1/2",
                instrument="지방자치법",
                path=ProvisionPath.parse("제117조제3항"),
                spans=(p.span("제117조(사무의 위임 등) ③ 위탁할 수 있다. <개정 2022. 1. 13.> 제5조에 따라"),),
                heading=p.said("사무의 위임 등"),
                amended=(p.said("2022-01-13", "2022. 1. 13.", "date"),),
            ),
        ),
    }


def changed(facts: Facts, **fields: object) -> Facts:
    """The facts with some fields replaced."""
    return replace(facts, **fields)  # type: ignore[arg-type]
