"""Korean alias paths: what people type, redirected to the identifier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from kg.errors import IdentifierError
from kg.model.statute import ProvisionPath

ALIAS_KINDS: Final = ("법령", "의안")


@dataclass(frozen=True, slots=True)
class Alias:
    """What a Korean path names: the kind (``법령``, ``의안``), the name, the provision if one is given."""

    kind: str
    name: str
    provision: ProvisionPath = field(default_factory=ProvisionPath)


def alias_path(alias: Alias) -> str:
    """The path of a Korean alias, percent-encoded.

    >>> from urllib.parse import unquote
    >>> unquote(alias_path(Alias("법령", "지방자치법", ProvisionPath.parse("제117조제3항"))))
    '/법령/지방자치법/제117조제3항'

    Raises:
        IdentifierError: the kind is not one of ``ALIAS_KINDS``, or the name is empty or has a slash.
    """
    path = "".join(
        f"/{name}" for name in (alias.kind, alias.name, *([str(alias.provision)] * bool(alias.provision)))
    )
    if parse_alias(path) != alias:
        raise IdentifierError(f"{path!r} is not an alias path", f"{path!r}: 한글 주소가 아닙니다")
    return quote(path)


def parse_alias(path: str) -> Alias:
    """What a Korean alias path, already percent-decoded, names. Names are resolved elsewhere.

    >>> str(parse_alias("/법령/지방자치법/제117조제3항").provision)
    '제117조제3항'
    >>> parse_alias("/의안/1426").name
    '1426'

    Raises:
        IdentifierError: not an alias path.
    """
    root, *names = path.split("/")
    is_alias = not root and len(names) in (2, 3) and names[0] in ALIAS_KINDS and bool(names[1])
    if not is_alias or (len(names) == 3 and names[0] != "법령"):
        raise IdentifierError(f"{path!r} is not an alias path", f"{path!r}: 한글 주소가 아닙니다")
    try:
        provision = ProvisionPath.parse(names[2]) if len(names) == 3 else ProvisionPath()
    except ValueError as error:
        raise IdentifierError(f"{path!r}: {error}", f"{path!r}: 조문의 이름이 아닙니다") from error
    return Alias(names[0], names[1], provision)
