"""Files as offices send them, and a desk to hand them in at."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine, inspect, select

from data.access.records import Actor
from data.intake.desk import Desk, Upload
from data.intake.records import BatchView, Mode
from data.intake.vault import Vault
from data.schema import Base

NOW = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 11, 21, 4, 0, tzinfo=dt.UTC)
SECRETARY = Actor("thu.ky", "account", "127.0.0.1")
OWN = ("intake_batch", "intake_row", "intake_problem", "intake_change", "intake_request", "audit_entry")
"""Tables that say what was done, not what is so."""

APPENDIX_02 = (
    ("PHỤ LỤC 02",),
    ("THỐNG KÊ SỐ LIỆU TÌNH HÌNH XỬ LÝ CÁC PHẢN ÁNH",),
    ("Từ ngày 01/01/2023 đến ngày 31/12/2023",),
    (),
    ("STT", "Kỳ số liệu", "Tên đơn vị", "Tổng số", "Đang xử lý", None, "Đã xử lý", None, "Đánh giá"),
    (
        None,
        None,
        None,
        None,
        "Trong hạn",
        "Quá hạn",
        "Trong hạn",
        "Quá hạn",
        "Hài lòng",
        "Chấp nhận",
        "Không hài lòng",
    ),
    (None, "Năm 2023", "TỔNG CỘNG", 12, 1, 0, 8, 3, 2, 1, 1),
    (1, "Năm 2023", "xã suối dây", 7, 0, 0, 5, 2, 0, 1, 1),
    (2, "Năm 2023", "UBND xã Tân Hòa", 5, 1, 0, 3, 1, 2, 0, 0),
)
"""The printed form: titles, a heading of two rows with merged cells, a total row first."""


def workbook(rows: Iterable[Sequence[Any]], *, title: str = "Sheet1") -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(content: bytes) -> Workbook:
    """A workbook read back whole."""
    return load_workbook(io.BytesIO(content))


def desk_of(engine: Engine, folder: Path) -> Desk:
    """A desk with a vault of its own."""
    return Desk(engine, Vault(folder / "uploads"))


def stage(
    desk: Desk,
    kind: str,
    content: bytes,
    *,
    locality: str = "tan_chau",
    file: str = "tep.xlsx",
    mode: Mode = "merge",
) -> BatchView:
    """Hand in a file and look at its batch."""
    return desk.batch(desk.stage(Upload(kind, locality, file, content, mode), by=SECRETARY, now=NOW))


def publish(desk: Desk, view: BatchView, reason: str = "nguồn in như vậy") -> bool:
    """Publish a batch, its warnings accepted."""
    if view.warnings:
        desk.accept(view.row.id, reason, by=SECRETARY, now=NOW)
    return desk.publish(view.row.id, by=SECRETARY, now=NOW)


def told(view: BatchView, severity: str = "error") -> list[str]:
    """Problems of a batch as a person reads them."""
    return [str(one) for group in view.problems if group.severity == severity for one in group.findings]


def everything(engine: Engine, *, without: Sequence[str] = OWN) -> Mapping[str, Any]:
    """Rows of every table but the log of what was done: what must not change where nothing was published."""
    there = set(inspect(engine).get_table_names()) - set(without)
    with engine.connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for name, table in Base.metadata.tables.items()
            if name in there
        }
