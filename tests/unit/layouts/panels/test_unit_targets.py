"""A unit's targets with what is known of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.queries import unit_targets as query
from layouts.panels import unit_targets as panel
from tests.place_forms import NBSP, Row, answered
from tests.unit.layouts.trees import addresses, text
from tests.unit_forms import target


def drawn(*rows: Row) -> Any:
    return panel.draw(answered(query, rows))


def test_headline_counts_roles_and_comparable_results() -> None:
    drawing = drawn(target(1, 80.0), target(2), target(3, role="coordinating"))
    assert drawing.headline == "Chỉ tiêu: chủ trì 2, phối hợp 1; 1/2 có kết quả so được"


def test_a_baseline_has_a_gap_and_no_verdict_and_says_its_counts() -> None:
    said = text(drawn(target(1, 19.26, numerator=26, denominator=135), target(2, 50.0)).body).replace(
        NBSP, " "
    )
    assert "Khởi điểm 19,26 %" in said
    assert "còn cách 70,74 điểm tới ≥ 90 % · 26/135" in said
    assert "không công bố n và N" in said
    assert "Chưa đạt" not in said


def test_without_a_result_it_cannot_be_judged() -> None:
    drawing = drawn(target(1))
    assert drawing.headline == "Chỉ tiêu: chủ trì 1; chưa chỉ tiêu nào có kết quả so được"
    assert "chưa có kết quả" in text(drawing.body)


def test_targets_of_the_body_that_stands_for_the_unit_say_so() -> None:
    drawing = drawn(target(1, is_direct=False, addressee="UBND các xã"))
    assert drawing.headline.startswith("Chỉ tiêu: chủ trì 1 qua UBND các xã;")


def test_each_target_leads_to_its_indicator() -> None:
    (address,) = addresses(drawn(target(7)).body)
    assert address == "/indicators/chi_so_7?locality=tan_chau&period=2022"


def test_what_cases_tell_says_so() -> None:
    known = target(1, case_kind="dossier", numerator=70, denominator=100, result_measure="count")
    dates = {"result_starts": dt.date(2022, 1, 1), "result_ends": dt.date(2023, 1, 1)}
    said = text(drawn({**known, **dates, "result_key": "cases:T1"}).body).replace(NBSP, " ")
    assert "Khởi điểm 70 %" in said
    assert "· 70/100 · đếm từng hồ sơ năm 2022" in said
