"""`ioc wall`: the playlists that walls show, and whether a room can read their scenes."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.database import opened_database
from data.rules.distance import REFERENCE, Needs, Room, Screen, refusal, type_scale
from data.wall import Walls
from layouts.wall import KINDS

application = typer.Typer(help="Walls: playlists, and what a room can read.", no_args_is_help=True)

Panel = Annotated[float, typer.Option(help="Height of the whole screen, in metres.")]
Seat = Annotated[float, typer.Option(help="Distance of the farthest seat, in metres.")]
Width = Annotated[int, typer.Option(help="Pixels across.")]
Height = Annotated[int, typer.Option(help="Pixels down.")]


@application.command("list")
def playlists() -> None:
    """List the playlists that were set up; every locality has a usual one besides."""
    with opened_database() as engine:
        found = Walls(engine).state().playlists
    for slug, playlist in found.items():
        typer.echo(f"/wall/{slug}  {playlist.title}  {playlist.locality}  {len(playlist.items)} scenes")
    if not found:
        typer.echo("No playlists: walls show the usual one of their locality.")


@application.command("check")
def check(
    panel: Panel = REFERENCE.panel_height_m,
    seat: Seat = REFERENCE.farthest_seat_m,
    width: Width = 1920,
    height: Height = 1080,
) -> None:
    """Say for each scene whether the farthest seat can read it; exit 1 where one is refused."""
    try:
        room, screen = Room(panel, seat), Screen(width, height)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(f"Labels of {type_scale(room, screen).root_px:.1f} px")
    reasons = {
        kind.title: refusal(kind.title, Needs(*kind.needs(screen.shape)), room, screen) for kind in KINDS
    }
    for title, reason in reasons.items():
        typer.echo(f"FAIL {reason}" if reason else f"ok   {title}")
    if any(reasons.values()):
        raise typer.Exit(1)
