"""From URL parameters to a frozen request, or to a refusal that helps."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.requests import UnknownRequestError, parse
from data.contracts import Catalogue, LocalityRef, Period, PillarRef, Request, UnitRef

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
