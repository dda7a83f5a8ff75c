"""Rows of an answer as panels read them: plain values in which an unknown is None."""

from __future__ import annotations

from typing import Any

from data.contracts import Answer


def records(answer: Answer) -> list[dict[str, Any]]:
    """Give the rows of an answer in their order."""
    names = tuple(answer.values)
    return [dict(zip(names, row, strict=True)) for row in zip(*answer.values.values(), strict=True)]
