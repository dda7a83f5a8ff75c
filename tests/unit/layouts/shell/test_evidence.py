"""Bars keep to their track, tables can be read by screen readers."""

from __future__ import annotations

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from layouts.shell.evidence import (
    Bullet,
    Heading,
    TableRow,
    aside,
    bar,
    bullets,
    checks,
    evidence_table,
    groups,
)
from tests.unit.layouts.trees import find, text

HEADINGS = (Heading("Khoản", share=60), Heading("Đồng", is_figure=True))


@pytest.mark.parametrize(
    ("share", "width"), [(0.8283, "82.83%"), (0, "0%"), (1, "100%"), (1.4, "100%"), (-0.1, "0%")]
)
def test_a_bar_is_as_long_as_its_share_and_never_leaves_its_track(share: float, width: str) -> None:
    fill, *targets = bar(share).children
    assert fill.style == {"width": width}
    assert targets == []


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_ends_are_always_on_the_track(share: float, target: float) -> None:
    fill, tick = bar(share, target=target).children
    for length in (fill.style["width"], tick.style["left"]):
        assert 0 <= float(length.removesuffix("%")) <= 100


def test_what_may_not_be_judged_is_neutral() -> None:
    assert bar(0.5, is_judged=False).children[0].className == "bar-fill bar-fill-neutral"
    assert bar(0.5).children[0].className == "bar-fill"


@pytest.mark.parametrize(
    ("status", "is_neutral"), [("baseline", True), ("unknown", True), ("on_target", False)]
)
def test_a_bullet_says_its_words_beside_the_bar(status: str, is_neutral: bool) -> None:
    row = Bullet("Hộ có cáp quang", 0.76, 0.85, "Khởi điểm 76,01 %", "còn cách 8,99 điểm", status)  # type: ignore[arg-type]
    listed = bullets([row])
    assert text(listed) == "Hộ có cáp quangKhởi điểm 76,01 %còn cách 8,99 điểm"
    kind = "bar-fill bar-fill-neutral" if is_neutral else "bar-fill"
    assert len(find(listed, html.Div, className=kind)) == 1


def test_a_table_names_its_rows_and_columns() -> None:
    made = evidence_table(HEADINGS, [TableRow(("Tổng", "5"), is_total=True)], caption="Các khoản")
    assert [head.scope for head in find(made, html.Th)] == ["col", "col", "row"]
    assert text(find(made, html.Caption)) == "Các khoản"
    assert find(made, html.Td)[0].className == "digits"
    assert find(made, html.Tr)[1].className == "total"


def test_depth_indents_the_name_and_stops_where_the_sheet_does() -> None:
    made = evidence_table(HEADINGS, [TableRow(("A", "1"), depth=depth) for depth in (0, 2, 9)], caption="")
    names = [head.className for head in find(made, html.Th) if head.scope == "row"]
    assert names == ["words", "words depth-2", "words depth-4"]


def test_groups_have_columns_of_one_width() -> None:
    made = groups([evidence_table(HEADINGS, [], caption=name, is_group=True) for name in "AB"])
    widths = [[column.style for column in group.children] for group in find(made, html.Colgroup)]
    assert widths == [[{"width": "60%"}, {}]] * 2
    assert find(evidence_table(HEADINGS, [], caption="A"), html.Colgroup) == []


def test_remarks_and_checks_keep_their_words() -> None:
    assert text(checks([aside("Khớp"), aside("Khác")])) == "KhớpKhác"
