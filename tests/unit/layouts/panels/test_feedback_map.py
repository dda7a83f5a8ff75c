"""The map's headline, areas, and what stands in its place where there are no outlines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from dash import html

from data.queries import feedback_map as query
from layouts.panels import feedback_map as panel
from tests.feedback_forms import TAN_CHAU_UNITS, answered, asked, unit
from tests.unit.layouts.trees import find, text

NBSP = "\N{NO-BREAK SPACE}"


def figure() -> Mapping[str, Any]:
    found = panel.draw(answered(query, TAN_CHAU_UNITS)).figure
    assert found is not None
    return found


def late(**counts: int) -> list[dict[str, Any]]:
    """Make communes of Tân Châu with so many late cases of ten."""
    codes = {"Hà": "25519", "Đông": "25522", "Hội": "25525"}
    return [
        unit(f"Xã Tân {name}", 10, 0, 0, 10 - count, count, 0, 0, 0, code=codes[name])
        for name, count in counts.items()
    ]


def test_headline_of_the_plan() -> None:
    headline = panel.draw(answered(query, TAN_CHAU_UNITS)).headline
    assert headline == f"8 phản ánh xử lý trễ hạn ở 4{NBSP}xã, nhiều nhất Tân Phú (3)"


@pytest.mark.parametrize(
    ("counts", "headline"),
    [
        (
            {"Hà": 2, "Đông": 2, "Hội": 1},
            "5 phản ánh xử lý trễ hạn ở 3 xã, nhiều nhất Tân Đông và Tân Hà (mỗi nơi 2)",
        ),
        ({"Hà": 2, "Đông": 2}, "4 phản ánh xử lý trễ hạn ở 2 xã, mỗi nơi 2"),
        ({"Hà": 2, "Đông": 0}, "2 phản ánh xử lý trễ hạn, chỉ ở Xã Tân Hà"),
        ({"Hà": 0, "Đông": 0}, "Không có phản ánh xử lý trễ hạn ở 2 xã có số liệu"),
    ],
)
def test_headline_follows_the_counts(counts: dict[str, int], headline: str) -> None:
    assert panel.draw(answered(query, late(**counts))).headline.replace(NBSP, " ") == headline


def test_counts_are_coloured_and_unknown_units_are_not() -> None:
    traces = [trace for trace in figure()["data"] if trace["type"] == "choropleth"]
    coloured = dict(zip(traces[-1]["locations"], traces[-1]["z"], strict=True))
    assert len(coloured) == 8
    assert coloured["25546@1900-01-01"] == max(coloured.values())
    unknown = {"25516@1900-01-01", "25519@1900-01-01", "25522@1900-01-01", "25537@1900-01-01"}
    assert set(traces[0]["locations"]) == unknown
    assert not unknown & coloured.keys()


def test_picture_has_labels_hover_and_the_words_that_it_is_no_boundary() -> None:
    written = orjson.dumps(figure()).decode()
    for words in ("3/6", "Xã Tân Phú: 3/6 phản ánh xử lý trễ hạn", "chưa có số liệu"):
        assert words in written
    assert "Sơ đồ minh họa, không phải địa giới hành chính" in written
    assert "/geo/tan_chau-1900-01-01-" in written


def test_table_keeps_communes_without_figures() -> None:
    table = panel.draw(answered(query, TAN_CHAU_UNITS)).table
    rows = [text(row) for row in find(table, html.Tr)]
    assert "Xã Tân Phú63" in rows
    assert "Xã Tân Hà––" in rows
    assert len(rows) == 1 + 12


def test_a_locality_without_outlines_says_so() -> None:
    answer = answered(query, [unit("Xã Tam Phước")], asked(locality="tam_phuoc"))
    drawing = panel.draw(answer)
    assert drawing.figure is None
    assert "Xã Tam Phước không có vị trí riêng trong bộ sơ đồ" in text(drawing.body)
    assert "Cũng chưa có số liệu phản ánh" in text(drawing.body)


def test_without_outlines_known_figures_are_still_said() -> None:
    rows = [unit("Xã Tam Phước", 4, 0, 0, 3, 1, 0, 0, 0)]
    drawing = panel.draw(answered(query, rows, asked(locality="tam_phuoc")))
    assert "1 phản ánh xử lý trễ hạn, chỉ ở Xã Tam Phước" in text(drawing.body)
    assert drawing.table is not None
