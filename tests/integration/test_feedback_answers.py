"""Answers of /feedback from the figures of the plans, on both databases: exactly what Phụ lục 02 prints."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, delete, update

from data import rollups
from data.contracts import Interval, Ratio, Request
from data.engine import writing
from data.schema import FeedbackCount
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views import feedback

PAGE = [panel for panel in feedback.PANELS if panel.subject == "feedback"]
"""Panels of reported counts."""

TAN_CHAU = Request("tan_chau", "2022", dt.date(2022, 12, 31))
NOW = dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)
WITHOUT_FIGURES = {"Thị trấn Tân Châu", "Xã Tân Đông", "Xã Tân Hà", "Xã Tân Hiệp"}
LINES = tuple(range(373, 383))


def test_units_are_those_of_the_appendix_and_the_four_without_a_row(source: DataSource) -> None:
    answer = source.ask("feedback_by_unit", TAN_CHAU)
    rows = records(answer)
    figures = {row["unit_name"]: (row["closed_on_time"], row["closed_late"]) for row in rows}
    assert figures == {
        "Xã Tân Phú": (3, 3),
        "Xã Suối Dây": (5, 2),
        "Xã Tân Hội": (0, 2),
        "Xã Tân Hòa": (0, 1),
        "Xã Suối Ngô": (4, 0),
        "Xã Tân Hưng": (4, 0),
        "Xã Tân Thành": (1, 0),
        "Xã Thạnh Đông": (2, 0),
        "UBND huyện Tân Châu": (10, 0),
        **dict.fromkeys(WITHOUT_FIGURES, (None, None)),
        "TỔNG CỘNG": (29, 8),
    }
    assert [row["unit_name"] for row in rows if row["is_total"]] == ["TỔNG CỘNG"]
    assert answer.facts["on_time"] == Ratio(29, 37)
    assert answer.facts["differing"] == ()


def test_figures_name_the_lines_that_they_are_printed_in(source: DataSource) -> None:
    (printed,) = source.ask("feedback_by_unit", TAN_CHAU).sources
    assert (printed.section, printed.lines, printed.dated) == ("Phụ lục 02", LINES, dt.date(2023, 3, 29))
    (units,) = source.ask("feedback_map", TAN_CHAU).sources
    assert units.lines == LINES[1:]


def test_timeliness_of_the_whole_the_communes_and_the_office(source: DataSource) -> None:
    answer = source.ask("feedback_timeliness", TAN_CHAU)
    rows = {row["scope"]: row for row in records(answer)}
    counts = {scope: (row["closed_on_time"], row["received"]) for scope, row in rows.items()}
    assert counts == {"whole": (29, 37), "communes": (19, 27), "agencies": (10, 10)}
    assert rows["agencies"]["unit_name"] == "UBND huyện Tân Châu"
    assert answer.facts["strict"] == Ratio(29, 37)


def test_satisfaction_is_three_figures(source: DataSource) -> None:
    facts = source.ask("feedback_satisfaction", TAN_CHAU).facts
    assert facts["rated"] == Ratio(4, 11)
    assert facts["response"] == Ratio(11, 37)
    assert facts["decision_766"] == Interval(26, 29, 37)


def test_every_commune_of_2022_has_its_place_on_the_map(source: DataSource) -> None:
    answer = source.ask("feedback_map", TAN_CHAU)
    rows = records(answer)
    assert len(rows) == 12
    assert all(row["longitude"] is not None for row in rows)
    assert {row["unit_name"] for row in rows if row["closed_late"] is None} == WITHOUT_FIGURES


def test_exceptions_come_worst_first(source: DataSource) -> None:
    rows = records(source.ask("feedback_alerts", TAN_CHAU))
    heads = list(dict.fromkeys((row["kind"], row["n"], row["total"]) for row in rows))
    assert heads == [("late_concentrated", 7, 8), ("no_feedback_figure", 4, 12), ("few_rated", 11, 37)]


def test_headlines_as_a_leader_reads_them(source: DataSource) -> None:
    answers = {panel.name: source.ask(panel.name, TAN_CHAU) for panel in PAGE}
    headlines = {
        name: PANELS[name].draw(answer).headline.replace("\N{NO-BREAK SPACE}", " ")
        for name, answer in answers.items()
    }
    assert headlines == {
        "feedback_alerts": "Cần chỉ đạo: 3 việc",
        "feedback_timeliness": "29/37 phản ánh xử lý đúng hạn, 8 trễ hạn",
        "feedback_map": "8 phản ánh xử lý trễ hạn ở 4 xã, nhiều nhất Tân Phú (3)",
        "feedback_by_unit": "4/9 đơn vị có phản ánh xử lý trễ hạn, 5 đơn vị không có",
        "feedback_satisfaction": "4/11 đánh giá là hài lòng; 26 phản ánh chưa được đánh giá",
    }


@pytest.mark.parametrize("slug", ["nhon_trach", "quang_xuong", "bu_dang"])
def test_localities_without_figures_have_no_answer(source: DataSource, slug: str) -> None:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    for period in locality.periods:
        for panel in PAGE:
            assert source.ask(panel.name, Request(slug, period.code, period.last_day)).is_empty


def test_tam_phuoc_has_neither_figures_nor_outlines_and_its_map_says_so(source: DataSource) -> None:
    request = Request("tam_phuoc", "2022", dt.date(2022, 12, 31))
    empty = {panel.name: source.ask(panel.name, request).is_empty for panel in PAGE}
    assert [name for name, is_empty in empty.items() if not is_empty] == ["feedback_map"]
    drawing = PANELS["feedback_map"].draw(source.ask("feedback_map", request))
    assert drawing.headline == "Xã Tam Phước: chưa có sơ đồ để vẽ bản đồ"
    assert drawing.figure is None


def test_a_printed_total_that_is_not_the_sum_is_found(writable: Engine) -> None:
    with writing(writable) as connection:
        connection.execute(update(FeedbackCount).where(FeedbackCount.is_total.is_(True)).values(received=38))
        rollups.rebuild(connection, NOW)
    source = DataSource(writable)
    assert source.ask("feedback_by_unit", TAN_CHAU).facts["differing"] == ("received",)
    kinds = {row["kind"] for row in records(source.ask("feedback_alerts", TAN_CHAU))}
    assert "figure_conflict" in kinds


def test_without_a_printed_total_the_units_stay(writable: Engine) -> None:
    with writing(writable) as connection:
        connection.execute(delete(FeedbackCount).where(FeedbackCount.is_total.is_(True)))
        rollups.rebuild(connection, NOW)
    answer = DataSource(writable).ask("feedback_by_unit", TAN_CHAU)
    assert answer.facts["compared"] == ()
    assert len(answer.frame) == 13
