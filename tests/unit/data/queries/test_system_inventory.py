"""Systems by category."""

from __future__ import annotations

from data.queries import system_inventory as query
from layouts.records import records
from tests.work_forms import answered, system


def test_the_largest_category_comes_first_and_in_it_what_is_in_use() -> None:
    rows = [
        system(1, category="land"),
        system(2, status="planned"),
        system(3, status="being_deployed"),
        system(4),
    ]
    answer = answered(query, rows)
    assert [row["line"] for row in records(answer)] == [404, 403, 402, 401]
    assert answer.facts == {"systems": 4, "in_use": 2, "being_deployed": 1, "planned": 1}
