"""One feedback case: when it is due and why."""

from __future__ import annotations

from layouts.cases import one
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_case",
    title="Phản ánh này đến hạn khi nào, vì sao?",
    draw=one.draw,
    missing=one.unknown("feedback"),
)
