"""Pictures made of rows: order, identity, scales, words on both sides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.drawing import Status
from layouts.figures import rows
from layouts.figures.bullet import Bullet, bullet
from layouts.figures.dots import Dot, Rank, dots, ranks
from layouts.figures.interval import Span, interval
from layouts.figures.ladder import Loss, ladder
from layouts.figures.shares import Counts, Part, shares

PARTS = (Part("Xử lý trễ hạn", "negative"), Part("Xử lý đúng hạn", "accent"))


def bare(ticks: list[str]) -> list[str]:
    return [tick.replace("\N{NO-BREAK SPACE}", "") for tick in ticks]


def drawn_keys(figure: dict[str, Any]) -> list[str]:
    return list(figure["layout"]["yaxis"]["categoryarray"])


def test_two_units_of_the_same_name_stay_two_bars() -> None:
    figure = ladder(
        [Loss("a@1900", "Xã Tân Phú", 1.0, "1 điểm"), Loss("b@1900", "Xã Tân Phú", 2.0, "2 điểm")]
    )
    assert figure["data"][0]["y"] == ["b@1900", "a@1900"]
    assert bare(figure["layout"]["yaxis"]["ticktext"]) == ["Xã Tân Phú", "Xã Tân Phú"]
    assert bare(figure["layout"]["yaxis2"]["ticktext"]) == ["2 điểm", "1 điểm"]


def test_the_first_row_stands_on_top_and_nothing_can_be_zoomed() -> None:
    layout = ladder([Loss("a", "A", 3, "3"), Loss("b", "B", 2, "2"), Loss("c", "C", 1, "1")])["layout"]
    assert layout["yaxis"]["range"] == [2.5, -0.5]
    assert layout["dragmode"] is False
    assert all(layout[axis]["fixedrange"] for axis in ("xaxis", "yaxis", "yaxis2"))


@pytest.mark.parametrize(
    "label, lines",
    [
        ("Tân Phú", ["Tân Phú"]),
        ("UBND huyện Tân Châu", ["UBND huyện Tân Châu"]),
        ("Hoạt động chính quyền số", ["Hoạt động", "chính quyền số"]),
        ("", [""]),
    ],
)
def test_labels_break_evenly_between_words(label: str, lines: list[str]) -> None:
    assert rows.wrapped(label).split("<br>") == lines


@given(st.lists(st.text("abcđêồ", min_size=1, max_size=12), min_size=1, max_size=12))
def test_breaking_loses_no_word_and_no_line_is_too_long(words: list[str]) -> None:
    lines = rows.wrapped(" ".join(words)).split("<br>")
    assert " ".join(lines).split() == words
    assert all(len(line) <= rows.WRAP for line in lines)


def test_height_grows_with_rows_and_with_the_row_of_most_lines() -> None:
    one = [Loss("a", "Hạ tầng số", 1, "1 điểm")]
    two_lines = [Loss("a", "Hoạt động chính quyền số", 1, "1 điểm")]
    below = [Loss("a", "Hạ tầng số", 1, "1 điểm<br>Khởi điểm")]
    assert rows.height(one) == rows.ROW_REM + rows.EDGES_REM
    assert rows.height(one * 3) == 3 * rows.ROW_REM + rows.EDGES_REM
    assert rows.height(two_lines) == rows.height(below) == rows.height(one) + rows.LINE_REM
    assert rows.height(one, scale=True) == rows.height(one) + rows.SCALE_REM


def test_bullets_are_shares_of_their_own_limit() -> None:
    figure = bullet(
        [Bullet("a", "A", 15, 60, "15/60 · 25 %"), Bullet("b", "B", 20, 40, "20/40 · 50 %", target=30)]
    )
    track, values, targets, *_ = figure["data"]
    assert track["x"] == [1, 1]
    assert values["x"] == [0.25, 0.5]
    assert targets["x"] == [None, 0.75]
    assert figure["layout"]["xaxis"]["range"] == [0, 1]
    assert drawn_keys(figure) == ["a", "b"]


def test_more_than_the_limit_is_drawn_beyond_the_track() -> None:
    figure = bullet([Bullet("a", "A", 105, 100, "105 %")])
    assert figure["layout"]["xaxis"]["range"] == [0, 1.05]
    assert figure["data"][0]["x"] == [1]


def test_an_unknown_measure_has_a_track_and_no_bar() -> None:
    figure = bullet([Bullet("a", "A", None, 100, "chưa có số liệu")])
    assert figure["data"][1]["x"] == [None]


def test_a_baseline_is_not_drawn_as_a_result() -> None:
    figure = bullet([Bullet("a", "A", 1, 2, "50 %", status="baseline"), Bullet("b", "B", 1, 2, "50 %")])
    assert figure["data"][1]["marker"]["color"] == ["token:neutral", "token:accent"]


def test_each_status_has_a_shape_of_its_own() -> None:
    statuses: list[Status] = ["on_target", "at_risk", "baseline", "off_target", "unknown", "conflict"]
    bullets = [Bullet(status, status, 1, 2, status, status=status) for status in statuses]
    shapes = bullet(bullets)["layout"]["shapes"]
    assert [shape["yanchor"] for shape in shapes] == statuses
    forms = {(shape["type"], shape.get("path"), "fillcolor" in shape) for shape in shapes}
    assert len(forms) == len(statuses)


def test_losses_are_ordered_largest_first_and_unknown_last() -> None:
    figure = ladder(
        [Loss("a", "A", 2.15, ""), Loss("b", "B", None, ""), Loss("c", "C", 65.39, ""), Loss("d", "D", 0, "")]
    )
    assert figure["data"][0]["y"] == ["c", "a", "d", "b"]
    assert figure["data"][0]["x"] == [65.39, 2.15, 0, None]
    assert figure["layout"]["xaxis"]["range"] == [0, 65.39]


@given(st.lists(st.one_of(st.none(), st.floats(0, 700)), min_size=1, max_size=20))
def test_the_ladder_keeps_every_row_and_descends(values: list[float | None]) -> None:
    figure = ladder([Loss(str(at), "A", value, "") for at, value in enumerate(values)])
    drawn = figure["data"][0]["x"]
    known = [value for value in drawn if value is not None]
    assert sorted(figure["data"][0]["y"], key=int) == [str(at) for at in range(len(values))]
    assert known == sorted(known, reverse=True)
    assert drawn[: len(known)] == known


def test_dots_are_ordered_highest_first_on_the_scale_given() -> None:
    figure = dots(
        [Dot("a", "A", 27.3, ""), Dot("b", "B", None, ""), Dot("c", "C", 96.7, "")], low=0, high=100
    )
    assert figure["data"][0]["y"] == ["c", "a", "b"]
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0
    assert high > 100
    assert [(line["x0"], line["x1"]) for line in figure["layout"]["shapes"]] == [(0, 100)] * 3


def test_ranks_run_from_first_to_the_last_of_all_ranked() -> None:
    figure = ranks([Rank("a", "A", 11, 11, "11/11"), Rank("b", "B", None, 11, "không xếp hạng")])
    assert figure["data"][0]["x"] == [11, None]
    assert figure["layout"]["xaxis"]["tickvals"] == [1, 11]
    assert figure["layout"]["xaxis"]["ticktext"] == ["hạng 1", "hạng 11"]


def test_shares_are_counts_on_one_scale_and_not_percentages() -> None:
    units = [
        Counts("a", "Tân Phú", (3, 3), "3/6"),
        Counts("b", "UBND", (0, 10), "0/10"),
        Counts("c", "Tân Hà", None, "–"),
    ]
    figure = shares(PARTS, units)
    late, on_time, *_ = figure["data"]
    assert late["x"] == [3, 0, None]
    assert on_time["x"] == [3, 10, None]
    assert figure["layout"]["barmode"] == "stack"
    assert figure["layout"]["xaxis"]["range"] == [0, 10]
    assert drawn_keys(figure) == ["a", "b", "c"]


def test_counts_are_written_where_they_have_room_and_nought_is_not() -> None:
    units = [Counts("a", "A", (50, 50), ""), Counts("b", "B", (1, 0), "")]
    late, on_time, *_ = shares(PARTS, units)["data"]
    assert late["text"] == ["50", ""]
    assert on_time["text"] == ["50", ""]


def test_counts_in_bars_are_written_with_dots_between_thousands() -> None:
    late, *_ = shares(PARTS, [Counts("a", "A", (1280, 90), "")])["data"]
    assert late["text"] == ["1.280"]


def test_the_key_of_shares_names_every_part() -> None:
    notes = shares(PARTS, [Counts("a", "A", (1, 2), "1/3")])["layout"]["annotations"]
    assert [note["text"] for note in notes] == ["Xử lý trễ hạn", "Xử lý đúng hạn"]


def test_a_row_that_does_not_count_every_part_is_refused() -> None:
    with pytest.raises(ValueError, match="every part"):
        shares(PARTS, [Counts("a", "A", (1, 2, 3), "")])


def test_units_without_any_case_have_a_scale_all_the_same() -> None:
    assert shares(PARTS, [Counts("a", "A", (0, 0), "0/0")])["layout"]["xaxis"]["range"] == [0, 1]


def test_an_open_count_is_a_line_between_its_bounds_and_a_known_one_a_dot() -> None:
    spans = [Span("s", "Theo 766", 26, 29, 37, "26–29/37"), Span("r", "Có đánh giá", 11, 11, 37, "11/37")]
    figure = interval(spans)
    lows, highs, *_ = figure["data"]
    assert lows["x"] == [pytest.approx(26 / 37, abs=5e-5), pytest.approx(11 / 37, abs=5e-5)]
    assert highs["x"][0] == pytest.approx(29 / 37, abs=5e-5)
    assert lows["marker"]["symbol"] == ["line-ns", "circle"]
    assert [shape["yref"] if "yref" in shape else shape["y0"] for shape in figure["layout"]["shapes"]] == [
        "s",
        "s",
        "r",
    ]
