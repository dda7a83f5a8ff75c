"""What needs direction in the budget, and what was compared and agrees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dash import html

from data.contracts import Answer
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.marks import calm

Row: TypeAlias = Mapping[str, Any]

_AGREES = "sums_agree"


def draw(answer: Answer) -> Drawing:
    """List the exceptions worst first; printed sums that agree are said calmly under them."""
    rows = records(answer)
    found = [_FINDINGS[row["kind"]](row) for row in rows if row["kind"] != _AGREES]
    agreed = [calm(*_agreement(row)) for row in rows if row["kind"] == _AGREES]
    body = [findings(found)] if found else []
    return Drawing(
        headline=_headline(answer, len(found)),
        note="Cần chỉ đạo, nặng nhất trước",
        body=html.Div([*body, *agreed]),
    )


def _headline(answer: Answer, found: int) -> str:
    used, allocated = facts.ratio(answer, "execution"), facts.whole(answer, "allocated")
    if used:
        amounts = wording.millions(used.n, used.total)
        left = formats.vnd_short(used.total - used.n)
        return f"Thực hiện {formats.percent(used.n / used.total)} dự toán ({amounts}), còn {left}"
    if allocated is not None:
        return f"Dự toán {formats.vnd_short(allocated)}, chưa có số thực hiện"
    return f"Cần chỉ đạo: {formats.counted(found, 'việc')}"


def _unspent(row: Row) -> Finding:
    used = wording.millions(row["part"], row["whole"])
    rest = wording.millions(row["amount"], row["of_whole"])
    of_rest = f"{formats.percent(row['amount'] / row['of_whole'])} số còn lại của cả năm ({rest})"
    return Finding(
        row["status"],
        f"{row['name']}: {formats.vnd_short(row['amount'])} không thực hiện",
        f"Thực hiện {used} ({formats.percent(row['part'] / row['whole'])}); chiếm {of_rest}",
        "#budget_lines",
        "Xem các khoản",
    )


def _sum_conflict(row: Row) -> Finding:
    return Finding(
        row["status"],
        f"{row['name']}: tổng in khác tổng các dòng",
        f"In {formats.vnd_full(row['amount'])}, cộng được {formats.vnd_full(row['of_whole'])}; giữ cả hai",
        "#budget_lines",
        "Xem các khoản",
    )


def _not_executed(row: Row) -> Finding:
    return Finding(
        row["status"],
        f"{formats.vnd_short(row['amount'])} dự toán chưa có số thực hiện",
        f"{row['n']}/{row['total']} khoản chưa có báo cáo thực hiện: là chưa có số liệu, không phải 0 đồng",
        "#budget_estimate",
        "Xem dự toán",
    )


def _rules_unjudged(row: Row) -> Finding:
    return Finding(
        row["status"],
        f"{row['n']}/{row['total']} quy định tỷ lệ chi chưa kiểm tra được",
        f"Chưa đủ số liệu: {row['name']}",
        "#budget_rules",
        "Xem quy định",
    )


_FINDINGS: Mapping[str, Callable[[Row], Finding]] = {
    "budget_unspent": _unspent,
    "sum_conflict": _sum_conflict,
    "not_executed": _not_executed,
    "rules_unjudged": _rules_unjudged,
}


def _agreement(row: Row) -> tuple[str, str]:
    counted = f"Đã đối chiếu {row['n']}/{row['total']} dòng tổng với các dòng của nó"
    return "Các tổng in trong văn bản khớp tổng các dòng", counted


PANEL = Panel(
    name="budget_alerts",
    title="Khoản chi nào cần chỉ đạo?",
    draw=draw,
    missing="Cần nạp dự toán, thực hiện hoặc quy định tỷ lệ chi (budget.csv); chạy: ioc load plans.",
    subject="budget",
)
