"""Which provision is meant: by its IRI, its path, its Korean alias path, or in Korean as people write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from kg.errors import IdentifierError, NotFoundError
from kg.ids import Alias, Ids, base_of, parse_alias, provision_path
from kg.impact.ask import rows, value
from kg.impact.model import Meant, Number
from kg.impact.slots import Tree, renumbered
from kg.legislation import fold_title
from kg.model.statute import ProvisionPath
from kg.store import NamedNode, Store

_TITLES: Final = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX kc: <https://w3id.org/consignment-kg/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?s ?name WHERE { ?s a kc:Instrument . { ?s rdfs:label ?name } UNION { ?s eli:title ?name }
  UNION { ?s eli:title_short ?name } UNION { ?s skos:altLabel ?name } }
"""
_EDITIONS: Final = """
SELECT ?edition ?force ?date ?number WHERE {
  VALUES ?instrument { %s }
  ?edition eli:is_member_of ?instrument .
  OPTIONAL { ?edition eli:first_date_entry_in_force ?force }
  OPTIONAL { ?edition eli:date_document ?date }
  OPTIONAL { ?edition kc:promulgationNumber ?number }
}
"""
_EXIST: Final = "SELECT DISTINCT ?s WHERE { VALUES ?s { %s } ?s ?p ?o }"
_MAY_BEGIN: Final = re.compile(r"(?:제\s*\d|별표|별지|부칙)")

LONGEST: Final = 300
"""How many characters the name of a provision may have; no title and path of the corpus come near."""
# A path alone is shorter still: from further left on, it is the title that is being cut.
_LONGEST_PATH: Final = 100


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of an instrument, with the day it came into force (empty: not known) and its number."""

    iri: str
    in_force_from: str = ""
    promulgated: str = ""
    number: int = 0

    @property
    def age(self) -> tuple[str, str, int]:
        """Sorts editions, the oldest first; one without any date comes first of all."""
        return self.in_force_from, self.promulgated, self.number


class Names:
    """The titles of a store's instruments, folded; read once.

    >>> from kg.store import in_memory
    >>> Names(in_memory()).instruments("지방자치법")
    ()
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _titles(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        folded: dict[str, str] = {}
        for row in self._store.select(_TITLES):
            name = row["name"].value
            key = folded.get(name) or folded.setdefault(name, fold_title(name))
            found.setdefault(key, set()).add(row["s"].value)
        return found

    @property
    def base(self) -> str:
        """The base of the instruments' identifiers; empty where there is no instrument."""
        return next((base for found in self._titles.values() for iri in found if (base := base_of(iri))), "")

    def instruments(self, title: str) -> tuple[str, ...]:
        """The instruments called so, whatever the spaces, dots and quotation marks."""
        return tuple(sorted(self._titles.get(fold_title(title), ())))


def editions(store: Store, instrument: str) -> list[Edition]:
    """The editions of an instrument, the oldest first."""
    found: dict[str, Edition] = {}
    for row in rows(store, _EDITIONS, [instrument]):
        number = value(row, "number")
        one = Edition(
            value(row, "edition"),
            value(row, "force"),
            value(row, "date"),
            int(number) if number.isdigit() else 0,
        )
        found[one.iri] = max(found.get(one.iri, one), one, key=lambda edition: edition.age)
    return sorted(found.values(), key=lambda edition: edition.age)


def editions_on(every: Iterable[Edition], day: date) -> list[Edition]:
    """The edition in force on a day; several where a day of force is unknown, so that it may be another.

    An edition without any date (``ed_0``) is meant only where no other can be. Today's is never taken for a
    day before it came into force.

    >>> old, new = Edition("a", "2007-05-11"), Edition("b", "2022-01-13")
    >>> [one.iri for one in editions_on([old, new], date(2019, 6, 1))], editions_on([new], date(2019, 6, 1))
    (['a'], [])
    """
    today = day.isoformat()
    begun = [one for one in every if one.in_force_from and one.in_force_from <= today]
    last = max(begun, key=lambda one: one.age, default=None)
    since = "" if last is None else last.in_force_from
    open_ = [one for one in every if not one.in_force_from and since < one.promulgated <= today]
    found = ([last] if last else []) + open_
    return found or [one for one in every if not (one.in_force_from or one.promulgated)]


def today() -> date:
    """The day it is in Korea."""
    return (datetime.now(UTC) + timedelta(hours=9)).date()


def find_provision(store: Store, names: Names, asked: str, day: date) -> tuple[Meant, ...]:
    """The provisions meant by an IRI, a path or a text; several where it may mean several.

    A name without an edition means the slot of the edition in force on `day`; where no edition is known to
    have been in force, the slots of the editions whose time is not known. A number that this edition does
    not have is followed from another edition's slot by the successions the data states.

    Raises:
        NotFoundError: no provision of the data is meant.
        IdentifierError: the text names no provision.
    """
    text = unicodedata.normalize("NFC", asked.strip())
    if len(text) > LONGEST:
        raise IdentifierError(
            f"no provision has a name of more than {LONGEST} characters",
            f"{LONGEST}자가 넘는 조문 이름은 없습니다",
        )
    if base_of(text) is not None:
        return _existing(store, [_iri(text)], asked)
    if text.startswith(("/eli/", "/id/")):
        return _existing(store, [_iri(f"{names.base}{text}")], asked)
    places = [alias] if (alias := _alias(text)) else list(_splits(text))
    for place in places:
        if found := names.instruments(place.name):
            return _slots(store, found, place, day)
    if places:
        name = places[-1].name
        raise NotFoundError(f"no instrument is called {name!r}", f"{name!r}: 그런 법령이 없습니다")
    raise IdentifierError(
        f"{asked!r} names no provision; write 지방자치법 제117조제3항, its path or its IRI",
        f"{asked!r}: 조문의 이름이 아닙니다. 지방자치법 제117조제3항처럼 적거나 주소를 주십시오",
    )


def _iri(text: str) -> str:
    try:
        return NamedNode(text).value
    except ValueError as error:
        raise IdentifierError(f"{text!r} is not an IRI", f"{text!r}: IRI가 아닙니다") from error


def _alias(text: str) -> Alias | None:
    if not text.startswith("/"):
        return None
    try:
        alias = parse_alias(unicodedata.normalize("NFC", unquote(text)))
    except IdentifierError:
        return None
    return alias if alias.kind == "법령" and alias.provision else None


def _splits(text: str) -> Iterator[Alias]:
    """The ways a text falls into a title and a provision, the longest title first."""
    for match in reversed(list(_MAY_BEGIN.finditer(text))):
        title, rest = text[: match.start()].strip(), text[match.start() :]
        if len(rest) > _LONGEST_PATH:
            return
        try:
            path = ProvisionPath.parse(rest).provision
        except ValueError:
            continue
        if title and path:
            yield Alias("법령", title, path)


def _slots(store: Store, instruments: tuple[str, ...], place: Alias, day: date) -> tuple[Meant, ...]:
    path = provision_path(place.provision)
    every = [edition for instrument in instruments for edition in editions(store, instrument)]
    in_force = [one.iri for i in instruments for one in editions_on(editions(store, i), day)]
    if held := _existing_of(store, [f"{edition}/{path}" for edition in in_force]):
        return tuple(map(Meant, held))
    others = _existing_of(store, [f"{one.iri}/{path}" for one in every])
    if not others:
        raise NotFoundError(f"{place.name} {place.provision}")
    if meant := _followed(store, others, in_force):
        return meant
    raise _in_other_editions(place, day, others, every)


def _followed(store: Store, others: Iterable[str], in_force: Iterable[str]) -> tuple[Meant, ...]:
    """What took the place of slots of other editions, or had it before them, in the editions in force."""
    found: dict[str, Meant] = {}
    for named in others:
        tree = Tree(store, Ids(base_of(named) or ""))
        for number in (Number.LATER, Number.FORMER):
            for slot, by in renumbered(tree, named, number).items():
                if slot.startswith(tuple(f"{edition}/" for edition in in_force)):
                    found.setdefault(slot, Meant(slot, named, by))
    return tuple(found[slot] for slot in _existing_of(store, list(found)))


def _in_other_editions(
    place: Alias, day: date, others: Iterable[str], every: Iterable[Edition]
) -> NotFoundError:
    """The number is of other editions only: which, in words and with their addresses."""
    numbers = {one.iri: one.number for one in every}
    told: dict[str, str] = {}
    for slot in others:
        number = next((numbers[iri] for iri in numbers if slot.startswith(f"{iri}/")), 0)
        edition = f"(제{number}호)" if number else "(판 미상)"
        told[f"{place.name}{edition} {place.provision}"] = slot
    name = f"{place.name} {place.provision}"
    listed = ", ".join(f"{words} <{slot}>" for words, slot in told.items())
    return NotFoundError(
        f"the edition in force on {day} has no {name}, and nothing says which of its provisions took the"
        f" place; another edition has: {listed}",
        f"{day}에 시행 중인 판에는 {name}이(가) 없고, 이어진 조문도 확인되지 않습니다."
        f" 다른 판에는 있습니다: {listed}",
        cure_en="Give the address above, or another --date (date=) on which that edition was in force.",
        cure_ko="위의 주소를 주거나, 그 판이 시행 중이던 날짜를 --date(date=)로 주십시오.",
    )


def _existing(store: Store, iris: list[str], asked: str) -> tuple[Meant, ...]:
    if held := _existing_of(store, iris):
        return tuple(map(Meant, held))
    raise NotFoundError(asked)


def _existing_of(store: Store, iris: list[str]) -> tuple[str, ...]:
    held = {value(row, "s") for row in rows(store, _EXIST, iris)}
    return tuple(dict.fromkeys(iri for iri in iris if iri in held))
