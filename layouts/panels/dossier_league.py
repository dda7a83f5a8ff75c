"""Which units close their dossiers in time."""

from __future__ import annotations

from layouts.cases import league
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="dossier_league",
    title="Đơn vị nào giải quyết hồ sơ đúng hạn, đơn vị nào chưa?",
    draw=league.draw,
    missing=missing("dossier"),
)
