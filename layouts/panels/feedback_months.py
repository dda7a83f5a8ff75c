"""How the on-time rate of feedback cases goes from month to month."""

from __future__ import annotations

from layouts.cases import months
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_months",
    title="Tỷ lệ phản ánh đúng hạn biến động ra sao?",
    draw=months.draw,
    missing=missing("feedback"),
    has_graph=True,
    graph_height=18,
    alt="Đường tỷ lệ đúng hạn theo tháng với trung bình và giới hạn kiểm soát.",
)
