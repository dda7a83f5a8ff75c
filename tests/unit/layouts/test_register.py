"""Registers: columns of one width, folds that keep parts with what they are parts of, labelled cells."""

from __future__ import annotations

from typing import Any

from dash import html
from hypothesis import given
from hypothesis import strategies as st

from layouts.register import SPARED, Group, register
from layouts.shell.evidence import Heading, TableRow
from tests.unit.layouts.trees import find, text

HEADINGS = (Heading("Tên", share=70), Heading("Dòng", is_figure=True, share=30))
NBSP = "\N{NO-BREAK SPACE}"


def rows(*depths: int) -> tuple[TableRow, ...]:
    return tuple(TableRow((f"việc {at}", str(at)), depth=depth) for at, depth in enumerate(depths))


def test_every_table_has_the_same_widths_and_its_heading_as_caption() -> None:
    found = find(register(HEADINGS, [Group("A", rows(0)), Group("B", rows(0))]), html.Table)
    assert [find(table, html.Caption)[0].children for table in found] == ["A", "B"]
    widths = [[col.style["width"] for col in find(table, html.Col)] for table in found]
    assert widths == [["70%", "30%"]] * 2


def test_headings_are_handed_to_the_style_sheet_for_narrow_screens() -> None:
    drawn: Any = register(HEADINGS, [Group("A", rows(0))])
    assert drawn.style == {"--label-1": '"Tên:"', "--label-2": '"Dòng:"'}
    (cell,) = find(register(HEADINGS, [Group("A", (TableRow(("x", None)),))]), html.Td)
    assert text(cell) == ""


def test_the_rest_of_a_long_group_is_folded_and_counted_without_parts() -> None:
    drawn = register(HEADINGS, [Group("A", rows(0, 0, 0, 1, 1, 0, 1, 0, 0), noun="nhiệm vụ")], shown=3)
    (fold,) = find(drawn, html.Details)
    assert text(find(fold, html.Summary)) == f"Còn 3{NBSP}nhiệm vụ"
    assert [text(row) for row in find(fold, html.Th) if row.scope == "row"] == [
        "việc 5",
        "việc 6",
        "việc 7",
        "việc 8",
    ]


def test_a_few_rows_more_are_not_worth_a_fold() -> None:
    group = Group("A", rows(*[0] * (5 + SPARED)))
    assert find(register(HEADINGS, [group], shown=5), html.Details) == []


@given(st.lists(st.integers(0, 2), max_size=30), st.integers(0, 8))
def test_no_row_is_lost_and_a_fold_never_begins_with_a_part(depths: list[int], shown: int) -> None:
    drawn = register(HEADINGS, [Group("A", rows(*depths))], shown=shown)
    names = [head for head in find(drawn, html.Th) if head.scope == "row"]
    assert [text(name) for name in names] == [f"việc {at}" for at in range(len(depths))]
    for fold in find(drawn, html.Details):
        first = next(head for head in find(fold, html.Th) if head.scope == "row")
        assert first.className == "words"
