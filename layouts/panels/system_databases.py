"""The shared databases and other sources of data that the plan names, those in use first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Cơ sở dữ liệu, nguồn dữ liệu", share=34),
    Heading("Nội dung", share=38),
    Heading("Đơn vị quản lý", share=20),
    Heading("Dòng", is_figure=True, share=8),
)


def draw(answer: Answer) -> Drawing:
    """List the databases by status."""
    found = [
        _group(status, list(members))
        for status, members in groupby(records(answer), key=lambda row: row["status"])
    ]
    return Drawing(headline=_headline(answer), body=register(_HEADINGS, found))


def _headline(answer: Answer) -> str:
    in_use, planned = (facts.whole(answer, name) or 0 for name in ("in_use", "planned"))
    databases = formats.counted(in_use + planned, "cơ sở dữ liệu, nguồn dữ liệu")
    said = [
        f"{formats.number(count)} {name}"
        for count, name in ((in_use, "đang dùng"), (planned, "dự kiến"))
        if count
    ]
    return f"{databases}: {', '.join(said)}"


def _group(status: str, rows: Sequence[Row]) -> Group:
    name = work_words.SYSTEM_STATUSES[status].capitalize()
    return Group(f"{name}: {formats.number(len(rows))}", tuple(_row(row) for row in rows))


def _row(row: Row) -> TableRow:
    cells: tuple[Children, ...] = (
        _name(row),
        row["purpose"] or None,
        row["operator"] or html.Span("không ghi", className="no-figure"),
        formats.number(row["line"]) if row["line"] else None,
    )
    return TableRow(cells)


def _name(row: Row) -> Children:
    listed = f"{row['listing']}, số {row['position']}" if row["listing"] and row["position"] else ""
    said = " · ".join(filter(None, (listed, row["note"] or "")))
    return [row["database_name"], aside(said)] if said else row["database_name"]


PANEL = Panel(
    name="system_databases",
    title="Kế hoạch nêu những cơ sở dữ liệu nào?",
    draw=draw,
    missing="Kế hoạch của địa bàn không nêu cơ sở dữ liệu nào.",
)
