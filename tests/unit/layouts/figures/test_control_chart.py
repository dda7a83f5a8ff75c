"""Run charts: limits only where given, signals by shape, partial months hollow, gaps stay gaps."""

from __future__ import annotations

from layouts.figures.control_chart import Band, Point, control_chart

POINTS = [
    Point("1/2025", 0.9, "một"),
    Point("2/2025", None, "hai"),
    Point("3/2025", 0.5, "ba", is_signal=True, is_bad=True),
    Point("4/2025", 0.99, "bốn", is_signal=True),
    Point("5/2025", 0.8, "năm", is_partial=True),
]


def test_a_month_without_a_share_breaks_the_line() -> None:
    (line,) = control_chart(POINTS, None)["data"]
    assert line["y"] == [90, None, 50, 99, 80]
    assert line["connectgaps"] is False


def test_signals_differ_by_shape_and_the_partial_month_is_hollow() -> None:
    marker = control_chart(POINTS, None)["data"][0]["marker"]
    assert marker["symbol"] == ["circle", "circle", "square", "diamond", "circle"]
    assert marker["color"][2:] == ["token:negative", "token:accent", "token:surface"]


def test_mean_and_limits_are_drawn_and_named_where_there_are_any() -> None:
    layout = control_chart(POINTS, Band(0.9, 0.4, 1.0))["layout"]
    assert [line["y0"] for line in layout["shapes"]] == [90, 40, 100]
    assert layout["yaxis"]["ticksuffix"] == " %"
    assert [word["text"] for word in layout["annotations"]] == [
        "trung bình",
        "giới hạn dưới",
        "giới hạn trên",
    ]
    assert {word["xanchor"] for word in layout["annotations"]} == {"left"}
    assert not control_chart(POINTS, None)["layout"]["shapes"]


def test_names_of_the_lines_have_room_beside_the_months() -> None:
    named, plain = (control_chart(POINTS, band)["layout"] for band in (Band(0.9, 0.4, 1.0), None))
    assert named["margin"]["r"] - plain["margin"]["r"] >= 70


def test_the_scale_holds_every_point_and_limit_and_no_negative_share() -> None:
    low, high = control_chart(POINTS, Band(0.6, 0.02, 0.99))["layout"]["yaxis"]["range"]
    assert low == 0.0
    assert high > 99


def test_the_last_month_is_always_named() -> None:
    axis = control_chart(POINTS, None)["layout"]["xaxis"]
    assert axis["ticktext"][-1] == "5/2025"
