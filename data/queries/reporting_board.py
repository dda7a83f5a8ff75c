"""Who owes what report to whom, how often and until when, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.rollups.reporting import dated, duties

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="reporting_board",
    title="Ai phải báo cáo gì, cho ai, bao lâu một lần?",
    columns=(
        Column("board_row", "int", "Chế độ báo cáo thứ"),
        Column("duty", "text", "Báo cáo"),
        Column("reporter", "text", "Đơn vị báo cáo"),
        Column("recipient", "text", "Nơi nhận"),
        Column("via", "text", "Gửi qua"),
        Column("frequency", "text", "Định kỳ"),
        Column("period_printed", "text", "Kỳ báo cáo"),
        Column("due_on", "date", "Hạn"),
        Column("is_before", "flag", "Trước ngày"),
        Column("due_printed", "text", "Hạn như in"),
        Column("state", "text", "So với ngày xem"),
        Column("note", "text", "Ghi chú của bản chép"),
        Column("section", "text", "Mục của văn bản"),
        Column("line", "int", "Dòng của văn bản"),
    ),
    facts=("duties", "reporters", "year", "undated", "recorded"),
)


def statement(request: Request) -> Select[Any]:
    """Select the duties of the plan with the period that it covers."""
    return duties(request)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a due day; days of the same report by the same body to the same recipient share `board_row`.

    Reports with a day come first, the one due next before the others. Facts: how many reports there are,
    how many bodies owe them, the year, how many reports have no printed day, and how many were recorded as
    handed in.
    """
    found = dated(rows, request.as_of)
    numbers: dict[tuple[str, ...], int] = {}
    for row in found:
        numbers.setdefault(_same(row), len(numbers) + 1)
    records = [
        {
            **row,
            "board_row": numbers[_same(row)],
            "section": row["source_section"],
            "line": row["source_line"],
        }
        for row in found
    ]
    with_day = {record["board_row"] for record in records if record["due_on"] is not None}
    facts: dict[str, Fact] = {
        "duties": len(numbers),
        "reporters": len({record["reporter"] for record in records}),
        "year": found[0]["year"] if found else None,
        "undated": len(numbers) - len(with_day),
        "recorded": sum(row.get("handed_in") or 0 for row in found),
    }
    return sorted(records, key=lambda record: record["board_row"]), facts


def _same(row: Row) -> tuple[str, ...]:
    return row["duty"], row["reporter"], row["recipient"], row["via"]
