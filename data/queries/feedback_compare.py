"""How feedback cases of the period compare with those of the year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_compare
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_compare.question("feedback_compare", "So với cùng kỳ năm trước, phản ánh ra sao?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_compare` reads of these cases, with their source."""
    return sourced("feedback", request, case_compare.statement("feedback", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_compare` describes them."""
    return case_compare.shape(rows, request)
