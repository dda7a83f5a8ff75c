"""Viewers of every reach, and figures that nobody could mistake, planted where a viewer must not see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Integer,
    Numeric,
    Table,
    Text,
    and_,
    case,
    select,
    update,
)

from data.contracts import EVERYTHING, NOTHING, Grant, Scope, Viewer
from data.engine import writing
from data.schema import Base, Locality, Unit

PLANTED = 765_432
WORD = "Gieo765432"
"""A number and a word that no plan prints."""

TAN_PHU, TAN_HOI = "25546@1900-01-01", "25525@1900-01-01"
"""Two communes of Tân Châu that reported feedback of 2022."""

OF_UNITS = ("feedback_rollup", "feedback_count", "indicator_value", "official_score", "dossier_count")
"""Tables whose rows are about one unit."""

OF_LOCALITIES = (
    *OF_UNITS,
    "overview_rollup",
    "budget_line",
    "target",
    "task",
    "reporting_duty",
    "difficulty",
    "information_system",
    "shared_database",
    "document",
)
"""Tables whose rows are about one locality."""

TEXTS = frozenset(
    {"name", "duty", "statement", "title", "label", "printed", "score_printed", "received_printed"}
)
NO_FIGURES = frozenset({"id", "position", "due_month", "due_day", "baseline_year"})


def viewer(scope: Scope = EVERYTHING) -> Viewer:
    """Make an account that may look at a scope."""
    return Viewer("account", "thu", "Người thử", (Grant("viewer", scope),))


ALL = viewer()
NONE = viewer(NOTHING)
OF_TAN_CHAU = viewer(Scope(localities=frozenset({"tan_chau"})))
OF_BU_DANG = viewer(Scope(localities=frozenset({"bu_dang"})))
OF_TAN_PHU = viewer(Scope(units=frozenset({TAN_PHU})))
VIEWERS: Mapping[str, Viewer] = {
    "all": ALL,
    "locality": OF_TAN_CHAU,
    "unit": OF_TAN_PHU,
    "elsewhere": OF_BU_DANG,
    "none": NONE,
}


def plant_in_other_units(engine: Engine, address: str) -> None:
    """Change every figure that is of any unit but one, and every figure of a locality as a whole."""
    code, _, since = address.partition("@")
    is_own = and_(Unit.code == code, Unit.valid_from == dt.date.fromisoformat(since))
    own = select(Unit.id).where(is_own).scalar_subquery()
    _plant(engine, OF_UNITS, lambda table: table.c.unit_id != own)
    whole = tuple(name for name in OF_LOCALITIES if name in {"overview_rollup", "budget_line"})
    _plant(engine, whole, lambda table: table.c.locality_id.is_not(None))


def plant_in_other_localities(engine: Engine, slug: str) -> None:
    """Change every figure and name of any locality but one."""
    own = select(Locality.id).where(Locality.slug == slug).scalar_subquery()
    _plant(engine, OF_LOCALITIES, lambda table: table.c.locality_id != own)


def _plant(engine: Engine, names: tuple[str, ...], where: Callable[[Table], ColumnElement[bool]]) -> None:
    with writing(engine) as connection:
        for name in names:
            table = Base.metadata.tables[name]
            values = dict(_planted(table))
            connection.execute(update(table).where(where(table)).values(values))


def _planted(table: Table) -> Iterator[tuple[str, Any]]:
    """What each figure and name of a row becomes; what is unknown stays unknown, as constraints want it."""
    keys = set(table.primary_key) | {column for key in table.foreign_keys for column in [key.parent]}
    for column in table.c:
        if column in keys or column.name in NO_FIGURES or column.name.endswith("_line"):
            continue
        if isinstance(column.type, Integer | Numeric):
            yield column.name, case((column.is_not(None), PLANTED))
        elif isinstance(column.type, Text) and column.name in TEXTS:
            yield column.name, WORD


def figure_columns(name: str) -> list[Column[Any]]:
    """Columns of a table that planting changes."""
    table = Base.metadata.tables[name]
    return [table.c[column] for column, _ in _planted(table)]
