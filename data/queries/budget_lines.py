"""What was executed of what was allocated: a period's lines as a tree, printed sums kept and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.budget import as_tree, leaves, line_of, lines_from, sum_of_leaves
from data.rules.budget import Amounts, Line, execution, printed_vs_sum, remaining

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="budget_lines",
    title="Đã thực hiện bao nhiêu dự toán?",
    columns=(
        Column("line_key", "text", "Mã dòng"),
        Column("parent_key", "text", "Thuộc dòng"),
        Column("kind", "text", "Loại dòng"),
        Column("depth", "int", "Bậc"),
        Column("line_code", "text", "Số thứ tự"),
        Column("line_name", "text", "Nội dung chi"),
        Column("allocated", "int", "Dự toán giao", "vnd"),
        Column("adjusted", "int", "Điều chỉnh", "vnd"),
        Column("executed", "int", "Thực hiện", "vnd"),
        Column("rate", "number", "Tỷ lệ thực hiện", "percent"),
        Column("remaining", "int", "Còn lại", "vnd"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("allocated", "execution", "remaining", "parts", "printed", "mismatches"),
)


def statement(request: Request) -> Select[Any]:
    """Select the lines of the period shown; see `lines_from`."""
    rows = lines_from(request).subquery("lines")
    return with_source(select(*rows.c).where(rows.c.period_code == request.period), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Lines in the order of their tree, sums that the text states last.

    Facts: `allocated`, `execution` and `remaining` are ours, of the `parts` lines that have none under
    them (None where a line has no such amount); `printed` is the source's own total; `mismatches` names
    printed sums that are not their parts'.
    """
    tree = as_tree(rows)
    lines = [line_of(row) for row, _ in tree]
    ours = sum_of_leaves(lines)
    used = _used(ours)
    names = {line.key: line.name for line in lines}
    facts: dict[str, Fact] = {
        "allocated": ours.allocated,
        "execution": used,
        "remaining": remaining(used.n, used.total) if used else None,
        "parts": len(leaves(lines)),
        "printed": _printed(lines),
        "mismatches": tuple(names[found.key] for found in printed_vs_sum(lines)),
    }
    return [_record(row, depth) for row, depth in tree], facts


def _used(ours: Amounts) -> Ratio | None:
    if ours.executed is None or ours.allocated is None:
        return None
    return execution(ours.executed, ours.allocated)


def _printed(lines: Sequence[Line]) -> Ratio | None:
    total = next((line for line in lines if line.kind == "total"), None)
    if total is None or total.executed is None or total.allocated is None:
        return None
    return execution(total.executed, total.allocated, total.adjusted)


def _record(row: Row, depth: int) -> dict[str, Any]:
    line = line_of(row)
    is_known = line.executed is not None and line.allocated is not None
    used = execution(line.executed or 0, line.allocated or 0, line.adjusted) if is_known else None
    return {
        **row,
        "depth": depth,
        "rate": used.share if used else None,
        "remaining": remaining(used.n, used.total) if used else None,
        "note": row["line_note"],
        "line": row["source_line"],
    }
