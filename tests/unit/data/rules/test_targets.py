"""Targets: who may judge, the verdict, the gap."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.targets import Comparator, Direction, Judgement, Result, comparable_value, judge

START, END = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
YEAR_2022 = (dt.date(2022, 1, 1), START)
YEAR_2023 = (START, END)
COMPARATORS: tuple[Comparator, ...] = (">", ">=", "=", "<=", "range", "qualitative")
DIRECTIONS: tuple[Direction, ...] = ("higher_is_better", "lower_is_better", "neutral")

numbers = st.decimals(-1000, 1000, places=2)
days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1))
spans = st.tuples(days, days).map(sorted).filter(lambda span: span[0] < span[1])


def one(comparator: Comparator, mark: float | None, value: float | None, **other: object) -> Judgement:
    span = other.get("span", YEAR_2023)
    result: Result = (value, *span)  # type: ignore[misc]
    (judgement,) = judge(
        comparator,
        mark,
        other.get("upper"),  # type: ignore[arg-type]
        START,
        END,
        other.get("direction", "neutral"),  # type: ignore[arg-type]
        [result],
    )
    return judgement


def test_tan_chau_online_services_are_two_baselines_with_gaps() -> None:
    results: list[Result] = [(19.26, *YEAR_2022), (50.13, *YEAR_2022)]
    assert judge(">=", 90.0, None, START, END, "higher_is_better", results) == (
        Judgement("baseline", Decimal("19.26"), Decimal("70.74")),
        Judgement("baseline", Decimal("50.13"), Decimal("39.87")),
    )


def test_no_result_is_unknown() -> None:
    assert judge(">=", 90, None, START, END, "neutral", []) == (Judgement("unknown", None, None),)


@pytest.mark.parametrize(
    "comparator,mark,upper,direction,value,status,gap",
    [
        (">=", 90, None, "neutral", 90, "on_target", 0),
        (">=", 90, None, "neutral", 89.5, "off_target", "0.5"),
        (">", 85, None, "neutral", 85, "off_target", 0),
        (">", 85, None, "neutral", 85.01, "on_target", 0),
        (">", 85, None, "neutral", 76.01, "off_target", "8.99"),
        ("<=", 10, None, "neutral", 11, "off_target", 1),
        ("<=", 10, None, "neutral", 3, "on_target", 0),
        ("=", 100, None, "neutral", 100, "on_target", 0),
        ("=", 100, None, "neutral", 99, "off_target", 1),
        ("=", 2, None, "neutral", 3, "off_target", 1),
        ("=", 2, None, "higher_is_better", 3, "on_target", 0),
        ("=", 2, None, "lower_is_better", 3, "off_target", 1),
        ("=", 2, None, "lower_is_better", 1, "on_target", 0),
        ("=", 2, 9, "neutral", 3, "off_target", 1),
        ("range", 30, 50, "neutral", 30, "on_target", 0),
        ("range", 30, 50, "neutral", 50, "on_target", 0),
        ("range", 30, 50, "neutral", 52, "off_target", 2),
        ("range", 30, 50, "higher_is_better", 52, "on_target", 0),
        ("range", 30, 50, "higher_is_better", 25, "off_target", 5),
        ("range", 30, 50, "lower_is_better", 25, "on_target", 0),
        ("range", 30, None, "neutral", 40, "unknown", None),
        ("qualitative", None, None, "neutral", 1, "unknown", None),
        (">=", None, None, "neutral", 1, "unknown", None),
        (">=", 90, None, "neutral", None, "unknown", None),
    ],
)
def test_verdicts_within_the_period(  # noqa: PLR0917 - a table of cases
    comparator: Comparator,
    mark: float | None,
    upper: float | None,
    direction: Direction,
    value: float | None,
    status: str,
    gap: float | str | None,
) -> None:
    judgement = one(comparator, mark, value, upper=upper, direction=direction)
    assert judgement.status == status
    assert judgement.gap == (None if gap is None else Decimal(gap))


@pytest.mark.parametrize(
    "span",
    [
        (dt.date(2022, 7, 1), dt.date(2023, 7, 1)),
        (dt.date(2023, 7, 1), dt.date(2024, 7, 1)),
        (dt.date(2022, 1, 1), dt.date(2025, 1, 1)),
        (dt.date(2024, 1, 1), dt.date(2025, 1, 1)),
    ],
)
def test_a_result_that_only_overlaps_or_comes_after_says_nothing(span: tuple[dt.date, dt.date]) -> None:
    assert one(">=", 90, 95, span=span) == Judgement("unknown", Decimal(95), None)


def test_a_baseline_that_meets_the_target_is_still_no_verdict() -> None:
    assert one(">=", 90, 95, span=YEAR_2022) == Judgement("baseline", Decimal(95), Decimal(0))


def test_a_standing_target_is_judged_at_any_later_time() -> None:
    results: list[Result] = [(95, dt.date(2030, 1, 1), dt.date(2031, 1, 1))]
    assert judge(">=", 90, None, START, None, "neutral", results)[0].status == "on_target"


@given(st.sampled_from(COMPARATORS), st.sampled_from(DIRECTIONS), numbers, numbers, numbers, spans, spans)
def test_only_results_from_within_are_judged_and_gaps_are_never_negative(  # noqa: PLR0917 - all dimensions
    comparator: Comparator,
    direction: Direction,
    mark: Decimal,
    width: Decimal,
    value: Decimal,
    target: list[dt.date],
    span: list[dt.date],
) -> None:
    start, end = target
    (found,) = judge(comparator, mark, mark + abs(width), start, end, direction, [(value, span[0], span[1])])
    is_within = start <= span[0] and span[1] <= end
    assert not (found.status in ("on_target", "off_target") and not is_within)
    assert (found.status == "baseline") == (span[1] <= start and comparator != "qualitative")
    assert found.gap is None or found.gap >= 0
    if found.status == "on_target":
        assert found.gap == 0
    if found.status == "off_target" and comparator != ">":
        assert found.gap


@given(st.lists(st.tuples(numbers, st.sampled_from([YEAR_2022, YEAR_2023])), max_size=5))
def test_results_are_judged_one_by_one_in_their_order(
    drawn: list[tuple[Decimal, tuple[dt.date, dt.date]]],
) -> None:
    results: list[Result] = [(value, *span) for value, span in drawn]
    together = judge(">=", 90, None, START, END, "neutral", results)
    one_by_one = [judge(">=", 90, None, START, END, "neutral", [result])[0] for result in results]
    assert list(together) == (one_by_one or [Judgement("unknown", None, None)])


def test_a_count_with_its_denominator_can_meet_a_percentage() -> None:
    assert comparable_value("percent", "count", 7, 7, 80) == Decimal("8.75")


@pytest.mark.parametrize(
    "target,result,value,n,total,expected",
    [
        ("percent", "percent", 47.22, 18_357, 38_879, Decimal("47.22")),
        ("percent", "percent", None, 1, 2, None),
        ("percent", "count", 7, 7, None, None),
        ("percent", "count", 7, 7, 0, None),
        ("percent", "count", 7, None, 80, None),
        ("count", "percent", 8.75, 7, 80, None),
        ("count", "count", 5, None, None, Decimal(5)),
    ],
)
def test_other_measures_are_not_compared(
    target: str,
    result: str,
    value: float | None,
    n: int | None,
    total: int | None,
    expected: Decimal | None,
) -> None:
    assert comparable_value(target, result, value, n, total) == expected
