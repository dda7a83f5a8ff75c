"""Where late dossiers sit: units by categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Fact, Reach, Request
from data.rollups import case_matrix
from data.rollups.case_pages import sourced

REACH: Reach = "locality"

QUESTION = case_matrix.question("dossier_matrix", "Hồ sơ trễ hạn tập trung ở đơn vị, lĩnh vực nào?")


def statement(request: Request) -> Select[Any]:
    """Select what `data.rollups.case_matrix` reads of these cases, with their source."""
    return sourced("dossier", request, case_matrix.statement("dossier", request))


def shape(
    rows: Sequence[Mapping[str, Any]], request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Rows and facts as `data.rollups.case_matrix` describes them."""
    return case_matrix.shape(rows, request)
