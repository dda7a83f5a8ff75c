"""Drawn cases keep their order in time, follow the week, and carry what was planted."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from data.rollups.cases_days import CaseKind
from data.rules.working_time import Calendar, vietnam_days
from data.simulate.anomalies import FACTORS, Planted, plant
from data.simulate.drawing import NONE, World, day_loads, draw_month
from data.simulate.places import months_of
from data.simulate.plan import CATEGORIES, URGENCY_SHARES, Plan, Totals
from data.simulate.working_clock import DAY_SECONDS, Seconds, WorkingClock

UNTIL = dt.datetime(2026, 6, 20, 2, 40, tzinfo=dt.UTC)
PLAN = Plan(6, 6, 7, UNTIL, totals=Totals(6000, 6000))
MONTHS = months_of(PLAN)
CLOCK = WorkingClock(Calendar(vietnam_days(range(2026, 2030))), dt.date(2026, 1, 1), 1461)


def drawn(kind: CaseKind, *planted: Planted, at: int = 2) -> dict[str, Seconds]:
    world = World.make(PLAN, kind, CLOCK, MONTHS, planted)
    return draw_month(world, day_loads(world), at)


def surely(*planted: Planted) -> dict[str, Seconds]:
    return drawn("feedback", *planted)


@pytest.mark.parametrize("kind", ["feedback", "dossier"])
def test_moments_follow_each_other_and_end_with_what_is_known(kind: CaseKind) -> None:
    cases = drawn(kind, at=5)
    end = int(UNTIL.timestamp()) - CLOCK.epoch
    assert len(cases["received"]) > 300
    assert cases["received"].max() <= end
    assert (cases["due"] > cases["received"]).all()
    for name in ("accepted", "responded", "closed"):
        known = cases[name] != NONE
        assert (cases[name][known] >= cases["received"][known]).all()
        assert cases[name].max() <= end
    assert ((cases["closed"] == NONE) == (cases["outcome"] == NONE)).all()
    assert (cases["outcome"][cases["rating"] != NONE] == 0).all()


def test_the_same_seed_gives_the_same_cases() -> None:
    one, other = drawn("feedback"), drawn("feedback")
    assert all((one[name] == other[name]).all() for name in one)


def test_weekends_are_quieter() -> None:
    weekday = (drawn("feedback")["received"] // DAY_SECONDS + dt.date(2026, 1, 1).weekday()) % 7
    counts = np.bincount(weekday, minlength=7)
    assert counts[5:].max() < counts[:5].min()


@pytest.mark.parametrize(("anomaly", "low", "high"), [("surge", 3.0, 5.0), ("silence", 0.0, 0.0)])
def test_planted_loads_are_found_in_the_commune_alone(anomaly: str, low: float, high: float) -> None:
    planted = Planted("feedback", anomaly, 3, MONTHS[2], FACTORS[anomaly])  # type: ignore[arg-type,index]
    usual = np.bincount(surely()["commune"], minlength=6)
    found = np.bincount(surely(planted)["commune"], minlength=6)
    assert low <= found[3] / usual[3] <= high
    assert found[[0, 1, 2, 4, 5]] == pytest.approx(usual[[0, 1, 2, 4, 5]], rel=0.35)


def test_a_planted_slowdown_makes_cases_late() -> None:
    def late(cases: dict[str, Seconds]) -> float:
        mine = cases["commune"] == 3
        return float((cases["closed"][mine] > cases["due"][mine]).mean())

    slow = surely(Planted("feedback", "slowdown", 3, MONTHS[2], FACTORS["slowdown"]))
    assert late(slow) > 5 * late(surely()) > 0


def test_planted_dissatisfaction_is_rated() -> None:
    def dissatisfied(cases: dict[str, Seconds]) -> float:
        rated = cases["rating"][(cases["commune"] == 3) & (cases["rating"] != NONE)]
        return float((rated == 2).mean())

    angry = surely(Planted("feedback", "dissatisfaction", 3, MONTHS[2], FACTORS["dissatisfaction"]))
    assert dissatisfied(angry) > 2 * dissatisfied(surely())


def test_anomalies_are_planted_once_a_commune_and_never_at_the_ends() -> None:
    found = plant("feedback", 96, MONTHS, 7)
    assert len(found) == -(-96 * 4 // 150)
    assert len({each.commune for each in found}) == len(found)
    assert {each.month for each in found} <= set(MONTHS[1:-1])


def test_shares_are_whole() -> None:
    for categories in CATEGORIES.values():
        assert sum(category.share for category in categories) == pytest.approx(1)
    assert sum(URGENCY_SHARES) == pytest.approx(1)
