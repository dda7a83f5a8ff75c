"""Cells are coloured by their share, said by their counts, and empty where there were no cases."""

from __future__ import annotations

from dash import html
from hypothesis import given
from hypothesis import strategies as st

from layouts.shell.heat_matrix import STEPS, Cell, heat_matrix, step
from tests.unit.layouts.trees import find, text


@given(st.floats(0, 1))
def test_a_share_has_the_last_colour_that_it_reaches(share: float) -> None:
    at = step(share)
    assert STEPS[at] <= share
    assert at + 1 == len(STEPS) or share < STEPS[at + 1]


def test_each_crossing_has_its_cell() -> None:
    cells = [Cell("a", "x", 0.5, "5/10", "nhiều"), Cell("b", "y", None, "1/3", "ít")]
    content = heat_matrix({"a": "Xã A", "b": "Xã B"}, {"x": "Rác", "y": "Đường"}, cells, caption="Trễ hạn")
    found = [(text(cell), cell.className, getattr(cell, "title", None)) for cell in find(content, html.Td)]
    assert found == [
        ("5/10", "digits heat-4", "nhiều"),
        ("", "digits heat-none", None),
        ("", "digits heat-none", None),
        ("1/3", "digits heat-few", "ít"),
    ]
    assert [text(cell) for cell in find(content, html.Th, scope="row")] == ["Xã A", "Xã B"]


def test_the_key_names_every_colour() -> None:
    words = text(find(heat_matrix({}, {}, [], caption=""), html.P)[0])
    assert words == "Tỷ lệ trễ hạn: 0–5 %5–10 %10–20 %20–35 %từ 35 %"
