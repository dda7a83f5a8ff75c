"""The one place that reads the clock: everything else is given the time."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """Aware moment in UTC, as stored."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day in Vietnam, as leaders mean it."""
    return dt.datetime.now(VIETNAM).date()
