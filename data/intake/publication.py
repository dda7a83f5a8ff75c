"""One batch inside the caller's transaction: checked, previewed, published, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, exists, func, select, update
from sqlalchemy.orm import aliased

from data import rollups
from data.access.audit import note
from data.access.records import Actor
from data.intake import applying, batches, bulk, changes, locality_periods
from data.intake.changes import Changes
from data.intake.closing import guard_closed, leaving_closed
from data.intake.closing_outlook import closed_to_cases
from data.intake.comparing import Comparison, compare, periods_touched
from data.intake.directory import Directory
from data.intake.drafting import draft_all
from data.intake.drafts import Draft, Finding, ParentRef
from data.intake.kinds import KINDS
from data.intake.kinds.columns import Kind
from data.intake.previewing import preview_of
from data.intake.records import BatchRow, Counts, Preview, RefusedError
from data.schema import CaseMark, IntakeBatch, Locality, Period, Unit

_NOT_CHECKED = "Đợt nạp này không còn chờ công bố: tải lại trang để xem; muốn nạp nữa thì gửi lại tệp."


class Checked(NamedTuple):
    """Rows of a batch as they read now, and what publishing them would do."""

    drafts: list[Draft]
    comparison: Comparison
    directory: Directory

    @property
    def findings(self) -> list[Finding]:
        """Everything found, in the order of the file."""
        return [finding for draft in self.drafts for finding in draft.findings]


def check(connection: Connection, row: BatchRow) -> Checked:
    """Read the rows of a batch and compare them with what the tables hold now."""
    kind = KINDS[row.kind]
    directory = Directory(connection, row.locality, replaces=row.mode == "replace")
    drafts = draft_all(kind, row.file_name, batches.staged(connection, row.id), directory)
    sound = [draft for draft in drafts if not draft.broken]
    found = compare(connection, kind, sound, directory, replaces=row.mode == "replace")
    return Checked(drafts, found, directory)


def outlook(connection: Connection, row: BatchRow) -> Preview:
    """What publishing a batch would do."""
    kind = KINDS[row.kind]
    if kind.cases:
        told = bulk.preview(connection, kind, row)
        batch = bulk.batch_of(kind, row, Directory(connection, row.locality))
        return replace(told, closed=closed_to_cases(connection, batch)) if told.counts.moves else told
    checked = check(connection, row)
    return preview_of(connection, kind, checked.comparison, checked.directory)


def _publish_cases(connection: Connection, row: BatchRow, by: Actor, now: dt.datetime) -> bool:
    kind, stamp = KINDS[row.kind], applying.Stamp(batches.source_file(row), row.sha256, by.name, now)
    known = _periods(connection)
    moves = bulk.publish(connection, kind, row, stamp)
    version = _moved(connection, row, now, known) if moves else applying.data_version(connection)
    assign(connection, row, state="published", published_by=by.name, published_at=now, data_version=version)
    noted(connection, by, "publish", row, now)
    return moves


def publish(connection: Connection, row: BatchRow, by: Actor, now: dt.datetime) -> bool:
    """Publish a batch; False where the tables say so already. RefusedError where something is against it."""
    if KINDS[row.kind].cases:
        return _publish_cases(connection, row, by, now)
    checked, known = check(connection, row), _periods(connection)
    renumber(checked.drafts, KINDS[row.kind], checked.directory.create_periods())
    batches.note_problems(connection, row.id, checked.findings)
    _refuse(checked.findings, row)
    kind, log = KINDS[row.kind], Changes(connection, row.id)
    version = applying.data_version(connection)
    if checked.comparison.moves:
        place = checked.directory.locality_id
        guard_closed(connection, place, periods_touched(checked.comparison))
        stamp = applying.Stamp(batches.source_file(row), row.sha256, by.name, now)
        with leaving_closed(connection, place):
            applying.Applying(log, connection, kind, checked.directory, stamp).run(checked.comparison)
        log.save()
        version = _moved(connection, row, now, known)
    assign(connection, row, state="published", published_by=by.name, published_at=now, data_version=version)
    noted(connection, by, "publish", row, now)
    return checked.comparison.moves


def renumber(drafts: Sequence[Draft], kind: Kind, made: Mapping[int, int]) -> None:
    """Give rows that named new periods the ids of these; `made` has them by the provisional ones."""
    if not made:
        return
    for draft in drafts:
        period, parent = draft.values["period_id"], draft.values.get("parent_id")
        draft.values["period_id"] = made.get(period, period)
        if isinstance(parent, ParentRef):
            key = zip(kind.key, parent.key, strict=True)
            named = (made.get(value, value) if name == "period_id" else value for name, value in key)
            draft.values["parent_id"] = ParentRef(tuple(named))


def counts_of(connection: Connection, row: BatchRow) -> Counts:
    """What the publication of a batch did to the rows of its kind."""
    if KINDS[row.kind].cases:
        return bulk.counts(connection, KINDS[row.kind], row)
    done = changes.counts(connection, row.id, KINDS[row.kind].model.__tablename__)
    new, changed = done.get("insert", 0), done.get("update", 0)
    return Counts(new, changed, row.rows_read - new - changed, done.get("delete", 0))


def undo(connection: Connection, row: BatchRow, reason: str, by: Actor, now: dt.datetime) -> None:
    """Take a publication back. OvertakenError where later ones have changed the same rows."""
    if row.state != "published":
        raise RefusedError("Chỉ hoàn tác được đợt đã công bố.")
    if KINDS[row.kind].cases:
        bulk.take_back(connection, KINDS[row.kind], row, now)
    else:
        place = Directory(connection, row.locality).locality_id
        guard_closed(connection, place, changes.periods_changed(connection, row.id))
        with leaving_closed(connection, place):
            changes.take_back(connection, row.id)
        _refuse_orphans(connection, place)
    version = _moved(connection, row, now, _periods(connection))
    applying.forget_sources(connection, batches.source_file(row))
    assign(connection, row, state="undone", undone_by=by.name, undone_at=now, undone_reason=reason)
    assign(connection, row, data_version=version)
    noted(connection, by, "undo", row, now, reason=reason)


def _refuse_orphans(connection: Connection, locality_id: int) -> None:
    """Refuse to take back the life of a unit below which others came in since."""
    above = aliased(Unit)
    orphans = (
        select(Unit.name)
        .join(above, above.id == Unit.parent_id)
        .where(Unit.locality_id == locality_id, above.locality_id == locality_id)
        .where(above.valid_to <= Unit.valid_from)
    )
    name = connection.scalars(orphans.order_by(Unit.id)).first()
    if name is not None:
        raise RefusedError(f"Hoàn tác thì đơn vị “{name}” thuộc một đơn vị đã hết: sửa đơn vị đó trước.")


def _moved(connection: Connection, row: BatchRow, now: dt.datetime, known: int) -> int:
    """Bring everything up to date that is computed from the rows; give the new data version.

    `known` is what `_periods` gave before: only where it holds has nobody else's place moved.
    """
    applying.bump(connection, KINDS[row.kind].dataset, now)
    mine = select(Locality.id).where(Locality.slug == row.locality)
    place = connection.scalar(mine) if _periods(connection) == known else None
    locality_periods.refresh(connection, place)
    rollups.rebuild(connection, now, place)
    return applying.data_version(connection)


def _periods(connection: Connection) -> int:
    """How many periods there are: a new one may be everybody's; -1 while cases written directly wait."""
    if connection.scalar(select(exists().select_from(CaseMark))):
        return -1
    return int(connection.scalar(select(func.count()).select_from(Period)) or 0)


def _refuse(findings: Sequence[Finding], row: BatchRow) -> None:
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise RefusedError(
            f"Còn {len(errors)} lỗi phải sửa trong tệp trước khi công bố. Lỗi đầu: {errors[0]}"
        )
    if findings and not row.accepted_reason:
        raise RefusedError(f"Còn {len(findings)} cảnh báo: sửa tệp, hoặc chấp nhận kèm lý do.")


def waiting(connection: Connection, batch_id: int) -> BatchRow:
    """A batch that waits for publication, locked. RefusedError where it does not wait any more."""
    row = batches.find(connection, batch_id, locked=True)
    if row.state != "checked":
        raise RefusedError(_NOT_CHECKED)
    return row


def noted(
    connection: Connection, by: Actor, action: str, row: BatchRow, now: dt.datetime, **detail: str
) -> None:
    """Add to the audit log, in the transaction of what is noted."""
    told = {"batch": str(row.id), "kind": row.kind, "sha256": row.sha256, **detail}
    note(connection, by, f"intake.{action}", now, subject=row.file_name, detail=told)


def assign(connection: Connection, row: BatchRow, **values: Any) -> None:
    """Write down how a batch stands."""
    connection.execute(update(IntakeBatch).where(IntakeBatch.id == row.id).values(**values))
