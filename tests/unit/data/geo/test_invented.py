"""Outlines of invented places: the same wherever they are asked for, found again by their address."""

from __future__ import annotations

import datetime as dt

import orjson
import pytest

from data.geo.invented import MOST_COMMUNES, NOTE, communes, province_of, slug
from data.geo.outlines import find, outlines, place_of

DAY = dt.date(2026, 9, 30)


def test_a_sheet_has_each_commune_and_its_hatching_under_the_mark() -> None:
    sheet = outlines(slug(0), DAY, 7)
    assert sheet is not None
    body = orjson.loads(sheet.geojson())
    assert body["note"] == NOTE
    codes = [commune.code for commune in communes(0, 7)]
    assert {feature["id"] for feature in body["features"]} == {
        f"{prefix}{code}@1900-01-01" for code in codes for prefix in ("", "hatch:")
    }
    assert {label.address.partition("@")[0] for label in sheet.labels.values()} == set(codes)


def test_its_address_leads_back_to_it() -> None:
    sheet = outlines(slug(33), DAY, 5)
    assert sheet is not None
    assert place_of(sheet.key) == ("mo_phong_34", 5)
    assert find(sheet.key) is sheet
    assert find(sheet.key.replace(".5-", ".6-")) is None


@pytest.mark.parametrize("number", [0, MOST_COMMUNES + 1])
def test_nothing_is_invented_without_a_number_of_communes(number: int) -> None:
    assert outlines(slug(0), DAY, number) is None


def test_a_real_place_is_not_invented() -> None:
    assert province_of("tan_chau") is None
    assert place_of("tan_chau-1900-01-01-5c33edfda2a3") == ("tan_chau", 0)
    assert place_of("../etc/passwd") is None
    real = outlines("tan_chau", dt.date(2022, 12, 31), 7)
    assert real is outlines("tan_chau", dt.date(2022, 12, 31))


def test_places_do_not_lie_on_each_other() -> None:
    sheets = [outlines(slug(province), DAY, 3) for province in (0, 1, 6)]
    bounds = [sheet.bounds for sheet in sheets if sheet is not None]
    west, south = {box[0] for box in bounds}, {box[1] for box in bounds}
    assert (len(west), len(south)) == (2, 2)
