"""The scene of several places: the first of the list, and none where a wall sees but one."""

from __future__ import annotations

from dataclasses import replace

from layouts.wall import localities
from layouts.wall.scene import MOST_FIGURES, Item, Scene, Told
from tests.board_forms import Row, answered, measure, place, score
from tests.overview_forms import plain


def scene(*rows: Row, is_simulated: bool = False) -> Scene | None:
    answer = answered(rows)
    locality = replace(answer.locality, is_simulated=is_simulated)
    return localities.draw(Told({"locality_board": replace(answer, locality=locality)}))


def of(count: int) -> list[Row]:
    """Make places of which each owes one report more than the one before."""
    return [
        row
        for at in range(1, count + 1)
        for row in (place(f"p{at}", f"Tỉnh {at}"), measure(f"p{at}", "tasks", 0, at))
    ]


def test_the_first_places_stand_with_what_is_off_and_the_rest_is_counted() -> None:
    found = scene(*of(8))
    assert found is not None
    assert found.figures_shown == localities.SHOWN < MOST_FIGURES
    assert found.items[0] == Item("at_risk", "Tỉnh 1", "1/1 nhiệm vụ đến hạn chưa có báo cáo")
    assert plain(found.rest) == "3 địa bàn khác có điểm bất thường"
    assert (found.topic, found.period) == ("Các địa bàn", "Quý III/2026")
    assert found.address == "/localities?locality=p1&period=2026-Q3"


def test_the_headline_is_that_of_the_page() -> None:
    found = scene(*of(2))
    assert found is not None
    assert plain(found.headline) == "2/2 địa bàn có điểm bất thường quý III/2026: Tỉnh 1 và Tỉnh 2"
    assert not found.is_calm


def test_a_line_says_the_worst_and_counts_the_others() -> None:
    rows = (
        *of(1),
        place("p2", "Tỉnh B"),
        *(measure("p2", subject, 0, 2) for subject in ("tasks", "targets")),
        {**measure("p2", "x", 9, 1), "part": "feedback_cases", "label": None, "closed_in_time": 9,
         "closed_late": 1, "open_in_time": 3, "open_overdue": 2},
        {**measure("p2", "x", 9, 1), "part": "dossier_cases", "label": None, "closed_in_time": 9,
         "closed_late": 1, "open_in_time": 3, "open_overdue": 1, "received": 0, "online": 0},
    )  # fmt: skip
    found = scene(*rows)
    assert found is not None
    assert (found.items[0].status, found.items[0].sentence) == ("off_target", "Tỉnh B")
    assert plain(found.items[0].detail) == "2/5 phản ánh đang quá hạn · 2 điểm khác"


def test_a_day_without_exceptions_is_calm() -> None:
    found = scene(place("p1"), place("p2"), measure("p1", "tasks", 3, 3))
    assert found is not None
    assert (found.is_calm, found.items, found.rest) == (True, (), "")


def test_a_single_place_and_places_without_figures_are_no_scene() -> None:
    assert scene(*of(1)) is None
    assert scene(place("p1"), place("p2"), score("p1", 60.0, 2025)) is None


def test_invented_places_say_so_at_the_size_of_labels() -> None:
    found = scene(*of(2), is_simulated=True)
    assert found is not None
    assert found.topic == "DỮ LIỆU MÔ PHỎNG · Các địa bàn"
