"""How much was answered in time: the whole locality, its communes, its own offices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.rollups.feedback import units_with_sources
from data.rules.feedback import by_case, served, summed, with_figures
from data.rules.timeliness import on_time, strict

REACH: Reach = "locality"

QUESTION = Question(
    name="feedback_timeliness",
    title="Bao nhiêu phản ánh được xử lý đúng hạn?",
    columns=(
        Column("scope", "text", "Phạm vi"),
        Column("unit_name", "text", "Đơn vị, nếu phạm vi chỉ có một"),
        Column("units", "int", "Số đơn vị có số liệu", "cases"),
        Column("received", "int", "Tổng số phản ánh", "cases"),
        Column("open_in_time", "int", "Đang xử lý, trong hạn", "cases"),
        Column("open_overdue", "int", "Đang xử lý, quá hạn", "cases"),
        Column("closed_on_time", "int", "Xử lý đúng hạn", "cases"),
        Column("closed_late", "int", "Xử lý trễ hạn", "cases"),
    ),
    facts=("on_time", "strict", "by_case", "responded", "reopened", "response_hours"),
)

_SCOPES: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "whole": lambda _: True,
    "communes": lambda row: bool(row["is_commune"]),
    "agencies": lambda row: not row["is_commune"],
}
"""Whom a row covers, by the names that the schema gives to scopes."""


def statement(request: Request) -> Select[Any]:
    """Select units with their counts; see `units_with_counts`."""
    return units_with_sources(request)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a scope that has figures: whole, communes, agencies.

    Facts: `on_time` of closed cases; `strict` counts open overdue cases as failures (domain.md section 2);
    units counted by single cases, and what only these tell, else None (`data.rules.feedback.Service`).
    """
    known = with_figures(rows)
    counts, service = summed(known), served(known)
    facts: dict[str, Fact] = {
        "on_time": on_time(counts.closed_on_time, counts.closed_late),
        "strict": strict(counts.closed_on_time, counts.closed_late, counts.open_overdue),
        "by_case": Ratio(len(by_case(known)), len(known)),
        "responded": service.responded,
        "reopened": service.reopened,
        "response_hours": service.response_hours,
    }
    scopes = {scope: [row for row in known if belongs(row)] for scope, belongs in _SCOPES.items()}
    return [_record(scope, members) for scope, members in scopes.items() if members], facts


def _record(scope: str, members: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    counts = summed(members)
    return {
        "scope": scope,
        "unit_name": members[0]["unit_name"] if len(members) == 1 else "",
        "units": len(members),
        "received": counts.received,
        "open_in_time": counts.open_in_time,
        "open_overdue": counts.open_overdue,
        "closed_on_time": counts.closed_on_time,
        "closed_late": counts.closed_late,
    }
