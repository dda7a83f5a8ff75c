"""Answers of /tasks from the plans, on both databases: 294 tasks with 54 parts, nobody called late."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, update

from data.contracts import Period, Ratio, Request
from data.engine import writing
from data.schema import Task
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.tasks import PANELS as PAGE

PLANS = {
    "tan_chau": ("2023", 54, 6, 2),
    "nhon_trach": ("2021-2025", 79, 0, 0),
    "quang_xuong": ("2023", 48, 22, 6),
    "tam_phuoc": ("2023", 91, 0, 3),
    "bu_dang": ("2024", 22, 26, 0),
}
"""Period of each plan with its tasks, their parts, and how many it reports as done."""


def asked(source: DataSource, slug: str, period: str = "", **more: Any) -> Request:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    code = period or PLANS[slug][0]
    shown: Period = next(known for known in locality.periods if known.code == code)
    return Request(slug, code, more.pop("as_of", shown.last_day), **more)


def unit_named(source: DataSource, slug: str, name: str) -> str:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    return next(unit.address for unit in locality.units if unit.name == name)


def exceptions(source: DataSource, request: Request) -> dict[str, tuple[int, int]]:
    return {row["kind"]: (row["n"], row["total"]) for row in records(source.ask("task_alerts", request))}


@pytest.mark.parametrize("slug", PLANS)
def test_every_task_of_every_plan_stands_in_the_tree(source: DataSource, slug: str) -> None:
    _, tasks, parts, done = PLANS[slug]
    answer = source.ask("task_tree", asked(source, slug))
    rows = records(answer)
    assert (answer.facts["tasks"], answer.facts["parts"]) == (tasks, parts)
    assert answer.facts["done"] == Ratio(done, tasks + parts)
    assert len(rows) == tasks + parts
    assert all(row["line"] for row in rows)


def test_the_plans_have_348_tasks_and_parts() -> None:
    assert sum(tasks for _, tasks, _, _ in PLANS.values()) == 294
    assert sum(parts for _, _, parts, _ in PLANS.values()) == 54


@pytest.mark.parametrize("slug", PLANS)
def test_tasks_are_there_in_every_period_of_the_place(source: DataSource, slug: str) -> None:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    for period in locality.periods:
        answer = source.ask("task_tree", asked(source, slug, period.code))
        assert len(answer.frame) == sum(PLANS[slug][1:3])


def test_exceptions_of_tan_chau_at_the_end_of_its_plan(source: DataSource) -> None:
    assert exceptions(source, asked(source, "tan_chau")) == {
        "past": (1, 60),
        "soon": (35, 60),
        "without_lead": (39, 54),
        "group_lead": (1, 15),
        "unreported": (58, 60),
    }


def test_seen_from_before_the_plan_nothing_has_passed(source: DataSource) -> None:
    assert "past" not in exceptions(source, asked(source, "tan_chau", "2022"))


def test_seen_from_later_what_has_no_printed_day_is_said_apart(source: DataSource) -> None:
    found = exceptions(source, asked(source, "tan_chau", as_of=dt.date(2024, 1, 1)))
    # Of 36 tasks due on 31/12/2023 one is reported and one prints its day (S0 line 293).
    assert (found["past"], found["past_period"]) == ((2, 60), (34, 60))


def test_the_parts_of_the_ioc_stand_under_their_task(source: DataSource) -> None:
    rows = records(source.ask("task_tree", asked(source, "tan_chau")))
    last = rows[-7:]
    assert last[0]["task_name"] == "Xây dựng Hệ thống giám sát điều hành tập trung (IOC) huyện"
    assert [row["level"] for row in last] == ["task"] + ["content"] * 6
    assert {row["pillar_name"] for row in last} == {None}
    assert last[1]["quantity"] == "649.000.000 đồng"


def test_leading_units_are_counted_and_linked(source: DataSource) -> None:
    answer = source.ask("task_units", asked(source, "tan_chau"))
    rows = records(answer)
    assert (rows[0]["unit_name"], rows[0]["tasks"]) == ("UBND các xã, thị trấn (12)", 6)
    assert answer.facts["led"] == Ratio(15, 54)
    assert [row["unit_name"] for row in rows if row["unit_address"] is None] == [
        "Các phòng, ban, ngành huyện",
        "Các đơn vị, địa phương",
    ]


@pytest.mark.parametrize("slug", PLANS)
def test_every_linked_unit_is_one_of_the_place_and_no_link_is_lost(source: DataSource, slug: str) -> None:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    known = {unit.address for unit in locality.units}
    for row in records(source.ask("task_tree", asked(source, slug))):
        for words, column in (
            ("lead_units", "lead_addresses"),
            ("coordinating_units", "coordinating_addresses"),
        ):
            addresses = (row[column] or "").split(";")
            assert {address for address in addresses if address} <= known
            assert not row[words] or len(addresses) == len(
                [part for part in row[words].split(";") if part.strip()]
            )


def test_a_unit_sees_what_it_leads_coordinates_or_is_the_place_of(source: DataSource) -> None:
    finance = unit_named(source, "bu_dang", "Phòng Tài chính - Kế hoạch")
    answer = source.ask("task_tree", asked(source, "bu_dang", unit=finance))
    assert (answer.facts["tasks"], answer.facts["parts"]) == (3, 5)
    commune = unit_named(source, "quang_xuong", "Xã Quảng Định")
    rows = records(source.ask("task_tree", asked(source, "quang_xuong", unit=commune)))
    assert [(row["task_name"], row["is_context"]) for row in rows if row["level"] == "content"] == [
        ("Xã Quảng Định: phòng họp trực tuyến 1 chiều tại 100% nhà văn hóa", False),
        ("Xã Quảng Định hoàn thành chuyển đổi số cấp xã", False),
    ]


def test_a_heading_narrows_every_panel_but_the_list_of_headings(source: DataSource) -> None:
    request = asked(source, "tan_chau", pillar="the_che")
    assert len(source.ask("task_tree", request).frame) == 10
    assert source.ask("task_dues", request).facts["tasks"] == 10
    assert len(source.ask("task_pillars", request).frame) == 11


def test_each_exception_counts_what_its_list_shows(source: DataSource) -> None:
    for slug in PLANS:
        for kind, (count, _) in exceptions(source, asked(source, slug)).items():
            facts: Any = source.ask("task_tree", asked(source, slug, measure=kind)).facts
            assert facts["tasks"] + facts["parts"] == count, (slug, kind)


def test_headlines_of_quang_xuong(source: DataSource) -> None:
    request = asked(source, "quang_xuong")
    headlines = {
        panel.name: panel.draw(source.ask(panel.name, request)).headline.replace("\N{NO-BREAK SPACE}", " ")
        for panel in PAGE
    }
    assert headlines == {
        "task_alerts": "Cần chỉ đạo: 6 việc",
        "task_units": "Trung tâm Văn hóa, Thông tin, Thể thao và Du lịch huyện chủ trì nhiều nhất: "
        "3 nhiệm vụ; 32/48 nhiệm vụ không ghi chủ trì",
        "task_dues": "6/70 đã hoàn thành; 50/70 có hạn 31/12/2023",
        "task_pillars": "48 nhiệm vụ và 22 nội dung, nhiều nhất ở nhóm Hạ tầng số (19/70)",
        "task_tree": "48 nhiệm vụ và 22 nội dung: 6/70 hoàn thành, 64 chưa có báo cáo",
    }


def test_every_panel_draws_for_every_place(source: DataSource) -> None:
    for slug in PLANS:
        for panel in PAGE:
            assert PANELS[panel.name].draw(source.ask(panel.name, asked(source, slug))).headline


def test_a_report_leaves_the_exceptions(writable: Engine) -> None:
    with writing(writable) as connection:
        connection.execute(update(Task).values(reported_status="done"))
    source = DataSource(writable)
    found = exceptions(source, asked(source, "tan_chau"))
    assert set(found) == {"without_lead", "group_lead"}
