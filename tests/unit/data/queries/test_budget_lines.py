"""The lines add up to the printed total, and both are kept."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import budget_lines as query
from tests.plan_forms import PHU_LUC_03, PHU_LUC_04, YEAR_2023, asked, line

EXECUTED = Ratio(315_739_306, 381_176_000)


def test_phu_luc_03_line_by_line() -> None:
    records, facts = query.shape(PHU_LUC_03, asked())
    assert [(record["line_name"], record["remaining"]) for record in records] == [
        ("Internet hội nghị truyền hình", 0),
        ("Internet cơ quan", 332_000),
        ("Ban Chỉ đạo", 16_300),
        ("Bộ phận TN&TKQ", 65_088_394),
        ("Công nghệ thông tin", 0),
        ("Tổng", 65_436_694),
        ("Lời văn", None),
    ]
    assert facts == {
        "allocated": 381_176_000,
        "execution": EXECUTED,
        "remaining": 65_436_694,
        "parts": 5,
        "printed": EXECUTED,
        "mismatches": (),
    }


def test_a_total_is_bold_below_its_lines_not_above_them() -> None:
    records, _ = query.shape([*reversed(PHU_LUC_03)], asked())
    assert [(record["line_code"], record["depth"]) for record in records] == [
        *((str(number), 0) for number in range(1, 6)),
        ("TONG", 0),
        ("II.11", 0),
    ]


def test_a_printed_total_that_is_not_the_sum_is_named_and_ours_stays_ours() -> None:
    wrong = [line(1, "A", 100, 50, parent_key="B9"), line(9, "Tổng", 110, 50, kind="total")]
    _, facts = query.shape(wrong, asked())
    assert facts["execution"] == Ratio(50, 100)
    assert facts["printed"] == Ratio(50, 110)
    assert facts["mismatches"] == ("Tổng",)


def test_adjustments_count_to_what_was_allocated() -> None:
    records, facts = query.shape([line(1, "A", 100, 60, adjusted=20)], asked())
    assert (records[0]["rate"], records[0]["remaining"]) == (0.5, 60)
    assert facts["execution"] == Ratio(60, 120)


def test_one_line_without_an_amount_leaves_the_whole_open() -> None:
    records, facts = query.shape([line(1, "A", 100, 60), line(2, "B", 100, None)], asked())
    assert records[1]["rate"] is None
    assert (facts["allocated"], facts["execution"], facts["remaining"]) == (200, None, None)


def test_an_estimate_is_nested_and_not_executed() -> None:
    records, facts = query.shape(PHU_LUC_04, asked(YEAR_2023))
    assert [record["depth"] for record in records] == [0, 1, 1, 2, 2, 2, 2, 2, 0]
    assert (facts["allocated"], facts["parts"], facts["execution"]) == (1_558_506_400, 6, None)
