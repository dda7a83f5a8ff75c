"""Answers of /reports from the plans, on both databases: every day as the plans print it."""

from __future__ import annotations

import datetime as dt

import pytest

from data.contracts import Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.reports import PANELS as PAGE

BEFORE, AFTER = dt.date(2022, 12, 31), dt.date(2023, 12, 31)
DUTIES = {"tan_chau": 7, "nhon_trach": 2, "quang_xuong": 3, "tam_phuoc": 23, "bu_dang": 6}
DEFAULTS = {"nhon_trach": "2021-2025", "bu_dang": "2024"}


def asked(slug: str, as_of: dt.date = AFTER) -> Request:
    return Request(slug, DEFAULTS.get(slug, "2022" if as_of == BEFORE else "2023"), as_of)


def days(source: DataSource, slug: str) -> list[tuple[int, int]]:
    rows = records(source.ask("reporting_calendar", asked(slug)))
    return [(row["due_on"].day, row["due_on"].month) for row in rows if row["due_on"] is not None]


def test_tan_chau_reports_before_the_15th_of_the_last_months(source: DataSource) -> None:
    assert days(source, "tan_chau") == [(15, 3), (15, 6), (15, 9), (15, 12)]
    rows = records(source.ask("reporting_calendar", asked("tan_chau")))
    assert all(row["is_before"] for row in rows if row["due_on"] is not None)


def test_tam_phuoc_reports_in_eight_months_and_four_quarters(source: DataSource) -> None:
    months = [(12, month) for month in (1, 2, 4, 5, 7, 8, 10, 11)]
    quarters = [(5, month) for month in (3, 6, 9, 12)]
    assert days(source, "tam_phuoc") == sorted([*months, *quarters], key=lambda day: day[1])


@pytest.mark.parametrize("slug", ["nhon_trach", "quang_xuong", "bu_dang"])
def test_the_other_plans_print_no_day(source: DataSource, slug: str) -> None:
    answer = source.ask("reporting_calendar", asked(slug))
    assert answer.facts["dated"] == 0
    assert PANELS["reporting_calendar"].draw(answer).headline == "Văn bản không in ngày báo cáo nào"


@pytest.mark.parametrize("slug", DUTIES)
def test_every_duty_stands_on_the_board(source: DataSource, slug: str) -> None:
    answer = source.ask("reporting_board", asked(slug))
    assert len(answer.frame) == DUTIES[slug]
    assert all(row["line"] for row in records(answer))
    for panel in PAGE:
        assert panel.draw(source.ask(panel.name, asked(slug))).headline


def test_seen_from_before_the_plan_the_first_day_is_next(source: DataSource) -> None:
    answer = source.ask("reporting_alerts", asked("tan_chau", BEFORE))
    (first, *others) = records(answer)
    assert (first["kind"], first["due_on"].date(), first["period_printed"]) == (
        "next",
        dt.date(2023, 3, 15),
        "Quý 1",
    )
    assert {row["kind"] for row in others} == {"undated"}
    assert PANELS["reporting_alerts"].draw(answer).headline == "Hạn tới: trước 15/3/2023"


def test_seen_from_its_end_all_days_have_passed_and_nobody_is_late(source: DataSource) -> None:
    answer = source.ask("reporting_alerts", asked("tam_phuoc"))
    counts = {row["kind"]: (row["n"], row["total"]) for row in records(answer)}
    assert counts == {"passed": (12, 12), "undated": (11, 23)}


def test_reports_of_the_same_body_to_the_same_recipient_share_a_row(source: DataSource) -> None:
    facts = source.ask("reporting_board", asked("tam_phuoc")).facts
    assert (facts["duties"], facts["reporters"], facts["undated"]) == (8, 6, 6)
