"""What the next estimate is for: its lines as a tree, each with its share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, checks, evidence_table
from layouts.shell.marks import calm, mark

Row: TypeAlias = Mapping[str, Any]

_HEADINGS = (
    Heading("Nội dung chi"),
    Heading("Dự toán, đồng", is_figure=True),
    Heading("Tỷ trọng", is_figure=True),
    Heading("Trong dự toán năm"),
)
_STATED = "stated"


def draw(answer: Answer) -> Drawing:
    """Nest the lines under their groups; shares are of the whole estimate, amounts beside them."""
    rows = records(answer)
    lines = [row for row in rows if row["kind"] != _STATED]
    table = evidence_table(_HEADINGS, [_line(row) for row in lines], caption=f"Dự toán {_year(answer)}")
    return Drawing(
        headline=_headline(answer, lines),
        note="Chưa có số thực hiện",
        body=html.Div([table, checks(_compared(answer, rows))]),
    )


def _year(answer: Answer) -> str:
    return f"năm {answer.facts['period']}"


def _headline(answer: Answer, lines: Sequence[Row]) -> str:
    """Say the whole and the largest part that is not the whole itself."""
    whole = facts.whole(answer, "allocated") or 0
    said = f"Dự toán {answer.facts['period']}: {formats.vnd_short(whole)}"
    parts = [row for row in lines if row["allocated"] is not None and row["allocated"] < whole]
    if not parts:
        return said
    largest = max(parts, key=lambda row: row["allocated"])
    amounts = wording.amounts(largest["allocated"], whole)
    return f"{said}, {largest['line_name']} chiếm {formats.percent(largest['share'])} ({amounts})"


def _line(row: Row) -> TableRow:
    numbered = f"{row['line_code']}. {row['line_name']}"
    name = [numbered, aside(row["description"])] if row["description"] else numbered
    share = formats.percent(row["share"], aligned=True)
    cells = (name, formats.number(row["allocated"]), share, bar(row["share"] or 0))
    return TableRow(cells, depth=row["depth"] or 0, is_total=row["depth"] == 0)


def _compared(answer: Answer, rows: Sequence[Row]) -> list[Component]:
    """Say whether the printed groups are the sums of their lines, and whether the text's sum is the same."""
    mismatches, whole = facts.texts(answer, "mismatches"), facts.whole(answer, "allocated")
    if mismatches:
        names = formats.join_names(mismatches)
        said: Component = html.P(mark("conflict", word=f"Tổng in khác tổng các dòng: {names}; giữ cả hai"))
    else:
        counted = formats.counted(facts.whole(answer, "parts") or 0, "dòng chi tiết")
        said = calm(
            "Các nhóm in trong văn bản khớp tổng các dòng", f"Cộng {counted}: {formats.vnd_full(whole)}"
        )
    return [said, *(_stated(row, whole) for row in rows if row["kind"] == _STATED)]


def _stated(row: Row, whole: int | None) -> Component:
    detail = f"Mục {row['line_code']} (dòng {row['line']}) in {formats.vnd_full(row['allocated'])}"
    if row["allocated"] == whole:
        return calm("Số trong lời văn khớp bảng", detail)
    return html.P(mark("conflict", word=f"Lời văn khác bảng: {detail}, bảng {formats.vnd_full(whole)}"))


PANEL = Panel(
    name="budget_estimate",
    title="Dự toán tiếp theo chi cho việc gì?",
    draw=draw,
    missing="Không có dự toán nào của kỳ này hoặc các năm sau; nạp vào budget.csv khi có.",
    subject="budget",
)
