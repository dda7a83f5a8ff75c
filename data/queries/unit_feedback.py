"""How one unit answers citizens' feedback: its counts by state and rating, and its place among its peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.rollups.feedback import units_with_sources
from data.rollups.own import only_own
from data.rules.feedback import satisfied, summed, with_figures
from data.rules.scoring import competition_ranks
from data.rules.timeliness import on_time, strict

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "unit"

COMPARED = ("peers_on_time", "peers", "late_place", "late_shared", "received_place")
"""Facts that depend on the figures of other units."""

QUESTION = Question(
    name="unit_feedback",
    title="Đơn vị xử lý phản ánh ra sao?",
    columns=(
        Column("unit_address", "text", "Mã đơn vị"),
        Column("unit_name", "text", "Đơn vị"),
        Column("received", "int", "Tổng số phản ánh", "cases"),
        Column("open_in_time", "int", "Đang xử lý, trong hạn", "cases"),
        Column("open_overdue", "int", "Đang xử lý, quá hạn", "cases"),
        Column("closed_on_time", "int", "Xử lý đúng hạn", "cases"),
        Column("closed_late", "int", "Xử lý trễ hạn", "cases"),
        Column("satisfied", "int", "Hài lòng", "cases"),
        Column("accepted", "int", "Chấp nhận", "cases"),
        Column("dissatisfied", "int", "Không hài lòng", "cases"),
    ),
    facts=(
        "on_time",
        "strict",
        "rated",
        "response",
        "decision_766",
        *COMPARED,
    ),
)


def statement(request: Request) -> Select[Any]:
    """Select all units within the scope with their counts: a place needs those of the others."""
    return units_with_sources(request, only_own(request))


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """The unit's own row; no rows where it has no figure, which is not zero.

    Facts: its rates; of its peers (communes for a commune, other bodies for a body) with figures the on-time
    rate and how many they are; its place among them by late cases and by all cases, 1 for most, and how many
    share its place. Counts may be ordered whatever their size, rates may not (domain.md section 2). To
    a viewer of single units what compares with peers is None: of two peers it would tell the other's figures.
    """
    known = with_figures(rows)
    own = next((row for row in known if row["unit_address"] == request.unit), None)
    if own is None:
        return [], dict.fromkeys(QUESTION.facts)
    compared = dict.fromkeys(COMPARED) if request.scope is not None else _places(own, known)
    return [dict(own)], {**_rates(own), **compared}


def _rates(own: Row) -> dict[str, Fact]:
    counts, found = summed([own]), satisfied([own])
    return {
        "on_time": on_time(counts.closed_on_time, counts.closed_late),
        "strict": strict(counts.closed_on_time, counts.closed_late, counts.open_overdue),
        "rated": found.rated,
        "response": found.response,
        "decision_766": found.decision_766,
    }


def _places(own: Row, known: Sequence[Row]) -> dict[str, Fact]:
    peers = [row for row in known if row["is_commune"] == own["is_commune"]]
    at = peers.index(own)
    late = competition_ranks([row["closed_late"] for row in peers])
    received = competition_ranks([row["received"] for row in peers])
    counts = summed(peers)
    return {
        "peers_on_time": on_time(counts.closed_on_time, counts.closed_late),
        "peers": len(peers),
        "late_place": late[at],
        "late_shared": late.count(late[at]),
        "received_place": received[at],
    }
