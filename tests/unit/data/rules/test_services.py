"""A share of services is never a share of dossiers; every code is one of the plans, in one place only."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

import data.plans
from data.rules import services

PLANS = Path(data.plans.__file__).parent


def plan_codes() -> set[str]:
    """Codes that the plans' own transcription gives to definitions."""
    found: set[str] = set()
    for name in ("targets.csv", "indicators_actual.csv"):
        with (PLANS / name).open(encoding="utf-8", newline="") as file:
            found |= {row["indicator_code"] for row in csv.DictReader(file)}
    return found


def test_every_code_is_one_of_the_plans() -> None:
    assert services.EVERY_CODE - plan_codes() == set()


def test_no_code_counts_two_things() -> None:
    assert all(not first & second for first, second in combinations(services.CODES.values(), 2))
    assert tuple(services.CODES) == services.BASES


def test_services_and_dossiers_are_two_measures() -> None:
    assert services.basis("ty_le_dvctt_phat_sinh_ho_so") == "services_used"
    assert services.basis("ty_le_ho_so_xu_ly_truc_tuyen") == "dossiers"


def test_health_records_are_no_dossiers() -> None:
    with pytest.raises(KeyError):
        services.basis("ty_le_ho_so_suc_khoe")
