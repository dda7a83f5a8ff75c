"""Communes with their place on the map of their day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.contracts import Ratio
from data.geo.outlines import find
from data.queries import feedback_map
from layouts.records import records
from tests.feedback_forms import TAN_CHAU_UNITS, answered, asked, unit


def test_every_commune_of_the_plan_has_a_place_and_offices_have_none() -> None:
    rows = records(answered(feedback_map, TAN_CHAU_UNITS))
    assert len(rows) == 12
    assert all(row["longitude"] and row["latitude"] for row in rows)
    assert "UBND huyện Tân Châu" not in {row["unit_name"] for row in rows}
    assert (rows[0]["unit_name"], rows[0]["closed_late"], rows[0]["received"]) == ("Xã Tân Phú", 3, 6)


def test_names_lie_inside_the_bounds_of_outlines_that_are_served() -> None:
    answer = answered(feedback_map, TAN_CHAU_UNITS)
    facts: Mapping[str, Any] = answer.facts
    assert find(facts["outline_url"].removeprefix("/geo/").removesuffix(".geojson")) is not None
    for row in records(answer):
        assert facts["west"] < row["longitude"] < facts["east"]
        assert facts["south"] < row["latitude"] < facts["north"]


def test_facts_are_of_the_communes() -> None:
    facts = answered(feedback_map, TAN_CHAU_UNITS).facts
    assert facts["late"] == Ratio(8, 27)
    assert facts["communes_late"] == Ratio(4, 8)


def test_communes_without_figures_stay_without() -> None:
    rows = records(answered(feedback_map, TAN_CHAU_UNITS))
    unknown = [row["unit_name"] for row in rows if row["closed_late"] is None and row["received"] is None]
    assert unknown == ["Thị trấn Tân Châu", "Xã Tân Đông", "Xã Tân Hà", "Xã Tân Hiệp"]


def test_outlines_without_any_figure_are_no_answer() -> None:
    rows, facts = feedback_map.shape([unit("Xã Tân Hà", code="25519")], asked())
    assert rows == []
    assert facts["outline_url"]


def test_a_locality_without_outlines_says_so_even_without_figures() -> None:
    rows, facts = feedback_map.shape([unit("Xã Tam Phước")], asked(locality="tam_phuoc"))
    assert [row["unit_name"] for row in rows] == ["Xã Tam Phước"]
    assert facts["outline_url"] is None
