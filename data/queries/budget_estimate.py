"""What is planned next: estimates of the years ahead that have no execution yet, as a tree with shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.budget import as_tree, leaves, line_of, lines_from, period_of, sum_of_leaves
from data.rules.budget import printed_vs_sum

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="budget_estimate",
    title="Dự toán tiếp theo chi cho việc gì?",
    columns=(
        Column("period_code", "text", "Năm dự toán"),
        Column("line_key", "text", "Mã dòng"),
        Column("parent_key", "text", "Thuộc dòng"),
        Column("kind", "text", "Loại dòng"),
        Column("depth", "int", "Bậc"),
        Column("line_code", "text", "Số thứ tự"),
        Column("line_name", "text", "Nội dung chi"),
        Column("allocated", "int", "Dự toán", "vnd"),
        Column("share", "number", "Trong dự toán năm", "percent"),
        Column("description", "text", "Thuyết minh"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("period", "allocated", "parts", "stated", "mismatches"),
)


def statement(request: Request) -> Select[Any]:
    """Select the lines of those periods, shown or later, of which nothing is executed; see `lines_from`."""
    rows = lines_from(request).subquery("lines")
    begun = lines_from(request).subquery("begun")
    executed = select(begun.c.period_code).where(begun.c.executed.is_not(None))
    return with_source(select(*rows.c).where(rows.c.period_code.not_in(executed)), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Lines of the first period without execution, in the order of their tree.

    Facts: `allocated` is our sum of the `parts` lines that have none under them, `stated` the sum of the
    running text; `mismatches` names printed sums that are not their parts'.
    """
    chosen = _first_estimate(rows)
    tree = as_tree(chosen)
    lines = [line_of(row) for row, _ in tree]
    ours = sum_of_leaves(lines).allocated
    if ours is None:
        return [], dict.fromkeys(QUESTION.facts)
    names = {line.key: line.name for line in lines}
    facts: dict[str, Fact] = {
        "period": chosen[0]["period_code"],
        "allocated": ours,
        "parts": len(leaves(lines)),
        "stated": next((line.allocated for line in lines if line.kind == "stated"), None),
        "mismatches": tuple(names[found.key] for found in printed_vs_sum(lines)),
    }
    return [_record(row, depth, ours) for row, depth in tree], facts


def _first_estimate(rows: Sequence[Row]) -> list[Row]:
    """The earliest of the periods: the one that is decided on next."""
    first = min((period_of(row).start for row in rows), default=None)
    return [row for row in rows if period_of(row).start == first]


def _record(row: Row, depth: int, whole: int) -> dict[str, Any]:
    return {
        **row,
        "depth": depth,
        "share": None if row["allocated"] is None or not whole else row["allocated"] / whole,
        "description": row["line_description"],
        "note": row["line_note"],
        "line": row["source_line"],
    }
