"""Which units lead the plan's tasks; each narrows the page to what it leads or coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.lines import Line, lines
from layouts.shell.links import href, to_unit

Row: TypeAlias = Mapping[str, Any]

TOP = 8
"""Units shown at once; the others stand behind a switch, and in the table."""

_HEADINGS = (
    Heading("Đơn vị chủ trì"),
    Heading("Nhiệm vụ", is_figure=True),
    Heading("Nội dung", is_figure=True),
    Heading("Hoàn thành", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """Set a bar beside each unit, most tasks first; the chosen one stands out and leads back."""
    rows = records(answer)
    shown = [row for at, row in enumerate(rows) if at < TOP or row["is_chosen"]]
    rest = [row for row in rows if row not in shown]
    most = _size(rows[0])
    drawn = [lines([_line(row, most, answer.request) for row in shown])]
    return Drawing(
        headline=_chosen(rows) or _headline(answer, rows[0]),
        note=_note(answer),
        body=html.Div([*drawn, *_folded(rest, most, answer.request)]),
        table=_table(answer, rows),
    )


def _chosen(rows: Sequence[Row]) -> str:
    """Answer for the unit of the address; empty where none is chosen, or it leads nothing."""
    found = (row for row in rows if row["is_chosen"])
    said = (f"{row['unit_name']} chủ trì {work_words.counted(row['tasks'], row['parts'])}" for row in found)
    return next(said, "")


def _headline(answer: Answer, first: Row) -> str:
    led = facts.ratio(answer, "led")
    said = f"{first['unit_name']} chủ trì nhiều nhất: {work_words.counted(first['tasks'], first['parts'])}"
    if led is None or led.n == led.total:
        return said
    return (
        f"{said}; {formats.number(led.total - led.n)}/{formats.number(led.total)} nhiệm vụ không ghi chủ trì"
    )


def _note(answer: Answer) -> str:
    linked = facts.ratio(answer, "linked")
    named = f"{formats.count_pair(linked)} tên là đơn vị trong danh sách của kế hoạch" if linked else ""
    return f"{named}; việc do nhiều đơn vị chủ trì tính cho từng đơn vị. Chọn đơn vị để xem việc của đơn vị"


def _size(row: Row) -> int:
    size: int = row["tasks"] + row["parts"]
    return size


def _line(row: Row, most: int, request: Request) -> Line:
    return Line(
        _label(row, request),
        figure=formats.number(_size(row)),
        words=f"{formats.number(row['done'])} hoàn thành" if row["done"] else "",
        share=_size(row) / most,
        is_marked=bool(row["is_chosen"]),
    )


def _label(row: Row, request: Request) -> Children:
    """Lead to the unit's tasks, from the chosen one back to all; words that mean no unit stay words."""
    if row["unit_address"] is None:
        return row["unit_name"]
    chosen = "" if row["is_chosen"] else row["unit_address"]
    address = href("/tasks", **{**request.query(), "unit": chosen})
    return html.Link(f"{row['unit_name']} · bỏ chọn" if row["is_chosen"] else row["unit_name"], href=address)


def _folded(rows: Sequence[Row], most: int, request: Request) -> list[Component]:
    if not rows:
        return []
    summary = html.Summary(f"Còn {formats.counted(len(rows), 'đơn vị, nhóm đơn vị')}")
    return [html.Details([summary, lines([_line(row, most, request) for row in rows])], className="fold")]


def _table(answer: Answer, rows: Sequence[Row]) -> Component:
    """List all of them, each leading to its own page."""
    found = [_row(row, answer.request) for row in rows]
    return evidence_table(_HEADINGS, found, caption="Nhiệm vụ theo đơn vị chủ trì")


def _row(row: Row, request: Request) -> TableRow:
    address = row["unit_address"]
    name = (
        row["unit_name"] if address is None else html.Link(row["unit_name"], href=to_unit(address, request))
    )
    counts = (row["tasks"], row["parts"], row["done"])
    return TableRow((name, *(formats.number(count) for count in counts)), is_total=row["is_chosen"])


PANEL = Panel(
    name="task_units",
    title="Đơn vị nào chủ trì nhiều nhiệm vụ nhất?",
    draw=draw,
    missing="Kế hoạch không ghi đơn vị chủ trì cho nhiệm vụ nào ở đây.",
    subject="tasks",
)
