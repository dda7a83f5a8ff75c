"""The command line `ioc`; its commands stand in `lazily.PLACES`."""

from __future__ import annotations

import typer

from dashboard.cli.lazily import Commands

application = typer.Typer(
    name="ioc",
    help="Trung tâm giám sát, điều hành: leaders' dashboard for Vietnamese local government.",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@application.callback()
def _ioc() -> None:
    """Typer makes no group without a function or a command of its own."""
