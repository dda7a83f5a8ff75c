"""Rows of the form of Phụ lục 02 as queries get them, and answers made of them without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from data.contracts import Answer, LocalityRef, Period, Request, SourceRef, UnitRef
from data.rules.feedback import COUNTS, OF_CASES

START = dt.date(1900, 1, 1)
YEAR = Period("2022", "year", dt.date(2022, 1, 1), dt.date(2023, 1, 1), ("feedback",))
SOURCE = SourceRef(
    document="Kế hoạch năm 2023",
    section="Phụ lục 02",
    lines=(373, 374),
    file="feedback_2022_tan_chau.csv",
    rows=(2, 3),
    dated=dt.date(2023, 3, 29),
    dated_printed="",
    loaded_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
)

Row = Mapping[str, Any]


def unit(name: str, *counts: int, code: str = "", **more: Any) -> dict[str, Any]:
    """Make a unit's row; without counts it has no figure. Counts come in the order of COUNTS."""
    known = counts or (None,) * len(COUNTS)
    return {
        "unit_address": f"{code or name}@{START}",
        "unit_name": name,
        "is_commune": name.startswith(("Xã ", "Thị trấn ")),
        "is_total": False,
        **dict(zip(COUNTS, known, strict=True)),
        **dict.fromkeys(OF_CASES),
        **more,
    }


def total(*counts: int) -> dict[str, Any]:
    """Make the printed total's row."""
    return unit("TỔNG CỘNG", *counts, is_total=True)


TAN_CHAU_UNITS: tuple[Row, ...] = (
    unit("Thị trấn Tân Châu", code="25516"),
    unit("Xã Tân Hà", code="25519"),
    unit("Xã Tân Đông", code="25522"),
    unit("Xã Tân Hội", 2, 0, 0, 0, 2, 0, 0, 0, code="25525"),
    unit("Xã Tân Hòa", 1, 0, 0, 0, 1, 0, 0, 0, code="25528"),
    unit("Xã Suối Ngô", 4, 0, 0, 4, 0, 0, 0, 0, code="25531"),
    unit("Xã Suối Dây", 7, 0, 0, 5, 2, 0, 2, 1, code="25534"),
    unit("Xã Tân Hiệp", code="25537"),
    unit("Xã Thạnh Đông", 2, 0, 0, 2, 0, 0, 2, 0, code="25540"),
    unit("Xã Tân Thành", 1, 0, 0, 1, 0, 0, 0, 0, code="25543"),
    unit("Xã Tân Phú", 6, 0, 0, 3, 3, 1, 0, 2, code="25546"),
    unit("Xã Tân Hưng", 4, 0, 0, 4, 0, 1, 0, 0, code="25549"),
    unit("UBND huyện Tân Châu", 10, 0, 0, 10, 0, 2, 0, 0, code="U-TC-013"),
)
"""Phụ lục 02 of Tân Châu's plan, 2022 (S0 lines 374-382), and the four communes without a row."""

TAN_CHAU: tuple[Row, ...] = (*TAN_CHAU_UNITS, total(37, 0, 0, 29, 8, 4, 4, 3))
"""The same with the printed total (S0 line 373)."""


def asked(unit_address: str = "", locality: str = "tan_chau") -> Request:
    """Ask for 2022."""
    return Request(locality=locality, period="2022", as_of=dt.date(2022, 12, 31), unit=unit_address)


def answered(query: ModuleType, rows: Sequence[Row], request: Request | None = None) -> Answer:
    """Answer a query's question from rows, checked as the data source does it."""
    request = request or asked()
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    return Answer(
        question=query.QUESTION,
        request=request,
        locality=locality(rows, request.locality),
        period=YEAR,
        version=1,
        values=values,
        facts=facts,
        sources=(SOURCE,),
    )


def locality(rows: Sequence[Row], slug: str) -> LocalityRef:
    """Make the locality that the rows' units belong to."""
    units = tuple(_reference(row) for row in rows if not row["is_total"])
    name = "Huyện Tân Châu" if slug == "tan_chau" else "Xã Tam Phước"
    return LocalityRef(slug, name, "Tây Ninh", None, slug == "tan_chau", "2022", (YEAR,), (), units)


def _reference(row: Row) -> UnitRef:
    code = row["unit_address"].partition("@")[0]
    kind = "xa" if row["is_commune"] else "phong_ban"
    return UnitRef(row["unit_address"], code, row["unit_name"], kind, START, None, row["is_commune"])
