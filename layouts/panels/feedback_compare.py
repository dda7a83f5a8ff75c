"""How feedback cases of the period compare with those of the year before."""

from __future__ import annotations

from layouts.cases import compare
from layouts.cases.words import missing
from layouts.drawing import Panel

PANEL = Panel(
    name="feedback_compare",
    title="So với cùng kỳ năm trước, phản ánh ra sao?",
    draw=compare.draw,
    missing=missing("feedback"),
)
