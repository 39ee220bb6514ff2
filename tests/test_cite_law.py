"""Citations of a whole instrument whose provisions are known: place, names, addenda, amendment prose."""

from __future__ import annotations

import re
from datetime import date

from kg.cite import law_citations
from kg.legislation import default_register
from kg.model.legislation import Addendum, LawText, Provision
from kg.model.statute import Component, Level, ProvisionPath, Reason

LABEL = re.compile(
    r"^(?:부칙(?:\((?P<act>[^)]+)\))? <제(?P<number>\d+)호>|제(?P<article>\d+)조\([^)]*\)"
    r"|(?P<paragraph>[①-⑨])|(?P<sub>\d)\.)\s*",
    re.MULTILINE,
)


def law(text: str, title: str = "달빛법", kind: str = "act") -> LawText:
    """A small instrument: 제1조(제목), ①, 1. at line starts, 부칙(다른 법) <제123호> before addenda."""
    found = list(LABEL.finditer(text))
    root: tuple[Component, ...] = ()
    article: tuple[Component, ...] = ()
    above: tuple[Component, ...] = ()
    provisions: list[Provision] = []
    addenda: list[Addendum] = []
    headings = [m.start() for m in found if m["number"]] + [len(text)]
    for place, label in enumerate(found):
        if label["number"]:
            root = article = path = (Component(Level.ADDENDA, int(label["number"])),)
            end = next(h for h in headings if h > label.start())
            addenda.append(
                Addendum(int(label["number"]), None, date(2020, 1, 1), label["act"] or "", label.start(), end)
            )
        elif label["article"]:
            path = article = above = (*root, Component(Level.ARTICLE, int(label["article"])))
        elif label["paragraph"]:
            path = above = (*article, Component(Level.PARAGRAPH, "①②③④⑤⑥⑦⑧⑨".index(label["paragraph"]) + 1))
        else:
            path = (*above, Component(Level.SUBPARAGRAPH, int(label["sub"])))
        own_end = found[place + 1].start() if place + 1 < len(found) else len(text)
        provisions.append(Provision(ProvisionPath(path), "", label.start(), label.end(), own_end, own_end))
    ends = [
        max([q.own_end for q in provisions[at:] if p.path.covers(q.path)]) for at, p in enumerate(provisions)
    ]
    whole = tuple(p._replace(end=end) for p, end in zip(provisions, ends, strict=True))
    day = date(2024, 1, 1)
    return LawText(text, title, kind, "999999", 1, day, day, provisions=whole, addenda=tuple(addenda))


def cited(given: LawText) -> list[str]:
    """``place: written → targets`` of each citation, with the role in brackets."""
    rows = []
    for index, citation in law_citations(given, default_register()):
        assert given.text[citation.start : citation.end] == citation.text
        role = f" [{citation.role}]" if citation.role else ""
        targets = "; ".join(map(str, citation.targets))
        rows.append(f"{given.provisions[index].path}: {citation.text} → {targets}{role}")
    return rows


def test_the_place_comes_from_the_provisions() -> None:
    text = (
        "제1조(목적) 이 법은 쓴다.\n제2조(정의)\n① 제1조와 같다.\n② 제1항의 경우\n"
        "1. 전항에 따른 것\n2. 제1호와 같은 것\n"
    )
    assert cited(law(text)) == [
        "제1조: 이 법 → 달빛법",
        "제2조제1항: 제1조 → 달빛법 제1조",
        "제2조제2항: 제1항 → 달빛법 제2조제1항",
        "제2조제2항제1호: 전항 → 달빛법 제2조제1항",
        "제2조제2항제2호: 제1호 → 달빛법 제2조제2항제1호",
    ]


def test_anaphora_end_with_their_article() -> None:
    text = "제1조(가) 「민법」 제5조와 같은 법 제6조\n제2조(나) 같은 법 제7조, 같은 조 제1항\n"
    given = law(text)
    assert cited(given)[:2] == ["제1조: 「민법」 제5조 → 민법 제5조", "제1조: 같은 법 제6조 → 민법 제6조"]
    [_, _, (_, same), _] = law_citations(given, default_register())
    assert same.targets[0].instrument is None
    assert same.unresolved is not None
    assert same.unresolved.reason is Reason.ANTECEDENT_UNKNOWN


def test_declared_names_hold_for_the_whole_instrument() -> None:
    text = "제1조(가) 「민법」(이하 “법”이라 한다) 제5조\n제2조(나) 법 제7조\n"
    assert cited(law(text))[1] == "제2조: 법 제7조 → 민법 제7조"


def test_subordinate_instruments_know_their_statute_by_title() -> None:
    assert cited(law("제1조(가) 법 제7조에 따라\n", "지방자치법 시행령", "decree")) == [
        "제1조: 법 제7조 → 지방자치법 제7조"
    ]
    assert cited(law("제1조(가) 법 제7조 및 영 제8조에 따라\n", "지방재정법 시행규칙", "rule")) == [
        "제1조: 법 제7조 → 지방재정법 제7조",
        "제1조: 영 제8조 → 지방재정법 시행령 제8조",
    ]


ADDENDA = """제1조(가) 쓴다.
부칙 <제100호>
제1조(시행일) 이 법은 쓴다.
제2조(경과) 제1조의 개정규정은 부칙 제1조에 따르고, 전조를
부칙(민법) <제200호>
제1조(시행일) 이 법은 제3조를, 법 제5조는
제2조(다른 법률의 개정)
① 달빛법 일부를 다음과 같이 개정한다.
제1조 중 “「민법」 제9조제1항”을 “「민법」 제10조제2항”으로 한다.
제7조(새 조) 쓴다.
② 생략
"""


def test_addenda_belong_to_their_act() -> None:
    assert cited(law(ADDENDA, "지방자치법 시행령", "decree"))[:4] == [
        "부칙 제1조: 이 법 → 지방자치법 시행령",
        "부칙 제2조: 제1조 → 지방자치법 시행령 제1조",
        "부칙 제2조: 부칙 제1조 → 지방자치법 시행령 부칙 제1조",
        "부칙 제2조: 전조 → 지방자치법 시행령 부칙 제1조",
    ]
    numbers = [
        c.targets[0].path.components[0].number
        for _, c in law_citations(law(ADDENDA), default_register())
        if c.text in ("부칙 제1조", "전조")
    ]
    assert numbers == [100, 100]


def test_another_acts_addendum_and_its_amendments() -> None:
    rows = [row for row in cited(law(ADDENDA)) if "민법" in row]
    assert rows == [
        "부칙 제1조: 이 법 → 민법",
        "부칙 제1조: 제3조 → 민법 제3조",
        "부칙 제2조제1항: 「민법」 제9조제1항 → 민법 제9조제1항 [amendment]",
        "부칙 제2조제1항: 「민법」 제10조제2항 → 민법 제10조제2항 [amendment]",
    ]
    amended = [row for row in cited(law(ADDENDA)) if "[amendment]" in row]
    assert amended[1] == "부칙 제2조제1항: 제1조 → 달빛법 제1조 [amendment]"


def test_marks_of_movement_are_no_citations() -> None:
    text = "제1조(가) 쓴다.\n[제11조에서 이동, 종전 제1조는 제2조로 이동 <2020. 1. 1.>]\n제2조(나) 제3조\n"
    assert [row.split(":")[0] for row in cited(law(text))] == ["제2조"]
