"""The installation's database for commands; what they all say where it is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from dashboard.settings import Settings
from data.contracts import DataUnavailableError
from data.engine import Engine, available, make_engine


@contextmanager
def opened_database() -> Iterator[Engine]:
    """Open the database of the settings; connections are closed at the end."""
    engine = make_engine(Settings().database)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def told_when_away() -> Iterator[None]:
    """Say in one sentence that the database cannot be used, and why; exit status 1."""
    try:
        with available():
            yield
    except DataUnavailableError as error:
        cause, *_ = str(error).splitlines()
        typer.echo(f"The database cannot be used: {cause}", err=True)
        raise typer.Exit(1) from error
