"""What a unit is: name, kind, code, the days in which it exists, what it came from and went into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.stacking import stacked
from data.rollups.units import address_of, is_chosen
from data.rules.collation import vietnamese_key
from data.schema import UNKNOWN_START, Locality, Unit, UnitLineage

Row: TypeAlias = Mapping[str, Any]

REACH: Reach = "unit"

QUESTION = Question(
    name="unit_identity",
    title="Đơn vị này là gì?",
    columns=(
        Column("part", "text", "Quan hệ"),
        Column("unit_address", "text", "Mã và ngày bắt đầu"),
        Column("unit_name", "text", "Đơn vị"),
        Column("unit_kind", "text", "Loại"),
        Column("is_here", "flag", "Thuộc địa bàn"),
        Column("effective_on", "date", "Từ ngày"),
        Column("extent", "text", "Toàn bộ hay một phần"),
        Column("share", "number", "Tỷ trọng của phần", "percent"),
        Column("predecessors", "int", "Số đơn vị nhập thành", "cases"),
        Column("resolution", "text", "Nghị quyết"),
    ),
    facts=(
        "name",
        "kind",
        "level",
        "code",
        "is_official_code",
        "since",
        "until",
        "parent_name",
        "parent_address",
        "name_printed",
        "role",
        "note",
    ),
)

OWN, BEFORE, AFTER = "own", "before", "after"
_DAY = dt.timedelta(days=1)


def statement(request: Request) -> Select[Any]:
    """Select the unit, the units that went into it, and those that it went into."""
    both = stacked(
        {
            OWN: _own(request),
            BEFORE: _lineage(request, other=UnitLineage.predecessor_id, own=UnitLineage.successor_id),
            AFTER: _lineage(request, other=UnitLineage.successor_id, own=UnitLineage.predecessor_id),
        }
    )
    return with_source(select(*both.c), both.c.evidence_id)


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """The unit's own row, predecessors by day and name, then successors; no such unit: no rows.

    Facts: who it is. `since` is None where no source states a beginning; `until` is the last day. A relative
    or parent beyond the request's scope is named, but has no page of its own.
    """
    if request.scope is not None:
        rows = [_within_scope(row, request) for row in rows]
    own = next((row for row in rows if row["part"] == OWN), None)
    if own is None:
        return [], dict.fromkeys(QUESTION.facts)
    facts: dict[str, Fact] = {
        "name": own["unit_name"],
        "kind": own["unit_kind"],
        "level": own["level"],
        "code": own["code"],
        "is_official_code": own["code_system"] == "gso",
        "since": None if own["valid_from"] == UNKNOWN_START else own["valid_from"],
        "until": own["valid_to"] and own["valid_to"] - _DAY,
        "parent_name": own["parent_name"],
        "parent_address": own["parent_address"] if own["parent_is_here"] else None,
        **{name: own[name] for name in ("name_printed", "role", "note")},
    }
    others = sorted((row for row in rows if row["part"] != OWN), key=_order)
    return [dict(row) for row in (own, *others)], facts


def _within_scope(row: Row, request: Request) -> Row:
    """Take from a unit that may not be seen the page that it has here."""
    parent, unit = row["parent_address"] or "", row["unit_address"]
    return {
        **row,
        "is_here": row["is_here"] and request.sees(unit),
        "parent_is_here": row["parent_is_here"] and request.sees(parent),
    }


def _order(row: Row) -> tuple[bool, Any, Any]:
    return (row["part"] == AFTER, row["effective_on"], vietnamese_key(row["unit_name"]))


def _own(request: Request) -> Select[Any]:
    parent, locality = aliased(Unit), aliased(Locality)
    columns: tuple[Any, ...] = (
        address_of(Unit).label("unit_address"),
        Unit.name.label("unit_name"),
        Unit.kind.label("unit_kind"),
        Unit.level,
        Unit.code,
        Unit.code_system,
        Unit.valid_from,
        Unit.valid_to,
        parent.name.label("parent_name"),
        address_of(parent).label("parent_address"),
        (parent.locality_id == locality.id).label("parent_is_here"),
        Unit.name_printed,
        Unit.role,
        Unit.note,
        Unit.source_id.label("evidence_id"),
    )
    return (
        select(*columns)
        .outerjoin(parent, parent.id == Unit.parent_id)
        .outerjoin(locality, locality.slug == request.locality)
        .where(is_chosen(request))
    )


def _lineage(request: Request, *, other: Any, own: Any) -> Select[Any]:
    """Select the units on the other side of the lineage, with day, extent and resolution."""
    related, locality = aliased(Unit), aliased(Locality)
    columns: tuple[Any, ...] = (
        address_of(related).label("unit_address"),
        related.name.label("unit_name"),
        related.kind.label("unit_kind"),
        (related.locality_id == locality.id).label("is_here"),
        UnitLineage.effective_on,
        UnitLineage.extent,
        UnitLineage.share,
        _predecessors(),
        UnitLineage.resolution,
        UnitLineage.source_id.label("evidence_id"),
    )
    return (
        select(*columns)
        .join(Unit, own == Unit.id)
        .join(related, other == related.id)
        .outerjoin(locality, locality.slug == request.locality)
        .where(is_chosen(request))
    )


def _predecessors() -> ColumnElement[int]:
    """Count the units that went into the successor on that day: one alone has changed name or kind only."""
    other = aliased(UnitLineage)
    return (
        select(func.count())
        .where(other.successor_id == UnitLineage.successor_id, other.effective_on == UnitLineage.effective_on)
        .scalar_subquery()
        .label("predecessors")
    )
