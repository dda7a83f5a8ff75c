"""What was spent of the budget: the rate, what is left, and the lines with most left."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.contracts import Ratio
from layouts import facts, formats, wording
from layouts.panels import overview_budget
from layouts.rates import share
from layouts.records import records
from layouts.shell.links import to_page
from layouts.wall import reading
from layouts.wall.scene import Bar, Figure, Scene, SceneKind, Told

SHOWN = 4
_MILLION = Decimal(1_000_000)


def draw(told: Told) -> Scene | None:
    """Set the rate large, lines beside it; None where there is no budget."""
    answer = told.answers["overview_budget"]
    if answer.is_empty:
        return None
    used = facts.ratio(answer, "execution")
    rows = records(answer)
    return Scene(
        topic=reading.topic(answer, "Ngân sách chuyển đổi số"),
        period=reading.period(answer),
        headline=overview_budget.draw(answer).headline,
        address=to_page("/budget", answer.request),
        provenance=reading.provenance(answer),
        lead=_lead(used, facts.whole(answer, "allocated")),
        figures=(_left(used),) if used else (),
        bars=tuple(_bar(row) for row in rows[:SHOWN]),
        note="Thực hiện trên dự toán, triệu đồng",
        rest=f"và {formats.counted(len(rows) - SHOWN, 'khoản')} khác" if len(rows) > SHOWN else "",
    )


def _lead(used: Ratio | None, allocated: int | None) -> Figure:
    """Set what was spent large; without such figures what was planned."""
    if used is None:
        value, _, unit = formats.vnd_short(allocated).partition("\N{NO-BREAK SPACE}")
        return Figure(value, unit, "Dự toán", "chưa có số thực hiện")
    value, _, unit = formats.percent(share(used.n, used.total)).partition("\N{NO-BREAK SPACE}")
    return Figure(value, unit, "Đã thực hiện", wording.amounts(used.n, used.total))


def _left(used: Ratio) -> Figure:
    value, _, unit = formats.vnd_short(used.total - used.n).partition("\N{NO-BREAK SPACE}")
    return Figure(value, unit, "Còn lại", f"trên dự toán {formats.vnd_short(used.total)}")


def _bar(row: Mapping[str, Any]) -> Bar:
    """A line without a figure has no bar: that is not 0 đồng."""
    allocated, executed = row["allocated"], row["executed"]
    if executed is None or not allocated:
        return Bar(row["line_name"], _millions(allocated), words="chưa có số thực hiện")
    pair = f"{_millions(executed)}/{_millions(allocated)}"
    rate = formats.percent(share(executed, allocated))
    return Bar(row["line_name"], pair, part=min(executed / allocated, 1.0), words=rate)


def _millions(amount: int | None) -> str:
    return formats.MISSING if amount is None else formats.number(Decimal(amount) / _MILLION, 1)


SCENE = SceneKind(
    key="budget",
    title="Ngân sách",
    path="/budget",
    questions=("overview_budget",),
    draw=draw,
    wide=(60, 33.75),
    portrait=(33.75, 60),
)
