"""How the on-time rate of feedback cases goes from month to month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_months
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_months.question("feedback_months", "Tỷ lệ phản ánh đúng hạn biến động ra sao?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_months` reads of these cases, with their source."""
    return sourced("feedback", request, case_months.statement("feedback", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_months` describes them."""
    return case_months.shape(rows, request)
