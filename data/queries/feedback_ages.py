"""How long open feedback cases have been waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_ages
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_ages.question("feedback_ages", "Phản ánh còn mở đã chờ bao lâu?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_ages` reads of these cases, with their source."""
    return sourced("feedback", request, case_ages.statement("feedback", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_ages` describes them."""
    return case_ages.shape(rows, request)
