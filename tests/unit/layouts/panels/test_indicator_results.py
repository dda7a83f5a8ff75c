"""Figures as printed, n/N or that none are published, the line in plain sight, contradictions marked."""

from __future__ import annotations

from typing import Any

from dash import html

from data.queries import indicator_results as query
from layouts.drawing import Drawing
from layouts.panels import indicator_results as panel
from tests.plan_forms import NBSP, answered
from tests.subject_forms import IN_2023, of_indicator, reported
from tests.unit.layouts.trees import addresses, find, text

AGENCIES = reported(1, "19,26%", scope="agencies")
COMMUNES = reported(2, "50,13%", scope="communes")
COUNTED = reported(3, "7/80", measure="count", measure_label="máy trạm", numerator=7, denominator=80)


def drawn(*rows: dict[str, Any]) -> Drawing:
    return panel.draw(answered(query, rows, of_indicator()))


def tile_texts(*rows: dict[str, Any]) -> list[str]:
    return [text(tile) for tile in find(drawn(*rows).body, html.Div, className="tile")]


def test_the_headline_names_whom_where_there_are_several() -> None:
    assert drawn(AGENCIES, COMMUNES).headline == (
        "Năm 2022: cấp huyện 19,26%, cấp xã 50,13%; không công bố n và N"
    )
    assert drawn(COUNTED).headline == "Năm 2022: 7/80 máy trạm"
    counted = reported(1, "50%", numerator=1, denominator=2)
    assert drawn(counted).headline == "Năm 2022: 50% (1/2)"


def test_a_tile_has_its_counts_and_its_line() -> None:
    assert tile_texts(AGENCIES, COUNTED) == [
        "Toàn địa bàn7/80 máy trạmdòng 53",
        "Cấp huyện19,26 %không công bố n và N · dòng 51",
    ]


def test_a_period_without_figures_says_where_there_are_some() -> None:
    drawing = drawn({**AGENCIES, **IN_2023})
    assert drawing.headline.replace(NBSP, " ") == "Năm 2022: chưa có số liệu, có ở 1 kỳ khác"
    assert find(drawing.body, html.Div, className="tile") == []
    assert "Năm 2023" in text(drawing.body)


def test_many_figures_of_a_period_are_counted() -> None:
    rows = [reported(key, f"{key}%", unit_id=key, unit_name=f"Xã {key}") for key in range(2, 8)]
    assert drawn(*rows).headline.replace(NBSP, " ") == "Năm 2022: 6 kết quả"
    assert find(drawn(*rows).body, html.Div, className="tile") == []


def test_two_ranks_are_both_kept_and_marked() -> None:
    ranks = {"measure": "rank", "measure_label": "hạng", "direction": "lower_is_better"}
    rows = [reported(1, "10/11", **ranks), reported(2, "11/11", **ranks)]
    drawing = drawn(*rows)
    assert drawing.headline == "Năm 2022: hạng 10/11, hạng 11/11"
    assert drawing.note.endswith("càng thấp càng tốt · 1 chỗ mâu thuẫn, giữ cả hai số")
    assert tile_texts(*rows)[0] == "Toàn địa bàn10/11Số liệu mâu thuẫn · dòng 51"
    assert text(drawing.body).count("in hai số") == 2


def test_every_period_has_its_row_and_series_are_not_joined() -> None:
    body = drawn(AGENCIES, {**AGENCIES, **IN_2023, "result_id": 9, "printed": "30%"}, COMMUNES).body
    captions = [text(found).replace(NBSP, " ") for found in find(body, html.Caption)]
    assert captions == ["Cấp huyện: 2 kết quả đã công bố", "Cấp xã: 1 kết quả đã công bố"]
    rows = [text(row) for row in find(find(body, html.Tbody)[0], html.Tr)]
    assert [row[:8] for row in rows] == ["Năm 2023", "Năm 2022"]
    assert rows[0].endswith("30%không công bố n và Ndòng 51")


def test_a_unit_leads_to_its_profile() -> None:
    row = reported(1, "10%", unit_id=2, unit_name="Xã Tân Phú", unit_address="25546@1900-01-01")
    assert addresses(drawn(row).body) == ["/units/25546@1900-01-01?locality=tan_chau&period=2022"]
