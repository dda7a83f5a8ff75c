"""Tables of figures written by measure and dtype; status told by word and by shape."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest
from dash import html

from data.contracts import Column, Question
from layouts.drawing import Status
from layouts.shell import marks
from layouts.shell.tables import table
from tests.unit.layouts.trees import addresses, find, text

DAY = dt.date.fromisoformat
NBSP = "\N{NO-BREAK SPACE}"
COLUMNS = (Column("unit", "text", "Đơn vị"), Column("late", "int", "Trễ hạn", "cases"))
QUESTION = Question("late", "Trễ hạn", COLUMNS)


def drawn_table(columns: tuple[Column, ...], rows: list[dict[str, Any]], **more: Any) -> list[list[str]]:
    data = Question("q", "Q", (*columns, Column("depth", "int", ""), Column("sum", "flag", ""))).values(rows)
    made = table(columns, data, caption="Bảng", **more)
    return [[text(cell) for cell in row.children] for row in find(made, html.Tr)]


@pytest.mark.parametrize(
    "column,value,heading,written",
    [
        (Column("x", "int", "Số", "cases"), 1234, "Số", "1.234"),
        (Column("x", "int", "Năm"), 2023, "Năm", "2023"),
        (Column("x", "int", "Dự toán", "vnd"), 315739306, "Dự toán, đồng", "315.739.306"),
        (Column("x", "int", "Số tiền (đồng)", "vnd"), 1000, "Số tiền (đồng)", "1.000"),
        (Column("x", "number", "Đúng hạn", "percent"), 29 / 37, "Đúng hạn", f"78,4{NBSP}%"),
        (Column("x", "number", "Điểm", "points"), 458.73, "Điểm", "458,73"),
        (Column("x", "int", "Hạng", "rank"), 11, "Hạng", "11"),
        (Column("x", "date", "Ngày"), DAY("2023-03-29"), "Ngày", "29/03/2023"),
        (Column("x", "flag", "Đã nạp"), True, "Đã nạp", "có"),
        (Column("x", "number", "Điểm", "points"), None, "Điểm", "–"),
    ],
)
def test_cells_are_written_by_measure_and_dtype(
    column: Column, value: Any, heading: str, written: str
) -> None:
    unit = Column("unit", "text", "Đơn vị")
    assert drawn_table((unit, column), [{"unit": "Tân Phú", "x": value}]) == [
        ["Đơn vị", heading],
        ["Tân Phú", written],
    ]


def test_decimals_of_a_column_stand_in_line() -> None:
    scores = Column("x", "number", "Điểm", "points")
    assert drawn_table((scores,), [{"x": 25}, {"x": 39.38}, {"x": 7.5}])[1:] == [
        ["25,00"],
        ["39,38"],
        ["7,50"],
    ]
    assert drawn_table((scores,), [{"x": 25}, {"x": 30}])[1:] == [["25"], ["30"]]


def test_rows_are_headed_indented_and_totals_set_apart() -> None:
    rows = [{"unit": "Tổng", "depth": 0, "sum": True}, {"unit": "Xã", "depth": 1}]
    asked = Question("q", "Q", (COLUMNS[0], Column("depth", "int", ""), Column("sum", "flag", "")))
    made = table(COLUMNS[:1], asked.values(rows), caption="Bảng", tree_depth="depth", highlight="sum")
    assert [(head.children, head.className) for head in find(made, html.Th, scope="row")] == [
        ("Tổng", "words"),
        ("Xã", "words depth-1"),
    ]
    assert [row.className for row in find(find(made, html.Tbody), html.Tr)] == ["total", ""]


def test_columns_are_headed_and_the_table_captioned() -> None:
    made = table(COLUMNS, {"unit": [], "late": []}, caption="Phản ánh năm 2022")
    assert [head.children for head in find(made, html.Th, scope="col")] == ["Đơn vị", "Trễ hạn"]
    assert find(made, html.Caption)[0].children == "Phản ánh năm 2022"


def test_a_missing_figure_explains_itself() -> None:
    data = QUESTION.values([{"unit": "Tân Hà", "late": None}])
    assert find(table(COLUMNS, data, caption="B"), html.Span)[0].title == "chưa có số liệu"


@pytest.mark.parametrize("status", get_args(Status))
def test_a_status_is_told_by_word_and_by_shape(status: Status) -> None:
    shown = marks.mark(status)
    assert text(shown) == marks.WORDS[status]
    assert find(shown, html.Span, className=f"shape shape-{status}")


def test_a_shape_alone_is_named_for_those_who_cannot_see_it() -> None:
    props = marks.shape("off_target").to_plotly_json()["props"]
    assert (props["role"], props["aria-label"]) == ("img", "Chưa đạt")


def test_a_tile_says_what_how_much_and_in_which_context() -> None:
    tile = marks.big_figure("78,4", "%", "Phản ánh đúng hạn", "29/37", "baseline", href="/feedback")
    assert text(tile) == "Phản ánh đúng hạn78,4%Khởi điểm · 29/37"
    assert addresses(tile) == ["/feedback"]


def test_no_exception_is_said_calmly() -> None:
    assert text(marks.exceptions([])) == "Không có bất thường"
