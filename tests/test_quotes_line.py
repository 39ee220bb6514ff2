"""Quoted provisions through the whole line: law files and papers → verdicts in the graph → pages."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.ids import Ids
from kg.model.blocks import Span
from kg.model.fidelity import Fidelity, Obstacle, Verdict
from kg.model.statute import ProvisionPath
from kg.pipeline import Legislation, build_dataset
from kg.quotes import HeldText, check, quoted_lines
from kg.read.lawtext import read_law
from kg.settings import Settings
from kg.store import Store, open_store
from kg.web import create_app
from kg.web.fidelity import which_text

BASE = "http://127.0.0.1:8765"

# The title, number and dates are an act's in the register; the words are ours.
ACT = """---
제목: 지방자치법
법령ID: '001656'
법령구분: 법률
공포일자: 2024-01-09
공포번호: '19990'
시행일자: 2024-04-10
---

# 지방자치법

##### 제117조 (사무의 맡김)

**①** 시장은 사무를 소속 기관에 맡길 수 있다.

**②** 시장은 다음 각 호의 사무를 다른 지방자치단체에 맡길 수 있다. <개정 2024.1.9>

  1\\. 조사ㆍ검사
  2\\. 시설의 관리(이하 "관리"라 한다)

**③** 시장은 주민의 권리ㆍ의무와 이어지지 아니하는 사무를 법인에 맡길 수 있다.

##### 제118조 (다시 맡김)

맡은 사무를 다시 맡기려면 미리 승인을 받아야 한다.

## 부칙

부칙 <제17893호,2021.1.12>


이 법은 공포 후 1년이 경과한 날부터 시행한다.


부칙 <제19990호,2024.1.9>


이 법은 공포 후 3개월이 경과한 날부터 시행한다.
"""
ORDINANCE = """<?xml version="1.0" encoding="UTF-8"?>
<LawService><자치법규기본정보><지자체기관명>서울특별시</지자체기관명>
<자치법규ID>990009</자치법규ID><공포일자>20200305</공포일자><공포번호>7700</공포번호>
<자치법규명><![CDATA[서울특별시 가온쉼터 운영 조례]]></자치법규명><시행일자>20200305</시행일자>
<자치법규종류>C0001</자치법규종류><제개정정보>제정</제개정정보></자치법규기본정보>
<조문>
<조 조문번호='000300'><조문번호>000300</조문번호><조문여부>Y</조문여부><조제목><![CDATA[쉼터의 일]]></조제목>
<조내용><![CDATA[제3조(쉼터의 일) ① 쉼터는 다음 각 호의 일을 한다.
  1. 잠자리를 내어 주는 일
  2. 밥을 나누는 일
  3. 그 밖에 시장이 정하는 일
② 시장은 쉼터의 일을 법인에 맡길 수 있다.]]></조내용></조>
</조문>
<부칙><부칙내용><![CDATA[부칙 <조례 제7700호, 2020.3.5>
이 조례는 공포한 날부터 시행한다.]]></부칙내용></부칙></LawService>
"""


NEW_ACT = (
    ACT.replace("지방자치법", "가온쉼터 도움법").replace("001656", "999981").replace("제117조", "제17조")
)


def paper(day: str, quoted: str) -> str:
    return f"""# 서울특별시 가온쉼터 민간위탁(재위탁) 동의안 심사보고서

{day}
보건복지위원회

## 1. 주요내용

가. 위탁사무명 : 서울특별시 가온쉼터 운영

나. 위탁기간 : 3년(2024.7.1. ~ 2027.6.30.)

## 2. 참고사항

### 가. 관계법령

{quoted}
"""


EXACT = (
    "○ 「지방자치법」 제118조\n\n**제118조(다시 맡김)** 맡은 사무를 다시 맡기려면 미리 승인을 받아야 한다."
)
PAPERS = {
    # name → date, what it quotes
    "early": ("2023년 5월 2일", """○ 「지방자치법」 제117조

**제117조(사무의 맡김)** ② 시장은 다음 각 호의 사무를 다른 지방자치단체에 맡길 수 있다.

1. 조사·검사
2. 시설의 관리(이하 “관리”라 한다)"""),
    "typography": ("2024년 6월 3일", """○ 「지방자치법」 제117조

**제117조(사무의 맡김)** ② 시장은 다음 각 호의 사무를 다른 지방자치단체에 맡길수 있다.

1. 조사·검사
2. 시설의 관리(이하 “관리”라 한다)"""),
    "exact": ("2024년 6월 4일", EXACT),
    "abridged": ("2024년 6월 5일", """○ 「서울특별시 가온쉼터 운영 조례」 제3조

**제3조(쉼터의 일)** ① 쉼터는 다음 각 호의 일을 한다.

2. 밥을 나누는 일
3. 그 밖에 시장이 정하는 일"""),
    "divergent": ("2024년 6월 6일", """○ 「서울특별시 가온쉼터 운영 조례」 제3조

**제3조(쉼터의 일)** ② 시장은 쉼터의 일을 법인이나 개인에게 맡겨야 한다."""),
    "cell": ("2024년 6월 8일", """| 근거 | 내용 |
|---|---|
| 설치 | 「서울특별시 가온쉼터 운영 조례」 제3조(쉼터의 일) ① 쉼터는 다음 각 호의 일을 한다."""
        "<br>1. 잠자리를 내어 주는 일<br>2. 밥을 나누는 일<br>3. 그 밖에 시장이 정하는 일"
        "<br>② 시장은 쉼터의 일을 법인에 맡길 수 있다. |"),
    "excerpt": ("2024년 6월 9일", "- 「서울특별시 가온쉼터 운영 조례」 제3조제2항에서 “쉼터의 일을 법인에"
        " 맡길 수 있다”라고 규정하고 있음."),
    "new-act": ("2024년 6월 10일", EXACT.replace("지방자치법", "가온쉼터 도움법")),
    "unheld": ("2024년 6월 7일", """○ 「서울특별시 다솜쉼터 지원 조례」 제2조

**제2조(지원)** 시장은 쉼터를 도울 수 있다."""),
}  # fmt: skip

WANTED = {
    "early": ("not-checkable", "changed-since", None),
    "typography": ("normalised", None, "art_117/para_2"),
    "exact": ("exact", None, "art_118"),
    "abridged": ("abridged", None, "ed_7700/art_3/para_1"),
    "divergent": ("divergent", None, "art_3/para_2"),
    "cell": ("exact", None, "art_3"),
    "excerpt": ("abridged", None, "art_3/para_2"),
    "new-act": ("exact", None, "kr/act/999981/ed_17893/art_118"),
    "unheld": ("not-checkable", "text-not-held", None),
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quotes")
    (folder / "law").mkdir()
    (folder / "law" / "act.md").write_text(ACT, encoding="utf-8")
    (folder / "law" / "new-act.md").write_text(NEW_ACT, encoding="utf-8")
    (folder / "law" / "ordinance.xml").write_text(ORDINANCE, encoding="utf-8")
    (folder / "papers").mkdir()
    for name, (day, quoted) in PAPERS.items():
        (folder / "papers" / f"{name}.md").write_text(paper(day, quoted), encoding="utf-8")
    report = build_dataset([folder / "papers"], folder / "out", BASE, legislation=Legislation(folder / "law"))
    assert not report.failures
    assert report.validation is not None
    assert report.validation.counts["violation"] == 0
    assert report.as_json()["quotations"] == {
        "abridged": 2,
        "changed-since": 1,
        "divergent": 1,
        "exact": 3,
        "normalised": 1,
        "text-not-held": 1,
    }
    return folder / "out"


@pytest.fixture(scope="module")
def store(dataset: Path) -> Store:
    return open_store(f"file:{dataset}", Settings())


@pytest.fixture(scope="module")
def client(store: Store) -> FlaskClient:
    return create_app(store, Settings()).test_client()


ASKED = """
PREFIX kc: <https://w3id.org/consignment-kg/def#>
SELECT ?file ?q ?verdict ?reason ?with ?law ?text ?day ?since ?json ?quoted WHERE {
  ?q a kc:Quotation ; kc:fidelity ?verdict ; kc:statedIn/<http://purl.org/dc/terms/isPartOf>* ?document .
  ?document kc:fileName ?file .
  OPTIONAL { ?q kc:fidelityReason ?reason }
  OPTIONAL { ?q kc:comparedWith ?with }
  OPTIONAL { ?q kc:comparedText ?law }
  OPTIONAL { ?q kc:comparedOn ?day }
  OPTIONAL { ?q kc:changedSince ?since }
  OPTIONAL { ?q kc:comparison ?json }
  OPTIONAL { ?q kc:quotes ?quoted }
}
"""


@pytest.fixture(scope="module")
def rows(store: Store) -> dict[str, dict[str, str]]:
    found = {}
    for row in store.select(ASKED):
        values = {name: term.value for name, term in row.items() if hasattr(term, "value")}
        found[Path(values["file"]).stem] = values
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_verdict_is_in_the_graph(rows: dict[str, dict[str, str]], name: str) -> None:
    verdict, reason, place = WANTED[name]
    row = rows[name]
    assert row["verdict"] == f"{BASE}/def/quote-fidelity/{verdict}"
    assert row.get("reason", "").rpartition("/")[2] == (reason or "")
    assert row.get("with", "").endswith(place or "")
    assert ("json" in row) == (place is not None)


def test_the_text_compared_is_a_span_of_the_law(rows: dict[str, dict[str, str]], store: Store) -> None:
    for name, words in (("exact", "맡은 사무를 다시"), ("abridged", "밥을 나누는 일")):
        parsed = Ids(BASE).parse(rows[name]["law"])
        text = store.text(parsed["document"])
        assert text is not None
        assert words in text[int(parsed["start"]) : int(parsed["end"])]


def test_a_later_change_is_told_with_its_day(rows: dict[str, dict[str, str]]) -> None:
    assert rows["early"]["since"] == "2024-04-10"
    assert rows["early"]["day"] == "2023-05-02"


def test_differences_are_told_word_by_word(rows: dict[str, dict[str, str]]) -> None:
    form = json.loads(rows["divergent"]["json"])
    (piece,) = [piece for piece in form["pieces"] if not piece["heading"]]
    assert piece["path"] == "제3조제2항"
    kinds = {kind for kind, _ in piece["words"]}
    assert kinds == {"=", "+", "-"}
    assert json.loads(rows["abridged"]["json"])["left_out"] == ["제3조제1항제1호"]


def page_text(client: FlaskClient, iri: str) -> str:
    response = client.get(iri.removeprefix(BASE), headers={"Accept": "text/html"})
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_document_shows_each_quotation_with_its_difference(
    client: FlaskClient, rows: dict[str, dict[str, str]]
) -> None:
    document = Ids(BASE).parse(rows["divergent"]["q"])["document"]
    page = page_text(client, f"{BASE}/id/document/{document}")
    assert "옮겨 실은 조문 대조" in page
    assert re.search(r'<strong class="verdict divergent">다름</strong>', page)
    section = page[page.index('id="fidelity"') :]
    assert any("개인에게" in added for added in re.findall(r"<ins>.*?</ins>", section, re.DOTALL))
    assert any("수 있" in gone for gone in re.findall(r"<del>.*?</del>", section, re.DOTALL))
    assert "법령에만 있는 말" in section
    (law,) = re.findall(r'<a href="([^"]*)">법령 본문에서 보기', section)
    shown = client.get(unescape(law).partition("#")[0], headers={"Accept": "text/html"}).get_data(
        as_text=True
    )
    assert re.search(r"<mark[^>]*>② 시장은 쉼터의 일을 법인에 맡길 수 있다", shown)


@pytest.mark.parametrize("place", ["with", "quoted", "q"])
def test_provision_and_quotation_show_it_too(
    client: FlaskClient, rows: dict[str, dict[str, str]], place: str
) -> None:
    page = page_text(client, rows["abridged"][place])
    assert re.search(r'<strong class="verdict abridged">생략하여 옮김</strong>', page)
    assert "제3조제1항제1호" in page
    assert '"pieces"' not in unescape(page), "the form for programs is not shown to people"


def test_the_page_says_which_text_was_compared(client: FlaskClient, rows: dict[str, dict[str, str]]) -> None:
    assert "2024-01-09 공포 본문과 견줌" in page_text(client, rows["exact"]["q"])


@pytest.mark.parametrize(
    ("promulgated", "is_presumed", "said"),
    [
        ("2026-06-02", True, "2026-06-02 공포 본문과 견줌 · 2023-12-15과 그 사이 개정 표시 없음 (추정)"),
        ("2026-06-02", False, "2026-06-02 공포 본문과 견줌 · 2023-12-15과 그 사이 개정 표시 없음"),
        ("2022-01-11", False, "2022-01-11 공포 본문과 견줌"),
        ("", True, "가지고 있는 뒤의 본문과 견줌 · 2023-12-15과 그 사이 개정 표시 없음 (추정)"),
        ("", False, "2023-12-15 시행 문언과 견줌"),
    ],
)
def test_a_later_text_is_not_called_the_text_of_the_day(
    client: FlaskClient, promulgated: str, is_presumed: bool, said: str
) -> None:
    with client.application.test_request_context():
        assert which_text("2023-12-15", promulgated, is_presumed=is_presumed) == said


def test_english_pages_say_it_in_english(client: FlaskClient, rows: dict[str, dict[str, str]]) -> None:
    page = page_text(client, rows["early"]["q"] + "?lang=en")
    assert "not checkable" in page
    assert "changed with effect from 2024-04-10" in page


# --- which text was in force ------------------------------------------------------------------------------

OLD_ACT = (
    ACT.replace("2024-01-09", "2021-01-12").replace("2024-04-10", "2022-01-13").replace("'19990'", "'17893'")
)
OLD_ACT = re.sub(r"\n부칙 <제19990호.*", "", OLD_ACT, flags=re.DOTALL).replace(" <개정 2024.1.9>", "")
OLD_ACT = OLD_ACT.replace("다른 지방자치단체에", "이웃 지방자치단체에")

SECOND = "제117조(사무의 맡김) ② 시장은 다음 각 호의 사무를 {}지방자치단체에 맡길 수 있다.\n1. 조사ㆍ검사"
THIRD = "제117조 ③ 시장은 주민의 권리ㆍ의무와 이어지지 아니하는 사무를 법인에 맡길 수 있다."


def checked(texts: Sequence[str], quoted: str, on: date | None, edition: int | None = 17893) -> Fidelity:
    held = [HeldText.of(read_law(text.encode())) for text in texts]
    path = ProvisionPath.parse("제117조")
    return check(quoted_lines(quoted, [Span(0, len(quoted))], path), path, held, on, edition)


STANDING = (
    # texts held, words quoted, the paper's day, verdict, obstacle
    ((ACT,), SECOND.format("다른 "), date(2024, 6, 1), Verdict.ABRIDGED, None),
    ((ACT,), SECOND.format("다른 "), date(2024, 4, 9), Verdict.NOT_CHECKABLE, Obstacle.CHANGED_SINCE),
    ((ACT,), SECOND.format("다른 "), date(2024, 4, 10), Verdict.ABRIDGED, None),
    # what lies beside the change was not changed
    ((ACT,), THIRD, date(2023, 5, 2), Verdict.EXACT, None),
    # before the edition began, and without a date
    ((ACT,), THIRD, date(2019, 5, 2), Verdict.NOT_CHECKABLE, Obstacle.TEXT_NOT_HELD),
    ((ACT,), THIRD, None, Verdict.NOT_CHECKABLE, Obstacle.DATE_UNKNOWN),
    ((), THIRD, date(2024, 6, 1), Verdict.NOT_CHECKABLE, Obstacle.TEXT_NOT_HELD),
    # two texts: each counts for its own time
    ((OLD_ACT, ACT), SECOND.format("이웃 "), date(2023, 5, 2), Verdict.ABRIDGED, None),
    ((ACT, OLD_ACT), SECOND.format("이웃 "), date(2024, 6, 1), Verdict.DIVERGENT, None),
    ((OLD_ACT, ACT), SECOND.format("다른 "), date(2024, 6, 1), Verdict.ABRIDGED, None),
)


@pytest.mark.parametrize(("texts", "quoted", "on", "verdict", "obstacle"), STANDING)
def test_only_the_text_of_the_day_counts(
    texts: Sequence[str], quoted: str, on: date | None, verdict: Verdict, obstacle: Obstacle | None
) -> None:
    found = checked(texts, quoted, on)
    assert (found.verdict, found.obstacle) == (verdict, obstacle), found


def test_a_text_of_another_edition_does_not_count() -> None:
    found = checked([ACT], THIRD, date(2024, 6, 1), edition=21000)
    assert found.obstacle is Obstacle.TEXT_NOT_HELD


def test_a_later_text_without_all_marks_is_no_proof() -> None:
    held = [HeldText.of(read_law(ACT.encode()))]
    path = ProvisionPath.parse("제118조")
    lines = quoted_lines(EXACT[EXACT.index("**") :], [Span(0, len(EXACT))], path)
    before = check(lines, path, held, date(2023, 5, 2), 17893)
    assert before.is_presumed
    assert not check(lines, path, held, date(2024, 6, 1), 17893).is_presumed
