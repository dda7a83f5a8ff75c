"""Answers of /units/<unit> from the figures of the plans, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask

from callbacks.elsewhere import subject_name
from callbacks.panels import filled
from callbacks.requests import Requests, parse
from data.contracts import DEMO, Answer, Interval, Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.unit_profile import PANELS as WHOLE_PAGE
from tests.unit.layouts.trees import text

NBSP = "\N{NO-BREAK SPACE}"
TAN_PHU, SUOI_DAY, TAN_THANH = "25546@1900-01-01", "25534@1900-01-01", "25534@2025-07-01"
TODAY = dt.date(2026, 11, 21)


def ask(source: DataSource, name: str, locality: str, period: str, unit: str) -> Answer:
    query = {"locality": locality, "period": period, "unit": unit}
    return source.ask(name, parse(query, source.catalogue(), default_locality=locality, today=TODAY))


def headline(answer: Answer) -> str:
    return PANELS[answer.question.name].draw(answer).headline.replace(NBSP, " ")


# ------------------------------------------------------------------------------------------- who it is


def test_a_bare_code_is_the_unit_of_the_period(source: DataSource) -> None:
    answer = ask(source, "unit_identity", "tan_chau", "2022", "25534")
    assert (answer.facts["name"], answer.request.unit) == ("Xã Suối Dây", SUOI_DAY)


def test_a_bare_code_after_the_merger_is_the_new_unit(source: DataSource) -> None:
    answer = ask(source, "unit_identity", "nhon_trach", "2021-2025", "26485")
    assert (answer.facts["name"], answer.request.unit) == ("Xã Nhơn Trạch", "26485@2025-07-01")
    before = ask(source, "unit_identity", "nhon_trach", "2015-2020", "26485")
    assert before.facts["name"] == "Xã Phú Hội"


def test_a_split_commune_went_into_two(source: DataSource) -> None:
    answer = ask(source, "unit_identity", "tan_chau", "2022", SUOI_DAY)
    after = [(row["unit_name"], row["extent"], row["resolution"]) for row in records(answer)[1:]]
    assert after == [
        ("Xã Tân Châu", "part", "1682/NQ-UBTVQH15"),
        ("Xã Tân Thành", "part", "1682/NQ-UBTVQH15"),
    ]
    assert headline(answer) == (
        "Xã Suối Dây đến hết 30/6/2025; từ 01/7/2025 nhập "
        "một phần vào Xã Tân Châu và một phần vào Xã Tân Thành"
    )


def test_its_successor_came_from_a_part_and_a_whole(source: DataSource) -> None:
    answer = ask(source, "unit_identity", "tan_chau", "2022", TAN_THANH)
    before = {row["unit_address"]: row["extent"] for row in records(answer)[1:]}
    assert before == {"25534@1900-01-01": "part", "25543@1900-01-01": "whole"}
    assert headline(answer) == "Xã Tân Thành thành lập 01/7/2025 từ 2 xã"
    assert PANELS["unit_identity"].draw(answer).note.startswith("Chưa có đơn vị này trong kỳ đang xem")


@pytest.mark.parametrize(
    ("locality", "period", "unit", "said"),
    [
        (
            "nhon_trach",
            "2021-2025",
            "26485@2025-07-01",
            "đến hết 29/4/2026; từ 30/4/2026 là Phường Nhơn Trạch",
        ),
        ("tam_phuoc", "2022", "26668@1900-01-01", "đến hết 31/12/2024; từ 01/01/2025 nhập vào Xã Tam An"),
        ("tan_chau", "2022", "25522@1900-01-01", "đến hết 30/6/2025; từ 01/7/2025 nhập vào Xã Tân Đông"),
    ],
)
def test_renamed_and_merged_are_told_apart(
    source: DataSource, locality: str, period: str, unit: str, said: str
) -> None:
    assert said in headline(ask(source, "unit_identity", locality, period, unit))


def test_a_department_stands_under_its_district_with_its_role(source: DataSource) -> None:
    facts = ask(source, "unit_identity", "tan_chau", "2022", "U-TC-017").facts
    assert facts["role"] == "Đầu mối tổng hợp báo cáo, tuyên truyền"
    assert (facts["parent_name"], facts["until"]) == ("Huyện Tân Châu", dt.date(2025, 6, 30))


# ------------------------------------------------------------------------------------- what is known of it


def test_feedback_of_a_commune(source: DataSource) -> None:
    answer = ask(source, "unit_feedback", "tan_chau", "2022", TAN_PHU)
    facts = answer.facts
    assert (facts["on_time"], facts["response"]) == (Ratio(3, 6), Ratio(3, 6))
    assert (facts["rated"], facts["decision_766"]) == (Ratio(1, 3), Interval(1, 3, 6))
    assert (facts["late_place"], facts["peers"]) == (1, 8)
    assert headline(answer) == "6 phản ánh: 3/6 xử lý trễ hạn"


def test_feedback_of_the_office_has_enough_cases_for_a_rate(source: DataSource) -> None:
    answer = ask(source, "unit_feedback", "tan_chau", "2022", "U-TC-013")
    assert answer.facts["on_time"] == Ratio(10, 10)


@pytest.mark.parametrize("unit", ["25519", "U-TC-017", TAN_THANH])
def test_units_without_a_row_have_no_feedback(source: DataSource, unit: str) -> None:
    assert ask(source, "unit_feedback", "tan_chau", "2022", unit).is_empty


def test_tasks_of_a_department(source: DataSource) -> None:
    answer = ask(source, "unit_tasks", "bu_dang", "2024", "U-BD-022")
    facts = answer.facts
    assert (facts["lead"], facts["coordinating"], facts["through"]) == (22, 10, 0)
    assert facts["reported"] == Ratio(0, 22)
    assert headline(answer) == "Nhiệm vụ: chủ trì 22, phối hợp 10; chưa có báo cáo nào"


def test_tasks_that_name_a_commune_and_those_of_all_communes(source: DataSource) -> None:
    answer = ask(source, "unit_tasks", "quang_xuong", "2023", "16453")
    found = [(row["task_key"], row["roles"], row["is_direct"]) for row in records(answer)]
    assert found == [
        ("K-QX-004", "lead,subject", True),
        ("K-QX-022", "subject", True),
        ("K-QX-060", "lead", False),
        ("K-QX-068", "coordinating", False),
    ]


def test_a_completed_task_is_reported(source: DataSource) -> None:
    answer = ask(source, "unit_tasks", "quang_xuong", "2023", "16438@1900-01-01")
    standings = {row["task_key"]: row["standing"] for row in records(answer)}
    assert (standings["K-QX-009"], standings["K-QX-015"]) == ("reported", "ahead")


def test_communes_of_today_do_not_inherit_the_plans_tasks(source: DataSource) -> None:
    assert ask(source, "unit_tasks", "tan_chau", "2022", "25516@2025-07-01").is_empty


def test_targets_of_a_department(source: DataSource) -> None:
    answer = ask(source, "unit_targets", "bu_dang", "2024", "U-BD-022")
    assert answer.facts == {"lead": 10, "coordinating": 5, "compared": Ratio(6, 10)}
    first = records(answer)[0]
    assert (first["target_key"], first["gap"], first["numerator"]) == ("T-BD-012", 91.25, 7)


def test_reports_of_communes_of_the_district_and_of_the_town(source: DataSource) -> None:
    for unit in (TAN_PHU, "25516@1900-01-01"):
        answer = ask(source, "unit_reports", "tan_chau", "2022", unit)
        assert answer.facts == {"owed": 5, "dated": 4, "received": 0, "next_on": dt.date(2023, 3, 15)}
        assert not any(row["is_direct"] for row in records(answer))
    district = ask(source, "unit_reports", "tan_chau", "2022", "U-TC-013")
    assert (district.facts["owed"], district.facts["received"]) == (1, 2)


def test_figures_of_a_district_and_of_a_commune(source: DataSource) -> None:
    district = ask(source, "unit_figures", "bu_dang", "2023", "696")
    assert district.facts == {"score": 11, "result": 15, "dossiers": 0}
    totals = [row for row in records(district) if row["is_conflict"]]
    assert [(row["value"], row["rank"]) for row in totals] == [(458.73, 11), (None, 10)]
    commune = ask(source, "unit_figures", "tam_phuoc", "2022", "26668")
    assert commune.facts == {"score": 0, "result": 35, "dossiers": 6}


def test_exceptions_of_units(source: DataSource) -> None:
    def kinds(locality: str, period: str, unit: str) -> list[tuple[Any, ...]]:
        rows = records(ask(source, "unit_alerts", locality, period, unit))
        return [(row["kind"], row["n"], row["total"]) for row in rows]

    assert kinds("tan_chau", "2022", TAN_PHU) == [("late", 3, 6)]
    assert kinds("tan_chau", "2022", "25519") == [("no_feedback_figure", 8, 12)]
    assert kinds("tan_chau", "2022", "U-TC-013") == [("calm", None, None)]
    assert kinds("quang_xuong", "2023", "16453") == [("due_reached", 2, 2)]
    assert kinds("bu_dang", "2024", "U-BD-022") == [("due_reached", 9, 22), ("baseline_gap", 6, 10)]
    assert kinds("nhon_trach", "2021-2025", "26485") == []


# ------------------------------------------------------------------------------------------- all of them


def test_every_unit_of_every_locality_can_be_shown(source: DataSource) -> None:
    for locality in source.catalogue().localities:
        period = next(each for each in locality.periods if each.code == locality.default_period)
        for unit in locality.units:
            request = Request(locality.slug, period.code, period.last_day, unit=unit.address)
            assert unit.name in headline(source.ask("unit_identity", request))


PAGE = [panel for panel in WHOLE_PAGE if panel.name != "pillar_against"]
"""Without scores of units the comparison is not seen at all; its page is that of the pillars."""


@pytest.mark.parametrize("unit", [TAN_PHU, "U-TC-016@1900-01-01", "U-TC-024@1900-01-01", TAN_THANH])
@pytest.mark.parametrize("panel", PAGE, ids=lambda panel: str(panel.name))
def test_every_panel_draws_or_says_of_whom_it_has_nothing(source: DataSource, panel: Any, unit: str) -> None:
    requests = Requests(
        source.catalogue, default_locality="tan_chau", today=lambda: TODAY, viewer=lambda: DEMO
    )
    query = {"locality": "tan_chau", "period": "2022", "unit": unit}
    request = requests.read(query)
    answer = source.ask(panel.name, request)
    name = subject_name(panel, answer)
    assert name in {ref.name for ref in answer.locality.units}
    if answer.is_empty:
        assert f"Chưa có số liệu của {name}" in said(panel.name, query, source, requests)
    else:
        assert panel.draw(answer).headline


def said(name: str, query: dict[str, str], source: DataSource, requests: Requests) -> str:
    """Read the body that the page shows, inside an application's request."""
    with Flask("test").app_context():
        return text(filled(name, query, source, requests)["body"])
