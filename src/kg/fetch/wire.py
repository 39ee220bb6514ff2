"""One request and its answer: HTTPS, bounded in time and size, the key added on the wire only.

urllib3 is given addresses without the key; the connection adds it when the request line is written.  So
whatever urllib3 logs, raises or remembers cannot hold it.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar, Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from kg.errors import SettingError
from kg.fetch.key import PARAMETER, Key

CONNECT_SECONDS: Final = 15.0
MOST_REDIRECTS: Final = 3
_CHUNK: Final = 1 << 16
_WORTH_ANOTHER_TRY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class FailedAnswerError(Exception):
    """An answer that cannot be used. `again`: another try may help, after `wait` seconds if it is known.

    `reached` tells an answer that came and is wrong from a service that does not answer.
    """

    def __init__(
        self,
        ko: str,
        en: str,
        *,
        again: bool,
        wait: float | None = None,
        reached: bool = True,
        status: int = 0,
    ) -> None:
        super().__init__(en)
        self.ko, self.en, self.again, self.wait = ko, en, again, wait
        self.reached, self.status = reached, status


class _Signing:
    """What both kinds of connection share; the pool passes `key` and `seconds` when it makes one."""

    debuglevel: ClassVar[int] = 0  # http.client's own debugging would print the request line
    sock: Any

    def __init__(self, *args: Any, key: Key, seconds: float, **options: Any) -> None:
        super().__init__(*args, **options)
        self._key = key
        self._seconds = seconds

    def putrequest(self, method: str, url: str, *args: Any, **options: Any) -> None:
        super().putrequest(method, self._key.signed(url), *args, **options)  # type: ignore[misc]

    def getresponse(self) -> Any:
        with _cut_after(self._seconds, self.sock):
            return super().getresponse()  # type: ignore[misc]


class _PlainConnection(_Signing, HTTPConnection):
    """HTTP, for a server on this machine."""


class _SecureConnection(_Signing, HTTPSConnection):
    """HTTPS."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


@contextmanager
def _cut_after(seconds: float, wire: socket.socket) -> Iterator[None]:
    """Ends a connection whose header never ends: a socket's own timeout starts anew with every byte."""

    def cut() -> None:
        with suppress(OSError):
            socket.socket.shutdown(wire, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def checked_base(base: str) -> SplitResult:
    """The parts of the service's address.

    HTTPS, or HTTP to this machine; no user, query or fragment in it.

    :raises SettingError: for anything else.

    >>> checked_base("https://www.law.go.kr/DRF/").path
    '/DRF'
    >>> checked_base("http://127.0.0.1:8000/DRF").port
    8000
    """
    try:
        parts = urlsplit(base)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if "@" in parts.netloc or parts.query or parts.fragment or port == 0:
        raise SettingError(
            "KG_LAW_API_URL: an address without user, query and fragment is needed",
            "KG_LAW_API_URL: 사용자, 질의, 조각이 없는 주소여야 합니다",
        )
    if not parts.hostname or parts.scheme not in {"https", "http"} or not _may_speak(parts):
        raise SettingError(
            "KG_LAW_API_URL: https is needed (http only to this machine)",
            "KG_LAW_API_URL: https 주소여야 합니다 (http는 이 컴퓨터만)",
        )
    return parts._replace(path=parts.path.rstrip("/"))


def _may_speak(parts: SplitResult) -> bool:
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take and how large it may be."""

    seconds: float
    size: int


class Wire:
    """The way to one host.

    :param base: the service's address, without a key.
    :raises SettingError: when the address is not allowed.
    """

    def __init__(self, base: str, key: Key, limits: Limits, agent: str) -> None:
        self.base = checked_base(base)
        self.limits = limits
        self.requests = 0
        self._headers = {"User-Agent": agent, "Accept": "application/xml", "Accept-Encoding": "identity"}
        pool = _SecurePool if self.base.scheme == "https" else _PlainPool
        self._pool = pool(
            self.base.hostname or "",
            self.base.port,
            maxsize=1,
            timeout=Timeout(connect=min(CONNECT_SECONDS, limits.seconds), read=limits.seconds),
            key=key,
            seconds=limits.seconds,
        )

    def close(self) -> None:
        """Closes the connections."""
        self._pool.close()

    def address(self, page: str, asked: Mapping[str, str]) -> str:
        """The whole address of a request as it may be shown: without the key."""
        return f"{self.base.scheme}://{self.base.netloc}{self._target(page, asked)}"

    def _target(self, page: str, asked: Mapping[str, str]) -> str:
        return f"{self.base.path}/{page}?{urlencode(asked)}"

    def get(self, page: str, asked: Mapping[str, str]) -> bytes:
        """The body of the answer to a request.

        :raises FailedAnswerError: when there is none, or none that may be used.
        """
        target = self._target(page, asked)
        deadline = time.monotonic() + self.limits.seconds
        try:
            for _ in range(MOST_REDIRECTS + 1):
                found = self._once(target, deadline)
                if isinstance(found, bytes):
                    return found
                target = found
        except (HTTPError, OSError) as problem:
            raise self._broken(problem, deadline) from None
        raise FailedAnswerError("넘겨주기가 끝나지 않습니다", "too many redirects", again=False)

    def _once(self, target: str, deadline: float) -> bytes | str:
        self.requests += 1
        answer = self._pool.urlopen(
            "GET", target, headers=self._headers, retries=False, redirect=False, preload_content=False
        )
        try:
            if 300 <= answer.status < 400:
                return self._redirected(target, answer.headers.get("Location", ""))
            if answer.status != 200:
                raise _status(answer)
            return self._body(answer, deadline)
        finally:
            # An answer that was not read to its end must not stand in front of the next one.
            answer.close()

    def _redirected(self, target: str, location: str) -> str:
        here = f"{self.base.scheme}://{self.base.netloc}{target}"
        try:
            to = urlsplit(urljoin(here, location))
        except ValueError:
            to = urlsplit("")
        if not location or (to.scheme, to.netloc) != (self.base.scheme, self.base.netloc):
            host = to.hostname or "?"
            raise FailedAnswerError(
                f"다른 서버({host})로 넘기려 하여 따르지 않았습니다",
                f"it redirects to another server ({host}), which is not followed",
                again=False,
            )
        kept = [(name, value) for name, value in parse_qsl(to.query) if name.upper() != PARAMETER]
        return f"{to.path}?{urlencode(kept)}"

    def _body(self, answer: BaseHTTPResponse, deadline: float) -> bytes:
        declared = answer.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > self.limits.size:
            raise self._oversize()
        parts: list[bytes] = []
        size = 0
        while True:
            if time.monotonic() > deadline:
                raise self._slow()
            piece = answer.read1(_CHUNK)
            if not piece:
                return b"".join(parts)
            size += len(piece)
            if size > self.limits.size:
                raise self._oversize()
            parts.append(piece)

    def _oversize(self) -> FailedAnswerError:
        return FailedAnswerError(
            f"답이 한도 {self.limits.size}바이트보다 큽니다 (KG_MAX_FILE_BYTES)",
            f"the answer is larger than the limit of {self.limits.size} bytes (KG_MAX_FILE_BYTES)",
            again=False,
        )

    def _slow(self) -> FailedAnswerError:
        return FailedAnswerError(
            f"답이 {self.limits.seconds:g}초 안에 끝나지 않았습니다 (KG_LAW_API_SECONDS)",
            f"the answer did not end within {self.limits.seconds:g} seconds (KG_LAW_API_SECONDS)",
            again=True,
            reached=False,
        )

    def _broken(self, problem: Exception, deadline: float) -> FailedAnswerError:
        if time.monotonic() > deadline:
            return self._slow()
        kind = type(problem).__name__
        return FailedAnswerError(
            f"연결이 끊겼습니다 ({kind})", f"the connection failed ({kind})", again=True, reached=False
        )


def _status(answer: BaseHTTPResponse) -> FailedAnswerError:
    status = answer.status
    return FailedAnswerError(
        f"HTTP {status} 답을 받았습니다",
        f"it answered with HTTP {status}",
        again=status in _WORTH_ANOTHER_TRY,
        wait=retry_after(answer.headers.get("Retry-After", "")),
        reached=status not in _WORTH_ANOTHER_TRY,
        status=status,
    )


def retry_after(value: str) -> float | None:
    """The seconds a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), or None.

    >>> retry_after("120"), retry_after("soon"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT")
    (120.0, None, 0.0)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        day = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(UTC)).total_seconds())
