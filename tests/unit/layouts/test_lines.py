"""Lists on hairlines: columns that no line uses are not there."""

from __future__ import annotations

from dash import html

from layouts.shell.lines import Line, lines
from tests.unit.layouts.trees import find, text


def test_only_columns_in_use_are_made() -> None:
    made = lines([Line("A", figure="1"), Line("B", figure="2", words="hằng quý")])
    assert made.className == "lines with-figure with-words"  # type: ignore[attr-defined]
    assert [len(item.children) for item in find(made, html.Li)] == [3, 3]
    assert lines([Line("A")]).className == "lines"  # type: ignore[attr-defined]


def test_a_line_without_a_share_keeps_its_place_in_the_columns() -> None:
    made = lines([Line("A", figure="1/2", share=0.5), Line("B", figure="3")])
    first, second = find(made, html.Li)
    assert find(first, html.Div, className="bar-fill")[0].style == {"width": "50%"}
    assert not find(second, html.Div)
    assert [len(item.children) for item in (first, second)] == [3, 3]


def test_a_share_of_nought_is_a_bar_and_not_a_gap() -> None:
    made = lines([Line("A", share=0.0)])
    assert find(made, html.Div, className="bar-fill")[0].style == {"width": "0%"}


def test_the_line_set_off_is_told_by_its_class_and_reads_like_the_others() -> None:
    made = lines([Line("A", words="hạn tới", is_marked=True), Line("B")])
    assert [item.className for item in find(made, html.Li)] == ["line line-marked", "line"]
    assert text(made) == "Ahạn tớiB"
