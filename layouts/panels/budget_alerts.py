"""What needs direction in the budget, and what was compared and agrees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.marks import big_figure, calm

Row: TypeAlias = Mapping[str, Any]

_AGREES = "sums_agree"


def draw(answer: Answer) -> Drawing:
    """List the exceptions worst first under the whole; sums that agree are said calmly under them."""
    rows = records(answer)
    found = [_FINDINGS[row["kind"]](row) for row in rows if row["kind"] != _AGREES]
    agreed = [calm(*_agreement(row)) for row in rows if row["kind"] == _AGREES]
    parts = [_whole(answer), findings(found) if found else None, *agreed]
    return Drawing(
        headline=_headline(rows, len(found)),
        note="Xếp theo mức độ, nặng nhất trước",
        body=html.Div([part for part in parts if part is not None]),
    )


def _headline(rows: Sequence[Row], found: int) -> str:
    """Say what makes up most of the money left; else count what needs direction."""
    unspent = next((row for row in rows if row["kind"] == "budget_unspent"), None)
    if unspent is None:
        return f"Cần chỉ đạo: {formats.counted(found, 'việc')}" if found else "Không có việc cần chỉ đạo"
    share = formats.percent(unspent["amount"] / unspent["of_whole"])
    rest = wording.amounts(unspent["amount"], unspent["of_whole"])
    return f"Một khoản chiếm {share} số còn lại ({rest})"


def _whole(answer: Answer) -> Component | None:
    """Show the execution rate large, or the estimate where nothing is executed yet."""
    used, allocated = facts.ratio(answer, "execution"), facts.whole(answer, "allocated")
    shown = wording.period(answer.period)
    if used:
        rate, unit = formats.percent(used.n / used.total).split(wording.NBSP)
        left = formats.vnd_short(used.total - used.n)
        context = f"{wording.amounts(used.n, used.total)} · còn {left}"
        return html.Div(
            big_figure(rate, unit, f"Thực hiện dự toán {shown}", context), className="lead-figure"
        )
    if allocated is None:
        return None
    value, *unit_words = formats.vnd_short(allocated).split(wording.NBSP)
    label = f"Dự toán {shown}"
    return html.Div(
        big_figure(value, " ".join(unit_words), label, "chưa có số thực hiện", "unknown"),
        className="lead-figure",
    )


def _unspent(row: Row) -> Finding:
    used = wording.amounts(row["part"], row["whole"])
    rest = wording.amounts(row["amount"], row["of_whole"])
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
