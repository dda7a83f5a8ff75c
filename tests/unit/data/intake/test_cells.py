"""Cells become values: one meaning or none, never a guess."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import cells
from data.intake.cells import CellError

WORDS = {"done": "Hoàn thành", "late": "Trễ hạn"}


@pytest.mark.parametrize(
    "cell, value",
    [
        (1234, 1234),
        (1234.0, 1234),
        ("1234", 1234),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("315.739.306 đồng", 315_739_306),
        ("315.739.306đ", 315_739_306),
        ("112,176,000", 112_176_000),
        ("03", 3),
        ("0", 0),
    ],
)
def test_whole_numbers(cell: Any, value: int) -> None:
    assert cells.whole(cell) == value


@pytest.mark.parametrize(
    "cell", ["1,234", "1.5", "-1", "1.234,5", "12 triệu", "1,5 tỷ", "x", "", 1.5, True, "1.23.4"]
)
def test_what_is_no_whole_number(cell: Any) -> None:
    with pytest.raises(CellError):
        cells.whole(cell)


@pytest.mark.parametrize(
    "cell, value",
    [
        (84.15, 84.15),
        ("84.15 %", 84.15),
        ("84,15%", 84.15),
        ("84,15", 84.15),
        ("1.234,5", 1234.5),
        ("1.234.567,8", 1_234_567.8),
        ("0.125", 0.125),
        ("-1,5", -1.5),
        ("\u22121,5", -1.5),
        ("78,4 %", 78.4),
    ],
)
def test_decimals(cell: Any, value: float) -> None:
    assert cells.decimal(cell, 4) == value


def test_a_point_before_three_digits_is_asked_not_guessed() -> None:
    with pytest.raises(CellError) as raised:
        cells.decimal("1.234", 4)
    assert raised.value.remedy == "ghi 1234 hoặc 1,234"


def test_too_many_decimals_are_refused_and_noise_of_floats_is_not() -> None:
    assert cells.decimal(0.1 + 0.2, 2) == 0.3
    with pytest.raises(CellError):
        cells.decimal("39,385", 2)


def test_a_figure_over_another() -> None:
    assert cells.parts("39.38/60", 2) == (39.38, 60)
    assert cells.parts("458,73", 2) == (458.73, None)
    assert cells.parts(25, 2) == (25, None)


@pytest.mark.parametrize(
    "cell",
    [
        dt.date(2023, 8, 5),
        "05/8/2023",
        "5/8/2023",
        "05-08-2023",
        "5.8.2023",
        "2023-08-05",
        "2023-08-05 00:00:00",
        "ngày 05 tháng 8 năm 2023",
        "Ngày 5 tháng 08 năm 2023",
        "Tân Châu, ngày 05 tháng 8 năm 2023",
        unicodedata.normalize("NFD", "ngày 05 tháng 8 năm 2023"),
        45143,
        45143.0,
        "45143",
    ],
)
def test_days(cell: Any) -> None:
    assert cells.day(cell) == dt.date(2023, 8, 5)


@pytest.mark.parametrize("cell", ["8/25/2023", "31/02/2023", "2023", 2023, "tháng 8", "", 1.5])
def test_what_is_no_day(cell: Any) -> None:
    with pytest.raises(CellError):
        cells.day(cell)


@given(st.dates(dt.date(1950, 1, 2), dt.date(2100, 12, 30)))
def test_every_way_to_write_a_day_reads_back(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    words = f"ngày {day.day:02} tháng {day.month} năm {day.year}"
    written: list[Any] = [day, serial, day.isoformat(), f"{day.day}/{day.month}/{day.year}", words]
    assert {cells.day(cell) for cell in written} == {day}


@given(st.integers(0, 10**15))
def test_every_way_to_write_a_whole_number_reads_back(number: int) -> None:
    assert (
        cells.whole(number)
        == cells.whole(str(number))
        == cells.whole(f"{number:,}".replace(",", "."))
        == number
    )


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_a_decimal_written_the_vietnamese_way_reads_back(whole: int, hundredths: int) -> None:
    written = f"{whole:,}".replace(",", ".") + f",{hundredths:02}"
    sign = -1 if whole < 0 else 1
    assert cells.decimal(written, 2) == pytest.approx(whole + sign * hundredths / 100)


@pytest.mark.parametrize(
    "cell, code",
    [
        (2022, "2022"),
        ("Năm 2022", "2022"),
        ("năm 2022", "2022"),
        ("2021-2025", "2021-2025"),
        ("Giai đoạn 2021–2025", "2021-2025"),
        ("Quý I/2022", "2022-Q1"),
        ("quý 4 năm 2022", "2022-Q4"),
        ("6 tháng đầu năm 2022", "2022-H1"),
        ("6 tháng cuối năm 2022", "2022-H2"),
        ("9 tháng năm 2022", "2022-9M"),
        ("Tháng 02/2022", "2022-02"),
        ("tháng 12 năm 2022", "2022-12"),
        ("2022-Q3", "2022-Q3"),
    ],
)
def test_periods(cell: Any, code: str) -> None:
    assert cells.period(cell).code == code


@pytest.mark.parametrize("cell", ["Quý V/2022", "tháng 13/2022", "kỳ này", "", "22"])
def test_what_is_no_period(cell: Any) -> None:
    with pytest.raises(CellError):
        cells.period(cell)


@pytest.mark.parametrize(
    "cell", ["Hoàn thành", "HOÀN THÀNH", "hoan thanh", "done", unicodedata.normalize("NFD", "Hoàn thành")]
)
def test_choices(cell: str) -> None:
    assert cells.choice(cell, WORDS, {"trễ hẹn": "late"}) == "done"


def test_synonyms_and_unknown_words_of_a_choice() -> None:
    assert cells.choice("Trễ hẹn", WORDS, {"trễ hẹn": "late"}) == "late"
    with pytest.raises(CellError, match="danh mục") as raised:
        cells.choice("xong", WORDS, {})
    assert raised.value.remedy == "chọn một trong: “Hoàn thành”, “Trễ hạn”"


def test_words_are_one_line_in_normal_form() -> None:
    assert cells.text(unicodedata.normalize("NFD", " Tân\n Hòa\t1 ")) == "Tân  Hòa 1"
    assert [cells.text(cell) for cell in (None, True, 2.0, 2.1, dt.date(2023, 1, 2))] == [
        "",
        "có",
        "2",
        "2.1",
        "02/01/2023",
    ]


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
@pytest.mark.parametrize("read", [cells.whole, lambda cell: cells.decimal(cell, 2), cells.day, cells.period])
def test_any_cell_is_a_value_or_a_clear_error(read: Callable[[Any], Any], cell: Any) -> None:
    with suppress(CellError):
        read(cell)
