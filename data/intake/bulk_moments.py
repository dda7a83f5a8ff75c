"""Columns of written moments become moments: the usual forms all at once, unusual ones one by one."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import polars as pl

from data.intake import cells
from data.intake.cells import CellError

_TIMED = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d")
_TYPE = pl.Datetime("us")
EARLIEST, LATEST = dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1)  # noqa: DTZ001 - Vietnam's, as cells are
"""Nothing of ours is older; a slip of the keyboard must not make a partition of the year 2203."""


class Moments(NamedTuple):
    """Moments in Vietnam without a zone; `has_time` is false where only a day is written."""

    at: pl.Series
    has_time: pl.Series
    is_broken: pl.Series


def read(words: pl.Series) -> Moments:
    """Read a column of words; NULL stays NULL, what cannot be read is marked as broken."""
    at = pl.Series(words.name, [None], dtype=_TYPE).new_from_index(0, len(words))
    has_time = words.is_not_null()
    for form in (*_TIMED, *_DAYS):
        left = words.is_not_null() & at.is_null()
        if not left.any():
            break
        found = words.str.strptime(_TYPE, form, strict=False)
        now = left & found.is_not_null()
        at = at.zip_with(~now, found)
        if form in _DAYS:
            has_time &= ~now
    left = words.is_not_null() & at.is_null()
    if left.any():
        at, has_time = _one_by_one(words, at, has_time, left)
    is_sane = at.is_between(EARLIEST, LATEST).fill_null(value=False)
    return Moments(at.zip_with(is_sane, at.clear(len(at))), has_time, words.is_not_null() & ~is_sane)


def why(value: str | None) -> tuple[str, str]:
    """Why a written moment cannot be taken."""
    try:
        cells.moment(value)
    except CellError as error:
        return error.reason, error.remedy
    return "nằm ngoài các năm 2000 đến 2099", "đối chiếu lại với nguồn"


def _one_by_one(
    words: pl.Series, at: pl.Series, has_time: pl.Series, left: pl.Series
) -> tuple[pl.Series, pl.Series]:
    known = {word: _moment(word) for word in words.filter(left).unique()}
    moments = [known.get(word) if is_left else None for word, is_left in zip(words, left, strict=True)]
    read_now = pl.Series([found.at if found else None for found in moments], dtype=_TYPE)
    timed = pl.Series([bool(found and found.has_time) for found in moments], dtype=pl.Boolean)
    return at.zip_with(~left, read_now), has_time.zip_with(~left, timed)


def _moment(word: str) -> cells.Moment | None:
    try:
        return cells.moment(word)
    except CellError:
        return None
