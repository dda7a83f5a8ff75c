"""Lists of single cases on their way in: staged as they stream, previewed, published, taken back.

What the desk does for other kinds row by row happens here in bulk; the stages and the records are the same.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, delete, func, insert, select, update

from data.intake import batches, bulk_publishing, bulk_rows, bulk_staging, objects
from data.intake.applying import Stamp
from data.intake.batch import table_of
from data.intake.bulk_checks import Checker
from data.intake.bulk_problems import Problems, Rule
from data.intake.bulk_rows import Batch
from data.intake.bulk_staging import Sound
from data.intake.case_words import CaseWords
from data.intake.directory import Directory
from data.intake.errors import IntakeError
from data.intake.headings import Table, no_rows
from data.intake.kinds.columns import Kind
from data.intake.records import BatchRow, Counts, Moved, Preview, RefusedError
from data.intake.streaming import Listing, Told, listing, of_content
from data.intake.vault import Vault
from data.schema import CaseMonth, IntakeBatch, IntakeCase, IntakeProblem, Source

_NO_HASH = "0" * 64
_HEADING_ROW = 1
MONTHS_SHOWN = 36
_STAGED = table_of(IntakeCase)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file of cases as it comes: opened anew each time that it is read."""

    kind: Kind
    file: str
    opened: Callable[[], BinaryIO]
    is_json: bool = False
    progress: Callable[[int], None] = lambda _read: None


def from_path(path: Path) -> Callable[[], BinaryIO]:
    """A file on disk, of any length."""
    return lambda: path.open("rb")


def from_bytes(content: bytes) -> Callable[[], BinaryIO]:
    """A file in memory."""
    return lambda: io.BytesIO(content)


def stage(
    connection: Connection, directory: Directory, vault: Vault, arrival: Arrival, values: Mapping[str, Any]
) -> int:
    """Read, check and keep the cases of a file; give the batch's id. IntakeError where it cannot be read.

    `values` are the fields of the batch that the desk knows. Rows with errors are not kept, and none where
    there is any.
    """
    if values["mode"] == "replace":
        raise RefusedError("Danh sách từng hồ sơ chỉ bổ sung và sửa, không thay toàn bộ: chọn “Bổ sung”.")
    with arrival.opened() as stream:
        told = Told(stream, arrival.progress)
        found = _listed(arrival, told)
        empty = Table((), found.dropped, (), found.is_personal)
        unknown = {"sha256": _NO_HASH, "size_bytes": 0, "encoding": found.encoding, "is_kept": False}
        batch_id = batches.add(connection, empty, {**values, **unknown})
        problems = _checked(connection, directory, arrival, found, batch_id, values["uploaded_at"])
    batches.note_problems(connection, batch_id, problems.findings())
    if problems.errors:
        connection.execute(delete(_STAGED).where(_STAGED.c.batch_id == batch_id))
    # What is wrong may be a name or a number of a person under the wrong heading.
    is_kept = not (found.dropped or found.is_personal or problems.errors)
    if is_kept:
        with arrival.opened() as stream:
            vault.keep_stream(stream)
    known = {"sha256": told.sha256, "size_bytes": told.size, "rows_read": found.rows, "is_kept": is_kept}
    skipped = {"skipped": batches.words(found.skipped)}
    connection.execute(update(IntakeBatch).where(IntakeBatch.id == batch_id).values(**known, **skipped))
    return batch_id


def _listed(arrival: Arrival, told: Told) -> Listing:
    if not arrival.is_json:
        return listing(arrival.kind, arrival.file, told)
    content = b"".join(iter(lambda: told.read(1 << 20), b""))
    return of_content(arrival.kind, arrival.file, objects.read(arrival.kind, arrival.file, content))


def _checked(
    connection: Connection,
    directory: Directory,
    arrival: Arrival,
    found: Listing,
    batch_id: int,
    now: dt.datetime,
) -> Problems:
    problems = Problems(arrival.kind, arrival.file)
    words = CaseWords(connection, arrival.kind, directory)
    checker = Checker(arrival.kind, words, problems, now)

    def sound() -> Iterator[Sound]:
        for block in found.blocks:
            yield Sound(block.sheet, checker.check(block))

    # What rows refer to is read before COPY takes the connection for itself.
    words.prepare()
    bulk_staging.stage(connection, batch_id, sound())
    if not found.rows:
        raise IntakeError([no_rows(arrival.file)])
    bulk_staging.add_categories(connection, batch_id, words.new_categories)
    if checker.may_repeat:
        rule = Rule("error", "duplicate", "code", "trùng mã", "chỉ giữ một dòng cho mỗi mã")
        problems.note_places(rule, *bulk_staging.repeated(connection, batch_id))
    return problems


# --------------------------------------------------------------------------------------------- previewing


def batch_of(kind: Kind, row: BatchRow, directory: Directory) -> Batch:
    """What the statements need to know of a batch that has no errors: all its rows are staged."""
    if not kind.cases:
        raise ValueError(f"{kind.name} lists no cases")
    return Batch(row.id, kind.cases, directory.locality_id, row.rows_read)


def preview(connection: Connection, kind: Kind, row: BatchRow) -> Preview:
    """What publishing would do: counts, and the months whose received cases grow."""
    batch = batch_of(kind, row, Directory(connection, row.locality))
    counts = bulk_publishing.compare(connection, batch)
    moved = tuple(_growing(connection, batch)) if counts.new else ()
    return Preview(counts, moved, kind.pages if counts.moves else ())


def counts(connection: Connection, kind: Kind, row: BatchRow) -> Counts:
    """What the publication of a batch did."""
    batch = batch_of(kind, row, Directory(connection, row.locality))
    source_id = _source_id(connection, batches.source_file(row))
    return (
        bulk_publishing.published(connection, batch, source_id)
        if source_id
        else Counts(0, 0, row.rows_read, 0)
    )


def _growing(connection: Connection, batch: Batch) -> Iterator[Moved]:
    rows = select(_STAGED.c.received_at).where(bulk_rows.staged(batch))
    # Where there is none, PostgreSQL knows nothing of the empty table and would look into it case by case.
    if bulk_rows.is_known(connection, batch):
        rows = rows.where(bulk_rows.unknown(batch))
    new = connection.execute(bulk_rows.came_in(rows)).all()[: -MONTHS_SHOWN - 1 : -1]
    own = (CaseMonth.locality_id == batch.locality_id, CaseMonth.kind == batch.kind, CaseMonth.is_total)
    sums = select(CaseMonth.month, func.sum(CaseMonth.received).label("cases")).where(*own)
    known = {one.month: one.cases for one in connection.execute(sums.group_by(CaseMonth.month))}
    for one in new:
        before = int(known.get(one.month, 0))
        name = f"Tháng {one.month.month}/{one.month.year}"
        yield Moved(name, "Số tiếp nhận", _told(before), _told(before + int(one.cases)))


def _told(number: int) -> str:
    return f"{number:,}".replace(",", ".")


# --------------------------------------------------------------------------------------------- publishing


def publish(connection: Connection, kind: Kind, row: BatchRow, stamp: Stamp) -> bool:
    """Bring the cases and their aggregates to what the file says; False where they say so already.

    RefusedError while errors, or warnings that nobody accepted, stand in the way, or a period is closed.
    """
    _refuse(connection, row)
    directory = Directory(connection, row.locality)
    batch = batch_of(kind, row, directory)
    if not bulk_publishing.compare(connection, batch).moves:
        return False
    place = {"section": "", "other_lines": "", "sheet": "", "row": _HEADING_ROW, "file": stamp.file}
    loaded = {"sha256": stamp.sha256, "loaded_by": stamp.by, "loaded_at": stamp.at}
    source_id = connection.execute(insert(Source).values(**place, **loaded).returning(Source.id)).scalar_one()
    bulk_publishing.publish(connection, batch, directory, source_id, stamp.at)
    return True


def take_back(connection: Connection, kind: Kind, row: BatchRow, now: dt.datetime) -> None:
    """Undo a publication. OvertakenError where later ones changed the same cases."""
    batch = batch_of(kind, row, Directory(connection, row.locality))
    source_id = _source_id(connection, batches.source_file(row))
    if source_id is not None:
        bulk_publishing.take_back(connection, batch, source_id, now)


def _refuse(connection: Connection, row: BatchRow) -> None:
    found = select(IntakeProblem.severity, func.count()).where(IntakeProblem.batch_id == row.id)
    told = {row.severity: row[1] for row in connection.execute(found.group_by(IntakeProblem.severity))}
    if told.get("error"):
        raise RefusedError("Còn lỗi phải sửa trong tệp trước khi công bố.")
    if told.get("warning") and not row.accepted_reason:
        raise RefusedError("Còn cảnh báo: sửa tệp, hoặc chấp nhận kèm lý do.")


def _source_id(connection: Connection, file: str) -> int | None:
    return connection.scalar(select(Source.id).where(Source.file == file))
