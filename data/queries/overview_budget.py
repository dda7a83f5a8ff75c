"""What was executed of the period's budget, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.overview import measures_of
from data.rules.budget import execution, remaining

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="overview_budget",
    title="Ngân sách thực hiện được bao nhiêu?",
    columns=(
        Column("line_key", "text", "Mã khoản chi"),
        Column("line_name", "text", "Khoản chi"),
        Column("allocated", "int", "Dự toán", "vnd"),
        Column("executed", "int", "Thực hiện", "vnd"),
        Column("remaining", "int", "Còn lại", "vnd"),
    ),
    facts=("execution", "allocated"),
)


def statement(request: Request) -> Select[Any]:
    """Select the lines of the period and their sum."""
    rows = measures_of(request, ("budget", "line"), ("budget", "total")).subquery("measures")
    return with_source(rows.select(), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Lines with most left first, else in the order of the source; no group and no printed total.

    Facts: executed of allocated, None until every line has an executed amount; allocated, VND.
    """
    total = next((row for row in rows if row["measure"] == "total"), None)
    spent = total is not None and total["numerator"] is not None and total["denominator"] is not None
    facts: dict[str, Fact] = {
        "execution": execution(total["numerator"], total["denominator"]) if total and spent else None,
        "allocated": total["denominator"] if total else None,
    }
    lines = sorted((row for row in rows if row["measure"] == "line"), key=lambda row: row["position"])
    return sorted(map(_line, lines), key=lambda line: -(line["remaining"] or 0)), facts


def _line(row: Row) -> dict[str, Any]:
    executed, allocated = row["numerator"], row["denominator"]
    is_known = executed is not None and allocated is not None
    return {
        "line_key": row["item"],
        "line_name": row["label"],
        "allocated": allocated,
        "executed": executed,
        "remaining": remaining(executed, allocated) if is_known else None,
    }
