"""What came of the reports that are owed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import reporting_received as query
from layouts.records import records
from tests.work_forms import START, Row, answered, asked, duty

COMMUNES = "UBND các xã, thị trấn"
JULY = asked(dt.date(2023, 7, 1))


def due(number: int, month: int | None, day: int | None, **more: Any) -> Row:
    return {**duty(number, month, day, **more), "part": "duty"}


def commune(number: int, name: str, until: dt.date | None = None, kind: str = "commune") -> Row:
    return {
        "part": "body",
        "unit_id": number,
        "unit_name": name,
        "kind": kind,
        "valid_from": START,
        "valid_to": until,
    }


def report(number: int, who: str, day: dt.date, *, year: int = 2023) -> Row:
    return {
        "part": "report",
        "duty_id": number,
        "year": year,
        "unit_id": 1,
        "unit_name": who,
        "handed_in_by": who,
        "handed_in_on": day,
    }


PLACES = [commune(1, "Xã A"), commune(2, "Xã B"), commune(3, "Xã C", dt.date(2020, 1, 1))]


def test_communes_are_counted_named_late_and_missing() -> None:
    rows = [due(1, 3, 15, reporter=COMMUNES), *PLACES, report(1, "Xã A", dt.date(2023, 3, 15))]
    answer = answered(query, rows, JULY)
    (row,) = records(answer)
    assert (row["owed"], row["on_time"], row["late"], row["missing"]) == (2, 0, 1, 1)
    assert (row["late_names"], row["missing_names"], row["has_others"]) == ("Xã A", "Xã B", False)
    assert answer.facts == {"year": 2023, "recorded": 1, "late": 1, "missing": 1}


def test_where_nobody_keeps_a_register_silence_says_nothing() -> None:
    rows = [due(1, 3, 15, reporter=COMMUNES), *PLACES, report(1, "Xã A", dt.date(2022, 3, 1), year=2022)]
    answer = answered(query, rows, JULY)
    (row,) = records(answer)
    assert (row["kind"], row["missing"]) == ("nothing", None)
    assert answer.facts["recorded"] == 0
    assert answered(query, PLACES, JULY).is_empty


def test_a_day_ahead_misses_nobody_yet() -> None:
    rows = [
        due(1, 9, 15, reporter=COMMUNES),
        due(2, 12, 15, reporter=COMMUNES),
        *PLACES,
        report(1, "Xã A", dt.date(2023, 6, 1)),
    ]
    (row,) = records(answered(query, rows, JULY))
    assert (row["due_on"].month, row["on_time"], row["missing"]) == (9, 1, 0)


def test_groups_that_nobody_can_count_miss_nobody() -> None:
    rows = [
        due(1, 3, 15, reporter="Các phòng, ban, ngành huyện"),
        report(1, "Phòng A", dt.date(2023, 3, 1)),
    ]
    (row,) = records(answered(query, rows, JULY))
    assert (row["owed"], row["on_time"], row["missing"], row["has_others"]) == (None, 1, 0, True)


def test_a_single_body_owes_one_report() -> None:
    rows = [
        due(1, 3, 15, reporter="UBND huyện"),
        due(2, 6, 15, reporter="UBND huyện"),
        report(1, "UBND huyện", dt.date(2023, 3, 1)),
    ]
    came, missing = records(answered(query, rows, JULY))
    assert (came["owed"], came["on_time"], came["missing"]) == (1, 1, 0)
    assert (missing["owed"], missing["missing"], missing["missing_names"]) == (1, 1, "UBND huyện")


def test_departments_owe_too_but_for_the_one_that_collects() -> None:
    """Two communes and two departments owe; the third one is where the reports go."""
    departments = [
        commune(4, "Phòng Nội vụ", kind="department"),
        commune(5, "Phòng Kinh tế", kind="department"),
        commune(6, "Phòng Văn hóa và Thông tin", kind="department"),
        commune(7, "Các phòng chuyên môn", kind="department"),
    ]
    owed = due(
        1, 3, 15, reporter=f"Các phòng, ban, ngành huyện; {COMMUNES}", via="Phòng Văn hóa và Thông tin"
    )
    rows = [owed, *PLACES, *departments, report(1, "Phòng Nội vụ", dt.date(2023, 3, 1))]
    (row,) = records(answered(query, rows, JULY))
    assert (row["owed"], row["on_time"], row["missing"], row["has_others"]) == (4, 1, 3, True)
    assert row["missing_names"] == "Xã A; Xã B; Phòng Kinh tế"
