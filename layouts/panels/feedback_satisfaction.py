"""How satisfied citizens were: among the rated, how many rated, and the figure of Quyết định 766/QĐ-TTg."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from dash import html
from dash.development.base_component import Component

from data.contracts import RANKING_MINIMUM, Answer, Column, Interval, Ratio
from layouts import formats
from layouts.drawing import Drawing, Panel
from layouts.figures.interval import Span, interval
from layouts.records import records
from layouts.shell.tables import table

_DECISION = "Quyết định 766/QĐ-TTg"
_IN_TABLE = ("unit_name", "received", "rated", "satisfied", "accepted", "dissatisfied")
_SIGN = "\N{NO-BREAK SPACE}%"
_DECISION_COLUMN = Column("decision_766", "text", f"Theo {_DECISION}")


def draw(answer: Answer) -> Drawing:
    """Show the three figures together: none of them tells the whole (domain.md section 2)."""
    facts = answer.facts
    rated, response = cast("Ratio", facts["rated"]), cast("Ratio", facts["response"])
    return Drawing(
        headline=_headline(rated, response),
        note=_ratings(facts),
        figure=interval(_spans(rated, response, cast("Interval", facts["decision_766"]))),
        body=_reason(facts),
        table=_table(answer),
    )


def _headline(rated: Ratio, response: Ratio) -> str:
    if not rated.total:
        return "Chưa phản ánh nào được đánh giá"
    said = f"{formats.count_pair(rated)} đánh giá là hài lòng"
    unrated = response.total - response.n
    return f"{said}; {formats.number(unrated)} phản ánh chưa được đánh giá" if unrated else said


def _ratings(facts: Mapping[str, Any]) -> str:
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
    spans = [
        Span("rated", "Hài lòng trong số được đánh giá", rated.n, rated.n, rated.total, _known(rated)),
        Span("response", "Được đánh giá", response.n, response.n, response.total, _known(response)),
        Span(
            "decision_766", f"Theo {_DECISION}", decision.low, decision.high, decision.total, _open(decision)
        ),
    ]
    return [span for span in spans if span.total]


def _known(ratio: Ratio) -> str:
    """Write a percentage over its counts; below the minimum N the counts alone."""
    pair = formats.count_pair(ratio)
    return f"{formats.percent(_share(ratio.n, ratio.total))}<br>{pair}" if ratio.rankable() else pair


def _open(found: Interval, separator: str = "<br>") -> str:
    """Write an interval as percentages with its counts, "70,3–78,4 %" and "26–29/37"."""
    counts = f"{_range(formats.number(found.low), formats.number(found.high))}/{formats.number(found.total)}"
    if found.total < RANKING_MINIMUM:
        return counts
    low, high = (formats.percent(_share(n, found.total)) for n in (found.low, found.high))
    return f"{_range(low.removesuffix(_SIGN), high)}{separator}{counts}"


def _range(low: str, high: str) -> str:
    return high if low in {high, high.removesuffix(_SIGN)} else f"{low}–{high}"


def _share(n: int, total: int) -> Decimal:
    """Divide exactly: the fraction's binary rounding must not decide the last printed digit."""
    return Decimal(n) / Decimal(total) if total else Decimal(0)


def _reason(facts: Mapping[str, Any]) -> Component | None:
    """Say in one sentence why the decision's figure is an interval, where it is one."""
    decision = facts["decision_766"]
    if decision.low == decision.high:
        return None
    late, dissatisfied = formats.number(facts["late"]), formats.number(facts["dissatisfied"])
    return html.P(
        f"{_DECISION} trừ phản ánh trễ hạn hoặc bị đánh giá không hài lòng; nguồn không cho biết {late} "
        f"phản ánh trễ hạn và {dissatisfied} phản ánh không hài lòng có trùng nhau không, nên kết quả là "
        f"một khoảng: {_open(decision, ', ')}.",
        className="note",
    )


def _table(answer: Answer) -> Component:
    columns = [column for column in answer.question.columns if column.name in _IN_TABLE]
    frame = answer.frame.assign(decision_766=[_own_interval(row) for row in records(answer)])
    return table([*columns, _DECISION_COLUMN], frame, caption="Đánh giá của người dân theo đơn vị")


def _own_interval(row: Mapping[str, Any]) -> str:
    if row["received"] is None:
        return formats.MISSING
    return _open(Interval(row["decision_766_low"], row["decision_766_high"], row["received"]), ", ")


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
