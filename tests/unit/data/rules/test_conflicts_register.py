"""The register: each contradiction once, under a name that stays, with the sources of all that print it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import Ratio
from data.rules.conflicts import leading_count, nearest_share, two_numbers, within_rounding
from data.rules.conflicts_register import Check, Evidence, Kind, Place, Side, Subject, distinct

HERE = Place(1, "tam_phuoc", 7)


def about(key: str, name: str = "Tỷ trọng", place: Place = HERE) -> Subject:
    return Subject(place, "indicators", key, name, "/pillars", "percent", "%")


def share(key: str, n: int, *, source: int, line: int = 65, kind: Kind = "percentage") -> Check:
    found = (Evidence(source, 3, line),)
    first = Side(found, "in", "0,4 %", Decimal("0.4"))
    second = Side(found, ratio=Ratio(n, 3410))
    return Check(kind, about(key), first, second, agrees=False, difference=Decimal("0.1"))


def test_two_transcriptions_of_one_print_are_one_conflict_with_both_sources() -> None:
    (found,) = distinct([share("A-1", 10, source=1), share("field-4", 10, source=2, line=61)])
    assert found.key == "percentage-tam_phuoc-a-1"
    assert [each.source for each in found.first.evidence] == [1, 2]
    assert found.first.lines == (65,)


def test_the_same_percentage_of_other_counts_is_another_conflict() -> None:
    assert len(distinct([share("A-1", 10, source=1), share("A-2", 13, source=2)])) == 2


def test_equal_figures_under_two_names_are_two_where_the_figures_do_not_say_what_they_are() -> None:
    totals = [share("satisfied", 4, source=1, kind="total"), share("accepted", 4, source=1, kind="total")]
    assert len(distinct(totals)) == 2


def test_other_documents_and_places_stay_apart() -> None:
    first = share("A-1", 10, source=1)
    elsewhere = replace(first, subject=about("A-1", place=Place(2, "bu_dang", 7)))
    assert len(distinct([first, elsewhere])) == 2
    other = Side((Evidence(9, 4, 1),), "in", "0,4 %", Decimal("0.4"))
    assert len(distinct([first, replace(first, first=other)])) == 2


def test_two_of_one_name_get_keys_of_their_own() -> None:
    found = distinct([share("A-1", 10, source=1), share("A-1", 11, source=1)])
    assert [check.key for check in found] == ["percentage-tam_phuoc-a-1", "percentage-tam_phuoc-a-1-2"]


def test_a_key_is_fit_for_an_address() -> None:
    key = share("2022 Đất đai/4.1", 10, source=1).key
    assert re.fullmatch(r"[a-z0-9_-]+", key)


def test_figures_name_both_sides_and_move_with_them() -> None:
    check = share("A-1", 10, source=1)
    assert check.figures == "0.4 | 10/3410"
    day = Side((), day=dt.date(2024, 1, 9))
    assert replace(check, second=day).figures == "0.4 | 2024-01-09"
    assert replace(check, first=Side((), value=Decimal("0.40"))).figures == check.figures
    assert replace(check, first=Side((), value=1500)).figures == "1500 | 10/3410"


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from(("a", "b")))))
def test_each_claim_stands_once_and_no_source_is_lost(drawn: list[tuple[int, int, str]]) -> None:
    checks = [share(key, n, source=source) for n, source, key in drawn]
    found = distinct(checks)
    assert len(found) == len({check.claim for check in checks})
    assert len({check.key for check in found}) == len(found)
    kept = {each.source for check in found for each in check.first.evidence}
    assert kept == {source for _, source, _ in drawn}
    assert [check.figures for check in distinct(found)] == [check.figures for check in found]


@pytest.mark.parametrize(
    "printed,is_two",
    [
        ("11 02", True),
        ("1 1 2", True),
        ("3 410", False),
        ("3.410", False),
        ("02", False),
        ("14 người", False),
    ],
)
def test_two_numbers_in_a_row(printed: str, is_two: bool) -> None:
    assert two_numbers(printed) is is_two


@pytest.mark.parametrize(
    "printed,total,nearest",
    [
        ("18,57%", 16, (Ratio(3, 16), False)),
        ("18,75%", 16, (Ratio(3, 16), True)),
        ("50%", 16, (Ratio(8, 16), True)),
        ("33%", 3, (Ratio(1, 3), True)),
        ("100%", 12, (Ratio(12, 12), True)),
        ("50%", 0, None),
        ("một nửa", 16, None),
    ],
)
def test_shares_of_a_known_number(printed: str, total: int, nearest: tuple[Ratio, bool] | None) -> None:
    assert nearest_share(printed, total) == nearest


@given(st.integers(0, 200), st.integers(1, 200))
def test_every_true_share_is_found(n: int, total: int) -> None:
    n = min(n, total)
    printed = f"{round(Decimal(100 * n) / total, 4)}"
    found = nearest_share(printed, total)
    assert found is not None
    assert found[1]
    assert within_rounding(Decimal(printed), 4, found[0])


@pytest.mark.parametrize(
    "printed,count",
    [("05 xã, thị trấn", 5), ("06 xã", 6), ("100%", None), ("", None), ("mỗi xã", None), ("1/đơn vị", None)],
)
def test_counts_that_words_begin_with(printed: str, count: int | None) -> None:
    assert leading_count(printed) == count
