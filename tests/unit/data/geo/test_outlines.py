"""Sheets of outlines as the browser gets them: orientation, identity, labels and hatching inside."""

from __future__ import annotations

import datetime as dt
import gzip

import orjson
import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data.geo.outlines import DISCLAIMER, HATCH_PREFIX, Outlines, find, outlines

BEFORE, AFTER, LATEST = dt.date(2022, 6, 30), dt.date(2025, 7, 1), dt.date(2026, 4, 30)
ROUNDING = 2e-5
"""Coordinates have five decimals."""

SHEETS = [
    ("tan_chau", BEFORE, 12),
    ("tan_chau", AFTER, 6),
    ("nhon_trach", BEFORE, 12),
    ("nhon_trach", AFTER, 3),
    ("nhon_trach", LATEST, 3),
    ("quang_xuong", BEFORE, 26),
    ("quang_xuong", AFTER, 8),
    ("bu_dang", BEFORE, 16),
    ("bu_dang", AFTER, 6),
]
every_sheet = pytest.mark.parametrize("locality, on, count", SHEETS)


def sheet_of(locality: str, on: dt.date) -> Outlines:
    sheet = outlines(locality, on)
    assert sheet is not None
    return sheet


def shapes(sheet: Outlines) -> dict[str, BaseGeometry]:
    return {
        feature["id"]: shape(feature["geometry"]) for feature in orjson.loads(sheet.geojson())["features"]
    }


@every_sheet
def test_a_sheet_has_each_unit_of_its_day_and_its_hatching(locality: str, on: dt.date, count: int) -> None:
    sheet = sheet_of(locality, on)
    addresses = [label.address for label in sheet.labels.values()]
    assert len(set(addresses)) == len(addresses) == count
    assert set(shapes(sheet)) == {*addresses, *(HATCH_PREFIX + address for address in addresses)}
    assert orjson.loads(sheet.geojson())["note"] == DISCLAIMER


@every_sheet
def test_exterior_rings_run_clockwise_or_plotly_paints_the_globe(
    locality: str, on: dt.date, count: int
) -> None:
    rings = [
        ring
        for geometry in shapes(sheet_of(locality, on)).values()
        for ring in shapely.get_exterior_ring(shapely.get_parts(geometry))
    ]
    assert len(rings) > 2 * count
    assert not shapely.is_ccw(rings).any()


@every_sheet
def test_holes_run_the_other_way(locality: str, on: dt.date, count: int) -> None:
    parts = [
        part for geometry in shapes(sheet_of(locality, on)).values() for part in shapely.get_parts(geometry)
    ]
    holes = [hole for part in parts for hole in part.interiors]
    assert len(parts) >= 2 * count
    assert all(shapely.is_ccw(hole) for hole in holes)


@every_sheet
def test_labels_lie_in_their_outlines_largest_unit_first(locality: str, on: dt.date, count: int) -> None:
    sheet = sheet_of(locality, on)
    found = shapes(sheet)
    for label in sheet.labels.values():
        assert found[label.address].contains(shapely.Point(label.lon, label.lat)), label
    areas = [found[label.address].area for label in sheet.labels.values()]
    assert areas == sorted(areas, reverse=True)
    assert [label.rank for label in sheet.labels.values()] == list(range(1, count + 1))


@every_sheet
def test_hatching_lies_in_its_outline_and_is_thin(locality: str, on: dt.date, count: int) -> None:
    sheet = sheet_of(locality, on)
    found = shapes(sheet)
    assert len(sheet.labels) == count
    for label in sheet.labels.values():
        outline, hatching = found[label.address], found[HATCH_PREFIX + label.address]
        assert outline.buffer(ROUNDING).contains(hatching), label
        assert 0 < hatching.area < outline.area / 4, label


def test_hatching_leaves_the_name_free() -> None:
    sheet = sheet_of("tan_chau", BEFORE)
    found = shapes(sheet)
    for label in sheet.labels.values():
        middle = shapely.Point(label.lon, label.lat).buffer(0.001)
        assert not found[HATCH_PREFIX + label.address].intersects(middle), label


def test_tan_chau_before_the_merger() -> None:
    sheet = sheet_of("tan_chau", BEFORE)
    assert sheet.since == dt.date(1900, 1, 1)
    assert sheet.until == dt.date(2025, 7, 1)
    label = sheet.label("25546@1900-01-01")
    assert label is not None
    assert (label.name, label.text, label.below) == ("Xã Tân Phú", "Tân Phú", 2)
    town = sheet.label("25516@1900-01-01")
    assert town is not None
    assert (town.name, town.text) == ("Thị trấn Tân Châu", "")
    assert sheet.label("25546@2025-07-01") is None


def test_a_sheet_ends_on_the_day_that_the_next_begins() -> None:
    last, first = sheet_of("tan_chau", AFTER - dt.timedelta(days=1)), sheet_of("tan_chau", AFTER)
    assert last.until == first.since == AFTER
    assert first.until is None
    assert "26485@2026-04-30" in shapes(sheet_of("nhon_trach", LATEST))


@pytest.mark.parametrize("locality", ["tam_phuoc", "ha_noi", ""])
def test_a_locality_without_outlines_has_no_sheet(locality: str) -> None:
    assert outlines(locality, BEFORE) is None


def test_the_address_of_a_sheet_leads_back_to_it() -> None:
    sheet = sheet_of("bu_dang", BEFORE)
    assert sheet.key == f"bu_dang-1900-01-01-{sheet.digest}"
    assert sheet.etag == f'"{sheet.digest}"'
    assert find(sheet.key) is sheet


@pytest.mark.parametrize(
    "key",
    [
        "",
        "bu_dang",
        "bu_dang-1900-01-01-000000000000",
        "tam_phuoc-1900-01-01-000000000000",
        "bu_dang-1900-13-01-000000000000",
        "../bu_dang-1900-01-01-000000000000",
    ],
)
def test_an_address_of_other_content_leads_nowhere(key: str) -> None:
    assert find(key) is None


def test_an_address_is_of_one_day_only() -> None:
    sheet = sheet_of("bu_dang", BEFORE)
    assert find(sheet.key.replace("1900-01-01", "2022-06-30")) is None


def test_bounds_hold_all_outlines() -> None:
    sheet = sheet_of("nhon_trach", BEFORE)
    units = [geometry for address, geometry in shapes(sheet).items() if not address.startswith(HATCH_PREFIX)]
    assert sheet.bounds == tuple(shapely.total_bounds(units))


@every_sheet
def test_a_sheet_is_light_enough_for_a_phone(locality: str, on: dt.date, count: int) -> None:
    sheet = sheet_of(locality, on)
    assert len(sheet.labels) == count
    assert len(gzip.compress(sheet.geojson())) < 10_000
