"""The commune map: classes, identity, hatching, names that fit, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geo import outlines
from layouts.figures import choropleth as module
from layouts.figures.choropleth import Area, Sheet, Step, choropleth, height, step_of, steps

SHEET = Sheet("/geo/tan_chau-1900-01-01-0123456789ab.geojson", west=106.0, south=11.4, east=106.4, north=11.8)
COUNTS = st.lists(st.integers(0, 5_000), max_size=30)


def area(name: str, count: int | None, total: int = 9, **more: Any) -> Area:
    figure = "" if count is None else f"{count}/{total}"
    known = Area(
        address=f"{name}@1900-01-01",
        name=f"Xã {name}",
        count=count,
        figure=figure,
        hover=f"Xã {name}: {figure or 'chưa có số liệu'}",
        text=name,
        below=2,
        lon=106.2,
        lat=11.6,
    )
    return replace(known, **more)


TAN_CHAU = [
    area("Tân Phú", 3, 6),
    area("Suối Dây", 2, 7),
    area("Tân Hòa", 1, 1),
    area("Tân Hưng", 0, 4),
    area("Tân Hà", None),
    area("Tân Hiệp", None, below=0),
    area("Tân Châu", None, text=""),
]


def traces(areas: list[Area]) -> list[dict[str, Any]]:
    return list(choropleth(areas, SHEET, "Số vụ trễ hạn")["data"])


def words(areas: list[Area]) -> list[str]:
    return [note["text"] for note in choropleth(areas, SHEET, "Số vụ trễ hạn")["layout"]["annotations"]]


def test_small_counts_are_classes_of_their_own() -> None:
    assert [step.label for step in steps([3, 2, 2, 1, 0])] == ["0", "1", "2", "3"]


def test_large_counts_share_four_equal_classes_above_nought() -> None:
    assert [step.label for step in steps([0, 12, 7])] == ["0", "1–3", "4–6", "7–9", "10–12"]
    assert [step.label for step in steps([70])] == ["0", "1–20", "21–40", "41–60", "61–80"]


@pytest.mark.parametrize("counts", [[], [0], [0, 0]])
def test_without_a_case_there_is_one_class(counts: list[int]) -> None:
    assert steps(counts) == (Step(0, 0),)


@given(COUNTS)
def test_classes_are_at_most_five_and_leave_no_gap(counts: list[int]) -> None:
    classes = steps(counts)
    assert 1 <= len(classes) <= 5
    assert classes[0] == Step(0, 0)
    assert all(lower.high + 1 == upper.low for lower, upper in pairwise(classes))
    assert classes[-1].low <= max(counts, default=0) <= classes[-1].high


@given(COUNTS)
def test_a_larger_count_never_has_a_paler_class(counts: list[int]) -> None:
    classes = steps(counts)
    found = [step_of(count, classes) for count in sorted(counts)]
    assert found == sorted(found)
    assert all(
        classes[at].low <= count <= classes[at].high for count, at in zip(sorted(counts), found, strict=True)
    )


@given(COUNTS)
def test_classes_differ_in_colour_and_the_worst_is_the_strongest(counts: list[int]) -> None:
    known = [area(str(at), count) for at, count in enumerate(counts)]
    if not known:
        return
    scale = traces(known)[0]["colorscale"]
    colours = [colour for _, colour in scale[::2]]
    assert len(set(colours)) == len(colours) == len(steps(counts))
    assert colours[0] == "token:seq-0"
    assert colours[-1] == ("token:seq-4" if len(colours) > 1 else "token:seq-0")
    assert [edge for edge, _ in scale] == sorted(edge for edge, _ in scale)
    assert (scale[0][0], scale[-1][0]) == (0, 1)


def test_units_are_found_by_their_address_in_outlines_and_clicks() -> None:
    empty, _, known, _ = traces(TAN_CHAU)
    assert known["locations"] == known["customdata"] == [f"{unit.address}" for unit in TAN_CHAU[:4]]
    assert known["z"] == [3, 2, 1, 0]
    assert empty["customdata"] == [unit.address for unit in TAN_CHAU[4:]]
    assert {trace["geojson"] for trace in (empty, known)} == {SHEET.url}


def test_no_figure_is_hatched_and_not_nought() -> None:
    empty, hatching, known, names = traces(TAN_CHAU)
    assert hatching["locations"] == [f"{outlines.HATCH_PREFIX}{unit.address}" for unit in TAN_CHAU[4:]]
    assert hatching["hoverinfo"] == "skip"
    assert empty["text"][0] == "Xã Tân Hà: chưa có số liệu"
    assert set(empty["locations"]).isdisjoint(known["locations"])
    assert names["text"][4:6] == ["<b>Tân Hà</b><br>chưa có<br>số liệu", "<b>Tân Hiệp</b>"]


def test_without_any_figure_there_is_no_class_in_the_key() -> None:
    unknown = [area("Tân Hà", None)]
    assert [trace["type"] for trace in traces(unknown)] == ["choropleth", "choropleth", "scattergeo"]
    assert words(unknown)[:2] == ["Số vụ trễ hạn", "chưa có số liệu"]


def test_names_carry_counts_in_ink_that_can_be_read() -> None:
    names = traces(TAN_CHAU)[-1]
    assert names["text"][0] == "<b>Tân Phú</b><br>3/6"
    assert names["textfont"]["color"][:4] == [f"token:on-seq-{step}" for step in (4, 2, 1, 0)]
    assert set(names["textfont"]["color"][4:]) == {"token:ink"}


def test_a_broken_name_without_room_below_keeps_to_itself() -> None:
    unit = area("Quảng Yên", 2, text="Quảng\nYên", below=0)
    assert traces([unit])[-1]["text"] == ["<b>Quảng<br>Yên</b>"]


def test_a_name_without_room_is_a_letter_explained_below_with_its_figure() -> None:
    small = [area("Tân Châu", None, text=""), area("Quảng Lưu", 4, text="")]
    assert traces(small)[-1]["text"] == ["A", "B"]
    caption = words(small)[-1].replace("\N{NO-BREAK SPACE}", " ")
    assert caption.startswith("A Xã Tân Châu: chưa có số liệu")
    assert "B Xã Quảng Lưu: 4/9" in caption


def test_letters_are_for_the_first_units_only() -> None:
    small = [area(str(at), at, text="") for at in range(30)]
    letters = traces(small)[-1]["text"]
    assert letters[:8] == list("ABCDEFGH")
    assert set(letters[8:]) == {""}


def test_the_picture_says_that_it_is_no_boundary() -> None:
    for areas in (TAN_CHAU, TAN_CHAU[:1], []):
        assert words(areas)[-1].endswith("Sơ đồ minh họa, không phải địa giới hành chính")


def test_the_key_names_the_measure_each_class_and_the_hatching() -> None:
    assert words(TAN_CHAU)[:-1] == ["Số vụ trễ hạn", "0", "1", "2", "3", "chưa có số liệu"]


def test_the_map_cannot_be_dragged_and_shows_its_sheet_only() -> None:
    layout = choropleth(TAN_CHAU, SHEET, "Số vụ trễ hạn")["layout"]
    assert layout["dragmode"] is False
    assert layout["geo"]["visible"] is False
    west, east = layout["geo"]["lonaxis"]["range"]
    assert west < SHEET.west < SHEET.east < east


def test_a_map_of_12_units_is_a_few_kilobytes_and_asks_nobody_else() -> None:
    units = [area(f"Tân Phú {at}", at % 4 or None) for at in range(12)]
    sent = orjson.dumps(choropleth(units, SHEET, "Số vụ trễ hạn"))
    assert len(sent) < 8_000
    assert b"http" not in sent
    assert b"coordinates" not in sent


def test_height_gives_the_names_the_room_that_they_were_placed_for() -> None:
    square = Sheet("/geo/x.geojson", west=0, south=-1, east=2, north=1)
    # 34 type sizes of 11 px wide and as high, one line of caption and two of key at 20 px, 8 px of margins.
    assert height([area("Tân Phú", 1)], square) == pytest.approx((34 * 11 + 3 * 20 + 8) / 16, abs=0.01)
    tall = Sheet("/geo/x.geojson", west=0, south=-1, east=1, north=1)
    assert height([area("Tân Phú", 1)], tall) == pytest.approx((36 * 11 + 3 * 20 + 8) / 16, abs=0.01)


def test_agreements_with_the_outlines_hold() -> None:
    assert module.HATCH_PREFIX == outlines.HATCH_PREFIX
    assert module.DISCLAIMER == outlines.DISCLAIMER
    assert module.ROOM == (outlines.LABELS_ACROSS, outlines.LABELS_DOWN)
