"""Addresses of endpoints: what is asked, who asks, and what of it may be shown."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple
from urllib.parse import unquote

HIDDEN = "…"
# An @ before the path, or after a password in which / ? or # were not escaped.
_USER = re.compile(r"\A(?:[^/?#]*@|[^/?#:@]*:(?!\d*(?:[/?#]|$)).*@)", re.DOTALL)


class Address(NamedTuple):
    """An address taken apart: without the user, the user and the password, and as it may be shown."""

    url: str
    user: str
    password: str
    shown: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """The parts that are never shown, the longest first."""
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""
        every = {self.password, login, *(value for _, value in _pairs(self.url))} - {""}
        return tuple(sorted(every, key=len, reverse=True))

    @property
    def base(self) -> str:
        """The address without its query: what relative IRIs of an answer are resolved by."""
        return re.split(r"[?#]", self.url, maxsplit=1)[0]

    def clean(self, message: str) -> str:
        """A message about the address without its secrets."""
        for secret in self.secrets:
            message = message.replace(secret, HIDDEN).replace(unquote(secret), HIDDEN)
        return message


def read_address(url: str) -> Address:
    """Take an address apart.

    >>> read_address("https://me:pass@e.example/sparql").user
    'me'
    """
    scheme, mark, rest = url.partition("://")
    found = _USER.match(rest) if mark else None
    user, _, password = found[0].removesuffix("@").partition(":") if found else ("", "", "")
    plain = f"{scheme}{mark}{rest[found.end() :]}" if found else url
    return Address(plain, unquote(user), unquote(password), shown_address(url))


def shown_address(url: str) -> str:
    """An address without user and password, with the names of its query but not their values.

    >>> shown_address("https://me:pass@e.example:81/sparql?apikey=abc&graph=1")
    'https://e.example:81/sparql?apikey=…&graph=…'
    >>> shown_address("file:out/run")
    'file:out/run'
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    path, asked, _ = _USER.sub("", rest, count=1).partition("?")
    names = "&".join(f"{name}={HIDDEN}" if name else HIDDEN for name, _ in _pairs(url))
    return f"{scheme}{mark}{path.partition('#')[0]}{asked}{names}"


def _pairs(url: str) -> list[tuple[str, str]]:
    """Names and values of a query; a value without a name has the name ''."""
    asked = _USER.sub("", url.partition("://")[2], count=1).partition("?")[2]
    pairs = (piece.partition("=") for piece in asked.split("&") if piece)
    return [(name, value) if equals else ("", name) for name, equals, value in pairs]
