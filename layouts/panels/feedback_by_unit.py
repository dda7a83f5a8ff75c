"""Which units answer late."""

from __future__ import annotations

from data.contracts import Answer
from layouts.drawing import Drawing, Panel


def draw(answer: Answer) -> Drawing:
    """Draw nothing yet."""
    return Drawing(headline=answer.question.title)


PANEL = Panel(name="feedback_by_unit", title="Đơn vị nào xử lý phản ánh trễ hạn?", draw=draw, missing="", subject="feedback")
