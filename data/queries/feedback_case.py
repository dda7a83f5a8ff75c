"""One feedback case: when it is due and why, what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_one

REACH: Reach = "locality"

QUESTION = case_one.question("feedback_case", "Phản ánh này đến hạn khi nào, vì sao?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_one` reads of the case."""
    return case_one.statement("feedback", request)


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_one` describes them."""
    return case_one.shape(rows, request)
