"""Which dossiers will be overdue before the next meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_coming
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_coming.question("dossier_coming", "Hồ sơ nào sẽ quá hạn trước phiên họp tới?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_coming` reads of these cases, with their source."""
    return sourced("dossier", request, case_coming.statement("dossier", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_coming` describes them."""
    return case_coming.shape(rows, request)
