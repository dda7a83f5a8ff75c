"""Merging signed sums of cases into the aggregates: cost grows with the change, not with the tables.

The same statements serve both databases. Rows whose cases have all gone leave no trace, so that the result
equals a rebuild.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.schema import CreateTable, DropTable

from data.intake.batch import Model, table_of
from data.rollups.cases_bulk import know_size
from data.rollups.cases_days import DAY_KEY, DAY_MEASURES, ON_TIME, RESOLVED, MonthOf
from data.rollups.cases_standing import OPEN_STATES, STANDING, at_ends, at_new_ends, every_month, months_over
from data.rollups.cases_totals import with_totals
from data.schema import NEVER, CaseDay, CaseHorizon, CaseLocalityDay, CaseMonth, CaseStanding, CaseUnitMonth

RECEIVED: Sequence[str] = DAY_MEASURES[1:8]
"""What is known on receipt, or belongs to it: stands in the month of receipt."""
RATINGS: Sequence[str] = DAY_MEASURES[8:]
ENDED: Sequence[str] = (*RESOLVED, "rejected", "forwarded")
MONTH_KEY: Sequence[str] = tuple(column.name for column in table_of(CaseMonth).primary_key)
UNIT_KEY: Sequence[str] = tuple(column.name for column in table_of(CaseUnitMonth).primary_key)
MONTH_MEASURES: Sequence[str] = ("received", *RECEIVED, *ENDED, *RATINGS, "failed")
LOCALITY_DAY_KEY: Sequence[str] = tuple(column.name for column in table_of(CaseLocalityDay).primary_key)
DAY_CHANGES: Sequence[str] = (*MONTH_MEASURES, "open_change", "late_change", "fell_due")
LOCALITY_DAY: Sequence[str] = (*LOCALITY_DAY_KEY, *DAY_CHANGES)


def scratch(model: Model, name: str) -> Table:
    """Describe a temporary table with the columns of a model and none of its constraints."""
    columns = [Column(column.name, column.type) for column in table_of(model).columns]
    return Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])


@contextmanager
def existing(connection: Connection, *tables: Table) -> Iterator[None]:
    """Have temporary tables within the block; a failed transaction takes them back by itself."""
    for table in tables:
        connection.execute(CreateTable(table))
    yield
    for table in tables:
        connection.execute(DropTable(table))


@contextmanager
def looking_up(connection: Connection) -> Iterator[None]:
    """Within the block rows of the great tables are found by their keys, a look-up for each staged row.

    Left to itself PostgreSQL's planner reads all partitions: it does not know beforehand that each look-up
    leads to one of them. Cost then grows with the table.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    for way in ("hashjoin", "mergejoin", "seqscan"):
        connection.execute(text(f"SET LOCAL enable_{way} = off"))
    yield
    for way in ("hashjoin", "mergejoin", "seqscan"):
        connection.execute(text(f"SET LOCAL enable_{way} TO DEFAULT"))


def merge(connection: Connection, deltas: Table) -> None:
    """Add `deltas` (signed rows in the shape of `case_day`, in any number a key) to every aggregate."""
    months, before = scratch(CaseMonth, "case_month_deltas"), scratch(CaseHorizon, "case_horizon_before")
    with existing(connection, months, before):
        connection.execute(before.insert().from_select(before.columns.keys(), select(table_of(CaseHorizon))))
        know_size(connection, deltas)
        connection.execute(months.insert().from_select([*MONTH_KEY, *MONTH_MEASURES], by_month(deltas)))
        know_size(connection, months)
        _add(connection, CaseDay, _netted(deltas), DAY_MEASURES)
        fewer = select(deltas).where(deltas.c.cases < 0).subquery("fewer")
        _drop_empty(connection, CaseDay, fewer, ("cases",))
        _add(connection, CaseMonth, select(months).where(true()), MONTH_MEASURES)
        _drop_empty(connection, CaseMonth, months, ("received", *ENDED))
        _add(connection, CaseUnitMonth, by_unit(months), MONTH_MEASURES)
        _drop_empty(connection, CaseUnitMonth, months, ("received", *ENDED))
        move_horizon(connection, deltas)
        _stand(connection, deltas, before)
        _move_days(connection, deltas)


def by_month(days: FromClause) -> Select[Any]:
    """Sum up rows in the shape of `case_day` by month: of units, and of their localities (`is_total`)."""
    flows = union_all(flow(days, "received"), flow(days, "ended")).subquery("flows")
    f = flows.c
    keys = [f.locality_id, f.kind, f.month, f.unit_id, f.category_id]
    own = (
        select(*keys, *(func.sum(f[name]).label(name) for name in MONTH_MEASURES)).group_by(*keys).cte("own")
    )
    return with_totals(own, MONTH_KEY, MONTH_MEASURES)


def by_unit(months: FromClause) -> Select[Any]:
    """Sum up rows in the shape of `case_month` over their categories: columns UNIT_KEY, MONTH_MEASURES."""
    keys = [months.c[name] for name in UNIT_KEY]
    sums = [func.sum(months.c[name]).label(name) for name in MONTH_MEASURES]
    changes = or_(*(func.sum(months.c[name]) != 0 for name in MONTH_MEASURES))
    return select(*keys, *sums).group_by(*keys).having(changes).order_by(*keys)


def flow(days: FromClause, event: str) -> Select[Any]:
    """Sums of what came (`received`) or what ended (`ended`), by month, unit and category of the event.

    Other measures are 0: the two are put under each other.
    """
    d = days.c
    came = event == "received"
    measures = _of_receipt(days) if came else _of_ending(days)
    month = MonthOf(d.received_on if came else d.closed_on)
    keys = (d.locality_id, d.kind, d.unit_id, d.category_id)
    rows = select(
        *keys,
        month.label("month"),
        *(
            (func.sum(measures[name]) if name in measures else literal(0)).label(name)
            for name in MONTH_MEASURES
        ),
    ).group_by(*keys, month)
    return rows if came else rows.where(d.closed_on < NEVER)


def by_locality_day(days: FromClause) -> Select[Any]:
    """Sum up rows in the shape of `case_day` by locality and day (columns LOCALITY_DAY), signed ones too.

    A case is open from its receipt to the day before it ended, late from its due day on.
    """
    d, nothing = days.c, literal(0)
    stood = case((d.closed_on > d.received_on, d.cases), else_=nothing)
    stood_late = case((d.closed_on > d.due_on, d.cases), else_=nothing)
    came = {**_of_receipt(days), "open_change": stood}
    ended = {**_of_ending(days), "open_change": -stood, "late_change": -stood_late}
    fell = {"late_change": stood_late, "fell_due": stood_late}
    events = ((d.received_on, came), (d.closed_on, ended), (d.due_on, fell))
    e = union_all(*(_on_days(days, day, measures) for day, measures in events)).subquery("events").c
    keys = [e[name] for name in LOCALITY_DAY_KEY]
    sums = [func.sum(e[name]) for name in DAY_CHANGES]
    changes = or_(*(total != 0 for total in sums))
    named = (total.label(name) for name, total in zip(DAY_CHANGES, sums, strict=True))
    return select(*keys, *named).group_by(*keys).having(changes).order_by(*keys)


def move_horizon(connection: Connection, days: FromClause) -> None:
    """Let no horizon lie before the last day on which a case of `days` came or ended."""
    d = days.c
    last = case((and_(d.closed_on < NEVER, d.closed_on > d.received_on), d.closed_on), else_=d.received_on)
    rows = select(d.locality_id, d.kind, func.max(last)).where(d.cases > 0).group_by(d.locality_id, d.kind)
    write = _insert(connection, CaseHorizon).from_select(["locality_id", "kind", "last_on"], rows)
    later = case(
        (write.excluded.last_on > CaseHorizon.last_on, write.excluded.last_on), else_=CaseHorizon.last_on
    )
    keys = ["locality_id", "kind"]
    connection.execute(write.on_conflict_do_update(index_elements=keys, set_={"last_on": later}))


def _stand(connection: Connection, deltas: Table, before: Table) -> None:
    """Bring the ends of months along: of those that were over `before`, by the deltas; then of new ones.

    A month is over a single time in a locality: only then what is open there is looked through.
    """
    days, horizons = table_of(CaseDay), table_of(CaseHorizon)
    staged = scratch(CaseStanding, "case_standing_deltas")
    with existing(connection, staged):
        known = every_month(before).subquery("known")
        connection.execute(staged.insert().from_select(STANDING, at_ends(deltas, known)))
        for found in connection.execute(months_over(horizons, before)).all():
            connection.execute(staged.insert().from_select(STANDING, at_new_ends(days, found)))
        know_size(connection, staged)
        _add(connection, CaseStanding, select(staged).where(true()), OPEN_STATES)
        _drop_empty(connection, CaseStanding, staged, OPEN_STATES)


def _move_days(connection: Connection, deltas: Table) -> None:
    days = scratch(CaseLocalityDay, "case_locality_day_deltas")
    with existing(connection, days):
        connection.execute(days.insert().from_select(LOCALITY_DAY, by_locality_day(deltas)))
        know_size(connection, days)
        _add(connection, CaseLocalityDay, select(days).where(true()), DAY_CHANGES)
        _drop_empty(connection, CaseLocalityDay, days, ("received", *ENDED, "fell_due"))


def note_sources(connection: Connection, kind: str, cases: FromClause) -> None:
    """Name the newest source of `cases`, rows in the shape of their table, where their horizon stands."""
    newest = select(cases.c.locality_id, func.max(cases.c.source_id).label("source_id")).group_by(
        cases.c.locality_id
    )
    found = newest.where(cases.c.source_id.is_not(None)).subquery("newest")
    h = table_of(CaseHorizon).c
    is_newer = or_(h.source_id.is_(None), found.c.source_id > h.source_id)
    connection.execute(
        update(CaseHorizon)
        .where(h.kind == kind, h.locality_id == found.c.locality_id, is_newer)
        .values(source_id=found.c.source_id)
    )


def _of_receipt(days: FromClause) -> dict[str, ColumnElement[int]]:
    return {"received": days.c.cases, **{name: days.c[name] for name in RECEIVED}}


def _of_ending(days: FromClause) -> dict[str, ColumnElement[int]]:
    """States of closing; ratings and `failed` of resolved cases only, which are the denominator."""
    d, nothing = days.c, literal(0)
    is_resolved = d.verdict.in_(RESOLVED)
    ends = {name: case((d.verdict == name, d.cases), else_=nothing) for name in ENDED}
    ratings = {name: case((is_resolved, d[name]), else_=nothing) for name in RATINGS}
    failed = case(
        (d.verdict == "closed_late", d.cases), (d.verdict.in_(ON_TIME), d.dissatisfied), else_=nothing
    )
    return {**ends, **ratings, "failed": failed}


def _on_days(
    days: FromClause, day: ColumnElement[dt.date], measures: Mapping[str, ColumnElement[int]]
) -> Select[Any]:
    """Sums by locality and one of the days of a case; columns LOCALITY_DAY, other measures 0."""
    d = days.c
    sums = (
        (func.sum(measures[name]) if name in measures else literal(0)).label(name) for name in DAY_CHANGES
    )
    keys = (d.locality_id, d.kind, day)
    return select(*keys[:2], day.label("day"), *sums).where(day < NEVER).group_by(*keys)


def _netted(deltas: FromClause) -> Select[Any]:
    """One row a key that changes in any measure."""
    keys = [deltas.c[name] for name in (*DAY_KEY, "is_long")]
    sums = {name: func.sum(deltas.c[name]) for name in DAY_MEASURES}
    return (
        select(*keys, *(total.label(name) for name, total in sums.items()))
        .group_by(*keys)
        .having(or_(*(total != 0 for total in sums.values())))
    )


def _add(connection: Connection, model: Model, rows: Select[Any], measures: Sequence[str]) -> None:
    """Add signed rows to a table: to the row of the same key, or as a new one."""
    table = table_of(model)
    write = _insert(connection, model).from_select([column.name for column in rows.selected_columns], rows)
    sums = {name: table.c[name] + write.excluded[name] for name in measures}
    keys = [column.name for column in table.primary_key]
    connection.execute(write.on_conflict_do_update(index_elements=keys, set_=sums))


def _drop_empty(connection: Connection, model: Model, touched: FromClause, counts: Sequence[str]) -> None:
    """Delete rows that count nothing any more, among those whose keys were touched."""
    table = table_of(model)
    same = and_(*(table.c[column.name] == touched.c[column.name] for column in table.primary_key))
    is_empty = and_(*(table.c[name] == 0 for name in counts))
    with looking_up(connection):
        connection.execute(delete(table).where(is_empty, exists().where(same)))


def _insert(connection: Connection, model: Model) -> Any:
    """Insert with `on_conflict_do_update`, which each dialect has for itself."""
    made = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    return made(table_of(model))
