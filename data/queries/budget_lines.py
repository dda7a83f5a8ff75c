"""What was executed of what was allocated: a period's lines as a tree, printed sums kept and compared.

Under a line with a ledger stand its months: what was spent and adjusted in each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.budget import as_tree, booked, leaves, line_of, lines_from, sum_of_leaves
from data.rollups.stacking import stacked
from data.rules.budget import Amounts, Line, execution, printed_vs_sum, remaining

Row: TypeAlias = Mapping[str, Any]

BOOKED = "booked"
"""Kind of a row that is a month of a line's ledger; its own line is its `parent_key`."""

_LINES, _LEDGER = "lines", "ledger"

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
        Column("month", "date", "Tháng ghi sổ"),
        Column("entries", "int", "Số chứng từ", "cases"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("line", "int", "Dòng văn bản"),
    ),
    facts=("allocated", "execution", "remaining", "parts", "printed", "mismatches", "unbalanced"),
)


def statement(request: Request) -> Select[Any]:
    """Select the lines of the period shown (`lines_from`), and the months of their ledgers (`booked`)."""
    lines = lines_from(request).subquery("of_lines")
    shown = select(*lines.c).where(lines.c.period_code == request.period)
    rows = stacked({_LINES: shown, _LEDGER: booked(request)})
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Lines in the order of their tree, each with the months of its ledger; sums that the text states last.

    Facts: `allocated`, `execution` and `remaining` are ours, of the `parts` lines that have none under
    them (None where a line has no such amount); `printed` is the source's own total; `mismatches` names
    printed sums that are not their parts', `unbalanced` lines whose spending is not what their ledger adds up
    to.
    """
    tree = as_tree([row for row in rows if row["part"] == _LINES])
    months = _months(rows)
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
        "unbalanced": tuple(line.name for line in lines if _is_unbalanced(line, months.get(line.key, ()))),
    }
    return [record for row, depth in tree for record in _records(row, depth, months)], facts


def _months(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    """Months of each line's ledger, in their order."""
    found = sorted(
        (row for row in rows if row["part"] == _LEDGER), key=lambda row: (row["line_key"], _month(row))
    )
    return {key: list(own) for key, own in groupby(found, key=lambda row: row["line_key"])}


def _month(row: Row) -> dt.date:
    return dt.date(int(row["booked_year"]), int(row["booked_month"]), 1)


def _is_unbalanced(line: Line, months: Sequence[Row]) -> bool:
    """Tell whether a line prints another spending than its ledger adds up to, where it has both."""
    return bool(months) and line.executed is not None and sum(row["spent"] for row in months) != line.executed


def _records(row: Row, depth: int, months: Mapping[str, Sequence[Row]]) -> Iterator[dict[str, Any]]:
    yield _record(row, depth)
    for each in months.get(row["line_key"], ()):
        month = _month(each)
        yield {
            "line_key": f"{row['line_key']}@{month:%Y-%m}",
            "parent_key": row["line_key"],
            "kind": BOOKED,
            "depth": depth + 1,
            "line_name": row["line_name"],
            "executed": each["spent"],
            "adjusted": each["shifted"],
            "month": month,
            "entries": each["entries"],
        }


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
