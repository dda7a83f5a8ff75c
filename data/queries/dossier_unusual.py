"""Units whose last complete month of dossiers is unlike their own months before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_unusual
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_unusual.question("dossier_unusual", "Đơn vị nào có tháng bất thường về hồ sơ?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_unusual` reads of these cases, with their source."""
    return sourced("dossier", request, case_unusual.statement("dossier", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_unusual` describes them."""
    return case_unusual.shape(rows, request)
