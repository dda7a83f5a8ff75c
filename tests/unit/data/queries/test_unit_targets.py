"""A unit's targets: led before coordinated, known before unknown, the widest gap first."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import unit_targets as query
from layouts.records import records
from tests.place_forms import answered
from tests.unit_forms import target


def test_order_and_facts() -> None:
    rows = [target(1), target(2, 80.0), target(3, 40.0, role="coordinating"), target(4, 50.0)]
    answer = answered(query, rows)
    found = [(row["target_key"], row["status"], row["gap"]) for row in records(answer)]
    assert found == [
        ("T4", "baseline", 40),
        ("T2", "baseline", 10),
        ("T1", "unknown", None),
        ("T3", "baseline", 50),
    ]
    assert answer.facts == {"lead": 3, "coordinating": 1, "compared": Ratio(2, 3)}


def test_a_target_with_both_roles_is_led() -> None:
    answer = answered(query, [target(1, role="lead"), target(1, role="coordinating")])
    assert [row["role"] for row in records(answer)] == ["lead"]
    assert answer.facts["coordinating"] == 0
