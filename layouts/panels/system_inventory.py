"""The systems, platforms and devices that the plan names, by category."""

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
    Heading("Hệ thống", share=25),
    Heading("Dùng để", share=24),
    Heading("Đơn vị vận hành", share=14),
    Heading("Tình trạng", share=10),
    Heading("Việc của bảng điều hành", share=22),
    Heading("Dòng", is_figure=True, share=5),
)

_SOURCE_WORD = ("seed", "văn bản")
"""The transcription's own word for the documents, and what a reader calls them."""


def draw(answer: Answer) -> Drawing:
    """List the systems of each category, those in use first."""
    found = [
        _group(category, list(members))
        for category, members in groupby(records(answer), key=lambda row: row["category"])
    ]
    return Drawing(
        headline=_headline(answer),
        note="Việc của bảng điều hành là nhận định của bản chép, không phải lời văn kế hoạch",
        body=register(_HEADINGS, found),
    )


def _headline(answer: Answer) -> str:
    said = [
        f"{formats.number(count)} {name}"
        for status, name in work_words.SYSTEM_STATUSES.items()
        if (count := facts.whole(answer, status) or 0)
    ]
    systems = formats.counted(facts.whole(answer, "systems") or 0, "hệ thống, nền tảng, thiết bị")
    return f"{systems}: {', '.join(said)}"


def _group(category: str, rows: Sequence[Row]) -> Group:
    name = work_words.SYSTEM_CATEGORIES[category]
    return Group(f"{name}: {formats.number(len(rows))}", tuple(_row(row) for row in rows))


def _row(row: Row) -> TableRow:
    cells: tuple[Children, ...] = (
        _name(row),
        row["purpose"] or None,
        row["operator"] or html.Span("không ghi", className="no-figure"),
        work_words.SYSTEM_STATUSES[row["status"]],
        _role(row),
        formats.number(row["line"]) if row["line"] else None,
    )
    return TableRow(cells)


def _name(row: Row) -> Children:
    remarks = [
        f"thuộc {row['parent']}" if row["parent"] else "",
        f"cũng in: {row['aliases'].replace(';', ',')}" if row["aliases"] else "",
        row["note"] or "",
    ]
    said = " · ".join(filter(None, remarks))
    return [row["system_name"], aside(said)] if said else row["system_name"]


def _role(row: Row) -> Children:
    role = work_words.DASHBOARD_ROLES[row["dashboard_role"]]
    if not row["dashboard_metric"]:
        return role
    return [role, aside(row["dashboard_metric"].replace(*_SOURCE_WORD))]


PANEL = Panel(
    name="system_inventory",
    title="Kế hoạch nêu những hệ thống, nền tảng nào?",
    draw=draw,
    missing="Kế hoạch của địa bàn không nêu hệ thống nào.",
)
