"""Two kinds of rows in one statement: a panel asks once, whatever it has to weigh against each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, Subquery, cast, literal, null, select, union_all
from sqlalchemy.types import TypeEngine


def stacked(parts: Mapping[str, Select[Any]]) -> Subquery:
    """Put the rows of several statements under each other; the column `part` says whose they are.

    The result has every column of every part. One that a part does not have is NULL in its rows, cast to
    its type: PostgreSQL would take a bare NULL for text.
    """
    types: dict[str, TypeEngine[Any]] = {
        column.name: column.type for part in parts.values() for column in part.subquery().c
    }
    return union_all(*(_padded(name, part, types) for name, part in parts.items())).subquery("stacked")


def _padded(name: str, part: Select[Any], types: Mapping[str, TypeEngine[Any]]) -> Select[Any]:
    rows = part.subquery(name)
    columns = [
        rows.c[column] if column in rows.c else cast(null(), kind).label(column)
        for column, kind in types.items()
    ]
    return select(literal(name).label("part"), *columns)
