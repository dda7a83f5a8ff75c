"""Targets beside their results, as several panels must say and draw them alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import formats, wording
from layouts.cases.words import KINDS
from layouts.drawing import Children
from layouts.shell.evidence import Bullet, aside
from layouts.shell.links import to_page
from layouts.shell.marks import WORDS, mark

_WHOLE: Final = 100.0
"""Percentages are drawn on a scale to 100 %."""


def width(row: Mapping[str, Any]) -> tuple[bool, float]:
    """Order gaps: percentages by points; other measures after them, by gap as a share of the target."""
    gap = row["gap"] or 0.0
    if row["measure"] == wording.PERCENT:
        return True, gap
    return False, gap / abs(row["target_value"]) if row["target_value"] else 0.0


def bullet(row: Mapping[str, Any], name: Children, answer: Answer) -> Bullet:
    """Draw a result against its target, on a scale to 100 % or to the larger of both."""
    scale, goal, scope = _scale(row), row["target_value"], covers(row)
    return Bullet(
        label=[name, scope] if scope else name,
        share=row["value"] / scale,
        target=None if goal is None else goal / scale,
        words=result(row),
        detail=with_counting(gap_and_counts(row), row, answer),
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


def counting(row: Mapping[str, Any], answer: Answer) -> str:
    """Say that cases tell a result, and of when: "đếm từng hồ sơ năm 2026, tính đến 22/11/2026"."""
    if not row["case_kind"]:
        return ""
    day = answer.request.as_of
    until = "" if answer.period.is_complete(day) else f", tính đến {formats.date_prose(day)}"
    return f"đếm từng {KINDS[row['case_kind']].noun} {wording.period(answer.period)}{until}"


def with_counting(said: str, row: Mapping[str, Any], answer: Answer) -> Children:
    """Add to words about a result that cases tell it, and the way to the page that shows them."""
    if not row["case_kind"]:
        return said
    page = to_page(KINDS[row["case_kind"]].path, answer.request)
    return [f"{said} · ", html.Link(counting(row, answer), href=page)]


def verdict(row: Mapping[str, Any], answer: Answer) -> Component:
    """Show a comparable result as mark and words; under it its gap, n/N, and that cases tell it."""
    verdict_of = mark(row["status"], word=f"{result(row)}{covers(row)}")
    return html.Div([verdict_of, " ", aside(with_counting(gap_and_counts(row), row, answer))])


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
