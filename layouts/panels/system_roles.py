"""What a dashboard should do with the systems, by how far they are: counts in a small table."""

from __future__ import annotations

from data.contracts import Answer, Ratio
from layouts import facts, formats, work_words
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, bar, evidence_table

_COUNTS = ("total", "in_use", "being_deployed", "planned")
_HEADINGS = (
    Heading("Việc của bảng điều hành"),
    Heading("Biểu đồ"),
    Heading("Tổng", is_figure=True),
    Heading("Đang dùng", is_figure=True),
    Heading("Đang triển khai", is_figure=True),
    Heading("Dự kiến", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """Count the systems of each role by status, with a bar for the total."""
    rows = records(answer)
    most = max(row["total"] for row in rows)
    lines = [
        TableRow(
            (
                work_words.DASHBOARD_ROLES[row["dashboard_role"]],
                bar(row["total"] / most),
                *(formats.number(row[name]) for name in _COUNTS),
            )
        )
        for row in rows
    ]
    return Drawing(
        headline=_headline(answer),
        note="Nhận định của bản chép, không phải lời văn kế hoạch",
        body=evidence_table(_HEADINGS, lines, caption="Hệ thống theo việc của bảng điều hành và tình trạng"),
    )


def _headline(answer: Answer) -> str:
    systems = facts.whole(answer, "systems") or 0
    shown = formats.count_pair(Ratio(facts.whole(answer, "shown_now") or 0, systems))
    connected = formats.count_pair(Ratio(facts.whole(answer, "to_connect") or 0, systems))
    return f"{shown} hệ thống đang dùng và cần hiển thị, {connected} đang dùng và cần tích hợp"


PANEL = Panel(
    name="system_roles",
    title="Bảng điều hành cần làm gì với các hệ thống?",
    draw=draw,
    missing="Kế hoạch của địa bàn không nêu hệ thống nào.",
)
