"""Publishing cases: facts and aggregates follow the staged rows within the caller's transaction.

The first list of a locality goes straight into the aggregates (`bulk_filling`); any later one costs what it
changes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    Connection,
    FromClause,
    Select,
    Table,
    delete,
    exists,
    insert,
    literal,
    select,
    union_all,
    update,
)

from data.intake import bulk_rows
from data.intake.batch import table_of
from data.intake.bulk_filling import fill
from data.intake.bulk_rows import Batch
from data.intake.changes import OvertakenError
from data.intake.closing import guard_closed
from data.intake.closing_cases import guard_retold, months_moved
from data.intake.directory import Directory
from data.intake.records import Counts
from data.rollups import cases
from data.rollups.cases_days import DAY_COLUMNS, FACTS, contributions
from data.rollups.cases_merge import (
    existing,
    merge,
    note_sources,
    scratch,
)
from data.rollups.cases_parts import prepare_months
from data.schema import (
    CaseCategory,
    CaseDay,
    CaseHorizon,
    CaseLimit,
    DossierCase,
    FeedbackCase,
    IntakeCase,
    IntakeCategory,
    Period,
    Procedure,
)

_STAGED = table_of(IntakeCase)
_MIDDAY = dt.time(12)
_QUARTER = 3
_MANY = 100_000
"""Rows of a file from which on all cases of the locality are read sooner than these ones are found."""


def compare(connection: Connection, batch: Batch) -> Counts:
    """How many cases are new, differ from what is known, or say the same."""
    if not bulk_rows.is_known(connection, batch):
        return Counts(batch.rows, 0, 0, 0)
    new = select(_STAGED.c.code).where(bulk_rows.staged(batch), bulk_rows.unknown(batch))
    added = bulk_rows.count(connection, new)
    changed = bulk_rows.count(connection, bulk_rows.differing(batch))
    return Counts(added, changed, batch.rows - added - changed, 0)


def published(connection: Connection, batch: Batch, source_id: int) -> Counts:
    """How many cases a publication added, changed and left."""
    changed = bulk_rows.count(connection, select(_STAGED.c.code).where(bulk_rows.earlier(batch)))
    written = bulk_rows.count(connection, _told(batch, source_id))
    return Counts(max(written - changed, 0), changed, max(batch.rows - written, 0), 0)


def publish(
    connection: Connection, batch: Batch, directory: Directory, source_id: int, now: dt.datetime
) -> None:
    """Bring the facts to what the file says, and the aggregates along. RefusedError in a closed period."""
    _make_categories(connection, batch)
    batch = bulk_rows.with_made(connection, batch)
    cases.refresh(connection, now)
    months = _months(connection, batch)
    _add_periods(directory, months)
    middays = [dt.datetime.combine(month.replace(day=15), _MIDDAY, dt.UTC) for month in months]
    prepare_months(connection, batch.kind, middays)
    if bulk_rows.is_known(connection, batch):
        _change(connection, batch, source_id)
    else:
        _guard(connection, batch, months)
        fill(connection, batch, source_id)


def take_back(connection: Connection, batch: Batch, source_id: int, now: dt.datetime) -> None:
    """Put back what the publication changed. OvertakenError where a later one changed the same cases."""
    cases.refresh(connection, now)
    _check_is_last(connection, batch, source_id)
    batch = bulk_rows.with_made(connection, batch)
    mine = _written(batch, source_id)
    deltas = scratch(CaseDay, "case_deltas")
    restored = bulk_rows.as_facts(batch, None, before=True)
    _guard(connection, batch, months_moved(connection, mine.subquery("mine"), restored))
    guard_retold(connection, batch.locality_id, mine.subquery("mine"), restored)
    with cases.quiet(connection), existing(connection, deltas):
        _contribute(connection, deltas, batch, mine.subquery("mine"), -1)
        connection.execute(
            delete(batch.facts).where(batch.facts.c.code.in_(_codes(batch)), *_owned(batch, source_id))
        )
        connection.execute(insert(batch.facts).from_select(_names(batch), restored))
        _contribute(connection, deltas, batch, restored.subquery("restored"), 1)
        merge(connection, deltas)
    _forget_source(connection, batch, source_id)
    connection.execute(delete(_STAGED).where(bulk_rows.earlier(batch)))
    _forget_categories(connection, batch)


# ----------------------------------------------------------------------------------------------- writing


def _change(connection: Connection, batch: Batch, source_id: int) -> None:
    """New and differing cases only; what the file says as it was stays with its source."""
    _keep_earlier(connection, batch)
    deltas, moves = scratch(CaseDay, "case_deltas"), scratch(FACTS[batch.kind], "case_moves")
    before = bulk_rows.as_facts(batch, None, before=True)
    gone = select(_STAGED.c.code).where(bulk_rows.earlier(batch))
    with cases.quiet(connection), existing(connection, deltas, moves):
        _contribute(connection, deltas, batch, before.subquery("before"), -1)
        connection.execute(
            delete(batch.facts).where(
                batch.facts.c.locality_id == batch.locality_id, batch.facts.c.code.in_(gone)
            )
        )
        fresh = bulk_rows.as_facts(batch, source_id).where(bulk_rows.unknown(batch))
        connection.execute(insert(moves).from_select(_names(batch), fresh))
        _guard(connection, batch, months_moved(connection, moves, before))
        guard_retold(connection, batch.locality_id, moves, before)
        connection.execute(insert(batch.facts).from_select(_names(batch), select(moves)))
        _contribute(connection, deltas, batch, moves, 1)
        merge(connection, deltas)
        note_sources(connection, batch.kind, moves)


def _keep_earlier(connection: Connection, batch: Batch) -> None:
    """Keep what differs as it was, for the undoing; row 0 is none of a file."""
    known = bulk_rows.differing(batch).subquery("known")
    columns = bulk_rows.columns_of(batch)
    rows = select(
        literal(batch.id),
        literal(""),
        literal(0),
        literal(value=True),
        *(known.c[column.name] for column in columns),
    )
    names = ["batch_id", "sheet", "row", "is_before", *(column.name for column in columns)]
    connection.execute(insert(_STAGED).from_select(names, rows))


def _contribute(connection: Connection, into: Table, batch: Batch, rows: FromClause, sign: int) -> None:
    connection.execute(insert(into).from_select(DAY_COLUMNS, contributions(batch.kind, rows, sign)))


def _names(batch: Batch) -> list[str]:
    return [column.name for column in batch.facts.columns]


# ------------------------------------------------------------------------------------------ what is mine


def _codes(batch: Batch) -> Select[Any]:
    return select(_STAGED.c.code).where(bulk_rows.staged(batch))


def _owned(batch: Batch, source_id: int) -> tuple[Any, ...]:
    facts = batch.facts
    return facts.c.locality_id == batch.locality_id, facts.c.source_id == source_id


def _written(batch: Batch, source_id: int) -> Select[Any]:
    """Cases as this publication left them."""
    return select(batch.facts).where(batch.facts.c.code.in_(_codes(batch)), *_owned(batch, source_id))


def _told(batch: Batch, source_id: int) -> Select[Any]:
    """The same cases, to be counted: nobody else has this source. Many are not looked up one by one."""
    if batch.rows < _MANY:
        return _written(batch, source_id)
    return select(batch.facts.c.code).where(*_owned(batch, source_id))


def _check_is_last(connection: Connection, batch: Batch, source_id: int) -> None:
    """Sources are numbered as they come: a higher one, or none, says that somebody was here since."""
    facts = batch.facts
    same = (facts.c.locality_id == batch.locality_id, facts.c.code == _STAGED.c.code)
    stands = exists().where(*same, facts.c.source_id <= source_id)
    gone = select(exists().where(bulk_rows.staged(batch), ~stands))
    if connection.scalar(gone):
        raise OvertakenError(facts.name)


def _forget_source(connection: Connection, batch: Batch, source_id: int) -> None:
    """Name the newest of the other sources where this one stood."""
    is_mine = CaseHorizon.source_id == source_id
    connection.execute(update(CaseHorizon).where(is_mine).values(source_id=None))
    if not bulk_rows.is_known(connection, batch):
        own = (CaseHorizon.locality_id == batch.locality_id, CaseHorizon.kind == batch.kind)
        connection.execute(delete(CaseHorizon).where(*own))
    rest = select(batch.facts).where(batch.facts.c.locality_id == batch.locality_id)
    note_sources(connection, batch.kind, rest.subquery("rest"))


# ------------------------------------------------------------------------------- periods and categories


def _months(connection: Connection, batch: Batch) -> list[dt.date]:
    rows = select(_STAGED.c.received_at).where(bulk_rows.staged(batch))
    return list(connection.scalars(bulk_rows.came_in(rows)))


def _guard(connection: Connection, batch: Batch, months: list[dt.date]) -> None:
    spans = connection.execute(select(Period.id, Period.starts_on, Period.ends_on)).all()
    touched = {span.id for span in spans if any(span.starts_on <= month < span.ends_on for month in months)}
    guard_closed(connection, batch.locality_id, touched)


def _add_periods(directory: Directory, months: list[dt.date]) -> None:
    """Months, quarters and years that cases came in can be asked about."""
    for month in months:
        quarter = (month.month - 1) // _QUARTER + 1
        for code in (f"{month:%Y-%m}", f"{month.year}-Q{quarter}", f"{month.year}"):
            directory.period(code)
    directory.create_periods()


def _make_categories(connection: Connection, batch: Batch) -> None:
    wanted = (
        select(IntakeCategory).where(IntakeCategory.batch_id == batch.id).order_by(IntakeCategory.position)
    )
    for row in connection.execute(wanted.with_only_columns(*table_of(IntakeCategory).columns)).all():
        known = select(CaseCategory.id).where(CaseCategory.kind == batch.kind, CaseCategory.name == row.name)
        category = connection.scalar(known)
        if category is None:
            values = {"kind": batch.kind, "code": f"nhap-{batch.id}-{row.position}", "name": row.name}
            made = insert(CaseCategory).values(**values, position=0).returning(CaseCategory.id)
            category = connection.execute(made).scalar_one()
        mine = (IntakeCategory.batch_id == batch.id, IntakeCategory.position == row.position)
        connection.execute(update(IntakeCategory).where(*mine).values(category_id=category))


def _forget_categories(connection: Connection, batch: Batch) -> None:
    """Take categories back that came with the batch and that nothing refers to."""
    referring = (FeedbackCase, DossierCase, CaseLimit, Procedure)
    used = union_all(
        *(select(model.category_id).where(model.category_id.is_not(None)) for model in referring)
    )
    mine = CaseCategory.code.like(f"nhap-{batch.id}-%")
    connection.execute(delete(CaseCategory).where(mine, CaseCategory.id.not_in(used)))
    connection.execute(
        update(IntakeCategory).where(IntakeCategory.batch_id == batch.id).values(category_id=None)
    )
