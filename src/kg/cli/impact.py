"""`kg impact`: what a change of a provision on a day touches."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from kg.cli.query import store_url, table
from kg.errors import UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.impact import Consignment, Impact, Round
    from kg.store import Store

_STATES = {
    "in-force": "시행 중 · in force",
    "proposed": "제안됨 · proposed, consent not known",
    "coming": "예정 · coming",
    "undated": "기간 미상 · period unknown",
    "ended": "끝남 · over",
}
_COLUMNS = ("위탁사무", "기간", "수탁기관", "예산", "근거")
_SHOWN = 20


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
    store = open_store(store_url(data, settings), settings)
    try:
        found = impact_of(store, _provision(store, " ".join(words), when), when)
    finally:
        store.close()
    click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2) if as_json else _text(found))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"the date {text!r} is not of the form 2024-06-01",
            f"날짜 {text!r}를 2024-06-01처럼 적으십시오",
        ) from error


def _provision(store: Store, asked: str, when: date) -> str:
    from kg.impact import Names, find_provision

    found = find_provision(store, Names(store), asked, when)
    if len(found) > 1:
        listed = "\n  ".join(found)
        raise UsageError(
            f"{asked!r} may mean several; give one IRI:\n  {listed}",
            f"{asked!r}: 여러 가지를 뜻합니다. 하나를 주소로 주십시오:\n  {listed}",
        )
    return found[0]


def _text(found: Impact) -> str:
    lines = [f"{found.label(found.provision)} · {found.day}", *_notes(found)]
    for state, title in _STATES.items():
        held = [(one, round_) for one, round_ in found.rounds() if round_.state == state]
        if held and state != "ended":
            lines += ["", f"{title} ({len(held)})", _table(found, held)]
        elif held:
            lines += ["", f"{title}: {len(held)}"]
    if not found.consignments:
        lines += ["", "이 조문에 근거한 위탁이 없습니다 · no consignment rests on it"]
    return "\n".join(lines)


def _notes(found: Impact) -> list[str]:
    in_force = {True: "시행 중 · in force", False: "시행 중 아님 · not in force", None: "미상 · not known"}
    lines = [f"판 · edition: {found.label(found.edition)} ({in_force[found.edition_in_force]})"]
    lines += [f"번호 · number: {found.label(by.old)} → {found.label(by.new)}" for by in found.successions]
    citing = list(dict.fromkeys(one.provision for one in found.citing if not one.in_addenda))
    lines.append(f"기대는 조문 · provisions resting on it: {len(citing)}")
    lines += [f"  {found.label(iri)}" for iri in citing[:_SHOWN]]
    return lines + ([f"  … {len(citing) - _SHOWN}"] if len(citing) > _SHOWN else [])


def _table(found: Impact, held: list[tuple[Consignment, Round]]) -> str:
    rows = [dict(zip(_COLUMNS, _cells(found, one, round_), strict=True)) for one, round_ in held]
    bindings = [{name: {"value": text} for name, text in row.items()} for row in rows]
    return table({"head": {"vars": list(_COLUMNS)}, "results": {"bindings": bindings}})


def _cells(found: Impact, one: Consignment, held: Round) -> tuple[str, ...]:
    money = (f"{m.amount:,}원" + (f" ({m.year})" if m.year else "") for m in one.money_of(held))
    grounds = dict.fromkeys(found.label(reliance.cited) for reliance in one.reliances)
    return (
        found.label(one.affair),
        f"{held.start} ~ {held.end}",
        ", ".join(map(found.label, held.contractors)),
        ", ".join(money),
        ", ".join(grounds),
    )
