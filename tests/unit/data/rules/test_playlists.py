from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.playlists import ALL_DAYS, Item, current

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
items = st.builds(
    Item,
    scene=st.sampled_from(["budget", "work"]),
    seconds=st.integers(15, 60),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    starts=st.times(),
    ends=st.times(),
)


def shown(*listed: Item, at: dt.datetime) -> list[str]:
    return [item.scene for item in current(listed, at)]


def test_scene_without_rules_is_always_shown() -> None:
    assert shown(Item("budget"), Item("work"), at=MONDAY) == ["budget", "work"]


def test_weekday_decides() -> None:
    rows = Item("budget", weekdays=frozenset({1})), Item("work", weekdays=frozenset({2, 3}))
    assert shown(*rows, at=MONDAY) == ["budget"]
    assert shown(*rows, at=MONDAY + dt.timedelta(days=1)) == ["work"]


def test_time_of_day_decides_its_end_excluded() -> None:
    rows = (
        Item("budget", starts=dt.time(7), ends=dt.time(9)),
        Item("work", starts=dt.time(9), ends=dt.time(17)),
    )
    assert shown(*rows, at=MONDAY) == ["work"]
    assert shown(*rows, at=MONDAY - dt.timedelta(seconds=1)) == ["budget"]


def test_time_is_that_of_vietnam_whatever_zone_the_moment_has() -> None:
    rows = (
        Item("budget", starts=dt.time(8), ends=dt.time(10)),
        Item("work", starts=dt.time(1), ends=dt.time(3)),
    )
    assert shown(*rows, at=MONDAY.astimezone(dt.UTC)) == ["budget"]


def test_night_belongs_to_the_day_on_which_it_began() -> None:
    night = Item("budget", weekdays=frozenset({1}), starts=dt.time(22), ends=dt.time(6))
    rows = night, Item("work")
    assert shown(*rows, at=MONDAY.replace(hour=23)) == ["budget", "work"]
    assert shown(*rows, at=MONDAY.replace(hour=3)) == ["work"]
    assert shown(*rows, at=MONDAY.replace(day=24, hour=3)) == ["budget", "work"]


@given(st.lists(items, min_size=1), moments)
def test_wall_is_never_blank(listed: list[Item], now: dt.datetime) -> None:
    found = current(listed, now)
    assert found
    assert set(found) <= set(listed)


@given(items, moments)
def test_a_span_and_its_complement_part_the_day(item: Item, now: dt.datetime) -> None:
    if item.starts == item.ends:
        return
    one = Item(item.scene, starts=item.starts, ends=item.ends)
    other = Item(item.scene, starts=item.ends, ends=item.starts)
    assert one.takes_part(now) != other.takes_part(now)


@pytest.mark.parametrize("seconds", [14, 61, 0, -1])
def test_durations_are_bounded(seconds: int) -> None:
    with pytest.raises(ValueError, match="seconds"):
        Item("budget", seconds=seconds)


@pytest.mark.parametrize("days", [frozenset[int](), frozenset({0}), ALL_DAYS | {8}])
def test_days_are_those_of_a_week(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="days"):
        Item("budget", weekdays=days)
