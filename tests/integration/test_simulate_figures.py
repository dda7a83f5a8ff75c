"""Invented scores and budgets: they add up, ranks follow the points, the overview can be built from them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from data import migrate, rollups
from data.engine import make_engine, writing
from data.schema import BudgetLine, Locality, OfficialScore, OverviewRollup, Period, Unit
from data.simulate import Plan, Totals, simulate

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
PLAN = Plan(communes=6, months=24, seed=7, until=NOW, provinces=2, totals=Totals(300, 300))


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    simulate(made, PLAN, loaded_by="tests", now=NOW)
    yield made
    made.dispose()


def test_totals_are_the_sum_of_their_pillars_and_only_whole_years_are_scored(engine: Engine) -> None:
    parts: dict[tuple[int, str], list[float]] = defaultdict(list)
    totals: dict[tuple[int, str], float] = {}
    rows = select(OfficialScore, Period.code).join(Period, Period.id == OfficialScore.period_id)
    with engine.connect() as connection:
        for row in connection.execute(rows).mappings():
            if row["pillar_id"] is None:
                totals[row["unit_id"], row["code"]] = row["score"]
            else:
                parts[row["unit_id"], row["code"]].append(row["score"])
    assert {year for _, year in totals} == {"2025"}
    assert len(totals) == 6 + 2
    assert {key: round(sum(scores), 1) for key, scores in parts.items()} == pytest.approx(totals)


def test_ranks_follow_the_points_among_the_communes_of_a_province(engine: Engine) -> None:
    rows = (
        select(OfficialScore.score, OfficialScore.rank, OfficialScore.units_ranked, Unit.locality_id)
        .join(Unit, Unit.id == OfficialScore.unit_id)
        .where(Unit.level == "commune", OfficialScore.pillar_id.is_(None))
    )
    by_province: dict[int, list[tuple[float, int]]] = defaultdict(list)
    with engine.connect() as connection:
        for row in connection.execute(rows):
            assert row.units_ranked == 3
            by_province[row.locality_id].append((row.score, row.rank))
    assert len(by_province) == 2
    for scored in by_province.values():
        for score, rank in scored:
            assert rank == 1 + sum(other > score for other, _ in scored)


def test_sums_of_the_budget_are_those_of_their_lines(engine: Engine) -> None:
    with engine.connect() as connection:
        lines = connection.execute(select(BudgetLine)).mappings().all()
    for total in (line for line in lines if line["kind"] == "total"):
        same = [line for line in lines if line["locality_id"] == total["locality_id"]]
        same = [line for line in same if line["period_id"] == total["period_id"]]
        for amount in ("allocated", "executed"):
            leaves = sum(line[amount] for line in same if line["kind"] == "line")
            groups = sum(line[amount] for line in same if line["kind"] == "group")
            assert total[amount] == leaves == groups > 0


def test_the_overview_takes_the_scores_of_the_province_itself(engine: Engine) -> None:
    with writing(engine) as connection:
        rollups.rebuild(connection, NOW)
        shown = connection.scalars(
            select(OverviewRollup.value).where(
                OverviewRollup.subject == "pillars", OverviewRollup.measure == "total"
            )
        ).all()
        own = connection.scalars(
            select(OfficialScore.score)
            .join(Locality, Locality.unit_id == OfficialScore.unit_id)
            .where(OfficialScore.pillar_id.is_(None))
        ).all()
    assert len(shown) == 2
    assert sorted(value or 0 for value in shown) == pytest.approx(sorted(value or 0 for value in own))
