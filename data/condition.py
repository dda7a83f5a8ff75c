"""In what condition the database is: what `ioc doctor` and `ioc serve` look at before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from data import migrate
from data.schema import Locality, OverviewRollup


@dataclass(frozen=True, slots=True)
class Condition:
    """What holds, each on top of the one before: answers, has this program's tables, figures, aggregates."""

    answers: bool
    is_current: bool = False
    has_figures: bool = False
    has_aggregates: bool = False


def examine(engine: Engine) -> Condition:
    """Look at the database; one that cannot be reached is a condition, not an error."""
    try:
        if not migrate.is_current(engine):
            return Condition(answers=True)
        with engine.connect() as connection:
            localities = connection.scalar(select(func.count()).select_from(Locality))
            aggregates = connection.scalar(select(func.count()).select_from(OverviewRollup))
    except SQLAlchemyError:
        return Condition(answers=False)
    return Condition(
        answers=True, is_current=True, has_figures=bool(localities), has_aggregates=bool(aggregates)
    )
