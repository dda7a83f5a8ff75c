"""Sums of reported dossiers: an unknown part makes the sum unknown, a printed total wins over its fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules import dossiers
from tests.dossier_forms import TAM_PHUOC, field, total

COUNTS = st.lists(st.none() | st.integers(0, 10**6), max_size=8)


@given(COUNTS)
def test_a_sum_is_known_only_where_every_part_is(values: list[int | None]) -> None:
    found = dossiers.added(values)
    if None in values or not values:
        assert found is None
    else:
        assert found == sum(value or 0 for value in values)


def test_the_printed_total_counts_and_fields_only_without_one() -> None:
    fields = [field(1, "A", 3), field(2, "B", 4)]
    assert dossiers.whole(fields)["received"] == 7
    assert dossiers.whole([*fields, total(9)])["received"] == 9


def test_units_are_added_up_each_by_its_own_total() -> None:
    other = {"unit_address": "2@1900-01-01", "unit_name": "Xã B"}
    rows = [field(1, "A", 3), total(5), field(1, "A", 20, **other), field(2, "B", None, **other)]
    assert dossiers.whole(rows[:3])["received"] == 25
    assert dossiers.whole(rows)["received"] is None


def test_on_time_includes_early_and_is_of_those_returned() -> None:
    assert dossiers.on_time(dossiers.whole(TAM_PHUOC)) == Ratio(3408, 3408)
    assert dossiers.on_time({"closed_early": 1, "closed_on_time": None, "returned": 3}) is None
    assert dossiers.on_time({"closed_early": 0, "closed_on_time": 0, "returned": 0}) is None


@pytest.mark.parametrize(
    ("share", "agrees"), [("0,7 %", False), ("0,8 %", True), ("0,76 %", True), ("", None), ("ít", None)]
)
def test_a_printed_share_is_held_against_its_counts(share: str, agrees: bool | None) -> None:
    assert dossiers.share_agrees(field(1, "Đất đai", 26, share), 3410) is agrees
    assert dossiers.share_agrees(field(1, "Đất đai", 26, share), None) is None


def test_fields_come_as_printed_and_units_of_one_field_together() -> None:
    rows = [field(2, "B", 1), field(1, "C", 1), total(9), field(2, "B", 5), field(None, "A", 1)]
    found = [(name, len(own)) for name, own in dossiers.fields(rows)]
    assert found == [("C", 1), ("B", 2), ("A", 1)]
