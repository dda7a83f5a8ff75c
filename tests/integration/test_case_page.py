"""The page of one case on both databases: its clocks, its pauses, its due date as a sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from data.contracts import Request
from data.engine import writing
from data.rollups import cases
from data.rollups.cases import Changes
from data.rollups.cases_days import CaseKind
from data.schema import (
    UNKNOWN_START,
    CalendarDay,
    CaseCategory,
    CaseLimit,
    CasePause,
    DatasetVersion,
    Locality,
    Meeting,
    Unit,
)
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records

NOW = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)
KINDS: tuple[CaseKind, ...] = ("feedback", "dossier")
CODE = "PA-1"


def at(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Moment of December 2022 in Vietnam; the 1st was a Thursday."""
    return dt.datetime(2022, 12, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def write_case(connection: Connection, kind: CaseKind, **values: Any) -> int:
    """Write a case of Xã Suối Dây in a category of its own, with limits of both clocks; its locality's id."""
    locality = connection.scalar(select(Locality.id).where(Locality.slug == "tan_chau"))
    unit = connection.scalar(select(Unit.id).where(Unit.code == "25534", Unit.valid_from == UNKNOWN_START))
    category = connection.execute(
        insert(CaseCategory)
        .values(kind=kind, code="moi_truong", name="Môi trường")
        .returning(CaseCategory.id)
    ).scalar_one()
    for stage, amount, unit_of in (("acceptance", 8, "hours"), ("handling", 3, "days")):
        limit = {"kind": kind, "category_id": category, "stage": stage, "amount": amount, "unit": unit_of}
        connection.execute(insert(CaseLimit).values(**limit, document="Quy chế 12"))
    row = {"locality_id": locality, "code": CODE, "unit_id": unit, "category_id": category}
    times = {"received_at": at(1), "accepted_at": at(2, 8), "due_at": at(7, 17)}
    cases.apply(connection, kind, Changes([{**row, **times, **values}]), NOW)
    return int(locality or 0)


def asked(engine: Engine, kind: CaseKind, day: int = 20, code: str = CODE) -> Any:
    return DataSource(engine).ask(
        f"{kind}_case", Request("tan_chau", "2022", dt.date(2022, 12, day), case=code)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_due_date_is_a_sentence_with_both_clocks(writable: Engine, kind: CaseKind) -> None:
    with writing(writable) as connection:
        write_case(connection, kind)
    answer = asked(writable, kind)
    said = str(answer.facts["explanation"])
    assert said.startswith(
        "Nhận lúc 09 giờ 00 ngày 01/12/2022; tiếp nhận trong 8 giờ làm việc theo Quy chế 12"
    )
    assert "xử lý trong 3 ngày làm việc theo Quy chế 12" in said
    assert said.endswith("hạn xử lý là 17 giờ 00 ngày 07/12/2022.")
    clocks = {row["name"]: row for row in records(answer) if row["part"] == "clock"}
    assert (clocks["acceptance"]["due_on"].date(), clocks["acceptance"]["is_late"]) == (
        dt.date(2022, 12, 2),
        False,
    )
    assert (clocks["handling"]["due_on"].date(), clocks["handling"]["due_time"]) == (
        dt.date(2022, 12, 7),
        "17:00",
    )
    assert answer.facts["state"] == "open_overdue"
    assert answer.facts["is_due_as_ruled"] is True
    drawn = PANELS[f"{kind}_case"].draw(answer)
    assert drawn.headline == f"{CODE}: đang xử lý, quá hạn"


def test_a_day_off_of_the_table_and_a_pause_move_the_due_date(writable: Engine) -> None:
    with writing(writable) as connection:
        locality = write_case(connection, "feedback")
        day = {"day": dt.date(2022, 12, 6), "kind": "off", "name": "Nghỉ bù", "document": "Công văn 9"}
        connection.execute(insert(CalendarDay).values(**day))
        pause = {"started_at": at(5, 7, 30), "ended_at": at(5, 9, 30), "reason": "chờ bổ sung"}
        key = {"kind": "feedback", "locality_id": locality, "code": CODE}
        connection.execute(insert(CasePause).values(**key, **pause))
    answer = asked(writable, "feedback")
    said = str(answer.facts["explanation"])
    assert "06/12/2022 – Nghỉ bù, theo Công văn 9" in said.replace("\N{EN DASH}", "–")
    assert "trừ 2 giờ tạm dừng: chờ bổ sung" in said
    handling = next(row for row in records(answer) if row["name"] == "handling")
    assert (handling["due_on"].date(), handling["due_time"]) == (dt.date(2022, 12, 9), "09:30")
    assert answer.facts["is_due_as_ruled"] is False


def test_what_happened_after_the_day_is_not_known_on_it(writable: Engine) -> None:
    with writing(writable) as connection:
        closed = {"closed_at": at(6), "outcome": "resolved", "first_response_at": at(5)}
        locality = write_case(connection, "feedback", **closed)
        pause = {"started_at": at(2, 10), "ended_at": at(5, 9), "reason": "chờ bổ sung"}
        key = {"kind": "feedback", "locality_id": locality, "code": CODE}
        connection.execute(insert(CasePause).values(**key, **pause))
    before, after = asked(writable, "feedback", day=4), asked(writable, "feedback", day=6)
    assert (before.facts["state"], after.facts["state"]) == ("open_in_time", "closed_early")
    assert {row["name"] for row in records(before) if row["part"] == "moment"} == {
        "received_at",
        "accepted_at",
        "due_at",
    }
    assert "đang tạm dừng từ" in str(before.facts["explanation"])
    assert "trừ" in str(after.facts["explanation"])
    assert asked(writable, "feedback", code="PA-2").is_empty


@pytest.mark.parametrize(
    "write",
    [
        insert(Meeting).values(locality_id=1, held_at=at(5), title="Giao ban"),
        update(Meeting).values(title="Họp"),
        update(CaseCategory).values(name="Rác thải"),
        update(CaseLimit).values(amount=4),
        insert(CalendarDay).values(day=dt.date(2022, 12, 6), kind="off", name="Nghỉ", document="Công văn"),
        insert(CasePause).values(kind="feedback", locality_id=1, code="x", started_at=at(5), reason="chờ"),
    ],
    ids=["meeting", "meeting_renamed", "category", "limit", "day_off", "pause"],
)
def test_what_due_dates_and_meetings_depend_on_moves_the_version(writable: Engine, write: Any) -> None:
    with writing(writable) as connection:
        write_case(connection, "feedback")
        connection.execute(insert(Meeting).values(locality_id=1, held_at=at(12), title="Giao ban"))
        before = version(connection)
        connection.execute(write)
        assert version(connection) > before


def version(connection: Connection) -> int:
    return int(
        connection.scalar(select(DatasetVersion.version).where(DatasetVersion.dataset == "rollups")) or 0
    )
