"""Provisions of one edition, minted many at a time: each component is checked once, each path made once.

What :meth:`Ids.provision` gives for one path, at the speed a whole body of law needs (a million paths).
"""

from __future__ import annotations

from typing import Final

from kg.errors import IdentifierError
from kg.ids.provisions import segment
from kg.model.statute import Component, Level

_QUALIFIER: Final = Level.QUALIFIER


class Slots:
    """The IRIs below an edition's IRI.

    >>> from kg.model.statute import ProvisionPath
    >>> slots = Slots("https://data.example/eli/kr/act/001656/ed_17893")
    >>> slots.provision(ProvisionPath.parse("제117조제3항 단서").components)
    'https://data.example/eli/kr/act/001656/ed_17893/art_117/para_3'
    """

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self._known: dict[tuple[Component, ...], str] = {(): edition}

    def provision(self, components: tuple[Component, ...]) -> str:
        """The provision of a path, qualifiers left out; the edition for a path without any other component.

        Raises:
            IdentifierError: the levels are not in order, or a component has no identifier.
        """
        found = self._known.get(components)
        if found is None:
            found = self._known[components] = self._made(components)
        return found

    def _made(self, components: tuple[Component, ...]) -> str:
        *upper, last = components
        above = self.provision(tuple(upper))
        if last.level is _QUALIFIER:
            return above
        if any(last.level <= component.level for component in upper if component.level is not _QUALIFIER):
            printed = " ".join(component.printed for component in components)
            raise IdentifierError(f"{printed!r} is not one provision", f"{printed!r}: 조문 하나가 아닙니다")
        return f"{above}/{segment(last)}"

    @staticmethod
    def above(provision: str) -> str:
        """What a provision of this edition lies under, by its IRI: a provision or the edition.

        >>> Slots.above("https://data.example/eli/kr/act/001656/ed_17893/art_117/para_3")
        'https://data.example/eli/kr/act/001656/ed_17893/art_117'
        """
        return provision.rpartition("/")[0]

    @staticmethod
    def citation(citing: str, ordinal: int) -> str:
        """The *ordinal*-th citation in the own words of a provision, or of the edition itself, by its IRI.

        >>> Slots("https://data.example/eli/kr/act/001656/ed_0").citation("https://data.example/x/art_1", 2)
        'https://data.example/x/art_1/citation_2'
        """
        return f"{citing}/citation_{ordinal}"
