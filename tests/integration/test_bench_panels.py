"""The bench's plain SQL tells what our panels tell: else it would be measured against something easier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from statistics import median
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from bench.panels import Compared, eight
from data import migrate
from data.contracts import Answer, Request
from data.engine import make_engine
from data.simulate import Plan, Totals, simulate
from data.source import DataSource

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
PLAN = Plan(communes=4, months=24, seed=7, until=NOW, totals=Totals(4000, 4000))
PANELS = {panel.title: panel for panel in eight(NOW.date())}


@pytest.fixture(scope="module")
def engine(postgres_url: str) -> Iterator[Engine]:
    made = make_engine(postgres_url)
    migrate.upgrade(made)
    simulate(made, PLAN, loaded_by="tests", now=NOW)
    yield made
    made.dispose()


def plain(engine: Engine, panel: Compared) -> list[tuple[Any, ...]]:
    url = make_url(engine.url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        return connection.execute(panel.sql, panel.parameters).fetchall()


def ours(engine: Engine, panel: Compared) -> Answer:
    source, last = DataSource(engine), panel.span.end - dt.timedelta(days=1)
    place, period = panel.query["locality"], panel.query["period"]
    beside = source.catalogue().beside(place) if source.is_wide(panel.question) else ()
    unit = f"{panel.unit}@1900-01-01" if panel.unit else ""
    return source.ask(panel.question, Request(place, period, last, unit=unit, is_pinned=True, beside=beside))


def test_league_tables_agree(engine: Engine) -> None:
    panel = PANELS["league table of a quarter"]
    frame = ours(engine, panel).frame
    told = zip(frame["unit_name"], frame["received"], frame["closed_late"], frame["open"], strict=True)
    found = {(row[0], row[2], row[5], row[6]) for row in plain(engine, panel)}
    assert found == set(told)
    assert len(found) == 4


def test_rankings_agree(engine: Engine) -> None:
    panel = PANELS["ranking of its communes"]
    frame = ours(engine, panel).frame
    told = set(zip(frame["unit_name"], frame["score"], frame["rank"], strict=True))
    assert {(row[0], float(row[1]), row[2]) for row in plain(engine, panel)} == told
    assert len(told) == 4


def test_a_unit_stands_against_the_same_scores(engine: Engine) -> None:
    panel = PANELS["unit against its province"]
    frame = ours(engine, panel).frame
    columns = (frame[name] for name in ("score", "province", "middle", "units"))
    told = {tuple(row) for row in zip(*columns, strict=True)}
    found = set()
    for _, _, _, score, province, scores in plain(engine, panel):
        values = [float(value) for value in scores.split(" ")]
        found.add((float(score), float(province), round(median(values), 2), len(values)))
    assert found == told
    assert len(found) == len(frame)


def test_months_agree(engine: Engine) -> None:
    panel = PANELS["on-time rate, 24 months"]
    frame = ours(engine, panel).frame
    told = {
        (month.date(), received) for month, received in zip(frame["month"], frame["received"], strict=True)
    }
    assert {(row[0], row[1]) for row in plain(engine, panel)} == told


def test_budgets_agree(engine: Engine) -> None:
    panel = PANELS["budget by line"]
    frame = ours(engine, panel).frame
    rows = plain(engine, panel)
    assert len(rows) == len(frame) > 0
    assert {row[0] for row in rows} <= {*frame["line_name"], *frame["line_code"]}


def test_the_country_counts_every_case_of_the_quarter(engine: Engine) -> None:
    panel = PANELS["national overview"]
    rows = {row[1]: row for row in plain(engine, panel)}
    assert rows.keys() == {"feedback", "dossier"}
    units = ours(engine, PANELS["league table of a quarter"]).frame
    assert rows["feedback"][2] == units["received"].sum()
    assert rows["feedback"][7] == units["open_overdue"].sum() > 0
    (place,) = ours(engine, panel).frame.to_dict("records")
    assert place["feedback_overdue"] == rows["feedback"][7]
