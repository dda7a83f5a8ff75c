"""Which figures contradict each other: both sides with their sources, and what people decided about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select

from data.contracts import Column, Fact, Question, Ratio, Reach, Request
from data.provenance import with_source
from data.rollups.stacking import stacked
from data.rules.working_time import local
from data.schema import Conflict, ConflictCheck, ConflictSource, Locality, Period

Row: TypeAlias = Mapping[str, Any]

CALM = "calm"
"""Kind of the only row where everything that could be compared agrees."""

REACH: Reach = "locality"


def _side(side: str, label: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}_name", "text", f"{label}: là gì"),
        Column(f"{side}_printed", "text", f"{label}: như in"),
        Column(f"{side}_value", "number", f"{label}: giá trị"),
        Column(f"{side}_numerator", "int", f"{label}: n", "cases"),
        Column(f"{side}_denominator", "int", f"{label}: N", "cases"),
        Column(f"{side}_day", "date", f"{label}: ngày"),
        Column(f"{side}_document", "text", f"{label}: văn bản"),
        Column(f"{side}_section", "text", f"{label}: mục"),
        Column(f"{side}_lines", "text", f"{label}: dòng"),
    )


QUESTION = Question(
    name="data_conflicts",
    title="Số liệu nào mâu thuẫn với nhau?",
    columns=(
        Column("key", "text", "Mã"),
        Column("kind", "text", "Loại mâu thuẫn"),
        Column("subject", "text", "Lĩnh vực"),
        Column("name", "text", "Số liệu"),
        Column("period", "text", "Kỳ số liệu"),
        Column("measure", "text", "Đại lượng"),
        Column("measure_label", "text", "Đơn vị tính"),
        *_side("first", "Bên thứ nhất"),
        *_side("second", "Bên thứ hai"),
        Column("difference", "number", "Chênh lệch"),
        Column("status", "text", "Tình trạng"),
        Column("reason", "text", "Lý do"),
        Column("decided_by", "text", "Người quyết định"),
        Column("decided_on", "date", "Ngày quyết định"),
        Column("page", "text", "Trang có số liệu"),
    ),
    facts=("conflicts", "open", "explained", "settled"),
)

_KEPT = tuple(
    name
    for column in QUESTION.columns
    if (name := column.name) not in {"period", "decided_on"} and name in Conflict.__table__.c
)


def statement(request: Request) -> Select[Any]:
    """Select the register of the locality, a row a source, and how much was compared."""
    conflicts = (
        select(
            *(getattr(Conflict, name) for name in _KEPT),
            Conflict.position,
            Conflict.decided_at,
            Period.code.label("period"),
            ConflictSource.side,
            ConflictSource.source_id.label("evidence_id"),
        )
        .join(Locality, Locality.id == Conflict.locality_id)
        .outerjoin(Period, Period.id == Conflict.period_id)
        .outerjoin(ConflictSource, ConflictSource.conflict_key == Conflict.key)
        .where(Locality.slug == request.locality)
    )
    counted: tuple[Any, ...] = (
        func.sum(ConflictCheck.checked).label("checked"),
        func.min(Locality.source_id).label("evidence_id"),
    )
    checked = (
        select(*counted)
        .join(Locality, Locality.id == ConflictCheck.locality_id)
        .where(Locality.slug == request.locality)
    )
    both = stacked({"conflict": conflicts, "check": checked})
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """One row a conflict, open ones first; no row where nothing was compared.

    Facts: how many conflict of all that was compared, and how many of each status.
    """
    checked = sum(int(row["checked"] or 0) for row in rows if row["part"] == "check")
    found = sorted((row for row in rows if row["part"] == "conflict"), key=lambda row: row["position"])
    records = [_record(list(members)) for _, members in groupby(found, key=lambda row: row["key"])]
    counts = {
        status: sum(record["status"] == status for record in records)
        for status in ("open", "explained", "settled")
    }
    facts: dict[str, Fact] = {"conflicts": Ratio(len(records), checked), **counts}
    order = list(counts)
    records.sort(key=lambda record: order.index(record["status"]))
    return records or ([{"kind": CALM}] if checked else []), facts


def _record(rows: Sequence[Row]) -> dict[str, Any]:
    first = rows[0]
    decided = first["decided_at"]
    return {
        **{name: first[name] for name in (*_KEPT, "period")},
        **_where("first", [row for row in rows if row["side"] == 1]),
        **_where("second", [row for row in rows if row["side"] != 1]),
        "decided_on": local(decided).date() if decided else None,
    }


def _where(side: str, rows: Sequence[Row]) -> dict[str, str]:
    """Name the document and section of a side; those of its first source stand for several."""
    lines = {line for row in rows for line in str(row[f"{side}_lines"] or "").split(",")}
    named = [row for row in rows if str(row["source_line"]) in lines] or list(rows)
    return {
        f"{side}_{name}": (named[0][f"source_{name}"] or "") if named else ""
        for name in ("document", "section")
    }
