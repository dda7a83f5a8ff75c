"""Units whose last complete month of feedback is unlike their own months before."""

from __future__ import annotations

from layouts.cases import unusual
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_unusual",
    title="Đơn vị nào có tháng bất thường về phản ánh?",
    draw=unusual.draw,
    missing=missing("feedback"),
)
