"""How many dossiers were returned in time: early, on the day, late, still in progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.case_counts import dossiers_by_unit
from data.rollups.dossiers import counts
from data.rules import dossiers
from data.rules.conflicts import two_numbers

REACH: Reach = "locality"

QUESTION = Question(
    name="dossier_timeliness",
    title="Bao nhiêu hồ sơ được trả đúng hạn?",
    columns=(
        Column("unit_name", "text", "Đơn vị"),
        Column("received", "int", "Tiếp nhận", "cases"),
        Column("returned", "int", "Đã trả kết quả", "cases"),
        Column("closed_early", "int", "Trước hạn", "cases"),
        Column("closed_on_time", "int", "Đúng hạn", "cases"),
        Column("closed_late", "int", "Trễ hạn", "cases"),
        Column("in_progress", "int", "Đang giải quyết", "cases"),
        Column("in_progress_printed", "text", "Đang giải quyết như in"),
        Column("is_unclear", "flag", "In không rõ"),
    ),
    facts=(
        "on_time",
        "strict",
        "early",
        "returned",
        "received",
        "late",
        "in_progress",
        "unclear",
        "by_case",
        "reopened",
    ),
)


def statement(request: Request) -> Select[Any]:
    """Select counts by unit, those that were reported by field too."""
    rows = counts(request, dossiers_by_unit).subquery("counted")
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a unit, by name: its printed total, else the sum of its fields.

    Facts, of all units together and None where a source does not tell: `on_time` (early included) and
    `early` of the returned, `returned` of the received, counts, and how many of them are unclear in print.
    By cases only: `strict`, which counts open overdue ones as failures, and `reopened` of those received; how
    many units are counted so.
    """
    units = sorted({(row["unit_name"], row["unit_address"]) for row in rows})
    records = [_record(name, [row for row in rows if row["unit_address"] == key]) for name, key in units]
    total, cases = dossiers.whole(rows), dossiers.by_case(rows)
    facts: dict[str, Fact] = {
        "on_time": dossiers.on_time(total),
        "early": dossiers.of(total["closed_early"], total["returned"]),
        "returned": dossiers.of(total["returned"], total["received"]),
        "received": total["received"],
        "late": total["closed_late"],
        "in_progress": total["in_progress"],
        "unclear": sum(record["is_unclear"] for record in records),
        "strict": dossiers.strict(cases) if len(cases) == len(rows) else None,
        "by_case": Ratio(len(cases), len(units)),
        "reopened": dossiers.reopened(cases),
    }
    return records, facts


def _record(name: str, own: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    printed = next((row["in_progress_printed"] for row in own if row["is_total"]), "")
    return {
        "unit_name": name,
        **dossiers.whole(own),
        "in_progress_printed": printed,
        "is_unclear": two_numbers(printed),
    }
