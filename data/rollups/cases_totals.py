"""Sums of units, and under its own unit those of each locality: what every table with `is_total` holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, Select, false, func, or_, select, true, union_all

from data.intake.batch import table_of
from data.schema import Locality


def with_totals(own: CTE, key: Sequence[str], measures: Sequence[str]) -> Select[Any]:
    """Select the rows of units, and of their localities; columns `key`, `measures`, none of zeros only.

    `own` has one row a key, without `is_total`, which is part of `key`.
    """
    home = table_of(Locality).c.unit_id
    units = [false().label(name) if name == "is_total" else own.c[name] for name in key]
    whole = {name: home if name == "unit_id" else own.c[name] for name in key if name != "is_total"}
    both = union_all(
        select(*units, *(own.c[name] for name in measures)),
        select(
            *(whole.get(name, true().label(name)) for name in key),
            *(func.sum(own.c[name]).label(name) for name in measures),
        )
        .join(Locality, Locality.id == own.c.locality_id)
        .group_by(*whole.values()),
    ).subquery("both")
    changes = or_(*(both.c[name] != 0 for name in measures))
    return select(*both.c).where(changes)
