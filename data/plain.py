"""Values of answers as plain Python's, one type a column, whatever the database gave for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias

Dtype: TypeAlias = Literal["text", "int", "number", "date", "flag"]


def plain(values: Sequence[Any], dtype: Dtype) -> list[Any]:
    """Give a column's values: None for an unknown one, a date as its midnight.

    Raises TypeError or ValueError for a value that the type does not stand for.
    """
    kind, convert = _KINDS[dtype]
    return [value if value is None or type(value) is kind else convert(value) for value in values]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(type(value))


def _whole(value: Any) -> int:
    """Take a whole number of another type: PostgreSQL adds them up to decimals."""
    whole = int(value)
    if whole != value:
        raise ValueError(value)
    return whole


def _number(value: Any) -> float:
    if isinstance(value, int | float | Decimal):
        return float(value)
    raise TypeError(type(value))


def _midnight(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time.min)


def _flag(value: Any) -> bool:
    """Take a truth value: SQLite has 0 and 1 for it."""
    if value in {0, 1}:
        return bool(value)
    raise ValueError(value)


_KINDS: Mapping[Dtype, tuple[type, Callable[[Any], Any]]] = {
    "text": (str, _text),
    "int": (int, _whole),
    "number": (float, _number),
    "date": (dt.datetime, _midnight),
    "flag": (bool, _flag),
}
"""The type of a column's values, and what makes it of another that stands for the same."""
