"""How the plan's tasks spread over its headings; each heading narrows the page to its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.contracts import Answer, Request
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.lines import Line, lines
from layouts.shell.links import href

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Nhóm nội dung"),
    Heading("Nhiệm vụ", is_figure=True),
    Heading("Nội dung", is_figure=True),
    Heading("Hoàn thành", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """Set a bar beside each heading, largest first; the chosen one stands out and leads back."""
    rows = records(answer)
    most = max(row["tasks"] + row["parts"] for row in rows)
    known = {pillar.code for pillar in answer.locality.pillars}
    return Drawing(
        headline=_headline(answer, rows[0]),
        note="Chọn một nhóm để chỉ xem nhiệm vụ của nhóm đó",
        body=lines([_line(row, most, known, answer.request) for row in rows]),
        table=evidence_table(_HEADINGS, [_row(row) for row in rows], caption="Nhiệm vụ theo nhóm nội dung"),
    )


def _headline(answer: Answer, largest: Row) -> str:
    most = facts.ratio(answer, "most")
    whole = work_words.counted(facts.whole(answer, "tasks") or 0, facts.whole(answer, "parts") or 0)
    if most is None or most.n == most.total:
        return f"{whole} thuộc nhóm {_name(largest)}"
    return f"{whole}, nhiều nhất ở nhóm {_name(largest)} ({formats.count_pair(most)})"


def _name(row: Row) -> str:
    return work_words.heading(row["pillar_code"], row["pillar_name"])


def _line(row: Row, most: int, known: set[str], request: Request) -> Line:
    size = row["tasks"] + row["parts"]
    return Line(
        _label(row, known, request),
        figure=formats.number(size),
        words=f"{formats.number(row['done'])} hoàn thành" if row["done"] else "",
        share=size / most,
        is_marked=bool(row["is_chosen"]),
    )


def _label(row: Row, known: set[str], request: Request) -> Children:
    """Lead to the heading's tasks, from the chosen one back to all; some have no heading to ask for."""
    if row["pillar_code"] not in known:
        return f"{_name(row)} (không có đề mục riêng)"
    chosen = "" if row["is_chosen"] else row["pillar_code"]
    address = href("/tasks", **{**request.query(), "pillar": chosen})
    return html.Link(f"{_name(row)} · bỏ chọn" if row["is_chosen"] else _name(row), href=address)


def _row(row: Row) -> TableRow:
    counts = (row["tasks"], row["parts"], row["done"])
    return TableRow((_name(row), *(formats.number(count) for count in counts)), is_total=row["is_chosen"])


PANEL = Panel(
    name="task_pillars",
    title="Nhiệm vụ thuộc nhóm nội dung nào?",
    draw=draw,
    missing="Kế hoạch không giao nhiệm vụ nào cho đơn vị này.",
    subject="tasks",
)
