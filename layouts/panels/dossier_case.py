"""One dossier: when it is due and why."""

from __future__ import annotations

from layouts.cases import one
from layouts.drawing import Panel

PANEL = Panel(
    name="dossier_case",
    title="Hồ sơ này đến hạn khi nào, vì sao?",
    draw=one.draw,
    missing=one.unknown("dossier"),
)
