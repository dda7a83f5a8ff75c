"""What there is to look at: how many results, targets, tasks and documents, and how complete they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.overview import measures_of

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "locality"

QUESTION = Question(
    name="overview_data",
    title="Số liệu có những gì?",
    columns=(
        Column("kind", "text", "Loại số liệu"),
        Column("known", "int", "Đủ thông tin", "cases"),
        Column("total", "int", "Tổng số", "cases"),
    ),
    facts=("results", "targets", "tasks"),
)


_READ = (
    ("data", "results"),
    ("data", "rate"),
    ("data", "share"),
    ("data", "documents"),
    ("targets", "count"),
    ("tasks", "reported"),
    ("reports", "dated"),
)


def statement(request: Request) -> Select[Any]:
    """Select the counts of the period's figures and of the plan's."""
    rows = measures_of(request, *_READ).subquery("measures")
    return with_source(rows.select(), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a kind; `known` are those with what a judgement needs: n and N, a result, a status, a date.

    Of documents nothing more is asked than that they are listed. Facts: the counts of the headline, 0 where
    none of a kind is loaded.
    """
    records = [*_counted(rows, "results", "data", "results"), *_percentages(rows)]
    records += _counted(rows, "targets", "targets", "count")
    records += _counted(rows, "tasks", "tasks", "reported")
    records += _counted(rows, "reports", "reports", "dated")
    records += _documents(rows)
    totals = {record["kind"]: record["total"] for record in records}
    return records, {name: totals.get(name, 0) for name in QUESTION.facts}


def _counted(rows: Sequence[Row], kind: str, subject: str, measure: str) -> list[dict[str, Any]]:
    found = [row for row in rows if (row["subject"], row["measure"]) == (subject, measure)]
    return [{"kind": kind, "known": row["numerator"], "total": row["denominator"]} for row in found]


def _percentages(rows: Sequence[Row]) -> list[dict[str, Any]]:
    printed = [row for row in rows if row["subject"] == "data" and row["measure"] in {"rate", "share"}]
    known = sum(row["denominator"] is not None for row in printed)
    return [{"kind": "percentages", "known": known, "total": len(printed)}] if printed else []


def _documents(rows: Sequence[Row]) -> list[dict[str, Any]]:
    listed = {row["item"]: row["numerator"] for row in rows if row["measure"] == "documents"}
    return [{"kind": f"documents_{listing}", "total": listed[listing]} for listing in sorted(listed)]
