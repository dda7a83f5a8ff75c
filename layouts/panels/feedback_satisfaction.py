"""How satisfied citizens were: among the rated, how many rated, and the figure of Quyết định 766/QĐ-TTg."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dash.development.base_component import Component

from data.contracts import Answer, Column, Interval, Ratio
from layouts import elements as html
from layouts import formats
from layouts.cases.service import counted_by
from layouts.drawing import Drawing, Panel
from layouts.figures.interval import Span, interval
from layouts.rates import rate_in_lines, span, span_in_lines
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.tables import table

_DECISION = "Quyết định 766/QĐ-TTg"
_IN_TABLE = ("unit_name", "received", "rated", "satisfied", "accepted", "dissatisfied")
_RATINGS: Mapping[str, str] = {
    "dissatisfied": "không hài lòng",
    "accepted": "chấp nhận",
    "satisfied": "hài lòng",
}
SHOWN = 12
"""Units in sight; the table behind has all of them."""

_DECISION_COLUMN = Column("decision_766", "text", "Theo QĐ 766")


def draw(answer: Answer) -> Drawing:
    """Show the three figures together: none of them tells the whole (domain.md section 2)."""
    facts = answer.facts
    rated, response = cast("Ratio", facts["rated"]), cast("Ratio", facts["response"])
    return Drawing(
        headline=_headline(rated, response),
        note=f"{_all_ratings(facts)}{counted_by(answer)}",
        figure=interval(_spans(rated, response, cast("Interval", facts["decision_766"]))),
        body=[_reason(facts), _rated_units(answer)],
        table=_table(answer),
    )


def _headline(rated: Ratio, response: Ratio) -> str:
    if not rated.total:
        return "Chưa phản ánh nào được đánh giá"
    said = f"{formats.count_pair(rated)} đánh giá là hài lòng"
    unrated = response.total - response.n
    return f"{said}; {formats.number(unrated)} phản ánh chưa được đánh giá" if unrated else said


def _all_ratings(facts: Mapping[str, Any]) -> str:
    rated, response = facts["rated"], facts["response"]
    return " · ".join(
        [
            f"Hài lòng {formats.number(rated.n)}",
            f"chấp nhận {formats.number(facts['accepted'])}",
            f"không hài lòng {formats.number(facts['dissatisfied'])}",
            f"chưa đánh giá {formats.number(response.total - response.n)}",
        ]
    )


def _spans(rated: Ratio, response: Ratio, decision: Interval) -> list[Span]:
    """Make the rows of the picture; a share of nothing has no row."""
    rows = [
        Span("rated", "Hài lòng trong số được đánh giá", rated.n, rated.n, rated.total, rate_in_lines(rated)),
        Span("response", "Được đánh giá", response.n, response.n, response.total, rate_in_lines(response)),
        Span(
            "decision_766",
            f"Theo {_DECISION}",
            decision.low,
            decision.high,
            decision.total,
            span_in_lines(decision),
        ),
    ]
    return [row for row in rows if row.total]


def _reason(facts: Mapping[str, Any]) -> Component:
    """Say in one sentence what the decision counts, and why its figure is an interval where it is one."""
    decision = facts["decision_766"]
    if decision.low == decision.high:
        return html.P(f"{_DECISION} trừ phản ánh trễ hạn hoặc bị đánh giá không hài lòng.", className="note")
    late, dissatisfied = formats.number(facts["late"]), formats.number(facts["dissatisfied"])
    return html.P(
        f"{_DECISION} trừ phản ánh trễ hạn hoặc bị đánh giá không hài lòng; nguồn không cho biết {late} "
        f"phản ánh trễ hạn và {dissatisfied} phản ánh không hài lòng có trùng nhau không, nên kết quả là "
        f"một khoảng: {span(decision)}.",
        className="note",
    )


def _rated_units(answer: Answer) -> Component | None:
    """List the units whose citizens rated anything, most dissatisfied first, narrow enough for a phone."""
    known = [row for row in records(answer) if row["rated"]]
    if not known:
        return None
    rated = known[:SHOWN]
    headings = [Heading("Đơn vị"), Heading("Được đánh giá / tổng số: kết quả")]
    lines = [TableRow((row["unit_name"], _ratings_of(row))) for row in rated]
    found = evidence_table(headings, lines, caption="Đơn vị có phản ánh được đánh giá")
    hidden = len(known) - len(rated)
    rest = f"Còn {formats.counted(hidden, 'đơn vị')} trong bảng số liệu." if hidden else ""
    return html.Div([found, *([html.P(rest, className="note")] if rest else [])], className="mt-3")


def _ratings_of(row: Mapping[str, Any]) -> str:
    given = [f"{words} {formats.number(row[name])}" for name, words in _RATINGS.items() if row[name]]
    parts = " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in given)
    return f"{formats.count_pair(Ratio(row['rated'], row['received']))}: {parts}"


def _table(answer: Answer) -> Component:
    columns = [column for column in answer.question.columns if column.name in _IN_TABLE]
    written = {**answer.values, "decision_766": [_own_interval(row) for row in records(answer)]}
    return table([*columns, _DECISION_COLUMN], written, caption="Đánh giá của người dân theo đơn vị")


def _own_interval(row: Mapping[str, Any]) -> str:
    if row["received"] is None:
        return formats.MISSING
    return span(Interval(row["decision_766_low"], row["decision_766_high"], row["received"]))


PANEL = Panel(
    name="feedback_satisfaction",
    title="Người dân hài lòng đến đâu với kết quả xử lý?",
    draw=draw,
    missing=(
        "Cần nạp số phản ánh được đánh giá hài lòng, chấp nhận, không hài lòng của từng đơn vị trong kỳ "
        "(theo mẫu Phụ lục 02 kế hoạch của huyện Tân Châu)."
    ),
    has_graph=True,
    graph_height=10.5,
    alt="Ba tỷ lệ trên thang 0–100 %: hài lòng trong số được đánh giá, được đánh giá, theo Quyết định 766.",
    subject="feedback",
)
