"""Tiles of timeliness: every percentage with n/N, no verdict without a target, small numbers as counts."""

from __future__ import annotations

import re

from dash import html

from data.queries import feedback_timeliness as query
from layouts.panels import feedback_timeliness as panel
from tests.feedback_forms import TAN_CHAU_UNITS, answered, unit
from tests.unit.layouts.trees import find, text

NBSP = "\N{NO-BREAK SPACE}"


def test_figures_of_the_plan() -> None:
    drawing = panel.draw(answered(query, TAN_CHAU_UNITS))
    assert drawing.headline == "29/37 phản ánh xử lý đúng hạn, 8 trễ hạn"
    assert [text(tile) for tile in find(drawing.body, html.Div, className="tile")] == [
        "Đã tiếp nhận37phản ánhđang xử lý 0 · quá hạn 0",
        "Xử lý đúng hạn78,4%chưa có chỉ tiêu · 29/37",
        "Các xã, thị trấn70,4%đúng hạn 19/27 · 8 trễ hạn",
        "UBND huyện Tân Châu100%đúng hạn 10/10 · 0 trễ hạn",
    ]


def test_the_strict_rate_is_said_in_words() -> None:
    same = panel.draw(answered(query, TAN_CHAU_UNITS)).note
    assert f"78,4{NBSP}% (29/37), không đổi" in same
    worse = panel.draw(answered(query, [unit("Xã A", 20, 3, 5, 9, 3, 0, 0, 0)])).note
    assert worse.endswith(f"52,9{NBSP}% (9/17), vì 5 phản ánh đang quá hạn")


def test_below_ten_cases_counts_stand_in_place_of_the_rate() -> None:
    drawing = panel.draw(answered(query, [unit("Xã A", 4, 0, 0, 3, 1, 0, 0, 0)]))
    tiles = [text(tile) for tile in find(drawing.body, html.Div, className="tile")]
    assert tiles[1].startswith("Xử lý đúng hạn3/4")
    assert "%" not in text([drawing.body, drawing.note, drawing.table])


def test_a_locality_of_one_kind_has_no_parts() -> None:
    rows = [unit("Xã A", 20, 0, 0, 19, 1, 0, 0, 0), unit("Xã B", 4, 0, 0, 4, 0, 0, 0, 0)]
    tiles = find(panel.draw(answered(query, rows)).body, html.Div, className="tile")
    assert len(tiles) == 2


def test_every_percentage_of_the_table_has_its_counts() -> None:
    table = panel.draw(answered(query, TAN_CHAU_UNITS)).table
    cells = [text(cell) for cell in find(table, html.Td) if "%" in text(cell)]
    assert len(cells) == 3
    assert all(re.search(r"\d+/\d+", cell) for cell in cells)


def test_nothing_closed_is_neither_good_nor_bad() -> None:
    drawing = panel.draw(answered(query, [unit("Xã A", 4, 4, 0, 0, 0, 0, 0, 0)]))
    assert drawing.headline == "Chưa phản ánh nào được xử lý xong"
    assert drawing.note == ""
    assert "%" not in text(drawing.body)


def test_all_on_time() -> None:
    drawing = panel.draw(answered(query, [unit("Xã A", 4, 0, 0, 4, 0, 0, 0, 0)]))
    assert drawing.headline == "Cả 4 phản ánh đã xử lý đều đúng hạn"
