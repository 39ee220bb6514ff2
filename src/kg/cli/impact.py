"""`kg impact`: what a change of a provision on a day touches."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import click

from kg.cli.query import store_url, table
from kg.errors import StoreMissingError, UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.impact import Consignment, Impact, Meant, Money, Round
    from kg.store import Store

_STATES = {
    "in-force": "시행 중 · in force",
    "proposed": "제안됨 · proposed, consent not known",
    "coming": "예정 · coming",
    "undated": "기간 미상 · period unknown",
    "ended": "끝남 · over",
}
_COLUMNS = ("위탁사무", "기간", "수탁기관", "예산", "근거")
_ROLES = {"required": "소요예산 required", "annual": "연간사업비 annual"}
_IN_ADDENDA = " (그 밖에 부칙의 지시 · and instructions in addenda: %d)"
_ACT = re.compile(r"/ed_([1-9]\d*)/")
_SHOWN = 20
EMPTY = "memory:"
"""The store of KG_STORE where nothing is set: there is nothing in it to ask about."""


@click.command(short_help="개정 영향 · what a change of a provision touches")
@click.argument("words", nargs=-1, required=True, metavar="PROVISION")
@click.option("--date", "day", metavar="DAY", help="바뀌는 날, 2024-06-01 · the day of change  [오늘 today]")
@click.option("--data", metavar="DIR", help="데이터셋이나 저장소 주소 · a dataset or a store URL  [KG_STORE]")
@click.option("--json", "as_json", is_flag=True, help="기계용 출력 · output for programs")
def impact(words: tuple[str, ...], day: str | None, data: str | None, as_json: bool) -> None:
    """조문이 바뀌면 걸리는 위탁, 시설, 수탁기관, 예산을 봅니다.

    What a change of PROVISION, or of anything under it, touches on a day: the provisions that cite it or
    carry it out, and the consignments that rest on them. PROVISION is written as people write it, or is an
    IRI or a path; other numbers it had or got are followed.

    \b
    Example:
      kg impact 지방자치법 제117조제3항 --date 2024-06-01 --data out
      kg impact /법령/지방자치법/제117조제3항 --data out --json
    """
    from kg.impact import as_json as in_json
    from kg.impact import impact_of, today
    from kg.store import open_store

    when = _day(day) if day else today()
    settings = Settings.from_environment()
    store = open_store(_url(data, settings), settings)
    try:
        found = impact_of(store, _provision(store, " ".join(words), when), when)
    finally:
        store.close()
    click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2) if as_json else _text(found))


def _url(data: str | None, settings: Settings) -> str:
    url = store_url(data, settings)
    if url != EMPTY:
        return url
    raise StoreMissingError(
        "no dataset is loaded",
        "불러온 데이터셋이 없습니다",
        cure_en="Give --data DIR, or set KG_STORE to file:DIR or to an endpoint.",
        cure_ko="--data DIR을 주거나 KG_STORE를 file:DIR이나 질의 주소로 두십시오.",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"the date {text!r} is not of the form 2024-06-01",
            f"날짜 {text!r}를 2024-06-01처럼 적으십시오",
        ) from error


def _provision(store: Store, asked: str, when: date) -> Meant:
    from kg.impact import Names, find_provision

    found = find_provision(store, Names(store), asked, when)
    if len(found) > 1:
        listed = "\n  ".join(one.provision for one in found)
        raise UsageError(
            f"{asked!r} may mean several; give one IRI:\n  {listed}",
            f"{asked!r}: 여러 가지를 뜻합니다. 하나를 주소로 주십시오:\n  {listed}",
        )
    return found[0]


def _text(found: Impact) -> str:
    lines = [f"{found.label(found.provision)} · {found.day}", *_followed(found), *_notes(found)]
    for state, title in _STATES.items():
        held = [(one, round_) for one, round_ in found.rounds() if round_.state == state]
        if held and state != "ended":
            lines += ["", f"{title} ({len(held)})", _table(found, held)]
        elif held:
            lines += ["", f"{title}: {len(held)}"]
    if not found.consignments:
        lines += ["", "이 조문에 근거한 위탁이 없습니다 · no consignment rests on it"]
    return "\n".join(lines)


def _followed(found: Impact) -> list[str]:
    """That another number was asked for than the edition in force has, and what leads to this one."""
    if not found.named:
        return []
    bases = dict.fromkeys(", ".join(filter(None, (found.label(by.basis), by.day))) for by in found.followed)
    return [
        f"물은 번호 · asked: {_with_act(found, found.named)} → {_with_act(found, found.provision)}"
        f" [{'; '.join(bases)}]",
        f"  {found.day}에 시행 중인 판에 그 번호의 조문이 자료에 없어 이어진 조문으로 답합니다"
        " · the edition in force has none of that number in the data",
    ]


def _with_act(found: Impact, iri: str) -> str:
    act = _ACT.search(iri)
    return found.label(iri) + (f" (제{act[1]}호)" if act else "")


def _notes(found: Impact) -> list[str]:
    in_force = {True: "시행 중 · in force", False: "시행 중 아님 · not in force", None: "미상 · not known"}
    lines = [f"판 · edition: {found.label(found.edition)} ({in_force[found.edition_in_force]})"]
    lines += [f"번호 · number: {found.label(by.old)} → {found.label(by.new)}" for by in found.successions]
    citing, prose = found.resting, len(found.instructions)
    lines.append(
        f"기대는 조문 · provisions resting on it: {len(citing)}" + (_IN_ADDENDA % prose) * bool(prose)
    )
    lines += [f"  {found.label(iri)}" for iri in citing[:_SHOWN]]
    return lines + ([f"  … {len(citing) - _SHOWN}"] if len(citing) > _SHOWN else [])


def _table(found: Impact, held: list[tuple[Consignment, Round]]) -> str:
    rows = [dict(zip(_COLUMNS, _cells(found, one, round_), strict=True)) for one, round_ in held]
    bindings = [{name: {"value": text} for name, text in row.items()} for row in rows]
    return table({"head": {"vars": list(_COLUMNS)}, "results": {"bindings": bindings}})


def _cells(found: Impact, one: Consignment, held: Round) -> tuple[str, ...]:
    money = (f"{m.amount:,}원{_kind(m)}" for m in one.money_of(held))
    grounds = dict.fromkeys(found.label(reliance.cited) for reliance in one.reliances)
    return (
        found.label(one.affair),
        f"{held.start} ~ {held.end}",
        ", ".join(map(found.label, held.contractors)),
        ", ".join(money),
        ", ".join(grounds),
    )


def _kind(money: Money) -> str:
    """What a budget is of: its kind and year."""
    words = [word for word in (_ROLES.get(money.role, money.role), money.year) if word]
    return f" ({' '.join(words)})" if words else ""
