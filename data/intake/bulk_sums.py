"""Aggregates of the first cases of a locality: made beside what the transaction does, or within it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Connection, FromClause, Row, Select, Table, case, func, insert, select

from data.intake.batch import Model, table_of
from data.intake.bulk_rows import Batch
from data.rollups.cases_bulk import beside, generous, know_size
from data.rollups.cases_days import DAY_MEASURES, DaysLater, contributions
from data.rollups.cases_merge import by_locality_day, by_month
from data.rollups.cases_standing import at_new_ends
from data.schema import CaseDay, CaseLocalityDay, CaseMonth, CaseStanding, Locality

Made: TypeAlias = Callable[[], Select[Any]]
"""Gives the rows of an aggregate, once they are there."""

_LATER = 4_000_000
"""Days that put every long case behind all the others."""


class Sums(Protocol):
    """Rows of the aggregates, to be asked for in this order."""

    def days(self) -> Select[Any]:
        """Rows of `case_day`."""

    def months(self) -> Select[Any]:
        """Rows of `case_month`."""

    def locality_days(self) -> Select[Any]:
        """Rows of `case_locality_day`."""

    def ends(self, bounds: Row[Any]) -> Made:
        """Begin with the rows of `case_standing` within the bounds of `every_month`."""


@dataclass(frozen=True, slots=True)
class _Within:
    """Selects over what the transaction has written so far."""

    batch: Batch
    rows: Select[Any]

    def days(self) -> Select[Any]:
        return contributions(self.batch.kind, self.rows.subquery("staged"))

    def months(self) -> Select[Any]:
        return by_month(own_days(self.batch))

    def locality_days(self) -> Select[Any]:
        return by_locality_day(_of_locality(own_days(self.batch)))

    def ends(self, bounds: Row[Any]) -> Made:
        return lambda: at_new_ends(own_days(self.batch), bounds)


@dataclass(frozen=True, slots=True)
class _Beside:
    """Selects over what the second connection has committed; it makes one after the other."""

    pool: ThreadPoolExecutor
    other: Connection
    made: Mapping[Model, Table]
    coming: Mapping[Model, Future[None]]

    def days(self) -> Select[Any]:
        return self._ready(CaseDay, self.coming[CaseDay])

    def months(self) -> Select[Any]:
        return self._ready(CaseMonth, self.coming[CaseMonth])

    def locality_days(self) -> Select[Any]:
        return self._ready(CaseLocalityDay, self.coming[CaseLocalityDay])

    def ends(self, bounds: Row[Any]) -> Made:
        rows = at_new_ends(self.made[CaseDay], bounds)
        coming = self.pool.submit(_make, self.other, self.made[CaseStanding], rows)
        return partial(self._ready, CaseStanding, coming)

    def _ready(self, model: Model, coming: Future[None]) -> Select[Any]:
        coming.result()
        return select(self.made[model])


@contextmanager
def summed_up(connection: Connection, batch: Batch, rows: Select[Any]) -> Iterator[Sums]:
    """Sum up staged rows, columns of the fact table.

    On PostgreSQL a second connection does it meanwhile. It reads nothing but the rows, which the upload has
    committed: nearly everything else is locked by the transaction. Localities it has copied before.
    """
    if connection.dialect.name == "sqlite":
        yield _Within(batch, rows)
        return
    with (
        beside(connection, [Locality], [CaseDay, CaseMonth, CaseLocalityDay, CaseStanding]) as (other, made),
        ThreadPoolExecutor(1) as pool,
    ):
        days = contributions(batch.kind, rows.subquery("staged"))
        coming = {
            CaseDay: pool.submit(_make, other, made[CaseDay], _in_order(days)),
            CaseMonth: pool.submit(_make, other, made[CaseMonth], by_month(made[CaseDay])),
            CaseLocalityDay: pool.submit(
                _make, other, made[CaseLocalityDay], by_locality_day(_of_locality(made[CaseDay]))
            ),
        }
        yield _Beside(pool, other, made, coming)


def own_days(batch: Batch) -> FromClause:
    """Rows of `case_day` of the batch's locality and kind."""
    days = table_of(CaseDay)
    return (
        select(days).where(days.c.locality_id == batch.locality_id, days.c.kind == batch.kind).subquery("own")
    )


def _of_locality(days: FromClause) -> FromClause:
    """Days without units and categories: a thirtieth of them, which is read once for each sort of day."""
    d = days.c
    keys = [d.locality_id, d.kind, d.received_on, d.due_on, d.closed_on, d.verdict]
    sums = (func.sum(d[name]).label(name) for name in DAY_MEASURES)
    return select(*keys, *sums).group_by(*keys).cte("of_locality")


def _make(connection: Connection, made: Table, rows: Select[Any]) -> None:
    generous(connection)
    names = [column.name for column in rows.selected_columns]
    connection.execute(insert(made).from_select(names, rows))
    know_size(connection, made)
    connection.commit()


def _in_order(days: Select[Any]) -> Select[Any]:
    """Put days in the order of the index for what is open: that of sorted rows is built at once."""
    found = days.subquery("sums")
    # One number to sort by: two columns take twice as long.
    place = DaysLater(found.c.closed_on, case((found.c.is_long, _LATER), else_=0))
    return select(found).order_by(place)
