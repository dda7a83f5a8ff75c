"""The command line `ioc`, one command or group of commands a line."""

from __future__ import annotations

import typer

from dashboard.cli import (
    access,
    conflicts,
    doctor,
    intake,
    meetings,
    prepare,
    recall,
    serving,
    simulate,
    wall,
)

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
application.command("simulate")(simulate.simulate)
application.command("recall")(recall.recall)
application.add_typer(access.users, name="user")
application.add_typer(access.tokens, name="token")
application.command("audit")(access.audit)
application.add_typer(conflicts.commands, name="conflicts")
application.add_typer(meetings.commands, name="meeting")
application.command("template")(intake.template)
application.command("import")(intake.import_file)
application.command("undo")(intake.undo)
application.add_typer(wall.application, name="wall")
application.command("assets")(prepare.assets)
application.command("doctor")(doctor.doctor)
