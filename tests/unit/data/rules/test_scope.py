"""What somebody sees of the catalogue: all, whole localities, parts of them; the rest does not exist."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import (
    EVERYTHING,
    NOTHING,
    Catalogue,
    Grant,
    LocalityRef,
    Period,
    Role,
    Scope,
    UnitRef,
    Viewer,
)
from data.rules.scope import part_of, seen_units, within

START = dt.date(1900, 1, 1)
YEAR = Period("2022", "year", dt.date(2022, 1, 1), dt.date(2023, 1, 1), ("feedback", "budget"))
SLUGS = ("a", "b", "c")


def unit(code: str) -> UnitRef:
    """A commune."""
    return UnitRef(f"{code}@1900-01-01", code, f"Xã {code}", "xa", START, None, is_commune=True)


def locality(slug: str) -> LocalityRef:
    """A locality with three communes."""
    return LocalityRef(
        slug=slug,
        name=f"Huyện {slug}",
        province="Tỉnh",
        valid_to=None,
        has_outlines=True,
        default_period="2022",
        periods=(YEAR,),
        pillars=(),
        units=tuple(unit(f"{slug}{number}") for number in range(3)),
    )


CATALOGUE = Catalogue(1, tuple(locality(slug) for slug in SLUGS))
ADDRESSES = tuple(unit.address for ref in CATALOGUE.localities for unit in ref.units)

scopes = st.builds(
    Scope,
    everything=st.booleans(),
    localities=st.frozensets(st.sampled_from((*SLUGS, "gone"))),
    units=st.frozensets(st.sampled_from((*ADDRESSES, "x9@1900-01-01"))),
)


def shown(catalogue: Catalogue) -> set[str]:
    """Addresses of the units in a catalogue."""
    return {unit.address for ref in catalogue.localities for unit in ref.units}


def test_everything_is_the_very_same_catalogue() -> None:
    assert within(CATALOGUE, EVERYTHING) is CATALOGUE


def test_nothing_is_an_empty_catalogue_of_the_same_version() -> None:
    assert within(CATALOGUE, NOTHING) == Catalogue(1, ())


def test_a_whole_locality_stays_as_it_is_and_others_are_gone() -> None:
    assert within(CATALOGUE, Scope(localities=frozenset({"b"}))).localities == (CATALOGUE.localities[1],)


def test_a_part_has_its_units_only_no_map_and_no_word_of_what_the_whole_has_figures_of() -> None:
    (part,) = within(CATALOGUE, Scope(units=frozenset({"a1@1900-01-01"}))).localities
    assert [unit.address for unit in part.units] == ["a1@1900-01-01"]
    assert (part.has_outlines, part.is_whole) == (False, False)
    assert [period.subjects for period in part.periods] == [()]
    assert part == part_of(CATALOGUE.localities[0], frozenset({"a1@1900-01-01"}))


def test_requests_about_a_part_carry_it() -> None:
    assert seen_units(CATALOGUE.localities[0]) is None
    (part,) = within(CATALOGUE, Scope(units=frozenset({"a1@1900-01-01"}))).localities
    assert seen_units(part) == frozenset({"a1@1900-01-01"})


@given(scopes)
def test_exactly_what_is_granted_is_shown(scope: Scope) -> None:
    expected = {
        unit.address
        for ref in CATALOGUE.localities
        for unit in ref.units
        if scope.everything or ref.slug in scope.localities or unit.address in scope.units
    }
    found = within(CATALOGUE, scope)
    assert shown(found) == expected
    assert all(ref.units for ref in found.localities)
    assert all(ref.is_whole == scope.covers(ref.slug) for ref in found.localities)


@given(scopes, scopes)
def test_two_grants_show_what_either_shows(one: Scope, other: Scope) -> None:
    assert one | other == other | one
    assert shown(within(CATALOGUE, one | other)) == shown(within(CATALOGUE, one)) | shown(
        within(CATALOGUE, other)
    )


@given(st.lists(scopes, max_size=4))
def test_a_viewer_sees_what_the_grants_together_show(granted: list[Scope]) -> None:
    viewer = Viewer("account", "x", "X", tuple(Grant("viewer", scope) for scope in granted))
    together = {address for scope in granted for address in shown(within(CATALOGUE, scope))}
    assert shown(within(CATALOGUE, viewer.scope)) == together


@pytest.mark.parametrize(
    ("role", "implied"),
    [
        ("viewer", {"viewer"}),
        ("secretary", {"viewer", "secretary"}),
        ("unit_editor", {"viewer", "unit_editor"}),
        ("admin", {"viewer", "secretary", "admin"}),
    ],
)
def test_a_role_includes_those_below_it(role: Role, implied: set[Role]) -> None:
    viewer = Viewer("account", "x", "X", (Grant(role, Scope(localities=frozenset({"a"}))),))
    roles: tuple[Role, ...] = ("viewer", "secretary", "unit_editor", "admin")
    assert {each for each in roles if viewer.has(each)} == implied
    assert {each for each in roles if viewer.may(each, "a")} == implied
    assert not any(viewer.may(each, "b") for each in roles)


def test_a_role_holds_where_it_was_granted_only() -> None:
    grants = (Grant("secretary", Scope(localities=frozenset({"a"}))), Grant("viewer", EVERYTHING))
    viewer = Viewer("account", "x", "X", grants)
    assert (viewer.may("secretary", "a"), viewer.may("secretary", "b")) == (True, False)
    assert viewer.may("viewer", "b")


def test_a_single_unit_gives_no_role_over_its_locality() -> None:
    viewer = Viewer("account", "x", "X", (Grant("secretary", Scope(units=frozenset({ADDRESSES[0]}))),))
    assert viewer.has("secretary")
    assert not viewer.may("viewer", "a")
