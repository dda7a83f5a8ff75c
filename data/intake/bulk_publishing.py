"""Publishing cases: facts and aggregates follow the staged rows within the caller's transaction.

The first list of a locality goes straight into the aggregates, and where it is longer than all that the
tables hold, keys and indexes are built at its end; any later list costs what it changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    FromClause,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    union,
    union_all,
    update,
)

from data.intake import bulk_rows
from data.intake.batch import table_of
from data.intake.bulk_rows import Batch
from data.intake.changes import OvertakenError
from data.intake.closing import guard_closed
from data.intake.closing_cases import guard_retold
from data.intake.directory import Directory
from data.intake.records import Counts
from data.rollups import cases
from data.rollups.cases_bulk import bare, know_size
from data.rollups.cases_days import DAY_COLUMNS, FACTS, LocalDay, MonthOf, contributions
from data.rollups.cases_merge import (
    MONTH_KEY,
    MONTH_MEASURES,
    UNIT_KEY,
    by_month,
    by_unit,
    existing,
    merge,
    move_horizon,
    note_sources,
    scratch,
)
from data.rollups.cases_parts import prepare_months
from data.rollups.cases_standing import STANDING, at_ends, every_month
from data.schema import (
    CaseCategory,
    CaseDay,
    CaseHorizon,
    CaseLimit,
    CaseMonth,
    CaseStanding,
    CaseUnitMonth,
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
    written = bulk_rows.count(connection, _written(batch, source_id))
    return Counts(max(written - changed, 0), changed, max(batch.rows - written, 0), 0)


def publish(
    connection: Connection, batch: Batch, directory: Directory, source_id: int, now: dt.datetime
) -> None:
    """Bring the facts to what the file says, and the aggregates along. RefusedError in a closed period."""
    _make_categories(connection, batch)
    cases.refresh(connection, now)
    months = _months(connection, batch)
    _add_periods(directory, months)
    middays = [dt.datetime.combine(month.replace(day=15), _MIDDAY, dt.UTC) for month in months]
    prepare_months(connection, batch.kind, middays)
    if bulk_rows.is_known(connection, batch):
        _change(connection, batch, source_id)
    else:
        _guard(connection, batch, months)
        _fill(connection, batch, source_id)


def take_back(connection: Connection, batch: Batch, source_id: int, now: dt.datetime) -> None:
    """Put back what the publication changed. OvertakenError where a later one changed the same cases."""
    cases.refresh(connection, now)
    _check_is_last(connection, batch, source_id)
    mine = _written(batch, source_id)
    deltas = scratch(CaseDay, "case_deltas")
    restored = bulk_rows.as_facts(batch, None, before=True)
    _guard(connection, batch, _touched(connection, mine.subquery("mine"), restored))
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


def _fill(connection: Connection, batch: Batch, source_id: int) -> None:
    """The locality's first cases of the kind: no key of an aggregate can be there yet."""
    rows = bulk_rows.as_facts(batch, source_id)
    days = table_of(CaseDay)
    own = (
        select(days).where(days.c.locality_id == batch.locality_id, days.c.kind == batch.kind).subquery("own")
    )
    with cases.quiet(connection), _bulk(connection, batch):
        connection.execute(insert(batch.facts).from_select(_names(batch), rows))
        _contribute(connection, days, batch, rows.subquery("staged"), 1)
        know_size(connection, days)
        connection.execute(insert(CaseMonth).from_select([*MONTH_KEY, *MONTH_MEASURES], by_month(own)))
        months = table_of(CaseMonth)
        mine = select(months).where(months.c.locality_id == batch.locality_id, months.c.kind == batch.kind)
        connection.execute(
            insert(CaseUnitMonth).from_select([*UNIT_KEY, *MONTH_MEASURES], by_unit(mine.subquery("mine")))
        )
        move_horizon(connection, own)
        ends = at_ends(own, every_month(table_of(CaseHorizon)).subquery("bounds"))
        connection.execute(insert(CaseStanding).from_select(STANDING, ends))
        all_from = select(
            literal(batch.locality_id).label("locality_id"), literal(source_id).label("source_id")
        )
        note_sources(connection, batch.kind, all_from.subquery("all_from"))
    know_size(connection, batch.facts)


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
        _guard(connection, batch, _touched(connection, moves, before))
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


@contextmanager
def _bulk(connection: Connection, batch: Batch) -> Iterator[None]:
    """Build keys at the end where the batch is longer than everything that is there."""
    known = connection.scalar(
        select(func.coalesce(func.sum(CaseMonth.received), 0)).where(CaseMonth.is_total)
    )
    if batch.rows <= int(known or 0):
        yield
        return
    with bare(connection, [FACTS[batch.kind], CaseDay, CaseMonth, CaseUnitMonth, CaseStanding]):
        yield


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


def _touched(connection: Connection, moves: FromClause, before: Select[Any]) -> list[dt.date]:
    """Months whose figures move: in which cases are new, or ended before or now."""
    old = before.subquery("old")
    is_new = ~exists().where(old.c.code == moves.c.code, old.c.received_at == moves.c.received_at)
    came = select(MonthOf(LocalDay(moves.c.received_at))).where(is_new)
    return sorted({*connection.scalars(came.distinct()), *_closings(connection, [moves, old])})


def _closings(connection: Connection, rows: list[Any]) -> list[dt.date]:
    ends = [select(MonthOf(LocalDay(one.c.closed_at))).where(one.c.closed_at.is_not(None)) for one in rows]
    return sorted(connection.scalars(union(*ends)))


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
