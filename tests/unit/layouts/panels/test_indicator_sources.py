"""Document, section, line, file and row of every figure, without a click."""

from __future__ import annotations

from typing import Any

from dash import html

from data.queries import indicator_sources as query
from layouts.drawing import Drawing
from layouts.panels import indicator_sources as panel
from tests.plan_forms import NBSP, answered
from tests.subject_forms import of_indicator, read_from
from tests.unit.layouts.trees import find, text


def drawn(*rows: dict[str, Any]) -> Drawing:
    return panel.draw(answered(query, rows, of_indicator()))


def cells(row: dict[str, Any]) -> list[str]:
    return [text(cell).replace(NBSP, " ") for cell in find(drawn(row).body, html.Td)]


def test_each_figure_names_the_place_that_it_was_read_from() -> None:
    assert cells(read_from("results", 1, "76,01%")) == [
        "«76,01%»",
        "Kế hoạch năm 2023Số: 12/KH-UBND · ngày in: 29/3/2023",
        "dòng 51II.3 Hạ tầng số",
        "indicators_actual.csvhàng 30",
    ]


def test_the_words_of_a_target_are_joined_as_a_sentence_has_them() -> None:
    assert cells(read_from("targets", 1, "90%", comparator_printed="tối thiểu"))[0] == ("«tối thiểu 90%»")
    assert cells(read_from("targets", 1, ""))[0] == "không in số"


def test_the_headline_counts_figures_and_documents() -> None:
    both = drawn(read_from("results", 1, "1"), read_from("targets", 2, "2"))
    assert both.headline.replace(NBSP, " ") == "1 kết quả và 1 chỉ tiêu đọc từ 1 văn bản"
    assert drawn(read_from("targets", 2, "2")).headline.replace(NBSP, " ") == "1 chỉ tiêu đọc từ 1 văn bản"


def test_what_is_not_recorded_is_said() -> None:
    row = read_from("results", 1, "1", source_line=None, source_document=None, number=None)
    assert cells(row)[1:3] == [
        "không ghi văn bảnngày in: 29/3/2023",
        "không ghi dòngII.3 Hạ tầng số",
    ]
