"""Invented outlines are valid, clockwise, apart from each other, and cover their province."""

from __future__ import annotations

import datetime as dt

import pytest
import shapely
from shapely.geometry import shape

from data.geo.invented import TILE
from data.simulate.outlines import outlines
from data.simulate.places import commune_names, months_of
from data.simulate.plan import Plan, Totals

UNTIL = dt.datetime(2026, 11, 21, 2, 40, tzinfo=dt.UTC)


def plan(communes: int = 7, provinces: int = 2, months: int = 3) -> Plan:
    return Plan(communes, months, 7, UNTIL, provinces)


def test_each_commune_has_one_clockwise_outline() -> None:
    features = outlines(plan())["features"]
    assert [feature["properties"]["code"] for feature in features] == [
        name[1] for name in commune_names(plan())
    ]
    shapes = [shape(feature["geometry"]) for feature in features]
    assert all(each.is_valid and not each.exterior.is_ccw for each in shapes)


def test_outlines_share_borders_and_nothing_more() -> None:
    shapes = [shape(feature["geometry"]) for feature in outlines(plan())["features"]]
    assert shapely.union_all(shapes).area == pytest.approx(sum(each.area for each in shapes), rel=1e-3)
    assert sum(each.area for each in shapes) == pytest.approx(2 * TILE**2, rel=1e-3)


def test_a_province_of_one_commune_is_its_tile() -> None:
    (feature,) = outlines(plan(1, 1))["features"]
    assert shape(feature["geometry"]).area == pytest.approx(TILE**2)


def test_communes_are_shared_out_evenly() -> None:
    assert [plan(7, 3).communes_of(province) for province in range(3)] == [3, 2, 2]
    assert len({name[1] for name in commune_names(plan(7, 3))}) == 7


def test_months_end_with_the_month_of_now_in_vietnam() -> None:
    late = dt.datetime(2026, 10, 31, 18, tzinfo=dt.UTC)
    assert months_of(Plan(1, 3, 7, late)) == [dt.date(2026, month, 1) for month in (9, 10, 11)]
    assert months_of(Plan(1, 12, 7, UNTIL))[0] == dt.date(2025, 12, 1)


def test_totals_default_to_a_country_of_fifteen_million() -> None:
    expected = Plan(3321, 36, 7, UNTIL, 34).expected
    assert (round(expected.feedback / 1e6), round(expected.dossier / 1e6)) == (5, 10)
    assert Plan(1, 1, 7, UNTIL, totals=Totals(3, 4)).expected == Totals(3, 4)


@pytest.mark.parametrize(("communes", "months", "provinces"), [(0, 1, 1), (1, 0, 1), (1, 1, 2), (1, 121, 1)])
def test_a_plan_without_place_or_time_is_refused(communes: int, months: int, provinces: int) -> None:
    with pytest.raises(ValueError, match="nothing to simulate"):
        Plan(communes, months, 7, UNTIL, provinces)
