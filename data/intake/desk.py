"""The desk where files come in: template, upload, check, preview, publication, undoing. Knows no web."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DataError, IntegrityError

from data.access.audit import note
from data.access.records import Actor
from data.engine import available, snapshot, writing
from data.intake import (
    applying,
    batches,
    bulk,
    bulk_export,
    objects,
    publication,
    refusals,
    requests,
    sheets,
    templates,
)
from data.intake.annotating import annotated
from data.intake.batch import table_of
from data.intake.changes import OvertakenError
from data.intake.directory import Directory
from data.intake.headings import headings_of, locate
from data.intake.kinds import KINDS
from data.intake.kinds.columns import Kind
from data.intake.records import BatchRow, BatchView, Mode, RefusedError
from data.intake.requests import Earlier, RequestKey
from data.intake.streaming import Progress
from data.intake.vault import Vault, sha256
from data.schema import Source

LONGEST_NAME = 120


class Upload(NamedTuple):
    """A file as somebody sends it; `locality` is a slug, `is_json` says that rows come as objects."""

    kind: str
    locality: str
    file: str
    content: bytes
    mode: Mode = "merge"
    is_json: bool = False
    path: Path | None = None
    """Instead of `content`: a list of cases may be longer than memory."""
    progress: Progress = lambda _read: None


class Desk:
    """Takes files in. Safe to share between threads; touches neither database nor disk when built."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        """Write through `engine`, keep files in `vault`."""
        self._engine = engine
        self._vault = vault

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with available(), snapshot(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with available(), writing(self._engine) as connection:
            yield connection

    def template(self, kind: str, locality: str = "", *, filled: bool = False, now: dt.datetime) -> bytes:
        """Workbook of a kind: with a locality's lists where one is named, with its rows where `filled`."""
        chosen = kind_of(kind)
        if not locality:
            return templates.workbook(chosen, None, None, stamp=now)
        with self._reading() as connection:
            directory = _directory(connection, locality)
            if filled and chosen.cases:
                rows: Sequence[Mapping[str, Any]] | None = bulk_export.rows_of(connection, chosen, directory)
            else:
                rows = _exported(connection, chosen, directory) if filled else None
            return templates.workbook(chosen, directory, rows, stamp=now)

    def stage(self, upload: Upload, *, by: Actor, now: dt.datetime, asked: RequestKey | None = None) -> int:
        """Read a file and keep its rows; give the id of the batch. IntakeError where it cannot be read.

        The file is kept as it is only where nothing that may be personal data was left out of it. `asked` is
        noted with the batch: AlreadyAskedError where the same request made one meanwhile.
        """
        chosen, name = kind_of(upload.kind), _tidy(upload.file)
        if chosen.cases:
            return self._stage_cases(chosen, name, upload, by=by, now=now, asked=asked)
        if upload.path is not None:
            with upload.path.open("rb") as stream:
                upload = upload._replace(content=stream.read(sheets.FILE_BYTES + 1))
        read = _read(chosen, name, upload)
        table = locate(chosen, name, read)
        digest = sha256(upload.content) if table.is_personal else self._vault.keep(upload.content)
        with self._writing() as connection:
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
            checked = publication.check(connection, batches.find(connection, batch_id))
            batches.note_problems(connection, batch_id, checked.findings)
            publication.noted(connection, by, "upload", batches.find(connection, batch_id), now)
            if asked is not None:
                requests.add(connection, asked, batch_id, now)
        return batch_id

    def _stage_cases(
        self, kind: Kind, name: str, upload: Upload, *, by: Actor, now: dt.datetime, asked: RequestKey | None
    ) -> int:
        opened = bulk.from_path(upload.path) if upload.path else bulk.from_bytes(upload.content)
        arrival = bulk.Arrival(kind, name, opened, upload.is_json, upload.progress)
        with self._writing() as connection:
            directory = _directory(connection, upload.locality)
            place = {"kind": kind.name, "locality_id": directory.locality_id, "file_name": name}
            who = {"uploaded_by": by.name, "uploaded_at": now}
            values = {**place, **who, "mode": upload.mode, "state": "checked"}
            batch_id = bulk.stage(connection, directory, self._vault, arrival, values)
            publication.noted(connection, by, "upload", batches.find(connection, batch_id), now)
            if asked is not None:
                requests.add(connection, asked, batch_id, now)
        return batch_id

    def earlier(self, asked: RequestKey, *, now: dt.datetime) -> Earlier | None:
        """The request that came before with the same key, if any."""
        with self._reading() as connection:
            return requests.find(connection, asked.actor, asked.key, now)

    def answered(self, asked: RequestKey, status: int, body: str, *, now: dt.datetime) -> Earlier:
        """Keep the answer of a request; give the one that holds, where somebody was answered first."""
        with self._writing() as connection:
            requests.answer(connection, asked, status, body)
            found = requests.find(connection, asked.actor, asked.key, now)
        if found is None:
            raise RefusedError("Yêu cầu này chưa được ghi nhận.")
        return found

    def batch(self, batch_id: int) -> BatchView:
        """A batch with its problems and, while it waits, what publishing it would do."""
        with self._reading() as connection:
            row = batches.find(connection, batch_id)
            found = batches.problems(connection, row)
            errors, warnings = (
                sum(len(group.findings) for group in found if group.severity == severity)
                for severity in ("error", "warning")
            )
            preview, counts = None, None
            if row.state == "checked" and not errors:
                preview = publication.outlook(connection, row)
                counts = preview.counts
            elif row.published_at is not None:
                counts = publication.counts_of(connection, row)
            return BatchView(row, found, preview, errors, warnings, counts)

    def batches(self, localities: Sequence[str] | None = None, *, limit: int = 50) -> tuple[BatchRow, ...]:
        """Latest batches, of some localities only where they are given."""
        with self._reading() as connection:
            return batches.listed(connection, localities, limit)

    def annotated(self, batch_id: int) -> bytes:
        """The file's rows as a workbook with each problem marked in its cell, to send back."""
        with self._reading() as connection:
            row = batches.find(connection, batch_id)
            found = batches.problems(connection, row)
            rows = batches.staged(connection, batch_id)
        original = self._vault.get(row.sha256) if row.is_kept else None
        return annotated(KINDS[row.kind], original, rows, [one for group in found for one in group.findings])

    def accept(self, batch_id: int, reason: str, *, by: Actor, now: dt.datetime) -> None:
        """Accept the warnings of a batch. RefusedError without a reason."""
        if not reason.strip():
            raise RefusedError("Ghi lý do chấp nhận các cảnh báo.")
        with self._writing() as connection:
            row = publication.waiting(connection, batch_id)
            publication.assign(connection, row, accepted_by=by.name, accepted_reason=reason.strip())
            publication.noted(connection, by, "accept", row, now, reason=reason.strip())

    def discard(self, batch_id: int, *, by: Actor, now: dt.datetime) -> None:
        """Lay a batch aside that will not be published."""
        with self._writing() as connection:
            row = publication.waiting(connection, batch_id)
            publication.assign(connection, row, state="discarded")
            note(
                connection, by, "intake.discard", now, subject=row.file_name, detail={"batch": str(batch_id)}
            )

    def publish(self, batch_id: int, *, by: Actor, now: dt.datetime) -> bool:
        """Bring the figures to what the file says, all of it or nothing; False where they say so already.

        Rows are checked again against what the tables hold now. RefusedError where an error or a warning that
        nobody accepted stands in the way, or where the database refuses a row.
        """
        with self._writing() as connection:
            applying.lock(connection)
            row = publication.waiting(connection, batch_id)
            try:
                return publication.publish(connection, row, by, now)
            except (IntegrityError, DataError) as error:
                raise refusals.of_database(error, KINDS[row.kind]) from error

    def undo(self, batch_id: int, reason: str, *, by: Actor, now: dt.datetime) -> None:
        """Take a publication back. RefusedError where later ones have changed the same rows."""
        if not reason.strip():
            raise RefusedError("Ghi lý do hoàn tác.")
        try:
            with self._writing() as connection:
                applying.lock(connection)
                publication.undo(
                    connection, batches.find(connection, batch_id, locked=True), reason.strip(), by, now
                )
        except (OvertakenError, IntegrityError) as error:
            with self._reading() as connection:
                later = batches.later_ones(connection, batches.find(connection, batch_id))
            raise refusals.overtaken(later) from error


def _read(kind: Kind, name: str, upload: Upload) -> sheets.Content:
    if upload.is_json:
        return objects.read(kind, name, upload.content)
    return sheets.read(name, upload.content, headings_of(kind))


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
