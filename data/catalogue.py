"""What may be asked about: localities with their periods, pillars and units, at one data version."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from data.contracts import Catalogue, IndicatorRef, LocalityRef, Period, PillarRef, UnitRef
from data.intake.closing import closed_days
from data.rollups.conflicts import open_evidence
from data.schema import (
    COMMUNE_KINDS,
    CaseHorizon,
    Framework,
    Indicator,
    Locality,
    LocalityPeriod,
    Pillar,
    Unit,
)
from data.schema import Period as PeriodRow
from data.version import version_scalar

OUTLINED_LEVEL = "district"
"""Outlines exist for the four districts, and for invented places; Tam Phước, a commune, has no position."""


def read_catalogue(connection: Connection) -> Catalogue:
    """Read the whole catalogue inside one snapshot: some hundred rows, in eight statements."""
    version = int(connection.scalar(select(version_scalar())) or 0)
    periods, pillars, units = _periods(connection), _pillars(connection), _units(connection)
    indicators, kinds = _indicators(connection), _case_kinds(connection)
    home, assessed = aliased(Unit), aliased(PeriodRow)
    rows = connection.execute(
        select(
            Locality.id,
            Locality.slug,
            Locality.name,
            Locality.province,
            Locality.is_simulated,
            home.valid_to,
            home.level,
            assessed.code.label("default_period"),
        )
        .join(home, home.id == Locality.unit_id)
        .join(assessed, assessed.id == Locality.assessed_period_id)
        .order_by(Locality.id)
    )
    contradicted = open_evidence(connection)
    localities = tuple(
        LocalityRef(
            slug=row.slug,
            name=row.name,
            province=row.province,
            valid_to=row.valid_to,
            has_outlines=row.level == OUTLINED_LEVEL or row.is_simulated,
            default_period=row.default_period,
            periods=tuple(periods[row.id]),
            pillars=tuple(pillars[row.id]),
            units=tuple(units[row.id]),
            indicators=tuple(indicators[row.id]),
            is_simulated=row.is_simulated,
            contradicted=contradicted.get(row.id, ()),
            case_kinds=frozenset(kinds[row.id]),
        )
        for row in rows
    )
    return Catalogue(version=version, localities=localities)


def _periods(connection: Connection) -> dict[int, list[Period]]:
    rows = connection.execute(
        select(
            LocalityPeriod.locality_id,
            PeriodRow.code,
            PeriodRow.kind,
            PeriodRow.starts_on,
            PeriodRow.ends_on,
            LocalityPeriod.subjects,
        )
        .join(PeriodRow, PeriodRow.id == LocalityPeriod.period_id)
        .order_by(PeriodRow.starts_on, PeriodRow.ends_on)
    )
    closed = closed_days(connection)
    found: dict[int, list[Period]] = defaultdict(list)
    for row in rows:
        subjects = tuple(name for name in row.subjects.split(",") if name)
        within = [
            closed_on
            for starts_on, ends_on, closed_on in closed.get(row.locality_id, ())
            if row.starts_on >= starts_on and row.ends_on <= ends_on
        ]
        found[row.locality_id].append(
            Period(row.code, row.kind, row.starts_on, row.ends_on, subjects, min(within, default=None))
        )
    return found


def _pillars(connection: Connection) -> dict[int, list[PillarRef]]:
    rows = connection.execute(
        select(Framework.locality_id, Pillar.code, Pillar.name)
        .join(Pillar, Pillar.framework_id == Framework.id)
        .order_by(Framework.id, Pillar.position)
    )
    found: dict[int, list[PillarRef]] = defaultdict(list)
    for row in rows:
        found[row.locality_id].append(PillarRef(row.code, row.name))
    return found


def _indicators(connection: Connection) -> dict[int, list[IndicatorRef]]:
    rows = connection.execute(
        select(Framework.locality_id, Indicator.code, Indicator.name, Pillar.code.label("pillar"))
        .join(Indicator, Indicator.framework_id == Framework.id)
        .join(Pillar, Pillar.id == Indicator.pillar_id)
        .order_by(Framework.id, Pillar.position, Indicator.id)
    )
    found: dict[int, list[IndicatorRef]] = defaultdict(list)
    for row in rows:
        found[row.locality_id].append(IndicatorRef(row.code, row.name, row.pillar))
    return found


def _case_kinds(connection: Connection) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(select(CaseHorizon.locality_id, CaseHorizon.kind)):
        found[row.locality_id].add(row.kind)
    return found


def _units(connection: Connection) -> dict[int, list[UnitRef]]:
    rows = connection.execute(
        select(Unit.locality_id, Unit.code, Unit.name, Unit.kind, Unit.valid_from, Unit.valid_to)
        .where(Unit.locality_id.is_not(None))
        .order_by(Unit.id)
    )
    found: dict[int, list[UnitRef]] = defaultdict(list)
    for row in rows:
        found[row.locality_id].append(_unit(row))
    return found


def _unit(row: Any) -> UnitRef:
    return UnitRef(
        address=f"{row.code}@{row.valid_from.isoformat()}",
        code=row.code,
        name=row.name,
        kind=row.kind,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_commune=row.kind in COMMUNE_KINDS,
    )
