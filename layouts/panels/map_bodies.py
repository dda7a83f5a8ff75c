"""Which bodies the plan gives most to do: the way to the page of each department and agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.lines import Line, lines
from layouts.shell.links import to_unit

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Cơ quan, đơn vị"),
    Heading("Nhiệm vụ chủ trì", is_figure=True),
    Heading("Nhiệm vụ phối hợp", is_figure=True),
    Heading("Chỉ tiêu chủ trì", is_figure=True),
    Heading("Vai trò trong kế hoạch"),
)


def draw(answer: Answer) -> Drawing:
    """Set a bar beside each body that leads something; the others are named under them."""
    rows = records(answer)
    leading = [row for row in rows if row["tasks_led"] or row["targets_led"]]
    others = [row for row in rows if row not in leading]
    top = max((row["tasks_led"] for row in leading), default=0) or 1
    body = [
        html.Div(lines([_line(row, top, answer.request) for row in leading]), className="bodies")
        if leading
        else None,
        _others(others, answer.request) if others else None,
    ]
    return Drawing(
        headline=_headline(answer, leading),
        note="Việc do nhiều đơn vị cùng chủ trì tính cho từng đơn vị",
        body=html.Div([part for part in body if part is not None]),
        table=evidence_table(
            _HEADINGS, [_row(row, answer.request) for row in rows], caption="Cơ quan, đơn vị kế hoạch nêu tên"
        ),
    )


def _headline(answer: Answer, leading: Sequence[Row]) -> str:
    bodies = facts.whole(answer, "bodies") or 0
    if not leading:
        return f"Kế hoạch nêu tên {formats.counted(bodies, 'cơ quan, đơn vị')}, chưa giao chủ trì"
    first = leading[0]
    return f"{first['unit_name']} chủ trì nhiều nhất: {_work(first)}"


def _work(row: Row) -> str:
    """Count what a body leads: "22 nhiệm vụ, 10 chỉ tiêu"."""
    parts = ((row["tasks_led"], "nhiệm vụ"), (row["targets_led"], "chỉ tiêu"))
    return ", ".join(formats.counted(count, noun) for count, noun in parts if count)


def _line(row: Row, top: int, request: Request) -> Line:
    others = ((row["targets_led"], "chỉ tiêu"), (row["tasks_coordinated"], "phối hợp"))
    said = ", ".join(formats.counted(count, noun) for count, noun in others if count)
    tasks = formats.counted(row["tasks_led"], "nhiệm vụ")
    return Line(_link(row, request), figure=tasks, words=said, share=row["tasks_led"] / top)


def _others(rows: Sequence[Row], request: Request) -> Component:
    named = [html.Li(_link(row, request)) for row in rows]
    counted = formats.counted(len(rows), "cơ quan, đơn vị")
    return html.Div(
        [
            html.P(f"{counted} khác mà kế hoạch nêu tên", className="list-heading"),
            html.Ul(named, className="offers"),
        ]
    )


def _link(row: Row, request: Request) -> Component:
    return html.Link(row["unit_name"], href=to_unit(row["unit_address"], request))


def _row(row: Row, request: Request) -> TableRow:
    counts = [formats.number(row[name]) for name in ("tasks_led", "tasks_coordinated", "targets_led")]
    return TableRow((_link(row, request), *counts, row["role"] or formats.MISSING))


PANEL = Panel(
    name="map_bodies",
    title="Cơ quan nào được giao nhiều việc nhất?",
    draw=draw,
    missing="Kế hoạch không nêu tên cơ quan, đơn vị nào trong kỳ này.",
)
