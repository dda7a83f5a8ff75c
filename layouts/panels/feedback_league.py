"""Which units close their feedback cases in time."""

from __future__ import annotations

from layouts.cases import league
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_league",
    title="Đơn vị nào xử lý phản ánh đúng hạn, đơn vị nào chưa?",
    draw=league.draw,
    missing=missing("feedback"),
)
