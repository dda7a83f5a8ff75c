"""What needs direction in citizens' feedback: exceptions, worst first, each with the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.feedback import units_with_printed_total
from data.rules import alerts
from data.rules.alerts import Alert, UnitFeedback
from data.rules.feedback import compared, summed, with_figures

CALM = "calm"
"""Kind of the only row where all was looked at and nothing is off: not the same as no figures."""

REACH: Reach = "locality"

QUESTION = Question(
    name="feedback_alerts",
    title="Phản ánh: việc gì cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("severity", "int", "Mức độ, 1 là nặng nhất"),
        Column("status", "text", "Trạng thái"),
        Column("n", "int", "Số trường hợp", "cases"),
        Column("total", "int", "Trên tổng số", "cases"),
        Column("item", "text", "Gồm"),
        Column("item_address", "text", "Mã đơn vị"),
        Column("item_n", "int", "Số của từng mục", "cases"),
        Column("item_total", "int", "Tổng của từng mục", "cases"),
    ),
    facts=("alerts", "units", "communes"),
)

_WHOLE: Mapping[str, str] = {
    "open_overdue": "overdue",
    "late_concentrated": "covered",
    "late_spread": "late",
    "figure_conflict": "conflicts",
    "no_feedback_figure": "missing",
    "few_rated": "rated",
}
"""The ratio that says how large an exception of each kind is."""


def statement(request: Request) -> Select[Any]:
    """Select units with their counts, and the total as the source prints it."""
    return units_with_printed_total(request)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row for each unit, rating or count that an exception names, exceptions worst first.

    Where nothing is off there is one row of kind `calm`; where no unit has a figure there are no rows.
    Facts: `alerts` counts the exceptions; `units` and `communes` have figures, of all that there are.
    """
    units = [row for row in rows if not row["is_total"]]
    known = with_figures(units)
    communes = [row for row in units if row["is_commune"]]
    found = _alerts(rows, communes, known)
    facts: dict[str, Fact] = {
        "alerts": len(found),
        "units": Ratio(len(known), len(units)),
        "communes": Ratio(len(with_figures(communes)), len(communes)),
    }
    if not known:
        return [], facts
    addresses = {row["unit_name"]: row["unit_address"] for row in units}
    records = [record for alert in found for record in _records(alert, addresses)]
    return records or [{"kind": CALM}], facts


def _alerts(
    rows: Sequence[Mapping[str, Any]],
    communes: Sequence[Mapping[str, Any]],
    known: Sequence[Mapping[str, Any]],
) -> tuple[Alert, ...]:
    """Apply every rule of the subject."""
    reported = [
        UnitFeedback(row["unit_name"], row["received"], row["closed_late"], row["open_overdue"])
        for row in known
    ]
    missing = [row["unit_name"] for row in communes if row["received"] is None]
    counts = summed(known)
    agreement = compared(known, [row for row in rows if row["is_total"]])
    differing = [name for name, agrees in agreement.items() if not agrees]
    return alerts.order(
        [
            alerts.open_overdue(reported),
            alerts.late_feedback(reported),
            alerts.figure_conflict(differing, len(agreement)),
            alerts.missing_feedback(missing, len(communes)),
            alerts.few_rated(counts.received, counts.satisfied, counts.accepted, counts.dissatisfied),
        ]
    )


def _records(alert: Alert, addresses: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Write an alert as one row an item, each with the figures of the whole."""
    whole = cast("Ratio", alert.figures[_WHOLE[alert.kind]])
    for item, n, total in _items(alert):
        yield {
            "kind": alert.kind,
            "severity": alert.severity,
            "status": alert.status,
            "n": whole.n,
            "total": whole.total,
            "item": item,
            "item_address": addresses.get(item),
            "item_n": n,
            "item_total": total,
        }


def _items(alert: Alert) -> list[tuple[str, int | None, int | None]]:
    """Give what an alert names in its order, with n and N where it has them: units, ratings, or counts."""
    if alert.kind == "few_rated":
        ratings = ("satisfied", "accepted", "dissatisfied")
        return [(rating, cast("int", alert.figures[rating]), None) for rating in ratings]
    names = cast("tuple[str, ...]", alert.figures["names"])
    if "ratios" not in alert.figures:
        return [(name, None, None) for name in names]
    ratios = cast("tuple[Ratio, ...]", alert.figures["ratios"])
    return [(name, ratio.n, ratio.total) for name, ratio in zip(names, ratios, strict=True)]
