"""Units by their published total, fewest points first, each with its band and its change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table
from layouts.shell.links import to_unit
from layouts.shell.marks import mark
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 12
"""Units in sight; the table behind has all of them."""

_BEHIND: Final = frozenset({"unit_address", "is_conflict"})


def draw(answer: Answer) -> Drawing:
    """Show the units with fewest points, their bands and what changed since the period before."""
    rows = records(answer)
    lines = [_row(row, answer) for row in rows[:SHOWN]]
    hidden = len(rows) - len(lines)
    rest = f"Còn {formats.counted(hidden, 'đơn vị')} trong bảng số liệu." if hidden else ""
    columns = [column for column in answer.question.columns if column.name not in _BEHIND]
    body = [
        evidence_table(_headings(answer), lines, caption="Đơn vị theo tổng điểm, ít nhất trước"),
        html.P(rest, className="note") if rest else None,
    ]
    return Drawing(
        headline=_headline(answer, rows[0]),
        note=_note(answer),
        body=html.Div([part for part in body if part is not None]),
        table=table(columns, answer.values, caption="Tổng điểm của tất cả đơn vị"),
    )


def _headline(answer: Answer, lowest: Row) -> str:
    fallen = facts.ratio(answer, "fallen")
    least = f"{lowest['unit_name']} {_points(lowest)} điểm"
    if fallen is None or not fallen.n:
        return f"Ít điểm nhất: {least}"
    return f"{formats.count_pair(fallen)} đơn vị giảm điểm so với {_earlier(answer)}; ít điểm nhất: {least}"


def _earlier(answer: Answer) -> str:
    """Name the period before by its year where it is one: "năm 2024"."""
    period = answer.period
    return f"năm {period.start.year - 1}" if period.kind == "year" else "kỳ trước"


def _note(answer: Answer) -> str:
    units = formats.counted(facts.whole(answer, "units") or 0, "đơn vị")
    told = [f"Tổng điểm công bố {wording.period(answer.period)} của {units}; điểm bằng nhau cùng nhóm hạng"]
    if answer.facts["has_several_scorings"]:
        told.append("các đơn vị chấm theo bộ chỉ số khác nhau nên không xếp chung")
    if answer.facts["is_other_scoring"]:
        told.append("kỳ trước chấm theo bộ chỉ số khác nên không so sánh")
    return "; ".join(told)


def _headings(answer: Answer) -> tuple[Heading, ...]:
    """Leave the column of change out where nothing is known to compare with."""
    known = (Heading("Đơn vị"), Heading("Nhóm hạng"), Heading("Tổng điểm", share=40))
    return (*known, Heading(f"So với {_earlier(answer)}")) if answer.facts["has_earlier"] else known


def _row(row: Row, answer: Answer) -> TableRow:
    name = html.Link(row["unit_name"], href=to_unit(row["unit_address"], answer.request))
    change = (_change(row),) if answer.facts["has_earlier"] else ()
    is_chosen = row["unit_address"] == answer.request.unit
    return TableRow((name, _band(row), _total(row), *change), is_total=is_chosen)


def _band(row: Row) -> Children:
    """Name the band; where the published rank contradicts the points, both."""
    published = formats.MISSING if row["rank"] is None else f"hạng {row['rank']}/{row['units_ranked']}"
    if row["band"] is None:
        return published
    if row["is_conflict"]:
        return [row["band"], mark("conflict", word=f"công bố {published}")]
    return html.Span(row["band"], className="together")


def _total(row: Row) -> Children:
    if not row["max_score"]:
        return _points(row)
    return [html.Span(_points(row)), bar(row["score"] / row["max_score"])]


def _change(row: Row) -> Children:
    if row["change"] is None:
        return formats.MISSING
    said = "không đổi"
    if row["change"]:
        word = "tăng" if row["change"] > 0 else "giảm"
        said = f"{word} {formats.points(abs(row['change']))} điểm"
    rank = "" if row["rank_before"] is None else f", hạng {row['rank_before']}/{row['units_ranked_before']}"
    before = f"kỳ trước {formats.points(row['score_before'])}{rank}"
    return [html.Span(said, className="together"), aside(before)]


def _points(row: Row) -> str:
    limit = f"/{formats.points(row['max_score'])}" if row["max_score"] else ""
    return f"{formats.points(row['score'])}{limit}"


PANEL = Panel(
    name="unit_ranking",
    title="Đơn vị nào đạt ít điểm nhất?",
    draw=draw,
    missing=("Chưa có tổng điểm của các đơn vị trong kỳ này; nạp điểm của các xã, phường để xếp."),
    subject="scores",
)
