"""Who a unit is, and its lineage in order."""

from __future__ import annotations

import datetime as dt

from data.queries import unit_identity as query
from layouts.records import records
from tests.place_forms import answered, asked
from tests.unit_forms import UNIT, own, relative


def test_facts_say_who_it_is_and_its_last_day() -> None:
    facts = answered(query, [own()], asked(unit=UNIT)).facts
    assert (facts["name"], facts["is_official_code"]) == ("Xã Tân Phú", True)
    assert facts["since"] is None
    assert facts["until"] == dt.date(2025, 6, 30)
    assert facts["parent_address"] == "706@1900-01-01"


def test_a_beginning_that_is_known_is_kept_and_an_open_end_stays_open() -> None:
    facts = answered(query, [own(valid_from=dt.date(2025, 7, 1), valid_to=None)]).facts
    assert (facts["since"], facts["until"]) == (dt.date(2025, 7, 1), None)


def test_a_parent_outside_the_locality_has_no_page() -> None:
    facts = answered(query, [own(parent_is_here=None)]).facts
    assert (facts["parent_name"], facts["parent_address"]) == ("Huyện Tân Châu", None)


def test_predecessors_come_before_successors_each_by_name() -> None:
    rows = [
        relative("after", "Xã Tân Châu"),
        relative("before", "Xã Đông"),
        own(),
        relative("before", "Xã An"),
    ]
    assert [row["unit_name"] for row in records(answered(query, rows))] == [
        "Xã Tân Phú",
        "Xã An",
        "Xã Đông",
        "Xã Tân Châu",
    ]


def test_no_unit_no_answer() -> None:
    answer = answered(query, [])
    assert answer.is_empty
    assert set(answer.facts.values()) == {None}
