"""Rows of an answer as panels read them: plain mappings in which an unknown is None."""

from __future__ import annotations

from typing import Any

from data.contracts import Answer


def records(answer: Answer) -> list[dict[str, Any]]:
    """Give the rows of an answer in their order; pandas' NA, neither true nor false, becomes None."""
    frame = answer.frame
    rows: list[Any] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows
