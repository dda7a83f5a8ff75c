"""Units whose last complete month of feedback is unlike their own months before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_unusual
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_unusual.question("feedback_unusual", "Đơn vị nào có tháng bất thường về phản ánh?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_unusual` reads of these cases, with their source."""
    return sourced("feedback", request, case_unusual.statement("feedback", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_unusual` describes them."""
    return case_unusual.shape(rows, request)
