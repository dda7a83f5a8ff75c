"""What a unit has to do by the plan: a group a role, days that have passed without a report first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import href, to_unit
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 8
"""Rows of a role before the fold."""

_HEADINGS = (Heading("Nhiệm vụ", share=54), Heading("Hạn", share=20), Heading("Tình trạng", share=26))
_ROLES: Final[Mapping[str, str]] = {"lead": "Chủ trì", "subject": "Nêu đích danh", "coordinating": "Phối hợp"}
_BASES: Final[Mapping[str, str]] = {
    "plan_period": "theo kỳ kế hoạch",
    "budget_year": "theo năm dự toán",
    "wording": "theo lời văn",
}
"""Where a day comes from that the document does not print."""

_WITHOUT_DAY: Final[Mapping[str, str]] = {"standing": "thường xuyên", "undated": "không ghi hạn"}


def draw(answer: Answer) -> Drawing:
    """List the tasks that name the unit by role, then those of the body that stands for it."""
    rows = records(answer)
    direct = [row for row in rows if row["is_direct"]]
    groups = [_group(role, [row for row in direct if row["role"] == role]) for role in _ROLES]
    shared = [row for row in rows if not row["is_direct"]]
    listed = register(_HEADINGS, [*filter(None, groups), *_through(shared)], shown=SHOWN)
    return Drawing(
        headline=_headline(answer, shared),
        note=f"Xem tại ngày {formats.date_prose(answer.request.as_of)}; {work_words.NOT_LATE}",
        body=html.Div([listed, _onward(answer, shared)]),
    )


def _headline(answer: Answer, shared: Sequence[Row]) -> str:
    """Count by role what names the unit; else what it has to do as one of many."""
    counts = {role: facts.whole(answer, role) or 0 for role in _ROLES}
    said = [f"{_ROLES[role].lower()} {formats.number(count)}" for role, count in counts.items() if count]
    if not said:
        count = formats.counted(len(shared), "nhiệm vụ")
        return f"{count} giao cho {shared[0]['addressee']}, không nêu đích danh đơn vị"
    reported = facts.ratio(answer, "reported")
    opening = f"Nhiệm vụ: {', '.join(said)}"
    if reported is None:
        return opening
    if not reported.n:
        return f"{opening}; chưa có báo cáo nào"
    return f"{opening}; {formats.count_pair(reported)} có báo cáo hoàn thành"


def _group(role: str, rows: Sequence[Row]) -> Group | None:
    if not rows:
        return None
    heading = f"{_ROLES[role]}: {formats.counted(len(rows), 'nhiệm vụ')}"
    return Group(heading, tuple(_row(row) for row in rows), noun="nhiệm vụ")


def _through(shared: Sequence[Row]) -> list[Group]:
    """Tasks that the plan gives to all units of a kind by naming the body that stands for them."""
    if not shared:
        return []
    heading = f"Giao cho {shared[0]['addressee']}: {formats.counted(len(shared), 'nhiệm vụ')}"
    return [Group(heading, tuple(_row(row, with_role=True) for row in shared), noun="nhiệm vụ")]


def _row(row: Row, *, with_role: bool = False) -> TableRow:
    return TableRow((_name(row, with_role=with_role), _due(row), _status(row)))


def _name(row: Row, *, with_role: bool) -> Children:
    """Name the task; under it what it is a part of, and who leads it where somebody else does."""
    roles = [_ROLES[role].lower() for role in row["roles"].split(",")]
    is_plain = not with_role and len(roles) == 1
    details = [
        "" if is_plain else ", ".join(roles),
        f"thuộc: {row['parent_name']}" if row["parent_name"] else "",
        f"chủ trì: {row['lead_units']}" if row["role"] != "lead" and row["lead_units"] else "",
    ]
    said = " · ".join(filter(None, details))
    return [row["task_name"], " ", aside(said)] if said else row["task_name"]


def _due(row: Row) -> Children:
    """Give the day, and the words that it was read from or else what it follows from."""
    printed = row["due_printed"] or ""
    if row["due_on"] is None:
        words = _WITHOUT_DAY.get(row["standing"], "không ghi hạn")
        return [words, " ", aside(printed)] if printed and printed.casefold() != words else words
    day = formats.date_table(row["due_on"].date())
    basis = printed or _BASES.get(row["due_basis"], "")
    return [day, " ", aside(basis)] if basis else day


def _status(row: Row) -> Component:
    if row["standing"] == "reported":
        return mark("on_target", word="đã hoàn thành")
    words = "qua hạn, chưa có báo cáo" if row["standing"] == "due_passed" else work_words.UNREPORTED
    return mark("unknown", word=words)


def _onward(answer: Answer, shared: Sequence[Row]) -> Component:
    """Lead to the tree of tasks narrowed to the unit, and to the page of the body that stands for it."""
    request = answer.request
    links: list[Component] = []
    if any(facts.whole(answer, role) for role in _ROLES):
        tasks = href("/tasks", locality=request.locality, period=request.period, unit=request.unit)
        links.append(html.Link("Xem trong cây nhiệm vụ", href=tasks, className="onward"))
    if shared and request.scope is None:
        body = to_unit(shared[0]["addressee_address"], request)
        links.append(html.Link(f"Hồ sơ {shared[0]['addressee']}", href=body, className="onward"))
    return html.P(links, className="ways-on")


PANEL = Panel(
    name="unit_tasks",
    title="Đơn vị được giao những nhiệm vụ nào?",
    draw=draw,
    missing="Kế hoạch không nêu tên đơn vị trong nhiệm vụ nào; tên nhóm như «các phòng, ban» giữ nguyên chữ.",
)
