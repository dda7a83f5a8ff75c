"""The desk where files come in: template, upload, check, preview, publication, undoing. Knows no web."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DataError, IntegrityError

from data import rollups
from data.access.audit import note
from data.access.records import Actor
from data.engine import snapshot, writing
from data.intake import applying, batches, locality_periods, sheets, templates
from data.intake.annotating import annotated
from data.intake.batch import table_of
from data.intake.changes import Changes, OvertakenError, take_back
from data.intake.comparing import Comparison, compare
from data.intake.directory import Directory
from data.intake.drafting import draft_all
from data.intake.drafts import Draft, Finding
from data.intake.headings import headings_of, locate
from data.intake.kinds import KINDS
from data.intake.kinds.columns import Kind
from data.intake.previewing import preview_of
from data.intake.records import BatchRow, BatchView, Mode, RefusedError
from data.intake.vault import Vault, sha256
from data.schema import IntakeBatch, Source

LONGEST_NAME = 120
_NOT_CHECKED = "Đợt nạp này không còn chờ công bố."


class Upload(NamedTuple):
    """A file as somebody sends it; `locality` is a slug."""

    kind: str
    locality: str
    file: str
    content: bytes
    mode: Mode = "merge"


class Checked(NamedTuple):
    """Rows of a batch as they read now, and what publishing them would do."""

    drafts: list[Draft]
    comparison: Comparison
    directory: Directory

    @property
    def findings(self) -> list[Finding]:
        """Everything found, in the order of the file."""
        return [finding for draft in self.drafts for finding in draft.findings]


class Desk:
    """Takes files in. Safe to share between threads; touches neither database nor disk when built."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        """Write through `engine`, keep files in `vault`."""
        self._engine = engine
        self._vault = vault

    def template(self, kind: str, locality: str = "", *, filled: bool = False, now: dt.datetime) -> bytes:
        """Workbook of a kind: with a locality's lists where one is named, with its rows where `filled`."""
        chosen = kind_of(kind)
        if not locality:
            return templates.workbook(chosen, None, None, stamp=now)
        with snapshot(self._engine) as connection:
            directory = _directory(connection, locality)
            rows = _exported(connection, chosen, directory) if filled else None
            return templates.workbook(chosen, directory, rows, stamp=now)

    def stage(self, upload: Upload, *, by: Actor, now: dt.datetime) -> int:
        """Read a file and keep its rows; give the id of the batch. IntakeError where it cannot be read.

        The file is kept as it is only where nothing that may be personal data was left out of it.
        """
        chosen, name = kind_of(upload.kind), _tidy(upload.file)
        read = sheets.read(name, upload.content, headings_of(chosen))
        table = locate(chosen, name, read)
        digest = sha256(upload.content) if table.is_personal else self._vault.keep(upload.content)
        with writing(self._engine) as connection:
            directory = _directory(connection, upload.locality)
            values = {
                "kind": upload.kind,
                "locality_id": directory.locality_id,
                "mode": upload.mode,
                "state": "checked",
                "file_name": name,
                "sha256": digest,
                "size_bytes": len(upload.content),
                "encoding": read.encoding,
                "is_kept": not table.is_personal,
                "uploaded_by": by.name,
                "uploaded_at": now,
            }
            batch_id = batches.add(connection, table, values)
            checked = _checked(connection, batches.find(connection, batch_id))
            batches.note_problems(connection, batch_id, checked.findings)
            _noted(connection, by, "upload", batches.find(connection, batch_id), now)
        return batch_id

    def batch(self, batch_id: int) -> BatchView:
        """A batch with its problems and, while it waits, what publishing it would do."""
        with snapshot(self._engine) as connection:
            row = batches.find(connection, batch_id)
            found = batches.problems(connection, row)
            errors, warnings = (
                sum(len(group.findings) for group in found if group.severity == severity)
                for severity in ("error", "warning")
            )
            preview = None
            if row.state == "checked" and not errors:
                checked = _checked(connection, row)
                preview = preview_of(KINDS[row.kind], checked.comparison, checked.directory)
            return BatchView(row, found, preview, errors, warnings)

    def batches(self, localities: Sequence[str] | None = None, *, limit: int = 50) -> tuple[BatchRow, ...]:
        """Latest batches, of some localities only where they are given."""
        with snapshot(self._engine) as connection:
            return batches.listed(connection, localities, limit)

    def annotated(self, batch_id: int) -> bytes:
        """The file's rows as a workbook with each problem marked in its cell, to send back."""
        with snapshot(self._engine) as connection:
            row = batches.find(connection, batch_id)
            found = batches.problems(connection, row)
            rows = batches.staged(connection, batch_id)
        original = self._vault.get(row.sha256) if row.is_kept else None
        return annotated(KINDS[row.kind], original, rows, [one for group in found for one in group.findings])

    def accept(self, batch_id: int, reason: str, *, by: Actor, now: dt.datetime) -> None:
        """Accept the warnings of a batch. RefusedError without a reason."""
        if not reason.strip():
            raise RefusedError("Ghi lý do chấp nhận các cảnh báo.")
        with writing(self._engine) as connection:
            row = _waiting(connection, batch_id)
            _set(connection, row, accepted_by=by.name, accepted_reason=reason.strip())
            _noted(connection, by, "accept", row, now, reason=reason.strip())

    def discard(self, batch_id: int, *, by: Actor, now: dt.datetime) -> None:
        """Lay a batch aside that will not be published."""
        with writing(self._engine) as connection:
            row = _waiting(connection, batch_id)
            _set(connection, row, state="discarded")
            note(
                connection, by, "intake.discard", now, subject=row.file_name, detail={"batch": str(batch_id)}
            )

    def publish(self, batch_id: int, *, by: Actor, now: dt.datetime) -> bool:
        """Bring the figures to what the file says, all of it or nothing; False where they say so already.

        Rows are checked again against what the tables hold now. RefusedError where an error or a warning that
        nobody accepted stands in the way, or where the database refuses a row.
        """
        try:
            with writing(self._engine) as connection:
                applying.lock(connection)
                return _publish(connection, _waiting(connection, batch_id), by, now)
        except (IntegrityError, DataError) as error:
            raise RefusedError(f"Cơ sở dữ liệu từ chối một dòng ({error.orig}). Chưa thay đổi gì.") from error

    def undo(self, batch_id: int, reason: str, *, by: Actor, now: dt.datetime) -> None:
        """Take a publication back. RefusedError where later ones have changed the same rows."""
        if not reason.strip():
            raise RefusedError("Ghi lý do hoàn tác.")
        try:
            with writing(self._engine) as connection:
                applying.lock(connection)
                _undo(connection, batches.find(connection, batch_id, locked=True), reason.strip(), by, now)
        except (OvertakenError, IntegrityError) as error:
            later = "Có đợt nạp sau đã sửa cùng những dòng này: hoàn tác đợt đó trước."
            raise RefusedError(later) from error


def kind_of(name: str) -> Kind:
    """A kind by name. RefusedError where there is none."""
    if name not in KINDS:
        raise RefusedError(f"Không có loại biểu “{name}”. Các loại: {', '.join(KINDS)}.")
    return KINDS[name]


def _directory(connection: Connection, locality: str) -> Directory:
    try:
        return Directory(connection, locality)
    except KeyError:
        raise RefusedError(f"Không có địa bàn “{locality}”.") from None


def _checked(connection: Connection, row: BatchRow) -> Checked:
    kind, directory = KINDS[row.kind], Directory(connection, row.locality)
    drafts = draft_all(kind, row.file_name, batches.staged(connection, row.id), directory)
    sound = [draft for draft in drafts if not draft.broken]
    found = compare(connection, kind, sound, directory, replaces=row.mode == "replace")
    return Checked(drafts, found, directory)


def _publish(connection: Connection, row: BatchRow, by: Actor, now: dt.datetime) -> bool:
    checked = _checked(connection, row)
    if checked.directory.create_periods():
        # Rows referred to periods that did not exist: read them again, now with real ids.
        checked = _checked(connection, row)
    batches.note_problems(connection, row.id, checked.findings)
    _refuse(checked.findings, row)
    kind, changes = KINDS[row.kind], Changes(connection, row.id)
    version = applying.data_version(connection)
    if checked.comparison.moves:
        stamp = applying.Stamp(source_file(row), row.sha256, by.name, now)
        applying.Applying(changes, connection, kind, checked.directory, stamp).run(checked.comparison)
        changes.save()
        version = _moved(connection, kind, now)
    _set(connection, row, state="published", published_by=by.name, published_at=now, data_version=version)
    _noted(connection, by, "publish", row, now)
    return checked.comparison.moves


def _undo(connection: Connection, row: BatchRow, reason: str, by: Actor, now: dt.datetime) -> None:
    if row.state != "published":
        raise RefusedError("Chỉ hoàn tác được đợt đã công bố.")
    take_back(connection, row.id)
    version = _moved(connection, KINDS[row.kind], now)
    applying.forget_sources(connection, source_file(row))
    _set(connection, row, state="undone", undone_by=by.name, undone_at=now, undone_reason=reason)
    _set(connection, row, data_version=version)
    _noted(connection, by, "undo", row, now, reason=reason)


def _moved(connection: Connection, kind: Kind, now: dt.datetime) -> int:
    """Bring everything up to date that is computed from the rows; give the new data version."""
    applying.bump(connection, kind.dataset, now)
    locality_periods.refresh(connection)
    rollups.rebuild(connection, now)
    return applying.data_version(connection)


def source_file(row: BatchRow) -> str:
    """Name of a batch's file as sources keep it: the same name comes again with every month."""
    return f"{row.file_name} (đợt nạp {row.id})"


def _refuse(findings: Sequence[Finding], row: BatchRow) -> None:
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise RefusedError(
            f"Còn {len(errors)} lỗi phải sửa trong tệp trước khi công bố. Lỗi đầu: {errors[0]}"
        )
    if findings and not row.accepted_reason:
        raise RefusedError(f"Còn {len(findings)} cảnh báo: sửa tệp, hoặc chấp nhận kèm lý do.")


def _waiting(connection: Connection, batch_id: int) -> BatchRow:
    row = batches.find(connection, batch_id, locked=True)
    if row.state != "checked":
        raise RefusedError(_NOT_CHECKED)
    return row


def _noted(
    connection: Connection, by: Actor, action: str, row: BatchRow, now: dt.datetime, **detail: str
) -> None:
    """Add to the audit log, in the transaction of what is noted."""
    told = {"batch": str(row.id), "kind": row.kind, "sha256": row.sha256, **detail}
    note(connection, by, f"intake.{action}", now, subject=row.file_name, detail=told)


def _set(connection: Connection, row: BatchRow, **values: Any) -> None:
    connection.execute(update(IntakeBatch).where(IntakeBatch.id == row.id).values(**values))


def _exported(connection: Connection, kind: Kind, directory: Directory) -> list[Mapping[str, Any]]:
    table = table_of(Source)
    rows = directory.rows_of(kind.model, kind.key).values()
    wanted = select(table).where(table.c.id.in_({row["source_id"] for row in rows}))
    sources = {row["id"]: dict(row) for row in connection.execute(wanted).mappings()}
    return templates.rows_of(kind, directory, sources)


def _tidy(file: str) -> str:
    """Name of a file without folders, as short as lists can show it."""
    name = file.replace("\\", "/").rpartition("/")[2].strip() or "tep"
    return "".join(char for char in name if char.isprintable())[-LONGEST_NAME:]
