"""Tiles say what a figure is measured against, and n/N beside every percentage."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from data.queries import overview_tiles as query
from layouts.panels import overview_tiles as panel
from tests.overview_forms import Row, answered, asked, measure, plain, target, with_cases, with_result
from tests.unit.layouts.trees import addresses, find, text


def tiles(*rows: Row) -> list[Any]:
    body = panel.draw(answered(query, rows)).body
    return find(body, html.Div, className="tile")


def said(*rows: Row) -> tuple[str, str, str]:
    """Label, figure and context of the only tile."""
    (tile,) = tiles(*rows)
    label, figure, foot = (plain(text(part)) for part in tile.children)
    return label, figure, foot


def test_feedback_has_counts_late_cases_and_no_verdict() -> None:
    row = measure("feedback", "on_time", 29, 37)
    assert said(row) == ("Phản ánh xử lý đúng hạn", "78,4%", "29/37 · 8 xử lý trễ hạn · chưa có chỉ tiêu")


def test_of_few_cases_the_counts_stand_for_themselves() -> None:
    _, figure, foot = said(measure("feedback", "on_time", 3, 6))
    assert (figure, foot) == ("3/6", "3 xử lý trễ hạn · chưa có chỉ tiêu")


def test_a_baseline_has_its_gap_and_says_that_no_counts_are_published() -> None:
    row = with_result(target("A", 90), 19.26, result_label="DVC trực tuyến (huyện)")
    assert said(row) == (
        "DVC trực tuyến (huyện)",
        "19,26%",
        "Khởi điểm · còn cách 70,74 điểm tới 90 % · không công bố n và N",
    )


def test_a_gap_to_more_than_a_mark_says_so() -> None:
    _, _, foot = said(with_result(target("A", 85, comparator=">"), 76.01))
    assert foot == "Khởi điểm · còn cách 8,99 điểm tới mức trên 85 % · không công bố n và N"


def test_a_result_of_another_period_says_which() -> None:
    _, _, foot = said(with_result(target("A", 90), 50.0, 2021, numerator=1, denominator=2))
    assert foot == "Khởi điểm · số liệu 2021 · còn cách 40 điểm tới 90 % · 1/2"


def test_a_count_is_shown_in_its_unit() -> None:
    xa = target("A", 6, target_measure="count", measure_label="xã")
    row = with_result(xa, 5, numerator=5, denominator=5)
    assert said(row)[1:] == ("5xã", "Khởi điểm · còn cách 1 xã tới 6 xã · 5/5")
    assert said(with_result(xa, 5))[2] == "Khởi điểm · còn cách 1 xã tới 6 xã"


def test_a_verdict_has_its_word() -> None:
    _, _, foot = said(with_result(target("A", 90), 95, 2023))
    assert foot.startswith("Đạt · ")


def test_money_says_both_amounts_and_what_is_left() -> None:
    label, figure, foot = said(measure("budget", "total", 315_739_306, 381_176_000))
    assert (label, figure) == ("Ngân sách thực hiện", "82,8%")
    assert foot == "315,7/381,2 triệu đồng · còn 65,4 triệu đồng"


def test_an_allocation_is_said_without_an_execution() -> None:
    _, figure, foot = said(measure("budget", "total", None, 1_558_506_400))
    assert (figure, foot) == ("1,56tỷ đồng", "chưa có số thực hiện")


def test_a_total_score_with_two_ranks_is_marked_as_conflict() -> None:
    text_row = measure("pillars", "total", 10, 11, item="text", target=700.0)
    table = measure("pillars", "total", 11, 11, item="table", value=458.73, target=700.0)
    assert said(table, text_row) == (
        "Tổng điểm DTI",
        "458,73/700 điểm",
        "Số liệu mâu thuẫn · hạng 11/11 và 10/11",
    )


@pytest.mark.parametrize(
    "row, figure, foot",
    [
        (
            measure("data", "rate", item="a", label="A", value=51.89),
            "51,89%",
            "chưa có chỉ tiêu cùng cách tính · không công bố n và N",
        ),
        (
            measure("data", "rate", 3194, 3408, item="a", label="A", value=93.7),
            "93,7%",
            "chưa có chỉ tiêu cùng cách tính · 3.194/3.408",
        ),
        (
            measure("dossiers", "on_time", 3408, 3408),
            "100%",
            "3.408/3.408 · 0 trả trễ hạn · chưa có chỉ tiêu so được",
        ),
        (measure("targets", "count", 2, 20), "2/20 chỉ tiêu", "18 chưa có kết quả cùng cách tính"),
        (measure("tasks", "due", 2, 57), "2/57 nhiệm vụ", "tính đến hết kỳ · 55 chưa có báo cáo"),
        (measure("tasks", "due", 6, 6), "6/6 nhiệm vụ", "tính đến hết kỳ · đủ báo cáo"),
    ],
)
def test_other_figures(row: Row, figure: str, foot: str) -> None:
    assert said(row)[1:] == (figure, foot)


def test_tiles_lead_to_the_page_with_their_evidence() -> None:
    rows = (
        measure("feedback", "on_time", 29, 37),
        measure("budget", "total", 1, 2),
        measure("targets", "count", 2, 20),
    )
    drawing = panel.draw(answered(query, rows))
    query_string = "?locality=tan_chau&period=2022"
    assert addresses(drawing.body) == [
        f"{path}{query_string}" for path in ("/feedback", "/budget", "/pillars")
    ]
    assert plain(drawing.headline) == "3 con số chính của năm 2022"
    assert asked().period == "2022"


def test_what_cases_tell_is_judged_and_says_so() -> None:
    _, figure, foot = said(with_cases(target("A", 50, target_period="2022"), "dossier", 60, 100, 2023))
    assert (figure, foot) == ("60%", "Đạt · số liệu 2023 · mức ≥ 50 % · 60/100 · đếm từng hồ sơ")
