"""`ioc meeting` as it is typed, on both databases: the calendar, what pages look ahead to, and the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner, Result

from dashboard.cli import application
from data import meetings
from data.engine import make_engine, snapshot
from data.rules.working_time import VIETNAM
from data.schema import AuditEntry

Ioc = Callable[..., Result]


@pytest.fixture
def ioc(writable: Engine, monkeypatch: pytest.MonkeyPatch) -> Ioc:
    monkeypatch.setenv("DATABASE_URL", writable.url.render_as_string(hide_password=False))
    return lambda *arguments: CliRunner().invoke(application, ["meeting", *arguments])


def test_a_meeting_is_added_listed_and_removed(ioc: Ioc, writable: Engine) -> None:
    assert "Chưa có phiên họp nào." in ioc("list", "tan_chau").output
    assert ioc("add", "tan_chau", "2099-12-05 08:00", "Giao ban tháng 12").exit_code == 0
    assert ioc("add", "bu_dang", "2099-12-01 14:00", "Họp tổ công tác").exit_code == 0
    assert ioc("list").output.splitlines() == [
        "bu_dang  01/12/2099 14:00  Họp tổ công tác",
        "tan_chau  05/12/2099 08:00  Giao ban tháng 12",
    ]
    engine = make_engine(writable.url.render_as_string(hide_password=False))
    with snapshot(engine) as connection:
        (entry,) = meetings.listed(connection, "tan_chau")
        noted = connection.execute(select(AuditEntry.action, AuditEntry.subject)).all()
    engine.dispose()
    assert entry.held_at == dt.datetime(2099, 12, 5, 8, tzinfo=VIETNAM)
    assert [tuple(row) for row in noted] == [("meeting.add", "tan_chau"), ("meeting.add", "bu_dang")]
    assert ioc("remove", "tan_chau", "2099-12-05T08:00").exit_code == 0
    assert "Chưa có phiên họp nào." in ioc("list", "tan_chau").output


@pytest.mark.parametrize(
    "arguments,said",
    [
        (("add", "khong_co", "2099-12-05 08:00", "Họp"), "Không có địa bàn «khong_co»."),
        (("add", "tan_chau", "2099-12-05 08:00", " "), "Phiên họp cần có tên."),
        (("remove", "tan_chau", "2099-12-05 08:00"), "Không có phiên họp lúc 08:00 05/12/2099."),
        (("list", "khong_co"), "Không có địa bàn «khong_co»."),
    ],
)
def test_what_is_not_possible_says_why(ioc: Ioc, arguments: tuple[str, ...], said: str) -> None:
    result = ioc(*arguments)
    assert result.exit_code == 1
    assert said in result.output


def test_two_meetings_at_one_moment_are_refused(ioc: Ioc) -> None:
    assert ioc("add", "tan_chau", "2099-12-05 08:00", "Họp").exit_code == 0
    again = ioc("add", "tan_chau", "2099-12-05 08:00", "Họp khác")
    assert again.exit_code == 1
    assert "Đã có phiên họp lúc 08:00 05/12/2099." in again.output


def test_past_meetings_are_listed_on_demand(ioc: Ioc) -> None:
    ioc("add", "tan_chau", "2022-12-05 08:00", "Họp cũ")
    assert "Họp cũ" not in ioc("list").output
    assert "Họp cũ" in ioc("list", "--past").output
