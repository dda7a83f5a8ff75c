"""The lines add up to the printed total, and both are kept."""

from __future__ import annotations

from data.contracts import Ratio
from data.queries import budget_lines as query
from tests.plan_forms import PHU_LUC_03, PHU_LUC_04, YEAR_2023, Row, asked, line

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
        "unbalanced": (),
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


def booked(key: int, month: int, spent: int, shifted: int = 0, entries: int = 1) -> Row:
    """Make the row of a month of a line's ledger, of 2022."""
    when = {"booked_year": 2022, "booked_month": month}
    sums = {"spent": spent, "shifted": shifted, "entries": entries}
    return {"part": "ledger", "line_key": f"B{key}", **when, **sums}


def test_months_of_a_ledger_stand_under_their_line_in_order() -> None:
    rows = [line(1, "A", 100, 60), line(2, "B", 50, 50), booked(1, 12, 20, -5, 3), booked(1, 3, 40)]
    found, facts = query.shape(rows, asked())
    told = [(row["line_key"], row["kind"], row["executed"], row.get("entries")) for row in found]
    assert told == [
        ("B1", "line", 60, None),
        ("B1@2022-03", "booked", 40, 1),
        ("B1@2022-12", "booked", 20, 3),
        ("B2", "line", 50, None),
    ]
    assert (facts["execution"], facts["parts"], facts["unbalanced"]) == (Ratio(110, 150), 2, ())


def test_a_ledger_of_another_sum_names_its_line() -> None:
    rows = [line(1, "A", 100, 60), booked(1, 3, 59), line(2, "B", 50, None), booked(2, 3, 7)]
    assert query.shape(rows, asked())[1]["unbalanced"] == ("A",)
