"""Systems by what a dashboard should do with them."""

from __future__ import annotations

from data.queries import system_roles as query
from layouts.records import records
from tests.work_forms import answered, asked


def test_roles_come_from_most_to_least_work_and_unused_ones_are_left_out() -> None:
    counts = [
        ("track", "planned", 3),
        ("show", "in_use", 5),
        ("show_and_integrate", "in_use", 2),
        ("show", "planned", 1),
    ]
    rows = [{"dashboard_role": role, "status": status, "systems": n} for role, status, n in counts]
    answer = answered(query, rows)
    found = [
        (row["dashboard_role"], row["in_use"], row["being_deployed"], row["planned"], row["total"])
        for row in records(answer)
    ]
    assert found == [("show_and_integrate", 2, 0, 0, 2), ("show", 5, 0, 1, 6), ("track", 0, 0, 3, 3)]
    assert answer.facts == {"systems": 11, "shown_now": 7, "to_connect": 2}


def test_no_system_is_no_answer() -> None:
    assert query.shape([], asked()) == ([], {"systems": 0, "shown_now": 0, "to_connect": 0})
