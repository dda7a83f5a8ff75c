"""What needs direction in the budget: money left, sums that do not add up, rules that cannot be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.budget import leaves, line_of, lines_from, period_of, rules_ahead, sum_of_leaves
from data.rollups.stacking import stacked
from data.rules import alerts
from data.rules.budget import Line, execution, printed_vs_sum

Row: TypeAlias = Mapping[str, Any]
Record: TypeAlias = dict[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="budget_alerts",
    title="Khoản chi nào cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại"),
        Column("severity", "int", "Mức"),
        Column("status", "text", "Trạng thái"),
        Column("name", "text", "Tên"),
        Column("amount", "int", "Số tiền", "vnd"),
        Column("part", "int", "Thực hiện", "vnd"),
        Column("whole", "int", "Dự toán", "vnd"),
        Column("of_whole", "int", "Tổng đối chiếu", "vnd"),
        Column("n", "int", "n", "cases"),
        Column("total", "int", "N", "cases"),
    ),
    facts=("execution", "allocated"),
)


def statement(request: Request) -> Select[Any]:
    """Select the lines of the period shown and the rules together, told apart by `part`."""
    lines = lines_from(request).subquery("shown_lines")
    shown = select(*lines.c).where(lines.c.period_code == request.period)
    rows = stacked({"lines": shown, "rules": rules_ahead(request)})
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[Record], dict[str, Fact]]:
    """Exceptions worst first, then what was compared and agrees. Neither lines nor rules: no rows."""
    printed = [row for row in rows if row["part"] == "lines"]
    rules = [row for row in rows if row["part"] == "rules"]
    lines = [line_of(row) for row in printed]
    ours = sum_of_leaves(lines)
    is_known = ours.executed is not None and ours.allocated is not None
    facts: dict[str, Fact] = {
        "execution": execution(ours.executed or 0, ours.allocated or 0) if is_known else None,
        "allocated": ours.allocated,
    }
    found = [
        *_unspent(lines, printed, request),
        *_contradictions(lines),
        *_not_executed(lines),
        *_rules(rules),
        *_agreement(lines),
    ]
    return found, facts


def _unspent(lines: Sequence[Line], rows: Sequence[Row], request: Request) -> list[Record]:
    alert = alerts.budget_unspent(lines, period_of(rows[0]), request.as_of) if rows else None
    if alert is None:
        return []
    used, of_rest = alert.figures["execution"], alert.figures["of_remaining"]
    if not isinstance(used, Ratio) or not isinstance(of_rest, Ratio):
        return []
    amounts = {"amount": of_rest.n, "part": used.n, "whole": used.total, "of_whole": of_rest.total}
    return [{**_signed(alert), **amounts, "name": alert.figures["name"]}]


def _contradictions(lines: Sequence[Line]) -> list[Record]:
    """Printed sums that are not their parts': `amount` as printed, `of_whole` as summed."""
    names = {line.key: line.name for line in lines}
    signed = {"kind": "sum_conflict", "severity": 2, "status": "conflict"}
    return [
        {**signed, "name": names[found.key], "amount": found.printed, "of_whole": found.summed}
        for found in printed_vs_sum(lines)
    ]


def _not_executed(lines: Sequence[Line]) -> list[Record]:
    """An estimate of which no line has an executed amount: missing, not zero."""
    parts = leaves(lines)
    if not parts or any(line.executed is not None for line in parts):
        return []
    amount = sum_of_leaves(lines).allocated
    counted = {"n": len(parts), "total": len(parts), "amount": amount}
    return [{"kind": "not_executed", "severity": 3, "status": "unknown", **counted}]


def _rules(rules: Sequence[Row]) -> list[Record]:
    """Rules that no figure may judge, together; see the panel budget_rules."""
    if not rules:
        return []
    names = "; ".join(row["rule_name"] for row in sorted(rules, key=lambda row: row["rule_id"]))
    counted = {"n": len(rules), "total": len(rules), "name": names}
    return [{"kind": "rules_unjudged", "severity": 3, "status": "unknown", **counted}]


def _agreement(lines: Sequence[Line]) -> list[Record]:
    """Printed sums were compared with their parts, and agree."""
    compared = [line for line in lines if line.key in {other.parent for other in lines}]
    if not compared or printed_vs_sum(lines):
        return []
    return [
        {
            "kind": "sums_agree",
            "severity": 4,
            "status": "on_target",
            "n": len(compared),
            "total": len(compared),
        }
    ]


def _signed(alert: alerts.Alert) -> Record:
    return {"kind": alert.kind, "severity": alert.severity, "status": alert.status}
