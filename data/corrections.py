"""Correcting a single figure: a batch of one row, so that checks, closing and undoing are those of files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, insert, select

from data.access.audit import note
from data.access.records import Actor
from data.engine import snapshot, writing
from data.intake import cells, templates
from data.intake.batch import table_of
from data.intake.desk import Desk, Upload
from data.intake.directory import Directory
from data.intake.drafts import Cell
from data.intake.errors import IntakeError
from data.intake.kinds import KINDS
from data.intake.kinds.columns import Column, Kind
from data.intake.records import BatchView, RefusedError, State
from data.schema import Correction, IntakeBatch, Locality, Source

CORRECTABLE: Final = (
    "feedback_counts",
    "dossier_counts",
    "budget_lines",
    "indicator_values",
    "pillar_scores",
)
"""Kinds whose rows are figures of a period."""
FILE: Final = "Sửa trên trang.xlsx"
_FIGURES: Final = frozenset({"count", "vnd", "number", "points"})
_NOT_FIGURES: Final = frozenset({"position", "closed_early_line"})
_NAMES: Final = ("name", "label", "unit", "field", "indicator", "pillar")
"""Columns by which people name a row."""
_PRINTED: Final = {"value": "printed"}
"""Where a figure's printed form stands under another name than that of the figure with `_printed`."""
_GONE: Final = "Không còn dòng số liệu này."


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a row: its column, its heading, what stands in it."""

    column: str
    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row whose figures may be corrected, with the words that name it."""

    kind: str
    title: str
    id: int
    name: str
    period: str
    figures: tuple[Figure, ...]

    def figure(self, column: str) -> Figure | None:
        """A figure by its column."""
        return next((one for one in self.figures if one.column == column), None)


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction that was published, and whether it was taken back since."""

    batch: int
    title: str
    subject: str
    heading: str
    before: str
    after: str
    reason: str
    by: str
    at: dt.datetime
    state: State


class Asked(NamedTuple):
    """What somebody wants changed: `seen` is the value that the form showed."""

    kind: str
    row: int
    column: str
    seen: str
    value: str
    reason: str


class Corrections:
    """Looks rows up and corrects them through the desk. Safe to share between threads."""

    def __init__(self, engine: Engine, desk: Desk) -> None:
        """Read through `engine`, which is not touched before it is used; write through `desk`."""
        self._engine = engine
        self._desk = desk

    def rows(self, slug: str, kind: str) -> tuple[FigureRow, ...]:
        """Rows of a kind, in order of their ids."""
        with snapshot(self._engine) as connection:
            directory = Directory(connection, slug)
            exported = _exported(connection, KINDS[kind], directory)
        return tuple(_row(KINDS[kind], row_id, found) for row_id, found in exported.items())

    def row(self, slug: str, kind: str, row_id: int) -> FigureRow | None:
        """One row; None where the locality has none of this id."""
        return next((row for row in self.rows(slug, kind) if row.id == row_id), None)

    def from_source(self, slug: str, file: str, rows: Sequence[int]) -> tuple[FigureRow, ...]:
        """Rows that came from some rows of a file: what stands behind "Nguồn" on a page."""
        table = table_of(Source)
        wanted = select(table.c.id).where(table.c.file == file, table.c.row.in_(rows))
        found: list[FigureRow] = []
        for kind in CORRECTABLE:
            with snapshot(self._engine) as connection:
                mine = table_of(KINDS[kind].model)
                ids = set(connection.scalars(select(mine.c.id).where(mine.c.source_id.in_(wanted))))
            found += [row for row in self.rows(slug, kind) if row.id in ids] if ids else []
        return tuple(found)

    def listed(self, slug: str, *, limit: int = 50) -> tuple[CorrectionRow, ...]:
        """Latest corrections of a locality, those that were taken back included."""
        asked = (
            select(Correction.__table__, IntakeBatch.kind, IntakeBatch.published_by, IntakeBatch.published_at)
            .add_columns(IntakeBatch.state)
            .join(IntakeBatch, IntakeBatch.id == Correction.batch_id)
            .join(Locality, Locality.id == IntakeBatch.locality_id)
            .where(Locality.slug == slug, IntakeBatch.published_at.is_not(None))
            .order_by(Correction.batch_id.desc())
            .limit(limit)
        )
        with snapshot(self._engine) as connection:
            return tuple(
                CorrectionRow(
                    row.batch_id,
                    KINDS[row.kind].title,
                    row.subject,
                    row.heading,
                    row.before,
                    row.after,
                    row.reason,
                    row.published_by,
                    row.published_at,
                    row.state,
                )
                for row in connection.execute(asked)
            )

    def correct(self, slug: str, asked: Asked, *, by: Actor, now: dt.datetime) -> int:
        """Change one figure, all of it or nothing; give the batch that did it.

        RefusedError without a reason, where the value is the same or has changed meanwhile, where a check
        refuses it, or where the period is closed. A warning counts as accepted with the reason given.
        """
        if not asked.reason.strip():
            raise RefusedError("Ghi lý do sửa số liệu.")
        content, figure, subject = self._workbook(slug, asked, now)
        try:
            batch = self._desk.stage(Upload(asked.kind, slug, FILE, content), by=by, now=now)
        except IntakeError as error:
            raise RefusedError(str(error.errors[0])) from error
        view = self._desk.batch(batch)
        try:
            _refuse(view)
            self._note(batch, asked, figure, subject, by, now)
            if view.warnings:
                self._desk.accept(batch, asked.reason, by=by, now=now)
            self._desk.publish(batch, by=by, now=now)
        except RefusedError:
            self._desk.discard(batch, by=by, now=now)
            raise
        return batch

    def _workbook(self, slug: str, asked: Asked, now: dt.datetime) -> tuple[bytes, Figure, str]:
        """The row as a template of one row, with the new value in place of the old one."""
        kind = KINDS[asked.kind]
        with snapshot(self._engine) as connection:
            directory = Directory(connection, slug)
            found = _exported(connection, kind, directory).get(asked.row)
            row = _row(kind, asked.row, found) if found else None
            figure = row.figure(asked.column) if row else None
            if found is None or row is None or figure is None:
                raise RefusedError(_GONE)
            if figure.value != asked.seen:
                raise RefusedError(
                    f"Số liệu vừa được sửa, nay là “{figure.value or 'trống'}”. Xem lại trước khi sửa."
                )
            printed = _PRINTED.get(asked.column, f"{asked.column}_printed")
            changed = {**found, asked.column: asked.value or None}
            if printed in changed:
                changed[printed] = None
            content = templates.workbook(kind, None, [changed], stamp=now)
        return content, figure, f"{row.name} · {row.period}"

    def _note(
        self, batch: int, asked: Asked, figure: Figure, subject: str, by: Actor, now: dt.datetime
    ) -> None:
        values = {"column_name": asked.column, "subject": subject, "heading": figure.heading}
        told = {"before": figure.value, "after": asked.value, "reason": asked.reason.strip()}
        with writing(self._engine) as connection:
            connection.execute(insert(Correction).values(batch_id=batch, row_id=asked.row, **values, **told))
            detail = {"batch": str(batch), "kind": asked.kind, "column": asked.column, **told}
            note(connection, by, "figure.correct", now, subject=subject, detail=detail)


def figure_columns(kind: Kind) -> list[Column]:
    """Columns of a kind that hold figures."""
    return [one for one in kind.columns if one.type in _FIGURES and one.name not in _NOT_FIGURES]


def _refuse(view: BatchView) -> None:
    """Raise where the row cannot be published, or publishing it would change nothing."""
    for group in view.problems:
        if group.severity == "error":
            first = group.findings[0]
            raise RefusedError(f"Không nhận giá trị mới: {first.reason}. Cách sửa: {first.remedy}.")
    if view.counts is None or not view.counts.changed:
        raise RefusedError("Giá trị mới giống giá trị đang có.")


def _exported(connection: Connection, kind: Kind, directory: Directory) -> Mapping[int, Mapping[str, Cell]]:
    """Cells of every row of a kind by its id."""
    rows = sorted(directory.rows_of(kind.model, kind.key).values(), key=lambda row: int(row["id"]))
    table = table_of(Source)
    wanted = select(table).where(table.c.id.in_({row["source_id"] for row in rows}))
    sources: dict[int, Mapping[str, Any]] = {
        row["id"]: dict(row) for row in connection.execute(wanted).mappings()
    }
    exported = templates.rows_of(kind, directory, sources)
    return {int(row["id"]): found for row, found in zip(rows, exported, strict=True)}


def _row(kind: Kind, row_id: int, found: Mapping[str, Cell]) -> FigureRow:
    names = dict.fromkeys(cells.text(found.get(name)) for name in _NAMES if found.get(name))
    figures = tuple(
        Figure(column.name, column.heading, written(found.get(column.name)))
        for column in figure_columns(kind)
    )
    period = cells.text(found.get("period"))
    return FigureRow(kind.name, kind.title, row_id, ", ".join(names), period, figures)


def written(value: Cell) -> str:
    """A figure as Vietnamese spreadsheets show it: 1.234.567,8; empty where there is none."""
    if value is None or isinstance(value, bool | dt.date | str):
        return cells.text(value)
    whole, _, digits = f"{value:,.10g}".partition(".") if isinstance(value, float) else (f"{value:,}", "", "")
    return whole.replace(",", ".") + (f",{digits}" if digits else "")
