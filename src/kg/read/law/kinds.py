"""Kinds of instruments (법령구분) and the types of their identifiers."""

from __future__ import annotations

from typing import Final

_TYPES: Final = {
    "법률": "act",
    "군정법률": "act",
    "조선총독부법률": "act",
    "대통령령": "decree",
    "각령": "decree",
}


def instrument_type(kind: str) -> str:
    """The type in identifiers for a kind as the statute service prints it.

    >>> [instrument_type(kind) for kind in ("법률", "대통령령", "보건복지부령", "대법원규칙", "헌법")]
    ['act', 'decree', 'rule', 'rule', 'other']
    """
    return _TYPES.get(kind) or ("rule" if kind.endswith(("령", "규칙")) else "other")
