"""Places are compared with those of their own level, where there are enough of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.places import ABOVE, BELOW, common_rates, standings

PROVINCES = dict.fromkeys(("a", "b", "c"), "province")


def test_the_common_rate_of_a_level_is_its_sums() -> None:
    ratios = {"a": Ratio(90, 100), "b": Ratio(80, 100), "c": Ratio(10, 100)}
    assert common_rates(ratios, PROVINCES) == {"province": Ratio(180, 300)}


def test_only_what_chance_does_not_explain_is_called_different() -> None:
    ratios = {"a": Ratio(900, 1000), "b": Ratio(905, 1000), "c": Ratio(700, 1000)}
    found = standings(ratios, PROVINCES)
    assert found["c"] in BELOW
    assert found["a"] in ABOVE
    even = {place: Ratio(90, 100) for place in PROVINCES}
    assert set(standings(even, PROVINCES).values()) == {"within"}


def test_two_places_are_no_group() -> None:
    ratios = {"a": Ratio(90, 100), "b": Ratio(10, 100)}
    assert standings(ratios, PROVINCES) == {}


def test_a_place_with_few_cases_is_neither_compared_nor_counted_towards_a_group() -> None:
    few = {"a": Ratio(90, 100), "b": Ratio(10, 100), "c": Ratio(0, 9)}
    assert standings(few, PROVINCES) == {}
    enough = {**few, "d": Ratio(95, 100)}
    assert "c" not in standings(enough, {**PROVINCES, "d": "province"})


def test_a_commune_is_not_compared_with_provinces() -> None:
    ratios = {"a": Ratio(90, 100), "b": Ratio(91, 100), "c": Ratio(92, 100), "x": Ratio(1, 100)}
    found = standings(ratios, {**PROVINCES, "x": "commune"})
    assert found == dict.fromkeys(PROVINCES, "within")


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.integers(1, 500).flatmap(lambda total: st.builds(Ratio, st.integers(0, total), st.just(total))),
        max_size=12,
    )
)
def test_not_every_place_of_a_level_can_be_below_it(ratios: dict[str, Ratio]) -> None:
    found = standings(ratios, dict.fromkeys(ratios, "province"))
    assert not found or any(standing not in BELOW for standing in found.values())
