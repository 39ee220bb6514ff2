"""The key of the Open API: read from the environment, put on the wire, shown nowhere."""

from __future__ import annotations

import html
import re
from typing import Final, NoReturn
from urllib.parse import quote, quote_plus, unquote_plus

PARAMETER: Final = "OC"
REMOVED: Final = "***"


class Key:
    """A key that no log, message or file may hold; `repr` and `str` do not show it.

    >>> key = Key("secret+9")
    >>> key
    Key(***)
    >>> key.signed("/DRF/lawSearch.do?target=law")
    '/DRF/lawSearch.do?target=law&OC=secret%2B9'
    """

    __slots__ = ("_known", "_value")

    def __init__(self, value: str) -> None:
        self._value = value
        forms = {value, quote(value, safe=""), quote_plus(value), html.escape(value), unquote_plus(value)}
        longest_first = sorted(filter(None, forms), key=len, reverse=True)
        either = "|".join(map(re.escape, longest_first)) or r"(?!)"
        # A whole word, and no element name: a short key must not tear pieces out of other words.
        self._known = re.compile(rf"(?<![0-9A-Za-z<])(?<!</)(?:{either})(?![0-9A-Za-z])", re.IGNORECASE)

    def __repr__(self) -> str:
        return f"Key({REMOVED})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not written anywhere")

    def __bool__(self) -> bool:
        return bool(self._value)

    def signed(self, target: str) -> str:
        """The request target with the key as its last parameter."""
        return f"{target}{'&' if '?' in target else '?'}{PARAMETER}={quote(self._value, safe='')}"

    def removed_from(self, text: str) -> tuple[str, int]:
        """The text without the key, and how often it stood there: the service repeats it in its links.

        >>> Key("ab12").removed_from("lawService.do?OC=ab12&MST=1, ab123")
        ('lawService.do?OC=***&MST=1, ab123', 1)
        """
        return self._known.subn(REMOVED, text)

    def removed_from_bytes(self, body: bytes) -> tuple[bytes, int]:
        """The same for bytes of any encoding that holds ASCII: nothing but the key is touched."""
        text, count = self.removed_from(body.decode("latin-1"))
        return (text.encode("latin-1"), count) if count else (body, 0)
