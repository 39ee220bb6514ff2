"""From a title, words or an id to rows of the service's lists; nothing is guessed.

A title is taken when exactly one instrument has it, as its name or as its official short name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.errors import AnswerError, KgError, TitleAmbiguousError, TitleUnknownError
from kg.fetch.answers import Entry, Kind
from kg.fetch.openapi import OpenApi
from kg.fetch.order import By, Errand, Order
from kg.legislation import fold_title

_SHOWN: Final = 5
_PAST: Final = "연혁"
_ALL_EDITIONS: Final = "1,2,3"
_IN_FORCE: Final = "3"


class Catalogue:
    """The service's lists, read for one order."""

    def __init__(self, api: OpenApi, order: Order) -> None:
        self.api, self.order = api, order

    def entries(self, errand: Errand) -> Sequence[Entry] | None:
        """The rows an errand comes to; None where its text is asked for as it is."""
        if errand.by is By.SERIAL:
            return None
        if errand.by is By.ID:
            return self._by_id(errand)
        if errand.by is By.WORDS:
            return self._histories(self._by_words(errand))
        entry = self._by_title(errand)
        return self._histories([entry])

    def _by_id(self, errand: Errand) -> Sequence[Entry] | None:
        if self.order.kind is Kind.ORDINANCE:
            return None
        if self.order.history:
            return self._history(errand.value)
        # A repealed statute has no current row; its text is still served by its id.
        return self._editions_of(errand.value, _IN_FORCE) or None

    def _histories(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        if not self.order.history:
            return entries
        ids = dict.fromkeys(entry.law_id for entry in entries)
        return [edition for law_id in ids for edition in self._history(law_id)]

    def _history(self, law_id: str) -> Sequence[Entry]:
        rows = self._editions_of(law_id, _ALL_EDITIONS)
        if not rows:
            raise TitleUnknownError(f"id:{law_id}: no edition is listed", f"id:{law_id}: 연혁이 없습니다")
        return rows

    def _editions_of(self, law_id: str, which: str) -> Sequence[Entry]:
        rows: dict[str, Entry] = {}
        for row in self.api.editions(LID=law_id, nw=which):
            if not same_id(row.law_id, law_id):
                raise AnswerError(
                    f"asked for the editions of {law_id}, the service lists {row.law_id} {row.title}",
                    f"{law_id}의 연혁을 청했는데 {row.law_id} {row.title}이 왔습니다",
                )
            rows.setdefault(row.serial, row)
        return sorted(rows.values(), key=lambda row: (row.promulgated, row.serial))

    def _by_words(self, errand: Errand) -> Sequence[Entry]:
        folded = fold_title(errand.value)
        rows = self._narrowed(r for r in self.api.titled(self.order.kind, errand.value))
        found = {row.serial: row for row in rows if folded in fold_title(row.title)}
        if not found:
            raise _unknown(errand, ())
        return list(found.values())

    def _by_title(self, errand: Errand) -> Entry:
        seen: dict[str, Entry] = {}
        for query in _spellings(errand.value):
            seen |= {row.serial: row for row in self._title_rows(query)}
            found = _titled(errand.value, list(seen.values()))
            if self.order.history:
                found = list({row.law_id: row for row in found}.values())
            if len(found) == 1:
                return found[0]
            if found:
                raise _ambiguous(errand, found)
        raise _unknown(errand, tuple(seen.values()))

    def _title_rows(self, query: str) -> Iterable[Entry]:
        if self.order.history:
            return self.api.editions(query=query, nw=_ALL_EDITIONS)
        return self._narrowed(self.api.titled(self.order.kind, query))

    def _narrowed(self, rows: Iterable[Entry]) -> Sequence[Entry]:
        """Current rows, of the jurisdiction ordered: its name, or the last word of one name only."""
        rows = [row for row in rows if row.status != _PAST]
        wanted = self.order.jurisdiction.strip()
        if not wanted:
            return rows
        names = sorted({row.jurisdiction for row in rows})
        whole = [name for name in names if fold_title(name) == fold_title(wanted)]
        matches = whole or [name for name in names if name.split()[-1:] == [wanted]]
        if len(matches) > 1:
            raise TitleAmbiguousError(
                f"{wanted} may be {', '.join(matches)}",
                f"{wanted}: {', '.join(matches)} 가운데 어느 곳입니까",
            )
        if names and not matches:
            near = ", ".join(names[:_SHOWN])
            raise TitleUnknownError(
                f"no ordinance of {wanted}; there are some of {near}",
                f"{wanted}의 자치법규가 없습니다. 있는 곳: {near}",
            )
        return [row for row in rows if row.jurisdiction in matches]


def same_id(one: str, other: str) -> bool:
    """Whether two ids are one: the service pads some with zeros and some not.

    >>> same_id("001656", "1656")
    True
    """
    return one.lstrip("0") == other.lstrip("0")


def _spellings(title: str) -> Iterator[str]:
    """The title, then with the dot the service writes, then without spaces: its search takes them literally.

    >>> list(_spellings("장애인·노인 법"))
    ['장애인·노인 법', '장애인ㆍ노인 법', '장애인ㆍ노인법']
    """
    title = title.strip("「」『』\"' ")
    dotted = title.translate(dict.fromkeys(map(ord, "·․᛫・･"), "ㆍ"))
    yield from dict.fromkeys([title, dotted, "".join(dotted.split())])


def _titled(title: str, rows: Sequence[Entry]) -> list[Entry]:
    folded = fold_title(title)
    named = [row for row in rows if fold_title(row.title) == folded]
    return named or [row for row in rows if row.short_title and fold_title(row.short_title) == folded]


def _shown(rows: Sequence[Entry]) -> str:
    names = [
        " ".join(filter(None, (row.jurisdiction, row.title, f"({row.law_id})"))) for row in rows[:_SHOWN]
    ]
    return ", ".join(names) + (f" … {len(rows)}" if len(rows) > _SHOWN else "")


def _unknown(errand: Errand, near: Sequence[Entry]) -> KgError:
    if not near:
        return TitleUnknownError(str(errand))
    return TitleUnknownError(
        f"{errand}; near it: {_shown(near)}",
        f"{errand}. 비슷한 것: {_shown(near)}",
    )


def _ambiguous(errand: Errand, found: Sequence[Entry]) -> KgError:
    return TitleAmbiguousError(f"{errand}: {_shown(found)}")
