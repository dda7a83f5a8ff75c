"""Answers of /map from the figures of the plans, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.contracts import Answer, Ratio, Request
from data.source import DataSource
from layouts.panels import PANELS
from layouts.records import records
from layouts.views.map_page import PANELS as PAGE

NBSP = "\N{NO-BREAK SPACE}"
DEFAULTS = {
    "tan_chau": "late",
    "nhon_trach": "late",
    "quang_xuong": "tasks_unreported",
    "tam_phuoc": "dossiers_received",
    "bu_dang": "late",
}


def ask(source: DataSource, name: str, locality: str, period: str, **more: Any) -> Answer:
    ref = source.catalogue().locality(locality)
    assert ref is not None
    last_day = next(each.last_day for each in ref.periods if each.code == period)
    return source.ask(name, Request(locality, period, last_day, **more))


def figures(answer: Answer) -> dict[str, tuple[int | None, int | None]]:
    return {row["unit_name"]: (row["n"], row["total"]) for row in records(answer)}


def headline(answer: Answer) -> str:
    return PANELS[answer.question.name].draw(answer).headline.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("measure", "tan_phu", "suoi_day", "whole"),
    [
        ("late", (3, 6), (2, 7), Ratio(8, 27)),
        ("open_overdue", (0, 6), (0, 7), Ratio(0, 27)),
        ("received", (6, None), (7, None), None),
        ("on_time", (3, 6), (5, 7), Ratio(19, 27)),
        ("rated", (3, 6), (3, 7), Ratio(9, 27)),
        ("dissatisfied", (2, 3), (1, 3), Ratio(3, 9)),
    ],
)
def test_feedback_of_tan_chau_under_every_measure(
    source: DataSource, measure: str, tan_phu: tuple[int, int], suoi_day: tuple[int, int], whole: Ratio | None
) -> None:
    answer = ask(source, "map_communes", "tan_chau", "2022", measure=measure)
    found = figures(answer)
    assert len(found) == 12
    assert (found["Xã Tân Phú"], found["Xã Suối Dây"]) == (tan_phu, suoi_day)
    assert found["Xã Tân Hà"] == (None, None)
    assert answer.facts["whole"] == whole
    (printed,) = answer.sources
    assert printed.lines == tuple(range(375, 383))


def test_no_commune_of_tan_chau_has_enough_cases_for_a_rate(source: DataSource) -> None:
    answer = ask(source, "map_communes", "tan_chau", "2022", measure="on_time")
    assert answer.facts["comparable"] == Ratio(0, 8)
    assert headline(answer) == "Tỷ lệ đúng hạn 70,4 % (19/27); chưa xã nào đủ 10 trường hợp để so sánh tỷ lệ"


def test_communes_of_quang_xuong_by_the_tasks_that_name_them(source: DataSource) -> None:
    answer = ask(source, "map_communes", "quang_xuong", "2022")
    found = figures(answer)
    assert len(found) == 26
    done = {name for name, (n, total) in found.items() if (n, total) == (1, 2)}
    assert done == {"Thị trấn Tân Phong", "Xã Quảng Lưu", "Xã Quảng Bình", "Xã Tiên Trang", "Xã Quảng Yên"}
    assert sum(pair == (2, 2) for pair in found.values()) == 6
    assert sum(pair == (None, None) for pair in found.values()) == 15
    assert {source.file for source in answer.sources} == {"tasks.csv"}
    assert headline(answer).startswith("17 nhiệm vụ nêu đích danh chưa có báo cáo ở 11 xã, thị trấn")


def test_completed_digital_transformation_is_a_measure_of_its_own(source: DataSource) -> None:
    answer = ask(source, "map_communes", "quang_xuong", "2023", measure="tasks_done")
    assert answer.facts["whole"] == Ratio(5, 22)
    assert sum(row["shade"] == 1 for row in records(answer)) == 5


@pytest.mark.parametrize("slug", list(DEFAULTS))
def test_the_default_is_the_first_measure_with_figures(source: DataSource, slug: str) -> None:
    locality = source.catalogue().locality(slug)
    assert locality is not None
    period = locality.default_period
    chooser = ask(source, "map_measures", slug, period)
    chosen = [row for row in records(chooser) if row["is_chosen"]]
    assert [row["measure"] for row in chosen] == [DEFAULTS[slug]]
    assert ask(source, "map_communes", slug, period).facts["measure"] == DEFAULTS[slug]
    named = ask(source, "map_communes", slug, period, measure=DEFAULTS[slug])
    assert records(named) == records(ask(source, "map_communes", slug, period))


def test_no_budget_and_what_is_given_to_all_communes_together(source: DataSource) -> None:
    answer = ask(source, "map_measures", "tan_chau", "2022")
    assert answer.facts["available"] == Ratio(6, 12)
    assert (answer.facts["shared_led"], answer.facts["shared_name"]) == (6, "UBND các xã, thị trấn (12)")
    assert "budget" not in {row["group"] for row in records(answer)}


def test_communes_and_outlines_are_those_of_the_last_day(source: DataSource) -> None:
    before = ask(source, "map_communes", "nhon_trach", "2015-2020")
    after = ask(source, "map_communes", "nhon_trach", "2021-2025")
    assert len(before.frame) == 12
    assert sorted(figures(after)) == ["Xã Nhơn Trạch", "Xã Phước An", "Xã Đại Phước"]
    assert str(after.facts["outline_url"]).startswith("/geo/nhon_trach-2025-07-01-")
    assert all(row["longitude"] is not None for answer in (before, after) for row in records(answer))
    assert headline(after) == "3 xã, chưa có số liệu theo từng nơi"


def test_tam_phuoc_has_its_figures_and_no_map(source: DataSource) -> None:
    answer = ask(source, "map_communes", "tam_phuoc", "2022")
    assert answer.facts["outline_url"] is None
    assert figures(answer) == {"Xã Tam Phước": (3410, None)}
    drawing = PANELS["map_communes"].draw(answer)
    assert drawing.figure is None
    assert headline(answer) == "Xã Tam Phước: 3.410 hồ sơ tiếp nhận"


def test_indicators_of_a_commune_can_be_chosen(source: DataSource) -> None:
    chooser = records(ask(source, "map_measures", "tam_phuoc", "2022"))
    assert sum(row["measure"] == "indicator" for row in chooser) == 35
    answer = ask(source, "map_communes", "tam_phuoc", "2022", indicator="ty_le_truoc_hen")
    assert figures(answer) == {"Xã Tam Phước": (3194, 3408)}
    assert [row["shade"] for row in records(answer)] == [7]


def test_bodies_are_those_of_the_plan_by_what_they_lead(source: DataSource) -> None:
    answer = ask(source, "map_bodies", "bu_dang", "2024")
    first = records(answer)[0]
    assert (first["unit_name"], first["tasks_led"], first["targets_led"]) == (
        "Phòng Văn hóa và Thông tin",
        22,
        10,
    )
    assert answer.facts == {"bodies": 24, "leading": 8}


def test_every_panel_draws_for_every_locality_and_period(source: DataSource) -> None:
    for locality in source.catalogue().localities:
        for period in locality.periods:
            for panel in PAGE:
                answer = source.ask(panel.name, Request(locality.slug, period.code, period.last_day))
                assert panel.draw(answer).headline


def test_a_later_day_does_not_change_what_was_reported(source: DataSource) -> None:
    later = source.ask("map_communes", Request("tan_chau", "2022", dt.date(2026, 11, 21)))
    assert figures(later)["Xã Tân Phú"] == (3, 6)
