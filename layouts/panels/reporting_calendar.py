"""Twelve months with the days on which reports are due; the next one stands out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

_MONTHS = range(1, 13)
_HEADINGS = (
    Heading("Hạn", is_figure=True),
    Heading("Kỳ"),
    Heading("Báo cáo"),
    Heading("Đơn vị báo cáo"),
    Heading("Nơi nhận"),
)


def draw(answer: Answer) -> Drawing:
    """Draw the year; a plan that prints no day has no calendar, and its duties are counted."""
    rows = [row for row in records(answer) if row["due_on"] is not None]
    if not rows:
        return _undated(answer)
    return Drawing(
        headline=_headline(answer, rows),
        note=_note(answer),
        body=html.Ol([_month(month, rows, answer) for month in _MONTHS], className="months"),
        table=evidence_table(_HEADINGS, [_row(row) for row in rows], caption="Hạn báo cáo trong năm"),
    )


def _undated(answer: Answer) -> Drawing:
    duties = formats.counted(facts.whole(answer, "undated") or 0, "chế độ báo cáo")
    said = html.P(f"{duties} không có ngày để xếp vào lịch; xem bảng ở dưới.", className="note")
    return Drawing(headline="Văn bản không in ngày báo cáo nào", body=said)


def _headline(answer: Answer, rows: Sequence[Row]) -> str:
    days = formats.counted(len(rows), "hạn báo cáo")
    return f"Năm {answer.facts['year']}: {days} ở {len({row['due_on'].month for row in rows})}/12 tháng"


def _note(answer: Answer) -> str:
    plan = work_words.plan(answer.facts["covered"])
    undated = facts.whole(answer, "undated") or 0
    rest = f"; {formats.counted(undated, 'kỳ báo cáo khác')} văn bản không in ngày" if undated else ""
    as_of = formats.date_prose(answer.request.as_of)
    return f"{plan[:1].upper()}{plan[1:]}, xem tại ngày {as_of}{rest}"


def _month(month: int, rows: Sequence[Row], answer: Answer) -> Component:
    due = [row for row in rows if row["due_on"].month == month]
    as_of: dt.date = answer.request.as_of
    kinds = ["month"]
    if (as_of.year, as_of.month) == (answer.facts["year"], month):
        kinds.append("month-shown")
    if not due:
        kinds.append("month-empty")
    days = (
        html.Ul([_day(row) for row in due]) if due else html.Span("không có hạn", className="visually-hidden")
    )
    return html.Li([html.H3(f"Tháng {month}"), days], className=" ".join(kinds))


def _day(row: Row) -> Component:
    """Write one day: what is due, and whether it is next, ahead, or gone by without a report."""
    day = f"{'trước ' if row['is_before'] else ''}{formats.day_prose(row['due_on'])}"
    said: list[Component | str] = [html.Span(day, className="due-day"), f" {_what(row)}"]
    return html.Li(
        [html.P(said), *_state(row)],
        className=f"due due-{row['state']}",
        title=f"{row['duty']} · {row['reporter']}",
    )


def _what(row: Row) -> str:
    """Name the period reported on; where none is printed, the report."""
    return str(row["period_printed"] or row["duty"])


def _state(row: Row) -> list[Component]:
    if row["state"] == "next":
        return [html.P("hạn tới", className="due-state")]
    if row["state"] == "passed":
        return [html.P(mark("unknown", word=work_words.UNREPORTED), className="due-state")]
    if row["state"] == "reported":
        return [html.P(work_words.REPORTED, className="due-state")]
    return []


def _row(row: Row) -> TableRow:
    day = f"{'trước ' if row['is_before'] else ''}{formats.date_table(row['due_on'])}"
    return TableRow((day, row["period_printed"], row["duty"], row["reporter"], row["recipient"]))


PANEL = Panel(
    name="reporting_calendar",
    title="Trong năm phải báo cáo vào những ngày nào?",
    draw=draw,
    missing="Kế hoạch của địa bàn không quy định chế độ báo cáo.",
    subject="reporting",
)
