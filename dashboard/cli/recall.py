"""`ioc recall`: what the product finds of the anomalies that the simulation planted, and its false alarms."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
import typer

from callbacks.requests import parse
from dashboard import clock
from dashboard.settings import Settings
from data.contracts import Answer, Ratio
from data.engine import make_engine
from data.rollups.cases_days import FACTS
from data.simulate.recall import Score, found_in, planted, score
from data.source import DataSource


def recall() -> None:
    """Ask about every month of the simulated places, and hold the findings against the written truth."""
    settings = Settings()
    written = settings.instance / "simulation" / "truth.json"
    if not written.exists():
        typer.echo("There is no simulation here: ioc simulate", err=True)
        raise typer.Exit(1)
    engine = make_engine(settings.database)
    source = DataSource(engine)
    catalogue = source.catalogue()

    def ask(question: str, locality: str, period: str) -> Answer:
        query = {"locality": locality, "period": period}
        return source.ask(question, parse(query, catalogue, default_locality=locality, today=clock.today()))

    found, months, units = found_in(catalogue, tuple(FACTS), ask)
    engine.dispose()
    judged = {month for of_place in months.values() for month in of_place}
    typer.echo(_written(score(planted(orjson.loads(written.read_bytes())), found, judged, units)))


def _written(found: Score) -> str:
    left_out = f"{found.unjudged} planted where nothing can be judged: too early, or the last month"
    return "\n".join(
        [
            f"Found of those planted: {_whole(found.recall)}",
            *(f"  {kind:16} {_pair(ratio)}" for kind, ratio in found.recall.items()),
            f"False alarms of unit-months judged: {_whole(found.false_alarms)}",
            *(f"  {kind:16} {_pair(ratio)}" for kind, ratio in found.false_alarms.items()),
            left_out,
        ]
    )


def _whole(ratios: Mapping[str, Ratio]) -> str:
    return _pair(Ratio(sum(r.n for r in ratios.values()), sum(r.total for r in ratios.values())))


def _pair(ratio: Ratio) -> str:
    return f"{ratio.n}/{ratio.total}"
