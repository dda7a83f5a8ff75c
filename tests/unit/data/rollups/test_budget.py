"""The tree of budget lines: every line once, whatever its parent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.rollups.budget import as_tree, leaves, line_of, period_of, sum_of_leaves
from tests.plan_forms import PHU_LUC_03, YEAR_2022, line


@st.composite
def forests(draw: st.DrawFn) -> list[dict[str, object]]:
    """Lines each of whose parents came before it, or lies outside."""
    count = draw(st.integers(1, 8))
    kinds = st.sampled_from(["line", "group", "total", "stated"])
    return [
        line(
            key,
            "x",
            draw(st.integers(0, 9)),
            None,
            kind=draw(kinds),
            parent_key=draw(st.sampled_from([None, "elsewhere", *(f"B{other}" for other in range(key))])),
        )
        for key in range(count)
    ]


@given(forests())
def test_no_line_is_lost_and_none_comes_twice(rows: list[dict[str, object]]) -> None:
    ordered = [row["line_key"] for row, _ in as_tree(rows)]
    assert sorted(ordered) == sorted(str(row["line_key"]) for row in rows)


@given(forests())
def test_a_child_is_at_most_one_step_deeper(rows: list[dict[str, object]]) -> None:
    depths = {row["line_key"]: depth for row, depth in as_tree(rows)}
    for row in rows:
        parent = depths.get(row["parent_key"])
        assert depths[row["line_key"]] in ({0} if parent is None else {parent, parent + 1})


def test_a_total_stands_after_its_lines_on_their_level() -> None:
    rows = [line(1, "Tổng", 3, None, kind="total"), line(2, "A", 3, None, parent_key="B1")]
    assert [(row["line_name"], depth) for row, depth in as_tree(rows)] == [("A", 0), ("Tổng", 0)]


def test_totals_and_stated_sums_are_no_leaves() -> None:
    lines = [line_of(row) for row in PHU_LUC_03]
    assert [each.key for each in leaves(lines)] == ["B1", "B2", "B3", "B4", "B5"]
    ours = sum_of_leaves(lines)
    assert (ours.allocated, ours.executed) == (381_176_000, 315_739_306)


def test_the_period_of_a_line() -> None:
    assert period_of(PHU_LUC_03[0]) == YEAR_2022
