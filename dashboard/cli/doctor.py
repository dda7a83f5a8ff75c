"""`ioc doctor`: is everything in place, and if not, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from dashboard.app import ASSETS
from dashboard.settings import Settings
from data import migrate as migrations
from data.engine import make_engine
from data.schema import Locality, OverviewRollup


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether it holds, what was looked at, and what mends it."""

    holds: bool
    subject: str
    remedy: str


def doctor() -> None:
    """Check settings, database, tables, figures, aggregates, cache and assets; exit 1 where one fails."""
    settings = Settings()
    findings = list(_findings(settings, make_engine(settings.database)))
    for finding in findings:
        mark = "ok  " if finding.holds else "FAIL"
        typer.echo(f"{mark} {finding.subject}" + ("" if finding.holds else f" -> {finding.remedy}"))
    if not all(finding.holds for finding in findings):
        raise typer.Exit(1)


def _findings(settings: Settings, engine: Engine) -> Iterator[Finding]:
    backend = engine.dialect.name
    yield Finding((ASSETS / "vendor" / "stamp.txt").exists(), "style sheets and fonts are built", "ioc assets")
    yield Finding(_holds(engine, lambda: True), f"{backend} answers", "check DATABASE_URL and the database server")
    yield Finding(
        _holds(engine, lambda: migrations.is_current(engine)), "tables are up to date", "ioc migrate"
    )
    yield Finding(_any(engine, Locality), "figures are loaded", "ioc load plans")
    yield Finding(_any(engine, OverviewRollup), "aggregates are built", "ioc rollup")
    yield Finding(_cache_answers(settings), f"cache: {settings.cache_url or 'embedded'}", "check IOC_CACHE_URL")


def _holds(engine: Engine, check: Callable[[], bool]) -> bool:
    try:
        with engine.connect():
            return check()
    except SQLAlchemyError:
        return False


def _any(engine: Engine, table: type) -> bool:
    def count() -> bool:
        with engine.connect() as connection:
            return bool(connection.scalar(select(func.count()).select_from(table)))

    return _holds(engine, count)


def _cache_answers(settings: Settings) -> bool:
    if not settings.cache_url:
        return True
    from redis import Redis  # noqa: PLC0415 - only where a shared cache is set
    from redis.exceptions import RedisError  # noqa: PLC0415

    try:
        return bool(Redis.from_url(settings.cache_url).ping())
    except RedisError:
        return False
