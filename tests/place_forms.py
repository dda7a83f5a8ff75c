"""Rows of maps and unit pages as queries get them, and answers made of them without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from data.contracts import Answer, LocalityRef, Period, Request, SourceRef, UnitRef

Row = Mapping[str, Any]

START = dt.date(1900, 1, 1)
YEAR_2022 = Period("2022", "year", dt.date(2022, 1, 1), dt.date(2023, 1, 1))
YEARS = Period("2021-2025", "years", dt.date(2021, 1, 1), dt.date(2026, 1, 1))
PERIODS = (YEAR_2022, YEARS)
NBSP = "\N{NO-BREAK SPACE}"
SOURCE = SourceRef(
    document="Kế hoạch năm 2023",
    section="Phụ lục 02",
    lines=(374,),
    file="feedback.csv",
    rows=(3,),
    dated=dt.date(2023, 3, 29),
    dated_printed="",
    loaded_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
)
CODES = {"Tân Hà": "25519", "Tân Hội": "25525", "Suối Dây": "25534", "Tân Phú": "25546"}
"""Communes of Tân Châu that have an outline, by the codes that they had in 2022."""

_NOTHING = dict.fromkeys(
    (
        "open_in_time",
        "open_overdue",
        "closed_on_time",
        "closed_late",
        "satisfied",
        "accepted",
        "dissatisfied",
    ),
    0,
)


def address(name: str) -> str:
    """Address of one of the communes."""
    return f"{CODES[name]}@{START}"


def commune(name: str) -> Row:
    """Make the row by which a commune is known to exist."""
    return {"part": "unit", "unit_address": address(name), "unit_name": f"Xã {name}"}


def feedback(name: str, on_time: int, late: int, **more: int) -> Row:
    """Make the row of a commune's counts, all cases closed."""
    counts = {**_NOTHING, "closed_on_time": on_time, "closed_late": late, "received": on_time + late, **more}
    return {"part": "feedback", "unit_address": address(name), **counts}


def task(name: str, key: str, role: str = "subject", status: str | None = None) -> Row:
    """Make the row of a task that names a commune."""
    named = {"part": "tasks", "unit_address": address(name), "unit_name": f"Xã {name}"}
    return {**named, "task_key": key, "role": role, "reported_status": status}


def shared(key: str, role: str = "lead") -> Row:
    """Make the row of a task of the body that stands for all communes."""
    body = {"unit_address": "U-TC-024@1900-01-01", "unit_name": "UBND các xã, thị trấn (12)"}
    return {"part": "shared", **body, "task_key": key, "role": role}


def result(name: str, code: str = "ho_so", **more: Any) -> Row:
    """Make the row of a commune's own result: a count unless told otherwise."""
    plain = {
        "part": "indicator",
        "unit_address": address(name),
        "indicator_code": code,
        "indicator_name": "Hồ sơ trực tuyến",
        "indicator_measure": "count",
        "measure_label": "hồ sơ",
        "direction": "higher_is_better",
        "minimum_total": 10,
        "printed": "7",
        "value": 7.0,
        "numerator": None,
        "denominator": None,
    }
    return {**plain, **more}


def body(name: str, led: int, helping: int, targets: int) -> Row:
    """Make a body with the tasks that it leads and helps with, and the targets that it leads."""
    counts = {"tasks_led": led, "tasks_coordinated": helping, "targets_led": targets}
    return {
        "unit_address": f"{name}@1900-01-01",
        "unit_name": name,
        "level": "district",
        "role": "",
        **counts,
    }


BODIES = [
    body("Phòng Y tế", 0, 3, 0),
    body("Công an", 2, 0, 0),
    body("Đoàn", 0, 0, 4),
    body("Chi cục", 2, 0, 1),
]


def asked(**more: Any) -> Request:
    """Ask for Tân Châu in 2022."""
    plain: dict[str, Any] = {"locality": "tan_chau", "period": "2022", "as_of": dt.date(2022, 12, 31)}
    return Request(**{**plain, **more})


def answered(query: ModuleType, rows: Sequence[Row], request: Request | None = None) -> Answer:
    """Answer a query's question from rows, checked as the data source does it."""
    request = request or asked()
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    return Answer(
        question=query.QUESTION,
        request=request,
        locality=locality(request.locality),
        period=next(period for period in PERIODS if period.code == request.period),
        version=1,
        values=values,
        facts=facts,
        sources=(SOURCE,),
    )


def locality(slug: str) -> LocalityRef:
    """Make the locality with its communes and one department."""
    communes = tuple(
        UnitRef(address(name), code, f"Xã {name}", "xa", START, None, is_commune=True)
        for name, code in CODES.items()
    )
    office = UnitRef(
        "U-TC-017@1900-01-01", "U-TC-017", "Phòng Nội vụ", "department", START, None, is_commune=False
    )
    name = "Huyện Tân Châu" if slug == "tan_chau" else "Xã Tam Phước"
    return LocalityRef(
        slug, name, "Tây Ninh", None, slug == "tan_chau", "2022", PERIODS, (), (*communes, office)
    )
