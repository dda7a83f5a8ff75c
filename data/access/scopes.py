"""What a grant shows: the unit that it names with its subtree, and whole localities where it holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, or_, select

from data.access.records import AccessRefusedError
from data.access.words import plain
from data.contracts import EVERYTHING, NOTHING, Scope
from data.rollups.units import address_of
from data.schema import Locality, Unit

ALL = ""
"""A grant over everything names no unit."""


def scope_of(connection: Connection, unit: str) -> Scope:
    """Resolve the address that a grant keeps; a unit that is gone shows nothing."""
    if unit == ALL:
        return EVERYTHING
    code, _, since = unit.partition("@")
    # UNION, not UNION ALL: parents that go in a circle end the walk instead of never ending it.
    tree = (
        select(Unit.id)
        .where(Unit.code == code, Unit.valid_from == dt.date.fromisoformat(since))
        .cte("tree", recursive=True)
    )
    tree = tree.union(select(Unit.id).join(tree, Unit.parent_id == tree.c.id))
    held = select(tree.c.id)
    whole = connection.execute(select(Locality.id, Locality.slug).where(Locality.unit_id.in_(held))).all()
    within = or_(Unit.id.in_(held), Unit.locality_id.in_([row.id for row in whole]))
    units = frozenset(connection.scalars(select(address_of(Unit)).where(within)))
    return Scope(localities=frozenset(row.slug for row in whole), units=units) if units else NOTHING


def address_given(connection: Connection, given: str) -> str:
    """Read what somebody names a unit by: its address, a locality's slug, or nothing for everything.

    AccessRefusedError where there is no such unit: a typing error must not become a grant that shows nothing.
    """
    given = plain(given)
    if given == ALL:
        return ALL
    named = or_(address_of(Unit) == given, Locality.slug == given)
    found = connection.scalar(
        select(address_of(Unit)).outerjoin(Locality, Locality.unit_id == Unit.id).where(named)
    )
    if found is None:
        raise AccessRefusedError("unknown", f"Không tìm thấy đơn vị hoặc địa bàn “{given}”.")
    return found


def names_of(connection: Connection, units: Collection[str]) -> Mapping[str, str]:
    """Give the names of units by address; those that are gone are left out."""
    address = address_of(Unit)
    rows = connection.execute(select(address.label("address"), Unit.name).where(address.in_(set(units))))
    return {row.address: row.name for row in rows}


def place_names(connection: Connection) -> list[str]:
    """Names of provinces, districts and communes, without their kind: what a guesser tries first."""
    names = connection.scalars(select(Unit.name).where(Unit.code_system == "gso"))
    return [own for name in names for own in (name, _without_kind(name))]


def _without_kind(name: str) -> str:
    """A territory's kind has one capital, its name starts with the next: Thị trấn Tân Châu."""
    first, *rest = name.split()
    own = next((place for place, word in enumerate(rest) if word[:1].isupper()), 0)
    return " ".join(rest[own:]) or first
