"""Frames in PostgreSQL's binary form of COPY: half of what the database does with the same rows as CSV.

A row is the number of its columns, then each value after its length, all big-endian; NULL has length -1.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Bytes: TypeAlias = npt.NDArray[np.uint8]
Places: TypeAlias = npt.NDArray[np.int64]

HEAD = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
"""What comes before the first row: signature, no flags, no extension."""
TAIL = struct.pack(">h", -1)
"""What comes after the last row."""

_NULL, _COUNT_BYTES, _LENGTH_BYTES = -1, 2, 4
_EPOCH_US = 946_684_800_000_000
"""PostgreSQL counts from 2000-01-01; microseconds between it and 1970-01-01."""
_FIXED: Mapping[type[pl.DataType], str] = {
    pl.Int32: ">i4",
    pl.Boolean: ">u1",
    pl.Datetime: ">i8",
}


class _Values(NamedTuple):
    """A column: lengths of its values in bytes, -1 for NULL, and those that there are one after the other.

    Words stand as bytes; anything else as numbers of one form.
    """

    sizes: npt.NDArray[np.int64]
    payload: npt.NDArray[Any]
    are_words: bool


def rows(frame: pl.DataFrame) -> bytes:
    """Write the rows of a frame of integers, truth values, words and moments in UTC without a zone.

    TypeError for another type of column.
    """
    columns = [_values(column) for column in frame.iter_columns()]
    lengths = sum((np.maximum(column.sizes, 0) for column in columns), np.zeros(frame.height, np.int64))
    ends = np.cumsum(lengths + _COUNT_BYTES + _LENGTH_BYTES * len(columns))
    out = np.empty(int(ends[-1]) if frame.height else 0, np.uint8)
    if frame.height:
        place = np.concatenate(([0], ends[:-1]))
        _at_any(out, ">i2")[place] = len(columns)
        place += _COUNT_BYTES
        for column in columns:
            place = _put(out, place, column)
    return out.tobytes()


def _values(column: pl.Series) -> _Values:
    there = column.drop_nulls()
    if column.dtype == pl.String:
        sizes = column.str.len_bytes().cast(pl.Int64).fill_null(_NULL).to_numpy()
        words = str(there.str.join("").item() or "").encode()
        return _Values(sizes, np.frombuffer(words, np.uint8), are_words=True)
    form = _FIXED.get(column.dtype.base_type())
    if form is None:
        raise TypeError(f"{column.name}: {column.dtype} has no binary form here")
    if column.dtype == pl.Datetime:
        there = there.dt.epoch("us") - _EPOCH_US
    wide = np.dtype(form).itemsize
    sizes = np.where(column.is_null().to_numpy(), np.int64(_NULL), np.int64(wide))
    return _Values(sizes, there.to_numpy().astype(form), are_words=False)


def _put(out: Bytes, place: Places, column: _Values) -> Places:
    """Write a column's lengths and values at these places; give where the next column begins."""
    _at_any(out, ">i4")[place] = column.sizes
    start = place + _LENGTH_BYTES
    sizes = np.maximum(column.sizes, 0)
    if column.are_words:
        out[_spread(start, sizes)] = column.payload
    else:
        _at_any(out, column.payload.dtype.str)[start[column.sizes > 0]] = column.payload
    return start + sizes


def _at_any(out: Bytes, form: str) -> npt.NDArray[Any]:
    """The same bytes as numbers that begin at each of them: one may be written at any place."""
    count = out.size - np.dtype(form).itemsize + 1
    return np.ndarray((count,), form, out, strides=(1,))


def _spread(start: Places, sizes: npt.NDArray[np.int64]) -> Places:
    """Place of each byte of values that begin at `start`."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(start - before, sizes) + np.arange(int(sizes.sum()))
