"""The first cases of a locality: no key of an aggregate can be there yet.

Where they are more than all that the tables hold, keys and indexes are built at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, literal, select

from data.intake import bulk_rows
from data.intake.batch import Model, table_of
from data.intake.bulk_rows import Batch
from data.intake.bulk_sums import own_days, summed_up
from data.rollups import cases
from data.rollups.cases_bulk import bare, know_size
from data.rollups.cases_days import FACTS
from data.rollups.cases_merge import by_unit, move_horizon, note_sources
from data.rollups.cases_standing import every_month
from data.schema import CaseDay, CaseHorizon, CaseLocalityDay, CaseMonth, CaseStanding, CaseUnitMonth


def fill(connection: Connection, batch: Batch, source_id: int) -> None:
    """Write facts and aggregates of a locality that has no case of the kind."""
    rows = bulk_rows.as_facts(batch, source_id)
    is_most = _is_most(connection, batch)
    with cases.quiet(connection), summed_up(connection, batch, rows) as sums:
        with _bulk(connection, [FACTS[batch.kind]], is_most=is_most):
            _write(connection, FACTS[batch.kind], rows)
        with _bulk(connection, [CaseDay], is_most=is_most):
            _write(connection, CaseDay, sums.days())
            know_size(connection, table_of(CaseDay))
            move_horizon(connection, own_days(batch))
            ends = sums.ends(_bounds(connection, batch))
        with _bulk(connection, [CaseMonth, CaseUnitMonth, CaseStanding, CaseLocalityDay], is_most=is_most):
            _write(connection, CaseMonth, sums.months())
            _write(connection, CaseUnitMonth, by_unit(_own_months(batch).subquery("mine")))
            _write(connection, CaseLocalityDay, sums.locality_days())
            _write(connection, CaseStanding, ends())
        all_from = select(
            literal(batch.locality_id).label("locality_id"), literal(source_id).label("source_id")
        )
        note_sources(connection, batch.kind, all_from.subquery("all_from"))
    know_size(connection, batch.facts)


def _write(connection: Connection, model: Model, rows: Select[Any]) -> None:
    names = [column.name for column in rows.selected_columns]
    connection.execute(insert(table_of(model)).from_select(names, rows))


def _is_most(connection: Connection, batch: Batch) -> bool:
    """Tell whether the batch is longer than everything that is there."""
    known = connection.scalar(
        select(func.coalesce(func.sum(CaseMonth.received), 0)).where(CaseMonth.is_total)
    )
    return batch.rows > int(known or 0)


@contextmanager
def _bulk(connection: Connection, models: Sequence[Model], *, is_most: bool) -> Iterator[None]:
    with ExitStack() as stack:
        if is_most:
            stack.enter_context(bare(connection, models))
        yield


def _own_months(batch: Batch) -> Select[Any]:
    months = table_of(CaseMonth)
    return select(months).where(months.c.locality_id == batch.locality_id, months.c.kind == batch.kind)


def _bounds(connection: Connection, batch: Batch) -> Row[Any]:
    """Months of the locality that are over."""
    horizons = table_of(CaseHorizon)
    mine = select(horizons).where(horizons.c.locality_id == batch.locality_id, horizons.c.kind == batch.kind)
    return connection.execute(every_month(mine.subquery("mine"))).one()
