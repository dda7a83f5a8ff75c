"""The shape of the overview's aggregate: every measure is a row of the same columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, cast, literal, null, select

from data.schema import OverviewRollup

COLUMNS = (
    "locality_id",
    "period_id",
    "subject",
    "measure",
    "item",
    "label",
    "detail",
    "numerator",
    "denominator",
    "value",
    "target",
    "position",
    "source_id",
)


def measure_row(
    locality_id: Any, period_id: Any, subject: str, measure: ColumnElement[str] | str, **others: Any
) -> Select[Any]:
    """Select one kind of measure; plain values become literals, so that all selects fit one union."""
    given = dict.fromkeys(COLUMNS) | {"item": "", "label": "", "detail": "", "position": 0}
    given |= {"locality_id": locality_id, "period_id": period_id, "subject": subject, "measure": measure}
    return select(*(_typed(name, column) for name, column in (given | others).items()))


def only_of(measure: Select[Any], locality_id: int) -> Select[Any]:
    """Narrow a measure to one locality, before anything is summed up."""
    named = measure.selected_columns[COLUMNS[0]]
    return measure.where(getattr(named, "element", named) == locality_id)


def _typed(name: str, column: Any) -> ColumnElement[Any]:
    """Label a column; unknowns are cast, since PostgreSQL gives a bare NULL of a union the type text."""
    if column is None:
        return cast(null(), OverviewRollup.__table__.c[name].type).label(name)
    element: ColumnElement[Any] = literal(column) if isinstance(column, str | int) else column
    return element.label(name)
