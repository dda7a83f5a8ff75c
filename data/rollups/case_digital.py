"""Which dossiers came online, were digitised and paid online: by field, of single cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Integer, Select, cast, func, select

from data.contracts import Fact, Ratio, Request
from data.rollups.case_pages import of_unit, span
from data.rollups.cases_states import flows
from data.rules.collation import vietnamese_key
from data.schema import CaseCategory

Row: TypeAlias = Mapping[str, Any]

MEASURES = ("received", "online", "digitised", "fee_due", "paid_online")


def statement(request: Request) -> Select[Any]:
    """Select the dossiers received in the period by field, of everybody or of the chosen unit."""
    rows = flows(span("dossier", request), totals=not request.unit, measures=MEASURES)
    sums = [cast(func.sum(rows.c[name]), Integer).label(name) for name in MEASURES]
    found = (
        select(rows.c.category_id, *sums)
        .where(of_unit(rows.c.unit_id, request))
        .group_by(rows.c.category_id)
        .subquery("sums")
    )
    named = select(CaseCategory.name.label("field"), *(found.c[name] for name in MEASURES))
    return named.join(CaseCategory, CaseCategory.id == found.c.category_id).where(found.c.received > 0)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a field, the one with most dossiers that did not come online first, ties by name.

    Facts, of all fields: online and digitised of the dossiers received, paid online of those with a fee (None
    where nothing was to be paid); the field with most dossiers not online, and their share of all.
    """
    ordered = sorted(rows, key=lambda row: (row["online"] - row["received"], vietnamese_key(row["field"])))
    total = {name: sum(row[name] for row in rows) for name in MEASURES}
    offline = total["received"] - total["online"]
    first = ordered[0] if ordered and offline else None
    facts: dict[str, Fact] = {
        "online": Ratio(total["online"], total["received"]),
        "digitised": Ratio(total["digitised"], total["received"]),
        "paid": Ratio(total["paid_online"], total["fee_due"]) if total["fee_due"] else None,
        "offline_field": first["field"] if first else None,
        "offline": Ratio(first["received"] - first["online"], offline) if first else None,
    }
    return [dict(row) for row in ordered], facts
