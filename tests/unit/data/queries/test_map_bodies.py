"""Bodies by what they lead."""

from __future__ import annotations

from data.queries import map_bodies as query
from layouts.records import records
from tests.place_forms import BODIES, answered


def test_tasks_come_before_targets_and_ties_stand_by_name() -> None:
    answer = answered(query, BODIES)
    assert [row["unit_name"] for row in records(answer)] == ["Chi cục", "Công an", "Đoàn", "Phòng Y tế"]
    assert answer.facts == {"bodies": 4, "leading": 3}
