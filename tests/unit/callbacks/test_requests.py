"""From URL parameters to a frozen request, or to a refusal that helps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.requests import NOTHING_TO_SEE, Requests, UnknownRequestError, parse
from data.contracts import (
    EVERYTHING,
    NOTHING,
    Catalogue,
    Grant,
    LocalityRef,
    Period,
    PillarRef,
    Request,
    Scope,
    UnitRef,
    Viewer,
)

TODAY = dt.date(2026, 11, 21)
MERGED = dt.date(2025, 7, 1)
START = dt.date(1900, 1, 1)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(str(number), "year", dt.date(number, 1, 1), dt.date(number + 1, 1, 1))


def unit(code: str, name: str, valid_from: dt.date, valid_to: dt.date | None) -> UnitRef:
    """A commune."""
    return UnitRef(
        f"{code}@{valid_from.isoformat()}", code, name, "xa", valid_from, valid_to, is_commune=True
    )


CATALOGUE = Catalogue(
    version=1,
    localities=(
        LocalityRef(
            slug="tan_chau",
            name="Huyện Tân Châu",
            province="Tỉnh Tây Ninh",
            valid_to=MERGED,
            has_outlines=True,
            default_period="2022",
            periods=(year(2022), year(2026)),
            pillars=(PillarRef("kinh_te", "Kinh tế số"),),
            units=(
                unit("25534", "Xã Suối Dây", START, MERGED),
                unit("25534", "Xã Tân Thành", MERGED, None),
            ),
        ),
    ),
)


def ask(**query: str) -> Request:
    """Parse with the defaults of the tests."""
    return parse(query, CATALOGUE, default_locality="tan_chau", today=TODAY)


def refusal(**query: str) -> UnknownRequestError:
    """Parse what must be refused."""
    with pytest.raises(UnknownRequestError) as caught:
        ask(**query)
    return caught.value


def test_nothing_asked_is_the_default_locality_and_its_assessed_period() -> None:
    assert ask() == Request("tan_chau", "2022", dt.date(2022, 12, 31))


def test_as_of_is_the_earlier_of_today_and_the_periods_end() -> None:
    assert ask(period="2022").as_of == dt.date(2022, 12, 31)
    assert ask(period="2026").as_of == TODAY
    assert ask(period="2026", as_of="2026-03-01").as_of == dt.date(2026, 3, 1)


def test_a_bare_code_is_the_unit_that_bore_it_in_the_period() -> None:
    assert ask(period="2022", unit="25534").unit == "25534@1900-01-01"
    assert ask(period="2026", unit="25534").unit == "25534@2025-07-01"


def test_a_full_address_is_taken_whatever_the_period() -> None:
    assert ask(period="2022", unit="25534@2025-07-01").unit == "25534@2025-07-01"


@pytest.mark.parametrize(
    ("query", "words", "offered"),
    [
        ({"locality": "tan_an"}, "tan_an", "Huyện Tân Châu"),
        ({"period": "2031"}, "2031", "2022"),
        ({"period": "2022-Q5"}, "2022-Q5", "2026"),
        ({"unit": "99999"}, "99999", "Xã Suối Dây"),
        ({"unit": "25534@1999-01-01"}, "25534@1999-01-01", "Xã Suối Dây"),
        ({"pillar": "nope"}, "nope", "Kinh tế số"),
        ({"as_of": "hôm nay"}, "hôm nay", "Bỏ ngày này"),
    ],
)
def test_unknown_values_are_named_and_known_ones_offered(
    query: dict[str, str], words: str, offered: str
) -> None:
    refused = refusal(**query)
    assert words in refused.problem
    assert offered in [suggestion.label for suggestion in refused.suggestions]


def test_offers_lead_to_requests_that_are_known() -> None:
    for query in ({"locality": "x"}, {"period": "x"}, {"unit": "x"}, {"pillar": "x"}):
        for suggestion in refusal(**query).suggestions:
            ask(**suggestion.query)


def test_a_requests_own_query_leads_back_to_it() -> None:
    request = ask(period="2026", unit="25534", pillar="kinh_te", as_of="2026-03-01")
    assert ask(**request.query()) == request


@given(
    st.dictionaries(
        st.sampled_from(["locality", "period", "unit", "pillar", "as_of", "theme"]), st.text(max_size=12)
    )
)
def test_any_query_is_answered_or_refused_and_never_fails(query: dict[str, str]) -> None:
    try:
        request = ask(**query)
    except UnknownRequestError as refused:
        problem = refused.problem
        assert problem
    else:
        assert request.locality == "tan_chau"


# ------------------------------------------------------------------------------------------ who looks

BU_DANG = replace(CATALOGUE.localities[0], slug="bu_dang", name="Huyện Bù Đăng", units=())
BOTH = replace(CATALOGUE, localities=(*CATALOGUE.localities, BU_DANG))
SUOI_DAY, TAN_THANH = "25534@1900-01-01", "25534@2025-07-01"


def requests_of(scope: Scope) -> Requests:
    """Read requests of somebody who sees a scope, where Tân Châu is the default."""
    viewer = Viewer("account", "x", "X", (Grant("viewer", scope),))
    return Requests(lambda: BOTH, default_locality="tan_chau", today=lambda: TODAY, viewer=lambda: viewer)


def test_a_request_about_a_whole_locality_has_no_scope() -> None:
    for scope in (EVERYTHING, Scope(localities=frozenset({"tan_chau"}))):
        assert requests_of(scope).read({"locality": "tan_chau"}).scope is None


def test_a_request_of_whoever_sees_single_units_carries_them() -> None:
    request = requests_of(Scope(units=frozenset({SUOI_DAY}))).read({"unit": SUOI_DAY})
    assert (request.locality, request.unit, request.scope) == ("tan_chau", SUOI_DAY, frozenset({SUOI_DAY}))


@pytest.mark.parametrize(
    ("scope", "hidden"),
    [
        (Scope(localities=frozenset({"bu_dang"})), {"locality": "tan_chau"}),
        (Scope(localities=frozenset({"bu_dang"})), {"unit": SUOI_DAY}),
        (Scope(units=frozenset({SUOI_DAY})), {"locality": "bu_dang"}),
        (Scope(units=frozenset({SUOI_DAY})), {"unit": TAN_THANH}),
        (Scope(units=frozenset({SUOI_DAY})), {"period": "2026", "unit": "25534"}),
        (NOTHING, {"locality": "tan_chau"}),
    ],
)
def test_what_lies_outside_reads_like_what_does_not_exist(scope: Scope, hidden: dict[str, str]) -> None:
    made_up = {name: "99999" if name == "unit" else "nowhere" for name in hidden if name != "period"}
    refused = [_refused(requests_of(scope), query) for query in (hidden, {**hidden, **made_up})]
    problems = {
        error.problem.replace(value, "…")
        for error, query in zip(refused, (hidden, {**hidden, **made_up}), strict=True)
        for value in [query.get("unit") or query["locality"]]
    }
    assert len(problems) == 1
    assert refused[0].suggestions == refused[1].suggestions


def test_suggestions_name_only_what_may_be_seen() -> None:
    refused = _refused(requests_of(Scope(units=frozenset({TAN_THANH}))), {"unit": "x", "period": "2022"})
    assert [suggestion.label for suggestion in refused.suggestions] == ["Xã Tân Thành"]


@pytest.mark.parametrize(
    ("scope", "home"),
    [
        (EVERYTHING, "tan_chau"),
        (Scope(localities=frozenset({"tan_chau", "bu_dang"})), "tan_chau"),
        (Scope(localities=frozenset({"bu_dang"})), "bu_dang"),
        (Scope(localities=frozenset({"bu_dang"}), units=frozenset({SUOI_DAY})), "bu_dang"),
        (Scope(units=frozenset({SUOI_DAY})), "tan_chau"),
    ],
)
def test_an_address_that_names_no_place_leads_to_one_that_may_be_seen(scope: Scope, home: str) -> None:
    requests = requests_of(scope)
    found = requests.home()
    assert found is not None
    assert found.slug == requests.read({}).locality == home


def test_whoever_may_see_nothing_is_told_so() -> None:
    assert requests_of(NOTHING).home() is None
    assert _refused(requests_of(NOTHING), {}).problem == NOTHING_TO_SEE


@pytest.mark.parametrize(
    ("scope", "locality", "beside"),
    [
        (EVERYTHING, "tan_chau", ("bu_dang",)),
        (EVERYTHING, "bu_dang", ("tan_chau",)),
        (Scope(localities=frozenset({"tan_chau", "bu_dang"})), "tan_chau", ("bu_dang",)),
        (Scope(localities=frozenset({"bu_dang"})), "bu_dang", ()),
        (Scope(localities=frozenset({"bu_dang"}), units=frozenset({SUOI_DAY})), "bu_dang", ()),
        (Scope(localities=frozenset({"bu_dang"}), units=frozenset({SUOI_DAY})), "tan_chau", ()),
    ],
)
def test_a_wide_request_names_the_places_that_its_viewer_sees_whole(
    scope: Scope, locality: str, beside: tuple[str, ...]
) -> None:
    requests = requests_of(scope)
    assert requests.read({"locality": locality}, is_wide=True).beside == beside
    assert requests.read({"locality": locality}).beside == ()


def test_real_places_stand_beside_real_ones_only() -> None:
    first = CATALOGUE.localities[0]
    places = tuple(
        replace(first, slug=slug, is_simulated=is_simulated)
        for slug, is_simulated in (("c", False), ("b", True), ("a", False), ("d", True))
    )
    catalogue = Catalogue(1, places)
    assert {slug: catalogue.beside(slug) for slug in "abcd"} == {
        "a": ("c",),
        "b": ("d",),
        "c": ("a",),
        "d": ("b",),
    }
    assert catalogue.beside("x") == ()


def _refused(requests: Requests, query: dict[str, str]) -> UnknownRequestError:
    with pytest.raises(UnknownRequestError) as caught:
        requests.read(query)
    return caught.value
