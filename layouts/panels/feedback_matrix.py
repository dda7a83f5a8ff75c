"""Where late feedback cases sit: units by categories."""

from __future__ import annotations

from layouts.cases import matrix
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_matrix",
    title="Phản ánh trễ hạn tập trung ở đơn vị, lĩnh vực nào?",
    draw=matrix.draw,
    missing=missing("feedback"),
)
