"""`ioc doctor`: is everything in place, and if not, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import typer

from dashboard.app import ASSETS
from dashboard.settings import Settings
from data.condition import examine
from data.engine import make_engine


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether it holds, what was looked at, and what mends it."""

    holds: bool
    subject: str
    remedy: str


def doctor() -> None:
    """Check assets, database, tables, figures, aggregates and cache; exit 1 where one fails."""
    findings = list(_findings(Settings()))
    for finding in findings:
        mark = "ok  " if finding.holds else "FAIL"
        typer.echo(f"{mark} {finding.subject}" + ("" if finding.holds else f" -> {finding.remedy}"))
    if not all(finding.holds for finding in findings):
        raise typer.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    engine = make_engine(settings.database)
    found = examine(engine)
    yield Finding(
        (ASSETS / "vendor" / "stamp.txt").exists(), "style sheets and fonts are built", "ioc assets"
    )
    yield Finding(
        found.answers, f"{engine.dialect.name} answers", "check DATABASE_URL and the database server"
    )
    yield Finding(found.is_current, "tables are up to date", "ioc migrate")
    yield Finding(found.has_figures, "figures are loaded", "ioc load plans")
    yield Finding(found.has_aggregates, "aggregates are built", "ioc rollup")
    yield Finding(
        _cache_answers(settings), f"cache: {settings.cache_url or 'embedded'}", "check IOC_CACHE_URL"
    )


def _cache_answers(settings: Settings) -> bool:
    if not settings.cache_url:
        return True
    from redis import Redis  # noqa: PLC0415 - only where a shared cache is set
    from redis.exceptions import RedisError  # noqa: PLC0415

    try:
        return bool(Redis.from_url(settings.cache_url).ping())
    except RedisError:
        return False
