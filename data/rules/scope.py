"""What somebody may see of the catalogue. What lies outside is left out, as if it did not exist."""

from __future__ import annotations

from dataclasses import replace

from data.contracts import Catalogue, LocalityRef, Scope


def within(catalogue: Catalogue, scope: Scope) -> Catalogue:
    """Give the catalogue as a scope shows it; the same object to whoever may see everything."""
    if scope.everything:
        return catalogue
    seen = (_seen(locality, scope) for locality in catalogue.localities)
    return replace(catalogue, localities=tuple(locality for locality in seen if locality is not None))


def part_of(locality: LocalityRef, units: frozenset[str]) -> LocalityRef:
    """Leave of a locality single units: no map, which shows them all, nor what the whole has figures of."""
    return replace(
        locality,
        has_outlines=False,
        periods=tuple(replace(period, subjects=()) for period in locality.periods),
        units=tuple(unit for unit in locality.units if unit.address in units),
        is_whole=False,
        contradicted=(),
    )


def seen_units(locality: LocalityRef) -> frozenset[str] | None:
    """Give the scope of requests about a locality of a viewer's catalogue (`Request.scope`)."""
    return None if locality.is_whole else frozenset(unit.address for unit in locality.units)


def _seen(locality: LocalityRef, scope: Scope) -> LocalityRef | None:
    if scope.covers(locality.slug):
        return locality
    part = part_of(locality, scope.units) if scope.units else None
    return part if part is not None and part.units else None
