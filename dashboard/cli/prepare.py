"""Commands that bring database and assets up to date; each says what it did and may be run again."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from dashboard import clock, vendor
from dashboard.app import ASSETS
from dashboard.settings import Settings
from data import migrate as migrations
from data import rollups
from data.access import Access
from data.engine import make_engine, writing
from data.intake.errors import IntakeError
from data.plans.load import load_plans

loading = typer.Typer(help="Load figures into the shared database.", no_args_is_help=True)
Again = Annotated[bool, typer.Option(help="Try Plotly's bundle once more where an earlier try failed.")]


def assets(*, again: Again = True) -> None:
    """Make third-party style sheets, fonts and scripts: from installed packages, and from npm's Plotly."""
    vendor.build(ASSETS, again=again)
    typer.echo("Assets are up to date.")


def migrate() -> None:
    """Bring the database's tables up to date."""
    migrations.upgrade(make_engine(Settings().database))
    typer.echo("Tables are up to date.")


@loading.command("plans")
def load_plans_command() -> None:
    """Load the figures of the five plans; loading them again changes nothing."""
    now, engine = clock.now(), make_engine(Settings().database)
    try:
        report = load_plans(
            engine,
            loaded_by=_who(),
            now=now,
            then=lambda connection: rollups.rebuild(connection, now),
        )
    except IntakeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if report.changed:
        Access(engine).record("load", actor=getpass.getuser(), kind="command", subject="plans", now=now)
    rows = sum(report.counts.values())
    typer.echo(f"Plans: {rows} rows are in place." if report.changed else "Plans: nothing has changed.")


def rollup() -> None:
    """Rebuild the aggregate tables from the figures."""
    with writing(make_engine(Settings().database)) as connection:
        changed = rollups.rebuild(connection, clock.now())
    typer.echo("Aggregates rebuilt." if changed else "Aggregates: nothing has changed.")


def _who() -> str:
    """Name of the account that loads, for the provenance of every figure."""
    return f"ioc load plans ({getpass.getuser()})"
