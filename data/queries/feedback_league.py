"""Which units close their feedback cases in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_league
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_league.question("feedback_league", "Đơn vị nào xử lý phản ánh đúng hạn, đơn vị nào chưa?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_league` reads of these cases, with their source."""
    return sourced("feedback", request, case_league.statement("feedback", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_league` describes them."""
    return case_league.shape(rows, request)
