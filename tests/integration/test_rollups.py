"""The aggregates of a tiny made-up place equal figures worked out by hand, on both databases.

Its 2022: three communes (Một, Hai, Ba) of which Hai reported no feedback and a fourth had gone before; an
office; two results, one with n and N; two budget lines. Its plan of 2023 sets three targets and four tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, insert, select, update

from data import rollups
from data.contracts import Request
from data.engine import make_engine, writing
from data.rollups.overview import measures_of
from data.schema import (
    Base,
    BudgetLine,
    Document,
    DossierCount,
    FeedbackCount,
    FeedbackRollup,
    Framework,
    Indicator,
    IndicatorValue,
    Locality,
    LocalityPeriod,
    OfficialScore,
    OverviewRollup,
    Period,
    Pillar,
    ReportingDuty,
    Source,
    Target,
    TargetResult,
    Task,
    Unit,
)
from data.version import version_scalar

NOW = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)
LAST = dt.date(2022, 12, 31)
HERE = Request("here", "2022", LAST)
NEXT_YEAR = Request("here", "2023", dt.date(2023, 12, 31))

UNITS = (
    {"id": 1, "code": "700", "name": "Huyện Đây", "kind": "huyen", "level": "district"},
    {"id": 2, "code": "701", "name": "Xã Một", "kind": "xa", "level": "commune"},
    {"id": 3, "code": "702", "name": "Xã Hai", "kind": "xa", "level": "commune"},
    {"id": 4, "code": "703", "name": "Thị trấn Ba", "kind": "thi_tran", "level": "commune"},
    {"id": 5, "code": "704", "name": "Xã Xưa", "kind": "xa", "level": "commune", "valid_to": dt.date(2020, 1, 1)},
    {"id": 6, "code": "van_phong", "name": "Văn phòng", "kind": "phong", "level": "district", "code_system": "plan"},
)
COUNTS = ("received", "open_in_time", "open_overdue", "closed_on_time", "closed_late")
RATINGS = ("satisfied", "accepted", "dissatisfied")
FEEDBACK = (
    {"unit_id": 2, **dict(zip(COUNTS, (6, 1, 1, 3, 1), strict=True)), **dict(zip(RATINGS, (2, 1, 0), strict=True))},
    {"unit_id": 4, **dict(zip(COUNTS, (5, 0, 0, 3, 2), strict=True)), **dict(zip(RATINGS, (0, 0, 1), strict=True))},
    {"unit_id": 6, **dict(zip(COUNTS, (3, 0, 0, 3, 0), strict=True)), **dict(zip(RATINGS, (1, 1, 1), strict=True))},
)


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    made = make_engine(module_database_url)
    Base.metadata.create_all(made)
    with writing(made) as connection:
        if made.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        fill(connection)
        rollups.rebuild(connection, NOW)
    yield made
    made.dispose()


def add(connection: Connection, model: type[Base], *rows: dict[str, Any], **shared: Any) -> None:
    for at, row in enumerate(rows, start=1):
        numbered = {"id": at} if "id" in model.__table__.c else {}
        connection.execute(insert(model).values(**{**numbered, **shared, **row}))


def fill(connection: Connection) -> None:
    places(connection)
    promises(connection)
    add(connection, FeedbackCount, *FEEDBACK, locality_id=1, period_id=1, unit_printed="", source_id=1)
    total = {**FEEDBACK[0], "id": 9, "unit_id": 1, "received": 99, "is_total": True}
    add(connection, FeedbackCount, total, locality_id=1, period_id=1, unit_printed="Tổng", source_id=1)
    add(
        connection,
        BudgetLine,
        {"kind": "line", "name": "Mạng", "code": "1", "allocated": 900, "adjusted": 100, "executed": 250},
        {"kind": "line", "name": "Máy", "code": "2", "allocated": 500, "executed": 500},
        {"kind": "total", "name": "Tổng", "code": "T", "allocated": 1400, "executed": 750},
        {"kind": "line", "name": "Phần mềm", "code": "1", "allocated": 70, "executed": 10, "period_id": 2},
        {"kind": "line", "name": "Thuê", "code": "2", "allocated": 30, "period_id": 2},
        **{"locality_id": 1, "period_id": 1, "listing": "appendix_03", "source_id": 1},
        key=func.lower(func.hex(func.randomblob(8))) if connection.dialect.name == "sqlite" else func.gen_random_uuid(),
    )
