"""Command that makes a fictional province, or a country of them, with its cases."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import orjson
import typer

from dashboard import clock
from dashboard.settings import Settings
from data.engine import make_engine
from data.simulate import Plan, Report, SimulationExistsError, Totals
from data.simulate import simulate as make
from data.simulate.plan import COUNTRY_COMMUNES, COUNTRY_PROVINCES

Communes = Annotated[int, typer.Option(help="Communes of the province.")]
Months = Annotated[int, typer.Option(help="Months up to now.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same cases.")]
Country = Annotated[bool, typer.Option("--country", help="34 provinces with 3.321 communes.")]
Cases = Annotated[
    tuple[int, int] | None, typer.Option(help="Feedback and dossier cases to expect, over the whole time.")
]


def simulate(
    communes: Communes = 96,
    months: Months = 36,
    seed: Seed = 7,
    *,
    country: Country = False,
    cases: Cases = None,
) -> None:
    """Add simulated places with cases, marked as such; truth and outlines go to the instance folder."""
    settings, now = Settings(), clock.now()
    totals = None if cases is None else Totals(*cases)
    size = (COUNTRY_COMMUNES, COUNTRY_PROVINCES) if country else (communes, 1)
    plan = Plan(size[0], months, seed, now, size[1], totals)
    try:
        report = make(
            make_engine(settings.database), plan, loaded_by=f"ioc simulate ({getpass.getuser()})", now=now
        )
    except SimulationExistsError as error:
        typer.echo("There is a simulation already; use an empty database for another one.", err=True)
        raise typer.Exit(1) from error
    folder = settings.instance / "simulation"
    _write(folder, report)
    told = ", ".join(f"{number} {kind} cases" for kind, number in report.written.items())
    typer.echo(f"Simulated: {told}. Truth and outlines: {folder}")


def _write(folder: Path, report: Report) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("truth.json", report.truth), ("outlines.geojson", report.outlines)):
        (folder / name).write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
