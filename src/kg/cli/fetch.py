"""`kg fetch`: statutes and ordinances from the Open API of law.go.kr."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.frame import Result, note, progress, tell
from kg.errors import EncodingError, Place, UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.fetch import By, Errand, FetchReport, Order, Record, Watch

_LINE = re.compile(r"(?:(id|mst):)?\s*(.+)", re.IGNORECASE)


@click.command(short_help="법령·자치법규 받기 · statutes and ordinances from law.go.kr")
@click.argument("kind", type=click.Choice(["law", "ordinance"]))
@click.argument("titles", nargs=-1, metavar="[TITLE]...")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    default="legislation",
    show_default=True,
    help="받은 파일을 두는 폴더 · where the files go, for kg build --legislation DIR",
)
@click.option(
    "--id", "ids", multiple=True, metavar="ID", help="법령ID, 자치법규ID로 · by the instrument's id"
)
@click.option(
    "--mst", "serials", multiple=True, metavar="N", help="일련번호(MST)로 · by the text's serial number"
)
@click.option(
    "--from",
    "source",
    metavar="FILE",
    help="한 줄에 하나씩 적힌 제명, id:…, mst:… · a file of titles, id:… and mst:…, one a line",
)
@click.option("--history", is_flag=True, help="법령의 모든 연혁 · every promulgated text of a statute")
@click.option(
    "--search", is_flag=True, help="제명에 그 말이 든 것 모두 · everything whose title holds the words"
)
@click.option(
    "--jurisdiction",
    metavar="NAME",
    default="",
    help="그 자치단체의 것 중 제명에 그 말이 든 것 모두 · all of a local government that match",
)
@click.option("--refresh", is_flag=True, help="있는 것도 다시 받기 · fetch what is there already too")
@click.option("--json", "as_json", is_flag=True, help="보고서를 JSON으로 · the report as JSON")
def fetch(
    kind: str,
    titles: tuple[str, ...],
    output: str,
    ids: tuple[str, ...],
    serials: tuple[str, ...],
    source: str | None,
    history: bool,
    search: bool,
    jurisdiction: str,
    refresh: bool,
    as_json: bool,
) -> int:
    """법제처 Open API에서 법령과 자치법규를 받습니다.

    Fetch statutes or ordinances from the Open API of law.go.kr into DIR, as XML files with a manifest. The
    key comes from KG_LAW_API_KEY only. A TITLE must be whole; none or several with it are told, never
    guessed. What is there already is not fetched again; a run that was stopped goes on where it was.

    \b
    Example:
      kg fetch law 지방자치법 --history
      kg fetch law --id 001656 --from titles.txt -o legislation
      kg fetch ordinance --jurisdiction 서울특별시 민간위탁
    """
    from kg.fetch import By, Errand, Kind, Order

    by = By.WORDS if search or jurisdiction else By.TITLE
    errands = [Errand(by, title.strip()) for title in titles if title.strip()]
    errands += [Errand(By.ID, _number(value, "--id")) for value in ids]
    errands += [Errand(By.SERIAL, _number(value, "--mst")) for value in serials]
    errands += _listed(Path(source), by) if source else []
    report = _fetched(Order(Kind(kind), tuple(errands), history, jurisdiction, refresh), Path(output))
    for _, error in report.failures:
        tell(error, as_json=as_json)
    if report.left:
        note(
            f"{report.left}건을 남기고 멈췄습니다. 다시 실행하면 이어서 받습니다",
            f"stopped with {report.left} left; run it again to go on",
        )
    result = Result("fetch-report", report.as_json())
    click.echo(result.as_text().rstrip("\n") if as_json else _account(report, output))
    return report.exit_code


def _fetched(order: Order, folder: Path) -> FetchReport:
    from kg.fetch import fetch_legislation

    try:
        with ExitStack() as stack:
            watch = _watch(len(order.errands), stack)
            return fetch_legislation(order, folder, Settings.from_environment(), watch)
    except KeyboardInterrupt:
        note("멈췄습니다. 다시 실행하면 이어서 받습니다", "stopped; run it again to go on")
        raise


def _number(value: str, option: str) -> str:
    if not value.strip().isascii() or not value.strip().isdigit():
        raise UsageError(f"{option} takes digits, not {value!r}", f"{option}에는 숫자를 주십시오: {value!r}")
    return value.strip()


def _listed(path: Path, by: By) -> list[Errand]:
    """The errands of a file: a title, `id:…` or `mst:…` a line; empty lines and those after # are skipped."""
    from kg.fetch import By, Errand

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise EncodingError("not UTF-8", "UTF-8이 아닙니다", place=Place(str(path))) from error
    found = []
    for number, line in enumerate(lines, 1):
        words = line.split("#", 1)[0].strip()
        match = _LINE.fullmatch(words)
        if match is None:
            continue
        place = Place(str(path), line=number)
        if match[1] is None and words.isdigit():
            raise UsageError(
                f"write id:{words} or mst:{words}", f"id:{words}나 mst:{words}로 쓰십시오", place=place
            )
        if match[1] is not None and not match[2].isdigit():
            raise UsageError(f"{words}: digits are needed", f"{words}: 숫자가 필요합니다", place=place)
        found.append(Errand(By(match[1].lower()) if match[1] else by, match[2]))
    return found


def _watch(errands: int, stack: ExitStack) -> Watch:
    """Progress by errand where there are several, by file where there is one."""
    from kg.fetch import Watch

    if errands > 1:
        return Watch(told=note, errand=stack.enter_context(progress("받는 중", "fetching", errands)))
    steps = []

    def found(_errand: Errand, count: int) -> None:
        steps.append(stack.enter_context(progress("받는 중", "fetching", count)))

    return Watch(told=note, found=found, file=lambda name: steps[-1](name))


def _account(report: FetchReport, output: str) -> str:
    lines = [f"{'＋' if f.is_new else '＝'} {f.record.file}  {_about(f.record)}" for f in report.files]
    new = sum(f.is_new for f in report.files)
    lines.append(
        f"{output}: 새로 받음 new {new}, 그대로 unchanged {len(report.files) - new}, "
        f"실패 failed {len(report.failures)}, 요청 requests {report.requests}"
    )
    if report.resumed:
        lines.append(f"앞서 마친 것 done before: {report.resumed}")
    return "\n".join(lines)


def _about(record: Record) -> str:
    day = record.promulgated
    promulgated = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 else day
    return " ".join(
        filter(None, (record.title, promulgated, record.number and f"제{record.number.lstrip('0')}호"))
    )
