"""A result from before is a baseline with a gap; nothing else than a comparable result says anything."""

from __future__ import annotations

from typing import Any

import pytest

from data.contracts import Ratio
from data.queries import pillar_targets as query
from tests.plan_forms import YEAR_2023, asked, result, target


def shaped(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return query.shape(rows, asked())[0]


def test_a_result_of_the_year_before_is_a_baseline() -> None:
    (record,) = shaped({**target(1, "DVC có hồ sơ"), **result(1, 19.26)})
    assert (record["status"], record["value"], record["gap"]) == ("baseline", 19.26, 70.74)


@pytest.mark.parametrize(("value", "status", "gap"), [(90.0, "on_target", 0), (89.5, "off_target", 0.5)])
def test_a_result_of_its_own_year_judges(value: float, status: str, gap: float) -> None:
    (record,) = shaped({**target(1, "DVC có hồ sơ"), **result(1, value, YEAR_2023)})
    assert (record["status"], record["gap"]) == (status, gap)


def test_a_count_out_of_a_total_is_a_percentage_of_the_target() -> None:
    counted = result(1, 7, result_measure="count", numerator=7, denominator=80)
    (record,) = shaped({**target(1, "Kết nối SOC", 100), **counted})
    assert (record["value"], record["gap"], record["numerator"], record["denominator"]) == (
        8.75,
        91.25,
        7,
        80,
    )


def test_a_count_without_its_total_is_not_compared_with_a_percentage() -> None:
    (record,) = shaped({**target(1, "Kết nối SOC", 100), **result(1, 7, result_measure="count")})
    assert (record["status"], record["gap"]) == ("unknown", None)


def test_a_target_without_a_result_waits() -> None:
    (record,) = shaped(target(1, "Chữ ký số"))
    assert (record["status"], record["value"], record["gap"]) == ("unknown", None, None)


def test_each_result_once_whatever_the_lines_of_evidence() -> None:
    """The statement repeats a pair for the clause of the target and for the line of the result."""
    first = {**target(1, "DVC có hồ sơ"), **result(1, 19.26, result_scope="agencies")}
    second = {**target(1, "DVC có hồ sơ"), **result(2, 50.13, result_scope="communes")}
    records, facts = query.shape([second, first, second, first, target(2, "Chữ ký số")], asked())
    assert [(record["target_key"], record["result_key"]) for record in records] == [
        ("T1", "A1"),
        ("T1", "A2"),
        ("T2", None),
    ]
    assert facts == {"targets": 2, "compared": Ratio(1, 2), "baselines": Ratio(1, 2)}


def test_headings_come_in_the_frameworks_order() -> None:
    rows = [target(1, "A", pillar_position=2), target(2, "B", pillar_position=1)]
    assert [record["target_name"] for record in shaped(*rows)] == ["B", "A"]


def test_a_standing_target_goes_on_after_its_period() -> None:
    standing = target(1, "A", is_standing=True, target_starts=asked().as_of, target_ends=asked().as_of)
    (record,) = shaped({**standing, **result(1, 95, YEAR_2023)})
    assert record["status"] == "on_target"
