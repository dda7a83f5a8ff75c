"""Duties that name a unit, with the next day, and whom they go to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import unit_reports as query
from layouts.records import records
from tests.place_forms import answered, asked
from tests.unit_forms import duty, named

OFFICE = "Phòng Nội vụ"
COMMITTEE = "UBND các xã, thị trấn (12)"
ROWS = [
    named("who", OFFICE),
    named("body", "UBND huyện Tân Châu"),
    named("body", OFFICE),
    duty(1, "Phòng Nội vụ; Công an huyện", "UBND huyện", due_month=6, due_day=15),
    duty(2, OFFICE, "Sở Nội vụ"),
    duty(3, OFFICE, "UBND huyện", due_month=3, due_day=15),
    duty(4, "UBND huyện", "phòng nội vụ"),
    duty(5, "Các phòng, ban", "UBND tỉnh"),
]


def found(rows: list[Any], **more: Any) -> list[tuple[str, str, str | None]]:
    return [
        (row["duty_key"], row["role"], row["state"]) for row in records(answered(query, rows, asked(**more)))
    ]


def test_owed_by_day_then_undated_then_received() -> None:
    assert found(ROWS) == [
        ("R3", "reporter", "next"),
        ("R1", "reporter", "ahead"),
        ("R2", "reporter", "undated"),
        ("R4", "recipient", "undated"),
    ]


def test_days_pass_by_the_day_shown() -> None:
    states = {key: state for key, _, state in found(ROWS, as_of=dt.date(2023, 3, 15))}
    assert (states["R3"], states["R1"]) == ("passed", "next")


def test_facts_and_the_body_on_the_other_side() -> None:
    answer = answered(query, ROWS)
    assert answer.facts == {"owed": 3, "dated": 2, "received": 1, "next_on": dt.date(2023, 3, 15)}
    other = {row["duty_key"]: row["other_address"] for row in records(answer)}
    assert other == {
        "R1": "UBND huyện Tân Châu@1900-01-01",
        "R2": None,
        "R3": "UBND huyện Tân Châu@1900-01-01",
        "R4": "UBND huyện Tân Châu@1900-01-01",
    }


def test_a_commune_is_meant_by_its_committees_and_not_by_its_kind() -> None:
    town = named("who", "Thị trấn Tân Châu", is_territory=True)
    committee = named("who", COMMITTEE, is_direct=False)
    rows = [committee, town, duty(1, "Các phòng, ban; UBND các xã, thị trấn", "UBND huyện")]
    (row,) = records(answered(query, rows))
    assert (row["addressee"], row["is_direct"]) == (COMMITTEE, False)


def test_a_unit_that_no_duty_names_has_none() -> None:
    assert answered(query, [named("who", "Công an xã"), *ROWS[1:]]).is_empty
