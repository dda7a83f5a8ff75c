"""Who owes what to whom: days of one report share a row."""

from __future__ import annotations

from data.queries import reporting_board as query
from layouts.records import records
from tests.work_forms import QUARTERS, answered, duty


def test_days_of_one_report_share_a_row_and_reports_with_days_come_first() -> None:
    rows = [duty(8, reporter="Công an"), duty(9), *QUARTERS]
    answer = answered(query, rows)
    found = records(answer)
    assert [row["board_row"] for row in found] == [1, 1, 1, 1, 1, 2]
    assert [row["due_on"] is None for row in found] == [False] * 4 + [True, True]
    assert answer.facts == {"duties": 2, "reporters": 2, "year": 2023, "undated": 1, "recorded": 0}


def test_the_same_report_to_another_body_is_another_row() -> None:
    rows = [duty(1, 3, 15), duty(2, 3, 15, recipient="UBND tỉnh"), duty(3, 3, 15, via="Phòng Nội vụ")]
    assert [row["board_row"] for row in records(answered(query, rows))] == [1, 2, 3]
