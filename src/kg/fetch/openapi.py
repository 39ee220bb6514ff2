"""The Open API, asked patiently: at a steady pace, again after a failure that may pass, never for ever."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from kg.errors import AnswerError, KeyRefusedError, KgError, NetworkError, SettingError
from kg.fetch.answers import Entry, KeyRefusedAnswerError, Kind, Page, read_identity, read_page
from kg.fetch.key import Key
from kg.fetch.wire import FailedAnswerError, Limits, Wire
from kg.settings import Settings

Told = Callable[[str, str], None]
"""Hears a line for people, in Korean and English."""

PAGE_SIZE: Final = 100
LONGEST_WAIT: Final = 120.0
_LIST: Final = "lawSearch.do"
_TEXT: Final = "lawService.do"
_TARGETS: Final = {Kind.LAW: "law", Kind.ORDINANCE: "ordin"}
_BY_DAY_OF_FORCE: Final = "eflaw"
_AGENT: Final = "consignment-kg (council papers and law as linked data)"

_T = TypeVar("_T")


class Pace:
    """At most one request in `seconds`, whoever asks.

    >>> pace = Pace(0.0)
    >>> pace.keep()
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0

    def keep(self) -> None:
        """Waits until the next request may go."""
        wait = self._next - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._next = time.monotonic() + self._seconds


@dataclass(frozen=True, slots=True)
class Served:
    """A text as it was sent, but for the key where the service had repeated it (``key_removed`` places)."""

    identity: Entry
    body: bytes
    address: str
    key_removed: int


class OpenApi:
    """The Open API of law.go.kr, with the key and limits of the settings.

    :param told: hears of waits between tries.
    :raises SettingError: without a key (KG_LAW_API_KEY), or when the address is not allowed.
    """

    def __init__(self, settings: Settings, told: Told) -> None:
        if not settings.law_api_key.strip():
            raise SettingError(
                "KG_LAW_API_KEY is not set: the key (OC) of open.law.go.kr is needed",
                "KG_LAW_API_KEY가 없습니다: open.law.go.kr의 키(OC)가 필요합니다",
                cure_en="Put it into the environment: export KG_LAW_API_KEY=…; never on the command line.",
                cure_ko="키를 환경 변수에 두십시오: export KG_LAW_API_KEY=… (명령줄에는 쓰지 않습니다).",
            )
        if settings.law_api_seconds < 1:
            raise SettingError(
                "KG_LAW_API_SECONDS: at least 1 second is needed", "KG_LAW_API_SECONDS: 1초 이상이어야 합니다"
            )
        self.key = Key(settings.law_api_key.strip())
        limits = Limits(float(settings.law_api_seconds), settings.max_file_bytes)
        self._wire = Wire(settings.law_api_url, self.key, limits, _AGENT)
        self._pause = max(0, settings.law_api_pause_ms) / 1000
        self._pace = Pace(self._pause)
        self._tries = max(1, settings.law_api_tries)
        self._told = told

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self._wire.requests

    def close(self) -> None:
        """Closes the connections."""
        self._wire.close()

    def text(self, kind: Kind, **which: str) -> Served:
        """An instrument's text.

        :param which: ``MST`` or ``ID``.
        :raises NothingThereError: when the service has none.
        """
        asked = {"target": _TARGETS[kind], "type": "XML", **which}
        address = self._wire.address(_TEXT, asked)

        def read(body: bytes, removed: int) -> Served:
            return Served(read_identity(body, kind), body, address, removed)

        return self._ask(_TEXT, asked, read)

    def titled(self, kind: Kind, query: str) -> Iterator[Entry]:
        """The rows of current instruments whose titles match, page by page."""
        return self._rows(kind, {"target": _TARGETS[kind], "query": query})

    def editions(self, **which: str) -> Iterator[Entry]:
        """The rows of statutes by day of force, past and coming ones too (``LID``, ``query``, ``nw``)."""
        return self._rows(Kind.LAW, {"target": _BY_DAY_OF_FORCE, **which})

    def _rows(self, kind: Kind, asked: Mapping[str, str]) -> Iterator[Entry]:
        received = 0
        before: Page | None = None
        for number in count(1):
            whole = {**asked, "type": "XML", "display": str(PAGE_SIZE), "page": str(number)}
            page = self._ask(_LIST, whole, lambda body, _: read_page(body, kind))
            same_again = before is not None and before.rows == page.rows
            received += 0 if same_again else len(page.rows)
            if received < page.total and (same_again or not page.rows):
                raise AnswerError(
                    f"the list says {page.total} rows and gives {received}",
                    f"목록이 {page.total}건이라면서 {received}건만 줍니다",
                )
            yield from page.rows
            if received >= page.total:
                return
            before = page

    def _ask(self, page: str, asked: Mapping[str, str], read: Callable[[bytes, int], _T]) -> _T:
        """One answer, read. What fails is asked for again as long as that may help."""

        def once() -> _T:
            self._pace.keep()
            return read(*self.key.removed_from_bytes(self._wire.get(page, asked)))

        patience = Retrying(
            retry=retry_if_exception(_may_pass),
            stop=stop_after_attempt(self._tries),
            wait=self._wait,
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return patience(once)
        except KeyRefusedAnswerError as refusal:
            raise self._key_refused(str(refusal)) from None
        except FailedAnswerError as failure:
            raise self._given_up(failure, page, asked) from None

    def _wait(self, state: RetryCallState) -> float:
        asked_for = _failure(state).wait
        if asked_for is not None:
            return max(asked_for, self._pause)
        back_off: float = wait_exponential(multiplier=2 * self._pause, max=LONGEST_WAIT)(state)
        jitter: float = wait_random(0, self._pause)(state)
        return back_off + jitter

    def _tell(self, state: RetryCallState) -> None:
        failure = _failure(state)
        seconds = state.upcoming_sleep
        tried = f"{state.attempt_number}/{self._tries}"
        self._told(
            self._clean(f"{failure.ko}: {seconds:.1f}초 뒤 다시 청합니다 ({tried})"),
            self._clean(f"{failure.en}: asking again in {seconds:.1f} s ({tried})"),
        )

    def _clean(self, text: str) -> str:
        return self.key.removed_from(text)[0]

    def _key_refused(self, said: str) -> KgError:
        said = self._clean(said)
        return KeyRefusedError(f"the service says: {said}", f"서비스의 답: {said}")

    def _given_up(self, failure: FailedAnswerError, page: str, asked: Mapping[str, str]) -> KgError:
        if failure.status in {401, 403}:
            return self._key_refused(f"HTTP {failure.status}")
        where = self._wire.address(page, asked)
        en, ko = f"{where}: {failure.en}", f"{where}: {failure.ko}"
        if failure.wait is not None and failure.wait > LONGEST_WAIT:
            en, ko = (
                f"{en}; it asks to wait {failure.wait:.0f} s",
                f"{ko}. {failure.wait:.0f}초를 기다리라고 합니다",
            )
        error = AnswerError if failure.reached else NetworkError
        return error(self._clean(en), self._clean(ko))


def _failure(state: RetryCallState) -> FailedAnswerError:
    problem = state.outcome.exception() if state.outcome else None
    if not isinstance(problem, FailedAnswerError):
        raise AssertionError("only failed answers are asked for again")
    return problem


def _may_pass(problem: BaseException) -> bool:
    """Whether another try may help. A service that asks for a longer wait than ours is left alone.

    >>> _may_pass(FailedAnswerError("", "", again=True, wait=3600))
    False
    """
    return isinstance(problem, FailedAnswerError) and problem.again and (problem.wait or 0) <= LONGEST_WAIT
