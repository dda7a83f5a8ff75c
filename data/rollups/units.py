"""One unit as plans speak to it: itself, and for a territory the people's committee that stands for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Subquery, Text, and_, cast, false, literal, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass

from data.contracts import Request
from data.schema import Unit

COMMITTEE = "peoples_committee"


def address_of(unit: type[Unit] | AliasedClass[Unit]) -> ColumnElement[str]:
    """Write a unit's address, `code@valid_from`: the same text on both databases."""
    return unit.code + literal("@") + cast(unit.valid_from, Text)


def is_chosen(request: Request, unit: Any = Unit) -> ColumnElement[bool]:
    """Tell the unit that a request names by its address; none where it names none."""
    code, _, since = request.unit.partition("@")
    if not since:
        return false()
    return and_(unit.code == code, unit.valid_from == dt.date.fromisoformat(since))


def addressed(request: Request) -> Subquery:
    """Select whom a plan addresses when it means the chosen unit: `id`, name, address, `is_direct`.

    A commune is meant too where the plan names the people's committees of all communes, a district where it
    names its committee: a body of the same locality and level, while both exist.
    """
    chosen = aliased(Unit)
    stands_for_it = and_(
        chosen.code_system == "gso",
        Unit.kind == COMMITTEE,
        Unit.level == chosen.level,
        Unit.locality_id == chosen.locality_id,
        or_(Unit.valid_to.is_(None), Unit.valid_to > chosen.valid_from),
    )
    return (
        select(
            Unit.id,
            Unit.name.label("addressee"),
            address_of(Unit).label("addressee_address"),
            (Unit.id == chosen.id).label("is_direct"),
            (Unit.code_system == "gso").label("is_territory"),
        )
        .join(chosen, and_(is_chosen(request, chosen), or_(Unit.id == chosen.id, stands_for_it)))
        .subquery("addressed")
    )
