"""A due date explains itself: one Vietnamese sentence with the term, the days skipped and their documents.

Source: domain.md sections 2 (a due date can explain itself) and 3 (dates in prose).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from data.rules.deadlines import Limit, Pause, Receipt, Run, runs
from data.rules.working_time import (
    Calendar,
    SpecialDay,
    counting_day,
    local,
    next_working_moment,
    working_minutes_between,
)

_UNITS = {"days": "ngày làm việc", "hours": "giờ làm việc"}
_FIRST_DAY = "không tính ngày đầu tiên theo Điều 147 Bộ luật Dân sự năm 2015"
_MINUTES_OF_HOUR = 60
_LAST_MONTH_WITH_ZERO = 2


def explain(receipt: Receipt, limits: Sequence[Limit], calendar: Calendar) -> str:
    """Say in one sentence why a case is due when it is: terms, days skipped, pauses, and their documents."""
    acceptance, handling = runs(receipt, limits, calendar)
    parts = [_receipt_words(receipt, calendar)]
    if acceptance is not None:
        parts.append(_run_words("tiếp nhận", acceptance, calendar))
    if receipt.accepted_at is not None:
        parts.append(f"đã tiếp nhận lúc {_moment(receipt.accepted_at)}")
    if handling is not None:
        parts.append(_run_words("xử lý", handling, calendar))
    elif acceptance is None or acceptance.due is not None:
        parts.append("chưa có thời hạn xử lý được quy định")
    return "; ".join(parts) + "."


def _receipt_words(receipt: Receipt, calendar: Calendar) -> str:
    counted_from = next_working_moment(calendar, receipt.received_at)
    words = f"Nhận lúc {_moment(receipt.received_at)}"
    if counted_from == receipt.received_at:
        return words
    return f"{words}, ngoài giờ làm việc nên tính từ {_moment(counted_from)}"


def _run_words(verb: str, run: Run, calendar: Calendar) -> str:
    term = f"{verb} trong {run.limit.amount} {_UNITS[run.limit.unit]} theo {run.limit.document}"
    if run.due is None:
        standing = run.pauses[-1]
        reason = f" ({standing.reason})" if standing.reason else ""
        since = f"đang tạm dừng từ {_moment(standing.start)}{reason}"
        return f"{term}, {since} nên chưa xác định được hạn {verb}"
    first = [_FIRST_DAY] if run.limit.unit == "days" else []
    between = _days_between(run.start, run.due, calendar)
    notes = [*first, *_skipped_words(between, calendar), *_pause_words(run.pauses, calendar)]
    because = f" ({'; '.join(notes)})" if notes else ""
    return f"{term}{because}, hạn {verb} là {_moment(run.due)}"


def _days_between(start: dt.datetime, end: dt.datetime, calendar: Calendar) -> list[dt.date]:
    """Give the days after the first one, the last one included: that may be worked in exchange."""
    first, last = counting_day(calendar, start), local(end).date()
    return [first + dt.timedelta(days=passed) for passed in range(1, (last - first).days + 1)]


def _skipped_words(days: Sequence[dt.date], calendar: Calendar) -> list[str]:
    """Name what was skipped between two days: weekly days off as a number, others by name and document."""
    differing = [day for day in days if calendar.is_working(day) != calendar.is_usually_working(day)]
    off = [calendar.days[day] for day in differing if not calendar.is_working(day)]
    exchanged = [calendar.days[day] for day in differing if calendar.is_working(day)]
    weekly = sum(not calendar.is_working(day) and not calendar.is_usually_working(day) for day in days)
    return [
        *([f"bỏ qua {weekly} ngày nghỉ hằng tuần"] if weekly else []),
        *([f"bỏ qua {len(off)} ngày nghỉ: {_named(off)}"] if off else []),
        *([f"tính cả {len(exchanged)} ngày làm bù: {_named(exchanged)}"] if exchanged else []),
    ]


def _named(days: Iterable[SpecialDay]) -> str:
    """List days by name, with each document once for the days in a row that it set."""
    return ", ".join(
        f"{', '.join(map(_special, group))}, theo {document}"
        for document, group in groupby(days, key=lambda day: day.document)
    )


def _special(day: SpecialDay) -> str:
    return f"{_date(day.day)} \N{EN DASH} {day.name}"


def _pause_words(pauses: Sequence[Pause], calendar: Calendar) -> list[str]:
    minutes = sum(
        working_minutes_between(calendar, pause.start, pause.end) for pause in pauses if pause.end is not None
    )
    reasons = ", ".join(dict.fromkeys(pause.reason for pause in pauses if pause.reason))
    why = f": {reasons}" if reasons else ""
    return [f"trừ {_duration(minutes)} tạm dừng{why}"] if minutes else []


def _duration(minutes: int) -> str:
    hours, left = divmod(minutes, _MINUTES_OF_HOUR)
    return " ".join([*([f"{hours} giờ"] if hours else []), *([f"{left} phút"] if left or not hours else [])])


def _moment(moment: dt.datetime) -> str:
    when = local(moment)
    return f"{when.hour:02} giờ {when.minute:02} ngày {_date(when.date())}"


def _date(day: dt.date) -> str:
    month = f"{day.month:02}" if day.month <= _LAST_MONTH_WITH_ZERO else str(day.month)
    return f"{day.day:02}/{month}/{day.year:04}"
