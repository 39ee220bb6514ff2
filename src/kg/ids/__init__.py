"""Our identifiers: the only part that mints or reads them."""

from kg.ids.alias import ALIAS_KINDS, Alias, alias_path, parse_alias
from kg.ids.iris import FIELDS, TEMPLATES, Ids, Parsed, base_of, fields_of
from kg.ids.provisions import parse_provision_path, provision_path
from kg.ids.slots import Slots

__all__ = [
    "ALIAS_KINDS",
    "FIELDS",
    "TEMPLATES",
    "Alias",
    "Ids",
    "Parsed",
    "Slots",
    "alias_path",
    "base_of",
    "fields_of",
    "parse_alias",
    "parse_provision_path",
    "provision_path",
]
