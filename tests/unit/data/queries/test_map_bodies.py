"""Bodies by what they lead."""

from __future__ import annotations

from typing import Any

from data.queries import map_bodies as query
from layouts.records import records
from tests.place_forms import answered


def body(name: str, led: int, helping: int, targets: int) -> dict[str, Any]:
    counts = {"tasks_led": led, "tasks_coordinated": helping, "targets_led": targets}
    return {"unit_address": f"{name}@1900-01-01", "unit_name": name, "level": "district", "role": "", **counts}


BODIES = [body("Phòng Y tế", 0, 3, 0), body("Công an", 2, 0, 0), body("Đoàn", 0, 0, 4), body("Chi cục", 2, 0, 1)]


def test_tasks_come_before_targets_and_ties_stand_by_name() -> None:
    answer = answered(query, BODIES)
    assert [row["unit_name"] for row in records(answer)] == ["Chi cục", "Công an", "Đoàn", "Phòng Y tế"]
    assert answer.facts == {"bodies": 4, "leading": 3}
