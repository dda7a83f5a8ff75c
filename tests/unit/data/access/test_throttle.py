"""How long a sign-in waits after failures in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access.throttle import wait_after
from tests.access_world import HOUR, MINUTE


@pytest.mark.parametrize(
    ("failures", "minutes"), [(5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (500, 60)]
)
def test_waits_double_from_the_fifth_failure_up_to_an_hour(failures: int, minutes: int) -> None:
    assert wait_after("name", failures) == minutes * MINUTE
    assert wait_after("address", failures + 15) == minutes * MINUTE


@pytest.mark.parametrize(("kind", "failures"), [("name", 1), ("name", 4), ("address", 19)])
def test_the_first_failures_cost_no_time(kind: str, failures: int) -> None:
    assert wait_after(kind, failures) is None


@given(st.integers(0, 10**9))
def test_waits_never_shrink_and_never_pass_an_hour(failures: int) -> None:
    first, second = wait_after("name", failures), wait_after("name", failures + 1)
    assert second is None or second <= HOUR
    assert first is None or (second is not None and first <= second)
