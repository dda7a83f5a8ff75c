"""What was executed of the period's budget, in one sentence and a bar a line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.rates import share
from layouts.records import records
from layouts.shell.lines import Line, lines
from layouts.shell.links import to_page
from layouts.shell.tables import table

_MILLION = Decimal(1_000_000)


def draw(answer: Answer) -> Drawing:
    """Set a bar beside the amounts of each line; without executed amounts there is nothing to draw."""
    used = facts.ratio(answer, "execution")
    return Drawing(
        headline=_headline(answer, used),
        note=_note(used),
        body=html.Div([lines([_line(row) for row in records(answer)]), _onward(answer)]),
        table=table(
            answer.question.columns[1:], answer.values, caption=f"Ngân sách, {wording.period(answer.period)}"
        ),
    )


def _headline(answer: Answer, used: Ratio | None) -> str:
    name = f"Ngân sách {wording.period(answer.period)}"
    if used is None:
        planned = formats.vnd_short(facts.whole(answer, "allocated"))
        return f"{name}: dự toán {planned}, chưa có số thực hiện"
    return f"{name}: thực hiện {_rate(used)}, còn {formats.vnd_short(used.total - used.n)}"


def _note(used: Ratio | None) -> str:
    if used is None:
        return "Chưa có số thực hiện là chưa có số liệu, không phải 0 đồng · triệu đồng"
    return f"{wording.full(used.n, used.total)} · từng khoản: thực hiện/dự toán, triệu đồng"


def _line(row: Mapping[str, Any]) -> Line:
    allocated, executed = row["allocated"], row["executed"]
    if executed is None or not allocated:
        return Line(row["line_name"], _millions(allocated))
    used = Ratio(executed, allocated)
    return Line(
        row["line_name"],
        figure=f"{_millions(executed)}/{_millions(allocated)}",
        words=_rate(used),
        share=used.share,
    )


def _rate(used: Ratio) -> str:
    return formats.percent(share(used.n, used.total))


def _millions(amount: int | None) -> str:
    return formats.MISSING if amount is None else formats.number(Decimal(amount) / _MILLION, 1)


def _onward(answer: Answer) -> Component:
    address = to_page("/budget", answer.request)
    return html.P(html.Link("Xem ngân sách", href=address, className="onward"))


PANEL = Panel(
    name="overview_budget",
    title="Ngân sách thực hiện được bao nhiêu?",
    draw=draw,
    missing="Cần nạp dự toán và số thực hiện từng khoản chi (mẫu Phụ lục 03 kế hoạch của huyện Tân Châu).",
    subject="budget",
)
