"""Where a task stands: by its report, else by its due date as of a day. Without a report nothing is late.

Source: domain.md section 2: a task without a reported status is "chưa có báo cáo", not late.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

Standing: TypeAlias = Literal["due_passed", "ahead", "undated", "standing", "reported"]

ORDER: tuple[Standing, ...] = ("due_passed", "ahead", "undated", "standing", "reported")
"""What a leader asks about first: a day that has passed without a report."""


def standing(
    reported_status: str | None, due_on: dt.date | None, *, is_standing: bool, as_of: dt.date
) -> Standing:
    """Tell where a task stands on a day; its due day itself has not passed yet."""
    if reported_status is not None:
        return "reported"
    if due_on is not None:
        return "due_passed" if due_on < as_of else "ahead"
    return "standing" if is_standing else "undated"
