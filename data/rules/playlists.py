"""What a wall shows when: scenes of a playlist with their durations, on weekdays and at times of day.

Source: ux.md (15–60 seconds a scene). Times are those of clocks in Vietnam, whose offset has been one since
1975.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHORTEST, LONGEST = 15, 60
"""Seconds that a scene stands: shorter cannot be read, longer looks frozen."""
USUAL: Final = 20
ALL_DAYS: Final = frozenset(range(1, 8))
"""Monday is 1, Sunday 7, as in ISO 8601."""
MOST_ITEMS: Final = 60
"""At the longest duration this is an hour: nobody waits longer for a scene to come back."""

_VIETNAM = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Item:
    """A scene in a playlist: what it shows, how long, and when it takes part.

    `starts` and `ends` bound the time of day, the end excluded; a span over midnight belongs to the day on
    which it began, and two equal bounds are the whole day. Raises ValueError for what cannot be shown.
    """

    scene: str
    seconds: int = USUAL
    measure: str = ""
    period: str = ""
    weekdays: frozenset[int] = ALL_DAYS
    starts: dt.time = dt.time(0)
    ends: dt.time = dt.time(0)

    def __post_init__(self) -> None:
        """Check duration and days."""
        if not SHORTEST <= self.seconds <= LONGEST:
            raise ValueError(f"a scene stands {SHORTEST} to {LONGEST} seconds, not {self.seconds}")
        if not self.weekdays or not self.weekdays <= ALL_DAYS:
            raise ValueError(f"no days of a week: {sorted(self.weekdays)}")

    def takes_part(self, now: dt.datetime) -> bool:
        """Tell whether the scene is shown at an aware moment."""
        local = now.astimezone(_VIETNAM)
        today, time = local.isoweekday(), local.time()
        if self.starts == self.ends:
            return today in self.weekdays
        if self.starts < self.ends:
            return today in self.weekdays and self.starts <= time < self.ends
        yesterday = (today - 2) % 7 + 1
        return (time >= self.starts and today in self.weekdays) or (
            time < self.ends and yesterday in self.weekdays
        )


def current(items: Sequence[Item], now: dt.datetime) -> tuple[Item, ...]:
    """Give the scenes that take part now, in their order; all of them where none does.

    A wall never goes blank because nobody planned for this hour.
    """
    found = tuple(item for item in items if item.takes_part(now))
    return found or tuple(items)
