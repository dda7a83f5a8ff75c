"""Periods: every code reads back, no two forms overlap, labels as an office writes them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Period
from data.rules.periods import default_as_of, from_dates, label, parse

SUFFIXES = (
    "",
    "-9M",
    *(f"-H{half}" for half in (1, 2)),
    *(f"-Q{q}" for q in (1, 2, 3, 4)),
    *(f"-{m:02}" for m in range(1, 13)),
)
years = st.integers(1900, 2100)
codes = st.one_of(
    st.builds(lambda year, suffix: f"{year}{suffix}", years, st.sampled_from(SUFFIXES)),
    st.builds(lambda first, more: f"{first}-{first + more}", st.integers(1900, 2050), st.integers(1, 50)),
)


@pytest.mark.parametrize(
    "code,kind,start,last_day",
    [
        ("2022", "year", (2022, 1, 1), (2022, 12, 31)),
        ("2022-Q1", "quarter", (2022, 1, 1), (2022, 3, 31)),
        ("2022-Q4", "quarter", (2022, 10, 1), (2022, 12, 31)),
        ("2022-H1", "half", (2022, 1, 1), (2022, 6, 30)),
        ("2022-H2", "half", (2022, 7, 1), (2022, 12, 31)),
        ("2022-9M", "nine_months", (2022, 1, 1), (2022, 9, 30)),
        ("2024-02", "month", (2024, 2, 1), (2024, 2, 29)),
        ("2022-12", "month", (2022, 12, 1), (2022, 12, 31)),
        ("2015-2020", "years", (2015, 1, 1), (2020, 12, 31)),
    ],
)
def test_a_code_names_its_days(
    code: str, kind: str, start: tuple[int, int, int], last_day: tuple[int, int, int]
) -> None:
    period = parse(code)
    assert (period.code, period.kind) == (code, kind)
    assert (period.start, period.last_day) == (dt.date(*start), dt.date(*last_day))


@given(codes)
def test_dates_lead_back_to_the_code(code: str) -> None:
    period = parse(code)
    assert from_dates(period.start, period.last_day) == period


@pytest.mark.parametrize(
    "code",
    [
        "",
        "22",
        "2022-Q5",
        "2022-Q0",
        "2022-H3",
        "2022-9m",
        "2022-q1",
        "2022-13",
        "2022-00",
        "2022-5",
        "2020-2015",
        "2020-2020",
        "2015-9999",
        "1899",
        "2101",
        "2022 ",
        "2022\n",
        "２０２２",
        "2022-01-01",
    ],
)
def test_a_malformed_code_is_refused_in_vietnamese(code: str) -> None:
    with pytest.raises(ValueError, match="Mã kỳ số liệu không hợp lệ"):
        parse(code)


def test_the_refusal_does_not_repeat_a_whole_attack() -> None:
    with pytest.raises(ValueError, match="không hợp lệ") as refusal:
        parse("x" * 5000)
    assert len(str(refusal.value)) < 200


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    try:
        assert parse(text).code == text
    except ValueError as refusal:
        assert text[:20] in str(refusal)  # noqa: PT017 - both outcomes are right


@pytest.mark.parametrize(
    "start,last_day",
    [
        ((2022, 1, 2), (2022, 12, 31)),
        ((2022, 2, 1), (2022, 4, 30)),
        ((2022, 1, 1), (2022, 1, 30)),
        ((2015, 1, 1), (2020, 6, 30)),
        ((2022, 12, 31), (2022, 1, 1)),
        ((2020, 1, 1), (2015, 12, 31)),
        ((1899, 1, 1), (1899, 12, 31)),
        ((2022, 1, 1), (9999, 12, 31)),
    ],
)
def test_days_of_no_period_are_refused(start: tuple[int, int, int], last_day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Không có kỳ số liệu nào"):
        from_dates(dt.date(*start), dt.date(*last_day))


@pytest.mark.parametrize(
    "code,expected",
    [
        ("2022", "Năm 2022"),
        ("2022-Q1", "Quý I/2022"),
        ("2022-Q2", "Quý II/2022"),
        ("2022-Q3", "Quý III/2022"),
        ("2022-Q4", "Quý IV/2022"),
        ("2022-H1", "6 tháng đầu năm 2022"),
        ("2022-H2", "6 tháng cuối năm 2022"),
        ("2022-9M", "9 tháng năm 2022"),
        ("2022-05", "Tháng 5/2022"),
        ("2022-02", "Tháng 02/2022"),
        ("2022-12", "Tháng 12/2022"),
        ("2015-2020", "Giai đoạn 2015–2020"),
    ],
)
def test_labels(code: str, expected: str) -> None:
    assert label(parse(code)) == expected


@given(codes, codes)
def test_labels_tell_periods_apart(first: str, second: str) -> None:
    assert (label(parse(first)) == label(parse(second))) == (first == second)


@pytest.mark.parametrize(
    "today,expected",
    [
        ((2022, 6, 1), (2022, 6, 1)),
        ((2022, 12, 31), (2022, 12, 31)),
        ((2023, 1, 1), (2022, 12, 31)),
        ((2021, 1, 1), (2021, 1, 1)),
    ],
)
def test_as_of_is_today_until_the_period_ends(
    today: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    assert default_as_of(parse("2022"), dt.date(*today)) == dt.date(*expected)


@given(codes, st.dates(dt.date(1900, 1, 1), dt.date(2150, 1, 1)))
def test_as_of_completes_a_period_just_when_today_does(code: str, today: dt.date) -> None:
    period: Period = parse(code)
    assert period.is_complete(default_as_of(period, today)) == period.is_complete(today)
