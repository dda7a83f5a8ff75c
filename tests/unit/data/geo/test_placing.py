"""Labels are placed where they fit: sizes follow from the rectangles that they are set into."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.geo.placing import patch, place


def test_a_wide_outline_takes_name_and_lines_below_in_its_middle() -> None:
    spot = place(shapely.box(0, 0, 20, 10), "Tân Phú", em=1)
    assert (spot.text, spot.below) == ("Tân Phú", 2)
    assert (spot.x, spot.y) == pytest.approx((10, 5), abs=0.7)


def test_a_low_outline_takes_the_name_alone() -> None:
    spot = place(shapely.box(0, 0, 20, 2), "Tân Phú", em=1)
    assert (spot.text, spot.below) == ("Tân Phú", 0)


def test_a_narrow_outline_breaks_the_name_where_halves_are_most_even() -> None:
    spot = place(shapely.box(0, 0, 4.5, 12), "Thạnh Đông", em=1)
    assert spot.text == "Thạnh\nĐông"


def test_digits_of_a_name_never_stand_alone_like_a_count() -> None:
    spot = place(shapely.box(0, 0, 4.5, 12), "Đường 10", em=1)
    assert spot.text == ""


def test_a_tiny_outline_takes_no_name_but_a_place_for_a_letter() -> None:
    spot = place(shapely.box(0, 0, 2, 2), "Tân Châu", em=1)
    assert (spot.text, spot.below) == ("", 0)
    assert (spot.x, spot.y) == pytest.approx((1, 1), abs=0.1)


def test_a_notch_is_avoided() -> None:
    notched = shapely.box(0, 0, 20, 6) - shapely.box(9, 0, 20, 4)
    spot = place(notched, "Tân Phú", em=1)
    assert spot.below >= 1
    assert spot.x < 9


@given(
    wide=st.floats(0.5, 30),
    high=st.floats(0.5, 30),
    name=st.sampled_from(["Bom Bo", "Tân Phú", "Quảng Trường", "Đường 10", "Mễ"]),
)
def test_a_label_never_leaves_its_outline(wide: float, high: float, name: str) -> None:
    outline = shapely.box(0, 0, wide, high)
    spot = place(outline, name, em=1)
    assert outline.contains(shapely.Point(spot.x, spot.y))
    assert spot.text.replace("\n", " ") in {name, ""}
    if spot.text:
        assert outline.buffer(1e-9).contains(patch(spot, em=1))
