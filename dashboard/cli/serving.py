"""Commands that serve the dashboard."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from gunicorn.app.base import BaseApplication
from pydantic import SecretStr

from dashboard import logs
from dashboard.cli import prepare
from dashboard.heap import settle
from dashboard.security.exposure import NO_ACCOUNTS, is_loopback, kept_key, refusals
from dashboard.settings import Settings
from data.access import Access
from data.condition import examine
from data.contracts import DataUnavailableError
from data.engine import make_engine

Host = Annotated[str | None, typer.Option(help="Address to listen on.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on.")]
Development = Annotated[bool, typer.Option("--development", help="One process, reloading on changes.")]
KEEP_ALIVE_SECONDS = 75
"""Longer than the pause between two polls of an idle page, so that it keeps its connection."""


def start(host: Host = None, port: Port = None) -> None:
    """Prepare everything, then serve: assets, tables, the plans' figures, aggregates."""
    prepare.assets(again=False)
    prepare.migrate()
    prepare.load_plans_command()
    prepare.rollup()
    _serve(_tried_out(_settings(host, port)), development=False)


def serve(host: Host = None, port: Port = None, *, development: Development = False) -> None:
    """Serve the dashboard; refuse where tables are older than this program, or strangers could look."""
    _serve(_settings(host, port), development=development)


def _serve(settings: Settings, *, development: bool) -> None:
    _refuse_if_behind(settings)
    _refuse_if_open(settings)
    settings = settings.model_copy(update={"secret_key": SecretStr(kept_key(settings))})
    logs.configure(as_json=settings.log_json)
    if development:
        _serve_development(settings)
    else:
        Server(settings).run()


def _settings(host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    return Settings().model_copy(update={name: value for name, value in given.items() if value is not None})


def _refuse_if_behind(settings: Settings) -> None:
    """A database that cannot be reached is no reason to refuse: the pages will say so and recover."""
    found = examine(make_engine(settings.database))
    if not found.answers:
        typer.echo("Warning: the database cannot be read now; pages will recover by themselves.", err=True)
    elif not found.is_current:
        typer.echo("The database's tables are not those of this program. Run: ioc migrate", err=True)
        raise typer.Exit(1)


def _tried_out(settings: Settings) -> Settings:
    """Turn demo mode on while there is nobody who could sign in, on this computer's own address only."""
    if not is_loopback(settings.host) or _has_accounts(settings):
        return settings
    typer.echo("No accounts yet: demo mode, for this computer only. To begin: ioc user add NAME --admin")
    return settings.model_copy(update={"demo": True})


def _refuse_if_open(settings: Settings) -> None:
    """Refuse an address that others reach without accounts, with demo mode or without a secret of its own."""
    accounts = _has_accounts(settings)
    for problem in refusals(settings, has_accounts=accounts):
        typer.echo(problem, err=True)
    if refusals(settings, has_accounts=accounts):
        raise typer.Exit(1)
    if not accounts and not settings.demo:
        typer.echo(f"Warning: {NO_ACCOUNTS}", err=True)


def _has_accounts(settings: Settings) -> bool:
    """Ask the database; one that cannot be read is taken to have them, so that sign-in guards the pages."""
    try:
        return Access(make_engine(settings.database)).has_accounts()
    except DataUnavailableError:
        return True


def _serve_development(settings: Settings) -> None:
    from dashboard.app import create_app  # noqa: PLC0415 - Dash takes a second that other commands need not wait

    app = create_app(settings)
    app.run(host=settings.host, port=settings.port, debug=True, dev_tools_ui=True)


class Server(BaseApplication):
    """gunicorn with threads; each worker builds its own application after the fork."""

    def __init__(self, settings: Settings) -> None:
        """Serve with `settings`."""
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Hand our settings to gunicorn."""
        settings = self._settings
        choices: dict[str, Any] = {
            "bind": f"{settings.host}:{settings.port}",
            "worker_class": "gthread",
            "workers": settings.workers,
            "threads": settings.threads,
            "keepalive": KEEP_ALIVE_SECONDS,
            "loglevel": "warning",
            "post_worker_init": self._announce,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Build the application inside a worker."""
        from dashboard.app import create_app  # noqa: PLC0415 - after the fork: no thread or pool is inherited

        server = create_app(self._settings).server
        settle()
        return server

    def _announce(self, worker: Any) -> None:
        """Say the address once, when the first worker can answer."""
        if worker.age == 1:
            typer.echo(f"IOC: http://{self._settings.host}:{self._settings.port}/")
