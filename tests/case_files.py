"""Lists of cases as the 1022 and one-stop systems export them, and a place whose cases they are."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from data.engine import writing
from data.intake.batch import table_of
from data.intake.desk import Desk, Upload
from data.intake.records import BatchView
from data.rollups import cases
from data.schema import (
    CaseCategory,
    CaseDay,
    CaseHorizon,
    CaseLimit,
    CaseLocalityDay,
    CaseMonth,
    CaseStanding,
    CaseUnitMonth,
)
from tests.intake_forms import NOW, SECRETARY

FEEDBACK = (
    "Mã phản ánh",
    "Ngày tiếp nhận",
    "Đơn vị",
    "Lĩnh vực",
    "Hạn xử lý",
    "Ngày hoàn thành",
    "Trạng thái",
    "Đánh giá",
)
ROADS, SCHOOLS = "Hạ tầng giao thông", "Giáo dục"
SOUND: tuple[tuple[Any, ...], ...] = (
    (
        "PA-1",
        "05/05/2022 09:30",
        "Xã Suối Dây",
        ROADS,
        "16/05/2022 17:00",
        "12/05/2022 10:00",
        "Đã xử lý",
        "Hài lòng",
    ),
    (
        "PA-2",
        "05/05/2022 10:00",
        "UBND xã Tân Hòa",
        ROADS,
        "16/05/2022 17:00",
        "17/05/2022 08:00",
        "xử lý trễ hạn",
        "",
    ),
    ("PA-3", "06/05/2022", "xã tân hoà", SCHOOLS, "20/05/2022", "", "Đang xử lý", ""),
)
"""Of Tân Châu: one in time, one late, one open."""
DERIVED = (CaseDay, CaseMonth, CaseUnitMonth, CaseStanding, CaseLocalityDay, CaseHorizon)


def text_of(rows: Iterable[Sequence[Any]], head: Sequence[str] = FEEDBACK, sign: str = ",") -> str:
    """A CSV file with a heading."""
    stream = io.StringIO()
    written = csv.writer(stream, delimiter=sign, lineterminator="\r\n")
    written.writerow(head)
    written.writerows(rows)
    return stream.getvalue()


def add_categories(engine: Engine, kind: str = "feedback", days: int = 5) -> None:
    """Two categories; the first has a limit in working days."""
    with writing(engine) as connection:
        for at, name in enumerate((ROADS, SCHOOLS)):
            values = {"kind": kind, "code": f"{kind}-{at}", "name": name, "position": at}
            made = table_of(CaseCategory).insert().values(**values).returning(CaseCategory.id)
            number = connection.execute(made).scalar_one()
            if not at:
                limit = {
                    "kind": kind,
                    "category_id": number,
                    "stage": "handling",
                    "amount": days,
                    "unit": "days",
                }
                connection.execute(table_of(CaseLimit).insert().values(**limit, document="quy định thử"))


def stage(
    desk: Desk,
    content: str | bytes,
    *,
    kind: str = "feedback_cases",
    file: str = "ds.csv",
    now: dt.datetime = NOW,
) -> BatchView:
    """Hand a list in and look at its batch."""
    raw = content.encode() if isinstance(content, str) else content
    return desk.batch(desk.stage(Upload(kind, "tan_chau", file, raw), by=SECRETARY, now=now))


def stage_path(desk: Desk, path: Path, kind: str = "feedback_cases") -> BatchView:
    """Hand in a list that lies on disk."""
    upload = Upload(kind, "tan_chau", path.name, b"", path=path)
    return desk.batch(desk.stage(upload, by=SECRETARY, now=NOW))


def facts(engine: Engine, model: Any) -> Mapping[str, Mapping[str, Any]]:
    """Cases by code."""
    with engine.connect() as connection:
        rows = connection.execute(select(table_of(model))).mappings()
        return {row["code"]: dict(row) for row in rows}


def aggregates(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is computed from cases, in order of its keys."""
    with engine.connect() as connection:
        found = {}
        for model in DERIVED:
            table = table_of(model)
            rows = connection.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
        return found


def rebuilt(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """The same, made anew from the cases."""
    with writing(engine) as connection:
        cases.rebuild(connection, NOW)
    return aggregates(engine)
