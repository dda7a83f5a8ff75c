"""Commands for a locality's own data: templates out, files in, for people and for scripts."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import orjson
import typer

from dashboard import clock
from dashboard.settings import Settings
from data.access import Actor
from data.contracts import DataUnavailableError
from data.engine import make_engine
from data.intake.desk import Desk, Upload
from data.intake.errors import IntakeError
from data.intake.kinds import KINDS
from data.intake.records import BatchView, Mode, RefusedError
from data.intake.reports import refusal_of, refused, report_of
from data.intake.vault import Vault

KindName = Annotated[str, typer.Argument(help=f"One of: {', '.join(KINDS)}.")]
LocalityName = Annotated[str, typer.Option(help="Locality, such as tan_chau.")]
REFUSED, WAITS = 1, 3
"""Exit status: the file or the request was refused; warnings wait for a reason."""
UPLOADS = "uploads"


@contextmanager
def opened_desk(settings: Settings) -> Iterator[Desk]:
    """Desk over the installation's database and instance folder; connections are closed at the end."""
    engine = make_engine(settings.database)
    try:
        yield Desk(engine, Vault(settings.instance / UPLOADS))
    finally:
        engine.dispose()


def template(
    kind: KindName,
    locality: LocalityName = "",
    out: Annotated[Path | None, typer.Option(help="File to write; default: KIND.xlsx here.")] = None,
    *,
    filled: Annotated[bool, typer.Option("--filled", help="With the rows that are there.")] = False,
) -> None:
    """Write the .xlsx template of a kind, with the drop-downs of a locality where one is named."""
    try:
        with opened_desk(Settings()) as desk:
            content = desk.template(kind, locality, filled=filled, now=clock.now())
    except RefusedError as error:
        _refuse(error)
    path = out or Path(f"{kind}.xlsx")
    path.write_bytes(content)
    typer.echo(str(path))


def import_file(  # noqa: PLR0913 - options of a command
    kind: KindName,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=".xlsx, .xls or .csv")],
    locality: LocalityName = "",
    accept: Annotated[str, typer.Option(help="Reason for which warnings are accepted.")] = "",
    annotated: Annotated[Path | None, typer.Option(help="Write the file with its problems marked.")] = None,
    *,
    publish: Annotated[bool, typer.Option("--publish", help="Publish where nothing is wrong.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Remove what the file leaves out.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report for machines.")] = False,
) -> None:
    """Check a file; with --publish, bring the figures to what it says.

    Exit status: 0 good, 1 refused (or would be, since a period is closed), 3 warnings wait for a reason.
    """
    settings = Settings()
    mode: Mode = "replace" if replace else "merge"
    upload = Upload(kind, locality or settings.locality, file.name, b"", mode, path=file)
    shown = typer.get_text_stream("stderr")
    size, is_hidden = file.stat().st_size, not shown.isatty()
    bar = typer.progressbar(length=size, label=file.name, file=shown, hidden=is_hidden)
    try:
        with opened_desk(settings) as desk, bar as moving:
            upload = upload._replace(progress=moving.update)
            view = _brought_in(desk, upload, accept=accept, publish=publish)
            if annotated is not None:
                annotated.write_bytes(desk.annotated(view.row.id))
    except (IntakeError, RefusedError, DataUnavailableError) as error:
        _refuse(error, as_json=as_json)
    _tell(view, as_json=as_json)
    raise typer.Exit(_status(view))


def _brought_in(desk: Desk, upload: Upload, *, accept: str, publish: bool) -> BatchView:
    """Go as far with a file as it was asked for and nothing stands against it."""
    actor, now = Actor(f"ioc import ({getpass.getuser()})", "command"), clock.now()
    batch = desk.stage(upload, by=actor, now=now)
    view = desk.batch(batch)
    if accept and view.warnings and not view.errors:
        desk.accept(batch, accept, by=actor, now=now)
        view = desk.batch(batch)
    if publish and view.may_publish:
        desk.publish(batch, by=actor, now=now)
        view = desk.batch(batch)
    return view


def undo(batch: int, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Take the publication of a batch back."""
    actor = Actor(f"ioc undo ({getpass.getuser()})", "command")
    try:
        with opened_desk(Settings()) as desk:
            desk.undo(batch, reason, by=actor, now=clock.now())
    except RefusedError as error:
        _refuse(error)
    typer.echo(f"Batch {batch} was taken back.")


def _status(view: BatchView) -> int:
    if view.errors or view.closed:
        return REFUSED
    return WAITS if view.warnings and not view.row.accepted_reason else 0


def _tell(view: BatchView, *, as_json: bool) -> None:
    if as_json:
        typer.echo(orjson.dumps(report_of(view), option=orjson.OPT_INDENT_2).decode())
        return
    row, counts = view.row, view.counts
    typer.echo(f"Batch {row.id}: {row.rows_read} rows of {row.file_name}, {row.state}.")
    for name in row.dropped:
        typer.echo(f"Column not read: {name}")
    for group in view.problems:
        for finding in group.findings:
            typer.echo(f"{group.severity}: {finding}", err=True)
    for one in view.closed:
        typer.echo(f"closed period: {one}", err=True)
    if counts is not None:
        told = f"{counts.new} new, {counts.changed} changed, {counts.same} the same"
        typer.echo(f"{told}, {counts.removed} removed")


def _refuse(error: Exception, *, as_json: bool = False) -> NoReturn:
    if as_json:
        told = refusal_of(error) if isinstance(error, IntakeError) else refused(str(error))
        typer.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
    else:
        typer.echo(str(error), err=True)
    raise typer.Exit(REFUSED)
