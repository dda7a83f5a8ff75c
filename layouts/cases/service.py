"""What single cases add to panels of reported counts: first answers, re-openings, who is counted by case."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import facts, formats
from layouts.rates import rate
from layouts.shell.marks import big_figure

DEALT_WITH: Final = "Phải giải quyết trong kỳ"
"""What the total of cases counts: those closed in the period and those open at its end."""

_HOURS_OF_DAY: Final = 24
_DAYS_FROM: Final = 48
"""Hours from which a wait is told in days."""


def is_counted(answer: Answer) -> bool:
    """Tell whether every figure of an answer is counted by case."""
    found = facts.ratio(answer, "by_case")
    return found is not None and found.n == found.total


def counted_by(answer: Answer) -> str:
    """Say in a note which figures are counted by case, and that they stand in place of the reported ones."""
    found = facts.ratio(answer, "by_case")
    if found is None or not found.n:
        return ""
    who = "" if found.n == found.total else f" của {formats.count_pair(found)} đơn vị"
    counted = f". Số liệu{who} đếm từng vụ việc, thay cho số báo cáo"
    return f"{counted}; gồm cả kỳ trước chuyển sang, không kể từ chối và chuyển nơi khác"


def service_tiles(answer: Answer) -> list[Component]:
    """Show the wait until the first answer and what was opened again; nothing where no case tells."""
    responded = facts.ratio(answer, "responded") if "responded" in answer.facts else None
    reopened = facts.ratio(answer, "reopened")
    hours = facts.number(answer, "response_hours") if responded else None
    return [
        *([_first_answer(responded, hours)] if responded and hours is not None else []),
        *([_again(reopened)] if reopened else []),
    ]


def _first_answer(responded: Ratio, hours: float) -> Component:
    said = f"đã phản hồi {rate(responded)}"
    if hours >= _DAYS_FROM:
        days = formats.number(hours / _HOURS_OF_DAY, 1)
        return big_figure(days, "ngày", "Phản hồi lần đầu, trung bình", said)
    return big_figure(formats.number(hours, 1), "giờ", "Phản hồi lần đầu, trung bình", said)


def _again(reopened: Ratio) -> Component:
    return big_figure(formats.number(reopened.n), "việc", "Phải mở lại", f"{rate(reopened)} số tiếp nhận")
