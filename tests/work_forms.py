"""Rows of tasks, duties, documents and systems as queries get them, and answers without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from data.contracts import Answer, LocalityRef, Period, PillarRef, Request, SourceRef, UnitRef

Row = Mapping[str, Any]

START = dt.date(1900, 1, 1)
YEAR = Period("2023", "year", dt.date(2023, 1, 1), dt.date(2024, 1, 1), ("tasks", "reporting"))
NBSP = "\N{NO-BREAK SPACE}"
PILLARS = (PillarRef("the_che", "Thể chế số"), PillarRef("attt", "An toàn thông tin"))
OFFICE, FINANCE, COMMUNES = "U-01@1900-01-01", "U-02@1900-01-01", "U-03@1900-01-01"
UNITS = {OFFICE: "Văn phòng HĐND-UBND huyện", FINANCE: "Phòng Tài chính", COMMUNES: "UBND các xã (12)"}
SOURCE = SourceRef(
    document="Kế hoạch năm 2023",
    section="III",
    lines=(1, 2),
    file="tasks.csv",
    rows=(2, 3),
    dated=dt.date(2023, 3, 29),
    dated_printed="",
    loaded_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
)


def asked(as_of: dt.date = YEAR.last_day, **more: Any) -> Request:
    """Ask for the year of the plan, as of its last day or another one."""
    return Request(locality="tan_chau", period=YEAR.code, as_of=as_of, **more)


def answered(query: ModuleType, rows: Sequence[Row], request: Request | None = None) -> Answer:
    """Answer a query's question from rows, checked as the data source does it."""
    request = request or asked()
    records, facts = query.shape(rows, request)
    values = query.QUESTION.values(records)
    query.QUESTION.check(facts)
    units = tuple(
        UnitRef(address, address.partition("@")[0], name, "department", START, None, False)
        for address, name in UNITS.items()
    )
    place = LocalityRef("tan_chau", "Huyện Tân Châu", "Tây Ninh", None, True, "2023", (YEAR,), PILLARS, units)
    return Answer(
        question=query.QUESTION,
        request=request,
        locality=place,
        period=YEAR,
        version=1,
        values=values,
        facts=facts,
        sources=(SOURCE,),
    )


# --------------------------------------------------------------------------------------------- tasks


def task(task_id: int, *, lead: str = "", helps: str = "", **more: Any) -> list[Row]:
    """Make the rows of a task: one for each unit that its words name, one where they name none.

    A task is due on 31/12/2023 as the plan's period has it, unless `more` says otherwise.
    """
    values = {
        "task_id": task_id,
        "parent_id": None,
        "level": "content" if more.get("parent_id") else "task",
        "pillar_code": "the_che",
        "pillar_name": "Thể chế số",
        "pillar_position": 1,
        "task_name": f"Việc {task_id}",
        "lead_units": lead,
        "coordinating_units": helps,
        "subject": "",
        "due_on": dt.date(2023, 12, 31),
        "is_standing": False,
        "due_printed": "",
        "due_basis": "plan_period",
        "quantity": "",
        "status": None,
        "note": "",
        "covered_printed": "Năm 2023",
        "source_section": "III.2",
        "source_line": 100 + task_id,
        **more,
    }
    found = [
        {**values, "role": role, "unit_address": address, "unit_name": name}
        for role, words in (("lead", lead), ("coordinating", helps), ("subject", values["subject"]))
        for address, name in UNITS.items()
        if any(part.strip() == name or f"{part.strip()} (12)" == name for part in words.split(";"))
    ]
    return list(found) or [{**values, "role": None, "unit_address": None, "unit_name": None}]


def tasks(*found: list[Row]) -> list[Row]:
    """Put the rows of several tasks together."""
    return [row for rows in found for row in rows]


# -------------------------------------------------------------------------------------------- duties


def duty(duty_id: int, month: int | None = None, day: int | None = None, **more: Any) -> Row:
    """Make a duty, due before a day of a month, or without one."""
    return {
        "duty_id": duty_id,
        "duty": "Báo cáo kết quả",
        "period_printed": "",
        "frequency": "quarterly",
        "due_month": month,
        "due_day": day,
        "due_printed": "",
        "due_comparator": "<" if day else "",
        "reporter": "Các phòng",
        "recipient": "Ban Chỉ đạo",
        "via": "",
        "note": "",
        "covered_from": dt.date(2023, 1, 1),
        "covered_until": dt.date(2024, 1, 1),
        "covered_printed": "Năm 2023",
        "source_section": "V.6",
        "source_line": 300 + duty_id,
        **more,
    }


QUARTERS: tuple[Row, ...] = tuple(
    duty(number, month, 15, period_printed=f"Quý {number}") for number, month in enumerate((3, 6, 9, 12), 1)
)
"""Tân Châu's year: before 15/3, 15/6, 15/9, 15/12 (S0 lines 323-326)."""


# ------------------------------------------------------------------------------- documents, systems


def document(position: int, number: str, dated: dt.date | None, **more: Any) -> Row:
    """Make a document of kind Quyết định."""
    return {
        "document_position": position,
        "kind": "Quyết định",
        "number": number,
        "dated": dated,
        "dated_printed": "",
        "issuer": "UBND huyện",
        "title": "Kiện toàn Ban Chỉ đạo",
        "implements": "",
        "in_directive_list": False,
        "other_lines": "",
        "source_section": "Phụ lục 01",
        "source_line": 348 + position,
        **more,
    }


def system(system_id: int, **more: Any) -> Row:
    """Make a system in use that a dashboard should show."""
    return {
        "system_id": system_id,
        "category": "ioc",
        "system_name": f"Hệ thống {system_id}",
        "aliases": "",
        "parent": "",
        "purpose": "Giám sát",
        "operator": "UBND huyện",
        "status": "in_use",
        "dashboard_role": "show",
        "dashboard_metric": "",
        "note": "",
        "source_section": "Phụ lục 04",
        "source_line": 400 + system_id,
        **more,
    }
