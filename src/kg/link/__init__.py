"""Which records of many papers speak of the same council, bill, facility, affair, body or provision."""

from kg.link.links import BillKey, Cited, Links, RoundKey, nearest
from kg.link.names import council_term, fold_affair, fold_name, fold_organisation, hash_key, without_place
from kg.link.paper import link
from kg.link.registry import Entry, Identity, Jurisdiction, Registries, default_registries

__all__ = [
    "BillKey",
    "Cited",
    "Entry",
    "Identity",
    "Jurisdiction",
    "Links",
    "Registries",
    "RoundKey",
    "council_term",
    "default_registries",
    "fold_affair",
    "fold_name",
    "fold_organisation",
    "hash_key",
    "link",
    "nearest",
    "without_place",
]
