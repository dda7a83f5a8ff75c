"""Every target of an indicator with its clause and units, judged as everywhere."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import indicator_targets as query
from tests.plan_forms import YEAR_2023, asked, result
from tests.subject_forms import LED, promised


def test_units_of_a_target_are_gathered_from_its_rows() -> None:
    words = {"lead_units": "Công an huyện; các xã", "coordinating_units": "Phòng Nội vụ"}
    rows = [
        promised(1, **words, role="lead", unit_name="Công an huyện", unit_address=LED),
        promised(1, **words, role="coordinating", unit_name="Phòng Nội vụ", unit_address="PNV@2010-01-01"),
    ]
    (record,), facts = query.shape(rows, asked())
    assert record["lead_addresses"] == f"{LED};"
    assert record["coordinating_addresses"] == "PNV@2010-01-01"
    assert (record["section"], record["line"]) == ("III.2.2 Mục tiêu cụ thể", 159)
    assert facts == {"targets": 1, "compared": Ratio(0, 1)}


def test_a_result_from_before_is_a_baseline_and_one_of_its_year_judges() -> None:
    before = {**promised(1), **result(1, 19.26)}
    within = {**promised(1), **result(2, 95, YEAR_2023)}
    records, facts = query.shape([before, within], asked())
    assert [(row["status"], row["gap"]) for row in records] == [("baseline", 70.74), ("on_target", 0)]
    assert facts == {"targets": 1, "compared": Ratio(1, 1)}


def test_without_targets_the_facts_are_complete() -> None:
    assert query.shape([], asked()) == ([], {"targets": 0, "compared": Ratio(0, 0)})
