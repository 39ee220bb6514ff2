"""Readers: Markdown and plain text → one structure. Texts are ours; their forms are those of real papers."""

from __future__ import annotations

from typing import TypeVar

import pytest

from conftest import SHARED, needs_shared
from kg.model.blocks import Block, Document, Figure, Heading, ListItem, Para, Table
from kg.read import read_document

B = TypeVar("B", bound=Block)


def read(text: str, name: str = "paper.md") -> Document:
    return read_document(text.encode(), name)


def of(document: Document, kind: type[B]) -> list[B]:
    return [block for block in document.blocks if isinstance(block, kind)]


def words(document: Document) -> list[str]:
    return [passage.text for _, passage in document.passages()]


# --- outline -----------------------------------------------------------------------------------------------


def test_levels_come_from_markers_not_from_hashes() -> None:
    document = read(
        "# 새빛센터 민간위탁 동의안 심사보고서\n\n## I. 심사경과\n\n### II. 제안설명의 요지\n\n"
        "### 1. 제안이유\n\n"
        "## 2. 주요내용\n\n가. 위탁사무명 : 새빛센터 운영\n\n### Ⅲ. 검토보고의 요지\n\n"
        "#### 1 동의안의 개요\n\n"
        "**2 타당성 검토**\n\nIV. 질의 및 답변요지 : 「생략」\n\nVI. 심사결과 : 원안 가결\n"
    )
    assert [(part.path, part.number, part.level) for part in document.parts] == [
        ("1", "", 1),
        ("1/1", "I", 2),
        ("1/2", "II", 2),
        ("1/2/1", "1", 3),
        ("1/2/2", "2", 3),
        ("1/2/2/1", "가", 4),
        ("1/3", "Ⅲ", 2),
        ("1/3/1", "1", 3),
        ("1/3/2", "2", 3),
        ("1/4", "IV", 2),
        ("1/5", "VI", 2),
    ]
    assert document.part("1/3/2").title.text == "타당성 검토"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("새빛센터 민간위탁 동의안 심사보고서", "review-report"),
        ("새빛센터 민간위탁 동의안 검토보고", "examination-report"),
        ("새빛센터 민간위탁 재위탁 동의안", "consent-motion"),
        ("제1회 복지위원회 회의록", "minutes"),
        ("새빛센터 민간위탁 성과평가 결과 보고", "evaluation-report"),
        ("새빛센터 소개", "document"),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str) -> None:
    assert read(f"# {title}\n\n본문임.\n").papers()[0].kind == kind


def test_two_documents_in_one_file() -> None:
    document = read(
        "# 새빛센터 민간위탁 동의안 심사보고서\n\n## I. 심사경과\n\n"
        "# 새빛센터 민간위탁 동의안\n\n## 1. 제안이유\n"
    )
    assert [part.path for part in document.parts] == ["1", "1/1", "2", "2/1"]
    assert document.part("1").span.end == document.part("2").span.start


def test_two_documents_in_one_plain_text() -> None:
    document = read(
        "새빛센터 민간위탁 동의안 심사보고서\n\n1. 심사경과\n   가. 회부일자 : 2024. 1. 2.\n\n\n"
        "새빛센터 운영 사무 민간위탁 동의안\n\n의안번호 : 12\n제출일자 : 2024. 1. 1.\n\n1. 제안이유\n"
    )
    assert document.format == "text"
    assert [part.kind for part in document.papers()] == ["review-report", "consent-motion"]


def test_a_clause_is_a_list_item_when_it_is_a_sentence() -> None:
    document = read(
        "# 가나 동의안\n\n## 2. 주요내용\n\n- 가. 여닫는 시간을 구청장과 협의하여 정하도록 함(안 "
        "제6조)\n- 나. 위탁기간 : 3년\n"
    )
    assert [(item.marker, item.part) for item in of(document, ListItem)] == [("가.", "1/1")]
    assert document.part("1/1/1").title.text == "위탁기간 : 3년"


def test_a_numbered_list_is_not_a_section() -> None:
    document = read(
        "# 가나 검토보고\n\n## 3. 종합의견\n1. 위탁기간은 3년으로 하는 것이 알맞음.\n"
        "2. 산출 근거를 더 살필 필요가 있음.\n\n"
        "다. 위탁사무\n\n1. 상담\n2. 교육\n"
    )
    assert [item.marker for item in of(document, ListItem)] == ["1.", "2.", "1.", "2."]
    assert [part.number for part in document.parts] == ["", "3", "다"]


def test_plain_numbers_go_on_after_an_attachment() -> None:
    document = read(
        "# 가나 동의안\n\n1. 제안이유\n\n붙임\t권역별 비교표\n\n구분\t가\t나\n계\t1\t2\n\n"
        "2. 심사결과 : 원안가결\n"
    )
    assert [(part.path, part.kind) for part in document.parts] == [
        ("1", "consent-motion"),
        ("1/1", "section"),
        ("1/2", "attachment"),
        ("1/3", "section"),
    ]


def test_a_boxed_heading() -> None:
    document = read("# 가나 검토보고\n\n1\t동의안의 개요\n--\t-----\n\n○ 본문임.\n")
    assert [(h.number, h.passage.text) for h in of(document, Heading)][1:] == [("1", "동의안의 개요")]
    assert of(document, Table) == []


def test_item_levels() -> None:
    document = read("# 가 동의안\n\n○ 하나\n\n- 둘\n  - 셋\n- 넷\n\n○ 다섯\n\n※ 여섯\n")
    assert [(item.marker, item.level) for item in of(document, ListItem)] == [
        ("○", 1),
        ("-", 2),
        ("-", 3),
        ("-", 2),
        ("○", 1),
        ("※", 2),
    ]


def test_a_field_line_has_its_label() -> None:
    (item,) = of(read("# 가 동의안\n\n○ 제 출 자 : 시장(2024. 9. 2.)\n"), ListItem)
    assert item.label == "제출자"


def test_an_empty_picture_slot() -> None:
    document = read("# 가 동의안\n\n- 위치도\n\n\n\n![배치도](x.png)\n")
    assert [(figure.caption.text, figure.missing) for figure in of(document, Figure)] == [
        ("위치도", True),
        ("배치도", False),
    ]


def test_a_date_is_no_number_of_a_list() -> None:
    document = read("# 가 검토보고\n\n- 2023. 10. 20. 시장\n\n2024. 9. 10. 전문위원\n")
    assert [item.marker for item in of(document, ListItem)] == ["-"]
    assert of(document, Para)[-1].passage.text == "2024. 9. 10. 전문위원"


# --- inline ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("면적 150m<sup>2</sup>(3층)", "면적 150m2(3층)"),
        ("**굵게** 본문", "굵게 본문"),
        ("<b>굵게</b> 본문", "굵게 본문"),
        ("*기울여* 본문", "기울여 본문"),
        ("3*4*5 ** 홀로", "3*4*5 ** 홀로"),
        ("가&amp;나 &lt;다&gt;", "가&나 <다>"),
        ("가 \\* 나", "가 * 나"),
        ("<개정 2021.3.25>", "<개정 2021.3.25>"),
        ("가<br>나", "가 나"),
    ],
)
def test_markup_is_not_shown(markup: str, shown: str) -> None:
    document = read(f"# 가 동의안\n\n- 머리 : {markup}\n")
    (item,) = of(document, ListItem)
    first = item.passage.text.removeprefix("머리 : ")
    rest = [block.passage.text for block in of(document, Para)]
    assert " ".join([first, *rest]) == shown


# --- joining and notes -------------------------------------------------------------------------------------

CUT = """# 새빛센터 민간위탁 동의안 심사보고서

## 1. 개요

- 새빛센터는 「새빛시 사무 조례」 제4조의3제1항<sup>1)</sup>과 제3호2)에 따라 세워져 이웃의 여러 고

1) 「새빛시 사무 조례」 제4조의3(의회의 동의) ① 시장은 다음 각 호의 사무를 위탁할 수 있다. <개정 2021. 1. 2.>

1. 상담에 관한 사무
2. 교육에 관한 사무

② 삭제

2) 「새빛시 복지 조례」 제7조(위탁) 시장은 사무를 위탁할 수 있다.

충을 듣고 있음(붙임1).
"""


def test_notes_between_the_halves_of_a_word() -> None:
    document = read(CUT)
    (item,) = of(document, ListItem)
    assert item.passage.text == (
        "새빛센터는 「새빛시 사무 조례」 제4조의3제1항과 제3호에 따라 세워져 이웃의 여러 고충을 "
        "듣고 있음(붙임1)."
    )
    cut = item.passage.text.index("고충")
    assert [document.quote(span) for span in item.passage.spans(cut, cut + 2)] == ["고", "충"]
    marked = [item.passage.text[: note.at][-4:] for note in item.passage.notes]
    assert marked == ["3제1항", " 제3호"]
    assert [note.number for note in document.notes] == ["1", "2"]
    assert [document.quote(note.anchor) for note in document.notes if note.anchor] == ["<sup>1)</sup>", "2)"]
    assert [getattr(block, "marker", "") for block in document.notes[0].blocks] == ["", "1.", "2.", "②"]
    assert all(getattr(block, "quoted", False) for block in document.notes[0].blocks)


def test_a_numbered_list_is_no_note() -> None:
    document = read("# 가 동의안\n\n나. 주요내용\n\n1) 위탁사무 : 상담(직원 1)\n2) 위탁기간 : 3년\n")
    assert document.notes == ()
    assert [item.marker for item in of(document, ListItem)] == ["1)", "2)"]


@pytest.mark.parametrize("text", ["있음(붙임1).", "직원(팀장 1)", "2021. 1)"])
def test_a_number_in_brackets_is_no_mark(text: str) -> None:
    document = read(f"# 가 동의안\n\n- 머리의 조항<sup>1)</sup> 다음에 {text} 이어짐.\n\n1) 덧붙임.\n")
    assert text in words(document)[1]


def test_a_mark_without_a_body_is_reported() -> None:
    document = read("# 가 동의안\n\n- 머리<sup>3)</sup>임.\n")
    assert [warning.code for warning in document.warnings] == ["note-without-body"]


def test_notes_numbered_anew_in_the_annexed_paper() -> None:
    document = read(
        "# 가 심사보고서\n\n- 하나<sup>1)</sup>임.\n\n1) 첫째.\n\n# 가 동의안\n\n"
        "- 둘<sup>1)</sup>임.\n\n1) 둘째.\n"
    )
    assert [note.id for note in document.notes] == ["1", "1.2"]
    assert [[ref.id for ref in item.passage.notes] for item in of(document, ListItem)] == [["1"], ["1.2"]]
    assert [note.part for note in document.notes] == ["1", "2"]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("「새빛시 행정", "사무의 민간위탁에 관한 조례」 제4조에 따름", "행정사무의"),
        ("있는 새", "빛시 센터는 시장의 사무라 할 것임.", "새빛시 센터는"),
    ],
)
def test_a_page_break_in_a_sentence(left: str, right: str, joined: str) -> None:
    document = read(
        f"# 새빛시 행정사무의 민간위탁 동의안\n\n"
        f"- 이 시설은 오래전부터 이어져 온 것으로서 {left}\n\n{right}\n"
    )
    assert joined in of(document, ListItem)[0].passage.text


@pytest.mark.parametrize(
    "after",
    [
        "제출자 : 시장",
        "<센터 현황>",
        "(단위 : 명)",
        "- 둘",
        "【2024년 1월 2일 의결】",
        "## 2. 주요내용",
        "가. 나머지",
    ],
)
def test_what_never_goes_on(after: str) -> None:
    before = "이 시설은 오래전부터 이어져 온 것으로서 여러 이웃이 함께 쓰고 있는"
    document = read(f"# 가 동의안\n\n- {before}\n\n{after}\n")
    assert of(document, ListItem)[0].passage.text == before


# --- quoted law and duplicates -----------------------------------------------------------------------------

LAW = """# 새빛센터 민간위탁 동의안 심사보고서

## 3. 참고사항

가. 관계법령

○ 「새빛시 복지 조례」 제5조 등

**제5조(센터의 기능)** ① 센터는 다음 각 호의 기능을 수행한다.

1. 주민의 고충에 대한 상담과 안내
2. 주민을 위한 교육과 홍보에 관한 일
3. 그 밖에 시장이 필요하다고 인정하는 일

**제6조(지원)** 시장은 센터의 운영에 드는 경비를 예산의 범위에서 지원할 수 있다.

○ 「새빛시 사무 조례」 제9조제4호

**제9조(대상 사무)** 위탁할 수 있는 사무는 다음 각 호와 같다.

4. 그 밖에 시장이 정하는 사무
{again}
나. 예산조치 : 해당사항 없음

# 새빛센터 민간위탁 동의안

## 3. 참고사항

가. 관계법령

**제5조(센터의 기능)** ① 센터는 다음 각 호의 기능을 수행한다.

1. 주민의 고충에 대한 상담과 안내
2. 주민을 위한 교육과 홍보에 관한 일
3. 그 밖에 시장이 필요하다고 인정하는 일
"""
AGAIN = """
1. 주민의 고충에 대한 상담과 안내
2. 주민을 위한 교육과 홍보에 관한 일
3. 그 밖에 시장이 필요하다고 인정하는 일

**제6조(지원)** 시장은 센터의 운영에 드는 경비를 예산의 범위에서 지원할 수 있다.
"""


def test_what_a_page_break_repeats_is_dropped_and_named() -> None:
    clean, twice = read(LAW.format(again="")), read(LAW.format(again=AGAIN))
    assert words(twice) == words(clean)
    repeated = [item for item in twice.furniture if item.reason == "duplicate"]
    assert {twice.quote(item.span) for item in repeated} >= {
        "1.",
        "주민의 고충에 대한 상담과 안내",
        "제6조(지원)",
    }
    assert all(item.repeats is not None and item.repeats.start < item.span.start for item in repeated)


def test_another_paper_repeats_by_right() -> None:
    document = read(LAW.format(again=""))
    assert [item for item in document.furniture if item.reason == "duplicate"] == []
    assert len([1 for text in words(document) if text == "주민을 위한 교육과 홍보에 관한 일"]) == 2


def test_quoted_law_is_marked() -> None:
    document = read(LAW.format(again=""))
    quoted = [
        block.marker for block in of(document, ListItem) if block.quoted and block.part.startswith("1/")
    ]
    assert quoted == ["제5조", "1.", "2.", "3.", "제6조", "제9조", "4."]
    assert document.part("1/1/2").title.text == "예산조치 : 해당사항 없음"


def test_equal_budgets_of_two_years_are_no_duplicate() -> None:
    year = (
        "- 인건비 100백만원, 운영비 50백만원, 사업비 30백만원, 일반관리비 2백만원, "
        "민간위탁사업비 8백만원, 그 밖의 비용 1백만원"
    )
    document = read(f"# 가 동의안\n\n○ 2023년\n\n{year}\n\n○ 2024년\n\n{year}\n")
    assert len(of(document, ListItem)) == 4


# --- tables ------------------------------------------------------------------------------------------------


def grid(document: Document) -> list[tuple[int, int, int, int, bool, str]]:
    (table,) = of(document, Table)
    return [(c.row, c.col, c.rowspan, c.colspan, c.header, c.passage.text) for c in table.cells]


def test_two_header_rows() -> None:
    document = read(
        "# 가 보고\n\n합계('22년)\t상담(건)\t\t\t교육(명)\n\t소계\t방문\t전화\t\n60\t50\t30\t20\t10\n"
    )
    assert grid(document) == [
        (0, 0, 2, 1, True, "합계('22년)"),
        (0, 1, 1, 3, True, "상담(건)"),
        (0, 4, 2, 1, True, "교육(명)"),
        (1, 1, 1, 1, True, "소계"),
        (1, 2, 1, 1, True, "방문"),
        (1, 3, 1, 1, True, "전화"),
        *[(2, col, 1, 1, False, value) for col, value in enumerate(["60", "50", "30", "20", "10"])],
    ]
    (table,) = of(document, Table)
    assert [cell.passage.text for cell in table.header_path(2)] == ["상담(건)", "방문"]


def test_a_header_over_two_columns() -> None:
    cells = grid(read("# 가 보고\n\n사무명\t유형\t\t기간\n센터 운영\t사무형\t재위탁\t3년\n"))
    assert (0, 1, 1, 2, True, "유형") in cells
    assert (1, 2, 1, 1, False, "재위탁") in cells


def test_a_value_over_all_columns_and_a_label_over_two_rows() -> None:
    cells = grid(
        read(
            "# 가 보고\n\n구분\t동부\t서부\n사업\t<ul><li>◦ 상담</li><li>◦ 교육</li></ul>\t\n"
            "\t<ul><li>◦ 쉼터</li></ul>\t<ul><li>◦ 강좌</li></ul>\n"
        )
    )
    assert cells[3:] == [
        (1, 0, 2, 1, True, "사업"),
        (1, 1, 1, 2, False, "상담\n교육"),
        (2, 1, 1, 1, False, "쉼터"),
        (2, 2, 1, 1, False, "강좌"),
    ]


def test_an_empty_cell_is_not_guessed_at() -> None:
    document = read("# 가 보고\n\n구분\t기간\t기관\n1차\t3년\t(사)가나\n2차\t3년\t\n")
    (table,) = of(document, Table)
    assert table.at(2, 2) is None
    assert [warning.code for warning in document.warnings] == ["empty-cell"]


@pytest.mark.parametrize(
    ("rows", "header_rows", "labels"),
    [
        ("구분\t내용\n위탁사무\t센터 운영", 1, ["구분", "위탁사무"]),
        ("의안 번호\t12\n----\t--", 0, ["의안 번호"]),
        ("주요성과\t잘함\n개선과제\t못함", 0, ["주요성과", "개선과제"]),
        ("의안번호\t12\t제출일\t2024. 1. 2.\n제출자\t시장\t회부일\t2024. 1. 3.", 0, ["의안번호", "제출자"]),
        ("계\t센터장\t직원\n8\t1\t7", 1, []),
        ("연도\t금액\n2023\t595\n2024\t600", 1, ["연도", "2023", "2024"]),
    ],
)
def test_headers(rows: str, header_rows: int, labels: list[str]) -> None:
    (table,) = of(read(f"# 가 보고\n\n{rows}\n"), Table)
    assert table.header_rows == header_rows
    assert [
        c.passage.text for c in table.cells if c.header and c.col == 0 and (labels or c.row > 0)
    ] == labels


def test_lists_in_cells() -> None:
    document = read(
        "# 가 보고\n\n사무\t기간\t비고\n운영\t3년\t<b>[권고]</b> - 운영 실적을 높일 것 - "
        "2016년부터의 홍보를 줄일 것\n"
        "관리\t2년\t<ul> <li>▶ 하나를 고침</li> <li>▶ 둘을 고침</li> </ul>\n"
    )
    (table,) = of(document, Table)
    assert [[item.text for item in cell.items] for cell in table.cells if cell.items] == [
        ["운영 실적을 높일 것", "2016년부터의 홍보를 줄일 것"],
        ["하나를 고침", "둘을 고침"],
    ]
    assert table.cells[-1].items[0].spans()[0].of(document.text) == "하나를 고침"


@pytest.mark.parametrize("kept", ["-", "2020 - 2023", "가 - 나", "서울 - 부산 - 대전"])
def test_a_dash_in_a_cell_is_no_list(kept: str) -> None:
    (table,) = of(read(f"# 가 보고\n\n구분\t값\t비고\n하나\t둘\t{kept}\n"), Table)
    assert table.cells[-1].passage.text == kept
    assert table.cells[-1].items == ()


def test_caption_and_unit() -> None:
    document = read(
        "# 가 보고\n\n### <운영 현황>\n\n(단위 : 명)\n\n계\t장\t원\n3\t1\t2\n\n(단위 : 건)\n\n"
        "계\t상담\t교육\n9\t4\t5\n\n(단위: 원)\n"
    )
    assert [(t.caption and t.caption.text, t.unit and t.unit.text) for t in of(document, Table)] == [
        ("운영 현황", "(단위 : 명)"),
        (None, "(단위 : 건)"),
    ]
    assert of(document, Para)[-1].passage.text == "(단위: 원)"


def test_pipe_and_html_tables() -> None:
    document = read(
        "# 가 보고\n\n| 구분 | 2023 |\n|---|---:|\n| 계 | **10** |\n\n"
        '<table><caption>예산</caption><tr><th rowspan="2">구분</th><th colspan="2">금액</th></tr>\n'
        "<tr><th>계획</th><th>실적</th></tr><tr><td>인건비</td><td>10</td><td>9</td></tr></table>\n"
    )
    pipe, drawn = of(document, Table)
    assert [c.passage.text for c in pipe.cells] == ["구분", "2023", "계", "10"]
    assert (drawn.caption and drawn.caption.text, drawn.nrows, drawn.ncols, drawn.header_rows) == (
        "예산",
        3,
        3,
        2,
    )
    assert [c.passage.text for c in drawn.header_path(2)] == ["금액", "실적"]


# --- plain text --------------------------------------------------------------------------------------------

WRAPPED = """새빛시 이웃돌봄센터 민간위탁 동의안 심사보고서

                                        의안번호 : 31
                                        2024. 3. 2.

1. 심사경과
   가. 회부일자 : 2024. 2. 1.
   나. 상정일자 : 제120회 임시회 제1차 복지문화위원회
                  (2024. 2. 20. 상정, 원안가결)

2. 제안설명의 요지(복지국장 하나래)
   가. 제안이유
       새빛시 이웃돌봄센터의 수탁기관 위탁기간이 2024. 6.
     30. 만료됨에 따라 「새빛시 사무위탁 조례」 제5조제1항
     제2호에 의거 의회의 동의를 받고자 함
   나. 주요내용
       1) 수탁기관: 공개모집 예정(현 수탁기관: 사단법인 이
          웃사랑, 이사장 도담이)
       2) 위탁금액: 3억 2천만원(2024년 1억 5천만원, 2025년
          1억 7천만원)

                              - 1 -

3. 심사결과 : 원안가결
"""


def test_hard_wrapped_lines_are_made_whole() -> None:
    document = read(WRAPPED, "paper.txt")
    assert document.format == "text"
    shown = words(document)
    assert "상정일자 : 제120회 임시회 제1차 복지문화위원회 (2024. 2. 20. 상정, 원안가결)" in shown
    assert "수탁기관: 공개모집 예정(현 수탁기관: 사단법인 이웃사랑, 이사장 도담이)" in shown
    assert "위탁금액: 3억 2천만원(2024년 1억 5천만원, 2025년 1억 7천만원)" in shown
    assert [text for text in shown if "2024. 6. 30. 만료됨에 따라" in text]
    assert [part.title.text for part in document.children("1")] == [
        "심사경과",
        "제안설명의 요지(복지국장 하나래)",
        "심사결과 : 원안가결",
    ]
    assert [document.quote(item.span).strip() for item in document.furniture if item.reason == "page"] == [
        "- 1 -"
    ]


def test_cover_lines_stay_apart() -> None:
    document = read(WRAPPED)
    assert [
        block.passage.text for block in document.blocks_in("1", deep=False) if isinstance(block, Para)
    ] == [
        "의안번호 : 31",
        "2024. 3. 2.",
    ]


def test_a_title_on_two_lines() -> None:
    document = read(
        "       새빛시 이웃돌봄센터 운영 사무의 민간위탁\n              동의안 심사보고서\n\n1. 심사경과\n"
    )
    assert document.papers()[0].title.text == "새빛시 이웃돌봄센터 운영 사무의 민간위탁 동의안 심사보고서"


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ("┌────┬────┐\n│구분│금액│\n└────┴────┘", "drawn-table"),
        ("구 분        계       인건비\n2024년     450,000   300,000", "aligned-columns"),
    ],
)
def test_a_drawn_table_is_kept_as_lines(drawn: str, code: str) -> None:
    document = read(f"새빛센터 민간위탁 동의안\n\n1. 예산\n\n{drawn}\n\n2. 끝내기\n")
    assert [warning.code for warning in document.warnings] == [code]
    assert of(document, Table) == []
    assert "\n".join(line.strip() for line in drawn.split("\n")) in words(document)


def test_a_text_without_a_title_is_one_document() -> None:
    document = read("오늘은 날씨가 맑다.\n")
    assert [(part.path, part.kind, part.title.text) for part in document.parts] == [("1", "document", "")]


# --- the real papers ---------------------------------------------------------------------------------------


@needs_shared
def test_the_real_report() -> None:
    """Its quirks: parts, joined sentences, notes, the block a page break repeats, tables."""
    document = read_document(SHARED / "data/extraction/seed/seed.txt")
    assert [part.kind for part in document.papers()] == ["review-report", "consent-motion"]
    assert [part.number for part in document.children("1")] == (
        ["I", "II", "Ⅲ", "붙임", "IV", "V", "VI", "VII", "VIII"]
    )
    assert [note.number for note in document.notes] == ["1", "2", "3", "4", "5", "6"]
    assert [len(note.blocks) for note in document.notes] == [1, 7, 1, 1, 6, 1]
    assert all(note.anchor is not None for note in document.notes)
    repeated = [document.quote(item.span) for item in document.furniture if item.reason == "duplicate"]
    assert [text for text in repeated if text.endswith(".") and len(text) == 2] == [
        "1.",
        "2.",
        "3.",
        "4.",
        "5.",
    ]
    assert [text for text in repeated if text.startswith("제")] == [
        "제46조(직장맘지원센터에 대한 지원)",
        "제47조(지도·점검 등)",
    ]
    shown = words(document)
    assert any("직장맘 고충 해결을" in text for text in shown)
    assert any("있는 서울특별시 직장맘지원센터는" in text for text in shown)
    assert [(table.nrows, table.ncols) for table in document.tables("1")] == [
        (1, 2),
        (2, 5),
        (2, 4),
        (3, 9),
        (4, 4),
        (2, 2),
        (2, 7),
        (9, 4),
    ]
    assert document.warnings == ()


@needs_shared
@pytest.mark.parametrize(
    ("name", "parts", "tables"), [("d01.md", 19, 7), ("d02.md", 5, 1), ("d04.txt", 10, 0)]
)
def test_the_development_papers(name: str, parts: int, tables: int) -> None:
    document = read_document(SHARED / "data/extraction/dev" / name)
    assert (len(document.parts), len(document.tables())) == (parts, tables)
    assert document.warnings == ()
