from __future__ import annotations

import math
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.rules.distance import (
    CAPITAL,
    PROVENANCE,
    REFERENCE,
    Needs,
    Room,
    Screen,
    refusal,
    smallest_px,
    type_scale,
)

rooms = st.builds(Room, panel_height_m=st.floats(0.4, 6), farthest_seat_m=st.floats(1, 30))
screens = st.builds(Screen, width_px=st.integers(600, 8000), height_px=st.integers(600, 8000))
needs = st.builds(Needs, columns=st.floats(10, 80), rows=st.floats(10, 80))
FULL_HD = Screen(1920, 1080)


def arcminutes(type_px: float, room: Room, screen: Screen) -> float:
    """Angle under which a capital of a type size is seen, by the law of the triangle."""
    capital_m = type_px * CAPITAL * room.panel_height_m / screen.height_px
    return math.degrees(2 * math.atan(capital_m / 2 / room.farthest_seat_m)) * 60


def test_capital_of_the_reference_room_is_4_65_mm_a_metre() -> None:
    capital_mm = smallest_px(REFERENCE, FULL_HD) * CAPITAL * 1350 / 1080
    assert capital_mm == pytest.approx(4.65 * 6, rel=0.002)


def test_reference_room_fills_its_screen() -> None:
    scale = type_scale(REFERENCE, FULL_HD)
    assert (scale.root_px, scale.columns, scale.rows) == (32, 60, 33.75)


@pytest.mark.parametrize(
    ("width", "height", "shape", "root"),
    [
        (1920, 1080, "wide", 32),
        (3840, 2160, "wide", 64),
        (5760, 1080, "ultra", 32),
        (1080, 1920, "portrait", 32),
    ],
)
def test_the_same_picture_at_every_resolution(width: int, height: int, shape: str, root: float) -> None:
    screen = Screen(width, height)
    # A screen stood on end is as much higher as it has more pixels: the pixels themselves stay as they are.
    room = Room(1.35 * 1920 / 1080 if shape == "portrait" else 1.35, 6)
    assert screen.shape == shape
    assert type_scale(room, screen).root_px == pytest.approx(root)


@given(rooms, screens)
def test_labels_are_never_below_16_arcminutes_and_provenance_never_below_10(
    room: Room, screen: Screen
) -> None:
    root = type_scale(room, screen).root_px
    assert arcminutes(root, room, screen) >= 16 - 1e-6
    assert arcminutes(root * PROVENANCE, room, screen) >= 10 - 1e-3


@given(rooms, screens, st.floats(1, 3))
def test_farther_seats_never_get_smaller_type(room: Room, screen: Screen, factor: float) -> None:
    farther = Room(room.panel_height_m, room.farthest_seat_m * factor)
    assert smallest_px(farther, screen) == pytest.approx(smallest_px(room, screen) * factor)
    assert type_scale(farther, screen).root_px >= type_scale(room, screen).root_px


@given(rooms, screens, needs)
def test_scene_is_refused_exactly_where_it_does_not_fit(room: Room, screen: Screen, wanted: Needs) -> None:
    scale = type_scale(room, screen)
    slack = min(scale.columns / wanted.columns, scale.rows / wanted.rows)
    assume(abs(slack - 1) > 1e-6)
    assert (refusal("Ngân sách", wanted, room, screen) == "") == (slack > 1)


@given(st.floats(10.5, 30), st.builds(Needs, columns=st.floats(40, 60), rows=st.floats(25, 33)))
def test_what_the_refusal_asks_for_helps(seat: float, wanted: Needs) -> None:
    room = Room(1.35, seat)
    reason = refusal("Ngân sách", wanted, room, FULL_HD)
    said = [float(number.replace(",", ".")) for number in re.findall(r"(?:quá|từ) ([\d,]+)\sm", reason)]
    nearest, highest = said
    assert refusal("Ngân sách", wanted, Room(1.35, nearest), FULL_HD) == ""
    assert refusal("Ngân sách", wanted, Room(highest, seat), FULL_HD) == ""


def test_refusal_is_a_sentence_for_people() -> None:
    said = refusal("Ngân sách", Needs(60, 30), Room(1.35, 12), FULL_HD)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        "Cảnh «Ngân sách» cần 60 × 30 cỡ chữ nhãn; màn hình cao 1,35 m chỉ có 31 × 17 khi người ngồi cách "
        "12 m vẫn đọc được. Cần ghế xa nhất không quá 6,35 m, hoặc màn hình cao từ 2,55 m."
    )


@pytest.mark.parametrize(("height", "seat"), [(0, 6), (1.35, 0), (-1, 6), (1.35, math.nan), (math.inf, 6)])
def test_impossible_rooms_are_refused(height: float, seat: float) -> None:
    with pytest.raises(ValueError, match="no room"):
        Room(height, seat)


@pytest.mark.parametrize(("width", "height"), [(0, 1080), (1920, -1), (100_000, 1080)])
def test_impossible_screens_are_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="no screen"):
        Screen(width, height)
