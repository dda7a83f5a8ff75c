"""Rates and intervals with their counts, and counts alone below the minimum N."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from data.contracts import RANKING_MINIMUM, Interval, Ratio
from layouts.rates import rate, rate_in_lines, span, span_in_lines

NBSP = "\N{NO-BREAK SPACE}"


def test_rates() -> None:
    assert rate(Ratio(29, 37)) == f"78,4{NBSP}% (29/37)"
    assert rate(Ratio(3, 6)) == "3/6"
    assert rate(Ratio(0, 0)) == "–"
    assert rate_in_lines(Ratio(4, 11)) == f"36,4{NBSP}%<br>4/11"
    assert rate_in_lines(Ratio(3, 6)) == "3/6"


def test_intervals() -> None:
    assert span(Interval(26, 29, 37)) == f"70,3–78,4{NBSP}% (26–29/37)"
    assert span(Interval(10, 10, 10)) == f"100{NBSP}% (10/10)"
    assert span(Interval(1, 3, 6)) == "1–3/6"
    assert span(Interval(0, 0, 0)) == "–"
    assert span_in_lines(Interval(26, 29, 37)) == f"70,3–78,4{NBSP}%<br>26–29/37"


@given(st.integers(1, 200), st.data())
def test_a_percentage_never_stands_without_its_counts(total: int, data: st.DataObject) -> None:
    low = data.draw(st.integers(0, total))
    high = data.draw(st.integers(low, total))
    for written in (rate(Ratio(low, total)), span(Interval(low, high, total))):
        assert re.search(rf"\d/{total}\b", written)
        assert ("%" in written) == (total >= RANKING_MINIMUM)
