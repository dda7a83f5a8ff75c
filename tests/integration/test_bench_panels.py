"""The bench's plain SQL tells what our panels tell: else it would be measured against something easier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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
    asked = Request(
        panel.query["locality"], panel.query["period"], panel.span.end - dt.timedelta(days=1), is_pinned=True
    )
    return DataSource(engine).ask(panel.question, asked)


@pytest.mark.parametrize("title", ["ranking of its communes", "league table of a quarter"])
def test_league_tables_agree(engine: Engine, title: str) -> None:
    panel = PANELS[title]
    frame = ours(engine, panel).frame
    told = zip(frame["unit_name"], frame["received"], frame["closed_late"], frame["open"], strict=True)
    found = {(row[0], row[2], row[5], row[6] or 0) for row in plain(engine, panel)}
    assert found == set(told)
    assert len(found) == 4


def test_months_agree(engine: Engine) -> None:
    panel = PANELS["on-time rate, 24 months"]
    frame = ours(engine, panel).frame
    told = {
        (month.date(), received) for month, received in zip(frame["month"], frame["received"], strict=True)
    }
    assert {(row[0], row[1]) for row in plain(engine, panel)} == told


@pytest.mark.parametrize("title", ["pillar scores of a province", "budget by line"])
def test_figures_agree(engine: Engine, title: str) -> None:
    panel = PANELS[title]
    frame = ours(engine, panel).frame
    names = frame["pillar_name"].dropna() if panel.question == "pillar_scores" else frame["line_name"]
    rows = plain(engine, panel)
    assert len(rows) == len(names) > 0
    assert {row[0] for row in rows} <= {*names, *frame.get("line_code", ())}


def test_the_country_counts_every_case_of_the_quarter(engine: Engine) -> None:
    panel = PANELS["national overview"]
    received = {row[1]: row[2] for row in plain(engine, panel)}
    frame = ours(engine, PANELS["league table of a quarter"]).frame
    assert received["feedback"] == frame["received"].sum()
    assert received.keys() == {"feedback", "dossier"}
