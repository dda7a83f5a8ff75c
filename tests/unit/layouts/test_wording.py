"""Words that several panels say alike: figures keep their digits, a gap is no verdict."""

from __future__ import annotations

import pytest

from data.contracts import Period
from layouts import wording
from tests.plan_forms import NBSP, YEAR_2022


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (5, "5"),
        (5.0, "5"),
        (47.6, "47,6"),
        (70.74, "70,74"),
        (0.25, "0,25"),
        (8.754, "8,75"),
        (1234.5, "1.234,5"),
    ],
)
def test_a_figure_has_the_decimals_that_it_has(value: float, written: str) -> None:
    assert wording.figure(value) == written


@pytest.mark.parametrize(
    ("value", "measure", "label", "written"),
    [
        (19.26, "percent", "%", "19,26 %"),
        (100, "percent", "%", "100 %"),
        (5, "count", "xã", "5 xã"),
        (10, "rank", "hạng", "hạng 10"),
        (1, "boolean", "có/không", "có"),
        (0, "boolean", "có/không", "không"),
        (3, "count", "", "3"),
        (None, "percent", "%", "–"),
    ],
)
def test_a_value_stands_in_its_unit(value: float | None, measure: str, label: str, written: str) -> None:
    assert plain(wording.measured(value, measure, label)) == written


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "written"),
    [
        (">=", 90, None, "≥ 90 %"),
        (">", 85, None, "> 85 %"),
        ("=", 100, None, "100 %"),
        ("<=", 5, None, "≤ 5 %"),
        ("range", 30, 50, "30–50 %"),
        ("qualitative", None, None, "không đặt mức bằng số"),
    ],
)
def test_a_level_shows_how_it_is_compared(
    comparator: str, value: float | None, upper: float | None, written: str
) -> None:
    row = {
        "comparator": comparator,
        "target_value": value,
        "target_value_max": upper,
        "measure": "percent",
        "measure_label": "%",
    }
    assert plain(wording.level(row)) == written


@pytest.mark.parametrize(
    ("comparator", "target", "quoted"),
    [
        ("", "90%", ""),
        ("trên", "80%", "«trên 80%»"),
        ("từ ... trở lên", "30%", "«từ 30% trở lên»"),
        ("trở lên", "90%", "«90% trở lên»"),
        ("Mỗi", "Mỗi học sinh", "«Mỗi học sinh»"),
        ("có", "có", "«có»"),
    ],
)
def test_printed_words_are_quoted_in_their_order(comparator: str, target: str, quoted: str) -> None:
    assert wording.quoted(comparator, target) == quoted


def test_a_gap_of_percentages_is_in_points() -> None:
    assert plain(wording.distance(70.74, "percent", "%", "90 %")) == "còn cách 70,74 điểm tới 90 %"
    assert plain(wording.distance(1, "count", "xã", "6 xã")) == "còn cách 1 xã tới 6 xã"
    assert wording.distance(0, "percent", "%", "100 %") == "đã bằng mức 100 %"
    assert wording.distance(None, "percent", "%", "100 %") == ""


def test_a_percentage_says_what_stands_behind_it() -> None:
    assert wording.behind("percent", 7, 80) == "7/80"
    assert wording.behind("percent", None, None) == wording.NO_COUNTS
    assert wording.behind("count", None, None) == ""
    assert wording.counts(29, None) == wording.NO_COUNTS


def test_amounts_side_by_side() -> None:
    assert plain(wording.amounts(157_911_606, 223_000_000)) == "157,9/223,0 triệu đồng"
    assert plain(wording.amounts(823_000_000, 2_000_000_000)) == "823,0/2.000,0 triệu đồng"
    assert plain(wording.amounts(233_236_000_000, 302_669_000_000)) == "233,24/302,67 tỷ đồng"
    assert plain(wording.full(315_739_306, 381_176_000)) == "315.739.306 / 381.176.000 đồng"


def test_a_period_inside_a_sentence() -> None:
    assert wording.period(YEAR_2022) == "năm 2022"
    assert wording.period(
        Period("2015-2020", "years", YEAR_2022.start.replace(year=2015), YEAR_2022.start)
    ) == ("giai đoạn 2015–2021")
