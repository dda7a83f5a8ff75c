"""The plan's spending rules as checks, and what is needed to judge them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, get_args

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, wording
from layouts.drawing import Drawing, Panel, Status
from layouts.records import records
from layouts.shell.evidence import aside
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

_AT_LEAST = ">="


def draw(answer: Answer) -> Drawing:
    """List every rule with its words, its base and its check."""
    rows = records(answer)
    return Drawing(
        headline=_headline(answer),
        note="Chỉ kiểm tra được khi có cả số chi của khoản đó và tổng chi làm mẫu số",
        body=html.Ul([_rule(row) for row in rows], className="rules"),
    )


def _headline(answer: Answer) -> str:
    judged = facts.ratio(answer, "judged") or Ratio(0, 0)
    waiting = judged.total - judged.n
    return f"{waiting}/{judged.total} quy định tỷ lệ chi chưa đủ số liệu để kiểm tra"


def _rule(row: Row) -> Component:
    described = [aside(row["description"])] if row["description"] else []
    remarks = [aside(f"Ghi chú của bản chép: {row['note']}")] if row["note"] else []
    return html.Li(
        [
            html.Div(
                [html.P(row["rule_name"], className="exception"), mark(_status(row))], className="rule-head"
            ),
            html.P(f"{_demand(row)}; tính trên: {wording.lowered(row['base'])}"),
            *described,
            aside(
                f"Cần nạp: số chi của khoản này và {wording.lowered(row['base'])}, kỳ {row['rule_period']}"
            ),
            aside(f"Nguồn: {row['section']}, dòng {row['line']}"),
            *remarks,
        ],
        className="rule",
    )


def _status(row: Row) -> Status:
    return next(status for status in get_args(Status) if status == row["status"])


def _demand(row: Row) -> str:
    """Quote the share; one printed without "tối thiểu" is not read as a lower bound."""
    if row["comparator"] == _AT_LEAST:
        return f"Văn bản in tối thiểu {row['percent_printed']}"
    return f"Văn bản in {row['percent_printed']}, không có chữ «tối thiểu»"


PANEL = Panel(
    name="budget_rules",
    title="Có giữ đúng các tỷ lệ chi đã đặt ra?",
    draw=draw,
    missing="Kế hoạch của địa bàn này không đặt tỷ lệ chi.",
    subject="budget_rules",
)
