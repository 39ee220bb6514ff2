"""What is wanted: errands, and the order that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.errors import UsageError
from kg.fetch.answers import Kind


class By(StrEnum):
    """How an errand names what it wants."""

    TITLE = "title"  # the whole title, or the official short title
    WORDS = "words"  # everything whose title holds them
    ID = "id"  # 법령ID, 자치법규ID
    SERIAL = "mst"  # 법령일련번호 (MST), 자치법규일련번호


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing wanted.

    >>> str(Errand(By.ID, "001656"))
    'id:001656'
    """

    by: By
    value: str

    def __str__(self) -> str:
        return self.value if self.by is By.TITLE else f"{self.by}:{self.value}"


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to fetch. ``history``: every promulgated text of a statute, not only the current one.

    ``jurisdiction`` narrows ordinances; ``refresh`` fetches what is there already too.
    """

    kind: Kind
    errands: tuple[Errand, ...]
    history: bool = False
    jurisdiction: str = ""
    refresh: bool = False

    def check(self) -> None:
        """:raises UsageError: for an order that makes no sense."""
        if self.kind is Kind.LAW and self.jurisdiction:
            raise UsageError("--jurisdiction is for ordinances", "--jurisdiction은 자치법규에만 씁니다")
        if self.kind is Kind.ORDINANCE and self.history:
            raise UsageError(
                "the service lists no history of ordinances", "서비스에 자치법규의 연혁 목록이 없습니다"
            )
        if self.history and any(errand.by is By.SERIAL for errand in self.errands):
            raise UsageError(
                "--history goes by title or --id, not by --mst", "--history는 제명이나 --id와 함께 씁니다"
            )
        if not self.errands:
            raise UsageError("give a TITLE, --id, --mst or --from", "제명이나 --id, --mst, --from을 주십시오")

    def as_json(self) -> dict[str, Any]:
        """The order as plain values."""
        errands = [str(errand) for errand in self.errands]
        return {
            "kind": self.kind.value,
            "errands": errands,
            "history": self.history,
            "jurisdiction": self.jurisdiction,
            "refresh": self.refresh,
        }
