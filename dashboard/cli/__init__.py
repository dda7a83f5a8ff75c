"""Command line `ioc`: start · serve · migrate · load · rollup · doctor · assets."""

from __future__ import annotations

import typer

from dashboard.cli import doctor, prepare, serving

application = typer.Typer(
    name="ioc",
    help="Trung tâm giám sát, điều hành: leaders' dashboard for Vietnamese local government.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
loading = typer.Typer(help="Load figures into the shared database.", no_args_is_help=True)
loading.command("plans")(prepare.load_plans_command)

application.command("start")(serving.start)
application.command("serve")(serving.serve)
application.command("migrate")(prepare.migrate)
application.add_typer(loading, name="load")
application.command("rollup")(prepare.rollup)
application.command("assets")(prepare.assets)
application.command("doctor")(doctor.doctor)
