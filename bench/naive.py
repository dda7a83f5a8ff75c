"""A dashboard as it is often written: each callback reads its cases into pandas and groups them."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, dcc
from flask import Flask
from sqlalchemy import create_engine, text

from bench.panels import Compared, eight

_COLUMNS = "locality_id, unit_id, category_id, received_at, due_at, closed_at, outcome"


def make_app() -> Flask:
    """Serve one callback for all panels; the database and the day come with the environment."""
    app = Dash("naive")
    engine = create_engine(os.environ["BENCH_DATABASE"])
    panels = {panel.title: panel for panel in eight(dt.date.fromisoformat(os.environ["BENCH_TODAY"]))}
    app.layout = [dcc.Input(id="panel"), dcc.Graph(id="figure")]

    @app.callback(Output("figure", "figure"), Input("panel", "value"))
    def draw(title: str) -> dict[str, Any]:
        panel = panels[title]
        with engine.connect() as connection:
            frame = pd.read_sql(text(_statement(panel)), connection, params=dict(panel.parameters))
        return _figure(frame, panel)

    server: Flask = app.server
    server.add_url_rule("/healthz", view_func=lambda: "ok")
    return server


def question(title: str) -> bytes:
    """Body of the callback's request, as the renderer sends it."""
    return (
        '{"output":"figure.figure","outputs":{"id":"figure","property":"figure"},'
        f'"inputs":[{{"id":"panel","property":"value","value":"{title}"}}],'
        '"changedPropIds":["panel.value"]}'
    ).encode()


def _statement(panel: Compared) -> str:
    """Select rows of cases; where a panel is of no cases, what the plain SQL selects."""
    if panel.naive is None:
        statement = panel.sql
    else:
        condition, _ = panel.naive
        statement = f"SELECT {_COLUMNS} FROM {panel.kind}_case WHERE {condition}"  # noqa: S608 - constants
    for name in panel.parameters:
        statement = statement.replace(f"%({name})s::date", f"CAST(:{name} AS date)")
        statement = statement.replace(f"%({name})s", f":{name}")
    return statement


def _figure(frame: pd.DataFrame, panel: Compared) -> dict[str, Any]:
    if panel.naive is None:
        return {"data": [{"type": "bar", "y": frame.iloc[:, 1].tolist()}]}
    frame["month"] = frame["closed_at"].dt.tz_convert("Asia/Ho_Chi_Minh").dt.strftime("%Y-%m")
    frame["in_time"] = (frame["closed_at"] <= frame["due_at"]) & (frame["outcome"] == "resolved")
    frame["resolved"] = frame["outcome"] == "resolved"
    sums = frame.groupby(list(panel.naive[1]))[["in_time", "resolved"]].sum()
    rates = sums["in_time"] / sums["resolved"]
    return {"data": [{"type": "bar", "x": [str(key) for key in sums.index], "y": rates.tolist()}]}
