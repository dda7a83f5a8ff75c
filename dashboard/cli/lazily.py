"""Commands that are imported when somebody asks for them: a script that brings a file in loads no pages."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from dashboard.cli.database import told_when_away

PLACES: Mapping[str, str] = {
    "start": "serving:start",
    "serve": "serving:serve",
    "migrate": "prepare:migrate",
    "load": "prepare:loading",
    "rollup": "prepare:rollup",
    "simulate": "simulate:simulate",
    "recall": "recall:recall",
    "user": "access:users",
    "token": "access:tokens",  # nosec B105  # a place in our code
    "audit": "access:audit",
    "conflicts": "conflicts:commands",
    "meeting": "meetings:commands",
    "template": "intake:template",
    "import": "intake:import_file",
    "undo": "intake:undo",
    "wall": "wall:application",
    "assets": "prepare:assets",
    "doctor": "doctor:doctor",
}
"""Module of this package and name in it: a function is a command, a `Typer` a group of commands."""


class Commands(TyperGroup):
    """The commands of `PLACES`, in their order."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
        """Names, as the help lists them."""
        return list(PLACES)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; where the database is away it ends with a sentence, not with a traceback."""
        with told_when_away():
            return super().invoke(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """Import a command by name; None where there is none."""
        if cmd_name not in PLACES:
            return None
        module, _, name = PLACES[cmd_name].partition(":")
        found = getattr(import_module(f"dashboard.cli.{module}"), name)
        command = get_group(found) if isinstance(found, typer.Typer) else _alone(found)
        command.name = cmd_name
        return command


def _alone(function: Any) -> Any:
    own = typer.Typer(add_completion=False)
    own.command()(function)
    return get_command(own)
