"""Money left first, then contradictions, then what cannot be told; what agrees is said last."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from data.contracts import Ratio, Request
from data.queries import budget_alerts as query
from tests.plan_forms import PHU_LUC_03, PHU_LUC_04, YEAR_2023, asked, line, rule


def found(*rows: Any, request: Request | None = None) -> list[dict[str, Any]]:
    return query.shape(rows, request or asked())[0]


def test_the_largest_rest_of_the_plan() -> None:
    unspent, agreed = found(*PHU_LUC_03)
    assert unspent == {
        "kind": "budget_unspent",
        "severity": 2,
        "status": "unknown",
        "name": "Bộ phận TN&TKQ",
        "amount": 65_088_394,
        "part": 157_911_606,
        "whole": 223_000_000,
        "of_whole": 65_436_694,
    }
    assert (agreed["kind"], agreed["n"]) == ("sums_agree", 1)


def test_before_the_end_of_the_year_nothing_is_unspent() -> None:
    request = replace(asked(), as_of=dt.date(2022, 12, 30))
    assert [record["kind"] for record in found(*PHU_LUC_03, request=request)] == ["sums_agree"]


def test_a_printed_sum_that_is_not_its_lines_is_a_conflict() -> None:
    rows = [line(1, "A", 100, 100, parent_key="B9"), line(9, "Tổng", 110, 100, kind="total")]
    (conflict,) = found(*rows)
    assert (conflict["kind"], conflict["status"]) == ("sum_conflict", "conflict")
    assert (conflict["amount"], conflict["of_whole"]) == (110, 100)


def test_an_estimate_without_execution_is_missing_not_zero() -> None:
    missing, agreed = found(*PHU_LUC_04, request=asked(YEAR_2023))
    assert (missing["kind"], missing["n"], missing["total"]) == ("not_executed", 6, 6)
    assert missing["amount"] == 1_558_506_400
    assert (agreed["kind"], agreed["n"]) == ("sums_agree", 2)


def test_rules_that_cannot_be_judged_are_one_exception() -> None:
    (record,) = found(rule(2, "Kinh tế số"), rule(1, "An toàn thông tin"))
    assert (record["kind"], record["n"], record["total"]) == ("rules_unjudged", 2, 2)
    assert record["name"] == "An toàn thông tin; Kinh tế số"


def test_facts_are_ours_where_every_line_is_known() -> None:
    assert query.shape(PHU_LUC_03, asked())[1] == {
        "execution": Ratio(315_739_306, 381_176_000),
        "allocated": 381_176_000,
    }
    assert query.shape([rule(1, "A")], asked())[1] == {"execution": None, "allocated": None}


def test_neither_lines_nor_rules_is_no_answer() -> None:
    assert found() == []
