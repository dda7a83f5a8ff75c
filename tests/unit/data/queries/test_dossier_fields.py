"""Five fields, their printed shares held against n/N, and what they leave open."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import dossier_fields as query
from layouts.records import records
from tests.dossier_forms import TAM_PHUOC, field, total
from tests.plan_forms import answered, asked


def test_fields_of_the_plan_in_printed_order() -> None:
    answer = answered(query, TAM_PHUOC)
    found = {row["field"]: (row["received"], row["closed_early"], row["agrees"]) for row in records(answer)}
    assert found == {
        "Đất đai": (26, 24, False),
        "Chứng thực": (2657, 2556, True),
        "Hộ tịch": (704, 591, True),
        "Bảo trợ xã hội": (10, 10, False),
        "Phổ biến giáo dục pháp luật": (13, None, True),
    }
    assert answer.facts == {
        "received": 3410,
        "largest": Ratio(2657, 3410),
        "early": Ratio(3194, 3408),
        "early_untold": 13,
        "conflicts": Ratio(2, 5),
        "sum_agrees": True,
        "by_case": Ratio(0, 1),
    }


def test_fields_that_do_not_add_up_are_told() -> None:
    assert answered(query, [field(1, "A", 3), total(4)]).facts["sum_agrees"] is False
    assert answered(query, [field(1, "A", None), total(4)]).facts["sum_agrees"] is None


def test_shares_of_several_units_are_not_compared_with_one_print() -> None:
    other = {"unit_address": "2@1900-01-01", "unit_name": "Xã B"}
    rows = [field(1, "A", 3, "99 %"), field(1, "A", 4, "1 %", **other)]
    (row,) = records(answered(query, rows))
    assert (row["units"], row["received"], row["share_printed"], row["agrees"]) == (2, 7, "", None)


def test_nothing_reported_is_no_answer() -> None:
    assert query.shape([], asked())[0] == []
