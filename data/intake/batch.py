"""Rows made ready in memory: each with the key that names it, references by key instead of id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias, cast

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from data.schema import Base, Source

Model: TypeAlias = type[Base]
Key: TypeAlias = tuple[Any, ...]
Values: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ref:
    """Names a row of a batch. As a value it stands for that row's id, which nobody knows yet."""

    model: Model
    key: Key


def table_of(model: Model) -> Table:
    """Table of a model, with its real type."""
    return cast("Table", model.__table__)


def key_columns(model: Model) -> tuple[str, ...]:
    """Columns that tell rows apart: those of the first unique constraint, else the primary key."""
    for rule in getattr(model, "__table_args__", ()):
        if isinstance(rule, UniqueConstraint):
            return tuple(column.name for column in rule.columns)
    return tuple(column.name for column in table_of(model).primary_key)


class Batch:
    """Rows by model, in the order in which they were added; each row has every column but `id`."""

    def __init__(self) -> None:
        self._rows: dict[Model, dict[Key, Values]] = {}

    def add(self, model: Model, key: Key, values: Mapping[str, Any]) -> Ref:
        """Add a row, its missing columns at their defaults. KeyError where the key is taken."""
        rows = self._rows.setdefault(model, {})
        if key in rows:
            raise KeyError(key)
        rows[key] = _complete(model, values)
        return Ref(model, key)

    def __contains__(self, ref: Ref) -> bool:
        return ref.key in self._rows.get(ref.model, {})

    def values(self, ref: Ref) -> Values:
        """A row's values, to read and to change."""
        return self._rows[ref.model][ref.key]

    def rows(self, model: Model) -> Mapping[Key, Values]:
        """Rows of a model by key."""
        return self._rows.get(model, {})

    def digest(self, models: Iterable[Model]) -> str:
        """SHA-256 of what the rows of some models say, the places that they were read from included."""
        digest = hashlib.sha256()
        for model in models:
            for key, values in self.rows(model).items():
                told = {column: self._told(value) for column, value in values.items()}
                digest.update(f"{model.__name__} {key!r} {told!r}\n".encode())
        return digest.hexdigest()

    def _told(self, value: Any) -> Any:
        if not isinstance(value, Ref):
            return value
        if value.model is Source:
            place = self.values(value)
            return [field for field in place.values() if not isinstance(field, Ref)]
        return (value.model.__name__, value.key)


def _complete(model: Model, values: Mapping[str, Any]) -> Values:
    defaults = _defaults(model)
    unknown = values.keys() - defaults.keys()
    if unknown:
        raise TypeError(f"{model.__tablename__} has no columns {sorted(unknown)}")
    return {**defaults, **values}


@cache
def _defaults(model: Model) -> Mapping[str, Any]:
    """Every column but `id`, with the value that a row without it gets."""
    columns = [column for column in table_of(model).columns if column.name != "id"]
    return {
        column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        for column in columns
    }
