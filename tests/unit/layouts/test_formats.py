"""Vietnamese figures and dates: the examples of domain.md section 3, and what must hold for any value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Period, Ratio
from layouts import formats

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)


def period(code: str, kind: str, start: str, end: str) -> Period:
    return Period(code, kind, dt.date.fromisoformat(start), dt.date.fromisoformat(end))  # type: ignore[arg-type]


def read_back(written: str) -> Decimal:
    """Undo the Vietnamese way of writing, as a reader does."""
    return Decimal(written.replace(".", "").replace(",", ".").replace(MINUS, "-"))


@pytest.mark.parametrize(
    "value,decimals,written",
    [
        (1234567.8, 1, "1.234.567,8"),
        (78.378, 1, "78,4"),
        (82.83, 1, "82,8"),
        (0.05, 1, "0,1"),
        (-0.05, 1, f"{MINUS}0,1"),
        (-0.04, 1, "0,0"),
        (2.675, 2, "2,68"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (None, 0, "–"),
    ],
)
def test_numbers_have_dots_a_decimal_comma_and_round_half_up(
    value: float | None, decimals: int, written: str
) -> None:
    assert formats.number(value, decimals) == written


@given(AMOUNTS)
def test_whole_numbers_can_be_read_back(amount: int) -> None:
    assert read_back(formats.number(amount)) == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 3))
def test_rounding_errs_by_at_most_half_a_unit_of_the_last_place(value: Decimal, decimals: int) -> None:
    written = read_back(formats.number(value, decimals))
    assert abs(written - value) <= Decimal(5).scaleb(-decimals - 1)


@pytest.mark.parametrize(
    "share,written",
    [(29 / 37, "78,4 %"), (315739306 / 381176000, "82,8 %"), (1, "100 %"), (0.9997, "100,0 %"), (0, "0 %")],
)
def test_percentages_keep_their_sign_on_the_line(share: float, written: str) -> None:
    assert formats.percent(share) == written.replace(" ", NBSP)


def test_whole_percentages_keep_their_comma_where_columns_align() -> None:
    assert formats.percent(1, aligned=True) == f"100,0{NBSP}%"


def test_printed_percentages_keep_the_decimals_of_their_source() -> None:
    assert formats.printed_percent(19.26, 2) == f"19,26{NBSP}%"
    assert formats.printed_percent(None) == formats.percent(None) == "–"


def test_percentages_carry_their_counts() -> None:
    assert formats.with_counts(Ratio(29, 37)) == f"78,4{NBSP}% (29/37)"
    assert formats.with_counts(Ratio(1029, 1370)) == f"75,1{NBSP}% (1.029/1.370)"


def test_nothing_out_of_nothing_is_not_zero_percent() -> None:
    assert formats.with_counts(Ratio(0, 0)) == "–"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_shown_percentage_is_its_counts_rounded(n: int, total: int) -> None:
    shown, _, counts = formats.with_counts(Ratio(n, total)).partition(f"{NBSP}% ")
    assert abs(Fraction(read_back(shown)) - Fraction(100 * n, total)) <= Fraction(1, 20)
    assert [read_back(part) for part in counts.strip("()").split("/")] == [n, total]


@pytest.mark.parametrize("value,written", [(458.73, "458,73"), (700, "700"), (39.4, "39,40"), (None, "–")])
def test_scores(value: float | None, written: str) -> None:
    assert formats.points(value) == written


@pytest.mark.parametrize(
    "amount,full,short",
    [
        (315_739_306, "315.739.306 đồng", "315,7 triệu đồng"),
        (1_558_506_400, "1.558.506.400 đồng", "1,56 tỷ đồng"),
        (24_000_000, "24.000.000 đồng", "24 triệu đồng"),
        (999_960_000, "999.960.000 đồng", "1,00 tỷ đồng"),
        (332_000, "332.000 đồng", "332.000 đồng"),
        (-65_100_000, f"{MINUS}65.100.000 đồng", f"{MINUS}65,1 triệu đồng"),
        (0, "0 đồng", "0 đồng"),
    ],
)
def test_amounts_in_full_and_for_tiles(amount: int, full: str, short: str) -> None:
    assert formats.vnd_full(amount) == full.replace(" ", NBSP)
    assert formats.vnd_short(amount) == short.replace(" ", NBSP)


def test_unknown_amounts_are_not_zero() -> None:
    assert formats.vnd_full(None) == formats.vnd_short(None) == "–"


@given(AMOUNTS)
def test_short_amounts_stay_within_half_of_their_last_digit(amount: int) -> None:
    digits, _, unit = formats.vnd_short(amount).partition(NBSP)
    step = {"đồng": 1, f"triệu{NBSP}đồng": 10**5, f"tỷ{NBSP}đồng": 10**7}[unit]
    scale = {"đồng": 1, f"triệu{NBSP}đồng": 10**6, f"tỷ{NBSP}đồng": 10**9}[unit]
    assert abs(read_back(digits) * scale - amount) <= Decimal(step) / 2


@pytest.mark.parametrize(
    "day,prose,in_table",
    [
        ("2023-03-29", "29/3/2023", "29/03/2023"),
        ("2023-08-05", "05/8/2023", "05/08/2023"),
        ("2022-01-01", "01/01/2022", "01/01/2022"),
        ("2022-02-28", "28/02/2022", "28/02/2022"),
        ("2022-12-10", "10/12/2022", "10/12/2022"),
    ],
)
def test_dates(day: str, prose: str, in_table: str) -> None:
    date = dt.date.fromisoformat(day)
    assert (formats.date_prose(date), formats.date_table(date)) == (prose, in_table)


@pytest.mark.parametrize(("month", "day", "said"), [(1, 12, "12/01"), (3, 5, "05/3"), (12, 31, "31/12")])
def test_days_of_the_year_spoken_of_are_written_as_in_dates(month: int, day: int, said: str) -> None:
    assert formats.day_prose(dt.date(2023, month, day)) == said


def test_an_unknown_date_is_a_dash() -> None:
    assert formats.date_table(None) == "–"


def test_evening_in_utc_is_the_next_day_in_vietnam() -> None:
    assert formats.local_date(dt.datetime(2026, 11, 20, 17, 30, tzinfo=dt.UTC)) == dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "asked,label,span",
    [
        (period("2022", "year", "2022-01-01", "2023-01-01"), "Năm 2022", "01/01–31/12/2022"),
        (period("2022-Q1", "quarter", "2022-01-01", "2022-04-01"), "Quý I/2022", "01/01–31/03/2022"),
        (period("2022-Q4", "quarter", "2022-10-01", "2023-01-01"), "Quý IV/2022", "01/10–31/12/2022"),
        (period("2022-H1", "half", "2022-01-01", "2022-07-01"), "6 tháng đầu năm 2022", "01/01–30/06/2022"),
        (period("2022-H2", "half", "2022-07-01", "2023-01-01"), "6 tháng cuối năm 2022", "01/07–31/12/2022"),
        (
            period("2022-9M", "nine_months", "2022-01-01", "2022-10-01"),
            "9 tháng năm 2022",
            "01/01–30/09/2022",
        ),
        (period("2022-05", "month", "2022-05-01", "2022-06-01"), "Tháng 5/2022", "01/05–31/05/2022"),
        (period("2024-02", "month", "2024-02-01", "2024-03-01"), "Tháng 02/2024", "01/02–29/02/2024"),
        (
            period("2015-2020", "years", "2015-01-01", "2021-01-01"),
            "Giai đoạn 2015–2020",
            "01/01/2015–31/12/2020",
        ),
    ],
)
def test_periods(asked: Period, label: str, span: str) -> None:
    assert (formats.period_label(asked), formats.period_span(asked)) == (label, span)


@pytest.mark.parametrize(
    "numbers,written",
    [([373, 374, 375, 380], "373–375, 380"), ([5, 4, 4], "4–5"), ([7], "7"), ([], "")],
)
def test_lines_are_written_as_runs(numbers: list[int], written: str) -> None:
    assert formats.number_ranges(numbers) == written


@given(st.sets(st.integers(1, 500)))
def test_runs_name_every_line_and_no_other(numbers: set[int]) -> None:
    named = set()
    for run in filter(None, formats.number_ranges(numbers).split(", ")):
        first, _, last = run.partition("–")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers


@pytest.mark.parametrize(
    "names,limit,written",
    [
        (["Tân Phú 3/6", "Suối Dây 2/7", "Tân Hội 2/2"], 0, "Tân Phú 3/6, Suối Dây 2/7 và Tân Hội 2/2"),
        (["A", "B", "C", "D"], 2, f"A, B và 2{NBSP}đơn vị khác"),
        (["A", "B"], 2, "A và B"),
        (["A"], 3, "A"),
        ([], 3, ""),
    ],
)
def test_enumerations(names: list[str], limit: int, written: str) -> None:
    assert formats.join_names(names, limit) == written


def test_enumerations_may_name_what_is_left_out() -> None:
    assert formats.join_names(["A", "B", "C"], 1, noun="xã") == f"A và 2{NBSP}xã khác"


def test_counts_with_nouns() -> None:
    assert formats.counted(1234, "hồ sơ") == f"1.234{NBSP}hồ sơ"
