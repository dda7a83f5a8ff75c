"""Answers of /data from the plans, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from data.contracts import Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.data_page import PANELS as PAGE

AS_OF = dt.date(2023, 12, 31)
PERIODS = {
    "tan_chau": "2022",
    "nhon_trach": "2015-2020",
    "quang_xuong": "2022",
    "tam_phuoc": "2022",
    "bu_dang": "2023",
}
CONFLICTS = {"tan_chau": 1, "nhon_trach": 2, "quang_xuong": 0, "tam_phuoc": 3, "bu_dang": 3}


def asked(slug: str, as_of: dt.date = AS_OF) -> Request:
    return Request(slug, PERIODS[slug], as_of)


@pytest.mark.parametrize("slug", PERIODS)
def test_every_panel_draws_and_names_its_sources(source: DataSource, slug: str) -> None:
    for panel in PAGE:
        answer = source.ask(panel.name, asked(slug))
        assert not answer.is_empty
        assert answer.sources
        assert PANELS[panel.name].draw(answer).headline


@pytest.mark.parametrize("slug,count", CONFLICTS.items())
def test_conflicts_are_counted_out_of_what_was_compared(source: DataSource, slug: str, count: int) -> None:
    found = source.ask("data_conflicts", asked(slug)).facts["conflicts"]
    assert isinstance(found, Ratio)
    assert found.n == count < found.total


def test_both_sides_of_the_rank_stand_in_the_plan(source: DataSource) -> None:
    rows = {row["kind"]: row for row in records(source.ask("data_conflicts", asked("bu_dang")))}
    rank = rows["rank"]
    assert (rank["first_printed"], rank["second_printed"]) == ("thứ 10/11", "11/11")
    assert rank["first_section"] == rank["second_section"] == "II. Hiện trạng"
    assert rank["page"] == "/pillars"
    share = rows["impossible_share"]
    assert (share["second_numerator"], share["second_denominator"]) == (3, 16)


def test_files_of_a_plan_have_the_rows_of_its_copy(source: DataSource) -> None:
    rows = {row["file"]: row for row in records(source.ask("data_sources", asked("tan_chau")))}
    feedback = rows["feedback_2022_tan_chau.csv"]
    assert (feedback["rows"], feedback["first_line"], feedback["last_line"]) == (10, 373, 382)
    assert rows["budget.csv"]["rows"] == 16
    assert {row["loaded_by"] for row in rows.values()} == {"tests"}
    assert {len(row["sha256"]) for row in rows.values()} == {64}


def test_tan_chau_has_results_of_2022_and_owes_a_report_before_15_december(source: DataSource) -> None:
    answer = source.ask("data_freshness", asked("tan_chau", dt.date(2023, 10, 1)))
    periods = {(row["subject"], row["period"]) for row in records(answer)}
    assert {("feedback", "2022"), ("budget", "2022"), ("budget", "2023"), ("targets", "2023")} <= periods
    assert answer.facts["newest_on"] == dt.date(2022, 12, 31)
    assert (answer.facts["next_on"], answer.facts["next_is_before"]) == (dt.date(2023, 12, 15), True)
    assert (answer.facts["passed"], answer.facts["dated"]) == (3, 4)


def test_bu_dang_prints_no_day_of_a_report(source: DataSource) -> None:
    answer = source.ask("data_freshness", asked("bu_dang"))
    assert (answer.facts["dated"], answer.facts["next_on"]) == (0, None)
