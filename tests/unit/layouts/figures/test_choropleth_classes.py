"""Figures that are no plain counts: classes in words, and what may not be coloured at all."""

from __future__ import annotations

from typing import Any

import pytest

from layouts.figures.choropleth import NOT_COLOURED, Area, Sheet, Step, choropleth, height

SHEET = Sheet("/geo/x.geojson", west=106.0, south=11.4, east=106.4, north=11.8)
CLASSES = (Step(0, 0, "100 %"), Step(1, 50, "từ 50 %"), Step(51, 100, "dưới 50 %"))


def area(name: str, count: int | None, *, is_plain: bool = False) -> Area:
    return Area(name, name, count, "3/6", f"{name}: 3/6", name, 2, 106.2, 11.6, is_plain)


AREAS = [area("A", 10), area("B", 80), area("C", None, is_plain=True), area("D", None)]


def drawn() -> dict[str, Any]:
    return choropleth(AREAS, SHEET, "Tỷ lệ đúng hạn", CLASSES)


def test_given_classes_are_all_explained_in_their_words() -> None:
    words = [note["text"] for note in drawn()["layout"]["annotations"]]
    assert words[:6] == ["Tỷ lệ đúng hạn", "100 %", "từ 50 %", "dưới 50 %", NOT_COLOURED, "chưa có số liệu"]


def test_each_area_has_the_ground_that_it_may_have() -> None:
    *others, coloured = [trace for trace in drawn()["data"] if trace["type"] == "choropleth"]
    assert (coloured["locations"], coloured["z"]) == (["A", "B"], [1, 2])
    assert [trace["locations"] for trace in others] == [["D"], ["hatch:D"], ["C"]]
    assert others[2]["colorscale"] == [[0.0, "token:track"], [1.0, "token:track"]]
    assert others[2]["text"] == ["C: 3/6"]


def test_a_plain_area_has_its_figure_in_ink_and_no_figure_has_none() -> None:
    names = drawn()["data"][-1]
    assert names["text"][2:] == ["<b>C</b><br>3/6", "<b>D</b><br>chưa có<br>số liệu"]
    assert names["textfont"]["color"][2] == "token:ink"


def test_larger_names_need_a_taller_picture() -> None:
    assert height(AREAS, SHEET, 14) - height(AREAS, SHEET) == pytest.approx(3 * 34 / 0.98 / 16, rel=0.1)
