"""How long open dossiers have been waiting."""

from __future__ import annotations

from layouts.cases import ages
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="dossier_ages",
    title="Hồ sơ còn mở đã chờ bao lâu?",
    draw=ages.draw,
    missing=missing("dossier"),
    has_graph=True,
    graph_height=15,
    alt="Thanh ngang theo số ngày đã chờ: trong hạn và quá hạn, chờ lâu nhất ở trên.",
)
