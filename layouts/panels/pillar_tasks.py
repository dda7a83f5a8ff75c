"""The plan's tasks under one pillar: who leads, until when, whether anybody reported, and the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import to_page, to_unit
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

SHOWN = 12
"""Rows before the fold: a page of a 1920 screen."""

SECTIONS_NAMED = 2

_HEADINGS = (
    Heading("Nhiệm vụ, nội dung", share=38),
    Heading("Chủ trì", share=20),
    Heading("Hạn", share=16),
    Heading("Tình trạng", share=11),
    Heading("Dòng", share=15),
)


def draw(answer: Answer) -> Drawing:
    """List the tasks, parts indented; say what of the plan stands under no heading."""
    rows = tuple(_row(row, answer.request) for row in records(answer))
    tasks, parts = facts.whole(answer, "tasks") or 0, facts.whole(answer, "parts") or 0
    whole = work_words.counted(tasks, parts)
    listed = register(_HEADINGS, [Group(whole, rows, noun="nhiệm vụ")], shown=SHOWN)
    return Drawing(
        headline=_headline(answer, whole),
        note=_note(answer),
        body=html.Div([listed, *_elsewhere(answer)]),
    )


def _headline(answer: Answer, whole: str) -> str:
    done = facts.ratio(answer, "done")
    if done is None or not done.n:
        return f"{whole}, {work_words.UNREPORTED} nào"
    rest = done.total - done.n
    said = f"{formats.number(rest)} {work_words.UNREPORTED}" if rest else "đủ báo cáo"
    return f"{whole}: {formats.count_pair(done)} hoàn thành, {said}"


def _note(answer: Answer) -> str:
    plan = work_words.plan(answer.facts["covered"])
    as_of = formats.date_prose(answer.request.as_of)
    return f"{plan[:1].upper()}{plan[1:]}, xem tại ngày {as_of}; {work_words.NOT_LATE}"


def _row(row: Row, request: Request) -> TableRow:
    cells: tuple[Children, ...] = (
        [row["task_name"], aside(row["note"])] if row["note"] else row["task_name"],
        _lead(row, request),
        _due(row),
        _status(row),
        _place(row),
    )
    return TableRow(cells, depth=1 if row["is_part"] else 0)


def _lead(row: Row, request: Request) -> Children:
    """Write who leads as printed, each that is a unit of the plan's list leading to its page."""
    if not row["lead_units"]:
        return html.Span("như nhiệm vụ" if row["is_part"] else "không ghi", className="no-figure")
    words = [part.strip() for part in row["lead_units"].split(";") if part.strip()]
    named: list[Component | str] = [
        html.Link(word, href=to_unit(address, request)) if address else word
        for word, address in zip(words, row["lead_addresses"].split(";"), strict=True)
    ]
    return [part for name in named for part in (name, "; ")][:-1]


def _due(row: Row) -> Children:
    if row["is_standing"]:
        return "Thường xuyên"
    if row["due_on"] is None:
        return "Chưa xác định"
    basis = f"«{row['due_printed']}»" if row["is_printed"] else "không in ngày, theo kế hoạch"
    return [f"{formats.date_table(row['due_on'])} ", html.Span(basis, className="basis")]


def _status(row: Row) -> Component:
    """A task without a report is not late: only that its day has gone by is said."""
    if row["status"] == "done":
        return mark("on_target", word="Hoàn thành")
    gone = [aside("đã qua hạn in" if row["is_printed"] else "đã hết kỳ kế hoạch")]
    said = mark("unknown", word=work_words.UNREPORTED)
    return html.Div([said, *(gone if row["timing"] == "due_passed" else [])])


def _place(row: Row) -> Children:
    """Name the line, and the printed section that it stands in."""
    if row["line"] is None:
        return row["section"] or None
    return [f"dòng {row['line']} ", html.Span(row["section"], className="basis")]


def _elsewhere(answer: Answer) -> list[Component]:
    """Say how many tasks stand under none of the framework's headings, and where they are printed."""
    count = facts.whole(answer, "elsewhere")
    if not count:
        return []
    sections = facts.texts(answer, "sections")
    where = formats.join_names([f"«{name}»" for name in sections], SECTIONS_NAMED, "mục")
    said = (
        f"{formats.counted(count, 'việc')} khác của kế hoạch không thuộc nhóm nào của khung, in ở {where}. "
    )
    link = html.Link("Xem mọi nhiệm vụ", href=to_page("/tasks", answer.request), className="onward")
    return [html.P([said, link], className="aside")]


PANEL = Panel(
    name="pillar_tasks",
    title="Kế hoạch giao những việc gì cho trụ cột này?",
    draw=draw,
    missing="Kế hoạch không giao nhiệm vụ nào dưới nhóm này; mọi nhiệm vụ xem ở trang Nhiệm vụ.",
)
