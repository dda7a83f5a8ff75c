"""The product names what the simulation planted, and little else, by its own questions, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data import migrate
from data.contracts import Request
from data.engine import make_engine
from data.rollups.cases_days import FACTS
from data.rules.periods import parse
from data.simulate import Plan, simulate
from data.simulate.recall import Score, found_in, planted, score
from data.source import DataSource
from layouts.panels import PANELS

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
PLAN = Plan(communes=14, months=20, seed=11, until=NOW)
CERTAIN = ("silence", "slowdown", "surge")
"""What shows in every case of a month; of ratings there are too few to be certain."""


@pytest.fixture(scope="module")
def source(module_database_url: str) -> Iterator[DataSource]:
    made: Engine = make_engine(module_database_url)
    migrate.upgrade(made)
    yield DataSource(made)
    made.dispose()


def whole(slug: str, period: str) -> Request:
    """Ask about a month from its last day."""
    return Request(slug, period, parse(period).last_day)


@pytest.fixture(scope="module")
def scored(source: DataSource) -> Score:
    report = simulate(source._engine, PLAN, loaded_by="tests", now=NOW)
    found, months, units = found_in(
        source.catalogue(), tuple(FACTS), lambda name, slug, period: source.ask(name, whole(slug, period))
    )
    return score(planted(report.truth), found, months["mo_phong_01"], units)


def test_every_planted_anomaly_that_can_be_judged_is_found(scored: Score) -> None:
    judged = {kind: scored.recall[kind] for kind in CERTAIN if kind in scored.recall}
    assert sum(ratio.total for ratio in judged.values()) >= 1
    assert all(ratio.n == ratio.total for ratio in judged.values())


def test_false_alarms_are_as_rare_as_promised(scored: Score) -> None:
    alarms = sum(ratio.n for ratio in scored.false_alarms.values())
    unit_months = max(ratio.total for ratio in scored.false_alarms.values())
    assert unit_months == 14 * 7 * 2
    assert alarms <= 1


@pytest.mark.parametrize("kind", FACTS)
def test_the_panel_says_what_was_judged(source: DataSource, scored: Score, kind: str) -> None:
    assert scored.recall
    answer = source.ask(f"{kind}_unusual", Request("mo_phong_01", "2026-10", dt.date(2026, 10, 31)))
    drawing = PANELS[f"{kind}_unusual"].draw(answer)
    assert drawing.headline.startswith("Tháng 10/2026: ")
    assert answer.facts["month"] == dt.date(2026, 10, 1)
