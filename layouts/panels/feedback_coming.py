"""Which feedback cases will be overdue before the next meeting."""

from __future__ import annotations

from layouts.cases import coming
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_coming",
    title="Phản ánh nào sẽ quá hạn trước phiên họp tới?",
    draw=coming.draw,
    missing=missing("feedback"),
)
