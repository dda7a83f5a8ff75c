"""Which report is due next, and which days have passed. A report that nobody recorded is not called late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import FREQUENCIES, Answer, Request
from layouts import elements as html
from layouts import facts, formats
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.lines import Line, lines
from layouts.shell.links import to_page

Row: TypeAlias = Mapping[str, Any]

ROWS = 4
"""Dated reports, or reports without a date, that the panel shows at most: a plan's quarters."""

_NEXT = "next"
_STATES: Mapping[str, str] = {
    "passed": "chưa có báo cáo",
    "reported": "đã có báo cáo",
    "next": "hạn tới",
    "ahead": "",
}
_HEADINGS = (
    Heading("Báo cáo"),
    Heading("Kỳ"),
    Heading("Hạn", is_figure=True),
    Heading("Đơn vị báo cáo"),
    Heading("Nơi nhận"),
)


def draw(answer: Answer) -> Drawing:
    """List the days from the next one on, the last ones where none is left; else what has no day."""
    rows = records(answer)
    dated = [row for row in rows if row["due_on"] is not None]
    undated = [row for row in rows if row["due_on"] is None]
    shown = _window(dated) if dated else undated[:ROWS]
    listed = [_dated(row, dated) if dated else _undated(row) for row in shown]
    return Drawing(
        headline=_headline(answer, dated),
        note=_note(answer, dated),
        body=html.Div([lines(listed), *_rest(dated, undated, len(shown)), _onward(answer.request)]),
        table=evidence_table(_HEADINGS, [_row(row) for row in rows], caption="Chế độ báo cáo của kế hoạch"),
    )


def _window(dated: Sequence[Row]) -> Sequence[Row]:
    """Show the next day with those after it; near the end of the year the last ones stay in view."""
    ahead = next((at for at, row in enumerate(dated) if row["state"] == _NEXT), len(dated))
    first = max(0, min(ahead, len(dated) - ROWS))
    return dated[first : first + ROWS]


def _headline(answer: Answer, dated: Sequence[Row]) -> str:
    coming = next((row for row in dated if row["state"] == _NEXT), None)
    if coming is not None:
        return f"Chế độ báo cáo: hạn tới {_before(coming)}{formats.date_prose(coming['due_on'].date())}"
    if dated:
        days = formats.counted(len(dated), "hạn báo cáo")
        return f"{days} năm {answer.facts['year']} đã qua, chưa ghi nhận báo cáo nào"
    duties = formats.counted(facts.whole(answer, "undated") or 0, "chế độ báo cáo")
    return f"{duties}, văn bản không in hạn"


def _note(answer: Answer, dated: Sequence[Row]) -> str:
    as_of = formats.date_prose(answer.request.as_of)
    if not dated:
        return f"Tính đến {as_of} · chưa ghi nhận báo cáo đã gửi"
    return f"Tính đến {as_of} · chưa có báo cáo không có nghĩa là trễ hạn"


def _dated(row: Row, dated: Sequence[Row]) -> Line:
    day = f"{_before(row)}{formats.day_prose(row['due_on'].date())}"
    return Line(_name(row, dated), day, _STATES[row["state"]], is_marked=row["state"] == _NEXT)


def _name(row: Row, dated: Sequence[Row]) -> str:
    """Name the period reported on; where several kinds of reports are owed, the report too."""
    is_only_kind = len({other["duty"] for other in dated}) == 1
    if not row["period_printed"]:
        return str(row["duty"])
    return str(row["period_printed"]) if is_only_kind else f"{row['period_printed']}: {row['duty']}"


def _undated(row: Row) -> Line:
    return Line(row["duty"], words=FREQUENCIES[row["frequency"]])


def _before(row: Row) -> str:
    return "trước " if row["is_before"] else ""


def _rest(dated: Sequence[Row], undated: Sequence[Row], shown: int) -> list[Component]:
    """Count what is not listed: it stands in the table."""
    hidden = len(dated) - shown if dated else len(undated) - shown
    parts = [
        formats.counted(hidden, "hạn khác trong năm" if dated else "chế độ báo cáo khác") if hidden else "",
        formats.counted(len(undated), "chế độ báo cáo không in ngày") if dated and undated else "",
    ]
    said = " và ".join(filter(None, parts))
    return [html.P(f"Còn {said}", className="list-rest")] if said else []


def _onward(request: Request) -> Component:
    return html.P(html.Link("Xem chế độ báo cáo", href=to_page("/reports", request), className="onward"))


def _row(row: Row) -> TableRow:
    """One duty; where no day is printed the words that stand in its place are."""
    day = row["due_printed"] or formats.MISSING
    if row["due_on"] is not None:
        day = f"{_before(row)}{formats.date_table(row['due_on'].date())}"
    period = row["period_printed"] or FREQUENCIES[row["frequency"]]
    return TableRow((row["duty"], period, day, row["reporter"], row["recipient"]))


PANEL = Panel(
    name="overview_reports",
    title="Hạn báo cáo nào sắp tới?",
    draw=draw,
    missing="Kế hoạch của địa bàn không quy định chế độ báo cáo.",
    subject="reporting",
)
