"""Which edition a citation of a law means: in the body, in an addendum, in words replaced and replacing."""

from __future__ import annotations

from datetime import date

import pytest

from kg.cite import law_citations
from kg.legislation import Edition, Instrument, Register
from kg.pipeline.legislation.resolve import resolve_citations
from kg.read.lawtext import read_law

OLD = Edition(100, date(2001, 1, 2), date(2001, 1, 2), date(2011, 6, 30), "manual")
NEW = Edition(200, date(2010, 12, 31), date(2011, 7, 1), None, "first-addendum")
RIVER = Instrument("kr/act/970001", "act", "kr", "가람법", law_id="970001", editions=(OLD, NEW))
MARSH = Instrument(
    "kr/act/970002",
    "act",
    "kr",
    "늪지법",
    law_id="970002",
    editions=(Edition(50, date(1999, 1, 1), date(1999, 1, 1), None, "first-addendum"),),
)
REGISTER = Register.of((RIVER, MARSH))

ORDER = "제1조(다른 법률의 개정) 늪지법 일부를 다음과 같이 개정한다."
FORMER = "제2조(경과조치) 종전의 「가람법」 제5조에 따른 신고는 제8조에 따른 것으로 본다."
PROSE = '제3조 중 "「가람법」 제4조"를 "「가람법」 제7조"로 한다.'


def editions(title: str, law_id: str, instrument: Instrument, addendum: str) -> list[tuple[int, str]]:
    """The edition and article of every target in the addendum."""
    front = f"---\n제목: {title}\n법령ID: '{law_id}'\n---\n"
    law = read_law(f"{front}\n##### 제1조\n\n가\n\n## 부칙\n\n{addendum}\n".encode())
    cited = list(law_citations(law, REGISTER))
    found = resolve_citations(law, instrument, instrument.editions[-1], cited, REGISTER)
    return [
        (target.edition, "".join(c.printed for c in target.components))
        for citation in found.citations
        for target in citation.targets
        if target.work == RIVER.work
    ]


@pytest.mark.parametrize(
    "title, law_id, instrument, addendum, meant",
    [
        # the act that made the edition repairs another law: the old number is the old edition's
        (
            "가람법",
            "970001",
            RIVER,
            f"부칙 <제200호,2010.12.31>\n\n{ORDER}\n\n{PROSE}",
            [(100, "제4조"), (200, "제7조")],
        ),
        # the same words in the law repaired
        (
            "늪지법",
            "970002",
            MARSH,
            f"부칙(가람법) <제200호,2010.12.31>\n\n{ORDER}\n\n{PROSE}",
            [(100, "제4조"), (200, "제7조")],
        ),
        # 종전의: as it was before the act
        (
            "가람법",
            "970001",
            RIVER,
            f"부칙 <제200호,2010.12.31>\n\n{FORMER}",
            [(100, "제5조"), (200, "제8조")],
        ),
    ],
)
def test_edition_meant(
    title: str, law_id: str, instrument: Instrument, addendum: str, meant: list[tuple[int, str]]
) -> None:
    assert editions(title, law_id, instrument, addendum) == meant
