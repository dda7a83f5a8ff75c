"""Who answers late: each unit of a locality in a period, communes without figures included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.feedback import units_with_printed_total
from data.rules.feedback import compared, summed, with_figures
from data.rules.ranking import worst_first
from data.rules.timeliness import on_time

REACH: Reach = "locality"

QUESTION = Question(
    name="feedback_by_unit",
    title="Đơn vị nào xử lý phản ánh trễ hạn?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Đơn vị"),
        Column("is_commune", "flag", "Là xã, thị trấn"),
        Column("is_total", "flag", "Là dòng tổng in sẵn"),
        Column("received", "int", "Tổng số phản ánh", "cases"),
        Column("open_in_time", "int", "Đang xử lý, trong hạn", "cases"),
        Column("open_overdue", "int", "Đang xử lý, quá hạn", "cases"),
        Column("closed_on_time", "int", "Xử lý đúng hạn", "cases"),
        Column("closed_late", "int", "Xử lý trễ hạn", "cases"),
        Column("satisfied", "int", "Hài lòng", "cases"),
        Column("accepted", "int", "Chấp nhận", "cases"),
        Column("dissatisfied", "int", "Không hài lòng", "cases"),
    ),
    facts=("on_time", "late", "units_late", "compared", "differing"),
)


def statement(request: Request) -> Select[Any]:
    """Select units with their counts, and the total as the source prints it."""
    return units_with_printed_total(request)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """Most late first, ties by name, units without a figure last, then the printed total.

    Facts: `on_time` of closed cases, `late` of all cases, `units_late` of the units with figures;
    `compared` names the counts in which the printed total was compared with the sum of the units,
    `differing` those in which it is not that sum. No unit with a figure: no rows.
    """
    units = [row for row in rows if not row["is_total"]]
    totals = [row for row in rows if row["is_total"]]
    known = with_figures(units)
    counts, agreement = summed(known), compared(known, totals)
    facts: dict[str, Fact] = {
        "on_time": on_time(counts.closed_on_time, counts.closed_late),
        "late": Ratio(counts.closed_late, counts.received),
        "units_late": Ratio(sum(row["closed_late"] > 0 for row in known), len(known)),
        "compared": tuple(agreement),
        "differing": tuple(name for name, agrees in agreement.items() if not agrees),
    }
    if not known:
        return [], facts
    ordered = worst_first(units, count=lambda row: row["closed_late"], name=lambda row: row["unit_name"])
    return [dict(row) for row in (*ordered, *totals)], facts
