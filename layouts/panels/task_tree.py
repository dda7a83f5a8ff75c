"""The plan's tasks as a tree under its headings: who, when, what is known, and the line that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import href, to_unit
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

SHOWN = 6
"""Rows of a heading before the fold, as long as nothing narrows the list."""

_HEADINGS = (
    Heading("Nhiệm vụ, nội dung", share=33),
    Heading("Chủ trì", share=18),
    Heading("Phối hợp", share=16),
    Heading("Hạn", share=14),
    Heading("Tình trạng", share=14),
    Heading("Dòng", is_figure=True, share=5),
)

_CHOICES: Mapping[str, str] = {
    "past": "đã qua hạn in trong văn bản, chưa có báo cáo kết quả",
    "past_period": "đã hết kỳ kế hoạch, chưa có báo cáo kết quả",
    "soon": "đến hạn trong 30 ngày tới",
    "without_lead": "không ghi đơn vị chủ trì",
    "group_lead": "giao chung, không nêu một đơn vị nào của danh sách",
    "undated": "chưa xác định được hạn",
    "unreported": "chưa có báo cáo",
    "done": "đã hoàn thành",
}
_BASES: Mapping[str, str] = {
    "plan_period": "theo kỳ kế hoạch",
    "budget_year": "theo năm dự toán",
    "wording": "theo lời văn",
}
"""Where a due date comes from that the document does not print."""

_SIGNS = ((">= ", "≥ "), ("<= ", "≤ "))


def draw(answer: Answer) -> Drawing:
    """List the tasks of each heading, parts indented; what narrows the list is said, with the way back."""
    rows, request = records(answer), answer.request
    is_narrowed = bool(request.pillar or request.unit or request.measure in _CHOICES)
    found = [
        _group(list(members), request) for _, members in groupby(rows, key=lambda row: row["pillar_code"])
    ]
    listed = register(_HEADINGS, found, shown=0 if is_narrowed else SHOWN)
    return Drawing(
        headline=_headline(answer),
        note=_note(answer),
        body=html.Div([*_narrowed(answer), listed]),
    )


def _headline(answer: Answer) -> str:
    done = facts.ratio(answer, "done")
    whole = work_words.counted(facts.whole(answer, "tasks") or 0, facts.whole(answer, "parts") or 0)
    if answer.request.measure in _CHOICES:
        return f"{whole} {_CHOICES[answer.request.measure]}"
    if done is None or not done.n:
        return f"{whole}, chưa có báo cáo nào"
    rest = f"{formats.number(done.total - done.n)} chưa có báo cáo" if done.n < done.total else "đủ báo cáo"
    return f"{whole}: {formats.count_pair(done)} hoàn thành, {rest}"


def _note(answer: Answer) -> str:
    as_of = formats.date_prose(answer.request.as_of)
    plan = work_words.plan(answer.facts["covered"])
    return f"{plan[:1].upper()}{plan[1:]}, xem tại ngày {as_of}; {work_words.NOT_LATE}"


# ---------------------------------------------------------------------------------- what narrows the list


def _narrowed(answer: Answer) -> list[Component]:
    """Say what the list is narrowed to; each condition can be taken back."""
    request, locality = answer.request, answer.locality
    names = {
        "pillar": [pillar.name for pillar in locality.pillars if pillar.code == request.pillar],
        "unit": [unit.name for unit in locality.units if unit.address == request.unit],
        "measure": [_CHOICES[request.measure]] if request.measure in _CHOICES else [],
    }
    labels = {"pillar": "Nhóm", "unit": "Đơn vị", "measure": "Chỉ nhiệm vụ"}
    items = [
        html.Li([f"{labels[key]}: {name} ", _without(request, key)])
        for key, found in names.items()
        for name in found
    ]
    return [html.Ul(items, className="narrowed")] if items else []


def _without(request: Request, key: str) -> Component:
    return html.Link("bỏ lọc", href=href("/tasks", **{**request.query(), key: ""}))


# ------------------------------------------------------------------------------------------- one heading


def _group(rows: Sequence[Row], request: Request) -> Group:
    first = rows[0]
    counted = [row for row in rows if not row["is_context"]]
    tasks = sum(row["level"] == "task" for row in counted)
    done = sum(row["status"] == "done" for row in counted)
    said = f"{_name(first)}: {work_words.counted(tasks, len(counted) - tasks)}"
    finished = f", {formats.number(done)} hoàn thành" if done else ""
    return Group(f"{said}{finished}", tuple(_row(row, request) for row in rows), noun="nhiệm vụ")


def _name(row: Row) -> str:
    name = work_words.heading(row["pillar_code"], row["pillar_name"])
    return name if row["pillar_name"] else f"{name} (không có đề mục riêng)"


def _row(row: Row, request: Request) -> TableRow:
    cells: tuple[Children, ...] = (
        _task(row),
        _lead(row, request),
        _units(row["coordinating_units"], row["coordinating_addresses"], request),
        _due(row),
        _status(row),
        formats.number(row["line"]) if row["line"] else None,
    )
    return TableRow(cells, depth=1 if row["level"] == "content" else 0)


def _task(row: Row) -> Children:
    """Name the task; its amount and the transcription's remark stand under it."""
    quantity = row["quantity"] or ""
    for typed, printed in _SIGNS:
        quantity = quantity.replace(typed, printed)
    remarks = [f"Mức: {quantity}" if quantity else "", row["note"] or ""]
    said = " · ".join(filter(None, remarks))
    return [row["task_name"], aside(said)] if said else row["task_name"]


def _lead(row: Row, request: Request) -> Children:
    """Name who leads; a part without a lead of its own has that of its task."""
    if row["lead_units"]:
        return _units(row["lead_units"], row["lead_addresses"], request)
    if row["level"] != "content":
        return html.Span("không ghi", className="no-figure")
    where = _units(row["subject"], row["subject_addresses"], request)
    place = [html.Div(["tại ", html.Span(where)], className="aside")] if where else []
    return [html.Span("như nhiệm vụ", className="no-figure"), *place]


def _units(printed: str | None, addresses: str | None, request: Request) -> Children:
    """Write units as printed, each that is a unit of the plan's list leading to its page."""
    if not printed:
        return None
    words = [part.strip() for part in printed.split(";") if part.strip()]
    found = (addresses or "").split(";")
    named: list[Component | str] = [
        html.Link(word, href=to_unit(address, request)) if address else word
        for word, address in zip(words, found, strict=True)
    ]
    return [part for name in named for part in (name, "; ")][:-1]


def _due(row: Row) -> Children:
    """Write the day, or that it is standing or unknown, with the words or the basis that say so."""
    words = f"«{row['due_printed']}»" if row["due_printed"] else _BASES.get(row["due_basis"], "")
    if row["is_standing"]:
        day = "Thường xuyên"
    else:
        day = "Chưa xác định" if row["due_on"] is None else formats.date_table(row["due_on"])
    is_repeated = words.casefold() == f"«{day.casefold()}»"
    return [f"{day} ", html.Span(words, className="basis")] if words and not is_repeated else day


def _status(row: Row) -> Component:
    if row["status"] == "done":
        return mark("on_target", word="Hoàn thành")
    gone = [aside("đã qua hạn in" if row["due_basis"] == "printed" else "đã hết kỳ kế hoạch")]
    said = mark("unknown", word=work_words.UNREPORTED)
    return html.Div([said, *(gone if row["timing"] == "due_passed" else [])])


PANEL = Panel(
    name="task_tree",
    title="Kế hoạch giao những nhiệm vụ nào?",
    draw=draw,
    missing="Kế hoạch không giao nhiệm vụ nào như vậy cho nhóm hoặc đơn vị này.",
    subject="tasks",
)
