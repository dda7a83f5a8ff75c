"""Units beside each other by their published points: equal slow sums over the rows, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from statistics import median

import pandas as pd
import pytest
from sqlalchemy import Engine, insert, select, update

from data import migrate
from data.contracts import Ratio, Request
from data.engine import make_engine, writing
from data.schema import Framework, OfficialScore, Period, Pillar, Unit
from data.simulate import Plan, Totals, simulate
from data.source import DataSource
from layouts.records import records

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
PLAN = Plan(communes=5, months=36, seed=7, until=NOW, totals=Totals(feedback=0, dossier=0))
"""Two whole years, 2024 and 2025, and no case: only points."""

PLACE = "mo_phong_01"


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    migrate.upgrade(made)
    simulate(made, PLAN, loaded_by="tests", now=NOW)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def scores(engine: Engine) -> pd.DataFrame:
    rows = (
        select(
            Unit.code.label("unit"),
            Unit.level,
            Period.code.label("period"),
            Pillar.code.label("pillar"),
            OfficialScore.score,
        )
        .join_from(OfficialScore, Unit, Unit.id == OfficialScore.unit_id)
        .join(Period, Period.id == OfficialScore.period_id)
        .outerjoin(Pillar, Pillar.id == OfficialScore.pillar_id)
    )
    with engine.connect() as connection:
        found = pd.DataFrame(connection.execute(rows).mappings().all())
    return found.assign(pillar=found["pillar"].fillna(""))


def asked(period: str = "2025", unit: str = "") -> Request:
    return Request(PLACE, period, dt.date(int(period), 12, 31), unit=unit)


def test_a_unit_stands_among_its_peers(engine: Engine, scores: pd.DataFrame) -> None:
    here = scores[scores["period"] == "2025"]
    chosen = str(here[here["level"] == "commune"]["unit"].iloc[0])
    answer = DataSource(engine).ask("pillar_against", asked(unit=f"{chosen}@1900-01-01"))
    told = {row["pillar_code"] or "": row for row in records(answer)}
    assert set(told) == set(here["pillar"])
    for pillar, row in told.items():
        peers = here[(here["pillar"] == pillar) & (here["level"] == "commune")]
        points = sorted(peers["score"])
        assert (row["low"], row["high"], row["units"]) == (points[0], points[-1], PLAN.communes)
        assert row["middle"] == round(median(points), 2)
        assert row["score"] == float(peers[peers["unit"] == chosen]["score"].iloc[0])
        of_province = here[(here["pillar"] == pillar) & (here["level"] == "province")]
        assert row["province"] == float(of_province["score"].iloc[0])
    assert told[""]["max_score"] == 100


def test_totals_are_beside_those_of_the_year_before(engine: Engine, scores: pd.DataFrame) -> None:
    whole = scores[(scores["pillar"] == "") & (scores["level"] == "commune")]
    by_year = whole.pivot_table(index="unit", columns="period", values="score")
    answer = DataSource(engine).ask("unit_ranking", asked())
    told = {row["unit_address"].partition("@")[0]: row for row in records(answer)}
    assert set(told) == set(by_year.index)
    for unit, row in told.items():
        now, before = float(by_year.loc[unit, "2025"]), float(by_year.loc[unit, "2024"])
        assert (row["score"], row["score_before"]) == (now, before)
        assert row["change"] == round(now - before, 2)
    assert [row["score"] for row in records(answer)] == sorted(by_year["2025"])
    fallen = int((by_year["2025"] < by_year["2024"]).sum())
    assert answer.facts["fallen"] == Ratio(fallen, PLAN.communes)


def test_the_first_year_has_nothing_before_it(engine: Engine) -> None:
    answer = DataSource(engine).ask("unit_ranking", asked("2024"))
    assert {row["change"] for row in records(answer)} == {None}
    assert answer.facts["has_earlier"] is False


def test_another_scoring_of_the_year_before_is_not_compared(engine: Engine) -> None:
    with writing(engine) as connection:
        own = connection.scalars(select(Framework.id)).one()
        old = {"code": "cu", "name": "Bộ cũ", "unit_level": "commune", "max_score": 100}
        place = connection.execute(select(Framework.locality_id, Framework.source_id)).one()._asdict()
        since = {"valid_from": dt.date(2023, 1, 1), "valid_to": dt.date(2025, 1, 1)}
        connection.execute(insert(Framework).values(**old, **place, **since))
        other = connection.scalars(select(Framework.id).where(Framework.code == "cu")).one()
        year = select(Period.id).where(Period.code == "2024").scalar_subquery()
        moved = update(OfficialScore).where(OfficialScore.period_id == year)
        connection.execute(moved.values(framework_id=other))
    answer = DataSource(engine).ask("unit_ranking", asked())
    assert answer.facts["is_other_scoring"] is True
    assert answer.facts["fallen"] == Ratio(0, 0)
    with writing(engine) as connection:
        connection.execute(moved.values(framework_id=own))


@pytest.mark.parametrize("question", ["unit_ranking", "pillar_against"])
def test_a_year_that_goes_on_has_no_points_yet(engine: Engine, question: str) -> None:
    assert records(DataSource(engine).ask(question, asked("2026"))) == []
