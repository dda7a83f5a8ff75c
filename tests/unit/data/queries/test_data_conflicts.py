"""The register as an answer: one row a conflict, what is open first, and the N of what was compared."""

from __future__ import annotations

import datetime as dt

from data.contracts import Ratio
from data.queries import data_conflicts as query
from layouts.records import records
from tests.conflict_forms import both_sides, checked, conflict, settled
from tests.work_forms import answered


def test_a_conflict_is_one_row_whatever_number_of_sources_it_has() -> None:
    rows = [checked(24), *both_sides("a"), conflict("a", side=2, source_line=61)]
    answer = answered(query, rows)
    (row,) = records(answer)
    assert (row["first_value"], row["second_numerator"], row["second_denominator"]) == (0.7, 26, 3410)
    assert (row["first_document"], row["second_section"]) == ("Kế hoạch năm 2023", "Phần I")
    assert answer.facts == {"conflicts": Ratio(1, 24), "open": 1, "explained": 0, "settled": 0}


def test_the_section_is_that_of_the_line_printed() -> None:
    other = conflict("a", side=2, source_line=61, source_section="Phần II")
    named = conflict("a", side=2, source_line=65, source_section="Phần I")
    (row,) = records(answered(query, [checked(1), conflict("a"), other, named]))
    assert row["second_section"] == "Phần I"


def test_a_side_without_a_source_has_no_place() -> None:
    (row,) = records(answered(query, [checked(1), conflict("a")]))
    assert (row["second_document"], row["second_section"]) == ("", "")


def test_open_ones_come_first_in_the_order_of_the_register() -> None:
    rows = [*settled("done", position=0), *both_sides("b", 2), *both_sides("a", 1), checked(9)]
    answer = answered(query, rows)
    assert [row["key"] for row in records(answer)] == ["a", "b", "done"]
    assert (answer.facts["open"], answer.facts["settled"]) == (2, 1)


def test_the_day_of_a_decision_is_the_one_in_vietnam() -> None:
    row = records(answered(query, [checked(1), *settled("a")]))[0]
    assert row["decided_on"].date() == dt.date(2026, 11, 21)
    assert row["reason"] == "Lấy số ở bảng"


def test_agreement_is_a_calm_row_and_nothing_compared_is_none() -> None:
    calm = answered(query, [checked(32)])
    assert [row["kind"] for row in records(calm)] == [query.CALM]
    assert calm.facts["conflicts"] == Ratio(0, 32)
    assert answered(query, [checked(None)]).is_empty
