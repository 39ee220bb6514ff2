"""A run: an order's errands to files in the folder, and a report of what was done and what could not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kg.errors import AnswerError, KeyRefusedError, KgError, NetworkError, TitleUnknownError
from kg.fetch.answers import Entry, NothingThereError
from kg.fetch.catalogue import Catalogue, same_id
from kg.fetch.openapi import OpenApi, Told
from kg.fetch.order import By, Errand, Order
from kg.fetch.shelf import Record, Shelf, Unfinished
from kg.settings import Settings

_FAILURES_IN_A_ROW: Final = 3


class _EnoughError(Exception):
    """The rest of the order would fail alike."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of the order: new (or changed), or as it was."""

    record: Record
    is_new: bool


@dataclass(slots=True)
class FetchReport:
    """What a run did. ``resumed``: errands an interrupted run had done; ``left``: errands not tried."""

    files: list[Fetched] = field(default_factory=list)
    failures: list[tuple[Errand, KgError]] = field(default_factory=list)
    resumed: int = 0
    left: int = 0
    requests: int = 0

    @property
    def exit_code(self) -> int:
        """0, or the gravest exit code of the failures."""
        return max((error.exit_code for _, error in self.failures), default=0)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "files": [{**f.record.as_json(), "new": f.is_new} for f in self.files],
            "failures": [
                {"errand": str(errand), "error": error.as_json()} for errand, error in self.failures
            ],
            "resumed": self.resumed,
            "left": self.left,
            "requests": self.requests,
        }


@dataclass(frozen=True, slots=True)
class Watch:
    """Who hears how a run goes: lines for people, what an errand found, each file and each errand done."""

    told: Told = lambda _ko, _en: None
    found: Callable[[Errand, int], None] = lambda _errand, _count: None
    file: Callable[[str], None] = lambda _name: None
    errand: Callable[[str], None] = lambda _name: None


def fetch_legislation(
    order: Order, folder: Path, settings: Settings, watch: Watch | None = None
) -> FetchReport:
    """Fetches what is ordered into a folder that ``kg build --legislation`` reads.

    A title nobody has, or a broken answer, is reported and the next errand done; a service that does not
    answer, or refuses the key, ends the run.  Run again, it goes on where it stopped.

    :raises UsageError: for an order that makes no sense.
    :raises SettingError: without a key, or with an address that is not allowed.
    """
    order.check()
    run = _Run(order, folder, settings, watch or Watch())
    try:
        return run.do()
    finally:
        run.api.close()


class _Run:
    def __init__(self, order: Order, folder: Path, settings: Settings, watch: Watch) -> None:
        self.order, self.watch = order, watch
        self.api = OpenApi(settings, watch.told)
        self.catalogue = Catalogue(self.api, order)
        self.shelf = Shelf(folder)
        self.unfinished = Unfinished(folder, order.as_json())
        self.report = FetchReport()
        self._in_a_row = 0

    def do(self) -> FetchReport:
        errands = [e for e in dict.fromkeys(self.order.errands) if str(e) not in self.unfinished.done]
        self.report.resumed = len(set(self.order.errands)) - len(errands)
        with suppress(_EnoughError):
            for number, errand in enumerate(errands, 1):
                self.report.left = len(errands) - number
                if self._run(errand):
                    self.unfinished.note(str(errand))
                self.watch.errand(str(errand))
            self.unfinished.close()
        self.report.requests = self.api.requests
        return self.report

    def _run(self, errand: Errand) -> bool:
        """Does an errand; whether all of it could be done."""
        before = len(self.report.failures)
        wanted: list[tuple[Entry | None, dict[str, str]]] = []
        with self._counted(errand):
            entries = self.catalogue.entries(errand)
            if entries is None:
                wanted = [(None, {"MST" if errand.by is By.SERIAL else "ID": errand.value})]
            else:
                wanted = [(entry, {"MST": entry.serial}) for entry in entries]
            self.watch.found(errand, len(wanted))
        for entry, which in wanted:
            with self._counted(errand):
                fetched = self._held(which.get("MST", "")) or self._text(errand, entry, **which)
                self._in_a_row = 0
                self.report.files.append(fetched)
                self.watch.file(f"{fetched.record.file} {fetched.record.title}")
        return len(self.report.failures) == before

    @contextmanager
    def _counted(self, errand: Errand) -> Iterator[None]:
        """Puts a failure into the report; a refused key, or a service that fails on and on, ends the run."""
        try:
            yield
        except KgError as error:
            self.report.failures.append((errand, error))
            self._in_a_row = self._in_a_row + 1 if isinstance(error, NetworkError) else 0
            if isinstance(error, KeyRefusedError) or self._in_a_row >= _FAILURES_IN_A_ROW:
                raise _EnoughError from None

    def _held(self, serial: str) -> Fetched | None:
        record = None if self.order.refresh else self.shelf.held(self.order.kind, serial)
        return None if record is None else Fetched(record, is_new=False)

    def _text(self, errand: Errand, entry: Entry | None, **which: str) -> Fetched:
        try:
            served = self.api.text(self.order.kind, **which)
        except NothingThereError:
            raise TitleUnknownError(
                f"the service has no text for {errand}", f"서비스에 {errand}의 본문이 없습니다"
            ) from None
        about = _agreed(entry, served.identity, which)
        if served.key_removed:
            self.watch.told(
                f"{about.title}: 답에 되풀이된 키를 {served.key_removed}곳에서 지웠습니다",
                f"{about.title}: the key was in the answer and is removed ({served.key_removed} places)",
            )
        return Fetched(*self.shelf.put(about, served.body, served.address, served.key_removed))


def _agreed(entry: Entry | None, itself: Entry, which: dict[str, str]) -> Entry:
    """What is known of a text: what it says itself, with the list's number.

    :raises AnswerError: when it is not the one asked for.
    """
    asked_id = entry.law_id if entry else which.get("ID", itself.law_id)
    if not same_id(itself.law_id, asked_id):
        raise AnswerError(
            f"asked for {asked_id}, the service sent {itself.law_id} {itself.title}",
            f"{asked_id}을 청했는데 {itself.law_id} {itself.title}이 왔습니다",
        )
    serial = itself.serial or which.get("MST", "")
    if "MST" in which and serial != which["MST"]:
        raise AnswerError(
            f"asked for the text {which['MST']}, the service sent {serial}",
            f"일련번호 {which['MST']}을 청했는데 {serial}이 왔습니다",
        )
    return replace(itself, serial=serial)
