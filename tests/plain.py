"""Dataclasses as plain JSON, for the files of the cases: stable order, defaults left out."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kg.model.blocks import Span
from kg.model.statute import ProvisionPath


def to_plain(value: object) -> Any:
    """A value as JSON can hold it: a dataclass as an object that names its type first."""
    if value is None or isinstance(value, bool | str | int):
        return value.name if isinstance(value, Enum) else value
    if isinstance(value, Decimal | date | ProvisionPath):
        return str(value)
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Span):
        return list(value)
    if is_dataclass(value):
        return {"": type(value).__name__} | _fields(value)
    if isinstance(value, dict):
        return {str(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def _fields(value: Any) -> dict[str, Any]:
    told = [field for field in fields(value) if not field.name.startswith("_")]
    return {f.name: to_plain(getattr(value, f.name)) for f in told if getattr(value, f.name) != _default(f)}


def _default(field: Field[Any]) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def to_json(value: object) -> str:
    """A plain value as JSON: a line per short item or object, so that differences can be read."""
    return _written(to_plain(value), "") + "\n"


def _written(plain: Any, indent: str) -> str:
    flat = json.dumps(plain, ensure_ascii=False)
    if not isinstance(plain, dict | list) or len(indent) + len(flat) <= 110:
        return flat
    deeper = indent + " "
    if isinstance(plain, list):
        return "[\n" + ",\n".join(deeper + _written(one, deeper) for one in plain) + "\n" + indent + "]"
    items = (f"{deeper}{json.dumps(k, ensure_ascii=False)}: {_written(v, deeper)}" for k, v in plain.items())
    return "{\n" + ",\n".join(items) + "\n" + indent + "}"
