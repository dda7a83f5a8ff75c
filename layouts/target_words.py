"""Targets beside their results, as several panels must say and draw them alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash.development.base_component import Component

from layouts import elements as html
from layouts import formats, wording
from layouts.drawing import Children
from layouts.shell.evidence import Bullet, aside
from layouts.shell.marks import WORDS, mark

_WHOLE: Final = 100.0
"""Percentages are drawn on a scale to 100 %."""


def width(row: Mapping[str, Any]) -> tuple[bool, float]:
    """Order gaps: percentages by points; other measures after them, by gap as a share of the target."""
    gap = row["gap"] or 0.0
    if row["measure"] == wording.PERCENT:
        return True, gap
    return False, gap / abs(row["target_value"]) if row["target_value"] else 0.0


def bullet(row: Mapping[str, Any], name: Children) -> Bullet:
    """Draw a result against its target, on a scale to 100 % or to the larger of both."""
    scale, goal, scope = _scale(row), row["target_value"], covers(row)
    return Bullet(
        label=[name, scope] if scope else name,
        share=row["value"] / scale,
        target=None if goal is None else goal / scale,
        words=result(row),
        detail=gap_and_counts(row),
        status=row["status"],
    )


def covers(row: Mapping[str, Any]) -> str:
    """Say whom a result covers where its target covers more: " (cấp huyện)"."""
    if row["result_scope"] in {None, row["target_scope"]}:
        return ""
    return f" ({wording.SCOPES[row['result_scope']]})"


def result(row: Mapping[str, Any]) -> str:
    """Write a comparable result under its status: "Khởi điểm 19,26 %"."""
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    return f"{WORDS[row['status']]} {value}"


def gap(row: Mapping[str, Any]) -> str:
    """Write how far a result is from its target: "còn cách 70,74 điểm tới 90 %"."""
    label = row["measure_label"] or ""
    goal = wording.measured(row["target_value"], row["measure"], label)
    if row["status"] == "on_target":
        return f"đạt mức {goal}"
    above = f"mức trên {goal}" if row["comparator"] == ">" else goal
    return wording.distance(row["gap"], row["measure"], label, above)


def gap_and_counts(row: Mapping[str, Any]) -> str:
    """Write the gap, and behind a percentage its n/N or that none are published."""
    counted = wording.behind(row["measure"], row["numerator"], row["denominator"])
    return " · ".join(filter(None, (gap(row), counted)))


def verdict(row: Mapping[str, Any]) -> Component:
    """Show a comparable result as mark and words, its gap and n/N under it."""
    verdict_of = mark(row["status"], word=f"{result(row)}{covers(row)}")
    return html.Div([verdict_of, " ", aside(gap_and_counts(row))])


def due(row: Mapping[str, Any]) -> str:
    """Write a target's deadline: a day, standing, or that none is printed."""
    if row["is_standing"]:
        return "thường xuyên"
    return f"hạn {formats.date_table(row['due_on'])}" if row["due_on"] else "không in hạn"


def _scale(row: Mapping[str, Any]) -> float:
    """Other measures reach to the target, or to the result where that is beyond it."""
    if row["measure"] == wording.PERCENT:
        return _WHOLE
    return float(max(row["value"], row["target_value"] or 0)) or 1.0
