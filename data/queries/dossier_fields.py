"""Which fields dossiers belong to: received, early, on time, late, the printed share beside n/N."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.dossiers import counts
from data.rules import dossiers
from data.rules.conflicts import total_agrees

REACH: Reach = "locality"

QUESTION = Question(
    name="dossier_fields",
    title="Hồ sơ thuộc lĩnh vực nào?",
    columns=(
        Column("field", "text", "Lĩnh vực"),
        Column("units", "int", "Số đơn vị", "cases"),
        Column("received", "int", "Tiếp nhận", "cases"),
        Column("share", "number", "Tỷ trọng tính lại", "percent"),
        Column("share_printed", "text", "Tỷ trọng in"),
        Column("agrees", "flag", "Tỷ trọng in khớp n/N"),
        Column("returned", "int", "Đã trả kết quả", "cases"),
        Column("closed_early", "int", "Trước hạn", "cases"),
        Column("closed_on_time", "int", "Đúng hạn", "cases"),
        Column("closed_late", "int", "Trễ hạn", "cases"),
        Column("in_progress", "int", "Đang giải quyết", "cases"),
        Column("note", "text", "Ghi chú của bản chép"),
    ),
    facts=("received", "largest", "early", "early_untold", "conflicts", "sum_agrees", "by_case"),
)


def statement(request: Request) -> Select[Any]:
    """Select counts by field, of units that report by unit too."""
    rows = counts(request).subquery("counted")
    return with_source(select(*rows.c), rows.c.evidence_id)


def shape(
    rows: Sequence[Mapping[str, Any]], _request: Request
) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a field, in printed order; a count that any unit does not tell is unknown. No totals.

    Facts: `received` of all; `largest` field of them; `early` of all returned, and how many of these
    (`early_untold`) no field accounts for; `conflicts` of the printed shares that could be checked;
    whether the fields add up to the printed total, None without one; units counted by single cases.
    """
    total, cases = dossiers.whole(rows), dossiers.by_case(rows)
    units = {row["unit_address"] for row in rows}
    has_print = any(row["is_total"] for row in rows)
    records = [_record(name, own, total["received"]) for name, own in dossiers.fields(rows)]
    received = [record["received"] for record in records]
    checked = [record["agrees"] for record in records if record["agrees"] is not None]
    largest = max((count for count in received if count is not None), default=None)
    told = sum(record["closed_early"] or 0 for record in records)
    facts: dict[str, Fact] = {
        "received": total["received"],
        "largest": dossiers.of(largest, total["received"]),
        "early": dossiers.of(total["closed_early"], total["returned"]),
        "early_untold": None if total["closed_early"] is None else total["closed_early"] - told,
        "conflicts": dossiers.of(checked.count(False), len(checked)),
        "sum_agrees": total_agrees(total["received"], received) if has_print else None,
        "by_case": Ratio(len({row["unit_address"] for row in cases}), len(units)),
    }
    return records, facts


def _record(name: str, own: Sequence[Mapping[str, Any]], received: int | None) -> dict[str, Any]:
    """Sum up a field; a printed share is one unit's, and of several units there is none."""
    single = own[0] if len(own) == 1 else None
    found = dossiers.summed(own)
    ratio = dossiers.of(found["received"], received)
    return {
        "field": name,
        "units": len(own),
        **found,
        "share": ratio.share if ratio else None,
        "share_printed": single["share_printed"] if single else "",
        "agrees": dossiers.share_agrees(single, received) if single else None,
        "note": single["count_note"] if single else "",
    }
