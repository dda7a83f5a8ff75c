"""What cases tell of targets: codes of the plans, sums of the aggregates, and beside what is reported."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import data.plans
from data.rollups.cases_merge import MONTH_MEASURES
from data.rules.services import CODES
from data.rules.told_targets import TOLD, Told, reported_or_told

PLANS = Path(data.plans.__file__).parent


def test_every_code_is_one_of_the_plans() -> None:
    found: set[str] = set()
    for name in ("targets.csv", "indicators_actual.csv"):
        with (PLANS / name).open(encoding="utf-8", newline="") as file:
            found |= {row["indicator_code"] for row in csv.DictReader(file)}
    assert TOLD.keys() - found == set()


@pytest.mark.parametrize("told", TOLD.values())
def test_n_and_n_of_all_are_sums_that_the_months_keep(told: Told) -> None:
    assert {*told.part, *told.whole} <= set(MONTH_MEASURES)


def test_no_case_tells_of_services() -> None:
    assert not TOLD.keys() & (CODES["services_used"] | CODES["services_offered"])


def row(target: str, result: str | None, kind: str | None = None) -> dict[str, Any]:
    return {"target_key": target, "result_key": result, "case_kind": kind}


def test_a_target_without_a_result_gives_way_to_what_cases_tell() -> None:
    told, other = row("A", "cases:A", "dossier"), row("B", None)
    assert list(reported_or_told([row("A", None), other, told])) == [other, told]


def test_what_is_reported_stays_beside_what_cases_tell() -> None:
    both = [row("A", "R1"), row("A", "cases:A", "feedback")]
    assert list(reported_or_told(both)) == both
