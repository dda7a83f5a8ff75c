"""`ioc meeting`: the calendar that the pages of cases look ahead to."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dashboard import clock
from dashboard.cli.database import opened_database
from data import meetings
from data.access.records import Actor
from data.engine import snapshot, writing
from data.meetings import MeetingEntry, MeetingError
from data.rules.working_time import VIETNAM, local

commands = typer.Typer(help="Keep the calendar of meetings.", no_args_is_help=True)

Place = Annotated[str, typer.Argument(help="Slug of the locality, such as tan_chau.")]
Moment = Annotated[
    dt.datetime,
    typer.Argument(
        formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"], help='When, Vietnam\'s time: "2026-12-05 08:00".'
    ),
]


@commands.command("add")
def add(
    locality: Place,
    held_at: Moment,
    title: Annotated[str, typer.Argument(help="What it is called, in Vietnamese.")],
) -> None:
    """Put a meeting on the calendar: lists of what will be late look ahead to the next one."""
    now, entry = clock.now(), MeetingEntry(locality, held_at.replace(tzinfo=VIETNAM), title)
    with _refusing(), opened_database() as engine, writing(engine) as connection:
        meetings.add(connection, entry, actor=_actor(), now=now)
    typer.echo(_written(entry))


@commands.command("list")
def list_(
    locality: Annotated[str, typer.Argument(help="Slug of a locality; nothing: all.")] = "",
    *,
    past: Annotated[bool, typer.Option("--past", help="Also those that have been held.")] = False,
) -> None:
    """List the meetings to come, the next one first."""
    since = None if past else clock.now()
    with _refusing(), opened_database() as engine, snapshot(engine) as connection:
        found = meetings.listed(connection, locality, since)
    typer.echo("\n".join(map(_written, found)) or "Chưa có phiên họp nào.")


@commands.command("remove")
def remove(locality: Place, held_at: Moment) -> None:
    """Take a meeting off the calendar."""
    now, moment = clock.now(), held_at.replace(tzinfo=VIETNAM)
    with _refusing(), opened_database() as engine, writing(engine) as connection:
        meetings.remove(connection, locality, moment, actor=_actor(), now=now)
    typer.echo(f"Đã bỏ phiên họp {locality} lúc {local(moment):%H:%M %d/%m/%Y}.")


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except MeetingError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _actor() -> Actor:
    return Actor(f"ioc meeting ({getpass.getuser()})", "command")


def _written(entry: MeetingEntry) -> str:
    return f"{entry.locality}  {local(entry.held_at):%d/%m/%Y %H:%M}  {entry.title}"
